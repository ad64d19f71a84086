"""How the six languages speak of a number: marks between parts, per cent in words, nouns after numbers, direction. PURE.

Texts say "per cent" as the languages of the United Nations write it; the sign is for tables and charts, except in
Chinese, French and Spanish, where texts have it too.
"""

import re
from decimal import Decimal

from indicators.renderers.numbers import PERCENT

COMMA = {"zh": "，", "ar": "، "}
SEMICOLON = {"zh": "；", "ar": "؛ ", "fr": "\u202f; "}
COLON = {"zh": "：", "fr": "\u00a0: "}
STOP = {"zh": "。"}
BRACKETS = {"zh": ("（", "）")}
IN_YEAR = {"fr": "en %s", "es": "en %s", "ru": "%s\u00a0год", "ar": "عام %s", "zh": "%s年", "en": "%s"}
PER_CENT = {
    "en": " per cent",
    "zh": PERCENT["zh"],
    "ar": " في المائة",
    "fr": PERCENT["fr"],
    "es": PERCENT["es"],
}
RUSSIAN_PER_CENT = {1: "процент", 2: "процента", 5: "процентов"}
LATIN = re.compile("[A-Za-z]")
ARABIC = re.compile("[\u0600-\u06ff]")
SIGNED = re.compile("^[+\u2212]\\d")
NUMBER_AT_END = re.compile("^(?P<before>.*?)[+\u2212]?(?P<whole>\\d[\\d\u00a0\u202f]*)(?P<part>[.,]\\d+)?$")
LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"


def isolated(text: str, language: str) -> str:
    """A part of an Arabic sentence, kept together where it has Latin letters or a sign before a number.

    Without that an acronym pulls the number behind it to its own side, and a minus stands behind its number.
    """
    if language != "ar" or not (LATIN.search(text) or SIGNED.match(text)):
        return text
    return f"{RIGHT_TO_LEFT if ARABIC.search(text) else LEFT_TO_RIGHT}{text}{END}"


def with_and(text: str, language: str) -> str:
    """The text with an Arabic "and" joined to the word behind it; before figures and Latin letters it stands alone."""
    return re.sub(" و (?=[\u0621-\u064a])", " و", text) if language == "ar" else text


def in_year(year: str, language: str) -> str:
    """A year as the end of a statement; what is no single year stands as it is."""
    return IN_YEAR[language] % year if year.isdecimal() else year


def per_cent(number: str, language: str) -> str:
    """A number as it is written, "about 60" included, with per cent behind it as texts say it."""
    if language != "ru":
        return number + PER_CENT[language]
    found = NUMBER_AT_END.match(number)
    if not found:
        return f"{number}\u00a0{RUSSIAN_PER_CENT[5]}"
    value = Decimal(re.sub(r"\D", "", found["whole"]) + (found["part"] or "").replace(",", "."))
    form = noun_form(value, "ru", qualified=bool(found["before"].strip()))
    return f"{number}\u00a0{RUSSIAN_PER_CENT[russian_form(form)]}"


def noun_form(
    value: Decimal | float, language: str, *, qualified: bool = False, with_decimals: bool = False
) -> int:
    """The whole number that asks for the same form of a noun as this value does.

    Fractions, and what is written with decimals like one, take the plural, in French only from two on, in Russian the singular of the genitive; behind "about" and
    "more than" Russian has the genitive throughout.
    """
    whole = abs(int(value))
    if with_decimals or value != int(value):
        return {"ru": 2, "fr": whole}.get(language, 100)
    if language == "ru" and qualified:
        return 2 if whole % 10 == 1 and whole % 100 != 11 else 5
    return whole


def russian_form(whole: int) -> int:
    """1 where Russian takes the nominative after a number, 2 for the singular and 5 for the plural of the genitive."""
    if whole % 100 in range(11, 15) or whole % 10 not in range(1, 5):
        return 5
    return 1 if whole % 10 == 1 else 2
