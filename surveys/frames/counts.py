"""Answers counted by the database, by group and question, in the place of the answers themselves."""

from collections.abc import Iterable

import pandas as pd
from django.db import connection

from surveys.models import Item, Option, Round, Submission
from surveys.unasked import revised_rounds

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
