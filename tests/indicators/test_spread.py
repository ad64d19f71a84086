"""Figures of two directions: parts over the years, parts within groups, groups over the years; and the slope."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from indicators import actions
from indicators.figures import figures_of
from indicators.kinds import kinds_for
from indicators.models import PanelChange
from indicators.points import Asked
from indicators.queries import open_release, values_in
from indicators.queries.access import Reader
from indicators.slopes import slopes_of
from surveys.models import Item, Option, Round
from tests.indicators import rows
from tests.kept import keeping

OUT = dict.fromkeys(("blank", "not_shown", "not_applicable", "do_not_know", "refused"), "leaves")


@keeping
def world(db):
    """Two rounds of three respondents: yes, yes, no; then yes, no, no."""
    world = rows.world()
    rows.defined(world, "1.4")
    rows.defined(
        world, "7.1", measure="distribution", question="focal_point", options=["yes", "no"], out=OUT,
        survey="unossc_entity", by=["entity_type"], minimum_respondents="1", unit="percent",
    )  # fmt: skip
    for year, said in ((2021, ("yes", "yes", "no")), (2022, ("yes", "no", "no"))):
        round_ = rows.round_of(world, year, ["A", "B", "C"])
        for code, answer in zip("ABC", said, strict=True):
            rows.answered(world, round_, code, focal_point=answer, cpd_total=1, cpd_with_sstc=1)
        actions.compute_round(round=round_)
    actions.publish_release(name="First", by=world.sender)
    return world


def drawn(code: str, **asked):
    opened = open_release()
    made = figures_of(
        opened, code, values_in(opened, codes=[code]), [], Asked(**asked), lambda basis: f"/{basis}"
    )
    (figure,) = made.values()
    return figure


def test_parts_over_the_years_are_stacked(world):
    figure = drawn("7.1", by="option", year=2022)
    assert (figure.chart, figure.axis, figure.categories) == ("stacked", "period", ("2021", "2022"))
    assert [series.values for series in figure.series] == [(67.0, 33.0), (33.0, 67.0)]
    assert [series.name for series in figure.series] == ["yes", "no"]
    assert figure.common_n == "3 of 3 answered"


def test_parts_within_groups_are_stacked_in_a_year(world):
    figure = drawn("7.1", by="entity_type", year=2022)
    assert (figure.chart, figure.axis, figure.period) == ("stacked", "group", "2022")
    assert figure.categories == ("The funds", "The agencys")  # A and C, and B
    assert [series.values for series in figure.series] == [(50.0, 0.0), (50.0, 100.0)]


def test_groups_with_bounds_are_dots_and_may_be_bars(world):
    assert drawn("1.4", by="entity_type", year=2022).chart == "dots"
    assert drawn("1.4", by="entity_type", year=2022, kind="bar").chart == "bar"
    assert drawn("1.4", by="entity_type", year=2022, kind="map").chart == "dots"


def test_a_share_is_split_into_those_who_count_and_all_others(world):
    figure = drawn("1.4", kind="split")
    assert (figure.chart, figure.axis, figure.categories) == ("stacked", "period", ("2021", "2022"))
    assert [(series.name, series.values) for series in figure.series] == [
        ("yes", (67.0, 33.0)),
        ("no", (33.0, 67.0)),
    ]
    by_type = drawn("1.4", by="entity_type", year=2022, kind="split")
    assert [series.values for series in by_type.series] == [(50.0, 0.0), (50.0, 100.0)]
    assert by_type.series[0].links == by_type.series[1].links


def test_each_answer_of_many_is_split_by_itself(world):
    several(world)
    figure = drawn("7.5", by="option", year=2023, kind="split")
    assert [series.name for series in figure.series] == ["yes", "no"]
    for parts in zip(*(series.values for series in figure.series), strict=True):
        assert sum(parts) == 100


def test_where_an_absence_counts_below_the_line_the_rest_is_no_single_answer(world):
    out = OUT | {"not_applicable": "stays"}
    rows.defined(world, "7.7", measure="share", question="focal_point", counted=["yes"], out=out,
                 survey="unossc_entity", minimum_respondents="1", unit="percent")  # fmt: skip
    actions.compute_round(round=Round.objects.latest("data_year"))
    actions.publish_release(name="Second", by=world.sender)
    assert [series.name for series in drawn("7.7", kind="split").series] == ["yes", "All others"]


def test_groups_over_the_years_are_small_multiples(world):
    figure = drawn("1.4", by="entity_type", kind="multiples")
    assert (figure.chart, figure.categories) == ("multiples", ("2021", "2022"))
    assert [(series.name, series.values) for series in figure.series] == [
        ("The funds", (50.0, 50.0)),
        ("The agencys", (100.0, 0.0)),
    ]


def test_the_latest_change_is_a_slope_of_all_and_of_those_in_both(world):
    opened = open_release()
    figure = slopes_of(Reader(AnonymousUser(), opened), "1.4", values_in(opened, codes=["1.4"]))["computed"]
    assert (figure.chart, figure.categories) == ("slope", ("2021", "2022"))
    assert [series.values for series in figure.series] == [(67.0, 33.0), (67.0, 33.0)]
    assert figure.series[1].n == ("3 respondents", "3 respondents")


def test_a_change_from_before_levels_were_kept_has_no_slope(world):
    opened = open_release()
    for change in opened.frozen["changes"]["1.4"]:
        del change["both_before"]
    assert slopes_of(Reader(AnonymousUser(), opened), "1.4", values_in(opened, codes=["1.4"])) == {}


def test_levels_and_behaviour_agree(world):
    for change in PanelChange.objects.filter(behaviour__isnull=False):
        assert abs(change.both_after - change.both_before - change.behaviour) < Decimal("1e-9")


def several(world) -> None:
    """7.5, of which a respondent may choose several answers, by type of entity: A and B chose both, C but one."""
    for at, code in enumerate(("needs.money", "needs.staff"), start=len(world.items)):
        item = Item.objects.create(
            questionnaire=world.questionnaire, code=code, question=code, kind="yes_no", names=rows.text(code),
            position=at,
        )  # fmt: skip
        world.items[code] = item
        for place, option in enumerate(("yes", "no")):
            Option.objects.create(item=item, code=option, names=rows.text(option), position=place)
    rows.defined(
        world, "7.5", measure="chosen", question="needs", options=["money", "staff"], out=OUT, survey="unossc_entity",
        by=["entity_type"], minimum_respondents="1", unit="percent",
    )  # fmt: skip
    round_ = rows.round_of(world, 2023, ["A", "B", "C"])
    for code, staff in zip("ABC", ("yes", "yes", "no"), strict=True):
        rows.answered(world, round_, code, **{"needs.money": "yes", "needs.staff": staff})
    actions.compute_round(round=round_)
    actions.publish_release(name="Second", by=world.sender)


def test_answers_that_make_up_no_hundred_are_bars_side_by_side_within_groups(world):
    several(world)
    figure = drawn("7.5", by="entity_type", year=2023)
    assert (figure.chart, figure.axis) == ("grouped_bar", "group")
    assert figure.categories == ("The funds", "The agencys")  # A and C, and B
    assert [series.values for series in figure.series] == [(100.0, 100.0), (50.0, 100.0)]


def test_where_there_are_many_answers_the_groups_are_side_by_side(world, monkeypatch):
    several(world)
    monkeypatch.setattr("indicators.kinds.MOST_PARTS", 1)
    monkeypatch.setattr(
        "indicators.kinds._codes", lambda found, direction: "12" if direction == "option" else "1"
    )
    figure = drawn("7.5", by="entity_type", year=2023)
    assert (figure.chart, len(figure.categories)) == ("grouped_bar", 2)
    assert [series.name for series in figure.series] == ["The funds", "The agencys"]
    assert sorted(zip(*(series.values for series in figure.series), strict=True)) == [
        (50.0, 100.0),
        (100.0, 100.0),
    ]


class Row:
    def __init__(self, breakdown, year=2022, low=None):
        self.breakdown, self.year, self.low = breakdown, year, low


@pytest.mark.parametrize(
    ("measure", "by", "rows_", "kinds"),
    [
        ("share", None, [Row({})], ["course", "split"]),
        ("share", None, [Row({"region": "a"})], []),
        ("total", None, [Row({})], []),
        ("share", "region", [Row({"region": "a"}, low=1)], ["dots", "bar", "split"]),
        ("total", "region", [Row({"region": "a"}), Row({"region": "a"}, 2021)], ["bar", "multiples"]),
        ("distribution", "option", [Row({"option": "a"}, low=1)], ["stacked", "dots", "bar"]),
        ("distribution", "region", [Row({"region": "a", "option": "b"})], ["stacked"]),
        ("distribution", "option", [Row({"option": str(at)}) for at in range(7)], ["bar"]),
        ("chosen", "option", [Row({"option": "a"}, low=1)], ["dots", "bar", "split"]),
        ("share", "respondent", [Row({"respondent": "a"}), Row({"respondent": "a"}, 2021)], ["bar"]),
        ("chosen", "region", [Row({"region": "a", "option": "b"})], ["answers"]),
        (
            "chosen",
            "region",
            [Row({"region": "a"}), Row({"region": "a", "option": "b"})],
            ["bar", "answers", "split"],
        ),
        ("top_k", "region", [Row({"region": "a", "option": str(at)}) for at in range(7)], ["answers"]),
        ("top_k", "region", [Row({"region": str(at), "option": str(at)}) for at in range(7)], []),
        ("share", "region", [Row({"region": "a", "sub_question": "b"})], ["grouped"]),
    ],
)
def test_which_kinds_fit(measure, by, rows_, kinds):
    assert kinds_for(measure, by, rows_) == kinds
