"""Explanations: every toll has its rule, every number its reason, none of them worked out anew."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from summarizer.briefing import brief
from summarizer.engines.rules.trace import Rule, Trace, tracing
from summarizer.explaining import Explanation, Number, explain
from summarizer.language.reader import Reader
from summarizer.model import Article

GOLD = Path(__file__).resolve().parents[1] / "evals" / "gold"
STORY = (
    "Norland's army said on May 3, 2031 that shelling killed 46 people and wounded more than 100. "
    "Ada Marsh, 46, a baker, lost her home. "
    "The Reed Front demanded that Norland release 300 prisoners. "
    "The talks in Port Ashby cost $5 million and an F-16. "
    "Some 1.9 million people – nearly 85% of the population – are displaced. "
    "Norland and the Reed Front agreed to a cease-fire on Monday."
)


def explained(text: str) -> Explanation:
    return explain(Article(id="story", text=text, published=dt.date(2031, 5, 4)))


def number(explanation: Explanation, words: str) -> Number:
    (found,) = [one for one in explanation.numbers if one.words == words]
    return found


def codes(explanation: Explanation, words: str) -> list[str]:
    return [reason.code for reason in number(explanation, words).reasons]


@pytest.fixture(scope="module")
def story() -> Explanation:
    return explained(STORY)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("46", "toll"),
        ("more than 100", "toll"),
        ("May 3, 2031", "date"),
        ("300", "demanded"),
        ("$5", "money"),
        ("F-16", "in-a-word"),
        ("Some 1.9 million", "toll"),
        ("85%", "share-of"),
    ],
)
def test_a_number_is_told_for_what_it_is(story: Explanation, words: str, code: str) -> None:
    found = [one for one in story.numbers if one.words == words]
    assert found[0].reasons[0].code == code


def test_an_age_is_told_as_an_age(story: Explanation) -> None:
    age = [one for one in story.numbers if one.words == "46"][1]
    assert not age.is_toll
    assert age.reasons[0].says == "counts something else than people: age"


def test_a_toll_names_its_rule_its_cue_and_its_place_in_the_brief(story: Explanation) -> None:
    killed = number(explained(STORY.replace("Ada Marsh, 46,", "Ada Marsh,")), "46").reasons[0]
    assert (killed.cue, killed.metric, killed.toll) == ("killed", "killed", 0)
    item = next(one for one in story.items if one.part == "tolls")
    assert (item.rule, item.cues, item.item) == (Rule.TOLL_DIRECT, ["killed"], 0)
    assert item.evidence[0].quote.startswith("Norland's army said")


def test_a_denied_death_says_which_cue_was_negated() -> None:
    reasons = number(explained("The 12 sailors were not killed in it."), "12").reasons
    assert [(one.code, one.cue) for one in reasons] == [("negated", "killed")]


def test_a_sentence_without_a_word_of_harm(story: Explanation) -> None:
    assert codes(explained("The town has 900 people."), "900") == ["no-cue-near"]


def test_what_is_repeated_points_to_the_toll_that_it_repeats() -> None:
    caption = "Shelling killed 46 people."
    numbers = explained(f"{caption}\n{caption}").numbers
    assert [[reason.code for reason in one.reasons] for one in numbers] == [["toll"], ["repeated"]]
    assert [one.reasons[0].toll for one in numbers] == [0, 0]


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_every_toll_is_explained_and_every_figure_appears_once(path: Path) -> None:
    text = path.read_text("utf-8").split("\n\n", 1)[1]
    article = Article(id="gold", text=text, published=dt.date(2024, 5, 17))
    explanation, made = explain(article), brief(article)
    in_brief = [one for one in explanation.items if one.part == "tolls" and one.item is not None]
    assert [one.what for one in in_brief] == [f"{t.metric}: {t.figure}" for t in made.tolls]
    assert all(one.rule for one in explanation.items)
    told = {r.toll for one in explanation.numbers for r in one.reasons if r.toll is not None}
    assert told == set(range(len(made.tolls)))

    spans = [(one.start, one.end) for one in explanation.numbers]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    figures = {
        (line.sentence.start + figure.start, line.sentence.start + figure.end)
        for line in Reader.of(text).lines
        for figure in line.figures
    }
    assert figures <= set(spans)
    digits = {match.start() for match in re.finditer(r"\d", text)}
    covered = {place for start, end in spans for place in range(start, end)}
    assert digits <= covered
    assert all(text[one.start : one.end] == one.words for one in explanation.numbers)
    assert all(one.reasons for one in explanation.numbers)


def test_nothing_is_recorded_outside_of_tracing() -> None:
    article = Article(id="story", text=STORY, published=dt.date(2031, 5, 4))
    with tracing() as trace:
        pass
    brief(article)
    assert trace == Trace()


def test_an_article_read_before_is_explained_all_the_same() -> None:
    article = Article(id="story", text=STORY, published=dt.date(2031, 5, 4))
    brief(article)
    assert explain(article) == explain(article)
    assert all(item.rule for item in explain(article).items)
