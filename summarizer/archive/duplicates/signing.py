"""What of a text is kept to tell its duplicates by: a few hundred bytes.

A signature is, in this order (little-endian):

    version     1 byte    of this layout; other versions are never near
    algorithm   1 byte    of the MinHash library's
    count       2 bytes   distinct shingles of the text, at most 65,535
    sketch      2 bytes   times PERMUTATIONS: the low bits of each permutation's smallest hash
    figures     6 bytes   times at most MOST_FIGURES: a sentence about people harmed with its
                          numbers masked (hash of 4 bytes), and the numbers (hash of 2 bytes)

A text with fewer shingles than a sketch needs has a count of 0, and a digest in place of the rest.
"""

from __future__ import annotations

import re
import sys
from array import array
from hashlib import blake2b
from struct import Struct
from zlib import crc32

from summarizer.archive.duplicates.folding import Words, runs

VERSION = 1
PERMUTATIONS = 128
HEAD = Struct("<BBH")
FIGURE = Struct("<LH")
EXACT_SIZE = HEAD.size + 16
"""Bytes of the signature of a short text."""
MOST_FIGURES = 32

_AFTER_DIGITS = b":"  # what of a run sorts before it begins with a digit
_WORDS = 4  # in a shingle
_FEWEST = 16  # shingles; below it one sentence more or less decides, and only exact copies count
_SEED = 20_231_220
# Numbers that change as a story goes on are those of people harmed, held or uprooted.
_HARM = frozenset(
    b"kill dead deat died dies bodi woun inju hurt miss host capt pris abdu kidn deta arre rele"
    b" free disp fled flee evac casu toll".split()
)
"""Beginnings of words, of four letters."""
_NUMBERS = frozenset(
    b"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    b" sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    b" hundred hundreds thousand thousands million millions dozen dozens scores several".split()
)


def signature(text: str) -> bytes | None:
    """The signature of a text; None if it has no words.

    A text too short for near-duplicates gets one that only a text of the same words shares.
    """
    from rensa import RMinHash

    folded = runs(text)
    shingles = {
        b" ".join(run[at : at + _WORDS]) for run in folded for at in range(0, len(run), _WORDS)
    }
    if len(shingles) < _FEWEST:
        return _exact(text)
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update([shingle.decode("utf-8", "replace") for shingle in shingles])
    head = HEAD.pack(VERSION, RMinHash.ALGORITHM_VERSION, min(len(shingles), 0xFFFF))
    low = array("H", [value & 0xFFFF for value in sketch.digest()])
    if sys.byteorder == "big":
        low.byteswap()
    return head + low.tobytes() + b"".join(_figures(folded))


def _exact(text: str) -> bytes | None:
    """The signature of a short text: its words' digest, whatever their case and typography."""
    words = re.findall(r"[^\W_]+", text.casefold())
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    return HEAD.pack(VERSION, 0, 0) + digest if words else None


def _figures(folded: list[Words]) -> list[bytes]:
    """The masked sentences about people harmed, and their numbers."""
    found = []
    for run in folded:
        numbers = [word for word in run if word < _AFTER_DIGITS or word in _NUMBERS]
        if not numbers or _HARM.isdisjoint([word[:4] for word in run]):
            continue
        masked = b" ".join(word for word in run if word not in numbers)
        found.append(FIGURE.pack(crc32(masked), crc32(b" ".join(numbers)) & 0xFFFF))
        if len(found) == MOST_FIGURES:
            break
    return found
