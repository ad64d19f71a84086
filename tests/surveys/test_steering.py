import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from surveys import actions, queries, tasks
from surveys.loading.facts import read_surveys
from surveys.models import Invitation, Reminder, Round
from surveys.queries.audit import Asked, audit_trail
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES

CLOSES = datetime.date(2027, 3, 31)


@keeping
def desk(db):
    """An open round of ENTITY-07 and ENTITY-08 that reminds 3 days before and 1 day after its closing day."""
    desk = SimpleNamespace(
        round=rounds.entity_round(entities=(7, 8)),
        entity=rounds.entity(7),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7)),
        analyst=rounds.person("analyst@example.org"),
    )

    Round.objects.update(closes=CLOSES, remind_before=[3], remind_after=[1], contact="desk@example.org")
    desk.round.refresh_from_db()
    Invitation.objects.filter(respondent=rounds.entity(8)).update(
        contact_address="ministry@example.org", language="fr"
    )
    return desk


def after(days: int) -> datetime.date:
    return CLOSES + datetime.timedelta(days=days)


def moved(round_, days: int) -> Round:
    """The round with a closing day so many days from today."""
    Round.objects.filter(pk=round_.pk).update(closes=timezone.localdate() + datetime.timedelta(days=days))
    round_.refresh_from_db()
    return round_


def test_those_who_have_not_answered_are_reminded_once_in_their_language(desk):
    assert actions.send_reminders(day=after(-4)) == 0
    assert actions.send_reminders(day=after(-3)) == 2
    assert actions.send_reminders(day=after(-3)) == actions.send_reminders(day=after(-2)) == 0

    english, french = sorted(rounds.letters(), key=lambda letter: letter.to)
    assert english.to == ["focal-point@example.org"]
    assert english.subject == "Your answers are awaited: Entity 07, Survey of entities 2022"
    assert "/en/workspace/" in english.body
    assert "31 March 2027" in english.body
    assert "desk@example.org" in english.body
    assert french.to == ["ministry@example.org"]
    assert "/fr/workspace/" in french.body
    assert "31 mars 2027" in french.body


def test_the_day_is_an_argument_of_the_task(desk):
    tasks.send_reminders("2027-04-01")

    assert set(Reminder.objects.values_list("kind", "days", "day", "by")) == {("after", 1, CLOSES, None)}


def test_who_has_answered_is_not_reminded_and_who_was_sent_back_is(desk):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    assert [each.respondent for each in queries.missing_in(desk.round)] == [rounds.entity(8)]
    actions.return_submission(submission=submission, by=desk.analyst, remark="Events?")

    assert actions.send_reminders(day=after(-3)) == 2


def test_a_new_closing_day_has_its_own_reminders(desk):
    actions.send_reminders(day=after(-3))
    actions.move_closing_day(round=desk.round, closes=after(30), by=desk.analyst)
    assert [letter.subject.split(":")[0] for letter in rounds.letters()[2:]][:1] == ["New closing day"]

    assert actions.send_reminders(day=after(27)) == 2


def test_a_planned_or_closed_round_reminds_nobody(desk):
    for state in ("planned", "closed"):
        Round.objects.update(state=state)
        assert actions.send_reminders(day=after(-3)) == 0


def test_nobody_reminds_after_the_days_for_late_answers(desk):
    Round.objects.update(late_days=0)

    assert actions.send_reminders(day=after(1)) == 0


def test_by_hand_to_the_chosen_once_a_day(desk):
    chosen = [desk.entity.pk]
    assert actions.remind_by_hand(round=desk.round, respondents=chosen, by=desk.analyst) == 1
    assert actions.remind_by_hand(round=desk.round, respondents=chosen, by=desk.analyst) == 0

    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.by, reminder.address) == (
        "by_hand",
        desk.analyst,
        "focal-point@example.org",
    )
    assert queries.lines_of(desk.round)[0].reminders == [reminder]


def test_closed_accounts_and_ended_representations_get_no_letter(desk):
    desk.focal_point.representations.update(to_day=timezone.localdate() - datetime.timedelta(days=1))
    stranger = rounds.person("gone@example.org", desk.entity)
    stranger.is_active = False
    stranger.save()

    assert actions.send_reminders(day=after(-3)) == 1


def test_somebody_who_is_focal_point_and_contact_gets_one_letter(desk):
    Invitation.objects.filter(respondent=desk.entity).update(contact_address="Focal-Point@example.org")

    assert actions.send_reminders(day=after(-3)) == 2


def test_opening_closing_and_taking_back(desk):
    actions.close_round(round=desk.round)
    with pytest.raises(actions.WrongState):
        actions.close_round(round=desk.round)
    assert actions.open_round(round=desk.round).takes_answers
    assert actions.plan_round(round=desk.round).state == "planned"
    actions.open_round(round=desk.round)
    rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes")

    with pytest.raises(actions.FilesCame):
        actions.plan_round(round=desk.round)


def test_late_answers_are_taken_until_somebody_closes_the_round(desk):
    round_ = moved(desk.round, -400)

    assert (round_.takes_answers, round_.is_late, round_.last_day, round_.state_now) == (
        True,
        True,
        None,
        "open",
    )


def test_a_round_with_declared_days_closes_by_itself(desk):
    Round.objects.update(late_days=5)
    assert moved(desk.round, -5).takes_answers
    over = moved(desk.round, -6)

    assert (over.takes_answers, over.state, over.state_now) == (False, "open", "closed")
    with pytest.raises(actions.RoundClosed):
        rounds.receive(over, desk.entity, desk.focal_point, b"bytes")
    actions.close_round(round=over)
    with pytest.raises(actions.DaysOver):
        actions.open_round(round=over)


def test_a_closing_day_is_neither_past_nor_the_same(desk):
    with pytest.raises(actions.DayNotOffered):
        actions.move_closing_day(round=desk.round, closes=CLOSES, by=desk.analyst, reason="why")
    past = timezone.localdate() - datetime.timedelta(days=1)
    with pytest.raises(actions.DayNotOffered):
        actions.move_closing_day(round=desk.round, closes=past, by=desk.analyst, reason="why")
    actions.close_round(round=desk.round)
    with pytest.raises(actions.WrongState):
        actions.move_closing_day(round=desk.round, closes=after(30), by=desk.analyst)
    assert rounds.letters() == []


def test_an_earlier_day_needs_a_reason_that_those_who_have_not_answered_read(desk):
    with pytest.raises(actions.EarlierWithoutReason):
        actions.move_closing_day(round=desk.round, closes=after(-10), by=desk.analyst, reason=" ")
    letters = actions.move_closing_day(
        round=desk.round, closes=after(-10), by=desk.analyst, reason="The report is due sooner."
    )
    desk.round.refresh_from_db()

    assert (letters, desk.round.closes) == (2, after(-10))
    english = next(letter for letter in rounds.letters() if letter.to == ["focal-point@example.org"])
    assert "New closing day" in english.subject
    assert "closes earlier than you were told" in english.body
    assert "The report is due sooner." in english.body
    change = audit_trail(Asked(kind="Round"))[0][0].changes
    assert "The report is due sooner." in {each.after for each in change}


def test_every_move_is_told_also_back_to_a_day_of_before(desk):
    days = [after(30), after(20), after(30), after(20)]
    sent = [
        actions.move_closing_day(round=desk.round, closes=day, by=desk.analyst, reason="again")
        for day in days
    ]

    assert sent == [2, 2, 2, 2]
    desk.round.refresh_from_db()
    assert desk.round.earlier_because == "again"
    actions.move_closing_day(round=desk.round, closes=after(40), by=desk.analyst, reason="later")
    desk.round.refresh_from_db()
    assert desk.round.earlier_because == ""


@keeping
def required(desk):
    """The round of a survey that asks each respondent on its own."""
    survey = desk.round.survey
    survey.by_respondent = True
    survey.save()
    return desk.round


@pytest.mark.parametrize("left_out", ["remind_before", "remind_after", "closes"])
def test_a_new_round_that_has_to_remind_does_not_open_without(required, left_out):
    nothing = None if left_out == "closes" else []
    Round.objects.update(state=Round.State.PLANNED, **{left_out: nothing})
    with pytest.raises(actions.RemindersRequired) as refused:
        actions.open_round(round=required)
    assert "have to remind" in str(refused.value)
    Round.objects.update(remind_before=[3], remind_after=[1], closes=CLOSES, contact="a@example.org")
    actions.open_round(round=required)


def test_reminders_that_are_required_cannot_be_switched_off(required):
    with pytest.raises(actions.RemindersRequired):
        actions.change_rules(round=required, remind_after=[])
    actions.change_rules(round=required, remind_after=[2])
    required.remind_before = []
    with pytest.raises(ValidationError):
        required.full_clean()
    assert Round.objects.get(pk=required.pk).remind_after == [2]


def test_a_round_that_was_open_without_them_goes_on(required):
    Round.objects.update(remind_before=[], remind_after=[])
    actions.change_rules(round=required, contact="desk@example.org")
    required.refresh_from_db()
    required.full_clean()
    Round.objects.update(state=Round.State.CLOSED)
    actions.open_round(round=required)


def test_of_the_shipped_surveys_only_unossc_requires_it():
    file = FIXTURES / "surveys" / "surveys.yaml"
    surveys = {one.code: one for one in read_surveys(file.read_text(), file=file.name)}

    assert [code for code, one in surveys.items() if one.by_respondent] == ["unossc_entity"]
    assert {one.keep_originals_days for one in surveys.values()} == {365}


def test_rules_do_not_move_the_closing_day_of_an_open_round(desk):
    with pytest.raises(actions.WrongState):
        actions.change_rules(round=desk.round, closes=after(1))
    actions.change_rules(round=desk.round, late_days=3, remind_before=[7])
    desk.round.refresh_from_db()

    assert (desk.round.late_days, desk.round.remind_before, desk.round.remind_after) == (3, [7], [1])


def test_the_roster_says_who_is_late(desk):
    Round.objects.update(illustrative=False)
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst)
    assert [line.late for line in queries.lines_of(desk.round)] == [False, False]
    lines = queries.lines_of(moved(desk.round, -1))

    assert [(line.state, line.late, bool(line.sent)) for line in lines] == [
        ("answered", True, True),
        ("nothing", True, False),
    ]


def test_the_roster_takes_the_same_queries_however_long_it_is(desk, django_assert_num_queries):
    rounds.submitted(desk.round, desk.entity, desk.focal_point)
    with django_assert_num_queries(5):
        queries.lines_of(desk.round)
    with django_assert_num_queries(2):
        found = queries.arrivals_of(desk.round)
    assert (found.days[0].so_far, found.invited) == (1, 2)


def test_a_letter_about_a_decision_speaks_the_language_of_its_reader(
    desk, django_capture_on_commit_callbacks
):
    desk.focal_point.language = "zh-hans"
    desk.focal_point.save()
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_submission(submission=submission, by=desk.analyst, remark="Events?")

    letter = rounds.letters()[-1]
    assert "实体07" in letter.subject
    assert f"/zh-hans/submissions/{submission.pk}/" in letter.body
    assert "Good day" not in letter.body
