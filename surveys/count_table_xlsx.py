"""The blank table of counts of a round: answers down, groups across. PURE: the same arguments, the same bytes.

`surveys.formats.counts_cross` reads it back by its codes, so that it comes in with no question asked.
"""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from surveys.absences import BLANK, LABELS, NOT_SHOWN
from surveys.count_table_wording import PHRASES
from surveys.formats.counts_cross import MARK
from surveys.formats.template import HIDDEN_SHEET
from surveys.questionnaires import Question, Questionnaire
from surveys.questions import NUMBER_KINDS, Item, Wording
from surveys.template_cells import styles
from surveys.wording import RIGHT_TO_LEFT, for_reader, language_key

FIRST_GROUP: Final = 3
NAMES_ROW: Final = 3
COUNT: Final = {"validate": "decimal", "criteria": ">=", "value": 0}

Group = tuple[str, str, Wording]
"""Grouping, group, and the group's name."""
Line = tuple[str, str, str]
"""Code of the question, code of the answer, and what people read."""


def build_count_table(
    questionnaire: Questionnaire, groups: Sequence[Group], *, year: int, language: str
) -> bytes:
    """An xlsx with a row for each answer that can be counted and a column for everybody and for each group."""
    return _Table(questionnaire, language_key(language), year).build(groups)


class _Table:
    """One workbook while it is written; rows and columns count from 0."""

    def __init__(self, questionnaire: Questionnaire, language: str, year: int):
        self.questionnaire, self.language, self.year = questionnaire, language, year
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False})
        created = datetime.datetime(year + 1, 1, 1)  # noqa: DTZ001 - the file has no zone
        self.book.set_properties({"title": self.say(questionnaire.title), "created": created})
        self.format = {name: self.book.add_format(style) for name, style in styles(language).items()}

    def build(self, groups: Sequence[Group]) -> bytes:
        sheet = self.book.add_worksheet(self.phrase("sheet"))
        self.write_headings(sheet, groups)
        row, columns = NAMES_ROW + 2, FIRST_GROUP + 1 + len(groups)
        for question, answer, text in self.lines():
            is_heading = not answer and bool(question or text)
            style = self.format["section" if is_heading else "locked"]
            sheet.write_string(row, 0, question if not is_heading else "", self.format["code"])
            sheet.write_string(row, 1, answer, self.format["code"])
            sheet.write_string(row, 2, text, style)
            for column in range(FIRST_GROUP, columns):
                sheet.write_blank(row, column, None, self.format["section" if is_heading else "answer"])
            if not is_heading:
                sheet.data_validation(row, FIRST_GROUP, row, columns - 1, COUNT)
            row += 1
        self.finish(sheet, columns)
        self.write_hidden()
        self.book.close()
        return self.buffer.getvalue()

    def say(self, wording: Mapping[str, str]) -> str:
        """English in the place of a translation says so; the codes beside the words are what is read."""
        return str(for_reader(wording, self.language))

    def phrase(self, name: str, **parameters: Any) -> str:
        return self.say(PHRASES[name]).format(**parameters)

    def write_headings(self, sheet: Any, groups: Sequence[Group]) -> None:
        title = self.phrase("title", survey=self.say(self.questionnaire.title), year=self.year)
        sheet.write_string(0, 0, title, self.format["title"])
        sheet.write_string(1, 0, self.phrase("how"), self.format["plain"])
        names = [self.phrase(name) for name in ("question", "answer", "wording")]
        names += [self.phrase("all"), *(self.say(name) for _grouping, _group, name in groups)]
        codes = ["question", "option", "wording", "all", *(f"{one[0]}/{one[1]}" for one in groups)]
        for column, (name, code) in enumerate(zip(names, codes, strict=True)):
            sheet.write_string(NAMES_ROW, column, name, self.format["heading"])
            sheet.write_string(NAMES_ROW + 1, column, code, self.format["code"])

    def lines(self) -> Iterator[Line]:
        """Who was asked and who answered at all, then every question that can be counted, with its answers."""
        yield "", "invited", self.phrase("invited")
        yield "", "answered", self.phrase("answered")
        for question in self.questionnaire.questions.values():
            for code, text, items in _blocks(question):
                yield code, "", self.say(text)
                yield from self.answers(code, items)

    def answers(self, code: str, items: Sequence[Item]) -> Iterator[Line]:
        """The rows of one question: its answers, n, and the absences that it offers beside blank and not shown."""
        question = items[0].question
        if items[0].kind in NUMBER_KINDS:
            yield code, "sum", self.phrase("sum")
        elif items[0].option:
            yield from ((code, item.option.code, self.say(item.option.text)) for item in items)
        else:
            yield from ((code, option.code, self.say(option.text)) for option in items[0].choices)
        yield code, "n", self.phrase("base")
        if items[0].option:
            return
        for absence in question.absence:
            yield code, absence, self.say(LABELS[absence])
        yield code, BLANK, self.phrase("blank")
        if question.shown_if:
            yield code, NOT_SHOWN, self.phrase("not_shown")

    def write_hidden(self) -> None:
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        sheet.very_hidden()
        values = {
            MARK: self.phrase("sheet"),
            "survey": self.questionnaire.survey,
            "year": str(self.year),
            "template_version": self.questionnaire.version,
        }
        for row, (key, value) in enumerate(values.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)

    def finish(self, sheet: Any, columns: int) -> None:
        sheet.set_column(0, 1, 18)
        sheet.set_column(2, 2, 60)
        sheet.set_column(FIRST_GROUP, columns - 1, 14)
        sheet.freeze_panes(NAMES_ROW + 2, FIRST_GROUP)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_rows": True, "format_columns": True})
        if self.language in RIGHT_TO_LEFT:
            sheet.right_to_left()


def _blocks(question: Question) -> Iterator[tuple[str, Wording, Sequence[Item]]]:
    """What is counted together: a question, a question with many answers, or each row of a grid."""
    items = [item for item in question.items if not item.specified]
    if question.kind == "many_of":
        yield question.code, question.text, items
        return
    for item in items:
        if item.choices or item.kind in NUMBER_KINDS:
            yield item.code, item.text, [item]
