"""The desk of a focal point: what is asked, what is there, and what comes next."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch

from surveys.models import Comment, Invitation, Representation, Respondent, Round, Submission, Upload, User

SEND, WAIT, LOOK, CORRECT, DONE = "send", "wait", "look", "correct", "done"

COMMENTS = Prefetch("comments", Comment.objects.select_related("author", "answer__item"))


@dataclass(frozen=True)
class Desk:
    """One respondent in one round: submissions and files, newest first; `answered_before` where answers of an earlier
    round count, which a template may begin with."""

    round: Round
    respondent: Respondent
    submissions: list[Submission] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    answered_before: bool = False

    @property
    def submission(self) -> Submission | None:
        """The newest version."""
        return self.submissions[0] if self.submissions else None

    @property
    def is_missing(self) -> bool:
        """Whether answers are still to come: nothing counts and nothing waits for review."""
        here = {Submission.State.APPROVED, Submission.State.SUBMITTED}
        return not any(each.state in here for each in self.submissions)

    @property
    def open_upload(self) -> Upload | None:
        """The newest file, if it is not yet submitted, refused or discarded."""
        ended = {Upload.State.READY, Upload.State.REFUSED, Upload.State.DISCARDED}
        return self.uploads[0] if self.uploads and self.uploads[0].state not in ended else None

    @property
    def next_step(self) -> str:
        """What the focal point does next: look (at a checked file), send, correct, wait (for review), done."""
        if self.open_upload:
            return LOOK
        if self.submission is None:
            return SEND
        steps = {Submission.State.RETURNED: CORRECT, Submission.State.SUBMITTED: WAIT}
        return steps.get(self.submission.state, DONE)


def desks_of(user: User) -> list[Desk]:
    """The desks of everybody whom the user represents today, open rounds first, then by year. Six queries."""
    represented = Representation.objects.in_force().filter(user=user)
    pairs = set(represented.values_list("survey_id", "respondent_id"))
    invitations = Invitation.objects.filter(respondent__in={respondent for _, respondent in pairs})
    invitations = invitations.exclude(round__state=Round.State.PLANNED).select_related(
        "round__survey", "respondent"
    )
    asked = [each for each in invitations if (each.round.survey_id, each.respondent_id) in pairs]
    submissions = _by_place(Submission.objects.order_by("-version").prefetch_related(COMMENTS), asked)
    uploads = _by_place(Upload.objects.order_by("-received", "-pk"), asked)
    years = _years_that_count(asked)
    asked.sort(key=lambda each: (not each.round.takes_answers, -each.round.data_year, each.respondent.code))
    return [
        Desk(
            each.round,
            each.respondent,
            submissions[_place(each)],
            uploads[_place(each)],
            any(year < each.round.data_year for year in years[_course(each)]),
        )
        for each in asked
    ]


def _by_place(rows, asked: list[Invitation]) -> dict:
    found = defaultdict(list)
    for row in rows.filter(
        round__in={each.round_id for each in asked}, respondent__in={each.respondent_id for each in asked}
    ):
        found[_place(row)].append(row)
    return found


def _years_that_count(asked: list[Invitation]) -> dict[tuple, list[int]]:
    """The data years whose answers count, by respondent and by what a template of it may begin with. One query."""
    counted = Submission.objects.counted().filter(
        round__survey__in={each.round.survey_id for each in asked},
        respondent__in={each.respondent_id for each in asked},
    )
    found = defaultdict(list)
    for submission in counted.select_related("round"):
        found[_course(submission)].append(submission.round.data_year)
    return found


def _course(row) -> tuple:
    """What is asked of one respondent from year to year."""
    return row.round.survey_id, row.round.illustrative, row.respondent_id


def _place(row) -> tuple[int, int]:
    return row.round_id, row.respondent_id
