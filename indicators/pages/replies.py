"""The pages of the right of reply: who is asked, what rests on somebody's answers, and what was said about it."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from indicators import words
from indicators.headlines import unit_of_value, value_in_words
from indicators.links import value_address
from indicators.models import Release, Reply, Value
from indicators.phrases import breakdown_in_words, why_not_computed
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.queries.replies import Asked, Stand
from indicators.queries.touched import resting_on
from surveys.alphabet import by_name


@dataclass(frozen=True)
class AskedRow:
    """Somebody who is asked about a release, where he or she stands, and how many replies hold now."""

    release: Release
    survey: str
    survey_name: str
    slug: str
    name: str
    stand: str
    said: int


@dataclass(frozen=True)
class ValueRow:
    """A value that rests on the respondent's answers, and what was said about it; `address` explains it, "" where closed."""

    key: int
    code: str
    title: str
    part: str
    year: int
    illustrative: bool
    number: str
    unit: str
    own: bool
    address: str
    reply: Reply | None


@dataclass(frozen=True)
class SaidRow:
    """A reply in words: by whom, about what, and whether it still holds."""

    name: str
    about: str
    address: str
    reply: Reply


@dataclass(frozen=True)
class Summary:
    """What those who are asked have said: how many agreed, replied, said nothing, and the replies, the newest first."""

    agreed: int
    replied: int
    silent: int
    rows: list[AskedRow]
    said: list[SaidRow]


@dataclass(frozen=True)
class Doubts:
    """What speaks for waiting before a release becomes public; `day` is that on which replies end, None where it is over."""

    day: datetime.date | None
    replied: int
    silent: int

    def __bool__(self) -> bool:
        return bool(self.day or self.replied)


def asked_rows(release: Release, asked: Iterable[Asked]) -> list[AskedRow]:
    """Those who are asked, in words and by name. No query."""
    return [
        AskedRow(
            release=release,
            survey=one.survey.code,
            survey_name=words.text(one.survey.names),
            slug=one.respondent.slug,
            name=words.text(one.respondent.names),
            stand=one.stand,
            said=sum(reply.current for reply in one.replies),
        )
        for one in by_name(asked, lambda one: one.respondent.names)
    ]


def summary(opened: OpenRelease, asked: list[Asked]) -> Summary:
    """How many stand where, and everything that was said. No query."""
    stands = Counter(one.stand for one in asked)
    said = [
        SaidRow(words.text(one.respondent.names), *_about(opened, reply), reply)
        for one in asked
        for reply in one.replies
    ]
    return Summary(
        agreed=stands[Stand.AGREED],
        replied=stands[Stand.REPLIED],
        silent=stands[Stand.SILENT],
        rows=asked_rows(opened.release, asked),
        said=sorted(said, key=lambda row: row.reply.written, reverse=True),
    )


def doubts(release: Release, asked: list[Asked], at: datetime.datetime | None) -> Doubts:
    """What speaks against a release becoming public at a moment (now unless told). No query."""
    stands = Counter(one.stand for one in asked)
    day = timezone.localdate(at) if at else timezone.localdate()
    too_early = release.reply_until is not None and day <= release.reply_until
    return Doubts(release.reply_until if too_early else None, stands[Stand.REPLIED], stands[Stand.SILENT])


def value_rows(opened: OpenRelease, reader: Reader, asked: Asked, *, opens: bool) -> list[ValueRow]:
    """The values that rest on the answers of somebody who is asked. `opens`: whether the reader may open them.

    Three queries and those of the reader's rights.
    """
    said = {reply.value_id: reply for reply in asked.replies if reply.current}
    return [
        _value(opened, value, said.get(value.pk), opens=opens)
        for value in resting_on(opened, reader, asked.survey, asked.respondent)
    ]


def _value(opened: OpenRelease, value: Value, said: Reply | None, *, opens: bool) -> ValueRow:
    code = value.version.indicator.code
    definition = opened.definition(code, value.version.number)
    return ValueRow(
        key=value.pk,
        code=code,
        title=words.text(definition.title),
        part=breakdown_in_words(opened, value.breakdown, definition),
        year=value.year,
        illustrative=value.illustrative,
        number=why_not_computed(value) if value.value is None else value_in_words(definition, value),
        unit=unit_of_value(definition, value),
        own="respondent" in value.breakdown,
        address=_address(opened, value) if opens else "",
        reply=said,
    )


def _about(opened: OpenRelease, reply: Reply) -> tuple[str, str]:
    value = reply.value
    if value is None:
        return "", ""
    code = value.version.indicator.code
    definition = opened.definition(code, value.version.number)
    part = breakdown_in_words(opened, value.breakdown, definition)
    return words.in_line([f"{code} {value.year}", part]), _address(opened, value)


def _address(opened: OpenRelease, value: Value) -> str:
    return value_address(
        value.version.indicator.code, value.year, value.breakdown, f"?release={opened.number}"
    )
