"""What is found for what somebody types, by kind, with the place where the words stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from indicators import words
from indicators.documents import document
from indicators.models import System
from indicators.phrases import published_number
from indicators.queries import search as found
from indicators.queries.profiles import ENTITY, GOVERNMENT, respondents
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from surveys.finding import Piece, excerpt, holds, is_chinese, nearest
from surveys.wording import LANGUAGES, in_language

LONGEST_CODE = 12
"""A text up to this length says nothing that the word for its place does not."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its title, what it says around the words, and where that stands."""

    title: str
    url: str
    pieces: list[Piece]
    where: str


@dataclass(frozen=True)
class Kind:
    """Everything of one kind; `more` where there is more than is shown."""

    code: str
    title: str
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class Found:
    """The result of a search. `instead` are names near what was typed: (name, address)."""

    kinds: list[Kind]
    instead: list[tuple[str, str]]

    @property
    def many(self) -> int:
        """How many things are shown."""
        return sum(len(kind.hits) for kind in self.kinds)


@dataclass(frozen=True)
class _Named:
    """Something that has names, with all texts in which its words may stand: (where, text)."""

    kind: str
    name: str
    url: str
    texts: list[tuple[str, str]]


def search(opened: OpenRelease, user, query: str) -> Found:
    """What holds the words of the query. A fixed number of queries, none for an empty one."""
    query = query.strip()
    if not query:
        return Found([], [])
    named = [*_indicators(opened), *_respondents(), *_systems()]
    own = ["zh"] if is_chinese(query) else []
    languages = list(dict.fromkeys([words.language(), "en", *own]))
    kinds = [
        _kind("indicators", gettext("Indicators"), _hits_of(named, "indicators", query)),
        _kind("entities", pgettext("place", "Entities"), _hits_of(named, "entities", query)),
        _kind("countries", pgettext("place", "Countries"), _hits_of(named, "countries", query)),
        _kind("systems", gettext("Systems"), _system_hits(named, query, languages)),
        _kind("recommendations", gettext("Recommendations"), _recommendations(query, languages)),
        _kind("figures", gettext("Published figures"), _figures(query, languages)),
        _kind("questions", gettext("Questions"), _questions(query, languages)),
        _kind("answers", gettext("Answers in words"), _answers(query, user)),
    ]
    shown = [kind for kind in kinds if kind.hits]
    return Found(shown, _instead(named, query))


def near(opened: OpenRelease, text: str) -> list[tuple[str, str]]:
    """Names near a text, with their addresses: of indicators, entities, countries and systems. Two queries."""
    return _instead([*_indicators(opened), *_respondents(), *_systems()], text)


def _kind(code: str, title: str, hits: list[Hit]) -> Kind:
    return Kind(code, title, hits[: found.SHOWN], more=len(hits) > found.SHOWN)


def _hits_of(named: Iterable[_Named], kind: str, query: str) -> list[Hit]:
    """Those whose texts hold the query together; the one whose code it is comes first."""
    hits = []
    for one in named:
        if one.kind != kind or not holds("\n".join(text for _, text in one.texts), query):
            continue
        where, text = next((place for place in one.texts if holds(place[1], query)), one.texts[0])
        exact = text.casefold() == query.casefold()
        hits.append(
            (
                not exact,
                Hit(
                    one.name,
                    one.url,
                    excerpt(text, query) if len(text) > LONGEST_CODE and text not in one.name else [],
                    where,
                ),
            )
        )
    return [hit for _, hit in sorted(hits, key=lambda pair: pair[0])]


def _instead(named: list[_Named], query: str) -> list[tuple[str, str]]:
    """Names near the query, where none is exactly it."""
    urls = {text: (one.name, one.url) for one in reversed(named) for _, text in one.texts[:3]}
    if any(holds(name, query) for name in urls):
        return []
    return list(dict.fromkeys(urls[name] for name in nearest(query, urls)))


def _indicators(opened: OpenRelease) -> list[_Named]:
    pin = f"?release={opened.number}" if opened.pinned else ""
    named = []
    for code in opened.indicator_codes:
        definition = opened.definition(code)
        aliases = ", ".join(opened.frozen["indicators"][code]["codes"])
        texts = [(gettext("Name"), words.text(definition.title)), (gettext("Code"), code)]
        texts += [
            (gettext("Published code"), aliases),
            (gettext("Definition"), words.text(definition.definition)),
        ]
        texts += _in_others(definition.title)
        named.append(_Named("indicators", f"{code} {words.text(definition.title)}", reverse("indicator", args=[code]) + pin, _present(texts)))  # fmt: skip
    return named


def _respondents() -> list[_Named]:
    named = []
    for kind, place in ((ENTITY, "entities"), (GOVERNMENT, "countries")):
        for row in respondents(kind):
            name = words.text(row.names) or row.code
            url = (
                reverse("entity", args=[row.slug]) if kind == ENTITY else reverse("country", args=[row.code])
            )
            texts = [(gettext("Name"), name), (gettext("Code"), row.code)]
            texts += [(gettext("Other name"), alias) for alias in row.aliases] + _in_others(row.names)
            named.append(_Named(place, name, url, _present(texts)))
    return named


def _systems() -> list[_Named]:
    return [
        _Named(
            "systems",
            words.text(system.names),
            reverse("system", args=[system.code]),
            _present([(gettext("Name"), words.text(system.names)), *_in_others(system.names)]),
        )
        for system in System.objects.all()
    ]


def _in_others(wording) -> list[tuple[str, str]]:
    """The texts of a wording in the other languages."""
    texts = [in_language(wording, language) for language in LANGUAGES if language != words.language()]
    return [(gettext("In another language"), text) for text in dict.fromkeys(texts)]


def _present(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, text) for where, text in texts if text]


def _system_hits(named: list[_Named], query: str, languages: list[str]) -> list[Hit]:
    """Systems by name, then by what is said of them, each once."""
    hits = {hit.url: hit for hit in _hits_of(named, "systems", query)}
    for fact in found.system_facts(query, languages):
        url = reverse("system", args=[fact.system.code])
        pieces = excerpt(_where_found(query, fact.words), query)
        where = words.in_line([words.paragraph(fact.document, fact.paragraph)])
        hits.setdefault(url, Hit(words.text(fact.system.names), url, pieces, where))
    return list(hits.values())


def _recommendations(query: str, languages: list[str]) -> list[Hit]:
    return [
        Hit(
            title=words.in_line([str(document(row.document).speaker), words.text(row.addressee)]),
            url=reverse("recommendation", args=[row.code]),
            pieces=excerpt(_where_found(query, row.words, row.evidence), query),
            where=words.paragraph(row.document, row.paragraph),
        )
        for row in found.recommendations(query, languages)
    ]


def _figures(query: str, languages: list[str]) -> list[Hit]:
    hits = []
    for row in found.figures(query, languages):
        number = published_number(PublishedPoint(row, row.from_year, row.to_year, row.value, row.qualifier))
        unit = words.word(words.UNITS, row.unit) if row.unit else ""
        url = reverse("indicator", args=[row.indicator.code]) if row.indicator else _register(row)
        pieces = excerpt(_where_found(query, row.measure, row.note), query)
        title = words.in_line([number or gettext("no number"), unit])
        hits.append(Hit(title, url, pieces, words.paragraph(row.document, row.paragraph)))
    return hits


def _register(row) -> str:
    """The place of a figure in the register, narrowed to its own document and year."""
    year = f"&year={row.from_year}" if row.from_year else ""
    return f"{reverse('published-figures')}?document={row.document}{year}#{row.code}"


def _questions(query: str, languages: list[str]) -> list[Hit]:
    hits = []
    for item in found.questions(query, languages):
        survey = item.questionnaire.survey
        year = max(round_.data_year for round_ in item.questionnaire.rounds.all())
        url = reverse("round", args=[survey.code, year])
        hits.append(
            Hit(item.code, url, excerpt(_where_found(query, item.names), query), words.text(survey.names))
        )
    return hits


def _answers(query: str, user) -> list[Hit]:
    """Each leads to its own page, the words marked there."""
    return [
        Hit(
            title=words.in_line([answer.submission.respondent.code, str(answer.submission.round.data_year)]),
            url=f"{reverse('text-answer', args=[answer.pk])}?{urlencode({'q': query})}",
            pieces=excerpt(answer.counts_as, query),
            where=words.in_line([words.text(answer.item.names), _illustrative(answer)]),
        )
        for answer in found.text_answers(query, user)
    ]


def _illustrative(answer) -> str:
    return gettext("Illustrative data") if answer.submission.round.illustrative else ""


def _where_found(query: str, *texts) -> str:
    """The first of the texts that holds the query, a wording in the language of the page before the others.

    The first text of all where only all of them together hold it.
    """
    here = [words.text(text) if isinstance(text, dict) else text for text in texts]
    others = [in_language(text, one) for text in texts if isinstance(text, dict) for one in LANGUAGES]
    return next((text for text in [*here, *others] if text and holds(text, query)), here[0])
