"""Answers beside earlier ones: what a file would change, what a version changed."""

from dataclasses import dataclass
from decimal import Decimal

from surveys import changes
from surveys.changes import Line
from surveys.models import Item, Option, Respondent, Round, StagedAnswer, Submission, Upload
from surveys.queries.said import said_in, what_counts
from surveys.questionnaires import occurrence_code


@dataclass(frozen=True)
class Comparison:
    """The answers of one respondent, beside those of `earlier` (None: there are none to compare with)."""

    respondent: Respondent
    lines: list[Line]
    earlier: Submission | None

    @property
    def counts(self) -> dict[str, int]:
        """How many answers are changed, new, gone and the same."""
        return changes.count(self.lines)

    @property
    def changed(self) -> list[Line]:
        """The lines that say something else than before."""
        return [line for line in self.lines if line.kind != changes.SAME]


def compare_upload(upload: Upload, respondent: Respondent) -> Comparison:
    """What a checked file says for a respondent, beside what counts now. Seven queries.

    What counts now is the approved version of this round, else that of the latest earlier year.
    """
    staged = StagedAnswer.objects.filter(upload=upload, respondent=respondent.code)
    options = {
        (item, code): names
        for item, code, names in Option.objects.filter(
            item__questionnaire=upload.round.questionnaire_id
        ).values_list("item__code", "code", "names")
    }
    now = {
        (answer.item, answer.occurrence): said_in(
            answer, answer.option, options.get((answer.item, answer.option), {})
        )
        for answer in staged
    }
    earlier = earlier_counted(upload.round, respondent)
    return _comparison(upload.round, respondent, now, earlier)


def compare_submission(submission: Submission) -> Comparison:
    """The answers of a submission beside those that counted before it. At most nine queries.

    What counted before is an earlier version of this round that was approved, else what counts of an earlier
    year.
    """
    versions = Submission.objects.filter(
        round=submission.round_id, respondent=submission.respondent_id, version__lt=submission.version
    ).ever_counted()
    earlier = versions.select_related("round").order_by("-version").first()
    if earlier is None:
        earlier = _of_an_earlier_year(submission.round, submission.respondent)
    return _comparison(submission.round, submission.respondent, what_counts(submission), earlier)


def compare_with_counted(submission: Submission) -> Comparison:
    """The answers of an older version beside those that count now. At most nine queries."""
    now = earlier_counted(submission.round, submission.respondent)
    return _comparison(submission.round, submission.respondent, what_counts(submission), now)


def last_answers(round_: Round, respondent: Respondent) -> dict[str, str | int | float]:
    """What counts of the latest earlier year, for a template: item (item#2 for its second occurrence) -> option, absence, number or text.

    Blanks are left out. Four queries.
    """
    earlier = _of_an_earlier_year(round_, respondent)
    answers = what_counts(earlier) if earlier else {}
    return {
        occurrence_code(code, occurrence): _plain(said.number)
        if said.number is not None
        else said.option or said.absence or said.text
        for (code, occurrence), said in answers.items()
        if not said.says_nothing
    }


def last_year(round_: Round, respondent: Respondent) -> int | None:
    """The data year of those answers. One query."""
    earlier = _of_an_earlier_year(round_, respondent)
    return earlier.round.data_year if earlier else None


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def earlier_counted(round_: Round, respondent: Respondent) -> Submission | None:
    """The submission that counts in this round, else in the latest earlier round of the survey. Two queries."""
    here = Submission.objects.filter(round=round_, respondent=respondent).counted()
    return here.select_related("round").first() or _of_an_earlier_year(round_, respondent)


def _of_an_earlier_year(round_: Round, respondent: Respondent) -> Submission | None:
    earlier = Submission.objects.counted().filter(
        respondent=respondent,
        round__survey=round_.survey_id,
        round__illustrative=round_.illustrative,
        round__data_year__lt=round_.data_year,
    )
    return earlier.select_related("round").order_by("-round__data_year").first()


def _comparison(round_, respondent, now: dict, earlier: Submission | None) -> Comparison:
    names = dict(
        Item.objects.filter(questionnaire=round_.questionnaire_id)
        .order_by("position")
        .values_list("code", "names")
    )
    before = what_counts(earlier) if earlier else {}
    return Comparison(respondent, changes.lines(now, before, names), earlier)
