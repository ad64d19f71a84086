"""What an indicator is: one frozen object, read from a file, and the only description of it. PURE.

A definition says which question of which survey is read, which options count, what leaves the denominator,
over how many respondents a number may be shown, by which groups it is broken down, and all of it once more in
words. It holds no number, no expression and no rule of presentation. Where a new field belongs: if it changes
a value, here and in the engine; if it changes how a value looks, in the figure; if it only changes words, it
is text and stays out of `content_hash`.

A file is YAML, see fixtures/indicators. A key that nobody knows, or that the chosen measure does not read, is
a DeclarationError that names file, line and key.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from indicators.vocabulary import (
    ABSENCES,
    DIRECTIONS,
    ENTERED_DIMENSIONS,
    GROUPINGS,
    LEAVES,
    MEASURES,
    ROUNDING_RULES,
    STAYS,
    UNITS,
    Measure,
)
from surveys.declarations import Reader, read_yaml

Text = Mapping[str, str]
Breakdown = Mapping[str, str]

WORDS = ("title", "short", "definition", "scope", "processing")
CORRECTABLE = (*WORDS, "aliases", "author", "checker", "reviewed")


@dataclass(frozen=True)
class Source:
    """Where the indicator is published. No paragraph where only a secondary source could be read."""

    document: str
    paragraph: str | None = None


@dataclass(frozen=True)
class IndicatorDefinition:
    """One version of one indicator.

    `nodes` are places it serves, "framework/code". `aliases` are codes of published lists, each with the part
    of this indicator that it means: {"BA.3.ILO": {"respondent": "ILO"}}; without an alias of its own name the
    code means the whole, {}. `survey` names the respondent group, also for a value that is entered.
    `out` says for each of the five absences whether it leaves the denominator or stays in it; a count and a
    total have no denominator and declare none. `minimum_respondents` is the smallest number of respondents
    over which a value of the whole or of a group is given; it does not hold for a breakdown by respondent.
    `valid_from` and `valid_to` are data years, both included; no end means still valid.
    """

    code: str
    version: int
    nodes: tuple[str, ...]
    title: Text
    short: Text
    definition: Text
    measure: str
    unit: str
    rounding: str
    source: Source
    author: str
    valid_from: int
    valid_to: int | None = None
    survey: str | None = None
    question: str | None = None
    counted: tuple[str, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    out: Mapping[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    minimum_respondents: int = 1
    aliases: Mapping[str, Breakdown] = field(default_factory=dict)
    scope: Text | None = None
    processing: Text | None = None
    direction: str | None = None
    checker: str | None = None
    reviewed: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """Codes of the questions it reads: none, one, or numerator and denominator."""
        return tuple(getattr(self, key) for key in MEASURES[self.measure].questions)

    @property
    def published_codes(self) -> dict[str, Breakdown]:
        """Every code that resolves to this definition, with the breakdown it means."""
        return {self.code: {}, **self.aliases}

    def is_valid_in(self, year: int) -> bool:
        """Whether it holds for that data year."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def leaves(self, absence: str) -> bool:
        """Whether a respondent with this kind of absence is left out; without a denominator always."""
        return self.out.get(absence, LEAVES) == LEAVES

    def to_dict(self) -> dict[str, Any]:
        """The declaration again, as plain mappings, lists and text, in the order in which files write it.

        Every scalar is text, as in a file: `from_dict(d.to_dict()) == d`, and it can be written as YAML.
        """
        content: dict[str, Any] = {"code": self.code, "version": str(self.version), "nodes": list(self.nodes)}
        content["aliases"] = {code: dict(part) for code, part in self.aliases.items()}
        content |= {word: dict(getattr(self, word) or {}) for word in WORDS}
        content |= {"measure": self.measure, "survey": self.survey}
        content |= {
            key: self._declared(key) for key in _READ_BY_MEASURES if key in MEASURES[self.measure].reads
        }
        content |= {"unit": self.unit, "rounding": self.rounding, "direction": self.direction}
        content["source"] = _present({"document": self.source.document, "paragraph": self.source.paragraph})
        ends = None if self.valid_to is None else str(self.valid_to)
        content["valid"] = _present({"from": str(self.valid_from), "to": ends})
        content |= {"author": self.author, "checker": self.checker, "reviewed": self.reviewed}
        return _present(content)

    @classmethod
    def from_dict(cls, content: Mapping[str, Any], *, file: str = "definition") -> Self:
        """A definition from what `to_dict` gave, checked as strictly as a file."""
        return _read(cls, Reader(content, file))

    def content_hash(self) -> str:
        """SHA-256 of what makes the numbers and their meaning: all but words, aliases and who checked it.

        Words and aliases are corrected without a new version; anything else under an old number is refused
        by the loader, which compares this.
        """
        meaning = {key: value for key, value in self.to_dict().items() if key not in CORRECTABLE}
        text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _declared(self, key: str) -> Any:
        value = getattr(self, key)
        if isinstance(value, tuple):
            return list(value)
        return dict(value) if isinstance(value, Mapping) else str(value)


def definition_from_yaml(text: str, *, file: str) -> IndicatorDefinition:
    """The definition that a file declares. Raises DeclarationError."""
    return IndicatorDefinition.from_dict(read_yaml(text, file=file), file=file)


def codes(definitions: Iterable[IndicatorDefinition]) -> dict[str, tuple[str, Breakdown]]:
    """Every published code of the definitions: code -> (code of the definition, breakdown).

    Raises ValueError where two definitions claim one code. Give one version of each.
    """
    resolved: dict[str, tuple[str, Breakdown]] = {}
    for definition in definitions:
        for code, breakdown in definition.published_codes.items():
            if code in resolved:
                raise ValueError(f"{code} is claimed by {resolved[code][0]} and by {definition.code}")
            resolved[code] = (definition.code, breakdown)
    return resolved


_READ_BY_MEASURES = ("question", "counted", "numerator", "denominator", "out", "by", "minimum_respondents")


def _present(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value not in (None, "", [], {})}


def _read(cls: type[IndicatorDefinition], reader: Reader) -> IndicatorDefinition:
    name = reader.one_of("measure", MEASURES)
    measure = MEASURES[name]
    for key in _READ_BY_MEASURES:
        if reader.has(key) and key not in measure.reads:
            raise reader.error(f"the measure “{name}” does not read this", key)
    source, valid = reader.mapping("source"), reader.mapping("valid")
    by = _by(reader, measure)
    definition = cls(
        code=reader.text("code"),
        version=reader.integer("version"),
        nodes=_nodes(reader),
        title=reader.texts("title"),
        short=reader.texts("short"),
        definition=reader.texts("definition"),
        scope=reader.texts("scope", None),
        processing=reader.texts("processing", None),
        measure=name,
        survey=reader.text("survey") if measure.computed else reader.text("survey", None),
        **{key: reader.text(key) for key in measure.questions},
        counted=_counted(reader) if measure.counts_options else (),
        out=_out(reader, name) if measure.has_denominator else {},
        minimum_respondents=_minimum(reader) if measure.computed else 1,
        by=by,
        aliases=_aliases(reader, by),
        unit=_unit(reader, measure),
        rounding=reader.one_of("rounding", ROUNDING_RULES),
        direction=reader.one_of("direction", DIRECTIONS, None),
        source=Source(source.text("document"), source.text("paragraph", None)),
        valid_from=valid.year("from"),
        valid_to=valid.year("to", None),
        author=reader.text("author"),
        checker=reader.text("checker", None),
        reviewed=reader.text("reviewed", None),
    )
    reader.finish()
    if definition.valid_to is not None and definition.valid_to < definition.valid_from:
        raise valid.error("ends before it begins", "to")
    return definition


def _nodes(reader: Reader) -> tuple[str, ...]:
    nodes = reader.text_list("nodes")
    for node in nodes:
        if node.count("/") != 1 or not all(node.split("/")):
            raise reader.error(f"“{node}” is not written framework/code", "nodes")
    return nodes


def _counted(reader: Reader) -> tuple[str, ...]:
    counted = reader.text_list("counted")
    if not counted:
        raise reader.error("names no option", "counted")
    return counted


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
    by = reader.text_list("by", ())
    for dimension in by:
        if dimension not in dimensions:
            raise reader.error(f"“{dimension}” is not one of {', '.join(dimensions)}", "by")
    return by


def _aliases(reader: Reader, by: tuple[str, ...]) -> dict[str, Breakdown]:
    if not reader.has("aliases"):
        return {}
    aliases = reader.mapping("aliases")
    parts = {code: aliases.text_mapping(code) for code in aliases.content}
    for code, part in parts.items():
        if strange := [dimension for dimension in part if dimension not in by]:
            raise aliases.error(f"“{strange[0]}” is not among the dimensions of “by”", code)
    return parts


def _minimum(reader: Reader) -> int:
    minimum = reader.integer("minimum_respondents")
    if minimum < 1:
        raise reader.error("has to be at least 1", "minimum_respondents")
    return minimum


def _unit(reader: Reader, measure: Measure) -> str:
    unit = reader.one_of("unit", UNITS)
    if measure.computed and measure.has_denominator != (unit == "percent"):
        raise reader.error("percent is the unit of measures with a denominator, and of no others", "unit")
    return unit
