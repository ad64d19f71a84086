"""One small file for each kind of bad input, to show what the reader says about it. PURE.

`fixtures/examples/problems/answers.yaml` says which code each file is expected to bring, and at which cell.
`python -m surveys.example_problems` writes the files, and not that key: it is written by hand.
"""

import datetime
import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from surveys.examples import CONTACT, SURVEY, read_questionnaires
from surveys.formats.template import HIDDEN_SHEET
from surveys.questionnaires import Questionnaire
from surveys.questions import Question
from surveys.templates_xlsx import Value, build_template

YEAR: Final = 2022
RESPONDENT: Final = "ENTITY-01"
SOUND: Final[Mapping[str, Value]] = {
    "cpd_total": 12,
    "cpd_with_sstc": 7,
    "results_reported": "yes",
    "focal_point": "yes",
    "dedicated_unit": "no",
    "dedicated_budget": "no",
    "regional_support": "yes",
    "events": 14,
}
TABLE: Final = (
    "Answers for the year 2022\n"
    "\n"
    "Respondent,cpd_total,cpd_with_sstc,results_reported,focal_point,dedicated_unit,dedicated_budget,"
    "regional_support,events\n"
)


def problem_files(questionnaire: Questionnaire) -> Iterator[tuple[str, bytes]]:
    """Each file with its name."""
    yield "no-spreadsheet.xlsx", b"%PDF-1.4\n% A report that somebody renamed to .xlsx\n%%EOF\n"
    yield "empty.xlsx", b""
    yield "wrong-template-version.xlsx", _filled(replace(questionnaire, version="2020.1"), {})
    yield "missing-sheet.xlsx", _without_answers(questionnaire)
    yield "unknown-question.xlsx", _filled(_with_another_question(questionnaire), {"ministries": 3})
    yield "option-outside-list.xlsx", _filled(questionnaire, {"focal_point": "Planned"})
    yield "text-for-a-number.xlsx", _filled(questionnaire, {"events": "many"})
    yield "negative-count.xlsx", _filled(questionnaire, {"events": -3})
    yield "part-exceeds-whole.xlsx", _filled(questionnaire, {"cpd_with_sstc": 15})
    yield "unknown-respondent.xlsx", _filled(questionnaire, {}, respondent="ENTITY-77")
    yield "ambiguous-number.csv", f'{TABLE}ENTITY-01,12,7,Yes,Yes,No,No,Yes,"1,448"\n'.encode()
    yield (
        "duplicate-respondent.csv",
        f"{TABLE}ENTITY-01,12,7,Yes,Yes,No,No,Yes,14\nentity-01,12,8,Yes,Yes,No,No,Yes,14\n".encode(),
    )


def _filled(
    questionnaire: Questionnaire, answers: Mapping[str, Value], respondent: str = RESPONDENT
) -> bytes:
    return build_template(
        questionnaire,
        respondent_code=respondent,
        respondent_name=respondent.replace("ENTITY-", "Entity "),
        year=YEAR,
        language="en",
        deadline=datetime.date(YEAR + 1, 4, 30),
        contact=CONTACT,
        answers=SOUND | dict(answers),
        illustrative=True,
    )


def _with_another_question(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with a question more at its end, as if somebody had added a row."""
    question = Question("ministries", "whole_number", {"en": "How many ministries did you work with?"})
    last = questionnaire.sections[-1]
    section = replace(last, questions=(*last.questions, question))
    return replace(questionnaire, sections=(*questionnaire.sections[:-1], section))


def _without_answers(questionnaire: Questionnaire) -> bytes:
    """A workbook whose sheet of answers was deleted."""
    buffer = io.BytesIO()
    book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime.datetime(YEAR + 1, 1, 1)})  # noqa: DTZ001 - the file has no zone
    book.add_worksheet("Start here").write_string(0, 0, questionnaire.title["en"])
    hidden = book.add_worksheet(HIDDEN_SHEET)
    hidden.very_hidden()
    values = (questionnaire.survey, str(questionnaire.year), RESPONDENT, questionnaire.version)
    for row, (key, value) in enumerate(
        zip(("survey", "year", "respondent", "template_version"), values, strict=True)
    ):
        hidden.write_row(row, 0, (key, value))
    book.close()
    return buffer.getvalue()


def write_problems(folder: Path) -> None:
    """Write the files below `fixtures/examples/problems/`."""
    target = folder / "examples" / "problems"
    target.mkdir(parents=True, exist_ok=True)
    for name, content in problem_files(read_questionnaires(folder)[SURVEY, YEAR]):
        (target / name).write_bytes(content)


if __name__ == "__main__":
    write_problems(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures"))
