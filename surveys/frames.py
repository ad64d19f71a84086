"""Counted answers and rosters as tidy pandas frames: the door through which indicators see surveys.

Column names and types are the contract; `indicators.engine` computes on them and knows no table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from django.db import connection
from django.db.models import Q

from surveys.models import (
    Answer,
    Correction,
    Invitation,
    Item,
    Membership,
    Option,
    Round,
    StagedAnswer,
    Submission,
    Tabulation,
    Upload,
)
from surveys.unasked import not_offered, revised_rounds, with_not_shown

ANSWER_COLUMNS = ("year", "respondent", "item", "occurrence", "option", "number", "absence", "answer")
COUNT_COLUMNS = ("year", "kind", "item", "option", "absence", "grouping", "group", "k", "n", "base")
ROSTER_COLUMNS = ("year", "respondent", "answered")

COUNT_ANSWERS = """
WITH counted AS (
  SELECT answer.item_id, answer.option_id, answer.absence, {cells}, count(*) AS many, max(answer.occurrence) AS most
    FROM surveys_answer answer
    JOIN unnest(%s::bigint[], {arrays}) AS place(submission, {cells}) ON place.submission = answer.submission_id
   WHERE %s::bigint[] IS NULL OR answer.item_id = ANY(%s::bigint[])
   GROUP BY answer.item_id, answer.option_id, answer.absence, {cells}
)
SELECT item_id, option_id, absence, {cells}, sum(many)::bigint, max(most) FROM counted GROUP BY GROUPING SETS ({sets})
"""
"""Counted once by all dimensions together: each of the grouping sets would go through all answers again."""


def counted_submissions(round_: Round) -> list[Submission]:
    """The submissions that count in this round, one per respondent that answered, in order of their keys."""
    counted = Submission.objects.counted().filter(round=round_)
    return list(counted.select_related("respondent").order_by("pk"))


def corrections_of(submissions: Iterable[Submission]) -> list[Correction]:
    """The corrections that are laid over the answers of these submissions now, in order of their keys. One query."""
    answers = Answer.objects.filter(submission__in=[submission.pk for submission in submissions])
    return list(Correction.objects.applied_to(answers).order_by("pk"))


def answers_frame(
    submissions: Iterable[Submission],
    *,
    items: Iterable[str] | None = None,
    corrections: Iterable[Correction] | None = None,
) -> pd.DataFrame:
    """One row per answer of these submissions, absences included; only to these items, if any are named. Three queries.

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
    frame = with_not_shown(_answers(list(rows.iterator(chunk_size=20_000))), not_offered(submissions))
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


def _answers(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(rows, columns=list(ANSWER_COLUMNS))
    frame["number"] = pd.to_numeric(frame["number"]).astype(float)
    for column in ("respondent", "item", "option", "absence"):
        frame[column] = frame[column].astype(object)
    return frame.astype({"year": int, "occurrence": int, "answer": int})


@dataclass(frozen=True)
class StagedRound:
    """A round as it would stand if a file that waits were submitted and approved: its two frames."""

    round: Round
    respondents: list[str]
    answers: pd.DataFrame
    roster: pd.DataFrame


def staged_round(upload_id: int) -> StagedRound | None:
    """The frames of a round with an upload's answers in the place of what those respondents answered before.

    None where the upload does not wait for its sender any more. Columns are those of `answers_frame` and
    `roster_frame`; the `answer` of a staged answer is no primary key but minus its place in the file. Eight queries.
    """
    upload = Upload.objects.select_related("round__survey").filter(pk=upload_id).first()
    if upload is None or upload.state != Upload.State.NEEDS_REVIEW:
        return None
    rows = _staged_rows(upload)
    codes = {row[1] for row in rows}
    others = [
        submission
        for submission in counted_submissions(upload.round)
        if submission.respondent.code not in codes
    ]
    counted = answers_frame(others)
    staged = _answers(rows)
    answers = pd.concat([part for part in (counted, staged) if len(part)] or [counted], ignore_index=True)
    answers = with_not_shown(answers, not_offered(others))
    roster = roster_frame([upload.round], others)
    roster["answered"] = roster["answered"] | roster["respondent"].isin(codes)
    return StagedRound(upload.round, sorted(codes), answers, roster)


def _staged_rows(upload: Upload) -> list[tuple]:
    """Staged answers of those on the roster, as rows of the frame of answers."""
    invited = Invitation.objects.filter(round=upload.round)
    if upload.respondent_id:
        invited = invited.filter(respondent=upload.respondent_id)
    staged = StagedAnswer.objects.filter(
        upload=upload, respondent__in=invited.values_list("respondent__code", flat=True)
    )
    columns = ("respondent", "item", "occurrence", "option", "number", "absence")
    rows = staged.order_by("sheet", "row", "column", "item").values_list(*columns)
    return [
        (upload.round.data_year, *row, -place)
        for place, row in enumerate(rows.iterator(chunk_size=20_000), start=1)
    ]


def counted_tabulation(round_: Round) -> Tabulation | None:
    """The table of counts that counts in this round. One query."""
    return Tabulation.objects.filter(round=round_).counted().select_related("round").first()


def staged_tabulation(upload_id: int) -> Tabulation | None:
    """The table of counts that was read in a file and that nobody has handed in yet. One query."""
    drafts = Tabulation.objects.filter(upload=upload_id, state=Tabulation.State.DRAFT)
    return drafts.select_related("round").first()


def counts_frame(tabulation: Tabulation) -> pd.DataFrame:
    """One row per count of a table. One query.

    Columns: `year` (of the round), `kind` (option, absence, total, invited, answered), `item`, `option`, `absence`,
    `grouping` and `group` (codes, "" where there is none: of everybody), `k` (Decimal), `n` and `base` (int or None).
    """
    rows = tabulation.counts.order_by("pk").values_list(
        "kind",
        "item__code",
        "option__code",
        "absence",
        "group__grouping__code",
        "group__code",
        "k",
        "n",
        "base",
    )
    year = tabulation.round.data_year
    plain = [(year, *(cell or "" for cell in row[:6]), *row[6:]) for row in rows]
    return pd.DataFrame(plain, columns=list(COUNT_COLUMNS), dtype=object)


def roster_frame(rounds: Iterable[Round], submissions: Iterable[Submission]) -> pd.DataFrame:
    """One row per invitation of these rounds. Two queries.

    Columns: `year`, `respondent` (code), `answered` (whether one of `submissions` is theirs), and one column
    per grouping (`entity_type`, `region` …) with the code of the group to which the respondent belonged in
    the data year, None if to none.
    """
    rounds = list(rounds)
    answered = {(submission.round_id, submission.respondent_id) for submission in submissions}
    invitations = Invitation.objects.filter(round__in=rounds).order_by("round__data_year", "respondent__code")
    groups = _groups_of(rounds)
    rows = [
        {
            "year": year,
            "respondent": code,
            "answered": (round_id, respondent_id) in answered,
            **groups.get((year, respondent_id), {}),
        }
        for round_id, year, respondent_id, code in invitations.values_list(
            "round_id", "round__data_year", "respondent_id", "respondent__code"
        )
    ]
    groupings = sorted({grouping for of_one in groups.values() for grouping in of_one})
    frame = pd.DataFrame(rows, columns=[*ROSTER_COLUMNS, *groupings], dtype=object)
    frame = frame.astype({"year": int, "answered": bool})
    return frame.where(frame.notna(), None)


def together(*of_rounds: pd.DataFrame) -> pd.DataFrame:
    """Answers, or rosters, of several rounds in one frame; a grouping that a round does not have is None in it."""
    columns = list(dict.fromkeys(column for frame in of_rounds for column in frame.columns))
    whole = pd.concat(
        [frame.astype(object).reindex(columns=columns) for frame in of_rounds], ignore_index=True
    )
    types = {"year": int, "occurrence": int, "answer": int, "number": float, "answered": bool}
    whole = whole.where(whole.notna(), None)
    return whole.astype({column: kind for column, kind in types.items() if column in columns})


def earlier_rounds(round_: Round) -> list[Round]:
    """The rounds of the same survey before this one, illustrative if this one is, the newest first. One query."""
    before = Round.objects.filter(
        survey=round_.survey_id, illustrative=round_.illustrative, data_year__lt=round_.data_year
    )
    return list(before.select_related("survey", "questionnaire").order_by("-data_year"))


def later_rounds(round_: Round) -> list[Round]:
    """The rounds of which this is an earlier one, the oldest first. One query."""
    after = Round.objects.filter(
        survey=round_.survey_id, illustrative=round_.illustrative, data_year__gt=round_.data_year
    )
    return list(after.order_by("data_year"))


def equivalence(round_: Round, year: int) -> dict[str, tuple[str, dict]]:
    """How far items of this round can be compared with that year: code -> state and the reason, a wording.

    Only where it is similar or broken: an item that is not named asks the same.
    """
    if not round_.questionnaire.definition:
        return {}
    declared = {}
    for question in round_.questionnaire.as_questionnaire().questions.values():
        for same in question.same_as:
            if same.year == year and same.state != "same":
                declared |= {item.code: (same.state, dict(same.reason)) for item in question.items}
    return declared


def equivalence_over(rounds: Sequence[Round]) -> dict[str, tuple[str, dict]]:
    """The same between the first and the last of rounds that follow each other, the newest first.

    What a round on the way declares counts too: what is broken in between is broken.
    """
    pairs = [*pairwise(rounds), (rounds[0], rounds[-1])]
    declared: dict[str, tuple[str, dict]] = {}
    for later, earlier in pairs:
        for code, (state, reason) in equivalence(later, earlier.data_year).items():
            if declared.get(code, ("similar",))[0] == "similar":
                declared[code] = (state, reason)
    return declared


def _groups_of(rounds: list[Round]) -> dict[tuple[int, int], dict[str, str]]:
    """(data year, respondent id) -> grouping -> group, by membership in that year."""
    groups: dict[tuple[int, int], dict[str, str]] = {}
    years = sorted({round_.data_year for round_ in rounds})
    memberships = Membership.objects.filter(respondent__invitations__round__in=rounds).distinct()
    for year in years:
        in_year = memberships.filter(
            Q(from_year__isnull=True) | Q(from_year__lte=year), Q(to_year__isnull=True) | Q(to_year__gte=year)
        )
        for respondent_id, grouping, group in in_year.values_list(
            "respondent_id", "group__grouping__code", "group__code"
        ):
            groups.setdefault((year, respondent_id), {})[grouping] = group
    return groups


def answer_counts(
    submissions: Iterable[Submission],
    roster: pd.DataFrame,
    dimensions: Iterable[str],
    *,
    items: Iterable[str] | None = None,
) -> pd.DataFrame:
    """How many respondents gave each answer, in the whole of a year and in each group: counted by the database.

    Only to these items, if any are named. Columns: `year`, `dimension`, `code` (both None for the whole), `item`, `option`, `absence`, `respondents`.
    Groups are those of the roster's frame; only who is on it is counted. Numbers and text are not: their
    answers have neither option nor absence. Corrections are not laid over it. At most seven queries. Raises ValueError where an
    item is answered repeatedly, or a round changed its questions on the way.
    """
    submissions = list(submissions)
    keys = [submission.pk for submission in submissions]
    if revised_rounds(submissions):
        raise ValueError("not everybody was asked the same")
    whose = Submission.objects.filter(pk__in=keys).values_list("pk", "round__data_year", "respondent__code")
    placed = pd.DataFrame(list(whose), columns=["submission", "year", "respondent"]).merge(roster)
    names, codes = {}, {}
    for at, dimension in enumerate((None, *dimensions)):
        names[at], codes[at] = _cells_of(placed, dimension)
    columns = [f"c{at}" for at in codes]
    statement = COUNT_ANSWERS.format(
        cells=", ".join(columns),
        arrays=", ".join(["%s::int[]"] * len(columns)),
        sets=", ".join(f"(item_id, option_id, absence, {column})" for column in columns),
    )
    wanted = None if items is None else _keys_of(items, keys)
    with connection.cursor() as cursor:
        cursor.execute(statement, [placed["submission"].tolist(), *codes.values(), wanted, wanted])
        rows = pd.DataFrame(
            cursor.fetchall(), columns=["item", "option", "absence", *columns, "respondents", "occurrence"]
        )
    if (rows["occurrence"] > 1).any():
        raise ValueError("an item is answered repeatedly")
    parts = [_named_cells(rows, column, names[at]) for at, column in enumerate(columns)]
    return _with_codes(pd.concat(parts, ignore_index=True))


def _keys_of(items: Iterable[str], submissions: list[int]) -> list[int]:
    """The keys of items by their codes, in the questionnaires of the submissions' rounds."""
    rounds = Round.objects.filter(submissions__in=submissions)
    found = Item.objects.filter(code__in=list(items), questionnaire__in=rounds.values("questionnaire"))
    return list(found.values_list("pk", flat=True))


def _cells_of(placed: pd.DataFrame, dimension: str | None) -> tuple[list[tuple], list[int | None]]:
    """The cells of a dimension, and for each submission the number of its own; None where it has none."""
    if dimension is None:
        groups = [(year, None, None) for year in placed["year"].tolist()]
    else:
        groups = [
            None if code is None else (year, dimension, code)
            for year, code in zip(placed["year"].tolist(), placed[dimension].tolist(), strict=True)
        ]
    cells = list(dict.fromkeys(group for group in groups if group))
    numbers = {cell: number for number, cell in enumerate(cells)}
    return cells, [numbers.get(group) for group in groups]


def _named_cells(rows: pd.DataFrame, column: str, cells: list[tuple]) -> pd.DataFrame:
    mine = rows[rows[column].notna()]
    named = pd.DataFrame(cells, columns=["year", "dimension", "code"], dtype=object)
    found = named.iloc[mine[column].astype(int)].reset_index(drop=True)
    return found.join(mine[["item", "option", "absence", "respondents"]].reset_index(drop=True))


def _with_codes(counts: pd.DataFrame) -> pd.DataFrame:
    """The codes of items and options in the place of their keys."""
    items = Item.objects.filter(pk__in=counts["item"].unique().tolist()).values_list("pk", "code")
    options = Option.objects.filter(pk__in=counts["option"].dropna().unique().tolist()).values_list(
        "pk", "code"
    )
    return counts.assign(
        year=counts["year"].astype(int),
        item=counts["item"].map(dict(items)),
        option=counts["option"].map(dict(options)).astype(object),
    )
