"""Whether refusals are one row's bad luck or everybody's."""

from __future__ import annotations

from collections import deque

REFUSED = frozenset({429, 503, 529})
"""Statuses with which an endpoint says that it is asked too much."""

_FEW, _MANY = (10, 5), (50, 10)
"""Of so many answers, so many refused: where a twentieth are refused at random, each comes about
less than once in ten thousand answers."""

_RECENT = 30.0  # seconds


class Refusals:
    """The last answers, refused or not."""

    def __init__(self) -> None:
        self._last: deque[tuple[float, bool]] = deque(maxlen=_MANY[0])
        self._since = float("-inf")

    def are_many(self, refused: bool, began: float, now: float) -> bool:
        """Count an answer; whether half of the last ten or a fifth of the last fifty were refused.

        Then it begins anew, and answers to what was sent before tell nothing any more.
        """
        if began < self._since:
            return False
        self._last.append((now, refused))
        if not refused:
            return False
        recent = [was and now - at <= _RECENT for at, was in self._last]
        if not any(sum(recent[-window:]) >= many for window, many in (_FEW, _MANY)):
            return False
        self._last.clear()
        self._since = now
        return True
