import pytest
from django.urls import reverse

from surveys.models import Correction
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def answer(focal_point, analyst, entity_round):
    counted = rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user)
    return counted.answers.get(item__code="cpd_total")


TOLD = {
    "expected": "number:12",
    "typed": "20",
    "absence": "",
    "reason": "Misread <twice>",
    "source": "Letter",
}


def correct(client, answer, **more):
    return client.post(reverse("correct-answer", args=[answer.pk]), TOLD | more, follow=True)


def page(client, answer, name="answer") -> str:
    key = answer.pk if name == "answer" else answer.submission_id
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    return response.content.decode()


def test_an_analyst_corrects_an_answer_and_undoes_it(analyst, focal_point, answer):
    assert 'value="number:12"' in page(analyst, answer)
    assert "Corrected. The round is computed anew" in correct(analyst, answer).content.decode()
    for client in (analyst, focal_point):
        for name in ("answer", "submission"):
            shown = page(client, answer, name)
            assert "<del>12</del> <ins>20</ins>" in shown
            assert "Misread &lt;twice&gt;" in shown
            assert "Corrected by Demo Analyst" in shown
    correction = answer.corrections.get()
    undo = reverse("undo-correction", args=[correction.pk])
    assert "Undo the correction" in page(analyst, answer)
    assert undo not in page(focal_point, answer)
    assert "<del>" in analyst.post(undo, {"undo_reason": ""}).content.decode()
    shown = analyst.post(undo, {"undo_reason": "Wrong letter"}, follow=True).content.decode()
    assert "Undone. The answer counts as it was sent" in shown
    assert "Wrong letter" in shown
    assert "<del>" not in page(analyst, answer, "submission")
    assert (
        "somebody else was faster"
        in analyst.post(undo, {"undo_reason": "Again"}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ({"expected": "number:13"}, 409, "The answer says something else than you saw."),
        ({"typed": "6"}, 409, "is more than the whole"),
        ({"typed": "many"}, 409, "is not a number"),
        ({"reason": ""}, 200, "errorlist"),
        ({"absence": "hidden"}, 200, "errorlist"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(analyst, answer, more, status, told):
    response = correct(analyst, answer, **more)
    assert response.status_code == status
    assert told in response.content.decode()
    assert "Letter" in response.content.decode()
    assert not Correction.objects.exists()


def test_options_and_words_have_fields_of_their_own(analyst, answer):
    answers = answer.submission.answers
    assert '<option value="yes">Yes</option>' in page(analyst, answers.get(item__code="focal_point"))
    assert '<textarea name="typed"' in page(analyst, answers.get(item__code="remarks"))


def test_who_may_see_an_answer_and_who_may_correct_it(
    analyst, administrator, focal_point, other_focal_point, drafter, nobody, answer
):
    here, act = reverse("answer", args=[answer.pk]), reverse("correct-answer", args=[answer.pk])
    assert [c.get(here).status_code for c in (analyst, administrator, focal_point)] == [200] * 3
    assert [c.get(here).status_code for c in (other_focal_point, drafter, nobody)] == [403, 403, 302]
    assert [c.post(act, TOLD).status_code for c in (focal_point, other_focal_point, drafter, nobody)] == [
        403,
        403,
        403,
        302,
    ]
    assert (analyst.get(act).status_code, analyst.post(here).status_code) == (405, 405)
    assert analyst.get(reverse("answer", args=[answer.pk + 999])).status_code == 404
    correct(analyst, answer)
    undo = reverse("undo-correction", args=[Correction.objects.get().pk])
    assert [c.post(undo).status_code for c in (focal_point, other_focal_point, drafter, nobody)] == [
        403,
        403,
        403,
        302,
    ]
    assert analyst.get(undo).status_code == 405
    assert analyst.post(reverse("undo-correction", args=[999999])).status_code == 404


def test_the_page_takes_the_same_queries_however_many_corrections(
    analyst, answer, django_assert_max_num_queries
):
    page(analyst, answer)
    with django_assert_max_num_queries(20) as before:
        page(analyst, answer)
    taken = len(before)
    for _ in range(2):
        correct(analyst, answer)
        undo = reverse("undo-correction", args=[answer.corrections.in_force().get().pk])
        analyst.post(undo, {"undo_reason": "No"})
    with django_assert_max_num_queries(taken):
        page(analyst, answer)
