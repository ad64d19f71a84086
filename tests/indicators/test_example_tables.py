"""The illustrative rounds as tables of counts: every shipped definition gives what it gives from the answers."""

import pytest

from indicators import engine
from indicators.vocabulary import MEASURES
from surveys.example_respondents import ROSTERS, YEARS
from surveys.questions import NUMBER_KINDS
from tests.indicators.engine.test_properties import canonical
from tests.indicators.tabulating import tabulated
from tests.indicators.test_example_values import DEFINITIONS, answers, roster
from tests.surveys.example_rounds import asked

YEAR = max(YEARS)


@pytest.mark.parametrize("survey", ROSTERS)
def test_values_from_the_table_and_from_the_answers_are_the_same(survey):
    given = answers(survey)
    people, given = roster(survey, given), given[given["occurrence"] == 1]
    people, given = people[people["year"] == YEAR], given[given["year"] == YEAR]
    items = asked()[survey, YEAR].items
    numbers = {code for code, item in items.items() if item.kind in NUMBER_KINDS}
    counts = tabulated(given, people, numbers)
    compared = 0
    for definition in DEFINITIONS:
        if definition.survey != survey or not MEASURES[definition.measure].computed:
            continue
        from_table = engine.compute_tabulated(definition, counts, people, set(given["item"]))
        from_answers = {str(value.breakdown): value for value in engine.compute(definition, given, people)}
        for value in from_table:
            if value.reason not in ("needs_single_answers", "totals_of_others"):
                assert canonical([value]) == canonical([from_answers[str(value.breakdown)]])
                compared += value.value is not None
    assert compared >= 5
