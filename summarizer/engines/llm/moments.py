"""Moments that an endpoint names in an answer's headers, as seconds to wait.

A moment is held against the answer's own `Date`, so that both are by the endpoint's clock: this
machine's may be wrong, or set anew while a run goes on. Everything else that waits is by clocks
that never jump.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def seconds_until(
    moment: dt.datetime, headers: Mapping[str, str], now: dt.datetime | None = None
) -> float:
    """Seconds from an answer to a moment that it names; 0 for one that is past.

    Args:
        moment: In UTC, if it has no zone.
        headers: The answer's, their names in lower case.
        now: What counts where the answer has no `Date`, with its zone; this machine's time if None.
    """
    answered = _moment(headers.get("date", "")) or now or dt.datetime.now(dt.UTC)
    return max(0.0, (_in_utc(moment) - answered).total_seconds())


def _moment(http_date: str) -> dt.datetime | None:
    try:
        return _in_utc(parsedate_to_datetime(http_date))
    except ValueError:
        return None


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
