"""Reading an archive in a process of its own: what it dies of costs one entry, or ends the run."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.archive import entering
from summarizer.archive.entering import Step, Wanted
from summarizer.archive.intake import _Reader
from summarizer.archive.inventory import InventoryOptions
from summarizer.archive.processes import Helper
from summarizer.archive.stopping import Stop
from summarizer.errors import SourceError

LETHAL = "lethal"


def dying(wanted: Wanted, skip: int) -> Callable[[int], Step]:
    """Like `reading`, but kills its own process when it comes to an article of that id."""
    step = entering.reading(wanted, skip)

    def serve(number: int) -> Step:
        batch, is_last = step(number)
        if any(str(one.known[0]).startswith(LETHAL) for one in batch):
            os.kill(os.getpid(), signal.SIGKILL)
        return batch, is_last

    return serve


def taken(path: Path) -> list[str]:
    """The articles' ids, and for an entry that was lost why; in order."""

    async def all_of() -> list[str]:
        wanted = Wanted((str(path),), InventoryOptions())
        reader, stop, found, is_last = _Reader(wanted, 0), Stop(), list[str](), False
        try:
            while not is_last:
                step = await reader.step(stop)
                assert step is not None
                batch, is_last = step
                found += [str(one.known[0] or one.why) for one in batch]
        finally:
            reader.end()
        return found

    return asyncio.run(all_of())


def archive(folder: Path, *ids: str) -> Path:
    path = folder / "news.jsonl"
    lines = [
        f'{{"id": "{name}", "text": "Shelling killed {at} people."}}' for at, name in enumerate(ids)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "summarizer.archive.intake.Helper", lambda _reading, *rest: Helper(dying, *rest)
    )


def test_an_entry_that_kills_the_reader_costs_itself_alone(tmp_path: Path) -> None:
    first, *found = taken(archive(tmp_path, "a", LETHAL, "b", "c"))
    assert (first, found[1:]) == ("a", ["b", "c"])
    assert "reading it failed: its process ended with code -9" in found[0]


def test_a_reader_that_dies_of_everything_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="died 11 times in a row"):
        taken(archive(tmp_path, *[f"{LETHAL}{at}" for at in range(40)]))
