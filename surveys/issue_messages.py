"""Words for what was found in a file: what is wrong, and what to do, in the language of the page.

The codes and their parameters are documented in `surveys.checking` (cells and rules), `surveys.archives`
(files that cannot be read), `surveys.formats` (layouts) and `surveys.actions.reading` (the reading process).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_noop as _

from surveys.absences import LABELS
from surveys.count_messages import COUNT_ISSUES, Words
from surveys.formats.template import HIDDEN_SHEET
from surveys.questionnaires import Questionnaire
from surveys.wording import for_reader

LOOK_AT_CELL: Final = _("Look at the cell and correct it, then send the file again.")
DOWNLOAD_TEMPLATE: Final = _("Download the template of this round, copy your answers into it and send it.")
SAVE_AS_XLSX: Final = _(
    "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and send that."
)

ISSUES: Final[Mapping[str, Words]] = {
    "missing_sheet": Words(_("The sheet “%(sheet)s” is missing. Found: %(found)s."), DOWNLOAD_TEMPLATE),
    "wrong_survey": Words(
        _("This is the workbook of another survey (%(found)s); asked for is %(expected)s."), DOWNLOAD_TEMPLATE
    ),
    "wrong_round": Words(
        _("This is the workbook of the data year %(found)s; asked for is %(expected)s."), DOWNLOAD_TEMPLATE
    ),
    "wrong_template_version": Words(
        _("This is version %(found)s of the template; the round uses version %(expected)s."),
        DOWNLOAD_TEMPLATE,
    ),
    "unknown_question": Words(
        _("“%(value)s” is no question of this questionnaire."),
        _("Restore the code of the question, or leave the row or column out. Nothing was read from it."),
    ),
    "question_missing": Words(
        _("There is no place for the question “%(item)s”."),
        _("Put its row or column back in, even where the answer stays empty."),
    ),
    "duplicate_question": Words(
        _("The question “%(item)s” is there twice; the first one is at %(first_place)s."),
        _("Keep one of the two, so that it is clear which answer counts."),
    ),
    "answer_without_question": Words(
        _("There is text beside the questions: “%(value)s”. It was not read."),
        _(
            "If it is an answer, move it to the row of its question; if it is a note, nothing needs to be done."
        ),
    ),
    "total_row_left_out": Words(
        _("This row looks like a total and was left out."),
        _("Nothing, if it is a total. If it is a respondent, write the code into the respondent column."),
    ),
    "row_left_out": Words(
        _("This row names no respondent and holds no answer: it was taken for a note and left out."),
        _("Nothing, if it is a note. If it is a respondent, write the code into the respondent column."),
    ),
    "respondent_missing": Words(
        _("The file does not say who answers."),
        _("Write the code of the respondent into its cell; the template of this round has it filled in."),
    ),
    "unknown_respondent": Words(
        _("“%(value)s” is not on the roster of this round.%(near)s"),
        _("Write the code as the roster has it."),
    ),
    "unexpected_respondent": Words(
        _("The file holds answers of %(respondent)s, but is sent for %(expected)s."),
        _("Send the workbook of the right respondent."),
    ),
    "duplicate_respondent": Words(
        _("%(respondent)s is there twice; first at %(first_cell)s."),
        _("Keep one of the two, so that it is clear which answers count."),
    ),
    "empty_response": Words(
        _("Nothing is filled in."), _("Fill in the answers and send the file again, or leave the row out.")
    ),
    "option_not_in_list": Words(
        _("“%(value)s” is not one of the answers offered.%(near)s"), _("Choose one of: %(options)s.")
    ),
    "option_closed": Words(
        _("“%(value)s” is not offered any more; answers that were sent before stay as they are."),
        _("Choose one of: %(options)s."),
    ),
    "absence_not_offered": Words(
        _("This question does not offer “%(absence)s”. It is kept as you wrote it."),
        _("Give an answer if you can. Offered are: %(offered)s."),
    ),
    "formula_error": Words(
        _("The formula in this cell gives the error %(value)s."), _("Correct the formula, or type the value.")
    ),
    "not_a_number": Words(_("“%(value)s” is not a number."), _("Write figures only, for example 12.")),
    "ambiguous_number": Words(
        _("“%(value)s” can be read as %(first_reading)s or as %(second_reading)s."),
        _("Write it without a separator of thousands."),
    ),
    "qualified_number": Words(
        _("“%(value)s” is not an exact number."),
        _("Write the number alone, for example %(number)s, and the explanation into the remarks."),
    ),
    "number_range": Words(
        _("“%(value)s” is a range, not one number."), _("Write one number: the best that you can give.")
    ),
    "negative_number": Words(_("%(value)s is less than zero."), _("Write zero or more.")),
    "fraction_in_whole_number": Words(
        _("%(value)s is not a whole number."),
        _("This question counts something: write a number without decimals."),
    ),
    "out_of_range": Words(_("%(value)s is outside of what is possible: %(limits)s."), LOOK_AT_CELL),
    "percentage_as_fraction": Words(
        _("%(value)s may be a fraction: %(percentage)s per cent was probably meant."),
        _(
            "Write the percentage as a number from 0 to 100. If it is right as it is, explain it before you submit."
        ),
    ),
    "not_a_date": Words(
        _("“%(value)s” is not a date."), _("Write year, month and day with hyphens, for example 2022-03-31.")
    ),
    "text_too_long": Words(
        _("The text has %(length)s characters; there is room for %(limit)s."), _("Shorten the text.")
    ),
    "required_missing": Words(
        _("This question needs an answer."),
        _("Answer it, or choose one of the words offered, such as “%(offer)s”."),
    ),
    "part_exceeds_whole": Words(
        _("%(value)s is more than the whole of which it is a part: %(whole_cell)s says %(whole_value)s."),
        _("Check both numbers."),
    ),
    "other_currency": Words(
        _("“%(value)s” names another currency (%(found)s); asked for is %(expected)s."),
        _("Convert the amount, and write the number alone."),
    ),
    "whole_missing": Words(
        _("This is a part of “%(whole_item)s”, which was left empty (%(whole_cell)s)."),
        _("Fill in the whole as well, so that the share can be computed."),
    ),
    "total_differs_from_parts": Words(
        _("%(value)s is not the sum of its parts: %(part_cells)s add up to %(sum)s."),
        _("Check the total and its parts."),
    ),
    "contradictory_answers": Words(
        _(
            "“%(value)s” contradicts another answer: “%(condition_item)s” (%(condition_cell)s) is answered “%(condition_option)s”."
        ),
        _("Check both answers. What would agree here: %(options)s."),
    ),
    "too_many_chosen": Words(
        _("%(chosen)s answers are chosen; at most %(limit)s are asked for."),
        _("Keep the most important ones, and choose “no” for the others."),
    ),
    "specify_missing": Words(
        _("An answer was chosen that asks for words, and there are none."),
        _("Write in a few words what is meant."),
    ),
    "jump_from_last_round": Words(
        _("%(value)s is far from the answer for %(year)s, which was %(before)s."),
        _("Check the number. If it is right as it is, explain it before you submit."),
    ),
    "outlier_in_group": Words(
        _("%(value)s is far %(side)s what %(others)s others of the same group answered."),
        _("Check the number and its unit. If it is right as it is, explain it before you submit."),
    ),
    "column_not_placed": Words(
        _("It is not clear to which question the column “%(value)s” belongs. Nothing was read from it."),
        _("Say where it belongs on the page for columns and answers, or leave it as it is."),
    ),
    "choice_not_placed": Words(
        _("“%(value)s” is not one of the options of this question.%(near)s"),
        _("Say what it means on the page for columns and answers."),
    ),
    "respondents_not_named": Words(
        _("No column says who answers."),
        _("Choose the column of the respondents on the page for columns and answers."),
    ),
    "unfinished_response": Words(
        _("This response was not finished and does not count."),
        _("Nothing, unless it should count: then finish it in the survey tool and export again."),
    ),
    "test_response": Words(
        _("This is a test of the survey and does not count."), _("Nothing needs to be done.")
    ),
    "rejected_response": Words(
        _("This response is marked as not approved and does not count."), _("Nothing needs to be done.")
    ),
    "duplicate_response": Words(
        _(
            "The same respondent answered again in row %(counted_row)s. The latest finished response counts, this one does not."
        ),
        _("Nothing, if the later answers are right."),
    ),
    "other_year_left_out": Words(
        _("Rows of the year %(year)s were left out: this round asks about another year."),
        _("Nothing needs to be done."),
    ),
    **COUNT_ISSUES,
    "answer_not_shown": Words(
        _(
            "This is asked only where “%(condition_item)s” (%(condition_cell)s) is answered “%(condition_option)s”."
        ),
        _("Check the answer there. The answer here is kept."),
    ),
}

REFUSALS: Final[Mapping[str, Words]] = {
    "empty_file": Words(_("The file is empty."), _("Save the workbook and send it again.")),
    "not_a_spreadsheet": Words(
        _("This is not a spreadsheet that can be read (found: %(found)s)."), SAVE_AS_XLSX
    ),
    "encrypted": Words(
        _("The file is protected by a password."), _("Remove the password, save the file and send it again.")
    ),
    "too_large": Words(
        _("The file is too large: %(size)s, where %(limit)s %(what)s are the limit."),
        _("Send the workbook without pictures, attachments and sheets that are not part of the survey."),
    ),
    "suspicious_archive": Words(
        _("The file is built in a way that spreadsheet programs do not use, or is damaged."), SAVE_AS_XLSX
    ),
    "sheet_too_wide": Words(
        _(
            "The sheet “%(sheet)s” reaches over %(rows)s rows and %(columns)s columns with only %(cells)s cells filled."
        ),
        _("Delete what stands far outside of the table, save the file and send it again."),
    ),
    "unknown_encoding": Words(_("It is not clear in which encoding the text was saved."), SAVE_AS_XLSX),
    "broken_table": Words(_("The table breaks off or is damaged at line %(row)s."), SAVE_AS_XLSX),
    "definition_not_answers": Words(
        _("This is an XLSForm: it defines the questions of a survey and holds no answers."),
        _("Send the export of the answers. A definition is loaded by an administrator."),
    ),
    "layout_not_recognised": Words(
        _("The file is neither the template of this round nor an export that is known here.%(read)s"),
        _(
            "Send the template of this round with your answers, the export of %(tools)s as it comes, or a table with headings such as %(headings)s and a row for each respondent."
        ),
    ),
    "counts_of_many": Words(
        _("This is a table of counts over many respondents, and it was sent for one."),
        _(
            "Fill in the template of this round. A table of counts is sent by an analyst, from the page of the round."
        ),
    ),
    "reader_died": Words(_("The file could not be read: reading it broke off."), SAVE_AS_XLSX),
    "out_of_memory": Words(
        _("Reading the file needs more memory than a survey's workbook should."),
        _("Delete sheets, formats and pictures that are not part of the survey and send the file again."),
    ),
    "took_too_long": Words(
        _("Reading the file took longer than %(seconds)s seconds and was stopped."),
        _("Delete sheets that are not part of the survey and send the file again."),
    ),
}

OPTION_CODES: Final = frozenset({"option_not_in_list", "choice_not_placed"})

IN_TEMPLATE: Final[Mapping[str, str]] = {
    "respondent_missing": DOWNLOAD_TEMPLATE,
    "unknown_respondent": _(
        "The template of this round has the respondent filled in, on a hidden sheet: download it again here, copy your answers into it and send it."
    ),
}
"""What to do instead where the place is on the hidden sheet of our template, which nobody is asked to write on."""

NOTICES: Final[Mapping[str, str]] = {
    "type_left_out": _("This type of question cannot be asked here"),
    "expression_left_out": _("A calculation was left out"),
    "condition_left_out": _("The condition was left out: the question is always asked"),
    "constraint_left_out": _("The constraint was left out, or a part of it"),
    "filter_left_out": _("The filter was left out: all options are offered"),
    "list_too_short": _("The question was left out: its list has fewer than two options"),
    "renamed": _("The name became a code, and stays as another name of the question"),
}
"""What of an XLSForm is not in its questionnaire, by the codes of `surveys.xlsform_reading`."""

HEADINGS_TOLD: Final = 12
RESPONDENT_HEADING: Final = "respondent code"
TOOLS: Final = ("Qualtrics", "SurveyMonkey", "LimeSurvey", "KoboToolbox", "Microsoft Forms")
"""The survey tools of `surveys.formats`, by their names."""

UNKNOWN: Final = Words(_("Something is wrong here (%(code)s)."), LOOK_AT_CELL)
FOUND: Final = {
    "damaged": _("a damaged file"),
    "binary": _("data that is not text"),
    "html": _("a web page"),
    "zip": _("a zip archive"),
}


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
        told["offered"] = _list(offered, gettext("%(first)s or %(last)s")) or gettext("none")
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
