"""The four lists of a brief aligned with those of a gold label, and what is left over.

The gates are dropped twice, for what they hide: over all tolls, to see which metrics are taken for
which, and over what the gates left unaligned, to name an item that is right but for its metric or
its holder once, instead of as missed and invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.scoring.alignment import Pairs, align, left_over
from summarizer.scoring.sides import (
    AgreementItem,
    DemandItem,
    Item,
    NegotiationItem,
    Side,
    TollItem,
)
from summarizer.scoring.similarity import AGREEMENTS, DEMANDS, NEGOTIATIONS, TOLLS


@dataclass(frozen=True)
class Matched:
    """Two sides of one article, aligned.

    Attributes:
        gold: The label.
        predicted: The brief.
        tolls: Aligned pairs (gold, predicted), in gold's order; so the next three.
        demands: As the tolls.
        negotiations: As the tolls.
        agreements: As the tolls.
        tolls_any_metric: All tolls aligned with the gate dropped.
        wrong_metric: Tolls that are aligned only if the gate is dropped.
        wrong_party: Demands that are aligned only if the gate is dropped.
    """

    gold: Side
    predicted: Side
    tolls: Pairs[TollItem]
    demands: Pairs[DemandItem]
    negotiations: Pairs[NegotiationItem]
    agreements: Pairs[AgreementItem]
    tolls_any_metric: Pairs[TollItem]
    wrong_metric: Pairs[TollItem]
    wrong_party: Pairs[DemandItem]

    def parts(self) -> Iterator[tuple[str, Pairs[Item]]]:
        """The aligned pairs of each list, by the list's name."""
        yield "tolls", [*self.tolls]
        yield "demands", [*self.demands]
        yield "negotiations", [*self.negotiations]
        yield "agreements", [*self.agreements]


def match(gold: Side, predicted: Side) -> Matched:
    """Align all four lists."""
    tolls = align(gold.tolls, predicted.tolls, TOLLS)
    demands = align(gold.demands, predicted.demands, DEMANDS)
    return Matched(
        gold=gold,
        predicted=predicted,
        tolls=tolls,
        demands=demands,
        negotiations=align(gold.negotiations, predicted.negotiations, NEGOTIATIONS),
        agreements=align(gold.agreements, predicted.agreements, AGREEMENTS),
        tolls_any_metric=align(gold.tolls, predicted.tolls, TOLLS, gated=False),
        wrong_metric=align(
            left_over(gold.tolls, [one for one, _ in tolls]),
            left_over(predicted.tolls, [other for _, other in tolls]),
            TOLLS,
            gated=False,
        ),
        wrong_party=align(
            left_over(gold.demands, [one for one, _ in demands]),
            left_over(predicted.demands, [other for _, other in demands]),
            DEMANDS,
            gated=False,
        ),
    )
