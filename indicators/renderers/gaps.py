"""Why points have no value, as drawings say it: a long reason that several share stands once under the figure, below a
letter, as it does under tables. PURE."""

from typing import NamedTuple

from indicators.figure import Figure
from indicators.marking import marks_of
from indicators.renderers.canvas import Canvas, wrap
from indicators.renderers.parts import LINE, SMALL
from indicators.renderers.words import word

RAISED, LETTER = 5, 9
"""How far the letter of a note stands above the line, and its size."""


class Gap(NamedTuple):
    """What stands in the place of a value: its lines, and the letter behind the last one, "" for none."""

    lines: list[str]
    letter: str = ""


def marks_in(figure: Figure) -> dict[str, str]:
    """Each long reason that several points share, with its letter; letters of notes stay theirs."""
    if figure.chart == "map":
        first = figure.series[0]
        reasons = [
            reason
            for at, reason in enumerate(first.reasons)
            if all(series.values[at] is None for series in figure.series)
        ]
    else:
        reasons = [
            reason
            for at in range(len(figure.categories))
            for series in figure.series
            for reason in [series.reasons[at]]
            if series.values[at] is None and series.labels[at] is None
        ]
    return marks_of(filter(None, reasons), {note.letter for note in figure.notes})


def reason_lines(figure: Figure) -> list[str]:
    """The lines about shared reasons under a picture that stands alone; a map, and a picture without any value, say
    their reasons themselves."""
    if figure.chart == "map" or not figure.has_values:
        return []
    return [f"{letter}  {reason}" for reason, letter in marks_in(figure).items()]


def gap_of(
    figure: Figure, reason: str | None, marks: dict[str, str], room: float, size: float = SMALL
) -> Gap:
    """A reason in lines that fit, or the letter under which it is said."""
    none = word("no_value", figure.language)
    if reason in marks:
        return Gap(wrap(none, room - LETTER, size), marks[reason])
    return Gap(wrap(reason or none, room, size))


def draw_gap(canvas: Canvas, x: float, y: float, gap: Gap, size: float = SMALL) -> None:
    """The gap in words, its first baseline at y."""
    end = 0.0
    for at, text in enumerate(gap.lines):
        end = canvas.text(x, y + at * size * LINE, text, size, "ink-3")
    last = y + (len(gap.lines) - 1) * size * LINE
    canvas.text(x + end + 2, last - RAISED, gap.letter, LETTER, "ink-3")
