"""What is set aside has nothing to brief; what may have something stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.archive.screening import reason_to_set_aside
from summarizer.model import Article
from summarizer.scoring.gold import load

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
LISTS = ("tolls", "demands", "negotiations", "agreements")
MATCH = (
    "The home side won by three goals to one on Saturday in front of a crowd that had come early. "
    "Their captain, 31, scored twice before the break, and the visitors never found an answer. "
    "The trainer said that he was pleased with the pace of his younger players this season. "
) * 6


def aside(text: str) -> bool:
    return reason_to_set_aside(Article.of(text)) is not None


def test_gold_with_anything_to_brief_stays_and_most_near_misses_do_not() -> None:
    articles = load(GOLD)
    has = {g.id: any(getattr(g.label, name) for name in LISTS) for g in articles}
    kept = {g.id: reason_to_set_aside(g.article) is None for g in articles}
    assert [name for name in has if has[name] and not kept[name]] == []
    near_misses = [name for name in has if not has[name]]
    assert sum(not kept[name] for name in near_misses) >= 0.75 * len(near_misses)


@pytest.mark.parametrize(
    "sentence",
    [
        "A soldier was killed on the way home.",
        "At least 46 people died when the stand fell.",
        "The club's former doctor is one of 129 hostages.",
        "Envoys met for truce talks, and the mediators spoke of a new proposal.",
        "Strikers rejected the offer, and the unions called for more talks.",
        "Five prisoners were set free.",
        "Rebels attacked an army post with drones and rockets.",
    ],
)
def test_one_sentence_is_enough(sentence: str) -> None:
    assert not aside(sentence)
    assert not aside(sentence * 2 + MATCH)


def test_a_word_used_in_passing_is_not() -> None:
    assert aside(MATCH)
    assert aside(MATCH + "Nobody there wanted a truce.")


def test_the_reason_is_one_line() -> None:
    reason = reason_to_set_aside(Article.of(MATCH))
    assert reason
    assert "\n" not in reason


def test_what_is_not_english_stays() -> None:
    assert not aside("Die Gastgeber gewannen am Samstag mit drei zu eins vor vollen Rängen. " * 9)
    assert not aside("Хозяева выиграли в субботу со счетом три один при полных трибунах. " * 9)
