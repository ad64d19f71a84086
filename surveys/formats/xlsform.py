"""An XLSForm is the definition of a survey: it is known, and said not to hold answers. PURE."""

from typing import Final

from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Unreadable, Workbook

NAME: Final = "xlsform"


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The sheets by which the layout is known."""
    return ["survey", "choices", "settings"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether there is a sheet "survey" with the columns type and name or label."""
    sheet = workbook.sheet("survey")
    for cells in sheet.rows[:10] if sheet else []:
        names = {cell.strip().casefold().split("::")[0].split(":")[0] for cell in cells}
        if {"type", "command"} & names and {"name", "label", "value"} & names:
            return True
    return False


def parse(workbook: Workbook, questionnaire: Questionnaire, **_: object) -> None:
    """Raises Unreadable("definition_not_answers", found): the file defines questions and holds no answers."""
    raise Unreadable("definition_not_answers", found="XLSForm")
