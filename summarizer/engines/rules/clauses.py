"""Where a verb's subject stands: before what may stand between, or where its clause opens."""

from __future__ import annotations

import re
from functools import cache

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.issues import bases
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.unlisted import unlisted_before
from summarizer.engines.rules.wordlists import Lazy, piece, table
from summarizer.language.lexicon import tokens_before
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.language.tables import roles

_OBJECT = Lazy(lambda: rf"\b{piece('setting', 'object')}\s+(?:the\s+|both\s+)?$")
_OF = pattern(r"\b(?:for|of|from|on)\s+(?:the\s+)?$", re.IGNORECASE)
_SPOKEN_FOR = Lazy(lambda: rf"\b{piece('setting', 'speakers')}\s+(?:for|of|from)\s+(?:the\s+)?$")
_POSSESSIVE = pattern(r"['’]s?\s+\w")
_OWNED = pattern(r"['’]s?\s(?P<what>[a-z-]+(?:\s[a-z-]+){0,3})")
_LEAD_IN = pattern(
    r"(?:[A-Z][\w .,’'()/-]{2,60}\s[–—-]{1,2}\s)?(?:(?:And|But|Yet|So|Still|Now|Then|Also)\b,?\s)?"
    r"(?:(?:In|On|At|After|Before|Since|As|While|When|During|Amid|Despite|Unlike|Following|Speaking"
    r"|Addressing|Meanwhile|Earlier|Later|However|Last|This|For|With|By|Under|From|Instead|Initially"
    r"|Separately|Yesterday|Today|Early|Late|Until|Over the|To|Through|Although|Though|Asked|Citing"
    r"|Shortly|Hours|Days|Weeks|Months|(?:Two|Three|Four|Five)\s(?:hour|day|week|month|year)s|Also|Echoing|[A-Z][a-z]+(?:ly|day))\b"
    r"[^,“”\"]{0,100},\s+){0,2}(?:On\s[A-Z][a-z]+day\s)?"
)
"""What stands before a sentence's subject: a place line, `On Monday,`, `Speaking to reporters,`."""
_WORD = pattern(r"(?<![\w-])[a-z]+(?:n['’]t)?(?![\w-])")
_CLAUSE = pattern(
    r"(?:^|,\s|\b(?:when|while|as|because|after|but|and|that|although|whereas|if|before|said|says)\s)(?:the\s)?$",
    re.IGNORECASE,
)
_NEXT = pattern(r"\s(?:\w+ly\s)?([a-z]+(?:n['’]t)?)\b")
_DETERMINER = pattern(
    r"\s*(?:(?:the|an?|some|many|most|all|both|several|these|those|other|its|their|his|her|our)\s)?$",
    re.IGNORECASE,
)
_ASIDE = pattern(
    r"(?:\s[–—-]{1,2}\s[^–—]{1,120}\s?[–—-]{1,2}\s?|,\s[^,]{1,80},\s?|\s\([^()]*\)\s?"
    r"|\s(?:in|on|at|from|near|outside|across|along|of)\s+(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+)?"
    r"(?:\s+and\s+[\w’'-]+)?\s)$"
)
_OFFICES = frozenset(
    (
        *("office", "agency", "council", "chief", "arm", "mission", "department", "body", "panel"),
        *("committee", "commission", "wing", "leadership", "headquarters", "board", "watchdog"),
    )
)
_OFFICE = pattern(r"['’]s?\s(?:[a-z-]+\s){1,4}$")
"""A part of the body before it, which acts as the body: `the UN's human rights office`."""
_ASIDE_ENDS = tuple("–—-,)")
_WHERE = frozenset(("in", "on", "at", "from", "near", "outside", "across", "along", "of"))
"""An aside that ends with none of those marks has one of these among its last six words."""
_VEHICLE = Lazy(lambda: rf"\b{piece('demands', 'vehicles')}\s+$")
_AGAINST = pattern(
    r"\b(?:veto|reject|oppos|against|abstain|block|condemn|critici|dismiss|ignor|receiv|fail|debat)\w*"
)
_PUT_OUT = pattern(
    r"\b(?:issu|sign|h[eo]ld|launch|introduc|releas|publish|stag|unfurl|carr|wrote|writ|sen[dt]|adopt"
    r"|pass|vot|join|back|support|gather|took|tak|attend|organi|led|lead|post|ma[dk]e|rais|wav|chant"
    r"|sponsor|submit|draft|present|went\son|go\son|put)\w*"
)


def first_actor(setting: Setting, line: Line, end: int, start: int = 0) -> Actor | None:
    """The first actor between two places that is no object and owns nothing."""
    for actor in setting.actors(line):
        if actor.end > end:
            return None
        if actor.start < start:
            continue
        if is_object(line.text[: actor.start]):
            continue
        if _POSSESSIVE.match(line.text, actor.end) is None:
            return actor
        if organ := _organ_after(line, actor.end):  # "Norway's lead negotiator said"
            return actor._replace(kind="person") if organ in roles("titles") else actor
    return None


def _organ_after(line: Line, end: int) -> str | None:
    """The body's part or the title that a possessive has after it, by its last word."""
    owned = _OWNED.match(line.text, end)
    words = owned["what"].split() if owned else []
    return next((word for word in words if word in _offices()), None)


def is_object(before: str) -> bool:
    """Whether what stands before an actor makes it an object: `for X`, not `envoy for X`."""
    near = before[-60:]
    return _OBJECT.search(near) is not None or (
        _OF.search(near) is not None and _SPOKEN_FOR.search(near) is None
    )


def opens_at(line: Line) -> int:
    """Where a sentence's first clause begins, behind what leads in to it."""
    lead = _LEAD_IN.match(line.text)
    return lead.end() if lead else 0


def opening(setting: Setting, line: Line, end: int) -> Actor | None:
    """The subject of the clause before a place, or that of the sentence; None if it is nobody's."""
    for actor in reversed(setting.actors(line)):
        if actor.end < end and _CLAUSE.search(line.text, max(0, actor.start - 16), actor.start):
            following = _NEXT.match(line.text, actor.end, end)
            if following and _is_verb(following[1]):
                return actor
    start = opens_at(line)
    stop = _first_verb(line, start, end)
    known = first_actor(setting, line, stop, start)
    return known or unlisted_before(setting, line, stop, start)


def _first_verb(line: Line, start: int, end: int) -> int:
    """Where a clause's first verb stands: `Western governments have condemned X and called on`."""
    for word in _WORD.finditer(line.text, start, end):
        if _is_verb(word[0]):
            if word[0].endswith("ed") and _DETERMINER.match(line.text, start, word.start()):
                continue  # "The displaced families": no verb stands second
            return word.start()
    return end


def _is_verb(word: str) -> bool:
    return word in bases("finite") or (word.endswith("ed") and len(word) > len("used"))


def aside_before(text: str, end: int) -> re.Match[str] | None:
    """What stands between commas, dashes or brackets before a place, or says where there."""
    start = max(0, end - 140)
    near = text[start:end].rstrip()
    if near.rpartition(" ")[2].lower() in _offices() and (
        office := _OFFICE.search(text, start, end)
    ):
        return office
    if near[-1:] not in _ASIDE_ENDS and _WHERE.isdisjoint(near.rsplit(None, 6)[-6:]):
        return None
    return _ASIDE.search(text, start, end)


@cache
def _offices() -> frozenset[str]:
    """The last words of a body's parts and of those who speak for it: `the UN's coordinator`."""
    return _OFFICES | roles("titles", "organs")


def gap_before(setting: Setting, line: Line, verb: int) -> int:
    """Where the run of words begins that may stand between a subject and its verb.

    It ends where an actor does, whose own words may be among them: `the United Nations`.
    """
    at = verb
    actors = setting.actors(line)
    last = max((one.end for one in actors if one.end <= verb), default=0)
    for token in tokens_before(line, verb):
        if token.start < last or not _may_stand_between(token.word):
            break
        if line.text[token.end : at].strip():
            break
        at = token.start
    return at


def in_writing(line: Line, gap: int, verb: int) -> re.Match[str] | None:
    """Where what somebody holds or signs ends before its call: `held a rally demanding`."""
    if not line.lower[verb:].split(None, 1)[0].endswith("ing"):
        return None
    what = _VEHICLE.search(line.text, max(0, gap - 40), gap)
    if what is None or _AGAINST.search(line.text, 0, what.start()):
        return None
    return what if _PUT_OUT.search(line.text, 0, what.start()) else None


def _may_stand_between(word: str) -> bool:
    """Whether a word may stand between a subject and its verb: an auxiliary, a day, an adverb."""
    return word in _between() or (word.endswith("ly") and word not in _no_adverbs())


@cache
def _between() -> frozenset[str]:
    return frozenset(table("setting")["between"]["words"])


@cache
def _no_adverbs() -> frozenset[str]:
    return frozenset(table("setting")["no_adverbs"]["words"])
