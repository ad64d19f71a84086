"""What is found for what somebody types, by kind, with the place where the words stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language_info, gettext, pgettext

from indicators import words
from indicators.documents import document
from indicators.models import System
from indicators.pages.places import places
from indicators.phrases import published_number
from indicators.queries import search as found
from indicators.queries.profiles import ENTITY, GOVERNMENT, respondents
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from surveys.fields import PAGE_CODES
from surveys.finding import Piece, Typed, excerpt, held, holds, nearest, respelt, taken_apart
from surveys.fulltext import typed
from surveys.wording import LANGUAGES, StandIn, in_language

FEW = 3
"""Where fewer hold every word, those are shown too that hold most of them; of each kind the `BEST`."""
BEST = 5
LONGEST_CODE = 12
"""A text up to this length says nothing that the word for its place does not."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its title, what it says around the words, and where that stands. `language` is the key of
    the language of what it says, where that is not the one of the page; `many` how many of the words it holds.
    """

    title: str
    url: str
    pieces: list[Piece]
    where: str
    whole: bool = True
    language: str = ""
    many: int = 0

    @property
    def in_words(self) -> str:
        """What that language is called on the page."""
        return get_language_info(PAGE_CODES.get(self.language, self.language))["name_translated"]


@dataclass(frozen=True)
class Kind:
    """Everything of one kind; `more` where there is more than is shown."""

    code: str
    title: str
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class Found:
    """The result of a search: what holds every word, and what holds most of them, where the first is little.

    `instead` are names near what was typed, and other spellings of it: (text, address).
    """

    kinds: list[Kind]
    partly: list[Kind]
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
        return Found([], [], [])
    wanted = typed(query)
    named = [*_places(opened), *_indicators(opened), *_respondents(), *_systems()]
    own = ["zh"] if wanted.pieces else []
    languages = list(dict.fromkeys([words.language(), "en", *own]))
    hits = [
        ("pages", pgettext("of the dashboard", "Pages"), _hits_of(named, "pages", wanted)),
        ("indicators", gettext("Indicators"), _hits_of(named, "indicators", wanted)),
        ("entities", pgettext("place", "Entities"), _hits_of(named, "entities", wanted)),
        ("countries", pgettext("place", "Countries"), _hits_of(named, "countries", wanted)),
        ("systems", gettext("Systems"), _system_hits(named, wanted, languages)),
        ("recommendations", gettext("Recommendations"), _recommendations(wanted, languages)),
        ("figures", gettext("Published figures"), _figures(wanted, languages)),
        ("questions", gettext("Questions"), _questions(wanted, languages)),
        ("answers", gettext("Answers in words"), _answers(wanted, user)),
    ]
    whole = [_kind(code, title, [hit for hit in of if hit.whole], found.SHOWN) for code, title, of in hits]
    partly = [
        _kind(code, title, [hit for hit in of if not hit.whole][:BEST], BEST) for code, title, of in hits
    ]
    partly = [kind for kind in partly if kind.hits]
    partly.sort(key=lambda kind: -max(hit.many for hit in kind.hits))
    result = Found([kind for kind in whole if kind.hits], partly, _instead(named, wanted))
    instead = result.instead if result.many else [*_respelt(named, wanted, languages), *result.instead]
    return Found(result.kinds, result.partly if result.many < FEW else [], instead)


def near(opened: OpenRelease, text: str) -> list[tuple[str, str]]:
    """Names near a text, with their addresses: of indicators, entities, countries and systems. Two queries."""
    return _instead([*_indicators(opened), *_respondents(), *_systems()], taken_apart(text))


def _kind(code: str, title: str, hits: list[Hit], most: int) -> Kind:
    return Kind(code, title, hits[:most], more=len(hits) > most)


def _respelt(named: list[_Named], wanted: Typed, languages: list[str]) -> list[tuple[str, str]]:
    """The query in the spelling of names and texts, with the address of its search, where that is another one."""
    texts = [text for one in named for _, text in one.texts] + found.wordings(languages)
    other = respelt(wanted, texts)
    return [(other, f"{reverse('search')}?{urlencode({'q': other})}")] if other else []


def _hits_of(named: Iterable[_Named], kind: str, query: Typed) -> list[Hit]:
    """Those whose texts hold the query together, the one whose code it is first; then those that hold most of it."""
    hits = []
    for one in named:
        if one.kind != kind:
            continue
        many = held("\n".join(text for _, text in one.texts), query)
        if not many or many < query.enough:
            continue
        where, text = max(one.texts, key=lambda place: held(place[1], query))
        exact = text.casefold() == query.text.casefold()
        pieces = excerpt(text, query) if len(text) > LONGEST_CODE and text not in one.name else []
        hits.append((-many, not exact, Hit(one.name, one.url, pieces, where, many == query.many, many=many)))
    return [hit for *_, hit in sorted(hits, key=lambda ranked: ranked[:2])]


def _instead(named: list[_Named], query: Typed) -> list[tuple[str, str]]:
    """Names near the query, where none is exactly it."""
    urls = {text: (one.name, one.url) for one in reversed(named) for _, text in one.texts[:3]}
    if any(holds(name, query) for name in urls):
        return []
    return list(dict.fromkeys(urls[name] for name in nearest(query.text, urls)))


def _places(opened: OpenRelease) -> list[_Named]:
    return [
        _Named("pages", name, url, [(gettext("Name"), name), (gettext("What it shows"), shows)])
        for name, shows, url in places(opened)
    ]


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


def _system_hits(named: list[_Named], query: Typed, languages: list[str]) -> list[Hit]:
    """Systems by name, then by what is said of them, each once."""
    hits = {hit.url: hit for hit in _hits_of(named, "systems", query)}
    for fact in found.system_facts(query, languages):
        url = reverse("system", args=[fact.system.code])
        pieces, *said = _said(query, fact.words)
        where = words.in_line([words.paragraph(fact.document, fact.paragraph)])
        if url not in hits or fact.whole > hits[url].whole:
            hits[url] = Hit(words.text(fact.system.names), url, pieces, where, fact.whole, *said)
    return list(hits.values())


def _recommendations(query: Typed, languages: list[str]) -> list[Hit]:
    hits = []
    for row in found.recommendations(query, languages):
        title = words.in_line([str(document(row.document).speaker), words.text(row.addressee)])
        url = reverse("recommendation", args=[row.code])
        pieces, language, _ = _said(query, row.words, row.evidence)
        where = words.paragraph(row.document, row.paragraph)
        many = held("\n".join([title, row.said_by, words.text(row.words)]), query)
        hits.append(Hit(title, url, pieces, where, row.whole, language, many))
    return hits


def _figures(query: Typed, languages: list[str]) -> list[Hit]:
    hits = []
    for row in found.figures(query, languages):
        number = published_number(PublishedPoint(row, row.from_year, row.to_year, row.value, row.qualifier))
        unit = words.word(words.UNITS, row.unit) if row.unit else ""
        url = reverse("indicator", args=[row.indicator.code]) if row.indicator else _register(row)
        pieces, *said = _said(query, row.measure, row.note)
        title = words.in_line([number or gettext("no number"), unit])
        where = words.paragraph(row.document, row.paragraph)
        hits.append(Hit(title, url, pieces, where, row.whole, *said))
    return hits


def _register(row) -> str:
    """The place of a figure in the register, narrowed to its own document and year."""
    year = f"&year={row.from_year}" if row.from_year else ""
    return f"{reverse('published-figures')}?document={row.document}{year}#{row.code}"


def _questions(query: Typed, languages: list[str]) -> list[Hit]:
    hits = []
    for item in found.questions(query, languages):
        survey = item.questionnaire.survey
        year = max(round_.data_year for round_ in item.questionnaire.rounds.all())
        url = reverse("round", args=[survey.code, year])
        pieces, *said = _said(query, item.names)
        hits.append(Hit(item.code, url, pieces, words.text(survey.names), item.whole, *said))
    return hits


def _answers(query: Typed, user) -> list[Hit]:
    """Each leads to its own page, the words marked there."""
    return [
        Hit(
            title=words.in_line([answer.submission.respondent.code, str(answer.submission.round.data_year)]),
            url=f"{reverse('text-answer', args=[answer.pk])}?{urlencode({'q': query.text})}",
            pieces=excerpt(answer.counts_as, query),
            where=words.in_line([words.text(answer.item.names), _illustrative(answer)]),
            whole=answer.whole,
            many=held(answer.counts_as, query),
        )
        for answer in found.text_answers(query, user)
    ]


def _illustrative(answer) -> str:
    return gettext("Illustrative data") if answer.submission.round.illustrative else ""


def _said(query: Typed, *texts) -> tuple[list[Piece], str, int]:
    """The part that was found of the text that holds most of the query, a wording in the language of the page before the
    others; its language where it is another one; and how much of the query it holds.
    """
    here = [words.text(text) if isinstance(text, dict) else text for text in texts]
    said = [(text, "en" if isinstance(text, StandIn) else "") for text in here]
    said += [
        (in_language(text, one), one)
        for text in texts
        if isinstance(text, dict)
        for one in LANGUAGES
        if one != words.language()
    ]
    text, language = max(
        (one for one in said if one[0]), key=lambda one: held(one[0], query), default=("", "")
    )
    return excerpt(text, query), language, held(text, query)
