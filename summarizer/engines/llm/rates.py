"""What an answer's headers say of the endpoint's limits.

| endpoint | limit, remaining, reset |
|---|---|
| OpenAI and what is compatible | `x-ratelimit-limit-requests`, `x-ratelimit-reset-tokens` ... |
| Anthropic | `anthropic-ratelimit-requests-limit`, `anthropic-ratelimit-tokens-reset` ... |

A reset is a duration (`6m0s`, `1.5s`, `20ms`), bare seconds, or a time (RFC 3339).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.engines.llm.moments import seconds_until

MINUTE = 60.0

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_PART = re.compile(r"(\d{1,12}(?:\.\d*)?)(ms|[smhd])")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d*)?")
_LONG_WINDOW = 5 * MINUTE
_SLACK = 1.5  # seconds by which a reset may miss the time that a steady refill takes


@dataclass(frozen=True)
class Rate:
    """One limit, as an answer tells it.

    Attributes:
        limit: How many its window allows.
        remaining: How many are left.
        reset: Seconds until the limit is whole again, or until the next one is to be had:
            endpoints mean either.
    """

    limit: float | None = None
    remaining: float | None = None
    reset: float | None = None

    @property
    def per_minute(self) -> float | None:
        """The limit, if its window is a minute; None if it is not known, or is longer.

        Nothing says how long a window is. Where much is left and the reset is far away, it can be
        told: of 14,400 with 10 used that come back within a minute, the window is a day.
        """
        if not self.limit:
            return None
        used = self.limit - (self.limit if self.remaining is None else self.remaining)
        if used > 0 and self.reset and self.reset * self.limit / used > _LONG_WINDOW:
            return None
        return self.limit

    @property
    def used_up(self) -> float:
        """Seconds for which nothing can be had, by this limit; 0 if something is left.

        Where the reset is the time that a steady refill of the whole minute's limit takes, the
        next one is to be had after its share of that time.
        """
        if self.remaining is None or self.remaining >= 1 or not self.reset:
            return 0.0
        if self.limit and abs(self.reset - MINUTE) <= _SLACK and self.reset > MINUTE / self.limit:
            return MINUTE / self.limit
        return self.reset


@dataclass(frozen=True)
class Rates:
    """The limits of requests and of tokens."""

    requests: Rate = Rate()
    tokens: Rate = Rate()

    @property
    def used_up(self) -> float:
        """Seconds for which nothing can be had, by either limit; 0 if nothing says so."""
        return max(self.requests.used_up, self.tokens.used_up)


def rates_of(headers: Mapping[str, str], now: dt.datetime | None = None) -> Rates:
    """The limits that an answer's headers tell.

    Args:
        headers: Their names in any case.
        now: The time that a time of reset is held against where the answer has no `Date`.
    """
    known = {
        name: value
        for name, value in ((n.lower(), v) for n, v in headers.items())
        if "rate" in name or name == "date"
    }
    return Rates(_rate(known, "requests", now), _rate(known, "tokens", now)) if known else Rates()


def _rate(known: Mapping[str, str], what: str, now: dt.datetime | None) -> Rate:
    def said(part: str) -> str:
        value = known.get(f"x-ratelimit-{part}-{what}")
        return (value or known.get(f"anthropic-ratelimit-{what}-{part}") or "").strip()

    reset = _seconds(said("reset"), known, now)
    return Rate(_count(said("limit")), _count(said("remaining")), reset)


def _count(value: str) -> float | None:
    return float(value) if _NUMBER.fullmatch(value) else None


def _seconds(value: str, known: Mapping[str, str], now: dt.datetime | None) -> float | None:
    if _NUMBER.fullmatch(value):
        return float(value)
    parts = _PART.findall(value)
    if parts and "".join(number + unit for number, unit in parts) == value:
        return math.fsum(float(number) * _UNITS[unit] for number, unit in parts)
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return seconds_until(moment, known, now)
