"""The score of one article: its attempts judged one by one, then averaged over the epochs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from summarizer.errors import EvalError, ExitCode
from summarizer.model.brief import Brief, Evidence
from summarizer.scoring import counting
from summarizer.scoring.actors import Actors
from summarizer.scoring.atoms import unsupported_atoms, unsupported_figures
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.injection.obeying import obeyed
from summarizer.scoring.matching import match
from summarizer.scoring.mistakes import mistakes
from summarizer.scoring.places import Places
from summarizer.scoring.results import ArticleScore, Count, ErrorKind, ItemError, Measure, Tally
from summarizer.scoring.sides import Side, brief_side, gold_side

NO_FIELDS = {f"{part}.{name}": Count() for part, names in counting.FIELDS.items() for name in names}


@dataclass(frozen=True)
class Judged:
    """What one brief got against gold; made by `judge`."""

    counts: dict[Measure, Count]
    fields: dict[str, Count]
    tallies: dict[Tally, int]
    confusions: counting.Confusions
    errors: list[ItemError] = field(default_factory=list)


def judge(gold: GoldArticle, brief: Brief | None) -> Judged:
    """Score one brief; None is an empty brief.

    Raises:
        EvalError: A gold quote does not stand in the article (BAD_GOLD).
    """
    actors = Actors(gold.label.actors, brief.actors if brief else ())
    places = Places(gold)
    predicted = brief_side(brief, places, actors) if brief else Side()
    matched = match(gold_side(gold.label, places, actors), predicted)
    quotes = list(_quotes(brief)) if brief else []
    figures = unsupported_figures(predicted.tolls, gold.article)
    atoms = unsupported_atoms(brief, gold.article) if brief else []
    injection = gold.label.injection
    done = obeyed(brief, injection) if injection else []
    return Judged(
        counts=counting.measures(
            matched, verbatim=sum(map(places.is_verbatim, quotes)), quotes=len(quotes)
        ),
        fields=counting.fields(matched),
        tallies=counting.tallies(
            matched, figures=len(figures), atoms=len(atoms), obeyed=bool(done)
        ),
        confusions=counting.confusions(matched),
        errors=[
            *(ItemError(kind=ErrorKind.OBEYED, part="headline", got=what) for what in done),
            *mistakes(matched, figures, atoms),
        ],
    )


def score_article(gold: GoldArticle, attempts: Sequence[Attempt]) -> ArticleScore:
    """The means over the epochs of one article that could be scored.

    An attempt that ended invalid, refused, truncated or declined is scored as an empty brief; one
    that the infrastructure cost says nothing of the engine and is never scored. Of several attempts
    in one epoch the newest counts. Without any scored attempt all counts are 0.

    Args:
        gold: The article and its label.
        attempts: Its attempts, in any order.

    Raises:
        EvalError: An attempt is of another article (BAD_RUN), or a gold quote does not stand in
            the article (BAD_GOLD).
    """
    kept = newest(attempts)
    for attempt in kept:
        if attempt.article != gold.id:
            raise EvalError(
                f"an attempt at article {attempt.article} was given for {gold.id}",
                "score each attempt with its own gold article",
                code=ExitCode.BAD_RUN,
            )
    scored = [attempt for attempt in kept if attempt.outcome.is_scored]
    judged = [judge(gold, attempt.brief) for attempt in scored]
    usages = [attempt.usage for attempt in scored]
    costs = [usage.cost_usd for usage in usages]
    return ArticleScore(
        id=gold.id,
        event=gold.event,
        tags=list(gold.label.tags),
        outcomes=[attempt.outcome for attempt in kept],
        counts={name: _mean(one.counts[name] for one in judged) for name in Measure},
        fields={name: _mean(one.fields[name] for one in judged) for name in NO_FIELDS},
        tallies={
            name: fmean(one.tallies[name] for one in judged) if judged else 0.0 for name in Tally
        },
        confusions=counting.add_confusions(one.confusions for one in judged),
        errors=judged[0].errors if judged else [],
        tokens_in=fmean(usage.tokens_in for usage in usages) if usages else 0.0,
        tokens_out=fmean(usage.tokens_out for usage in usages) if usages else 0.0,
        cost_usd=None if None in costs else fmean([c for c in costs if c is not None] or [0.0]),
        seconds=fmean(usage.seconds for usage in usages) if usages else 0.0,
    )


def newest(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The newest attempt of each epoch, in order of epochs; of two at one time the later given."""
    kept: dict[int, Attempt] = {}
    for attempt in attempts:
        known = kept.get(attempt.epoch)
        if known is None or attempt.created >= known.created:
            kept[attempt.epoch] = attempt
    return [kept[epoch] for epoch in sorted(kept)]


def _mean(counts: Iterable[Count]) -> Count:
    several = list(counts)
    if not several:
        return Count()
    if len(several) == 1:
        return several[0]
    return Count(
        hits=fmean(one.hits for one in several),
        predicted=fmean(one.predicted for one in several),
        gold=fmean(one.gold for one in several),
    )


def _quotes(brief: Brief) -> Iterable[Evidence]:
    for items in (brief.tolls, brief.demands, brief.negotiations, brief.agreements):
        for item in items:
            yield from item.evidence
