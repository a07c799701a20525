"""Two runs over the same articles: how far apart their F1s are, and whether chance explains it.

Both runs met the same articles, so all that counts is where they differ; pairs keep what is hard
about an article out of the comparison. The interval draws events again and takes both runs' counts
of each. The test is Fisher's paired randomisation (Yeh, COLING 2000; it asks nothing of F1's
distribution): were the runs equally good, each event's two results could as well be swapped. It
counts how many of the swaps give a difference as far out as the one that was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.scoring.statistics.clusters import SEED, FloatArray, by_cluster, draws, ratio

EXACT = 12
"""Up to so many events that differ, every swap is tried (4,096); beyond, swaps are drawn."""

_TIE = 1e-12  # differences closer than this are the same number, rounded
_CHUNK = 1_000_000  # swaps held at once


@dataclass(frozen=True)
class Pair:
    """One measure of two runs.

    Attributes:
        base: Micro F1 of the base run; NaN if undefined, as are the next two then.
        new: Micro F1 of the new run.
        difference: New minus base.
        low: Lower end of the interval of the difference.
        high: Upper end.
        p_worse: One-sided p for `new is no worse`: small if the fall is beyond chance.
        p_better: One-sided p for `new is no better`.
        clusters: Events in which either run or gold has anything.
        differing: Events in which the two runs' counts differ.
    """

    base: float
    new: float
    difference: float
    low: float
    high: float
    p_worse: float
    p_better: float
    clusters: int
    differing: int


def compare_pairs(
    base: FloatArray,
    new: FloatArray,
    clusters: Sequence[str],
    *,
    level: float = 0.90,
    resamples: int = 2000,
    swaps: int = 10_000,
    seed: int = SEED,
) -> list[Pair]:
    """Compare two runs, measure by measure.

    Args:
        base: Hits, predicted and gold of the base run; shape [articles, measures, 3].
        new: The same of the new run, articles in the same order.
        clusters: The event of each article.
        level: Of the two-sided interval: each end by itself is a bound of level (1 + level) / 2.
        resamples: How often events are drawn again.
        swaps: How many swaps are drawn where there are too many to try them all.
        seed: Of all draws.

    Returns:
        One pair a measure. Runs with the same counts everywhere have difference, low and high 0,
        and p 1, even if the measure is defined in neither.

    Raises:
        ValueError: If the shapes do not fit each other.
    """
    if base.shape != new.shape:
        raise ValueError(f"runs of shapes {base.shape} and {new.shape}")
    tops, bottoms = by_cluster(np.concatenate([base, new], axis=1), clusters)
    measures = base.shape[1]
    f1 = ratio(tops.sum(axis=0), bottoms.sum(axis=0))
    ends = _ends(tops, bottoms, resamples, seed, (1 - level) / 2)
    found = []
    for m in range(measures):
        top, bottom = tops[:, [m, m + measures]], bottoms[:, [m, m + measures]]
        differing = np.flatnonzero((top[:, 0] != top[:, 1]) | (bottom[:, 0] != bottom[:, 1]))
        low, high = ends[m] if differing.size else (0.0, 0.0)
        worse, better = _randomised(top, bottom, differing, swaps, seed)
        found.append(
            Pair(
                base=float(f1[m]),
                new=float(f1[m + measures]),
                difference=float(f1[m + measures] - f1[m]) if differing.size else 0.0,
                low=float(low),
                high=float(high),
                p_worse=worse,
                p_better=better,
                clusters=int((bottom > 0).any(axis=1).sum()),
                differing=int(differing.size),
            )
        )
    return found


def _ends(
    tops: FloatArray, bottoms: FloatArray, resamples: int, seed: int, tail: float
) -> list[tuple[float, float]]:
    """Percentile interval of each difference; columns are the base's measures, then the new's."""
    measures = tops.shape[1] // 2
    f1 = np.concatenate(
        [ratio(times @ tops, times @ bottoms) for times in draws(len(tops), resamples, seed)]
    )
    differences = f1[:, measures:] - f1[:, :measures]
    ends = []
    for column in differences.T:
        defined = column[~np.isnan(column)]
        low, high = np.quantile(defined, [tail, 1 - tail]) if defined.size else (np.nan, np.nan)
        ends.append((float(low), float(high)))
    return ends


def _randomised(
    top: FloatArray, bottom: FloatArray, differing: np.ndarray, swaps: int, seed: int
) -> tuple[float, float]:
    """One-sided p both ways; NaN if a run's F1 is undefined. Columns: base, new."""
    if not differing.size:
        return 1.0, 1.0
    total_top, total_bottom = top.sum(axis=0), bottom.sum(axis=0)
    if not total_bottom.all():
        return float("nan"), float("nan")
    found = np.subtract(*(total_top / total_bottom)[::-1])
    step_top = top[differing, 1] - top[differing, 0]
    step_bottom = bottom[differing, 1] - bottom[differing, 0]
    low = high = total = 0
    for swapped in _swaps(differing.size, swaps, seed):
        moved_top, moved_bottom = swapped @ step_top, swapped @ step_bottom
        new = ratio(total_top[1] - moved_top, total_bottom[1] - moved_bottom)
        base = ratio(total_top[0] + moved_top, total_bottom[0] + moved_bottom)
        low += int((new - base <= found + _TIE).sum())
        high += int((new - base >= found - _TIE).sum())
        total += len(swapped)
    drawn = int(differing.size > EXACT)  # the swap that was found counts as one more draw
    return (low + drawn) / (total + drawn), (high + drawn) / (total + drawn)


def _swaps(clusters: int, swaps: int, seed: int) -> Iterator[FloatArray]:
    """Yield who is swapped, 1 or 0; shape [some, clusters]. All ways, or so many drawn ones."""
    if clusters <= EXACT:
        ways = np.arange(2**clusters)[:, None] >> np.arange(clusters)
        yield (ways & 1).astype(np.float64)
        return
    generator = np.random.Generator(np.random.PCG64(seed))
    step, words = max(1, _CHUNK // clusters), -(-clusters // 32)
    for start in range(0, swaps, step):
        size = (min(step, swaps - start), words)
        drawn = generator.integers(0, 2**32, size=size, dtype=np.uint32)  # 32 swaps at once
        yield np.unpackbits(drawn.view(np.uint8), axis=1, count=clusters).astype(np.float64)
