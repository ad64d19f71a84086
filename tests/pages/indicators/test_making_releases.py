"""Preparing a release, its embargo, comparing two, and that old ones stay byte for byte what they were."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import actions, releasing
from indicators.freezing import questions_read
from indicators.models import Framework, IndicatorVersion, Judgement, PublishedFigure, Release
from surveys import jobs
from surveys.models import Group, Item, Option, Survey
from tests.indicators import rows
from tests.pages.indicators.world import shows

ADDRESS = "/en/releases/"


def later(hours: int = 1):
    return timezone.now() + timedelta(hours=hours)


def as_typed(moment) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def recompute(released, code="ENTITY-10"):
    rows.answered(released.world, released.rounds[2022], code, focal_point="no", cpd_total=1, cpd_with_sstc=1)
    actions.compute_round(round=released.rounds[2022])


# --- prepared and under embargo ---------------------------------------------------------------------------


def test_a_prepared_release_is_for_analysts_until_it_is_published(analyst, nobody, drafter, released):
    recompute(released)
    shows(
        analyst.post(f"{ADDRESS}prepare/", {"name": "Second"}, follow=True),
        "Release 2 is prepared",
        "Not public yet",
    )
    shows(analyst.get("/en/indicators/1.4/?release=2"), "only analysts see this release", "4 of 4 answered")
    for client in (nobody, drafter):
        assert client.get(f"{ADDRESS}2/").status_code == 404
        assert client.get("/en/indicators/1.4/?release=2").status_code == 404
        assert client.get("/en/figures/1.4.csv?release=2").status_code == 404
        assert client.get(f"{ADDRESS}2/content.json").status_code == 404
        assert client.get(f"{ADDRESS}1/compare/2/").status_code == 404
        assert "Second" not in shows(client.get(ADDRESS))
        assert "3 of 4 answered" in shows(client.get("/en/indicators/1.4/"))
    shows(analyst.post(f"{ADDRESS}2/publish/", follow=True), "Release 2 is published")
    assert "4 of 4 answered" in shows(nobody.get("/en/indicators/1.4/"))


def test_rounds_that_wait_to_be_computed_are_named_to_whoever_publishes(analyst, nobody, released):
    waiting = "1 round is still waiting to be computed"
    assert waiting not in shows(analyst.get(ADDRESS))
    for _time in range(2):
        jobs.enqueue(actions.COMPUTE, released.rounds[2022].pk)
    shows(analyst.get(ADDRESS), waiting)
    assert waiting not in shows(nobody.get(ADDRESS))


def test_no_run_is_saved_between_what_a_release_reads(released):
    recompute(released)
    with CaptureQueriesContext(connection) as queries:
        releasing.prepare_release(name="Second")
    texts = [query["sql"] for query in queries]
    locked = next(at for at, text in enumerate(texts) if "FOR NO KEY UPDATE" in text)
    assert locked < next(at for at, text in enumerate(texts) if 'FROM "indicators_run' in text)


def test_an_embargo_ends_by_itself(analyst, nobody, released):
    recompute(released)
    moment = later()
    shows(
        analyst.post(f"{ADDRESS}publish/", {"name": "Second", "at": as_typed(moment)}, follow=True),
        "becomes public by itself",
        "Embargo",
    )
    assert nobody.get(f"{ADDRESS}2/").status_code == 404
    assert nobody.get("/api/v1/values/?release=2").status_code == 404
    shows(nobody.get("/en/"), "Release 1")
    # Nothing runs at the end of an embargo: the moment alone decides. The test brings it nearer.
    releasing.publish_prepared(release=Release.objects.get(number=2), by=analyst.user, at=timezone.now())
    shows(nobody.get(f"{ADDRESS}2/"), "Second")


def test_the_moment_of_an_embargo_can_be_moved_and_publication_taken_back(analyst, nobody, released):
    recompute(released)
    releasing.publish_release(name="Second", by=analyst.user, at=later())
    shows(analyst.post(f"{ADDRESS}2/publish/", {"at": as_typed(later(5))}, follow=True), "becomes public")
    shows(analyst.post(f"{ADDRESS}2/withdraw/", follow=True), "prepared again")
    assert Release.objects.get(number=2).published is None
    shows(analyst.post(f"{ADDRESS}2/discard/", follow=True), "was discarded")
    assert Release.objects.count() == 1


def test_what_is_public_is_never_taken_back(analyst, released):
    for step in ("publish", "withdraw", "discard"):
        shows(analyst.post(f"{ADDRESS}1/{step}/", follow=True), "is public already")
    assert Release.objects.get().public


def test_a_moment_that_is_over_is_refused(analyst, released):
    recompute(released)
    shows(analyst.post(f"{ADDRESS}publish/", {"name": "x", "at": "2020-01-01T10:00"}), "is over", status=400)
    releasing.prepare_release(name="Second")
    shows(analyst.post(f"{ADDRESS}2/publish/", {"at": "2020-01-01T10:00"}), "is over", status=400)
    assert Release.objects.filter(state="published").count() == 1


@pytest.mark.parametrize("step", ["prepare", "2/publish", "2/withdraw", "2/discard"])
def test_only_those_who_may_publish_make_releases(nobody, drafter, focal_point, analyst, released, step):
    recompute(released)
    releasing.prepare_release(name="Second")
    assert nobody.post(f"{ADDRESS}{step}/", {"name": "x"}).status_code == 302
    for client in (drafter, focal_point):
        assert client.post(f"{ADDRESS}{step}/", {"name": "x"}).status_code == 403
    assert analyst.get(f"{ADDRESS}{step}/").status_code == 405
    assert Release.objects.get(number=2).state == "prepared"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators_release SET content_hash = 'other' WHERE number = 2",
        "UPDATE indicators_release SET frozen = '{}' WHERE number = 2",
        "DELETE FROM indicators_release WHERE number = 2",
        "DELETE FROM indicators_releasevalue",
    ],
)
def test_the_content_under_embargo_is_fixed_even_in_sql(released, statement):
    recompute(released)
    releasing.publish_release(name="Second", by=released.world.sender, at=later())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# --- two releases compared --------------------------------------------------------------------------------


def test_a_change_is_named_with_its_cause(nobody, analyst, released):
    recompute(released)
    released.publish()
    page = shows(
        nobody.get(f"{ADDRESS}1/compare/2/"), "Other respondents", ": 1", "Type of entity: The agencys"
    )
    assert "Type of entity: The funds" not in page
    assert "Respondent: ENTITY-10" not in page
    shows(analyst.get(f"{ADDRESS}1/compare/2/"), "Respondent: ENTITY-10")


def test_new_answers_of_the_same_are_data_and_a_new_definition_is_one(nobody, released):
    recompute(released, "ENTITY-07")
    rows.defined(
        released.world, "BA.3", number=2, measure="ratio_of_totals", numerator="cpd_with_sstc",
        denominator="cpd_total", out=rows.OUT, survey="unossc_entity", minimum_respondents="4", unit="percent",
    )  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    shows(
        nobody.get(f"{ADDRESS}1/compare/2/"),
        "New answers of the same respondents: 1",
        "Another definition",
        "Definitions",
        "BA.3",
    )


def test_changes_from_round_to_round_are_compared_with_the_year_that_differs(nobody, released):
    recompute(released, "ENTITY-07")
    released.publish()
    shows(
        nobody.get(f"{ADDRESS}1/compare/2/"),
        "2 changes are told differently",
        "2021 to 2022",
        "2022: New answers of the same respondents: 1",
    )


def test_what_is_in_one_release_only_has_its_cause_too(nobody, analyst, released):
    """A round that was not there, a definition that was not, and respondents who were not asked."""
    rows.defined(released.world, "1.9")
    released.round(2022, more=1)
    released.round(2023)
    released.publish()
    page = shows(
        analyst.get(f"{ADDRESS}1/compare/2/"),
        "New<br>The other release has nothing of this survey in this year",
        "New<br>The other release has no definition that is computed for this year",
        "Respondent: ENTITY-20",
        "New<br>Other respondents: invited or answering where they had not, or no longer: 1",
        "2023: The other release has nothing of this survey in this year",
    )
    assert "No longer there" not in page


def test_what_is_gone_has_its_cause(nobody, released):
    for code in ("ENTITY-07", "ENTITY-09"):
        released.world.respondents[code].memberships.update(group=released.world.groups["agency"])
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    shows(nobody.get(f"{ADDRESS}1/compare/2/"), "No longer there<br>Another code list", ": 2")


def test_another_group_is_another_code_list(nobody, released):
    released.world.respondents["ENTITY-07"].memberships.update(group=released.world.groups["agency"])
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    shows(nobody.get(f"{ADDRESS}1/compare/2/"), "Another code list", ": 1")


def test_equal_releases_differ_in_nothing(nobody, released):
    shows(nobody.get(f"{ADDRESS}1/compare/1/"), "0 values differ", "published figures are the same")


def test_two_releases_are_chosen_in_a_form(nobody, released):
    recompute(released)
    released.publish()
    shows(nobody.get(ADDRESS), "Compare release")
    response = nobody.get(f"{ADDRESS}compare/?earlier=1&later=2")
    assert response["Location"] == f"{ADDRESS}1/compare/2/"
    assert nobody.get(f"{ADDRESS}compare/?earlier=x")["Location"] == ADDRESS
    assert nobody.get(f"{ADDRESS}1/compare/9/").status_code == 404
    shows(nobody.get(f"{ADDRESS}2/"), "What changed since release 1")


def test_comparing_takes_as_many_queries_for_many_values(nobody, released):
    def queries() -> int:
        number = Release.objects.first().number
        nobody.get(f"{ADDRESS}{number}/")  # what a release holds is read once
        with CaptureQueriesContext(connection) as captured:
            nobody.get(f"{ADDRESS}1/compare/{number}/")
        return len(captured)

    recompute(released)
    released.publish()
    queries()
    few = queries()
    for year in (2023, 2024):
        released.rounds[year] = released.round(year, more=5)
    released.publish()
    assert queries() == few


# --- for ever the same ------------------------------------------------------------------------------------

PINNED = [
    "/en/?release=1",
    "/en/outcomes/strategy-2020-2024/1/?release=1",
    "/zh-hans/outcomes/strategy-2020-2024/2/?release=1",
    "/en/indicators/?release=1",
    "/en/indicators/1.4/?release=1",
    "/en/indicators/1.4/?by=entity_type&year=2022&release=1",
    "/en/indicators/1.1/?release=1",
    "/en/indicators/1.4/2022/?release=1",
    "/en/indicators/1.4/2022/entity_type=fund/?release=1",
    "/en/indicators/BA.3.ENTITY-07/?release=1",
    "/en/indicators/7.3/?release=1",
    "/en/indicators/7.3.yes/?release=1",
    "/zh-hans/indicators/7.3/2022/option=no/?release=1",
    "/fr/indicators/7.3/?by=option&year=2022&release=1",
    "/en/compare/?i=7.3&part=option%3Dyes&release=1",
]
FILES = [
    f"/en/figures/{code}.{kind}?release=1" for code in ("1.4", "1.1", "BA.3", "7.3") for kind in ("svg", "csv", "png")
] + ["/en/releases/1/content.json", "/en/releases/1/content.csv", "/en/figures/1.4.xlsx?release=1"]  # fmt: skip


def read(client, addresses) -> dict[str, bytes]:
    cache.clear()
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.content
        if "text/html" in response["Content-Type"]:
            # The footer and the number of the newest release belong to today.
            content = content[content.index(b"<main") : content.index(b"</main>")]
        found[address] = content
    return found


def change_everything(released) -> None:
    world = released.world
    recompute(released, "ENTITY-07")
    other = rows.text("Quite another name")
    for model in (Framework, Group, Item, Option, Survey):
        model.objects.update(names=other)
    for node in world.nodes.values():
        node.names = node.short_names = other
        node.save()
    for one in world.respondents.values():
        one.names = other
        one.save()
        one.memberships.update(group=world.groups["agency"])
    version = IndicatorVersion.objects.get(indicator__code="1.4")
    version.definition = {**version.definition, "title": {"en": "Another title"}}
    version.title = other
    version.save()
    rows.defined(world, "1.4", number=2, measure="count", question="focal_point", counted=["no"],
                 survey="unossc_entity", unit="entities", minimum_respondents="1")  # fmt: skip
    PublishedFigure.objects.update(value=99, note=other, respondent_scope=other)
    rows.published(released.share, 12, year=2021)
    Judgement.objects.update(words=other)
    Judgement.objects.create(node=world.nodes["2"], year=2024, words=other, document="X", paragraph="1")
    for round_ in released.rounds.values():
        round_.invitations.filter(respondent__code="ENTITY-10").delete()
        actions.compute_round(round=round_)
    released.publish()


def test_old_figures_and_pages_stay_as_they_were(nobody, open_answers):
    released = open_answers
    Judgement.objects.create(
        node=released.world.nodes["1"],
        year=2022,
        words=rows.text("good progress"),
        document="A/78/290",
        paragraph="61",
    )
    rows.defined(
        released.world, "7.3", measure="distribution", question="focal_point", options=["yes", "no"], out=rows.OUT,
        survey="unossc_entity", unit="percent", minimum_respondents="1", aliases={"7.3.yes": {"option": "yes"}},
    )  # fmt: skip
    for round_ in released.rounds.values():
        actions.compute_round(round=round_)
    released.publish()
    pages = [address.replace("release=1", "release=2") for address in PINNED]
    files = [
        address.replace("release=1", "release=2").replace("/1/content", "/2/content") for address in FILES
    ]
    before = read(nobody, pages + files)
    change_everything(released)
    after = read(nobody, pages + files)
    for address, content in before.items():
        assert after[address] == content, address
    assert "Quite another name" in shows(nobody.get("/en/"))
    # What was read on a page before is the same answer's name, and not its code; today it has another.
    shows(nobody.get("/zh-hans/indicators/7.3/2022/option=yes/?release=2"), "中 yes")
    shows(nobody.get("/fr/indicators/7.3/2022/option=yes/?release=2"), "yes (en anglais)")
    shows(nobody.get("/en/indicators/7.3/2022/option=yes/"), "Answer: Quite another name")
    shows(nobody.get("/en/indicators/7.3/"), "for each of: Quite another name, Quite another name")


def test_the_lineage_of_an_old_value_is_that_of_then(analyst, open_answers):
    address = "/en/indicators/1.4/2022/?release=1"
    before = read(analyst, [address])
    recompute(open_answers, "ENTITY-07")
    open_answers.world.respondents["ENTITY-08"].memberships.update(group=open_answers.world.groups["agency"])
    open_answers.publish()
    assert read(analyst, [address]) == before


def test_what_filters_and_weighs_is_frozen_with_its_words(released):
    definition = rows.defined(
        released.world, "9.1", measure="mean", question="cpd_total", only_answers={"focal_point": ["yes"]},
        weight_question="cpd_with_sstc", survey="unossc_entity", unit="count", minimum_respondents="1",
    ).versions.get().as_definition()  # fmt: skip
    (of_version,) = questions_read([definition])["unossc_entity"].values()
    assert set(of_version) == {"cpd_total", "cpd_with_sstc", "focal_point"}
    assert of_version["focal_point"]["options"]["yes"] == rows.text("yes")
