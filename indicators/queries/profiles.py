"""What is known of one respondent: its groups, the figures that name it, and answers that the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q

from indicators.models import PublishedFigure, Value
from indicators.queries.access import Reader
from indicators.queries.computed import released_values
from surveys import frames

ENTITY, GOVERNMENT = "entity", "government"
BESIDE = {ENTITY: "entity_type", GOVERNMENT: "region"}
"""The grouping whose group stands beside a respondent of this kind."""


@dataclass(frozen=True)
class Said:
    """One answer of a respondent, by its key: the option's names, or a number, or the kind of absence."""

    answer: int
    year: int
    item: str
    option: dict | None
    number: float | None
    absence: str | None
    illustrative: bool


@dataclass(frozen=True)
class Answers:
    """What a respondent answered in one survey; `closed` where it is not for this reader."""

    survey: object
    said: tuple[Said, ...]
    closed: bool


def respondents(kind: str) -> list:
    """All respondents of a kind with their groups at hand. Two queries."""
    rows = apps.get_model("surveys", "Respondent").objects.filter(kind=kind)
    return list(rows.prefetch_related("memberships__group__grouping"))


def respondent(kind: str, **by):
    """One respondent with its groups; None where there is none."""
    rows = apps.get_model("surveys", "Respondent").objects.filter(kind=kind, **by)
    return rows.prefetch_related("memberships__group__grouping").first()


def figures_naming(row) -> list[PublishedFigure]:
    """The published figures that name the respondent, in the order of the documents. At most three queries."""
    named = Q(countries__contains=[row.code]) if row.kind == GOVERNMENT else Q(entities__contains=[row.code])
    by_value = Q(breakdown__respondent=row.code) | Q(breakdown__entity=row.code)
    figures = PublishedFigure.objects.filter(named | by_value if row.kind == ENTITY else named)
    return list(figures.select_related("indicator", "reason").prefetch_related("contradictions__figures"))


def answers_of(row, reader: Reader) -> list[Answers]:
    """The answers of the respondent that count, by survey; every survey of its kind is there. Six queries at most.

    Answers are open where the survey declares them attributable, or where they are open to this reader.
    """
    surveys = list(apps.get_model("surveys", "Survey").objects.filter(respondent_kind=row.kind))
    opened = [s for s in surveys if reader.is_public(s.code) or reader.may_open(s.code, row.code)]
    submissions = apps.get_model("surveys", "Submission").objects.counted()
    counted = list(
        submissions.filter(respondent=row, round__survey__in=opened)
        .select_related("round")
        .order_by("round__data_year", "pk")
    )
    of_survey = {
        survey.pk: _said([one for one in counted if one.round.survey_id == survey.pk]) for survey in opened
    }
    return [Answers(s, tuple(of_survey.get(s.pk, ())), closed=s.pk not in of_survey) for s in surveys]


def values_beside(row, opened) -> list[Value]:
    """The released values of all respondents, of the respondent's kind of group, and its own. One query."""
    beside = Q(breakdown={}) | Q(breakdown__has_key=BESIDE[row.kind]) | Q(breakdown__respondent=row.code)
    return list(released_values(opened.release).filter(beside).order_by("year", "pk"))


def group_in(row, year: int) -> str | None:
    """The code of the group that stands beside the respondent in a year. No query for a row with its groups."""
    for membership in row.memberships.all():
        group = membership.group
        if group.grouping.code == BESIDE[row.kind] and _holds(membership, year):
            return group.code
    return None


def _holds(membership, year: int) -> bool:
    return (membership.from_year or year) <= year <= (membership.to_year or year)


def _said(submissions: Iterable) -> list[Said]:
    submissions = list(submissions)
    if not submissions:
        return []
    illustrative = {one.round.data_year: one.round.illustrative for one in submissions}
    options = _option_names(submissions)
    return [
        Said(
            answer=int(line.answer),
            year=int(line.year),
            item=line.item,
            option=options.get((line.item, line.option)) if line.option else None,
            number=None if line.number != line.number else float(line.number),  # NaN differs from itself
            absence=line.absence,
            illustrative=illustrative[int(line.year)],
        )
        for line in frames.answers_frame(submissions).itertuples()
        if line.occurrence == 1
    ]


def _option_names(submissions: list) -> dict[tuple[str, str], dict]:
    questionnaires = {one.round.questionnaire_id for one in submissions}
    options = apps.get_model("surveys", "Option").objects.filter(item__questionnaire__in=questionnaires)
    rows = options.order_by("item__questionnaire__version").values_list("item__code", "code", "names")
    return {(item, code): names for item, code, names in rows}
