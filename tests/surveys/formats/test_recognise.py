import pytest

from surveys.formats import recognise, table, template
from surveys.spreadsheets import Unreadable
from tests.surveys.samples import filled, small, workbook


def test_the_first_layout_that_knows_the_workbook():
    assert recognise(filled({}), small()) is template
    assert recognise(workbook(["code", "documents"]), small()) is table


def test_what_nobody_knows_is_refused_with_what_was_looked_for_and_found():
    with pytest.raises(Unreadable) as refused:
        recognise(workbook(["Dear colleagues"], ["Country", "", "Colour"]), small())

    assert refused.value.code == "layout_not_recognised"
    assert refused.value.parameters["found"] == {"Data": ["Country", "Colour"]}
    assert refused.value.parameters["looked_for"]["template"] == ["sscdash", "Answers"]
    assert "documents" in refused.value.parameters["looked_for"]["table"]
