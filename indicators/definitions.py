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
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from indicators.declared import declared
from indicators.vocabulary import LEAVES, MEASURES, OF_THE_ANSWER, OPTION, READ_BY_MEASURES, SUB_QUESTION
from surveys.declarations import Reader, read_yaml

Text = Mapping[str, str]
Breakdown = Mapping[str, str]

WORDS = ("title", "short", "definition", "scope", "processing")
ABOUT = ("author", "checker", "reviewed", "unchecked")
CORRECTABLE = (*WORDS, "aliases", *ABOUT)


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
    `public_minimum` is the smallest group that readers see who may not see every answer; None where all may be.
    `sub_questions` are questions of one kind (rows of a grid, or questions on their own) that are measured one by
    one; beside them `question`, where there is one, is measured as their whole.
    `options` are the answers of a distribution, or those that can be chosen of many, and `most` how many of the
    most chosen ones a top_k shows. `only_groups` (grouping -> groups) and `only_answers` (question -> options)
    say whom the indicator is about, {} for everybody. A respondent counts `weight_groups` (grouping -> group ->
    number, those in none of them stand outside), or the number given to `weight_question`, else once.
    `author` wrote it, and `checker` read it on the day `reviewed`; instead of both `unchecked` says why nobody has. None of
    them is a person's account: everybody reads a definition.
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
    sub_questions: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    out: Mapping[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()
    minimum_respondents: int = 1
    public_minimum: int | None = None
    options: tuple[str, ...] = ()
    most: int | None = None
    only_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weight_question: str | None = None
    weight_groups: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    aliases: Mapping[str, Breakdown] = field(default_factory=dict)
    scope: Text | None = None
    processing: Text | None = None
    direction: str | None = None
    checker: str | None = None
    reviewed: str | None = None
    unchecked: str | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """Codes of the items it measures: none, one, numerator and denominator, one for each option of many, or the
        question of the whole and the sub-questions."""
        if MEASURES[self.measure].chooses:
            return tuple(f"{self.question}.{option}" for option in self.options)
        asked = (getattr(self, key) for key in MEASURES[self.measure].questions)
        return (*filter(None, asked), *self.sub_questions)

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of all items it reads: those it measures, then those that weigh and filter."""
        weight = (self.weight_question,) if self.weight_question else ()
        return tuple(dict.fromkeys((*self.questions, *weight, *self.only_answers)))

    @cached_property
    def parts(self) -> tuple[tuple[Breakdown, Self], ...]:
        """What has a value of its own over all respondents: the breakdown, and the definition of it alone.

        A measure of one number is its only part, {}. By option it has a share of those who chose each; by
        sub-question one of each as if it were the only question, after that of the whole where there is one.
        """
        if self.sub_questions:
            by = tuple(dimension for dimension in self.by if dimension != SUB_QUESTION)
            alone = replace(self, sub_questions=(), by=by)
            of_each = [(code, replace(alone, question=code).parts) for code in self.sub_questions]
            return (*(alone.parts if self.question else ()), *(
                ({SUB_QUESTION: code, **part}, one) for code, parts in of_each for part, one in parts
            ))  # fmt: skip
        if not MEASURES[self.measure].by_option:
            return (({}, self),)
        if MEASURES[self.measure].chooses:
            items = {option: (f"{self.question}.{option}", ("yes",)) for option in self.options}
        else:
            items = {option: (self.question, (option,)) for option in self.options}
        return tuple(
            ({OPTION: option}, replace(self, measure="share", question=question, counted=counted))
            for option, (question, counted) in items.items()
        )

    def alone(self, breakdown: Breakdown) -> Self | None:
        """The definition of the part that a breakdown is of, whatever its groups; None where it has no such part."""
        wanted = {dimension: code for dimension, code in breakdown.items() if dimension in OF_THE_ANSWER}
        return next((one for part, one in self.parts if part == wanted), None)

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
            key: self._declared(key) for key in READ_BY_MEASURES if key in MEASURES[self.measure].reads
        }
        content |= {"unit": self.unit, "rounding": self.rounding, "direction": self.direction}
        content["source"] = _present({"document": self.source.document, "paragraph": self.source.paragraph})
        ends = None if self.valid_to is None else str(self.valid_to)
        content["valid"] = _present({"from": str(self.valid_from), "to": ends})
        content |= {key: getattr(self, key) for key in ABOUT}
        return _present(content)

    @classmethod
    def from_dict(cls, content: Mapping[str, Any], *, file: str = "definition") -> Self:
        """A definition from what `to_dict` gave, checked as strictly as a file."""
        fields = declared(Reader(content, file))
        return cls(**{**fields, "source": Source(*fields["source"])})

    def reworded(self, translations: Mapping[str, Mapping]) -> Self:
        """The same with these wordings of the database over its words; the English stays its own."""
        words = {
            name: {
                **getattr(self, name),
                **{language: entry["text"] for language, entry in wording.items() if language != "en"},
            }
            for name, wording in translations.items()
            if getattr(self, name)
        }
        return replace(self, **words)

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
        return None if value is None else _plain(value)


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


def _present(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    """Mappings, lists and text again."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else str(value)
