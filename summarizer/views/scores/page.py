"""HTML: one self-contained page of a run or a comparison; shades are classes, never styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.scoring.results import ErrorKind
from summarizer.views.scores import comparison, outline
from summarizer.views.scores.articles import ArticleEntry, PairEntry
from summarizer.views.scores.sheet import share
from summarizer.views.selfcontained import Page
from summarizer.views.wording import words

_PAGE = Page("summarizer.views.scores", "scores.css", "scores.js")

_ROOM = 2_500_000
"""Characters that the errors of all articles may take in the page, so that a browser opens it."""

_PAIR_MARKUP = 450
"""Characters of markup that one pair takes beside its words, about."""

_OPEN = 3
"""Articles whose errors are shown from the start."""


@dataclass(frozen=True, slots=True)
class ArticleOnPage:
    """One article as the template takes it; `pairs` is None where there was no room left."""

    entry: ArticleEntry
    pairs: tuple[PairEntry, ...] | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error that occurs, with how often it does over the whole run."""

    key: str
    name: str
    definition: str
    count: int


def report_as_page(shown: outline.Outline) -> str:
    """The page of a run."""
    articles = tuple(_on_page(shown.articles))
    return _render(
        "report.html.j2",
        shown=shown,
        articles=articles,
        cut=sum(item.pairs is None for item in articles),
        kinds=_kinds(shown.articles),
        tags=sorted({tag for entry in shown.articles for tag in entry.tags}),
        share=share,
    )


def comparison_as_page(shown: comparison.Outline) -> str:
    """The page of a comparison."""
    return _render("comparison.html.j2", shown=shown)


def _on_page(entries: Sequence[ArticleEntry]) -> Iterator[ArticleOnPage]:
    left = _ROOM
    for entry in entries:
        pairs = entry.pairs() if left > 0 else None
        left -= sum(map(_size, pairs or ()))
        yield ArticleOnPage(entry, pairs, is_open=entry.rank <= _OPEN)


def _size(pair: PairEntry) -> int:
    items = [item for item in (pair.gold, pair.predicted) if item]
    said = sum(len(item.head) + len(item.details) for item in items)
    said += sum(len(text) for _, text in pair.sentences)
    return _PAIR_MARKUP + said + sum(len(error.said) for error in pair.errors)


def _kinds(entries: Sequence[ArticleEntry]) -> list[Kind]:
    counts = {
        kind: sum(number for entry in entries for told, number in entry.kinds if told is kind)
        for kind in ErrorKind
    }
    return [Kind(str(k), words(k), k.definition, n) for k, n in counts.items() if n]


def _render(template: str, **values: object) -> str:
    return _PAGE.render(template, **values, words=words, percent=_percent)


def _percent(place: float) -> str:
    return f"{100 * min(max(place, 0.0), 1.0):.1f}%"
