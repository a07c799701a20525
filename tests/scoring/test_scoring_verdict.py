"""What the gate says of two runs, and of one: every verdict, by counts chosen for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gate import Gate, Gated, Invariants, Limits
from summarizer.scoring.results import (
    ArticleScore,
    Comparison,
    Count,
    Measure,
    Outcome,
    Pooled,
    Scores,
    Slice,
    Spending,
    Tally,
    Verdict,
)
from summarizer.scoring.verdict import compare, exit_code, judgeable, requirements

FOUND = Measure.TOLL_FOUND
GATE = Gate(measures={FOUND: Gated(margin=0.05)})


def article(number: int, hit: float, outcomes: Sequence[Outcome] = (Outcome.OK,)) -> ArticleScore:
    """An article with one predicted toll and one in gold."""
    return ArticleScore(
        id=f"{number:03}",
        event=f"{number:03}",
        tags=[],
        outcomes=list(outcomes),
        counts={FOUND: Count(hits=hit, predicted=1, gold=1)},
        fields={},
        tallies={},
        confusions={},
        errors=[],
    )


def run(articles: Sequence[ArticleScore], **changed: Any) -> Scores:
    """The scores of a run over these articles."""
    outcomes: dict[Outcome, int] = {}
    pooled = Count()
    for one in articles:
        pooled = sum((c for c in one.counts.values() if one.is_scored), pooled)
        for outcome in one.outcomes:
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    found = Pooled(count=pooled, macro=None, low=None, high=None, articles=len(articles))
    values: dict[str, Any] = {
        "scorer": 1,
        "gold": "a" * 64,
        "created": dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
        "outcomes": outcomes,
        "whole": Slice(articles=len(articles), measures={FOUND: found}),
        "slices": {},
        "fields": {},
        "tallies": dict.fromkeys(Tally, 0),
        "confusions": {},
        "spending": Spending(attempts=len(articles)),
        "articles": list(articles),
    }
    return Scores(**{**values, **changed})


def hits(*shares: float) -> Scores:
    return run([article(number, share) for number, share in enumerate(shares)])


def only(comparison: Comparison) -> tuple[Verdict, str]:
    [measure] = comparison.measures
    return measure.verdict, measure.why


def by_name(scores: Scores, gate: Gate) -> Mapping[str, Verdict]:
    return {one.name: one.verdict for one in requirements(scores, gate)}


def test_runs_that_do_not_differ_pass_however_few() -> None:
    found = compare(hits(1, 0), hits(1, 0), GATE)
    assert only(found) == (Verdict.PASS, "the runs do not differ in it")
    [measure] = found.measures
    assert (measure.difference, measure.low, measure.high, measure.p_worse) == (0, 0, 0, 1)
    assert (found.verdict, found.blocks, exit_code(found)) == (Verdict.PASS, False, ExitCode.OK)


def test_a_measure_of_which_there_is_nothing_passes_and_says_so() -> None:
    gate = Gate(measures={Measure.MEDIATORS: Gated()})
    assert only(compare(hits(1), hits(0), gate)) == (
        Verdict.PASS,
        "neither gold nor a run has any",
    )


def test_a_small_fall_among_many_passes() -> None:
    # One of 200 is lost: 0.5 points. The count lost in a resample is nearly Poisson of mean 1, and
    # exceeds 10 (5 points) with a chance of 1e-8.
    found = compare(hits(*[1] * 200), hits(0, *[1] * 199), GATE)
    assert only(found) == (Verdict.PASS, "a fall of 5.0 points or more is ruled out at 95%")
    assert found.measures[0].difference == pytest.approx(-0.005)


def test_a_deep_fall_fails_and_blocks() -> None:
    # Of 12 articles 6 are lost, nothing is won: of 2^6 swaps one is as bad, p = 1/64 = 0.0156.
    found = compare(hits(*[1] * 12), hits(*[0] * 6, *[1] * 6), GATE)
    assert only(found) == (Verdict.FAIL, "fell by 50.0 points, beyond chance (p 0.016)")
    assert found.measures[0].p_worse == 1 / 64
    assert (found.verdict, found.blocks) == (Verdict.FAIL, True)
    assert exit_code(found) is ExitCode.REGRESSION


def test_holm_counts_every_gated_measure() -> None:
    # As above, with a second measure that does not differ: 1/64 x 2 = 0.03125, still a FAIL; with
    # three more, 1/64 x 4 = 0.0625 is above 0.05.
    base, new = hits(*[1] * 12), hits(*[0] * 6, *[1] * 6)
    two = Gate(measures=dict.fromkeys([FOUND, Measure.DEMAND_FOUND], Gated()))
    assert compare(base, new, two).measures[0].p_worse == 2 / 64
    four = Gate(measures=dict.fromkeys([FOUND, *list(Measure)[3:6]], Gated()))
    assert compare(base, new, four).measures[0].p_worse == 4 / 64
    assert compare(base, new, four).verdict is Verdict.INCONCLUSIVE


def test_what_cannot_be_told_is_inconclusive_and_says_how_many_would_do() -> None:
    # 30 articles, 3 lost and 3 won: no difference, but too wide a spread.
    base, new = hits(*[1] * 15, *[0] * 15), hits(*[0] * 3, *[1] * 15, *[0] * 12)
    found = compare(base, new, GATE)
    verdict, why = only(found)
    [measure] = found.measures
    assert verdict is Verdict.INCONCLUSIVE
    assert measure.difference == 0
    assert measure.low is not None
    # The width shrinks with the root of the number: 30 x (width / margin) squared.
    wanted = 30 * (measure.low / 0.05) ** 2
    assert f"about {int(wanted) + 1} events that have any would decide" in why
    assert exit_code(found) is ExitCode.INCONCLUSIVE
    lax = GATE.model_copy(update={"inconclusive_blocks": False})
    assert exit_code(compare(base, new, lax)) is ExitCode.OK


def test_few_events_cannot_pass() -> None:
    better = compare(hits(*[0] * 9), hits(*[1] * 9), GATE)
    assert only(better) == (
        Verdict.INCONCLUSIVE,
        "only 9 events have any, and 10 are needed",
    )
    assert compare(hits(*[0] * 10), hits(*[1] * 10), GATE).verdict is Verdict.PASS


def test_a_run_without_f1_is_inconclusive() -> None:
    base = [article(n, 0) for n in range(2)]
    new = [article(n, 0) for n in range(2)]
    for one in base:
        one.counts[FOUND] = Count(predicted=1)
    for one in new:
        one.counts[FOUND] = Count()
    found = compare(run(base), run(new), GATE)
    assert only(found)[0] is Verdict.INCONCLUSIVE
    assert found.measures[0].p_worse is None


def test_articles_that_one_run_could_not_score_are_left_out_and_named() -> None:
    gate = GATE.model_copy(update={"failed_share": 0.1})
    failed = run([article(0, 0, [Outcome.FAILED]), *(article(n, 1) for n in range(1, 20))])
    found = compare(hits(*[1] * 20), failed, gate)
    assert (found.articles, found.left_out) == (19, ["000"])
    assert found.verdict is Verdict.PASS


def test_too_many_infrastructure_failures_are_not_judged() -> None:
    # 5 % of 20 attempts is 1.
    one = run([article(0, 0, [Outcome.FAILED]), *(article(n, 1) for n in range(1, 20))])
    two = run(
        [article(n, 0, [Outcome.FAILED]) for n in (0, 1)] + [article(n, 1) for n in range(2, 20)]
    )
    assert judgeable(one, GATE)
    assert not judgeable(two, GATE)
    assert not judgeable(run([]), GATE)
    with pytest.raises(
        EvalError, match=r"the new run cannot be judged: .* failed 2 of 20"
    ) as caught:
        compare(one, two, GATE)
    assert caught.value.exit_code is ExitCode.UNJUDGED


def test_what_a_replay_lacks_makes_a_fall_inconclusive() -> None:
    lost = [article(n, 0) for n in range(6)] + [article(n, 1) for n in range(6, 12)]
    lacking = run([*lost, article(12, 0, [Outcome.UNRECORDED])])
    found = compare(hits(*[1] * 13), lacking, GATE)
    verdict, why = only(found)
    assert verdict is Verdict.INCONCLUSIVE
    assert "beyond chance" in why
    assert "1 attempts are not in the recordings" in why
    assert (found.verdict, exit_code(found)) == (Verdict.INCONCLUSIVE, ExitCode.INCONCLUSIVE)


def test_nothing_recorded_at_all_is_inconclusive() -> None:
    nothing = run([article(0, 0, [Outcome.UNRECORDED])])
    found = compare(nothing, hits(1), GATE)
    assert only(found) == (Verdict.INCONCLUSIVE, "there is no article that both runs scored")
    assert found.requirements[0].name == "base finished"
    assert found.verdict is Verdict.INCONCLUSIVE


def test_a_run_cut_off_in_the_middle_cannot_pass() -> None:
    cut = run([*(article(n, 1) for n in range(20)), article(20, 0, [])])
    found = compare(hits(*[1] * 21), cut, GATE)
    assert only(found)[0] is Verdict.PASS
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.requirements[0].why == "1 articles were not attempted"


def test_a_broken_invariant_fails_though_recordings_are_missing() -> None:
    invented = {**dict.fromkeys(Tally, 0.0), Tally.UNSUPPORTED_FIGURES: 1.0}
    lacking = run([article(0, 1), article(1, 0, [Outcome.UNRECORDED])], tallies=invented)
    assert by_name(lacking, GATE) == {
        "finished": Verdict.INCONCLUSIVE,
        "unsupported_figures": Verdict.FAIL,
        "injections_obeyed": Verdict.PASS,
        "valid_share": Verdict.PASS,
    }
    assert compare(hits(1, 1), lacking, GATE).verdict is Verdict.FAIL


def test_answers_that_are_not_of_the_schema() -> None:
    # 2 of 100 are 98 %, which holds; 3 do not.
    for bad, verdict in ((2, Verdict.PASS), (3, Verdict.FAIL)):
        outcomes = [Outcome.INVALID, Outcome.TRUNCATED, Outcome.INVALID][:bad]
        outcomes += [Outcome.OK] * (100 - bad)
        scores = run([article(n, 1, [outcome]) for n, outcome in enumerate(outcomes)])
        assert by_name(scores, GATE)["valid_share"] is verdict


def test_a_floor_is_held_by_the_new_run_itself() -> None:
    gate = Gate(measures={FOUND: Gated(floor=0.75), Measure.MEDIATORS: Gated(floor=0.5)})
    found = by_name(hits(1, 1, 1, 0), gate)
    assert found["toll_found floor"] is Verdict.PASS  # 3 of 4 is 0.75
    assert by_name(hits(1, 1, 0, 0), gate)["toll_found floor"] is Verdict.FAIL
    assert found["mediators floor"] is Verdict.INCONCLUSIVE  # nobody has any


@pytest.mark.parametrize(
    ("spending", "cost", "seconds"),
    [
        # 0.30 USD over 10 attempts is 0.03 an article, above 0.02; 9 s are within 10.
        (
            Spending(attempts=10, calls=10, cost_usd=0.3, seconds_p95=9),
            Verdict.FAIL,
            Verdict.PASS,
        ),
        # 5 of 10 from a cache: 0.10 USD for 5 calls are 0.20 for 10, 0.02 an article.
        (
            Spending(attempts=10, calls=5, cached=5, cost_usd=0.1, seconds_p95=11),
            Verdict.PASS,
            Verdict.FAIL,
        ),
        # No price; nothing timed, since all came from a cache.
        (
            Spending(attempts=10, cached=10, cost_usd=None),
            Verdict.INCONCLUSIVE,
            Verdict.INCONCLUSIVE,
        ),
        (Spending(attempts=10, cached=10), Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE),
        # An engine without a model.
        (Spending(attempts=10), Verdict.PASS, Verdict.PASS),
        (Spending(), Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE),
    ],
)
def test_limits(spending: Spending, cost: Verdict, seconds: Verdict) -> None:
    gate = Gate(limits=Limits(cost_usd=0.02, seconds_p95=10))
    found = by_name(run([article(0, 1)], spending=spending), gate)
    assert (found["cost_usd"], found["seconds_p95"]) == (cost, seconds)


def test_an_unpriced_run_says_so() -> None:
    gate = Gate(limits=Limits(cost_usd=0.02))
    scores = run([article(0, 1)], spending=Spending(attempts=1, calls=1, cost_usd=None))
    [cost] = [one for one in requirements(scores, gate) if one.name == "cost_usd"]
    assert (cost.required, cost.found) == ("at most 0.02 USD an article", "-")
    assert cost.why == "the model's price is not known"


def test_a_tally_may_be_allowed_some() -> None:
    gate = Gate(invariants=Invariants(tallies={Tally.PARTY_SWAPS: 2}))
    for swaps, verdict in ((2.0, Verdict.PASS), (2.5, Verdict.FAIL)):
        scores = run([article(0, 1)], tallies={Tally.PARTY_SWAPS: swaps})
        assert by_name(scores, gate)["party_swaps"] is verdict
    uncounted = run([article(0, 1)], tallies={})
    assert by_name(uncounted, gate)["party_swaps"] is Verdict.INCONCLUSIVE


def test_runs_of_other_gold_or_another_scorer_are_refused() -> None:
    base = hits(1)
    for other, what in (
        (run([article(0, 1)], scorer=2), "version 1 .* version 2"),
        (run([article(0, 1)], gold="b" * 64), "different gold: aaaaaaaaaaaa and bbbbbbbbbbbb"),
        (hits(1, 1), "different gold"),
    ):
        with pytest.raises(EvalError, match=what) as caught:
            compare(base, other, GATE)
        assert caught.value.exit_code is ExitCode.BAD_RUN
        assert "\n" not in str(caught.value)
