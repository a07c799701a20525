"""Over what a count runs (codebook section 4, `basis`): from window, tense, event and size."""

from __future__ import annotations

import re

from summarizer.engines.rules.tolls.moment import clause
from summarizer.engines.rules.tolls.since import is_earlier, runs_since
from summarizer.engines.rules.wordlists import said
from summarizer.language.cues import CueKind
from summarizer.language.dates import Days
from summarizer.language.figures import Figure
from summarizer.language.governance import Governor
from summarizer.language.lexicon import Words
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.vocabulary import Basis, Metric

_LARGE = 1_000
"""In a war a count of dead or hurt from here on is a running toll rather than one attack's."""
_WINDOW = 3
"""An attack or a disaster is told of one day or a few; more days are a window."""
_RUNNING_OUT = 10
"""Days since a disaster began in which what it does is still one event."""
_IN_ROUNDS = frozenset((Metric.RELEASED, Metric.RETURNED, Metric.DETAINED))
"""What goes on in rounds over weeks, however each of them is called (`the swap in November`)."""
_BESIDE = 32
"""Characters around figure and cue in which a word for a present state stands."""
_FEW = 10
"""A count below it of what `has been` done is of one event, if no word says that it runs."""
_MANY = 100
"""So many are counted over more than the one event that they are said to be counted since."""
_SINCE_EVENT = pattern(
    r"\bsince the (?:attack|strike|blast|quake|earthquake|raid|explosion)\b", re.IGNORECASE
)
_TALLY = pattern(
    r"\b(?:so far|thus far|to date|as of (?!late\b|old\b)|until now"
    r"|in (?:nearly |almost |about |over |more than )?(?:\w+) (?:days|weeks|months|years) of (?:war"
    r"|fighting|conflict|clashes|bombardment|violence|unrest|protests|hostilities|strikes|shelling))\b",
    re.IGNORECASE,
)
"""What says that a count runs on whenever it is told."""
_PERFECT = pattern(
    r"\b(?:has|have|['’]ve)(?:\s(?:been|also|already|now|since|reportedly|so far|to date|in total"
    r"|thus far|at least|\w+ly))*\s$"
)
"""Right before a cue: what it says still runs."""

_YEAR = r"(?:1[89]|20)\d\d"
# What stands before the first year comes after it here: so the pattern is tried at few places.
PAST_SPAN = pattern(
    rf"[12](?<!\w[12])(?:(?<=1)[89]|(?<=2)0)\d\d(?:\s?[-–]\s?(?:{_YEAR}|\d\d)\b(?!-)"
    rf"|(?:(?<=\bfrom\s\d{{4}})|(?<=\bbetween\s\d{{4}}))\s(?:to|and|until)\s{_YEAR}\b)"
)
"""Years from one to another: a war or a rule that is over."""


def basis_of(
    metric: Metric,
    figure: Figure,
    governor: Governor,
    line: Line,
    days: Days | None,
    *,
    is_war: bool,
) -> Basis:
    """Over what a count that is no plan runs.

    Args:
        metric: What happened.
        figure: The count.
        governor: The cue that says so.
        line: Their sentence.
        days: The window that the sentence gives, if any.
        is_war: Whether the article tells of fighting.
    """
    if metric in (Metric.HELD, Metric.MISSING) or _is_imprisoned(metric, figure, governor):
        return Basis.STOCK
    start, end = min(figure.start, governor.cue.start), max(figure.end, governor.cue.end)
    around = Words(line.text[max(0, start - 4) : end + _BESIDE])
    near = Words(clause(line, start, end))
    since = runs_since(line, start, end) and not _is_of_event(line, figure, days, is_war=is_war)
    if is_earlier(line, figure.start, governor.cue.start):
        return Basis.INCIDENT if days is None or is_short(days) else Basis.PERIOD
    standing = bool(said(around, "tolls", "standing"))
    if metric is Metric.AFFECTED and not said(Words(governor.cue.words), "tolls", "flow"):
        happened = said(near, "tolls", "incident") and not standing
        return Basis.INCIDENT if happened else Basis.STOCK
    if metric is Metric.DISPLACED:
        uprooted = _of_uprooted(figure, governor, near, days, since=since, standing=standing)
        if uprooted is not None:
            return uprooted
    perfect = is_war and bool(_PERFECT.search(line.text, 0, governor.cue.start))
    perfect &= _size(figure) >= _MANY and metric is not Metric.ABDUCTED
    return _of_flow(
        metric, figure, governor, near, days, since=since, perfect=perfect, is_war=is_war
    )


def _of_uprooted(
    figure: Figure,
    governor: Governor,
    near: Words,
    days: Days | None,
    *,
    since: bool,
    standing: bool,
) -> Basis | None:
    """The basis of people driven from home, where their cue or a word beside it tells it."""
    if governor.cue.words == "fled" and not (since or said(near, "tolls", "perfect")):
        one = figure.value is not None or is_short(days)
        return Basis.INCIDENT if one else Basis.CUMULATIVE
    if governor.cue.words == "fleeing":
        return Basis.CUMULATIVE
    return Basis.STOCK if standing and not since else None


def _size(figure: Figure) -> float:
    return figure.value or figure.low or figure.high or 0


def _is_of_event(line: Line, figure: Figure, days: Days | None, *, is_war: bool) -> bool:
    """Whether a count `since the strike` is of that one strike, and not of a war that it began."""
    if not _SINCE_EVENT.search(line.text):
        return False
    return not (is_war and (_size(figure) >= _MANY or (days and not is_short(days, _RUNNING_OUT))))


def _is_imprisoned(metric: Metric, figure: Figure, governor: Governor) -> bool:
    """Whether people are told of as prisoners: `450 jailed rebels`, `450 are in custody`."""
    if metric is not Metric.DETAINED:
        return False
    if governor.metric is Metric.HELD:
        return True
    within = figure.end <= governor.cue.start < figure.counted.end
    return within or bool(said(Words(governor.cue.words), "tolls", "imprisoned"))


def is_short(days: Days | None, most: int = _WINDOW) -> bool:
    """Whether a window is that of one event."""
    if days is None or days.start is None or days.end is None:
        return False
    return (days.end - days.start).days <= most


def _of_flow(
    metric: Metric,
    figure: Figure,
    governor: Governor,
    near: Words,
    days: Days | None,
    *,
    since: bool,
    perfect: bool,
    is_war: bool,
) -> Basis:
    """The basis of what happens to people, by its window, else by the words beside it."""
    incident = bool(said(near, "tolls", "incident"))
    size = _size(figure)
    perfect = perfect or bool(said(near, "tolls", "perfect"))
    running = bool(said(near, "tolls", "running"))
    sudden = not is_war and since and is_short(days, _RUNNING_OUT)
    if PAST_SPAN.search(near.text):
        return Basis.PERIOD
    of_event = (incident and not (is_war and size >= _MANY)) or is_short(days)
    tallied = not of_event and _TALLY.search(near.text) is not None
    if tallied or ((since or (perfect and running)) and not sudden):
        return Basis.CUMULATIVE
    perfect = perfect and (running or size >= _FEW or governor.parent is not None)
    if days is not None and days.start is not None and days.end is not None:
        single = incident and metric not in _IN_ROUNDS
        single |= metric is Metric.ABDUCTED and CueKind.VERB in governor.cue.metrics
        announced = is_war and size >= _LARGE
        announced &= CueKind.RUNNING in governor.cue.metrics or perfect
        return _in_window(short=sudden or is_short(days), single=single, announced=announced)
    of_war = is_war and (perfect or size >= _LARGE)
    if incident:
        return Basis.CUMULATIVE if of_war else Basis.INCIDENT
    running = running or of_war or metric is Metric.DISPLACED
    return Basis.CUMULATIVE if running else Basis.INCIDENT


def _in_window(*, short: bool, single: bool, announced: bool) -> Basis:
    """The basis of a count with a window: one event's few days, or a longer time."""
    if short:
        return Basis.CUMULATIVE if announced else Basis.INCIDENT
    return Basis.INCIDENT if single else Basis.PERIOD
