import pytest
from django.urls import reverse

from surveys import actions, jobs
from surveys.declarations import read_yaml
from surveys.models import Issue, Job, Round, Submission, Upload
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES

PROBLEMS = FIXTURES / "examples" / "problems"
KEY = read_yaml((PROBLEMS / "answers.yaml").read_text(encoding="utf-8"), file="answers.yaml")


def page(client, upload: Upload, name: str = "upload") -> str:
    response = client.get(reverse(name, args=[upload.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def received(focal_point, entity_round) -> Upload:
    return rounds.receive(entity_round, rounds.entity(7), focal_point.user, rounds.workbook(rounds.entity(7)))


@pytest.fixture
def checked(received) -> Upload:
    return rounds.work(received)


def test_the_page_polls_while_the_worker_is_at_it(focal_point, received):
    Job.objects.update(state="running", done=3, total=10)
    Upload.objects.update(state="checking")
    shown = page(focal_point, received)

    assert f'data-poll="{reverse("upload-progress", args=[received.pk])}"' in shown
    assert 'value="3" max="10"' in shown
    assert "Checked 3 of 10 answers" in shown
    assert "js/progress.js" in shown
    assert "Look again" in shown  # without JavaScript
    fragment = page(focal_point, received, "upload-progress")
    assert "<html" not in fragment
    assert 'data-state="checking"' in fragment


def test_the_fragment_ends_the_polling(focal_point, checked):
    fragment = page(focal_point, checked, "upload-progress")

    assert "data-poll" not in fragment
    assert f'data-then="{reverse("upload", args=[checked.pk])}"' in fragment
    whole = page(focal_point, checked)
    assert whole.count("data-poll") == 1
    assert f'data-poll="{reverse("impact", args=[checked.pk])}"' in whole


def test_work_that_broke_off_is_told(focal_point, received):
    Job.objects.update(state="failed", error="KeyError: secret detail")
    shown = page(focal_point, received)

    assert "Nothing was lost" in shown
    assert "secret detail" not in shown
    assert reverse("discard-upload", args=[received.pk]) in shown


def test_a_sound_workbook_can_be_submitted(focal_point, checked):
    shown = page(focal_point, checked)

    assert "Your workbook is ready to be submitted" in shown
    assert "Recognized as the template of this round, version 2022.1." in shown
    assert "Nothing is submitted yet." in shown
    assert reverse("submit-upload", args=[checked.pk]) in shown
    response = focal_point.post(reverse("submit-upload", args=[checked.pk]))
    assert response.headers["Location"] == reverse("upload", args=[checked.pk])
    assert "Your answers are being saved." in page(focal_point, checked)
    rounds.work(checked, "save_upload")
    assert reverse("submission", args=[Submission.objects.get().pk]) in page(focal_point, checked)


def test_a_template_of_another_version_is_not_called_that_of_this_round(administrator, entity_round):
    content = (PROBLEMS / "wrong-template-version.xlsx").read_bytes()
    upload = rounds.checked(entity_round, rounds.entity(1), administrator.user, content)
    shown = page(administrator, upload)

    assert "Recognized as a template, but not as that of this round." in shown
    assert "Recognized as the template of this round" not in shown


@pytest.mark.parametrize("name", [name for name in KEY if (PROBLEMS / name).stat().st_size])
def test_every_bad_file_says_where_it_is_wrong_and_offers_no_submission(
    focal_point, administrator, entity_round, name
):
    upload = rounds.checked(
        entity_round, rounds.entity(1), administrator.user, (PROBLEMS / name).read_bytes(), name
    )
    shown = page(administrator, upload)

    assert reverse("submit-upload", args=[upload.pk]) not in shown
    assert reverse("send-file", args=[entity_round.pk, "entity-01"]) in shown
    for issue in KEY[name].get("issues", []):
        assert issue["cell"] in shown
    if "refusal" in KEY[name]:
        assert "Your file could not be read" in shown
    response = administrator.post(reverse("submit-upload", args=[upload.pk]), follow=True)
    assert 'class="error"' in response.content.decode()
    assert not Submission.objects.exists()


def test_what_changes_against_the_last_answers(focal_point, analyst, entity_round):
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, events=14)
    upload = rounds.checked(
        entity_round, rounds.entity(7), focal_point.user, rounds.workbook(rounds.entity(7), events=1448)
    )
    shown = page(focal_point, upload)

    assert "Compared with version 1 of the data year 2022:" in shown
    assert "1,448" in shown
    assert shown.index("What changes") < shown.index("1,448") < shown.index("All answers that were read")


def test_what_a_sender_wrote_is_never_markup(focal_point, entity_round):
    upload = rounds.checked(
        entity_round,
        rounds.entity(7),
        focal_point.user,
        rounds.workbook(rounds.entity(7), events="<script>alert(1)</script>", remarks="<img src=x>"),
        "<b>.xlsx",
    )
    shown = page(focal_point, upload)

    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown
    assert "&lt;b&gt;.xlsx" in shown


def test_discarding(focal_point, checked):
    response = focal_point.post(reverse("discard-upload", args=[checked.pk]), follow=True)

    assert "Nothing of it counts." in response.content.decode()
    assert "This file was discarded" in page(focal_point, checked)
    again = focal_point.post(reverse("discard-upload", args=[checked.pk]), follow=True)
    assert "This was done before" in again.content.decode()


def test_a_round_that_closed_meanwhile_is_told(focal_point, checked):
    Round.objects.update(state=Round.State.CLOSED)
    response = focal_point.post(reverse("submit-upload", args=[checked.pk]), follow=True)

    assert "not open for answers" in response.content.decode()


def test_the_file_comes_back_as_it_was_sent(focal_point, analyst, checked):
    for client in (focal_point, analyst):
        response = client.get(reverse("upload-file", args=[checked.pk]))
        assert b"".join(response.streaming_content) == rounds.workbook(rounds.entity(7))
        assert response.headers["Content-Disposition"] == 'attachment; filename="sent.xlsx"'
        assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_file_that_is_gone_is_missing_and_not_an_error(focal_point, received):
    received.stored_path.unlink()

    assert focal_point.get(reverse("upload-file", args=[received.pk])).status_code == 404


@pytest.mark.parametrize("name", ["upload", "upload-progress", "upload-file"])
def test_who_may_look(name, checked, focal_point, analyst, other_focal_point, drafter, nobody):
    here = reverse(name, args=[checked.pk])

    for client in (focal_point, analyst):
        response = client.get(here)
        assert response.status_code == 200
        response.getvalue()  # a file is closed when it was read to its end
    assert [client.get(here).status_code for client in (other_focal_point, drafter)] == [403, 403]
    assert nobody.get(here).headers["Location"].startswith(reverse("sign-in"))
    assert focal_point.get(reverse(name, args=[checked.pk + 1])).status_code == 404
    assert focal_point.post(here).status_code == 405


@pytest.mark.parametrize("name", ["submit-upload", "discard-upload"])
def test_who_may_act(name, checked, focal_point, analyst, other_focal_point, drafter, nobody):
    here = reverse(name, args=[checked.pk])

    assert [client.post(here).status_code for client in (other_focal_point, drafter, analyst)] == [403] * 3
    assert nobody.post(here).status_code == 302
    assert focal_point.get(here).status_code == 405
    assert focal_point.post(reverse(name, args=[checked.pk + 1])).status_code == 404
    checked.refresh_from_db()
    assert checked.state == "needs_review"


def test_an_analyst_sees_the_findings_and_no_button(analyst, checked):
    shown = page(analyst, checked)

    assert "No problem was found" in shown
    assert reverse("submit-upload", args=[checked.pk]) not in shown


def test_the_page_takes_the_same_queries_however_many_problems(
    administrator, entity_round, django_assert_max_num_queries
):
    def sent(**answers):
        content = rounds.workbook(rounds.entity(1), **answers)
        return rounds.checked(entity_round, rounds.entity(1), administrator.user, content)

    one, many = sent(events=-1), sent(events=-1, good_practices=-1, cpd_total="x", focal_point="Partly")
    page(administrator, one)
    with django_assert_max_num_queries(25) as before:
        page(administrator, one)
    with django_assert_max_num_queries(len(before)):
        page(administrator, many)


def test_a_file_of_several_respondents_names_them(administrator, entity_round):
    table = b"Respondent,cpd_total,cpd_with_sstc,events\nENTITY-01,12,7,x\nENTITY-09,3,1,2\n"
    upload = rounds.work(rounds.receive(entity_round, None, administrator.user, table, "export.csv"))
    shown = page(administrator, upload)

    assert "Entity 01" in shown
    assert "Entity 09" in shown
    assert "Recognized as a table with one row per respondent." in shown


def test_of_a_file_of_several_what_changes_is_shown_for_the_one_chosen(administrator, analyst, entity_round):
    rounds.approved(entity_round, rounds.entity(9), administrator.user, analyst.user, events=5)
    table = b"Respondent,cpd_total,cpd_with_sstc,events\nENTITY-01,12,7,3\nENTITY-09,12,7,6\n"
    upload = rounds.work(rounds.receive(entity_round, None, administrator.user, table, "export.csv"))
    here = reverse("upload", args=[upload.pk])
    every = page(administrator, upload)
    assert "Choose a respondent to see what changes" in every
    assert 'href="?respondent=ENTITY-09#changes"' in every
    one = administrator.get(here, {"respondent": "ENTITY-09"}).content.decode()
    changed = one[one.index('id="changes"') :]

    assert "Entity 09" in changed[:200]
    assert "changed" in changed
    for code in ("ENTITY-07", "nobody", ""):
        assert "Choose a respondent" in administrator.get(here, {"respondent": code}).content.decode()


def test_saving_that_broke_off_can_be_tried_again(focal_point, checked):
    actions.submit_upload(upload=checked, by=focal_point.user)
    Job.objects.filter(kind="save_upload").update(state="failed", error="OperationalError")
    assert "Try again" in page(focal_point, checked)
    focal_point.post(reverse("submit-upload", args=[checked.pk]))
    jobs.run(jobs.latest("save_upload", checked.pk).pk)

    assert "Your answers are submitted" in page(focal_point, checked)


def test_saving_is_stopped_on_the_page(focal_point, other_focal_point, drafter, nobody, entity_round):
    upload = rounds.checked(entity_round, rounds.entity(7), focal_point.user)
    focal_point.post(reverse("submit-upload", args=[upload.pk]))
    stop, here = reverse("stop-saving", args=[upload.pk]), reverse("upload", args=[upload.pk])
    assert f'action="{stop}"' in focal_point.get(here).content.decode()
    assert [client.post(stop).status_code for client in (other_focal_point, drafter, nobody)] == [
        403,
        403,
        302,
    ]
    assert focal_point.get(stop).status_code == 405
    assert focal_point.post(reverse("stop-saving", args=[upload.pk + 99])).status_code == 404
    said = focal_point.post(stop, follow=True).content.decode()
    assert "Nothing is submitted; the file waits for you as before." in said
    assert reverse("submit-upload", args=[upload.pk]) in said
    assert "somebody else was faster" in focal_point.post(stop, follow=True).content.decode()


def test_checking_is_stopped_on_the_page_and_done_later(
    focal_point, other_focal_point, drafter, nobody, entity_round
):
    entity = rounds.entity(7)
    upload = rounds.receive(entity_round, entity, focal_point.user, rounds.workbook(entity))
    stop, again = (reverse(name, args=[upload.pk]) for name in ("stop-checking", "check-again"))
    here = reverse("upload", args=[upload.pk])
    assert f'action="{stop}"' in focal_point.get(here).content.decode()
    for address in (stop, again):
        refused = [client.post(address).status_code for client in (other_focal_point, drafter, nobody)]
        assert refused == [403, 403, 302]
        assert focal_point.get(address).status_code == 405
        assert focal_point.post(address.replace(str(upload.pk), str(upload.pk + 99))).status_code == 404
    assert "somebody else was faster" in focal_point.post(again, follow=True).content.decode()

    said = focal_point.post(stop, follow=True).content.decode()
    assert "The check of your file was stopped" in said
    assert f'action="{again}"' in said
    assert "somebody else was faster" in focal_point.post(stop, follow=True).content.decode()
    jobs.run(jobs.latest("check_upload", upload.pk).pk)
    assert Upload.objects.get(pk=upload.pk).state == Upload.State.RECEIVED

    focal_point.post(again)
    jobs.run(jobs.latest("check_upload", upload.pk).pk)
    assert Upload.objects.get(pk=upload.pk).state == Upload.State.NEEDS_REVIEW


def test_problems_and_respondents_come_in_pages(analyst, entity_round):
    upload = rounds.work(
        rounds.receive(entity_round, None, analyst.user, b"respondent,events\nENTITY-07,x\nENTITY-08,2\n")
    )
    Issue.objects.bulk_create(
        Issue(upload=upload, position=1000 + n, code="not_a_number", severity="error", sheet="x", row=n, column=2,
              value=f"w{n}", item="events")
        for n in range(1, 205)
    )  # fmt: skip
    first, third = page(analyst, upload), analyst.get(reverse("upload", args=[upload.pk]), {"problems": "3"})

    assert (">w1<" in first, ">w150<" in first, "205 errors" in first) == (True, False, True)
    assert "?problems=2#problems" in first
    assert "Page 3 of" in third.content.decode()
    assert ">w204<" in third.content.decode()


def test_respondents_of_a_file_come_in_pages(analyst, entity_round, monkeypatch):
    monkeypatch.setattr("surveys.views.uploads.RESPONDENTS_SHOWN", 1)
    upload = rounds.work(
        rounds.receive(entity_round, None, analyst.user, b"respondent,events\nENTITY-07,1\nENTITY-08,2\n")
    )
    first = page(analyst, upload)
    later = analyst.get(reverse("upload", args=[upload.pk]), {"respondents": "2"}).content.decode()

    assert ("respondent=ENTITY-07#changes" in first, "respondent=ENTITY-08" in first) == (True, False)
    assert "?respondents=2#respondents" in first
    assert "respondent=ENTITY-08" in later
