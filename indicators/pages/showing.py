"""The figures that a page shows of one indicator."""

from dataclasses import dataclass

from indicators.figure import Figure
from indicators.figures import figures_of
from indicators.models import Value
from indicators.pages.addresses import Addresses
from indicators.pages.picking import asked_of_documents
from indicators.points import Asked
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease


@dataclass(frozen=True)
class Shown:
    """Figures of one indicator that answer one question, each under its basis, and where they open again."""

    figures: dict[str, Figure]
    addresses: Addresses


def figures_shown(
    opened: OpenRelease, code: str, values: list[Value], points: list[PublishedPoint], asked: Asked
) -> list[Shown]:
    """The figures that answer `asked`; before them what documents print by a breakdown, where nothing else is real.

    `code` is any code that means the indicator. Works on what was read before: no query.
    """
    indicator, _part = opened.indicator_of(code)
    of_documents = asked_of_documents(values, points, asked)
    questions = [(of_documents, [])] if of_documents else []
    shown = []
    for question, of_values in [*questions, (asked, values)]:
        addresses = Addresses(opened, code, question)
        figures = figures_of(opened, indicator, of_values, points, question, addresses.figure_page)
        shown.append(Shown(figures, addresses))
    return shown
