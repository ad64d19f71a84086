"""Addresses of an indicator's figures: each names the release, so that it opens again as it was."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from indicators.points import Asked
from indicators.queries.released import OpenRelease

FORMATS = ("svg", "png", "xlsx", "csv")


@dataclass(frozen=True)
class Addresses:
    """Where an indicator's figure is: `code` is any code that means the indicator, or a part of it."""

    opened: OpenRelease
    code: str
    asked: Asked

    def query(self, **more) -> str:
        """What has to stand behind an address so that it means this figure of this release."""
        known = {"by": self.asked.by, "year": self.asked.year if self.asked.by else None}
        known |= {"kind": self.asked.kind}
        known |= {"release": self.opened.number, **more}
        present = {key: value for key, value in known.items() if value}
        return f"?{urlencode(present)}" if present else ""

    def page(self, release: int) -> str:
        """The page that shows the figure as a release has it, below the address of this site."""
        return reverse("indicator", args=[self.code]) + self.query(release=release)

    def figure_page(self, basis: str = "") -> str:
        """The whole address at which the figure opens again, for whoever holds the figure in a report."""
        return settings.SITE_ADDRESS + reverse("indicator", args=[self.code]) + self.query()

    def file(self, format_: str, basis: str) -> str:
        """The address of the figure as a file."""
        return reverse("figure-file", args=[self.code, format_]) + self.query(basis=basis)

    def embedded(self, basis: str) -> str:
        """The whole address of the figure for pages of others."""
        return settings.SITE_ADDRESS + reverse("embedded-figure", args=[self.code]) + self.query(basis=basis)

    def downloads(self, basis: str) -> list[dict]:
        """Every file that there is of the figure: label and url."""
        return [{"label": format_.upper(), "url": self.file(format_, basis)} for format_ in FORMATS]


def links_of(page: str, embedded: str, title: str, *, of_release: bool = True) -> dict:
    """What `_figure.html` gives away of a figure: where it opens again, and the code for pages of others. `of_release`:
    whether both stay with the release, or show what holds on the day on which they are opened."""
    code = f'<iframe src="{escape(embedded)}" title="{escape(title)}" width="100%" height="560" loading="lazy"></iframe>'
    return {"page": page, "code": code, "of_release": of_release}
