"""Answers in words: the list, one of them with its tags and quotes, and what drafters do to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions
from surveys.attribution import attribution
from surveys.finding import excerpt, marked
from surveys.fulltext import typed
from surveys.models import Answer, Tag
from surveys.queries import quotes as quoted
from surveys.queries import texts
from surveys.text_forms import QuoteForm, TagForm, TextsForm

PER_PAGE = 20


@login_required
@require_safe
def text_answers(request: HttpRequest) -> HttpResponse:
    """Answers in words that count and that the reader may read; narrowed and searched, page by page."""
    if not permissions.may_read_texts(request.user):
        raise PermissionDenied
    form = TextsForm(request.GET, known=texts.choices_for(request.user))
    sought = form.sought()
    page = Paginator(texts.find_texts(request.user, sought), PER_PAGE).get_page(request.GET.get("page"))
    tags, wanted = texts.tags_of(page.object_list), typed(sought.q)
    rows = [
        {
            "answer": each,
            "pieces": excerpt(each.counts_as, wanted),
            "tags": tags.get(texts.place_of(each), []),
        }
        for each in page.object_list
    ]
    return render(
        request, "surveys/text_answers.html", {"form": form, "page": page, "rows": rows, "sought": sought.q}
    )


@require_safe
def text_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """One of them in full, with what was looked for marked (`?q=`); for drafters and analysts the forms that tag and
    quote it. What counts in a survey that declares its answers attributable everybody reads, without tags and quotes."""
    if public := texts.public_texts().filter(pk=answer_id).first():
        return _page(request, public, inside=permissions.may_read_text(request.user, public))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _page(request, _text_open_to(request, answer_id))


@login_required
@require_POST
def tag(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Say what it is about."""
    found = _text_open_to(request, answer_id, drafting=True)
    form = TagForm(request.POST)
    if not form.is_valid():
        return _page(request, found, tagging=form)
    try:
        actions.tag_answer(answer=found, name=form.cleaned_data["name"], by=request.user)
    except actions.ActionRefused as refused:
        form.add_error("name", str(refused))
        return _page(request, found, tagging=form, status=409)
    return redirect("text-answer", answer_id)


@login_required
@require_POST
def untag(request: HttpRequest, answer_id: int, tag_id: int) -> HttpResponse:
    """Take a tag away."""
    found = _text_open_to(request, answer_id, drafting=True)
    actions.untag_answer(answer=found, tag=get_object_or_404(Tag, pk=tag_id))
    return redirect("text-answer", answer_id)


@login_required
@require_POST
def quote(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Keep a passage of it; what was typed stays on the page when it cannot be kept."""
    found = _text_open_to(request, answer_id, drafting=True)
    form = QuoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, quoting=form)
    try:
        made = actions.quote_answer(answer=found, by=request.user, **form.cleaned_data)
    except actions.ActionRefused as refused:
        form.add_error("passage", str(refused))
        return _page(request, found, quoting=form, status=409)
    messages.success(request, _("Quoted. The passage stands among the quotes, with its attribution."))
    return redirect(made)


def _page(
    request: HttpRequest, found: Answer, *, inside: bool = True, tagging=None, quoting=None, status: int = 200
) -> HttpResponse:
    place = texts.place_of(found)
    counting = texts.counting_at([place]).get(place)
    may_quote = permissions.may_quote(request.user)
    context = {
        "answer": found,
        "pieces": marked(found.counts_as, typed(request.GET.get("q", ""))),
        "submission": found.submission,
        "counting": counting,
        "counts": counting is not None and counting.pk == found.pk,
        "attribution": attribution(found, request.LANGUAGE_CODE),
        "inside": inside,
        "tags": texts.tags_of([found]).get(place, []) if inside else [],
        "rows": quoted.quotes_at(found, request.user) if inside else [],
        "may_open_cell": inside and permissions.may_see_submission(request.user, found.submission),
        "may_quote": may_quote,
        "tagging": (tagging or TagForm()) if may_quote else None,
        "quoting": (quoting or QuoteForm(initial={"passage": found.counts_as})) if may_quote else None,
        "known_tags": Tag.objects.all() if may_quote else [],
    }
    return render(request, "surveys/text_answer.html", context, status=status)


def _text_open_to(request: HttpRequest, answer_id: int, *, drafting: bool = False) -> Answer:
    found = texts.texts().filter(pk=answer_id).first()
    if found is None:
        raise Http404("There is no such answer in words.")
    if not permissions.may_read_text(request.user, found):
        raise PermissionDenied
    if drafting and not permissions.may_quote(request.user):
        raise PermissionDenied
    return found
