"""Which figure of a cited sentence a toll means, and whether the sentence says its metric of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from summarizer.grounding.findings import Rule
from summarizer.language.figures import Figure, read_words
from summarizer.language.folding import Folded, fold
from summarizer.language.governance import Governor, Strength
from summarizer.language.modality import Modality
from summarizer.language.reader import Line
from summarizer.model.draft import DraftToll
from summarizer.model.vocabulary import Metric

_CAPTIVITY = frozenset(
    (Metric.ABDUCTED, Metric.HELD, Metric.DETAINED, Metric.RELEASED, Metric.MISSING)
)
_UPROOTED = frozenset((Metric.DISPLACED, Metric.RETURNED, Metric.AFFECTED, Metric.RELEASED))
_FAMILIES = (_CAPTIVITY, _UPROOTED)
"""Metrics that one event shares: people displaced return, hostages held are freed. Dead and hurt
are in none: there a cue of the one always refutes the other."""

_DEAD_AND_HURT = frozenset((Metric.KILLED, Metric.INJURED))
"""`604 killed or injured`: both are said of one figure (codebook: `casualties`)."""

_CASES = frozenset(("case", "cases", "infection", "infections"))
"""What is counted of a disease or a crime where the people are meant (codebook: `affected`)."""


class Verdict(IntEnum):
    """What a sentence does with a toll's claim, the better the higher."""

    REFUTED = 0
    UNKNOWN = 1
    CONFIRMED = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of a sentence that a claim could mean, and what the sentence says of it."""

    line: Line
    index: int
    figure: Figure
    verdict: Verdict
    governor: Governor | None
    rule: Rule
    why: str

    def refuted(self, rule: Rule, why: str = "") -> Match:
        """The same match, judged against the claim."""
        return replace(self, verdict=Verdict.REFUTED, rule=rule, why=why)


def matches(toll: DraftToll, lines: Sequence[Line]) -> list[Match]:
    """Every figure of the sentences that the toll could mean, judged by its sentence."""
    return [
        _judge(toll.metric, line, index, figure)
        for line in lines
        for index, figure in _standing(toll.figure, line)
    ]


def _standing(words: str, line: Line) -> list[tuple[int, Figure]]:
    """The figures of a sentence that the words could mean: the same number, as a whole number.

    Words that differ from the sentence's (a lost qualifier, another separator) still find the
    figure; its value and bounds are then the sentence's own.
    """
    copied = [(i, figure) for i, figure in enumerate(line.figures) if figure.words == words]
    if copied and not copied[0][1].article:
        return copied
    if fold(words).strip() in ("a", "an"):
        return [(i, figure) for i, figure in enumerate(line.figures) if figure.article]
    claimed = read_words(words)
    spans = list(Folded(line.text).find(words))
    joined = _enumerated(line, spans)
    if joined is not None:
        return [joined]
    if claimed is None:
        return _within(line, spans)
    number = _number(claimed)
    found = [(i, figure) for i, figure in enumerate(line.figures) if _number(figure) == number]
    exact = [(i, f) for i, f in found if any(a < f.end and f.start < b for a, b in spans)]
    return exact or found


def _number(figure: Figure) -> tuple[object, ...]:
    """What makes two figures the same number, whatever bounds their words give it."""
    if figure.value is not None:
        return ("count", figure.value)
    if figure.share is not None:
        return ("share", figure.share)
    return ("bounds", figure.low, figure.high)


def _enumerated(line: Line, spans: list[tuple[int, int]]) -> tuple[int, Figure] | None:
    """`two women and a child`: one figure of several, placed in its sentence."""
    for start, end in spans:
        inside = [i for i, f in enumerate(line.figures) if start <= f.start and f.end <= end]
        joined = read_words(line.text[start:end])
        if joined is None or not inside or joined.value == line.figures[inside[0]].value:
            continue
        return inside[0], joined.at(start, line.text[start:end])
    return None


def _within(line: Line, spans: list[tuple[int, int]]) -> list[tuple[int, Figure]]:
    """`221 cases`: the one figure that copied words hold, whatever else they hold."""
    for start, end in spans:
        inside = [(i, f) for i, f in enumerate(line.figures) if start <= f.start and f.end <= end]
        if len(inside) == 1:
            return inside
    return []


def best(found: Sequence[Match], taken: Callable[[Match], bool]) -> Match | None:
    """The match that the sentences bear out best; of equals one that is not taken, then the first.

    Args:
        found: What the claim could mean.
        taken: Whether a claim before this one meant that figure: two sentences that are cited may
            each hold the number, and each may have an item of its own.
    """
    return max(found, key=lambda match: (match.verdict, not taken(match)), default=None)


def _judge(metric: Metric, line: Line, index: int, figure: Figure) -> Match:
    """Whether the sentence says `metric` of the figure, something else, or neither."""
    unknown = Match(line, index, figure, Verdict.UNKNOWN, None, Rule.NO_CUE, "")
    if not figure.counts.may_be_people and figure.share is None:
        return _of_things(metric, unknown)
    governors = line.governors(index)
    own = [governor for governor in governors if governor.metric is metric]
    if metric is Metric.CASUALTIES and not own and {g.metric for g in governors} >= _DEAD_AND_HURT:
        own = [governor for governor in governors if governor.metric in _DEAD_AND_HURT]
    if own:
        governor = max(own, key=lambda g: (g.strength, line.modality(index, g) is Modality.FACT))
        if line.modality(index, governor) is Modality.DEMANDED:
            return unknown.refuted(Rule.DEMANDED)
        return replace(unknown, verdict=Verdict.CONFIRMED, governor=governor)
    strong = [governor for governor in governors if governor.strength > Strength.WEAK]
    if strong and not _kin(metric, strong, line):
        said = strong[0]
        what = said.metric.value if said.metric else "no harm"
        why = f"“{said.cue.words}” says {what} of “{figure.words}”, not {metric.value}"
        return unknown.refuted(Rule.OTHER_METRIC, why)
    if figure.article:
        why = f"“{figure.words}” is a figure only where the sentence says what happened to that one"
        return unknown.refuted(Rule.NO_CUE, why)
    return replace(unknown, why=f"no word in the sentence says {metric.value} of “{figure.words}”")


def _of_things(metric: Metric, unknown: Match) -> Match:
    """The judgement on a figure that does not count people by itself."""
    figure = unknown.figure
    if metric is Metric.AFFECTED and figure.counted.noun in _CASES:
        return replace(unknown, why="it counts cases, and each may be somebody or not")
    what = figure.counted.noun or figure.counts.value
    return unknown.refuted(Rule.NOT_PEOPLE, f"“{figure.words}” counts {what}, not people")


def _kin(metric: Metric, strong: list[Governor], line: Line) -> bool:
    """Whether the cues belong to the metric's family and no other figure has its own cue there."""
    said = {governor.metric for governor in strong}
    related = any(metric in family and said <= family for family in _FAMILIES)
    return related and not any(
        governor.metric is metric and governor.strength is Strength.DIRECT
        for index in range(len(line.figures))
        for governor in line.governors(index)
    )
