"""The tables of a run: measures, tallies, outcomes, spending, fields, slices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from summarizer.scoring.results import Measure, Outcome, Pooled, Scores, Slice
from summarizer.views.clean import line
from summarizer.views.scores.sheet import (
    UNDEFINED,
    Bar,
    Cell,
    Sheet,
    cells,
    field_words,
    interval,
    number,
    share,
)
from summarizer.views.wording import words

NOTHING = "nothing predicted and nothing in gold"

SLICED = {
    "Tolls found / exact": (Measure.TOLL_FOUND, Measure.TOLL_EXACT),
    "Demands found / exact": (Measure.DEMAND_FOUND, Measure.DEMAND_EXACT),
    "Negotiations found / stage": (Measure.NEGOTIATION_FOUND, Measure.NEGOTIATION_STAGE),
    "Agreements found / status": (Measure.AGREEMENT_FOUND, Measure.AGREEMENT_STATUS),
}
"""The measures that slices are compared by, two a column: what is found and what is right."""


def measures(scores: Scores, agreed: Mapping[Measure, float], annotators: str) -> Sheet:
    """The headline figures, in the vocabulary's order.

    Args:
        scores: The run.
        agreed: Annotators' agreement, of the measures where it is known.
        annotators: What the gold folder says of them; empty if it says nothing.
    """
    columns = (
        *("Measure", "F1", "95 % interval", "from 0 to 1", "Precision", "Recall", "Macro F1"),
        "Hits / predicted / gold",
        *(("Annotators",) if agreed else ()),
    )
    reasons: dict[str, list[str]] = {}
    rows = []
    for measure, pooled in _in_order(scores.whole.measures):
        for reason in _undefined(pooled):
            reasons.setdefault(reason, []).append(words(measure))
        row = _measure(measure, pooled)
        rows.append((*row, Cell(share(agreed.get(measure)))) if agreed else row)
    notes = [f"{UNDEFINED} {reason}: {', '.join(names)}." for reason, names in reasons.items()]
    if agreed:
        notes.append(f"Annotators: {annotators}.")
        if len(agreed) < len(scores.whole.measures):
            notes.append(f"{UNDEFINED} under Annotators: the gold folder does not state it.")
    return Sheet(
        "measures",
        "Measures",
        columns,
        tuple(rows),
        "No measure was computed.",
        notes=(*notes, f"{scores.whole.articles} articles; F1 is over all of them together."),
        spare=frozenset({4, 5, 6}),
    )


def _in_order(found: Mapping[Measure, Pooled]) -> Iterator[tuple[Measure, Pooled]]:
    return ((measure, found[measure]) for measure in Measure if measure in found)


def _measure(measure: Measure, pooled: Pooled) -> tuple[Cell, ...]:
    count = pooled.count
    return (
        Cell(words(measure), small=measure.definition),
        Cell(share(count.f1)),
        Cell(interval(share(pooled.low), share(pooled.high))),
        _bar(pooled),
        Cell(share(count.precision)),
        Cell(share(count.recall)),
        Cell(share(pooled.macro)),
        Cell(f"{number(count.hits)} / {number(count.predicted)} / {number(count.gold)}"),
    )


def _bar(pooled: Pooled) -> Cell:
    at, low, high = pooled.count.f1, pooled.low, pooled.high
    if at is None or low is None or high is None:
        return Cell(UNDEFINED)
    return Cell("", bar=Bar(low, at, high))


def _undefined(pooled: Pooled) -> Iterator[str]:
    count = pooled.count
    if count.f1 is None:
        yield f"everywhere, since there is {NOTHING}"
        return
    if count.precision is None:
        yield "under Precision, since nothing is predicted"
    if count.recall is None:
        yield "under Recall, since gold has none"
    if pooled.low is None or pooled.high is None:
        yield "under 95 % interval, since it cannot be told from so few articles"
    if pooled.macro is None:
        yield "under Macro F1, since no article has an F1 of its own"


def tallies(scores: Scores) -> Sheet:
    """What is counted by itself."""
    rows = tuple(
        cells(words(tally), number(count), tally.definition)
        for tally, count in scores.tallies.items()
    )
    notes = ("Over all articles; 0 is right.",)
    empty = "Nothing was tallied."
    columns = ("Tally", "Count", "What it is")
    return Sheet("tallies", "Tallies", columns, rows, empty, frozenset({0, 2}), notes)


def outcomes(scores: Scores) -> Sheet:
    """How the attempts ended; every epoch counts."""
    rows = tuple(
        cells(words(outcome), number(scores.outcomes[outcome]), outcome.definition)
        for outcome in Outcome
        if scores.outcomes.get(outcome)
    )
    notes = tuple(
        f"{label}: {share(value)} ({meaning})."
        for label, value, meaning in (
            (
                "Valid",
                scores.valid_share,
                "share of scored attempts that were not invalid or cut off",
            ),
            ("Failed", scores.failed_share, "share of all attempts that could not be scored"),
        )
    )
    columns = ("Outcome", "Attempts", "What it means")
    empty = "There were no attempts."
    return Sheet("outcomes", "Outcomes", columns, rows, empty, frozenset({0, 2}), notes)


def spending(scores: Scores) -> Sheet:
    """What the run took."""
    spent = scores.spending
    notes = []
    if spent.cost_usd is None:
        notes.append(f"{UNDEFINED} for the cost, since a price is not known.")
    if spent.seconds_p95 is None:
        notes.append(f"{UNDEFINED} for the 95th percentile, since no attempt called a model.")
    per_attempt = None if not spent.attempts or spent.cost_usd is None else spent.cost_usd
    rows = (
        cells("scored attempts", number(spent.attempts)),
        cells("calls; answers from the cache", f"{spent.calls:,}; {spent.cached:,}"),
        cells("tokens in; out", f"{spent.tokens_in:,}; {spent.tokens_out:,}"),
        cells("cost", _dollars(spent.cost_usd)),
        *(
            [cells("cost an attempt", _dollars(per_attempt / spent.attempts))]
            if per_attempt is not None
            else []
        ),
        cells("seconds, all attempts added", f"{spent.seconds:,.2f}"),
        cells(
            "seconds, 95th percentile",
            UNDEFINED if spent.seconds_p95 is None else f"{spent.seconds_p95:,.2f}",
        ),
    )
    return Sheet("spending", "Spending", ("What", "How much"), rows, "", notes=tuple(notes))


def _dollars(cost: float | None) -> str:
    return UNDEFINED if cost is None else f"${cost:,.4f}"


def fields(scores: Scores) -> Sheet:
    """Accuracy of each field, beside the number of pairs that it was seen on."""
    rows = tuple(
        (
            Cell(field_words(name)),
            Cell(share(pooled.count.f1)),
            Cell(interval(share(pooled.low), share(pooled.high))),
            _bar(pooled),
            Cell(number(pooled.count.gold)),
            Cell(number(pooled.articles)),
        )
        for name, pooled in scores.fields.items()
    )
    columns = ("Field", "Accuracy", "95 % interval", "from 0 to 1", "Pairs", "Articles")
    notes = ["Of pairs that were aligned alone: read it beside what was found."]
    if any(pooled.count.f1 is None for pooled in scores.fields.values()):
        notes.append(f"{UNDEFINED} where there are no pairs.")
    if any(
        pooled.count.f1 is not None and (pooled.low is None or pooled.high is None)
        for pooled in scores.fields.values()
    ):
        notes.append(f"{UNDEFINED} for an interval that cannot be told from so few articles.")
    empty = "No pair was aligned."
    return Sheet(
        "fields",
        "Fields of aligned pairs",
        columns,
        rows,
        empty,
        notes=tuple(notes),
        spare=frozenset({5}),
    )


def slices(scores: Scores) -> Sheet:
    """F1 by tag; the first row is the whole run."""
    parts = {"all articles": scores.whole} | {
        line(tag): scores.slices[tag] for tag in sorted(scores.slices)
    }
    rows = tuple(
        cells(
            tag,
            number(part.articles),
            *(_found_and_right(part, pair) for pair in SLICED.values()),
        )
        for tag, part in parts.items()
    )
    gaps = any(UNDEFINED in cell.text for row in rows for cell in row[1:])
    return Sheet(
        "slices",
        "Slices by tag",
        ("Tag", "Articles", *SLICED),
        rows,
        "",
        notes=("F1.", *((f"{UNDEFINED} where there is {NOTHING}.",) if gaps else ())),
        spare=frozenset({1, 5}),
    )


def _found_and_right(part: Slice, pair: tuple[Measure, Measure]) -> str:
    found, right = (part.measures.get(measure) for measure in pair)
    if not (found and found.count.f1 is not None):
        return UNDEFINED
    return f"{share(found.count.f1)} / {share(right.count.f1 if right else None)}"
