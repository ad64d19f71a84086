"""Writing down why a computed value is another number than the printed one."""

from django.utils import timezone

from indicators.models import ExplainedDifference
from indicators.queries.reconciled import Reconciled, numbers_of
from indicators.reconciliation import DIFFERS, EXPLAINED


class NothingToExplain(Exception):
    """The two numbers agree, or there is only one of them."""


def explain_difference(*, reconciled: Reconciled, words: str, language: str, by) -> ExplainedDifference:
    """An explanation of the difference that stands there now. Raises NothingToExplain where there is none.

    An earlier explanation stays; the newest one counts.
    """
    if reconciled.state not in (DIFFERS, EXPLAINED):
        raise NothingToExplain(reconciled.figure.code)
    printed, computed = numbers_of(reconciled)
    return ExplainedDifference.objects.create(
        figure=reconciled.figure,
        printed=printed,
        computed=computed,
        words=words,
        language=language,
        author=by,
        written=timezone.now(),
    )
