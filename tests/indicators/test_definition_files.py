"""File, row, file: nothing is lost."""

from pathlib import Path

import pytest

from indicators.definition_files import definition_as_yaml
from indicators.definitions import IndicatorDefinition, definition_from_yaml
from tests.indicators.small import MEASURE_KEYS, define

FILES = sorted((Path(__file__).parents[2] / "fixtures" / "indicators").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shipped_definition_comes_back_from_its_row_as_the_same_file(file):
    declared = definition_from_yaml(file.read_text(), file=file.name)
    as_row = IndicatorDefinition.from_dict(declared.to_dict())
    written = definition_as_yaml(as_row)
    again = definition_from_yaml(written, file=file.name)
    assert again == declared
    assert again.content_hash() == declared.content_hash()
    assert definition_as_yaml(again) == written


@pytest.mark.parametrize("measure", MEASURE_KEYS)
def test_words_that_yaml_would_take_for_something_else_stay_text(measure):
    declared = define(measure, title={"en": "no", "zh": "1.10"}, scope={"en": "Two\nlines: # no comment"})
    assert definition_from_yaml(definition_as_yaml(declared), file="x") == declared
