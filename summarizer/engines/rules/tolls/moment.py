"""When the people counted came to harm: the time said nearest to a figure, in its own clause."""

from __future__ import annotations

from summarizer.engines.rules.tolls.since import (
    begins_with_since,
    is_earlier,
    runs_since,
    with_since,
    without_since,
)
from summarizer.engines.rules.wordlists import telling
from summarizer.language.dates import TimePhrase
from summarizer.language.figures import Figure
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_CLOCK = pattern(r"\d:\d")
_OF_SPEECH = pattern(
    r"\s*(?:(?:reporters|journalists|in a statement|in a report|late|early|on)\s*)*"
)
_NEW_CLAUSE = pattern(
    r";|,\s+(?:but|while|though|although|after|when|as|whereas|who|which|where|whose)\b"
    r"|\s(?:(?:while|after)(?!\s[a-z]+ing\b)|when)\s"
)

_APART = pattern(r"\b(?:but|while|though|although|whereas)\s?$")
_RELATIVE = pattern(r"\b(?:who|which|where|whose)\s?$")
"""Words that a clause of its own begins with, right before the rest of it."""
_AFTER = pattern(r",?\s+(?:after|when|as)\s?")
_BEGAN = pattern(r"\b(?:launch|beg[aiu]n|erupt|br[eo]ke|start|ignit|flar)\w*\b[^,;]{0,32}$")
_PASSING = pattern(r"\b(?:who|whose|which)\s[^,;]{1,60}$")
_NEXT = 12
"""Characters after a figure in which the auxiliary of its verb stands."""
_LARGE = 1_000
"""Of so many another clause's day tells nothing."""
_PRESENT = pattern(r"\b(?:has|have)\b")


def bounds(line: Line, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends that holds the words from `start` to `end`."""
    first, last = 0, len(line.text)
    for found in _NEW_CLAUSE.finditer(line.text):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start()
            break
    return first, last


def clause(line: Line, start: int, end: int) -> str:
    """The part of a sentence that holds the words from `start` to `end`, up to other clauses."""
    first, last = bounds(line, start, end)
    return line.text[first:last]


def time_of(line: Line, figure: Figure, cue: int | None = None) -> TimePhrase | None:
    """The date or time nearest to the figure that tells of the event, not of when it was told.

    One of another clause is taken only where that clause tells of the same event.
    """
    if not line.times:
        return None
    verbs = telling("tolls", "verbs").find(line)
    own = bounds(line, figure.start, figure.counted.end)
    times = [
        time
        for time in line.times
        if not _CLOCK.search(time.words)
        and not any(
            _OF_SPEECH.fullmatch(line.text, verb.end, time.start)
            or _OF_SPEECH.fullmatch(line.text, time.end, verb.start)
            for verb in verbs
        )
    ]
    if is_earlier(line, figure.start, cue):
        times = [without_since(time) for time in times]
    else:
        told = ((time, with_since(line, time)) for time in times)
        times = [
            since
            for time, since in told
            if not _is_aside(line, time, figure)
            and (own[0] <= time.start < own[1] or _is_of_event(line, since, figure, own))
        ]
        if runs_since(line, figure.start, figure.end):
            times = [time for time in times if begins_with_since(time)] or times
    return min(times, key=lambda time: abs(time.start - figure.end), default=None)


def _is_aside(line: Line, time: TimePhrase, figure: Figure) -> bool:
    """Whether a time is told of somebody in passing: `Orr, who founded the firm in 2009, said`."""
    passing = _PASSING.search(line.text, 0, time.start)
    return passing is not None and "," in line.text[time.end : figure.start]


def _is_of_event(line: Line, time: TimePhrase, figure: Figure, own: tuple[int, int]) -> bool:
    """Whether a time of another clause may be that of what the figure's own clause tells.

    Not that of an aside on somebody ("who founded the firm in 2009") or of a contrast, nor, of a
    count that still runs, that of the clause before it.
    """
    text, (first, last) = line.text, bounds(line, time.start, time.end)
    if first > 0 and _APART.search(text, 0, first):
        return False
    goes_on = last < own[0] and _AFTER.fullmatch(text, last, own[0])
    if first > 0 and _RELATIVE.search(text, 0, first) and not goes_on:
        return is_beginning(line, time)
    runs = _PRESENT.search(text, own[0], figure.counted.end + _NEXT)
    if own[0] > 0 and _APART.search(text, 0, own[0]):
        return not (runs or begins_with_since(time) or (figure.low or 0) >= _LARGE)
    of_others = own[0] > 0 and _RELATIVE.search(text, 0, own[0])
    return is_beginning(line, time) or not (of_others and runs)


def is_beginning(line: Line, time: TimePhrase) -> bool:
    """Whether a time is that of a beginning: `the war, which erupted in May`."""
    return _BEGAN.search(line.text, 0, time.start) is not None
