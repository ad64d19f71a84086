"""People's names as the contact columns of a file tell them, wherever else in the file they stand. PURE.

Only a value of two to six words without a figure is taken for a name: of one word nobody can tell whether it is one.
"""

import re
from collections.abc import Iterable
from typing import Final

from surveys.contact_cells import MASK, masked
from surveys.respondent_names import RespondentNames

NAME: Final = re.compile(r"[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+\.?){1,5}")
WORD: Final = re.compile(r"[^\W\d_]+")
TELLING: Final = 4
"""Letters of a word that is a person's name also by itself, in the name of a file."""


def people_in(texts: Iterable[str], names: RespondentNames) -> frozenset[str]:
    """Those of the texts that are names of people, and not of a respondent."""
    plain = (" ".join(text.split()) for text in texts)
    return frozenset(text for text in plain if NAME.fullmatch(text) and not names.code_of(text))


def pattern_of(people: Iterable[str]) -> re.Pattern[str] | None:
    """What finds one of these names, its words in their order or with the last one in front; None for nobody."""
    orders = []
    for person in sorted(people):
        words = WORD.findall(person)
        orders += [words, [words[-1], *words[:-1]]]
    return _any_of(r"[\W_]+".join(map(re.escape, words)) for words in orders)


def without_people(name: str, people: Iterable[str]) -> str:
    """A file's name without addresses, without these people, and without the longer words of their names."""
    people = list(people)
    words = {word for person in people for word in WORD.findall(person) if len(word) >= TELLING}
    for pattern in (pattern_of(people), _any_of(map(re.escape, sorted(words)))):
        if pattern:
            name = pattern.sub(MASK, name)
    return masked(name)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    whole = "|".join(patterns)
    return re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])", re.IGNORECASE) if whole else None
