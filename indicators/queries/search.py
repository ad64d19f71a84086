"""Figures, recommendations, systems, questions and answers that hold what somebody types (`surveys.fulltext`).

Each comes with `whole`: whether it holds every word, or only most of them.
"""

from itertools import chain

from django.apps import apps
from django.db.models import Case, Prefetch, Q, QuerySet, TextField, Value, When

from indicators.documents import spoken_of
from indicators.models import PublishedFigure, Recommendation, SystemFact
from surveys import lineage
from surveys.finding import Typed
from surveys.fulltext import NOBODY, with_most_words
from surveys.wording import in_language

SHOWN = 20
"""Of each kind as many are shown; one more is read, to know whether there are more."""


def figures(query: Typed, languages: list[str]) -> list[PublishedFigure]:
    """Published figures with these words in what is measured, in the note, or with this document. One query."""
    rows = PublishedFigure.objects.select_related("indicator").order_by("position")
    return _found(rows, query, _wordings(("measure", "note"), languages), document=True)


def recommendations(query: Typed, languages: list[str]) -> list[Recommendation]:
    """Recommendations with these words in what is asked, of whom, by whom and when, or in the evidence. One query."""
    said = [When(document=symbol, then=Value(named)) for symbol, named in spoken_of().items()]
    by = Case(*said, default=Value(""), output_field=TextField())
    rows = Recommendation.objects.annotate(said_by=by).order_by("position")
    fields = [*_wordings(("words", "addressee"), languages), "evidence", "said_by"]
    return _found(rows, query, fields, document=True)


def system_facts(query: Typed, languages: list[str]) -> list[SystemFact]:
    """What is said of systems. One query."""
    rows = SystemFact.objects.select_related("system").order_by("system__position", "-as_of")
    return _found(rows, query, _wordings(("words", "system__names"), languages), document=True)


def questions(query: Typed, languages: list[str]) -> list:
    """Questions of the questionnaires that a round uses, the newest wording of each. Two queries."""
    items = apps.get_model("surveys", "Item").objects.select_related("questionnaire__survey")
    rounds = apps.get_model("surveys", "Round").objects.order_by("-data_year")
    rows = items.filter(questionnaire__rounds__isnull=False).distinct()
    rows = rows.prefetch_related(Prefetch("questionnaire__rounds", queryset=rounds)).order_by(
        "questionnaire__survey", "-questionnaire__version", "position"
    )
    found = _found(rows, query, _wordings(("names",), languages), most=10 * SHOWN)
    newest: dict = {}
    for item in found:
        newest.setdefault((item.questionnaire.survey_id, item.code), item)
    return list(newest.values())[: SHOWN + 1]


def wordings(languages: list[str]) -> list[str]:
    """How questions, recommendations, measures and what is said of systems are worded, for near spellings. Four queries."""
    items = apps.get_model("surveys", "Item").objects.filter(questionnaire__rounds__isnull=False)
    found = chain(
        items.values_list("names", flat=True).distinct(),
        Recommendation.objects.values_list("words", flat=True),
        PublishedFigure.objects.values_list("measure", flat=True).order_by().distinct(),
        SystemFact.objects.values_list("words", flat=True),
    )
    return [in_language(wording, language) for wording in found for language in languages]


def text_answers(query: Typed, user) -> list:
    """Answers in words that the user may read, the newest first. One query."""
    rows = lineage.text_answers_open_to(user).order_by("-submission__round__data_year", "pk")
    return _found(rows, query, ["counts_as"])


def _wordings(fields: tuple[str, ...], languages: list[str]) -> list[str]:
    return [f"{field}__{language}__text" for field in fields for language in languages]


def _found(
    rows: QuerySet, query: Typed, fields: list[str], *, document: bool = False, most: int = SHOWN
) -> list:
    by_symbol = Q(document__iexact=query.text) if document else NOBODY
    return list(with_most_words(rows, query, fields, also=by_symbol)[: most + 1])
