"""The workbook that a respondent fills in. PURE: the same arguments give the same bytes.

Four sheets: a cover, the sheet of answers (one row per item; only the answer cells are unlocked), the lists
that cells offer, and the hidden sheet that says what the workbook is. `surveys.formats.template` reads it.
"""

import datetime
import io
from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter
from babel.dates import format_date

from surveys.absences import LABELS
from surveys.formats.template import ANSWER_COLUMN, ANSWERS_SHEET, CODE_COLUMN, HIDDEN_SHEET
from surveys.questionnaires import Item, Question, Questionnaire, occurrence_code
from surveys.template_cells import COVER_WIDTH, WIDTHS, number_test, row_height, styles
from surveys.template_wording import PHRASES
from surveys.wording import RIGHT_TO_LEFT, for_reader, in_language, language_key

LISTS_SHEET: Final = "lists"
COLUMNS: Final = tuple(WIDTHS)
HEADER_ROW: Final = 3
A4: Final = 9

Value = str | int | float


def build_template(
    questionnaire: Questionnaire,
    *,
    respondent_code: str,
    respondent_name: str,
    year: int,
    language: str,
    deadline: datetime.date | None,
    contact: str,
    previous: Mapping[str, Value] | None = None,
    answers: Mapping[str, Value] | None = None,
    illustrative: bool = False,
) -> bytes:
    """An xlsx for one respondent and round, in a language (a key such as "zh", or the code of a page).

    `previous` and `answers` map codes of items to a code of an option, a code of an absence, a number or a
    text: the first are shown beside the questions, the second are filled in. The date of creation inside the
    file is the first day after the data year.
    """
    return _Template(questionnaire, language_key(language), year).build(
        (respondent_code, respondent_name), deadline, contact, previous, answers or {}, illustrative
    )


class _Template:
    """One workbook while it is written. Rows and columns count from 0 here, as the writer's do."""

    def __init__(self, questionnaire: Questionnaire, language: str, year: int):
        self.questionnaire, self.language, self.year = questionnaire, language, year
        self.buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self.book = xlsxwriter.Workbook(self.buffer, options)
        created = datetime.datetime(year + 1, 1, 1)  # noqa: DTZ001 - the file has no zone
        self.book.set_properties({"title": self.say(questionnaire.title), "created": created})
        self.format = {name: self.book.add_format(style) for name, style in styles(language).items()}
        self.lists: dict[tuple[str, ...], str] = {}
        self.numbers = _question_numbers(questionnaire)

    def build(
        self,
        respondent: tuple[str, str],
        deadline: datetime.date | None,
        contact: str,
        previous: Mapping[str, Value] | None,
        answers: Mapping[str, Value],
        illustrative: bool,
    ) -> bytes:
        cover = self.book.add_worksheet(self.phrase("cover_sheet"))
        sheet = self.book.add_worksheet(ANSWERS_SHEET)
        self.list_sheet = self.book.add_worksheet(LISTS_SHEET)
        self.list_sheet.hide()
        self.write_cover(cover, respondent[1], deadline, contact, illustrative)
        self.write_answers(sheet, respondent[1], previous, answers)
        self.write_hidden(respondent[0])
        for page in (cover, sheet):
            self.set_up_page(page)
        self.book.close()
        return self.buffer.getvalue()

    def say(self, wording: Mapping[str, str]) -> str:
        return in_language(wording, self.language)

    def tell(self, wording: Mapping[str, str]) -> str:
        """What is only read: English in the place of a translation says so, as options, which are sent back, do not."""
        return str(for_reader(wording, self.language))

    def phrase(self, name: str, **parameters: Any) -> str:
        return self.say(PHRASES[name]).format(**parameters) if parameters else self.say(PHRASES[name])

    def write_cover(
        self, sheet: Any, name: str, deadline: datetime.date | None, contact: str, illustrative: bool
    ) -> None:
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, COVER_WIDTH)
        sheet.write_string(0, 0, self.tell(self.questionnaire.title), self.format["title"])
        due = format_date(deadline, "long", locale=self.language) if deadline else ""
        version = self.phrase(
            "version_and_status",
            version=self.questionnaire.version, status=self.tell(self.questionnaire.status),
        )  # fmt: skip
        facts = [("round", str(self.year)), ("respondent", name), ("deadline", due), ("contact", contact)]
        row = 2
        for phrase, text in [*facts, ("about", version)]:
            if text:
                sheet.write_string(row, 0, self.phrase(phrase), self.format["label"])
                self.write_line(sheet, row, text, "wrapped")
                row += 1
        if illustrative:
            self.write_line(sheet, row + 1, self.phrase("illustrative"), "notice")
            row += 2
        sheet.write_string(row + 1, 0, self.phrase("how"), self.format["label"])
        for step in range(1, 6):
            self.write_line(sheet, row + step, f"{step}. {self.phrase(f'how_{step}')}", "wrapped")

    def write_line(self, sheet: Any, row: int, text: str, style: str) -> None:
        """A line of the cover, in a row high enough for it."""
        sheet.write_string(row, 1, text, self.format[style])
        sheet.set_row(row, row_height({"cover": text}, bold=style == "notice"))

    def write_answers(
        self, sheet: Any, name: str, previous: Mapping[str, Value] | None, answers: Mapping[str, Value]
    ) -> None:
        columns = COLUMNS if previous is not None else COLUMNS[:-1]
        for column, heading in enumerate(columns):
            sheet.set_column(column, column, WIDTHS[heading])
            sheet.write_string(HEADER_ROW, column, self.phrase(heading), self.format["heading"])
        sheet.write_string(0, 0, self.tell(self.questionnaire.title), self.format["title"])
        sheet.write_string(1, 0, name, self.format["plain"])
        row = HEADER_ROW + 1
        for letter, section in enumerate(self.questionnaire.sections):
            for occurrence in range(1, section.most + 1):
                title = self.tell(section.title)
                if section.most > 1:
                    title = self.phrase("occurrence", title=title, number=occurrence, most=section.most)
                for column in range(len(columns)):
                    text = title if column == 2 else chr(65 + letter) if column == 0 else ""
                    sheet.write_string(row, column, text, self.format["section"])
                sheet.set_row(row, row_height({"question": title}, bold=True))
                row += 1
                for question in section.questions:
                    row = self.write_question(sheet, row, question, previous, answers, occurrence)
        sheet.freeze_panes(HEADER_ROW + 1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.print_area(0, 0, row - 1, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:G{row + 1}"})
        sheet.protect("", {"format_rows": True, "format_columns": True})

    def write_question(
        self,
        sheet: Any,
        row: int,
        question: Question,
        previous: Mapping[str, Value] | None,
        answers: Mapping[str, Value],
        occurrence: int,
    ) -> int:
        """Write the rows of a question; the next free row."""
        if question.items[0].part:
            self.write_heading(sheet, row, question)
            row += 1
        for item in question.items:
            code = occurrence_code(item.code, occurrence)
            number = "" if item.part else self.numbers[question.code]
            text = self.line_of(item)
            sheet.write_string(row, 0, number, self.format["locked"])
            sheet.write_string(row, CODE_COLUMN - 1, code, self.format["code"])
            sheet.write_string(row, 2, text, self.format["locked"])
            self.write_value(sheet, row, item, answers.get(code, ""))
            sheet.write_string(row, 4, "" if item.specified else self.unit(question), self.format["locked"])
            help_text = self.phrase("specify") if item.specified else ""
            help_text = help_text if item.part else self.how_to_answer(question)
            sheet.write_string(row, 5, help_text, self.format["help"])
            shown = self.shown(item, previous.get(code, "")) if previous is not None else None
            if shown is not None:
                sheet.write_string(row, 6, str(shown), self.format["locked"])
            texts = {"question": text, "help": help_text, "code": code, "previous": str(shown or "")}
            sheet.set_row(row, row_height(texts | {"answer": str(answers.get(code, ""))}))
            row += 1
        return row

    def write_heading(self, sheet: Any, row: int, question: Question) -> None:
        """The wording of a question whose parts are answered in the rows below."""
        sheet.write_string(row, 0, self.numbers[question.code], self.format["locked"])
        sheet.write_string(row, 2, self.tell(question.text), self.format["locked"])
        help_text = self.how_to_answer(question)
        sheet.write_string(row, 5, help_text, self.format["help"])
        sheet.set_row(row, row_height({"question": self.tell(question.text), "help": help_text}))

    def line_of(self, item: Item) -> str:
        """What stands beside the cell of an item."""
        if item.specified:
            return f"    {self.phrase('words_beside', option=self.tell(item.specified.text))}"
        return f"    {self.tell(item.part.text)}" if item.part else self.tell(item.question.text)

    def write_value(self, sheet: Any, row: int, item: Item, value: Value) -> None:
        column = ANSWER_COLUMN - 1
        shown = self.shown(item, value)
        style = self.format["date" if item.kind == "date" else "answer"]
        if shown == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(shown, str):
            sheet.write_string(row, column, shown, style)
        else:
            sheet.write_number(row, column, shown, style)
        sheet.data_validation(row, column, row, column, self.validation(item, f"D{row + 1}"))

    def shown(self, item: Item, value: Value) -> Value:
        """What stands in a cell for a value: the label of an option or an absence, else the value itself."""
        labels = {option.code: option.text for option in item.choices} | LABELS
        return self.say(labels[value]) if isinstance(value, str) and value in labels else value

    def validation(self, item: Item, cell: str) -> dict[str, Any]:
        """What the spreadsheet program lets through: never more than what checking accepts."""
        rule = {"error_title": "", "error_message": self.phrase("invalid"), "ignore_blank": True}
        if item.choices:
            wordings = [option.text for option in item.choices]
            wordings += [LABELS[absence] for absence in item.question.absence]
            return rule | {"validate": "list", "source": self.range_of(wordings)}
        if item.kind == "text":
            return rule | {"validate": "length", "criteria": "<=", "value": item.question.max_length}
        words = self.range_of([LABELS[absence] for absence in item.question.absence])
        in_words = f"COUNTIF({words[1:]},{cell})>0" if words else "FALSE"
        return rule | {
            "validate": "custom",
            "value": f"=IF(ISNUMBER({cell}),{number_test(item, cell)},{in_words})",
        }

    def range_of(self, wordings: list[Mapping[str, str]]) -> str:
        """The range of the hidden sheet that holds these labels, written there once; "" for none."""
        labels = tuple(self.say(wording) for wording in wordings)
        if not labels:
            return ""
        if labels not in self.lists:
            column = len(self.lists)
            self.list_sheet.write_column(0, column, labels)
            name = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            self.lists[labels] = f"={LISTS_SHEET}!{name}$1:{name}${len(labels)}"
        return self.lists[labels]

    def unit(self, question: Question) -> str:
        if question.kind == "percentage":
            return self.phrase("per_cent")
        return question.currency or self.tell(question.unit)

    def how_to_answer(self, question: Question) -> str:
        parts = [self.tell(question.help)] if question.help else []
        kind = "decimal" if question.kind == "number" else question.kind
        parts.append(self.phrase(kind, unit=question.currency, limit=question.max_length))
        if question.absence and not question.choices:
            words = " / ".join(self.say(LABELS[absence]) for absence in question.absence)
            parts.append(self.phrase("or_words", words=words))
        if question.shown_if:
            asked = self.questionnaire.questions[question.shown_if.question]
            options = {option.code: option.text for option in asked.options or asked.choices}
            option = self.say(options[question.shown_if.option])
            parts.append(self.phrase("only_if", number=self.numbers[asked.code], option=option))
        if question.at_most is not None:
            parts.append(self.phrase("at_most", limit=question.at_most))
        if question.required:
            parts.append(self.phrase("required"))
        return ("" if self.language == "zh" else " ").join(parts)

    def write_hidden(self, respondent: str) -> None:
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        sheet.very_hidden()
        values = {
            "survey": self.questionnaire.survey,
            "year": str(self.year),
            "respondent": respondent,
            "template_version": self.questionnaire.version,
            "answers_sheet": ANSWERS_SHEET,
            "language": self.language,
        }
        for row, (key, value) in enumerate(values.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)

    def set_up_page(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.say(self.questionnaire.title)}&R{self.phrase('page')}")
        sheet.hide_gridlines(2)
        if self.language in RIGHT_TO_LEFT:
            sheet.right_to_left()


def _question_numbers(questionnaire: Questionnaire) -> dict[str, str]:
    """The number of each question as it is printed: A1, A2, B1 …"""
    return {
        question.code: f"{chr(65 + letter)}{number}"
        for letter, section in enumerate(questionnaire.sections)
        for number, question in enumerate(section.questions, start=1)
    }
