"""Running a round: its state, its days, its rules, and letters to those who have not answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.forms import BatchForm, DayForm, RulesForm
from surveys.models import Round
from surveys.queries.roster import recipients_of

STEPS = {"open": actions.open_round, "close": actions.close_round, "plan": actions.plan_round}


@login_required
@require_safe
def steer(request: HttpRequest, round_id: int) -> HttpResponse:
    """Everything about a round that an analyst decides, and who has not answered."""
    round_ = _round(request, round_id)
    return _page(request, round_, RulesForm(instance=round_))


@login_required
@require_POST
def move(request: HttpRequest, round_id: int, step: str) -> HttpResponse:
    """Open, close, or take the opening back. Each can be undone by another of these buttons."""
    round_ = _round(request, round_id)
    said = {
        "open": _("The round takes answers now. You can close it again at any time."),
        "close": _("The round takes no more answers. You can open it again at any time."),
        "plan": _("The opening is taken back; the round is planned."),
    }
    try:
        STEPS[step](round=round_)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said[step])
    return redirect("steer-round", round_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, round_id: int) -> HttpResponse:
    """Another closing day. Letters cannot be taken back, so the page says first who gets one."""
    round_ = _round(request, round_id)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letters = actions.move_closing_day(round=round_, by=request.user, **form.cleaned_data)
        except actions.EarlierWithoutReason as refused:
            form.add_error("reason", str(refused))
        except actions.ActionRefused as refused:
            form.add_error("closes", str(refused))
        else:
            messages.success(request, f"{_('The round has a new closing day.')} {_letters(letters)}")
            return redirect("steer-round", round_id)
    missing = queries.missing_in(round_)
    recipients = recipients_of(round_, missing)
    told = [(each, recipients[each.pk]) for each in missing]
    context = {"round": round_, "form": form, "told": told}
    return render(request, "surveys/extend.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def rules(request: HttpRequest, round_id: int) -> HttpResponse:
    """Late answers, days of reminders, contact. What was typed stays where it cannot be done."""
    round_ = _round(request, round_id)
    form = RulesForm(request.POST, instance=_round(request, round_id))
    if not form.is_valid():
        return _page(request, round_, form, status=400)
    try:
        actions.change_rules(round=round_, **form.cleaned_data)
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, round_, form, status=409)
    messages.success(request, _("The rules of the round are changed."))
    return redirect("steer-round", round_id)


@login_required
@require_POST
def remind(request: HttpRequest, round_id: int) -> HttpResponse:
    """Write to the chosen respondents now."""
    round_ = _round(request, round_id)
    chosen = [int(key) for key in request.POST.getlist("respondent") if key.isdecimal()]
    if not chosen:
        messages.error(request, _("Choose at least one respondent."))
        return _back(request, round_id)
    letters = actions.remind_by_hand(round=round_, respondents=chosen, by=request.user)
    if letters:
        messages.success(request, _letters(letters))
    else:
        messages.info(
            request,
            _("No letter was written: they have answered, were written to today, or have no address."),
        )
    return _back(request, round_id)


@login_required
@require_POST
def redact(request: HttpRequest, round_id: int) -> HttpResponse:
    """Put copies without contacts in the place of files whose time is over, without waiting for the clock."""
    round_ = _round(request, round_id)
    n = actions.redact_round(round=round_, day=timezone.localdate(), by=request.user)
    messages.success(
        request,
        ngettext("%(n)d file is being replaced.", "%(n)d files are being replaced.", n) % {"n": n},
    )
    return redirect("steer-round", round_id)


def _back(request: HttpRequest, round_id: int) -> HttpResponse:
    """To the page of the roster on which somebody was chosen: its state, words and number are in the address."""
    query = request.GET.urlencode()
    return redirect(reverse("steer-round", args=[round_id]) + (f"?{query}" if query else ""))


def _letters(n: int) -> str:
    return ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", n) % {"n": n}


def _page(request: HttpRequest, round_: Round, form: RulesForm, *, status: int = 200) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("state", "q", "page")}
    context = {
        "round": round_,
        "form": form,
        "roster": queries.steered_roster(round_, **asked),
        "arrivals": queries.arrivals_of(round_),
        "groups": queries.rates_by_group(round_),
        "files": round_.uploads.exists(),
        "originals": queries.originals_of(round_),
        "unsent": queries.unsent_letters(),
        "batch_form": BatchForm(),
        "batches": round_.batches.all(),
    }
    return render(request, "surveys/steer.html", context, status=status)


def _round(request: HttpRequest, round_id: int) -> Round:
    if not permissions.may_run_rounds(request.user):
        raise PermissionDenied
    return get_object_or_404(Round.objects.select_related("survey"), pk=round_id)
