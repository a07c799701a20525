"""What the tests of `summarizer batch` share: archives, an endpoint to ask, what a run holds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from cli_house import KEY, Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.ledger import Ledger, Row
from summarizer.archive.outcome import Outcome

HAS_KEY = {"SUMMARIZER_API_KEY": KEY}


def story(number: int) -> str:
    """The text of an article that no other one is like: every word that counts is its own."""
    places = ["Ashby", "Corvane", "Dunharrow", "Ishkel", "Kalinde", "Mirepoix", "Qasrin", "Tamsui"]
    place, other = places[number % 8], places[number * 5 % 7]
    return (
        f"story-{number} tells of day {number} of the siege. "
        f"Shelling killed at least {number + 10} people near {place} on Sunday, medics said. "
        f"Convoy {number * 7} reached {other} after {number * 3} hours, its drivers said."
    )


def archive(shell: Shell, number: int, name: str = "news.jsonl") -> Path:
    """An archive of that many articles."""
    rows = [
        {"id": f"story-{n}", "text": story(n), "published": "2031-03-04", "outlet": "Wire"}
        for n in range(1, number + 1)
    ]
    return shell.write(name, "".join(f"{json.dumps(row)}\n" for row in rows))


def asking(endpoint: NewsEndpoint, *more: str) -> tuple[str, ...]:
    """The command over `news.jsonl` with the run `run`, asking that endpoint."""
    return (
        *("batch", "news.jsonl", "--run", "run", "--keep-duplicates", "--no-cache"),
        *("--model", "tiny", "--base-url", endpoint.base_url, *more),
    )


def at_loopback(folder: Path, provider: str) -> dict[str, str]:
    """An environment in which a provider, with its prices and all, is at `PROVIDER_AT`."""
    begin = folder / "begin"
    begin.mkdir()
    (begin / "sitecustomize.py").write_text(  # Python runs it when it begins
        "import os\n"
        "from summarizer.engines import registry\n"
        f"registry.ADDRESSES[{provider!r}] = os.environ['PROVIDER_AT']\n"
    )
    return {**HAS_KEY, "PYTHONPATH": str(begin)}


def rows(shell: Shell, run: str = "run") -> list[Row]:
    with Ledger.open(shell.cwd / run) as ledger:
        return list(ledger.rows())


def outcomes(shell: Shell, run: str = "run") -> dict[Outcome | None, int]:
    found: dict[Outcome | None, int] = {}
    for row in rows(shell, run):
        found[row.outcome] = found.get(row.outcome, 0) + 1
    return found


def figures(shell: Shell, run: str = "run") -> dict[str, list[str]]:
    """By article id, the figures of its brief."""
    found = {}
    with Ledger.open(shell.cwd / run) as ledger:
        for row in ledger.rows():
            brief = ledger.brief_of(row)
            if brief is not None:
                assert row.article_id not in found
                found[str(row.article_id)] = [toll.figure for toll in brief.tolls]
    return found


def expected(number: int) -> dict[str, list[str]]:
    return {f"story-{n}": [f"at least {n + 10}"] for n in range(1, number + 1)}


def wait_until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def wait_for_answers(endpoint: NewsEndpoint, number: int) -> None:
    wait_until(lambda: sum(endpoint.seen.answers.values()) >= number)
