"""Comments on cells, put into a sheet of a package beside those that are there. PURE."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from surveys.packages import (
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    NotUsual,
    Package,
    attributes,
    clean,
    into_children,
    into_end,
)
from surveys.spreadsheets import cell_address

AUTHOR: Final = "sscdash"
COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_DRAWING: Final = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
        "worksheet",
    ]
)
SHEET_DATA_END: Final = re.compile(r"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\b[^>]*/>")
NO_COMMENTS: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}">'
    "<authors></authors><commentList></commentList></comments>"
)
NO_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
SHAPE_TYPE: Final = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:{height}pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_comments(
    package: Package,
    sheet: str,
    told: Mapping[tuple[int, int], str],
    one_more: Callable[[], None] = lambda: None,
) -> None:
    """Comment cells of a sheet, by row and column from 1. A comment that is there keeps its text before ours.

    `one_more` is called after each.
    """
    related = package.related(sheet)
    comments = next((part for kind, part in related.values() if kind == f"{OFFICE}/comments"), "")
    if not comments:
        comments = package.free("xl/comments{}.xml")
        package.put(comments, NO_COMMENTS)
        package.declare(comments, COMMENTS_TYPE)
        package.relate(sheet, "comments", comments)
    text, fresh = _written(package.text(comments), told, one_more)
    package.put(comments, text)
    drawing = _drawing_of(package, sheet)
    package.put(drawing, _drawn(package.text(drawing), {place: told[place] for place in fresh}))


def _written(
    text: str, told: Mapping[tuple[int, int], str], one_more: Callable[[], None]
) -> tuple[str, list[tuple[int, int]]]:
    """The part of comments with ours, and the places where there was none."""
    authors = re.search(r"<((?:\w+:)?authors)\b[^>]*>(.*?)</\1\s*>", text, re.DOTALL)
    if not authors:
        raise NotUsual("comments")
    author = len(re.findall(r"<(?:\w+:)?author\b", authors[2]))
    end = authors.end(2)
    text = f'{text[:end]}<author xmlns="{MAIN}">{AUTHOR}</author>{text[end:]}'
    known = {
        attributes(found[0])["ref"]: found.end()
        for found in re.finditer(r"<(?:\w+:)?comment\b[^>]*\sref=[^>]*>", text)
    }
    new, additions, fresh = [], {}, []
    for place, words in sorted(told.items()):
        address = cell_address("", *place)
        if address in known:
            end = re.compile(r"</(?:\w+:)?text\s*>|<(?:\w+:)?text\s*/>").search(text, known[address])
            if not end or end[0].endswith("/>"):
                raise NotUsual("comments")
            run = f'<r xmlns="{MAIN}"><t xml:space="preserve">\n\n{clean(words)}</t></r>'
            additions[end.start()] = run
        else:
            fresh.append(place)
            new.append(
                f'<comment xmlns="{MAIN}" ref="{address}" authorId="{author}"><text><r>'
                f'<t xml:space="preserve">{clean(words)}</t></r></text></comment>'
            )
        one_more()
    for place in sorted(additions, reverse=True):
        text = text[:place] + additions[place] + text[place:]
    bare = re.search(r"<((?:\w+:)?commentList)\s*/>", text)
    if bare:
        return f"{text[: bare.start()]}<{bare[1]}>{''.join(new)}</{bare[1]}>{text[bare.end() :]}", fresh
    ends = list(re.finditer(r"</(?:\w+:)?commentList\s*>", text))
    if not ends:
        raise NotUsual("comments")
    return text[: ends[-1].start()] + "".join(new) + text[ends[-1].start() :], fresh


def _drawing_of(package: Package, sheet: str) -> str:
    """The part that draws the comments of a sheet, made where there is none."""
    text = package.text(sheet)
    told = re.search(r"<(?:\w+:)?legacyDrawing\b[^>]*>", text)
    if told:
        names = [value for name, value in attributes(told[0]).items() if name.endswith(":id")]
        return package.related(sheet).get(names[0] if names else "", ("", ""))[1]
    drawing = package.free("xl/drawings/vmlDrawing{}.vml")
    package.put(drawing, NO_DRAWING)
    types = package.text(CONTENT_TYPES)
    if not re.search(r"""Extension=["']vml["']""", types, re.IGNORECASE):
        package.declare(drawing, DRAWING_TYPE)
    name = package.relate(sheet, "vmlDrawing", drawing)
    start = SHEET_DATA_END.search(text)
    new = f'<legacyDrawing xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="{name}"/>'
    package.put(sheet, into_children(text, new, start=start.end(), before=AFTER_DRAWING))
    return drawing


def _drawn(text: str, told: Mapping[tuple[int, int], str]) -> str:
    """The drawing with a box for each of these comments."""
    number = max([1024, *map(int, re.findall(r"_x0000_s(\d{1,9})", text))])
    shapes = [] if 'id="_x0000_t202"' in text else [SHAPE_TYPE]
    for (row, column), words in sorted(told.items()):
        number += 1
        height = 14 * (2 + len(words) // 45)
        shapes.append(SHAPE.format(number=number, height=height, row=row - 1, column=column - 1))
    return into_end(text, "".join(shapes))
