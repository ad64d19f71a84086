"""Small groups are hidden wherever a value leaves to the public: with a minimum of 3 the two agencies that answered.

So that theirs cannot be worked out from the whole, the value of the three funds is hidden as well.
"""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from indicators import actions
from indicators.models import Impact
from indicators.queries import open_release
from indicators.queries.access import Reader
from indicators.queries.compared import compared
from indicators.queries.reconciled import reconciled
from indicators.queries.suppression import masked_changes
from indicators.views import indicator
from surveys.models import Submission, User
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows

pytestmark = pytest.mark.django_db
GROUPS = ({"entity_type": "agency"}, {"entity_type": "fund"})


@keeping
def small(released):
    """Indicator 1.5 by type of entity, with a minimum of 3 for groups that the public sees; 1.6 with 9, 1.7 with 2."""
    share = {"measure": "share", "question": "focal_point", "counted": ["yes"], "out": rows.OUT, "unit": "percent",
             "survey": "unossc_entity", "minimum_respondents": "1", "by": ["entity_type"]}  # fmt: skip
    figure = rows.published(
        rows.defined(released.world, "1.5", public_minimum="3", **share),
        67,
        breakdown={"entity_type": "fund"},
    )
    rows.defined(released.world, "1.6", public_minimum="9", **share)
    rows.defined(released.world, "1.7", public_minimum="2", **share)
    released.figure = figure.code
    released.newest = released.round(2022, more=2)
    released.second = actions.publish_release(name="Second", by=released.world.sender)
    return released


def reader_of(user) -> Reader:
    return Reader(user, open_release())


def test_a_whole_that_is_too_small_is_neither_on_the_overview_nor_in_the_list(nobody, analyst, small):
    for address in ("/en/", "/en/indicators/"):
        hidden, open_ = nobody.get(address).content.decode(), analyst.get(address).content.decode()
        assert "not shown" in hidden.lower()
        assert "not shown" not in open_.lower()


def test_the_file_of_a_release_hides_them_for_everybody(nobody, analyst, small):
    for client in (nobody, analyst):
        content = json.loads(client.get("/en/releases/2/content.json").content)
        groups = [
            row for row in content["values"] if row["indicator"] == "1.5" and row["breakdown"] in GROUPS
        ]
        assert [(row["value"], row["state"]) for row in groups] == 2 * [(None, "suppressed")]
        assert {row["state"] for row in content["values"] if row["indicator"] == "1.6"} == {"suppressed"}


def test_no_filter_of_the_interface_tells_which_of_them_has_a_value(nobody, small):
    def found(**query):
        answer = nobody.get("/api/v1/values/", {"indicator": "1.5", "year": 2022, **query}).json()
        return {(*row["breakdown"].values(), row["state"]) for row in answer["results"]}

    assert found() == {("computed",), ("agency", "suppressed"), ("fund", "suppressed")}
    assert found(state="computed") == {("computed",)}
    assert found(state="suppressed") == {("agency", "suppressed"), ("fund", "suppressed")}
    assert found(state="insufficient") == set()


@keeping
def analyst_user():
    return User.objects.create_superuser("root@example.org")


def test_a_comparison_of_releases_says_nothing_of_them(analyst_user, small):
    rows.answered(small.world, small.newest, "ENTITY-07", focal_point="no")
    actions.compute_round(round=small.newest)
    actions.publish_release(name="Third", by=small.world.sender)
    before, after = open_release(2), open_release(3)

    def parts(user):
        found = compared(before, after, Reader(user, after)).values
        return [one.change.breakdown for one in found if one.change.code == "1.5"]

    assert {"entity_type": "fund"} in parts(analyst_user)
    assert {"entity_type": "fund"} not in parts(AnonymousUser())


def test_reconciliation_does_not_compare_with_them(analyst_user, small):
    def state(user):
        found = reconciled(open_release(), reader_of(user))
        return next((one.state, one.reason) for one in found if one.figure.code == small.figure)

    assert state(AnonymousUser()) == ("not_computable", "without_value")
    assert state(analyst_user)[0] == "within_rounding"


def test_the_way_back_from_an_answer_shows_a_focal_point_no_small_group(focal_point, analyst, small):
    submission = Submission.objects.get(round__data_year=2022, respondent__code="ENTITY-07", state="approved")
    address = f"/en/submissions/{submission.pk}/values/"
    shows(focal_point.get(address), "Not shown: the group has fewer than 3 respondents")
    assert "Not shown" not in shows(analyst.get(address))


def test_nor_does_the_preview_of_a_file(focal_point, analyst, small):
    submission = Submission.objects.get(round__data_year=2022, respondent__code="ENTITY-07", state="approved")
    value = {
        "numerator": "2",
        "denominator": "2",
        "value": "100",
        "invited": 3,
        "answered": 2,
        "exclusions": {},
    }
    value |= {"state": "computed", "reason": "", "reason_parameters": {}}
    changed = [
        {"code": "1.5", "version": 1, "year": 2022, "breakdown": part, "before": value, "after": value}
        for part in ({}, {"entity_type": "fund"})
    ]
    Impact.objects.create(
        upload=submission.upload, input_hash="", content={"values": changed, "figures": []}, made=rows.NOW
    )
    address = f"/en/uploads/{submission.upload_id}/impact/"
    assert "The funds" not in shows(focal_point.get(address), "Title of 1.5")
    shows(analyst.get(address), "The funds")


def test_a_panel_of_too_few_is_told_apart_for_nobody(small):
    """Three were in both years and two in 2022 alone: with a minimum of 3 the two are the whole less the panel."""
    [kept] = small.second.frozen["changes"]["1.5"]
    assert kept["behaviour"] is not None
    assert (kept["both"], kept["respondents_before"], kept["respondents_after"]) == (3, 3, 5)

    [change] = open_release().changes_of("1.5")
    assert (change["change"], change["reason"]) == (kept["change"], "panel_suppressed")
    assert (change["behaviour"], change["composition"], change["both_before"]) == (None, None, None)
    [change] = open_release().changes_of("1.7")
    assert (change["behaviour"], change["reason"]) == (kept["behaviour"], "")


def test_the_change_from_or_to_a_hidden_whole_is_hidden_with_it(nobody, small):
    [change] = open_release().changes_of("1.6")
    assert (change["change"], change["both_before"], change["reason"]) == (None, None, "change_suppressed")
    shows(nobody.get("/en/indicators/1.6/"), "Not shown: fewer than 9 are in the number in one of the years.")
    shows(
        nobody.get("/en/indicators/1.5/"),
        "It is not told apart: fewer than 3 were in the number in one of the years",
    )


def with_silent(released, code: str, **more):
    """2022 with nine more funds and agencies, of which the four agencies alone do not answer; the release of it."""
    rows.defined(released.world, code, **{
        "measure": "distribution", "question": "focal_point", "options": ["yes", "no"], "out": rows.OUT,
        "unit": "percent", "survey": "unossc_entity", "minimum_respondents": "1", "by": ["entity_type"], **more,
    })  # fmt: skip
    codes = [f"ENTITY-{at:02}" for at in range(7, 17)]
    round_ = rows.round_of(released.world, 2022, codes)
    for at, entity in enumerate(codes):
        if at % 2 == 0 or at == 1:
            rows.answered(released.world, round_, entity, focal_point="yes")
    actions.compute_round(round=round_)
    released.publish()


def test_who_answered_and_how_the_missing_differ_is_told_of_a_measure_without_a_whole(nobody, released):
    # Five funds and one agency answered: the agencies are 17 per cent of those who count. All four missing are agencies.
    with_silent(released, "1.8")
    shows(
        nobody.get("/en/indicators/1.8/"),
        "Who answered, 2022", "<dt>Invited</dt>", ">10</a></dd><dt>Answered</dt>", ">6</a></dd>",
        "Type of entity: The agencys: 100 per cent of those who are missing, 17 per cent of those who count.",
        "Type of entity: The funds: 0 per cent of those who are missing, 83 per cent of those who count.",
    )  # fmt: skip


def test_a_grouping_of_which_a_group_is_hidden_is_not_compared_for_the_public(nobody, analyst, released):
    with_silent(released, "1.8", public_minimum="3")
    hidden, open_ = (shows(one.get("/en/indicators/1.8/"), "Who answered, 2022") for one in (nobody, analyst))
    assert "Those who are missing differ" not in hidden
    assert "Those who are missing differ" in open_
    opens = r'indicators/1.8/2022/entity_type=agency[^"]*">Type of entity: The agencys: 100 per cent of those'
    assert re.search(opens, open_)


def test_analysts_are_told_every_change_and_a_focal_point_is_not(analyst_user, analyst, focal_point, small):
    for code in ("1.5", "1.6"):
        kept = small.second.frozen["changes"][code]
        assert reader_of(analyst_user).changes_of(code) == kept
        told = reader_of(AnonymousUser()).changes_of(code)
        assert reader_of(small.world.sender).changes_of(code) == told != kept
    for address in ("/en/indicators/1.5/", "/en/changes/", "/en/indicators/1.5/2022/"):
        assert "It is not told apart" in focal_point.get(address).content.decode(), address
        assert "It is not told apart" not in analyst.get(address).content.decode(), address


def test_what_an_analyst_sees_is_never_kept_for_the_public(nobody, analyst, small):
    """Also where the page is asked for without the cookie of a session, by which kept pages know their readers."""
    address = "/en/indicators/1.6/"
    request = RequestFactory().get(address)
    sees_all = User.objects.create_superuser("other@example.org")
    for request.user, is_kept in ((sees_all, False), (AnonymousUser(), True)):
        answer = indicator(request, "1.6")
        assert hasattr(answer, "made_from") == is_kept
    assert "Not shown" not in shows(analyst.get(address), "Title of 1.6")
    shows(nobody.get(address), "Not shown: fewer than 9")


@keeping
def three_rounds(db):
    """1.8 with a minimum of 3. Of the panels in 2022 one has a respondent more than the other, and so in 2023."""
    world = rows.world()
    share = {"measure": "share", "question": "focal_point", "counted": ["yes"], "out": rows.OUT, "unit": "percent",
             "survey": "unossc_entity", "minimum_respondents": "1", "valid": {"from": "2021"}}  # fmt: skip
    rows.defined(world, "1.8", public_minimum="3", **share)
    for year, who in {2021: "ABCDEFNOP", 2022: "ABCDEFGHIJ", 2023: "ABCDEFGKLM"}.items():
        round_ = rows.round_of(world, year, [f"ENTITY-{letter}" for letter in who])
        for at, letter in enumerate(who):
            answer = "yes" if (at + year) % 3 else "no"
            rows.answered(world, round_, f"ENTITY-{letter}", focal_point=answer, cpd_total=4)
        actions.compute_round(round=round_)
    return actions.publish_release(name="First", by=world.sender)


def told_of(reader: Reader) -> dict[tuple[int, int], tuple[bool, str]]:
    """Years -> whether a change is told apart, and why not."""
    changes = [*reader.changes_of("1.8"), *reader.changes_of("1.8", long=True)]
    return {
        (one["from_year"], one["to_year"]): (one["behaviour"] is not None, one["reason"]) for one in changes
    }


def test_panels_that_differ_by_one_respondent_are_not_both_told_apart(nobody, analyst_user, three_rounds):
    assert told_of(reader_of(AnonymousUser())) == {
        (2022, 2023): (True, ""),
        (2021, 2022): (False, "panel_between_years"),
        (2021, 2023): (False, "panel_between_years"),
    }
    assert set(told_of(reader_of(analyst_user)).values()) == {(True, "")}
    page = shows(nobody.get("/en/indicators/1.8/"), "beside the changes over other years")
    assert "Among the 7 respondents" in page
    assert "Among the 6 respondents" not in page


def test_a_release_keeps_whether_changes_tell_of_few_and_never_who_is_in_them(three_rounds):
    frozen = open_release().frozen
    [long] = frozen["long_changes"]["1.8"]
    assert long["few_between"] is True
    assert [one["few_between"] for one in frozen["changes"]["1.8"]] == [True, False]
    assert not any("people" in name for name in long)


def test_of_a_run_from_before_it_is_not_told_apart_who_is_in_it(three_rounds):
    told = {**open_release().frozen["changes"]["1.8"][1], "few_between": None}
    definition = open_release().definition("1.8")
    assert masked_changes([told], lambda number: definition)[0]["reason"] == "panel_unrecorded"
