"""Archives of every kind, damaged at random: entries come of them, no error, always the same."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pyarrow
import pytest
from archive_samples import PACKERS, jsonl, page, response, row, saved, taken, tarred, text, zipped
from pyarrow import parquet

MEMBERS = {
    "b/two.txt": text(2).encode(),
    "b/three.html": page(3),
    "rows.jsonl": jsonl([row(4), row(5)]),
    "inner.zip": zipped({"a.txt": text(6).encode()}),
}
ROWS = jsonl(row(n) for n in range(20))
PAGES = [response(f"http://lantern.example/{n}", page(n)) for n in range(3)]
ITEM = b"<item><description>Envoys met.</description></item>"
FEED = b"<rss><channel><title>L</title>" + ITEM + b"</channel></rss>"
DAMAGE = (
    b"\r\n",
    b"\0" * 20,
    b"\xff" * 4,
    b"<item>",
    b"&x;",
    b'"',
    b"-1",
    b"9" * 30,
    b"\xed\xa0\x80",
)


def table() -> bytes:
    held = io.BytesIO()
    columns = {"text": [text(n) for n in range(50)], "date": ["2024-03-05"] * 50}
    parquet.write_table(pyarrow.table(columns), held)
    return held.getvalue()


ARCHIVES = {
    **{f"a.jsonl{ending}": pack(ROWS) for ending, pack in PACKERS.items()},
    "a.csv": b'id,text\n1,"Envoys, met."\n2,"x ""y"" z"\n' * 9,
    "a.tar": tarred(MEMBERS),
    "a.tgz": PACKERS[".gz"](tarred(MEMBERS)),
    "a.zip": zipped(MEMBERS),
    "a.warc": b"".join(PAGES),
    "a.warc.gz": b"".join(map(PACKERS[".gz"], PAGES)),
    "a.rss": FEED,
    "a.parquet": table(),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randrange(len(changed) or 1), chance.random()
        if kind < 0.4 and changed:
            changed[at] = chance.randrange(256)
        elif kind < 0.6:
            del changed[at : at + chance.randrange(60)]
        elif kind < 0.7:
            del changed[at:]
        else:
            changed[at:at] = chance.choice(DAMAGE)
    return bytes(changed)


@pytest.mark.parametrize("name", ARCHIVES)
def test_damage_is_told_and_stays_the_same(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)  # noqa: S311
    for _ in range(25):
        path = saved(tmp_path, name, damaged(ARCHIVES[name], chance))
        found = taken(path)
        half = len(found) // 2
        assert taken(path, skip=half) == found[half:]
        assert all(e.problem is None or e.problem.why.isprintable() for e in found)
