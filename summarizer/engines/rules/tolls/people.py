"""Whom a figure counts: the words for them, and the codebook's category (section 4)."""

from __future__ import annotations

import re

from summarizer.engines.rules.wordlists import table
from summarizer.language.figures import Counts, Figure
from summarizer.language.lexicon import people
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Category, SourceKind

_POINTING = re.compile(r"^(?:of\s+)?(?:the|its|their|his|her|our|these|those)\s+|^of\s+")
_PRONOUNS = frozenset(("", "them", "whom", "us", "which", "others"))
_SAID_AFTER = re.compile(
    r"(?:\s+(?:of|against|among|involving)\s+"
    r"(?:them|whom|the (?:dead|wounded|injured|victims|killed))?)?"
    r"(?:,?\s+(?:were|was|are|is|all|being|of|against|among|both))*\s+"
    r"(?:an?\s+|young\s+|unarmed\s+)?([a-z]+)\b"
)
"""`two of them children`, `three of whom were soldiers`, `six deaths were of children`."""
_OWN = re.compile(
    r"\b(?:its|their|our)\s+(?:own\s+)?(?:\w+\s+)?$|\bof\s+(?:its|their|our)\s+(?:own\s+)?"
)


def population(text: str, figure: Figure) -> str | None:
    """The words for the people counted, without what only points at them."""
    words = _POINTING.sub("", text[figure.end : figure.counted.end].strip())
    return None if words.lower() in _PRONOUNS else words


def category(line: Line, index: int, kind: SourceKind, reader: Reader) -> Category:
    """Who the people are, as far as the article says.

    Args:
        line: The sentence.
        index: The figure's place among its figures.
        kind: What kind of source gives it: the staff of an aid organisation are aid workers.
        reader: The article.
    """
    figure = line.figures[index]
    own = figure.category
    if own is not Category.UNSPECIFIED:
        return own
    noun = figure.counted.noun.lower()
    lists = table("tolls")
    if noun in lists["school"]["pupils"] and _are_children(reader):
        return Category.CHILDREN
    if kind is SourceKind.UN_OR_NGO and noun in lists["staff"]["words"]:
        near = line.text[max(0, figure.start - 24) : figure.counted.end]
        if _OWN.search(near):
            return Category.AID_OR_HEALTH_WORKER
    if (
        noun in ("", "them", "whom", "deaths", "cases", "case of", "cases of")
        or figure.counts is Counts.BARE
    ):
        return _said_after(line.text, figure) or _shared(line, index)
    return own


def _are_children(reader: Reader) -> bool:
    """Whether the article's pupils are children rather than students of a university."""
    lists, words = table("tolls")["school"], reader.places
    return not any(word in words for word in lists["grown"]) and any(
        word in words for word in lists["young"]
    )


def _said_after(text: str, figure: Figure) -> Category | None:
    edge = figure.counted.end if figure.counts is Counts.PEOPLE else figure.end
    found = _SAID_AFTER.match(text, edge) or _SAID_AFTER.match(text, figure.end)
    known = people().get(found[1]) if found else None
    return known.category if known and known.category is not Category.UNSPECIFIED else None


def _shared(line: Line, index: int) -> Category:
    """`ten soldiers were killed and four wounded`: the second count is of soldiers too."""
    figure = line.figures[index]
    if index == 0 or figure.counts is not Counts.BARE:
        return figure.category
    before = line.figures[index - 1]
    gap = line.text[before.counted.end : figure.start].strip().lower()
    joined = re.fullmatch(r"(?:\w+\s+){0,3}(?:and|while|,)(?:\s+(?:left|another|a further))?", gap)
    return before.category if joined else figure.category
