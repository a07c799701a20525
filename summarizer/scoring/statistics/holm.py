"""Several tests at once: Holm's correction (Scandinavian Journal of Statistics 6, 1979)."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> list[float]:
    """Adjust p values so that those at most alpha hold one false alarm or more in alpha of cases.

    The smallest of k is multiplied by k, the next by k - 1, and so on; none is less than the one
    before it, nor more than 1. It needs no independence, which measures of one run do not have.

    Args:
        ps: One p value a test.

    Returns:
        The adjusted ones, in the order given.

    Raises:
        ValueError: If one is no probability.
    """
    if not all(0 <= p <= 1 for p in ps):
        raise ValueError(f"not all are probabilities: {list(ps)}")
    adjusted = [0.0] * len(ps)
    least = 0.0
    for rank, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        least = max(least, min(1.0, (len(ps) - rank) * ps[index]))
        adjusted[index] = least
    return adjusted
