"""Who listens to a command's work: a log of JSON lines, OpenTelemetry; nobody unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from summarizer.cli import say
from summarizer.telemetry import Listener, listening


@contextmanager
def watched(log_json: str | None, *, otel: bool) -> Iterator[None]:
    """Let those who were asked for hear what happens meanwhile.

    Args:
        log_json: Where JSON lines are added: a file, or `-` for standard error; None for no log.
        otel: Whether OpenTelemetry gets spans and metrics.

    Raises:
        OutputError: The log cannot be opened. If it cannot be written later, that is noted at the
            end: no work is lost for its log.
        SettingError: OpenTelemetry is not installed, or nothing says where things are to be sent.
    """
    if log_json is None and not otel:
        yield
        return
    with ExitStack() as stack:
        listeners: list[Listener] = []
        lines = None
        if log_json is not None:
            from summarizer.telemetry.jsonlines import JsonLines

            lines = stack.enter_context(JsonLines.to(log_json))
            listeners.append(lines)
        if otel:
            from summarizer.telemetry.otel import opened

            listeners.append(stack.enter_context(opened()))
        stack.enter_context(listening(*listeners))
        yield
    if lines is not None and lines.failure is not None:
        say.note(f"the log is incomplete: {lines.failure}")
