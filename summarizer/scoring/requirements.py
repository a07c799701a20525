"""What a run must hold by itself: that it is finished, invariants, floors and limits."""

from __future__ import annotations

from typing import TypeVar

from summarizer.scoring.gate import Gate
from summarizer.scoring.results import (
    Measure,
    MeasureVerdict,
    Outcome,
    Pooled,
    Requirement,
    Scores,
    Verdict,
)

Judged = TypeVar("Judged", MeasureVerdict, Requirement)


def requirements(scores: Scores, gate: Gate) -> list[Requirement]:
    """Hold one run against what the gate requires of it.

    In an unfinished run a share, a floor or a limit fails nothing, since the rest might mend it. A
    tally over its limit fails all the same: what is missing cannot take back what was said.
    """
    floors = [
        _floor(measure, scores.whole.measures.get(measure), gated.floor)
        for measure, gated in gate.measures.items()
        if gated.floor is not None
    ]
    mendable = [_valid(scores, gate), *floors, *_cost(scores, gate), *_seconds(scores, gate)]
    missing = unfinished(scores)
    return [
        finished("finished", missing),
        *_tallies(scores, gate),
        *(excused(requirement, missing) for requirement in mendable),
    ]


def unfinished(scores: Scores) -> list[str]:
    """Say what of a run is still to come, in words; empty if nothing is."""
    unrecorded = scores.outcomes.get(Outcome.UNRECORDED, 0)
    untried = sum(not article.outcomes for article in scores.articles)
    said = []
    if unrecorded:
        said.append(f"{unrecorded} attempts are not in the recordings")
    if untried:
        said.append(f"{untried} articles were not attempted")
    return said


def finished(name: str, missing: list[str]) -> Requirement:
    """The requirement that nothing of a run is still to come."""
    return Requirement(
        name=name,
        required="all",
        found="not all" if missing else "all",
        verdict=Verdict.INCONCLUSIVE if missing else Verdict.PASS,
        why=" and ".join(missing) if missing else "every article was attempted",
    )


def excused(judged: Judged, missing: list[str]) -> Judged:
    """Turn a FAIL that the missing part might mend into INCONCLUSIVE."""
    if judged.verdict is not Verdict.FAIL or not missing:
        return judged
    why = f"{judged.why}; but {' and '.join(missing)}"
    return judged.model_copy(update={"verdict": Verdict.INCONCLUSIVE, "why": why})


def _valid(scores: Scores, gate: Gate) -> Requirement:
    least, share = gate.invariants.valid_share, scores.valid_share
    bad = sum(scores.outcomes.get(o, 0) for o in (Outcome.INVALID, Outcome.TRUNCATED))
    return Requirement(
        name="valid_share",
        required=f"at least {least:.1%}",
        found="-" if share is None else f"{share:.1%}",
        verdict=Verdict.INCONCLUSIVE if share is None else _held(share >= least),
        why=f"{bad} answers were cut off or not of the schema"
        if share is not None
        else "nothing was scored",
    )


def _tallies(scores: Scores, gate: Gate) -> list[Requirement]:
    required = []
    for tally, most in gate.invariants.tallies.items():
        found = scores.tallies.get(tally)
        held = Verdict.INCONCLUSIVE if found is None else _held(found <= most)
        required.append(
            Requirement(
                name=tally,
                required=f"at most {most:g}" if most else "0",
                found="-" if found is None else f"{found:g}",
                verdict=held,
                why="the run's scores do not count it" if found is None else tally.definition,
            )
        )
    return required


def _floor(measure: Measure, pooled: Pooled | None, floor: float) -> Requirement:
    f1 = pooled.count.f1 if pooled else None
    return Requirement(
        name=f"{measure} floor",
        required=f"at least {floor:.3f}",
        found="-" if f1 is None else f"{f1:.3f}",
        verdict=Verdict.INCONCLUSIVE if f1 is None else _held(f1 >= floor),
        why="neither gold nor the run has any" if f1 is None else f"micro F1: {measure.definition}",
    )


def _cost(scores: Scores, gate: Gate) -> list[Requirement]:
    """Judge what an attempt costs as if nothing had come from a cache.

    Completions from a cache cost nothing; each is taken to have cost what a paid one did.
    """
    most, spent = gate.limits.cost_usd, scores.spending
    if most is None:
        return []
    cost = None
    if spent.cost_usd is None:
        verdict, why = Verdict.INCONCLUSIVE, "the model's price is not known"
    elif spent.cached and not spent.calls:
        verdict, why = Verdict.INCONCLUSIVE, "every completion came from a cache or a recording"
    elif not spent.attempts:
        verdict, why = Verdict.INCONCLUSIVE, "nothing was scored"
    else:
        share = (spent.calls + spent.cached) / spent.calls if spent.calls else 1.0
        cost = spent.cost_usd * share / spent.attempts
        verdict, why = _held(cost <= most), "mean over all attempts, cached ones at full price"
    return [
        Requirement(
            name="cost_usd",
            required=f"at most {most:g} USD an article",
            found="-" if cost is None else f"{cost:.3g} USD",
            verdict=verdict,
            why=why,
        )
    ]


def _seconds(scores: Scores, gate: Gate) -> list[Requirement]:
    most, spent = gate.limits.seconds_p95, scores.spending
    if most is None:
        return []
    found = spent.seconds_p95
    if found is not None:
        verdict, why = _held(found <= most), "95th percentile over attempts that called a model"
    elif spent.cached or not spent.attempts:
        verdict, why = Verdict.INCONCLUSIVE, "no attempt called a model, so none was timed"
    else:
        verdict, why = Verdict.PASS, "the engine calls no model"
    return [
        Requirement(
            name="seconds_p95",
            required=f"at most {most:g} s",
            found="-" if found is None else f"{found:.3g} s",
            verdict=verdict,
            why=why,
        )
    ]


def _held(holds: bool) -> Verdict:
    return Verdict.PASS if holds else Verdict.FAIL
