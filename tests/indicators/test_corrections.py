"""Corrections and what is computed: a run sees those in force, and keeps which they were."""

from django.utils import timezone

from indicators import actions, engine
from indicators.changing import Changes
from indicators.models import IndicatorVersion
from indicators.queries.access import Reader
from indicators.queries.behind import behind
from indicators.queries.compared import compared
from indicators.queries.computed import newest_values
from indicators.queries.released import open_release
from surveys import frames, jobs, signals
from surveys.actions import restore_submission
from surveys.models import Answer, Correction, Submission, User
from tests.indicators import rows
from tests.kept import keeping


@keeping
def world(db):
    world = rows.world()
    rows.defined(world, "1.4")
    rows.ratio(world)
    return world


@keeping
def computed(world):
    """A and B yes, C no, D did not answer: 2 of 3."""
    round_ = rows.round_of(world, 2022, "ABCD")
    for code, answer in zip("ABC", ("yes", "yes", "no"), strict=True):
        rows.answered(world, round_, code, focal_point=answer)
    return round_, actions.compute_round(round=round_)


def corrected(world, code: str, option: str) -> Correction:
    answer = Answer.objects.get(submission__respondent__code=code, submission__state="approved")
    return Correction.objects.create(
        answer=answer, expected_option=answer.option, option=world.options[option], reason="Misread",
        source="Letter", author=world.sender, made=timezone.now(),
    )  # fmt: skip


def whole(run):
    return run.values.get(breakdown={}, version__indicator__code="1.4")


def test_a_correction_is_a_new_input_and_undone_the_old_one_again(world, computed):
    round_, first = computed
    correction = corrected(world, "C", "yes")
    second = actions.compute_round(round=round_)

    assert (whole(second).numerator, list(second.corrections.all())) == (3, [correction])
    assert second.input_hash != first.input_hash
    assert actions.compute_round(round=round_) == second
    correction.undone, correction.undone_by, correction.undone_reason = timezone.now(), world.sender, "No"
    correction.save()
    third = actions.compute_round(round=round_)
    assert (third.input_hash, whole(third).numerator) == (first.input_hash, 2)
    assert list(third.corrections.all()) == []


def parts(run):
    return {(one.version.indicator.code, *one.breakdown.values()) for one in run.values.all()}


def all_at_once(round_):
    """What every definition gives over everything that counts now."""
    submissions = frames.counted_submissions(round_)
    given = frames.answers_frame(submissions), frames.roster_frame([round_], submissions)
    return {
        (version.indicator.code, *value.breakdown.values()): (value.numerator, value.denominator)
        for version in IndicatorVersion.objects.select_related("indicator")
        for value in engine.compute(version.as_definition(), *given)
    }


def newest():
    return {
        (one.version.indicator.code, *one.breakdown.values()): (one.numerator, one.denominator)
        for one in newest_values()
    }


def test_a_correction_computes_anew_what_reads_the_answer_and_nothing_else(world, computed):
    """C is a fund: of 1.4 the whole, the funds and C; of BA.3, which does not read the answer, nothing."""
    round_, first = computed
    assert ("BA.3",) in parts(first)
    correction = corrected(world, "C", "yes")

    assert parts(actions.compute_round(round=round_)) == {("1.4",), ("1.4", "fund"), ("1.4", "C")}
    assert newest() == all_at_once(round_)
    correction.undone, correction.undone_by, correction.undone_reason = timezone.now(), world.sender, "No"
    correction.save()
    assert parts(actions.compute_round(round=round_)) == {("1.4",), ("1.4", "fund"), ("1.4", "C")}
    assert newest() == all_at_once(round_)


def test_an_older_version_that_counts_again_touches_its_respondent_alone(world, computed):
    round_, first = computed
    before = newest()
    older = Submission.objects.get(round=round_, respondent__code="C")
    rows.answered(world, round_, "C", focal_point="yes")
    actions.compute_round(round=round_)
    assert newest() != before

    restore_submission(submission=older, by=world.sender, reason="The later file was another round's")
    run = actions.compute_round(round=round_)

    assert parts(run) == {("1.4",), ("1.4", "fund"), ("1.4", "C"), ("BA.3",), ("BA.3", "C")}
    assert newest() == before == all_at_once(round_)


def test_an_old_value_is_explained_by_the_corrections_of_its_time(world, computed):
    round_, first = computed
    correction = corrected(world, "C", "yes")
    second = actions.compute_round(round=round_)
    correction.undone, correction.undone_by, correction.undone_reason = timezone.now(), world.sender, "No"
    correction.save()
    actions.publish_release(name="First", by=world.sender)
    reader = Reader(User.objects.create_superuser("root@example.org"), open_release())

    for run, adds, laid_over in ((first, "AB", []), (second, "ABC", ["yes"])):
        value = whole(run)
        found = behind(value, value.version.as_definition(), reader)
        assert "".join(part.respondent for part in found.numerator.parts) == adds
        cells = [cell for part in found.denominator.parts for cell in part.cells if cell.corrected]
        assert [cell.corrected.option for cell in cells] == laid_over
        assert [cell.raw for cell in cells] == ["no"] * len(laid_over)


def test_a_correction_queues_its_round_and_the_one_after(world, computed):
    later = rows.round_of(world, 2023, "ABCD")
    correction = corrected(world, "C", "yes")
    signals.answer_corrected.send(sender=Correction, correction=correction, by=world.sender)
    for round_ in (computed[0], later):
        assert jobs.latest(actions.COMPUTE, round_.pk).state == "queued"


def test_two_releases_name_the_correction_as_cause(world, computed):
    actions.publish_release(name="First", by=world.sender)
    corrected(world, "C", "yes")
    actions.compute_round(round=computed[0])
    actions.publish_release(name="Second", by=world.sender)
    before, after = open_release(1), open_release(2)
    reader = Reader(User.objects.create_superuser("root@example.org"), after)
    found = [one for one in compared(before, after, reader).values if one.change.breakdown == {}]
    assert [(cause.kind, cause.count) for cause in found[0].causes] == [("correction", 1)]


def test_changes_of_what_was_not_touched_are_kept_and_not_worked_out(world, computed, monkeypatch):
    later = rows.round_of(world, 2023, "ABC")
    for code in "ABC":
        rows.answered(world, later, code, focal_point="yes", cpd_total=4, cpd_with_sstc=1)
    first = actions.compute_round(round=later)
    asked, works_out = [], Changes.of

    def noted(changes, version, definition):
        asked.append(version.indicator.code)
        return works_out(changes, version, definition)

    monkeypatch.setattr(Changes, "of", noted)
    answer = Answer.objects.get(
        submission__round=later, submission__respondent__code="C", item__code="focal_point"
    )
    Correction.objects.create(
        answer=answer, expected_option=answer.option, option=world.options["no"], reason="Misread",
        source="Letter", author=world.sender, made=timezone.now(),
    )  # fmt: skip
    second = actions.compute_round(round=later)

    def told(run, code):
        changes = run.changes.filter(version__indicator__code=code)
        return [(one.change, one.behaviour, one.both, one.reason) for one in changes]

    assert asked == ["1.4"]
    assert told(second, "BA.3") == told(first, "BA.3") != []
    assert told(second, "1.4") != told(first, "1.4")
    assert first.changes.count() == second.changes.count() == 2

    rows.answered(world, computed[0], "A", focal_point="no")
    actions.compute_round(round=later)
    assert asked == ["1.4", "1.4", "BA.3"]  # the round before is another one: every change may be
