"""The number grammar's inverse: a value written in any notation that the grammar reads.

Tests hold that `read` gives the value back; counterfactual copies of gold articles are made with it
(the same article with other numbers, which no model can know by heart).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from summarizer.language.figures.numbers import LARGEST
from summarizer.language.figures.spelling import TENS, UNITS


class Notation(StrEnum):
    """A way to write a number; the value shows 1,234,567 in it."""

    PLAIN = "1234567"
    COMMA = "1,234,567"
    POINT = "1.234.567"
    SPACE = "1 234 567"
    APOSTROPHE = "1’234’567"
    INDIAN = "12,34,567"
    ARABIC = "١٬٢٣٤٬٥٦٧"
    DEVANAGARI = "१२,३४,५६७"
    SCALED = "1.234567 million"
    WORDS = "one million two hundred and thirty-four thousand five hundred and sixty-seven"


_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_STEPS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_WORD_OF = {value: word for word, value in (UNITS | TENS).items()}


def render(value: int, notation: Notation) -> str:
    """Write a count in a notation; `read` gives the same count back.

    Args:
        value: A count of people, from 1 to `numbers.LARGEST`.
        notation: How to write it. Below 1,000 all but `WORDS` and the scripts are the same.

    Raises:
        ValueError: The value is none that the grammar would read.
    """
    if not 1 <= value <= LARGEST:
        raise ValueError(f"{value} is no count of people: it must be from 1 to {LARGEST}")
    return _WRITERS[notation](value)


def _grouped(mark: str) -> Callable[[int], str]:
    return lambda value: f"{value:,}".replace(",", mark)


def _indian(value: int) -> str:
    """Lakhs and crores: three digits at the end, pairs before them."""
    digits, last = str(value)[:-3], str(value)[-3:]
    pairs = []
    while digits:
        digits, pair = digits[:-2], digits[-2:]
        pairs.append(pair)
    return ",".join((*reversed(pairs), last))


def _scaled(value: int) -> str:
    """Exact, whatever decimals that takes: 1.234567 million."""
    for step, name in _STEPS:
        if value >= step:
            whole, rest = divmod(value, step)
            decimals = str(rest).rjust(len(str(step)) - 1, "0").rstrip("0")
            return f"{whole}.{decimals} {name}" if decimals else f"{whole} {name}"
    return str(value)


def _in_words(value: int) -> str:
    parts = []
    rest = value
    for step, name in _STEPS:
        count, rest = divmod(rest, step)
        if count:
            parts.append(f"{_below_thousand(count)} {name}")
    if rest:
        joint = "and " if parts and rest < 100 else ""
        parts.append(joint + _below_thousand(rest))
    return " ".join(parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [f"{_WORD_OF[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, units = divmod(rest, 10)
        if rest in _WORD_OF:
            parts.append(_WORD_OF[rest])
        else:
            parts.append(f"{_WORD_OF[10 * tens]}-{_WORD_OF[units]}")
    return " and ".join(parts)


_WRITERS: dict[Notation, Callable[[int], str]] = {
    Notation.PLAIN: str,
    Notation.COMMA: _grouped(","),
    Notation.POINT: _grouped("."),
    Notation.SPACE: _grouped("\u00a0"),
    Notation.APOSTROPHE: _grouped("\u2019"),
    Notation.INDIAN: _indian,
    Notation.ARABIC: lambda value: _grouped("\u066c")(value).translate(_ARABIC),
    Notation.DEVANAGARI: lambda value: _indian(value).translate(_DEVANAGARI),
    Notation.SCALED: _scaled,
    Notation.WORDS: _in_words,
}
