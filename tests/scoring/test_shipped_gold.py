"""The gold that ships: right by its own check, split cleanly, and in no prompt."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path

from summarizer.engines.llm.answer import lean_schema
from summarizer.language.dates import find_times, resolve
from summarizer.language.folding import fold
from summarizer.model import Brief, Draft
from summarizer.scoring.gold import agreement, check, load, schema
from summarizer.scoring.gold.counterfactual import ENDING, TAG, copies
from summarizer.scoring.gold.writing import write
from summarizer.scoring.readers import readers

ROOT = Path(__file__).parents[2]
EVALS = ROOT / "evals"
GOLD = EVALS / "gold"
TABLES = EVALS / "counterfactual"
MANIFEST = EVALS / "MANIFEST.sha256"
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


def test_nothing_of_it_changed_without_its_manifest() -> None:
    """`evals/README.md` says how the manifest is made anew after a change on purpose."""
    lines = [line.split("  ", 1) for line in MANIFEST.read_text("utf-8").splitlines()]
    listed = {name: digest for digest, name in lines}
    found = {
        path.relative_to(EVALS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("gold", "annotation", "counterfactual")
        for path in (EVALS / folder).rglob("*")
        if path.is_file()
    }
    assert found == listed


def test_the_agreement_that_is_stated_is_what_the_two_readings_give() -> None:
    told = readers(load(GOLD), EVALS / "annotation" / "a", EVALS / "annotation" / "b")
    stated = agreement(GOLD)
    assert stated
    assert stated.articles == told.articles == 50
    found = {measure: round(told.measures[measure].f1 or 0, 3) for measure in stated.measures}
    assert found == stated.measures
    rows = [
        [cell.strip(" `") for cell in row.strip("|").split("|")]
        for row in (EVALS / "README.md").read_text("utf-8").splitlines()
        if re.match(r"\|.*\| [01]\.\d{3} \| [01]\.\d\d \|", row)
    ]
    assert {name.replace(" ", "_"): f1 for name, f1, *_ in rows if name} == {
        measure.value: f"{f1:.3f}" for measure, f1 in stated.measures.items()
    }
    assert {name: tuple(rest) for _, _, _, name, *rest in rows} == {
        name: (f"{count.f1:.3f}", f"{alpha:.2f}", f"{count.gold:.0f}")
        for name, count in told.fields.items()
        if (alpha := told.alphas.get(name)) is not None
    }


# --- counterfactual copies ------------------------------------------------------------------------


def test_the_copies_are_what_the_tables_make_of_the_originals(tmp_path: Path) -> None:
    """After a change on purpose: `summarizer eval counterfactual`."""
    write(copies(GOLD, TABLES), tmp_path)
    shipped = {path.name: path.read_text("utf-8") for path in GOLD.glob(f"*{ENDING}.*")}
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == shipped


def test_twenty_copies_of_as_many_events_are_in_both_splits() -> None:
    golds = {gold.id: gold for gold in load(GOLD)}
    made = [gold for gold in golds.values() if TAG in gold.label.tags]
    assert len({gold.event for gold in made}) == len(made) >= 20
    assert {gold.label.split for gold in made} == {"dev", "test"}
    for copy in made:
        original = golds[copy.id.removesuffix(ENDING)]
        assert copy.event == original.event
        assert copy.label.split == original.label.split
        assert set(copy.label.tags) == {*original.label.tags, TAG}


def test_no_toll_of_a_copy_has_the_days_of_its_original_and_few_its_figure() -> None:
    golds = {gold.id: gold for gold in load(GOLD)}
    for copy in golds.values():
        if TAG not in copy.label.tags:
            continue
        before = golds[copy.id.removesuffix(ENDING)].label.tolls
        after = copy.label.tolls
        assert len(before) == len(after)
        same = [
            old.figure
            for old, new in zip(before, after, strict=True)
            if old.figure == new.figure and old.figure.lower() not in ("a", "one")
        ]
        assert len(same) <= 2, (copy.id, same)
        for old, new in zip(before, after, strict=True):
            assert old.when != new.when or old.when is None, (copy.id, old.figure)


def test_every_day_that_a_copy_names_has_moved_by_the_same_weeks() -> None:
    """A day that the table of words moves otherwise would contradict the weekdays beside it."""
    golds = {gold.id: gold for gold in load(GOLD)}
    wrong = []
    for copy in golds.values():
        if TAG not in copy.label.tags:
            continue
        original = golds[copy.id.removesuffix(ENDING)]
        assert original.article.published
        assert copy.article.published
        moved = copy.article.published - original.article.published
        assert moved.days % 7 == 0
        pairs = zip(
            days(original.article.text, original.article.published),
            days(copy.article.text, copy.article.published),
            strict=True,
        )
        for old, new in pairs:
            # A day still to come is read as last year's, and one of the years may be a leap year.
            of_last_year = old < original.article.published - dt.timedelta(days=200)
            if abs((new - old - moved).days) > of_last_year:
                wrong.append(f"{copy.id}: {old} became {new}, not {old + moved}")
    assert wrong == []


def days(text: str, published: dt.date) -> list[dt.date]:
    """The single days that a text's time phrases mean, in order."""
    windows = (resolve(phrase.words, published) for phrase in find_times(text))
    return [one.start for one in windows if one and one.start and one.start == one.end]


# --- contamination --------------------------------------------------------------------------------


def test_no_passage_of_it_stands_in_what_a_model_is_told() -> None:
    """Prompts, schemas, and the program's own words to a model, such as those of a second try."""
    files = [path for path in (ROOT / "prompts").rglob("*") if path.is_file()]
    files += (ROOT / "summarizer" / "engines" / "llm").rglob("*.py")
    files += (ROOT / "summarizer" / "model").rglob("*.py")
    assert {path.suffix for path in files} >= {".md", ".py"}
    schemas = (lean_schema(), Draft.model_json_schema(), Brief.model_json_schema(), schema())
    told = [path.read_text("utf-8") for path in files] + [json.dumps(one) for one in schemas]
    known = set().union(*map(grams, told))
    passages = {path.name: grams(path.read_text("utf-8")) for path in GOLD.glob("*.txt")}
    assert {name: found & known for name, found in passages.items() if found & known} == {}
    assert sum(name.endswith(f"{ENDING}.txt") for name in passages) >= 20


def test_a_passage_that_is_told_would_be_found() -> None:
    text = (GOLD / "strait-talks.txt").read_text("utf-8")
    passage = " ".join(text.split()[40:60])
    assert grams(f"For example: “{passage.upper()}”") & grams(text)
