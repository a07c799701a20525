"""A JSON list as an archive: its elements, whatever is in them and however its bytes come."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from archive_samples import PACKERS, ids, problems, row, saved, taken, tarred, texts, why, zipped
from hypothesis import given
from hypothesis import strategies as st

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory import InventoryOptions, entries
from summarizer.archive.inventory.lists import elements, is_list
from summarizer.archive.inventory.streams import Meter, Stream

TRICKY = st.text(alphabet='a"\\[]{},:é\n ', max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TRICKY),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(TRICKY, inner, max_size=3)
    ),
    max_leaves=8,
)


class Drops:
    """A source that gives so many bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = data, size

    def read(self, size: int = 0, /) -> bytes:
        some, self._data = self._data[: self._size], self._data[self._size :]
        return some


@given(
    values=st.lists(VALUES, max_size=6),
    indent=st.sampled_from([None, 0, 2]),
    size=st.integers(min_value=1, max_value=40),
    plain=st.booleans(),
)
def test_the_elements_are_the_list_s(
    values: list[Any], indent: int | None, size: int, plain: bool
) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=plain).encode() + b"\n"
    stream = Stream(Drops(data, size), Meter())
    head = stream.read()
    assert is_list(head)
    found = [element for _, element in elements(stream, head, 10_000)]
    assert [json.loads(element or b"") for element in found] == values


@pytest.mark.parametrize("ending", PACKERS)
def test_a_list_packed_or_not(tmp_path: Path, ending: str) -> None:
    rows = [row(n) for n in range(300)]
    data = b"\xef\xbb\xbf\n" + json.dumps(rows, indent=1).encode()
    path = saved(tmp_path, f"news.json{ending}", PACKERS[ending](data))
    found = taken(path)
    assert ids(found) == [f"a{n}" for n in range(300)]
    assert [entry.position for entry in found[:2]] == [f"{path}:1", f"{path}:2"]
    again = list(entries([path], InventoryOptions(), skip=298))
    assert [entry.article.id for entry in again if entry.article] == ["a298", "a299"]


def test_lists_and_articles_stand_in_folders_and_boxes(tmp_path: Path) -> None:
    files = {
        "list.json": json.dumps([row(1), row(2)]).encode(),
        "one.json": json.dumps(row(3)).encode(),
        "packed.json.gz": gzip.compress(b"  " * 70_000 + json.dumps(row(4)).encode()),
    }
    folder = tmp_path / "tree"
    folder.mkdir()
    for name, data in files.items():
        saved(folder, name, data)
    boxes = {"a.zip": zipped(files), "a.tar": tarred(files)}
    for source in (str(folder), *(saved(tmp_path, *box) for box in boxes.items())):
        assert sorted(texts(taken(source))) == sorted(str(row(n)["text"]) for n in (1, 2, 3, 4))


def test_every_element_that_is_no_article_is_told(tmp_path: Path) -> None:
    data = b"""[{"text": "Envoys met."}, 17, {"title": "no text"}, {"text": }, [], ,
        {"text": "%s"}, {"body": "They met again."},]""" % (b"x" * 500)
    found = taken(saved(tmp_path, "a.json", data), max_bytes=400)
    assert texts(found) == ["Envoys met.", "They met again."]
    assert problems(found) == [
        ProblemKind.NO_ARTICLE,
        ProblemKind.NO_ARTICLE,
        ProblemKind.MALFORMED,
        ProblemKind.NO_ARTICLE,
        ProblemKind.TOO_LARGE,
    ]


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b'[{"text": "One."}, {"text": "Two', [ProblemKind.MALFORMED, ProblemKind.TRUNCATED]),
        (b'[{"text": "One."}, ', [ProblemKind.TRUNCATED]),
        (b'[{"text": "One."}] {"text": "Two."}', [ProblemKind.MALFORMED]),
    ],
)
def test_a_list_that_breaks_off_keeps_what_came_before(
    tmp_path: Path, data: bytes, kinds: list[ProblemKind]
) -> None:
    found = taken(saved(tmp_path, "a.json", data))
    assert texts(found) == ["One."]
    assert problems(found) == kinds


def test_a_list_with_nothing_in_it_or_in_utf_16_is_told(tmp_path: Path) -> None:
    assert problems(taken(saved(tmp_path, "a.json", b" [ ] "))) == [ProblemKind.EMPTY]
    wide = saved(tmp_path, "b.json", json.dumps([row(1)]).encode("utf-16"))
    assert "save it as UTF-8" in why(taken(wide))
