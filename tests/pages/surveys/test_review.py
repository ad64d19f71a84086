import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys import actions
from surveys.models import Letter, Submission
from surveys.views import review
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def submission(focal_point, entity_round) -> Submission:
    return rounds.submitted(entity_round, rounds.entity(7), focal_point.user, remarks="Counted <twice>")


def page(client, submission: Submission) -> str:
    response = client.get(reverse("submission", args=[submission.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_queue_leads_to_what_waits(analyst, submission):
    shown = analyst.get(reverse("review")).content.decode()

    assert reverse("submission", args=[submission.pk]) in shown
    assert "Entity 07" in shown
    assert "Illustrative data" in shown


def test_an_empty_queue_says_what_would_fill_it(analyst):
    assert "Nothing waits for review." in analyst.get(reverse("review")).content.decode()


def test_only_reviewers_see_the_queue(focal_point, drafter, nobody, analyst):
    here = reverse("review")

    assert [client.get(here).status_code for client in (focal_point, drafter)] == [403, 403]
    assert nobody.get(here).headers["Location"].startswith(reverse("sign-in"))
    assert analyst.post(here).status_code == 405


def test_the_queue_takes_the_same_queries_however_long_it_is(
    analyst, focal_point, entity_round, submission, django_assert_max_num_queries
):
    analyst.get(reverse("review"))
    with django_assert_max_num_queries(12) as before:
        analyst.get(reverse("review"))
    for number in (1, 8, 9):
        rounds.submitted(entity_round, rounds.entity(number), focal_point.user)
    with django_assert_max_num_queries(len(before)):
        analyst.get(reverse("review"))


def test_a_submission_shows_its_answers_with_their_cells(analyst, submission):
    shown = page(analyst, submission)

    answer = submission.answers.get(item__code="cpd_total")
    assert f"Answers!D{answer.row}" in shown
    assert "Counted &lt;twice&gt;" in shown
    assert "not shown" in shown
    assert "There are no earlier answers to compare with." in shown


def test_a_submission_shows_what_changed_and_its_history(analyst, focal_point, entity_round, submission):
    actions.return_submission(submission=submission, by=analyst.user, remark="Only 14?")
    first = rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, events=20)
    second = rounds.submitted(entity_round, rounds.entity(7), focal_point.user, events=21)
    shown = page(analyst, second)

    assert "Compared with version 2 of the data year 2022:" in shown
    assert "What changed" in shown
    assert "Only 14?" in shown
    assert reverse("submission", args=[first.pk]) in shown
    assert reverse("submission", args=[submission.pk]) in shown


def test_approving(analyst, submission):
    response = analyst.post(reverse("approve-submission", args=[submission.pk]), follow=True)
    submission.refresh_from_db()

    assert "Approved." in response.content.decode()
    assert (submission.state, submission.decided_by) == ("approved", analyst.user)
    again = analyst.post(reverse("approve-submission", args=[submission.pk]), follow=True)
    assert "This was done before" in again.content.decode()
    assert "Approve: let it count" not in page(analyst, submission)


def test_returning_with_a_remark(analyst, focal_point, submission):
    here = reverse("return-submission", args=[submission.pk])
    assert "the sender reads it" in analyst.post(here, {"remark": " "}).content.decode()
    response = analyst.post(here, {"remark": "Are 14 events right?"}, follow=True)
    submission.refresh_from_db()

    assert "Returned." in response.content.decode()
    assert (submission.state, submission.remark) == ("returned", "Are 14 events right?")
    assert "Are 14 events right?" in page(focal_point, submission)


def test_a_remark_that_came_too_late_is_not_lost(analyst, submission):
    actions.approve_submission(submission=submission, by=analyst.user)
    response = analyst.post(reverse("return-submission", args=[submission.pk]), {"remark": "Wait a moment"})

    assert response.status_code == 409
    assert "Wait a moment" in response.content.decode()


def test_a_focal_point_sees_the_own_submission_without_buttons(focal_point, submission):
    shown = page(focal_point, submission)

    assert reverse("approve-submission", args=[submission.pk]) not in shown
    assert reverse("upload-file", args=[submission.upload_id]) in shown


def test_who_may_look(submission, other_focal_point, drafter, nobody, analyst):
    here = reverse("submission", args=[submission.pk])

    assert [client.get(here).status_code for client in (other_focal_point, drafter)] == [403, 403]
    assert nobody.get(here).status_code == 302
    assert analyst.get(reverse("submission", args=[submission.pk + 1])).status_code == 404
    assert analyst.post(here).status_code == 405


@pytest.mark.parametrize("name", ["approve-submission", "return-submission"])
def test_who_may_decide(name, submission, focal_point, other_focal_point, drafter, nobody, analyst):
    here = reverse(name, args=[submission.pk])

    for client in (focal_point, other_focal_point, drafter):
        assert client.post(here, {"remark": "No"}).status_code == 403
    assert nobody.post(here).status_code == 302
    assert analyst.get(here).status_code == 405
    assert analyst.post(reverse(name, args=[submission.pk + 1])).status_code == 404
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_a_submission_takes_a_bounded_number_of_queries(
    analyst, focal_point, entity_round, submission, django_assert_max_num_queries
):
    page(analyst, submission)
    with django_assert_max_num_queries(20) as before:
        page(analyst, submission)
    second = rounds.submitted(entity_round, rounds.entity(7), focal_point.user, events=20)
    third = rounds.submitted(entity_round, rounds.entity(7), focal_point.user, events=21)
    assert second.version == 2
    with django_assert_max_num_queries(len(before) + 1):
        page(analyst, third)


def test_a_submission_leads_to_what_rests_on_its_answers(analyst, focal_point, submission):
    address = reverse("touched-values", args=[submission.pk])
    for client in (analyst, focal_point):
        assert f'href="{address}"' in page(client, submission)
        assert "No released value rests on it." in client.get(address).content.decode()


def test_the_queue_comes_in_pages(analyst, focal_point, entity_round, submission, monkeypatch):
    monkeypatch.setattr(review, "PER_PAGE", 1)
    rounds.submitted(entity_round, rounds.entity(8), focal_point.user)
    first, second = (analyst.get(reverse("review"), {"page": number}).content.decode() for number in (1, 2))

    assert ("Entity 07" in first, "Entity 08" in first) == (True, False)
    assert ("Entity 07" in second, "Entity 08" in second) == (False, True)
    assert "2 submissions wait for review" in first
    assert "Page 2 of 2" in second


@keeping
def of_one_file(submission):
    """A second submission of the same file."""
    other = Submission.objects.get(pk=submission.pk)
    other.pk, other.respondent = None, rounds.entity(8)
    other.save()
    return other


def test_all_of_a_file_is_approved_at_once(analyst, focal_point, entity_round, submission, of_one_file):
    beside = rounds.submitted(entity_round, rounds.entity(9), focal_point.user)
    here = reverse("approve-file", args=[submission.upload_id])
    shown = analyst.get(reverse("review")).content.decode()
    assert here in shown
    assert "Approve all 2 submissions of this file" in shown
    done = analyst.post(here, follow=True).content.decode()

    assert "2 submissions count from now on." in done
    assert here not in done
    waiting = Submission.objects.filter(state="submitted")
    assert [each.pk for each in waiting] == [beside.pk]
    again = analyst.post(here, follow=True).content.decode()
    assert "What no longer waited for review stays as it was." in again


def test_who_may_approve_a_file(submission, focal_point, other_focal_point, drafter, nobody, analyst):
    here = reverse("approve-file", args=[submission.upload_id])

    for client in (focal_point, other_focal_point, drafter):
        assert client.post(here).status_code == 403
    assert nobody.post(here).status_code == 302
    assert analyst.get(here).status_code == 405
    assert analyst.post(reverse("approve-file", args=[submission.upload_id + 1])).status_code == 404
    submission.refresh_from_db()
    assert submission.state == "submitted"


class TestLettersThatCouldNotBeSent:
    """The mail server did not take a letter: those who decide see it, and have it tried again."""

    @pytest.fixture
    def refused(self, db):
        letter = {"template": "approved", "about": {"submissions": [1]}, "error": "550 no such user"}
        return Letter.objects.create(
            **letter, address="somebody@example.org", next_try=timezone.now() + datetime.timedelta(hours=1)
        )

    def test_it_is_said_with_what_the_server_answered_and_without_the_address(self, analyst, refused):
        page = analyst.get("/en/review/").content.decode()
        assert "1 letter could not be sent yet." in page
        assert "550 no such user" in page
        assert "somebody@example.org" not in page

    def test_they_are_tried_again_at_once(self, analyst, refused):
        page = analyst.post("/en/letters/again/", follow=True).content.decode()
        assert "The letters are tried again now." in page
        refused.refresh_from_db()
        assert refused.next_try <= timezone.now()

    def test_not_by_others_and_not_by_looking(self, analyst, focal_point, drafter, nobody, refused):
        assert analyst.get("/en/letters/again/").status_code == 405
        assert {each.post("/en/letters/again/").status_code for each in (focal_point, drafter)} == {403}
        assert nobody.post("/en/letters/again/").status_code == 302
        refused.refresh_from_db()
        assert refused.next_try > timezone.now()
