"""Letters that could not be sent yet."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from surveys.models import Letter


@dataclass(frozen=True)
class Unsent:
    """How many letters the mail server did not take, since when, when they are tried next, and what it said last."""

    n: int
    since: datetime.datetime
    next_try: datetime.datetime
    error: str


def unsent_letters() -> Unsent | None:
    """None where every letter that was tried has left. Two queries at most."""
    refused = Letter.objects.filter(sent__isnull=True).exclude(error="")
    found = refused.aggregate(n=Count("pk"), since=Min("created"), next_try=Min("next_try"), last=Max("pk"))
    if not found["n"]:
        return None
    error = refused.filter(pk=found.pop("last")).values_list("error", flat=True).first() or ""
    return Unsent(**found, error=error)
