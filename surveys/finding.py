"""Words in texts: does a text hold what somebody types, where, and which names are nearly that. PURE.

Chinese has no spaces between words, so that whatever is typed with Han characters is looked for as a piece of text, each
piece between spaces for itself. In other scripts every word typed has to begin a word of the text, capitals and accents
aside, and the Arabic article aside, which is written as a part of its word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz

HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile(r"\w+")
ARTICLE: Final = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
LAM, TO_THE = "ل", "لل"
ARTICLES: Final = ("", "ال", "وال", "فال", "بال", "كال", TO_THE)
"""The Arabic article, alone and with what is written together with it: and, so, in, as, to."""
ARABIC = re.compile("[ء-ي]")
AT_MOST: Final = 8
"""Words of a query beyond these are left out."""
NEAR: Final = 78
"""From this likeness on, of 100, a spelling is near: "Kenia" is 80 like Kenya. Letters in another order are near too."""
SHORTEST: Final = 4
AROUND: Final = 70


class Piece(NamedTuple):
    """A piece of an excerpt; `found` where it is what was looked for."""

    text: str
    found: bool


def folded(text: str) -> str:
    """The text without accents and capitals: "Côte" and "cote" are the same."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def is_chinese(query: str) -> bool:
    """Whether the query is looked for as a piece of text."""
    return bool(HAN.search(query))


def pieces_of(query: str) -> list[str]:
    """The pieces of a query with Chinese in it, each once."""
    return list(dict.fromkeys(query.split()))[:AT_MOST]


def words_of(query: str) -> list[tuple[str, ...]]:
    """The words of a query, folded, each once, in every form that stands for it: with the Arabic article and without."""
    return list(dict.fromkeys(map(_forms, WORD.findall(folded(query)))))[:AT_MOST]


def _forms(word: str) -> tuple[str, ...]:
    if not ARABIC.match(word):
        return (word,)
    bare = [ARTICLE.sub("", word)]
    if word.startswith(TO_THE) and bare[0] != word:
        bare.append(f"{LAM}{bare[0]}")  # of two letters lam that meet one is written
    forms = [f"{article}{one}" for one in bare for article in ARTICLES]
    forms += [f"{LAM}{one}" for one in bare if one.startswith(LAM)]
    return tuple(dict.fromkeys([*forms, word]))


def holds(text: str, query: str) -> bool:
    """Whether the text holds every word of the query; False for a query without words."""
    if is_chinese(query):
        whole = text.casefold()
        return all(piece.casefold() in whole for piece in pieces_of(query))
    found = WORD.findall(folded(text))
    wanted = words_of(query)
    return bool(wanted) and all(any(word.startswith(forms) for word in found) for forms in wanted)


def marked(text: str, query: str) -> list[Piece]:
    """The whole text with every find marked."""
    pieces, at = [], 0
    for begin, stop in _spans(text, query):
        pieces += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
        at = stop
    return [piece for piece in (*pieces, Piece(text[at:], False)) if piece.text]


def excerpt(text: str, query: str) -> list[Piece]:
    """The part of the text around the first word that was found, with every find marked.

    The whole text where it is short, its beginning where nothing is found.
    """
    spans = _spans(text, query)
    first = spans[0][0] if spans else 0
    start = max(0, first - AROUND) if len(text) > 3 * AROUND else 0
    end = min(len(text), start + 3 * AROUND)
    pieces, at = [Piece("…", False)] if start else [], start
    for begin, stop in spans:
        if begin >= at and stop <= end:
            pieces += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
            at = stop
    pieces.append(Piece(text[at:end] + ("…" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]


def nearest(query: str, names: Iterable[str], most: int = 5) -> list[str]:
    """The names that a misspelt query may mean, the nearest first; [] for queries too short to guess at."""
    wanted = folded(query).strip()
    if len(wanted) < SHORTEST or is_chinese(query):
        return []
    scored = {name: _likeness(wanted, WORD.findall(folded(name))) for name in names}
    near = [name for name, score in scored.items() if score >= NEAR]
    return sorted(near, key=lambda name: (-scored[name], len(name), name))[:most]


def _likeness(wanted: str, words: Sequence[str]) -> float:
    """How like the query the best run of as many words of the name is, of 100."""
    many = max(1, len(WORD.findall(wanted)))
    runs = [" ".join(words[at : at + many]) for at in range(max(1, len(words) - many + 1))]
    return max((_alike(wanted, run) for run in runs), default=0)


def _alike(one: str, other: str) -> float:
    """Likeness of two words; the same letters in another order are near: a slip of the fingers."""
    swapped = len(one) == len(other) and sorted(one) == sorted(other)
    return NEAR if swapped and one != other else fuzz.ratio(one, other)


def _spans(text: str, query: str) -> list[tuple[int, int]]:
    if is_chinese(query):
        longest_first = sorted(pieces_of(query), key=len, reverse=True)
        found = re.finditer("|".join(map(re.escape, longest_first)), text, re.IGNORECASE)
        return [match.span() for match in found]
    wanted = sum(words_of(query), ())
    return [match.span() for match in WORD.finditer(text) if folded(match[0]).startswith(wanted)]
