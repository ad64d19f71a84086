"""Computing twice changes nothing, releases cannot be changed, and the database holds the rules."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from indicators import actions
from indicators.freezing import address_of
from indicators.inputs import versions_for
from indicators.models import Release, ReleaseValue, Run, Value
from indicators.queries.computed import SHOWN, newest_values
from indicators.tasks import compute_ended
from surveys import jobs
from surveys.models import Job, Round, Submission
from surveys.signals import submissions_approved
from tests.indicators import rows
from tests.kept import keeping

pytestmark = pytest.mark.django_db


@keeping
def world():
    return rows.world()


@keeping
def computed(world):
    """Four invited; two said yes, one no, one never answered: 2 of 3."""
    rows.defined(world, "1.4")
    round_ = rows.round_of(world, 2022, ["A", "B", "C", "D"])
    for code, answer in (("A", "yes"), ("B", "yes"), ("C", "no")):
        rows.answered(world, round_, code, focal_point=answer)
    return round_, actions.compute_round(round=round_)


def whole(run: Run) -> Value:
    return run.values.get(breakdown={})


def test_a_round_is_computed_with_numerator_denominator_and_who_is_missing(computed):
    value = whole(computed[1])
    assert (value.numerator, value.denominator) == (2, 3)
    assert round(value.value, 4) == Decimal("66.6667")
    assert (value.invited, value.answered, value.exclusions) == (4, 3, {"no_response": 1})


def test_computing_twice_over_the_same_answers_is_the_same_run(computed):
    round_, run = computed
    assert actions.compute_round(round=round_) == run
    assert Run.objects.count() == 1


def test_a_new_submission_makes_a_new_run_and_leaves_the_old_one(world, computed):
    round_, run = computed
    rows.answered(world, round_, "D", focal_point="no")
    second = actions.compute_round(round=round_)
    assert second != run
    assert whole(second).denominator == 4
    assert whole(run).denominator == 3


def breakdowns(run: Run) -> list[dict]:
    return [value.breakdown for value in run.values.order_by("pk")]


def test_a_run_after_an_approval_holds_what_it_touches(world, computed):
    """A and C are funds, B and D agencies: nothing is said of agencies, of A and of B."""
    round_, run = computed
    rows.answered(world, round_, "C", focal_point="yes")
    second = actions.compute_round(round=round_)
    assert breakdowns(second) == [{}, {"respondent": "C"}, {"entity_type": "fund"}]
    assert (list(run.whole.all()), second.whole.count()) == (list(run.versions.all()), 0)
    assert (second.versions.count(), second.submissions.count()) == (1, 3)


def test_the_newest_values_are_those_that_all_at_once_would_be(world, computed):
    round_, _run = computed
    rows.ratio(world)
    for code, answer in (("D", "yes"), ("A", "no"), ("C", "refused"), ("A", "yes")):
        rows.answered(world, round_, code, focal_point=answer, cpd_total=4, cpd_with_sstc=1)
        actions.compute_round(round=round_)
    several = newest_values()
    assert len({value.run_id for value in several}) > 1
    Run.objects.update(basis={}, input_hash="")  # nothing to build on
    at_once = actions.compute_round(round=round_)
    assert [plain(value) for value in several] == sorted(
        map(plain, at_once.values.all()), key=lambda one: one[:3]
    )
    assert newest_values() == sorted(at_once.values.all(), key=address_of)


def plain(value: Value) -> tuple:
    return *address_of(value), *(getattr(value, name) for name in SHOWN)


def test_a_new_definition_is_computed_wholly_and_the_others_not_at_all(world, computed):
    round_, _run = computed
    rows.ratio(world)
    second = actions.compute_round(round=round_)
    assert {value.version.indicator.code for value in second.values.all()} == {"BA.3"}
    assert len(newest_values()) == computed[1].values.count() + second.values.count()


def test_a_definition_that_is_not_computed_any_more_has_no_newest_values(world, computed):
    round_, _run = computed
    rows.ratio(world)
    actions.compute_round(round=round_)
    rows.entered(world, "BA.3", number=2)
    second = actions.compute_round(round=round_)
    assert not second.values.exists()
    assert {value.version.indicator.code for value in newest_values()} == {"1.4"}


def test_what_a_release_takes_of_changes_is_of_the_newest_run(world, computed):
    """An approval in the earlier round moves a change of the later one, and none of its values."""
    round_, _run = computed
    earlier = rows.round_of(world, 2021, ["A", "B"])
    rows.answered(world, earlier, "A", focal_point="no")
    actions.compute_round(round=earlier)
    first = actions.compute_round(round=round_)
    rows.answered(world, earlier, "B", focal_point="no")
    actions.compute_round(round=earlier)
    second = actions.compute_round(round=round_)
    assert not first.values.exists()
    assert not second.values.exists()
    [change] = actions.publish_release(name="First", by=world.sender).frozen["changes"]["1.4"]
    assert change["both"] == 2


def test_the_lineage_of_a_value_follows_the_run_that_touched_it(world, computed):
    round_, run = computed
    newer = rows.answered(world, round_, "A", focal_point="no")
    actions.compute_round(round=round_)
    by_part = {tuple(value.breakdown.values()): value for value in newest_values()}
    assert by_part["A",].run.submissions.filter(pk=newer.pk).exists()
    assert by_part["B",].run == run
    assert by_part["agency",].run == run


def test_a_superseded_submission_no_longer_counts(world, computed):
    round_, _run = computed
    rows.answered(world, round_, "A", focal_point="no")
    assert Submission.objects.filter(state="superseded").count() == 1
    assert whole(actions.compute_round(round=round_)).numerator == 1


def test_a_change_of_groups_or_of_a_definition_is_a_new_input(world, computed):
    round_, run = computed
    world.respondents["A"].memberships.update(group=world.groups["agency"])
    second = actions.compute_round(round=round_)
    assert second != run
    rows.defined(world, "1.4", number=2, minimum_respondents="4", measure="share", question="focal_point",
                 counted=["yes"], out=rows.OUT, survey="unossc_entity", unit="percent")  # fmt: skip
    third = actions.compute_round(round=round_)
    assert third not in (run, second)
    assert {version.number for version in third.versions.all()} == {2}


def test_too_few_answers_are_a_result_and_never_a_zero(world, computed):
    rows.ratio(world, minimum_respondents="3")
    value = actions.compute_round(round=computed[0]).values.get(version__indicator__code="BA.3", breakdown={})
    assert (value.value, value.state) == (None, "not_asked")
    assert value.reason


def test_entered_definitions_and_those_of_other_years_are_not_computed(world, computed):
    rows.entered(world, "3.1")
    rows.defined(world, "9.9", measure="count", question="focal_point", counted=["yes"], survey="unossc_entity",
                 unit="entities", minimum_respondents="1", valid={"from": "2030"})  # fmt: skip
    assert [v.indicator.code for v in versions_for(computed[0])] == ["1.4"]


def test_progress_is_told_up_to_the_end(world, computed):
    told = []
    rows.answered(world, computed[0], "D", focal_point="no")
    actions.compute_round(round=computed[0], progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 1), (1, 1)]


def test_a_run_that_was_overtaken_is_computed_again(world, computed):
    """An answer begins to count, and another worker is done with it, while this one still computes."""
    round_, _run = computed
    rows.answered(world, round_, "A", focal_point="no")

    def overtake(done, total):
        if not Submission.objects.filter(respondent__code="D").exists():
            rows.answered(world, round_, "D", focal_point="yes")
            actions.compute_round(round=round_)

    returned = actions.compute_round(round=round_, progress=overtake)
    newest = round_.runs.order_by("-finished", "-pk").first()
    assert returned == newest
    assert newest.submissions.count() == 4
    assert Run.objects.count() == 2


def test_an_approval_queues_the_round(world, computed):
    submission = Submission.objects.first()
    submissions_approved.send(
        sender=Submission, round=submission.round, submissions=[submission], by=world.sender
    )
    assert Job.objects.get().kind == actions.COMPUTE
    assert Job.objects.get().subject == computed[0].pk


def test_a_round_whose_days_are_over_is_computed_although_nobody_closed_it(world):
    rows.defined(world, "1.4")
    today = timezone.localdate()
    for year, late_days in ((2021, 9), (2022, 10), (2023, None)):
        round_ = rows.round_of(world, year, "A")
        Round.objects.filter(pk=round_.pk).update(closes=today - timedelta(days=10), late_days=late_days)
    compute_ended()
    [job] = Job.objects.filter(kind=actions.COMPUTE)
    jobs.run(job.pk)
    [run] = Run.objects.all()
    assert (run.round.data_year, whole(run).reason) == (2021, "nobody_answered")
    compute_ended()
    assert Job.objects.filter(kind=actions.COMPUTE).count() == 1


def test_a_release_holds_the_newest_values_and_what_they_are_read_by(world, computed):
    release = actions.publish_release(name="First", by=world.sender)
    assert (release.number, release.state) == (1, "published")
    assert set(release.release_values.values_list("value", flat=True)) == set(
        computed[1].values.values_list("pk", flat=True)
    )
    assert release.frozen["definitions"]["1.4"]["1"]["code"] == "1.4"
    assert release.frozen["respondents"]["entity"]["A"]["en"]["text"] == "Name of A"


def test_a_release_without_change_is_refused(world, computed):
    first = actions.publish_release(name="First", by=world.sender)
    with pytest.raises(actions.NothingChanged) as refused:
        actions.publish_release(name="Second", by=world.sender)
    assert refused.value.release == first
    rows.answered(world, computed[0], "D", focal_point="no")
    actions.compute_round(round=computed[0])
    assert actions.publish_release(name="Second", by=world.sender).number == 2


def test_nothing_can_be_published_before_the_first_computing(world):
    with pytest.raises(actions.NothingToPublish):
        actions.publish_release(name="First", by=world.sender)


def test_a_value_that_the_newest_run_no_longer_has_is_not_published(world, computed):
    round_, _run = computed
    round_.invitations.filter(respondent__code="D").delete()
    actions.compute_round(round=round_)
    release = actions.publish_release(name="First", by=world.sender)
    assert not ReleaseValue.objects.filter(release=release, value__breakdown={"respondent": "D"}).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators_release SET name = 'other'",
        "DELETE FROM indicators_release",
        "UPDATE indicators_releasevalue SET value_id = value_id",
        "DELETE FROM indicators_releasevalue",
        "UPDATE indicators_value SET value = 1",
    ],
)
def test_nobody_changes_a_published_release_not_even_in_sql(world, computed, statement):
    actions.publish_release(name="First", by=world.sender)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_published_release_gains_no_value(world, computed):
    release = actions.publish_release(name="First", by=world.sender)
    rows.answered(world, computed[0], "D", focal_point="no")
    later = actions.compute_round(round=computed[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        ReleaseValue.objects.create(release=release, value=whole(later))


@pytest.mark.parametrize(
    "wrong",
    [
        {"numerator": 5, "denominator": 4},
        {"value": None, "reason": ""},
        {"value": 1, "reason": "insufficient"},
        {"answered": 9, "invited": 4},
    ],
)
def test_the_database_refuses_values_that_cannot_be(computed, wrong):
    good = whole(computed[1])
    fields = {f.name: getattr(good, f.name) for f in Value._meta.fields if f.name != "id"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.create(**{**fields, "year": 2019, **wrong})


def test_a_failed_publication_leaves_no_release_behind(world, computed, settings):
    actions.publish_release(name="First", by=world.sender)
    with pytest.raises(actions.NothingChanged):
        actions.publish_release(name="Second", by=world.sender)
    assert Release.objects.count() == 1


def test_a_share_is_stored_with_its_bounds_and_what_it_rests_on(computed):
    """Two of three said yes and one is missing: 2 of 4 to 3 of 4."""
    value = whole(computed[1])
    assert (value.low, value.high, value.respondents) == (50, 75, 3)


def test_a_share_over_an_open_roster_has_no_bounds(world, computed):
    round_, first = computed
    round_.roster_closed = False
    round_.save()
    run = actions.compute_round(round=round_)
    assert run != first
    assert (whole(run).low, whole(run).high) == (None, None)


def test_the_database_refuses_a_value_outside_its_bounds(computed):
    value = whole(computed[1])
    value.pk, value.breakdown, value.low = None, {"region": "africa"}, 70
    with pytest.raises(IntegrityError, match="value_within_its_bounds"), transaction.atomic():
        value.save()


def test_the_second_round_tells_behaviour_from_composition(world, computed):
    """All: 2 of 3 to 2 of 4. Of A, B and C, who were there twice: 2 of 3 to 1 of 3."""
    later = rows.round_of(world, 2023, ["A", "B", "C", "E"])
    for code, answer in (("A", "yes"), ("B", "no"), ("C", "no"), ("E", "yes")):
        rows.answered(world, later, code, focal_point=answer)
    change = actions.compute_round(round=later).changes.get()
    assert (change.from_year, change.to_year, change.both) == (2022, 2023, 3)
    assert [round(n, 2) for n in (change.change, change.behaviour, change.composition)] == [
        Decimal("-16.67"),
        Decimal("-33.33"),
        Decimal("16.67"),
    ]
    assert not computed[1].changes.exists()


def test_an_answer_of_the_round_before_is_a_new_input_of_its_changes_alone(world, computed):
    later = rows.round_of(world, 2023, ["A"])
    rows.answered(world, later, "A", focal_point="yes")
    first = actions.compute_round(round=later)
    rows.answered(world, computed[0], "A", focal_point="no")
    second = actions.compute_round(round=later)
    assert first != second
    assert first.input_hash == second.input_hash
    assert [run.changes.get().behaviour for run in (first, second)] == [0, 100]
    assert actions.compute_round(round=later) == second


def test_illustrative_rounds_and_real_ones_have_no_changes_between_them(world, computed):
    later = rows.round_of(world, 2023, ["A"], illustrative=True)
    rows.answered(world, later, "A", focal_point="yes")
    assert not actions.compute_round(round=later).changes.exists()


def test_there_is_no_change_across_another_definition(world, computed):
    rows.defined(world, "1.4", number=2, measure="share", question="focal_point", counted=["no"], out=rows.OUT,
                 survey="unossc_entity", unit="percent", minimum_respondents="1", valid={"from": "2023"})  # fmt: skip
    later = rows.round_of(world, 2023, ["A"])
    rows.answered(world, later, "A", focal_point="yes")
    change = actions.compute_round(round=later).changes.get()
    assert (change.state, change.reason, change.change) == ("broken", "definition_changed", None)


def test_an_approval_queues_the_round_after_it_as_well(world, computed):
    later = rows.round_of(world, 2023, ["A"])
    submission = Submission.objects.first()
    submissions_approved.send(
        sender=Submission, round=submission.round, submissions=[submission], by=world.sender
    )
    assert {job.subject for job in Job.objects.all()} == {computed[0].pk, later.pk}


class TestThreeRounds:
    """The change since the first round, over the one between."""

    @pytest.fixture
    def rounds(self, world):
        """A is yes at last; B answers in 2021 and 2023 alone; C never says yes."""
        rows.defined(world, "1.4")
        said = {
            2021: {"A": "no", "B": "no", "C": "no"},
            2022: {"A": "no", "C": "no"},
            2023: {"A": "yes", "B": "yes"},
        }
        made = {}
        for year, answers in said.items():
            made[year] = rows.round_of(world, year, ["A", "B", "C"])
            for code, answer in answers.items():
                rows.answered(world, made[year], code, focal_point=answer)
            actions.compute_round(round=made[year])
        return made

    def test_it_is_told_with_those_who_are_in_both_ends_and_apart_from_the_steps(self, world, rounds):
        frozen = actions.publish_release(name="First", by=world.sender).frozen
        steps, long = frozen["changes"]["1.4"], frozen["long_changes"]["1.4"]
        assert [(one["from_year"], one["to_year"], one["both"]) for one in steps] == [
            (2021, 2022, 2),
            (2022, 2023, 1),
        ]
        assert [(one["from_year"], one["to_year"], one["both"]) for one in long] == [(2021, 2023, 2)]
        assert (long[0]["change"], long[0]["behaviour"], long[0]["composition"]) == ("100", "100", "0")

    def test_an_answer_to_the_first_round_moves_it(self, world, rounds):
        rows.answered(world, rounds[2021], "A", focal_point="yes")
        for round_ in rounds.values():
            actions.compute_round(round=round_)
        [change] = actions.publish_release(name="First", by=world.sender).frozen["long_changes"]["1.4"]
        assert change["behaviour"] == "50"

    def test_every_later_round_is_computed_again_then(self, world, rounds):
        Job.objects.all().delete()
        submissions_approved.send(Submission, round=rounds[2021], submissions=[], by=world.sender)
        subjects = set(Job.objects.filter(kind=actions.COMPUTE).values_list("subject", flat=True))
        assert subjects == {round_.pk for round_ in rounds.values()}

    def test_twice_over_the_same_answers_is_the_same_run(self, rounds):
        before = Run.objects.count()
        actions.compute_round(round=rounds[2023])
        assert Run.objects.count() == before
