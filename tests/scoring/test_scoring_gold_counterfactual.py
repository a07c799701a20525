"""Counterfactual copies: what a table makes of an article and its label, and what it refuses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gold import check, load
from summarizer.scoring.gold import label as labels
from summarizer.scoring.gold.counterfactual import SAID, copies
from summarizer.scoring.gold.writing import write

TEXT = """date: 2024-03-20
title: Velia buries 24

PORT ORN, Velia – Velia's army said on Tuesday that 24 people, two of them children, had died.

The Zhar Front put the dead at 124. The two sides have fought since March 2021.
"""
TOLL = {
    "metric": "killed",
    "unit": "person",
    "category": "unspecified",
    "basis": "incident",
    "source_kind": "party",
    "assertion": "asserted",
    "scope": "focal",
    "share": None,
    "when": {"start": "2024-03-19", "end": "2024-03-19"},
}
LABEL: dict[str, Any] = {
    "codebook": 1,
    "article": {"id": "truce", "published": "2024-03-20"},
    "labelled_by": "model",
    "tags": ["war"],
    "split": "dev",
    "headline": "Velia says 24 died",
    "bottom_line": "Velia's army counted 24 dead on March 19, 2024.",
    "actors": [{"name": "Velia", "aliases": ["Velia's army"]}, {"name": "Zhar Front"}],
    "negotiations": [],
    "demands": [],
    "tolls": [
        {**TOLL, "figure": "24", "source": "Velia's army", "evidence": ["24 people, two of them"]},
        {
            **TOLL,
            "figure": "two",
            "when": {"start": "2021-03-01", "end": "2024-03-20"},
            "evidence": ["two of them children", "The two sides"],
        },
        {
            **TOLL,
            **dict.fromkeys(("value", "low", "high"), "124"),
            "qualifier": "exact",
            "figure": "124",
            "evidence": ["The Zhar Front put the dead at 124."],
        },
    ],
    "agreements": [],
}
TABLE = """
weeks: -52
words: {PORT ORN: LAKE MERA, Velia: Zhar, Zhar: Velia, 24: 31, two: three, two sides: two sides,
  124: 98, March 2021: May 2020}
label: {'March 19, 2024': 'March 21, 2023'}
dates: {2021-03-01: 2020-05-01}
"""


def folders(tmp_path: Path, table: str = TABLE) -> tuple[Path, Path]:
    gold, tables = tmp_path / "gold", tmp_path / "tables"
    gold.mkdir()
    tables.mkdir()
    (gold / "truce.txt").write_text(TEXT)
    (gold / "truce.gold.yaml").write_text(json.dumps(LABEL))
    (tables / "truce.yaml").write_text(table)
    return gold, tables


def test_text_and_label_change_alike_and_the_copy_passes_the_check(tmp_path: Path) -> None:
    gold, tables = folders(tmp_path)
    (copy,) = copies(gold, tables)
    # Velia and Zhar change places; 24 is not found in 124 or in 2024; 52 weeks are 364 days.
    assert copy.text == (
        "date: 2023-03-22\ntitle: Zhar buries 31\n\n"
        "LAKE MERA, Zhar – Zhar's army said on Tuesday that 31 people, three of them children, "
        "had died.\n\n"
        "The Velia Front put the dead at 98. The two sides have fought since May 2020.\n"
    )
    assert copy.label.headline == "Zhar says 31 died"
    assert copy.label.bottom_line == "Zhar's army counted 31 dead on March 21, 2023."
    assert [actor.name for actor in copy.label.actors] == ["Zhar", "Velia Front"]
    first, second, third = copy.label.tolls
    assert (first.figure, first.source, first.evidence) == (
        "31",
        "Zhar's army",
        ("31 people, three of them",),
    )
    assert first.when == labels.LabelWindow(start=dt.date(2023, 3, 21), end=dt.date(2023, 3, 21))
    assert second.evidence == ("three of them children", "The two sides")
    assert second.when == labels.LabelWindow(start=dt.date(2020, 5, 1), end=dt.date(2023, 3, 22))
    assert (third.figure, third.value, third.low, third.high) == ("98", 98, 98, 98)
    write([copy], gold)
    assert check(gold) == []


def test_a_copy_is_of_its_originals_event_and_split_and_says_what_it_is(tmp_path: Path) -> None:
    gold, tables = folders(tmp_path)
    write(copies(gold, tables), gold)
    original, copy = load(gold)
    assert (original.id, copy.id) == ("truce", "truce-counterfactual")
    assert copy.event == original.event == "truce"
    assert copy.label.tags == ("war", "counterfactual")
    assert (copy.label.split, copy.label.labelled_by) == ("dev", "model")


def test_it_is_made_anew_from_a_changed_original_not_from_the_copy(tmp_path: Path) -> None:
    gold, tables = folders(tmp_path)
    write(copies(gold, tables), gold)
    (gold / "truce.txt").write_text(f"{TEXT}\nRain fell over Velia.\n")
    (copy,) = copies(gold, tables)
    assert copy.text.endswith("\n\nRain fell over Zhar.\n")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("weeks: 1\nwords: {Atlantis: Mu}", "“Atlantis” stands in neither the article nor its"),
        ("weeks: 1\nwords: {4: 5}", "“4” stands in neither the article nor its label"),
        ("weeks: some\nwords: {Velia: Mu}", "weeks: should be a valid integer"),
        ("words: {Velia: Mu}", "weeks: is missing"),
        ("weeks: 1\nwords: {Velia: }", "words.Velia: should be text"),
        ("weeks: 1\nwords: {Velia: Mu}\nlabels: {}", "no such key; perhaps `label`"),
        ("weeks: 99999\nwords: {Velia: Mu}", "weeks: should be less than or equal to 5200"),
        ("weeks: 1\nwords: [", "line"),
        ("weeks: 1\nwords: {124: many}\n", "tolls[2].value: should be a whole number"),
    ],
)
def test_a_wrong_table_is_one_line_with_the_file(tmp_path: Path, table: str, said: str) -> None:
    gold, tables = folders(tmp_path, table)
    with pytest.raises(EvalError) as refused:
        copies(gold, tables)
    assert refused.value.exit_code == ExitCode.BAD_GOLD
    assert "truce.yaml" in refused.value.message
    assert said in refused.value.message
    assert "\n" not in refused.value.message


def test_a_table_without_its_article_and_a_folder_without_tables_are_refused(
    tmp_path: Path,
) -> None:
    gold, tables = folders(tmp_path)
    (tables / "truce.yaml").rename(tables / "other.yaml")
    with pytest.raises(EvalError, match=r"other\.yaml: there is no gold article other in"):
        copies(gold, tables)
    (tables / "other.yaml").unlink()
    with pytest.raises(EvalError, match=r"holds no table ID\.yaml"):
        copies(gold, tables)


def test_every_field_of_a_label_is_known_to_change_or_to_stay() -> None:
    stay = {"codebook", "article", "labelled_by", "assisted", "tags", "event", "split", "injection"}
    stay |= {"id", "outlet", "language", "actors", "negotiations", "demands", "tolls", "agreements"}
    stay |= {"stage", "format", "momentum", "distance", "kind", "issue", "assertion", "response"}
    stay |= {"metric", "unit", "qualifier", "figure_by_hand", "category", "basis", "source_kind"}
    stay |= {"scope", "status", "when"}
    models: tuple[type[BaseModel], ...] = (
        *(labels.Label, labels.LabelArticle, labels.LabelActor, labels.LabelNegotiation),
        *(labels.LabelDemand, labels.LabelToll, labels.LabelAgreement, labels.LabelWindow),
    )
    assert {field for model in models for field in model.model_fields} == SAID | stay
    assert not SAID & stay
