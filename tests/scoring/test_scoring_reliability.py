"""Krippendorff's alpha by values worked out by hand, and two readings held against each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gold import load
from summarizer.scoring.readers import readers
from summarizer.scoring.results import Count, Measure
from summarizer.scoring.statistics.reliability import alpha

EVALS = Path(__file__).parents[2] / "evals"


def test_alpha_of_ten_pairs_by_hand() -> None:
    # 5 pairs a-a, 3 pairs b-b, 1 a-b, 1 b-a. Chosen: a 2 x 5 + 1 + 1 = 12, b 2 x 3 + 1 + 1 = 8,
    # n = 20. Coincidences off the diagonal: 2 x (1 + 1) = 4.
    # alpha = 1 - 19 x 4 / (12 x 8 + 8 x 12) = 1 - 76 / 192 = 0.6042
    assert alpha({"a": {"a": 5, "b": 1}, "b": {"a": 1, "b": 3}}) == pytest.approx(116 / 192)


def test_alpha_of_three_choices_by_hand() -> None:
    # a-a 2, b-b 1, a-c 1: a 5, b 2, c 1, n = 8; off the diagonal 2.
    # alpha = 1 - 7 x 2 / (64 - 25 - 4 - 1) = 1 - 14 / 34 = 0.5882
    assert alpha({"a": {"a": 2, "c": 1}, "b": {"b": 1}}) == pytest.approx(20 / 34)


def test_alpha_is_1_for_full_agreement_and_the_same_whoever_is_first() -> None:
    assert alpha({"a": {"a": 4}, "b": {"b": 2}}) == 1
    assert alpha({"a": {"b": 3}, "b": {"b": 2}}) == alpha({"b": {"a": 3, "b": 2}})


def test_alpha_is_below_0_where_readers_differ_more_than_by_lot() -> None:
    # a-b 1, b-a 1: n = 4, off the diagonal 4: 1 - 3 x 4 / (2 x 2 + 2 x 2) = -0.5
    assert alpha({"a": {"b": 1}, "b": {"a": 1}}) == pytest.approx(-0.5)


def test_alpha_says_nothing_where_all_chose_one() -> None:
    assert alpha({"a": {"a": 9}}) is None
    assert alpha({}) is None


def some(folder: Path, *ids: str) -> Path:
    folder.mkdir()
    for name in ids:
        shutil.copy(EVALS / "gold" / f"{name}.gold.yaml", folder)
    return folder


def test_a_reading_agrees_with_itself(tmp_path: Path) -> None:
    ids = ("strait-talks", "dock-contract")
    golds = [gold for gold in load(EVALS / "gold") if gold.id in (*ids, "bam-earthquake")]
    first = some(tmp_path / "a", *ids, "bam-earthquake")
    told = readers(golds, first, some(tmp_path / "b", *ids))
    assert told.articles == 2
    tolls = sum(len(gold.label.tolls) for gold in golds if gold.id in ids)
    assert told.measures[Measure.TOLL_COMPLETE] == Count(hits=tolls, predicted=tolls, gold=tolls)
    assert {count.f1 for count in told.fields.values()} == {1}
    assert {value for value in told.alphas.values() if value is not None} == {1}


def test_readings_of_other_articles_and_broken_labels_are_refused(tmp_path: Path) -> None:
    golds = [gold for gold in load(EVALS / "gold") if gold.id == "strait-talks"]
    first, second = some(tmp_path / "a", "strait-talks"), some(tmp_path / "b", "dock-contract")
    with pytest.raises(EvalError, match="no label of the same gold article"):
        readers(golds, first, second)
    (second / "strait-talks.gold.yaml").write_text("codebook: 7\n")
    with pytest.raises(EvalError, match=r"strait-talks\.gold\.yaml: codebook: ") as refused:
        readers(golds, first, second)
    assert refused.value.exit_code == ExitCode.BAD_GOLD
