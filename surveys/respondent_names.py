"""Whom a text names: code, ISO 3166 code, M49 number, name in any language, alias or access code. PURE."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from surveys.absences import fold


class RespondentNames:
    """The roster made ready for questions.

    `roster` maps each code to all other names; a name that two respondents share names nobody.
    """

    def __init__(self, roster: Mapping[str, Sequence[str]]):
        shared = Counter(plain for others in roster.values() for plain in {_plain(name) for name in others})
        self.codes = {
            plain: code
            for code, others in roster.items()
            for name in others
            if shared[plain := _plain(name)] == 1
        }
        self.codes.update({_plain(code): code for code in roster})
        self.codes.pop("", None)

    def code_of(self, text: str) -> str:
        """The respondent's code as the roster writes it, or ""."""
        plain = _plain(text)
        found = self.codes.get(plain, "")
        # A spreadsheet takes the zeros off an M49 number, and may put a decimal behind it.
        if not found and (number := re.fullmatch(r"(\d{1,3})(?:\.0)?", plain)):
            found = self.codes.get(number[1].zfill(3), "")
        return found

    def nearest(self, text: str) -> str:
        """The code of the most similar code or name, or ""."""
        near = difflib.get_close_matches(_plain(text)[:80], list(self.codes), n=1)
        return self.codes[near[0]] if near else ""


def _plain(text: str) -> str:
    """Folded, with one kind of apostrophe and hyphen, without accents on Latin letters and without "the"."""
    folded = fold(text)
    if folded.isascii() and folded.isalnum():
        return folded  # as most codes are
    folded = re.sub("[’‘ʼ`´]", "'", folded)
    folded = re.sub("[‐‑–—]", "-", folded)
    apart = unicodedata.normalize("NFD", folded)
    bare = re.sub("(?<=[a-z])[\u0300-\u036f]+", "", apart)
    return unicodedata.normalize("NFC", bare).removeprefix("the ")
