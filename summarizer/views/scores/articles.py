"""The articles of a run, worst first: what is wrong with each, gold beside prediction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.language.sentences import split
from summarizer.scoring.results import ArticleScore, Count, ErrorKind, ItemError, Measure, Outcome
from summarizer.views.clean import line
from summarizer.views.scores.items import ItemWords, item_words
from summarizer.views.wording import words

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.model import Brief
    from summarizer.scoring.attempt import Attempt
    from summarizer.scoring.gold import GoldArticle

RANKED_BY = (
    Measure.TOLL_EXACT,
    Measure.DEMAND_EXACT,
    Measure.NEGOTIATION_STAGE,
    Measure.AGREEMENT_STATUS,
    Measure.KEPT_EMPTY,
)
"""The measures whose counts, pooled, rank an article: every list, by what is right in it."""


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One error: its kind, and what gold and the brief say if the scorer tells."""

    kind: str
    definition: str
    field: str
    expected: str
    got: str

    @property
    def said(self) -> str:
        """What differs, on one line; empty if kind and items say it all."""
        what = f"{self.field}: " if self.field else ""
        if self.expected and self.got:
            return f"{what}expected {self.expected}, got {self.got}"
        told = f"expected {self.expected}" if self.expected else self.got and f"got {self.got}"
        return f"{what}{told}".removesuffix(": ")


@dataclass(frozen=True, slots=True)
class PairEntry:
    """All that is wrong with one gold item, one predicted item, or two that were aligned.

    Attributes:
        part: `toll`, `headline`.
        gold: The item in words; None if gold has none for it.
        predicted: The item in words; None if the brief has none for it.
        sentences: Number and clean text of each sentence concerned.
    """

    part: str
    gold: ItemWords | None
    predicted: ItemWords | None
    errors: tuple[ErrorEntry, ...]
    sentences: tuple[tuple[int, str], ...]

    def told(self) -> Iterator[tuple[ErrorEntry, str]]:
        """Each error with what differs; that is empty where it is the one item as such."""
        one_sided = (self.gold is None) != (self.predicted is None)
        for error in self.errors:
            yield error, "" if one_sided and not error.field else error.said


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One scored article.

    Attributes:
        rank: From 1, the worst.
        score: Pooled F1 of `RANKED_BY`; None if neither gold nor the brief has anything.
        kinds: Kinds of its errors with their number, in the vocabulary's order.
        remarks: How its attempts ended, where that is not a brief.
        scored: The score that the entry is made from.
    """

    rank: int
    id: str
    title: str
    tags: tuple[str, ...]
    score: float | None
    kinds: tuple[tuple[ErrorKind, int], ...]
    remarks: tuple[str, ...]
    scored: ArticleScore
    _gold: GoldArticle
    _brief: Brief | None

    def errors(self) -> Iterator[tuple[str, ErrorEntry]]:
        """Each of its errors, and the part of the brief that it is in."""
        return ((_part(error.part), _error(error)) for error in self.scored.errors)

    def pairs(self) -> tuple[PairEntry, ...]:
        """Its errors by item, in the scorer's order; made on demand, since most are not shown."""
        texts = {s.number: line(s.text) for s in split(self._gold.article.text)}
        groups: dict[object, list[ItemError]] = defaultdict(list)
        for at, error in enumerate(self.scored.errors):
            # Errors without an item have nothing in common but that.
            alone = at if error.gold is None and error.predicted is None else None
            groups[(error.part, error.gold, error.predicted, alone)].append(error)
        return tuple(self._pair(group, texts) for group in groups.values())

    def _pair(self, errors: Sequence[ItemError], texts: Mapping[int, str]) -> PairEntry:
        first = errors[0]
        numbers = sorted({number for error in errors for number in error.sentences})
        return PairEntry(
            part=_part(first.part),
            gold=_item(self._gold.label, first.part, first.gold),
            predicted=_item(self._brief, first.part, first.predicted),
            errors=tuple(map(_error, errors)),
            sentences=tuple((n, texts.get(n, "no such sentence")) for n in numbers),
        )


@dataclass(frozen=True, slots=True)
class UnscoredEntry:
    """An article that nothing can be said of, and why."""

    id: str
    outcome: str
    why: str
    is_failure: bool
    """Whether the infrastructure failed it; else a recording lacks it, or it was never tried."""


def _part(name: str) -> str:
    return line(name).removesuffix("s").replace("_", " ")


def _item(holder: BaseModel | None, part: str, at: int | None) -> ItemWords | None:
    items = getattr(holder, part, None)
    if at is None or not isinstance(items, Sequence) or isinstance(items, str):
        return None
    return item_words(part, items[at]) if at < len(items) else None


def _error(error: ItemError) -> ErrorEntry:
    return ErrorEntry(
        kind=words(error.kind),
        definition=error.kind.definition,
        field=line(error.field or "").replace("_", " "),
        expected=line(error.expected or ""),
        got=line(error.got or ""),
    )


def worst_first(
    scores: Sequence[ArticleScore],
    golds: Mapping[str, GoldArticle],
    attempts: Mapping[str, Sequence[Attempt]],
) -> tuple[ArticleEntry, ...]:
    """The scored articles, by their score, then by the number of their errors, then by id.

    Args:
        scores: Of the run's articles; those that were not scored are passed over, and so are those
            whose gold is not there to be shown.
        golds: By id.
        attempts: By article, in the order of epochs.
    """
    scored = [score for score in scores if score.is_scored and score.id in golds]
    ranked = sorted(scored, key=_badness)
    return tuple(
        _entry(rank, score, golds[score.id], attempts.get(score.id, ()))
        for rank, score in enumerate(ranked, start=1)
    )


def _badness(score: ArticleScore) -> tuple[float, int, str]:
    found = _score(score)
    return (1.0 if found is None else found, -len(score.errors), score.id)


def _score(score: ArticleScore) -> float | None:
    return sum((score.counts.get(measure, Count()) for measure in RANKED_BY), Count()).f1


def _entry(
    rank: int, score: ArticleScore, gold: GoldArticle, attempts: Sequence[Attempt]
) -> ArticleEntry:
    told = Counter(error.kind for error in score.errors)
    shown = next((attempt for attempt in attempts if attempt.outcome.is_scored), None)
    return ArticleEntry(
        rank=rank,
        id=line(score.id),
        title=line(gold.article.title or ""),
        tags=tuple(line(tag) for tag in score.tags),
        score=_score(score),
        kinds=tuple((kind, told[kind]) for kind in ErrorKind if told[kind]),
        remarks=tuple(_remark(attempt) for attempt in attempts if attempt.brief is None),
        scored=score,
        _gold=gold,
        _brief=shown.brief if shown else None,
    )


def _remark(attempt: Attempt) -> str:
    why = line(attempt.why or attempt.outcome.definition)
    return f"epoch {attempt.epoch}: {words(attempt.outcome)}: {why}"


def unscored(
    scores: Sequence[ArticleScore],
    golds: Mapping[str, GoldArticle],
    attempts: Mapping[str, Sequence[Attempt]],
) -> tuple[UnscoredEntry, ...]:
    """The articles that could not be scored, those of gold that the scores lack among them."""
    known = {score.id: score for score in scores}
    ids = list(dict.fromkeys((*known, *golds)))
    missing = [name for name in ids if name not in known or not known[name].is_scored]
    return tuple(_not_scored(name, known.get(name), attempts.get(name, ())) for name in missing)


def _not_scored(
    name: str, score: ArticleScore | None, attempts: Sequence[Attempt]
) -> UnscoredEntry:
    ended = [attempt.outcome for attempt in attempts] or (score.outcomes if score else [])
    outcomes = list(dict.fromkeys(ended))
    why = dict.fromkeys(line(a.why or a.outcome.definition) for a in attempts)
    never = "no attempt was made" if not outcomes else "the scores are older than this attempt"
    lost = [outcome for outcome in outcomes if not outcome.is_scored]
    reasons = "; ".join(why) or "; ".join(outcome.definition for outcome in lost)
    return UnscoredEntry(
        id=line(name),
        outcome=", ".join(map(words, outcomes)) or "not tried",
        why=reasons if lost else never,
        is_failure=Outcome.FAILED in lost,
    )
