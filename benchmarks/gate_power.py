"""How often the gate decides rightly: comparisons of simulated runs, by articles and by spread.

    python benchmarks/gate_power.py [--runs 200] [--spread NAME] [--articles N ...]

Prints Markdown tables for the README beside this file. Same seed, same tables.

What is simulated: gold items an article as in 41 labelled articles (3.1 tolls, 2 demands, 0.8
negotiations, 0.7 agreements; tolls and demands crowded into some articles), every fifth article of
the same event as the one before. An event has its own difficulty. The base run gets each item right
with the chance that its quality gives. The new run answers as the base did, but for a share of the
items (the churn, which differs from event to event) that it does anew: as well on average, not the
same ones. A missed item is half the time a wrong prediction, half the time none; invented ones come
on top, so that there are as many predictions as gold items. A fall takes hits away from the new run
until its F1 is that much lower on average. The verdicts are the program's own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import repeat

import numpy as np
from scipy.special import ndtr

from summarizer.scoring.gate import Gate
from summarizer.scoring.results import Measure, Verdict
from summarizer.scoring.statistics.clusters import FloatArray
from summarizer.scoring.statistics.paired import compare_pairs
from summarizer.scoring.verdict import decide, together

SEED = 7
SIZES = (25, 50, 100, 200, 400)
FALLS = (0.03, 0.07, 0.15)
HARD = 0.5
"""Correlation of an item's ease with that of its event: errors come in crowds."""


@dataclass(frozen=True)
class Kind:
    """What an article has of one kind of item; each measure asks more than the one before."""

    mean: float
    shape: float
    measures: tuple[Measure, ...]


KINDS = (
    Kind(3.1, 1.0, (Measure.TOLL_FOUND, Measure.TOLL_EXACT, Measure.TOLL_COMPLETE)),
    Kind(2.0, 1.0, (Measure.DEMAND_FOUND,)),
    Kind(0.8, 20.0, (Measure.NEGOTIATION_FOUND, Measure.NEGOTIATION_STAGE)),
    Kind(0.7, 5.0, (Measure.AGREEMENT_FOUND,)),
)
MEASURES = tuple(measure for kind in KINDS for measure in kind.measures)

# What the built-in rules score, a model of middling quality, and annotators that agree as the
# project's scoring page says its two do.
RULES = dict(zip(MEASURES, (0.90, 0.90, 0.41, 0.27, 0.76, 0.60, 0.62), strict=True))
MODEL = dict(zip(MEASURES, (0.88, 0.84, 0.68, 0.66, 0.85, 0.72, 0.75), strict=True))
ANNOTATOR = dict(zip(MEASURES, (0.97, 0.96, 0.91, 0.86, 0.98, 0.96, 0.96), strict=True))


@dataclass(frozen=True)
class Spread:
    """How two runs of equal quality differ.

    Attributes:
        name: What the tables call it.
        quality: Chance of each measure's hit, for both runs.
        churn: Share of the items of each kind that the new run does anew.
    """

    name: str
    quality: Mapping[Measure, float]
    churn: tuple[float, float, float, float]


SPREADS = (
    # Set so that the differences spread as they did between the built-in rules and six versions of
    # them that each lack another twentieth of the word lists, over 41 labelled articles. Standard
    # deviations there, put at 100 articles, in points and in the order of MEASURES: 0.4 0.6 0.6 2.2
    # 0.0 1.5 1.0.
    Spread("rules, a twentieth of their words gone", RULES, (0.04, 0.30, 0.05, 0.02)),
    Spread("model, 10 % done anew", MODEL, (0.10, 0.10, 0.10, 0.10)),
    Spread("model, 20 % done anew", MODEL, (0.20, 0.20, 0.20, 0.20)),
    Spread("annotators, half done anew", ANNOTATOR, (0.50, 0.50, 0.50, 0.50)),
)


def events_of(articles: int) -> np.ndarray:
    """The event of each article: every fifth is of the same event as the one before."""
    numbers = np.arange(articles)
    return np.unique(numbers - (numbers % 5 == 4), return_inverse=True)[1]


def simulate(
    generator: np.random.Generator, articles: int, spread: Spread, falls: Mapping[Measure, float]
) -> tuple[FloatArray, FloatArray]:
    """Make two runs over the same articles.

    Args:
        generator: Of all chance.
        articles: How many.
        spread: How the runs differ.
        falls: By how much each measure of the new run is worse; those that ask more fall with it.

    Returns:
        Hits, predicted and gold of the base and of the new run; shape [articles, measures, 3].
    """
    kinds = [
        _kind(generator, kind, articles, spread.quality, churn, falls)
        for kind, churn in zip(KINDS, spread.churn, strict=True)
    ]
    base, new = (np.concatenate(run, axis=1) for run in zip(*kinds, strict=True))
    return base, new


def _kind(
    generator: np.random.Generator,
    kind: Kind,
    articles: int,
    quality: Mapping[Measure, float],
    share: float,
    falls: Mapping[Measure, float],
) -> list[FloatArray]:
    """Both runs' counts of one kind of item; shape [articles, its measures, 3] each."""
    events = events_of(articles)
    gold = generator.poisson(generator.gamma(kind.shape, kind.mean / kind.shape, articles))
    article = np.repeat(np.arange(articles), gold)
    hard = HARD * generator.normal(size=articles)[events][article]
    own = generator.normal(size=article.size)
    churn = generator.beta(1.5 * share, 1.5 * (1 - share), articles)[events][article]
    anew = np.where(
        generator.random(article.size) < churn, generator.normal(size=article.size), own
    )
    shares = np.array([quality[measure] for measure in kind.measures])
    unanswered = (1 - shares[0]) / 2
    lost = np.array([falls.get(measure, 0.0) for measure in kind.measures]) / shares
    kept = np.cumprod(generator.random((article.size, shares.size)) >= lost, axis=1)
    both = generator.poisson((1 - share) * unanswered * kind.mean, articles)
    runs = []
    for ease, still in ((own, np.ones_like(kept)), (anew, kept)):
        rank = ndtr(hard + np.sqrt(1 - HARD**2) * ease)[:, None]
        hits = (rank < shares) & (still > 0)
        answered = rank[:, 0] < 1 - unanswered
        invented = both + generator.poisson(share * unanswered * kind.mean, articles)
        counts = np.empty((articles, shares.size, 3))
        for column in range(shares.size):
            counts[:, column, 0] = np.bincount(article, hits[:, column], articles)
        counts[..., 1] = (np.bincount(article, answered, articles) + invented)[:, None]
        counts[..., 2] = gold[:, None]
        runs.append(counts)
    return runs


def verdicts(
    articles: int,
    spread: Spread,
    falls: Mapping[Measure, float],
    *,
    runs: int,
    resamples: int = 1000,
    swaps: int = 2000,
    seed: int = SEED,
) -> Counter[Verdict]:
    """Compare so many pairs of simulated runs by the gate's defaults; count the whole verdicts.

    Fewer draws than a real comparison takes, by the same code: with 2,000 swaps the p of a FAIL,
    at most 0.05 / 7 for the worst of 7 measures, is told to a quarter of it (one standard error).
    """
    gate = Gate()
    generator = np.random.Generator(np.random.PCG64([seed, articles]))
    clusters = [f"{event:05}" for event in events_of(articles)]
    counted: Counter[Verdict] = Counter()
    for _ in range(runs):
        base, new = simulate(generator, articles, spread, falls)
        pairs = compare_pairs(
            base,
            new,
            clusters,
            level=2 * gate.confidence - 1,
            resamples=resamples,
            swaps=swaps,
        )
        counted[together(one.verdict for one in decide(pairs, gate))] += 1
    return counted


def spread_at(articles: int, spread: Spread, runs: int) -> FloatArray:
    """Standard deviation of each measure's difference between two runs; shape [measures]."""
    generator = np.random.Generator(np.random.PCG64([SEED, articles, 1]))
    found = []
    for _ in range(runs):
        base, new = (run.sum(axis=0) for run in simulate(generator, articles, spread, {}))
        found.append(
            2 * new[:, 0] / (new[:, 1] + new[:, 2]) - 2 * base[:, 0] / (base[:, 1] + base[:, 2])
        )
    return np.asarray(np.std(found, axis=0))


def _row(runs: int, sized: tuple[int, Spread]) -> str:
    """One line of the table: PASS / FAIL / INCONCLUSIVE in % under each change."""
    articles, spread = sized
    changes = [{}, *(dict.fromkeys(first_measures(), fall) for fall in FALLS)]
    cells = [_cell(verdicts(articles, spread, change, runs=runs)) for change in changes]
    return f"| {spread.name} | {articles} | {' | '.join(cells)} |"


def _alone(runs: int, asked: tuple[Spread, Measure]) -> float:
    """Share of PASS at 100 articles where one measure alone falls by 7 points."""
    spread, measure = asked
    return verdicts(100, spread, {measure: 0.07}, runs=runs)[Verdict.PASS] / runs


def first_measures() -> list[Measure]:
    """The least that is asked of each kind of item; what is asked more of falls with it."""
    return [kind.measures[0] for kind in KINDS]


def _cell(counted: Counter[Verdict]) -> str:
    order = (Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE)
    return " / ".join(f"{100 * counted[verdict] / counted.total():.0f}" for verdict in order)


def _table(head: Sequence[str], rows: Iterable[str]) -> None:
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(row, flush=True)
    print()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=200, help="pairs of runs a cell")
    parser.add_argument("--spread", action="append", help="only the spread of this name")
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    spreads = [one for one in SPREADS if not options.spread or one.name in options.spread]
    names = [measure.value.replace("_", " ") for measure in MEASURES]
    rows = [
        f"| {one.name} | "
        + " | ".join(f"{100 * sd:.1f}" for sd in spread_at(100, one, 2000))
        + " |"
        for one in spreads
    ]
    _table(["sd of the difference at 100 articles, points", *names], rows)
    with ProcessPoolExecutor() as pool:
        sized = [(articles, one) for one in spreads for articles in options.articles]
        head = ["spread", "articles", "no change", *(f"-{100 * fall:.0f}, all" for fall in FALLS)]
        _table(head, pool.map(partial(_row, options.runs), sized))
        rows = []
        for one in spreads:
            asked = list(zip(repeat(one), MEASURES))
            shares = pool.map(partial(_alone, options.runs), asked)
            rows.append(f"| {one.name} | " + " | ".join(f"{100 * s:.0f}" for s in shares) + " |")
        _table(["PASS, %, where one alone falls by 7 points, 100 articles", *names], rows)


if __name__ == "__main__":
    main()
