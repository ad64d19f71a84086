"""Questions, their options, and what one answer answers: types, from a declaration and back. PURE.

An *item* is what one answer answers: a question, one option of a question with many answers (chosen: yes or
no), one row of a grid, or the words beside an option that says "please specify". Each kind of question reads
keys of its own; any other key is an error. A scale is a one_of whose options stand in their order: the place of
an option, counted from 1, names it as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from surveys.absences import OFFERED, fold
from surveys.declarations import DeclarationError, Reader
from surveys.thresholds import Jump, Outlier, read_jump, read_outlier

Wording = Mapping[str, str]

CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_TEXT: Final = 4000
COMMON_KEYS: Final = frozenset(
    {"code", "kind", "text", "help", "absence", "required", "shown_if", "same_as", "aliases"}
)
KIND_KEYS: Final = MappingProxyType(
    {
        "yes_no": frozenset(),
        "one_of": frozenset({"options"}),
        "many_of": frozenset({"options", "at_most"}),
        "scale": frozenset({"options"}),
        "grid": frozenset({"options", "rows"}),
        "whole_number": frozenset({"unit", "minimum", "maximum", "part_of", "jump", "outlier"}),
        "amount": frozenset({"currency", "minimum", "maximum", "part_of", "jump", "outlier"}),
        "number": frozenset({"unit", "minimum", "maximum", "part_of", "jump", "outlier"}),
        "percentage": frozenset({"minimum", "maximum", "jump", "outlier"}),
        "date": frozenset({"minimum", "maximum"}),
        "text": frozenset({"max_length"}),
    }
)
NUMBER_KINDS: Final = frozenset({"whole_number", "number", "amount", "percentage"})
EQUIVALENCES: Final = ("same", "similar", "broken")


@dataclass(frozen=True)
class Option:
    """One answer out of a list: code, wording, and other words by which answers name it.

    Beside an option with `specify` there is room for words: "Other, please specify". One that is `closed` was offered
    by an earlier version of the questionnaire: it stays for the answers of then, and nobody may choose it any more.
    """

    code: str
    text: Wording
    aliases: tuple[str, ...] = ()
    specify: bool = False
    closed: bool = False


YES_NO: Final[tuple[Option, ...]] = (
    Option(
        "yes",
        {"ar": "نعم", "zh": "是", "en": "Yes", "fr": "Oui", "ru": "Да", "es": "Sí"},
        ("y", "true", "1", "si", "有"),
    ),
    Option(
        "no",
        {"ar": "لا", "zh": "否", "en": "No", "fr": "Non", "ru": "Нет", "es": "No"},
        ("n", "false", "0", "无", "没有"),
    ),
)


@dataclass(frozen=True)
class Condition:
    """The question is asked only where `item` was answered with `option`."""

    question: str
    option: str


@dataclass(frozen=True)
class Equivalence:
    """How far a question can be compared with the one of the same code in another round.

    state: same, similar or broken; a reason in words for the last two. No change over the years is drawn
    across a broken one.
    """

    year: int
    state: str
    reason: Wording = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question. `minimum` and `maximum` are Decimal for numbers, ISO text for dates, None without limit.

    `absence` are the absences in words that the question offers; blank and not_shown need no offer. `yes_no` are the
    words that its questionnaire has for yes and no.
    """

    code: str
    kind: str
    text: Wording
    help: Wording = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    absence: tuple[str, ...] = ()
    required: bool = False
    part_of: str | None = None
    shown_if: Condition | None = None
    same_as: tuple[Equivalence, ...] = ()
    unit: Wording = field(default_factory=dict)
    currency: str = ""
    minimum: Decimal | str | None = None
    maximum: Decimal | str | None = None
    max_length: int = LONGEST_TEXT
    aliases: tuple[str, ...] = ()
    rows: tuple[Option, ...] = ()
    at_most: int | None = None
    jump: Jump | None = None
    outlier: Outlier | None = None
    yes_no: tuple[Option, ...] = YES_NO

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options that one cell may hold: yes and no for a question of options to be ticked."""
        if self.kind == "scale":
            return tuple(
                replace(option, aliases=(*option.aliases, str(place)))
                for place, option in enumerate(self.options, start=1)
            )
        if self.kind in {"one_of", "grid"}:
            return self.options
        return self.yes_no if self.kind in {"yes_no", "many_of"} else ()

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes of the options among which one may choose now."""
        return tuple(option.code for option in self.options or self.choices if not option.closed)

    @property
    def items(self) -> tuple["Item", ...]:
        """What is answered: the question itself, each option of a many_of, or each row of a grid.

        An option that asks to specify is followed by its words, those of a one_of by all others.
        """
        if self.kind == "grid":
            return tuple(Item(f"{self.code}.{row.code}", self, row=row) for row in self.rows)
        words = {
            option.code: Item(f"{self.code}.{option.code}_text", self, specified=option)
            for option in self.options
            if option.specify
        }
        if self.kind != "many_of":
            return (Item(self.code, self), *words.values())
        return tuple(
            item
            for option in self.options
            for item in (Item(f"{self.code}.{option.code}", self, option), words.get(option.code))
            if item
        )


@dataclass(frozen=True)
class Item:
    """What one answer answers.

    `option` is there for an option of a many_of, whose answer is yes or no; `row` for a row of a grid;
    `specified` for the words beside that option.
    """

    code: str
    question: Question
    option: Option | None = None
    row: Option | None = None
    specified: Option | None = None

    @property
    def part(self) -> Option | None:
        """The option or row of the question that the item is about; None for the question itself."""
        return self.option or self.row or self.specified

    @property
    def closed(self) -> bool:
        """Whether it is only there for the answers of an earlier version: of an option that is closed."""
        said = self.option or self.specified
        return bool(said and said.closed)

    @property
    def refused(self) -> frozenset[str]:
        """The codes of its choices that nobody may choose any more."""
        if self.option:
            return frozenset({"yes"}) if self.option.closed else frozenset()
        return frozenset(choice.code for choice in self.choices if choice.closed)

    @property
    def kind(self) -> str:
        """The kind of the answer in the cell: a row of a grid and a scale are one_of, an option is yes_no."""
        if self.specified:
            return "text"
        if self.option:
            return "yes_no"
        return "one_of" if self.question.kind in {"scale", "grid"} else self.question.kind

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options that the cell may hold."""
        return () if self.specified else self.question.choices

    @property
    def text(self) -> Wording:
        """The wording of the question; for a part of it "question: part", in the languages both have."""
        if not self.part:
            return self.question.text
        return {
            language: f"{text}: {self.part.text[language]}"
            for language, text in self.question.text.items()
            if language in self.part.text
        }


def read_yes_no(reader: Reader) -> tuple[Option, ...]:
    """The words of a questionnaire for yes and no, as two options. The usual ones are understood as well.

    Raises DeclarationError unless they are these two, and where a word would name both.
    """
    own = reader.list_of("yes_no", _option, ())
    if not own:
        return YES_NO
    if [option.code for option in own] != [option.code for option in YES_NO]:
        raise reader.error("takes the options yes and no, in this order", "yes_no")
    options = tuple(_with_usual_words(*pair) for pair in zip(own, YES_NO, strict=True))
    yes, no = ({fold(word) for word in (*one.text.values(), *one.aliases, one.code)} for one in options)
    if shared := yes & no:
        raise _shared(reader, min(shared), "yes_no")
    return options


def _with_usual_words(own: Option, usual: Option) -> Option:
    known = {fold(word) for word in (*own.text.values(), *own.aliases)}
    more = [word for word in (*usual.text.values(), *usual.aliases) if fold(word) not in known]
    return replace(own, text={**usual.text, **own.text}, aliases=(*own.aliases, *dict.fromkeys(more)))


def read_code(reader: Reader) -> str:
    """The code of a section, a question or an option."""
    code = reader.text("code")
    if not CODE.fullmatch(code):
        raise reader.error(
            "a code is at most 40 small letters, digits and _, and starts with a letter", "code"
        )
    return code


def read_question(reader: Reader) -> Question:
    """A question out of its declaration. Raises DeclarationError."""
    kind = reader.one_of("kind", KIND_KEYS)
    for key in reader.content:
        if key not in COMMON_KEYS | KIND_KEYS[kind] and any(key in keys for keys in KIND_KEYS.values()):
            raise reader.error(f"a question of the kind {kind} has no “{key}”", key)
    return Question(
        code=read_code(reader),
        kind=kind,
        text=reader.texts("text"),
        help=reader.texts("help", {}),
        options=_options(reader, kind),
        absence=_absence(reader),
        required=reader.boolean("required", False),
        part_of=reader.text("part_of", None),
        shown_if=_condition(reader),
        same_as=_same_as(reader),
        unit=reader.texts("unit", {}),
        currency=_currency(reader, kind),
        minimum=_limit(reader, "minimum", kind),
        maximum=_limit(reader, "maximum", kind),
        max_length=reader.integer("max_length", LONGEST_TEXT),
        aliases=reader.text_list("aliases", ()),
        rows=_rows(reader, kind),
        at_most=reader.integer("at_most", None),
        jump=read_jump(reader),
        outlier=read_outlier(reader),
    )


def _rows(reader: Reader, kind: str) -> tuple[Option, ...]:
    if kind != "grid":
        return ()
    rows = reader.list_of("rows", lambda row: Option(read_code(row), row.texts("text")))
    if not rows or len({row.code for row in rows}) < len(rows):
        raise reader.error("takes at least one row, each with a code of its own", "rows")
    return rows


def _options(reader: Reader, kind: str) -> tuple[Option, ...]:
    if "options" not in KIND_KEYS[kind]:
        return ()
    options = reader.list_of("options", _option)
    codes = [option.code for option in options]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        raise reader.error("takes at least two options, each with a code of its own", "options")
    if kind in {"scale", "grid"} and any(option.specify for option in options):
        raise reader.error(f"an option of a {kind} has no words beside it", "options")
    _refuse_shared_aliases(reader, options)
    return options


def _shared(reader: Reader, word: str, key: str) -> DeclarationError:
    return reader.error(f"“{word}” names two options", key, code="names_two_options", word=word)


def _refuse_shared_aliases(reader: Reader, options: tuple[Option, ...]) -> None:
    """An alias that names two options would let the answer go to either."""
    named = {fold(option.code): option.code for option in options}
    for option in options:
        for alias in option.aliases:
            if named.setdefault(fold(alias), option.code) != option.code:
                raise _shared(reader, alias, "options")


def _option(reader: Reader) -> Option:
    aliases = reader.text_list("aliases", ())
    specify, closed = reader.boolean("specify", False), reader.boolean("closed", False)
    return Option(read_code(reader), reader.texts("text"), aliases, specify, closed)


def _absence(reader: Reader) -> tuple[str, ...]:
    absence = reader.text_list("absence", ())
    for code in absence:
        if code not in OFFERED:
            raise reader.error(f"“{code}” is not one of {', '.join(OFFERED)}", "absence")
    return absence


def _condition(reader: Reader) -> Condition | None:
    condition = reader.text_mapping("shown_if", {})
    if len(condition) > 1:
        raise reader.error("names one question and one option", "shown_if")
    return next((Condition(question, option) for question, option in condition.items()), None)


def _same_as(reader: Reader) -> tuple[Equivalence, ...]:
    years = reader.mapping("same_as", None)
    return tuple(_equivalence(years, year) for year in years.content) if years else ()


def _equivalence(years: Reader, year: str) -> Equivalence:
    if not re.fullmatch(r"[0-9]{4}", year):
        raise years.error(f"“{year}” is not a year", year)
    if years.content[year] == "same":
        years.text(year)
        return Equivalence(int(year), "same")
    states = years.mapping(year) if isinstance(years.content[year], Mapping) else None
    state = next(iter(states.content), "") if states else ""
    if state not in EQUIVALENCES[1:] or len(states.content) != 1:
        raise years.error(
            "is “same”, or {similar: reason} or {broken: reason} with the reason in words", year
        )
    return Equivalence(int(year), state, states.texts(state))


def _currency(reader: Reader, kind: str) -> str:
    if kind != "amount":
        return ""
    currency = reader.text("currency")
    if not CURRENCY.fullmatch(currency):
        raise reader.error("a currency is three capital letters, such as USD", "currency")
    return currency


def _limit(reader: Reader, key: str, kind: str) -> Decimal | str | None:
    if kind == "date":
        limit = reader.text(key, None)
        if limit is not None and not ISO_DATE.fullmatch(limit):
            raise reader.error("a date is written 2022-12-31", key)
        return limit
    if kind not in NUMBER_KINDS:
        return None
    usual = {"minimum": Decimal(0), "maximum": Decimal(100) if kind == "percentage" else None}
    return reader.decimal(key, usual[key])
