"""The gold that ships: right by its own check, split cleanly, and in no prompt."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from summarizer.engines.llm.answer import lean_schema
from summarizer.language.folding import fold
from summarizer.scoring.gold import check, load

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "evals" / "gold"
WORDS = 13
"""A run of so many words is no coincidence; the length is the one that GPT-3's authors took."""


def grams(text: str) -> set[str]:
    words = re.findall(r"\w+", fold(text))
    return {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def test_nothing_is_wrong_with_it() -> None:
    assert [str(problem) for problem in check(GOLD)] == []


def test_every_label_says_who_wrote_it_and_which_split_it_is_in() -> None:
    for gold in load(GOLD):
        assert gold.label.labelled_by in ("model", "human"), gold.id
        assert gold.label.split in ("dev", "test"), gold.id
        assert not gold.label.assisted, gold.id


def test_no_event_is_in_both_splits() -> None:
    splits = defaultdict(set)
    for gold in load(GOLD):
        for event in gold.event.split("+"):
            splits[event].add(gold.label.split)
    assert {event: found for event, found in splits.items() if len(found) > 1} == {}


def test_no_passage_of_it_stands_in_what_a_model_is_told() -> None:
    told = [path.read_text("utf-8") for path in (ROOT / "prompts").glob("*.md")]
    assert told
    known = set().union(*map(grams, [*told, json.dumps(lean_schema())]))
    for path in GOLD.glob("*.txt"):
        assert not known & grams(path.read_text("utf-8")), path.name
