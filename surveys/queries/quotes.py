"""Quotes as pages and files show them, with whether they still stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from surveys.fulltext import with_words
from surveys.models import Answer, Quote, Tag, User
from surveys.permissions import reads_all_texts, submissions_open_to
from surveys.queries.texts import Sought, counting_at, narrowed, place_of, tags_of
from surveys.quoting import passage_in

MAY_BE_NAMED = "may_be_named"
"""Asked for as a permission: the survey's declaration allows it, or the respondent does."""


@dataclass(frozen=True)
class QuoteRow:
    """A quote with the answer that counts at its place now, None where none does, and the tags of that place."""

    quote: Quote
    counting: Answer | None
    tags: list[Tag]

    @property
    def stands(self) -> bool:
        """Whether the passage still stands in the text as it counts."""
        return self.counting is not None and bool(passage_in(self.counting.counts_as, self.quote.passage))

    @property
    def answer(self) -> Answer:
        """The answer to open: the one that counts now, else the one that was quoted."""
        return self.counting or self.quote.answer


def quotes_open_to(user: User) -> QuerySet[Quote]:
    """The quotes that the user may see: all, or those of the respondents that he or she represents."""
    quotes = Quote.objects.select_related(
        "answer__item", "answer__submission__respondent", "answer__submission__round__survey",
        "made_by", "permission_by",
    )  # fmt: skip
    if reads_all_texts(user):
        return quotes
    return quotes.filter(Exists(submissions_open_to(user).filter(pk=OuterRef("answer__submission"))))


def find_quotes(
    user: User, sought: Sought, permission: str = "", chosen: Iterable[int] = ()
) -> QuerySet[Quote]:
    """What the user may see of what is sought, the newest first; only those that were chosen, if any were."""
    rows = narrowed(quotes_open_to(user), sought, to="answer__")
    declared = Q(answer__submission__round__survey__attributable=True)
    if permission == MAY_BE_NAMED:
        rows = rows.filter(declared | Q(permission=Quote.Permission.ALLOWED))
    elif permission:
        rows = rows.filter(~declared, permission=permission)
    chosen = list(chosen)
    rows = rows.filter(pk__in=chosen) if chosen else rows
    return with_words(rows, sought.q, ["passage"]) if sought.q else rows


def quote_rows(quotes: Iterable[Quote]) -> list[QuoteRow]:
    """The quotes with what counts at their places. Two queries, however many they are."""
    quotes = list(quotes)
    answers = [quote.answer for quote in quotes]
    counting, tags = counting_at(map(place_of, answers)), tags_of(answers)
    return [
        QuoteRow(quote, counting.get(place_of(quote.answer)), tags.get(place_of(quote.answer), []))
        for quote in quotes
    ]


def quotes_at(answer: Answer, user: User) -> list[QuoteRow]:
    """The quotes of an answer and of other versions of it. Three queries."""
    place = place_of(answer)
    found = quotes_open_to(user).filter(
        answer__submission__round=place[0],
        answer__submission__respondent=place[1],
        answer__item__code=place[2],
        answer__occurrence=place[3],
    )
    return quote_rows(found)
