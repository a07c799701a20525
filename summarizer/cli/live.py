"""How far a run over an archive is: a moving display on a terminal, else a line now and then."""

from __future__ import annotations

import itertools
import sys
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

from summarizer.cli.progress import clock
from summarizer.telemetry import Event, Field, happened

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.live import Live

    from summarizer.archive.state import State

_EVERY = 5.0  # seconds between two lines where there is no terminal


class LiveDisplay:
    """Shows states, for as long as it is entered."""

    def __init__(self, *, quiet: bool) -> None:
        """Prepare it; with `quiet` it shows nothing at all."""
        self._quiet = quiet
        self._live: Live | None = None
        self._last = 0.0
        self._told = 0.0
        self._said = ""

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            console = Console(stderr=True, force_jupyter=False)
            self._live = Live(console=console, transient=True, auto_refresh=False)
            self._live.start()
        self._last = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, state: State) -> None:
        """Show a state, and tell whoever listens; without a terminal only every few seconds."""
        if time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            happened(Event.PROGRESS, **told_of(state))
        if self._live is not None:
            self._live.update(_panel(state, self._live.console.width), refresh=True)
        elif not self._quiet and time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            self._line(state)

    def end(self, state: State) -> None:
        """Show the last state, if it has not been shown."""
        if self._live is None and not self._quiet:
            self._line(state)

    def say(self, text: str) -> None:
        """Tell what the user should know, above the display."""
        if self._live is not None:
            self._live.console.print(f"note: {text}", markup=False, highlight=False)
        else:
            typer.echo(f"note: {text}", err=True)

    def _line(self, state: State) -> None:
        line = ", ".join([_done(state), *itertools.chain(*_facts(state))])
        if line != self._said:
            self._said = line
            typer.echo(line, err=True)


def told_of(state: State) -> dict[str, Field]:
    """How far a run is, as fields of an event."""
    return {
        **{outcome.value: number for outcome, number in state.outcomes.items()},
        "pending": state.pending,
        "rate": round(state.rate, 3),
        "in_flight": state.in_flight,
        "limit": state.limit,
        "calls": state.usage.calls,
        "tokens_in": state.usage.tokens_in,
        "tokens_out": state.usage.tokens_out,
        "cost_usd": state.usage.cost_usd,
    }


def _done(state: State) -> str:
    more = "" if state.is_taken_in else "+"
    return f"[{state.done}/{state.of}{more}] articles"


def _facts(state: State) -> list[list[str]]:
    """What there is to say beside the number: how fast and for how much, what waits, what came."""
    left = clock(state.seconds_left) if state.pending and state.is_taken_in else ""
    pace = [f"{state.rate:.1f}/s" if state.rate else "", left, cost(state)]
    waits = [
        f"{state.in_flight} of {state.limit} in flight" if state.in_flight else "",
        f"the endpoint asks to wait {state.closed_for:.0f} s" if state.closed_for >= 1 else "",
    ]
    ended = [f"{number} {name}" for name, number in endings(state).items()]
    return [list(filter(None, some)) for some in (pace, waits, ended)]


def cost(state: State) -> str:
    """What was spent, and what it will have been in the end."""
    if not state.usage.calls:
        return ""
    if state.usage.cost_usd is None:
        tokens = state.usage.tokens_in + state.usage.tokens_out
        return f"{tokens:,} tokens, price not known"
    projected = state.cost_projected
    more = f" of about ${projected:,.2f}" if projected is not None and state.pending else ""
    return f"${state.usage.cost_usd:,.4f}{more}"


def endings(state: State) -> dict[str, int]:
    """Rows without a brief of their own, by `outcome (cause)`, the most frequent first."""
    found: Counter[str] = Counter()
    for (outcome, cause), number in state.counts.items():
        if outcome is not None and outcome != "ok" and number:
            told = outcome.value if cause in (None, outcome) else f"{outcome} ({cause})"
            found[told.replace("_", " ")] += number
    return dict(found.most_common())


def _panel(state: State, width: int) -> RenderableType:
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    head = Table.grid(padding=(0, 2))
    head.add_row(
        ProgressBar(total=max(state.of, 1), completed=state.done, width=min(40, width // 2)),
        Text(_done(state)),
        Text("" if state.is_taken_in else "the archive is still being read", overflow="ellipsis"),
    )
    facts = (wrapped(some, width) for some in _facts(state) if some)
    return Group(head, Text("\n".join(facts), overflow="ellipsis", no_wrap=True))


def wrapped(facts: Sequence[str], width: int) -> str:
    """Facts beside each other, none torn apart, in lines of at most so many characters."""
    lines = [facts[0]]
    for fact in facts[1:]:
        longer = f"{lines[-1]}  {fact}"
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(fact)
    return "\n".join(lines)
