"""Krippendorff's alpha for choices: agreement of two readers, beyond what chance would give.

K. Krippendorff, *Content Analysis*, 4th ed. 2019, chapter 12: nominal data, two observers, nothing
missing. Each pair counts both ways round, so neither reader is the standard:

    alpha = 1 - observed / expected disagreement
          = 1 - (n - 1) x (o summed over c != k) / (n_c x n_k summed over c != k)

with o[c][k] the coincidences (a pair of c and k counts in o[c][k] and in o[k][c]), n_c the times
that c was chosen by either reader, and n twice the number of pairs. 1 is full agreement, 0 that of
choices drawn by lot; below 0 the readers differ more than by lot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def alpha(pairs: Mapping[str, Mapping[str, int]]) -> float | None:
    """Give alpha of one field.

    Args:
        pairs: By the one reader's choice and the other's, the number of pairs: a confusion matrix.

    Returns:
        At most 1; None if fewer than two choices were made, since nothing could be disagreed on.
    """
    chosen: Counter[str] = Counter()
    differing = 0
    for one, row in pairs.items():
        for other, number in row.items():
            chosen[one] += number
            chosen[other] += number
            differing += 2 * number * (one != other)
    total = chosen.total()
    apart = total**2 - sum(number**2 for number in chosen.values())
    return 1 - (total - 1) * differing / apart if apart else None
