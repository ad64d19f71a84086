"""KoboToolbox: one row of headings, perhaps a row of HXL tags, and a sheet for each group that repeats. PURE.

Groups stand before the question with "/", "." or "::". A question with many answers comes as one cell of codes
(summary), as a column per option with 1 and 0 (details), or as both; where all its options are blank it was not
asked. Rows of a sheet that repeats belong to the response whose `_index` is their `_parent_index`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from surveys import mappings
from surveys.absences import NOT_SHOWN
from surveys.collecting import collect
from surveys.exports import (
    ANSWER,
    Column,
    Export,
    Record,
    clean,
    column_named,
    keyed,
    records_below,
    role_of,
    sortable,
)
from surveys.headings import COMPLETED, squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "kobo"
SEPARATORS: Final = ("::", "/", ".")
OWN: Final = frozenset(
    {"uuid", "submissiontime", "index", "validationstatus", "submittedby", "version", "tags"}
)
OWN_AT_LEAST: Final = 3
INDEX: Final = frozenset({"index"})
PARENT: Final = frozenset({"parentindex"})
STATUS: Final = frozenset({"validationstatus"})
REJECTED: Final = frozenset({"notapproved", "validationstatusnotapproved"})
TICKS: Final = frozenset({"", "0", "1", "0.0", "1.0", "true", "false"})


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["_id", "_uuid", "_submission_time", "_validation_status", "_index"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether a sheet has Kobo's own columns, which start with an underscore."""
    return _main(workbook) is not None


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row of the main sheet, with its repeats; one marked "not approved" does not count."""
    return collect(read(workbook), questionnaire, mapping, roster)


def read(workbook: Workbook) -> Export:
    """The export as a table with repeats."""
    main = _main(workbook)
    repeats = [sheet for sheet in workbook.sheets if sheet.rows and column_named(sheet, [1], PARENT)]
    columns = [column for sheet in [main, *repeats] for column in _columns(sheet)]
    records = records_below(main, _heading_rows(main))
    status = column_named(main, [1], STATUS)
    completed = column_named(main, [1], COMPLETED[NAME])
    for record in records:
        if status and squeeze(record.cell(status)) in REJECTED:
            record.left_out = "rejected_response"
        record.completed = sortable(record.cell(completed)) if completed else ""
    for sheet in repeats:
        _attach(main, sheet, records)
    return Export(NAME, main.name, 1, keyed(columns), records, unticked=NOT_SHOWN)


def _main(workbook: Workbook) -> Sheet | None:
    """The sheet with Kobo's own columns that is no sheet of a group that repeats."""
    for sheet in workbook.sheets:
        if not sheet.rows:
            continue
        own = {squeeze(cell) for cell in sheet.rows[0] if cell.strip().startswith("_")}
        if len(own & OWN) >= OWN_AT_LEAST and not own & PARENT:
            return sheet
    return None


def _heading_rows(sheet: Sheet) -> int:
    """Two where the second row holds HXL tags, else one."""
    filled = [cell.strip() for cell in sheet.rows[1] if cell.strip()] if len(sheet.rows) > 1 else []
    return 2 if filled and all(cell.startswith("#") for cell in filled) else 1


def _attach(main: Sheet, sheet: Sheet, records: list[Record]) -> None:
    """Put the rows of a sheet that repeats to their responses, numbered in their order."""
    index, parent = column_named(main, [1], INDEX), column_named(sheet, [1], PARENT)
    rows = defaultdict(list)
    for record in records_below(sheet, _heading_rows(sheet)):
        rows[_whole(record.cell(parent))].append(record)
    for position, record in enumerate(records, start=1):
        own = _whole(record.cell(index)) if index else str(position)
        for occurrence, repeat in enumerate(rows.get(own, ()), start=1):
            record.repeats.append((occurrence, sheet.name, repeat.row, repeat.cells))


def _whole(text: str) -> str:
    return text.strip().removesuffix(".0")


def _columns(sheet: Sheet) -> list[Column]:
    names = [clean(cell) for cell in sheet.rows[0]]
    separator = _separator(names)
    paths = [name.split(separator) if separator and not _is_own(name) else [name] for name in names]
    prefixes = Counter(tuple(path[:-1]) for path in paths if len(path) > 1)
    whole = {tuple(path) for path in paths}
    columns = []
    for number, (name, path) in enumerate(zip(names, paths, strict=True), start=1):
        if not name:
            continue
        question = tuple(path[:-1])
        details = len(path) > 1 and (
            question in whole or (prefixes[question] > 1 and _holds_ticks(sheet, number))
        )
        columns.append(_column(sheet, number, name, path, details=details))
    return columns


def _is_own(name: str) -> bool:
    return role_of(NAME, name) != ANSWER


def _column(sheet: Sheet, number: int, name: str, path: list[str], *, details: bool) -> Column:
    code = path[-2] if details else path[-1]
    role = role_of(NAME, name, path[-1])
    column = Column(sheet.name, number, code, code, role=role, delimiter="" if details else " ")
    if role != ANSWER:
        return column
    group = "/".join(path[:-1]) if details else name
    return replace(
        column,
        part=path[-1] if details else "",
        part_code=path[-1] if details else "",
        group=group,
    )


def _holds_ticks(sheet: Sheet, number: int) -> bool:
    rows = range(_heading_rows(sheet) + 1, len(sheet.rows) + 1)
    return all(sheet.cell(row, number).strip().casefold() in TICKS for row in rows)


def _separator(names: list[str]) -> str:
    """What stands between group and question: what most headings hold, a full stop only without spaces."""
    answers = [name for name in names if name and not _is_own(name)]
    counts = {
        separator: sum(separator in name and (separator != "." or " " not in name) for name in answers)
        for separator in SEPARATORS
    }
    best = max(SEPARATORS, key=lambda separator: counts[separator])
    return best if counts[best] else ""
