"""How many requests may be in flight: as many as the endpoint takes well."""

from __future__ import annotations

_FIRST = 16
_HEADROOM = 1.3
_SHRUNK, _REGROWN = 0.7, 0.5
_HOLDS, _GIVES_WAY = 2.0, 4.0
"""Times the least latency up to which the limit grows, and beyond which it shrinks."""


class Flight:
    """The limit of requests in flight.

    Without a number of the user's it starts at 16 and doubles with every round of answers while
    latency holds; once the endpoint has shown strain it grows by one in two rounds. Where the
    endpoint tells its rate, the limit is at once what that rate and the latency allow. With a
    number of the user's it starts there and never goes above, whatever latency does. Strain takes
    three tenths of it.

    Attributes:
        most: Never more.
        limit: As many as may be in flight now; at least 1.
    """

    def __init__(self, fixed: int | None, most: int) -> None:
        self._is_fixed = fixed is not None
        self.most = most if fixed is None else fixed
        self._limit = float(self.most if fixed is not None else min(_FIRST, most))
        self._was_strained = False
        self._cut_at = float("-inf")

    @property
    def limit(self) -> int:
        """As many as may be in flight now."""
        return max(1, int(self._limit))

    def answered(self, *, was_full: bool, strain: float) -> None:
        """An answer came.

        Args:
            was_full: Whether the limit was reached while it was under way: one that is not proves
                nothing and does not grow.
            strain: How many times the least latency answers take.
        """
        if not was_full:
            return
        if self._is_fixed or strain <= _HOLDS:
            step = _REGROWN / self._limit if self._was_strained else 1.0
            self._limit = min(float(self.most), self._limit + step)

    def allowed(self, per_minute: float, latency: float) -> None:
        """The endpoint tells how many requests a minute it takes, of that latency in seconds."""
        if not (self._is_fixed or self._was_strained):
            wanted = per_minute / 60 * latency * _HEADROOM
            self._limit = max(self._limit, min(float(self.most), wanted))

    def strained(self) -> None:
        """The endpoint is asked too much: fewer from now on."""
        self._was_strained = True
        self._limit = max(1.0, self._limit * _SHRUNK)

    def slowed(self, strain: float, began: float, now: float) -> None:
        """Answers take longer than they might; a number of the user's stands all the same.

        Args:
            strain: How many times the least latency they take.
            began: When the last of them was asked for: before the limit was cut, it tells nothing.
            now: The clock's seconds.
        """
        if not self._is_fixed and strain > _GIVES_WAY and began >= self._cut_at:
            self._cut_at = now
            self.strained()
