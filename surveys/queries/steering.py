"""The roster of a round in pages, for those who run it: how many stand where, and one page with what is known of each."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from surveys.alphabet import by_name
from surveys.finding import folded
from surveys.models import Round
from surveys.queries.rates import roster_of
from surveys.queries.roster import ANSWERED, NOTHING, RETURNED, WAITING, RosterLine, Standing, lines_of

LATE = "late"
STATES = (LATE, NOTHING, WAITING, RETURNED, ANSWERED)
"""By what the list can be narrowed; somebody who is late is in another state as well."""
PER_PAGE = 50


@dataclass(frozen=True)
class SteeredRoster:
    """One page of a roster, by name. `counts` are of the whole roster by state; `state` is the one that is shown, empty
    for all, `unknown` what was asked for and is none."""

    counts: Counter
    invited: int
    page: Page
    lines: list[RosterLine]
    state: str
    unknown: str
    q: str

    @property
    def missing(self) -> int:
        """From how many answers are still to come, so that a reminder makes sense."""
        return self.counts[NOTHING] + self.counts[RETURNED]


def steered_roster(round_: Round, *, state: str = "", q: str = "", page: str | None = None) -> SteeredRoster:
    """The lines in a state and with a code or name that holds `q`. Seven queries at most, however long the roster is."""
    standing = Standing(round_)
    shown = state if state in STATES else ""
    counts, found = Counter(), []
    fields = ("pk", "respondent", "respondent__code", "respondent__names", "answered", "waiting")
    rows = roster_of(round_).values_list(*fields)
    for key, respondent, code, names, answered, waiting in rows:
        is_in, late = standing.of(respondent, answered=answered, waiting=waiting)
        counts.update([is_in, LATE] if late else [is_in])
        if shown in ("", is_in) or (shown == LATE and late):
            found.append((key, code, names))
    wanted = folded(q)
    lines = [line for line in found if not wanted or _holds(wanted, line)]
    paged = Paginator(by_name(lines, lambda line: line[2]), PER_PAGE).get_page(page)
    keys = [key for key, _code, _names in paged]
    unknown = state[:40] if state and not shown else ""
    return SteeredRoster(counts, len(rows), paged, lines_of(round_, keys, standing), shown, unknown, q)


def _holds(wanted: str, line: tuple[int, str, dict]) -> bool:
    _key, code, names = line
    return any(wanted in folded(text) for text in (code, *(entry["text"] for entry in names.values())))
