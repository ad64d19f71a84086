"""Requests and recommendations as rows of a page and of a file, and what there is to choose among them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from indicators import words
from indicators.documents import document
from indicators.models import Recommendation
from indicators.queries.recommendations import NOT_ASSESSED, addresses_nobody, parties_of
from surveys.wording import in_language

IN_FRONT = 6
"""Addressees of a document that are one click away; the others are in the list of the form."""


@dataclass(frozen=True)
class Row:
    """A request or recommendation as a reader meets it."""

    code: str
    text: str
    verb: str
    addressee: str
    speaker: str
    source: str
    status: str
    assessed: bool
    evidence: str
    next_review: str
    overdue: bool
    by: str
    on: str


@dataclass(frozen=True)
class Shortcut:
    """One document, who speaks in it and when, and how many of its requests go to whom."""

    symbol: str
    title: str
    count: int
    addressees: list[tuple[str, str, int]]


def rows(found: Iterable[Recommendation], today: date) -> list[Row]:
    """The recommendations in words of the page's language. No query."""
    return [row(one, today) for one in found]


def row(one: Recommendation, today: date) -> Row:
    """One recommendation in words of the page's language."""
    return Row(
        code=one.code,
        text=words.text(one.words),
        verb=words.text(one.verb),
        addressee=gettext("nobody in particular") if addresses_nobody(one) else words.text(one.addressee),
        speaker=speaker(one.document),
        source=words.paragraph(one.document, one.paragraph),
        status=one.get_status_display() if one.status else gettext("not assessed"),
        assessed=bool(one.status),
        evidence=one.evidence,
        next_review=_day(one.next_review),
        overdue=one.next_review is not None and one.next_review < today,
        by=str(one.assessed_by or ""),
        on=words.day(one.assessed) if one.assessed else "",
    )


def speaker(symbol: str) -> str:
    """ "General Assembly, 2024"; the symbol of a document of which nothing is known."""
    known = document(symbol)
    return words.in_line([str(known.speaker), words.years(str(known.year or ""))]) or symbol


def shortcuts(found: Iterable[Recommendation]) -> list[Shortcut]:
    """For every document its requests by addressee, those asked most first. The newest document first."""
    of_document: dict[str, list[Recommendation]] = {}
    for one in found:
        of_document.setdefault(one.document, []).append(one)
    symbols = sorted(of_document, key=lambda symbol: -(document(symbol).year or 0))
    return [
        Shortcut(symbol, speaker(symbol), len(of_document[symbol]), _asked(of_document[symbol])[:IN_FRONT])
        for symbol in symbols
    ]


def choices(found: list[Recommendation]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each filter: (value, words)."""
    symbols = [shortcut.symbol for shortcut in shortcuts(found)]
    verbs = {in_language(one.verb, "en"): words.text(one.verb) for one in found}
    statuses = [(value, str(label)) for value, label in Recommendation.Status.choices]
    addressed = [(key, name) for key, name, _ in _asked(found, own_office_first=False)]
    return {
        "document": [(symbol, f"{symbol} ({speaker(symbol)})") for symbol in symbols],
        "addressee": [*sorted(addressed, key=lambda pair: words.sort_key(pair[1]))],
        "verb": sorted(verbs.items(), key=lambda pair: words.sort_key(pair[1])),
        "status": [(NOT_ASSESSED, gettext("not assessed")), *statuses],
    }


def table(found: Iterable[Recommendation]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the export, in the language of the page; a day is written 2026-03-31."""
    headings = [
        *(gettext("Code"), gettext("Document"), gettext("Paragraph"), gettext("Who asks")),
        *(gettext("Addressee"), gettext("Verb"), gettext("What is asked")),
        *(gettext("Status"), gettext("Evidence"), gettext("Next review")),
    ]
    body = []
    for one in found:
        shown = row(one, date.min)
        review = one.next_review.isoformat() if one.next_review else ""
        body.append([
            *(one.code, one.document, one.paragraph, shown.speaker, shown.addressee, shown.verb),
            *(shown.text, shown.status, one.evidence, review),
        ])  # fmt: skip
    return headings, body


def counts(found: list[Recommendation]) -> list[tuple[str, int]]:
    """How many have which status, in the order of the statuses; those that nobody assessed first."""
    of_status = Counter(one.status for one in found)
    named = [("", gettext("not assessed")), *Recommendation.Status.choices]
    return [(str(label), of_status[value]) for value, label in named if of_status[value]]


def _asked(found: Iterable[Recommendation], own_office_first: bool = True) -> list[tuple[str, str, int]]:
    """(key, name, how many) of everyone addressed; the Office itself first, whose dashboard this is."""
    names: dict[str, str] = {}
    count: Counter = Counter()
    for one in found:
        if addresses_nobody(one):
            continue
        here = zip(parties_of(one, words.language()), parties_of(one, "en"), strict=True)
        for party, english in here:
            if party.key not in names or party.name != english.name:  # a translation, where any row has one
                names[party.key] = party.name
            count[party.key] += 1
    first = [key for key in ("unossc",) if own_office_first and key in count]
    order = [*first, *(key for key, _ in count.most_common() if key not in first)]
    return [(key, names[key], count[key]) for key in order]


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
