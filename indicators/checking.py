"""Does a definition fit the questionnaire it reads? PURE.

Asked when definitions are loaded and when a draft is kept, so that a wrong code is found then and not as an empty
figure. Questionnaires come in as plain mappings: indicators do not import them.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from indicators.definitions import IndicatorDefinition
from indicators.vocabulary import GROUPINGS, KINDS, MEASURES


class Misfit(NamedTuple):
    """One thing in a definition that the questionnaire contradicts: the key it stands under, and a sentence.

    `unknown` is the item that the questionnaire does not have, "" where that is not what is wrong.
    """

    definition: str
    key: str
    message: str
    unknown: str = ""


def check_against(
    definition: IndicatorDefinition,
    questionnaire_items: Mapping[str, Mapping[str, Any]],
    *,
    somewhere: Collection[str] = (),
) -> list[Misfit]:
    """What in the definition does not fit, in reading order; an empty list when all of it fits.

    `questionnaire_items`: code of an item -> {"kind": …, "options": codes, "part_of": code}; the last two may
    be left out. Items that another questionnaire has `somewhere` in the definition's years may be missing here: they
    were not asked. A definition that is entered reads no question and fits always.
    """
    misfits = []
    for key, code in _named(definition):
        if code in questionnaire_items:
            misfits += _misfits_of(definition, key, code, questionnaire_items[code])
        else:
            misfits.append(_unknown(definition, key, code))
    misfits += _misfits_of_population(definition, questionnaire_items)
    misfits = [misfit for misfit in misfits if misfit.unknown not in somewhere]
    if misfits or not set(definition.items) <= questionnaire_items.keys():
        return misfits
    if definition.measure == "ratio_of_totals":
        misfits += _not_a_part(
            definition, "numerator", definition.numerator, definition.denominator, questionnaire_items
        )
    if definition.measure == "total" and definition.question:
        for code in definition.sub_questions:
            misfits += _not_a_part(
                definition, "sub_questions", code, definition.question, questionnaire_items
            )
    return misfits


def check_groups(definition: IndicatorDefinition, groups: Mapping[str, Collection[str]]) -> list[Misfit]:
    """What in filters, weights and aliases names a group or a part that does not exist. `groups`: grouping -> codes."""
    named = [
        ("only_groups", grouping, code)
        for grouping, of_one in definition.only_groups.items()
        for code in of_one
    ]
    named += [
        ("weight_groups", grouping, code)
        for grouping, of_one in definition.weight_groups.items()
        for code in of_one
    ]
    named += [
        ("aliases", dimension, code)
        for breakdown in definition.aliases.values()
        for dimension, code in breakdown.items()
        if dimension in GROUPINGS and dimension != "respondent"
    ]  # fmt: skip
    misfits = [
        Misfit(definition.code, key, f"“{code}” is not a group of “{grouping}”")
        for key, grouping, code in named
        if code not in groups.get(grouping, ())
    ]
    parts = {"option": definition.options, "sub_question": definition.sub_questions}
    return misfits + [
        Misfit(definition.code, "aliases", f"“{alias}” is of “{code}”, which is not among its {dimension}s")
        for alias, breakdown in definition.aliases.items()
        for dimension, code in breakdown.items()
        if MEASURES[definition.measure].computed and code not in parts.get(dimension, (code,))
    ]


def _named(definition: IndicatorDefinition) -> list[tuple[str, str]]:
    """The items that it measures, each with the key under which the definition names it."""
    if MEASURES[definition.measure].chooses:
        return [("options", code) for code in definition.questions]
    named = [(key, getattr(definition, key)) for key in MEASURES[definition.measure].questions]
    named += [("sub_questions", code) for code in definition.sub_questions]
    return [(key, code) for key, code in named if code]


def _unknown(definition: IndicatorDefinition, key: str, code: str) -> Misfit:
    return Misfit(definition.code, key, f"the questionnaire has no question “{code}”", code)


def _misfits_of(
    definition: IndicatorDefinition, key: str, code: str, item: Mapping[str, Any]
) -> list[Misfit]:
    allowed = KINDS[definition.measure]
    if item["kind"] not in allowed:
        message = f"“{code}” is a {item['kind']}; {definition.measure} reads {', '.join(allowed)}"
        return [Misfit(definition.code, key, message)]
    misfits = _no_options(definition, "counted", definition.counted, code, item)
    if definition.measure == "distribution":
        misfits += _no_options(definition, "options", definition.options, code, item)
        misfits += [
            Misfit(
                definition.code, "options", f"leaves out “{option}” of “{code}”: the shares have to add up"
            )
            for option in _options(item)
            if option not in definition.options
        ]
    return misfits


def _misfits_of_population(
    definition: IndicatorDefinition, items: Mapping[str, Mapping[str, Any]]
) -> list[Misfit]:
    """What in weights and filters the questionnaire contradicts."""
    misfits = []
    for code, options in definition.only_answers.items():
        if code not in items:
            misfits.append(_unknown(definition, "only_answers", code))
        else:
            misfits += _no_options(definition, "only_answers", options, code, items[code])
    weight = definition.weight_question
    if weight and weight not in items:
        misfits.append(_unknown(definition, "weight_question", weight))
    elif weight and items[weight]["kind"] not in KINDS["mean"]:
        message = f"“{weight}” is a {items[weight]['kind']}; a weight is one of {', '.join(KINDS['mean'])}"
        misfits.append(Misfit(definition.code, "weight_question", message))
    return misfits


def _options(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(item.get("options") or ()) or (("yes", "no") if item["kind"] == "yes_no" else ())


def _no_options(
    definition: IndicatorDefinition, key: str, named: Iterable[str], code: str, item: Mapping[str, Any]
) -> list[Misfit]:
    return [
        Misfit(definition.code, key, f"“{option}” is not an option of “{code}”")
        for option in named
        if option not in _options(item)
    ]


def _not_a_part(
    definition: IndicatorDefinition, key: str, part: str, whole: str, items: Mapping[str, Mapping[str, Any]]
) -> list[Misfit]:
    """A part has to lie in its whole, at first or second hand: else a ratio is no share, and parts are of another
    total."""
    code, seen = part, set()
    while code and code != whole and code not in seen:
        seen.add(code)
        code = items.get(code, {}).get("part_of")
    if code == whole and seen:
        return []
    return [Misfit(definition.code, key, f"“{part}” is not declared as part_of “{whole}”")]
