from django.contrib.auth.models import AnonymousUser, Permission

from surveys.lineage import cells_of, respondents_open_to
from surveys.models import User
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def counted(db):
    round_ = rounds.entity_round()
    sender, analyst = rounds.person("sender@example.org"), rounds.person("analyst@example.org")
    return rounds.approved(round_, rounds.entity(7), sender, analyst)


def test_an_answer_leads_to_its_cell_sender_and_approval(counted):
    answer = counted.answers.get(item__code="cpd_total")
    cell = cells_of([answer.pk])[answer.pk]

    assert (cell.respondent, cell.item, cell.raw) == ("ENTITY-07", "cpd_total", "12")
    assert (cell.file_name, cell.cell) == ("sent.xlsx", f"Answers!D{answer.row}")
    assert (cell.sender, cell.approved_by, cell.version) == ("sender@example.org", "analyst@example.org", 1)
    assert cell.received <= cell.approved


def test_many_answers_take_three_queries(counted, django_assert_num_queries):
    ids = list(counted.answers.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        assert len(cells_of(ids)) == len(ids)


def test_whose_cells_are_open_to_whom(counted):
    survey = counted.round.survey
    analyst = User.objects.get(email="analyst@example.org")
    analyst.user_permissions.add(Permission.objects.get(codename="see_any_answer"))
    focal_point = rounds.person("focal-point@example.org", rounds.entity(7), rounds.entity(8))

    assert respondents_open_to(User.objects.get(pk=analyst.pk), survey) is None
    assert respondents_open_to(focal_point, survey) == {"ENTITY-07", "ENTITY-08"}
    assert respondents_open_to(rounds.person("nobody@example.org"), survey) == set()
    assert respondents_open_to(AnonymousUser(), survey) == set()
