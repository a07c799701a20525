"""Which predicted item stands for which gold item: the best one-to-one assignment, never greedy.

Of all assignments of permitted pairs the one with the greatest sum of s squared is taken
(`scipy.optimize.linear_sum_assignment`). Of several best ones the one is taken whose pairs agree in
most of what s does not look at, then the one that keeps gold's order and leaves out gold's last.
The predicted items are put in an order of their own content first: the order of a brief's list
never decides anything.

All weights are whole numbers below 2 ** 53, which floats hold exactly, so ties are ties: s squared
is put on a grid of 1e-9 and multiplied by more than all the tie-breaks of an assignment can add up
to. Where both lists are long the grid is coarser; beyond some 40 items on both sides, where it
would be coarser than 1e-6, ties are left to scipy, which always breaks them in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from summarizer.scoring.sides import Item
from summarizer.scoring.similarity import Rule

T = TypeVar("T", bound=Item)
Pairs = list[tuple[T, T]]

_EXACT = 2**53
_GRID = 10**9
_COARSEST = 10**6
_MOST_FIELDS = 16  # no item has as many; a gate that is passed outweighs them all
_ROUNDING = 1e-9
"""How far below its floor an s may fall by rounding: 0.3 + 0.1 + 0.2 x 0.25 is 0.45."""


def align(
    gold: Sequence[T], predicted: Sequence[T], rule: Rule[T], *, gated: bool = True
) -> Pairs[T]:
    """The aligned pairs (gold, predicted), in gold's order.

    Args:
        gold: Gold's items, in the label's order.
        predicted: The brief's items, in any order.
        rule: Gate, similarity and floor of the list.
        gated: Whether the gate holds. Without it, pairs that would pass it win ties.
    """
    if not (gold and predicted):
        return []
    names = [field.name for field in fields(gold[0]) if field.name != "index"]
    predicted = sorted(predicted, key=lambda item: _content(item, names))
    rows, columns = len(gold), len(predicted)
    grid, above, agreeing = _scales(rows, columns)
    weights = np.zeros((rows, columns))
    for row, wanted in enumerate(gold):
        for column, given in enumerate(predicted):
            passes = rule.gate(wanted, given)
            if gated and not passes:
                continue
            s = rule.s(wanted, given)
            if s < rule.floor - _ROUNDING:
                continue
            weights[row, column] = round(s * s * grid) * above
            if agreeing:
                order = (rows - row) * (columns - column)
                points = _MOST_FIELDS * passes + _agreement(wanted, given, names)
                weights[row, column] += points * agreeing + order
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(gold[row], predicted[column]) for row, column in chosen if weights[row, column] > 0]


def left_over(items: Sequence[T], aligned: Sequence[T]) -> list[T]:
    """The items of a list that are in no pair, in order."""
    known = {item.index for item in aligned}
    return [item for item in items if item.index not in known]


def _scales(rows: int, columns: int) -> tuple[int, int, int]:
    """Steps of s squared, the weight of one step, and that of one point of agreement."""
    most = min(rows, columns)
    agreeing = most * rows * columns + 1  # more than the order of all pairs adds up to
    above = (most * 2 * _MOST_FIELDS + 1) * agreeing  # more than all tie-breaks add up to
    grid = min(_GRID, _EXACT // (2 * most * above))
    return (grid, above, agreeing) if grid >= _COARSEST else (_GRID, 1, 0)


def _agreement(gold: Item, predicted: Item, names: Sequence[str]) -> int:
    """How many fields are equal."""
    return sum(getattr(gold, name) == getattr(predicted, name) for name in names)


def _content(item: Item, names: Sequence[str]) -> str:
    """A key for an order that depends on nothing but what the item says."""
    values = (getattr(item, name) for name in names)
    return repr([sorted(one, key=str) if isinstance(one, frozenset) else one for one in values])
