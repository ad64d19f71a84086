"""Small definitions and frames that one checks by eye."""

import pandas as pd

from indicators.definitions import IndicatorDefinition

ALL_LEAVE = dict.fromkeys(("blank", "not_shown", "not_applicable", "do_not_know", "refused"), "leaves")

MEASURE_KEYS = {
    "share": {"question": "focal_point", "counted": ["yes"], "out": ALL_LEAVE, "unit": "percent"},
    "count": {"question": "focal_point", "counted": ["yes"], "unit": "entities"},
    "total": {"question": "events", "unit": "count"},
    "ratio_of_totals": {"numerator": "part", "denominator": "whole", "out": ALL_LEAVE, "unit": "percent"},
    "mean": {"question": "events", "unit": "count"},
    "median": {"question": "events", "unit": "count"},
    "distribution": {
        "question": "focal_point",
        "options": ["yes", "no", "partly"],
        "out": ALL_LEAVE,
        "unit": "percent",
    },
    "chosen": {"question": "needs", "options": ["money", "staff"], "out": ALL_LEAVE, "unit": "percent"},
    "top_k": {
        "question": "needs",
        "options": ["money", "staff"],
        "most": "1",
        "out": ALL_LEAVE,
        "unit": "percent",
    },
    "entered": {"unit": "count"},
}


def declaration(measure, **changes):
    """A definition as `to_dict` would give it; a change of None leaves the key out."""
    content = {
        "code": "9.9",
        "version": "1",
        "nodes": ["strategy-2020-2024/1"],
        "title": {"en": "Title"},
        "short": {"en": "Short"},
        "definition": {"en": "Definition"},
        "measure": measure,
        "survey": "unossc_entity",
        "rounding": "half_up_0",
        "source": {"document": "A/78/290", "paragraph": "60"},
        "valid": {"from": "2021"},
        "author": "somebody",
        **({} if measure == "entered" else {"minimum_respondents": "1"}),
        **MEASURE_KEYS[measure],
        **changes,
    }
    return {key: value for key, value in content.items() if value is not None}


def define(measure, **changes):
    return IndicatorDefinition.from_dict(declaration(measure, **changes))


def answers(*rows, year=2022):
    """Rows of (respondent, item, value) and perhaps an occurrence, all of one year; see `answers_of_years`."""
    return answers_of_years([(year, *row) for row in rows])


def answers_of_years(rows):
    """Rows of (year, respondent, item, value) and perhaps an occurrence: an int or float is a number, "-blank"
    an absence, other text an option, None an answer of no sort. Ids count from 1 in the order given."""
    table = [_answer(number, *row) for number, row in enumerate(rows, start=1)]
    columns = ["year", "respondent", "item", "occurrence", "option", "number", "absence", "answer"]
    return pd.DataFrame(table, columns=columns).astype({"number": float})


def _answer(number, year, respondent, item, value, occurrence=1):
    is_number, is_text = isinstance(value, int | float), isinstance(value, str)
    absence = value[1:] if is_text and value.startswith("-") else None
    option = value if is_text and absence is None else None
    return (year, respondent, item, occurrence, option, value if is_number else None, absence, number)


def roster(answered, silent="", year=2022, **groupings):
    """One letter for each respondent who answered and each who did not; groupings map letter -> code."""
    table = [
        {"year": year, "respondent": who, "answered": who in answered}
        | {grouping: codes.get(who) for grouping, codes in groupings.items()}
        for who in answered + silent
    ]
    return pd.DataFrame(table, columns=["year", "respondent", "answered", *groupings])
