"""A definition is drafted by one person, checked by another, published, and computed."""

import dataclasses
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape

from indicators import actions
from indicators.definition_files import definition_as_yaml
from indicators.definitions import definition_from_yaml
from indicators.models import IndicatorVersion
from surveys.models import Item, Job, Questionnaire, Round, User
from tests.indicators import rows
from tests.indicators.tables import tabulated
from tests.kept import keeping
from tests.pages.indicators.world import shows
from tests.pages.personas import demo, signed_in

ADDRESS = "/en/definitions/"
DRAFT = f"{ADDRESS}1.4/2/"


@keeping
def second_analyst(analyst):
    other = User.objects.create_user("second@example.org", "south-south", first_name="Second")
    other.groups.set(analyst.user.groups.all())
    return signed_in(other)


@keeping
def draft(analyst, released) -> IndicatorVersion:
    analyst.post(f"{ADDRESS}1.4/draft/")
    return IndicatorVersion.objects.get(indicator__code="1.4", number=2)


def text_of(version, **changes) -> str:
    text = definition_as_yaml(version.as_definition())
    for before, after in changes.pop("replace", {}).items():
        assert before in text, text
        text = text.replace(before, after)
    return text


def edited(client, draft, **replace):
    return client.post(f"{DRAFT}edit/", {"text": text_of(draft, replace=replace["replace"])}, follow=True)


COUNTED_NO = {"counted:\n  - yes": "counted:\n  - no", "counted:\n  - 'yes'": "counted:\n  - 'no'"}


def no_instead_of_yes(draft) -> dict:
    text = definition_as_yaml(draft.as_definition())
    return {key: value for key, value in COUNTED_NO.items() if key in text}


def test_a_draft_begins_with_the_version_in_force_and_shows_all_years(analyst, draft):
    page = shows(analyst.get(DRAFT), "Definition of 1.4, version 2", "Draft", "question: focal_point", "same")
    assert page.count("67, 3 of 4 answered") == 4
    assert "ENTITY-07" not in page[page.index('<h2 id="values">') :]
    shows(analyst.get(ADDRESS), DRAFT)
    assert analyst.post(f"{ADDRESS}1.4/draft/")["Location"] == DRAFT


def test_an_edit_shows_every_year_before_and_after(analyst, draft):
    response = edited(analyst, draft, replace=no_instead_of_yes(draft))
    shows(response, "The draft is kept", "67, 3 of 4 answered", "33, 3 of 4 answered", "changed")


def test_the_second_definition_of_a_year_is_told_in_words(analyst, draft):
    shows(analyst.get(DRAFT), "Version 1 holds from 2019", "Two definitions cannot hold in one year")
    later = edited(analyst, draft, replace={"from: '2019'": "from: '2030'"})
    assert later.status_code == 400
    shows(later, "no round of “unossc_entity” lies in the years", status=400)


@pytest.mark.parametrize(
    ("replace", "said"),
    [
        ({"measure: share": "measure: shares"}, ("Line ", "<code>measure</code>")),
        ({"unit: percent": "unit: percent\nfoo: bar"}, ("Line ", "<code>foo</code>")),
        ({"question: focal_point": "question: nothing"}, ("Line ", "<code>question</code>", "“nothing”")),
        ({"version: '2'": "version: '7'"}, ("Line ", "<code>version</code>", "has to be 2")),
        ({"code: '1.4'": "code: '9.4'"}, ("Line 1", "<code>code</code>", "has to be 1.4")),
        ({"strategy-2020-2024/1": "strategy-2020-2024/9"}, ("<code>nodes</code>", "no framework has a node")),
        ({"measure: share": "measure: [share"}, ("Line ",)),
    ],
)
def test_a_mistake_is_told_with_key_and_line_and_nothing_typed_is_lost(analyst, draft, replace, said):
    typed = text_of(draft, replace=replace)
    response = analyst.post(f"{DRAFT}edit/", {"text": typed})
    page = shows(response, "What you typed is still here", *said, status=400)
    assert escape(next(iter(replace.values())).splitlines()[-1]) in page
    assert IndicatorVersion.objects.get(pk=draft.pk).definition == draft.definition


def test_an_option_that_is_not_there_is_named(analyst, draft):
    replace = {key: value.replace("no", "maybe") for key, value in no_instead_of_yes(draft).items()}
    page = edited(analyst, draft, replace=replace)
    shows(page, "<code>counted</code>", "“maybe” is not an option of “focal_point”", status=400)


def test_nobody_checks_the_own_draft_and_nothing_unchecked_is_published(analyst, draft):
    shows(analyst.post(f"{DRAFT}check/", follow=True), "whoever wrote it cannot")
    shows(analyst.post(f"{DRAFT}publish/", follow=True), "has not been checked")
    draft.refresh_from_db()
    assert draft.state == "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorVersion.objects.filter(pk=draft.pk).update(state="checked", checker=analyst.user)


def test_a_second_person_checks_then_it_is_published_and_computed(
    analyst, second_analyst, nobody, draft, released
):
    edited(analyst, draft, replace=no_instead_of_yes(draft))
    shows(second_analyst.post(f"{DRAFT}check/", follow=True), "Checked. It can be published", "Second")
    Job.objects.all().delete()
    shows(analyst.post(f"{DRAFT}publish/", follow=True), "Published. Its rounds are computed anew")
    assert {job.subject for job in Job.objects.filter(kind=actions.COMPUTE)} == {
        round_.pk for round_ in released.rounds.values()
    }
    for round_ in released.rounds.values():
        actions.compute_round(round=round_)
    released.publish()
    shows(nobody.get("/en/indicators/1.4/2022/"), "1 ÷ 3 × 100 = 33.333", "Definition, version 2")
    shows(nobody.get("/en/indicators/1.4/2022/?release=1"), "2 ÷ 3 × 100", "Definition, version 1")


def test_everybody_reads_that_and_when_a_definition_was_checked_and_nobody_by_which_account(
    analyst, second_analyst, nobody, draft, released
):
    User.objects.filter(pk=second_analyst.user.pk).update(first_name="Ottoline")
    second_analyst.user.refresh_from_db()
    shows(nobody.get("/en/indicators/1.4/"), "Not yet checked by a second person.")
    edited(analyst, draft, replace={"author: analyst": "author: me\nchecker: me too\nreviewed: '2020-02-02'"})
    draft.refresh_from_db()
    assert (draft.as_definition().author, draft.as_definition().reviewed) == ("analyst", None)
    second_analyst.post(f"{DRAFT}check/")
    analyst.post(f"{DRAFT}publish/")
    for round_ in released.rounds.values():
        actions.compute_round(round=round_)
    released.publish()

    today = date_format(timezone.localdate(), "DATE_FORMAT")
    shows(nobody.get("/en/indicators/1.4/"), f"Written by an analyst and checked by another one on {today}.")
    shows(analyst.get(DRAFT), str(analyst.user), str(second_analyst.user))
    read_by_all = [
        "/api/indicators/1.4/", "/en/indicators/1.4/", "/en/indicators/1.4/2022/", "/en/releases/2/content.json",
    ]  # fmt: skip
    for address in read_by_all:
        said = nobody.get(address).content.decode()
        for user in (analyst.user, second_analyst.user):
            assert user.email not in said
            assert str(user) not in said


def test_a_release_from_before_definitions_named_the_role_alone_names_no_account_either(
    analyst, second_analyst, nobody, draft, released
):
    edited(analyst, draft, replace=no_instead_of_yes(draft))
    second_analyst.post(f"{DRAFT}check/")
    analyst.post(f"{DRAFT}publish/")
    published = IndicatorVersion.objects.get(pk=draft.pk)
    named = {"author": "one@example.org", "checker": "A Second One"}
    IndicatorVersion.objects.filter(pk=draft.pk).update(definition=published.definition | named)
    released.publish()

    frozen = nobody.get("/en/releases/2/content.json").json()["frozen"]["definitions"]["1.4"]
    assert (frozen["2"]["author"], frozen["2"]["checker"]) == ("analyst", "analyst")
    assert frozen["1"]["author"] == "UNOSSC"


def test_an_edit_after_the_check_is_a_draft_again(analyst, second_analyst, draft):
    second_analyst.post(f"{DRAFT}check/")
    edited(analyst, draft, replace=no_instead_of_yes(draft))
    draft.refresh_from_db()
    assert (draft.state, draft.checker) == ("draft", None)


def test_a_published_version_is_never_edited(analyst, released):
    text = definition_as_yaml(IndicatorVersion.objects.get(indicator__code="1.4").as_definition())
    for step in ("edit", "check", "publish", "discard"):
        response = analyst.post(f"{ADDRESS}1.4/1/{step}/", {"text": text}, follow=True)
        shows(response, "published and never changes")
    assert "readonly" in shows(analyst.get(f"{ADDRESS}1.4/1/"))


def test_a_draft_can_be_let_go(analyst, draft):
    shows(analyst.post(f"{DRAFT}discard/", follow=True), "was discarded")
    assert not IndicatorVersion.objects.filter(pk=draft.pk).exists()


def test_a_draft_shows_nowhere_else(nobody, draft, released):
    edit = nobody.get("/api/v1/indicators/1.4/").json()
    assert [version["number"] for version in edit["versions"]] == [1]
    assert "version 2" not in shows(nobody.get("/en/indicators/1.4/"))
    assert actions.compute_round(round=released.rounds[2022]).versions.filter(number=2).count() == 0


def test_a_version_comes_out_as_the_file_that_declares_it(analyst, draft):
    response = analyst.get(f"{DRAFT}file.yaml")
    assert definition_from_yaml(response.content.decode(), file="1.4.yaml") == draft.as_definition()


@pytest.mark.parametrize("step", ["draft/", "2/edit/", "2/check/", "2/publish/", "2/discard/"])
def test_others_touch_no_definition(nobody, drafter, focal_point, analyst, draft, step):
    address = f"{ADDRESS}1.4/{step}"
    assert nobody.post(address).status_code == 302
    assert [client.post(address).status_code for client in (drafter, focal_point)] == [403, 403]
    assert analyst.get(address).status_code == 405
    assert [client.get(ADDRESS).status_code for client in (drafter, analyst)] == [403, 200]
    assert drafter.get(DRAFT).status_code == 403
    assert analyst.get(f"{ADDRESS}1.4/9/").status_code == 404


def test_the_ratio_knows_that_its_part_lies_in_its_whole(released):
    demo("analyst").post(f"{ADDRESS}BA.3/draft/")
    assert IndicatorVersion.objects.get(indicator__code="BA.3", number=2).state == "draft"


@keeping
def asked_later(analyst, released) -> IndicatorVersion:
    """A draft of 1.9, whose question only the questionnaire of 2022 has."""
    world = released.world
    older = Questionnaire.objects.create(
        survey=world.survey, version="8", source_file="g.yaml", sha256="1" * 64, definition={}
    )
    Round.objects.filter(data_year=2021).update(questionnaire=older)
    Item.objects.create(
        questionnaire=world.questionnaire, code="later", question="later", kind="whole_number",
        names=rows.text("A later question"), position=9,
    )  # fmt: skip
    rows.defined(world, "1.9", measure="total", question="later", unit="count", survey="unossc_entity",
                 minimum_respondents="1", by=["entity_type"])  # fmt: skip
    analyst.post(f"{ADDRESS}1.9/draft/")
    return IndicatorVersion.objects.get(indicator__code="1.9", number=2)


def test_a_year_that_did_not_ask_the_question_is_explained_and_the_draft_is_kept(analyst, asked_later):
    address = f"{ADDRESS}1.9/2/"
    text = text_of(asked_later, replace={"Short 1.9": "Asked later"})

    kept = analyst.post(f"{address}edit/", {"text": text}, follow=True)

    page = shows(kept, "The draft is kept", "The questionnaire of that year did not ask this.")
    assert page.count('<th scope="row">2021') == page.count('<th scope="row">2022') == 3


def test_a_question_that_no_year_asks_is_a_mistake(analyst, asked_later):
    text = text_of(asked_later, replace={"question: later": "question: never"})

    response = analyst.post(f"{ADDRESS}1.9/2/edit/", {"text": text})

    shows(
        response,
        "<code>question</code>",
        "has no question “never” (questionnaire 8)",
        "(questionnaire 9)",
        status=400,
    )


def test_a_year_of_which_only_counts_came_is_computed_from_them(analyst, draft, released):
    round_ = rows.round_of(released.world, 2023, [f"ENTITY-{number:02}" for number in range(7, 17)])
    counts = (("focal_point", "yes", 6, 8), ("focal_point", "no", 2, 8))
    tabulated(released.world, round_, (None, "invited", 10), (None, "answered", 8), *counts)

    shows(analyst.get(DRAFT), "75, 8 of 10 answered")


def test_the_values_can_be_seen_before_anything_is_kept(analyst, draft):
    text = text_of(draft, replace=no_instead_of_yes(draft))
    page = shows(
        analyst.post(f"{DRAFT}edit/", {"text": text, "look": "yes"}), "The text above is not kept yet."
    )
    assert re.search(r"counted: - (&#x27;)?no", page)
    years = re.findall(r"<tr><th scope=\"row\">(20\d\d)", page)
    assert set(years) == {"2021", "2022"}
    assert page.count("67, 3 of 4 answered") == 2
    assert page.count("33, 3 of 4 answered") == 2
    assert page.count('<td class="num">−34</td>') == 2
    kept = IndicatorVersion.objects.get(pk=draft.pk)
    assert (kept.definition, kept.state) == (draft.definition, draft.state)
    assert "not kept yet" not in shows(analyst.get(DRAFT))


def test_a_mistake_is_told_before_anything_is_kept_as_well(analyst, draft):
    answer = analyst.post(f"{DRAFT}edit/", {"text": "code: 1.4", "look": "yes"})
    assert answer.status_code == 400
    assert "The draft was not kept." in answer.content.decode()


def test_of_a_published_version_nothing_is_tried(analyst, released):
    answer = analyst.post(
        f"{ADDRESS}1.4/1/edit/", {"text": text_of(released.share.versions.get()), "look": "yes"}, follow=True
    )
    assert "The text above is not kept yet." not in shows(answer)


def test_a_year_that_a_draft_leaves_is_shown_with_what_it_loses(analyst, draft):
    text = definition_as_yaml(dataclasses.replace(draft.as_definition(), valid_from=2022))
    page = shows(analyst.post(f"{DRAFT}edit/", {"text": text, "look": "yes"}))
    row = page[page.index('<tr><th scope="row">2021') :].partition("</tr>")[0]
    assert "67, 3 of 4 answered" in row
    assert '<td class="num">–</td>' in row
    assert "changed" in row
