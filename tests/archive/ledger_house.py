"""What the tests of the ledger share."""

from __future__ import annotations

import hashlib
from pathlib import Path

from summarizer.archive.ledger import Incoming, LedgerWriter, Recipe, Settled
from summarizer.archive.ledger.rows import packed, packed_brief
from summarizer.archive.outcome import Outcome
from summarizer.briefing import brief
from summarizer.engines.rules.engine import RulesEngine
from summarizer.model import Article, Usage

RECIPE = Recipe.of(RulesEngine())
OTHER = Recipe(**{**RECIPE.__dict__, "model": "another"})
TEXT = "Shelling killed at least {} people in the delta on Sunday, hospital staff said."


def article(number: int) -> Article:
    return Article.of(TEXT.format(number + 10), id=f"story-{number}", outlet="Wire")


def incoming(number: int, text: str | None = None, position: str | None = None) -> Incoming:
    """A whole article; its signature is the first word, its only band that word's length."""
    one = article(number) if text is None else Article.of(text, id=f"story-{number}")
    digest = hashlib.sha256(one.text.encode()).digest()
    first = one.text.split()[0]
    return Incoming(
        position=position or f"news.jsonl:{number}",
        key=digest,
        known=(one.id, digest, "2031-03-04", None, one.outlet, None, None),
        text=packed(one.text),
        signature=first.encode(),
        bands=(len(first),),
    )


def briefed(row: int, one: Article, usage: Usage | None = None) -> Settled:
    made = brief(one, RulesEngine())
    return Settled(row, Outcome.OK, usage or Usage(), brief=packed_brief(made))


def filled(folder: Path, number: int) -> LedgerWriter:
    """A ledger of that many articles, none of them briefed."""
    ledger = LedgerWriter.at(folder)
    ledger.begin(RECIPE, {})
    intake = ledger.intake(["news.jsonl"], "v1")
    ledger.take_in([incoming(n) for n in range(1, number + 1)], intake, is_last=True, is_near=None)
    return ledger
