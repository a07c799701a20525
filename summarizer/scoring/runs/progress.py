"""How far a run is: counted as attempts come in."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.model import Usage
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.results import Outcome


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        done: Pairs of article and epoch that need no other attempt in this session.
        of: Pairs that the run has.
        outcomes: How those that are done ended.
        usage: What all attempts of the run took, those that were tried again included; its
            seconds are the attempts' own, added.
        seconds: Seconds of this session.
        seconds_left: Seconds to the end at this session's pace; None before its first attempt.
    """

    done: int
    of: int
    outcomes: Mapping[Outcome, int]
    usage: Usage
    seconds: float
    seconds_left: float | None

    @property
    def cost_usd(self) -> float | None:
        """US dollars, of the whole run; None if a price is not known."""
        return self.usage.cost_usd

    @property
    def said(self) -> str:
        """What went otherwise than well, and the cost, in a few words; empty if neither."""
        parts = [
            f"{number} {outcome}"
            for outcome in Outcome
            if outcome is not Outcome.OK and (number := self.outcomes.get(outcome, 0))
        ]
        if self.usage.calls:
            cost = self.usage.cost_usd
            parts.append("cost not known" if cost is None else f"${cost:,.4f}")
        return ", ".join(parts)


@dataclass
class Tally:
    """Counts a session's attempts.

    Attributes:
        of: Pairs of article and epoch that the run has.
        kept: Pairs that were done before.
        usage: What the attempts took so far.
        outcomes: How the pairs that are done ended.
    """

    of: int
    kept: int
    usage: Usage
    outcomes: Counter[Outcome]
    _now: int = field(default=0, init=False)
    _began: float = field(default_factory=time.monotonic, init=False)

    def add(self, attempt: Attempt) -> None:
        """Count an attempt of this session."""
        self._now += 1
        self.outcomes[attempt.outcome] += 1
        self.usage = Usage.total((self.usage, attempt.usage))

    def progress(self) -> Progress:
        """How far the run is by now."""
        seconds = time.monotonic() - self._began
        done = self.kept + self._now
        return Progress(
            done=done,
            of=self.of,
            outcomes=dict(self.outcomes),
            usage=self.usage,
            seconds=seconds,
            seconds_left=seconds / self._now * (self.of - done) if self._now else None,
        )
