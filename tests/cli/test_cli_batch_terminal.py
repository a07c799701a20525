"""`summarizer batch` on a terminal: what it draws, what its keys do, and how it leaves it."""

from __future__ import annotations

import json
import re
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from batch_house import (
    HAS_KEY,
    archive,
    asking,
    at_loopback,
    outcomes,
    story,
    wait_for_answers,
    wait_until,
)
from cli_house import Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.outcome import Outcome
from summarizer.cli.live import wrapped
from summarizer.errors import ExitCode

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import fcntl
import os
import pty
import termios

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CTRL_C = b"\x03"


class Terminal:
    """A pseudo-terminal with the program on it, the leader of a session of its own.

    Attributes:
        process: The program.
    """

    def __init__(
        self, shell: Shell, *arguments: str, env: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self._master, slave = pty.openpty()
        self.resize(*size)
        self.before = self.attributes()
        self._seen = bytearray()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=shell.cwd,
            env={**shell.env, "TERM": "xterm-256color", **env},
            preexec_fn=_lead,  # noqa: PLW1509
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join(10)
        os.close(self._master)

    @property
    def raw(self) -> str:
        """All that was written."""
        return self._seen.decode(errors="replace")

    @property
    def text(self) -> str:
        """All that was written, its codes left out."""
        return _CODES.sub("", self.raw)

    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self._master)

    def resize(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def press(self, key: bytes) -> None:
        os.write(self._master, key)

    def wait_for(self, pattern: str) -> None:
        wait_until(lambda: re.search(pattern, self.text) is not None)

    def end(self) -> int:
        """Wait for the end, and require that the terminal is as it was."""
        code = self.process.wait(60)
        self._reader.join(10)
        assert self.attributes() == self.before
        assert self.raw.rfind("\x1b[?25h") > self.raw.rfind("\x1b[?25l")  # the cursor is shown
        assert self.text.endswith("\n")
        assert "Traceback" not in self.text
        return code

    def _read(self) -> None:
        while True:
            try:
                some = os.read(self._master, 65536)
            except OSError:  # on Linux, the end of what was written
                return
            if not some:
                return
            self._seen += some


def _lead() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_it_shows_how_far_a_run_is_and_what_it_costs(shell: Shell, tmp_path: Path) -> None:
    path = archive(shell, 60)
    copies = [{"id": f"copy-{n}", "text": story(1)} for n in range(3)]
    path.write_text(path.read_text() + "".join(f"{json.dumps(copy)}\n" for copy in copies))
    faults = {"429": 0.05, "refused": 0.1, "invalid": 0.1}
    with NewsEndpoint(delay=0.3, faults=faults) as endpoint:
        env = {**at_loopback(tmp_path, "openai"), "PROVIDER_AT": endpoint.base_url}
        command = (
            *("batch", "news.jsonl", "--run", "run", "--no-cache", "--concurrency", "5"),
            *("--model", "openai/gpt-4o-mini"),
        )
        with Terminal(shell, *command, env=env, size=(100, 30)) as terminal:
            assert terminal.end() == ExitCode.PARTIAL
            text = terminal.text
    for shown in (
        r"\[\d+/63\] articles",
        r"\d\.\d/s  \d+:\d\d left  \$0\.\d{4} of about \$0\.\d\d",
        r"5 of 5 in flight",
        r"\d duplicate \((exact|near)\)",
        r"\d refused\b(?! \()",
        r"\d invalid \(bad answer\)",
    ):
        assert re.search(shown, text), shown
    assert re.search(r"in all +63\r\n", text)  # the table that stays


def test_it_fits_the_terminal_after_that_has_changed(shell: Shell) -> None:
    archive(shell, 60)
    with (
        NewsEndpoint(delay=0.2) as endpoint,
        Terminal(
            shell, *asking(endpoint, "--concurrency", "3"), env=HAS_KEY, size=(120, 30)
        ) as terminal,
    ):
        terminal.wait_for(r"\[\d+/60\] articles")
        terminal.resize(34, 10)
        wait_for_answers(endpoint, sum(endpoint.seen.answers.values()) + 12)  # some frames on
        since = len(terminal.text)
        wait_for_answers(endpoint, sum(endpoint.seen.answers.values()) + 12)
        drawn = re.split(r"[\r\n]+", terminal.text[since:])[1:]
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert any("articles" in line for line in drawn)
    assert max(map(len, drawn)) <= 34


def test_ctrl_c_lets_what_is_under_way_end(shell: Shell) -> None:
    archive(shell, 60)
    with (
        NewsEndpoint(delay=0.3) as endpoint,
        Terminal(
            shell, *asking(endpoint, "--concurrency", "4"), env=HAS_KEY, size=(80, 24)
        ) as terminal,
    ):
        wait_for_answers(endpoint, 4)
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
        asked = sum(endpoint.seen.requests.values())
        assert "Ctrl-C again stops at once" in terminal.text
    assert asked < 60
    assert outcomes(shell) == {Outcome.OK: asked, None: 60 - asked}


def test_ctrl_c_twice_stops_at_once(shell: Shell) -> None:
    archive(shell, 6)
    with (
        NewsEndpoint(faults={"hang": 1.0}) as endpoint,
        Terminal(shell, *asking(endpoint), env=HAS_KEY, size=(80, 24)) as terminal,
    ):
        wait_until(lambda: endpoint.seen.in_flight == 6)
        terminal.press(CTRL_C)
        terminal.wait_for("Ctrl-C again stops at once")
        terminal.press(CTRL_C)
        assert terminal.end() == ExitCode.INTERRUPTED
    assert outcomes(shell) == {None: 6}


def test_a_fact_is_never_torn_apart() -> None:
    facts = ["12.5/s", "1:04 left", "3 of 6 in flight"]
    assert wrapped(facts, 80) == "12.5/s  1:04 left  3 of 6 in flight"
    assert wrapped(facts, 20) == "12.5/s  1:04 left\n3 of 6 in flight"
    assert wrapped(facts, 5) == "12.5/s\n1:04 left\n3 of 6 in flight"
