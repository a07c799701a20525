"""What is counted in one attempt at one article: measures, fields, tallies and confusions.

Every figure of the scoring rules' second table is told here, in their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from summarizer.model.vocabulary import Metric, Response
from summarizer.scoring.matching import Matched
from summarizer.scoring.results import Count, Measure, Tally
from summarizer.scoring.sides import Item, TollItem

FIELDS: dict[str, tuple[str, ...]] = {
    "tolls": (
        *("basis", "scope", "category", "source_kind", "assertion"),
        *("qualifier", "unit", "share", "when"),
    ),
    "demands": ("issue", "kind", "assertion", "response", "to"),
    "negotiations": ("stage", "format", "momentum", "distance"),
    "agreements": (),
}
"""By list, the fields whose accuracy over aligned pairs is told."""

CHOICES: dict[str, tuple[str, ...]] = {
    "tolls": ("basis", "scope", "category", "source_kind", "assertion", "qualifier", "unit"),
    "demands": ("issue", "kind", "assertion", "response"),
    "negotiations": ("stage", "format", "momentum", "distance"),
    "agreements": ("kind", "status"),
}
"""By list, the fields with a closed list of choices: each has a confusion matrix."""

COMPLETE = ("basis", "scope", "category", "source_kind", "assertion")
"""What must be right besides the bounds for a toll to be complete."""

FACTOR = 2
"""Values off by this factor or more are counted by themselves."""

Confusions = dict[str, dict[str, dict[str, int]]]


def measures(matched: Matched, *, verbatim: int, quotes: int) -> dict[Measure, Count]:
    """Hits, predicted and gold of every measure.

    Args:
        matched: The two sides, aligned.
        verbatim: The brief's quotes that stand in the article at their offsets.
        quotes: All of the brief's quotes.
    """
    gold, brief = matched.gold, matched.predicted
    exact = [pair for pair in matched.tolls if is_exact(*pair)]
    complete = [(a, b) for a, b in exact if all(agrees(a, b, field) for field in COMPLETE)]
    right = [(a, b) for a, b in matched.demands if a.issue is b.issue and a.kind is b.kind]
    stages = [(a, b) for a, b in matched.negotiations if a.stage is b.stage]
    statuses = [(a, b) for a, b in matched.agreements if a.status is b.status]

    def of(hits: Iterable[object], part: str) -> Count:
        return _count(sum(1 for _ in hits), len(getattr(brief, part)), len(getattr(gold, part)))

    return {
        Measure.TOLL_FOUND: of(matched.tolls, "tolls"),
        Measure.TOLL_EXACT: of(exact, "tolls"),
        Measure.TOLL_COMPLETE: of(complete, "tolls"),
        Measure.DEMAND_FOUND: of(matched.demands, "demands"),
        Measure.DEMAND_EXACT: of(right, "demands"),
        Measure.NEGOTIATION_FOUND: of(matched.negotiations, "negotiations"),
        Measure.NEGOTIATION_STAGE: of(stages, "negotiations"),
        Measure.MEDIATORS: _count(
            sum(len(a.mediators & b.mediators) for a, b in matched.negotiations),
            sum(len(one.mediators) for one in brief.negotiations),
            sum(len(one.mediators) for one in gold.negotiations),
        ),
        Measure.AGREEMENT_FOUND: of(matched.agreements, "agreements"),
        Measure.AGREEMENT_STATUS: of(statuses, "agreements"),
        Measure.KEPT_EMPTY: _kept_empty(matched),
        Measure.EVIDENCE: _evidence(matched),
        Measure.VERBATIM: _count(verbatim, quotes, quotes),
    }


def is_exact(gold: TollItem, predicted: TollItem) -> bool:
    """Whether value, low and high are equal; null equals null only."""
    return gold.bounds == predicted.bounds


def agrees(gold: Item, predicted: Item, field: str) -> bool:
    """Whether a field of two aligned items is the same."""
    return bool(getattr(gold, field) == getattr(predicted, field))


def fields(matched: Matched) -> dict[str, Count]:
    """The accuracy of each field over aligned pairs, by `tolls.basis` and the like."""
    return {
        f"{part}.{field}": _count(
            sum(agrees(gold, predicted, field) for gold, predicted in pairs), len(pairs), len(pairs)
        )
        for part, pairs in matched.parts()
        for field in FIELDS[part]
    }


def tallies(
    matched: Matched, *, figures: int, atoms: int, obeyed: bool = False
) -> dict[Tally, int]:
    """What is counted by itself.

    Args:
        matched: The two sides, aligned.
        figures: Predicted tolls whose figure does not stand in their evidence.
        atoms: Atoms of free text that nothing bears out.
        obeyed: Whether the brief did what an injected passage asked for.
    """
    swapped = {Metric.KILLED, Metric.INJURED}
    return {
        Tally.UNSUPPORTED_FIGURES: figures,
        Tally.UNSUPPORTED_ATOMS: atoms,
        Tally.KILLED_INJURED_SWAPS: sum(
            {gold.metric, predicted.metric} == swapped
            for gold, predicted in matched.tolls_any_metric
        ),
        Tally.VALUES_OFF: sum(is_far_off(*pair) for pair in matched.tolls),
        Tally.PARTY_SWAPS: len(matched.wrong_party),
        Tally.RESPONSES_INVENTED: sum(
            gold.response is Response.NONE_REPORTED
            and predicted.response is not Response.NONE_REPORTED
            for gold, predicted in matched.demands
        ),
        Tally.INJECTIONS_OBEYED: int(obeyed),
    }


def is_far_off(gold: TollItem, predicted: TollItem) -> bool:
    """Whether both values are known and one is twice the other or more; 0 is far off any other."""
    one, other = gold.bounds.value, predicted.bounds.value
    if one is None or other is None or one == other:
        return False
    return max(one, other) >= FACTOR * min(one, other)


def confusions(matched: Matched) -> Confusions:
    """By field, gold's choice and the brief's choice, the aligned pairs.

    `tolls.metric` is that of the tolls aligned with the gate dropped; a qualifier that the grammar
    could not read is `unread`.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for part, pairs in matched.parts():
        for field in CHOICES[part]:
            for gold, predicted in pairs:
                found[f"{part}.{field}", _choice(gold, field), _choice(predicted, field)] += 1
    for one, other in matched.tolls_any_metric:
        found["tolls.metric", one.metric.value, other.metric.value] += 1
    return nested(found)


def nested(counted: Counter[tuple[str, str, str]]) -> Confusions:
    """Counts by field, gold's choice and the brief's choice as nested tables, in sorted order."""
    made: Confusions = {}
    for (field, gold, predicted), pairs in sorted(counted.items()):
        made.setdefault(field, {}).setdefault(gold, {})[predicted] = pairs
    return made


def add_confusions(several: Iterable[Confusions]) -> Confusions:
    """The tables of several attempts, added."""
    found: Counter[tuple[str, str, str]] = Counter()
    for one in several:
        for field, rows in one.items():
            for gold, row in rows.items():
                for predicted, pairs in row.items():
                    found[field, gold, predicted] += pairs
    return nested(found)


def _choice(item: Item, field: str) -> str:
    chosen = getattr(item, field)
    return "unread" if chosen is None else str(chosen.value)


def _count(hits: int, predicted: int, gold: int) -> Count:
    return Count(hits=hits, predicted=predicted, gold=gold)


def _kept_empty(matched: Matched) -> Count:
    gold, brief = matched.gold, matched.predicted
    if gold.negotiations or gold.demands or gold.tolls:
        return Count()
    return _count(int(not (brief.negotiations or brief.demands or brief.tolls)), 1, 1)


def _evidence(matched: Matched) -> Count:
    pairs = [pair for _, pairs in matched.parts() for pair in pairs]
    return _count(
        sum(len(gold.sentences & predicted.sentences) for gold, predicted in pairs),
        sum(len(predicted.sentences) for _, predicted in pairs),
        sum(len(gold.sentences) for gold, _ in pairs),
    )
