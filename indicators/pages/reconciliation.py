"""The register of agreement: every published figure beside the computed value, with state, reason and explanation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from indicators import words
from indicators.links import value_address
from indicators.models import Contradiction, ExplainedDifference, PublishedFigure, Value
from indicators.pages.published import Clash, FigureRow, clash_of, figure_rows
from indicators.phrases import n_in_words, why_not_computed
from indicators.queries.published import PublishedPoint
from indicators.queries.reconciled import Reconciled
from indicators.queries.released import OpenRelease
from indicators.reconciliation import DIFFERS, EXPLAINED, NOT_COMPUTABLE, REASONS, STATES

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
    """How many figures are in a state: all of them, those that the documents at hand print, and those that were read
    in secondary sources. `why` is why nothing can be compared, with how many there are of each reason."""

    code: str
    in_words: str
    chip: str
    count: int
    primary: int
    secondary: int
    why: list[tuple[str, int]]


@dataclass(frozen=True)
class Account:
    """Every figure counted once: how many there are, from where, and in which state."""

    said: str
    count: int
    primary: int
    secondary: int
    states: list[StateCount]


def account(found: Iterable[Reconciled]) -> Account:
    """How many figures are in each state, all states in their order. No query."""
    found = list(found)
    states = [_counted(state, [one for one in found if one.state == state]) for state in STATES]
    primary, secondary = _by_source(found)
    return Account(_said(len(found), primary, secondary), len(found), primary, secondary, states)


def _counted(state: str, mine: list[Reconciled]) -> StateCount:
    reasons = Counter(one.reason for one in mine if one.reason)
    why = [(words.word(words.NOT_COMPARED, reason), reasons[reason]) for reason in REASONS if reasons[reason]]
    in_words, chip = words.word(words.AGREEMENT, state), CHIPS.get(state, "")
    return StateCount(state, in_words, chip, len(mine), *_by_source(mine), why)


def _by_source(found: list[Reconciled]) -> tuple[int, int]:
    secondary = sum(one.figure.source_kind == PublishedFigure.SourceKind.SECONDARY for one in found)
    return len(found) - secondary, secondary


def _said(number: int, primary: int, secondary: int) -> str:
    """ "229 published figures: 220 that documents at hand print, 9 from secondary sources"."""
    all_of_them = ngettext("%(number)s published figure", "%(number)s published figures", number)
    if not secondary:
        return all_of_them % {"number": number}
    text = gettext("%(all)s: %(primary)s that documents at hand print, %(secondary)s from secondary sources")
    return text % {"all": all_of_them % {"number": number}, "primary": primary, "secondary": secondary}


def narrowed(
    found: Iterable[Reconciled], *, state="", source="", document="", indicator=""
) -> list[Reconciled]:
    """Those that match; "" matches all."""
    return [
        one for one in found
        if (not state or one.state == state)
        and (not source or one.figure.source_kind == source)
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
