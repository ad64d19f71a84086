"""Bytes of a text table become text, and what was assumed about their encoding is said. PURE.

A byte order mark or strict UTF-8 proves an encoding; so, nearly, does the pattern of UTF-16. Everything else is
a guess among the few encodings that spreadsheet programs write, and the person who sent the file may name another.
"""

from typing import Final, NamedTuple

import charset_normalizer

from surveys.archives import Unreadable

UTF_8_MARK: Final = b"\xef\xbb\xbf"
# UTF-32 first: its little-endian mark starts with that of UTF-16.
MARKS: Final = (
    (UTF_8_MARK, "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Never the first attempt: gb18030 and cp1256 turn nearly any bytes into some letters.
GUESSED: Final = ("gb18030", "cp1256", "cp1251", "cp1252", "mac_roman")
CHOICES: Final = ("utf-8", "utf-16", "gb18030", "cp1251", "cp1252", "cp1256", "mac_roman")
"""The encodings that a sender may name."""
SAMPLE: Final = 200_000


class Decoded(NamedTuple):
    """The text, the encoding it was read with, and whether that is only assumed."""

    text: str
    encoding: str
    assumed: bool


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text in the named encoding, else in the one that the bytes prove, else in the most likely one.

    Raises Unreadable("unknown_encoding", tried): the names of the encodings that do not fit.
    """
    if encoding:
        return _as_named(data, encoding)
    for mark, marked in MARKS:
        if data.startswith(mark):
            return _first_that_fits(data, (marked,), assumed=False)
    if wide := _utf_16_without_mark(data):
        return _first_that_fits(data, (wide,), assumed=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        guessed = _guess(data)
        return _first_that_fits(data, (guessed, "cp1252", "mac_roman"), assumed=True)


def _as_named(data: bytes, encoding: str) -> Decoded:
    if encoding not in CHOICES:
        raise Unreadable("unknown_encoding", tried=[encoding])
    if encoding == "utf-8":
        data = data.removeprefix(UTF_8_MARK)
    elif encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = _utf_16_without_mark(data) or "utf-16-le"
    return _first_that_fits(data, (encoding,), assumed=False)


def _first_that_fits(data: bytes, encodings: tuple[str, ...], *, assumed: bool) -> Decoded:
    for encoding in encodings:
        try:
            return Decoded(data.decode(encoding), encoding.removesuffix("-sig"), assumed)
        except UnicodeDecodeError:
            continue
    raise Unreadable("unknown_encoding", tried=list(dict.fromkeys(encodings)))


def _utf_16_without_mark(data: bytes) -> str:
    """UTF-16 of mostly Latin text has every other byte empty: on the odd places, or on the even ones."""
    sample = data[:4000]
    half = len(sample) // 2
    for name, zeros in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if half > 1 and zeros > half * 0.4:
            return name
    return ""


def _guess(data: bytes) -> str:
    """The likeliest of the encodings guessed. Lines that hold nothing but ASCII tell nothing and are left out."""
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:SAMPLE]
    best = charset_normalizer.from_bytes(telling, cp_isolation=list(GUESSED)).best()
    return best.encoding if best else "cp1252"
