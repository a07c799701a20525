"""What is fuzzed, and what must hold of it for any text whatever.

Each target takes one text, raises nothing, and checks what its readers promise. `scales` tells
whether the time a target takes grows faster than its text.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Iterable
from typing import Protocol

from summarizer.briefing import check
from summarizer.engines.rules.engine import RulesEngine
from summarizer.errors import EngineError, ExitCode
from summarizer.explaining import explain
from summarizer.language.dates import find_times, resolve
from summarizer.language.figures import read, read_words
from summarizer.language.sentences import split
from summarizer.model import Article

Target = Callable[[str], None]
PUBLISHED = dt.date(2024, 5, 17)


class BrokenError(AssertionError):
    """A target does not keep what it promises, or takes more than linear time."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _in_order(spans: Iterable[_Span], length: int, what: str) -> None:
    last = 0
    for span in spans:
        if not last <= span.start < span.end <= length:
            raise BrokenError(f"{what}: {span} after {last}, in a text of {length}")
        last = span.end


def sentences(text: str) -> None:
    """Every character that is no white space stands in one sentence, in order."""
    found = split(text)
    _in_order(found, len(text), "sentences")
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise BrokenError("sentences are not numbered from 1")
    if any(text[one.start : one.end] != one.text for one in found):
        raise BrokenError("a sentence's text is not what stands at its place")
    if "".join("".join(one.text.split()) for one in found) != "".join(text.split()):
        raise BrokenError("a character of the text is in no sentence")


def figures(text: str) -> None:
    """Figures are the text's own words, in order; bounds stand around the value."""
    found = read(text)
    _in_order(found, len(text), "figures")
    for figure in found:
        if text[figure.start : figure.end] != figure.words:
            raise BrokenError(f"{figure}: its words are not what stands at its place")
        low, value, high = figure.low, figure.value, figure.high
        known = [bound for bound in (low, value, high) if bound is not None]
        if known != sorted(known) or any(bound < 0 for bound in known):
            raise BrokenError(f"{figure}: its bounds are out of order")
    read_words(text)


def dates(text: str) -> None:
    """Times are the text's own words, in order; resolving one gives a window that begins first."""
    found = find_times(text)
    _in_order(found, len(text), "times")
    for phrase in found:
        if text[phrase.start : phrase.end] != phrase.words:
            raise BrokenError(f"{phrase}: its words are not what stands at its place")
        days = resolve(phrase.words, PUBLISHED)
        if days and days.start and days.end and days.start > days.end:
            raise BrokenError(f"{phrase}: {days} ends before it begins")


def engine(text: str) -> None:
    """The rules engine with grounding: every quote stands in the text where the brief says."""
    if not text.strip():
        return
    article = Article(id="fuzzed", text=text, published=PUBLISHED)
    rules = RulesEngine()
    try:
        drafted = asyncio.run(rules.draft(article))
        brief = check(article, drafted, engine=rules.name, model=rules.model)
    except EngineError as error:
        if error.exit_code is not ExitCode.LANGUAGE:
            raise
        return
    items = (*brief.tolls, *brief.demands, *brief.negotiations, *brief.agreements)
    for piece in (piece for item in items for piece in item.evidence):
        if text[piece.start : piece.end] != piece.quote:
            raise BrokenError(f"{piece}: the quote is not what stands at its place")
    for toll in brief.tolls:
        if not any(toll.figure in piece.quote for piece in toll.evidence):
            raise BrokenError(f"{toll}: its figure stands in none of its sentences")


def explained(text: str) -> None:
    """Every number is explained once, in order, and every toll by a rule."""
    if not text.strip():
        return
    try:
        explanation = explain(Article(id="fuzzed", text=text, published=PUBLISHED))
    except EngineError as error:
        if error.exit_code is not ExitCode.LANGUAGE:
            raise
        return
    _in_order(explanation.numbers, len(text), "numbers")
    for item in explanation.items:
        if not item.rule:
            raise BrokenError(f"{item}: no rule tells of it")


TARGETS: dict[str, Target] = {
    "figures": figures,
    "sentences": sentences,
    "dates": dates,
    "engine": engine,
    "explained": explained,
}

_TIMES = 16
_WORSE = 4.0
_LEAST = 0.02
"""Seconds below which a time says nothing about growth."""


def scales(target: Target, text: str) -> None:
    """Hold that a text repeated takes no more time a character than the text itself.

    Raises:
        BrokenError: 16 times the text took more than 4 times as long a character, three times over.
    """
    for joint in (" ", "\n\n"):
        if all(_growth(target, text + joint) > _WORSE for _ in range(3)):
            raise BrokenError(f"more than linear time, repeated with {joint!r}")


def _growth(target: Target, text: str) -> float:
    long = _seconds(target, text * _TIMES)
    if long < _LEAST:
        return 1.0
    # Three times each: what a first reading compiles or a collector takes falls on one of them.
    short = min(_seconds(target, text) for _ in range(3))
    return min(long, _seconds(target, text * _TIMES)) / _TIMES / short


def _seconds(target: Target, text: str) -> float:
    began = time.process_time()
    target(text)
    return max(time.process_time() - began, 1e-6)
