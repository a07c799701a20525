"""Where the people counted came to harm: the place that the figure's own clause tells.

Only what is a place is taken: a group, a people's adjective (`in Russian strikes`), a possessor
(`in Norland's bombardment`), a month, a war or somebody who speaks is none, and no place is better
than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.engines.rules.tolls.moment import bounds
from summarizer.engines.rules.wordlists import either, table
from summarizer.language.dates.vocabulary import MONTH_WORDS, WEEKDAY_WORDS
from summarizer.language.figures import Figure
from summarizer.language.gazetteer import gazetteer
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.language.tables import role_parts
from summarizer.model.vocabulary import Metric

_SIDE = r"(?:(?:far\s)?(?:north|south|east|west)(?:ern)?(?:[-\s]?(?:east|west)(?:ern)?)?|central)"
_WORD = r"(?:[A-Z]\.){2,}|[A-Z][\w’'-]*"
_NAME = rf"(?:{_WORD})(?:(?:\s|-(?!-))(?:(?:of|al|el|de|del|the|da|do|la)[\s-])?(?:{_WORD}))*"
_OUT_OF = pattern(
    r"[,(]?\s(?:from|out of|of)\s(?:(?:the|about|some|around|more than|at least|nearly|over)\s)*\d"
)
"""The many from whom those counted are: what follows tells of them."""
_NESTED = pattern(
    r"[,(–—]?\s?\b(?:including|among\sthem|of\s(?:whom|them|which)|most\sof\sthem|both)\b"
)
"""What follows tells of a part of those counted."""
_OWN_SUBJECT = pattern(
    r",?\s(?:and|but)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[\w’'-]+){0,3}?\s(?:has|have|had|is|was|were|will)\s"
    r"|,\s(?:the\s)?[A-Z][\w’'-]*(?:\s[\w’'-]+){0,2}?\s(?:has|have|had|is|are|was|were|will)\s"
)
_CLOSED = pattern(r",(?!\d)|\s[–—-]{1,2}\s|\)")
"""Where what tells of a part ends."""
_WHERE = pattern(r",?\s(?:where|which)\s?$")
_WHEN = pattern(r",?\s(?:when|after)\s")
_PERFECT = pattern(r"\b(?:has|have)\b")
_CHAIN = pattern(r",?\s(?:(?:in|on|at|near)\s)?(?:the\s)?(?:[a-z]+\s){0,2}")
_ASIDE = pattern(r"\s[–—-]{1,2}\s[^–—]{0,90}?\s[–—-]{1,2}\s|\([^()]{0,90}\)")
_HELD_OF = frozenset((Metric.ABDUCTED, Metric.RELEASED, Metric.DETAINED, Metric.DISPLACED))
"""Of these `200 people from a town` tells where it happened, and not whence they are."""
_BY_ATTACK = frozenset(
    (Metric.KILLED, Metric.INJURED, Metric.CASUALTIES, Metric.DISPLACED, Metric.ABDUCTED)
)
"""Where these happened is where an attack did."""
_PREPOSITIONS = frozenset(
    ("in", "at", "near", "outside", "inside", "across", "around", "throughout", "from")
)
_NEXT_WORD = pattern(r"\s([a-z][a-z-]*)\b")
_OF_ADJECTIVE = pattern(r"-(?:led|run|held|born|wide|made|\w+ed|\w+ing)$")
_POSSESSIVE = pattern(r"(?:['’]s?)$")


@cache
def _pattern() -> re.Pattern[str]:
    lists = table("tolls")["place"]
    kinds, heads = either(lists["kinds"]), either(lists["attacked"])
    return re.compile(
        rf"\b(?:(?P<by>(?i:in|at|near|outside|inside|across|around|throughout|from)|{heads})\s+)"
        r"(?:(?:the|an?|its|their)\s+)?"
        rf"(?:(?:[\w’'-]+\s+){{0,4}}?{kinds}\s+of\s+|(?:{either(lists['before'])}\s+){{1,2}})?"
        rf"(?P<name>(?:{_SIDE}\s+)?{_NAME})(?P<kind>(?:\s{kinds}\b){{1,2}}|(?<=['’]s)\s(?:[a-z-]+\s){{0,2}}?{either(lists['parts'])}\b)?"
    )


def place_of(line: Line, figure: Figure, metric: Metric, reader: Reader) -> str | None:
    """The first place told after the figure in its clause, else the last one told before it."""
    first, last = bounds(line, figure.start, figure.counted.end)
    for start, end in _after(line.text, figure, last):
        for found in _places(line, start, end, reader):
            whence = found["by"].lower() == "from" and found.start() <= figure.counted.end + 1
            plain = found["by"].lower() in _PREPOSITIONS or metric in _BY_ATTACK
            if plain and (not whence or metric in _HELD_OF):
                return _words(found)
    if event := _event_clause(line, last):
        for found in _places(line, *event, reader):
            return _words(found)
    begun = max((one.end() for one in _asides(line, figure)), default=first)
    for subject in _OWN_SUBJECT.finditer(line.text, first, figure.start):
        begun = max(begun, subject.start())
    told = _places(line, max(first, begun), figure.start, reader)
    before = [one for one in told if one["by"].lower() != "from"]  # whence somebody came
    while len(before) > 1 and _is_chain(line.text, before[-2], before[-1]):
        before.pop()  # "in Khan Younis in southern Gaza": the narrower one stands first
    if not before and (where := _WHERE.search(line.text, 0, first)):
        earlier = _places(line, 0, where.start(), reader)
        before = [one for one in earlier if one.end() == where.start()]
    return _words(before[-1]) if before else None


def _event_clause(line: Line, last: int) -> tuple[int, int] | None:
    """The clause that says how those counted came to harm: `died when a boat sank in the lake`."""
    opening = _WHEN.match(line.text, last)
    if opening is None or _PERFECT.search(line.text, 0, last):
        return None
    return bounds(line, opening.end(), opening.end())


def _is_chain(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return _CHAIN.fullmatch(text, one.end(), other.start("name")) is not None


def _after(text: str, figure: Figure, last: int) -> Iterator[tuple[int, int]]:
    """The parts of a clause after a figure that tell of all those counted."""
    start = figure.counted.end
    for others in (_OWN_SUBJECT, _OUT_OF):
        if found := others.search(text, start, last):
            last = found.start()
    while nested := _NESTED.search(text, start, last):
        yield start, nested.start()
        closed = _CLOSED.search(text, nested.end(), last)
        if closed is None:
            return
        start = closed.end()
    yield start, last


def _asides(line: Line, figure: Figure) -> Iterator[re.Match[str]]:
    return (one for one in _ASIDE.finditer(line.text, 0, figure.start) if one.end() <= figure.start)


def _words(found: re.Match[str]) -> str:
    return f"{found['name']}{found['kind'] or ''}".strip().strip("’'")


def _places(line: Line, start: int, end: int, reader: Reader) -> Iterator[re.Match[str]]:
    return (
        one for one in _pattern().finditer(line.text, start, end) if _is_place(line, one, reader)
    )


def _is_place(line: Line, found: re.Match[str], reader: Reader) -> bool:
    lists = table("tolls")["place"]
    parts = re.sub(rf"^{_SIDE}\s+", "", found["name"]).split()
    lower = [part.lower().strip(".,’'") for part in parts]
    if any(word in MONTH_WORDS or word in WEEKDAY_WORDS for word in lower):
        return False
    is_site = found["kind"] is not None or lower[-1] in lists["sites"]
    if is_site and not _is_organisation(parts):
        return found["kind"] is not None or not _POSSESSIVE.search(found["name"])
    if lower[-1] in lists["never"] or lower[0] in role_parts():
        return False
    if _POSSESSIVE.search(parts[-1]) or _OF_ADJECTIVE.search(parts[-1]) or _joins_two(parts[-1]):
        return False
    following = _NEXT_WORD.match(line.text, found.end())
    if following and following[1] in lists["acts"]:
        return False
    return not (_is_organisation(parts) or _is_people(parts) or _is_actor(line, found, reader))


def _joins_two(word: str) -> bool:
    """`Norland-Sudland`, before `war` or `border`."""
    one, _, other = word.partition("-")
    return bool(other and gazetteer().look_up(one) and other[0].isupper())


def _is_people(parts: list[str]) -> bool:
    """`Russian`, `Kurdish`: an adjective that the words begin with, with no place after it."""
    form = gazetteer().look_up(parts[0])
    if parts[0].lower() in table("tolls")["place"]["peoples"]:
        return True
    if form is None or form.use != "people":
        return False
    whole = gazetteer().look_up(" ".join(parts))
    more = [part.lower() for part in parts[1:]]
    named = bool(more) and role_parts().isdisjoint(more) and more[-1].isalpha()
    return not (named or (whole and whole.use == "name"))


def _is_organisation(parts: list[str]) -> bool:
    form = gazetteer().look_up(" ".join(parts))
    if form is None:
        return False
    return form.use == "seat" or any(entry.kind == "organisation" for entry in form.entries)


def _is_actor(line: Line, found: re.Match[str], reader: Reader) -> bool:
    """Whether the article names a group, a person or a body by these words."""
    start = line.sentence.start + found.start("name")
    end = line.sentence.start + found.end("name")
    return any(
        mention.start < end and start < mention.end and mention.kind != "state"
        for mention in reader.names.mentions
    )
