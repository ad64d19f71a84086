"""Surveys and their rounds: open to everybody, names on the roster only to analysts."""

from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys import permissions, queries
from surveys.alphabet import by_name
from surveys.models import Round, Survey

PER_PAGE = 50


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """The surveys that feed the indicators, with the response rate of each round; planned ones for analysts."""
    may_run = permissions.may_run_rounds(request.user)
    shown = Round.objects.all() if may_run else Round.objects.exclude(state=Round.State.PLANNED)
    rates = queries.rates_of_rounds(shown)
    by_survey = {
        survey: list(of_one) for survey, of_one in groupby(rates, key=lambda each: each.round.survey_id)
    }
    listed = [(survey, by_survey.get(survey.pk, [])) for survey in Survey.objects.all()]
    return render(request, "surveys/surveys.html", {"surveys": listed})


@require_safe
def survey_round(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One round: response rates by group, what was asked, and for analysts the roster.

    Where there are both, the round with real answers is shown, the other with `?illustrative=yes`.
    """
    rounds = Round.objects.filter(survey__code=code, data_year=year).exclude(state=Round.State.PLANNED)
    rates = sorted(queries.rates_of_rounds(rounds), key=lambda each: each.round.illustrative)
    if not rates:
        raise _no_round(code, year)
    rate = rates[-1] if request.GET.get("illustrative") == "yes" else rates[0]
    sees_all = permissions.sees_all(request.user)
    context = {
        "round": rate.round,
        "rate": rate.rate,
        "groups": queries.rates_by_group(rate.round),
        "questionnaire": rate.round.questionnaire.as_questionnaire(),
        "may_run": permissions.may_run_rounds(request.user),
        "may_send": permissions.may_send_for_several(request.user),
        "tables": queries.tables_of(rate.round) if sees_all else None,
        "roster": _roster(request, rate.round) if sees_all else None,
    }
    return render(request, "surveys/round.html", context)


def _roster(request: HttpRequest, round_: Round) -> Page:
    """Those on the roster, or those behind the number that the reader opened, by name and in pages."""
    asked = [request.GET.get(name, "") for name in ("state", "group")]
    lines = by_name(queries.lines_standing(round_, *asked), lambda line: line.names)
    return Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))


def _no_round(code: str, year: int) -> Http404:
    """A survey or a year that is not there; the years of a survey that there is are offered, the newest first."""
    others = Round.objects.filter(survey__code=code).exclude(state=Round.State.PLANNED)
    years = others.order_by("-data_year").values_list("data_year", flat=True).distinct()
    said = _("The survey “%(code)s” has no round for %(year)s.") % {"code": code[:40], "year": year}
    leads = [(str(one), reverse("round", args=[code, one])) for one in years]
    return Http404(said, [*leads, (_("All surveys"), reverse("surveys"))])
