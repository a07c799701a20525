"""From two signatures to whether they are one story."""

from __future__ import annotations

import sys
from array import array
from operator import eq

from summarizer.archive.duplicates.signing import EXACT_SIZE, FIGURE, HEAD, PERMUTATIONS

ROWS = 3
BANDS = 32
"""Three rows meet copies with shares near 0.6 (0.99 of the planted ones); the sketch's rest only
helps to decide. Four would meet fewer copies, two ten times as many strangers."""
MOST_SHARED = 0.60
"""Share of the one text that must stand in the other, of whichever more does."""
LEAST_SHARED = 0.55
"""Share of the other text, too: a story that is half new is another one, and so are two short ones
that are half an outlet's boilerplate."""

_MASK = (1 << 64) - 1
_ODD = 0x9E37_79B9_7F4A_7C15  # 2**64 over the golden ratio, the usual spreader of keys


def bands(signature: bytes) -> list[int]:
    """One key for each band, as SQLite keeps integers: two texts that share one may be near."""
    if len(signature) == EXACT_SIZE:
        return [int.from_bytes(signature[-8:], "little", signed=True)]
    sketch = _sketch(signature)
    keys = []
    for band in range(BANDS):
        first, second, third = sketch[band * ROWS : band * ROWS + ROWS]
        value = first | second << 16 | third << 32 | band << 48
        mixed = (value + 1) * _ODD & _MASK
        keys.append((mixed ^ mixed >> 32) - (1 << 63))
    return keys


def is_near(first: bytes, second: bytes) -> bool:
    """Whether the two are one story: most of the one is in the other, and no figure has changed.

    Shares are estimated from the sketches and the true counts, with a standard error of some 0.04.
    """
    if first[:2] != second[:2]:
        return False
    if EXACT_SIZE in {len(first), len(second)}:
        return first == second
    like = alike(first, second)
    one, other = HEAD.unpack_from(first)[2], HEAD.unpack_from(second)[2]
    common = like * (one + other) / (1 + like)
    if common < LEAST_SHARED * max(one, other) or common < MOST_SHARED * min(one, other):
        return False
    return not _updated(first, second)


def alike(first: bytes, second: bytes) -> float:
    """How alike two texts are, by their sketches: shingles in common over shingles in all."""
    same: int = sum(map(eq, _sketch(first), _sketch(second)))
    return same / PERMUTATIONS


def _updated(first: bytes, second: bytes) -> bool:
    """Whether a sentence about people harmed is the same in both but for its numbers."""
    ones, others = _figures(first), _figures(second)
    return any(ones[masked].isdisjoint(others[masked]) for masked in ones.keys() & others.keys())


def _sketch(signature: bytes) -> array[int]:
    sketch = array("H")
    sketch.frombytes(signature[HEAD.size : HEAD.size + 2 * PERMUTATIONS])
    if sys.byteorder == "big":
        sketch.byteswap()
    return sketch


def _figures(signature: bytes) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for masked, numbers in FIGURE.iter_unpack(signature[HEAD.size + 2 * PERMUTATIONS :]):
        found.setdefault(masked, set()).add(numbers)
    return found
