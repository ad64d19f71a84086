import datetime
import io
import zipfile
from types import SimpleNamespace

from django.utils import timezone
from openpyxl import load_workbook

from surveys import actions, jobs, tasks
from surveys.actions.workbooks import BATCH
from surveys.carrying import carried_over
from surveys.models import Batch, Invitation, Job, Round
from tests.kept import keeping
from tests.surveys import rounds

CLOSES = datetime.date(2027, 3, 31)


@keeping
def desk(db):
    desk = SimpleNamespace(
        before=rounds.entity_round(2021, entities=(7,)),
        round=rounds.entity_round(entities=(7, 8)),
        entity=rounds.entity(7),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7)),
        analyst=rounds.person("analyst@example.org"),
    )

    desk.focal_point.language = "ar"
    desk.focal_point.save()
    Round.objects.update(closes=CLOSES, contact="desk@example.org")
    desk.round.refresh_from_db()
    Invitation.objects.filter(respondent=rounds.entity(8)).update(language="fr")
    return desk


def made(batch: Batch) -> Batch:
    jobs.run(jobs.latest(BATCH, batch.pk).pk)
    batch.refresh_from_db()
    return batch


def books(batch: Batch) -> dict:
    with zipfile.ZipFile(batch.path) as archive:
        return {name: load_workbook(io.BytesIO(archive.read(name))) for name in archive.namelist()}


def hidden(book) -> dict:
    sheet = next(each for each in book if each.sheet_state == "veryHidden")
    return {row[0].value: row[1].value for row in sheet.iter_rows()}


def filled(book) -> dict:
    return {row[1].value: row[3].value for row in book["Answers"].iter_rows(min_row=5) if row[1].value}


def test_one_workbook_for_each_respondent_in_their_own_language(desk):
    batch = made(actions.ask_for_batch(round=desk.round, by=desk.analyst))

    found = books(batch)
    assert list(found) == ["ENTITY-07-2022.xlsx", "ENTITY-08-2022.xlsx"]
    arabic, french = found.values()
    assert [sheet.sheet_view.rightToLeft for sheet in arabic][:2] == [True, True]
    assert [sheet.sheet_view.rightToLeft for sheet in french][:2] == [None, None]
    assert [hidden(book)["language"] for book in (arabic, french)] == ["ar", "fr"]
    assert hidden(arabic) | {"language": ""} == {
        "survey": "unossc_entity",
        "year": "2022",
        "respondent": "ENTITY-07",
        "template_version": "2022.1",
        "answers_sheet": "Answers",
        "language": "",
    }
    cover = [cell.value for row in french.worksheets[0].iter_rows() for cell in row]
    assert "31 mars 2027" in cover
    assert "desk@example.org" in cover
    assert (jobs.latest(BATCH, batch.pk).done, jobs.latest(BATCH, batch.pk).total) == (2, 2)


def test_lists_are_bounded_to_the_cells_in_use(desk):
    batch = made(actions.ask_for_batch(round=desk.round, by=desk.analyst, language="en"))
    book = books(batch)["ENTITY-07-2022.xlsx"]

    last = book["Answers"].max_row
    for rule in book["Answers"].data_validations.dataValidation:
        assert all(
            cells.min_col == cells.max_col == 4 and cells.max_row <= last for cells in rule.sqref.ranges
        )
        if rule.type == "list":
            assert int(rule.formula1.rsplit("$", 1)[1]) <= book["lists"].max_row


def test_the_last_answers_stand_beside_and_are_filled_in_where_asked(desk):
    rounds.approved(desk.before, desk.entity, desk.focal_point, desk.analyst, cpd_total=31, focal_point="yes")
    beside = books(made(actions.ask_for_batch(round=desk.round, by=desk.analyst, language="en")))
    carried = books(
        made(actions.ask_for_batch(round=desk.round, by=desk.analyst, language="en", carry_over=True))
    )

    row = next(row for row in beside["ENTITY-07-2022.xlsx"]["Answers"] if row[1].value == "cpd_total")
    assert (row[3].value, str(row[6].value)) == (None, "31")
    assert filled(carried["ENTITY-07-2022.xlsx"])["cpd_total"] == 31
    assert filled(carried["ENTITY-07-2022.xlsx"])["focal_point"] == "Yes"
    assert filled(carried["ENTITY-08-2022.xlsx"])["cpd_total"] is None


def test_a_workbook_with_the_last_answers_comes_back_with_no_question_asked(desk):
    rounds.approved(desk.before, desk.entity, desk.focal_point, desk.analyst)
    content = actions.workbook_for(desk.round, desk.entity, "ar", carry_over=True)
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point, content)

    assert (upload.state, upload.counts["issues"]["error"]) == ("needs_review", 0)
    assert upload.staged_answers.get(item="cpd_total").number == 12


def test_what_is_not_asked_or_offered_any_more_is_not_carried_over(db):
    asked = rounds.questionnaire().as_questionnaire()

    assert carried_over(
        asked, {"gone": 1, "focal_point": "maybe", "events": "many", "cpd_total": 3}, 2021
    ) == {"cpd_total": 3}


def test_a_batch_that_is_stopped_leaves_nothing(desk):
    batch = actions.ask_for_batch(round=desk.round, by=desk.analyst)
    assert actions.cancel_batch(batch=batch)
    made(batch)

    assert (batch.ready, batch.made, batch.path.exists()) == (False, None, False)
    assert not actions.cancel_batch(batch=batch)


def test_a_batch_stopped_while_it_is_made_leaves_nothing(desk, monkeypatch):
    batch = actions.ask_for_batch(round=desk.round, by=desk.analyst)
    real = actions.workbooks.workbook_for

    def stopping(*arguments, **more):
        Job.objects.update(state="cancelled", claim="")
        return real(*arguments, **more)

    monkeypatch.setattr("surveys.actions.workbooks.workbook_for", stopping)
    made(batch)

    assert batch.made is None
    assert [path.name for path in batch.path.parent.iterdir() if path.name.startswith(f"{batch.pk}")] == []


def test_codes_become_names_of_files(desk):
    respondent = rounds.entity(8)
    respondent.code = "ILO/Cinterfor"
    respondent.save()

    assert "ILO-Cinterfor-2022.xlsx" in books(made(actions.ask_for_batch(round=desk.round, by=desk.analyst)))


def test_files_are_deleted_after_a_week(desk):
    batch = made(actions.ask_for_batch(round=desk.round, by=desk.analyst))
    tasks.delete_old_files()
    assert batch.path.exists()
    long_ago = timezone.now() - datetime.timedelta(days=8)
    Batch.objects.update(asked=long_ago, made=long_ago)
    batch.refresh_from_db()
    assert not batch.ready
    tasks.delete_old_files()

    assert (batch.path.exists(), Batch.objects.count()) == (False, 0)
