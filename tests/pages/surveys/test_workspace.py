import io

import pytest
from django.urls import reverse

from surveys import actions
from surveys.models import Round, Upload
from surveys.spreadsheets import read_workbook
from tests.surveys import rounds


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def address(name: str, round_: Round, slug: str = "entity-07") -> str:
    return reverse(name, args=[round_.pk, slug])


def workbook_file(content: bytes | None = None, name: str = "answers.xlsx") -> io.BytesIO:
    file = io.BytesIO(rounds.workbook(rounds.entity(7)) if content is None else content)
    file.name = name
    return file


# --- signing in


def test_signing_in_with_address_and_password(focal_point, nobody):
    page = text(nobody.get(reverse("sign-in")))
    assert 'autocomplete="username"' in page
    response = nobody.post(
        reverse("sign-in"), {"username": "focal-point@example.org", "password": "south-south"}, follow=True
    )

    assert response.redirect_chain[-1][0] == reverse("workspace")


def test_a_wrong_password_says_so_and_keeps_the_address(nobody):
    page = text(nobody.post(reverse("sign-in"), {"username": "a@example.org", "password": "wrong"}))

    assert "do not belong together" in page
    assert "a@example.org" in page


def test_everybody_lands_where_there_is_something_to_do(analyst, focal_point, drafter, nobody):
    def lands(client):
        return client.get(reverse("after-sign-in")).headers["Location"]

    assert lands(analyst) == reverse("review")
    assert lands(focal_point) == reverse("workspace")
    assert lands(drafter) == reverse("overview")
    assert lands(nobody).startswith(reverse("sign-in"))


def test_signing_out_is_a_post(focal_point):
    assert focal_point.get(reverse("sign-out")).status_code == 405
    assert focal_point.post(reverse("sign-out")).status_code == 302
    assert focal_point.get(reverse("workspace")).status_code == 302


# --- the desk


def test_the_desk_shows_what_is_asked_and_what_comes_next(focal_point, entity_round):
    page = text(focal_point.get(reverse("workspace")))

    assert "Entity 07, 2022" in page
    assert "Entity 08, 2022" in page
    assert "Entity 09" not in page
    assert "Illustrative data" in page
    assert address("template", entity_round) in page
    assert address("send-file", entity_round) in page
    assert "Nothing was sent yet." in page


def test_the_desk_shows_a_remark(focal_point, analyst, entity_round):
    submission = rounds.submitted(entity_round, rounds.entity(7), focal_point.user)
    actions.return_submission(submission=submission, by=analyst.user, remark="<b>14</b> events?")
    page = text(focal_point.get(reverse("workspace")))

    assert "&lt;b&gt;14&lt;/b&gt; events?" in page
    assert "came back with a remark" in page


def test_an_empty_desk_says_what_would_fill_it(drafter):
    assert "as the focal point of an entity" in text(drafter.get(reverse("workspace")))


def test_a_closed_round_stays_in_the_history(focal_point, entity_round):
    Round.objects.update(state=Round.State.CLOSED)
    page = text(focal_point.get(reverse("workspace")))

    assert "No survey is open now." in page
    assert "Entity 07, 2022" in page
    assert address("send-file", entity_round) not in page


def test_the_desk_needs_a_sign_in_and_no_post(nobody, focal_point):
    assert nobody.get(reverse("workspace")).status_code == 302
    assert focal_point.post(reverse("workspace")).status_code == 405


def test_the_desk_takes_the_same_queries_however_much_was_sent(
    focal_point, entity_round, django_assert_max_num_queries
):
    def send(events: int) -> None:
        rounds.submitted(entity_round, rounds.entity(7), focal_point.user, events=events)
        rounds.checked(entity_round, rounds.entity(8), focal_point.user, f"{events},".encode())

    send(0)
    with django_assert_max_num_queries(12) as before:
        focal_point.get(reverse("workspace"))
    for events in range(1, 4):
        send(events)
    with django_assert_max_num_queries(len(before)):
        focal_point.get(reverse("workspace"))


# --- the template


def test_the_template_holds_last_years_answers(focal_point, analyst, entity_round):
    rounds.approved(rounds.entity_round(2021), rounds.entity(7), focal_point.user, analyst.user, events=33)
    response = focal_point.get(address("template", entity_round))

    assert response.headers["Content-Disposition"] == 'attachment; filename="entity-07-2022.xlsx"'
    cells = [cell for row in read_workbook(response.content, "t.xlsx").sheet("Answers").rows for cell in row]
    assert "33" in cells


def test_the_template_is_in_the_language_of_the_page(focal_point, entity_round):
    response = focal_point.get(address("template", entity_round).replace("/en/", "/zh-hans/"))

    cells = [cell for row in read_workbook(response.content, "t.xlsx").sheet("Answers").rows for cell in row]
    assert "问题" in cells


def test_whose_template_it_is(other_focal_point, analyst, drafter, nobody, focal_point, entity_round):
    mine = address("template", entity_round)

    assert analyst.get(mine).status_code == 200
    assert other_focal_point.get(mine).status_code == 403
    assert drafter.get(mine).status_code == 403
    assert nobody.get(mine).status_code == 302
    assert focal_point.get(address("template", entity_round, "entity-77")).status_code == 403
    assert focal_point.post(mine).status_code == 405


# --- sending


def test_a_workbook_is_sent_and_lands_on_its_page(focal_point, entity_round):
    page = text(focal_point.get(address("send-file", entity_round)))
    assert ".xlsx, .xls, .ods or .csv" in page
    response = focal_point.post(address("send-file", entity_round), {"file": workbook_file()})
    upload = Upload.objects.get()

    assert response.headers["Location"] == reverse("upload", args=[upload.pk])
    assert (upload.respondent, upload.sender, upload.file_name) == (
        rounds.entity(7),
        focal_point.user,
        "answers.xlsx",
    )


def test_the_same_file_twice_leads_to_the_first(focal_point, entity_round):
    focal_point.post(address("send-file", entity_round), {"file": workbook_file()})
    response = focal_point.post(address("send-file", entity_round), {"file": workbook_file()}, follow=True)

    assert response.redirect_chain == [(reverse("upload", args=[Upload.objects.get().pk]), 302)]
    assert "sent before" in text(response)


def test_what_cannot_be_received_is_told_beside_the_field(focal_point, entity_round, settings):
    here = address("send-file", entity_round)
    assert "Choose a file first." in text(focal_point.post(here))
    assert "The file is empty." in text(focal_point.post(here, {"file": workbook_file(b"")}))
    settings.UPLOAD_BYTES_AT_MOST = 1_048_576
    assert "larger than 1 MB" in text(focal_point.post(here, {"file": workbook_file(b"x" * 1_048_577)}))
    Round.objects.update(state=Round.State.CLOSED)
    assert "This round is closed." in text(focal_point.post(here, {"file": workbook_file()}))
    assert not Upload.objects.exists()


def test_whose_workbook_is_received(other_focal_point, analyst, drafter, nobody, focal_point, entity_round):
    mine = address("send-file", entity_round)

    for client in (other_focal_point, analyst, drafter):
        assert client.get(mine).status_code == 403
        assert client.post(mine, {"file": workbook_file()}).status_code == 403
    assert nobody.post(mine, {"file": workbook_file()}).status_code == 302
    assert focal_point.get(address("send-file", entity_round, "nowhere")).status_code == 403
    assert focal_point.put(mine).status_code == 405
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["template", "send-file"])
def test_who_was_invited_cannot_be_found_out_by_trying(focal_point, analyst, entity_round, name):
    invited, not_invited = (
        reverse(name, args=[entity_round.pk, slug]) for slug in ("entity-09", "entity-77")
    )

    assert focal_point.get(invited).status_code == focal_point.get(not_invited).status_code == 403
    assert analyst.get(not_invited).status_code == 404


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_the_workspace_is_there_in_each_language(code, focal_point):
    assert focal_point.get(f"/{code}/workspace/").status_code == 200
