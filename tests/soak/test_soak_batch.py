"""`make soak`: what takes minutes. A seeded part of it stands in tests/cli/test_cli_batch.py."""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

sys.path += [str(Path(__file__).parent.parent / room) for room in ("cli", "servers")]

from batch_house import HAS_KEY, archive, asking, expected, figures, outcomes
from cli_house import Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.outcome import Outcome
from summarizer.errors import ExitCode

pytestmark = pytest.mark.soak

AT_ONCE = 16


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_thirty_kills_leave_what_an_uninterrupted_run_leaves(shell: Shell) -> None:
    """SIGKILL at seeded instants, from start-up on; the calls repeated are those in flight."""
    number, kills = 1500, 30
    chance = random.Random(1)  # noqa: S311  a seed makes it the same each time
    archive(shell, number)
    with NewsEndpoint(delay=0.1) as endpoint:
        command = asking(endpoint, "--concurrency", str(AT_ONCE))
        for _ in range(kills):
            process = shell.start(*command, env=HAS_KEY)
            time.sleep(chance.uniform(0.2, 5.0))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        done = shell.run_long(*command, env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
    assert figures(shell) == expected(number)
    assert set(outcomes(shell)) == {Outcome.OK}
    assert sum(endpoint.seen.requests.values()) <= number + AT_ONCE * kills


@pytest.mark.parametrize("seed", range(3))
def test_faults_of_every_kind_leave_no_article_without_an_outcome(shell: Shell, seed: int) -> None:
    number = 1500
    archive(shell, number)
    faults = {
        "500": 0.05,
        "429": 0.05,
        "reset": 0.03,
        "hang": 0.02,
        "invalid": 0.05,
        "truncated": 0.03,
        "refused": 0.02,
    }
    with NewsEndpoint(faults=faults, seed=seed, delay=0.02) as endpoint:
        command = asking(endpoint, "--timeout", "5", "--concurrency", "32")
        done = shell.run_long(*command, env=HAS_KEY)
    assert done.code == ExitCode.PARTIAL, done.err  # some are refused
    found = outcomes(shell)
    assert None not in found
    assert sum(found.values()) == number
    assert found[Outcome.REFUSED] == endpoint.seen.faults["refused"]
    assert figures(shell).items() <= expected(number).items()
    with NewsEndpoint() as healthy:
        command = asking(healthy, "--retry", "failed,refused,invalid,truncated")
        assert shell.run_long(*command, env=HAS_KEY).code == ExitCode.OK
        assert sum(healthy.seen.requests.values()) == number - found[Outcome.OK]
    assert figures(shell) == expected(number)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_memory_does_not_grow_with_the_archive(shell: Shell) -> None:
    """Peak resident memory of all processes, with shared pages counted once, in megabytes."""
    peaks = []
    for number in (2000, 20_000):
        archive(shell, number)
        process = shell.start("batch", "news.jsonl", "--run", f"run-{number}", "-q")
        peak = 0.0
        ended = threading.Thread(target=process.communicate)
        ended.start()
        while ended.is_alive():
            peak = max(peak, sum(map(_megabytes, _tree(process.pid))))
            time.sleep(0.1)
        assert process.returncode in (ExitCode.OK, ExitCode.PARTIAL)
        peaks.append(peak)
    assert peaks[1] - peaks[0] <= 20


def _tree(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [pid, *(one for child in text.split() for one in _tree(int(child)))]


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
