"""Where talks are held, and what the text says comes next."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy
from summarizer.language import dates
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_TALKS = r"(?:talks|negotiations|negotiating|meeting|round|dialogue|summit)"
_PLACE = r"(?P<place>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)"
_CAPITAL = r"(?:the\s+)?(?:\w+\s+){0,3}?(?:capital|city)(?:\s+city)?(?:\s+of|,)?\s+"
_VENUES = (
    Lazy(
        lambda: (
            rf"\b{_TALKS}(?:\s+(?:again|this\s+week|today|\w+day|with\s+[A-Z]\w+))?"
            rf"\s+in\s+(?:{_CAPITAL})?{_PLACE}"
        ),
        cased=True,
    ),
    Lazy(
        lambda: (
            r"\b(?:travel+ed|flew|went|arrived|arrives|returned?|headed)\s+(?:to|in|for)\s+"
            rf"(?:{_CAPITAL})?{_PLACE}(?=[^.;]{{0,60}}\b(?:talks|negotiations|meeting)\b)"
        ),
        cased=True,
    ),
    Lazy(lambda: rf"\bmet\s+(?:[^.;]{{0,60}}?\s)?in\s+(?:{_CAPITAL})?{_PLACE}", cased=True),
)
_VENUE_END = pattern(r"\s+(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|['’]s\b")
_NO_PLACE = pattern(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_CLAUSE_END = pattern(r"[.;:!?]|,\s+(?:and|but|after|which|who)\b|$")


def venue(told: Sequence[Line]) -> str | None:
    """The city or place where the sentences have the talks, as they name it."""
    for known in _VENUES:
        for line in told:
            for found in known.finditer(line.text):
                if not _NO_PLACE.match(found["place"]):
                    return _VENUE_END.split(found["place"])[0]
    return None


def next_step(setting: Setting, told: Sequence[Line]) -> str | None:
    """The clause that states a next round, deadline or vote, copied, if it names a day."""
    for line in told:
        cue = setting.wording(line).find("talks", "next")
        if cue is None:
            continue
        clause = _CLAUSE_END.search(line.text, cue.end())
        words = line.text[cue.start() : clause.start() if clause else len(line.text)].strip()
        if dates.find_times(words) and len(words.split()) <= 25:
            return words
    return None
