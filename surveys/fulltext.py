"""Full text in PostgreSQL, for texts in six languages alike.

The configuration is `simple`, which every server has: no stems, no stop words, so that each word is looked for as the
beginning of a word. Accents are taken off the text as `surveys.finding` takes them off the query, without an extension
of the server. Chinese is looked for in pieces of text.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Expression, F, Func, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from surveys.finding import is_chinese, pieces_of, words_of

CONFIG = "simple"
NOBODY = Q(pk__in=[])
MARKS = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]"
"""Accents of Latin and Cyrillic letters, vowel signs and hamzas of Arabic ones."""


class _Bare(Func):
    """A text without accents, in small letters."""

    template = rf"lower(regexp_replace(normalize(%(expressions)s, NFKD), '{MARKS}', '', 'g'))"
    output_field = TextField()


def with_words(rows: QuerySet, query: str, fields: Sequence[str], also: Q = NOBODY) -> QuerySet:
    """The rows whose fields together hold every word of the query, and those of `also`.

    A field is the name of a column or annotation, or leads to one language of a wording: `names__fr__text`. A query
    without words gives none.
    """
    query = query.replace("\x00", "").strip()
    if is_chinese(query):
        inside = (
            reduce(or_, (Q(**{f"{field}__icontains": piece}) for field in fields))
            for piece in pieces_of(query)
        )
        return rows.filter(reduce(and_, inside) | also)
    wanted = words_of(query)
    if not wanted:
        return rows.none()
    vector = SearchVector(*(_Bare(_text(field)) for field in fields), config=CONFIG)
    words = (" | ".join(f"{form}:*" for form in forms) for forms in wanted)
    typed = SearchQuery(" & ".join(f"({word})" for word in words), search_type="raw", config=CONFIG)
    return rows.annotate(found_in=vector).filter(Q(found_in=typed) | also)


def _text(field: str) -> Expression | F:
    """The text under a lookup: of a column, or of one language of a wording, over relations too."""
    if not field.endswith("__text"):
        return F(field)
    wording, language, key = field.rsplit("__", 2)
    return KeyTextTransform(key, KeyTransform(language, wording))
