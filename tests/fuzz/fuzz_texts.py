"""Texts to fuzz with: news by grammar, news torn and glued, and anything at all.

Words come from the readers' own lexicons, since a rule can only fall over words that it looks for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import summarizer
from summarizer.language.figures.numbers import LARGEST
from summarizer.language.figures.render import Notation, render

_PACKAGE = Path(summarizer.__file__).parent
GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"

_NAMES = ("Norland", "the Reed Front", "Port Ashby", "U.N.", "Israel", "Gen. Amo", "Kyiv", "Hamas")
_GLUE = (" ", " ", " ", " ", ", ", ". ", " and ", " of ", "\n", "\n\n", "", " – ", "; ", ' "', '" ')
_ODD = ("’s", "(", ")", "“", "”", "…", "\u00a0", "\u200b", "•", "%", "$", "-", "F-16", "5:30", "a")
_LONG_RUNS = (("9", 400), ("9,", 300), ("( ", 200), ("“", 300), ("killed ", 80), ("a ", 150))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


@cache
def vocabulary() -> tuple[str, ...]:
    """Every phrase of the lexicons, its marks of pattern taken off."""
    folders = ("language/lexicon", "engines/rules/lexicon")
    files = sorted(path for folder in folders for path in (_PACKAGE / folder).glob("*.toml"))
    found = (text for path in files for text in _strings(tomllib.loads(path.read_text("utf-8"))))
    return tuple(dict.fromkeys(text.rstrip("*") for text in found))


@cache
def gold_paragraphs() -> tuple[str, ...]:
    """The paragraphs of the shipped articles."""
    texts = (path.read_text("utf-8") for path in sorted(GOLD.glob("*.txt")))
    return tuple(part for text in texts for part in text.split("\n") if part.strip())


def _number(seed: int) -> str:
    """A count in some notation, or what only looks like one."""
    seed, way = divmod(seed, len(Notation) + 2)
    if way < len(Notation):
        seed, small = divmod(seed, 2)
        return render(seed % (40 if small else LARGEST) + 1, list(Notation)[way])
    mark = ".,:/-%"[seed % 6]
    return mark.join(str(seed // 7**place % 10_000) for place in range(way % 2 + 2))


def _piece(seed: int) -> str:
    """A word or phrase of news with what stands after it, or something odd."""
    seed, glue = divmod(seed, len(_GLUE))
    seed, kind = divmod(seed, 16)
    if kind < 4:
        words = _number(seed)
    elif kind == 4:
        words = _NAMES[seed % len(_NAMES)]
    elif kind == 5:
        words = gold_paragraphs()[seed % len(gold_paragraphs())]
    elif kind == 6:
        words = _ODD[seed % len(_ODD)]
    elif kind == 7 and seed % 8 == 0:
        word, times = _LONG_RUNS[seed // 8 % len(_LONG_RUNS)]
        words = word * times
    else:
        words = vocabulary()[seed % len(vocabulary())]
        words = words.capitalize() if kind == 8 else words
    return words + _GLUE[glue]


def texts() -> st.SearchStrategy[str]:
    """News by grammar, some hundred to some thousand characters; now and then anything at all.

    A piece is one integer: to draw its parts one by one takes hypothesis twenty times as long.
    """
    short, long = (
        st.lists(st.integers(0, 2**40), min_size=least, max_size=120).map(
            lambda seeds: "".join(map(_piece, seeds))
        )
        for least in (1, 25)
    )
    return st.one_of(short, long, long, st.builds(str.__add__, st.text(max_size=60), short))
