"""The keys of a definition's file, read as strictly as they are written: types, vocabulary, what goes with what. PURE.

A key that nobody knows, or that the chosen measure does not read, is a DeclarationError that names file and key.
"""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.vocabulary import (
    ABSENCES,
    ANALYST,
    DIRECTIONS,
    ENTERED_DIMENSIONS,
    GROUPINGS,
    LEAVES,
    MEASURES,
    OPTION,
    READ_BY_MEASURES,
    ROUNDING_RULES,
    STAYS,
    SUB_QUESTION,
    UNCHECKED,
    UNITS,
    Measure,
)
from surveys.declarations import Reader

Breakdown = Mapping[str, str]

LONGEST_CODE, LONGEST_ALIAS, HIGHEST_VERSION = 20, 30, 32_767
"""What the columns of indicators hold."""


def declared(reader: Reader) -> dict[str, Any]:
    """The fields of a definition by their names, with `source` as document and paragraph. Raises DeclarationError."""
    name = reader.one_of("measure", MEASURES)
    measure = MEASURES[name]
    for key in READ_BY_MEASURES:
        if reader.has(key) and key not in measure.reads:
            raise reader.error(f"the measure “{name}” does not read this", key)
    source, valid = reader.mapping("source"), reader.mapping("valid")
    by, divided = _by(reader, measure), reader.has("sub_questions")
    fields = dict(
        code=_code(reader, "code", reader.text("code"), LONGEST_CODE),
        version=_version(reader),
        nodes=_nodes(reader),
        title=reader.texts("title"),
        short=reader.texts("short"),
        definition=reader.texts("definition"),
        scope=reader.texts("scope", None),
        processing=reader.texts("processing", None),
        measure=name,
        survey=reader.text("survey") if measure.computed else reader.text("survey", None),
        **{key: reader.text(key, None) if divided else reader.text(key) for key in measure.questions},
        sub_questions=_sub_questions(reader, by) if divided else (),
        counted=_options(reader, "counted") if measure.counts_options else (),
        options=_options(reader, "options") if measure.by_option else (),
        most=_at_least_one(reader, "most") if measure.ranked else None,
        only_groups=_only(reader, "only_groups", GROUPINGS),
        only_answers=_only(reader, "only_answers"),
        weight_question=reader.text("weight_question", None),
        weight_groups=_weights(reader),
        out=_out(reader, name) if measure.has_denominator else {},
        minimum_respondents=_at_least_one(reader, "minimum_respondents") if measure.computed else 1,
        public_minimum=_at_least_one(reader, "public_minimum") if reader.has("public_minimum") else None,
        by=by,
        aliases=_aliases(reader, (*by, OPTION) if measure.by_option else by),
        unit=_unit(reader, measure),
        rounding=reader.one_of("rounding", ROUNDING_RULES),
        direction=reader.one_of("direction", DIRECTIONS, None),
        source=(source.text("document"), source.text("paragraph", None)),
        valid_from=valid.year("from"),
        valid_to=valid.year("to", None),
        author=reader.text("author"),
        checker=reader.text("checker", None),
        reviewed=_day(reader, "reviewed"),
        unchecked=reader.one_of("unchecked", UNCHECKED, None),
    )
    reader.finish()
    if (fields["checker"] is None) != (fields["reviewed"] is None):
        raise reader.error("and reviewed, its day, go together", "checker")
    if fields["checker"] and fields["checker"] == fields["author"] != ANALYST:
        raise reader.error("has to be somebody else than its author", "checker")
    if fields["checker"] and fields["unchecked"]:
        raise reader.error("is not said of what somebody has checked", "unchecked")
    if fields["valid_to"] is not None and fields["valid_to"] < fields["valid_from"]:
        raise valid.error("ends before it begins", "to")
    return fields


def _code(reader: Reader, key: str, code: str, longest: int) -> str:
    if len(code) > longest:
        raise reader.error(f"“{code}” has more than {longest} characters", key)
    return code


def _version(reader: Reader) -> int:
    number = _at_least_one(reader, "version")
    if number > HIGHEST_VERSION:
        raise reader.error(f"cannot be above {HIGHEST_VERSION}", "version")
    return number


def _day(reader: Reader, key: str) -> str | None:
    """A day as files write it, 2026-11-01."""
    written = reader.text(key, None)
    try:
        if written is not None and f"{date.fromisoformat(written)}" != written:
            raise ValueError
    except ValueError as error:
        raise reader.error(f"“{written}” is not a day, written as 2026-11-01", key) from error
    return written


def _nodes(reader: Reader) -> tuple[str, ...]:
    nodes = _each_once(reader, "nodes", "node")
    for node in nodes:
        if node.count("/") != 1 or not all(node.split("/")):
            raise reader.error(f"“{node}” is not written framework/code", "nodes")
    return nodes


def _options(reader: Reader, key: str) -> tuple[str, ...]:
    return _each_once(reader, key, "option")


def _sub_questions(reader: Reader, by: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of items: questions, rows of a grid, options of a question with many answers."""
    found = _each_once(reader, "sub_questions", "question")
    if SUB_QUESTION not in by:
        raise reader.error(f"is not read: “{SUB_QUESTION}” is not in by", "sub_questions")
    if reader.text("question", None) in found:
        raise reader.error("names the question of the whole", "sub_questions")
    return found


def _each_once(reader: Reader, key: str, what: str) -> tuple[str, ...]:
    named = reader.text_list(key)
    if not named:
        raise reader.error(f"names no {what}", key)
    if len(set(named)) < len(named):
        article = "an" if what[0] in "aeiou" else "a"
        raise reader.error(f"names {article} {what} twice", key)
    return tuple(named)


def _out(reader: Reader, measure: str) -> dict[str, str]:
    out = reader.text_mapping("out")
    if set(out) != set(ABSENCES):
        raise reader.error(f"has to say leaves or stays for each of {', '.join(ABSENCES)}", "out")
    for absence, effect in out.items():
        if effect not in (LEAVES, STAYS):
            raise reader.error(f"“{effect}” for {absence} is neither leaves nor stays", "out")
        if effect == STAYS and measure == "ratio_of_totals":
            raise reader.error(f"{absence} cannot stay: a ratio needs both numbers", "out")
    return {absence: out[absence] for absence in ABSENCES}


def _by(reader: Reader, measure: Measure) -> tuple[str, ...]:
    dimensions = GROUPINGS if measure.computed else ENTERED_DIMENSIONS
    if measure.divided:
        dimensions = (*dimensions, SUB_QUESTION)
    by = _each_once(reader, "by", "dimension") if reader.content.get("by") else reader.text_list("by", ())
    for dimension in by:
        if dimension not in dimensions:
            raise reader.error(f"“{dimension}” is not one of {', '.join(dimensions)}", "by")
    if measure.computed and SUB_QUESTION in by and not reader.has("sub_questions"):
        raise reader.error(f"“{SUB_QUESTION}” needs sub_questions, the codes of the questions", "by")
    return by


def _aliases(reader: Reader, by: tuple[str, ...]) -> dict[str, Breakdown]:
    if not reader.has("aliases"):
        return {}
    aliases = reader.mapping("aliases")
    parts = {code: aliases.text_mapping(code) for code in aliases.content}
    for code, part in parts.items():
        _code(aliases, code, code, LONGEST_ALIAS)
        if strange := [dimension for dimension in part if dimension not in by]:
            raise aliases.error(f"“{strange[0]}” is not among the dimensions of its values", code)
    return parts


def _at_least_one(reader: Reader, key: str) -> int:
    number = reader.integer(key)
    if number < 1:
        raise reader.error("has to be at least 1", key)
    return number


def _only(reader: Reader, key: str, allowed: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Groups by grouping, or answers by question, of those whom the indicator is about; {} for everybody."""
    if not reader.has(key):
        return {}
    of_each = reader.mapping(key)
    for name in of_each.content:
        if allowed is not None and name not in allowed:
            raise of_each.error(f"“{name}” is not one of {', '.join(allowed)}", name)
        if not of_each.text_list(name):
            raise of_each.error("names nothing", name)
    return {name: tuple(of_each.text_list(name)) for name in of_each.content}


def _weights(reader: Reader) -> dict[str, dict[str, Decimal]]:
    """Grouping -> group -> how much a respondent of it counts; {} where all count the same."""
    if not reader.has("weight_groups"):
        return {}
    if reader.has("weight_question"):
        raise reader.error("and weight_question cannot both say what a respondent counts", "weight_groups")
    groupings = reader.mapping("weight_groups")
    if len(groupings.content) != 1 or not set(groupings.content) <= set(GROUPINGS):
        raise reader.error(f"names one of {', '.join(GROUPINGS)}", "weight_groups")
    (grouping,) = groupings.content
    groups = groupings.mapping(grouping)
    weights = {group: groups.decimal(group) for group in groups.content}
    if not weights or min(weights.values()) <= 0:
        raise groupings.error("every weight has to be above 0", grouping)
    return {grouping: weights}


def _unit(reader: Reader, measure: Measure) -> str:
    unit = reader.one_of("unit", UNITS)
    if measure.averages or not measure.computed:
        return unit
    if measure.has_denominator != (unit == "percent"):
        raise reader.error("percent is the unit of measures with a denominator, and of no others", "unit")
    return unit
