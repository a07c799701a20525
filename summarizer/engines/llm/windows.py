"""An article longer than the model's window, read in overlapping windows of whole sentences.

Sentences keep the article's own numbers. Each window takes as many as fit and begins again a tenth
of its length (one to ten sentences) before the end of the one before, so that what is said across
an edge stands whole in one of them. A sentence that is longer than a window is cut, and told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.engines.llm.messages import sentence_line, tokens_in
from summarizer.language.sentences import Sentence


@dataclass(frozen=True)
class Window:
    """Consecutive sentences, and how the model sees them.

    Attributes:
        sentences: At least one.
        lines: One a sentence.
        cut: Numbers of sentences whose end did not fit.
    """

    sentences: tuple[Sentence, ...]
    lines: tuple[str, ...]
    cut: tuple[int, ...] = ()


def windows(sentences: Sequence[Sentence], room: int) -> list[Window]:
    """Windows over all sentences, in order; one if they fit together, none if there are none.

    Args:
        sentences: The article's.
        room: Tokens that the lines of a window may take, by `tokens_in`; at least 1.
    """
    whole = [_line(sentence) for sentence in sentences]
    if whole and _surely_fit(whole, room):
        return [Window(tuple(sentences), tuple(whole))]
    lines = [_fitted(line, room) for line in whole]
    costs = [tokens_in(line) for line in lines]
    found: list[Window] = []
    begin = end = 0
    while end < len(lines):
        end = _filled(costs, begin, room)
        cut = [n for n in range(begin, end) if lines[n] is not whole[n]]
        found.append(
            Window(
                tuple(sentences[begin:end]),
                tuple(lines[begin:end]),
                tuple(sentences[n].number for n in cut),
            )
        )
        begin = end - _overlap(costs, begin, end, room)
    return found


def _line(sentence: Sentence) -> str:
    """`sentence_line`, of which nearly every sentence can be told to need no mending."""
    text = sentence.text
    if text.isprintable() and "  " not in text:
        return f"[{sentence.number}] {text}"
    return sentence_line(sentence)


def _surely_fit(lines: Sequence[str], room: int) -> bool:
    """Whether lines fit, told by their lengths alone; False does not say that they do not.

    By `tokens_in` a character takes less than two tokens in every script.
    """
    return sum(2 * len(line) + 1 for line in lines) <= room


def _filled(costs: Sequence[int], begin: int, room: int) -> int:
    """Where a window ends that begins there: as far as fits, one sentence at the least."""
    end, taken = begin + 1, costs[begin]
    while end < len(costs) and taken + costs[end] <= room:
        taken += costs[end]
        end += 1
    return end


def _overlap(costs: Sequence[int], begin: int, end: int, room: int) -> int:
    """How many of a window's sentences the next one repeats; that one has room for one more."""
    overlap = min(10, max(1, (end - begin) // 10))
    while overlap and sum(costs[end - overlap : end + 1]) > room:
        overlap -= 1
    return overlap


def _fitted(line: str, room: int) -> str:
    """The line, or as much of its beginning as fits."""
    if tokens_in(line) <= room:
        return line
    low, high = 1, len(line)  # characters that fit, and that do not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if tokens_in(line[:middle]) <= room else (low, middle)
    return line[:low]
