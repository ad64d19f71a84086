from types import SimpleNamespace

from surveys import actions, queries
from surveys.models import Round, Upload
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def desk(db):
    return SimpleNamespace(
        round=rounds.entity_round(entities=(7, 8, 9)),
        entity=rounds.entity(7),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7), rounds.entity(8)),
        analyst=rounds.person("analyst@example.org"),
    )


def step(desk) -> str:
    return next(
        each for each in queries.desks_of(desk.focal_point) if each.respondent == desk.entity
    ).next_step


def test_the_next_step_of_a_focal_point(desk):
    assert step(desk) == "send"
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)
    assert step(desk) == "look"
    actions.submit_upload(upload=upload, by=desk.focal_point)
    rounds.work(upload, "save_upload")
    assert step(desk) == "wait"
    actions.return_submission(submission=upload.submissions.get(), by=desk.analyst, remark="Events?")
    assert step(desk) == "correct"
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=3)
    assert step(desk) == "done"


def test_desks_are_those_of_the_represented_and_open_rounds_come_first(desk):
    rounds.entity_round(2021, entities=(7, 9), state=Round.State.CLOSED)
    found = [(each.round.data_year, each.respondent.code) for each in queries.desks_of(desk.focal_point)]

    assert found == [(2022, "ENTITY-07"), (2022, "ENTITY-08"), (2021, "ENTITY-07")]
    assert queries.desks_of(desk.analyst) == []


def test_desks_take_six_queries_however_much_was_sent(desk, django_assert_num_queries):
    for events in range(3):
        rounds.submitted(desk.round, desk.entity, desk.focal_point, events=events)
    with django_assert_num_queries(6):
        queries.desks_of(desk.focal_point)


def test_an_upload_is_compared_with_what_counts_now(desk):
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=14)
    upload = rounds.checked(
        desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity, events=20, good_practices=3)
    )
    comparison = queries.compare_upload(upload, desk.entity)

    assert [(line.item, line.kind) for line in comparison.changed] == [
        ("good_practices", "new"),
        ("events", "changed"),
    ]
    changed = comparison.changed[1]
    assert (changed.now.number, changed.before.number) == (20, 14)
    assert changed.now.cell.startswith("Answers!D")


def test_the_first_upload_of_a_year_is_compared_with_the_year_before(desk):
    earlier = rounds.entity_round(2021)
    rounds.approved(earlier, desk.entity, desk.focal_point, desk.analyst, events=14)
    upload = rounds.checked(
        desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity, events=14)
    )
    comparison = queries.compare_upload(upload, desk.entity)

    assert comparison.earlier.round == earlier
    assert comparison.changed == []
    assert queries.last_answers(desk.round, desk.entity)["events"] == 14
    assert "budget_amount" not in queries.last_answers(desk.round, desk.entity)


def test_a_submission_is_compared_with_what_counted_before_it(desk):
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=14)
    rounds.submitted(desk.round, desk.entity, desk.focal_point, events=1, good_practices=3)
    third = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=15)
    comparison = queries.compare_submission(third)

    assert comparison.earlier.version == 1
    assert [line.item for line in comparison.changed] == ["events"]
    assert [each.version for each in queries.versions_of(third)] == [3, 2, 1]


def test_comparing_takes_the_same_queries_however_many_answers(desk, django_assert_num_queries):
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst)
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity, events=3))
    assert upload.round == desk.round  # read before
    with django_assert_num_queries(7):
        queries.compare_upload(upload, desk.entity)


def test_response_rates(desk):
    for number, group in ((7, "fund"), (8, "fund"), (9, "programme")):
        rounds.grouped(rounds.entity(number), group)
    rounds.approved(desk.round, rounds.entity(7), desk.focal_point, desk.analyst)
    rounds.submitted(desk.round, rounds.entity(7), desk.focal_point, events=1)
    rounds.submitted(desk.round, rounds.entity(9), desk.focal_point)
    rate = queries.rates_of_rounds(Round.objects.all())[0].rate

    assert (rate.invited, rate.answered, rate.waiting, rate.missing) == (3, 1, 1, 1)
    by_group = {each.group: each.rate for each in queries.rates_by_group(desk.round)}
    assert (by_group["fund"].answered, by_group["fund"].invited, by_group["fund"].waiting) == (1, 2, 0)
    assert (by_group["programme"].answered, by_group["programme"].waiting) == (0, 1)


def test_nobody_invited_has_no_rate(db):
    rounds.entity_round(entities=())

    assert queries.rates_of_rounds(Round.objects.all())[0].rate.percent is None


def test_rates_take_one_query_and_groups_three(desk, django_assert_num_queries):
    for number in (7, 8, 9):
        rounds.grouped(rounds.entity(number), "fund")
    with django_assert_num_queries(1):
        queries.rates_of_rounds(Round.objects.all())
    with django_assert_num_queries(3):
        queries.rates_by_group(desk.round)


def test_the_review_queue_counts_answers_and_warnings_in_one_query(desk, django_assert_num_queries):
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst)
    first = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=3, cpd_scope="not_applicable")
    second = rounds.submitted(desk.round, rounds.entity(9), desk.focal_point)
    with django_assert_num_queries(1):
        queue = list(queries.review_queue([second, first]))

    assert [(each, each.replaces) for each in queue] == [(first, True), (second, False)]
    blanks = first.answers.filter(absence__in=["blank", "not_shown"]).count()
    assert queue[0].answers_given == first.answers.count() - blanks


def test_work_that_ends_while_one_looks_did_not_break_off(desk):
    upload = rounds.receive(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity))
    seen_before = Upload.objects.get(pk=upload.pk)
    rounds.work(upload, "check_upload")

    assert not queries.work_on(seen_before).failed
    assert seen_before.state == Upload.State.NEEDS_REVIEW
