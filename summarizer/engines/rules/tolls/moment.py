"""When and where the people counted came to harm: the time and place said nearest to a figure."""

from __future__ import annotations

from summarizer.engines.rules.wordlists import telling
from summarizer.language.dates import TimePhrase
from summarizer.language.figures import Figure
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_CLOCK = pattern(r"\d:\d")
_OF_SPEECH = pattern(
    r"\s*(?:(?:reporters|journalists|in a statement|in a report|late|early|on)\s*)*"
)
_PLACE = pattern(
    r"\b(?:in|at|near|outside|across|around|from)\s+(?:the\s+)?("
    r"(?:(?:northern|southern|eastern|western|central|north\w+ern|south\w+ern)\s+)?"
    r"[A-Z][\w’'-]*(?:[ -](?:[A-Z][\w’'-]*|of|al|el|de))*"
    r"(?:\s(?:province|district|city|region|state|village|camp|refugee camp|town))?)"
)
_NEW_CLAUSE = pattern(
    r";|,\s+(?:but|while|though|although|after|when|as|whereas|who|which)\b|\s(?:while|after|when)\s"
)


def clause(line: Line, start: int, end: int) -> str:
    """The part of a sentence that holds the words from `start` to `end`, up to other clauses."""
    first, last = 0, len(line.text)
    for found in _NEW_CLAUSE.finditer(line.text):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.start()
            break
    return line.text[first:last]


def time_of(line: Line, figure: Figure) -> TimePhrase | None:
    """The date or time nearest to the figure that tells of the event, not of when it was told."""
    if not line.times:
        return None
    verbs = telling("tolls", "verbs").find(line)
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
    return min(times, key=lambda time: abs(time.start - figure.end), default=None)


def place_of(text: str, figure: Figure) -> str | None:
    """The first place named after the figure, else the last one before it."""
    after = _PLACE.search(text, figure.end)
    if after is not None:
        return after[1].strip()
    before = list(_PLACE.finditer(text, 0, figure.start))
    return before[-1][1].strip() if before else None
