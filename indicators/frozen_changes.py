"""Changes between rounds, as a release keeps them: how many are in them, and never who.

Who they are is looked at here for the last time: whether a change may be told apart beside those over other years is a
question of who is in both, see `engine.between`. A release keeps the answer.
"""

import json
from collections.abc import Iterable
from decimal import Decimal

from indicators.engine.between import Panel, kept_apart
from indicators.models import PanelChange, Run
from indicators.people import keys_in

NUMBERS = ("change", "behaviour", "composition", "both_before", "both_after")
PLAIN = (
    *("from_year", "to_year", "breakdown", "both", "respondents_before", "respondents_after"),
    *("state", "reason", "reason_parameters", "caveats"),
)


def frozen_changes(runs: Iterable[int]) -> dict[str, dict[str, list[dict]]]:
    """`changes` and `long_changes`, each code -> changes, as the newest runs of the rounds of these runs have them.

    `few_between` says whether a change would tell of few beside those over other years; None where nobody knows who
    is in it, which an indicator that shows small groups has no need of. Two queries.
    """
    rounds = Run.objects.filter(pk__in=runs).values("round")
    newest = Run.objects.filter(round__in=rounds).newest()
    found = list(
        PanelChange.objects.filter(run__in=newest.values("pk"))
        .select_related("version__indicator")
        .order_by("version__indicator__code", "to_year", "illustrative", "pk")
    )
    few_between = _few_between(found)
    changes: dict[str, dict[str, list[dict]]] = {"changes": {}, "long_changes": {}}
    for change in found:
        of_kind = changes["long_changes" if change.spans else "changes"]
        row = {name: getattr(change, name) for name in PLAIN}
        row |= {name: plain(getattr(change, name)) for name in NUMBERS}
        row |= {"version": change.version.number, "illustrative": change.illustrative}
        row |= {"few_between": few_between.get(change.pk)}
        of_kind.setdefault(change.version.indicator.code, []).append(row)
    return changes


def plain(number: Decimal | None) -> str | None:
    """A number as decimal text without an exponent."""
    return None if number is None else format(number.normalize(), "f")


def _few_between(changes: Iterable[PanelChange]) -> dict[int, bool]:
    """Key -> whether a change that is told apart would tell of few beside the others of the same part of an indicator."""
    beside: dict[tuple, list[PanelChange]] = {}
    for change in changes:
        if change.people_before is not None and change.people_after is not None:
            part = json.dumps(change.breakdown, sort_keys=True)
            beside.setdefault((change.version.indicator_id, part, change.illustrative), []).append(change)
    found: dict[int, bool] = {}
    for of_part in beside.values():
        minimum = max(one.version.as_definition().public_minimum or 1 for one in of_part)
        panels = [
            Panel((one.from_year, one.to_year), keys_in(one.people_before), keys_in(one.people_after))
            for one in of_part
        ]
        kept = kept_apart(panels, minimum)
        found |= {one.pk: not apart for one, apart in zip(of_part, kept, strict=True)}
    return found
