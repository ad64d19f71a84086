"""Words in texts: does a text hold what somebody types, where, and which names are nearly that. PURE.

Chinese has no spaces between words, so that whatever is typed with Han characters is looked for as a piece of text, each
piece between spaces for itself. In other scripts every word typed has to begin a word of the text, or to have the same
stem in one of the languages that are read: capitals and accents aside, and the Arabic article aside, which is written as
a part of its word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile(r"\w+")
ARTICLE: Final = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
FEMININE: Final = re.compile("ه$")
LAM, TO_THE = "ل", "لل"
ARTICLES: Final = ("", "ال", "وال", "فال", "بال", "كال", TO_THE)
"""The Arabic article, alone and with what is written together with it: and, so, in, as, to."""
ARABIC = re.compile("[ء-ي]")
ONE_LETTER: Final = str.maketrans("ةى", "هي", "ـ")
"""Arabic letters at the end of a word that many write without their dots, and the stroke that only lengthens a word."""
STEMMERS: Final = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
"""What PostgreSQL and snowballstemmer both call the languages whose words have stems."""
SIGNS = re.compile("[̀-ًͯ-ٰٟ]")
"""Accents and vowel signs that stand for themselves, so that they would cut a word in two."""
SHORTEST_STEM: Final = 4
AT_MOST: Final = 8
"""Words of a query beyond these are left out."""
NEAR: Final = 78
"""From this likeness on, of 100, a spelling is near: "Kenia" is 80 like Kenya. Letters in another order are near too."""
SHORTEST: Final = 4
TWO_EDITS_FROM: Final = 6
"""A word this long may have two letters wrong, left out, too many or changed over; a shorter one has one."""
LONG: Final = 8
"""A word with two letters wrong that is shorter begins with the same letter: "latine" is no "vacine"."""
LEAST_ALIKE: Final = 70
"""Of a piece of Chinese, of 100: of four characters one may be wrong."""
AROUND: Final = 70


class Piece(NamedTuple):
    """A piece of an excerpt; `found` where it is what was looked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Word:
    """A word typed: as it was typed, in every form that stands for it, without the Arabic article, the languages in
    which it may have a stem, and the stems that the database gives it."""

    raw: str
    forms: tuple[str, ...]
    core: str = ""
    languages: tuple[str, ...] = ()
    lexemes: tuple[str, ...] = ()

    def fits(self, bare: str, core: str) -> bool:
        """Whether a word of a text begins with this one or has its stem; `core` is the word without the Arabic article.

        Only the ends of words are inflected, so that a stem is asked for where the beginnings agree.
        """
        if bare.startswith(self.forms):
            return True
        if core[:2] != self.core[:2] or min(len(core), len(self.core)) < SHORTEST_STEM:
            return False
        return any(stem(core, language) == stem(self.core, language) for language in self.languages)


@dataclass(frozen=True)
class Typed:
    """What somebody typed, taken apart: pieces where it is looked for as such, which Chinese is, else words."""

    text: str = ""
    pieces: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def many(self) -> int:
        """How many pieces or words there are."""
        return len(self.pieces or self.words)

    @property
    def enough(self) -> int:
        """As many words make a text worth showing that does not hold all: half of them."""
        return self.many if self.pieces else (self.many + 1) // 2


def taken_apart(
    query: "str | Typed",
    languages: Iterable[str] = (),
    lexemes: Mapping[str, Sequence[str]] | None = None,
    leave: Collection[str] = (),
) -> Typed:
    """A query in its words, in these languages; without the words of `leave`, unless nothing else was typed.

    What is written in capitals is an acronym and stays: WHO, UN.
    """
    if isinstance(query, Typed):
        return query
    if is_chinese(query):
        return Typed(query, pieces=tuple(pieces_of(query)))
    typed = written(query)
    kept = [word for word in typed if word.casefold() not in leave or (len(word) > 1 and word.isupper())]
    stemmed, known = tuple(one for one in languages if one in STEMMERS), lexemes or {}
    words = {}
    for raw in (word.casefold() for word in kept or typed):
        for bare in WORD.findall(folded(raw)):
            words.setdefault(
                _forms(bare),
                Word(raw, _forms(bare), ARTICLE.sub("", raw), stemmed, tuple(known.get(raw, ()))),
            )
    return Typed(query, words=tuple(words.values())[:AT_MOST])


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in a language of `STEMMERS`. A stemmer keeps state, so that each call has one of its own."""
    return snowballstemmer.stemmer(STEMMERS[language]).stemWord(with_article(word))


def with_article(word: str) -> str:
    """An Arabic word with its article, which tells the stemmers that it is a noun; any other as it is.

    Behind an article "his" cannot stand, so that this letter at the end is the one of the feminine without its dots.
    """
    return FEMININE.sub("ة", f"{ARTICLES[1]}{ARTICLE.sub('', word)}") if ARABIC.match(word) else word


def folded(text: str) -> str:
    """The text without accents and capitals: "Côte" and "cote" are the same."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold().translate(ONE_LETTER)


def is_chinese(query: str) -> bool:
    """Whether the query is looked for as a piece of text."""
    return bool(HAN.search(query))


def pieces_of(query: str) -> list[str]:
    """The pieces of a query with Chinese in it, each once."""
    return list(dict.fromkeys(query.split()))[:AT_MOST]


def _forms(word: str) -> tuple[str, ...]:
    if not ARABIC.match(word):
        return (word,)
    bare = [ARTICLE.sub("", word)]
    if word.startswith(TO_THE) and bare[0] != word:
        bare.append(f"{LAM}{bare[0]}")  # of two letters lam that meet one is written
    forms = [f"{article}{one}" for one in bare for article in ARTICLES]
    forms += [f"{LAM}{one}" for one in bare if one.startswith(LAM)]
    return tuple(dict.fromkeys([*forms, word]))


def holds(text: str, query: str | Typed) -> bool:
    """Whether the text holds every word of the query; False for a query without words."""
    typed = taken_apart(query)
    return bool(typed.many) and held(text, typed) == typed.many


def held(text: str, query: str | Typed) -> int:
    """How many words, or pieces, of the query the text holds."""
    typed = taken_apart(query)
    if typed.pieces:
        whole = text.casefold()
        return sum(piece.casefold() in whole for piece in typed.pieces)
    found = _words(text)
    return sum(any(word.fits(*one) for one in found) for word in typed.words)


@lru_cache(maxsize=10_000)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text, each once: folded, and as it is written without the Arabic article."""
    found = dict.fromkeys(written(text))
    return tuple(
        (bare, ARTICLE.sub("", word.casefold())) for word in found for bare in WORD.findall(folded(word))
    )


def written(text: str) -> list[str]:
    """The words of a text as they are written, accents and vowel signs composed with their letters or left out."""
    return WORD.findall(SIGNS.sub("", unicodedata.normalize("NFC", text)))


def marked(text: str, query: str | Typed) -> list[Piece]:
    """The whole text with every find marked."""
    pieces, at = [], 0
    for begin, stop in _spans(text, query):
        pieces += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
        at = stop
    return [piece for piece in (*pieces, Piece(text[at:], False)) if piece.text]


def excerpt(text: str, query: str | Typed) -> list[Piece]:
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
    wanted = _without_article(wanted)
    scored = {name: _likeness(wanted, WORD.findall(_without_article(folded(name)))) for name in names}
    near = [name for name, score in scored.items() if score >= NEAR]
    return sorted(near, key=lambda name: (-scored[name], len(name), name))[:most]


def respelt(query: str | Typed, texts: Iterable[str]) -> str:
    """The query with every word that none of the texts holds in the nearest spelling that they have; "" if none is near.

    Only words that stand in a text are known: what is written nowhere here is not guessed at.
    """
    typed = taken_apart(query)
    if typed.pieces:
        texts = list(texts)
        return _changed([_piece_spelling(piece, texts) for piece in typed.pieces], typed.pieces)
    known: dict[str, str] = {}
    for text in texts:
        for bare, core in _words(text):
            known.setdefault(_without_article(bare), core)
    spelt = [_spelling(word, known) for word in typed.words]
    return _changed(spelt, [word.raw for word in typed.words])


def _changed(spelt: Sequence[str], raw: Sequence[str]) -> str:
    """All of it, where each has a spelling and one of them is another; else ""."""
    return " ".join(spelt) if all(spelt) and list(spelt) != list(raw) else ""


def _spelling(word: Word, known: Mapping[str, str]) -> str:
    if len(word.raw) < SHORTEST or any(word.fits(*one) for one in known.items()):
        return word.raw
    wanted = _without_article(folded(word.raw))
    longer = [one for one in known if len(one) >= SHORTEST]
    close = process.extract(wanted, longer, scorer=OSA.distance, score_cutoff=_edits(wanted), limit=None)
    near = [found for found in close if found[1] < 2 or found[0][0] == wanted[0] or len(wanted) >= LONG]
    if near:
        return known[min(near, key=lambda found: (found[1], -fuzz.ratio(wanted, found[0])))[0]]
    like = process.extractOne(wanted, longer, scorer=fuzz.ratio, score_cutoff=NEAR)
    return known[like[0]] if like else ""


def _piece_spelling(piece: str, texts: Sequence[str]) -> str:
    """A piece of Chinese as one of the texts has it: the same number of characters, not too many of them others."""
    if len(piece) < SHORTEST or any(piece in text for text in texts):
        return piece
    found = process.extract(piece, texts, scorer=fuzz.partial_ratio, score_cutoff=LEAST_ALIKE, limit=AT_MOST)
    windows = [text[at : at + len(piece)] for text, *_ in found for at in range(len(text) - len(piece) + 1)]
    edits = _edits(piece)
    near = [one for one in windows if all(map(HAN.match, one)) and _others(piece, one) <= edits]
    return min(near, key=lambda one: _others(piece, one), default="")


def _others(one: str, other: str) -> int:
    """At how many places of two texts of one length another character stands."""
    return sum(a != b for a, b in zip(one, other, strict=True))


def _edits(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 1 if len(word) < TWO_EDITS_FROM else 2


def _without_article(text: str) -> str:
    """A folded text whose Arabic words stand without the article."""
    return WORD.sub(lambda match: ARTICLE.sub("", match[0]), text)


def _likeness(wanted: str, words: Sequence[str]) -> float:
    """How like the query the best run of as many words of the name is, of 100."""
    many = max(1, len(WORD.findall(wanted)))
    runs = [" ".join(words[at : at + many]) for at in range(max(1, len(words) - many + 1))]
    return max((_alike(wanted, run) for run in runs), default=0)


def _alike(one: str, other: str) -> float:
    """Likeness of two words; the same letters in another order are near: a slip of the fingers."""
    swapped = len(one) == len(other) and sorted(one) == sorted(other)
    return NEAR if swapped and one != other else fuzz.ratio(one, other)


def _spans(text: str, query: str | Typed) -> list[tuple[int, int]]:
    typed = taken_apart(query)
    if typed.pieces:
        longest_first = sorted(typed.pieces, key=len, reverse=True)
        found = re.finditer("|".join(map(re.escape, longest_first)), text, re.IGNORECASE)
        return [match.span() for match in found]
    return [
        match.span()
        for match in WORD.finditer(text)
        if any(word.fits(folded(match[0]), ARTICLE.sub("", match[0].casefold())) for word in typed.words)
    ]
