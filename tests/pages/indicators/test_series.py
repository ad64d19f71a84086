"""Values of an entered series: handed in by one analyst, confirmed by another, shown from the next release on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from indicators.models import Observation, Release
from indicators.releasing import NothingToPublish, publish_release
from surveys.models import User
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows
from tests.pages.personas import signed_in

SERIES = "/en/definitions/1.1/series/"
GIVEN = {
    "year": "2023", "level": "global", "value": "81", "qualifier": "exact", "document": "A/79/230", "paragraph": "12",
    "note": "Read in the report.",
}  # fmt: skip


@keeping
def second_analyst(analyst):
    other = User.objects.create_user("second@example.org", "south-south", first_name="Second")
    other.groups.set(analyst.user.groups.all())
    return signed_in(other)


def entered(client, **more) -> Observation:
    shows(client.post(f"{SERIES}enter/", {**GIVEN, **more}, follow=True), "waits for a second person")
    return Observation.objects.latest("pk")


def decided(client, observation, step: str, **more):
    return client.post(f"{SERIES}{observation.pk}/{step}/", more, follow=True)


def in_force(analyst, second_analyst, **more) -> Observation:
    observation = entered(analyst, **more)
    shows(decided(second_analyst, observation, "confirm"), "Confirmed. The next release takes it over")
    return observation


def content_of(response) -> str:
    """The page without what stands around it, which names the newest release."""
    page = shows(response)
    return page[page.index("<main") : page.index("</main>")]


def test_a_value_counts_once_somebody_else_confirmed_it_and_from_the_next_release_on(
    analyst, second_analyst, nobody, released
):
    observation = entered(analyst)
    shows(
        analyst.get(SERIES), "Waiting for a second person", "A second person has to confirm what you entered"
    )
    shows(decided(analyst, observation, "confirm"), "whoever entered it cannot")
    before = content_of(nobody.get("/en/indicators/1.1/?release=1"))
    shows(decided(second_analyst, observation, "confirm"), "Confirmed.", "Second")
    assert "Read in the report." not in shows(nobody.get("/en/indicators/1.1/"), "73")

    released.publish()
    page = shows(nobody.get("/en/indicators/1.1/"), "81", "A/79/230", "Read in the report.")
    assert 'href="/en/indicators/1.1/2023/level=global/"' in page
    shows(nobody.get("/en/indicators/1.1/2023/level=global/"), "81", "A/79/230")
    shows(nobody.get("/en/compare/?i=1.1&part=level%3Dglobal"), "81")
    shows(nobody.get("/en/releases/1/compare/2/"), "1.1-2023-level=global")
    assert content_of(nobody.get("/en/indicators/1.1/?release=1")) == before
    frozen = nobody.get("/en/releases/2/content.json").json()["frozen"]["published"]
    assert [row["value"] for row in frozen if row["source_kind"] == "entered"] == ["81.0000"]
    for account in (analyst.user, second_analyst.user):
        assert account.email not in str(frozen)


def test_a_confirmed_value_takes_the_place_of_the_one_before(analyst, second_analyst, nobody, released):
    first = in_force(analyst, second_analyst)
    second = in_force(analyst, second_analyst, value="82")
    first.refresh_from_db()
    assert (first.in_force, second.waits) == (False, True)
    shows(analyst.get(SERIES), "What counts no more", "Replaced", "In force")
    released.publish()
    page = shows(nobody.get("/en/indicators/1.1/2023/level=global/"), "82")
    assert ">81" not in page


def test_what_is_refused_taken_back_or_withdrawn_stays_in_the_history(
    analyst, second_analyst, nobody, released
):
    shows(decided(second_analyst, entered(analyst), "refuse", words="Another paragraph."), "Refused.")
    decided(analyst, entered(analyst), "refuse", words="My slip.")
    observation = in_force(analyst, second_analyst)
    released.publish()
    shows(decided(analyst, observation, "withdraw", words="The report was corrected."), "Withdrawn.")
    shows(
        analyst.get(SERIES), "No value waits", "No value is in force", "Refused", "Another paragraph.", "Taken back",
        "My slip.", "The report was corrected.",
    )  # fmt: skip
    shows(nobody.get("/en/indicators/1.1/?release=2"), "81")
    released.publish()
    assert ">81" not in shows(nobody.get("/en/indicators/1.1/"))


def test_a_value_that_waits_gives_way_to_a_newer_one(analyst, released):
    first = entered(analyst)
    second = entered(analyst, value="82")
    first.refresh_from_db()
    assert (first.waits, second.waits) == (False, True)


@pytest.mark.parametrize("step", ["refuse", "withdraw"])
def test_an_end_needs_a_word_why(analyst, second_analyst, released, step):
    observation = in_force(analyst, second_analyst) if step == "withdraw" else entered(analyst)
    shows(decided(second_analyst, observation, step), "Say why")
    observation.refresh_from_db()
    assert observation.ended is None


def test_a_step_that_does_not_fit_is_told(analyst, second_analyst, released):
    waiting = entered(analyst)
    shows(decided(second_analyst, waiting, "withdraw", words="Why"), "This value is not in force")
    decided(second_analyst, waiting, "confirm")
    for step in ("confirm", "refuse"):
        shows(decided(second_analyst, waiting, step, words="Why"), "does not wait any more")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": "1 448"}, "Write digits and a point"),
        ({"value": "180"}, "A percentage is not above 100"),
        ({"year": "2099"}, "2099 lies in the future"),
        ({"document": ""}, "This field is required"),
        ({"paragraph": "", "note": ""}, "Say in which paragraph it stands"),
        ({"level": "local"}, "Select a valid choice"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(analyst, released, given, said):
    typed = {**GIVEN, "note": "Typed with care.", **given}
    page = shows(analyst.post(f"{SERIES}enter/", typed), said, status=400)
    assert "A/79/230" in page or "document" in given
    assert not Observation.objects.exists()


def test_a_table_is_entered_whole_or_not_at_all(analyst, released):
    heading = "year,level,value,document,paragraph\r\n"
    bad = heading + "2022,global,79,A/79/230,12\r\n2023,nowhere,x,A/79/230,12\r\n"
    page = shows(
        analyst.post(f"{SERIES}table/", {"table": bad}),
        "Line 3 · level · “nowhere”",
        "Line 3 · value",
        status=400,
    )
    assert "nowhere,x" in page
    assert not Observation.objects.exists()

    good = (heading + "2022,global,79,A/79/230,12\r\n2023,regional,64.5,A/79/230,12\r\n").encode("utf-8-sig")
    file = SimpleUploadedFile("values.csv", good, content_type="text/csv")
    shows(analyst.post(f"{SERIES}table/", {"file": file}, follow=True), "2 values were entered", "64.5")


def test_a_file_that_is_none_is_refused(analyst, released):
    file = SimpleUploadedFile("values.csv", b"\xff\xfe\x00y", content_type="text/csv")
    shows(analyst.post(f"{SERIES}table/", {"file": file}), "not written in UTF-8", status=400)
    shows(analyst.post(f"{SERIES}table/", {}), "There is no line with a value", status=400)


def test_the_values_in_force_are_a_table_that_is_known_already(analyst, second_analyst, released):
    in_force(analyst, second_analyst)
    response = analyst.get("/en/definitions/1.1/series.csv")
    text = response.content.decode("utf-8-sig")
    assert text.splitlines() == [
        "year,level,value,qualifier,document,paragraph,note",
        "2023,global,81,exact,A/79/230,12,Read in the report.",
    ]
    shows(
        analyst.post(f"{SERIES}table/", {"table": text}), "The value of 2023 is in force already", status=400
    )


def test_who_may(analyst, drafter, focal_point, nobody, released):
    addresses = [SERIES, "/en/definitions/1.1/series.csv"]
    posts = [f"{SERIES}enter/", f"{SERIES}table/", f"{SERIES}{entered(analyst).pk}/confirm/"]
    for address in addresses:
        assert analyst.get(address).status_code == 200
        assert [client.get(address).status_code for client in (drafter, focal_point, nobody)] == [
            403,
            403,
            302,
        ]
        assert analyst.post(address).status_code == 405
    for address in posts:
        assert [client.post(address, GIVEN).status_code for client in (drafter, focal_point, nobody)] == [
            403,
            403,
            302,
        ]
        assert analyst.get(address).status_code == 405
    assert Observation.objects.count() == 1


def test_only_entered_series_have_the_page(analyst, released):
    assert analyst.get("/en/definitions/1.4/series/").status_code == 404
    assert analyst.get("/en/definitions/9.9/series/").status_code == 404
    assert analyst.post(f"{SERIES}99999/confirm/").status_code == 404
    found = shows(analyst.get("/en/definitions/"))
    assert SERIES in found
    assert "/en/definitions/1.4/series/" not in found
    shows(analyst.get("/en/definitions/1.1/1/"), "Values of the series")


def test_the_indicator_leads_analysts_to_it(analyst, nobody, released):
    assert SERIES in shows(analyst.get("/en/indicators/1.1/"))
    assert SERIES not in shows(nobody.get("/en/indicators/1.1/"))
    assert "/series/" not in shows(analyst.get("/en/indicators/1.4/"))


def test_what_was_entered_never_changes(analyst, second_analyst, released):
    observation = in_force(analyst, second_analyst)
    rows = Observation.objects.filter(pk=observation.pk)
    for change in ({"value": 5}, {"document": "A/1"}, {"author": second_analyst.user}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(checker=analyst.user)


def test_a_release_can_hold_entered_values_alone(analyst, second_analyst, db):
    world = rows.world()
    rows.entered(world, "1.1", by=["level"])
    with pytest.raises(NothingToPublish):
        publish_release(name="None", by=world.sender)
    in_force(analyst, second_analyst)
    publish_release(name="First", by=world.sender)
    assert Release.objects.get().frozen["published"][0]["document"] == "A/79/230"


def test_entered_values_are_in_the_files_of_a_release_and_say_where_they_come_from(
    analyst, second_analyst, nobody, released
):
    in_force(analyst, second_analyst, qualifier="about")
    number = publish_release(name="Second", by=User.objects.first()).number
    [row] = [
        one
        for one in nobody.get(f"/en/releases/{number}/content.json").json()["values"]
        if one["state"] == "entered"
    ]
    today = timezone.now().date().isoformat()
    assert (row["indicator"], row["year"], row["breakdown"], row["value"]) == (
        "1.1",
        2023,
        {"level": "global"},
        "81",
    )
    assert (row["qualifier"], row["document"], row["paragraph"]) == ("about", "A/79/230", "12")
    assert (row["entered_by"], row["entered"], row["confirmed_by"], row["confirmed"]) == 2 * (
        "analyst",
        today,
    )
    table = nobody.get(f"/en/releases/{number}/content.csv").content.decode("utf-8-sig").splitlines()
    assert table[0].endswith("entered_by,entered,confirmed_by,confirmed")
    assert f"analyst,{today},analyst,{today}" in table[-1]
    assert nobody.get(f"/en/releases/{number}/content.xlsx").status_code == 200
    for content in (table[-1], str(row)):
        assert "Second" not in content
        assert "@" not in content


def test_programs_find_entered_values_of_a_release(analyst, second_analyst, nobody, released):
    address = "/api/v1/entered-values/"
    in_force(analyst, second_analyst)
    assert nobody.get(address).json()["results"] == []
    publish_release(name="Second", by=User.objects.first())
    [found] = nobody.get(address, {"indicator": "1.1", "year": "2023"}).json()["results"]
    assert (found["value"], found["state"], found["document"]) == ("81", "entered", "A/79/230")
    assert (found["entered_by"], found["confirmed_by"]) == ("analyst", "analyst")
    assert nobody.get(address, {"year": "2022"}).json()["results"] == []
    assert nobody.get(address, {"release": "1"}).json()["results"] == []
    assert nobody.get(address, {"release": "9"}).status_code == 404
    assert nobody.post(address).status_code in (403, 405)
