"""Wordings and aliases of a questionnaire are corrected: a layer over it, which may change at any time."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from surveys import questionnaires
from surveys.actions.refusals import WordingRefused, WrongState
from surveys.declarations import DeclarationError
from surveys.models import Item, Option, Questionnaire
from surveys.rewording import YES_NO_KEY, names_of, option_names_of, reworded


def reword(
    *, questionnaire: Questionnaire, question: str, entry: Mapping[str, Any], seen: Any
) -> Questionnaire:
    """Lay an entry over a question, a section, or yes and no (`rewording.entry_from`); an empty one takes its
    corrections back.

    `seen` is the entry that was there when the page was opened. The rows of items and options are renamed, so that
    pages and figures say it too. Raises WrongState where somebody else was faster, and WordingRefused for what
    no questionnaire may say, such as an alias that names two options.
    """
    with transaction.atomic():
        locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if locked.wording.get(question, {}) != seen:
            raise WrongState
        layer = {code: own for code, own in locked.wording.items() if code != question}
        if entry:
            layer[question] = dict(entry)
        try:
            whole = questionnaires.Questionnaire.from_dict(reworded(locked.definition, layer))
        except DeclarationError as error:
            raise WordingRefused(error.code, error.word) from error
        locked.wording = layer
        locked.save(update_fields=["wording"])
        _rename(locked, question, whole)
    return locked


def _rename(questionnaire: Questionnaire, question: str, whole: questionnaires.Questionnaire) -> None:
    names, options = names_of(whole, questionnaire.wording), option_names_of(whole, questionnaire.wording)
    # One by one: the field looks at each wording before it is written.
    for item in Item.objects.filter(questionnaire=questionnaire, question=question):
        item.names = names[item.code]
        item.save(update_fields=["names"])
    choices = Option.objects.filter(item__questionnaire=questionnaire)
    choices = choices.filter(Q(item__kind="yes_no") if question == YES_NO_KEY else Q(item__question=question))
    for choice in choices.select_related("item"):
        choice.names = options[choice.item.code, choice.code]
        choice.save(update_fields=["names"])
