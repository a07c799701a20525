"""`summarizer batch --reuse`: on from a run whose ledger is damaged, and nothing paid for twice."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from batch_house import HAS_KEY, archive, asking, expected, figures
from cli_house import Done, Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.ledger import LEDGER
from summarizer.errors import ExitCode

NUMBER = 200
PAGE = 4096


@pytest.fixture
def ledger(shell: Shell) -> Path:
    """The ledger of a run over the archive, all of it answered by a model."""
    archive(shell, NUMBER)
    with NewsEndpoint() as endpoint:
        assert shell.run(*asking(endpoint), env=HAS_KEY).code == ExitCode.OK
    return shell.cwd / "run" / LEDGER


def again(shell: Shell, *more: str) -> tuple[Done, int]:
    """The archive in a new run, with answers of the first; how many requests that took."""
    with NewsEndpoint() as endpoint:
        command = asking(endpoint, "--run", "new", "--reuse", "run", *more)
        done = shell.run(*command, env=HAS_KEY)
        return done, sum(endpoint.seen.requests.values())


def test_a_whole_run_is_briefed_anew_for_nothing(shell: Shell, ledger: Path) -> None:
    done, requests = again(shell)
    assert done.code == ExitCode.OK, done.err
    assert f"note: {NUMBER} answers of run are taken, not asked for again" in done.notes
    assert requests == 0
    assert figures(shell, "new") == expected(NUMBER)


@pytest.mark.parametrize("seed", range(3))
def test_what_can_be_read_of_a_damaged_ledger_is_not_asked_again(
    shell: Shell, ledger: Path, seed: int
) -> None:
    whole = bytearray(ledger.read_bytes())
    chance = random.Random(seed)  # noqa: S311  a seed makes it the same each time
    # Not among the first, where the tables' roots are: without its root all of a table is lost.
    for page in chance.sample(range(40, len(whole) // PAGE), 20):
        whole[page * PAGE : page * PAGE + 100] = chance.randbytes(100)
    ledger.write_bytes(whole)
    done, requests = again(shell)
    assert done.code == ExitCode.OK, done.err
    assert requests < NUMBER / 2
    assert figures(shell, "new") == expected(NUMBER)


def test_a_damaged_answer_is_asked_for_again(shell: Shell, ledger: Path) -> None:
    """Bytes that the database does not miss, in the middle of what it keeps."""
    whole = bytearray(ledger.read_bytes())
    at = whole.rindex(b"\x78\x5e")  # how zlib begins
    whole[at + 40 : at + 44] = os.urandom(4)
    ledger.write_bytes(whole)
    done, requests = again(shell)
    assert (done.code, requests) in ((ExitCode.OK, 0), (ExitCode.OK, 1))  # a brief, or a draft
    assert figures(shell, "new") == expected(NUMBER)


def test_a_damaged_ledger_says_how_to_go_on(shell: Shell, ledger: Path) -> None:
    whole = bytearray(ledger.read_bytes())
    for page in range(2, len(whole) // PAGE):
        whole[page * PAGE : page * PAGE + 100] = os.urandom(100)
    ledger.write_bytes(whole)
    done = shell.run("show", "run")
    assert done.code == ExitCode.BAD_RUN
    assert "batch the archive again with --run NEW --reuse run" in done.failures[0]


def test_answers_to_another_prompt_or_model_are_none(shell: Shell, ledger: Path) -> None:
    done, requests = again(shell, "--model", "large", "--limit", "5")
    assert (done.code, requests) == (ExitCode.OK, 5)
    assert "note: 0 answers of run are taken, not asked for again" in done.notes


def test_a_ledger_that_is_none_is_one_line(shell: Shell, ledger: Path) -> None:
    ledger.write_bytes(os.urandom(8192))
    done, requests = again(shell)
    assert (done.code, requests, len(done.failures)) == (ExitCode.BAD_RUN, 0, 1)
    assert "nothing can be read of the ledger" in done.failures[0]
    ledger.unlink()
    done, requests = again(shell)
    assert (done.code, requests, len(done.failures)) == (ExitCode.BAD_RUN, 0, 1)
    assert not (shell.cwd / "new").exists()
