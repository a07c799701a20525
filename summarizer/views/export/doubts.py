"""Why a toll is not compared with others: what its own sentence leaves open.

A brief may give a toll a place or a window that another clause of the sentence has: that is a small
fault where the quote stands beside it, and a great one in a table that sets it against others. So
the sentence is read once more, and where it leaves in doubt what is counted, where or when, the
toll is left out. Every rule is about wording and none about a place, a war or an outlet.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from summarizer.language.folding import bare
from summarizer.language.gazetteer import gazetteer
from summarizer.language.patterns import pattern
from summarizer.model import Toll
from summarizer.model.vocabulary import Basis, Metric, Qualifier


class Doubt(StrEnum):
    """What is left open."""

    VAGUE = "vague"
    """The figure is "dozens" or "thousands": it says little, and mostly of some part."""
    TORN = "torn"
    """Words are missing in the sentence: of a page whose links were lost three spaces are left."""
    SHARED = "shared"
    """The same words are counted as something else too: as killed and as injured."""
    PART = "part"
    """The words around the figure tell that these are some of a count, or what it grew by."""
    UNLIKE = "unlike"
    """What happened to them is not one thing: in need of this or that; held, or released by now."""
    RUNNING = "running"
    """A running count under the date of the incident that it runs since, or the other way round."""
    PLACE = "place"
    """Another place stands nearer to the figure, or this one is no place where people were."""


_HOLE = pattern(r"\S[ \u00a0]{3,}\S")
_SITE = pattern(
    r"\b(hospital|school|camp|mosque|church|shelter|clinic|market|bakery|convoy|festival|kibbutz"
    r"|building|factory|prison|jail|university|hotel|theatre|theater|mall)s?\b",
    re.IGNORECASE,
)
_ATTACKS = pattern(
    r"\bin (?:[a-z]+ ){0,2}\d[\d,]* \W?(?:[a-z]+ )?(?:attacks|strikes|incidents|raids)\b"
)
_OF_A_COUNT = pattern(
    r"^\W*(?:of|among) (?:them|whom|those|these|the dead|the wounded|the injured|the victims)\b",
    re.IGNORECASE,
)
_OF_ONE_ATTACK = pattern(r"^\W*(?:\w+ )?in (?:an?|one|another|the latest) ", re.IGNORECASE)
_GREW_BY = pattern(
    r"\b(?:taking|bringing|raising|pushing) (?:the|its) (?:\w+ )?(?:total|toll|number|count)\b",
    re.IGNORECASE,
)
_ENDED = pattern(r"\b(?:released|freed|rescued|returned|escaped|swapped)\b", re.IGNORECASE)
_OTHERS = pattern(
    r"\b(?:the other|another|including|among them|of whom|of them)\W+$", re.IGNORECASE
)
_SINCE = pattern(
    r"\b(?:since|so far|to date|until now|thus far|toll|death toll|total)\b", re.IGNORECASE
)
_PERFECT = pattern(
    r"\b(?:has|have|had)\b(?:\W+\w+){0,4}?\W+(?:been|killed|died|lost|left|cost|claimed|wounded"
    r"|injured|displaced|arrested|detained|risen|climbed|reached|passed|exceeded|seen)\b",
    re.IGNORECASE,
)
_LATELY = dt.timedelta(days=3)  # for as long an incident is told in the perfect tense
_DAYS = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*|(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day"
)
_PLACE = pattern(
    r"\b(?P<how>[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]cross|[Aa]round|[Ii]nto|[Ii]nside|[Oo]n|[Tt]o"
    r"|[Aa]gainst|[Ff]rom|[Oo]ver|[Tt]hroughout|[Oo]f|[Hh]it|[Aa]ttacked|[Ii]nvaded|[Ss]truck"
    r"|[Bb]ombed)\s+"
    r"(?:the\s+|an?\s+)?(?:(?:occupied|besieged|neighbou?ring|nearby|war-torn|[a-z]+-held|city of"
    r"|town of|village of|region of|province of)\s+)*"
    rf"(?P<name>(?:(?:[a-z]+ern|central|north|south|east|west)\s+)?(?!(?:{_DAYS})\b)[A-Z][\w’'-]*"
    r"(?:[ -](?:[A-Z][\w’'-]*|of(?=\s[A-Z])|al|el|de))*"
    r"(?:\s(?:province|district|city|region|state|village|refugee camp|camp|town))?)"
    r"(?P<led>\s+(?:border|fence|barrier|frontier|attacks?|fighters|militants|gunmen|forces))?"
)
_THERE = pattern(r"\bthere\b(?! (?:is|are|was|were|has|have|had)\b)")
_BESIDE = pattern(r"\s+(?:and|or)\s+(?:in\s+)?(?:the\s+)?(?:[a-z]+ed\s+)?[A-Z]")
_THEN = pattern(r"\b(?:since|after|following|before|when|while)\b", re.IGNORECASE)
"""Between a figure and a place after it: the place is of what happened then."""
_ORIGIN = frozenset(("from", "of", "to"))
_FAR = 90
"""Characters between a figure and its place, beyond which other clauses stand between them."""


def doubt_of(toll: Toll, beside: Sequence[Toll], published: dt.date | None) -> Doubt | None:
    """What keeps a toll from being compared; None if nothing does.

    Args:
        toll: The toll.
        beside: All tolls of its article.
        published: When that appeared.
    """
    quote, at = _sentence(toll)
    left_open = {
        Doubt.VAGUE: toll.qualifier is Qualifier.VAGUE,
        Doubt.TORN: _HOLE.search(quote) is not None,
        Doubt.SHARED: any(_is_shared(toll, other) for other in beside),
        Doubt.PART: _is_part(toll, quote, at),
        Doubt.UNLIKE: _is_unlike(toll, quote),
        Doubt.RUNNING: _runs_otherwise(toll, quote, published),
        Doubt.PLACE: not _is_placed(toll.place or "", quote, at, at + len(toll.figure)),
    }
    return next((doubt for doubt, is_so in left_open.items() if is_so), None)


def sites_of(toll: Toll) -> list[str]:
    """The kinds of site that the toll's sentence names: the dead of a school are not a city's."""
    return sorted({found[1].lower() for found in _SITE.finditer(_sentence(toll)[0])})


def _sentence(toll: Toll) -> tuple[str, int]:
    """The first sentence that has the figure, and where in it."""
    for evidence in toll.evidence:
        at = evidence.quote.find(toll.figure)
        if at >= 0:
            return evidence.quote, at
    return toll.evidence[0].quote, 0


def _is_shared(toll: Toll, other: Toll) -> bool:
    return (
        other.metric is not toll.metric
        and other.figure == toll.figure
        and other.evidence[0].start == toll.evidence[0].start
    )


def _is_part(toll: Toll, quote: str, at: int) -> bool:
    before, after = quote[:at], quote[at + len(toll.figure) :]
    if _OF_A_COUNT.search(after) or _OTHERS.search(before):
        return True
    runs = toll.basis in (Basis.CUMULATIVE, Basis.STOCK)
    return runs and bool(
        _ATTACKS.search(quote) or _GREW_BY.search(after) or _OF_ONE_ATTACK.search(after)
    )


def _is_unlike(toll: Toll, quote: str) -> bool:
    return toll.metric is Metric.AFFECTED or (
        toll.basis is Basis.STOCK and _ENDED.search(quote) is not None
    )


def _runs_otherwise(toll: Toll, quote: str, published: dt.date | None) -> bool:
    window = toll.when
    if window is None or window.end is None:
        return False
    if toll.basis is Basis.CUMULATIVE:
        return window.start == window.end  # nothing runs for a day
    if toll.basis is not Basis.INCIDENT:
        return False
    is_past = published is None or published - window.end > _LATELY
    return bool(_SINCE.search(quote)) or (is_past and bool(_PERFECT.search(quote)))


def _is_placed(place: str, quote: str, start: int, end: int) -> bool:
    """Whether the place nearest to the figure is the toll's, and one where people may be."""
    nearest = min(
        _places(quote),
        key=lambda found: max(found.start("name") - end, start - found.end("name")),
        default=None,
    )
    if nearest is None:  # it is told elsewhere, unless this sentence has it as something else
        return bare(place) not in bare(quote)
    gap = max(nearest.start("name") - end, start - nearest.end("name"))
    there = [max(one.start() - end, start - one.end()) for one in _THERE.finditer(quote)]
    return (
        gap <= _FAR
        and gap <= min(there, default=gap)
        and not _BESIDE.match(quote, nearest.end("name"))
        and not _THEN.search(quote, end, nearest.start("name"))
        and bare(nearest["name"]) == bare(place)
        and nearest["led"] is None
        and nearest["how"].lower() not in _ORIGIN
    )


def _places(quote: str) -> Iterator[re.Match[str]]:
    """Names after a word of place, but for organisations and peoples."""
    for found in _PLACE.finditer(quote):
        known = gazetteer().look_up(found["name"])
        if known is None or not (
            known.use == "people" or any(one.kind == "organisation" for one in known.entries)
        ):
            yield found
