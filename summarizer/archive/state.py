"""How far a run is: counted as results come in."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.archive.ledger import Settled
from summarizer.archive.ledger.incoming import Ended
from summarizer.archive.outcome import Outcome
from summarizer.archive.pace import Pace
from summarizer.model import Usage

NOTHING = Usage()
"""What costs nothing more: a brief of a draft that was counted when it came."""

_WINDOW = 30.0  # seconds over which the rate is taken


@dataclass(frozen=True)
class State:
    """How far a run is.

    Attributes:
        counts: Rows by outcome and cause; (None, None) are pending.
        is_taken_in: Whether the whole archive has been taken in, so that no more rows come.
        usage: What the run took, over all its sessions and recipes.
        now_done: Articles settled in this session.
        seconds: Seconds of this session.
        rate: Articles a second, lately.
        in_flight: Requests under way; articles, for the built-in engine.
        limit: How many may be at once now.
        closed_for: Seconds until the endpoint may be asked again; 0 if it may now.
        cost_now: US dollars of this session; None if a price is not known.
    """

    counts: Mapping[Ended, int]
    is_taken_in: bool
    usage: Usage
    now_done: int
    seconds: float
    rate: float
    in_flight: int
    limit: int
    closed_for: float
    cost_now: float | None

    @property
    def of(self) -> int:
        """Rows in all, as far as they are known."""
        return sum(self.counts.values())

    @property
    def pending(self) -> int:
        """Rows that are still to be briefed, as far as they are known."""
        return self.counts.get((None, None), 0)

    @property
    def done(self) -> int:
        """Rows that have an outcome."""
        return self.of - self.pending

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """Rows by outcome, in the order of `Outcome`; those that there are none of left out."""
        numbers: Counter[Outcome] = Counter()
        for (outcome, _), number in self.counts.items():
            if outcome is not None:
                numbers[outcome] += number
        return {outcome: numbers[outcome] for outcome in Outcome if numbers[outcome]}

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the end of what is known, at the pace of late; None without one."""
        return self.pending / self.rate if self.rate else None

    @property
    def cost_projected(self) -> float | None:
        """US dollars of the run when what is known is done; None where that cannot be told."""
        if self.usage.cost_usd is None or self.cost_now is None or not self.now_done:
            return None
        return self.usage.cost_usd + self.cost_now / self.now_done * self.pending


@dataclass
class Tally:
    """Counts a session.

    Attributes:
        counts: Rows by outcome and cause.
        before: What the run took before this session.
        is_taken_in: Whether no more rows come.
        limit: Articles that are with the engine at once at most.
        pace: What knows better how many requests are under way; None without a model.
        in_flight: Articles that are with the engine.
    """

    counts: Counter[Ended]
    before: Usage
    limit: int
    pace: Pace | None = None
    is_taken_in: bool = False
    in_flight: int = 0
    now: Usage = field(default_factory=Usage)
    done_now: int = 0
    _began: float = field(default_factory=time.monotonic)
    _marks: deque[tuple[float, int]] = field(default_factory=deque)

    def came_in(self, new: Counter[Ended]) -> None:
        """Count rows that were added."""
        self.counts.update(new)

    def settled(self, one: Settled) -> None:
        """Count what came of an article, once it is kept."""
        if one.usage is not NOTHING:
            self.now = Usage.total((self.now, one.usage))
        if one.outcome is not None:
            self.counts[(None, None)] -= 1
            self.counts[(one.outcome, one.cause)] += 1
            self.done_now += 1

    def state(self) -> State:
        """How far the run is by now."""
        now = time.monotonic()
        self._marks.append((now, self.done_now))
        while len(self._marks) > 2 and now - self._marks[1][0] > _WINDOW:
            self._marks.popleft()
        then, before = self._marks[0]
        if now - then < 1.0:  # too short to say anything: the whole session then
            then, before = self._began, 0
        stats = self.pace.stats if self.pace else None
        return State(
            counts=Counter(self.counts),
            is_taken_in=self.is_taken_in,
            usage=Usage.total((self.before, self.now)),
            now_done=self.done_now,
            seconds=now - self._began,
            rate=(self.done_now - before) / max(now - then, 1e-6),
            in_flight=stats.in_flight if stats else self.in_flight,
            limit=stats.limit if stats else self.limit,
            closed_for=stats.closed_for if stats else 0.0,
            cost_now=self.now.cost_usd,
        )
