"""Where a number opens: the page of a value, or of a figure that a document prints."""

from urllib.parse import urlencode

from django.urls import reverse

from indicators.addresses import breakdown_address
from indicators.models import PublishedFigure, Value
from indicators.queries.released import OpenRelease
from indicators.vocabulary import TAKEN_OVER

NUMERATOR, DENOMINATOR, COUNTS = "numerator", "denominator", "counts"
"""The lists on the page of a value, as its address names them: of single answers two, or the table of counts."""


def value_address(code: str, year: int, breakdown: dict, pin: str = "") -> str:
    """The page of one value."""
    part = breakdown_address(breakdown)
    args = [code, year, part] if part else [code, year]
    return reverse("value", args=args) + pin


def waiting_address(value: Value) -> str:
    """The page of a value that no public release holds yet."""
    return reverse("waiting-value", args=[value.pk])


def version_address(opened: OpenRelease, code: str, number: int) -> str:
    """The page on which a version of a definition is read."""
    return reverse("version", args=[code, number]) + _query(opened)


def value_opened(opened: OpenRelease, value: Value, *, pinned: bool = False) -> str:
    """The page of a value of the release, of an illustrative one also where a real one has the same address.

    It names the release where the reader asked for this very one, or where it has to stay with it: `pinned`.
    """
    query = _query(opened, illustrative=value.illustrative, pinned=pinned)
    return value_address(value.version.indicator.code, value.year, value.breakdown, query)


def value_at(opened: OpenRelease, code: str, year: int, breakdown: dict, illustrative: bool) -> str:
    """The page of the value of the release that has this address."""
    return value_address(code, year, breakdown, _query(opened, illustrative=illustrative))


def figure_opened(opened: OpenRelease, figure: PublishedFigure, *, pinned: bool = False) -> str:
    """The page of a published figure, beside what is computed of it; of a value that was entered its own."""
    if figure.source_kind == TAKEN_OVER:
        query = _query(opened, pinned=pinned)
        return value_address(figure.indicator.code, figure.from_year, figure.breakdown, query)
    return reverse("reconciled-figure", args=[figure.code]) + _query(opened, pinned=pinned)


def figures_opened(opened: OpenRelease, code: str) -> str:
    """All published figures of an indicator, where several stand behind one range."""
    return f"{reverse('published-figures')}?{urlencode({'indicator': code, **_known(opened)})}"


def _query(opened: OpenRelease, *, illustrative: bool = False, pinned: bool = False) -> str:
    present = ({"data": "illustrative"} if illustrative else {}) | _known(opened, pinned=pinned)
    return f"?{urlencode(present)}" if present else ""


def _known(opened: OpenRelease, *, pinned: bool = False) -> dict[str, int]:
    """The release as a query names it, where it has to be named."""
    return {"release": opened.number} if opened.number and (pinned or opened.pinned) else {}
