"""The register of agreement: every published figure beside the computed value, with state, reason and explanation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from indicators import words
from indicators.models import Contradiction, ExplainedDifference, Value
from indicators.pages.addresses import value_address
from indicators.pages.published import Clash, FigureRow, clash_of, figure_rows
from indicators.phrases import n_in_words, why_not_computed
from indicators.queries.published import PublishedPoint
from indicators.queries.reconciled import Reconciled
from indicators.queries.released import OpenRelease
from indicators.reconciliation import DIFFERS, EXPLAINED, NOT_COMPUTABLE, STATES

CHIPS = {"match": "ok", "within_rounding": "ok", "differs": "error", "explained": "warn"}


@dataclass(frozen=True)
class Row:
    """A figure with what was computed of it. `why` says in words why there is nothing to compare."""

    printed: FigureRow
    state: str
    in_words: str
    chip: str
    why: str
    computed: str
    n: str
    links: list[tuple[str, str]]
    difference: str
    explanation: ExplainedDifference | None
    explanation_holds: bool
    may_be_explained: bool
    baseline: str


@dataclass(frozen=True)
class StateCount:
    """How many figures are in a state."""

    code: str
    in_words: str
    chip: str
    count: int


def counts(found: Iterable[Reconciled]) -> list[StateCount]:
    """How many figures are in each state, all states in their order."""
    number = Counter(one.state for one in found)
    return [
        StateCount(state, words.word(words.AGREEMENT, state), CHIPS.get(state, ""), number[state])
        for state in STATES
    ]


def narrowed(found: Iterable[Reconciled], *, state="", document="", indicator="") -> list[Reconciled]:
    """Those that match; "" matches all."""
    return [
        one for one in found
        if (not state or one.state == state)
        and (not document or one.figure.document == document)
        and (not indicator or (one.figure.indicator and one.figure.indicator.code == indicator))
    ]  # fmt: skip


def choices(found: Iterable[Reconciled]) -> dict[str, list[str]]:
    """The documents and indicators there are to choose from."""
    figures = [one.figure for one in found]
    return {
        "document": sorted({figure.document for figure in figures}),
        "indicator": sorted({figure.indicator.code for figure in figures if figure.indicator}),
    }


def rows_of(opened: OpenRelease, found: Iterable[Reconciled]) -> list[Row]:
    """The figures in words. No query beyond those of the figures."""
    found = list(found)
    printed = figure_rows(opened, [one.figure for one in found])
    return [_row(opened, one, row) for one, row in zip(found, printed, strict=True)]


def contradictions() -> list[Clash]:
    """All contradictions of the documents with every reading. Two queries."""
    return [clash_of(one) for one in Contradiction.objects.prefetch_related("figures")]


def _row(opened: OpenRelease, one: Reconciled, printed: FigureRow) -> Row:
    return Row(
        printed=printed,
        state=one.state,
        in_words=words.word(words.AGREEMENT, one.state),
        chip=CHIPS.get(one.state, ""),
        why=_why(one, printed),
        computed=number_of(one),
        n="" if one.computed is None else words.in_line(n_in_words(value) for value in one.values),
        links=[_link(opened, value) for value in one.values],
        difference=difference_of(one),
        explanation=one.explanation,
        explanation_holds=one.state == EXPLAINED,
        may_be_explained=one.state in (DIFFERS, EXPLAINED),
        baseline=_baseline(one.baseline),
    )


def _why(one: Reconciled, printed: FigureRow) -> str:
    if one.state != NOT_COMPUTABLE:
        return ""
    if one.reason in ("no_indicator", "no_number"):
        said = printed.reason if one.reason == "no_indicator" else printed.reason or printed.note
        return words.sentences([words.word(words.NOT_COMPARED, one.reason), said])
    if one.reason == "without_value":
        return words.sentences(dict.fromkeys(why_not_computed(value) for value in one.values))
    return words.word(words.NOT_COMPARED, one.reason)


def number_of(one: Reconciled) -> str:
    """The computed number with up to two decimals more than are printed; "" where nothing is compared."""
    return "" if one.computed is None else words.plain_number(one.computed.value, _decimals(one))


def difference_of(one: Reconciled) -> str:
    """Computed less printed with its sign: "+2.5", "−0.5"; "0" where they are the same."""
    return "" if one.difference is None else words.signed(one.difference, _decimals(one))


def _decimals(one: Reconciled) -> int:
    exact = one.computed.value
    return 0 if exact == exact.to_integral_value() and _whole(one.point) else 2


def _whole(point: PublishedPoint) -> bool:
    return point.value == Decimal(point.value).to_integral_value()


def _link(opened: OpenRelease, value: Value) -> tuple[str, str]:
    """Where the value is explained, and what to call it."""
    pin = f"?release={opened.number}" if opened.pinned else ""
    code = value.version.indicator.code
    part = value.breakdown.get("respondent") or ", ".join(value.breakdown.values())
    return value_address(code, value.year, value.breakdown, pin), part or str(value.year)


def _baseline(one: Reconciled | None) -> str:
    """How the earlier value that a figure names stands to what was computed; "" where it names none."""
    if one is None:
        return ""
    parts = {
        "year": one.point.period,
        "printed": words.plain_number(one.point.value),
        "state": words.word(words.AGREEMENT, one.state),
        "computed": number_of(one),
    }
    if one.computed is None:
        return gettext("Baseline of %(year)s, %(printed)s: %(state)s.") % parts
    return gettext("Baseline of %(year)s, %(printed)s; computed %(computed)s: %(state)s.") % parts


def accounted_for(number: int) -> str:
    """ "229 published figures"."""
    return ngettext("%(number)s published figure", "%(number)s published figures", number) % {
        "number": number
    }
