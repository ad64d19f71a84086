"""The order of names in a list, by the rules of the language. PURE.

Chinese goes by sound: the national standard GB 2312 lists its 3,755 usual characters in the order of pinyin, and
GB 18030 keeps that order; rarer characters follow, by radical, but for those that names of ours have, which stand
with a usual one of the same sound. All others go by the Unicode Collation Algorithm
with its default table: accents count after letters, capitals after that. Spanish has ñ as a letter of its own, after
all that begins with n.
"""

from functools import cache, lru_cache
from typing import Any

from pyuca import Collator

BY_SOUND = "zh"
RARER = str.maketrans({"斐": "匪", "瑙": "闹", "汶": "问", "攸": "优"})
"""Characters beyond the usual ones in names of countries, entities, groups and systems -> a usual one of that sound."""
LETTERS_OF_THEIR_OWN = {"es": {"ñ": "n\U0010fffd", "Ñ": "N\U0010fffd"}}
"""Language -> letter -> what sorts behind all that the letter before it begins with: the last code point is no letter."""


@lru_cache(maxsize=8192)
def sort_key(text: str, language: str) -> Any:
    """A key that sorts texts of one list; keys of different languages do not compare."""
    if language == BY_SOUND:
        return text.translate(RARER).casefold().encode("gb18030")
    for letter, place in LETTERS_OF_THEIR_OWN.get(language, {}).items():
        text = text.replace(letter, place)
    return _collator().sort_key(text)


@cache
def _collator() -> Collator:
    return Collator()  # reads its table, a quarter of a second: once, and only where a list is sorted
