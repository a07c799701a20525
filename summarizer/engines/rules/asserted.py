"""Whether a sentence states that talks are held, or wants, refuses, supposes or recalls them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, piece
from summarizer.language import dates
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_OLD = timedelta(days=60)
"""Talks of a day longer before publication are recalled."""
_LONG_AGO = timedelta(days=300)
_BACK = 3  # sentences before one without a day of its own, whose day it may go on with
_NOW = frozenset(
    (
        "is",
        "are",
        "has",
        "have",
        "now",
        "currently",
        "ongoing",
        "will",
        "today",
        "again",
        "says",
    )
)
"""Words of a sentence that is not about the past alone."""
_NEAR = 90  # code points of a clause that are looked at before and after a word for talks
_GAP = r"(?:\s+\S+)"
_WANTED = Lazy(
    lambda: (
        rf"(?:\b|(?=n['’]t)){piece('talks', 'unreal', 'wanting')}{_GAP}{{0,7}}?\s+[\"“'\[(]*$"
        rf"|\b{piece('talks', 'unreal', 'modals')}\s"
    )
)
_IF = Lazy(lambda: rf"\b{piece('talks', 'unreal', 'supposing')}\s")
_SUPPOSED = Lazy(
    lambda: (
        rf"{_GAP}?\s+{piece('talks', 'unreal', 'after')}\b"
        rf"|\s+(?:between{_GAP}{{1,8}}?|with{_GAP}{{1,5}}?)\s+{piece('talks', 'unreal', 'after')}"
        r"\s+(?:resume|begin|start|open|take\s+place|happen|be\s+held|go\s+ahead|continue)\b"
    )
)
_DESCRIBES = {
    "negotiated": Lazy(lambda: rf"\s+(?:\w+\s+)?{piece('talks', 'unreal', 'adjectives')}\b"),
    "negotiating": Lazy(lambda: rf"\s+{piece('talks', 'unreal', 'things')}\b"),
}
_CLAUSE = pattern(
    r"[;:—–]\s|,\s+(?:and|but|which|who|where|with|saying)\s"
    r"|\b(?:after|while|although|though|but|because|since|as|during|amid|despite|following)\s",
    re.IGNORECASE,
)
_TALKING = pattern(r"(?<=talks)\s(?:to\s(?!end|halt|stop|resolve|free|secure)|about\s|of\s|like\s)")
_DEFINITE = pattern(
    r"(?:\b(?:the|these|those|its|their|his|her|ongoing|current|latest)|['’]s?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_HELD = ("talks", "negotiations", "discussions", "mediators", "negotiators")
_OF_YEAR = pattern(r"\b(?:19|20)\d\d\s+(?:[\w-]+\s+){0,3}$")
_YEAR = pattern(r"\b(?:19|20)\d\d\b")


def stated(setting: Setting, line: Line, published: date | None) -> list[str]:
    """The words of a sentence that state talks as a fact of the day; empty if none do."""
    found = setting.wording(line).find_all("talks", "process")
    told = [one[0].lower() for one in found if _is_told(line.text, one)]
    return [] if told and is_recalled(setting, line, published) else told


def is_stated(setting: Setting, line: Line) -> bool:
    """Whether nothing in the sentence has talks wanted, refused or supposed, unless others held."""
    found = [*setting.wording(line).find_all("talks", "process")]
    return not found or any(_is_told(line.text, one) for one in found)


def _is_told(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if _TALKING.match(text, end):  # a verb: "talks to the media"
        return False
    after = text[end : end + _NEAR]
    describes = _DESCRIBES.get(found[0].lower())
    before = _CLAUSE.split(text[max(0, start - _NEAR) : start])[-1]
    if (describes and describes.match(after)) or _IF.search(before) or _OF_YEAR.search(before):
        return False
    if found[0].lower().endswith(_HELD) and _DEFINITE.search(before):
        return True  # "could derail the talks": they are held
    return not (_WANTED.search(before) or _SUPPOSED.match(_CLAUSE.split(after)[0]))


def is_recalled(setting: Setting, line: Line, published: date | None) -> bool:
    """Whether the sentence is about a day long past: by its words, or by all of its dates."""
    if setting.wording(line).find("talks", "past"):
        return True
    if published is None:
        years = [year[0] for year in _YEAR.finditer(line.text)]
        return bool(years) and max(years) < _newest(setting)
    if day := _last_day(line, published):
        return day < published - _OLD
    if line.bag & _NOW:
        return False
    for number in range(line.number - 1, line.number - 1 - _BACK, -1):
        before = setting.line(number)
        if before and (day := _last_day(before, published)):
            return day < published - _LONG_AGO  # it goes on with what happened then
    return False


def _last_day(line: Line, published: date) -> date | None:
    """The last day that the sentence names, if it names any."""
    days = (dates.resolve(phrase.words, published) for phrase in line.times)
    return max((end for one in days if one and (end := one.end or one.start)), default=None)


@lru_cache(maxsize=4)
def _newest(setting: Setting) -> str:
    """The latest year that an article without a date names."""
    return max((year[0] for year in _YEAR.finditer(setting.reader.text)), default="")
