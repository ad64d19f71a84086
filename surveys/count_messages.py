"""Words for what was found in a table of counts; the codes are those of `surveys.count_checking`. PURE.

They are marked for translation by the function that the extractor knows, and translated where they are shown.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Words(NamedTuple):
    """What is wrong, and what to do next: a sentence or two each."""

    wrong: str
    to_do: str


def gettext_noop(text: str) -> str:
    """The text as it stands: the name is what the extractor of messages looks for."""
    return text


_ = gettext_noop

CHECK_NUMBERS: Final = _("Check both numbers.")

COUNT_ISSUES: Final[Mapping[str, Words]] = {
    "count_question_unknown": Words(
        _("“%(value)s” is no question of this questionnaire. The counts under it were not read.%(near)s"),
        _("Write the question as the questionnaire words it, or its code."),
    ),
    "count_option_unknown": Words(
        _("“%(value)s” is no answer to this question.%(near)s"),
        _("Write the answer as the questionnaire words it, or its code."),
    ),
    "count_group_unknown": Words(
        _("“%(value)s” is no group that is known here.%(near)s"),
        _("Write the group as the page of the round has it, or its kind and code, as in region/africa."),
    ),
    "count_not_possible": Words(
        _("This question is answered in words or with a date: its answers cannot be counted."),
        _("Leave it out of the table."),
    ),
    "count_without_base": Words(
        _("%(value)s stands here without n: of how many?"),
        _("Write how many answered the question, into the column or row n or as 53/57."),
    ),
    "count_exceeds_base": Words(_("k is more than n: %(count)s of %(base)s (%(base_cell)s)."), CHECK_NUMBERS),
    "percentage_without_count": Words(
        _("Only a percentage stands here (%(value)s), and a percentage is no count.%(near)s"),
        _("Write the count and n, for example 53/57."),
    ),
    "percentage_of_no_count": Words(
        _("Only a percentage stands here (%(value)s), and no count of %(base)s gives it."),
        _("Write the count, and check n."),
    ),
    "percentage_differs_from_count": Words(
        _("%(count)s of %(base)s is %(share)s per cent, and %(percentage)s is written."),
        _("Check the count, n and the percentage. The count is used, the percentage is not."),
    ),
    "count_twice": Words(
        _("The same count is there twice; first at %(first_cell)s."),
        _("Keep one of the two, so that it is clear which one counts."),
    ),
    "counts_exceed_base": Words(
        _("The answers to this question add up to %(sum)s, which is more than n = %(base)s."),
        _("Check the counts and n. If several answers could be given, the questionnaire has to say so."),
    ),
    "counts_below_base": Words(
        _("The answers to this question add up to %(sum)s, and n is %(base)s."),
        _("Check n. What is missing is taken as no answer, of an unknown kind."),
    ),
    "bases_differ": Words(
        _("n is %(base)s here and %(other_base)s at %(other_cell)s, for the same question and group."),
        _("Write the same n for all answers to the question."),
    ),
    "group_exceeds_whole": Words(
        _("The group has %(count)s, and all together have %(whole_value)s (%(whole_cell)s)."), CHECK_NUMBERS
    ),
    "groups_differ_from_whole": Words(
        _("The groups add up to %(sum)s (%(what)s), and all together are %(whole_value)s."),
        _(
            "Check the numbers of the groups and those of all. It is right where some respondents are in no group."
        ),
    ),
    "base_exceeds_answered": Words(
        _("n is %(base)s, and only %(answered)s answered the survey or were invited (%(answered_cell)s)."),
        CHECK_NUMBERS,
    ),
    "answered_exceeds_invited": Words(
        _("%(answered)s answered, and only %(invited)s were invited (%(invited_cell)s)."), CHECK_NUMBERS
    ),
}
