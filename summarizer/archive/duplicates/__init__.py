"""Which articles tell the same: word for word, or nearly, as a wire story in several outlets.

    first, second = signature(one), signature(other)
    keys = bands(first)             # look up earlier articles that share any of them
    is_near(first, second)          # decide on the two signatures

How it is decided, and how well: docs/decisions/0011-duplicates.md.
"""

from __future__ import annotations

from summarizer.archive.duplicates.deciding import bands, is_near
from summarizer.archive.duplicates.signing import signature

__all__ = ["bands", "is_near", "signature"]
