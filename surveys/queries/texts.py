"""Answers in words that count, as they count: what they say, what they are about, and who may read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, TextField, When

from surveys.alphabet import by_name
from surveys.fulltext import with_words
from surveys.models import Answer, Correction, Item, Respondent, Round, Submission, Tag, Tagging, User
from surveys.permissions import reads_all_texts, submissions_open_to

Place = tuple[int, int, str, int]
"""Round, respondent, item and occurrence: what stays the same from version to version."""


@dataclass(frozen=True)
class Sought:
    """What answers in words are narrowed to: "" and None leave it open."""

    q: str = ""
    survey: str = ""
    year: int | None = None
    question: str = ""
    tag: int | None = None
    respondent: int | None = None


def place_of(answer: Answer) -> Place:
    """The place of an answer, which comes with item and submission."""
    return answer.submission.round_id, answer.submission.respondent_id, answer.item.code, answer.occurrence


def texts() -> QuerySet[Answer]:
    """Answers in words of any version, with `counts_as`: the text, or the one that it was corrected to.

    What was corrected to an absence is no text any more; an absence that was corrected to a text is one.
    """
    laid_over = Correction.objects.in_force().fitting().filter(answer=OuterRef("pk"))
    counts_as = Case(
        When(Exists(laid_over), then=Subquery(laid_over.values("text")[:1])),
        default=F("text"),
        output_field=TextField(),
    )
    found = Answer.objects.filter(item__kind="text").annotate(
        counts_as=counts_as, corrected=Exists(laid_over)
    )
    return found.filter(counts_as__isnull=False).select_related(
        "item", "submission__respondent", "submission__round__survey", "submission__upload"
    )


def texts_that_count() -> QuerySet[Answer]:
    """Those of the versions that count."""
    return texts().filter(submission__state=Submission.State.APPROVED)


def texts_open_to(user: User) -> QuerySet[Answer]:
    """Those that count and that the user may read here: all, or those of the respondents that he or she represents."""
    if reads_all_texts(user):
        return texts_that_count()
    return texts_that_count().filter(Exists(submissions_open_to(user).filter(pk=OuterRef("submission"))))


def public_texts() -> QuerySet[Answer]:
    """Those that count, of surveys that declare their answers attributable: everybody may read them."""
    return texts_that_count().filter(submission__round__survey__attributable=True)


def find_texts(user: User, sought: Sought) -> QuerySet[Answer]:
    """What the user may read of what is sought, the newest year first. One query when it is read."""
    rows = narrowed(texts_open_to(user), sought)
    rows = with_words(rows, sought.q, ["counts_as"]) if sought.q else rows
    return rows.order_by(
        "-submission__round__data_year", "submission__respondent__code", "item__position", "pk"
    )


def narrowed(rows: QuerySet, sought: Sought, to: str = "") -> QuerySet:
    """The rows of one survey, year, question, tag and respondent; `to` leads from the row to its answer."""
    wanted = {
        "submission__round__survey__code": sought.survey,
        "submission__round__data_year": sought.year,
        "submission__respondent": sought.respondent,
        "item__code": sought.question,
    }
    rows = rows.filter(**{f"{to}{name}": value for name, value in wanted.items() if value})
    return rows.filter(Exists(tagged(to).filter(tag=sought.tag))) if sought.tag else rows


def tagged(to: str = "") -> QuerySet[Tagging]:
    """The taggings of an outer answer's place, whichever version they were made on."""
    same = ("submission__round", "submission__respondent", "item__code", "occurrence")
    return Tagging.objects.filter(**{f"answer__{name}": OuterRef(f"{to}{name}") for name in same})


def tags_of(answers: Iterable[Answer]) -> dict[Place, list[Tag]]:
    """The tags at the places of these answers, by name. One query."""
    places = {place_of(answer) for answer in answers}
    found = Tagging.objects.filter(
        answer__submission__round__in={place[0] for place in places},
        answer__submission__respondent__in={place[1] for place in places},
    )
    by_place: dict[Place, list[Tag]] = defaultdict(list)
    rows = found.select_related("tag", "answer__item", "answer__submission")
    for tagging in by_name(rows, lambda one: one.tag.name):
        place = place_of(tagging.answer)
        if place in places and tagging.tag not in by_place[place]:
            by_place[place].append(tagging.tag)
    return by_place


def counting_at(places: Iterable[Place]) -> dict[Place, Answer]:
    """The answers in words that count at these places now. One query."""
    places = set(places)
    found = texts_that_count().filter(
        submission__round__in={place[0] for place in places},
        submission__respondent__in={place[1] for place in places},
    )
    return {place_of(answer): answer for answer in found if place_of(answer) in places}


@dataclass(frozen=True)
class Choices:
    """What there is to choose from in the filters: of what the user may read."""

    rounds: list[Round]
    respondents: list[Respondent]
    items: list[Item]
    tags: list[Tag]


def choices_for(user: User) -> Choices:
    """The rounds, respondents, questions and tags of the answers in words that the user may read. Six queries."""
    keys = ("submission__round", "submission__respondent", "item")
    found = set(texts_open_to(user).values_list(*keys))
    rounds, respondents, items = ({key[at] for key in found} for at in range(3))
    pairs = {key[:2] for key in found}
    taggings = Tagging.objects.filter(answer__submission__round__in=rounds)
    given = taggings.values_list("tag", "answer__submission__round", "answer__submission__respondent")
    return Choices(
        rounds=list(Round.objects.filter(pk__in=rounds).select_related("survey")),
        respondents=list(Respondent.objects.filter(pk__in=respondents).order_by("code")),
        items=list(Item.objects.filter(pk__in=items).order_by("position", "pk")),
        tags=list(Tag.objects.filter(pk__in={tag for tag, *pair in given if tuple(pair) in pairs})),
    )
