"""A wide table made by hand whose headings are not ours: one row per respondent, any wordings. PURE.

Known by a heading that names the respondent and at least one other that is or resembles a question. What only
resembles one waits for somebody's confirmation.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from surveys import mappings
from surveys.collecting import collect
from surveys.exports import Column, Export, clean, keyed, records_below, role_of
from surveys.headings import RESPONDENTS, squeeze
from surveys.mappings import RESPONDENT
from surveys.parsed import Parsed
from surveys.placing import place
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Workbook

NAME: Final = "other_table"
HEADINGS_WITHIN: Final = 10


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which such a table is known."""
    return ["entity", "country", "M49", "ISO3", "access code"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether a row names the respondent and something like a question."""
    return _export(workbook, questionnaire) is not None


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row; of several by one respondent the last counts."""
    return collect(_export(workbook, questionnaire), questionnaire, mapping, roster)


def _export(workbook: Workbook, questionnaire: Questionnaire) -> Export | None:
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], start=1):
            names = [squeeze(clean(cell)) for cell in cells]
            respondent = next((at for at, name in enumerate(names, start=1) if name in RESPONDENTS), None)
            if respondent is None:
                continue
            columns = [
                Column(sheet.name, number, "", text, role=role_of(NAME, text), delimiter=";")
                for number, cell in enumerate(cells, start=1)
                if (text := clean(cell))
            ]
            export = Export(NAME, sheet.name, row, keyed(columns), [], respondent=respondent)
            placements = place(export, questionnaire).placements
            if any(each.target not in {"", RESPONDENT} for each in placements):
                export.records = records_below(sheet, row)
                return export
    return None
