"""The first sheet of a workbook that goes back: everything that was found, with links to the cells. PURE.

A hidden column holds a mark by which the sheet is known, in whatever language and under whatever name, when the
workbook is sent again, also out of a program that keeps no more of it than cells. Nothing in it is an answer.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from surveys.packages import MAIN, OFFICE, NotUsual, Package, attributes, clean, with_attribute
from surveys.spreadsheets import Sheet, Workbook, cell_address

if TYPE_CHECKING:
    from surveys.annotate import Mark

WORDS: Final = (
    "sheet", "title", "hint", "rebuilt", "more", "cell", "severity", "question", "respondent", "sent",
    "wrong", "to_do", "error", "warning", "note",
)  # fmt: skip
"""The words that the sheet needs, in the reader's language. `more` may be "": what the list leaves out."""

COLUMNS: Final = (
    ("cell", 18), ("severity", 12), ("question", 44), ("respondent", 16), ("sent", 24), ("wrong", 48),
    ("to_do", 48),
)  # fmt: skip
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOLD: Final = '<rPr><b/><sz val="11"/></rPr>'
TITLE: Final = '<rPr><b/><sz val="14"/><color rgb="FF00689A"/></rPr>'
LINK: Final = '<rPr><u/><sz val="11"/><color rgb="FF0563C1"/></rPr>'
LONGEST_NAME: Final = 31
OURS: Final = "sscdash: problems"
"""Stands in a hidden column of the first row, behind the others."""
MARK_WITHIN: Final = 10
"""Rows in which the mark is looked for: the sender may have put some of their own above ours."""


def is_ours(sheet: Sheet) -> bool:
    """Whether the sheet is one that we added when the workbook was marked."""
    return any(OURS in cells for cells in sheet.rows[:MARK_WITHIN])


def without_ours(workbook: Workbook) -> Workbook:
    """The workbook as it was before it was marked: sheets of problems hold no answers and no headings."""
    return replace(workbook, sheets=[sheet for sheet in workbook.sheets if not is_ours(sheet)])


def add(
    package: Package,
    marks: Sequence["Mark"],
    links: Sequence[str],
    words: Mapping[str, str],
    *,
    note: str,
    formats: Mapping[str, int],
    right_to_left: bool,
    earlier: str = "",
    one_more: Callable[[], None] = lambda: None,
) -> None:
    """Put the sheet before all others and open the workbook there. `links` are places in the workbook, or "".
    `one_more` is called after each problem that is listed.

    `earlier` names the sheet that we added when the workbook was marked before: the new one takes its place.
    """
    style = _add_wrapping(package)
    content = _sheet(marks, links, words, note, formats, style, right_to_left, one_more)
    for sheet in package.sheets():
        text = package.text(sheet.part)
        package.put(sheet.part, re.sub(r"""(\stabSelected=)["'](1|true)["']""", r'\1"0"', text, count=1))
    old = next((sheet for sheet in package.sheets() if sheet.name == earlier), None)
    if old:
        package.put(old.part, content)
        package.put(package.workbook, _opened_at(package.text(package.workbook), earlier))
        return
    part = package.free("xl/worksheets/problems{}.xml")
    package.put(part, content)
    package.declare(part, SHEET_TYPE)
    relation = package.relate(package.workbook, "worksheet", part)
    package.put(package.workbook, _listed(package, words["sheet"], relation))


def _listed(package: Package, name: str, relation: str) -> str:
    """The workbook's own part with the sheet at its beginning."""
    text = package.text(package.workbook)
    tags = re.findall(r"<(?:\w+:)?sheet\b[^>]*>", text)
    told = [attributes(tag) for tag in tags]
    number = max(int(each.get("sheetId", 0)) for each in told) + 1
    name = _free_name(name, {each.get("name", "").casefold() for each in told})
    new = f'<sheet xmlns="{MAIN}" xmlns:r="{OFFICE}" name={quoteattr(name)} sheetId="{number}" r:id="{relation}"/>'
    opening = re.search(r"<(?:\w+:)?sheets\b[^>]*>", text)
    if not opening:
        raise NotUsual(package.workbook)
    text = text[: opening.end()] + new + text[opening.end() :]
    # Names that belong to one sheet count the sheets from 0, and so do the places of the window.
    text = re.sub(r"""(\slocalSheetId=["'])(\d+)""", lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    return _opened_at(text, name)


def _opened_at(text: str, name: str) -> str:
    """The workbook's own part, so that a reader sees the sheet of that name first."""
    names = [attributes(tag).get("name", "") for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", text)]
    place = str(names.index(name))
    return re.sub(
        r"<(?:\w+:)?workbookView\b[^>]*>",
        lambda view: with_attribute(with_attribute(view[0], "activeTab", place), "firstSheet", place),
        text,
    )


def _free_name(name: str, taken: set[str]) -> str:
    number, fresh = 1, name[:LONGEST_NAME]
    while fresh.casefold() in taken:
        number += 1
        end = f" ({number})"
        fresh = name[: LONGEST_NAME - len(end)] + end
    return fresh


def _add_wrapping(package: Package) -> int:
    """A cell format with wrapped lines; its number."""
    related = package.related(package.workbook).values()
    part = next((part for kind, part in related if kind.endswith("/styles")), "")
    text = package.text(part)
    formats = re.search(r"(<((?:\w+:)?)cellXfs\b[^>]*>)(.*?)</\2cellXfs\s*>", text, re.DOTALL)
    if not formats:
        raise NotUsual(part)
    number = len(re.findall(r"<(?:\w+:)?xf\b", formats[3]))
    opening = with_attribute(formats[1], "count", str(number + 1))
    new = (
        f'<xf xmlns="{MAIN}" numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
    )
    body = opening + formats[3] + new
    package.put(part, text[: formats.start()] + body + text[formats.end(3) :])
    return number


def _sheet(
    marks: Sequence["Mark"],
    links: Sequence[str],
    words: Mapping[str, str],
    note: str,
    formats: Mapping[str, int],
    style: int,
    right_to_left: bool,
    one_more: Callable[[], None],
) -> str:
    head = [text for text in (words["hint"], note, words["more"]) if text]
    header = len(head) + 3
    hidden = len(COLUMNS) + 1
    title = [_text(words["title"], TITLE), *[""] * (hidden - 2), _text(OURS)]
    lines = [_row(1, title, None)]
    lines += [_row(number, [_text(text)], None) for number, text in enumerate(head, start=2)]
    lines.append(_row(header, [_text(words[column], BOLD) for column, _ in COLUMNS], style))
    targets = []
    for row, (mark, link) in enumerate(zip(marks, links, strict=True), start=header + 1):
        place = cell_address(mark.sheet, mark.row, mark.column)
        told = [mark.question, mark.respondent, mark.value, mark.wrong, mark.to_do]
        cells = [_text(place, LINK if link else ""), _text(words[mark.severity]), *map(_text, told)]
        lines.append(_row(row, cells, style))
        if link:
            targets.append(f'<hyperlink ref="A{row}" location={quoteattr(link)} display={quoteattr(place)}/>')
        one_more()
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(COLUMNS, start=1)
    )
    widths += f'<col min="{hidden}" max="{hidden}" width="9" hidden="1" customWidth="1"/>'
    colours = _colours(words, formats, header + 1, header + max(len(marks), 1))
    direction = ' rightToLeft="1"' if right_to_left else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"{direction}>'
        f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A{header}:G{header + max(len(marks), 1)}"/>{colours}'
        + (f"<hyperlinks>{''.join(targets)}</hyperlinks>" if targets else "")
        + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _colours(words: Mapping[str, str], formats: Mapping[str, int], first: int, last: int) -> str:
    """The word for the severity in the colour of its cells."""
    rules = "".join(
        f'<cfRule type="expression" dxfId="{number}" priority="{priority}">'
        f"<formula>{clean(_equals(first, words[severity]))}</formula></cfRule>"
        for priority, (severity, number) in enumerate(formats.items(), start=1)
    )
    return f'<conditionalFormatting sqref="B{first}:B{last}">{rules}</conditionalFormatting>'


def _equals(row: int, word: str) -> str:
    quoted = word.replace('"', '""')
    return f'$B{row}="{quoted}"'


def _row(number: int, cells: Sequence[str], style: int | None) -> str:
    styled = "" if style is None else f' s="{style}"'
    inner = "".join(
        f'<c r="{cell_address("", number, column)}"{styled} t="inlineStr"><is>{cell}</is></c>'
        for column, cell in enumerate(cells, start=1)
        if cell
    )
    return f'<row r="{number}">{inner}</row>'


def _text(text: str, look: str = "") -> str:
    written = f'<t xml:space="preserve">{clean(text)}</t>' if text else ""
    return f"<r>{look}{written}</r>" if look and written else written
