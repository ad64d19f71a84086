"""Does a definition fit the questionnaire it reads? PURE.

Asked when definitions are loaded and when a questionnaire changes, so that a wrong code is found then and not
as an empty figure. Questionnaires come in as plain mappings: indicators do not import them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from indicators.definitions import IndicatorDefinition
from indicators.vocabulary import KINDS, MEASURES


class Misfit(NamedTuple):
    """One thing in a definition that the questionnaire contradicts: the key it stands under, and a sentence."""

    definition: str
    key: str
    message: str


def check_against(
    definition: IndicatorDefinition, questionnaire_items: Mapping[str, Mapping[str, Any]]
) -> list[Misfit]:
    """What in the definition does not fit, in reading order; an empty list when all of it fits.

    `questionnaire_items`: code of an item -> {"kind": …, "options": codes, "part_of": code}; the last two may
    be left out. A definition that is entered reads no question and fits always.
    """
    misfits = []
    for key in MEASURES[definition.measure].questions:
        code = getattr(definition, key)
        if code not in questionnaire_items:
            misfits.append(Misfit(definition.code, key, f"the questionnaire has no question “{code}”"))
        else:
            misfits += _misfits_of(definition, key, questionnaire_items[code])
    if not misfits and definition.measure == "ratio_of_totals":
        misfits += _not_a_part(definition, questionnaire_items)
    return misfits


def _misfits_of(definition: IndicatorDefinition, key: str, item: Mapping[str, Any]) -> list[Misfit]:
    code, allowed = getattr(definition, key), KINDS[definition.measure]
    if item["kind"] not in allowed:
        message = f"“{code}” is a {item['kind']}; {definition.measure} reads {', '.join(allowed)}"
        return [Misfit(definition.code, key, message)]
    options = tuple(item.get("options") or ()) or (("yes", "no") if item["kind"] == "yes_no" else ())
    return [
        Misfit(definition.code, "counted", f"“{option}” is not an option of “{code}”")
        for option in definition.counted
        if option not in options
    ]


def _not_a_part(definition: IndicatorDefinition, items: Mapping[str, Mapping[str, Any]]) -> list[Misfit]:
    """The numerator has to lie in the denominator, at first or second hand, or the ratio is no share."""
    code, seen = definition.numerator, set()
    while code and code != definition.denominator and code not in seen:
        seen.add(code)
        code = items.get(code, {}).get("part_of")
    if code == definition.denominator and seen:
        return []
    message = f"“{definition.numerator}” is not declared as part_of “{definition.denominator}”"
    return [Misfit(definition.code, "numerator", message)]
