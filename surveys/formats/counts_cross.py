"""A cross table of counts, as reports print them: answers down, groups across. PURE.

A title may stand above and notes below; there may be several tables on a sheet and on several sheets. A group has
one column with k ("53/57", "93% (53/57)", or 53 over a row of bases), or columns for k, n and per cent under it.
The question stands above its answers, in the corner, or in a column of its own. The blank table of
`surveys.count_table_xlsx` is such a table with codes, and a hidden sheet that says what it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from surveys import count_words
from surveys.absences import is_blank
from surveys.count_cells import holds_a_pair, split_count
from surveys.count_names import QuestionNames, about_no_question
from surveys.counting import Place, RawCount
from surveys.exports import clean
from surveys.formats.template import HIDDEN_SHEET, check_keys, keys_of
from surveys.headings import squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "counts_cross"
MARK: Final = "counts_sheet"
"""The key of the hidden sheet by which our own blank table is known."""
HEADER_WITHIN: Final = 60
BASE_IN_HEADING: Final = re.compile(r"^(?P<name>.*?)\s*[(（\[]?\s*\bn\s*[=:]\s*(?P<n>[\d٠-٩۰-۹][^)）\]]*?)\s*[)）\]]?$", re.IGNORECASE | re.DOTALL)  # fmt: skip
ENDING: Final = re.compile(r"^(?P<name>.+?)[\s,:(（\[–-]+(?P<what>k|n|%|％|٪|per cent|number|count)[)）\]]?$", re.IGNORECASE)  # fmt: skip
LABELS: Final = count_words.QUESTION | count_words.OPTION | count_words.WORDING
PARTS: Final = count_words.K | count_words.N | count_words.PERCENT


class _Group(NamedTuple):
    """A group of a header: its text and place, its columns (0 for none), and a base that the heading tells."""

    text: str
    at: Place
    k: int
    n: int = 0
    percent: int = 0
    base: str = ""


@dataclass
class _Table:
    """What is known while the rows of a sheet are read from the top: columns, question, rows still without a base."""

    groups: Sequence[_Group] = ()
    first: int = 0
    question: tuple[str, Place] = ("", (0, 0))
    pending: list[tuple[str, Place]] = field(default_factory=list)
    bases: dict[tuple[Place, Place], tuple[str, Place]] = field(default_factory=dict)
    found: list[tuple[RawCount, tuple[Place, Place]]] = field(default_factory=list)


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """What such a table looks like."""
    return ["All | Africa | Asia", "53/57", "93% (53/57)", "k | n"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether it is our blank table, or a visible sheet has counts by group under a question of the round."""
    if _is_ours(workbook):
        return True
    names = QuestionNames(questionnaire)
    return any(
        names.code_of(count.question) and (count.n or count.percent)
        for sheet in workbook.sheets
        if not sheet.hidden and any(_header(sheet, row) for row in range(1, HEADER_WITHIN))
        for count in _counts(sheet, names)
    )


def parse(workbook: Workbook, questionnaire: Questionnaire, **_: object) -> Parsed:
    """The counts of every sheet, in the order of the file; of our own table also what is wrong with its keys."""
    parsed, names = Parsed(NAME), QuestionNames(questionnaire)
    if _is_ours(workbook):
        check_keys(keys_of(workbook, parsed.issues), questionnaire, parsed.issues)
    for sheet in workbook.sheets:
        if not sheet.hidden:
            parsed.counts += _counts(sheet, names)
    return parsed


def _is_ours(workbook: Workbook) -> bool:
    hidden = workbook.sheet(HIDDEN_SHEET)
    return hidden is not None and any(hidden.cell(row, 1) == MARK for row in range(1, 10))


def _counts(sheet: Sheet, names: QuestionNames) -> list[RawCount]:
    table = _Table()
    row = 1
    while row <= len(sheet.rows):
        groups = _header(sheet, row)
        if groups:
            row = _begin(table, sheet, row, groups)
            continue
        _read_row(table, sheet, row, names)
        row += 1
    return [_with_base(count, table.bases.get(key)) for count, key in table.found]


def _with_base(count: RawCount, base: tuple[str, Place] | None) -> RawCount:
    """The count with the base of its question and group, where it does not tell one itself."""
    return count if count.n or base is None else count._replace(n=base[0], n_at=base[1])


def _begin(table: _Table, sheet: Sheet, row: int, groups: Sequence[_Group]) -> int:
    """Take a header; the row after it. A text in its corner that is no heading may be the question."""
    table.groups, table.first = groups, min(group.at[1] for group in groups)
    for column in range(1, table.first):
        text = clean(sheet.cell(row, column))
        if text and squeeze(text) not in LABELS:
            table.pending.append((text, (row, column)))
    return row + (2 if _parts(sheet, row + 1, table.first) else 1)


def _read_row(table: _Table, sheet: Sheet, row: int, names: QuestionNames) -> None:
    labels = [
        (text, (row, column))
        for column in range(1, table.first or len(sheet.rows[row - 1]) + 1)
        if (text := clean(sheet.cell(row, column)))
    ]
    cells = [_cell(sheet, row, group) for group in table.groups]
    if not any(k or n or percent for k, n, percent, _n_at in cells):
        if labels:
            table.pending.append(labels[0])
        return
    if not labels:
        return
    option = _place_row(table, labels, names)
    if _is_base(table, option[0], names):
        for group, (k, n, _percent, n_at) in zip(table.groups, cells, strict=True):
            table.bases[table.question[1], group.at] = (n or k, n_at if n else (row, group.k))
        return
    table.found += _found(table, sheet, row, option, cells)


def _found(
    table: _Table, sheet: Sheet, row: int, option: tuple[str, Place], cells: Sequence[tuple]
) -> Iterator[tuple[RawCount, tuple[Place, Place]]]:
    about_all = about_no_question(option[0]) is not None
    question = ("", option[1]) if about_all else table.question
    for group, (k, n, percent, n_at) in zip(table.groups, cells, strict=True):
        if k or n or percent:
            base = "" if about_all else group.base
            count = RawCount(
                question[0], option[0], "", group.text, k, n or base, percent,
                sheet.cell(row, group.k or group.percent), sheet.name,
                question[1], option[1], group.at, (row, group.k or group.percent), n_at if n else group.at,
            )  # fmt: skip
            yield count, (table.question[1], group.at)


def _place_row(table: _Table, labels: list[tuple[str, Place]], names: QuestionNames) -> tuple[str, Place]:
    """Which question a row is about; the label of its answer.

    With labels in two columns the first names the question. Else it is the heading above: of several texts the last
    that is a question of the round, or the last of all, which then is a question that nobody knows.
    """
    if about_no_question(labels[0][0]):
        return labels[0]
    if len(labels) > 1:
        table.question = table.question if table.question[0] == labels[0][0] else labels[0]
        table.pending.clear()
        return labels[1]
    if table.pending:
        known = [one for one in table.pending if names.code_of(one[0])]
        table.question = (known or table.pending)[-1]
        table.pending.clear()
    return labels[0]


def _is_base(table: _Table, text: str, names: QuestionNames) -> bool:
    """Whether a row gives the bases of its question. A capital N may be short for no, and a total may be a sum."""
    code = names.code_of(table.question[0])
    is_answer = bool(code and text != "n" and names.meaning(code, text))
    return squeeze(text) in count_words.N and not is_answer


def _cell(sheet: Sheet, row: int, group: _Group) -> tuple[str, str, str, Place]:
    """k, n and per cent of a group in a row, and where n stands; dashes are nothing."""
    k, n, percent = split_count(sheet.cell(row, group.k)) if group.k else ("", "", "")
    n_at = (row, group.k)
    if group.n:
        n, n_at = sheet.cell(row, group.n), (row, group.n)
    if group.percent:
        percent = percent or split_count(sheet.cell(row, group.percent))[2] or sheet.cell(row, group.percent)
    k, n, percent = ("" if is_blank(text) else text for text in (k, n, percent))
    return k, n if k or percent else "", percent, n_at


def _header(sheet: Sheet, row: int) -> list[_Group]:
    """The groups of a row of headings; [] where it is none."""
    if row > len(sheet.rows):
        return []
    texts = {
        column: clean(cell)
        for column, cell in enumerate(sheet.rows[row - 1], start=1)
        if column > 1 and clean(cell) and squeeze(clean(cell)) not in LABELS
    }
    if not texts or any(holds_a_pair(text) or text[:1].isdigit() for text in texts.values()):
        return []
    parts = _parts(sheet, row + 1, min(texts))
    if parts:
        return [group for column, text in texts.items() if (group := _over(text, row, column, texts, parts))]
    if any(squeeze(_named(text)[0]) in count_words.WHOLE for text in texts.values()) or _counts_below(
        sheet, row, texts
    ):
        return _in_one_row(texts, row)
    return []


def _parts(sheet: Sheet, row: int, first: int) -> dict[int, str]:
    """The columns of a row that says nothing but k, n and per cent from the first group on; {} for any other row."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    found = {column: squeeze(clean(cell)) for column, cell in enumerate(cells, start=1) if clean(cell)}
    found = {column: text for column, text in found.items() if column >= first}
    return found if found and set(found.values()) <= PARTS else {}


def _over(
    text: str, row: int, column: int, texts: Mapping[int, str], parts: Mapping[int, str]
) -> _Group | None:
    """A group over its columns: they reach to the next group, over cells that were merged."""
    end = min((other for other in texts if other > column), default=max(parts) + 1)
    mine = {at: part for at, part in parts.items() if column <= at < end}
    columns = {"k": 0, "n": 0, "percent": 0}
    for at, part in mine.items():
        name = "percent" if part in count_words.PERCENT else "k" if part in count_words.K else "n"
        columns[name] = columns[name] or at
    name, base = _named(text)
    return _Group(name, (row, column), **columns, base=base) if columns["k"] or columns["percent"] else None


def _in_one_row(texts: Mapping[int, str], row: int) -> list[_Group]:
    """Groups that have one column each, or columns whose headings end in k, n or %."""
    found: dict[str, _Group] = {}
    for column, text in texts.items():
        name, base = _named(text)
        part = "k"
        if ending := ENDING.match(name):
            name, what = ending["name"].strip(), squeeze(ending["what"])
            part = "percent" if what in count_words.PERCENT else "n" if what in count_words.N else "k"
        group = found.get(name, _Group(name, (row, column), 0, base=base))
        found[name] = group._replace(**{part: getattr(group, part) or column})
    return [group for group in found.values() if group.k or group.percent]


def _named(text: str) -> tuple[str, str]:
    """A heading without the base that it tells: "Africa (n = 21)" is Africa and 21."""
    found = BASE_IN_HEADING.match(text)
    return (found["name"].strip(), found["n"].strip()) if found and found["name"].strip() else (text, "")


def _counts_below(sheet: Sheet, row: int, texts: Mapping[int, str]) -> bool:
    """Whether the next row that holds anything has k of n, or percentages, under these headings."""
    for below in range(row + 1, min(row + 3, len(sheet.rows)) + 1):
        cells = [sheet.cell(below, column) for column in texts]
        if any(cell.strip() for cell in cells):
            return any(holds_a_pair(cell) for cell in cells)
    return False
