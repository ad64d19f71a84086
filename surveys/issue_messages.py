"""Words for what was found in a file: what is wrong, and what to do, in the language of the page.

The sentences stand in `surveys.cell_messages`, `surveys.count_messages` and `surveys.file_messages`; here they are filled in.
The codes and their parameters are documented in `surveys.checking` (cells and rules), `surveys.archives`
(files that cannot be read), `surveys.formats` (layouts) and `surveys.actions.reading` (the reading process).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, pgettext

from surveys.absences import LABELS
from surveys.cell_messages import IN_TEMPLATE, ISSUES, UNKNOWN
from surveys.count_messages import Words
from surveys.file_messages import FOUND, NOTICES, REFUSALS
from surveys.formats.template import HIDDEN_SHEET
from surveys.questionnaires import Questionnaire
from surveys.wording import for_reader

OPTION_CODES: Final = frozenset({"option_not_in_list", "choice_not_placed"})

HEADINGS_TOLD: Final = 12
RESPONDENT_HEADING: Final = "respondent code"
TOOLS: Final = ("Qualtrics", "SurveyMonkey", "LimeSurvey", "KoboToolbox", "Microsoft Forms")
"""The survey tools of `surveys.formats`, by their names."""


def explain_issue(issue: Any, questionnaire: Questionnaire) -> Words:
    """The words for an issue: an object with code, value, parameters, respondent, item, sheet."""
    words = ISSUES.get(issue.code, UNKNOWN)
    if issue.sheet == HIDDEN_SHEET and issue.code in IN_TEMPLATE:
        words = words._replace(to_do=IN_TEMPLATE[issue.code])
    told = {
        "code": issue.code,
        "value": issue.value,
        "respondent": issue.respondent,
        "item": _item(questionnaire, issue.item) or issue.value,
        "offer": _offer(questionnaire, issue.item),
        **_in_words(issue.parameters, questionnaire, issue.item, issue.code),
    }
    return _fill(words, told)


def explain_notice(code: str) -> str:
    """A sentence on what of an XLSForm was left out or changed."""
    return gettext(NOTICES.get(code, code))


def explain_refusal(code: str, parameters: Mapping[str, Any]) -> Words:
    """The words for a file that was refused as a whole."""
    told = {"code": code, **parameters}
    found = told.get("found")
    if isinstance(found, str):
        told["found"] = gettext(FOUND.get(found, found))
    for name in ("size", "limit", "rows", "columns", "cells"):
        if isinstance(told.get(name), int):
            told[name] = number_format(told[name], force_grouping=True)
    if "what" in told:
        told["what"] = gettext("cells") if told["what"] == "cells" else gettext("bytes")
    if code == "layout_not_recognised":
        told |= _layouts(parameters)
    return _fill(REFUSALS.get(code, UNKNOWN), told)


def _layouts(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The headings of a file that nobody knows, the tools whose exports are known, and headings of a table."""
    found, looked_for = parameters.get("found"), parameters.get("looked_for") or {}
    sheets = found.values() if isinstance(found, Mapping) else ()
    read = [heading for texts in sheets for heading in texts][:HEADINGS_TOLD]
    # Translators: follows another sentence, hence the space before it.
    said = gettext(" Read as its headings: %(headings)s.") % {"headings": _list(map(_quoted, read))}
    either = gettext("%(first)s or %(last)s")
    respondents, items = looked_for.get("table", [])[:1], looked_for.get("table", [])[-2:]
    return {
        "read": said if read else "",
        "tools": _list(TOOLS, either),
        "headings": _list(map(_quoted, [*(respondents or [RESPONDENT_HEADING]), *items])),
    }


def _quoted(heading: str) -> str:
    return gettext("“%(words)s”") % {"words": heading}


class _Told(dict):
    """Parameters for a message; one that a code did not bring leaves a gap and never breaks the page."""

    def __missing__(self, key):
        return ""


def _fill(words: Words, told: Mapping[str, Any]) -> Words:
    return Words(*(gettext(text) % _Told(told) for text in words))


def _in_words(parameters: Mapping[str, Any], questionnaire: Questionnaire, item: str, code: str) -> dict:
    """Parameters as people read them: names for codes, lists as lists, a sentence for what is near."""
    told = {
        name: _list(value) if isinstance(value, list | tuple) else value for name, value in parameters.items()
    }
    if "options" in parameters:
        options = [_option(questionnaire, item, option) for option in parameters["options"]]
        told["options"] = _list(options, gettext("%(first)s or %(last)s"))
    if near := parameters.get("near"):
        name = _option(questionnaire, item, near) if code in OPTION_CODES else near
        # Translators: follows another sentence, hence the space before it.
        told["near"] = gettext(" Did you mean “%(near)s”?") % {"near": name}
    if near := parameters.get("near_item") or parameters.get("near_answer"):
        asked = item if parameters.get("near_answer") else ""
        name = _answer(questionnaire, asked, near) if asked else _item(questionnaire, near)
        told["near"] = gettext(" Did you mean “%(near)s”?") % {"near": name}
    if candidates := parameters.get("candidates"):
        counts = _list(candidates, gettext("%(first)s or %(last)s"))
        told["near"] = gettext(" Of %(base)s it would be %(counts)s.") % {
            "base": parameters["base"],
            "counts": counts,
        }
    if "absence" in parameters:
        told["absence"] = _absence(parameters["absence"])
        offered = [_absence(each) for each in parameters["offered"]]
        absences = _list(offered, gettext("%(first)s or %(last)s"))
        # Translators: follows another sentence, hence the space before it.
        said = gettext(" Offered are: %(absences)s.") % {"absences": absences}
        told["offered"] = said if offered else ""
    if "readings" in parameters:
        told["first_reading"], told["second_reading"] = parameters["readings"]
    if "minimum" in parameters:
        told["limits"] = _limits(parameters["minimum"], parameters["maximum"])
    if "first_row" in parameters or "first_column" in parameters:
        told["first_place"] = _first_place(parameters)
    if "whole_item" in parameters:
        told["whole_item"] = _item(questionnaire, parameters["whole_item"])
    if "side" in parameters:
        told["side"] = gettext("above") if parameters["side"] == "above" else gettext("below")
    if asked := parameters.get("condition_item"):
        told["condition_item"] = _item(questionnaire, asked)
        told["condition_option"] = _option(questionnaire, asked, parameters["condition_option"])
    return told


def _list(values: Iterable[str], together: str = "") -> str:
    """ "a, b and c"; `together` is a message that joins %(first)s and %(last)s in another way."""
    *first, last = [str(value) for value in values] or [""]
    before = pgettext("between the things of a list", ", ").join(map(str, first))
    template = together or gettext("%(first)s and %(last)s")
    return template % {"first": before, "last": last} if first else last


def _item(questionnaire: Questionnaire, code: str) -> str:
    asked = questionnaire.items.get(code) or questionnaire.questions.get(code)
    return for_reader(asked.text, get_language()) if asked else code


def _option(questionnaire: Questionnaire, item: str, code: str) -> str:
    found = questionnaire.items.get(item)
    several = questionnaire.questions.get(item)
    choices = (*found.choices, *found.question.options) if found else several.options if several else ()
    return next((for_reader(choice.text, get_language()) for choice in choices if choice.code == code), code)


def _answer(questionnaire: Questionnaire, item: str, code: str) -> str:
    """The wording of an answer to an item, or of an option of a question with many answers."""
    several = questionnaire.questions.get(item)
    options = several.options if several and several.kind == "many_of" else ()
    return next(
        (for_reader(option.text, get_language()) for option in options if option.code == code),
        _option(questionnaire, item, code),
    )


def _absence(code: str) -> str:
    return for_reader(LABELS.get(code, {"en": code}), get_language())


def _offer(questionnaire: Questionnaire, code: str) -> str:
    item = questionnaire.items.get(code)
    offered = item.question.absence if item and item.question.absence else ("do_not_know",)
    return _absence(offered[0])


def _limits(minimum: str, maximum: str) -> str:
    if minimum and maximum:
        return gettext("from %(minimum)s to %(maximum)s") % {"minimum": minimum, "maximum": maximum}
    if minimum:
        return gettext("at least %(minimum)s") % {"minimum": minimum}
    return gettext("at most %(maximum)s") % {"maximum": maximum}


def _first_place(parameters: Mapping[str, Any]) -> str:
    if "first_row" in parameters:
        return gettext("row %(row)s") % {"row": parameters["first_row"]}
    return gettext("column %(column)s") % {"column": parameters["first_column"]}
