"""Number atoms: digits of any script, number words, vague words and shares, with their values.

This module says where a number stands and what it is worth. Qualifiers, ranges and what is counted
are read by the modules above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
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
    bunch,
    numeral,
    spelled,
)

LARGEST = 20_000_000_000
"""More people than this is no count of people; such a number is left out, never cut."""
_LONGEST = 40
"""Characters of digits in one number; more are an account, a hash or noise."""


class Kind(Enum):
    """What sort of number an atom is."""

    COUNT = auto()
    VAGUE = auto()
    SHARE = auto()
    ARTICLE = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """One number in a text.

    Attributes:
        start: First code point.
        end: One past the last code point.
        kind: What sort of number it is.
        value: Units for a count, the low bound for a vague word, per cent for a share.
        scale: The scale word's worth (1,000,000 for `1.9 million`), 1 without one.
        plain: The number before its scale word.
    """

    start: int
    end: int
    kind: Kind
    value: Fraction | int
    scale: int = 1
    plain: Fraction | int = 0


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


# The grammar, over lower-case text. Each shape is one outermost group, so that `lastgroup` names
# the reader of a match; inner groups are what the reader looks at.
_GAP = "[ \\n\u00a0\u202f]"
_BIND = "[-\u2010\u2011 \\n\u00a0]"
_N99 = f"(?:{_any(TENS)}(?:{_BIND}{_any(list(UNITS)[:9])}\\b)?|{_any(UNITS)})(?![a-z])"
_N999 = (
    f"(?:(?:an?|{_N99}){_BIND}hundred(?![a-z])"
    f"(?:{_GAP}(?:and{_GAP})?{_N99}(?!{_BIND}hundred))?|{_N99})"
)
_SCALE = f"{_any(SCALES)}(?![a-z])"
_BIG = f"{_any(word for word in SCALES if word != 'hundred')}(?![a-z])"
_BUNCH = f"{_any([*SCALES, *GROUPS])}(?![a-z])"
_MARK = f"[{SEPARATORS}]"
_DECIMAL = f"[.,{ARABIC_POINT}]"
_NUMERAL = (
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
    "percent": f"(?:\\d+(?:{_DECIMAL}\\d+)?|{_N999}){_GAP}?"
    f"(?:[%\u066a\uff05]|per{_GAP}?cent\\b|pct\\b)",
    "ratio": f"(?P<few>\\d{{1,2}}|{_N99}){_GAP}(?:in|out{_GAP}of){_GAP}(?:every{_GAP})?"
    f"(?P<many>\\d{{1,3}}|{_N99})"
    f"(?![\\w%]|[.,]\\d|{_GAP}(?:{_SCALE}|(?:\\w+{_GAP})?{_PLACES}))",
    "piece": f"(?:(?P<pieces>an?|one|three){_GAP}quarters?{_GAP}of{_GAP}an?{_GAP}"
    f"(?P<quartered>{_BUNCH})|half{_GAP}an?{_GAP}(?P<halved>{_BUNCH}))",
    "mixed": f"(?:(?P<whole>{_N99}|\\d+){_GAP}and{_GAP}an?{_GAP}half{_GAP}(?P<of>{_SCALE})"
    f"|(?P<whole_first>an?|{_N99}|\\d+){_GAP}(?P<of_first>{_SCALE}){_GAP}and{_GAP}an?{_GAP}half\\b)",
    "fraction": f"(?:half\\b(?!-)|(?P<parts>one|two|three|four|five){_BIND}"
    f"(?P<part>{_any(PARTS)})s?\\b|an?{_GAP}(?P<single>{_any(PARTS)})\\b(?={_GAP}of\\b))",
    "several": f"(?:several|a{_GAP}few|many){_GAP}(?P<several_of>{_BUNCH}(?:{_GAP}{_BIG})?)",
    "vague": "(?:(?P<outer>tens|dozens|scores|hundreds|thousands)"
    f"{_GAP}(?:(?:and|upon){_GAP}(?P=outer){_GAP})?of{_GAP})?"
    f"(?P<inner>{_any(VAGUE)})(?:{_GAP}(?:and|upon){_GAP}(?P=inner))?(?![\\w-])",
    "couple": f"a{_GAP}couple(?:{_GAP}of(?={_GAP})|(?={_GAP}(?:{_BUNCH}|more)))?"
    f"(?:{_GAP}(?P<couple_of>{_BUNCH}))?(?!\\w)",
    "group": f"(?P<groups>an?|{_N99}|\\d+){_GAP}(?P<group_of>{_any(GROUPS)})(?!\\w)",
    "digits": f"(?P<numeral>{_NUMERAL})"
    f"(?:{_BIND}?(?P<scale>{_SCALE})|{_GAP}?(?P<glued>{_any(GLUED)})(?!\\w)|(?!\\w|[:/]\\d))",
    "words": f"(?:(?:{_N999}|an?)(?:{_BIND}{_BIG})+"
    f"(?:{_GAP}(?:and{_GAP})?{_N999}(?:{_BIND}{_BIG})*)*|{_N999})(?!\\w)",
}
_FROM_DIGITS = ("percent", "ratio", "mixed", "group", "digits")
_FROM_WORDS = tuple(name for name in _SHAPES if name != "digits")
_OPENING = frozenset((*UNITS, *TENS, *VAGUE, "half", "several", "many", "couple", "few"))
_AFTER_ARTICLE = frozenset((*SCALES, *GROUPS, *PARTS, "quarters", "couple", "few"))  # "a million"
_NUMBER_WORDS = _OPENING | _AFTER_ARTICLE
_DIGIT = re.compile(r"\d")
_ARTICLES = frozenset(("a", "an"))


# An atom begins neither inside a word or a sum of money, nor after `F-`, `5.` and the like.
_EDGE = (
    "(?<![\\w$\u20ac\u00a3\u00a5\u20b9])"
    "(?<![^\\W\\d_][-\u2010\u2011/:.'\u2019])(?<!\\d[:/.,'\u2019])"
)


@cache
def _atom(*names: str) -> re.Pattern[str]:
    shapes = "|".join(f"(?P<{name}>{_SHAPES[name]})" for name in names)
    return re.compile(f"{_EDGE}(?:{shapes})")


@cache
def _edge() -> re.Pattern[str]:
    return re.compile(_EDGE)


@cache
def _first(*, articles: bool) -> re.Pattern[str]:
    """Where an atom may begin: a digit, a number word, an article before one.

    Args:
        articles: Whether to find other articles too; they are atoms as they stand.
    """
    number = f"(?={_GAP}{_any(_AFTER_ARTICLE)})"
    article = f"an?(?:{number}|(?P<article>(?={_GAP}\\w)))" if articles else f"an?{number}"
    words = _any(_OPENING - {"couple", "few"})
    return re.compile(f"\\d|\\b(?:{article}|{words}\\b)")


def atoms(text: str, bag: Set[str] | None = None) -> list[Atom]:
    """Every number atom of a text, in order, none overlapping another; linear in its length.

    An article is an atom only in a text that names somebody in the singular.

    Args:
        text: A sentence or copied words.
        bag: Its words (`lexicon.bag`), if they are known already.
    """
    bag = lexicon.bag(text) if bag is None else bag
    articles = not bag.isdisjoint(_ARTICLES) and not bag.isdisjoint(lexicon.singular_people())
    if not articles and bag.isdisjoint(_NUMBER_WORDS) and not _DIGIT.search(text):
        return []
    lower = lexicon.lowered(text)
    first, found, position = _first(articles=articles), list[Atom](), 0
    digits, words = _atom(*_FROM_DIGITS), _atom(*_FROM_WORDS)
    while opening := first.search(lower, position):
        start, position = opening.span()
        if opening.lastgroup is not None:
            if _edge().match(lower, start):
                found.append(Atom(start, position, Kind.ARTICLE, 1))
            continue
        match = (digits if lower[start].isdecimal() else words).match(lower, start)
        if match is None:
            if articles and opening[0] in _ARTICLES:  # "a third doctor"
                found.append(Atom(start, position, Kind.ARTICLE, 1))
            position = _past(lower, opening)
            continue
        atom = _READERS[str(match.lastgroup)](match)
        if atom is not None and atom.value <= LARGEST:
            found.append(atom)
        position = match.end() if atom is None else atom.end
    return found


_RUN = re.compile(r"[\w.,:/'\u2019]*\d")


def _past(text: str, opening: re.Match[str]) -> int:
    """Where to look on after something that is no number: past the whole run of digits."""
    run = _RUN.match(text, opening.start())
    return max(opening.end(), run.end() if run else 0)


def _count(match: re.Match[str], value: Fraction | int, scale: int = 1) -> Atom:
    return Atom(match.start(), match.end(), Kind.COUNT, value * scale, scale, value)


def _share(match: re.Match[str], value: Fraction | int) -> Atom:
    return Atom(match.start(), match.end(), Kind.SHARE, value, 1, value)


def _vague(match: re.Match[str], low: int) -> Atom:
    return Atom(match.start(), match.end(), Kind.VAGUE, low)


def _of_digits(match: re.Match[str]) -> Atom | None:
    words, scale = match["numeral"], 1
    if match["scale"]:
        scale = SCALES[match["scale"]]
    elif match["glued"]:
        scale = GLUED[match["glued"]]
    return (
        _count(match, numeral(words, scaled=scale > 1), scale) if len(words) <= _LONGEST else None
    )


_CHUNK = re.compile(f"\\b({_N999}|an?(?![a-z]))((?:{_BIND}{_BIG})*)")
_LAST_WORD = re.compile(r"[a-z]+$")


def _of_words(match: re.Match[str]) -> Atom:
    """Chunks of falling scale: `between one thousand and two thousand` holds two numbers."""
    words, value, end, last = match["words"], 0, 0, LARGEST
    for chunk in _CHUNK.finditer(words):
        scale = bunch(chunk[2])
        if end and scale >= last:
            break
        value, end, last = value + spelled(chunk[1]) * scale, chunk.end(), scale
    scale = SCALES.get(_LAST_WORD.findall(words[:end])[-1], 1)
    plain = value // scale if value % scale == 0 else Fraction(value, scale)
    return Atom(match.start(), match.start() + end, Kind.COUNT, value, scale, plain)


def _of_piece(match: re.Match[str]) -> Atom:
    if match["halved"]:
        return _count(match, Fraction(bunch(match["halved"]), 2))
    parts = 3 if match["pieces"] == "three" else 1
    return _count(match, Fraction(parts * bunch(match["quartered"]), 4))


def _of_mixed(match: re.Match[str]) -> Atom:
    whole, scale = match["whole"] or match["whole_first"], match["of"] or match["of_first"]
    return _count(match, spelled(whole) + Fraction(1, 2), SCALES[scale])


_PERCENT = re.compile(f"({_NUMERAL})|([a-z -]+?){_GAP}?per")


def _of_percent(match: re.Match[str]) -> Atom | None:
    said = _PERCENT.match(match["percent"])
    if said is None or len(said[0]) > _LONGEST:
        return None
    return _share(match, numeral(said[1], scaled=True) if said[1] else spelled(said[3]))


def _of_ratio(match: re.Match[str]) -> Atom:
    few, many = spelled(match["few"]), spelled(match["many"])
    if not 0 < few < many:  # "five in two attacks" is no share
        return Atom(match.start("few"), match.end("few"), Kind.COUNT, few, 1, few)
    return _share(match, Fraction(few * 100, many))


def _of_fraction(match: re.Match[str]) -> Atom:
    if match["single"]:
        return _share(match, Fraction(100, PARTS[match["single"]]))
    if match["parts"]:
        share = Fraction(100 * spelled(match["parts"]), PARTS[match["part"]])
        return _share(match, min(share, Fraction(100)))
    return _share(match, 50)


def _of_several(match: re.Match[str]) -> Atom:
    return _vague(match, bunch(match["several_of"]))


def _of_vague(match: re.Match[str]) -> Atom:
    return _vague(match, VAGUE.get(match["outer"], 1) * VAGUE[match["inner"]])


def _of_couple(match: re.Match[str]) -> Atom:
    return _count(match, 2 * (bunch(match["couple_of"]) if match["couple_of"] else 1))


def _of_group(match: re.Match[str]) -> Atom:
    return _count(match, spelled(match["groups"]), GROUPS[match["group_of"]])


_READERS: dict[str, Callable[[re.Match[str]], Atom | None]] = {
    "percent": _of_percent,
    "ratio": _of_ratio,
    "piece": _of_piece,
    "mixed": _of_mixed,
    "fraction": _of_fraction,
    "several": _of_several,
    "vague": _of_vague,
    "couple": _of_couple,
    "group": _of_group,
    "digits": _of_digits,
    "words": _of_words,
}
