"""What can govern a figure: a cue, the metric that it states, and how surely."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from summarizer.language.cues import Cue, Metrics
from summarizer.model.vocabulary import Metric


class Strength(IntEnum):
    """How surely a cue governs a figure."""

    WEAK = 1
    """The counted noun only names a state (`129 captives`)."""
    INHERITED = 2
    """The figure stands in a list after (or before) one that is governed."""
    DIRECT = 3
    """The figure is the cue's object or subject."""


class Governor(NamedTuple):
    """A cue that governs a figure.

    Attributes:
        metric: What it says happened; None if it is no harm.
        strength: How surely.
        cue: The cue itself.
        parent: Index of the figure that an inherited cue came from, else None.
    """

    metric: Metric | None
    strength: Strength
    cue: Cue
    parent: int | None = None


def governors(strength: Strength, cue: Cue, metrics: Metrics) -> list[Governor]:
    """A governor for each metric of a cue, in an order that is the same in every process."""
    return [Governor(metric, strength, cue) for metric in sorted(metrics, key=str)]
