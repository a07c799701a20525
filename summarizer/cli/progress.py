"""Progress of long work on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY = 30.0  # seconds between two lines where there is no terminal


class State(Protocol):
    """How far the work is."""

    @property
    def done(self) -> int:
        """What is finished, well or not."""
        ...

    @property
    def of(self) -> int:
        """What there is to do in all."""
        ...

    @property
    def said(self) -> str:
        """Failures and cost so far, in a few words."""
        ...

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end at the pace so far; None if nothing can be said."""
        ...


class ProgressLine:
    """Shows how far the work is, for as long as it is entered."""

    def __init__(self, unit: str, *, quiet: bool) -> None:
        """Prepare it; nothing is shown before the first `show`.

        Args:
            unit: What is counted, in the plural.
            quiet: Show nothing at all.
        """
        self._unit, self._quiet = unit, quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._last = 0.0

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar(self._unit)
            self._bar.start()
        self._last = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, state: State) -> None:
        """Show a state; without a terminal only every 30 seconds, and the end."""
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task("", total=state.of, said="", left="")
            self._bar.update(
                self._task, completed=state.done, said=state.said, left=clock(state.seconds_left)
            )
        elif not self._quiet:
            now = time.monotonic()
            if now - self._last >= _EVERY or state.done == state.of:
                self._last = now
                left = clock(state.seconds_left) if state.done < state.of else ""
                words = f"[{state.done}/{state.of}] {self._unit}", state.said, left
                typer.echo(", ".join(filter(None, words)), err=True)


def clock(seconds: float | None) -> str:
    """`1:02:03 left`, or nothing where nothing is known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} left" if hours else f"{minutes}:{rest:02} left"


def _bar(unit: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # No markup anywhere: what is `said` may hold a host's or an article's own words.
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit, markup=False),
        TextColumn("{task.fields[said]}", markup=False),
        TextColumn("{task.fields[left]}", markup=False),
        console=Console(stderr=True, force_jupyter=False),
        transient=True,
    )
