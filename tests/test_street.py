"""The whole street with the real things: a workbook becomes a figure, and the figure opens down to its cell."""

import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from openpyxl import load_workbook

import indicators.loading
import surveys.loading
from indicators import actions as computing
from indicators.actions import COMPUTE
from indicators.models import Release, Value
from surveys import actions, jobs
from surveys.loading.examples import do_it_here
from surveys.models import Answer, Respondent, Round, User
from surveys.templates_xlsx import build_template
from tests.kept import keeping
from tests.surveys import rounds

pytestmark = pytest.mark.usefixtures("read_apart")

ROUND_OF = {1: "yes", 2: "yes", 3: "yes", 7: "yes", 5: "no", 6: "do_not_know"}
"""What each answers to having a focal point; entity 4 is asked and never answers: 4 of 5, and two left out."""


def load_facts():
    return surveys.loading.load_facts(settings.FIXTURES) + indicators.loading.load_facts(settings.FIXTURES)


def compute_a_round() -> tuple[Round, dict[str, User]]:
    load_facts()
    rounds.entity(7)
    surveys.loading.make_demo_accounts()
    people = {name: User.objects.get(email=f"{name}@example.org") for name in ("analyst", "focal-point")}
    round_ = rounds.entity_round(entities=range(1, 8))
    for number, answer in ROUND_OF.items():
        if number != 7:
            answered(round_, number, people, focal_point=answer, cpd_total=10, cpd_with_sstc=5)
    submit(round_, rounds.entity(7), people, filled_by_hand(round_, rounds.entity(7)))
    compute()
    return round_, people


@keeping
def facts(db):
    """Everything that is known without any answer."""
    return load_facts()


@keeping
def computed(db) -> tuple[Round, dict[str, User]]:
    """The round after everybody's approval, computed once, and the people who had a hand in it."""
    return compute_a_round()


def filled_by_hand(round_: Round, respondent: Respondent) -> bytes:
    """The template as somebody fills it in with a spreadsheet program, by the codes in its second column."""
    template = build_template(
        round_.questionnaire.as_questionnaire(), respondent_code=respondent.code, respondent_name=respondent.code,
        year=round_.data_year, language="zh", deadline=None, contact="",
    )  # fmt: skip
    answers = {
        "cpd_total": 12, "cpd_with_sstc": 7, "results_reported": "是", "focal_point": "是",
        "dedicated_unit": "否", "dedicated_budget": "否", "regional_support": "是", "events": 14,
    }  # fmt: skip
    book = load_workbook(io.BytesIO(template))
    for row in book["Answers"].iter_rows(min_row=5):
        if row[1].value in answers:
            row[3].value = answers.pop(row[1].value)
    assert not answers
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def submit(round_: Round, respondent: Respondent, people: dict, content: bytes):
    """The way of one workbook from its arrival to the approval."""
    upload = rounds.checked(round_, respondent, people["focal-point"], content, "答卷.xlsx")
    actions.submit_upload(upload=upload, by=people["focal-point"])
    submission = rounds.work(upload, "save_upload").submissions.get()
    return actions.approve_submission(submission=submission, by=people["analyst"])


def answered(round_: Round, number: int, people: dict, **answers):
    respondent = rounds.entity(number)
    return submit(round_, respondent, people, rounds.workbook(respondent, round_.data_year, **answers))


def compute() -> None:
    """What the worker does after the approvals."""
    waiting = jobs.unfinished(COMPUTE)
    assert len(waiting) == 1
    do_it_here(waiting)


def publish(people: dict, name: str) -> Release:
    return computing.publish_release(name=name, by=people["analyst"])


def numbers_of(release: Release) -> dict:
    """Everything that a release says in numbers, by indicator, year and part."""
    values = Value.objects.filter(release_values__release=release).select_related("version__indicator")
    return {
        (value.version.indicator.code, value.year, tuple(value.breakdown.items())): (
            value.numerator, value.denominator, value.value, value.answered, value.state,
        )
        for value in values
    }  # fmt: skip


def test_loading_the_facts_again_changes_nothing(facts):
    assert min(facts[each] for each in ("indicators", "respondents", "published figures")) > 0

    assert not load_facts()


def few(folder: Path) -> Path:
    """The fixtures with a few example workbooks of each year, and one file of all for each survey that DESA runs."""
    copied = folder / "fixtures"
    copied.mkdir()
    for entry in settings.FIXTURES.iterdir():
        if entry.name != "examples":
            (copied / entry.name).symlink_to(entry)
    examples = settings.FIXTURES / "examples" / "unossc_entity"
    for year in ("2021", "2022", "2023"):
        of_year = copied / "examples" / "unossc_entity" / year
        of_year.mkdir(parents=True)
        for file in sorted((examples / year).glob("*.xlsx"))[:4]:
            (of_year / file.name).symlink_to(file)
    (copied / "examples" / "unossc_entity" / "roster.csv").symlink_to(examples / "roster.csv")
    for survey in ("desa_government", "desa_entity_hq", "desa_unct"):
        of_survey = copied / "examples" / survey
        of_survey.mkdir()
        for file in [examples.parent / survey / "roster.csv", *(examples.parent / survey).glob("2023.*")]:
            (of_survey / file.name).symlink_to(file)
    return copied


def test_examples_are_fictional_flagged_and_loaded_once(facts, tmp_path, settings):
    settings.FIXTURES = few(tmp_path)
    call_command("load_examples", "--here", stdout=io.StringIO())

    release = Release.objects.get()
    illustrative = [*Value.objects.all(), *Round.objects.all()]
    with_numbers = release.release_values.filter(value__state="computed").values_list(
        "value__run__round__survey__code", flat=True
    )
    assert set(with_numbers) == {"unossc_entity", "desa_government", "desa_entity_hq", "desa_unct"}
    assert all(each.illustrative for each in illustrative)
    invited = Respondent.objects.filter(invitations__isnull=False)
    assert set(invited.values_list("fictional", flat=True)) == {True}
    assert not Answer.objects.filter(submission__respondent__fictional=False).exists()
    named = {part for value in Value.objects.all() for part in value.breakdown.values()}
    assert not named & set(Respondent.objects.filter(fictional=False).values_list("code", flat=True))

    again = io.StringIO()
    call_command("load_examples", "--here", stdout=again)
    assert again.getvalue() == "Nothing to change: all of it is there.\n"
    assert Release.objects.get() == release


def test_a_filled_workbook_becomes_a_figure_that_opens_down_to_its_cell(client, computed):
    _, people = computed
    release = publish(people, "First")
    share = numbers_of(release)["1.4", 2022, ()]
    assert share == (4, 5, Decimal(80), 6, "computed")
    documents = numbers_of(release)["BA.3", 2022, ()]
    # Five entities with 5 of 10 documents, one with 7 of 12: 32 of 62.
    assert documents[:2] == (32, 62)
    assert round(documents[2], 4) == Decimal("51.6129")

    assert b"2022,80" in client.get("/en/figures/1.4.csv?basis=illustrative").content
    client.force_login(people["analyst"])
    page = client.get("/en/indicators/1.4/2022/").content.decode()
    answer = Answer.objects.get(submission__respondent__code="ENTITY-07", item__code="focal_point")
    assert f"{answer.sheet}!D{answer.row}" in page
    assert "答卷.xlsx" in page
    with answer.submission.upload.stored_path.open("rb") as stream:
        assert load_workbook(stream)[answer.sheet].cell(answer.row, answer.column).value == "是"


def test_a_later_answer_changes_one_indicator_and_no_release_before_it(client, computed):
    round_, people = computed
    first = publish(people, "First")
    files = [f"/en/figures/1.4.{kind}?basis=illustrative&release=1" for kind in ("csv", "svg", "xlsx", "png")]
    before = [client.get(file).content for file in files]

    answered(round_, 5, people, focal_point="yes", cpd_total=10, cpd_with_sstc=5)
    compute()
    second = publish(people, "Second")
    cache.clear()  # so that the figures are drawn again

    assert [client.get(file).content for file in files] == before
    old, new = numbers_of(first), numbers_of(second)
    assert {address for address in old | new if old.get(address) != new.get(address)} == {("1.4", 2022, ())}
    assert (old["1.4", 2022, ()][2], new["1.4", 2022, ()][2]) == (80, 100)
    assert client.get("/en/indicators/1.4/2022/?release=1").status_code == 200


def test_a_definition_that_comes_with_files_is_computed(computed, tmp_path, settings):
    round_, _people = computed
    for entry in settings.FIXTURES.iterdir():
        (tmp_path / entry.name).symlink_to(entry)
    (tmp_path / "indicators").unlink()
    shutil.copytree(settings.FIXTURES / "indicators", tmp_path / "indicators")
    settings.FIXTURES = tmp_path
    call_command("load_facts", stdout=io.StringIO())
    assert not jobs.unfinished(COMPUTE)

    file = tmp_path / "indicators" / "3.3.yaml"
    file.write_text(file.read_text().replace("version: 1\n", "version: 2\n"))
    call_command("load_facts", stdout=io.StringIO())
    assert jobs.unfinished(COMPUTE) == [jobs.latest(COMPUTE, round_.pk).pk]
