"""Which answers of an earlier round can be filled in as they were. PURE."""

from collections.abc import Mapping

from surveys.questionnaires import Item, Questionnaire

Value = str | int | float


def carried_over(questionnaire: Questionnaire, previous: Mapping[str, Value], year: int) -> dict[str, Value]:
    """The earlier answers that this questionnaire still takes as they are, by code of item.

    Left out: what is not asked any more, what a question declared broken or only similar since that year would
    change in meaning, and an option or an absence that is not offered any more.
    """
    kept = {}
    for code, value in previous.items():
        item = questionnaire.items.get(code.split("#")[0])
        if item is not None and _same(item, year) and _offered(item, value):
            kept[code] = value
    return kept


def _same(item: Item, year: int) -> bool:
    return all(each.state == "same" for each in item.question.same_as if each.year == year)


def _offered(item: Item, value: Value) -> bool:
    if item.choices:
        return value in {option.code for option in item.choices} | set(item.question.absence)
    if item.kind == "text":
        return isinstance(value, str) and len(value) <= item.question.max_length
    return not isinstance(value, str) or value in item.question.absence
