"""Requests and recommendations of the documents, and what has become of them. PURE."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from indicators.tables import read_identified
from surveys.declarations import Reader
from surveys.wording import StandIn

STATUSES: Final = ("implemented", "partly_implemented", "in_progress", "not_implemented", "superseded")
NOBODY: Final = "none"
"""The party of a sentence that addresses nobody: the Assembly welcomes, recalls, looks forward to."""
RECOMMENDATION_COLUMNS: Final = (
    *("id", "document", "paragraph", "addressee_en", "addressee_zh"),
    *("verb_en", "verb_zh", "text_en", "text_zh"),
    *("status", "evidence", "next_review"),
)


@dataclass(frozen=True)
class Recommendation:
    """A request or recommendation of a document; `status` None means not assessed."""

    id: str
    document: str
    paragraph: str
    addressee: Mapping[str, str]
    verb: Mapping[str, str]
    text: Mapping[str, str]
    status: str | None
    evidence: str | None
    next_review: date | None


class Party(NamedTuple):
    """One of those to whom a sentence is addressed: a key for addresses, and the name in one language."""

    key: str
    name: str


def parties(addressee: Mapping[str, str], language: str) -> tuple[Party, ...]:
    """Those who are addressed, one by one, without what stands in brackets behind them.

    `addressee` is text per language, its parties joined by semicolons or a slash. The key is made of the English
    name, so that it is the same in every language; the name is English where a translation joins other parties.
    """
    english = _apart(addressee["en"])
    here = _apart(addressee.get(language) or "")
    names = here if len(here) == len(english) else [StandIn(one, language) for one in english]
    return tuple(Party(_key(one), name) for one, name in zip(english, names, strict=True))


def _apart(text: str) -> list[str]:
    bare = re.sub(r"[(（][^)）]*[)）]", "", text)
    named = [one.strip() for one in re.split(r"[;；؛/／]", bare) if one.strip()]
    return [one[0].upper() + one[1:] for one in named]  # inside the line it began with a small letter


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def read_recommendations(csv_text: str, file: str) -> tuple[Recommendation, ...]:
    """The requests and recommendations of one file, in its order. Raises DeclarationError."""
    return tuple(_recommendation(row) for row in read_identified(csv_text, file, RECOMMENDATION_COLUMNS))


def _recommendation(row: Reader) -> Recommendation:
    recommendation = Recommendation(
        id=row.text("id"),
        document=row.text("document"),
        paragraph=row.text("paragraph"),
        addressee={"en": row.text("addressee_en"), "zh": row.text("addressee_zh")},
        verb={"en": row.text("verb_en"), "zh": row.text("verb_zh")},
        text={"en": row.text("text_en"), "zh": row.text("text_zh")},
        status=row.one_of("status", STATUSES, None),
        evidence=row.text("evidence", None),
        next_review=_day(row, "next_review"),
    )
    if recommendation.status is not None and recommendation.evidence is None:
        raise row.error("a status needs its evidence", "evidence")
    return recommendation


def _day(row: Reader, key: str) -> date | None:
    text = row.text(key, None)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise row.error(f"“{text}” is not a day written as 2025-01-31", key) from error
