"""`summarizer export`: a run's tables, whole or not at all, with a reviewer's corrections."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_house import Shell

sys.path.append(str(Path(__file__).resolve().parent.parent / "views"))

from export_house import records, run_of

from summarizer.archive.ledger import LedgerWriter
from summarizer.briefing import brief
from summarizer.model import Article
from summarizer.views.export.layout import TABLES, ExportFormat

ARTICLES = [
    Article.of(
        f"Shelling killed at least {number} people in Tarn on Sunday, hospital staff said.",
        id=f"story-{number}",
        outlet="=Wire",
    )
    for number in (14, 15)
]


@pytest.fixture
def run(shell: Shell) -> Path:
    articles = [
        Article.of(f"{one.id} {one.text}", id=one.id, outlet=one.outlet) for one in ARTICLES
    ]
    return run_of(shell.cwd / "run", [(one, brief(one)) for one in articles])


def test_all_tables_go_to_the_run_s_own_folder(shell: Shell, run: Path) -> None:
    done = shell.run("export", "run")
    assert (done.code, done.out) == (0, "")
    expected = {f"{name}.jsonl" for name in TABLES if name != "corrections"} | {"briefs.jsonl"}
    assert {path.name for path in (run / "export").iterdir()} == expected
    assert [row["low"] for row in records(run / "export" / "tolls.jsonl")] == [14, 15]
    assert len(done.notes) == 1
    assert "articles 2, tolls 2" in done.notes[0]


@pytest.mark.parametrize("fmt", [*ExportFormat])
def test_every_format_goes_to_a_folder(shell: Shell, run: Path, fmt: ExportFormat) -> None:
    done = shell.run("export", "run", "--format", fmt, "--output", "out", "--quiet")
    assert (done.code, done.err) == (0, "")
    names = [path.name for path in (shell.cwd / "out").iterdir()]
    assert f"conflicting_tolls{fmt.ending}" in names
    assert not [name for name in names if "summarizer" in name]


def test_one_table_goes_to_standard_output(shell: Shell, run: Path) -> None:
    done = shell.run("export", "run", "--format", "csv", "--table", "tolls")
    rows = list(csv.DictReader(done.out.lstrip("\ufeff").splitlines()))
    assert [(row["low"], row["outlet"]) for row in rows] == [("14", "'=Wire"), ("15", "'=Wire")]


def test_a_run_that_goes_on_is_exported_as_it_is(shell: Shell, run: Path) -> None:
    with LedgerWriter.at(run):  # a process that works on it holds its lock
        done = shell.run("export", "run", "--table", "tolls")
    assert done.code == 0
    assert len(done.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["none"], 54, "the run none is not there"),
        (["run", "--table", "deaths"], 2, "there is no table 'deaths'"),
        (["run", "--format", "csv", "--table", "briefs"], 2, "briefs are no table"),
        (["run", "--format", "parquet", "--table", "tolls"], 2, "not for standard output"),
        (["run", "--output", "none/deep"], 40, "none/deep could not be written"),
        (["run", "--output", "file"], 40, "file could not be written"),
        (["run", "--corrections", "none.csv"], 60, "none.csv cannot be read"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    shell: Shell, run: Path, arguments: list[str], code: int, told: str
) -> None:
    shell.write("file", "mine")
    done = shell.run("export", *arguments)
    assert (done.code, done.out, len(done.failures)) == (code, "", 1)
    assert told in done.failures[0]
    assert (shell.cwd / "file").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_failed_export_leaves_the_one_before(shell: Shell, run: Path) -> None:
    out = shell.cwd / "out"
    assert shell.run("export", "run", "--output", "out").code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "zz").symlink_to("/dev/full")
    (out / "briefs.jsonl").unlink()
    (out / "briefs.jsonl").symlink_to("/dev/full")
    done = shell.run("export", "run", "--output", "out")
    assert (done.code, len(done.failures)) == (40, 1)
    for name in ("tolls.jsonl", "articles.jsonl"):
        assert (out / name).read_bytes() == before[name]
    assert not [path for path in out.iterdir() if path.name.startswith(".summarizer")]


def filled(sheet: Path, **cells: str) -> list[dict[str, Any]]:
    """Fill the first line of a review sheet."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= cells
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_a_review_from_the_sheet_to_the_export_and_on(shell: Shell, run: Path) -> None:
    assert shell.run("export", "run", "--template", "review.csv").code == 0
    sheet = shell.cwd / "review.csv"
    rows = filled(sheet, action="correct", field="place", value="Tarn", note="as it says")
    assert [row["says"] for row in rows] == ["killed: at least 14", "killed: at least 15"]
    assert rows[0]["reads_as"] == "≥ 14"
    assert rows[0]["outlet"] == "'=Wire"
    done = shell.run("export", "run", "--corrections", "review.csv")
    assert (done.code, done.failures) == (0, [])
    first, second = records(run / "export" / "tolls.jsonl")
    assert (first["place"], first["review"], first["review_note"]) == (
        *("Tarn", "corrected by reviewer", "as it says"),
    )
    assert second["review"] is None
    (line,) = records(run / "export" / "corrections.jsonl")
    assert (line["line"], line["status"], line["item"]) == (2, "applied", first["item"])
    # A later sheet has what was filled in before.
    again = shell.run("export", "run", "--corrections", "review.csv", "--template", "next.csv")
    assert again.code == 0
    assert [row["value"] for row in filled(shell.cwd / "next.csv")] == ["Tarn", ""]


def test_a_correction_that_matches_nothing_is_told_and_the_export_written(
    shell: Shell, run: Path
) -> None:
    shell.run("export", "run", "--template", "review.csv")
    sheet = shell.cwd / "review.csv"
    filled(sheet, action="correct", field="figure", value="at least 41")
    done = shell.run("export", "run", "--corrections", "review.csv")
    assert done.code == 61
    assert len(done.failures) == 1
    assert "review.csv:2: the correction is refused: " in done.failures[0]
    filled(sheet, action="accept", field="", value="", item="toll-0000000000")
    done = shell.run("export", "run", "--corrections", "review.csv")
    assert done.code == 61
    assert "the brief of this article has no such item any more" in done.failures[0]
    assert len(records(run / "export" / "tolls.jsonl")) == 2
    assert json.loads((run / "export" / "corrections.jsonl").read_text())["status"] == "unmatched"
