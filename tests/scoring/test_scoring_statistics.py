"""Intervals, paired tests and Holm's correction, by values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from summarizer.scoring.statistics import clusters as clusters_module
from summarizer.scoring.statistics import paired as paired_module
from summarizer.scoring.statistics.clusters import FloatArray, by_cluster
from summarizer.scoring.statistics.holm import holm
from summarizer.scoring.statistics.intervals import bootstrap, effective
from summarizer.scoring.statistics.paired import compare_pairs


def one_measure(*articles: tuple[float, float, float]) -> FloatArray:
    """Counts of one measure: hits, predicted, gold of each article."""
    return np.array(articles, dtype=np.float64)[:, None, :]


def shares(*hits: int) -> FloatArray:
    """Articles with one predicted and one gold item each, hit or not: F1 is the share of hits."""
    return one_measure(*((hit, 1, 1) for hit in hits))


def names(number: int) -> list[str]:
    return [f"{index:03}" for index in range(number)]


def test_counts_of_an_event_are_added_up() -> None:
    counts = one_measure((1, 2, 3), (4, 5, 6), (7, 8, 9))
    twice_hits, sizes = by_cluster(counts, ["b", "a", "b"])
    # a: 2 x 4 and 5 + 6; b: 2 x (1 + 7) and (2 + 8) + (3 + 9)
    assert twice_hits.tolist() == [[8], [16]]
    assert sizes.tolist() == [[11], [22]]


@pytest.mark.parametrize("shape", [(2, 1, 3), (3, 3), (3, 1, 2)])
def test_counts_that_do_not_fit_the_events_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="for 3 articles"):
        by_cluster(np.ones(shape), names(3))


def test_interval_of_two_events_holds_all_that_can_be_drawn() -> None:
    # Drawn are AA (F1 1), AB (0.5) and BB (0), a quarter, half and quarter of the time: 2.5 % from
    # either end are 0 and 1.
    assert bootstrap(shares(1, 0), names(2)).tolist() == [[0, 1]]


def test_a_perfect_score_is_no_certainty() -> None:
    # 0.025 ** (1 / 20) = exp(-3.6889 / 20) = 0.8316
    [[low, high]] = bootstrap(shares(*[1] * 20), names(20)).tolist()
    assert low == pytest.approx(0.8316, abs=5e-5)
    assert high == 1
    [[low, high]] = bootstrap(shares(*[0] * 20), names(20)).tolist()
    assert low == 0
    assert high == pytest.approx(1 - 0.8316, abs=5e-5)


def test_one_miss_claims_no_more_than_none() -> None:
    perfect = bootstrap(shares(*[1] * 20), names(20))
    blemished = bootstrap(shares(0, *[1] * 19), names(20))
    assert blemished[0, 0] < perfect[0, 0]


def test_effective_number_of_events_is_kishs() -> None:
    # (6 + 2)^2 / (36 + 4) = 1.6; four of the same size are four
    assert effective(np.array([[6.0, 5], [2, 5], [0, 5], [0, 5]])).tolist() == [1.6, 4]


def test_a_measure_defined_nowhere_has_no_interval() -> None:
    counts = np.zeros((3, 2, 3))
    counts[:, 1] = 1
    found = bootstrap(counts, names(3))
    assert np.isnan(found[0]).all()
    assert found[1, 1] == 1


def test_resamples_without_any_item_are_left_out() -> None:
    # Only the first event has items, at F1 0.5; of 4 draws one is without it. All others agree, so
    # the bounds are those of n = 1: 0.5 x 0.025 and 1 - 0.5 x 0.025.
    found = bootstrap(one_measure((1, 2, 2), (0, 0, 0)), names(2))
    assert found[0].tolist() == pytest.approx([0.0125, 0.9875])


def test_articles_of_one_event_are_drawn_together() -> None:
    generator = np.random.default_rng(3)
    hits = generator.integers(0, 2, size=20)
    twice = np.repeat(shares(*hits), 2, axis=0)
    together = bootstrap(twice, [name for name in names(20) for _ in range(2)])
    once = bootstrap(2 * shares(*hits), names(20))
    apart = bootstrap(twice, names(40))
    assert together.tolist() == once.tolist()
    assert np.ptp(apart) < np.ptp(together)


def test_a_copy_of_an_article_adds_no_evidence() -> None:
    """Counterfactual copies are of their originals' events, so they make nothing look surer."""
    base, new = shares(1, 0, 1, 1, 0, 1), shares(1, 0, 0, 1, 0, 0)
    events = names(6)
    base_twice, new_twice = (np.concatenate([counts, counts]) for counts in (base, new))
    alone, copied = bootstrap(base, events), bootstrap(base_twice, [*events, *events])
    assert copied.tolist() == alone.tolist()
    # Of other events they would: the interval narrows.
    surer = bootstrap(base_twice, names(12))
    assert surer[0, 1] - surer[0, 0] < alone[0, 1] - alone[0, 0]
    paired = compare_pairs(base_twice, new_twice, [*events, *events])
    assert paired == compare_pairs(base, new, events)


def test_the_order_of_articles_does_not_matter() -> None:
    generator = np.random.default_rng(4)
    counts = generator.integers(1, 5, size=(30, 3, 3)).astype(np.float64)
    order = generator.permutation(30)
    shuffled = bootstrap(counts[order], [names(30)[i] for i in order])
    assert shuffled.tolist() == bootstrap(counts, names(30)).tolist()


def test_the_size_of_a_chunk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(5)
    base, new = generator.integers(1, 5, size=(2, 31, 2, 3)).astype(np.float64)
    intervals, pairs = bootstrap(base, names(31)), compare_pairs(base, new, names(31))
    monkeypatch.setattr(clusters_module, "_CHUNK", 1000)
    monkeypatch.setattr(paired_module, "_CHUNK", 1000)
    assert bootstrap(base, names(31)).tolist() == intervals.tolist()
    assert compare_pairs(base, new, names(31)) == pairs


def test_three_articles_are_swapped_in_all_eight_ways() -> None:
    # Hits go from 1 1 0 to 0 0 1: the difference is 1/3 - 2/3 = -1/3. Swapping turns the signs of
    # the single differences -1 -1 +1; the eight sums of three signs are -3, three times -1, three
    # times +1, and +3. At most -1: 1 + 3 of 8. At least -1: 3 + 3 + 1 of 8.
    [pair] = compare_pairs(shares(1, 1, 0), shares(0, 0, 1), names(3))
    assert pair.difference == pytest.approx(-1 / 3)
    assert (pair.p_worse, pair.p_better) == (4 / 8, 7 / 8)
    assert (pair.clusters, pair.differing) == (3, 3)


def test_articles_in_which_the_runs_agree_do_not_weigh_in_the_test() -> None:
    alike = [1, 0] * 30
    [pair] = compare_pairs(shares(1, 1, 0, *alike), shares(0, 0, 1, *alike), names(63))
    assert (pair.p_worse, pair.p_better) == (4 / 8, 7 / 8)


def test_the_event_is_swapped_and_not_the_article() -> None:
    # Four articles worse, of two events: of 2^2 swaps one is as bad, not one of 2^4.
    [pair] = compare_pairs(shares(1, 1, 1, 1), shares(0, 0, 0, 0), ["a", "a", "b", "b"])
    assert pair.p_worse == 1 / 4


def test_of_many_differences_swaps_are_drawn() -> None:
    # 12 that differ are tried in all ways, 1 of 4,096; 13 are drawn, so p is a whole number of
    # 10,001ths, and 1 + 10,000 / 8,192 = 2.2 of them are expected.
    [pair] = compare_pairs(shares(*[1] * 12), shares(*[0] * 12), names(12))
    assert pair.p_worse == 1 / 4096
    [pair] = compare_pairs(shares(*[1] * 13), shares(*[0] * 13), names(13))
    assert round(pair.p_worse * 10_001, 6) in range(1, 9)
    assert pair.p_better == 1


def test_predictions_count_in_the_difference_too() -> None:
    # Base: 1 hit of 1 predicted and 1 gold, twice: F1 1. New predicts one more in the first:
    # 2 x 2 / (3 + 2) = 0.8.
    base, new = one_measure((1, 1, 1), (1, 1, 1)), one_measure((1, 2, 1), (1, 1, 1))
    [pair] = compare_pairs(base, new, names(2))
    assert (pair.base, pair.new) == (1, 0.8)
    assert pair.difference == pytest.approx(-0.2)
    # Drawn twice, the first gives 2 x 2 / (4 + 2) = 2/3; the second 1.
    assert [pair.low, pair.high] == pytest.approx([-1 / 3, 0])


def test_equal_runs_differ_by_nothing() -> None:
    base = one_measure((1, 2, 3), (0, 1, 0))
    [pair] = compare_pairs(base, base.copy(), names(2))
    assert (pair.difference, pair.low, pair.high, pair.p_worse, pair.p_better) == (0, 0, 0, 1, 1)


def test_a_run_without_f1_gives_no_difference_and_no_p() -> None:
    # Gold has nothing; the base invents an item (F1 0), the new run does not (no F1).
    [pair] = compare_pairs(one_measure((0, 1, 0)), one_measure((0, 0, 0)), names(1))
    assert pair.base == 0
    assert all(
        math.isnan(number)
        for number in (pair.new, pair.difference, pair.low, pair.p_worse, pair.p_better)
    )


def test_no_article_at_all_is_no_crash() -> None:
    nothing = np.zeros((0, 1, 3))
    [pair] = compare_pairs(nothing, nothing, [])
    assert (pair.clusters, pair.differing) == (0, 0)
    assert math.isnan(pair.base)


def test_swapping_the_runs_swaps_the_signs() -> None:
    generator = np.random.default_rng(6)
    base, new = generator.integers(1, 5, size=(2, 40, 1, 3)).astype(np.float64)
    [there], [back] = compare_pairs(base, new, names(40)), compare_pairs(new, base, names(40))
    assert [back.low, back.high] == pytest.approx([-there.high, -there.low])
    assert (back.p_worse, back.p_better) == (there.p_better, there.p_worse)


def test_runs_of_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="shapes"):
        compare_pairs(shares(1), shares(1, 0), names(2))


def test_holm() -> None:
    # Sorted: 0.005 x 4 = 0.02; 0.01 x 3 = 0.03; 0.03 x 2 = 0.06; 0.04 x 1 = 0.04, but not below
    # the 0.06 before it.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1, 1]  # 0.6 x 2 = 1.2, no more than 1
    assert holm([]) == []


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_holm_refuses_what_is_no_probability(p: float) -> None:
    with pytest.raises(ValueError, match="probabilities"):
        holm([0.5, p])
