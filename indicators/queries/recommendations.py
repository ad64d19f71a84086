"""Requests and recommendations, narrowed to what a reader looks for."""

from dataclasses import dataclass

from indicators.models import Recommendation
from indicators.recommendations import NOBODY, Party, parties
from surveys.wording import LANGUAGES, in_its_own, in_language

NOT_ASSESSED = "none"


@dataclass(frozen=True)
class Sought:
    """What recommendations are narrowed to; empty text for all. `status` "none" means not assessed."""

    document: str = ""
    addressee: str = ""
    verb: str = ""
    status: str = ""
    q: str = ""


def recommendations() -> list[Recommendation]:
    """All of them in the order of the documents, the newest document first. One query."""
    return list(Recommendation.objects.select_related("assessed_by").order_by("position"))


def matching(rows: list[Recommendation], sought: Sought) -> list[Recommendation]:
    """The rows that match. Words are looked for in every language, in what is asked and in its evidence."""
    return [row for row in rows if _matches(row, sought)]


def parties_of(row: Recommendation, language: str) -> tuple[Party, ...]:
    """Those to whom a row is addressed, named in the language; see `indicators.recommendations.parties`."""
    texts = {key: in_its_own(row.addressee, key) for key in {"en", language}}
    return parties(texts, language)


def addresses_nobody(row: Recommendation) -> bool:
    """Whether the sentence asks nothing of anybody."""
    return in_language(row.addressee, "en") == NOBODY


def _matches(row: Recommendation, sought: Sought) -> bool:
    return (
        sought.document in ("", row.document)
        and sought.verb in ("", in_language(row.verb, "en"))
        and sought.status in ("", row.status or NOT_ASSESSED)
        and (not sought.addressee or sought.addressee in {one.key for one in parties_of(row, "en")})
        and (not sought.q or sought.q.casefold() in _words(row))
    )


def _words(row: Recommendation) -> str:
    wordings = (row.words, row.addressee, row.verb)
    texts = [in_language(wording, language) for wording in wordings for language in LANGUAGES]
    return "\n".join([*texts, row.evidence, row.document]).casefold()
