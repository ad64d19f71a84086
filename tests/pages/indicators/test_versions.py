"""Versions of a definition on the page of its indicator, and each to read with the values that it gave."""

from indicators import actions, drafting
from surveys.models import User
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows

ADDRESS = "/en/indicators/1.4/"


@keeping
def reworked(released):
    """1.4 a second time: from 2022 on who does not know stays below the line, and the minimum is two."""
    rows.defined(
        released.world, "1.4", number=2, measure="share", question="focal_point", counted=["yes"],
        out=rows.OUT | {"do_not_know": "stays"}, survey="unossc_entity", minimum_respondents="2",
        by=["entity_type"], unit="percent", valid={"from": "2022", "to": "2023"},
    )  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.second = released.publish()
    return released


def test_each_version_says_since_when_by_whom_and_what_changed(nobody, reworked):
    page = shows(
        nobody.get(ADDRESS), "Version 2", "Valid from 2022 to 2023", "Changed:", "Stay in the denominator",
        "Respondents needed", "Version 1", "Valid from 2019 on", "Published before its day was kept",
        'href="/en/indicators/1.4/versions/1/"',
    )  # fmt: skip
    assert page.index("Version 2") < page.index("Version 1")


def test_an_older_version_is_read_with_its_words_and_its_values(nobody, reworked):
    page = shows(
        nobody.get(f"{ADDRESS}versions/1/"), "There is a newer version.", "What 1.4 is.", "Valid from 2019 on",
        "Release 1, ", "Release 2, ", "/en/indicators/1.4/2021/",
    )  # fmt: skip
    assert "/en/indicators/1.4/2022/" not in page
    assert "What is different" not in page
    shows(nobody.get(f"{ADDRESS}versions/1/?release=1"), "/en/indicators/1.4/2022/?release=1", "67")


def test_the_newer_one_says_what_was_and_is(nobody, reworked):
    shows(
        nobody.get(f"{ADDRESS}versions/2/"), "What is different from the version before",
        '<th scope="row">Respondents needed</th><td data-label="Before">1</td><td data-label="Now">2</td>',
        '<td data-label="Now">do not know</td>', "/en/indicators/1.4/2022/",
    )  # fmt: skip


def test_a_version_that_this_release_has_not_is_not_there(nobody, reworked):
    answer = nobody.get(f"{ADDRESS}versions/2/?release=1")
    assert answer.status_code == 404
    assert "has no version 2 in this release" in answer.content.decode()
    assert nobody.get(f"{ADDRESS}versions/9/").status_code == 404
    assert nobody.get("/en/indicators/9.9/versions/1/").status_code == 404
    assert nobody.post(f"{ADDRESS}versions/1/").status_code == 405


def test_who_published_is_named_to_those_alone_who_work_on_definitions(nobody, analyst, reworked):
    writer, checker = reworked.world.sender, User.objects.create_user("checker@example.org")
    draft = drafting.begin_draft(indicator=reworked.share, by=writer)
    drafting.check_draft(version=draft, by=checker)
    drafting.publish_version(version=draft, by=checker)
    reworked.publish()
    page = shows(nobody.get(f"{ADDRESS}versions/3/"), "Published by an analyst on ")
    assert "checker@example.org" not in page
    shows(analyst.get(f"{ADDRESS}versions/3/"), "Who wrote, checked and published it")
    shows(analyst.get("/en/definitions/1.4/3/"), "Published by checker@example.org on ")


def test_a_version_of_which_no_release_holds_a_value_says_so(nobody, released):
    shows(nobody.get("/en/indicators/5.2/versions/1/"), "This release has no value by this version.")
