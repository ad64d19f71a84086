"""A questionnaire as an XLSForm: sheets survey, choices and settings. PURE.

Sections become groups, sections that repeat become repeats, a grid a group of one question per row. What
XLSForm cannot say stands in our own column, so that the form read again is the same questionnaire.
"""

import io
from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter

from surveys.question_dicts import question_to_dict
from surveys.questionnaires import Questionnaire, Section
from surveys.questions import Item, Option, Question
from surveys.wording import LANGUAGES
from surveys.xlsform_cells import OWN_COLUMN, heading, own_words

TYPES: Final = {
    "whole_number": "integer",
    "number": "decimal",
    "amount": "decimal",
    "percentage": "decimal",
    "date": "date",
    "text": "text",
}
SAID_IN_SETTINGS: Final = ("survey", "year", "status", "title", "rules", "yes_no")
SAID_BY_COLUMNS: Final = frozenset({"code", "text", "help", "options", "rows", "required", "shown_if"})
Row = dict[str, str]


def write_xlsform(questionnaire: Questionnaire) -> bytes:
    """The form as an xlsx."""
    writer = _Writer(questionnaire)
    rows = [row for section in questionnaire.sections for row in writer.section(section)]
    content = questionnaire.to_dict()
    own = {key: content[key] for key in SAID_IN_SETTINGS if key in content}
    settings = {
        "form_title": questionnaire.title["en"],
        "form_id": questionnaire.survey,
        "version": questionnaire.version,
        "default_language": "English (en)",
        OWN_COLUMN: own_words(own),
    }
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        _write(book, "survey", ["type", "name"], rows)
        _write(book, "choices", ["list_name", "name"], writer.choices)
        _write(book, "settings", [], [settings])
    return target.getvalue()


class _Writer:
    """Collects the lists of choices while the rows of the survey are made."""

    def __init__(self, questionnaire: Questionnaire):
        self.questionnaire = questionnaire
        self.choices: list[Row] = []
        self.lists: set[str] = set()

    def section(self, section: Section) -> list[Row]:
        kind = "repeat" if section.most > 1 else "group"
        begin = {"type": f"begin_{kind}", "name": section.code, **_words("label", section.title)}
        if section.most > 1:
            begin["repeat_count"] = str(section.most)
        inner = [row for question in section.questions for row in self.question(question)]
        return [begin, *inner, {"type": f"end_{kind}"}]

    def question(self, question: Question) -> list[Row]:
        own = {key: value for key, value in question_to_dict(question).items() if key not in SAID_BY_COLUMNS}
        row: Row = {"name": question.code, **_words("label", question.text), **_words("hint", question.help)}
        if question.required:
            row["required"] = "yes"
        if question.shown_if:
            row["relevant"] = self.relevant(question.shown_if.question, question.shown_if.option)
        row[OWN_COLUMN] = own_words(own)
        if question.kind == "grid":
            return self.grid(question, row)
        if question.choices:
            many = "multiple" if question.kind == "many_of" else "one"
            options = question.options or question.choices
            row["type"] = f"select_{many} {self.list_of(question, options)}"
            if question.kind == "scale":
                row["appearance"] = "likert"
        else:
            row["type"] = TYPES[question.kind]
            row["constraint"] = _constraint(question)
        return [row, *[self.words(item) for item in question.items if item.specified]]

    def grid(self, question: Question, row: Row) -> list[Row]:
        name = self.list_of(question, question.options)
        lines = [
            {"type": f"select_one {name}", "name": line.code, **_words("label", line.text)}
            for line in question.rows
        ]
        begin = {**row, "type": "begin_group", "appearance": "table-list"}
        return [begin, *lines, {"type": "end_group"}]

    def words(self, item: Item) -> Row:
        """The question for the words beside an option; the reader makes it out of the option again."""
        name = item.code.replace(".", "_")
        return {
            "type": "text",
            "name": f"{name}_words" if name in self.questionnaire.questions else name,
            **_words("label", item.text),
            "relevant": self.relevant(item.question.code, item.specified.code),
            OWN_COLUMN: own_words({"words_beside": item.specified.code}),
        }

    def relevant(self, code: str, option: str) -> str:
        if self.questionnaire.questions[code].kind == "many_of":
            return f"selected(${{{code}}}, '{option}')"
        return f"${{{code}}} = '{option}'"

    def list_of(self, question: Question, options: tuple[Option, ...]) -> str:
        """The name of the list of these options, written on its first use."""
        name = "yes_no" if question.kind == "yes_no" else question.code
        if name not in self.lists:
            self.lists.add(name)
            for option in options:
                own: dict[str, Any] = {"aliases": list(option.aliases)} if option.aliases else {}
                own |= {"specify": "true"} if option.specify else {}
                row = {"list_name": name, "name": option.code, **_words("label", option.text)}
                self.choices.append({**row, OWN_COLUMN: own_words(own if question.options else {})})
        return name


def _constraint(question: Question) -> str:
    minimum, maximum = question.minimum, question.maximum
    if question.kind == "date":
        tests = [f". {sign} date('{day}')" for sign, day in ((">=", minimum), ("<=", maximum)) if day]
    elif question.kind == "text":
        tests = [f"string-length(.) <= {question.max_length}"]
    else:
        limits = ((">=", minimum), ("<=", maximum))
        tests = [f". {sign} {format(limit, 'f')}" for sign, limit in limits if limit is not None]
    return " and ".join(tests)


def _words(name: str, wording: Mapping[str, str]) -> Row:
    return {heading(name, language): wording[language] for language in LANGUAGES if language in wording}


def _write(book: Any, name: str, first: list[str], rows: list[Row]) -> None:
    """A sheet with a column for each key that a row has."""
    keys = dict.fromkeys(first) | dict.fromkeys(key for row in rows for key in row)
    columns = [key for key in keys if key != OWN_COLUMN] + [OWN_COLUMN]
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for column, key in enumerate(columns):
        sheet.set_column(column, column, 40 if "::" in key else 18)
        sheet.write_string(0, column, key, bold)
        for number, row in enumerate(rows, start=1):
            if row.get(key):
                sheet.write_string(number, column, row[key])
    sheet.freeze_panes(1, 0)
