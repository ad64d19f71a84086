"""Entered series: their values with those who entered and checked them, and the codes that their breakdowns may have."""

from django.apps import apps

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.entering import Entry
from indicators.models import Indicator, Observation, PublishedFigure
from indicators.vocabulary import GROUPINGS

RESPONDENTS = ("respondent", "entity")


def observations_of(indicator: Indicator) -> list[Observation]:
    """Every value that was ever entered, the newest year first. One query."""
    return list(indicator.observations.select_related("author", "checker", "ended_by"))


def entries_in_force(indicator: Indicator) -> list[Entry]:
    """The values that count, as somebody would hand them in, by year. One query."""
    found = indicator.observations.in_force().order_by("year", "breakdown", "pk")
    return [
        Entry(one.year, one.breakdown, one.value, one.qualifier, one.document, one.paragraph, one.note)
        for one in found
    ]


def codes_of(definition: IndicatorDefinition) -> dict[str, list[str]]:
    """Dimension -> the codes that a value of the series may have there. At most three queries."""
    return {dimension: sorted(_codes(definition, dimension)) for dimension in definition.by}


def _codes(definition: IndicatorDefinition, dimension: str) -> set[str]:
    if dimension in RESPONDENTS:
        kinds = ["entity"] if dimension == "entity" else ["entity", "government", "country_team"]
        named = apps.get_model("surveys", "Respondent").objects.filter(kind__in=kinds, fictional=False)
        return set(named.values_list("code", flat=True))
    if dimension in GROUPINGS:
        groups = apps.get_model("surveys", "Group").objects.filter(grouping__code=dimension)
        return set(groups.values_list("code", flat=True))
    printed = PublishedFigure.objects.filter(
        indicator__code=definition.code, breakdown__has_key=dimension
    ).values_list(f"breakdown__{dimension}", flat=True)
    aliases = {part[dimension] for part in definition.aliases.values() if dimension in part}
    return {*printed, *aliases, *(code for named, code in words.ENTERED if named == dimension)}
