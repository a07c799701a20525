"""Whether a change may be deployed: two runs compared in pairs, and one run by itself.

How a measure is decided, in ten lines:

1.  Both runs read the same articles. The difference is micro F1, new minus base.
2.  Events (articles that tell one story) are drawn again 2,000 times; of the differences that come
    out, the interval leaves 5 % below and 5 % above (`confidence` 0.95, one-sided).
3.  PASS: the lower end is no deeper than the margin. A fall beyond the margin is ruled out.
4.  FAIL: not so, and the fall is beyond chance: at most `alpha` of random swaps of the two runs'
    results, event by event, fall as far (Holm-adjusted, since several measures are tested).
5.  INCONCLUSIVE: neither was shown. More articles are needed; the reason says how many about.
6.  Runs that do not differ in a measure PASS it. Else a measure with fewer than `least_events`
    events cannot PASS: so few drawn again look surer than they are. The swaps can FAIL it.
7.  An invariant, floor or limit that the new run breaks by itself is a FAIL, one that cannot be
    told (no price is known) INCONCLUSIVE.
8.  The whole FAILs if anything does, else is INCONCLUSIVE if anything is, else PASSes.
9.  What was not attempted, or not in the recordings, fails nothing that it could have mended: those
    FAILs become INCONCLUSIVE, and so does the whole.
10. Attempts that the infrastructure failed are in no measure; beyond `failed_share` of them nothing
    is compared. How often all this decides rightly: benchmarks/README.md, by `gate_power.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gate import Gate
from summarizer.scoring.requirements import excused, finished, requirements, unfinished
from summarizer.scoring.results import (
    ArticleScore,
    Comparison,
    Count,
    Measure,
    MeasureVerdict,
    Outcome,
    Scores,
    Verdict,
)
from summarizer.scoring.statistics.clusters import FloatArray
from summarizer.scoring.statistics.holm import holm
from summarizer.scoring.statistics.paired import Pair, compare_pairs

__all__ = [
    "blocks",
    "compare",
    "counts_of",
    "decide",
    "exit_code",
    "judgeable",
    "requirements",
    "together",
]


def compare(base: Scores, new: Scores, gate: Gate) -> Comparison:
    """Compare two runs measure by measure, and hold the new one against what the gate requires.

    Raises:
        EvalError: The runs are of different gold, or were scored by different definitions (exit
            code `BAD_RUN`), or the infrastructure failed too many attempts of one (`UNJUDGED`).
    """
    _refuse_strangers(base, new)
    for name, run in (("base", base), ("new", new)):
        _refuse_unjudged(name, run, gate)
    others = {article.id: article for article in new.articles}
    pairs = [(article, others[article.id]) for article in base.articles]
    both = [pair for pair in pairs if all(article.is_scored for article in pair)]
    measures = list(gate.measures)
    compared = compare_pairs(
        counts_of([pair[0] for pair in both], measures),
        counts_of([pair[1] for pair in both], measures),
        [pair[0].event for pair in both],
        level=2 * gate.confidence - 1,
    )
    lacking = unfinished(base)
    decided = decide(compared, gate, some=bool(both))
    decided = [excused(one, lacking + unfinished(new)) for one in decided]
    required = requirements(new, gate)
    if lacking:
        required = [finished("base finished", lacking), *required]
    whole = together([*(one.verdict for one in decided), *(one.verdict for one in required)])
    return Comparison(
        scorer=new.scorer,
        gold=new.gold,
        articles=len(both),
        left_out=[one.id for one, other in pairs if not (one.is_scored and other.is_scored)],
        measures=decided,
        requirements=required,
        verdict=whole,
        blocks=blocks(whole, gate),
    )


def decide(pairs: Sequence[Pair], gate: Gate, *, some: bool = True) -> list[MeasureVerdict]:
    """Decide each gated measure, in the gate's order.

    Args:
        pairs: One a gated measure, with intervals of the gate's confidence.
        gate: Margins and levels.
        some: Whether there is any article at all that both runs scored.
    """
    worse = holm([1.0 if math.isnan(pair.p_worse) else pair.p_worse for pair in pairs])
    better = holm([1.0 if math.isnan(pair.p_better) else pair.p_better for pair in pairs])
    decided = []
    for (measure, gated), pair, p_worse, p_better in zip(
        gate.measures.items(), pairs, worse, better, strict=True
    ):
        verdict, why = Verdict.INCONCLUSIVE, "there is no article that both runs scored"
        if some:
            verdict, why = _one(pair, gated.margin, p_worse, gate)
        defined = not math.isnan(pair.p_worse)
        decided.append(
            MeasureVerdict(
                measure=measure,
                base=_known(pair.base),
                new=_known(pair.new),
                difference=_known(pair.difference),
                low=_known(pair.low),
                high=_known(pair.high),
                p_worse=p_worse if defined else None,
                p_better=p_better if defined else None,
                margin=gated.margin,
                verdict=verdict,
                why=why,
            )
        )
    return decided


def _one(pair: Pair, margin: float, p_worse: float, gate: Gate) -> tuple[Verdict, str]:
    """The verdict of one measure, and its reason."""
    if not pair.differing:
        return Verdict.PASS, (
            "the runs do not differ in it" if pair.clusters else "neither gold nor a run has any"
        )
    if math.isnan(pair.difference):
        return Verdict.INCONCLUSIVE, "one of the runs has no F1: neither it nor gold has any"
    enough = pair.clusters >= gate.least_events
    deepest = f"a fall of {_points(margin)} or more is ruled out at {gate.confidence:.0%}"
    if enough and pair.low >= -margin:
        return Verdict.PASS, deepest
    if p_worse <= gate.alpha:
        return Verdict.FAIL, f"fell by {_points(-pair.difference)}, beyond chance (p {p_worse:.2g})"
    if not enough:
        few = f"only {pair.clusters} events have any, and {gate.least_events} are needed"
        return Verdict.INCONCLUSIVE, few
    short = f"it may have fallen by {_points(-pair.low)}, and {_points(margin)} are tolerated"
    if pair.difference > -margin:
        times = ((pair.difference - pair.low) / (pair.difference + margin)) ** 2
        short += f"; about {math.ceil(times * pair.clusters)} events that have any would decide"
    return Verdict.INCONCLUSIVE, short


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """FAIL if any fails, else INCONCLUSIVE if any is, else PASS."""
    said = set(verdicts)
    worst_first = (Verdict.FAIL, Verdict.INCONCLUSIVE)
    return next((verdict for verdict in worst_first if verdict in said), Verdict.PASS)


def blocks(verdict: Verdict, gate: Gate) -> bool:
    """Whether a deploy is to stop."""
    return verdict is Verdict.FAIL or (verdict is Verdict.INCONCLUSIVE and gate.inconclusive_blocks)


def exit_code(comparison: Comparison) -> ExitCode:
    """How a command ends that has compared; OK for what does not block."""
    if not comparison.blocks:
        return ExitCode.OK
    failed = comparison.verdict is Verdict.FAIL
    return ExitCode.REGRESSION if failed else ExitCode.INCONCLUSIVE


def judgeable(scores: Scores, gate: Gate) -> bool:
    """Whether the infrastructure failed few enough attempts to judge the run at all.

    What the recordings of a replay lack is no failure: it makes the verdict INCONCLUSIVE. A run
    without a single attempt cannot be judged.
    """
    total = sum(scores.outcomes.values())
    return bool(total) and scores.outcomes.get(Outcome.FAILED, 0) <= gate.failed_share * total


def _refuse_strangers(base: Scores, new: Scores) -> None:
    if base.scorer != new.scorer:
        raise EvalError(
            f"the base was scored by version {base.scorer} of the definitions, the new run by "
            f"version {new.scorer}",
            "score both again with `summarizer eval score`",
            code=ExitCode.BAD_RUN,
        )
    same = [article.id for article in base.articles] == [article.id for article in new.articles]
    if base.gold != new.gold or not same:
        raise EvalError(
            f"the runs are of different gold: {base.gold[:12]} and {new.gold[:12]}",
            "run both on the same folder, split and limit",
            code=ExitCode.BAD_RUN,
        )


def _refuse_unjudged(name: str, run: Scores, gate: Gate) -> None:
    if not judgeable(run, gate):
        failed, total = run.outcomes.get(Outcome.FAILED, 0), sum(run.outcomes.values())
        raise EvalError(
            f"the {name} run cannot be judged: the endpoint or the program failed {failed} of "
            f"{total} attempts, and the gate allows {gate.failed_share:.0%}",
            "go on with the run: what failed is tried again",
            code=ExitCode.UNJUDGED,
        )


def counts_of(articles: Sequence[ArticleScore], measures: Sequence[Measure]) -> FloatArray:
    """Hits, predicted and gold; shape [articles, measures, 3]."""
    nothing = Count()
    counts = np.zeros((len(articles), len(measures), 3))
    for row, article in enumerate(articles):
        for column, measure in enumerate(measures):
            count = article.counts.get(measure, nothing)
            counts[row, column] = count.hits, count.predicted, count.gold
    return counts


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _points(share: float) -> str:
    return f"{100 * share:.1f} points"
