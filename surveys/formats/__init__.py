"""The layouts in which answers arrive, one module each, asked in this order. PURE.

A layout has a `NAME`, says what it looks for (`LOOKED_FOR`), and offers `recognises(workbook, questionnaire)`
and `parse(workbook, questionnaire, mapping=None, roster=None) -> Parsed`: `mapping` is what somebody decided
about a layout of these headings before, `roster` maps codes of respondents to their other names. `parse` raises
nothing for a workbook that it recognises: what is wrong with it becomes an issue. Only `xlsform` does: it is
known for a definition, and refused.
"""

from types import ModuleType
from typing import Final

from surveys.contact_cells import masked
from surveys.formats import (
    counts_cross,
    counts_long,
    kobo,
    limesurvey,
    long_table,
    ms_forms,
    other_table,
    qualtrics,
    surveymonkey,
    table,
    template,
    xlsform,
)
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Unreadable, Workbook

LAYOUTS: Final[tuple[ModuleType, ...]] = (
    xlsform,
    counts_long,
    counts_cross,
    long_table,
    template,
    qualtrics,
    kobo,
    ms_forms,
    surveymonkey,
    limesurvey,
    table,
    other_table,
)
SHEETS_NAMED: Final = 8
HEADINGS_NAMED: Final = 12


def recognise(workbook: Workbook, questionnaire: Questionnaire) -> ModuleType:
    """The first layout that knows the workbook.

    Raises Unreadable("layout_not_recognised", looked_for, found): `looked_for` maps each layout's name to
    the words it looked for, `found` each visible sheet's name to the texts of its fullest row near the top, without addresses and
    telephone numbers.
    """
    for layout in LAYOUTS:
        if layout.recognises(workbook, questionnaire):
            return layout
    raise Unreadable(
        "layout_not_recognised",
        looked_for={layout.NAME: layout.looked_for(questionnaire) for layout in LAYOUTS},
        found={
            sheet.name: _fullest_row(sheet.rows)
            for sheet in workbook.sheets[:SHEETS_NAMED]
            if not sheet.hidden
        },
    )


def _fullest_row(rows: list[list[str]]) -> list[str]:
    texts = [[masked(cell.strip())[:60] for cell in row if cell.strip()] for row in rows[:20]]
    return max(texts, key=len, default=[])[:HEADINGS_NAMED]
