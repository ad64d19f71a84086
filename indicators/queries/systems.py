"""Systems with their facts and the published figures in them."""

from django.apps import apps
from django.db.models import Prefetch, QuerySet

from indicators.models import PublishedFigure, System, SystemFact
from indicators.queries.profiles import GOVERNMENT

_FACTS = Prefetch(
    "facts",
    queryset=SystemFact.objects.order_by("position").prefetch_related(
        Prefetch("figures", queryset=PublishedFigure.objects.select_related("indicator")), "node"
    ),
)


def systems() -> QuerySet[System]:
    """All systems in order, with facts and figures at hand. Three queries when read."""
    return System.objects.prefetch_related(_FACTS)


def system(code: str) -> System | None:
    """One system with its facts, parts and the nodes of its framework; None for a code that none has."""
    found = systems().select_related("framework", "survey", "parent").filter(code=code)
    parts = Prefetch("parts", queryset=System.objects.prefetch_related(_FACTS))
    return found.prefetch_related(parts, "framework__nodes").first()


def countries_named_by(system: System) -> dict[str, dict]:
    """ISO3 code -> names of the countries that the figures of a system name, in no order. One query at most."""
    codes = {
        code for fact in system.facts.all() for figure in fact.figures.all() for code in figure.countries
    }
    if not codes:
        return {}
    rows = apps.get_model("surveys", "Respondent").objects.filter(kind=GOVERNMENT, code__in=codes)
    return dict(rows.values_list("code", "names"))
