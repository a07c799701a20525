"""How long answers take, and what that tells."""

from __future__ import annotations

import statistics
from collections import deque

_KEPT = 200
_FAR = 10.0
_LEAST_CUT = 5.0  # seconds
_WINDOW = 20
"""Answers that are looked at together; before so many nothing is said."""


class Latencies:
    """The times of the last answers, in seconds."""

    def __init__(self) -> None:
        self._last: deque[float] = deque(maxlen=_KEPT)
        self._count = 0
        self._cut: float | None = None
        self._medians: deque[float] = deque(maxlen=50)

    def add(self, seconds: float) -> None:
        """Count an answer."""
        self._last.append(seconds)
        self._count += 1
        if self._count % _WINDOW == 0:
            self._medians.append(statistics.median(list(self._last)[-_WINDOW:]))
            self._cut = max(_LEAST_CUT, _FAR * statistics.quantiles(self._last, n=20)[-1])

    @property
    def cut_after(self) -> float | None:
        """Ten times what 19 of 20 answers take, 5 s at the least; None before 20 answers.

        A cut costs what the answer would have cost, for the endpoint goes on to make it: a hang
        is to be told from a long answer beyond doubt.
        """
        return self._cut

    @property
    def typical(self) -> float | None:
        """The last answers' median; None if there was none."""
        return statistics.median(list(self._last)[-_WINDOW:]) if self._last else None

    @property
    def strain(self) -> float:
        """How many times as long answers take now as when they took least; 1 if not known."""
        return self._medians[-1] / min(self._medians) if len(self._medians) > 1 else 1.0
