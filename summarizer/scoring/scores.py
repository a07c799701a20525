"""The scores of a run: its articles pooled, sliced by tag, with intervals over events."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring import SCORER
from summarizer.scoring.article_score import NO_FIELDS, newest, score_article
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.counting import add_confusions
from summarizer.scoring.gold import GoldArticle, digest_of
from summarizer.scoring.results import (
    ArticleScore,
    Count,
    Measure,
    Pooled,
    Scores,
    Slice,
    Spending,
    Tally,
)
from summarizer.scoring.statistics.intervals import bootstrap

__all__ = ["score_article", "score_run"]

_PERCENTILE = 95


def score_run(golds: Sequence[GoldArticle], attempts: Iterable[Attempt]) -> Scores:
    """Score a run; the same attempts always give the same scores, to the last digit.

    Only articles with a scored attempt are pooled; the others are listed with their outcomes.
    `created` is when the newest attempt ended, so that scoring again changes nothing.

    Args:
        golds: The gold articles of the run.
        attempts: What came of them, in any order; of several in one epoch the newest counts.

    Raises:
        EvalError: There is no attempt, or one at an article that is not among the gold articles
            (BAD_RUN); a gold quote does not stand in its article (BAD_GOLD).
    """
    by_article = _by_article(golds, attempts)
    kept = [attempt for several in by_article.values() for attempt in several]
    if not kept:
        raise EvalError(
            "the run has no attempts, so there is nothing to score",
            "resume it with `summarizer eval run`",
            code=ExitCode.BAD_RUN,
        )
    articles = [score_article(gold, by_article[gold.id]) for gold in golds]
    scored = [article for article in articles if article.is_scored]
    tags = sorted({tag for article in scored for tag in article.tags})
    whole = pool(scored)
    return Scores(
        scorer=SCORER,
        gold=digest_of(golds),
        created=max(attempt.created for attempt in kept),
        outcomes=dict(sorted(Counter(attempt.outcome for attempt in kept).items())),
        whole=_slice(scored, whole),
        slices={
            tag: _slice(some, pool(some))
            for tag in tags
            for some in [[article for article in scored if tag in article.tags]]
        },
        fields={name: whole[name] for name in NO_FIELDS},
        tallies={name: sum(article.tallies[name] for article in scored) for name in Tally},
        confusions=add_confusions(article.confusions for article in scored),
        spending=_spending([attempt for attempt in kept if attempt.outcome.is_scored]),
        articles=articles,
    )


def pool(articles: Sequence[ArticleScore]) -> dict[str, Pooled]:
    """Every measure and field over some articles, by name; all share the resamples.

    Micro: the articles' counts added, then F1. Macro: the mean of the F1 of those articles where
    it is defined. The interval is that of micro, over events.
    """
    names = [*Measure, *NO_FIELDS]
    rows = [{**article.counts, **article.fields} for article in articles]
    counts = np.array(
        [[(row[n].hits, row[n].predicted, row[n].gold) for n in names] for row in rows],
        dtype=np.float64,
    ).reshape(len(rows), len(names), 3)
    ends = (
        bootstrap(counts, [article.event for article in articles])
        if articles
        else np.full((len(names), 2), np.nan)
    )
    return {
        str(name): _pooled([row[name] for row in rows], float(low), float(high))
        for name, (low, high) in zip(names, ends, strict=True)
    }


def _by_article(
    golds: Sequence[GoldArticle], attempts: Iterable[Attempt]
) -> dict[str, list[Attempt]]:
    found: dict[str, list[Attempt]] = {gold.id: [] for gold in golds}
    for attempt in attempts:
        if attempt.article not in found:
            raise EvalError(
                f"the run has an attempt at article {attempt.article}, which gold does not have",
                "score it with the gold folder that it was made with",
                code=ExitCode.BAD_RUN,
            )
        found[attempt.article].append(attempt)
    return {article: newest(several) for article, several in found.items()}


def _slice(articles: Sequence[ArticleScore], pooled: dict[str, Pooled]) -> Slice:
    return Slice(articles=len(articles), measures={name: pooled[name] for name in Measure})


def _pooled(counts: Sequence[Count], low: float, high: float) -> Pooled:
    own = [f1 for count in counts if (f1 := count.f1) is not None]
    return Pooled(
        count=Count(
            hits=math.fsum(count.hits for count in counts),
            predicted=math.fsum(count.predicted for count in counts),
            gold=math.fsum(count.gold for count in counts),
        ),
        macro=math.fsum(own) / len(own) if own else None,
        low=None if math.isnan(low) else low,
        high=None if math.isnan(high) else high,
        articles=len(own),
    )


def _spending(scored: Sequence[Attempt]) -> Spending:
    """What the attempts took; p95 is interpolated between the two nearest attempts."""
    usages = [attempt.usage for attempt in scored]
    costs = [usage.cost_usd for usage in usages if usage.cost_usd is not None]
    live = [usage.seconds for usage in usages if usage.calls and not usage.cached]
    return Spending(
        attempts=len(usages),
        calls=sum(usage.calls for usage in usages),
        cached=sum(usage.cached for usage in usages),
        tokens_in=sum(usage.tokens_in for usage in usages),
        tokens_out=sum(usage.tokens_out for usage in usages),
        cost_usd=math.fsum(costs) if len(costs) == len(usages) else None,
        seconds=math.fsum(usage.seconds for usage in usages),
        seconds_p95=float(np.percentile(live, _PERCENTILE)) if live else None,
    )
