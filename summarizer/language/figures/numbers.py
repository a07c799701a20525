"""Number atoms: digits of any script, number words, vague words and shares, with their values.

This module says where a number stands and what it is worth. Qualifiers, ranges and what is counted
are read by the modules above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from summarizer.language import lexicon
from summarizer.language.figures.shapes import (
    ARTICLES,
    BIG,
    BIND,
    DIGIT,
    FROM_DIGITS,
    FROM_WORDS,
    GAP,
    N999,
    NUMBER_WORDS,
    NUMERAL,
    edge,
    first_places,
    shape,
    shapes_in,
)
from summarizer.language.figures.spelling import (
    GLUED,
    GROUPS,
    PARTS,
    SCALES,
    VAGUE,
    bunch,
    numeral,
    spelled,
)
from summarizer.language.patterns import pattern
from summarizer.language.tables import compiled

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


class Atom(NamedTuple):
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


def atoms(words: lexicon.Words) -> list[Atom]:
    """Every number atom of a text, in order, none overlapping another; linear in its length.

    An article is an atom only in a text that names somebody in the singular.
    """
    articles = _may_count_one(words)
    places = first_places(words, articles=articles)
    if not places:
        return []
    lower, found, past = words.lower, list[Atom](), 0
    shapes = shapes_in(words)
    from_digits = [name for name in FROM_DIGITS if name in shapes]
    from_words = [name for name in FROM_WORDS if name in shapes]
    for start, end, is_article in places:
        if start < past:
            continue
        if is_article:
            past = end
            if edge().match(lower, start):
                found.append(Atom(start, end, Kind.ARTICLE, 1))
            continue
        for name in from_digits if lower[start].isdecimal() else from_words:
            if match := shape(name).match(lower, start):
                break
        else:
            if articles and lower[start:end] in ARTICLES:  # "a third doctor"
                found.append(Atom(start, end, Kind.ARTICLE, 1))
            past = _past(lower, start, end)
            continue
        atom = _READERS[name](match)
        if atom is not None and atom.value <= LARGEST:
            found.append(atom)
        past = match.end() if atom is None else atom.end
    return found


def may_have_figures(words: lexicon.Words) -> bool:
    """Whether a text has a number atom, by a quick look: where it has none, no figure is."""
    if DIGIT.search(words.text) or not words.bag.isdisjoint(NUMBER_WORDS):
        return True
    return _may_count_one(words)


def _may_count_one(words: lexicon.Words) -> bool:
    """Whether an article of the text may count somebody: `a soldier`."""
    bag = words.bag
    return not bag.isdisjoint(ARTICLES) and not bag.isdisjoint(lexicon.singular_people())


_RUN = pattern(r"[\w.,:/'\u2019]*\d")


def _past(text: str, start: int, end: int) -> int:
    """Where to look on after something that is no number: past the whole run of digits."""
    run = _RUN.match(text, start)
    return max(end, run.end() if run else 0)


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


_CHUNK = f"\\b({N999}|an?(?![a-z]))((?:{BIND}{BIG})*)"
_LAST_WORD = pattern(r"[a-z]+$")


def _of_words(match: re.Match[str]) -> Atom:
    """Chunks of falling scale: `between one thousand and two thousand` holds two numbers."""
    words, value, end, last = match[0], 0, 0, LARGEST
    for chunk in compiled(_CHUNK).finditer(words):
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


_PERCENT = f"({NUMERAL})|([a-z -]+?){GAP}?per"


def _of_percent(match: re.Match[str]) -> Atom | None:
    said = compiled(_PERCENT).match(match[0])
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
