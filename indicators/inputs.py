"""What goes into computing a round, and the hash that tells whether any of it changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from django.apps import apps

from indicators.definitions import IndicatorDefinition
from indicators.engine import Question
from indicators.freezing import sha256_of
from indicators.models import IndicatorVersion, Run
from indicators.scope import Seen
from indicators.tabulations import Table, table_of
from indicators.vocabulary import MEASURES
from surveys import frames

ROSTER_COLUMNS = ("year", "respondent", "answered")
COMPUTING = 7
"""Raise it when the engine computes differently: rounds are then computed anew over the same answers."""


@dataclass(frozen=True)
class Inputs:
    """What a round is computed from at one moment, and the hash of it."""

    year: int
    versions: list[IndicatorVersion]
    submissions: list[frames.Counted]
    corrections: list
    roster: pd.DataFrame
    open_years: tuple[int, ...]
    fingerprint: str
    earlier: "tuple[Earlier, ...]" = ()
    table: Table | None = None

    @cached_property
    def definitions(self) -> dict[int, IndicatorDefinition]:
        """Key of a version -> what it declares, read once; those of the rounds before too."""
        before = (version for one in self.earlier for version in one.versions.values())
        return {version.pk: version.as_definition() for version in {*self.versions, *before}}

    @cached_property
    def items(self) -> set[str]:
        """Codes of all items that one of the definitions reads."""
        return {item for version in self.versions for item in self.definitions[version.pk].items}

    @property
    def panel_fingerprint(self) -> str:
        """The hash of what the changes since the earlier rounds are made of; "" where there is no earlier round."""
        hashes = [one.fingerprint for one in self.earlier]
        return sha256_of(hashes) if len(hashes) > 1 else "".join(hashes)


@dataclass(frozen=True)
class Earlier:
    """A round before, as far as the panel of both rounds needs it. `questions`: code -> how comparable; `spans`
    whether other rounds lie between."""

    year: int
    spans: bool
    versions: Mapping[int, IndicatorVersion]
    submissions: list[frames.Counted]
    corrections: list
    roster: pd.DataFrame
    questions: Mapping[str, Question]
    fingerprint: str
    table: Table | None = None


def inputs_of(round) -> Inputs:
    """What the round would be computed from now, the round before it and the first one included; a fixed number of
    queries, and of questionnaires that are read one for each round in between."""
    published = _published()
    versions, submissions = _holding(published, round), frames.counted_submissions(round)
    corrections = frames.corrections_of(submissions)
    roster = frames.roster_frame([round], submissions)
    open_years = open_years_of(round)
    table = table_of(round)
    fingerprint = input_hash(versions, submissions, roster, open_years, corrections, table)
    earlier = tuple(_earlier_than(round, frames.earlier_rounds(round), published))
    seen = (versions, submissions, corrections, roster, open_years, fingerprint, earlier, table)
    return Inputs(round.data_year, *seen)


def open_years_of(round) -> tuple[int, ...]:
    """The round's year where nobody knows how many were asked: its shares have no bounds."""
    return () if round.roster_closed else (round.data_year,)


def _earlier_than(round, rounds: list, published: list[IndicatorVersion]) -> Iterator[Earlier]:
    """The round before, and the first one: most ask what changed since the last time, or since the beginning."""
    if rounds:
        yield _earlier(round, rounds[:1], published)
    if len(rounds) > 1:
        yield _earlier(round, rounds, published)


def _earlier(round, way: list, published: list[IndicatorVersion]) -> Earlier:
    """The last round on the way back from this one."""
    before = way[-1]
    versions, submissions = _holding(published, before), frames.counted_submissions(before)
    corrections = frames.corrections_of(submissions)
    roster = frames.roster_frame([before], submissions)
    declared = frames.equivalence_over([round, *way])
    table = table_of(before)
    own = input_hash(versions, submissions, roster, (), corrections, table)
    return Earlier(
        year=before.data_year,
        spans=len(way) > 1,
        versions={version.indicator_id: version for version in versions},
        submissions=submissions,
        corrections=corrections,
        roster=roster,
        questions={code: Question(state, reason) for code, (state, reason) in declared.items()},
        table=table,
        fingerprint=sha256_of({"year": before.data_year, "round": own, "questions": declared}),
    )


def versions_for(round) -> list[IndicatorVersion]:
    """The definitions that are computed from a round: of each indicator the highest version that holds."""
    return _holding(_published(), round)


def _published() -> list[IndicatorVersion]:
    """Every published version, those of an indicator together and the highest first. One query."""
    published = IndicatorVersion.objects.filter(state=IndicatorVersion.State.PUBLISHED)
    return list(published.select_related("indicator").order_by("indicator__code", "-number"))


def _holding(published: Iterable[IndicatorVersion], round) -> list[IndicatorVersion]:
    """Of these the ones that are computed from a round."""
    highest: dict[int, IndicatorVersion] = {}
    for version in published:
        if version.holds_in(round.data_year):
            highest.setdefault(version.indicator_id, version)
    return [version for version in highest.values() if _reads(version.definition, round.survey.code)]


def input_hash(versions, submissions, roster: pd.DataFrame, open_years, corrections=(), table=None) -> str:
    """SHA-256 of all that a computing depends on: definitions, counted submissions, corrections, roster, memberships,
    and the table of counts.

    A correction never changes, so that its key stands for it; a table has a hash of its own.
    """
    corrected = {"corrections": sorted(one.pk for one in corrections)} if corrections else {}
    if table is not None:
        corrected["tabulation"] = [table.tabulation.pk, table.tabulation.content_hash]
    return sha256_of(
        {
            **corrected,
            "computing": COMPUTING,
            "definitions": sorted([v.indicator.code, v.number, v.content_hash] for v in versions),
            "open_years": list(open_years),
            "submissions": sorted(submission.pk for submission in submissions),
            "roster": [
                [_plain(cell) for cell in row] for row in [roster.columns.tolist(), *roster.values.tolist()]
            ],
        }
    )


def basis_of(round, inputs: Inputs, asked: Iterable[str]) -> dict:
    """What a run keeps of its input because it may change afterwards. One query.

    `roster` with groups, `options` of the items that are read, the items that were `asked`, `open_years`, and `computing`.
    """
    options: dict[str, list[str]] = {}
    rows = apps.get_model("surveys", "Option").objects.filter(
        item__questionnaire=round.questionnaire_id, item__code__in=inputs.items
    )
    for item, option in rows.order_by("item__code", "code").values_list("item__code", "code"):
        options.setdefault(item, []).append(option)
    return {
        "roster": roster_as_rows(inputs.roster),
        "options": options,
        "asked": sorted(asked),
        "open_years": list(inputs.open_years),
        "computing": COMPUTING,
    }


Counted = tuple[dict[str, int], dict[str, dict[int, str]]]
"""Respondent -> the submission that counts; respondent -> correction laid over it -> the item that it is about."""


def seen_in(basis: dict, counted: Counted) -> Seen | None:
    """What a run saw, from the basis it kept and what counted; None for a run that kept too little of it."""
    if not {"roster", "options", "asked", "open_years", "computing"} <= basis.keys():
        return None
    rows = (dict(zip(basis["roster"]["columns"], row, strict=True)) for row in basis["roster"]["rows"])
    roster = {
        row["respondent"]: {name: cell for name, cell in row.items() if name not in ROSTER_COLUMNS}
        for row in rows
    }
    return Seen(basis["computing"], basis["open_years"], basis["options"], basis["asked"], roster, *counted)


def counted_in(run: Run) -> Counted:
    """What counted in a run. Two queries."""
    counted = dict(run.submissions.order_by().values_list("respondent__code", "pk"))
    return counted, _items_of(run.corrections.filter(answer__submission__round=run.round_id))


def counted_now(inputs: Inputs) -> Counted:
    """What counts now. One query."""
    counted = {submission.respondent: submission.pk for submission in inputs.submissions}
    corrections = apps.get_model("surveys", "Correction").objects
    return counted, _items_of(corrections.filter(pk__in=[one.pk for one in inputs.corrections]))


def _items_of(corrections) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = {}
    columns = ("answer__submission__respondent__code", "pk", "answer__item__code")
    for respondent, correction, item in corrections.values_list(*columns):
        found.setdefault(respondent, {})[correction] = item
    return found


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
