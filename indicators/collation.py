"""The order of names in a list, by the rules of the language. PURE.

Chinese goes by sound: the national standard GB 2312 lists its 3,755 usual characters in the order of pinyin, and
GB 18030 keeps that order (rarer characters follow, by radical). All others go by the Unicode Collation Algorithm
with its default table: accents count after letters, capitals after that. What single languages tailor, such as ñ
after n in Spanish, is not in that table.
"""

from functools import cache
from typing import Any

from pyuca import Collator

BY_SOUND = "zh"


def sort_key(text: str, language: str) -> Any:
    """A key that sorts texts of one list; keys of different languages do not compare."""
    return text.encode("gb18030") if language == BY_SOUND else _collator().sort_key(text)


@cache
def _collator() -> Collator:
    return Collator()  # reads its table, a quarter of a second: once, and only where a list is sorted
