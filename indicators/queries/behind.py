"""What stands behind one value: who counts, who is left out and why, and the cells of their answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps

from indicators import engine
from indicators.definitions import IndicatorDefinition
from indicators.inputs import input_hash, open_years_of, roster_from_rows
from indicators.models import Run, Value
from indicators.queries.access import Reader
from indicators.vocabulary import OF_THE_ANSWER
from surveys import frames, lineage


@dataclass(frozen=True)
class Part:
    """What one respondent adds. `cells` is empty, and so is the name, where the answers are not open."""

    respondent: str
    names: Mapping
    number: object
    cells: tuple[lineage.AnswerCell, ...]


@dataclass(frozen=True)
class Group:
    """A list of the lineage: how many stand in it, and those of them that the reader may open."""

    kind: str
    size: int
    parts: tuple[Part, ...]

    @property
    def closed(self) -> int:
        """How many stand in it without being shown."""
        return self.size - len(self.parts)


@dataclass(frozen=True)
class Behind:
    """The lineage of a value. `as_it_was` is False where the run kept no roster, and today's is another one."""

    numerator: Group
    denominator: Group
    left_out: tuple[Group, ...]
    as_it_was: bool

    @property
    def anything_open(self) -> bool:
        """Whether a single part may be opened."""
        return any(group.parts for group in (self.numerator, self.denominator, *self.left_out))


@dataclass(frozen=True)
class Side:
    """Some of those who stand in a number: the names that the reader may see, and how many others there are."""

    respondents: tuple[str, ...]
    closed: int

    @property
    def size(self) -> int:
        """How many they are together."""
        return len(self.respondents) + self.closed


@dataclass(frozen=True)
class Panel:
    """Of the two years of a change, who stands in the number in both of them, and who in one alone."""

    both: Side
    before: Side
    after: Side


@dataclass(frozen=True)
class BehindTable:
    """The lineage of a value out of a table of counts: the file and the cells, or nothing of it where it is not open."""

    source: lineage.TableSource | None


def questionnaire_of(value: Value) -> str:
    """The version of the questionnaire that the answers behind a value were given to. One query."""
    return apps.get_model("surveys", "Questionnaire").objects.get(rounds__runs=value.run_id).version


def behind_table(value: Value, definition: IndicatorDefinition, reader: Reader) -> BehindTable | None:
    """The cells of the table that a value comes out of; None for one that comes out of answers. Three queries.

    File and sender are open to whoever may open every answer of the survey; everybody sees that it is a table.
    """
    if value.tabulation_id is None:
        return None
    if reader.open_respondents(definition.survey) is not None:
        return BehindTable(None)
    tables = apps.get_model("surveys", "Tabulation").objects.select_related(
        "upload__sender", "upload__redaction", "decided_by"
    )
    one = definition.alone(value.breakdown) or definition
    groups = {key: code for key, code in value.breakdown.items() if key not in OF_THE_ANSWER}
    tabulation = tables.get(pk=value.tabulation_id)
    return BehindTable(lineage.table_source(tabulation, one.items, groups))


def behind(value: Value, definition: IndicatorDefinition, reader: Reader) -> Behind:
    """Work out again who stands in a value, over the very submissions and corrections that its run counted.

    A fixed number of queries. Parts are there for the respondents whose answers are open to the reader.
    """
    run = Run.objects.get(pk=value.run_id)  # the value may have been read long ago
    kept = run.basis.get("roster")
    submissions, corrections, answers, roster = _counted_by(run)
    explained = engine.explain(definition, answers, roster, value.year, value.breakdown)
    lists = [("numerator", explained.numerator), ("denominator", explained.denominator)]
    lists += sorted(explained.left_out.items())
    show = _Shower(
        [contribution for _, of_one in lists for contribution in of_one],
        definition.survey,
        reader,
        corrections,
    )
    groups = [show.group(kind, contributions) for kind, contributions in lists]
    same = bool(kept) or _same_input(run, submissions, corrections, roster)
    return Behind(groups[0], groups[1], tuple(groups[2:]), as_it_was=same)


def panel_behind(
    earlier: Value, later: Value, definition: IndicatorDefinition, reader: Reader
) -> Panel | None:
    """Who stands in the number in both years, out of what the runs of the two values counted; None where a table of
    counts stands for a year, and for a reader who may see nobody's name. A fixed number of queries."""
    nobody_named = (
        not reader.is_public(definition.survey) and reader.open_respondents(definition.survey) == set()
    )
    if earlier.tabulation_id or later.tabulation_id or nobody_named:
        return None
    in_year = {}
    for value in (earlier, later):
        _submissions, _corrections, answers, roster = _counted_by(Run.objects.get(pk=value.run_id))
        in_year[value.year] = set(
            engine.standing_in(definition, answers, roster, value.year, value.breakdown)
        )
    before, after = in_year[earlier.year], in_year[later.year]
    sides = (before & after, before - after, after - before)
    return Panel(*(_side(side, definition.survey, reader) for side in sides))


def _side(respondents: set[str], survey: str | None, reader: Reader) -> Side:
    seen = sorted(code for code in respondents if reader.may_see(survey, {"respondent": code}))
    return Side(tuple(seen), len(respondents) - len(seen))


def _counted_by(run: Run) -> tuple:
    """Submissions, corrections, and the frames of answers and roster that a run was computed from."""
    submissions = list(run.submissions.order_by("pk"))
    kept = run.basis.get("roster")
    roster = roster_from_rows(kept) if kept else frames.roster_frame([run.round], submissions)
    corrections = list(run.corrections.select_related("author", "option", "expected_option"))
    return submissions, corrections, frames.answers_frame(submissions, corrections=corrections), roster


def _same_input(run: Run, submissions, corrections, roster) -> bool:
    versions = list(run.versions.select_related("indicator"))
    return input_hash(versions, submissions, roster, open_years_of(run.round), corrections) == run.input_hash


class _Shower:
    """Turns contributions into what the reader may see, with one query for cells and one for names."""

    def __init__(self, contributions, survey: str | None, reader: Reader, corrections):
        respondents = {one.respondent for one in contributions}
        self.open = {code for code in respondents if reader.may_open(survey, code)}
        answers = {answer for one in contributions if one.respondent in self.open for answer in one.answers}
        self.cells = lineage.cells_of(answers, corrections) if answers else {}
        kind = reader.opened.survey(survey).get("respondent_kind")
        named = apps.get_model("surveys", "Respondent").objects.filter(kind=kind, code__in=self.open)
        today = dict(named.values_list("code", "names")) if self.open else {}
        self.names = today | reader.opened.frozen["respondents"].get(kind, {})

    def group(self, kind: str, contributions) -> Group:
        parts = tuple(self._part(one) for one in contributions if one.respondent in self.open)
        return Group(kind, len(contributions), parts)

    def _part(self, one) -> Part:
        cells = tuple(self.cells[answer] for answer in one.answers if answer in self.cells)
        return Part(one.respondent, self.names.get(one.respondent, {}), one.number, cells)
