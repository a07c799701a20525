"""Tolls of one event side by side, where articles or sources give different figures.

Nothing is merged, averaged or added up: the table repeats rows of `tolls` in an order in which they
can be compared. Two tolls are of one event only if all of this holds; where anything is not said a
toll is left out, for a comparison of different things is worse than none:

- both count the same: metric, unit, category and basis are equal, and the words for the people
  ("soldiers") equal when folded; "people" is the same as no word; and their sentences name the same
  kinds of site (a school, a hospital), if any;
- both name a place, equal when folded without its article ("Gaza" is not "Gaza City"); a people
  or an organisation, and a possessive, are no place ("Israeli", "Israel's": whose attack it was);
- the period is the same. Of an incident or a period both days have to be known and equal, and an
  incident takes a week at most; of a stock the day. Running counts with the same first day are one
  event, whose figures grow from day to day; without a first day they are compared with those of
  the same last day only;
- each has a number or bound, is confirmed by its sentence, asserted or disputed (not
  hypothetical), and not merely planned;
- its sentence leaves no doubt of all that (`doubts`).

An event is shown if there are at least two different figures (value, bounds) among its tolls, and
at least two voices (articles, or sources named in one). Copies of an article are no voices.

`contradicted` says of a toll that another one of the same period cannot be true beside it, by
their bounds: "at least 46" rules out 40. Figures that merely differ ("more than 40", "46"), and
those of other days of a running count, do not contradict each other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from summarizer.language.folding import bare, fold
from summarizer.language.gazetteer import gazetteer
from summarizer.model import Grounding, Toll, Window
from summarizer.model.vocabulary import Basis, TollAssertion
from summarizer.views.export.doubts import doubt_of, sites_of
from summarizer.views.export.layout import CONFLICTING_TOLLS, Kind
from summarizer.views.export.rows import Exported, Record, item_rows

_LONGEST_INCIDENT = dt.timedelta(days=6)  # from its first day to its last: a week
_ANYBODY = frozenset(("people", "persons", "person"))
_DIGITS = 10  # hex digits of an event's key
_DAYS = {column.name for column in CONFLICTING_TOLLS.columns if column.kind is Kind.DAY}
_NAMES = set(CONFLICTING_TOLLS.names)


class Events:
    """Collects a run's tolls on disk, so that memory stays flat, and gives the conflicting ones."""

    def __init__(self) -> None:
        # No name: a file of SQLite's own in the system's temporary folder, gone when it is closed.
        self._kept = sqlite3.connect("")
        self._kept.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE toll (event TEXT, bounds TEXT, voice TEXT, day TEXT, record TEXT)"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    def add(self, one: Exported) -> None:
        """Take the tolls of an article; those of a duplicate are its original's."""
        if one.reviewed is None or one.is_duplicate:
            return
        records = item_rows("tolls")(one)
        tolls, published = one.reviewed.brief.tolls, one.row.published
        for toll, record in zip(tolls, records, strict=True):
            event = event_of(toll)
            if event is not None and doubt_of(toll, tolls, published) is None:
                self._kept.execute(
                    "INSERT INTO toll VALUES (?, ?, ?, ?, ?)",
                    (
                        event,
                        json.dumps([toll.value, toll.low, toll.high]),
                        json.dumps([one.row.id, bare(toll.source or "")]),
                        str(record["reference_period_end"] or record["published"] or ""),
                        _packed({**record, "event": event}),
                    ),
                )

    def rows(self) -> Iterator[Record]:
        """The rows of `conflicting_tolls`: event by event, in each by period and article."""
        self._kept.execute("CREATE INDEX IF NOT EXISTS by_event ON toll (event, day)")
        shown = self._kept.execute(
            "SELECT event FROM toll GROUP BY event HAVING COUNT(DISTINCT bounds) > 1"
            " AND COUNT(DISTINCT voice) > 1 ORDER BY MIN(rowid)"
        )
        for (event,) in shown:
            found = self._kept.execute(
                "SELECT record FROM toll WHERE event = ? ORDER BY day, rowid", (event,)
            )
            records = [_unpacked(packed) for (packed,) in found]
            for record in records:
                yield {**record, "contradicted": _is_contradicted(record, records)}


def event_of(toll: Toll) -> str | None:
    """The key of the event that a toll counts; None if it may not be compared."""
    if toll.assertion is TollAssertion.HYPOTHETICAL or toll.basis is Basis.PLANNED:
        return None
    if toll.grounding is not Grounding.CONFIRMED:
        return None
    if toll.value is None and toll.low is None and toll.high is None:
        return None
    place, period = _place(toll.place or ""), _period(toll.basis, toll.when)
    if not place or period is None:
        return None
    people = bare(toll.population or "")
    same = (
        *(toll.metric.value, toll.unit.value, toll.category.value, toll.basis.value),
        "" if people in _ANYBODY else people,
        place,
        period,
        sites_of(toll),
    )
    digest = hashlib.sha256(json.dumps(same).encode()).hexdigest()
    return f"event-{digest[:_DIGITS]}"


def _place(words: str) -> str:
    """The place folded; empty for what is none."""
    known = gazetteer().look_up(words)
    is_other = known is not None and (
        known.use == "people" or any(entry.kind == "organisation" for entry in known.entries)
    )
    return "" if is_other or fold(words).strip().endswith(("'s", "'")) else bare(words)


def _period(basis: Basis, when: Window | None) -> str | None:
    """What has to be equal of two tolls' windows; None if too little is known."""
    start, end = (when.start, when.end) if when else (None, None)
    if basis is Basis.CUMULATIVE and start is not None:
        return f"since {start}"
    if basis in (Basis.CUMULATIVE, Basis.STOCK):
        return f"on {end}" if end is not None else None
    if start is None or end is None:
        return None
    if basis is Basis.INCIDENT and end - start > _LONGEST_INCIDENT:
        return None
    return f"{start} to {end}"


def _is_contradicted(record: Record, records: list[Record]) -> bool:
    return any(
        _above(record["low"], other["high"]) or _above(other["low"], record["high"])
        for other in records
        if other["reference_period_end"] == record["reference_period_end"]
    )


def _above(low: object, high: object) -> bool:
    return isinstance(low, int) and isinstance(high, int) and low > high


def _packed(record: Record) -> str:
    kept = {name: value for name, value in record.items() if name in _NAMES}
    return json.dumps(kept, default=str)


def _unpacked(packed: str) -> Record:
    record: dict[str, Any] = json.loads(packed)
    for name in _DAYS & record.keys():
        if record[name] is not None:
            record[name] = dt.date.fromisoformat(record[name])
    return record
