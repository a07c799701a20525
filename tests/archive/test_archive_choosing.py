"""Limits, samples and going on: the same archive gives the same entries each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archive_samples import ids, jsonl, page, row, saved, taken, zipped

from summarizer.archive.inventory import InventoryOptions
from summarizer.errors import SettingError


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    saved(tmp_path, "n/a.jsonl", jsonl(row(n) for n in range(40)) + b"broken\n")
    saved(tmp_path, "n/b.txt", b"Envoys met.")
    saved(tmp_path, "n/c.jpg", b"x")
    box = {"d.html": page(1), "e.jsonl": jsonl(row(n) for n in range(40, 80)), "f.jpg": b"x"}
    return [str(tmp_path / "n"), saved(tmp_path, "g.zip", zipped(box))]


def test_skipping_is_taking_fewer(sources: list[str]) -> None:
    whole = taken(*sources)
    assert whole == taken(*sources)
    assert len({entry.position for entry in whole if entry.article}) == 82
    for skip in (0, 1, 40, 41, 44, 60, len(whole) - 1, len(whole), 1000):
        assert taken(*sources, skip=skip) == whole[skip:]
        assert taken(*sources, skip=skip, limit=43) == taken(*sources, limit=43)[skip:]
        assert taken(*sources, skip=skip, sample=9) == taken(*sources, sample=9)[skip:]


def test_a_limit_counts_what_could_be_an_article(sources: list[str]) -> None:
    assert ids(taken(*sources, limit=3)) == ["a0", "a1", "a2"]
    assert len(taken(*sources, limit=41)) == 41  # the broken line counts
    assert ids(taken(*sources, limit=42))[-1] == "b"
    assert len(taken(*sources, limit=43)) == 44  # that a file was passed over does not


def test_a_sample(sources: list[str]) -> None:
    whole = taken(*sources)
    counted = [e for e in whole if not (e.problem and e.problem.kind == "passed_over")]
    seen = set()
    for seed in range(40):
        sample = taken(*sources, sample=10, seed=seed)
        chosen = [e for e in sample if e in counted]
        assert len(chosen) == 10
        assert [e for e in whole if e in sample] == sample
        assert sample == taken(*sources, sample=10, seed=seed)
        seen |= {e.position for e in chosen}
    assert len(seen) > 75  # of 83: each has 1 - (73/83) ** 40 = 99.4 % chance of being drawn
    assert taken(*sources, sample=1000) == whole
    assert len([e for e in taken(*sources, sample=10, limit=4) if e in counted]) == 4


def test_a_sample_is_kept_as_the_archive_grows(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.jsonl", jsonl(row(n) for n in range(200)))
    before = taken(path, sample=100)
    saved(tmp_path, "a.jsonl", jsonl(row(n) for n in range(220)))
    after = taken(path, sample=100)
    # Of the 100 smallest hashes of 220, those among the first 200 are 200 / 220 of them.
    assert len({e.position for e in before} & {e.position for e in after}) >= 75


def test_a_sample_needs_to_read_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for source in ("-", str(tmp_path / "pipe")):
        with pytest.raises(SettingError, match="reads its archive twice"):
            taken(source, sample=3)


def test_numbers_that_make_no_sense() -> None:
    for name in ("limit", "sample"):
        with pytest.raises(SettingError, match=name):
            InventoryOptions(**{name: 0})  # type: ignore[arg-type]
