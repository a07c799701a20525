"""A run's report as every view shows it: the same tables, articles, words and order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.scoring.results import Outcome, Scores
from summarizer.views.clean import line
from summarizer.views.scores import RunReport, confusions, tables
from summarizer.views.scores.articles import ArticleEntry, UnscoredEntry, unscored, worst_first
from summarizer.views.scores.sheet import Sheet

if TYPE_CHECKING:
    from summarizer.scoring.attempt import Attempt

_NAMED = 10
"""Articles that an alarm names; the list of those not scored has them all."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One run, ready to be laid out; its strings are clean.

    Attributes:
        manifest: What was run: label and text.
        alarms: What must be read before any figure.
        sheets: Tables, the headline figures first.
        matrices: Confusions by field, for views that have the room.
        articles: Worst first.
        unscored: In gold's order.
    """

    name: str
    created: dt.datetime
    manifest: tuple[tuple[str, str], ...]
    alarms: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    matrices: tuple[Sheet, ...]
    articles: tuple[ArticleEntry, ...]
    unscored: tuple[UnscoredEntry, ...]
    scores: Scores


def outline(report: RunReport) -> Outline:
    """The outline of a run."""
    scores = report.scores
    golds = {gold.id: gold for gold in report.golds}
    attempts: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in sorted(report.attempts, key=lambda attempt: attempt.epoch):
        attempts[attempt.article].append(attempt)
    agreed = report.agreement
    lost = unscored(scores.articles, golds, attempts)
    annotators = f"{line(agreed.annotators)}, on {agreed.articles} articles" if agreed else ""
    return Outline(
        name=line(report.name),
        created=scores.created,
        manifest=tuple((line(label), line(text)) for label, text in report.manifest),
        alarms=tuple(_alarms(scores, lost, list(golds))),
        sheets=(
            tables.measures(scores, agreed.measures if agreed else {}, annotators),
            tables.tallies(scores),
            tables.outcomes(scores),
            tables.spending(scores),
            tables.fields(scores),
            tables.slices(scores),
        ),
        matrices=confusions.matrices(scores),
        articles=worst_first(scores.articles, golds, attempts),
        unscored=lost,
        scores=scores,
    )


def _alarms(scores: Scores, lost: Sequence[UnscoredEntry], golds: Sequence[str]) -> Iterator[str]:
    total = sum(scores.outcomes.values())
    for outcome in (Outcome.FAILED, Outcome.UNRECORDED):
        number = scores.outcomes.get(outcome, 0)
        if number:
            yield f"{number} of {total} attempts {outcome}: {outcome.definition}."
    if lost:
        named = ", ".join(entry.id for entry in lost[:_NAMED])
        more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
        yield f"No figure below says anything of the {len(lost)} not scored: {named}{more}."
    hidden = sum(score.is_scored and score.id not in golds for score in scores.articles)
    if hidden:
        yield f"{hidden} scored articles are in the figures, but their gold is not there to show."
