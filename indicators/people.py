"""Who stands in a number, as a run keeps it: a bit for each respondent, at the place of its primary key. PURE.

A release never holds them: they are looked at while it is made, and stay with the run.
"""

from collections.abc import Iterable

import numpy as np


def as_bits(keys: Iterable[int]) -> bytes:
    """{1, 4} -> the bits 0100 1000, as few bytes as hold them."""
    places = np.fromiter(keys, dtype=np.int64)
    bits = np.zeros(int(places.max(initial=-1)) + 1, dtype=bool)
    bits[places] = True
    return np.packbits(bits).tobytes()


def keys_in(bits: bytes) -> frozenset[int]:
    """The keys that `as_bits` wrote."""
    return frozenset(np.flatnonzero(np.unpackbits(np.frombuffer(bits, dtype=np.uint8))).tolist())
