"""Words for files that cannot be read, and for what of an XLSForm is not in its questionnaire. PURE.

The codes are those of `surveys.archives`, `surveys.formats`, `surveys.actions.reading` and `surveys.xlsform_reading`. They are
marked for translation here, and translated where they are shown (`surveys.issue_messages`).
"""

from collections.abc import Mapping
from typing import Final

from surveys.count_messages import Words, gettext_noop

_ = gettext_noop

SAVE_AS_XLSX: Final = _(
    "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and send that."
)

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

NOTICES: Final[Mapping[str, str]] = {
    "type_left_out": _("This type of question cannot be asked here"),
    "expression_left_out": _("A calculation was left out"),
    "condition_left_out": _("The condition was left out: the question is always asked"),
    "constraint_left_out": _("The constraint was left out, or a part of it"),
    "filter_left_out": _("The filter was left out: all options are offered"),
    "list_too_short": _("The question was left out: its list has fewer than two options"),
    "renamed": _("The name became a code, and stays as another name of the question"),
    "warned": _("pyxform, with which other tools read forms, warns"),
}
"""What of an XLSForm is not in its questionnaire, by the codes of `surveys.xlsform_reading`."""

FOUND: Final = {
    "damaged": _("a damaged file"),
    "binary": _("data that is not text"),
    "html": _("a web page"),
    "zip": _("a zip archive"),
}
