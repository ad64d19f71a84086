"""Files with the answers of many respondents, as three tools and our own plain table lay them out. PURE.

The same arguments give the same bytes. What a tool cannot say is not said: a column of ticks knows no "do not know",
so that the question counts as one that was not asked.
"""

import csv
import datetime
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import xlsxwriter

from surveys.absences import LABELS
from surveys.questionnaires import Item, Questionnaire
from surveys.templates_xlsx import Value

Answers = Mapping[str, Value]
Row = tuple[str, Answers]
"""A respondent's code and its answers by item."""
TICKS: Final = frozenset({"yes", "no"})


def _words(item: Item, value: Value) -> str:
    """An answer as a tool writes it in English: the wording of an option or an absence, a number, a text."""
    if value in LABELS:
        return LABELS[value]["en"]
    named = {choice.code: choice.text["en"] for choice in item.choices}
    return named.get(str(value), str(value))


def _moment(year: int, number: int, mark: str = " ") -> str:
    """When the response of that number was completed, in the March after the data year."""
    return f"{year + 1}-03-{1 + number % 28:02}{mark}09:{number % 60:02}:00"


def _csv(rows: Sequence[Sequence[str]], **style: object) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **style).writerows(rows)
    return text.getvalue().encode()


def _xlsx(rows: Sequence[Sequence[Value]], year: int) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    created = datetime.datetime(year + 1, 1, 1)  # noqa: DTZ001 - the file has no zone
    book.set_properties({"created": created})
    sheet = book.add_worksheet("Answers")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def _table(questionnaire: Questionnaire, rows: Sequence[Row]) -> list[list[Value]]:
    items = questionnaire.items
    heads: list[Value] = ["respondent_code", *items]
    return [
        heads,
        *(
            [
                code,
                *(
                    said if isinstance(said := answers.get(item, ""), int) else _words(items[item], said)
                    for item in items
                ),
            ]
            for code, answers in rows
        ),
    ]


def table_csv(questionnaire: Questionnaire, rows: Sequence[Row], unfinished: Sequence[str] = ()) -> bytes:
    """Our plain table as text: a column per item, headed by its code."""
    return _csv([[str(cell) for cell in row] for row in _table(questionnaire, rows)])


def table_xlsx(questionnaire: Questionnaire, rows: Sequence[Row], unfinished: Sequence[str] = ()) -> bytes:
    """The same as a workbook."""
    return _xlsx(_table(questionnaire, rows), questionnaire.year)


def limesurvey_csv(
    questionnaire: Questionnaire, rows: Sequence[Row], unfinished: Sequence[str] = ()
) -> bytes:
    """LimeSurvey with full wordings and long answers; `unfinished` began and did not send."""
    items = [item for item in questionnaire.items.values() if not item.specified]
    heads = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Respondent code"]
    table = [[*heads, *(_lime_heading(item) for item in items)]]
    for number, (code, answers) in enumerate([*rows, *((code, {}) for code in unfinished)], start=1):
        sent = _moment(questionnaire.year, number) if number <= len(rows) else ""
        own = [str(number), sent, "5" if sent else "1", "en", str(1_000_000 + number), code]
        table.append([*own, *(_lime_cell(questionnaire, item, answers) for item in items)])
    return _csv(table, quoting=csv.QUOTE_ALL)


def _lime_heading(item: Item) -> str:
    return f"{item.question.text['en']} [{item.part.text['en']}]" if item.part else item.question.text["en"]


def _lime_cell(questionnaire: Questionnaire, item: Item, answers: Answers) -> str:
    value = answers.get(item.code, "")
    condition = questionnaire.shown_if(item)
    if condition and answers.get(condition[0]) != condition[1]:
        return "N/A"
    if item.option and value not in TICKS:
        return "N/A" if value else ""
    return _words(item, value)


def kobo_xlsx(questionnaire: Questionnaire, rows: Sequence[Row], unfinished: Sequence[str] = ()) -> bytes:
    """KoboToolbox with a column per option, 1 or 0; where all of them are blank the question was not asked."""
    items = [item for item in questionnaire.items.values() if not item.specified]
    own = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by"]
    heads: list[Value] = [
        "start",
        "end",
        "respondent",
        *(item.code.replace(".", "/") for item in items),
        *own,
        "__version__",
        "_tags",
        "_index",
    ]
    table = [heads]
    for number, (code, answers) in enumerate(rows, start=1):
        moment = _moment(questionnaire.year, number, "T")
        table.append(
            [moment, moment, code, *(_kobo_cell(item, answers) for item in items)]
            + [1000 + number, f"u-{number}", moment, "", "", "submitted_via_web", "", "v1", "", number]
        )
    return _xlsx(table, questionnaire.year)


def _kobo_cell(item: Item, answers: Answers) -> Value:
    value = answers.get(item.code, "")
    if item.option:
        return {"yes": 1, "no": 0}.get(str(value), "")
    return value if isinstance(value, int) else str(value)


def qualtrics_csv(questionnaire: Questionnaire, rows: Sequence[Row], unfinished: Sequence[str] = ()) -> bytes:
    """Qualtrics with its three rows of headings, for a questionnaire without lists to be ticked."""
    items = [item for item in questionnaire.items.values() if not item.specified]
    own = {
        "StartDate": "startDate",
        "EndDate": "endDate",
        "Status": "status",
        "Progress": "progress",
        "Finished": "finished",
        "ResponseId": "_recordId",
        "ExternalReference": "externalDataReference",
    }
    ids = [*own.values(), *(f"QID{number}" for number in range(1, len(items) + 1))]
    table = [
        [*own, *(item.code for item in items)],
        [*own, *(item.text["en"] for item in items)],
        [json.dumps({"ImportId": each}, separators=(",", ":")) for each in ids],
    ]
    everybody = [*rows, *((code, {}) for code in unfinished)]
    for number, (code, answers) in enumerate(everybody, start=1):
        moment, done = _moment(questionnaire.year, number), number <= len(rows)
        told = [moment, moment, "0", "100" if done else "20", str(int(done)), f"R_{number:04}", code]
        table.append([*told, *(_words(item, answers.get(item.code, "")) for item in items)])
    return _csv(table)


WRITERS: Final[Mapping[str, Callable[..., bytes]]] = {
    "table.csv": table_csv,
    "table.xlsx": table_xlsx,
    "limesurvey.csv": limesurvey_csv,
    "kobo.xlsx": kobo_xlsx,
    "qualtrics.csv": qualtrics_csv,
}
"""Layout and kind of file -> the function that writes one."""
