import re

import pytest
from django.urls import reverse

from surveys import actions
from surveys.models import Round, Survey
from tests.kept import keeping
from tests.surveys import rounds


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@keeping
def answered(entity_round, focal_point, analyst):
    for number, group in ((1, "fund"), (7, "fund"), (8, "programme"), (9, "programme")):
        rounds.grouped(rounds.entity(number), group)
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user)
    rounds.submitted(entity_round, rounds.entity(8), focal_point.user)
    return entity_round


def here(year: int = 2022) -> str:
    return reverse("round", args=["unossc_entity", year])


def test_rounds_with_their_response_rates_are_public(nobody, answered):
    shown = text(nobody.get(reverse("surveys")))

    assert "Survey of entities" in shown
    assert "1 of 4 (25%)" in shown
    assert "Illustrative data" in shown
    assert here() in shown


def test_a_survey_without_a_round_says_what_is_known(nobody, entity_round):
    Round.objects.all().delete()

    assert "No answers of this survey have reached this dashboard." in text(nobody.get(reverse("surveys")))


def test_a_round_shows_who_answered_by_group_and_what_was_asked(nobody, answered):
    shown = text(nobody.get(here()))

    assert "25 per cent of those invited have answers that count." in shown
    assert "1 more waits for review." in shown
    assert "There are no answers from 2." in shown
    assert "1 of 2 (50%)" in shown
    assert "cpd_total" in shown
    assert "not the official questionnaire" in shown


def test_names_on_the_roster_are_for_analysts(nobody, focal_point, analyst, answered):
    assert "Entity 09" in text(analyst.get(here()))
    for client in (nobody, focal_point):
        assert "Entity 09" not in text(client.get(here()))


def roster_at(reader, address: str) -> int:
    """How many the roster lists at this address."""
    page = text(reader.get(address.replace("&amp;", "&")))
    return page[page.index('<h2 id="roster">') :].partition("</table>")[0].count('<th scope="row">')


def test_response_rates_open_at_those_whom_they_count(nobody, analyst, answered):
    opened = re.search(
        r'<a href="([^"]+state=answered#roster)">1 of 4', text(analyst.get(reverse("surveys")))
    )
    assert roster_at(analyst, opened.group(1)) == 1
    shown = text(analyst.get(here()))
    counts = re.findall(r'<td class="num"><a href="(\?group=[^"]+)">\s*(\d+)', shown)
    assert len(counts) >= 4
    for address, number in counts:
        assert roster_at(analyst, here() + address) == int(number), address
    assert roster_at(analyst, here() + "?state=missing") == 2
    assert roster_at(analyst, here() + "?group=nothing&state=answered") == 0
    closed = text(nobody.get(here() + "?state=answered"))
    assert "Who they are is open to analysts." in closed
    assert "#roster" not in closed


def test_who_got_answers_back_is_missing_and_returned(analyst, focal_point, entity_round, answered):
    sent_back = rounds.submitted(entity_round, rounds.entity(9), focal_point.user)
    actions.return_submission(submission=sent_back, by=analyst.user, remark="Which year?")
    shown = text(analyst.get(here() + "?state=missing"))

    assert re.findall(r'<span class="chip[^"]*">(returned|nothing came)</span>', shown) == [
        "nothing came",
        "returned",
    ]


def test_a_long_roster_comes_in_pages(analyst, answered, monkeypatch):
    monkeypatch.setattr("surveys.views.rounds.PER_PAGE", 3)
    first = text(analyst.get(here()))

    assert "Page 1 of 2" in first
    assert 'href="?page=2#roster"' in first
    assert [roster_at(analyst, here() + page) for page in ("", "?page=2", "?page=99")] == [3, 1, 1]
    assert roster_at(analyst, here() + "?state=missing&page=1") == 2


def test_pages_are_in_chinese_too(nobody, answered):
    shown = text(nobody.get(reverse("surveys").replace("/en/", "/zh-hans/")))

    assert "实体调查" in shown


def test_a_round_that_is_not_there_or_not_yet_announced(nobody, answered):
    assert nobody.get(here(2019)).status_code == 404
    Round.objects.update(state=Round.State.PLANNED)
    assert nobody.get(here()).status_code == 404
    assert here() not in text(nobody.get(reverse("surveys")))


@pytest.mark.parametrize("name", ["surveys", "round"])
def test_pages_to_read_take_no_post(nobody, answered, name):
    assert nobody.post(here() if name == "round" else reverse(name)).status_code == 405


def test_real_and_illustrative_rounds_of_a_year_have_a_page_each(nobody, answered):
    real = rounds.Round.objects.create(
        survey=answered.survey, data_year=2022, state="open", questionnaire=answered.questionnaire
    )
    assert "Illustrative data" not in text(nobody.get(here()))
    assert "Illustrative data" in text(nobody.get(f"{here()}?illustrative=yes"))
    assert not real.illustrative


def test_pages_take_the_same_queries_however_many_answered(
    nobody, answered, focal_point, analyst, django_assert_max_num_queries
):
    for address in (reverse("surveys"), here()):
        nobody.get(address)
    with django_assert_max_num_queries(12) as before:
        for address in (reverse("surveys"), here()):
            nobody.get(address)
    rounds.approved(answered, rounds.entity(9), focal_point.user, analyst.user)
    rounds.entity_round(2021)
    with django_assert_max_num_queries(len(before)):
        for address in (reverse("surveys"), here()):
            nobody.get(address)


@pytest.mark.parametrize("attributable", [True, False])
def test_two_sentences_about_a_survey_stand_apart(nobody, answered, attributable):
    Survey.objects.update(attributable=attributable)

    assert re.search(r"Run by \w+\. Answers ", text(nobody.get(reverse("surveys"))))
