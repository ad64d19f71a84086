"""The sender's own workbook back, with the cells marked in which something was found. PURE.

Cells are coloured by conditional formats, so that even a marked cell keeps its own format, and each has a
comment that says what is wrong and what to do. A new first sheet lists everything with links to the cells. The
rest of the workbook stays as it was sent. What is no xlsx, and an xlsx that cannot be edited in place, comes
back as a plain xlsx of the same cells, and the first sheet says so.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from surveys import problem_sheet
from surveys.cell_comments import add_comments
from surveys.contact_cells import MASK
from surveys.packages import MAIN, NotUsual, Package, clean, into_children, with_attribute
from surveys.parsed import SEVERITIES
from surveys.plain_xlsx import plain_xlsx
from surveys.spreadsheets import Limits, Sheet, cell_address, read_workbook

__all__ = ["Annotated", "Mark", "annotate"]

FILLS: Final = {"error": "FFFFC7CE", "warning": "FFFFE699", "note": "FFDDEBF7"}
SINGLE_RULES: Final = 500
AT_ONCE: Final = 100
"""Marks between two words of progress."""
AFTER_FORMATS: Final = frozenset(
    [
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    ]
)
SHEET_DATA: Final = re.compile(r"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\b[^>]*/>")
AFTER_DXFS: Final = frozenset({"tableStyles", "colors", "extLst"})
SAYS_THE_SAME: Final = re.compile(r"[^\W\d_][^\r\n\t]*|0|-?[1-9][0-9]{0,9}")


class Mark(NamedTuple):
    """Something found: its severity, its place (row and column from 1, or None), and words for the reader.

    `value` is what the cell said, cut at 200 characters; `respondent` and `question` may be "".
    """

    severity: str
    sheet: str
    row: int | None
    column: int | None
    value: str
    wrong: str
    to_do: str
    question: str = ""
    respondent: str = ""


@dataclass(frozen=True)
class Annotated:
    """A workbook with marks. `rebuilt` is True where it holds the cells alone, not the sender's formats."""

    content: bytes
    rebuilt: bool


def annotate(
    data: bytes,
    filename: str,
    marks: Sequence[Mark],
    words: Mapping[str, str],
    *,
    right_to_left: bool = False,
    limits: Limits | None = None,
    encoding: str = "",
    progress: Callable[[int], None] = lambda done: None,
) -> Annotated:
    """Mark a file. `words` are those of the sheet of problems, see `surveys.problem_sheet.WORDS`; `encoding` is
    the one that the sender chose for a text table; `progress` hears how many marks are placed and listed, together at
    most twice as many as there are. Of a file that was marked before, the old sheet makes way.

    Raises Unreadable for a file that cannot be read at all.
    """
    workbook = read_workbook(data, filename, limits=limits, encoding=encoding)
    if workbook.kind == "xlsx":
        earlier = next(filter(problem_sheet.is_ours, workbook.sheets), Sheet("", [])).name
        try:
            return Annotated(_marked(data, marks, words, "", right_to_left, progress, earlier), rebuilt=False)
        except NotUsual:
            pass
    plain, names = plain_xlsx(problem_sheet.without_ours(workbook).sheets, workbook.kind)
    moved = [mark._replace(sheet=names.get(mark.sheet, mark.sheet)) for mark in marks]
    return Annotated(_marked(plain, moved, words, words["rebuilt"], right_to_left, progress), rebuilt=True)


def _marked(
    data: bytes,
    marks: Sequence[Mark],
    words: Mapping[str, str],
    note: str,
    right_to_left: bool,
    progress: Callable[[int], None],
    earlier: str = "",
) -> bytes:
    package = Package(data)
    sheets = {sheet.name.casefold(): sheet for sheet in package.sheets()}
    formats = _add_formats(package)
    by_sheet = defaultdict(list)
    for mark in marks:
        if mark.row and mark.column:
            by_sheet[mark.sheet.casefold()].append(mark)
    said = 0

    def one_more() -> None:
        nonlocal said
        said += 1
        if not said % AT_ONCE:
            progress(said)

    for name, found in by_sheet.items():
        if name in sheets:
            _mark_sheet(package, sheets[name].part, found, formats, one_more)
    said = len(marks)
    progress(said)
    reachable = {name: sheet.name for name, sheet in sheets.items() if sheet.visible}
    links = [_link(mark, reachable) for mark in marks]
    look = {"note": note, "formats": formats, "right_to_left": right_to_left, "one_more": one_more}
    problem_sheet.add(package, marks, links, words, **look, earlier=earlier)
    return package.as_bytes()


def _link(mark: Mark, reachable: Mapping[str, str]) -> str:
    """Where a click leads: the cell, the row or the sheet; "" where a reader cannot go."""
    name = reachable.get(mark.sheet.casefold())
    if name is None:
        return ""
    quoted = name.replace("'", "''")
    return f"'{quoted}'!{cell_address('', mark.row or 1, mark.column or 1)}"


def _add_formats(package: Package) -> dict[str, int]:
    """Colours for the severities, as differential formats; the number of each."""
    part = next(
        (part for kind, part in package.related(package.workbook).values() if kind.endswith("/styles")), ""
    )
    text = package.text(part)
    first = len(re.findall(r"<(?:\w+:)?dxf\b", text))
    new = "".join(
        f'<dxf xmlns="{MAIN}"><fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
        f'<bgColor rgb="{colour}"/></patternFill></fill></dxf>'
        for colour in FILLS.values()
    )
    package.put(part, _with_formats(text, new, first + len(FILLS)))
    return {severity: first + place for place, severity in enumerate(FILLS)}


def _with_formats(text: str, new: str, count: int) -> str:
    """The part of styles with differential formats at the end of its list, which may be empty or missing."""
    opening = re.search(r"<(?:\w+:)?dxfs\b[^>]*>", text)
    if opening and not opening[0].endswith("/>"):
        closing = re.compile(r"</(?:\w+:)?dxfs\s*>").search(text, opening.end())
        tag = with_attribute(opening[0], "count", str(count))
        return (
            text[: opening.start()]
            + tag
            + text[opening.end() : closing.start()]
            + new
            + text[closing.start() :]
        )
    whole = f'<dxfs xmlns="{MAIN}" count="{count}">{new}</dxfs>'
    if opening:
        return text[: opening.start()] + whole + text[opening.end() :]
    root = re.search(r"<(?:\w+:)?styleSheet\b[^>]*>", text)
    if not root:
        raise NotUsual("styles")
    return into_children(text, whole, start=root.end(), before=AFTER_DXFS)


def _mark_sheet(
    package: Package,
    part: str,
    marks: Sequence[Mark],
    formats: Mapping[str, int],
    one_more: Callable[[], None],
) -> None:
    """Colours and comments into one sheet."""
    text = package.text(part)
    data = SHEET_DATA.search(text)
    if not data:
        raise NotUsual(part)
    cells: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        cells[mark.row, mark.column].append(mark)
    head, tail = text[: data.end()], text[data.end() :]
    tail = re.sub(
        r"(<(?:\w+:)?cfRule\b[^>]*?\spriority=[\"'])(\d+)",
        lambda found: f"{found[1]}{int(found[2]) + len(FILLS)}",
        tail,
    )
    text = into_children(head + tail, _rules(cells, formats), start=len(head), before=AFTER_FORMATS)
    package.put(part, text)
    told = {
        place: "\n\n".join(f"{mark.wrong} {mark.to_do}" for mark in found) for place, found in cells.items()
    }
    add_comments(package, part, told, one_more)


def _rules(cells: Mapping[tuple[int, int], list[Mark]], formats: Mapping[str, int]) -> str:
    """Conditional formats for cells, by the gravest of what was found in each.

    Where it can be told safely that a cell was changed, its colour goes as soon as it is.
    """
    always: dict[str, list[str]] = defaultdict(list)
    single = []
    for (row, column), marks in sorted(cells.items()):
        gravest = min(marks, key=lambda mark: SEVERITIES.index(mark.severity))
        address = cell_address("", row, column)
        if len(cells) <= SINGLE_RULES and (formula := _still_says(address, gravest.value)):
            single.append(_rule(gravest.severity, address, formula, formats))
        else:
            always[gravest.severity].append(address)
    shared = [_rule(severity, " ".join(places), "TRUE", formats) for severity, places in always.items()]
    return "".join(single + shared)


def _rule(severity: str, places: str, formula: str, formats: Mapping[str, int]) -> str:
    priority = list(FILLS).index(severity) + 1
    return (
        f'<conditionalFormatting xmlns="{MAIN}" sqref="{places}"><cfRule type="expression"'
        f' dxfId="{formats[severity]}" priority="{priority}"><formula>{clean(formula)}</formula></cfRule>'
        "</conditionalFormatting>"
    )


def _still_says(address: str, value: str) -> str:
    """A formula that is true while the cell says what it said; "" where programs may write it in other ways."""
    if MASK in value or not SAYS_THE_SAME.fullmatch(value) or value in {"TRUE", "FALSE"}:
        return ""
    quoted = value.replace('"', '""')
    return f'EXACT(LEFT({address},200),"{quoted}")'
