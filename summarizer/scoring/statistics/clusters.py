"""Counts added up by event, and events drawn again with replacement.

Articles of one event tell the same story, so that an error in one is likely in the others: they are
no independent evidence. The event is what is drawn, never the article (Davison and Hinkley,
*Bootstrap Methods and their Application*, 1997, section 3.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

SEED = 20_261_122
"""Of every random draw, so that the same scores always give the same intervals and verdicts."""

_CHUNK = 1_000_000  # draws held at once: some 30 MB with what is made of them


def by_cluster(counts: FloatArray, clusters: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """Add up the counts of the articles of each cluster.

    Args:
        counts: Hits, predicted and gold; shape [articles, measures, 3].
        clusters: The cluster (event) of each article.

    Returns:
        Twice the hits, and predicted plus gold; both of shape [clusters, measures], in the order
        of the clusters' names. Their ratio is the cluster's F1.

    Raises:
        ValueError: If the shapes do not fit each other.
    """
    counts = np.asarray(counts, dtype=np.float64)
    if counts.ndim != 3 or counts.shape[2] != 3 or counts.shape[0] != len(clusters):
        raise ValueError(f"counts of shape {counts.shape} for {len(clusters)} articles")
    names, which = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    added = np.zeros((len(names), *counts.shape[1:]))
    np.add.at(added, which, counts)
    return 2 * added[..., 0], added[..., 1] + added[..., 2]


def ratio(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Return top / bottom, NaN where the bottom is 0."""
    found = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=found, where=bottom > 0)
    return found


def draws(clusters: int, resamples: int, seed: int) -> Iterator[FloatArray]:
    """Yield how often each cluster was drawn, some resamples at a time.

    Yields:
        Shape [some resamples, clusters]; each row adds up to `clusters`. The rows do not depend
        on how they are cut into chunks.
    """
    if not clusters:
        yield np.zeros((resamples, 0))
        return
    generator = np.random.Generator(np.random.PCG64(seed))
    step = max(1, _CHUNK // max(1, clusters))
    for start in range(0, resamples, step):
        rows = min(step, resamples - start)
        drawn = generator.integers(0, clusters, size=(rows, clusters))
        drawn += np.arange(rows)[:, None] * clusters
        times = np.bincount(drawn.ravel(), minlength=rows * clusters)
        yield times.reshape(rows, clusters).astype(np.float64)
