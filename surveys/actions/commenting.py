"""People say something about a submission or about single answers of it."""

from collections.abc import Mapping

from django.db import transaction

from surveys import mail
from surveys.actions.refusals import NothingSaid
from surveys.models import Comment, Submission, User


def comment_on(
    *, submission: Submission, by: User, text: str = "", on_answers: Mapping[int, str] | None = None
) -> list[Comment]:
    """Keep what was said, and have a letter written to those who answer for the respondent, whoever sent the file, and to
    everybody else who takes part.

    Raises NothingSaid where all is empty.
    """
    with transaction.atomic():
        made = add_comments(submission, by, text=text, on_answers=on_answers or {})
        if not made:
            raise NothingSaid
        others = {each.author for each in submission.comments.select_related("author")}
        others |= {submission.submitted_by, *([submission.decided_by] if submission.decided_by else [])}
        mail.commented(submission, made, by=by, others=sorted(others - {by}, key=lambda user: user.pk))
    return made


def add_comments(
    submission: Submission, by: User, *, text: str = "", on_answers: Mapping[int, str]
) -> list[Comment]:
    """Rows for a word on the whole and for words on answers of this submission; what is empty is left out."""
    said = {key: words.strip() for key, words in on_answers.items() if words.strip()}
    answers = submission.answers.select_related("item").in_bulk(said)
    made = [Comment(submission=submission, author=by, text=text.strip())] if text.strip() else []
    made += [
        Comment(submission=submission, author=by, text=said[key], answer=answer)
        for key, answer in answers.items()
    ]
    for comment in made:
        comment.save()
    return made
