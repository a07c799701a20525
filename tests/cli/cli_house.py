"""What the tests of the command line share: the real program, in a home of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent.parent
# The scripted endpoint and the samples of other rooms; pytest adds only a test's own folder.
sys.path += [str(_TESTS / "servers"), str(_TESTS / "reading")]

GOLD = _TESTS.parent / "evals" / "gold"
ARTICLE = GOLD / "strait-talks.txt"
KEY = "sk-invented-0123456789abcdef"

STORY = (
    "date: 2031-03-04\n\n"
    "Envoys of Norland and the Reed Front met in Port Ashby on Monday.\n"
    "Shelling killed at least 14 people in the delta on Sunday, hospital staff said.\n"
)
DRAFT = {
    "headline": "Norland and Reed Front meet in Port Ashby",
    "bottom_line": "They met. Shelling killed at least 14.",
    "tolls": [{"sentences": [2], "metric": "killed", "figure": "at least 14", "basis": "incident"}],
}


@dataclass(frozen=True)
class Done:
    """A run that has ended."""

    code: int
    out: str
    err: str

    @property
    def failures(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("summarizer: ")]

    @property
    def notes(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("note: ")]


class Shell:
    """Runs the program in a folder, with a home and an environment that hold nothing else."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.cwd = folder / "work"
        self.home.mkdir()
        self.cwd.mkdir()
        self.env = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "PYTHONUTF8": "1",
        }

    def write(self, name: str, content: str | bytes = STORY) -> Path:
        path = self.cwd / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def files(self) -> list[str]:
        return sorted(path.name for path in self.cwd.iterdir())

    def start(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self.cwd,
            env={**self.env, **(env or {})},
            # Under `nohup` and in some shells' background jobs SIGINT is ignored, and inherited so.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )

    def run(self, *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        return self._ended(self.start(*arguments, env=env), stdin, 60)

    def run_long(self, *arguments: str, env: Mapping[str, str] | None = None) -> Done:
        """As `run`, for what may take minutes."""
        return self._ended(self.start(*arguments, env=env), "", 900)

    def _ended(self, process: subprocess.Popen[str], stdin: str, seconds: float) -> Done:
        out, err = process.communicate(stdin, timeout=seconds)
        assert "Traceback" not in err, err
        return Done(process.returncode, out, err)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
