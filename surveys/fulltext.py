"""Full text in PostgreSQL, for texts in six languages.

A word typed finds what begins with it, by the configuration `simple`, and what has its stem, by the configurations of the
language of the page and of English: every server has them, without an extension. Accents are taken off the text as
`surveys.finding` takes them off the query, but not where stems are looked for: the stemmers know them. Stop words are
those of the server; for Arabic, for which it has none, `surveys.arabic` does. Chinese is looked for in pieces of text.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import add, and_, or_

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import get_language

from surveys.arabic import JOINING_WORDS
from surveys.finding import STEMMERS, Typed, is_chinese, taken_apart, with_article, written
from surveys.wording import language_key

CONFIG = "simple"
NOBODY = Q(pk__in=[])
MARKS = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]"
"""Accents of Latin and Cyrillic letters, vowel signs and hamzas of Arabic ones."""
LEXEMES = """
    SELECT word, ts_lexize((config || '_stem')::regdictionary, noun)
    FROM unnest(%s::text[], %s::text[]) AS typed (word, noun), unnest(%s::text[]) AS config
"""


class _Bare(Func):
    """A text without accents, in small letters, Arabic ones as `surveys.finding.folded` has them."""

    template = rf"translate(lower(regexp_replace(normalize(%(expressions)s, NFKD), '{MARKS}', '', 'g')), 'ةىـ', 'هي')"
    output_field = TextField()


class _Nouns(Func):
    """A text whose Arabic words all have the article alone, as `surveys.finding.with_article` gives it to one."""

    template = r"regexp_replace(%(expressions)s, '(^|[^ء-ي])(?:[وفبك]?ال|لل)?([ء-ي]{3})', '\1ال\2', 'g')"
    output_field = TextField()


def typed(query: str) -> Typed:
    """What somebody typed, without the stop words of the page's language and of English. One query, none for Chinese."""
    query = query.replace("\x00", "").strip()
    if not query or is_chinese(query):
        return taken_apart(query)
    languages = _languages()
    words = [word.casefold() for word in written(query)]
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [words, list(map(with_article, words)), [STEMMERS[one] for one in languages]])
        found = cursor.fetchall()
    known: dict[str, list[str]] = {}
    for word, lexemes in found:
        known.setdefault(word, []).extend(lexemes or ())
    leave = {word for word, lexemes in found if lexemes == []} | JOINING_WORDS
    return taken_apart(query, languages, known, leave=leave)


def with_words(rows: QuerySet, query: str | Typed, fields: Sequence[str], also: Q = NOBODY) -> QuerySet:
    """The rows whose fields together hold every word of the query, and those of `also`.

    A field is the name of a column or annotation, or leads to one language of a wording: `names__fr__text`. A query
    without words gives none.
    """
    wanted = query if isinstance(query, Typed) else typed(query)
    if wanted.pieces:
        return rows.filter(_pieces_inside(wanted, fields) | also)
    if not wanted.words:
        return rows.none()
    return rows.alias(found_in=_vector(fields)).filter(Q(found_in=_holding(wanted, wanted.many)) | also)


def with_most_words(rows: QuerySet, wanted: Typed, fields: Sequence[str], also: Q = NOBODY) -> QuerySet:
    """The same, and behind those that hold every word (`whole`) those that hold at least half of them, the best first."""
    if wanted.enough == wanted.many:
        return with_words(rows, wanted, fields, also).annotate(whole=Value(True))
    every = ExpressionWrapper(Q(found_in=_holding(wanted, wanted.many)) | also, BooleanField())
    rank = Case(When(whole=True, then=0.0), default=SearchRank(F("found_in"), _holding(wanted, 1)), output_field=FloatField())  # fmt: skip
    found = rows.alias(found_in=_vector(fields)).filter(Q(found_in=_holding(wanted, wanted.enough)) | also)
    return found.annotate(whole=every, rank=rank).order_by("-whole", "-rank", *rows.query.order_by)


def _languages() -> list[str]:
    """The language of the page, and English; of these, those whose words have stems."""
    here = language_key(get_language() or "en")
    return [one for one in dict.fromkeys([here, "en"]) if one in STEMMERS]


def _pieces_inside(wanted: Typed, fields: Sequence[str]) -> Q:
    inside = (
        reduce(or_, (Q(**{f"{field}__icontains": piece}) for field in fields)) for piece in wanted.pieces
    )
    return reduce(and_, inside)


def _vector(fields: Sequence[str]) -> Expression:
    """The words of the fields, and their stems: a wording has those of its language, a column those of each that is read."""
    vectors = [SearchVector(*(_Bare(_text(field)) for field in fields), config=CONFIG)]
    for language in _languages():
        own = [_text(field) for field in fields if _language(field) in ("", language)]
        own = [_Nouns(text) for text in own] if language == "ar" else own
        if own:
            vectors.append(SearchVector(*own, config=STEMMERS[language]))
    return reduce(add, vectors)


def _holding(wanted: Typed, many: int) -> SearchQuery:
    """What holds at least as many of the words."""
    words = [" | ".join([*(f"{form}:*" for form in word.forms), *word.lexemes]) for word in wanted.words]
    chosen = (" & ".join(f"({word})" for word in some) for some in combinations(words, many))
    return SearchQuery(" | ".join(chosen), search_type="raw", config=CONFIG)


def _language(field: str) -> str:
    """The language of a field that leads to one language of a wording, else ""."""
    return field.split("__")[-2] if field.endswith("__text") else ""


def _text(field: str) -> Expression | F:
    """The text under a lookup: of a column, or of one language of a wording, over relations too."""
    if not field.endswith("__text"):
        return F(field)
    wording, language, key = field.rsplit("__", 2)
    return KeyTextTransform(key, KeyTransform(language, wording))
