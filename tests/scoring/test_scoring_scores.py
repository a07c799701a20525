"""Scores of articles and runs: the scoring rules' worked examples, exact values, properties."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_house import (
    CREATED,
    SENTENCES,
    attempt,
    brief_of,
    deal,
    demand,
    gold_in,
    relabelled,
    talks,
    toll,
)

from summarizer.errors import EvalError, ExitCode
from summarizer.model import Brief, Usage
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.results import ArticleScore, Count, ErrorKind, Measure, Outcome, Tally
from summarizer.scoring.scores import score_article, score_run

PARTS = ("tolls", "demands", "negotiations", "agreements")


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldArticle:
    return gold_in(tmp_path_factory.mktemp("gold"))


def scored(gold: GoldArticle, stated: dict[str, Any], given: dict[str, Any]) -> ArticleScore:
    """A brief that says what the label `given` says, scored against the label `stated`."""
    wanted = relabelled(gold, **stated)
    return score_article(wanted, [attempt(wanted, brief_of(relabelled(gold, **given)))])


def f1(score: ArticleScore, measure: Measure) -> float | None:
    return score.counts[measure].f1


def kinds(score: ArticleScore) -> list[tuple[str, str | None]]:
    return [(error.kind.value, error.field) for error in score.errors]


# --- the worked examples ----------------------------------------------------------------------


def test_worked_example_1_a_value_taken_from_the_next_figure(gold: GoldArticle) -> None:
    hurt = toll("injured", "more than 100", 8)
    score = scored(
        gold,
        {"tolls": [toll("killed", "At least 46", 8), hurt]},
        {"tolls": [toll("killed", "more than 100", 8), hurt]},
    )
    assert f1(score, Measure.TOLL_FOUND) == 1.0
    assert f1(score, Measure.TOLL_EXACT) == 0.5
    assert kinds(score) == [("wrong_value", None)]
    assert score.errors[0].expected == "killed At least 46 (46 / 46 / -)"
    assert score.errors[0].got == "killed more than 100 (100 / 100 / -)"
    assert score.errors[0].sentences == [8]
    assert score.tallies[Tally.KILLED_INJURED_SWAPS] == 0
    assert score.tallies[Tally.VALUES_OFF] == 1  # 100 is more than twice 46


def test_worked_example_2_the_same_toll_twice(gold: GoldArticle) -> None:
    score = scored(
        gold,
        {"tolls": [toll("killed", "134", 20)]},
        {"tolls": [toll("killed", "134", 20), toll("killed", "134", 4)]},
    )
    assert f1(score, Measure.TOLL_FOUND) == pytest.approx(2 / 3)
    assert kinds(score) == [("invented", None)]
    assert score.errors[0].predicted == 1


def test_worked_example_3_a_demand_of_the_other_party(gold: GoldArticle) -> None:
    text = "release all prisoners"
    score = scored(
        gold,
        {"demands": [demand(["Zhar Front"], "release_of_captives", text, 9)]},
        {"demands": [demand(["Velia"], "release_of_captives", text, 9)]},
    )
    assert f1(score, Measure.DEMAND_FOUND) == 0.0
    assert score.tallies[Tally.PARTY_SWAPS] == 1
    assert kinds(score) == [("wrong_party", "by")]  # once, not as missed and invented too
    assert score.errors[0].expected is not None
    assert score.errors[0].expected.startswith("Zhar Front: release all prisoners")


# --- every error named ------------------------------------------------------------------------


def test_a_wrong_metric_is_told_once_and_counted_as_a_swap(gold: GoldArticle) -> None:
    score = scored(
        gold,
        {"tolls": [toll("killed", "At least 46", 8)]},
        {"tolls": [toll("injured", "At least 46", 8)]},
    )
    assert f1(score, Measure.TOLL_FOUND) == 0.0
    assert kinds(score) == [("wrong_metric", "metric")]
    assert score.tallies[Tally.KILLED_INJURED_SWAPS] == 1
    assert score.confusions["tolls.metric"] == {"killed": {"injured": 1}}


def test_figures_that_changed_places_are_two_swaps(gold: GoldArticle) -> None:
    # With the gate: killed-killed and injured-injured at 0.5 each. Without it the other way round
    # at 1 each, so 2 against 0.5 in squares.
    score = scored(
        gold,
        {"tolls": [toll("killed", "At least 46", 8), toll("injured", "more than 100", 8)]},
        {"tolls": [toll("killed", "more than 100", 8), toll("injured", "At least 46", 8)]},
    )
    assert f1(score, Measure.TOLL_FOUND) == 1.0
    assert f1(score, Measure.TOLL_EXACT) == 0.0
    assert score.tallies[Tally.KILLED_INJURED_SWAPS] == 2
    assert kinds(score) == [("wrong_value", None)] * 2


def test_missed_and_invented_items_are_named_with_their_place(gold: GoldArticle) -> None:
    score = scored(
        gold,
        {"negotiations": [talks(["Velia", "Zhar Front"], 1)]},
        {"agreements": [deal(["Velia"], 10)]},
    )
    missed, invented = score.errors
    assert (missed.kind, missed.part, missed.gold, missed.predicted) == (
        *(ErrorKind.MISSED, "negotiations"),
        *(0, None),
    )
    assert (missed.expected, missed.got) == ("Truce talks (under_way)", None)
    assert (invented.kind, invented.part, invented.predicted) == (
        *(ErrorKind.INVENTED, "agreements"),
        0,
    )
    assert (invented.got, invented.sentences) == ("November truce (ceasefire, ended)", [10])


def test_wrong_stage_status_fields_and_evidence_have_their_own_names(gold: GoldArticle) -> None:
    parties = ["Velia", "Zhar Front"]
    score = scored(
        gold,
        {"negotiations": [talks(parties, 1)], "agreements": [deal(parties, 10)]},
        {
            "negotiations": [talks(parties, 3, stage="collapsed", momentum="stalling")],
            "agreements": [deal(parties, 10, status="agreed", kind="exchange")],
        },
    )
    assert kinds(score) == [
        ("wrong_stage", "stage"),
        ("wrong_field", "momentum"),
        ("bad_evidence", "evidence"),
        ("wrong_field", "kind"),
        ("wrong_status", "status"),
    ]
    assert [(error.expected, error.got) for error in score.errors[:3]] == [
        ("under_way", "collapsed"),
        ("unclear", "stalling"),
        ("sentences 1", "sentences 3"),
    ]
    assert score.errors[2].sentences == [1, 3]
    # 0.5 x 1 + 0.3 x 0 + 0.2 x 1 = 0.7, so it is found, but its status is wrong
    assert f1(score, Measure.AGREEMENT_FOUND) == 1.0
    assert f1(score, Measure.AGREEMENT_STATUS) == 0.0


def test_fields_of_tolls_and_demands_are_told_in_words(gold: GoldArticle) -> None:
    when = {"start": None, "end": "2024-03-20"}
    wanted = demand(["Zhar Front"], "release_of_captives", "release all prisoners", 9)
    score = scored(
        gold,
        {"tolls": [toll("killed", "134", 4, when=when, share=33.3)], "demands": [wanted]},
        {
            "tolls": [toll("killed", "134", 4, basis="cumulative")],
            "demands": [{**wanted, "to": ["Velia"], "response": "rejected"}],
        },
    )
    told = {(error.field, error.expected, error.got) for error in score.errors}
    assert told == {
        ("basis", "incident", "cumulative"),
        ("share", "33.3 %", "not said"),
        ("when", "not said to 2024-03-20", "not said"),
        ("to", "nobody", "velia"),
        ("response", "none_reported", "rejected"),
    }
    assert f1(score, Measure.TOLL_EXACT) == 1.0
    assert f1(score, Measure.TOLL_COMPLETE) == 0.0
    assert score.fields["tolls.when"] == Count(hits=0, predicted=1, gold=1)
    assert score.fields["tolls.unit"] == Count(hits=1, predicted=1, gold=1)
    assert score.tallies[Tally.RESPONSES_INVENTED] == 1
    assert score.confusions["demands.response"] == {"none_reported": {"rejected": 1}}


def test_an_empty_window_is_no_window(gold: GoldArticle) -> None:
    nothing = {"start": None, "end": None}
    score = scored(
        gold,
        {"tolls": [toll("killed", "134", 4, when=nothing)]},
        {"tolls": [toll("killed", "134", 4)]},
    )
    assert score.fields["tolls.when"].f1 == 1.0


@pytest.mark.parametrize(
    ("figure", "sentence", "unsupported"),
    [
        ("134", 4, 0),
        ("46", 8, 0),  # a lost qualifier is another error
        ("34", 4, 1),  # inside 134
        ("At least 46", 4, 1),  # it stands, but not there
        ("47", 8, 1),
    ],
)
def test_a_figure_must_be_one_of_its_own_in_its_evidence(
    gold: GoldArticle, figure: str, sentence: int, unsupported: int
) -> None:
    score = scored(gold, {}, {"tolls": [toll("killed", figure, sentence)]})
    assert score.tallies[Tally.UNSUPPORTED_FIGURES] == unsupported
    assert [k for k, _ in kinds(score)] == ["invented", *["unsupported"] * unsupported]


def test_atoms_of_free_text_must_stand_in_the_article_or_in_an_item(gold: GoldArticle) -> None:
    brief = brief_of(relabelled(gold, agreements=[deal([], 10, terms=["free 77 captives"])]))
    brief.headline = "Sudan and Velia talk"
    brief.bottom_line = "On March 20, 2024 at least 46 died. Two met on January 5, 2020."
    score = score_article(gold, [attempt(gold, brief)])
    told = [(e.part, e.field, e.predicted, e.got) for e in score.errors if e.part != "agreements"]
    assert told == [
        ("headline", "headline", None, "Sudan"),
        ("headline", "bottom_line", None, "Two"),
        ("headline", "bottom_line", None, "January 5, 2020"),
    ]
    assert ("agreements", "terms", 0, "77") in [
        (e.part, e.field, e.predicted, e.got) for e in score.errors
    ]
    assert score.tallies[Tally.UNSUPPORTED_ATOMS] == 4


# --- measures ---------------------------------------------------------------------------------


def test_mediators_and_evidence_are_pooled_over_their_items(gold: GoldArticle) -> None:
    parties = ["Velia", "Zhar Front"]
    score = scored(
        gold,
        {"negotiations": [talks(parties, 1, 2, mediators=["Egypt", "Qatar"])]},
        {
            "negotiations": [
                talks(parties, 1, 3, 6, mediators=["Egypt"]),
                talks(["Security Council"], 7, mediators=["Qatar"]),
            ]
        },
    )
    # Shared mediators of the aligned pair: Egypt. Predicted in all: 2; gold: 2.
    assert score.counts[Measure.MEDIATORS] == Count(hits=1, predicted=2, gold=2)
    # Only the aligned pair: shared sentence 1, of 3 predicted and 2 in gold.
    assert score.counts[Measure.EVIDENCE] == Count(hits=1, predicted=3, gold=2)
    assert score.counts[Measure.VERBATIM] == Count(hits=4, predicted=4, gold=4)


def test_kept_empty_counts_only_where_gold_is_empty(gold: GoldArticle) -> None:
    dead = {"tolls": [toll("killed", "134", 4)]}
    assert scored(gold, {}, {}).counts[Measure.KEPT_EMPTY] == Count(hits=1, predicted=1, gold=1)
    assert scored(gold, {}, dead).counts[Measure.KEPT_EMPTY] == Count(hits=0, predicted=1, gold=1)
    assert scored(gold, dead, {}).counts[Measure.KEPT_EMPTY] == Count()
    # A past deal alone is nothing that an empty brief must hold back.
    past = {"agreements": [deal([], 10)]}
    assert scored(gold, past, past).counts[Measure.KEPT_EMPTY].f1 == 1.0


# --- epochs and outcomes ----------------------------------------------------------------------


def test_an_articles_counts_are_means_over_its_epochs(gold: GoldArticle) -> None:
    stated = relabelled(gold, tolls=[toll("killed", "134", 4)])
    tries = [
        attempt(stated, brief_of(stated), epoch=1, usage=Usage(tokens_in=100, cost_usd=0.5)),
        attempt(stated, brief_of(gold), epoch=2, usage=Usage(tokens_in=300, cost_usd=0.1)),
    ]
    score = score_article(stated, tries)
    # hits (1 + 0) / 2, predicted (1 + 0) / 2, gold (1 + 1) / 2
    assert score.counts[Measure.TOLL_FOUND] == Count(hits=0.5, predicted=0.5, gold=1)
    assert (score.tokens_in, score.cost_usd) == (200, 0.3)
    assert score.errors == []  # of the first epoch
    assert score.confusions["tolls.metric"] == {"killed": {"killed": 1}}


@pytest.mark.parametrize(
    "outcome", [Outcome.INVALID, Outcome.REFUSED, Outcome.TRUNCATED, Outcome.DECLINED]
)
def test_no_usable_answer_is_an_empty_brief(gold: GoldArticle, outcome: Outcome) -> None:
    stated = relabelled(gold, tolls=[toll("killed", "134", 4)])
    score = score_article(stated, [attempt(stated, None, outcome=outcome)])
    assert score.counts[Measure.TOLL_FOUND] == Count(hits=0, predicted=0, gold=1)
    assert [error.kind for error in score.errors] == [ErrorKind.MISSED]


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNRECORDED])
def test_infrastructure_never_touches_a_score(gold: GoldArticle, outcome: Outcome) -> None:
    stated = relabelled(gold, tolls=[toll("killed", "134", 4)])
    other = relabelled(gold, tolls=[])
    fine = attempt(stated, brief_of(stated), epoch=1)
    lost = attempt(stated, None, epoch=2, outcome=outcome, usage=Usage(calls=3, cost_usd=9.0))
    with_loss, without = score_run([stated], [fine, lost]), score_run([stated], [fine])
    assert with_loss.whole == without.whole
    assert with_loss.spending == without.spending
    assert with_loss.articles[0].outcomes == [Outcome.OK, outcome]
    assert with_loss.failed_share == 0.5

    alone = score_run([other], [attempt(other, None, outcome=outcome)])
    assert alone.whole.articles == 0
    assert alone.whole.measures[Measure.KEPT_EMPTY].count.f1 is None
    assert alone.whole.measures[Measure.KEPT_EMPTY].low is None
    assert not alone.articles[0].is_scored


def test_the_newest_attempt_of_an_epoch_counts(gold: GoldArticle) -> None:
    stated = relabelled(gold, tolls=[toll("killed", "134", 4)])
    later = CREATED + dt.timedelta(minutes=1)
    tries = [
        attempt(stated, brief_of(stated), created=later),
        attempt(stated, None, outcome=Outcome.FAILED),
    ]
    scores = score_run([stated], tries)
    assert scores.outcomes == {Outcome.OK: 1}
    assert scores.created == later


# --- a run ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> list[GoldArticle]:
    """Articles with 1, 3 and no tolls; two of them of one event."""
    folder = tmp_path_factory.mktemp("three")
    dead = [toll("killed", "134", 4), toll("killed", "At least 46", 8), toll("released", "105", 10)]
    return [
        gold_in(folder, "a", tolls=dead[:1], tags=["war"], event="strike"),
        gold_in(folder, "b", tolls=dead, tags=["war", "long"], event="strike"),
        gold_in(folder, "c", tags=["calm"]),
    ]


def test_micro_macro_and_slices(three: list[GoldArticle]) -> None:
    a, b, c = three
    tries = [attempt(a, brief_of(a)), attempt(b, brief_of(relabelled(b))), attempt(c, brief_of(c))]
    scores = score_run(three, tries)
    found = scores.whole.measures[Measure.TOLL_FOUND]
    # hits 1 + 0 + 0; predicted 1 + 0 + 0; gold 1 + 3 + 0: micro 2 x 1 / (1 + 4) = 0.4
    assert found.count == Count(hits=1, predicted=1, gold=4)
    assert found.count.f1 == 0.4
    assert found.macro == 0.5  # (1 + 0) / 2: c adds nothing
    assert found.articles == 2
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0.4 <= found.high
    assert set(scores.slices) == {"calm", "long", "war"}
    assert scores.slices["war"].articles == 2
    assert scores.slices["war"].measures[Measure.TOLL_FOUND].count == found.count
    assert scores.slices["long"].measures[Measure.TOLL_FOUND].count.f1 == 0.0
    assert scores.slices["calm"].measures[Measure.TOLL_FOUND].count.f1 is None
    assert scores.slices["calm"].measures[Measure.KEPT_EMPTY].count.f1 == 1.0
    assert [article.id for article in scores.articles] == ["a", "b", "c"]
    assert [article.event for article in scores.articles] == ["strike", "strike", "c"]
    assert scores.fields["tolls.basis"].count == Count(hits=1, predicted=1, gold=1)


def test_spending_and_latency(three: list[GoldArticle]) -> None:
    a, b, c = three
    tries = [
        attempt(a, brief_of(a), usage=Usage(calls=1, tokens_in=10, cost_usd=0.1, seconds=1.0)),
        attempt(b, brief_of(b), usage=Usage(calls=2, tokens_out=5, cost_usd=0.2, seconds=3.0)),
        attempt(c, brief_of(c), usage=Usage(cached=1, seconds=60.0)),
    ]
    spent = score_run(three, tries).spending
    assert (spent.attempts, spent.calls, spent.cached) == (3, 3, 1)
    assert (spent.tokens_in, spent.tokens_out) == (10, 5)
    assert spent.cost_usd == pytest.approx(0.3)
    assert spent.seconds == 64.0
    # Of the live ones, 1 s and 3 s: 1 + 0.95 x (3 - 1) = 2.9; the cached one is not counted.
    assert spent.seconds_p95 == pytest.approx(2.9)

    unpriced = attempt(c, brief_of(c), usage=Usage(calls=1, cost_usd=None))
    assert score_run(three, [*tries[:2], unpriced]).spending.cost_usd is None


def test_an_article_that_was_not_attempted_is_listed_and_not_pooled(
    three: list[GoldArticle],
) -> None:
    scores = score_run(three, [attempt(three[0], brief_of(three[0]))])
    assert scores.whole.articles == 1
    assert [article.outcomes for article in scores.articles] == [[Outcome.OK], [], []]


def test_an_attempt_at_another_article_is_refused(
    gold: GoldArticle, three: list[GoldArticle]
) -> None:
    stray = attempt(gold, brief_of(gold))
    with pytest.raises(EvalError, match="article truce, which gold does not have") as caught:
        score_run(three, [stray])
    assert caught.value.exit_code is ExitCode.BAD_RUN
    with pytest.raises(EvalError, match="article truce was given for a"):
        score_article(three[0], [stray])
    with pytest.raises(EvalError, match="no attempts"):
        score_run(three, [])


# --- properties -------------------------------------------------------------------------------

NAMES = st.lists(
    st.sampled_from(["Zhar Front", "Velia", "Egypt", "Qatar"]), unique=True, max_size=3
)
CITED = st.lists(st.integers(1, len(SENTENCES)), unique=True, min_size=1, max_size=3)
FIGURES = st.sampled_from([("134", 4), ("At least 46", 8), ("more than 100", 8), ("105", 10)])


@st.composite
def labels(draw: st.DrawFn) -> dict[str, Any]:
    tolls = st.builds(
        lambda metric, figure, basis, scope: toll(metric, *figure, basis=basis, scope=scope),
        st.sampled_from(["killed", "injured", "held"]),
        FIGURES,
        st.sampled_from(["incident", "cumulative", "period"]),
        st.sampled_from(["focal", "background"]),
    )
    demands = st.builds(
        lambda by, issue, text, cited, response: demand(by, issue, text, *cited, response=response),
        NAMES,
        st.sampled_from(["ceasefire", "talks", "money"]),
        st.sampled_from(["a truce", "no truce", "release all prisoners", "lay down weapons"]),
        CITED,
        st.sampled_from(["none_reported", "rejected"]),
    )
    processes = st.builds(
        lambda parties, mediators, stage, cited: talks(
            parties, *cited, mediators=mediators, stage=stage
        ),
        NAMES,
        NAMES,
        st.sampled_from(["under_way", "agreed"]),
        CITED,
    )
    deals = st.builds(
        lambda parties, kind, status, cited: deal(parties, *cited, kind=kind, status=status),
        NAMES,
        st.sampled_from(["ceasefire", "exchange"]),
        st.sampled_from(["ended", "in_effect"]),
        CITED,
    )
    several = zip(PARTS, (tolls, demands, processes, deals), strict=True)
    return {part: draw(st.lists(items, max_size=4)) for part, items in several}


@settings(max_examples=60, deadline=None)
@given(stated=labels())
def test_a_brief_that_says_what_gold_says_is_perfect(
    gold: GoldArticle, stated: dict[str, Any]
) -> None:
    score = scored(gold, stated, stated)
    found = {count.f1 for count in (*score.counts.values(), *score.fields.values())}
    assert found <= {1.0, None}
    assert found != {None}
    assert score.errors == []
    assert set(score.tallies.values()) == {0.0}


@settings(max_examples=60, deadline=None)
@given(stated=labels(), given_=labels(), seed=st.integers(0, 99))
def test_the_order_of_a_briefs_items_does_not_matter(
    gold: GoldArticle, stated: dict[str, Any], given_: dict[str, Any], seed: int
) -> None:
    mixed = {part: random.Random(seed).sample(items, len(items)) for part, items in given_.items()}  # noqa: S311
    one, other = scored(gold, stated, given_), scored(gold, stated, mixed)
    assert (one.counts, one.fields, one.tallies) == (other.counts, other.fields, other.tallies)
    assert one.confusions == other.confusions
    assert sorted(e.kind for e in one.errors) == sorted(e.kind for e in other.errors)


SPURIOUS = {  # fails the gate or the floor against everything in `labels`
    "tolls": toll("missing", "Dozens", 17),
    "demands": demand(["Security Council"], "other", "an end to noise", 19),
    "negotiations": talks(["Security Council"], 12, mediators=["Security Council"]),
    "agreements": deal(["Security Council"], 12, kind="labour"),
}


@settings(max_examples=60, deadline=None)
@given(stated=labels(), given_=labels(), part=st.sampled_from(PARTS))
def test_a_spurious_item_never_raises_an_f1(
    gold: GoldArticle, stated: dict[str, Any], given_: dict[str, Any], part: str
) -> None:
    theirs = {SENTENCES[12 - 1], SENTENCES[19 - 1]}  # what the spurious items cite
    stated = {
        name: [item for item in items if theirs.isdisjoint(item["evidence"])]
        for name, items in stated.items()
    }
    more = {**given_, part: [*given_[part], SPURIOUS[part]]}
    before, after = scored(gold, stated, given_), scored(gold, stated, more)
    for measure in Measure:
        old, new = f1(before, measure), f1(after, measure)
        if old is not None:
            assert new is not None
            assert new <= old, measure
    found = {"tolls": Measure.TOLL_FOUND, "demands": Measure.DEMAND_FOUND}.get(part)
    if found and before.counts[found].hits:
        assert (f1(after, found) or 0) < (f1(before, found) or 0)


def test_scores_are_the_same_every_time(three: list[GoldArticle]) -> None:
    briefs: list[Brief] = [brief_of(one) for one in three]
    tries = [attempt(one, brief) for one, brief in zip(three, briefs, strict=True)]
    first = score_run(three, tries).model_dump_json()
    assert score_run(three, tries[::-1]).model_dump_json() == first


def test_the_label_of_another_article_can_be_loaded_beside_it(tmp_path: Path) -> None:
    both = [gold_in(tmp_path, name, tolls=[toll("killed", "134", 4)]) for name in ("x", "y")]
    scores = score_run(both, [attempt(one, brief_of(one)) for one in both])
    assert scores.whole.measures[Measure.TOLL_EXACT].count == Count(hits=2, predicted=2, gold=2)
