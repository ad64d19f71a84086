"""What stands behind one value: who counts, who is left out and why, and the cells of their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
    """Some of those who stand in a number: the names that the reader may see, how many others there are, and the
    answers of those who are open, a list for each year that they are in."""

    respondents: tuple[str, ...]
    closed: int
    answers: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many they are together."""
        return len(self.respondents) + self.closed


@dataclass(frozen=True)
class Fraction:
    """What those in both years add up to in one of them; no denominator where the measure has none."""

    numerator: Decimal
    denominator: Decimal | None


@dataclass(frozen=True)
class Panel:
    """Of the two years of a change, who stands in the number in both of them, and who in one alone. `of_both` is what
    the number of those in both is made of, in the earlier year and in the later one."""

    both: Side
    before: Side
    after: Side
    of_both: tuple[Fraction, Fraction]


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
    """Who stands in the number in both years and with which answers, out of what the runs of the two values counted;
    None where a table of counts stands for a year, and for a reader who may see nobody's name. A fixed number of
    queries."""
    nobody_named = (
        not reader.is_public(definition.survey) and reader.open_respondents(definition.survey) == set()
    )
    if earlier.tabulation_id or later.tabulation_id or nobody_named:
        return None
    before, after = (_InYear(value, definition, reader) for value in (earlier, later))
    first, second = before.respondents, after.respondents

    def side(respondents: frozenset[str], *years: "_InYear") -> Side:
        seen = sorted(code for code in respondents if reader.may_see(definition.survey, {"respondent": code}))
        answers = (year.answers_of(respondents) for year in years)
        return Side(tuple(seen), len(respondents) - len(seen), tuple(one for one in answers if one.parts))

    return Panel(
        both=side(first & second, before, after),
        before=side(first - second, before),
        after=side(second - first, after),
        of_both=(before.sum_of(first & second), after.sum_of(first & second)),
    )


class _InYear:
    """Who stands in a value, with what each of them adds to it and the answers that were read for it."""

    def __init__(self, value: Value, definition: IndicatorDefinition, reader: Reader):
        run = Run.objects.get(pk=value.run_id)
        _submissions, corrections, answers, roster = _counted_by(run)
        here = (definition, answers, roster, value.year, value.breakdown)
        self.year, self.respondents = value.year, frozenset(engine.standing_in(*here))
        explained = engine.explain(*here)
        self.above = {one.respondent: one.number for one in explained.numerator}
        self.below = {one.respondent: one.number for one in explained.denominator}
        self.has_denominator = bool(explained.denominator)
        items = (definition.alone(value.breakdown) or definition).items
        read = answers[(answers["year"] == value.year) & answers["item"].isin(items)]
        given = read.groupby("respondent")["answer"].agg(list).to_dict()
        self.contributions = [
            engine.Contribution(code, tuple(sorted(map(int, given.get(code, ())))), self.above.get(code))
            for code in sorted(self.respondents)
        ]
        self.show = _Shower(self.contributions, definition.survey, reader, corrections)

    def answers_of(self, respondents: frozenset[str]) -> Group:
        """The answers of those of them who are open to the reader."""
        theirs = [one for one in self.contributions if one.respondent in respondents & self.show.open]
        return self.show.group(str(self.year), theirs)

    def sum_of(self, respondents: frozenset[str]) -> Fraction:
        """What they add up to."""
        above, below = (
            sum((of_one.get(code, Decimal(0)) for code in respondents), Decimal(0))
            for of_one in (self.above, self.below)
        )
        return Fraction(above, below if self.has_denominator else None)


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
