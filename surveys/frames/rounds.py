"""The rounds before and after a round, those that are over, and how far their questions can be compared."""

import datetime
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from surveys.models import Round


def earlier_rounds(round_: Round) -> list[Round]:
    """The rounds of the same survey before this one, illustrative if this one is, the newest first. One query."""
    before = Round.objects.filter(
        survey=round_.survey_id, illustrative=round_.illustrative, data_year__lt=round_.data_year
    )
    return list(before.select_related("survey", "questionnaire").order_by("-data_year"))


def later_rounds(round_: Round) -> list[Round]:
    """The rounds of which this is an earlier one, the oldest first. One query."""
    after = Round.objects.filter(
        survey=round_.survey_id, illustrative=round_.illustrative, data_year__gt=round_.data_year
    )
    return list(after.order_by("data_year"))


def ended_rounds(day: datetime.date) -> list[Round]:
    """The rounds that take no more answers on this day because their days are over. One query."""
    with_days = Round.objects.filter(state=Round.State.OPEN, closes__lt=day, late_days__isnull=False)
    return [round_ for round_ in with_days.order_by("pk") if round_.ended(day)]


def equivalence(round_: Round, year: int) -> dict[str, tuple[str, dict]]:
    """How far items of this round can be compared with that year: code -> state and the reason, a wording.

    Only where it is similar or broken: an item that is not named asks the same.
    """
    if not _says_otherwise(round_.questionnaire.definition, str(year)):
        return {}
    declared = {}
    for question in round_.questionnaire.as_questionnaire().questions.values():
        for same in question.same_as:
            if same.year == year and same.state != "same":
                declared |= {item.code: (same.state, dict(same.reason)) for item in question.items}
    return declared


def _says_otherwise(definition: Mapping[str, Any], year: str) -> bool:
    """Whether a question says of that year anything but the same. Seen without reading the questionnaire as a whole, which
    would be done for every round on the way."""
    asked = (question for section in definition.get("sections", ()) for question in section["questions"])
    return any(question.get("same_as", {}).get(year, "same") != "same" for question in asked)


def equivalence_over(rounds: Sequence[Round]) -> dict[str, tuple[str, dict]]:
    """The same between the first and the last of rounds that follow each other, the newest first.

    What a round on the way declares counts too: what is broken in between is broken.
    """
    pairs = [*pairwise(rounds), (rounds[0], rounds[-1])]
    declared: dict[str, tuple[str, dict]] = {}
    for later, earlier in pairs:
        for code, (state, reason) in equivalence(later, earlier.data_year).items():
            if declared.get(code, ("similar",))[0] == "similar":
                declared[code] = (state, reason)
    return declared
