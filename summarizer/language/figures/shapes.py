"""The shapes in which a number is written, as patterns over lower-case text.

Which of them a text may hold is told by its words, for a pattern takes milliseconds to compile.
What a match is worth is read in `numbers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from summarizer.language import lexicon
from summarizer.language.figures.spelling import (
    ARABIC_POINT,
    GLUED,
    GROUPS,
    PARTS,
    SCALES,
    SEPARATORS,
    TENS,
    UNITS,
    VAGUE,
)
from summarizer.language.folding import is_whole, occurrences
from summarizer.language.patterns import DIGITS, pattern


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


# The grammar, over lower-case text. The shapes are tried in this order; their groups are what the
# reader of each looks at.
GAP = "[ \\n\u00a0\u202f]"
BIND = "[-\u2010\u2011 \\n\u00a0]"
_N99 = f"(?:{_any(TENS)}(?:{BIND}{_any(list(UNITS)[:9])}\\b)?|{_any(UNITS)})(?![a-z])"
N999 = (
    f"(?:(?:an?|{_N99}){BIND}hundred(?![a-z])(?:{GAP}(?:and{GAP})?{_N99}(?!{BIND}hundred))?|{_N99})"
)
_SCALE = f"{_any(SCALES)}(?![a-z])"
BIG = f"{_any(word for word in SCALES if word != 'hundred')}(?![a-z])"
_BUNCH = f"{_any([*SCALES, *GROUPS])}(?![a-z])"
_MARK = f"[{SEPARATORS}]"
_DECIMAL = f"[.,{ARABIC_POINT}]"
NUMERAL = (
    f"(?>\\d{{1,3}}(?P<mark>{_MARK})\\d{{3}}(?!\\d)(?:(?P=mark)\\d{{3}}(?!\\d))*"
    f"(?:[.{ARABIC_POINT}]\\d+)?"
    "|\\d{1,2}(?:,\\d\\d)+,\\d{3}(?!\\d)"
    f"|\\d+(?:{_DECIMAL}\\d+)?)"
)
_PLACES = _any(
    (
        *("attack", "strike", "airstrike", "incident", "raid", "blast", "explosion", "clash"),
        *("day", "week", "month", "year", "hour", "minute", "city", "cities", "town", "village"),
        *("province", "state", "countr", "district", "region", "building", "home", "house"),
    )
)
"""`five in two attacks` is no share of people."""

_SHAPES = {
    "percent": f"(?:\\d+(?:{_DECIMAL}\\d+)?|{N999}){GAP}?"
    f"(?:[%\u066a\uff05]|per{GAP}?cent\\b|pct\\b)",
    "ratio": f"(?P<few>\\d{{1,2}}|{_N99}){GAP}(?:in|out{GAP}of){GAP}(?:every{GAP})?"
    f"(?P<many>\\d{{1,3}}|{_N99})"
    f"(?![\\w%]|[.,]\\d|{GAP}(?:{_SCALE}|(?:\\w+{GAP})?{_PLACES}))",
    "piece": f"(?:(?P<pieces>an?|one|three){GAP}quarters?{GAP}of{GAP}an?{GAP}"
    f"(?P<quartered>{_BUNCH})|half{GAP}an?{GAP}(?P<halved>{_BUNCH}))",
    "mixed": f"(?:(?P<whole>{_N99}|\\d+){GAP}and{GAP}an?{GAP}half{GAP}(?P<of>{_SCALE})"
    f"|(?P<whole_first>an?|{_N99}|\\d+){GAP}(?P<of_first>{_SCALE}){GAP}and{GAP}an?{GAP}half\\b)",
    "fraction": f"(?:half\\b(?!-)|(?P<parts>one|two|three|four|five){BIND}"
    f"(?P<part>{_any(PARTS)})s?\\b|an?{GAP}(?P<single>{_any(PARTS)})\\b(?={GAP}of\\b))",
    "several": f"(?:several|a{GAP}few|many){GAP}(?P<several_of>{_BUNCH}(?:{GAP}{BIG})?)",
    "vague": "(?:(?P<outer>tens|dozens|scores|hundreds|thousands)"
    f"{GAP}(?:(?:and|upon){GAP}(?P=outer){GAP})?of{GAP})?"
    f"(?P<inner>{_any(VAGUE)})(?:{GAP}(?:and|upon){GAP}(?P=inner))?(?![\\w-])",
    "couple": f"a{GAP}couple(?:{GAP}of(?={GAP})|(?={GAP}(?:{_BUNCH}|more)))?"
    f"(?:{GAP}(?P<couple_of>{_BUNCH}))?(?!\\w)",
    "group": f"(?P<groups>an?|{_N99}|\\d+){GAP}(?P<group_of>{_any(GROUPS)})(?!\\w)",
    "digits": f"(?P<numeral>{NUMERAL})"
    f"(?:{BIND}?(?P<scale>{_SCALE})|{GAP}?(?P<glued>{_any(GLUED)})(?!\\w)|(?!\\w|[:/]\\d))",
    "words": f"(?:(?:{N999}|an?)(?:{BIND}{BIG})+"
    f"(?:{GAP}(?:and{GAP})?{N999}(?:{BIND}{BIG})*)*|{N999})(?!\\w)",
}
FROM_DIGITS = ("percent", "ratio", "mixed", "group", "digits")
FROM_WORDS = tuple(name for name in _SHAPES if name != "digits")
SHARES = frozenset(("percent", "ratio", "fraction"))
"""Those that are worth a share."""
_OPENING = frozenset((*UNITS, *TENS, *VAGUE, "half", "several", "many", "couple", "few"))
_AFTER_ARTICLE = frozenset((*SCALES, *GROUPS, *PARTS, "quarters", "couple", "few"))  # "a million"
NUMBER_WORDS = _OPENING | _AFTER_ARTICLE
_HALVES = frozenset(("half", "quarter", "quarters"))
_TELLING = {
    "percent": frozenset(("per", "percent", "pct")),
    "ratio": frozenset(("in", "out")),
    "piece": _HALVES,
    "mixed": _HALVES,
    "fraction": frozenset(("half", *PARTS, *(f"{part}s" for part in PARTS))),
    "several": frozenset(("several", "few", "many")),
    "vague": frozenset(VAGUE),
    "couple": frozenset(("couple",)),
    "group": frozenset(GROUPS),
}
"""Words of which a text has one if it has a number of that shape."""
_TOLD_BY = {
    word: frozenset(name for name, words in _TELLING.items() if word in words)
    for word in frozenset().union(*_TELLING.values())
}
_TELLING_WORDS = frozenset(_TOLD_BY)
# Two patterns that each begin with letters, which a search finds fast.
_OUT_OF = tuple(
    pattern(f"{words}(?<={GAP}{words}){GAP}(?:every{GAP})?(?:\\d|{_any([*UNITS, *TENS])})")
    for words in ("in", f"out{GAP}of")
)
DIGIT = pattern(r"\d")
_FIRST_WORDS = _OPENING - {"couple", "few"}
_ARTICLE = pattern(f"a(?<!\\wa)n?(?={GAP}(?:(?P<number>{_any(_AFTER_ARTICLE)})|\\w))")
ARTICLES = frozenset(("a", "an"))


# An atom begins neither inside a word or a sum of money, nor after `F-`, `5.` and the like.
_EDGE = (
    "(?<![\\w$\u20ac\u00a3\u00a5\u20b9])"
    "(?<![^\\W\\d_][-\u2010\u2011/:.'\u2019])(?<!\\d[:/.,'\u2019])"
)


@cache
def shape(name: str) -> re.Pattern[str]:
    """The pattern of one shape, compiled when first needed."""
    return re.compile(f"{_EDGE}(?:{_SHAPES[name]})")


def shapes_in(words: lexicon.Words) -> set[str]:
    """Those of the shapes that the text may hold, so that the others need not even be compiled.

    Compiling all takes 100 ms, as long as the rest of a start of the program.
    """
    names, lower = {"digits", "words"}, words.lower
    for word in _TELLING_WORDS & words.bag:
        names |= _TOLD_BY[word]
    if "ratio" in names and not any(shape.search(lower) for shape in _OUT_OF):
        names.remove("ratio")
    if "%" in lower or "\u066a" in lower or "\uff05" in lower:
        names.add("percent")
    return names


@cache
def edge() -> re.Pattern[str]:
    """What must hold of the place where an atom begins."""
    return re.compile(_EDGE)


def first_places(words: lexicon.Words, *, articles: bool) -> list[tuple[int, int, bool]]:
    """Where an atom may begin, in order: at digits, a number word, an article before one.

    Each is looked for by itself, since a pattern of them all is tried at every letter and takes ten
    times as long.

    Args:
        words: The text.
        articles: Whether to find other articles too; they are atoms as they stand.

    Returns:
        Start and end of what it begins with, and whether that is such an article.
    """
    lower, bag = words.lower, words.bag
    found = [(*match.span(), False) for match in DIGITS.finditer(lower)]
    for word in _FIRST_WORDS & bag:
        spans = ((start, start + len(word)) for start in occurrences(lower, word))
        found += [(*span, False) for span in spans if is_whole(lower, *span)]
    if articles or not bag.isdisjoint(_AFTER_ARTICLE):
        matches = _ARTICLE.finditer(lower)
        found += [(*one.span(), not one["number"]) for one in matches if articles or one["number"]]
    found.sort()
    return found
