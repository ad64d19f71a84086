"""Small questionnaires and workbooks that tests read by eye."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from surveys.checking import Checked, check
from surveys.formats import recognise
from surveys.questionnaires import Questionnaire, questionnaire_from_file, questionnaire_from_yaml
from surveys.spreadsheets import Sheet, Workbook

FIXTURES = Path(__file__).parents[2] / "fixtures"

SMALL = """
survey: small
year: 2022
version: "2022.1"
status: {en: made for tests}
title: {en: A small survey, zh: 小型调查}
sections:
  - code: counts
    title: {en: Counts, zh: 数目}
    questions:
      - {code: documents, kind: whole_number, text: {en: Documents, zh: 文件}, unit: {en: documents, zh: 份}, absence: [not_applicable, do_not_know], required: true}
      - {code: with_sstc, kind: whole_number, part_of: documents, text: {en: With SSTC, zh: 载有南南合作}}
      - {code: budget, kind: yes_no, text: {en: Budget, zh: 预算}, absence: [refused]}
      - {code: amount, kind: amount, currency: USD, text: {en: How much, zh: 多少}, shown_if: {budget: yes}, absence: [do_not_know]}
      - {code: share, kind: percentage, text: {en: Share, zh: 比例}}
  - code: words
    title: {en: Words, zh: 文字}
    questions:
      - code: region
        kind: one_of
        text: {en: Region, zh: 区域}
        options:
          - {code: africa, text: {en: Africa, zh: 非洲}}
          - {code: asia, text: {en: Asia and the Pacific, zh: 亚洲及太平洋}, aliases: [APAC]}
      - code: themes
        kind: many_of
        text: {en: Themes, zh: 主题}
        options:
          - {code: health, text: {en: Health, zh: 卫生}}
          - {code: trade, text: {en: Trade, zh: 贸易}}
      - {code: since, kind: date, text: {en: Since when, zh: 起始日期}, minimum: 2000-01-01}
      - {code: remarks, kind: text, text: {en: Remarks, zh: 备注}, max_length: 20}
"""

ROSTER = {"E1": ["First Entity"], "E2": ["Second Entity"], "E3": ["Shared"], "E4": ["Shared"]}
SOUND = {"documents": "12", "with_sstc": "7", "budget": "yes", "amount": "1500", "remarks": "None"}


def small() -> Questionnaire:
    return questionnaire_from_yaml(SMALL, file="small.yaml")


def entity_questionnaire(year: int = 2022) -> Questionnaire:
    return questionnaire_from_file(FIXTURES / "surveys" / "unossc_entity" / f"{year}.yaml")


def workbook(*rows: Sequence[str], name: str = "Data", hidden: bool = False) -> Workbook:
    return Workbook("xlsx", [Sheet(name, [list(row) for row in rows], hidden)])


def filled(values: Mapping[str, str], *, respondent: str = "E1", **keys: str) -> Workbook:
    """The small questionnaire's template as it is read, with these answers by item."""
    hidden = {
        "survey": "small",
        "year": "2022",
        "respondent": respondent,
        "template_version": "2022.1",
    } | keys
    rows = [["", "Code", "", "Answer"]] + [["", code, "", values.get(code, "")] for code in small().items]
    return Workbook(
        "xlsx",
        [Sheet("Answers", rows), Sheet("sscdash", [[key, value] for key, value in hidden.items()], True)],
    )


def xlsx(*rows: Sequence[object], name: str = "Data") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def checked(book: Workbook, *, questionnaire: Questionnaire | None = None, **options: Any) -> Checked:
    """The workbook through layout and checks of the small questionnaire, or another one."""
    questionnaire = questionnaire or small()
    return check(recognise(book, questionnaire).parse(book, questionnaire), questionnaire, ROSTER, **options)


def issues(result: Checked) -> list[tuple]:
    """Code, severity, row, column and value of each issue, but for columns that a table does not have."""
    return [
        (issue.code, issue.severity, issue.row, issue.column, issue.value)
        for issue in result.issues
        if issue.code != "question_missing"
    ]
