"""A token bucket: so many a minute, evenly."""

from __future__ import annotations

_USED = 0.985
"""The share of a limit that is used: the endpoint's clock and ours differ, answers go astray."""

_BURST = 0.5
"""Seconds of the rate that may be made up for at once, after nobody was ready for a while."""

_YIELDED = 0.9
_LEAST = 0.1
_REGAINED = 0.02  # of the limit, a second


class Bucket:
    """Hands out a limit a minute, at an even rate.

    An endpoint's own bucket is often small (a second of the rate): who sends a minute's requests in
    its first second is refused. And the limit may be shared with others of whom nothing is known:
    each refusal yields a tenth of the rate, which is regained within seconds.

    Attributes:
        per_minute: The limit.
    """

    def __init__(self, per_minute: float, now: float, *, full: bool) -> None:
        """Make a bucket.

        Args:
            per_minute: The limit.
            now: The clock's seconds.
            full: Whether it begins full, rather than empty.
        """
        self.per_minute = per_minute
        self._share = 1.0
        self._at = self._yielded_at = now
        self._level = self._most if full else 0.0

    def wait(self, amount: float, now: float) -> float:
        """Seconds until that much may be taken; 0 for now. More than it holds is lent when full."""
        self._refill(now)
        lacking = min(amount, self._most) - self._level
        return max(0.0, lacking / self._rate)

    def take(self, amount: float, now: float) -> None:
        """Take that much, whether it is there or not."""
        self._refill(now)
        self._level -= amount

    def give_back(self, amount: float) -> None:
        """Correct what was taken: it was less by that much; more, if negative."""
        self._level = min(self._most, self._level + amount)

    def refused(self, now: float) -> None:
        """The endpoint says that the limit is used up: somebody else uses it as well."""
        self._refill(now)
        self._level = min(self._level, 0.0)
        if now - self._yielded_at >= 1.0:
            self._share = max(_LEAST, self._share * _YIELDED)
            self._yielded_at = now

    @property
    def _rate(self) -> float:
        return self.per_minute / 60 * _USED * self._share

    @property
    def _most(self) -> float:
        return max(1.0, self.per_minute / 60 * _BURST)

    def _refill(self, now: float) -> None:
        past = max(0.0, now - self._at)
        self._level = min(self._most, self._level + past * self._rate)
        self._share = min(1.0, self._share + past * _REGAINED)
        self._at = now
