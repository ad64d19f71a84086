"""A questionnaire that was sent out gets a later version: rounds that still run ask that one from now on."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from surveys import questionnaires, revising, rewording, signals
from surveys.actions.refusals import WordingRefused
from surveys.actions.revision_refusals import (
    NewerVersion,
    NobodyAsks,
    OptionRefused,
    QuestionsStay,
    VersionTaken,
)
from surveys.declarations import DeclarationError
from surveys.loading.facts import add_questionnaire
from surveys.models import Questionnaire, Round, User
from surveys.questions import CODE


def add_option(
    *,
    questionnaire: Questionnaire,
    question: str,
    option: Mapping[str, Any],
    states: Mapping[str, Any],
    compares: Mapping[str, Any],
    by: User | None,
) -> Questionnaire:
    """Offer one more option of a question in a later version; the version.

    `option` is in the shape of a file, `states` what a layer of wordings says of it, and `compares` how far the question
    still compares, year -> what `same_as` says. Raises OptionRefused for a code that no option may have or that is
    taken, WordingRefused for words that none may have, NobodyAsks and NewerVersion.
    """
    asked = questionnaire.as_questionnaire().questions[question]
    if not CODE.fullmatch(option["code"]):
        raise OptionRefused("code")
    if option["code"] in {each.code for each in (*asked.options, *asked.rows)}:
        raise OptionRefused("taken")
    definition = revising.with_option(questionnaire.definition, question, option)
    for year, how in compares.items():
        definition = revising.compared(definition, question, year, how)
    layer = dict(questionnaire.wording)
    if states:
        own = layer.get(question, {})
        layer[question] = {**own, "parts": {**own.get("parts", {}), option["code"]: dict(states)}}
    return _revise(questionnaire, definition, layer, by=by)


def close_option(
    *, questionnaire: Questionnaire, question: str, option: str, closed: bool, by: User | None
) -> Questionnaire:
    """Offer an option no longer, or again, in a later version; the version.

    Answers that chose it stay. Raises QuestionsStay where the questions need it, NobodyAsks and NewerVersion.
    """
    definition = revising.with_closed(questionnaire.definition, question, option, closed=closed)
    return _revise(questionnaire, definition, questionnaire.wording, by=by)


def take_form(
    *, questionnaire: Questionnaire, definition: Mapping[str, Any], source: str, by: User | None = None
) -> Questionnaire:
    """Let a changed form be the version that follows; what it leaves out of the options is closed.

    Raises QuestionsStay for everything that answers and workbooks rest on, VersionTaken, NobodyAsks and NewerVersion.
    """
    layer = rewording.still_said(questionnaire.wording, definition)
    return _revise(
        questionnaire,
        definition,
        layer,
        version=definition["version"],
        source=source,
        by=by,
        in_words_of_today=True,
    )


@transaction.atomic
def _revise(
    questionnaire: Questionnaire,
    definition: Mapping[str, Any],
    layer: Mapping[str, Any],
    *,
    by: User | None,
    version: str = "",
    source: str = "",
    in_words_of_today: bool = False,
) -> Questionnaire:
    """The version, with its rows, and the rounds that ask it from now on.

    `in_words_of_today` says that the definition speaks in the wordings of today.
    """
    before = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    rounds = _rounds_that_ask(before)
    taken = set(before.survey.questionnaires.values_list("version", flat=True))
    version = version or revising.next_version(before.version, taken)
    if version in taken:
        raise VersionTaken(version)
    said = before.as_questionnaire().to_dict() if in_words_of_today else before.definition
    try:
        whole = revising.revised(said, definition, version)
        declared = questionnaires.Questionnaire.from_dict(whole)
        questionnaires.Questionnaire.from_dict(rewording.reworded(whole, layer))
    except DeclarationError as error:
        raise WordingRefused(error.code, error.word) from error
    except revising.RevisionRefused as refused:
        raise QuestionsStay(refused.obstacles) from refused
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    source = (
        source
        or f"{before.source_file.split(' (')[0][:120]} ({hashlib.sha256(text.encode()).hexdigest()[:12]})"
    )
    made = add_questionnaire(before.survey, declared, text, source, Counter(), layer)
    for round_ in rounds:
        round_.questionnaire = made
        round_.save(update_fields=["questionnaire"])
    signals.questions_changed.send(sender=Questionnaire, rounds=rounds, by=by)
    return made


def _rounds_that_ask(questionnaire: Questionnaire) -> list[Round]:
    """Rounds that ask it and are not over. Raises NewerVersion where they ask a later one, NobodyAsks where none does."""
    asking = Round.objects.select_for_update(of=["self"]).filter(questionnaire=questionnaire)
    running = [
        each for each in asking.exclude(state=Round.State.CLOSED) if not each.ended(timezone.localdate())
    ]
    if running:
        return running
    if questionnaire.survey.questionnaires.filter(
        definition__revises__has_key=questionnaire.version
    ).exists():
        raise NewerVersion
    raise NobodyAsks
