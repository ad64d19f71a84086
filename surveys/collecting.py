"""The answers of an export, once it is known where its columns belong. PURE.

What does not count is left out by a stated rule, and each response that is left out is a note: unfinished ones,
tests of those who built the survey, rejected ones, and of several by one respondent all but the latest.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from surveys import mappings
from surveys.absences import BLANK, NOT_SHOWN, fold, is_blank
from surveys.exports import ANSWER, BOOKS, Column, Export, Record, is_total
from surveys.mappings import LEFT_OUT, RESPONDENT
from surveys.parsed import ERROR, LONGEST_VALUE, NOTE, WARNING, Issue, Parsed, RawAnswer, Response
from surveys.placing import NEAREST, Placing, nearest_answer, place
from surveys.questionnaires import Questionnaire
from surveys.questions import YES_NO, Question
from surveys.respondent_names import RespondentNames
from surveys.spreadsheets import MeantCell

UNTICKED: Final = frozenset(
    {
        fold(word)
        for option in YES_NO
        if option.code == "no"
        for word in (*option.text.values(), *option.aliases)
    }
    | {"0.0", "unchecked", "not selected"}
)


def collect(
    export: Export,
    questionnaire: Questionnaire,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """The responses of an export that count, with their answers, and what could not be placed.

    Issues: column_not_placed, question_missing, choice_not_placed, respondents_not_named, and the notes on
    responses that do not count.
    """
    placing = place(export, questionnaire, mapping, roster)
    return collect_placed(export, placing, questionnaire, mapping, roster)


def collect_placed(
    export: Export,
    placing: Placing,
    questionnaire: Questionnaire,
    mapping: mappings.Mapping | None,
    roster: Mapping[str, Sequence[str]] | None,
) -> Parsed:
    """The same where the columns are placed already."""
    targets = placing.targets()
    respondent = targets.pop(RESPONDENT, None)
    plan = _Plan(export, questionnaire, targets, mapping)
    parsed = Parsed(export.layout, covered=plan.covered, readings=plan.readings)
    parsed.names_respondents = respondent is not None
    parsed.placing = told(export, placing)
    parsed.issues.extend(_unplaced(export, placing, questionnaire, plan.covered))
    counted = _counted(export, respondent, RespondentNames(roster or {}), parsed.issues)
    if respondent is None and len(counted) > 1:
        parsed.issues.append(Issue("respondents_not_named", ERROR, export.sheet, export.heading_row))
        return parsed
    for record in counted:
        who = record.cell(respondent.number).strip() if respondent else ""
        column = respondent.number if respondent else None
        answers = plan.answers(record, parsed.issues)
        parsed.responses.append(
            Response(who, export.sheet, record.row if respondent else None, column, answers)
        )
    return parsed


def told(export: Export, placing: Placing) -> dict[str, Any]:
    """How the columns were placed, fit for JSON; nothing of any answer or contact is in it."""
    return {
        "layout": export.layout,
        "fingerprint": placing.fingerprint,
        "contacts": export.contacts,
        "columns": [
            {
                "key": each.column.key,
                "sheet": each.column.sheet,
                "row": export.heading_row,
                "column": each.column.number,
                "heading": each.column.heading[:LONGEST_VALUE],
                "asked": each.column.role == ANSWER,
                "target": each.target,
                "by": each.by,
                "score": each.score,
            }
            for each in placing.placements
            if each.column.role in {ANSWER, BOOKS} or each.placed
        ],
    }


def readings(questionnaire: Questionnaire, mapping: mappings.Mapping | None) -> dict[str, dict[str, str]]:
    """What somebody decided texts to mean, by item: an option or an absence; what was left out is blank."""
    return {
        code: {text: BLANK if meaning == LEFT_OUT else meaning for text, meaning in texts.items()}
        for code, texts in (mapping.answers if mapping else {}).items()
        if code in questionnaire.items
    }


def _unplaced(
    export: Export, placing: Placing, questionnaire: Questionnaire, covered: frozenset[str]
) -> list[Issue]:
    """A warning for each column that belongs nowhere yet, and for each item without a column."""
    issues = []
    for each in placing.placements:
        if each.placed or each.column.role != ANSWER:
            continue
        parameters = {"target": each.target if each.by == NEAREST else "", "score": each.score}
        place_ = (each.column.sheet, export.heading_row, each.column.number)
        value = each.column.heading[:LONGEST_VALUE]
        issues.append(Issue("column_not_placed", WARNING, *place_, value, parameters))
    missing = [code for code, item in questionnaire.items.items() if code not in covered and not item.closed]
    issues.extend(
        Issue("question_missing", WARNING, export.sheet, export.heading_row, None, item=item)
        for item in missing
    )
    return issues


def _counted(
    export: Export, respondent: Column | None, names: RespondentNames, issues: list[Issue]
) -> list[Record]:
    """The responses that count; the notes on the others are added to the issues."""
    column = respondent.number if respondent else None
    finished, latest = [], {}
    for record in export.records:
        if record.left_out:
            issues.append(Issue(record.left_out, NOTE, export.sheet, record.row))
            continue
        if column and is_total(record.cells, column):
            value = record.cell(column).strip()
            issues.append(Issue("total_row_left_out", NOTE, export.sheet, record.row, column, value))
            continue
        finished.append(record)
        if column:
            who = _who(record, column, names)
            if who and (who not in latest or record.completed >= latest[who].completed):
                latest[who] = record
    if not column:
        return finished
    counted = []
    for record in finished:
        winner = latest.get(_who(record, column, names), record)
        if winner is record:
            counted.append(record)
            continue
        rule = "latest_completed" if record.completed < winner.completed else "last_in_file"
        parameters = {"counted_row": winner.row, "rule": rule}
        issues.append(Issue("duplicate_response", NOTE, export.sheet, record.row, column, "", parameters))
    return counted


def _who(record: Record, column: int, names: RespondentNames) -> str:
    said = record.cell(column).strip()
    return names.code_of(said) or fold(said)


class _Plan:
    """Which cells of a row are read for which items, worked out once for all rows."""

    def __init__(
        self,
        export: Export,
        questionnaire: Questionnaire,
        targets: Mapping[str, Column],
        mapping: mappings.Mapping | None,
    ):
        self.export, self.questionnaire = export, questionnaire
        decided = mapping.answers if mapping else {}
        self.readings = readings(questionnaire, mapping)
        self.lists: dict[str, _ListReader] = {}
        self.columns: dict[str, list[tuple[Column, str]]] = defaultdict(list)
        ticked = {questionnaire.items[code].question.code for code in targets if code in questionnaire.items}
        for target, column in targets.items():
            if target in questionnaire.items:
                self.columns[column.sheet].append((column, target))
            elif target in questionnaire.questions and target not in ticked:
                question = questionnaire.questions[target]
                self.lists[target] = _ListReader(question, column.delimiter or ";", decided.get(target, {}))
                self.columns[column.sheet].append((column, target))
        for columns in self.columns.values():
            columns.sort(key=lambda pair: pair[0].number)
        self.ticks = {
            code for code in targets if code in questionnaire.items and questionnaire.items[code].option
        }
        self.covered = frozenset(
            item
            for code in [*ticked, *self.lists]
            for item in self._items(code)
            if item in targets or code in self.lists
        )

    def _items(self, question: str) -> list[str]:
        return [item.code for item in self.questionnaire.questions[question].items]

    def answers(self, record: Record, issues: list[Issue]) -> list[RawAnswer]:
        """The answers of a response and of its repeats."""
        answers = self._row(self.export.sheet, record.row, record.cells, 1, issues)
        for occurrence, sheet, row, cells in record.repeats:
            answers.extend(self._row(sheet, row, cells, occurrence, issues))
        return answers

    def _row(
        self, sheet: str, row: int, cells: list[str], occurrence: int, issues: list[Issue]
    ) -> list[RawAnswer]:
        answers: list[RawAnswer] = []
        width = len(cells)
        columns = self.columns.get(sheet, ())
        filled = self._filled(columns, cells)
        for column, target in columns:
            text = cells[column.number - 1] if column.number <= width else ""
            if target in self.lists:
                answers.extend(self._list(target, text, sheet, row, column.number, issues))
                continue
            text = self._tick(text, target, filled) if target in self.ticks else self._text(text)
            if occurrence > 1:
                text = _repeated(text, occurrence)
            answers.append(RawAnswer(target, text, sheet, row, column.number))
        return answers

    def _filled(self, columns: Sequence[tuple[Column, str]], cells: list[str]) -> set[str]:
        """The questions with many answers of which at least one option has something in its cell."""
        width = len(cells)
        return {
            target.split(".")[0]
            for column, target in columns
            if target in self.ticks and column.number <= width and not is_blank(cells[column.number - 1])
        }

    def _tick(self, text: str, target: str, filled: set[str]) -> str:
        """A cell of an option's column: whatever stands there is a tick, but for words that say no."""
        folded = fold(text)
        if folded in self.export.not_shown:
            return MeantCell(text, NOT_SHOWN, absence=True)
        if is_blank(text):
            if target.split(".")[0] in filled:
                return MeantCell(text, "no")
            return MeantCell(text, self.export.unticked, absence=True)
        return MeantCell(text, "no" if folded in UNTICKED else "yes")

    def _text(self, text: str) -> str:
        """A cell of a question's column, without the mask of its tool."""
        if self.export.not_shown and fold(text) in self.export.not_shown:
            return MeantCell(text, NOT_SHOWN, absence=True)
        if self.export.masked and text.startswith("'="):
            return MeantCell(text, text[1:])
        return text

    def _list(
        self, question: str, text: str, sheet: str, row: int, column: int, issues: list[Issue]
    ) -> list[RawAnswer]:
        """Every option of a question out of the one cell that lists those chosen."""
        reader = self.lists[question]
        chosen, unknown = reader.read(text)
        for piece in unknown:
            near, _ = nearest_answer(piece, reader.known)
            issues.append(
                Issue(
                    "choice_not_placed",
                    ERROR,
                    sheet,
                    row,
                    column,
                    piece[:LONGEST_VALUE],
                    {"near": near},
                    item=question,
                )
            )
        absent = is_blank(text) or not (chosen or unknown)
        return [
            RawAnswer(
                item.code,
                MeantCell(text, BLANK, absence=True)
                if absent
                else MeantCell(text, "yes" if item.option.code in chosen else "no"),
                sheet,
                row,
                column,
            )
            for item in reader.question.items
            if item.option and (item.option.code in chosen or not item.closed)
        ]


def _repeated(text: str, occurrence: int) -> MeantCell:
    if isinstance(text, MeantCell):
        return MeantCell(text, text.meaning, absence=text.absence, occurrence=occurrence)
    return MeantCell(text, text, occurrence=occurrence)


class _ListReader:
    """Cells that list the options chosen: "A;B;", "A,B" or "a b"."""

    def __init__(self, question: Question, delimiter: str, decided: Mapping[str, str]):
        self.question, self.delimiter = question, delimiter
        self.known = {
            fold(word): option.code
            for option in question.options
            for word in (*option.aliases, *option.text.values(), option.code)
        }
        self.known.update(decided)
        self.most = max(word.count(delimiter) for word in self.known) + 1

    def read(self, text: str) -> tuple[set[str], list[str]]:
        """The codes of the options chosen, and the pieces that are none of them.

        A wording may hold the delimiter itself: the longest run of pieces that is known goes first.
        """
        pieces = [piece for piece in re.split(re.escape(self.delimiter), text) if piece.strip()]
        chosen: set[str] = set()
        unknown: list[str] = []
        position = 0
        while position < len(pieces):
            for length in range(min(self.most, len(pieces) - position), 0, -1):
                words = fold(self.delimiter.join(pieces[position : position + length]))
                if words in self.known:
                    chosen.add(self.known[words])
                    position += length
                    break
            else:
                unknown.append(pieces[position].strip())
                position += 1
        return chosen - {LEFT_OUT}, unknown
