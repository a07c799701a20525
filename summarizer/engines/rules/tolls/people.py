"""Whom a figure counts: the words for them, and the codebook's category (section 4)."""

from __future__ import annotations

import re

from summarizer.engines.rules.wordlists import table
from summarizer.language.figures import Counts, Figure
from summarizer.language.lexicon import people
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Category, SourceKind

_POINTING = pattern(r"^(?:of\s+)?(?:the|its|their|his|her|our|these|those)\s+|^of\s+")
_OF_WHOM = pattern(r"\sof\s((?:[\w’'-]+\s){0,2}?[\w’'-]+s)\b(?=[,.;]|\s[a-z]|$)")
"""After a noun for what was done: `25 killings of journalists`."""
_PRONOUNS = frozenset(("", "them", "whom", "us", "which", "others"))
_SAID_AFTER = pattern(
    r"(?:\s+(?:of|against|among|involving)\s+"
    r"(?:them|whom|the (?:dead|wounded|injured|victims|killed))?)?"
    r"(?:,?\s+(?:were|was|are|is|all|being|of|against|among|both))*\s+"
    r"(?:an?\s+|young\s+|unarmed\s+)?([a-z]+)(?:\s+([a-z]+))?\b"
)
"""`two of them children`, `three of whom were soldiers`, `six deaths were of children`."""
_OTHERS = frozenset(("others", "colleagues", "comrades"))
_NAMELESS = frozenset(("", "them", "whom", "deaths", "cases", "case of", "cases of"))
_OF_BEFORE = frozenset(("them", "whom"))
_OF_FORCES = pattern(
    r"\s+of\s+(?:[\w’'-]+\s+){0,4}?(?:police|army|military|armed forces|security forces|[Gg]uard"
    r"|[Ff]orces?|militia|[Bb]rigade|[Bb]attalion|navy|special forces|[Uu]nit)\b"
)
"""After `members`: of whom they are members, a force."""
_OWN_FORCE = pattern(
    r"\b(?:its|their|our)\s(?:own\s)?(?:men|dead|losses|members|fighters|wounded|comrades)\b"
    r"|\bof\sours\b",
    re.IGNORECASE,
)
_OWN = pattern(
    r"\b(?:its|their|our)\s+(?:own\s+)?(?:\w+\s+)?$|\bof\s+(?:its|their|our)\s+(?:own\s+)?"
)


def population(text: str, figure: Figure) -> str | None:
    """The words for the people counted, without what only points at them."""
    words = _POINTING.sub("", text[figure.end : figure.counted.end].strip())
    if words.endswith(("'s", "’s")):
        return None  # "187,000 of Norland's 2.3 million people"
    *before, last = words.lower().split() or [""]
    lists = table("tolls")["population"]
    if last in lists["deeds"]:
        if before and (before[-1] in people() or words[: -len(last)].split()[-1][0].isupper()):
            return words  # "8,000 Norlandish fatalities"
        of_whom = _OF_WHOM.match(text, figure.counted.end)
        return of_whom[1] if of_whom and _is_known(of_whom[1]) else None
    if last in lists["states"]:  # "200 people captive"
        words = words[: -len(last)].strip()
    return None if words.lower() in _PRONOUNS else words


def _is_known(words: str) -> bool:
    return words.rsplit(maxsplit=1)[-1].lower() in people()


def category(line: Line, index: int, kind: SourceKind, reader: Reader) -> Category:
    """Who the people are, as far as the article says.

    Args:
        line: The sentence.
        index: The figure's place among its figures.
        kind: What kind of source gives it: the staff of an aid organisation are aid workers.
        reader: The article.
    """
    figure = line.figures[index]
    if figure.category is not Category.UNSPECIFIED:
        return figure.category
    noun = figure.counted.noun.lower()
    if noun in _OTHERS:
        return _shared_before(line, index, reader) or figure.category
    if noun in _NAMELESS or figure.counts is Counts.BARE:
        told = _said_after(line.text, figure) or _shared(line, index)
        if told is Category.UNSPECIFIED and noun in _OF_BEFORE:
            told = _shared_before(line, index) or told
        if told is not Category.UNSPECIFIED:
            return told
    return _by_body(line, figure, kind, reader)


def _by_body(line: Line, figure: Figure, kind: SourceKind, reader: Reader) -> Category:
    """Who people of a plain noun are by their body: a school, an agency, a force."""
    noun, lists = figure.counted.noun.lower(), table("tolls")
    if noun in lists["school"]["pupils"] and _are_children(reader):
        return Category.CHILDREN
    if kind is SourceKind.UN_OR_NGO and noun in lists["staff"]["words"]:
        near = line.text[max(0, figure.start - 24) : figure.counted.end]
        return Category.AID_OR_HEALTH_WORKER if _OWN.search(near) else figure.category
    member = noun == "members" and _OF_FORCES.match(line.text, figure.counted.end)
    if member or (kind is SourceKind.PARTY and _is_own_force(line, figure)):
        return Category.MILITARY
    return figure.category


def _are_children(reader: Reader) -> bool:
    """Whether the article's pupils are children rather than students of a university."""
    lists, words = table("tolls")["school"], reader.places
    return not any(word in words for word in lists["grown"]) and any(
        word in words for word in lists["young"]
    )


def _said_after(text: str, figure: Figure) -> Category | None:
    edge = figure.counted.end if figure.counts is Counts.PEOPLE else figure.end
    found = _SAID_AFTER.match(text, edge) or _SAID_AFTER.match(text, figure.end)
    if found is None:
        return None
    for words in (f"{found[1]} {found[2]}", found[1], found[2] or ""):
        known = people().get(words)
        if known and known.category is not Category.UNSPECIFIED:
            return known.category
    return None


def _is_own_force(line: Line, figure: Figure) -> bool:
    """Whether a party tells of its own: `18 of its men`, `put their dead at six`."""
    near = line.text[max(0, figure.start - 30) : figure.counted.end + 24]
    return _OWN_FORCE.search(near) is not None


def _shared_before(line: Line, index: int, reader: Reader | None = None) -> Category | None:
    """The category of the count before: of `others`, or of a part, `two of them badly hurt`."""
    for figure in reversed(line.figures[:index]):
        if figure.counts is Counts.PEOPLE:
            return figure.category
    previous = reader.line(line.number - 1) if reader else None
    for figure in reversed(previous.figures if previous else ()):
        if figure.counts is Counts.PEOPLE:
            return figure.category
    return None


def _shared(line: Line, index: int) -> Category:
    """`ten soldiers were killed and four wounded`: the second count is of soldiers too."""
    figure = line.figures[index]
    if index == 0 or figure.counts is not Counts.BARE:
        return figure.category
    before = line.figures[index - 1]
    gap = line.text[before.counted.end : figure.start].strip().lower()
    joined = re.fullmatch(r"(?:\w+\s+){0,3}(?:and|while|,)(?:\s+(?:left|another|a further))?", gap)
    return before.category if joined else figure.category
