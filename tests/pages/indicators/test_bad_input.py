"""Rounds that make no number: an explained state on every page, never a zero, a NaN or a crash."""

import re

import pytest

from indicators import actions
from indicators.models import Value
from indicators.queries.computed import newest_values
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows

pytestmark = pytest.mark.django_db


@keeping
def world():
    made = rows.world()
    rows.defined(made, "1.4")
    rows.ratio(made)
    return made


def released(world, given: dict, *, invited: str = "AB") -> dict[str, Value]:
    """The whole of each indicator, after a round in which everybody answered the same, and its release."""
    round_ = rows.round_of(world, 2022, list(invited))
    if given:
        for code in invited:
            rows.answered(world, round_, code, **given)
    actions.compute_round(round=round_)
    actions.publish_release(name="First", by=world.sender)
    return {value.version.indicator.code: value for value in newest_values() if not value.breakdown}


@pytest.mark.parametrize(
    ("given", "reasons", "words"),
    [
        ({}, ("nobody_answered", "nobody_answered"), "None of the 2 invited answered."),
        (
            {"focal_point": "not_applicable", "cpd_total": "blank", "cpd_with_sstc": 1},
            ("no_usable_answer", "no_usable_answer"),
            "usable",
        ),
        (
            {"focal_point": "refused", "cpd_total": 0, "cpd_with_sstc": 0},
            ("no_usable_answer", "zero_denominator"),
            "0",
        ),
        (
            {"focal_point": "do_not_know", "cpd_total": 1, "cpd_with_sstc": 2},
            ("no_usable_answer", "part_exceeds_whole"),
            "more",
        ),
    ],
)
def test_no_number_is_explained_on_every_page(client, world, given, reasons, words):
    found = released(world, given)

    assert (found["1.4"].reason, found["BA.3"].reason) == reasons
    assert {value.value for value in found.values()} == {None}
    for address in ("/en/", "/en/indicators/BA.3/", "/en/indicators/BA.3/2022/", "/en/compare/?i=BA.3"):
        page = re.sub(r"<(script|style|svg).*?</\1>", "", shows(client.get(address)), flags=re.DOTALL)
        found_words = re.search(r".{80}\b(NaN|nan|Infinity)\b.{40}", page)
        assert not found_words, (address, found_words)
    shows(client.get("/en/indicators/BA.3/2022/"), words)


def test_an_empty_round_has_a_state_that_says_so(client, world):
    found = released(world, {}, invited="")

    assert {(value.state, value.reason, value.value) for value in found.values()} == {
        ("insufficient", "nobody_invited", None)
    }
    for address in ("/en/indicators/BA.3/", "/en/indicators/BA.3/2022/"):
        shows(client.get(address), "Nobody was invited to the survey of that year.")
    for address in ("/en/", "/en/outcomes/strategy-2020-2024/1/", "/en/compare/?i=BA.3", "/en/changes/"):
        shows(client.get(address))


def test_an_empty_round_that_nothing_was_computed_of_says_why_it_has_no_value(client, world):
    rows.round_of(world, 2022, [])
    shows(client.get("/en/indicators/BA.3/"), "Title of BA.3")
    why = "The indicator BA.3 has no value for 2022. Nobody was invited to its survey of that year."
    shows(client.get("/en/indicators/BA.3/2022/"), why, status=404)
    assert "Nobody was invited" not in shows(client.get("/en/indicators/BA.3/2021/"), status=404)


def test_of_two_versions_that_hold_in_one_year_the_higher_one_counts(world):
    rows.defined(world, "1.4", number=2, minimum_respondents="3", measure="share", question="focal_point",
                 counted=["yes"], out=rows.OUT, survey="unossc_entity", unit="percent")  # fmt: skip
    found = released(world, {"focal_point": "yes"})

    assert (found["1.4"].version.number, found["1.4"].reason) == (2, "insufficient")
