import shutil
from collections import Counter

import pytest
from django.contrib.auth.models import Group

from surveys.declarations import DeclarationError
from surveys.loading import load_examples, load_facts, make_demo_accounts, make_groups
from surveys.loading.accounts import ANALYST_PERMISSIONS
from surveys.loading.examples import NoWorker, do_it_here, load_example_rounds, wait_for_worker
from surveys.loading.facts import read_surveys
from surveys.models import (
    Answer,
    Invitation,
    Item,
    Membership,
    Option,
    Questionnaire,
    Representation,
    Respondent,
    Round,
    Submission,
    Survey,
    Upload,
    User,
)
from surveys.signals import roster_changed
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES


@pytest.fixture
def fixtures(tmp_path):
    """The facts, the roster of entities, and two workbooks a year."""
    for name in ("groups.yaml", "entities.csv", "countries.csv", "country_memberships.csv"):
        shutil.copy(FIXTURES / name, tmp_path / name)
    shutil.copytree(FIXTURES / "surveys", tmp_path / "surveys")
    examples = tmp_path / "examples" / "unossc_entity"
    examples.mkdir(parents=True)
    shutil.copy(FIXTURES / "examples" / "unossc_entity" / "roster.csv", examples)
    for year in ("2021", "2022", "2023"):
        (examples / year).mkdir()
        for number in ("06", "07"):
            shutil.copy(
                FIXTURES / "examples" / "unossc_entity" / year / f"entity-{number}.xlsx", examples / year
            )
    return tmp_path


def test_facts_are_loaded_once(db, fixtures):
    first = load_facts(fixtures)

    assert first["respondents"] == Respondent.objects.count() > 200
    assert first["surveys"] == 4
    assert load_facts(fixtures) == Counter()


def test_what_a_file_says_arrives_in_the_tables(db, fixtures):
    load_facts(fixtures)

    unido = Respondent.objects.get(kind="entity", code="UNIDO")
    assert unido.names["en"]["text"] == "United Nations Industrial Development Organization"
    assert Membership.objects.get(respondent=unido).group.code == "specialized_agency"
    kenya = Respondent.objects.get(kind="government", code="KEN")
    assert (kenya.slug, kenya.iso2, kenya.m49) == ("kenya", "KE", "404")
    assert kenya.memberships.filter(group__grouping__code="region", group__code="africa").exists()
    survey = Survey.objects.get(code="desa_unct")
    assert (survey.respondent_kind, survey.attributable) == ("country_team", False)
    assert not Respondent.objects.filter(fictional=True).exists()


def test_a_correction_in_a_file_changes_its_row_and_no_other(db, fixtures):
    load_facts(fixtures)
    file = fixtures / "entities.csv"
    file.write_text(file.read_text().replace("United Nations Children's Fund", "Children's Fund"))

    assert load_facts(fixtures) == Counter({"respondents": 1})


def test_another_group_in_a_file_is_told_as_a_membership(db, fixtures):
    load_facts(fixtures)
    file = fixtures / "country_memberships.csv"
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines[:-1], ""]))
    assert load_facts(fixtures) == Counter()  # rows that no file names are left alone
    Membership.objects.filter(respondent__code="UNIDO").delete()
    assert load_facts(fixtures) == Counter({"memberships": 1})


def test_rounds_are_told_that_their_illustrative_roster_is_another(db, fixtures):
    load_facts(fixtures)
    load_example_rounds(fixtures)
    told = []

    def hear(sender, rounds, **_):
        told.append({round_.data_year for round_ in rounds})

    roster_changed.connect(hear)
    try:
        load_example_rounds(fixtures)
        assert told == []
        file = fixtures / "examples" / "unossc_entity" / "roster.csv"
        header, first, *others = file.read_text().splitlines()
        cells = dict(zip(header.split(","), first.split(","), strict=True))
        group = "fund" if cells["entity_type"] != "fund" else "programme"
        changed = ",".join((cells | {"entity_type": group}).values())
        file.write_text("\n".join([header, changed, *others, ""]))
        load_example_rounds(fixtures)
        assert told == [{2021, 2022, 2023}]
        Invitation.objects.filter(round__data_year=2022, respondent__code="ENTITY-07").delete()
        load_example_rounds(fixtures)
        assert told[1:] == [{2022}]
    finally:
        roster_changed.disconnect(hear)


def test_items_and_options_are_derived_from_the_questions(db, fixtures):
    load_facts(fixtures)
    questionnaire = Questionnaire.objects.get(survey__code="unossc_entity", version="2022.1")

    assert list(questionnaire.as_questionnaire().items) == [
        item.code for item in Item.objects.filter(questionnaire=questionnaire)
    ]
    options = Option.objects.filter(item__questionnaire=questionnaire, item__code="focal_point")
    assert [option.code for option in options] == ["yes", "no"]


def test_other_questions_under_an_old_version_are_refused(db, fixtures):
    load_facts(fixtures)
    file = fixtures / "surveys" / "unossc_entity" / "2022.yaml"
    text = file.read_text()
    file.write_text(f"# a comment more\n{text}")
    assert load_facts(fixtures) == Counter()
    file.write_text(text.replace("code: events", "code: many_events"))
    (fixtures / "entities.csv").write_text(
        (fixtures / "entities.csv").read_text().replace("Children", "Kids")
    )

    with pytest.raises(DeclarationError, match=r"version 2022\.1 was loaded with other questions"):
        load_facts(fixtures)
    assert not Respondent.objects.filter(names__en__text__contains="Kids").exists()


def test_a_survey_file_is_read_strictly():
    text = "surveys:\n- {code: a, names: {en: A}, owner: X, respondent_kind: ship, attributable: true}\n"

    with pytest.raises(DeclarationError, match=r"surveys\.yaml:2.*ship"):
        read_surveys(text, file="surveys.yaml")


def test_groups_are_made_once_and_then_belong_to_the_administrator(db):
    assert make_groups() == Counter({"groups": 2})
    analyst = Group.objects.get(name="analyst")
    assert set(analyst.permissions.values_list("codename", flat=True)) == {
        codename for _, codename in ANALYST_PERMISSIONS
    }
    analyst.permissions.clear()

    assert make_groups() == Counter()
    assert not analyst.permissions.exists()


def test_demo_accounts_have_their_roles(db, monkeypatch):
    rounds.entity_round()
    make_demo_accounts()
    analyst, drafter, administrator, focal_point = (
        User.objects.get(email=f"{name}@example.org")
        for name in ("analyst", "drafter", "administrator", "focal-point")
    )

    assert analyst.has_perms(
        ["surveys.review_submission", "surveys.see_any_answer", "indicators.publish_release"]
    )
    assert not analyst.is_staff
    assert drafter.get_all_permissions() == {"surveys.add_quote"}
    assert administrator.is_superuser
    assert set(focal_point.representations.values_list("respondent__code", flat=True)) == {
        "ENTITY-07",
        "ENTITY-08",
    }
    assert make_demo_accounts() == Counter()
    monkeypatch.setenv("DEMO_PASSWORD", "another-one")
    assert make_demo_accounts() == Counter({"accounts": 4})
    analyst.refresh_from_db()
    assert analyst.check_password("another-one")


def test_examples_go_all_the_way_and_the_last_waits_for_review(db, fixtures):
    load_facts(fixtures)
    changed = load_examples(fixtures, wait=do_it_here)

    assert changed["uploads"] == 6
    assert Upload.objects.filter(state="ready").count() == 6
    assert Submission.objects.counted().count() == 5
    waiting = Submission.objects.get(state="submitted")
    assert (waiting.respondent.code, waiting.round.data_year) == ("ENTITY-07", 2023)
    assert Answer.objects.count() > 100
    assert [round_.state for round_ in Round.objects.order_by("data_year")] == ["closed", "closed", "open"]
    assert set(Round.objects.values_list("illustrative", flat=True)) == {True}
    assert Representation.objects.filter(user__email="focal-point@example.org").count() == 2
    assert load_examples(fixtures, wait=do_it_here) == Counter()


def desa_only(fixtures, survey: str, *files: str) -> None:
    """Leave nothing but these example files."""
    shutil.rmtree(fixtures / "examples")
    folder = fixtures / "examples" / survey
    folder.mkdir(parents=True)
    for file in files:
        shutil.copy(FIXTURES / "examples" / survey / file, folder)


def test_a_file_with_the_answers_of_many_becomes_a_submission_of_each(db, fixtures):
    desa_only(fixtures, "desa_entity_hq", "roster.csv", "2022.limesurvey.csv")
    load_facts(fixtures)
    load_examples(fixtures, wait=do_it_here)

    upload = Upload.objects.get()
    assert (upload.layout, upload.state, upload.sender.is_active) == ("limesurvey", "ready", False)
    assert Submission.objects.counted().count() == len(upload.counts["respondents"]) > 15
    assert not Submission.objects.filter(state="submitted").exists()
    assert upload.issues.filter(code="unfinished_response").count() == 1
    assert load_examples(fixtures, wait=do_it_here) == Counter()


def test_groups_of_fictional_respondents_may_have_an_end(db, fixtures):
    desa_only(fixtures, "desa_government", "roster.csv")
    load_facts(fixtures)
    load_examples(fixtures, wait=do_it_here)

    in_ldc = Membership.objects.filter(respondent__fictional=True, group__grouping__code="ldc")
    assert set(in_ldc.values_list("to_year", flat=True)) > {None}
    assert Respondent.objects.filter(fictional=True, kind="government").count() == 84


def test_a_group_that_is_not_there_is_named(db, fixtures):
    file = fixtures / "examples" / "unossc_entity" / "roster.csv"
    file.write_text(file.read_text().replace(",programme,", ",club,", 1))
    load_facts(fixtures)

    with pytest.raises(DeclarationError, match=r"roster\.csv:2: no group “club” of “entity_type”"):
        load_examples(fixtures, wait=do_it_here)


def test_only_fictional_respondents_ever_give_illustrative_answers(db, fixtures):
    load_facts(fixtures)
    load_examples(fixtures, wait=do_it_here)

    assert not Submission.objects.filter(respondent__fictional=False).exists()


def test_examples_that_were_left_half_way_are_taken_up(db, fixtures):
    load_facts(fixtures)

    def nobody(waiting):
        raise NoWorker

    with pytest.raises(NoWorker, match="is the worker running"):
        load_examples(fixtures, wait=nobody)
    assert Upload.objects.filter(state="received").count() == 6
    load_examples(fixtures, wait=do_it_here)

    assert Upload.objects.filter(state="ready").count() == 6


def test_waiting_for_a_worker_that_is_not_there_ends(db, monkeypatch):
    monkeypatch.setattr("surveys.loading.examples.PATIENCE", 0.2)
    round_ = rounds.entity_round()
    upload = rounds.receive(round_, rounds.entity(7), rounds.person("a@example.org"), b"bytes")

    with pytest.raises(NoWorker):
        wait_for_worker([upload.pk and rounds.jobs.latest("check_upload", upload.pk).pk])


def test_an_example_that_has_errors_is_named(db, fixtures):
    load_facts(fixtures)
    file = fixtures / "examples" / "unossc_entity" / "2021" / "entity-06.xlsx"
    file.write_bytes((FIXTURES / "examples" / "problems" / "negative-count.xlsx").read_bytes())

    with pytest.raises(DeclarationError, match=r"entity-06\.xlsx.*errors"):
        load_examples(fixtures, wait=do_it_here)
