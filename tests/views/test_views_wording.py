"""The words for what a brief holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import example
import pytest

from summarizer.model import Window
from summarizer.model.vocabulary import (
    VOCABULARY,
    Category,
    Qualifier,
    Scope,
    SourceKind,
    TollAssertion,
    Unit,
)
from summarizer.views import wording


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"value": 46, "low": 46, "high": 46}, "46"),
        ({"value": 46, "low": 46}, "≥ 46"),
        ({"value": 20_000, "high": 20_000}, "≤ 20,000"),
        ({"value": 1_900_000, "share": 85}, "≈ 1,900,000 (85%)"),
        ({"low": 100, "high": 300}, "100–300"),
        ({"low": 12, "qualifier": Qualifier.VAGUE}, "≥ 12 (vague)"),
        ({"high": 2_300_000, "qualifier": Qualifier.VAGUE}, "≤ 2,300,000 (vague)"),
        ({"value": 200, "unit": Unit.HOUSEHOLD}, "≈ 200 households"),
        ({"share": 100 / 3}, "33.33333333%"),
        ({"share": 66.7}, "66.7%"),
        ({"qualifier": None}, ""),
        ({"value": 0, "low": 0, "high": 0}, "0"),
    ],
)
def test_bounds(known: dict[str, Any], words: str) -> None:
    assert wording.bounds(example.toll(example.ARTICLE, "x", 4, **known)) == words


def test_a_figure_that_was_not_read_says_so() -> None:
    unread = example.toll(example.ARTICLE, "vierzig", 4, qualifier=None)
    assert wording.toll_flags(unread) == ("figure not read",)


def test_each_doubt_about_a_toll_is_a_flag() -> None:
    doubtful = example.toll(
        example.ARTICLE,
        "46",
        4,
        value=46,
        grounding="unverified",
        assertion=TollAssertion.DISPUTED,
        scope=Scope.OTHER,
    )
    assert wording.toll_flags(doubtful) == ("unverified", "disputed", "another conflict")


@pytest.mark.parametrize(
    ("population", "category", "words"),
    [
        ("soldiers", Category.MILITARY, "soldiers (military)"),
        ("people", Category.UNSPECIFIED, "people"),
        (None, Category.CHILDREN, "children"),
        (None, Category.UNSPECIFIED, ""),
    ],
)
def test_people(population: str | None, category: Category, words: str) -> None:
    toll = example.toll(example.ARTICLE, "46", 4, population=population, category=category)
    assert wording.people(toll) == words


def test_a_source_comes_with_its_kind() -> None:
    named = {"source": "the agency", "source_kind": SourceKind.UN_OR_NGO}
    assert wording.source(example.toll(example.ARTICLE, "46", 4, **named)) == (
        "the agency (UN or NGO)"
    )
    assert wording.source(example.toll(example.ARTICLE, "46", 4)) == "the article's own voice"


def test_every_term_of_the_vocabulary_has_plain_words() -> None:
    for terms in VOCABULARY:
        shown = [wording.words(term) for term in terms]
        assert not any("_" in words for words in shown)
        assert len(set(shown)) == len(shown), f"two terms of {terms.__name__} read the same"


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B\n", "C"], "A, B and C")],
)
def test_listed(names: list[str], words: str) -> None:
    assert wording.listed(names) == words


def test_windows() -> None:
    first, last = dt.date(2023, 10, 7), dt.date(2023, 12, 20)
    assert wording.window(None) == ""
    assert wording.window(Window()) == ""
    assert wording.window(Window(start=first)) == "since 7 Oct 2023"
    assert wording.window(Window(end=last)) == "until 20 Dec 2023"
    assert wording.window(Window(start=last, end=last)) == "20 Dec 2023"
    assert wording.window(Window(start=first, end=last)) == "7 Oct 2023 – 20 Dec 2023"


def test_provenance_says_what_is_not_known_and_what_was_free() -> None:
    unpriced = wording.provenance_line(example.PROVENANCE)
    for part in ("model acme/model-1", "answered by model-1-0613", "prompt brief 01234567 ·"):
        assert part in unpriced
    assert "1,234 tokens in, 567 out" in unpriced
    assert "unpriced" in unpriced
    assert "$" not in unpriced
    free = example.PROVENANCE.model_copy(
        update={"usage": example.PROVENANCE.usage.model_copy(update={"cost_usd": 0.0123})}
    )
    assert "$0.0123" in wording.provenance_line(free)
