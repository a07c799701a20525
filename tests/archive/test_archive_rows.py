"""JSON lines, tables and Parquet: which rows are articles, and what is said of the others."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import pyarrow
import pytest
from archive_samples import PACKERS, ids, jsonl, problems, row, saved, taken, text, texts, why
from pyarrow import parquet

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory import mapping_of
from summarizer.errors import ExitCode, SettingError, SourceError


@pytest.mark.parametrize("ending", PACKERS)
def test_json_lines_packed_or_not(tmp_path: Path, ending: str) -> None:
    data = PACKERS[ending](jsonl(row(n) for n in range(300)))
    path = saved(tmp_path, f"news.jsonl{ending}", data)
    found = taken(path)
    assert ids(found) == [f"a{n}" for n in range(300)]
    assert [entry.position for entry in found[:2]] == [f"{path}:1", f"{path}:2"]
    assert found[0].article
    assert found[0].article.published == dt.date(2024, 3, 5)


def test_packed_files_one_after_another(tmp_path: Path) -> None:
    for ending in (".gz", ".bz2", ".xz", ".zst"):
        data = b"".join(PACKERS[ending](jsonl([row(n)])) for n in range(5))
        assert len(taken(saved(tmp_path, f"news.ndjson{ending}", data))) == 5


def test_every_row_that_is_no_article_is_told(tmp_path: Path) -> None:
    lines = [
        b'{"text": "Envoys met."}',
        b"",
        b'{"text": ',
        b"[1]",
        b'{"title": "no text"}',
        b'{"text": "  "}',
        b'{"text": "' + b"x" * 500 + b'"}',
        b'{"text": "caf\xe9 and \xe2\x80\x9cquotes\xe2\x80\x9d"}',
        b"\x00\x01\x02",
        b'{"text": "The last line has no end."}',
    ]
    found = taken(saved(tmp_path, "a.jsonl", b"\n".join(lines)), max_bytes=400)
    assert texts(found) == ["Envoys met.", "café and “quotes”", "The last line has no end."]
    assert problems(found) == [
        ProblemKind.MALFORMED,
        ProblemKind.NO_ARTICLE,
        ProblemKind.NO_ARTICLE,
        ProblemKind.EMPTY,
        ProblemKind.TOO_LARGE,
        ProblemKind.MALFORMED,
    ]
    assert [entry.position.rpartition(":")[2] for entry in found] == [*"13456789", "10"]
    assert "read as cp1252" in found[6].notes[0]


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + jsonl([row(1), row(2)]).replace(b"\n", b"\r\n")
    assert ids(taken(saved(tmp_path, "a.jsonl", data))) == ["a1", "a2"]
    wide = saved(tmp_path, "b.jsonl", jsonl([row(1)]).decode().encode("utf-16"))
    assert "save it as UTF-8" in why(taken(wide))


def test_json_lines_from_standard_input() -> None:
    program = (
        "from summarizer.archive.inventory import *\n"
        "for e in entries(['-'], InventoryOptions(), skip=1): print(e.position, e.article.id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=jsonl(row(n) for n in range(3)),
        capture_output=True,
        check=True,
        env=dict(os.environ),
    )
    assert done.stdout.decode().splitlines() == ["-:2 a1", "-:3 a2"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables(tmp_path: Path, separator: str) -> None:
    lines = [
        ("headline", "body", "publish_date", "source"),
        ("One", '"Envoys met, and\nparted; they said ""no"".|\t"', "2024-03-05", "Lantern"),
        ("Two", "They met again.", "5 March 2024", ""),
    ]
    data = "\r\n".join(separator.join(each) for each in lines).encode()
    first, second = taken(saved(tmp_path, "a.csv", data))
    assert first.article
    assert second.article
    assert first.article.text == 'Envoys met, and\nparted; they said "no".|\t'
    assert (first.article.title, first.article.outlet) == ("One", "Lantern")
    assert first.article.published == second.article.published == dt.date(2024, 3, 5)
    assert second.article.outlet is None
    assert [e.position.rpartition(":")[2] for e in (first, second)] == ["2", "3"]


def test_rows_that_do_not_fit_a_table(tmp_path: Path) -> None:
    swallowed = '3,"never closed\n' + "x,y\n" * 200
    data = f'id,text\n1,Envoys met.\n2,They, too.\n,\n{swallowed}"\n9,The end.\n'
    found = taken(saved(tmp_path, "a.csv", data.encode()), max_bytes=300)
    kinds = problems(found)
    assert kinds[:2] == [ProblemKind.MALFORMED, ProblemKind.TOO_LARGE]
    assert "3 values for 2 columns" in found[1].problem.why if found[1].problem else False
    assert ids(found)[0] == "1"


def test_a_table_with_no_text_says_what_it_has(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.csv", b"name,story\nx,Envoys met.\n")
    said = why(taken(path))
    assert "its columns are name, story" in said
    assert "--map text=COLUMN" in said
    assert texts(taken(path, mapping={"text": "story"})) == ["Envoys met."]


@pytest.fixture
def table() -> pyarrow.Table:
    return pyarrow.table(
        {
            "content": [text(n) for n in range(200)],
            "published": [dt.datetime(2024, 3, 5, 12, tzinfo=dt.UTC)] * 200,
            "views": list(range(200)),
            "outlet": ["Lantern"] * 200,
        }
    )


def test_parquet(tmp_path: Path, table: pyarrow.Table) -> None:
    path = str(tmp_path / "news.parquet")
    parquet.write_table(table, path, row_group_size=70)
    found = taken(path)
    assert texts(found) == [text(n) for n in range(200)]
    assert found[199].position == f"{path}:200"
    assert found[0].article
    assert found[0].article.published == dt.date(2024, 3, 5)
    assert found[0].article.outlet == "Lantern"
    assert texts(taken(path, skip=198)) == [text(198), text(199)]


def test_a_damaged_parquet_is_one_problem(tmp_path: Path, table: pyarrow.Table) -> None:
    held = io.BytesIO()
    parquet.write_table(table, held)
    data = held.getvalue()
    for damaged in (data[:-20], data[: len(data) // 2] + data[-4:], b"PAR1", b"no"):
        assert problems(taken(saved(tmp_path, "a.parquet", damaged))) == [ProblemKind.UNREADABLE]


def test_repeated_text_is_a_dictionary_and_not_unpacked_as_a_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "a.parquet")
    long = "Envoys met. " * 50_000
    parquet.write_table(pyarrow.table({"text": [long] * 1_000}), path)  # 600 MB if written out
    assert len(taken(path, skip=999)) == 1


def test_columns_that_the_user_maps(tmp_path: Path) -> None:
    rows = [{"text": "teaser", "story": text(n), "when": "2024-03-05"} for n in range(3)]
    path = saved(tmp_path, "a.jsonl", jsonl(rows))
    found = taken(path, mapping=mapping_of("text=story, published=when"))
    assert texts(found) == [text(n) for n in range(3)]
    assert found[0].article
    assert found[0].article.published == dt.date(2024, 3, 5)
    partly = saved(tmp_path, "b.jsonl", jsonl([{"text": "teaser"}, *rows]))
    assert problems(taken(partly, mapping={"text": "story"})) == [ProblemKind.NO_ARTICLE]


@pytest.mark.parametrize("count", [1, 99, 250])
def test_a_column_that_is_in_no_row_stops_all(tmp_path: Path, count: int) -> None:
    path = saved(tmp_path, "a.jsonl", jsonl(row(n) for n in range(count)))
    with pytest.raises(SettingError, match="--map names storey"):
        taken(path, mapping={"text": "storey"})
    with pytest.raises(SettingError, match="--map names dated"):
        taken(path, mapping={"date": "dated"})


@pytest.mark.parametrize("words", ["", "text", "text=", "txt=body", "text=a,body=b", "text=a,,"])
def test_mappings_that_cannot_be_used(words: str) -> None:
    with pytest.raises(SettingError, match="--map cannot use"):
        mapping_of(words)


def test_what_is_lacking_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "a.parquet", b"PAR1")
    boxed = saved(tmp_path, "box/b.parquet", b"PAR1")
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    assert problems(taken(str(Path(boxed).parent))) == [ProblemKind.UNSUPPORTED]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        SourceError, match=r"needs pyarrow, which is not installed.*archive"
    ) as told:
        taken(path)
    assert told.value.exit_code is ExitCode.NOT_TEXT
