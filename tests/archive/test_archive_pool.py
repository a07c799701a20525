"""Helper processes and the pool: what they answer, and what a crash or a hang of one costs."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from summarizer.archive import pool as pools
from summarizer.archive.pool import Pool
from summarizer.archive.processes import Helper, HelperLost


def doubling() -> Callable[[Sequence[int]], list[int]]:
    """Doubles; 13 kills the process, 77 hangs it, a negative number is an error of the message."""

    def double(several: Sequence[int]) -> list[int]:
        sys.stdout.write("a library that prints does not disturb the answers\n")
        if 13 in several:
            os.kill(os.getpid(), signal.SIGKILL)
        if 77 in several:
            time.sleep(600)
        if min(several) < 0:
            raise ValueError(f"{min(several)} is negative")
        return [2 * one for one in several]

    return double


def adding(number: int) -> Callable[[int], int]:
    return lambda one: one + number


async def done(pool: Pool[int, int], numbers: Sequence[int]) -> list[int | BaseException]:
    async with pool:
        return await asyncio.gather(*map(pool.do, numbers), return_exceptions=True)


def test_a_helper_answers_with_what_it_was_made_with() -> None:
    helper = Helper(partial(adding, 5))
    assert [helper.ask(one, 60) for one in (1, 2)] == [6, 7]
    helper.end()
    with pytest.raises(HelperLost, match="its process ended with code"):
        helper.ask(3, 60)


def test_a_helper_that_hangs_is_ended() -> None:
    helper = Helper(doubling)
    assert helper.ask([1], 60) == [2]
    with pytest.raises(HelperLost, match="it took more than 0 s"):
        helper.ask([77], 0.2)
    helper.end()


def is_running(pid: int) -> bool:
    """Whether the process is there, and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_helper_does_not_outlive_its_parent() -> None:
    program = (
        "import test_archive_pool, sys; from summarizer.archive.processes import Helper\n"
        "helper = Helper(test_archive_pool.doubling); helper.ask([1], 60)\n"
        "print(helper.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 30
    while is_running(pid):
        assert time.monotonic() < deadline, "it lives on"
        time.sleep(0.05)


def test_every_article_gets_its_own_answer() -> None:
    assert asyncio.run(done(Pool(doubling, least=2), range(100, 300))) == [
        2 * n for n in range(100, 300)
    ]


def test_an_article_that_kills_costs_no_other() -> None:
    numbers = [*range(1, 13), 13, *range(14, 30)]
    found = asyncio.run(done(Pool(doubling), numbers))
    lost = dict(zip(numbers, found, strict=True))
    assert isinstance(lost.pop(13), HelperLost)
    assert lost == {one: 2 * one for one in lost}


def test_an_article_that_hangs_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "_SECONDS", 3.0)
    monkeypatch.setattr(pools, "_SECONDS_ALONE", 3.0)
    numbers = [1, 2, 77, 3]
    one, two, hung, three = asyncio.run(done(Pool(doubling), numbers))
    assert (one, two, three) == (2, 4, 6)
    assert isinstance(hung, HelperLost)
    assert "more than 3 s" in str(hung)


def test_an_error_is_handed_to_who_waits() -> None:
    (found,) = asyncio.run(done(Pool(doubling), [-1]))
    assert isinstance(found, ValueError)
    assert str(found) == "-1 is negative"


def test_more_helpers_come_when_work_piles_up() -> None:
    async def most() -> int:
        async with Pool(doubling, most=2) as pool:
            await asyncio.gather(*map(pool.do, range(100, 500)))
            return len(pool._drivers)

    assert asyncio.run(most()) == 2
