"""What the answers of respondents add to a measure. PURE.

Each measure is a function from a definition and the answers to its questions to entries: one for each
respondent and occurrence, see `Entries`. Whoever is expected to have answered has an entry for each occurrence, and one
that is left blank where there is no answer at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from indicators.definitions import IndicatorDefinition
from indicators.engine.exact import Exact, exact, flags
from indicators.engine.frames import NO_ANSWER, NOTHING, Given
from indicators.vocabulary import ABSENCES, MEASURES, MISSING, NO_RESPONSE, OUTSIDE

KINDS: Final = (*ABSENCES, NO_RESPONSE, OUTSIDE)
"""Why somebody is left out: a kind is written as its place here."""
BLANK: Final = KINDS.index("blank")
ENTERS, NOWHERE = -1, -2
"""In the place of a kind: stands in the number; answered, and the question was not asked that year."""
_MISSING: Final = [KINDS.index(kind) for kind in MISSING]


@dataclass(frozen=True)
class Entries:
    """What is made of the answers, by place in the roster and then by occurrence.

    kind         ENTERS where the entry counts, otherwise why it is left out
    numerator    what it adds above the line, denominator what it adds below; 0 where it is left out
    counts       whether it stands above the line at all: a number that is 0 does, an option not counted does not
    given        whether it holds a value
    undecided    whether it is below the line without anybody knowing whether it should stand above it: an
                 absence that stays, of somebody who has an answer, see `vocabulary.MISSING`
    above        id of the answer to the question above the line, below id of the one below; for one question
                 both are the same. NO_ANSWER where a submission holds no answer to the question
    """

    who: np.ndarray
    kind: np.ndarray
    numerator: Exact
    denominator: Exact
    counts: np.ndarray
    given: np.ndarray
    undecided: np.ndarray
    above: np.ndarray
    below: np.ndarray

    @property
    def starts(self) -> np.ndarray:
        """Where the entries of each respondent begin."""
        return np.flatnonzero(np.diff(self.who, prepend=NOTHING))


class OfRespondents(NamedTuple):
    """The entries of each respondent put together to one."""

    who: np.ndarray
    kind: np.ndarray
    numerator: Exact
    denominator: Exact
    undecided: np.ndarray


def entries(definition: IndicatorDefinition, answers: Mapping[str, Given]) -> Entries:
    """The entries of the definition's measure. `answers`: code of a question -> its answers, completed."""
    return ENTRIES[definition.measure](*(answers[question] for question in definition.questions), definition)


def of_respondents(definition: IndicatorDefinition, made: Entries) -> OfRespondents:
    """The entries as one for each respondent, where a question may be answered repeatedly.

    Numbers of the occurrences that count are added up; of options one counted is enough. A respondent of whom
    no occurrence counts is left out for the first one's absence. Undecided is who gave no option in any of them.
    """
    starts = made.starts
    if len(starts) == len(made.who):
        return OfRespondents(made.who, made.kind, made.numerator, made.denominator, made.undecided)
    measure = MEASURES[definition.measure]
    how = np.maximum if measure.counts_options else np.add
    once = np.maximum if measure.averages else how  # one of the n, however often asked
    enters = np.logical_or.reduceat(made.kind == ENTERS, starts)
    given = np.logical_or.reduceat(made.given, starts)
    return OfRespondents(
        made.who[starts],
        np.where(enters, ENTERS, made.kind[starts]),
        numerator=made.numerator.put_together(how, starts),
        denominator=made.denominator.put_together(once, starts),
        undecided=np.logical_or.reduceat(made.undecided, starts) & ~given,
    )


def absences(absence: np.ndarray, *, given: np.ndarray) -> np.ndarray:
    """The kind of absence, ENTERS where a value is given; no answer of any sort is a question left blank."""
    return np.where(given, ENTERS, np.where(absence == NOTHING, BLANK, absence))


def is_missing(kind: np.ndarray) -> np.ndarray:
    """Where there is an answer that we do not know."""
    return _among(kind, _MISSING)


def _among(kind: np.ndarray, kinds: Iterable[int]) -> np.ndarray:
    """Where the kind is one of these; ENTERS and NOWHERE, written from the end of the table, are none."""
    table = np.zeros(len(KINDS) + 2, dtype=bool)
    table[list(kinds)] = True
    return table[kind]


def _choices(rows: Given, definition: IndicatorDefinition) -> Entries:
    """share, count: 1 above the line for a counted option, 1 below for everybody who is not left out."""
    given = rows.option.codes != NOTHING
    kind = absences(rows.absence, given=given)
    counts = rows.option.among(definition.counted)
    stays = ~_among(kind, [at for at, absence in enumerate(ABSENCES) if definition.leaves(absence)])
    return Entries(
        rows.who,
        np.where(stays, ENTERS, kind),
        numerator=flags(counts),
        denominator=flags(stays),
        counts=counts,
        given=given,
        undecided=stays & is_missing(kind),
        above=rows.answer,
        below=rows.answer,
    )


def _numbers(rows: Given, definition: IndicatorDefinition) -> Entries:
    """total: the number above the line, nothing below it."""
    given = ~np.isnan(rows.number)
    nobody = np.zeros(len(given), dtype=bool)
    return Entries(
        rows.who,
        absences(rows.absence, given=given),
        numerator=exact(rows.number),
        denominator=flags(nobody),
        counts=given,
        given=given,
        undecided=nobody,
        above=rows.answer,
        below=rows.answer,
    )


def _averaged(rows: Given, definition: IndicatorDefinition) -> Entries:
    """mean, median: the number above the line, below it 1 for whoever gave one."""
    made = _numbers(rows, definition)
    return replace(made, denominator=flags(made.given))


def _pairs(parts: Given, wholes: Given, definition: IndicatorDefinition) -> Entries:
    """ratio_of_totals: the part above, the whole below, where both were given in the same occurrence.

    An entry without a whole is left out for the absence of the whole, whatever became of the part.
    """
    many = max(rows.occurrence.max(initial=0) for rows in (parts, wholes)) + 1
    of_part, of_whole = (rows.who * many + rows.occurrence for rows in (parts, wholes))
    keys = np.union1d(of_part, of_whole)
    number_part, why_part, part = _aligned(parts, of_part, keys)
    number_whole, why_whole, whole = _aligned(wholes, of_whole, keys)
    both = (why_part == ENTERS) & (why_whole == ENTERS)
    return Entries(
        keys // many,
        np.where(why_whole == ENTERS, why_part, why_whole),
        numerator=exact(np.where(both, number_part, np.nan)),
        denominator=exact(np.where(both, number_whole, np.nan)),
        counts=both,
        given=both,
        undecided=np.zeros(len(keys), dtype=bool),
        above=part,
        below=whole,
    )


def _aligned(rows: Given, own: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number, kind of absence and id of the answers at these keys; left blank where there is no answer."""
    at = np.searchsorted(keys, own)
    number, absence = np.full(len(keys), np.nan), np.full(len(keys), NOTHING)
    answer = np.full(len(keys), NO_ANSWER)
    number[at], absence[at], answer[at] = rows.number, rows.absence, rows.answer
    return number, absences(absence, given=~np.isnan(number)), answer


ENTRIES: Final[Mapping[str, Callable[..., Entries]]] = {
    "share": _choices,
    "count": _choices,
    "total": _numbers,
    "ratio_of_totals": _pairs,
    "mean": _averaged,
    "median": _averaged,
}
