"""What goes into computing a round, and the hash that tells whether any of it changed."""

from dataclasses import dataclass

import pandas as pd
from django.db.models import Q

from indicators.freezing import sha256_of
from indicators.models import IndicatorVersion
from indicators.vocabulary import MEASURES
from surveys import frames

COMPUTING = 2
"""Raise it when the engine computes differently: rounds are then computed anew over the same answers."""


@dataclass(frozen=True)
class Inputs:
    """What a round is computed from at one moment, and the hash of it."""

    versions: list[IndicatorVersion]
    submissions: list
    roster: pd.DataFrame
    open_years: tuple[int, ...]
    fingerprint: str


def inputs_of(round) -> Inputs:
    """What the round would be computed from now; a fixed number of queries."""
    versions, submissions = versions_for(round), frames.counted_submissions(round)
    roster = frames.roster_frame([round], submissions)
    open_years = open_years_of(round)
    fingerprint = input_hash(versions, submissions, roster, open_years)
    return Inputs(versions, submissions, roster, open_years, fingerprint)


def open_years_of(round) -> tuple[int, ...]:
    """The round's year where nobody knows how many were asked: its shares have no bounds."""
    return () if round.roster_closed else (round.data_year,)


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


def input_hash(versions, submissions, roster: pd.DataFrame, open_years) -> str:
    """SHA-256 of all that a computing depends on: definitions, counted submissions, roster and memberships."""
    return sha256_of(
        {
            "computing": COMPUTING,
            "definitions": sorted([v.indicator.code, v.number, v.content_hash] for v in versions),
            "open_years": list(open_years),
            "submissions": sorted(submission.pk for submission in submissions),
            "roster": [
                [_plain(cell) for cell in row] for row in [roster.columns.tolist(), *roster.values.tolist()]
            ],
        }
    )


def _reads(definition: dict, survey: str) -> bool:
    return definition.get("survey") == survey and MEASURES[definition["measure"]].computed


def _plain(cell):
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)
