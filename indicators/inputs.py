"""What goes into computing a round, and the hash that tells whether any of it changed."""

from dataclasses import dataclass

import pandas as pd
from django.apps import apps
from django.db.models import Q

from indicators.freezing import sha256_of
from indicators.models import IndicatorVersion
from indicators.vocabulary import MEASURES
from surveys import frames

COMPUTING = 1
"""Raise it when the engine computes differently: rounds are then computed anew over the same answers."""


@dataclass(frozen=True)
class Inputs:
    """What a round is computed from at one moment, and the hash of it."""

    versions: list[IndicatorVersion]
    submissions: list
    roster: pd.DataFrame
    fingerprint: str


def inputs_of(round) -> Inputs:
    """What the round would be computed from now; a fixed number of queries."""
    versions, submissions = versions_for(round), frames.counted_submissions(round)
    roster = frames.roster_frame([round], submissions)
    return Inputs(versions, submissions, roster, input_hash(versions, submissions, roster))


def versions_for(round) -> list[IndicatorVersion]:
    """The definitions that are computed from a round: of each indicator the highest version that holds."""
    year = round.data_year
    versions = IndicatorVersion.objects.filter(
        Q(from_year__isnull=True) | Q(from_year__lte=year),
        Q(to_year__isnull=True) | Q(to_year__gte=year),
        state=IndicatorVersion.State.PUBLISHED,
    )
    highest = (
        versions.select_related("indicator")
        .order_by("indicator__code", "-number")
        .distinct("indicator__code")
    )
    return [version for version in highest if _reads(version.definition, round.survey.code)]


def input_hash(versions, submissions, roster: pd.DataFrame) -> str:
    """SHA-256 of all that a computing depends on: definitions, counted submissions, roster and memberships."""
    return sha256_of(
        {
            "computing": COMPUTING,
            "definitions": sorted([v.indicator.code, v.number, v.content_hash] for v in versions),
            "submissions": sorted(submission.pk for submission in submissions),
            "roster": [
                [_plain(cell) for cell in row] for row in [roster.columns.tolist(), *roster.values.tolist()]
            ],
        }
    )


def basis_of(round, inputs: Inputs) -> dict:
    """What a run keeps of its input because it may change afterwards: roster with groups, and options. One query."""
    options: dict[str, list[str]] = {}
    read = {question for version in inputs.versions for question in version.as_definition().questions}
    rows = apps.get_model("surveys", "Option").objects.filter(
        item__questionnaire=round.questionnaire_id, item__code__in=read
    )
    for item, option in rows.order_by("item__code", "code").values_list("item__code", "code"):
        options.setdefault(item, []).append(option)
    return {"roster": roster_as_rows(inputs.roster), "options": options}


def roster_as_rows(roster: pd.DataFrame) -> dict:
    """A roster as plain content: {"columns": names, "rows": one list per respondent}."""
    return {
        "columns": roster.columns.tolist(),
        "rows": [[_plain(cell) for cell in row] for row in roster.astype(object).to_numpy().tolist()],
    }


def roster_from_rows(content: dict) -> pd.DataFrame:
    """The roster frame again, with the columns of `surveys.frames.roster_frame`."""
    frame = pd.DataFrame(content["rows"], columns=content["columns"], dtype=object)
    frame = frame.astype({"year": int, "answered": bool})
    return frame.where(frame.notna(), None)


def _reads(definition: dict, survey: str) -> bool:
    return definition.get("survey") == survey and MEASURES[definition["measure"]].computed


def _plain(cell):
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
