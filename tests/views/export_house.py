"""What the tests of exports share: runs made with the real ledger, and files read back."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.archive.ledger import Incoming, LedgerWriter, Recipe, Settled
from summarizer.archive.ledger.rows import packed
from summarizer.archive.outcome import Outcome
from summarizer.engines.rules.engine import RulesEngine
from summarizer.model import Article, Brief, Usage
from summarizer.views.export.layout import ExportFormat

SPENT = Usage(calls=1, tokens_in=120, tokens_out=34, cost_usd=0.25, seconds=1.5)


def incoming(article: Article, position: str) -> Incoming:
    digest = bytes.fromhex(article.digest)
    published = None if article.published is None else article.published.isoformat()
    known = (article.title, article.outlet, article.url, article.language)
    return Incoming(
        position=position,
        key=digest + position.encode(),
        known=(article.id, digest, published, *known),
        text=packed(article.text),
        # Equal signatures are duplicates: those that begin with the same two words.
        signature=" ".join(article.text.split()[:2]).encode("utf-8", "replace"),
        bands=(len(article.text.split()[0]),),
    )


def run_of(folder: Path, pairs: Sequence[tuple[Article, Brief | None]]) -> Path:
    """A run of these articles; one without a brief failed, one like an earlier is a duplicate."""
    with LedgerWriter.at(folder) as ledger:
        ledger.begin(Recipe.of(RulesEngine()), {})
        batch = [incoming(one, f"news.jsonl:{n}") for n, (one, _) in enumerate(pairs, 1)]
        intake = ledger.intake(["news.jsonl"], "v1")
        ledger.take_in(batch, intake, is_last=True, is_near=lambda a, b: a == b)
        for row, (_, brief) in zip(list(ledger.rows()), pairs, strict=True):
            if row.outcome is not None:
                continue
            if brief is None:
                failed = Settled(row.id, Outcome.FAILED, Usage(), cause="busy", why="it was busy")
                ledger.settle([failed])
            else:
                done = packed(json.dumps(brief.model_dump(mode="json")))
                ledger.settle([Settled(row.id, Outcome.OK, SPENT, brief=done)])
    return folder


def records(path: Path, fmt: ExportFormat = ExportFormat.JSONL) -> list[dict[str, Any]]:
    """The rows of an exported file; of CSV as texts."""
    if fmt is ExportFormat.PARQUET:
        from pyarrow import parquet

        rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return rows
    if fmt is ExportFormat.JSONL:
        return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))
