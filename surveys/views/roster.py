"""The roster of a round: who is invited, put on it by list, group or the round before, and taken from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.alphabet import by_name
from surveys.forms import ContactForm, PastedForm
from surveys.models import Invitation, Round
from surveys.queries import invitable

PER_PAGE = 50


@login_required
@require_safe
def roster(request: HttpRequest, round_id: int) -> HttpResponse:
    """Everybody invited, by name and in pages, with the ways to invite more."""
    return _page(request, _round(request, round_id), PastedForm())


@login_required
@require_POST
def invite_pasted(request: HttpRequest, round_id: int) -> HttpResponse:
    """Invite those whom the pasted lines name; where one names nobody, nobody is, and the lines are told."""
    round_ = _round(request, round_id)
    form = PastedForm(request.POST)
    if not form.is_valid():
        return _page(request, round_, form, status=400)
    try:
        invited = actions.invite_pasted(round=round_, text=form.cleaned_data["pasted"], by=request.user)
    except actions.ActionRefused as refused:
        form.add_error("pasted", str(refused))
        return _page(request, round_, form, unknown=getattr(refused, "unknown", ()), status=400)
    _tell_of_addresses(request, invited)
    return _invited(request, round_, invited.new)


@login_required
@require_POST
def invite_several(request: HttpRequest, round_id: int, whom: str) -> HttpResponse:
    """Invite those of the round before, those of a group, or everybody whom the survey asks."""
    round_ = _round(request, round_id)
    try:
        if whom == "before":
            before = invitable.round_before(round_)
            if before is None:
                raise actions.NobodyToInvite
            new = actions.invite_as_before(round=round_, before=before, by=request.user)
        else:
            new = actions.invite(round=round_, respondents=_chosen(request, round_, whom), by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("round-roster", round_id)
    return _invited(request, round_, new)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, round_id: int, invitation_id: int) -> HttpResponse:
    """One line of the roster: contact address and language, and the button that takes it away."""
    round_ = _round(request, round_id)
    invitation = _line(round_, invitation_id)
    form = ContactForm(request.POST or None, instance=_line(round_, invitation_id))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The line of the roster is changed."))
        return redirect("round-roster", round_id)
    context = {"round": round_, "line": invitation, "form": form}
    return render(request, "surveys/roster_line.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def take_away(request: HttpRequest, round_id: int, invitation_id: int) -> HttpResponse:
    """Take somebody from the roster who has sent nothing; pasting the code puts them back."""
    round_ = _round(request, round_id)
    invitation = _line(round_, invitation_id)
    try:
        actions.take_from_roster(invitation=invitation, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("roster-line", round_id, invitation_id)
    said = _("%(code)s is taken from the roster. Paste the code to invite it again.")
    messages.success(request, said % {"code": invitation.respondent.code})
    return redirect("round-roster", round_id)


def _chosen(request: HttpRequest, round_: Round, whom: str):
    if whom == "all":
        return invitable.invitable(round_)
    key = request.POST.get("group", "")
    groups = invitable.groups_to_invite(round_)
    return invitable.members_in(round_, get_object_or_404(groups, pk=int(key) if key.isdecimal() else 0))


def _invited(request: HttpRequest, round_: Round, new: int) -> HttpResponse:
    said = ngettext("%(n)d respondent is new on the roster.", "%(n)d respondents are new on the roster.", new)
    messages.success(request, said % {"n": new})
    return redirect("round-roster", round_.pk)


def _tell_of_addresses(request: HttpRequest, invited: actions.Invited) -> None:
    """What became of the addresses: that nobody can sign in with some of them must not be found out later."""
    if invited.addressed:
        said = ngettext(
            "%(n)d contact address is kept.", "%(n)d contact addresses are kept.", invited.addressed
        )
        messages.success(request, said % {"n": invited.addressed})
    if invited.tied:
        said = _("These accounts are focal points of their respondents from now on: %(addresses)s")
        messages.success(request, said % {"addresses": ", ".join(invited.tied)})
    if invited.letters:
        said = _(
            "Letters go to these addresses, but nobody can sign in with them for the respondent; an administrator "
            "makes the account: %(addresses)s"
        )
        messages.warning(request, said % {"addresses": ", ".join(invited.letters)})


def _page(
    request: HttpRequest, round_: Round, form: PastedForm, *, unknown=(), status: int = 200
) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    found = invitable.found_on_roster(queries.roster_of(round_), query)
    lines = by_name(found, lambda each: each.respondent.names)
    context = {
        "round": round_,
        "q": query,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "unknown": unknown,
        "before": invitable.round_before(round_),
        "groups": invitable.groups_to_invite(round_),
        "all": invitable.invitable(round_).count(),
    }
    return render(request, "surveys/roster.html", context, status=status)


def _round(request: HttpRequest, round_id: int) -> Round:
    if not permissions.may_run_rounds(request.user):
        raise PermissionDenied
    return get_object_or_404(Round.objects.select_related("survey"), pk=round_id)


def _line(round_: Round, invitation_id: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("respondent"), round=round_, pk=invitation_id)
