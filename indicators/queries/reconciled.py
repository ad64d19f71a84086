"""Every published figure beside the computed value of the same indicator, year and part.

Derived each time from figures, values and explanations: only explanations are stored.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.definitions import IndicatorDefinition
from indicators.models import ExplainedDifference, Value
from indicators.queries.access import Reader
from indicators.queries.computed import released_values
from indicators.queries.published import Filters, PublishedPoint, as_frozen, points_of, published_figures
from indicators.queries.released import OpenRelease
from indicators.reconciliation import (
    DIFFERS,
    EXPLAINED,
    ILLUSTRATIVE,
    NOT_COMPUTABLE,
    Computed,
    Printed,
    compare,
    together,
)
from indicators.vocabulary import MEASURES

TWELVE_DECIMALS = Decimal("1e-12")
MONEY = {"usd": 1, "usd_million": 1_000_000}


@dataclass(frozen=True)
class Reconciled:
    """A published figure, what was computed of it, and how the two stand to each other.

    `state` and `reason` are codes of `indicators.reconciliation`. `values` are those compared, several for a
    joint figure. `computed` is in the unit of the printed figure. `explanation` is the newest one; `state` is
    explained only where it is about the numbers that stand here. `baseline` is the earlier value that the
    figure names, reconciled likewise.
    """

    point: PublishedPoint
    state: str
    reason: str = ""
    values: tuple[Value, ...] = ()
    computed: Computed | None = None
    difference: Decimal | None = None
    explanation: ExplainedDifference | None = None
    baseline: "Reconciled | None" = None

    @property
    def figure(self):
        """The published figure."""
        return self.point.figure


class Definitions:
    """The definitions of a release, and which of them holds in a year."""

    def __init__(self, opened: OpenRelease):
        self.opened = opened

    def in_year(self, code: str, year: int) -> IndicatorDefinition | None:
        """The highest version that holds in that year; None where there is none."""
        versions = (self.opened.definition(code, number) for number in self.opened.version_numbers(code))
        return next((version for version in versions if version.is_valid_in(year)), None)

    def known(self, code: str) -> bool:
        """Whether the indicator has a definition at all."""
        return code in self.opened.frozen["definitions"]

    def newest(self, code: str) -> IndicatorDefinition:
        """The highest version."""
        return self.opened.definition(code)

    def of(self, value: Value) -> IndicatorDefinition:
        """The definition that a value was computed by."""
        code, number = value.version.indicator.code, value.version.number
        if str(number) in self.opened.frozen["definitions"].get(code, {}):
            return self.opened.definition(code, number)
        return value.version.as_definition()


class VersionsAtHand(Definitions):
    """Definitions of today, one version of each indicator: those by which a round is computed."""

    def __init__(self, versions):
        self.by_code = {version.indicator.code: version.as_definition() for version in versions}

    def in_year(self, code: str, year: int) -> IndicatorDefinition | None:
        """The version at hand, where it holds in that year."""
        return self.by_code[code] if self.by_code[code].is_valid_in(year) else None

    def known(self, code: str) -> bool:
        """Whether the indicator is among them."""
        return code in self.by_code

    def newest(self, code: str) -> IndicatorDefinition:
        """The version at hand."""
        return self.by_code[code]

    def of(self, value: Value) -> IndicatorDefinition:
        """The version at hand."""
        return self.by_code[value.version.indicator.code]


def reconciled(opened: OpenRelease, reader: Reader) -> list[Reconciled]:
    """Every published figure, in the order of the documents, and of a release that is asked for as it froze them. A
    fixed number of queries."""
    figures = as_frozen(opened, published_figures(Filters()))
    values = values_beside(released_values(opened.release), figures)
    masks = {value.pk: value for value in reader.shown(values)}
    values = [masks.get(value.pk, value) for value in values]
    found = reconcile(points_of(figures), values, Definitions(opened), reader.may_see)
    return with_explanations(found)


def values_beside(values, figures) -> list[Value]:
    """Those of the values that stand at the address of a published figure. One query."""
    parts = {_key(part): dict(part) for figure in figures for part in parts_of(figure)}
    codes = {figure.indicator.code for figure in figures if figure.indicator}
    return list(values.filter(version__indicator__code__in=codes, breakdown__in=list(parts.values())))


def parts_of(figure) -> list[Mapping[str, str]]:
    """The breakdowns that a figure is about: one, or for a joint figure one for each entity that it names."""
    dimension = next((name for name in ("respondent", "entity") if name in figure.breakdown), None)
    if not figure.joint or dimension is None:
        return [figure.breakdown]
    return [{**figure.breakdown, dimension: entity} for entity in figure.entities]


def reconcile(
    points: Iterable[PublishedPoint],
    values: Iterable[Value],
    definitions: Definitions,
    may_see: Callable[[str | None, Mapping], bool],
) -> list[Reconciled]:
    """One for each figure, baselines inside. No query; explanations are added by `with_explanations`."""
    at: dict[tuple, list[Value]] = {}
    for value in values:
        at.setdefault((value.version.indicator.code, value.year, _key(value.breakdown)), []).append(value)
    found, baseline = [], None
    for point in points:
        one = _reconciled(point, at, definitions, may_see)
        if point.baseline:
            baseline = one
        else:
            found.append(replace(one, baseline=baseline))
            baseline = None
    return found


def with_explanations(found: list[Reconciled]) -> list[Reconciled]:
    """The same with the newest explanation of each figure. One query."""
    explanations = ExplainedDifference.objects.select_related("author").order_by(
        "figure_id", "-written", "-pk"
    )
    newest = {one.figure_id: one for one in explanations.distinct("figure_id")}
    return [_explained(one, newest.get(one.figure.pk)) for one in found]


def _explained(one: Reconciled, explanation: ExplainedDifference | None) -> Reconciled:
    if explanation is None:
        return one
    holds = one.state == DIFFERS and (explanation.printed, explanation.computed) == numbers_of(one)
    return replace(one, explanation=explanation, state=EXPLAINED if holds else one.state)


def numbers_of(one: Reconciled) -> tuple[Decimal, Decimal]:
    """The printed and the computed number as an explanation stores them."""
    return one.point.value, one.computed.value.quantize(TWELVE_DECIMALS)


def _reconciled(point: PublishedPoint, at: Mapping, definitions: Definitions, may_see) -> Reconciled:
    if reason := _nothing_to_look_for(point, definitions):
        return Reconciled(point, NOT_COMPUTABLE, reason)
    code, year = point.figure.indicator.code, point.last_year
    parts = parts_of(point.figure)
    here = [at.get((code, year, _key(part)), []) for part in parts]
    real = [next((value for value in of_part if not value.illustrative), None) for of_part in here]
    if not any(real):
        return _without_values(point, any(here), definitions)
    if not all(may_see(definitions.of(value).survey, value.breakdown) for value in real if value):
        return Reconciled(point, NOT_COMPUTABLE, "not_open")
    if not all(real):
        return Reconciled(point, NOT_COMPUTABLE, "joint_incomplete")
    if any(value.value is None for value in real):
        return Reconciled(point, NOT_COMPUTABLE, "without_value", tuple(real))
    return _compared(point, tuple(real), definitions.of(real[0]))


def _nothing_to_look_for(point: PublishedPoint, definitions: Definitions) -> str:
    figure = point.figure
    if figure.indicator is None:
        return "no_indicator"
    if point.value is None:
        return "no_number"
    if not definitions.known(figure.indicator.code):
        return "no_definition"
    if not MEASURES[definitions.newest(figure.indicator.code).measure].computed:
        return "entered"
    if point.last_year is None:
        return "no_year"
    return "several_years" if point.from_year and point.from_year != point.last_year else ""


def _without_values(point: PublishedPoint, only_illustrative: bool, definitions: Definitions) -> Reconciled:
    if only_illustrative:
        return Reconciled(point, ILLUSTRATIVE)
    holds = definitions.in_year(point.figure.indicator.code, point.last_year)
    return Reconciled(point, NOT_COMPUTABLE, "not_computed" if holds else "not_valid")


def _compared(
    point: PublishedPoint, values: tuple[Value, ...], definition: IndicatorDefinition
) -> Reconciled:
    factor = _factor(point.figure.unit, definition.unit)
    if factor is None:
        return Reconciled(point, NOT_COMPUTABLE, "other_unit", values)
    computed = [_computed(value, definition, factor) for value in values]
    of_all = computed[0] if len(computed) == 1 else together(computed)
    comparison = compare(Printed(point.value, point.qualifier), of_all)
    return Reconciled(point, comparison.state, "", values, of_all, comparison.difference)


def _computed(value: Value, definition: IndicatorDefinition, factor: Decimal) -> Computed:
    above = None if value.numerator is None else value.numerator / factor
    below = None if value.denominator is None else value.denominator / factor
    return Computed(value.value / factor, definition.rounding, above, below)


def _factor(printed: str, defined: str) -> Decimal | None:
    """What a value in the unit of the definition is divided by; None where the two cannot be compared."""
    if defined in MONEY and printed in MONEY:
        return Decimal(MONEY[printed]) / MONEY[defined]
    apart = {"percent", *MONEY}
    return Decimal(1) if printed == defined or not {printed, defined} & apart else None


def _key(breakdown: Mapping[str, str]) -> tuple:
    return tuple(sorted(breakdown.items()))
