"""What pages read: through the release, and with as many queries for much data as for little."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators import actions, pages
from indicators.entries import entry
from indicators.models import Release
from indicators.queries import ReleaseNotThere, open_release, public_values, release_of, values_in
from indicators.queries.access import Reader
from indicators.queries.computed import changes_since, newest_values
from indicators.queries.published import Filters, PublishedPoint, points_of, published_figures
from surveys.models import Survey, User
from tests.indicators import rows
from tests.kept import keeping

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@keeping
def world():
    made = rows.world()
    rows.defined(made, "1.4")
    return made


def computed_year(world, year: int, codes, answer: str = "yes"):
    round_ = rows.round_of(world, year, codes)
    for code in codes:
        rows.answered(world, round_, code, focal_point=answer, cpd_total=4, cpd_with_sstc=1)
    actions.compute_round(round=round_)
    return round_


def number_of_queries(work) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def reader_of(opened, user=NOBODY) -> Reader:
    return Reader(user, opened)


PAGES = {
    "overview": lambda o, r: pages.overview.overview(o, r),
    "outcome": lambda o, r: pages.outcome.outcome(o, r, "strategy-2020-2024", "1", None),
    "outcome of a year": lambda o, r: pages.outcome.outcome(o, r, "strategy-2020-2024", "1", 2021),
    "list": lambda o, r: pages.overview.indicator_list(o, r),
    "indicator": lambda o, r: pages.indicator.indicator_page(o, r, "1.4"),
    "breakdown": lambda o, r: pages.indicator.indicator_page(o, r, "1.4", "entity_type", 2021),
    "value": lambda o, r: pages.value.value_page(o, r, "1.4", 2021, ""),
    "holdings": lambda o, r: pages.releases.holdings(o),
    "pending": lambda o, r: pages.releases.pending(o),
    "figures": lambda o, r: pages.published.figure_rows(o, published_figures(Filters())),
}

ANSWERED = {
    "overview, answered": "/en/?release={release}",
    "outcome, answered": "/en/outcomes/strategy-2020-2024/1/?release={release}",
    "indicator, answered": "/en/indicators/1.4/?release={release}",
}
"""Pages that make parts of themselves only while they are written."""


@keeping
def little_and_much(db) -> dict[str, tuple[int, int]]:
    """How many queries each page takes over little data, and over more years, indicators, respondents and
    published figures; "everything" is the page of a value for somebody who opens every cell."""
    with transaction.atomic():
        counted = _count_over_little_and_much()
        transaction.set_rollback(True)
    return counted


def _count_over_little_and_much() -> dict[str, tuple[int, int]]:
    world = rows.world()
    rows.defined(world, "1.4")
    administrator = User.objects.create_superuser("a@example.org")
    computed_year(world, 2021, ["A", "B"])
    rows.published(world_indicator("1.4"), 58)
    actions.publish_release(name="Little", by=world.sender)
    computed_year(world, 2019, ["A"])
    little = _numbers_of_queries(administrator)
    for at in range(6):
        indicator = rows.defined(world, f"2.{at}")
        rows.published(indicator, 40 + at)
        rows.published(indicator, 60 + at, year=2020)
    for year in (2020, 2022, 2023):
        computed_year(world, year, [f"C{at}" for at in range(8)])
    actions.publish_release(name="Much", by=world.sender)
    computed_year(world, 2024, ["A", "B", "C1"])
    much = _numbers_of_queries(administrator)
    return {page: (little[page], much[page]) for page in little}


def _numbers_of_queries(administrator: User) -> dict[str, int]:
    found = {
        name: number_of_queries(lambda page=page: _open_and_show(page, NOBODY))
        for name, page in PAGES.items()
    }
    caches["pages"].clear()
    newest = release_of(None).number
    for name, address in ANSWERED.items():
        found[name] = number_of_queries(lambda at=address: _answered(at.format(release=newest)))
    somebody = User.objects.get(pk=administrator.pk)  # without the permissions that it remembers
    return found | {"everything": number_of_queries(lambda: _open_and_show(PAGES["value"], somebody))}


def world_indicator(code: str):
    return rows.Indicator.objects.get(code=code)


def _open_and_show(page, user):
    opened = open_release()
    page(opened, reader_of(opened, user))


def _answered(address: str) -> None:
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, *ANSWERED])
def test_the_number_of_queries_does_not_grow_with_the_data(little_and_much, page):
    little, much = little_and_much[page]
    assert much <= little
    assert much <= 14


def test_nor_for_a_reader_who_opens_every_cell(little_and_much):
    little, much = little_and_much["everything"]
    assert much <= little <= 16


def test_names_and_definitions_are_read_as_they_were_released(world):
    computed_year(world, 2021, ["A"])
    actions.publish_release(name="First", by=world.sender)
    world.nodes["1"].names = rows.text("Renamed")
    world.nodes["1"].save()
    rows.defined(world, "1.4", number=2, rounding="half_up_1", measure="count", question="focal_point",
                 counted=["yes"], survey="unossc_entity", unit="entities", minimum_respondents="1")  # fmt: skip
    opened = open_release()
    assert opened.frozen["nodes"]["strategy-2020-2024/1"]["names"] == rows.text("Outcome 1 in full")
    assert opened.definition("1.4").version == 1


def test_groups_keep_the_order_of_their_list(world):
    """JSON in the database would have the shortest code first."""
    rows.Group.objects.create(
        grouping=world.groups["fund"].grouping, code="a", names=rows.text("A"), position=2
    )
    computed_year(world, 2021, ["A"])
    actions.publish_release(name="First", by=world.sender)

    assert open_release().codes_in_order("entity_type") == ["fund", "agency", "a"]


def test_single_answers_stand_for_an_indicator_without_a_value_of_its_whole(world):
    rows.defined(world, "9.9", measure="distribution", question="focal_point", options=["yes", "no"], by=["entity_type"],
                 survey="unossc_entity", unit="percent", out=rows.OUT, minimum_respondents="1")  # fmt: skip
    computed_year(world, 2021, ["A"])
    actions.publish_release(name="First", by=world.sender)
    found = values_in(open_release(), codes=["9.9"], whole_only=True)

    assert [value.breakdown for value in found] == [{"option": "yes"}, {"option": "no"}]
    listed = entry(open_release(), "9.9", found, [])
    assert {(headline.of, headline.part) for headline in listed.headlines} == {
        ("Answer: yes", "option=yes"),
        ("Answer: no", "option=no"),
    }


def test_a_release_is_asked_for_by_number(world):
    computed_year(world, 2021, ["A"])
    assert release_of(None) is None
    first = actions.publish_release(name="First", by=world.sender)
    computed_year(world, 2022, ["A"])
    second = actions.publish_release(name="Second", by=world.sender)
    assert (release_of(None), release_of("1"), release_of("")) == (second, first, second)
    for wrong in ("9", "x", "-1", "1.0"):
        with pytest.raises(ReleaseNotThere):
            release_of(wrong)


def test_a_prepared_release_is_open_to_nobody(world):
    Release.objects.create(number=5, name="Prepared")
    assert release_of(None) is None
    with pytest.raises(ReleaseNotThere):
        release_of(5)


def test_what_one_respondent_answered_is_public_only_where_the_survey_says_so(world):
    computed_year(world, 2021, ["A", "B"])
    release = actions.publish_release(name="First", by=world.sender)
    opened = open_release()
    values = values_in(opened)
    assert any("respondent" in value.breakdown for value in values)
    for seen in (reader_of(opened).visible(values), public_values(release)):
        assert not any("respondent" in value.breakdown for value in seen)
    Survey.objects.update(attributable=True)
    assert len(reader_of(opened).visible(values)) == public_values(release).count() == len(values)


def test_there_are_no_public_values_before_the_first_release(world):
    computed_year(world, 2021, ["A"])
    assert not public_values(None).exists()
    assert values_in(open_release()) == []


def test_what_changed_since_a_release(world):
    round_ = computed_year(world, 2021, ["A", "B"])
    assert {change.before for change in changes_since(None)} == {None}
    release = actions.publish_release(name="First", by=world.sender)
    assert changes_since(release) == []
    rows.answered(world, round_, "B", focal_point="no")
    actions.compute_round(round=round_)
    changed = {
        tuple(change.breakdown.items()): (change.before.value, change.after.value)
        for change in changes_since(release)
    }
    assert changed[()] == (100, 50)
    assert changed[(("respondent", "B"),)] == (100, 0)
    assert (("respondent", "A"),) not in changed


def test_real_and_illustrative_values_of_a_year_stay_apart(world):
    computed_year(world, 2021, ["A"])
    tried = rows.round_of(world, 2021, ["B"], illustrative=True)
    rows.answered(world, tried, "B", focal_point="no")
    actions.compute_round(round=tried)
    whole = [(value.illustrative, value.value) for value in newest_values() if not value.breakdown]
    assert sorted(whole) == [(False, 100), (True, 0)]


def test_a_baseline_is_a_point_of_its_own_only_where_it_is_the_same_indicator(world):
    indicator = rows.entered(world, "0.1")
    given = {"baseline_value": 66, "baseline_year": 2021}
    counts = rows.published(indicator, 70, baseline_counts=True, **given)
    other = rows.published(indicator, 71, **given)
    assert [(p.period, p.value, p.baseline) for p in points_of([counts, other])] == [
        ("2021", 66, True),
        ("2022", 70, False),
        ("2022", 71, False),
    ]


@pytest.mark.parametrize(
    ("first", "last", "period", "inside"),
    [
        (2022, 2022, "2022", True),
        (2020, 2022, "2020-2022", True),
        (2019, None, "2019", False),
        (None, None, "", False),
    ],
)
def test_a_period_covers_its_years(world, first, last, period, inside):
    figure = rows.published(None, 1)
    point = PublishedPoint(figure, first, last, figure.value, "exact")
    assert (point.period, point.covers(2021) or point.covers(2022)) == (period, inside)
