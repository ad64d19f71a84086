"""The right of reply: asking respondents about the results of a prepared release, and keeping what they say."""

import datetime

from django.db import transaction
from django.utils import timezone

from indicators.models import Release, Reply
from indicators.queries.replies import asked_of
from indicators.releasing import not_public
from surveys import jobs
from surveys.signals import reply_opened

ANNOUNCE = "announce_replies"
"""The kind of job that tells focal points of results that they may reply to: its subject is the release."""


class RepliesClosed(Exception):
    """The release takes no replies: it is public, its day is over, or nobody was asked."""


def set_reply_day(*, release: Release, until: datetime.date | None, by) -> Release:
    """Ask respondents for replies until a day, move the day, or ask no more (None). Raises AlreadyPublic.

    Where there is a new day the focal points are told, by the worker.
    """
    with transaction.atomic():
        locked = not_public(release)
        moved = until != locked.reply_until
        locked.reply_until = until
        locked.save(update_fields=["reply_until"])
        if until and moved:
            jobs.enqueue(ANNOUNCE, locked.pk, by=by)
        return locked


@jobs.job_kind(ANNOUNCE)
def announce_replies(progress: jobs.Progress) -> None:
    """Announce to the surveys of whom replies are asked. Done twice, nobody hears of it twice."""
    release = Release.objects.defer("frozen").filter(pk=progress.subject).first()
    if release is None or not release.takes_replies:
        return
    asked = asked_of(release)
    surveys = sorted({survey for survey, _respondent in asked})
    for done, survey in enumerate(surveys, start=1):
        respondents = [respondent for of, respondent in asked if of == survey]
        reply_opened.send(
            Reply, survey=survey, respondents=respondents, release=release.number, until=release.reply_until
        )
        progress(done, len(surveys))


def reply(
    *,
    release: Release,
    survey,
    respondent,
    agrees: bool,
    words: str,
    language: str,
    by,
    value_id: int | None = None,
) -> Reply:
    """Keep what somebody says for a respondent about a value, or about the whole. Raises RepliesClosed.

    It takes the place of what was said about the same before, which is kept.
    """
    about = {"release": release, "survey": survey, "respondent": respondent, "value_id": value_id}
    with transaction.atomic():
        if not Release.objects.select_for_update().defer("frozen").get(pk=release.pk).takes_replies:
            raise RepliesClosed
        Reply.objects.filter(**about, current=True).update(current=False)
        return Reply.objects.create(
            **about, agrees=agrees, words=words, language=language, author=by, written=timezone.now()
        )
