"""Does a definition fit the questionnaires of its years? Asked when a file is loaded and when a draft is kept."""

from collections.abc import Iterable

from indicators.checking import check_against
from indicators.definitions import IndicatorDefinition


def misfits_of(definition: IndicatorDefinition, questionnaires: Iterable) -> list[tuple[str, str]]:
    """Key and sentence of everything that a questionnaire contradicts. Two queries for each of them.

    A question that only some of them have was not asked by the others: the indicator has no value there and says so.
    """
    items = {questionnaire.version: _items(questionnaire) for questionnaire in questionnaires}
    somewhere = {code for of_one in items.values() for code in of_one}
    return [
        (misfit.key, f"{misfit.message} (questionnaire {version})")
        for version, of_one in sorted(items.items())
        for misfit in check_against(definition, of_one, somewhere=somewhere)
    ]


def _items(questionnaire) -> dict[str, dict]:
    items = questionnaire.items.prefetch_related("options")
    parts = {
        question["code"]: question.get("part_of")
        for question in _questions(questionnaire.definition)
        if question.get("part_of")
    }
    return {
        item.code: {
            "kind": item.kind,
            "options": [option.code for option in item.options.all()],
            "part_of": parts.get(item.code),
        }
        for item in items
    }


def _questions(definition: dict) -> list[dict]:
    sections = definition.get("sections", [])
    nested = [question for section in sections for question in section.get("questions", [])]
    return [*definition.get("questions", []), *nested]
