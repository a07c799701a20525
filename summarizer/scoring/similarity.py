"""How alike a gold item and a predicted one are: gate, similarity s and floor of each list.

A pair that fails its list's gate, or whose s is below its floor, cannot be aligned. The weights are
those of the scoring rules; a change of any of them is another scorer version.

Two empty sets of actors share nobody: their Jaccard index is 0 here. Else two cease-fires of which
neither side names a party would be aligned for being cease-fires.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from summarizer.language.figures import read
from summarizer.scoring.sides import AgreementItem, DemandItem, Item, NegotiationItem, TollItem

OTHER_NUMBERS = 0.45
"""The most that two texts with different numbers can be alike."""
OPPOSED = 0.30
"""The most that two texts can be alike of which exactly one is negated."""

_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nobody|nothing|nowhere|without|cannot)\b|n't\b"
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely)\b|\b(?:no|not) (?:fewer|less|more|later|earlier|sooner) than\b"
)

T = TypeVar("T", bound=Item)


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """When two items of one list may be aligned.

    Attributes:
        gate: Whether they may at all.
        s: How alike they are, from 0 to 1; order of arguments gold, predicted.
        floor: The least s.
    """

    gate: Callable[[T, T], bool]
    s: Callable[[T, T], float]
    floor: float


def shared_evidence(gold: Item, predicted: Item) -> float:
    """ev: shared sentences over the smaller set of sentences; 0 if either is empty."""
    smaller = min(len(gold.sentences), len(predicted.sentences))
    return len(gold.sentences & predicted.sentences) / smaller if smaller else 0.0


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared actors over all actors of both; 0 if both are empty."""
    return len(one & other) / len(one | other) if one or other else 0.0


def value_credit(gold: TollItem, predicted: TollItem) -> float:
    """val: 1 for equal value and bounds, 0.8 for equal words, 0.6 for an equal value, else 0."""
    if gold.bounds == predicted.bounds:
        return 1.0
    if gold.folded == predicted.folded:
        return 0.8
    value = gold.bounds.value
    return 0.6 if value is not None and value == predicted.bounds.value else 0.0


def text_credit(gold: str, predicted: str) -> float:
    """Token-sort ratio of two folded texts, capped where numbers or negation differ."""
    ratio = fuzz.token_sort_ratio(gold, predicted) / 100
    if numbers(gold) != numbers(predicted):
        ratio = min(ratio, OTHER_NUMBERS)
    if is_negated(gold) != is_negated(predicted):
        ratio = min(ratio, OPPOSED)
    return ratio


@lru_cache(maxsize=1024)  # each text meets every one of the other side
def numbers(text: str) -> frozenset[tuple[object, ...]]:
    """The numbers in a text, however they are written (`two` is `2`), without their bounds."""
    return frozenset(
        (figure.value, figure.share) if figure.value is not None else (*figure.bounds, figure.share)
        for figure in read(text)
        if not figure.article
    )


def is_negated(folded: str) -> bool:
    """Whether a folded text has a word of negation; "not only" and "no more than" are none."""
    return bool(_NEGATION.search(_NO_NEGATION.sub(" ", folded)))


def _same_metric(gold: TollItem, predicted: TollItem) -> bool:
    return gold.metric is predicted.metric


def _toll(gold: TollItem, predicted: TollItem) -> float:
    return 0.5 * value_credit(gold, predicted) + 0.5 * shared_evidence(gold, predicted)


def _same_holder(gold: DemandItem, predicted: DemandItem) -> bool:
    return bool(gold.by & predicted.by) or not (gold.by or predicted.by)


def _demand(gold: DemandItem, predicted: DemandItem) -> float:
    return (
        0.4 * shared_evidence(gold, predicted)
        + 0.3 * (gold.issue is predicted.issue)
        + 0.1 * (gold.kind is predicted.kind)
        + 0.2 * text_credit(gold.folded, predicted.folded)
    )


def _any(gold: Item, predicted: Item) -> bool:  # noqa: ARG001
    return True


def _negotiation(gold: NegotiationItem, predicted: NegotiationItem) -> float:
    return 0.6 * jaccard(gold.parties, predicted.parties) + 0.4 * shared_evidence(gold, predicted)


def _agreement(gold: AgreementItem, predicted: AgreementItem) -> float:
    return (
        0.5 * shared_evidence(gold, predicted)
        + 0.3 * (gold.kind is predicted.kind)
        + 0.2 * jaccard(gold.parties, predicted.parties)
    )


TOLLS = Rule(_same_metric, _toll, 0.35)
DEMANDS = Rule(_same_holder, _demand, 0.45)
NEGOTIATIONS: Rule[NegotiationItem] = Rule(_any, _negotiation, 0.30)
AGREEMENTS: Rule[AgreementItem] = Rule(_any, _agreement, 0.40)
