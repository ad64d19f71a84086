"""Who may see, send and decide what. Nothing here reads or changes answers.

Analysts hold permissions (`surveys.see_any_answer`, `surveys.review_submission`, `surveys.add_correction`), drafters and analysts
`surveys.add_quote`, focal points hold representations in force, administrators hold everything. `surveys.add_upload`, which no group has, lets
somebody send for every respondent.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from surveys.models import (
    Answer,
    Representation,
    Respondent,
    Round,
    Submission,
    Survey,
    Tabulation,
    Upload,
    User,
)


def sees_all(user: User) -> bool:
    """Whether every answer, roster and name is open to this user."""
    return user.has_perm("surveys.see_any_answer")


def may_review(user: User) -> bool:
    """Whether this user may approve submissions and send them back."""
    return user.has_perm("surveys.review_submission")


def may_run_rounds(user: User) -> bool:
    """Whether this user may open, close and extend rounds and write to those who have not answered."""
    return may_review(user)


def may_correct(user: User) -> bool:
    """Whether this user may lay a correction over an answer, and undo one."""
    return user.has_perm("surveys.add_correction")


def may_quote(user: User) -> bool:
    """Whether this user may tag answers in words, quote them, and note who allowed it: drafters and analysts."""
    return user.has_perm("surveys.add_quote")


def reads_all_texts(user: User) -> bool:
    """Whether every answer in words that counts is open to this user, whoever gave it."""
    return may_quote(user) or sees_all(user)


def may_read_texts(user: User) -> bool:
    """Whether there is anything for this user on the page of answers in words. At most one query."""
    return reads_all_texts(user) or is_focal_point(user)


def may_read_text(user: User, answer: Answer) -> bool:
    """Whether this answer in words, with its tags and quotes, is open to the user; to drafters once it has counted.
    At most one query."""
    if may_quote(user) and answer.submission.state in (
        Submission.State.APPROVED,
        Submission.State.SUPERSEDED,
    ):
        return True
    return may_see_submission(user, answer.submission)


def may_reword(user: User) -> bool:
    """Whether this user may correct wordings and aliases of questionnaires: administrators."""
    return user.has_perm("surveys.change_questionnaire")


def is_focal_point(user: User) -> bool:
    """Whether the user represents anybody today. One query."""
    return user.is_authenticated and Representation.objects.in_force().filter(user=user).exists()


def represents(user: User, survey: Survey | int, respondent: Respondent | int) -> bool:
    """Whether the user answers this survey for this respondent today."""
    if not user.is_authenticated:
        return False
    return Representation.objects.in_force().filter(user=user, survey=survey, respondent=respondent).exists()


def may_send(user: User, round: Round, respondent: Respondent) -> bool:
    """Whether the user may send a workbook for the respondent, and take back or submit one that was sent."""
    return user.has_perm("surveys.add_upload") or represents(user, round.survey_id, respondent)


def may_send_for_several(user: User) -> bool:
    """Whether the user may send one file with the answers of several respondents."""
    return user.has_perm("surveys.add_upload") or may_review(user)


def may_change_upload(user: User, upload: Upload) -> bool:
    """Whether the user may submit or discard this upload."""
    if user.has_perm("surveys.add_upload") or (upload.respondent_id is None and may_review(user)):
        return True
    return bool(upload.respondent_id) and represents(user, upload.round.survey_id, upload.respondent_id)


def may_see_upload(user: User, upload: Upload) -> bool:
    """Whether the user may look at what was found in a file."""
    return sees_all(user) or may_change_upload(user, upload)


def may_open_file(user: User, upload: Upload) -> bool:
    """Whether the user may have the file itself: analysts and its sender, who still has to represent."""
    return sees_all(user) or (upload.sender_id == user.pk and may_see_upload(user, upload))


def may_see_submission(user: User, submission: Submission) -> bool:
    """Whether the answers of a submission are open to the user."""
    return sees_all(user) or represents(user, submission.round.survey_id, submission.respondent_id)


def may_see_tabulation(user: User, tabulation: Tabulation) -> bool:
    """Whether a table of counts is open to the user: to analysts, to reviewers, and to who sent it."""
    return sees_all(user) or may_review(user) or tabulation.submitted_by_id == user.pk


def rounds_of(user: User) -> QuerySet[Round]:
    """The rounds to which a respondent was invited that this user represents today."""
    if not user.is_authenticated:
        return Round.objects.none()
    asked = Representation.objects.in_force().filter(
        user=user, survey=OuterRef("survey"), respondent__invitations__round=OuterRef("pk")
    )
    return Round.objects.filter(Exists(asked))


def submissions_open_to(user: User) -> QuerySet[Submission]:
    """The submissions whose answers this user may look at."""
    rows = Submission.objects.all()
    if sees_all(user):
        return rows
    if not user.is_authenticated:
        return rows.none()
    represented = Representation.objects.in_force().filter(
        Q(respondent=OuterRef("respondent")), user=user, survey=OuterRef("round__survey")
    )
    return rows.filter(Exists(represented))
