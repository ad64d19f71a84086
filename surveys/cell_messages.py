"""Words for what was found in the cells of a file; the codes are those of `surveys.checking`. PURE.

They are marked for translation here, and translated where they are shown (`surveys.issue_messages`).
"""

from collections.abc import Mapping
from typing import Final

from surveys.count_messages import COUNT_ISSUES, Words, gettext_noop

_ = gettext_noop

LOOK_AT_CELL: Final = _("Look at the cell and correct it, then send the file again.")
DOWNLOAD_TEMPLATE: Final = _("Download the template of this round, copy your answers into it and send it.")
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
        _("Give an answer if you can.%(offered)s"),
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

IN_TEMPLATE: Final[Mapping[str, str]] = {
    "respondent_missing": DOWNLOAD_TEMPLATE,
    "unknown_respondent": _(
        "The template of this round has the respondent filled in, on a hidden sheet: download it again here, copy your answers into it and send it."
    ),
}
"""What to do instead where the place is on the hidden sheet of our template, which nobody is asked to write on."""

UNKNOWN: Final = Words(_("Something is wrong here (%(code)s)."), LOOK_AT_CELL)
