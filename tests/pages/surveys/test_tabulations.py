"""Tables of counts on their pages: the blank one, what was read, review, and who may do what."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys import actions, jobs
from surveys.models import Tabulation, Upload
from tests.kept import keeping
from tests.surveys import rounds, tables
from tests.surveys.tables import SOUND


@keeping
def stage(entity_round):
    for number in (1, 7):
        rounds.grouped(rounds.entity(number), "fund")
    return entity_round


def address(name: str, *args) -> str:
    return reverse(name, args=args)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_blank_table_has_a_column_for_each_group_of_the_roster(stage, analyst):
    answer = analyst.get(address("blank-table", stage.pk))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[5]][3:] == ["all", "entity_type/fund"]
    assert answer["Content-Disposition"] == 'attachment; filename="unossc_entity-2022-counts.xlsx"'


def test_a_table_is_sent_checked_submitted_and_approved(stage, analyst):
    file = SimpleUploadedFile("counts.csv", SOUND.encode())
    analyst.post(address("send-for-several", stage.pk), {"file": file})
    upload = rounds.work(Upload.objects.get())
    page = text(analyst.get(address("upload", upload.pk)))
    assert "Recognized as a long table of counts" in page
    assert "5 counts were read." in page
    assert "2 of 3" in page
    assert "Submit these counts" in page

    analyst.post(address("submit-upload", upload.pk))
    rounds.work(upload, "save_upload")
    table = Tabulation.objects.get()
    assert address("tabulation", table.pk) in text(analyst.get(address("upload", upload.pk)))
    assert address("tabulation", table.pk) in text(analyst.get(address("review")))

    analyst.post(address("approve-tabulation", table.pk))
    table.refresh_from_db()
    assert table.state == Tabulation.State.APPROVED
    assert "counts.csv" in text(analyst.get(address("round", stage.survey.code, stage.data_year)))


def test_problems_are_told_with_what_to_do(stage, analyst):
    upload = tables.checked_table(stage, analyst.user, SOUND.replace("Yes,,,2,3", "Yes,,,4,3"))

    page = text(analyst.get(address("upload", upload.pk)))
    assert "Submit these counts" not in page
    assert "k is more than n: 4 of 3" in page
    assert "Check both numbers." in page


def test_a_later_version_says_what_it_changes_and_what_it_loses(stage, analyst):
    tables.approved_table(stage, analyst.user)
    later = "Question,Answer,k,n\nfocal_point,Yes,1,3\nfocal_point,No,2,3\n"
    table = tables.submitted_table(stage, analyst.user, later)

    page = text(analyst.get(address("tabulation", table.pk)))
    assert "The table that counts now has these questions as well" in page
    assert "Does your entity have a unit dedicated" in page
    assert "What changes" in page


def test_an_older_version_counts_again(stage, analyst):
    first = tables.approved_table(stage, analyst.user)
    tables.approved_table(stage, analyst.user, SOUND.replace("2,3", "1,3", 1))

    assert "See what would change" in text(analyst.get(address("tabulation", first.pk)))
    analyst.post(address("weigh-tabulation", first.pk))
    jobs.run(jobs.latest(jobs.WEIGH_TABULATION, first.pk).pk)
    asked = text(analyst.get(address("count-tabulation-again", first.pk)))
    assert ("Let this version count" in asked, "What changes" in asked) == (True, True)
    assert analyst.post(address("count-tabulation-again", first.pk), {"reason": " "}).status_code == 400
    analyst.post(address("count-tabulation-again", first.pk), {"reason": "The later one was a draft"})
    trail = analyst.get(reverse("audit"), {"kind": "Tabulation"}).content.decode()
    assert "The later one was a draft" in trail

    assert list(Tabulation.objects.counted()) == [first]


def test_returning_needs_a_remark_and_tells_when_somebody_was_faster(stage, analyst):
    table = tables.submitted_table(stage, analyst.user)
    page = address("return-tabulation", table.pk)

    assert "Write what has to be corrected" in text(analyst.post(page, {"remark": ""}))
    actions.approve_tabulation(tabulation=table, by=analyst.user)
    assert analyst.post(page, {"remark": "Other year"}).status_code == 409
    assert analyst.post(address("approve-tabulation", table.pk)).url == address("tabulation", table.pk)


def test_tables_are_for_analysts(stage, analyst, focal_point, drafter, nobody):
    table = tables.submitted_table(stage, analyst.user)

    for page in (address("tabulation", table.pk), address("blank-table", stage.pk)):
        assert focal_point.get(page).status_code == 403
        assert drafter.get(page).status_code == 403
        assert "sign-in" in nobody.get(page).url
        assert analyst.get(page).status_code == 200
        assert analyst.post(page).status_code == 405
    for action in ("approve-tabulation", "return-tabulation", "weigh-tabulation", "stop-weighing-table"):
        assert focal_point.post(address(action, table.pk)).status_code == 403
        assert analyst.get(address(action, table.pk)).status_code == 405
        assert analyst.post(address(action, 999_999)).status_code == 404
    assert Tabulation.objects.get().state == Tabulation.State.SUBMITTED
    assert "counts.csv" not in text(drafter.get(address("round", stage.survey.code, stage.data_year)))


def test_a_draft_has_no_page(stage, analyst):
    upload = tables.checked_table(stage, analyst.user)

    assert analyst.get(address("tabulation", upload.tabulation.pk)).status_code == 404
    assert analyst.get(address("blank-table", 999_999)).status_code == 404


@pytest.mark.parametrize(
    ("decision", "said"), [("approve", "Approved. The counts are used from now on."), ("return", "Returned.")]
)
def test_no_letter_is_promised_to_a_closed_account(stage, analyst, focal_point, decision, said):
    table = tables.submitted_table(stage, focal_point.user)
    focal_point.user.is_active = False
    focal_point.user.save()
    page = analyst.post(address(f"{decision}-tabulation", table.pk), {"remark": "Other year"}, follow=True)

    assert f"{said} No letter is sent: the sender’s account is closed." in text(page)
