"""Pages that count rows of several kinds stay with the number of rows, not with its square."""

import time

from django.test import RequestFactory
from django.utils import timezone

from surveys import queries
from surveys.admin import RoundAdmin, admin
from surveys.models import Invitation, Issue, Respondent, Round, Submission, Upload
from tests.kept import keeping
from tests.surveys import rounds

MANY = 1_000


@keeping
def large_round(db) -> Round:
    """A round with MANY on its roster, of whom a half counts and a half waits, all from one file with a warning for each."""
    made = rounds.entity_round(entities=())
    analyst, now = rounds.person("analyst@example.org"), timezone.now()
    upload = Upload.objects.create(
        round=made, sender=analyst, file_name="all.csv", size=1, sha256="0" * 64, state="ready", checked=now
    )
    respondents = Respondent.objects.bulk_create(
        Respondent(kind="entity", code=f"E{n:05}", slug=f"e{n:05}", names={}, fictional=True)
        for n in range(MANY)
    )
    Invitation.objects.bulk_create(Invitation(round=made, respondent=each) for each in respondents)
    Issue.objects.bulk_create(
        Issue(upload=upload, position=n, code="outlier", severity="warning", respondent=each.code)
        for n, each in enumerate(respondents)
    )
    approved = {"state": "approved", "decided": now, "decided_by": analyst}
    Submission.objects.bulk_create(
        Submission(
            round=made, respondent=each, version=1, upload=upload, submitted=now, submitted_by=analyst,
            **(approved if n % 2 else {}),
        )
        for n, each in enumerate(respondents)
    )  # fmt: skip
    return made


def test_a_large_round_is_counted_and_queued_at_once(large_round, admin_user):
    began = time.monotonic()
    [rate] = queries.rates_of_rounds(Round.objects.all())
    request = RequestFactory().get("/")
    request.user = admin_user
    listed = RoundAdmin(Round, admin.site).get_queryset(request).get()
    last = list(queries.review_queue(queries.waiting()[450:]))
    took = time.monotonic() - began

    assert (rate.rate.invited, rate.rate.answered, rate.rate.waiting) == (MANY, MANY // 2, MANY // 2)
    assert (listed.n_invited, listed.n_answered) == (MANY, MANY // 2)
    assert [each.warnings for each in last] == [1] * 50
    assert [each.n_waiting for each in queries.files_waiting()] == [MANY // 2]
    assert took < 5, f"{took:.1f} s"
