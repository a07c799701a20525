"""What the page draws: tolls with their bounds on one logarithmic scale, and how far talks are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from summarizer.model.vocabulary import Metric, Stage, Unit
from summarizer.views import wording
from summarizer.views.outline import TollEntry

_LEFT, _WIDTH = 6.0, 80.0
"""Where the scale begins and how wide it is, in per cent of the drawing: room for arrows beside."""


class Shape(StrEnum):
    """How a toll is drawn."""

    POINT = "point"
    ABOUT = "about"
    RANGE = "range"
    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Bar:
    """A toll on the scale; `start` and `end` are positions in per cent, equal but for a range."""

    entry: TollEntry
    shape: Shape
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A power of ten on the scale; `at` is its position in per cent."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in the order of the codebook's metrics; `left_out` are the keys of tolls not drawn."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left_out: tuple[str, ...]


def chart(tolls: Sequence[TollEntry]) -> Chart | None:
    """The chart of the tolls that count persons; None if fewer than two of them can be drawn.

    Households are left out, since one scale cannot hold both units, and so are figures without
    a number (a share alone, or words that were not read).
    """
    reach = {entry.key: _reach(entry) for entry in tolls}
    metrics = list(Metric)
    drawn = sorted(
        (entry for entry in tolls if reach[entry.key]),
        key=lambda entry: metrics.index(entry.toll.metric),
    )
    if len(drawn) < 2:
        return None
    numbers = [number for found in reach.values() if found for number in found[1:]]
    first, last = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    last = max(last, first + 1)

    def position(number: float) -> float:
        return round(_LEFT + _WIDTH * (math.log10(number) - first) / (last - first), 2)

    bars = []
    for entry in drawn:
        found = reach[entry.key]
        if found:
            shape, low, high = found
            bars.append(Bar(entry, shape, position(low), position(high)))
    ticks = tuple(Tick(position(10.0**power), _short(power)) for power in range(first, last + 1))
    return Chart(tuple(bars), ticks, tuple(key for key, found in reach.items() if not found))


def _reach(entry: TollEntry) -> tuple[Shape, int, int] | None:
    toll = entry.toll
    if toll.unit is Unit.HOUSEHOLD:
        return None
    # Nought has no place on a logarithmic scale and is drawn at its beginning.
    low, high = (None if bound is None else max(bound, 1) for bound in (toll.low, toll.high))
    if low is not None and high is not None:
        return (Shape.POINT if low == high else Shape.RANGE), low, high
    if low is not None:
        return Shape.FROM, low, low
    if high is not None:
        return Shape.TO, high, high
    if toll.value is not None:
        return Shape.ABOUT, max(toll.value, 1), max(toll.value, 1)
    return None


def _short(power: int) -> str:
    thousands = min(power // 3, 3)
    return f"{10 ** (power - 3 * thousands)}{('', 'k', 'm', 'bn')[thousands]}"


_STEPS = (Stage.EXPLORATORY, Stage.UNDER_WAY, Stage.PROPOSAL, Stage.AGREED, Stage.IMPLEMENTING)


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that talks pass; `state` is `passed`, `now` or `ahead`."""

    label: str
    state: str


def track(stage: Stage | None) -> tuple[Step, ...]:
    """The way of talks to a deal, and where they are on it.

    Empty for a stage that is no step of the way (none, suspended, collapsed, unknown).
    """
    if stage not in _STEPS:
        return ()
    now = _STEPS.index(stage)
    return tuple(
        Step(wording.words(step), "passed" if at < now else "now" if at == now else "ahead")
        for at, step in enumerate(_STEPS)
    )
