"""`summarizer batch` while the machine's clock is set an hour on and back: nothing waits by it."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from batch_house import HAS_KEY, archive, asking, expected, figures, wait_for_answers
from cli_house import Shell
from news_endpoint import NewsEndpoint

from summarizer.cli.runs import new_folder, run_name
from summarizer.errors import ExitCode

HOUR = dt.timedelta(hours=1)
_CLOCK = Path(__file__).with_name("moved_clock.c")


@dataclass(frozen=True)
class Clock:
    """The clock of the processes that have this environment."""

    env: dict[str, str]

    def set(self, seconds: int) -> None:
        Path(self.env["MOVED_CLOCK"]).write_text(f"{seconds}\n")


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("to move a process's clock takes Linux and a C compiler")
    library = tmp_path / "moved_clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, _CLOCK], check=True)
    return Clock({"LD_PRELOAD": str(library), "MOVED_CLOCK": str(tmp_path / "clock")})


def test_pace_waits_and_limits_outlive_a_clock_that_jumps(shell: Shell, clock: Clock) -> None:
    """No try is cut off for the hour forward, nobody waits for the hour back."""
    number = 90
    archive(shell, number)
    paced = ("--concurrency", "6", "--rpm", "1200", "--timeout", "30")
    limits = ("--max-tokens", "500", "--max-tokens-total", "1000000")
    with NewsEndpoint(delay=0.1, faults={"429": 0.05, "500": 0.25}) as endpoint:
        process = shell.start(
            *asking(endpoint, *paced, *limits, "--log-json", "log"), env={**HAS_KEY, **clock.env}
        )
        for answers, offset in ((15, 3600), (40, -3600), (65, 0)):
            wait_for_answers(endpoint, answers)
            clock.set(offset)
        _, err = process.communicate(timeout=60)
        assert process.returncode == ExitCode.OK, err
        faults = sum(endpoint.seen.faults.values())
        assert faults > 0
        assert sum(endpoint.seen.requests.values()) == number + faults
    assert figures(shell) == expected(number)
    log = [json.loads(line) for line in (shell.cwd / "log").read_text().splitlines()]
    times = [dt.datetime.fromisoformat(line["time"]) for line in log]
    jumps = [after - before for before, after in itertools.pairwise(times)]
    assert max(jumps) > 0.9 * HOUR  # the process has seen the clock go on
    assert min(jumps) < -0.9 * HOUR  # and back
    assert all(0 <= line["seconds"] < 30 for line in log if "seconds" in line)
    assert all(line["rate"] >= 0 for line in log if line["event"] == "run.progress")


def test_two_runs_of_one_second_are_two(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    name = run_name(dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC), "m", None)
    for ending in ("", "-2", "-3"):
        folder = new_folder(name)
        assert str(folder) == f"runs/20310304T120000Z-m{ending}"
        folder.mkdir(parents=True)
