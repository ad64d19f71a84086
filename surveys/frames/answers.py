"""Counted answers as a frame, each as it counts: as its cell says, or as it was corrected."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

import pandas as pd

from surveys.models import Answer, Correction, Round, Submission
from surveys.unasked import not_offered, with_not_shown

ANSWER_COLUMNS = ("year", "respondent", "item", "occurrence", "option", "number", "absence", "answer")

AT_ONCE = 20_000
"""Rows that are read before anybody is heard: a fifth of a second."""


class Counted(NamedTuple):
    """A submission that counts, as far as frames need it: rows of hundreds are read several times a computing."""

    pk: int
    round_id: int
    respondent_id: int
    respondent: str


def counted_submissions(round_: Round) -> list[Counted]:
    """The submissions that count in this round, one per respondent that answered, in order of their keys. One query."""
    counted = Submission.objects.counted().filter(round=round_).order_by("pk")
    columns = ("pk", "round_id", "respondent_id", "respondent__code")
    return [Counted(*row) for row in counted.values_list(*columns)]


def corrections_of(submissions: Iterable[Submission | Counted]) -> list[Correction]:
    """The corrections that are laid over the answers of these submissions now, in order of their keys. One query."""
    wanted = {submission.pk for submission in submissions}
    rounds = {submission.round_id for submission in submissions}
    found = Correction.objects.applied().filter(answer__submission__round__in=rounds)
    with_answers = found.select_related("answer", "author", "option", "expected_option").order_by("pk")
    return [correction for correction in with_answers if correction.answer.submission_id in wanted]


def answers_of(submissions: Iterable[Submission | Counted]) -> int:
    """How many rows their frame is read from. One query."""
    return Answer.objects.filter(submission__in=[submission.pk for submission in submissions]).count()


def answers_frame(
    submissions: Iterable[Submission | Counted],
    *,
    items: Iterable[str] | None = None,
    corrections: Iterable[Correction] | None = None,
    heard: Callable[[], object] = lambda: None,
) -> pd.DataFrame:
    """One row per answer of these submissions, absences included; only to these items, if any are named. Three queries.
    `heard` is called before each AT_ONCE rows, and may raise.

    Where a round changed its questions on the way, those whom an item was not offered have a row that says so, with 0
    for its answer, as soon as anybody answered it. Each answer is there as it counts: as its cell says, or as it was corrected by what is in force now. Given
    `corrections` are laid over it instead, those that an earlier run saw; then it is one query less.

    Columns: `year` (int, data year of the round), `respondent` (code), `item` (code), `occurrence` (int),
    `option` (code or None), `number` (float or NaN), `absence` (code or None), `answer` (primary key).
    Text is left out: nothing is computed from it, an answer in words has neither option nor number.
    """
    submissions = list(submissions)
    answers = Answer.objects.filter(submission__in=[submission.pk for submission in submissions])
    if items is not None:
        answers = answers.filter(item__code__in=list(items))
    rows = answers.order_by("pk").values_list(
        "submission__round__data_year",
        "submission__respondent__code",
        "item__code",
        "occurrence",
        "option__code",
        "number",
        "absence",
        "pk",
    )
    frame = with_not_shown(as_answers(rows.iterator(chunk_size=AT_ONCE), heard), not_offered(submissions))
    return _corrected(frame, corrections_of(submissions) if corrections is None else corrections)


def _corrected(frame: pd.DataFrame, corrections: Iterable[Correction]) -> pd.DataFrame:
    """The frame with the corrected value in the place of what each cell says."""
    places = {}
    for correction in corrections:
        places = places or {answer: place for place, answer in enumerate(frame["answer"])}
        if (place := places.get(correction.answer_id)) is None:
            continue
        frame.loc[place, "number"] = float("nan") if correction.number is None else float(correction.number)
        frame.loc[place, "option"] = correction.option.code if correction.option else None
        frame.loc[place, "absence"] = correction.absence
    return frame


def as_answers(rows: Iterable[tuple], heard: Callable[[], object] = lambda: None) -> pd.DataFrame:
    """The frame of these rows, made some after the other."""
    left, parts = iter(rows), []
    while some := list(islice(left, AT_ONCE)):
        heard()
        parts.append(_as_answers(some))
    if len(parts) > 1:
        return pd.concat(parts, ignore_index=True)
    return parts[0] if parts else _as_answers([])


def _as_answers(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(rows, columns=list(ANSWER_COLUMNS))
    frame["number"] = pd.to_numeric(frame["number"]).astype(float)
    for column in ("respondent", "item", "option", "absence"):
        frame[column] = frame[column].astype(object)
    return frame.astype({"year": int, "occurrence": int, "answer": int})
