"""JSON lines: one object a line for each thing told, for log collectors.

Every line has `time` (UTC, ISO 8601), `event` (a name of `Event`) and the event's own fields; what
took time also has `seconds`, and `error` if it failed.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from summarizer.errors import OutputError
from summarizer.files import unwritable
from summarizer.telemetry import Doing, Event, Field


class JsonLines:
    """Writes each thing as it is told, and at once: whoever follows the file sees it.

    Attributes:
        failure: Why writing stopped; None while all is well. Work goes on without its log.
    """

    def __init__(self, stream: TextIO, name: str, *, own: bool) -> None:
        """Write to a stream.

        Args:
            stream: Where lines go.
            name: What it is called in messages.
            own: Whether to close it at the end.
        """
        self._stream, self._name, self._own = stream, name, own
        self._lock = threading.Lock()
        self.failure: OutputError | None = None

    @classmethod
    def to(cls, where: str) -> Self:
        """Lines added to a file, or (`-`) written to standard error.

        Raises:
            OutputError: The file cannot be opened.
        """
        if where == "-":
            if sys.stderr is None:
                raise OutputError("there is no standard error", "name a file for the log")
            return cls(sys.stderr, "standard error", own=False)
        try:
            return cls(Path(where).open("a", encoding="utf-8"), where, own=True)
        except OSError as error:
            raise unwritable(where, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._own:
            try:
                self._stream.close()
            except OSError as failure:
                self.failure = self.failure or unwritable(self._name, failure)

    def begins(self, doing: Doing) -> None:
        """Nothing is written before the end is known."""

    def ends(self, doing: Doing, _state: object) -> None:
        """Write what has ended."""
        fields = {**doing.fields, "seconds": round(doing.seconds, 6)}
        if doing.error is not None:
            fields["error"] = doing.error
        self.happened(doing.event, fields)

    def happened(self, event: Event, fields: dict[str, Field]) -> None:
        """Write a moment."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        # ASCII alone: no name in it can drive a terminal, and any reader takes it.
        line = json.dumps({"time": now, "event": event.value, **fields}) + "\n"
        with self._lock:
            if self.failure is not None:
                return
            try:
                self._stream.write(line)
                self._stream.flush()
            except (OSError, ValueError) as error:  # a full disk, a closed stream
                self.failure = unwritable(self._name, error)
