"""A figure as a picture: SVG for the page, SVG, PNG and PDF to take away.

On a page the picture is the chart alone: title, source and notes stand beside it as text, and its colours follow
the page. A file carries everything inside, because it will be separated from the page: title, unit, n, the badge
of illustrative data, notes, source, release. The same figure always gives the same bytes.
"""

from indicators.figure import Figure
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.charts import chart_block
from indicators.renderers.gaps import reason_lines
from indicators.renderers.parts import LINE, Block
from indicators.renderers.sentence import alt_text
from indicators.renderers.svg import clean
from indicators.renderers.words import source_lines, subtitle_line, word

WIDE, NARROW = 640, 320
MARGIN = 20


def svg(figure: Figure, *, for_page: bool, width: int = WIDE) -> str:
    """The figure as one `<svg>` element.

    for_page  True: the chart alone, without size, colours also as classes (`f-s1`, `k-ink-2`) that the style sheet
              sets; `aria-label` holds the alternative text. False: everything inside, for a file.
    width     points; `WIDE` for a desk, `NARROW` for a phone, where the labels stand above the bars.
    """
    canvas = _drawn(figure, width, for_page=for_page)
    prefix = f"c{figure.content_hash()[:8]}-{width}-"
    return clean(
        canvas.svg(), prefix=prefix, for_page=for_page, label=alt_text(figure), language=figure.language
    )


def png(figure: Figure, *, scale: float = 3) -> bytes:
    """The figure with everything inside as PNG, `scale` pixels to a point: 3 is 216 to the inch."""
    return _drawn(figure, WIDE, for_page=False).png(scale)


def pdf(figure: Figure) -> bytes:
    """The figure with everything inside as PDF; its text can be selected."""
    return _drawn(figure, WIDE, for_page=False).pdf()


def _drawn(figure: Figure, width: float, *, for_page: bool) -> Canvas:
    if for_page:
        blocks, margin = [chart_block(figure, width)], 0
    else:
        width, margin = width - 2 * MARGIN, MARGIN
        blocks = [_badge(figure), _title(figure, width), chart_block(figure, width), _source(figure, width)]
    canvas = Canvas(
        width,
        sum(block.height for block in blocks),
        margin=margin,
        mirrored=figure.direction == "rtl",
        paper=not for_page,
    )
    top = 0.0
    for block in blocks:
        block.draw(canvas, top)
        top += block.height
    return canvas


def _badge(figure: Figure) -> Block:
    if not figure.illustrative:
        return Block(0, lambda canvas, top: None)
    text = word("illustrative", figure.language)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.area(0, top, text_width(text, 11, STRONG) + 16, 20, "note")
        canvas.text(8, top + 14, text, 11, "note-ink", weight=STRONG)

    return Block(30, draw)


def _title(figure: Figure, width: float) -> Block:
    title = wrap(figure.title, width, 16, STRONG)
    subtitle = wrap(subtitle_line(figure), width, 12)

    def draw(canvas: Canvas, top: float) -> None:
        for at, text in enumerate(title):
            canvas.text(0, top + 15 + at * 21, text, 16, weight=STRONG)
        top += len(title) * 21 + 2
        for at, text in enumerate(subtitle):
            canvas.text(0, top + 12 + at * 16, text, 12, "ink-2")

    return Block(len(title) * 21 + len(subtitle) * 16 + 18, draw)


def _said(figure: Figure) -> list[str]:
    """The lines under the picture, shared reasons after the notes."""
    lines, notes = source_lines(figure), len(figure.notes)
    return [*lines[:notes], *reason_lines(figure), *lines[notes:]]


def _source(figure: Figure, width: float) -> Block:
    lines = [line for text in _said(figure) for line in wrap(text, width, 11)]

    def draw(canvas: Canvas, top: float) -> None:
        for at, text in enumerate(lines):
            canvas.text(0, top + 22 + at * 11 * LINE, text, 11, "ink-3")

    return Block(14 + len(lines) * 11 * LINE, draw)
