"""Windows over long articles, and one Draft of theirs."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm.merging import merged
from summarizer.engines.llm.messages import sentence_line, tokens_in
from summarizer.engines.llm.windows import windows
from summarizer.language.sentences import Sentence
from summarizer.model import Draft
from summarizer.model.vocabulary import Metric, Stage


def sentences_of(lengths: list[int]) -> list[Sentence]:
    return [Sentence(number, 0, size, "x" * size) for number, size in enumerate(lengths, 1)]


@given(st.lists(st.integers(min_value=1, max_value=400), max_size=60), st.integers(8, 200))
def test_windows_hold_every_sentence_and_keep_to_the_room(lengths: list[int], room: int) -> None:
    sentences = sentences_of(lengths)
    found = windows(sentences, room)
    seen = {sentence.number for window in found for sentence in window.sentences}
    assert seen == {sentence.number for sentence in sentences}
    for window in found:
        assert sum(map(tokens_in, window.lines)) <= room
        numbers = [sentence.number for sentence in window.sentences]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
    for one, other in itertools.pairwise(found):
        assert one.sentences[0].number < other.sentences[0].number <= one.sentences[-1].number + 1
        assert one.sentences[-1].number < other.sentences[-1].number


def test_what_fits_is_one_window() -> None:
    (window,) = windows(sentences_of([10, 10]), 100)
    assert window.lines == ("[1] xxxxxxxxxx", "[2] xxxxxxxxxx")
    assert window.cut == ()


@given(
    st.lists(st.text().map(str.strip).filter(bool), min_size=1, max_size=20),
    st.integers(100, 2000),
)
def test_lines_are_as_the_model_is_told_them(texts: list[str], room: int) -> None:
    """Whether they fit, and what they look like, is told by a quick look where it can be."""
    sentences = [Sentence(number, 0, len(text), text) for number, text in enumerate(texts, 1)]
    lines = [sentence_line(sentence) for sentence in sentences]
    parts = windows(sentences, room)
    told = {
        sentence.number: line
        for part in parts
        for sentence, line in zip(part.sentences, part.lines, strict=True)
        if sentence.number not in part.cut
    }
    assert all(line == lines[number - 1] for number, line in told.items())
    if sum(map(tokens_in, lines)) <= room:
        assert [part.lines for part in parts] == [tuple(lines)]


def test_windows_overlap_by_a_tenth() -> None:
    # Each line takes 10 tokens (28 characters and its number), so 20 fit, and 2 are repeated.
    found = windows(sentences_of([27] * 50), 200)
    starts = [window.sentences[0].number for window in found]
    assert starts == [1, 19, 37]


def test_a_sentence_that_does_not_fit_is_cut_and_told() -> None:
    first, second = windows(sentences_of([1000, 10]), 50)
    assert first.cut == (1,)
    assert tokens_in(first.lines[0]) == 50
    assert second.cut == ()


def draft(**lists: object) -> Draft:
    return Draft.model_validate({"headline": "h", "bottom_line": "b", **lists})


def toll(*sentences: int, figure: str = "at least 14", **more: object) -> dict[str, object]:
    given = {"sentences": sentences, "metric": "killed", "figure": figure, "basis": "incident"}
    return {**given, **more}


def demand(*sentences: int, text: str = "leave", **more: object) -> dict[str, object]:
    given = {"sentences": sentences, "by": ["the Reed Front"], "kind": "demand", "issue": "talks"}
    return {**given, "text": text, **more}


def test_a_toll_that_two_windows_tell_is_one() -> None:
    one = draft(tolls=[toll(7)])
    other = draft(tolls=[toll(7, 8, figure="At least 14", place="Ashby")])
    (item,) = merged([one, other]).tolls
    assert item.sentences == [7, 8]
    assert item.figure == "at least 14"
    assert item.place == "Ashby"
    assert item.metric is Metric.KILLED


def test_tolls_of_other_sentences_figures_or_metrics_stay() -> None:
    tolls = [toll(8), toll(7, figure="12"), toll(7, metric="injured")]
    assert len(merged([draft(tolls=[toll(7)]), draft(tolls=tolls)]).tolls) == 4


def test_what_one_window_tells_apart_stays_apart() -> None:
    both = [demand(3, text="free the nurses"), demand(3, text="free the drivers")]
    drafts = [draft(demands=both), draft(demands=both)]
    assert [item.text for item in merged(drafts).demands] == [item["text"] for item in both]


def test_a_demand_needs_a_common_actor() -> None:
    mine, theirs = demand(3, by=["Reed Front"]), demand(3, by=["Norland"])
    assert len(merged([draft(demands=[demand(3)]), draft(demands=[mine])]).demands) == 1
    assert len(merged([draft(demands=[demand(3)]), draft(demands=[theirs])]).demands) == 2


def test_of_two_stages_the_one_further_on_holds() -> None:
    def talks(stage: str, *sentences: int, **more: object) -> Draft:
        parties = ["Norland", "the Reed Front"] if sentences[0] < 5 else ["Reed Front", "Norland"]
        item = {"sentences": sentences, "name": "Talks", "stage": stage, "parties": parties}
        return draft(negotiations=[{**item, **more}])

    drafts = [talks("under_way", 1, mediators=["Velia"]), talks("agreed", 9, mediators=["Osk"])]
    (item,) = merged([*drafts, talks("unknown", 12)]).negotiations
    assert item.stage is Stage.AGREED
    assert item.mediators == ["Velia", "Osk"]
    assert item.sentences == [1, 9, 12]


def test_agreements_meet_by_name() -> None:
    def deal(*sentences: int, terms: list[str]) -> Draft:
        item = {"sentences": sentences, "name": "Ashby truce", "kind": "ceasefire"}
        return draft(agreements=[{**item, "status": "in_effect", "terms": terms}])

    (item,) = merged([deal(1, terms=["a", "b"]), deal(40, terms=["B", "c"])]).agreements
    assert item.terms == ["a", "b", "c"]


def test_the_first_window_has_the_headline() -> None:
    later = Draft(headline="later", bottom_line="later")
    assert merged([draft(), later]).headline == "h"
