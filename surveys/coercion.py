"""One cell's text becomes an option, a number, a text or an absence, by what its item asks for. PURE.

What a text means depends on nothing but the item, so that a reading may be kept and used again for the same
text. Rules between answers are not known here; they stand in `surveys.checking`.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from surveys.absences import ABSENCES, BLANK, absence_in, fold, is_blank
from surveys.numerals import read_number
from surveys.parsed import ERROR, WARNING
from surveys.questionnaires import Item
from surveys.questions import NUMBER_KINDS
from surveys.spreadsheets import NumberCell

Problem = tuple[str, str, Mapping[str, Any]]

FORMULA_ERROR: Final = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
LARGEST: Final = 1e15
"""A thousand numbers below it still add up to one that the columns of indicators hold."""
DIGITS: Final = 15
"""So many make no number that is too large."""
QUALIFIER: Final = re.compile(
    r"(?P<before>about|around|approximately|approx\.?|circa|ca\.?|some|nearly|almost|over|more than|less than"
    r"|fewer than|at least|at most|up to|[<>~≈≤≥]=?|大约|约|近|超过|逾|至少|不到|不足|多达)?\s*"
    r"(?P<number>[\d.,\s\u00a0\u2009\u202f]*\d)\s*(?P<after>\+|plus|or more|or so|左右|以上|余|多)?",
    re.IGNORECASE,
)
RANGE: Final = re.compile(r"(\d[\d.,\s]*?)\s*(?:-|–|—|to|至|到|~|～)\s*(\d[\d.,\s]*)", re.IGNORECASE)
PER_CENT: Final = re.compile(r"\s*(%|％|٪|per ?cent|pct\.?)$", re.IGNORECASE)
FOREIGN_CURRENCY: Final = re.compile(
    r"(?=.*[A-Z]{3}|.*[€£¥])(?P<before>[A-Z]{3}|[€£¥])?\s*[\d.,\s\u00a0\u2009\u202f]*\d\s*(?P<after>[A-Z]{3}|[€£¥])?"
)
DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(T00:00(:00)?)?")
CURRENCY_SIGNS: Final = {"USD": ("us$", "$", "us dollars", "dollars", "美元"), "EUR": ("€", "euros", "欧元")}


class Coerced(NamedTuple):
    """What a text says: one of option, number, text and absence, or none where it cannot be read.

    A problem is (code, severity, parameters). A value may come with a problem: a negative count is a number.
    """

    option: str | None = None
    number: float | None = None
    text: str | None = None
    absence: str | None = None
    problem: Problem | None = None

    @property
    def readable(self) -> bool:
        """Whether there is an answer."""
        return self[:4] != (None, None, None, None)


def coercer(
    item: Item, *, decimal_mark: str = "", readings: Mapping[str, str] | None = None
) -> Callable[[str], Coerced]:
    """The function that reads the cells of one item. `decimal_mark` as in `read_number`.

    `readings` are what somebody decided folded texts to mean: an option, or an absence.
    """
    readings = readings or {}
    value = _value_reader(item, decimal_mark)
    choices = choices_of(item)
    offered = () if item.specified else item.question.absence
    words_are_answers, refused = item.kind == "text", item.refused
    takes_any_count = (
        item.kind in NUMBER_KINDS
        and not item.choices
        and not readings
        and item.question.maximum is None
        and (item.question.minimum or 0) <= 0
    )

    def coerce(text: str) -> Coerced:
        if takes_any_count and text.isascii() and text.isdigit() and len(text) <= DIGITS:
            return Coerced(number=float(text))  # no word for anything, and what most cells hold
        decided = readings.get(fold(text)) if readings else None
        if decided:
            return Coerced(absence=decided) if decided in ABSENCES else _chosen(item, decided, refused)
        if is_blank(text):
            return Coerced(absence=BLANK)
        option = choices.get(fold(text)) if choices else None
        if option:
            return _chosen(item, option, refused)
        absence = absence_in(text)
        if absence in offered:
            return Coerced(absence=absence)
        if absence and not words_are_answers:
            problem = ("absence_not_offered", WARNING, {"absence": absence, "offered": list(offered)})
            return Coerced(absence=absence, problem=problem)
        if FORMULA_ERROR.fullmatch(text.strip()):
            return Coerced(problem=("formula_error", ERROR, {}))
        return value(text)

    return coerce


def _chosen(item: Item, option: str, refused: frozenset[str]) -> Coerced:
    if option in refused:
        return Coerced(problem=("option_closed", ERROR, {"options": list(item.question.offered)}))
    return Coerced(option=option)


def choices_of(item: Item) -> dict[str, str]:
    """Option by folded code, label in any language, and alias."""
    choices: dict[str, str] = {}
    for option in item.choices:
        for word in (*option.aliases, *option.text.values(), option.code):
            choices[fold(word)] = option.code
    return choices


def _value_reader(item: Item, decimal_mark: str) -> Callable[[str], Coerced]:
    if item.choices:
        return lambda text: _unknown_option(item, text)
    if item.kind in NUMBER_KINDS:
        units = _units(item)
        return lambda text: _number(item, text, units, decimal_mark)
    if item.kind == "date":
        return lambda text: _date(item, text)
    return lambda text: _words(item, text)


def _unknown_option(item: Item, text: str) -> Coerced:
    codes = [option.code for option in item.choices if not option.closed]
    near = difflib.get_close_matches(fold(text)[:60], list(choices_of(item)), n=1, cutoff=0.75)
    parameters = {"options": codes, "near": choices_of(item)[near[0]] if near else ""}
    return Coerced(problem=("option_not_in_list", ERROR, parameters))


def _units(item: Item) -> tuple[str, ...]:
    """Words that may stand beside the number without changing it, folded."""
    question = item.question
    signs = (question.currency, *CURRENCY_SIGNS.get(question.currency, ())) if question.currency else ()
    words = {fold(word) for word in (*question.unit.values(), *signs)}
    return tuple(sorted(words, key=len, reverse=True))


def _number(item: Item, text: str, units: tuple[str, ...], decimal_mark: str) -> Coerced:
    reading = read_number(text, decimal_mark=decimal_mark)
    if reading.number is None and reading.ambiguous is None:
        bare = _without_unit(item, text.strip(), units)
        reading = read_number(bare, decimal_mark=decimal_mark)
    if reading.ambiguous:
        readings = [number_text(number) for number in reading.ambiguous]
        return Coerced(problem=("ambiguous_number", ERROR, {"readings": readings}))
    if reading.number is None:
        return Coerced(problem=_not_a_number(item, text))
    number = reading.number
    if abs(number) >= LARGEST:
        return Coerced(problem=("out_of_range", ERROR, {"minimum": "", "maximum": number_text(LARGEST)}))
    return Coerced(number=number, problem=_number_problem(item, number, text))


def _without_unit(item: Item, text: str, units: tuple[str, ...]) -> str:
    if item.kind == "percentage":
        return PER_CENT.sub("", text)
    folded = text.casefold()
    for unit in units:
        if folded.startswith(unit):
            return text[len(unit) :].strip()
        if folded.endswith(unit):
            return text[: -len(unit)].strip()
    return text


def _not_a_number(item: Item, text: str) -> Problem:
    text = text.strip()
    if RANGE.fullmatch(text):
        return "number_range", ERROR, {}
    qualified = QUALIFIER.fullmatch(PER_CENT.sub("", text))
    currency = FOREIGN_CURRENCY.fullmatch(text)
    if item.kind == "amount" and currency:
        found = (currency["before"] or currency["after"]).upper()
        return "other_currency", ERROR, {"found": found, "expected": item.question.currency}
    if qualified and (qualified["before"] or qualified["after"]):
        qualifier = (qualified["before"] or qualified["after"]).strip()
        return "qualified_number", ERROR, {"qualifier": qualifier, "number": qualified["number"].strip()}
    return "not_a_number", ERROR, {}


def _number_problem(item: Item, number: float, text: str) -> Problem | None:
    minimum, maximum = item.question.minimum, item.question.maximum
    if item.kind == "whole_number" and not number.is_integer():
        return "fraction_in_whole_number", ERROR, {}
    if minimum == 0 and number < 0:
        return "negative_number", ERROR, {}
    if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        limits = {"minimum": _limit_text(minimum), "maximum": _limit_text(maximum)}
        return "out_of_range", ERROR, limits
    if item.kind == "percentage" and 0 < number < 1 and isinstance(text, NumberCell):
        return "percentage_as_fraction", WARNING, {"percentage": number_text(round(number * 100, 10))}
    return None


def _date(item: Item, text: str) -> Coerced:
    match = DATE.fullmatch(text.strip())
    try:
        date = datetime.date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        date = None
    if date is None:
        return Coerced(problem=("not_a_date", ERROR, {}))
    minimum, maximum = item.question.minimum, item.question.maximum
    if (minimum and date < minimum) or (maximum and date > maximum):
        limits = {"minimum": minimum or "", "maximum": maximum or ""}
        return Coerced(text=date, problem=("out_of_range", ERROR, limits))
    return Coerced(text=date)


def _words(item: Item, text: str) -> Coerced:
    text = str(text).strip()
    limit = item.question.max_length
    if len(text) > limit:
        return Coerced(text=text, problem=("text_too_long", ERROR, {"length": len(text), "limit": limit}))
    return Coerced(text=text)


def number_text(number: float) -> str:
    """A number with a point and no group marks: 1448, 1.448."""
    return str(int(number)) if number.is_integer() else repr(number)


def _limit_text(limit: Decimal | str | None) -> str:
    return "" if limit is None else str(limit)
