from indicators import actions
from indicators.models import Release
from tests.indicators import rows
from tests.pages.indicators.world import shows

ADDRESS, PUBLISH, PREPARE = "/en/releases/", "/en/releases/publish/", "/en/releases/prepare/"


def recompute(released):
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-10", focal_point="no", cpd_total=1, cpd_with_sstc=1
    )
    actions.compute_round(round=released.rounds[2022])


def test_everybody_sees_the_releases_and_nobody_the_form(nobody, drafter, released):
    for client in (nobody, drafter):
        page = shows(client.get(ADDRESS), "First")
        assert "Publish the release" not in page


def test_an_analyst_sees_what_is_new_since_the_last_one(analyst, released):
    shows(analyst.get(ADDRESS), "No value has been computed that the last release does not hold.")
    recompute(released)
    shows(analyst.get(ADDRESS), "Changed:", "1.4 Title of 1.4", "67</a></td>", "50</td>")


def test_an_analyst_publishes_and_the_pages_follow(analyst, nobody, released):
    recompute(released)
    assert "3 of 4 answered" in shows(nobody.get("/en/indicators/1.4/"))
    response = analyst.post(PUBLISH, {"name": "Second"}, follow=True)
    shows(response, "Release 2 is published.", "Second")
    assert "4 of 4 answered" in shows(nobody.get("/en/indicators/1.4/"))
    assert "2022 · 3 of 4 answered" in shows(nobody.get("/en/indicators/1.4/?release=1"))


def test_publishing_without_change_is_refused_in_words(analyst, released):
    for address in (PUBLISH, PREPARE):
        page = shows(analyst.post(address, {"name": "Again"}), "Nothing changed since release 1.", status=409)
        assert 'value="Again"' in page  # nothing typed is lost
    assert Release.objects.count() == 1


def test_publishing_stands_in_front_where_a_value_has_changed_alone(analyst, released):
    assert "Make a release all the same" in shows(analyst.get(ADDRESS), "Publish the release")
    recompute(released)
    assert "Make a release all the same" not in shows(analyst.get(ADDRESS), "Publish the release")


def test_a_release_needs_a_name(analyst, released):
    shows(analyst.post(PUBLISH, {"name": " "}), "errorlist", status=400)


def test_others_may_not_publish(nobody, drafter, focal_point, released):
    assert nobody.post(PUBLISH, {"name": "x"}).status_code == 302
    assert drafter.post(PUBLISH, {"name": "x"}).status_code == 403
    assert focal_point.post(PUBLISH, {"name": "x"}).status_code == 403
    assert Release.objects.count() == 1


def test_publishing_is_never_a_matter_of_looking(analyst, released):
    assert analyst.get(PUBLISH).status_code == 405


def test_nothing_computed_nothing_published(analyst, db):
    shows(analyst.post(PUBLISH, {"name": "x"}), "Nothing has been computed yet", status=409)


def test_a_release_tells_what_it_holds(nobody, released):
    shows(nobody.get(f"{ADDRESS}1/"), released.release.content_hash, "Survey of UN entities", "2021", "2022")
    assert nobody.get(f"{ADDRESS}7/").status_code == 404


def test_illustrative_holdings_are_marked(nobody, tried_out):
    shows(nobody.get(f"{ADDRESS}1/"), "Illustrative data")
