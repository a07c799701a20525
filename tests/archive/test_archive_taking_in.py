"""Taking an archive in: in order, and each entry once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from ledger_house import RECIPE

from summarizer.archive.books import Books
from summarizer.archive.entering import Wanted
from summarizer.archive.feed import Feed
from summarizer.archive.intake import fingerprint_of, take_in
from summarizer.archive.inventory import InventoryOptions
from summarizer.archive.ledger import LedgerWriter, Row
from summarizer.archive.state import Tally
from summarizer.archive.stopping import Stop
from summarizer.model import Usage


def taken_in(folder: Path, wanted: Wanted) -> list[Row]:
    with LedgerWriter.at(folder) as ledger:
        ledger.begin(RECIPE, {})

        async def run() -> None:
            stop = Stop()
            async with Books(ledger) as books:
                tally = Tally(ledger.counts(), Usage(), 1)
                await take_in(books, wanted, Feed(books, stop), tally, stop)
                assert tally.is_taken_in
                assert +tally.counts == +ledger.counts()

        asyncio.run(run())
        return list(ledger.rows())


def archive(folder: Path, numbers: Sequence[int]) -> Wanted:
    path = folder / "news.jsonl"
    lines = [json.dumps({"id": f"a-{n}", "text": f"Article {n} tells something."}) for n in numbers]
    path.write_text("\n".join(lines) + "\n")
    return Wanted((str(path),), InventoryOptions(), keeps_duplicates=True)


def test_entries_keep_the_order_of_the_archive(tmp_path: Path) -> None:
    found = taken_in(tmp_path / "run", archive(tmp_path, range(1, 301)))
    assert [row.article_id for row in found] == [f"a-{n}" for n in range(1, 301)]
    assert [row.id for row in found] == list(range(1, 301))


def test_the_same_archive_again_adds_nothing(tmp_path: Path) -> None:
    wanted = archive(tmp_path, range(1, 20))
    first = taken_in(tmp_path / "run", wanted)
    assert taken_in(tmp_path / "run", wanted) == first
    grown = taken_in(tmp_path / "run", archive(tmp_path, range(1, 22)))
    assert [row.article_id for row in grown] == [f"a-{n}" for n in range(1, 22)]


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    wanted = archive(tmp_path, [1, 2])
    before = fingerprint_of(wanted.sources)
    assert fingerprint_of(wanted.sources) == before
    archive(tmp_path, [1, 2, 3])
    assert fingerprint_of(wanted.sources) != before
    assert fingerprint_of(("-",)) is None
