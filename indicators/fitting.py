"""Does a definition fit the groups of respondents and the questionnaires of its years? Asked when a file is loaded and when a draft is kept."""

from collections.abc import Iterable

from django.apps import apps

from indicators.checking import check_against, check_groups
from indicators.definitions import IndicatorDefinition


def misfits_of(definition: IndicatorDefinition, questionnaires: Iterable) -> list[tuple[str, str]]:
    """Key and sentence of everything that groups or a questionnaire contradict. Two queries, and two for each of them.

    A question that only some of them have was not asked by the others: the indicator has no value there and says so.
    """
    items = {questionnaire.version: _items(questionnaire) for questionnaire in questionnaires}
    somewhere = {code for of_one in items.values() for code in of_one}
    of_groups = [(misfit.key, misfit.message) for misfit in check_groups(definition, _groups())]
    return of_groups + [
        (misfit.key, f"{misfit.message} (questionnaire {version})")
        for version, of_one in sorted(items.items())
        for misfit in check_against(definition, of_one, somewhere=somewhere)
    ]


def _groups() -> dict[str, set[str]]:
    groupings = apps.get_model("surveys", "Grouping").objects.prefetch_related("groups")
    return {grouping.code: {group.code for group in grouping.groups.all()} for grouping in groupings}


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
