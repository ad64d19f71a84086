"""What was asked, as a release froze it: the wording of questions, of their parts, and of the answers offered. PURE.

`versions` is what `freezing` keeps of a survey under `questions`: version of the questionnaire -> item -> names and
options. What several versions have is worded as in the newest.
"""

from collections.abc import Mapping

from indicators.definitions import IndicatorDefinition
from indicators.vocabulary import MEASURES


def question_name(versions: Mapping, code: str) -> Mapping | None:
    """The wording of a question; of a row of a grid or an option of many the part alone. None where no version has it."""
    items = _items(versions, code)
    return items[0].get("part") or items[0]["names"] if items else None


def option_name(versions: Mapping, question: str, option: str) -> Mapping | None:
    """The wording of an answer that a question offers; None where no version of the question offers it."""
    offered = (item["options"][option] for item in _items(versions, question) if option in item["options"])
    return next(offered, None)


def answer_name(versions: Mapping, definition: IndicatorDefinition, option: str) -> Mapping | None:
    """The wording of an option that an indicator counts or gives a value of; None where its questions know none."""
    if MEASURES[definition.measure].chooses:
        return question_name(versions, f"{definition.question}.{option}")
    named = (option_name(versions, question, option) for question in definition.questions)
    return next(filter(None, named), None)


def _items(versions: Mapping, code: str) -> list[Mapping]:
    return [items[code] for _version, items in sorted(versions.items(), reverse=True) if code in items]
