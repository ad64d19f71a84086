"""How an indicator is drawn, where more than one kind of chart fits, and the figure of its latest change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from indicators import words
from indicators.models import Value
from indicators.pages.addresses import Addresses
from indicators.pages.showing import Shown
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.slopes import SLOPE, slopes_of
from indicators.vocabulary import OPTION


@dataclass(frozen=True)
class Choice:
    """A way to look at the indicator: what it is called, the query that asks for it, whether it is shown now."""

    title: str
    query: str
    current: bool


def with_kind(
    asked: Asked, fitting: list[str], kind: str | None, beside: Iterable[Shown] = ()
) -> tuple[Asked, str]:
    """What is asked for with its kind of chart, and a word where that kind does not fit it.

    The kind of a figure `beside` the main one is no mistake: an address of a file names it too.
    """
    if kind is None or kind in fitting:
        return replace(asked, kind=kind), ""
    if any(kind == one.addresses.asked.kind for one in beside):
        return asked, ""
    if fitting:
        return asked, gettext("Such a chart does not fit here; another one is shown.")
    return asked, gettext("Such a chart does not fit here.")


def kind_choices(opened: OpenRelease, asked: Asked, fitting: list[str]) -> list[Choice]:
    """The kinds of chart to choose from; [] where only one fits. The first needs no word in the address."""
    if len(fitting) < 2:
        return []
    chosen = asked.kind or fitting[0]
    return [
        Choice(
            words.word(words.KINDS_OF_CHART, kind),
            query_of(opened, replace(asked, kind=kind if at else None)),
            current=kind == chosen,
        )
        for at, kind in enumerate(fitting)
    ]


def query_of(opened: OpenRelease, asked: Asked) -> str:
    """The query of a page that shows this; the release stands in it only where the reader asked for one."""
    return Addresses(opened, "", asked).query(release=opened.number if opened.pinned else None)


def over_years(asked: Asked, fitting: list[str]) -> bool:
    """Whether what is shown runs over the years, so that there is no year to choose."""
    kind = asked.kind or next(iter(fitting), None)
    return kind == "multiples" or kind == "stacked" and asked.by == OPTION


def slope_shown(reader: Reader, code: str, values: list[Value]) -> list[Shown]:
    """The latest change as a slope, as the figures of a page; [] where none can be told."""
    addresses = Addresses(reader.opened, code, Asked(kind=SLOPE))
    figures = slopes_of(reader, code, values, addresses.figure_page)
    return [Shown(figures, addresses)] if figures else []
