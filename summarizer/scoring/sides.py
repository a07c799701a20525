"""A gold label and a brief brought into one frozen form, so that scoring compares like with like.

What differs between them is told here once: gold cites quotes and names its figures in words, a
brief cites sentences and has its figures read. Both become items with sentence numbers S(x),
value and bounds, folded words, and actors by their keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from summarizer.language.figures import read_words
from summarizer.language.folding import fold
from summarizer.model.brief import Agreement, Brief, Demand, Negotiation, Toll
from summarizer.model.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Basis,
    Category,
    DemandKind,
    Distance,
    Format,
    Issue,
    Metric,
    Momentum,
    PositionAssertion,
    Qualifier,
    Response,
    Scope,
    SourceKind,
    Stage,
    TollAssertion,
    Unit,
)
from summarizer.scoring.actors import Actors
from summarizer.scoring.gold.label import (
    READ_FROM_FIGURE,
    Label,
    LabelAgreement,
    LabelDemand,
    LabelNegotiation,
    LabelToll,
)
from summarizer.scoring.places import Places

Days = tuple[dt.date | None, dt.date | None]


class Bounds(NamedTuple):
    """What a figure says; null equals null only."""

    value: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """What all four lists share.

    Attributes:
        index: Its place in its list, from 0.
        sentences: Numbers of the sentences that its evidence touches: S(x).
    """

    index: int
    sentences: frozenset[int]


@dataclass(frozen=True, slots=True)
class TollItem(Item):
    """A toll; `words` is its figure as written, `folded` the same folded."""

    metric: Metric
    unit: Unit
    words: str
    folded: str
    qualifier: Qualifier | None
    bounds: Bounds
    share: float | None
    category: Category
    basis: Basis
    when: Days
    source_kind: SourceKind
    assertion: TollAssertion
    scope: Scope


@dataclass(frozen=True, slots=True)
class DemandItem(Item):
    """A demand; `holders` is `by` in words, `folded` its text folded."""

    by: frozenset[str]
    to: frozenset[str]
    holders: str
    kind: DemandKind
    issue: Issue
    text: str
    folded: str
    assertion: PositionAssertion
    response: Response


@dataclass(frozen=True, slots=True)
class NegotiationItem(Item):
    """A process of talks."""

    name: str
    parties: frozenset[str]
    mediators: frozenset[str]
    stage: Stage
    format: Format
    momentum: Momentum
    distance: Distance


@dataclass(frozen=True, slots=True)
class AgreementItem(Item):
    """An agreement."""

    name: str
    parties: frozenset[str]
    kind: AgreementKind
    status: AgreementStatus


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison."""

    tolls: tuple[TollItem, ...] = ()
    demands: tuple[DemandItem, ...] = ()
    negotiations: tuple[NegotiationItem, ...] = ()
    agreements: tuple[AgreementItem, ...] = ()


def gold_side(label: Label, places: Places, actors: Actors) -> Side:
    """A gold label in the common form.

    Raises:
        EvalError: A quote does not stand in the article (BAD_GOLD).
    """
    return _side(label, actors, places.cited, reading)


def brief_side(brief: Brief, places: Places, actors: Actors) -> Side:
    """A brief of the same article in the common form."""

    def read(toll: Toll) -> tuple[Qualifier | None, Bounds]:
        return toll.qualifier, Bounds(toll.value, toll.low, toll.high)

    return _side(brief, actors, places.touched, read)


def reading(toll: LabelToll) -> tuple[Qualifier | None, Bounds]:
    """Qualifier and bounds of a gold figure: what is written out, null too, else its words'."""
    written = toll.model_fields_set.intersection(READ_FROM_FIGURE)
    read = read_words(toll.figure) if len(written) < len(READ_FROM_FIGURE) else None

    def one(field: str) -> Any:
        return getattr(toll if field in written else read, field, None)

    return one("qualifier"), Bounds(one("value"), one("low"), one("high"))


def _side(
    source: Label | Brief,
    actors: Actors,
    cited: Callable[[Any], frozenset[int]],
    read: Callable[[Any], tuple[Qualifier | None, Bounds]],
) -> Side:
    """The form of either side; `cited` gives an item's sentences, `read` a toll's figure."""
    tolls: Iterable[LabelToll | Toll] = source.tolls
    demands: Iterable[LabelDemand | Demand] = source.demands
    negotiations: Iterable[LabelNegotiation | Negotiation] = source.negotiations
    agreements: Iterable[LabelAgreement | Agreement] = source.agreements
    return Side(
        tolls=tuple(
            TollItem(
                index=index,
                sentences=cited(toll.evidence),
                metric=toll.metric,
                unit=toll.unit,
                words=toll.figure,
                folded=fold(toll.figure).strip(),
                qualifier=qualifier,
                bounds=bounds,
                share=None if toll.share is None else round(toll.share, 1),
                category=toll.category,
                basis=toll.basis,
                when=(toll.when.start, toll.when.end) if toll.when else (None, None),
                source_kind=toll.source_kind,
                assertion=toll.assertion,
                scope=toll.scope,
            )
            for index, toll in enumerate(tolls)
            for qualifier, bounds in [read(toll)]
        ),
        demands=tuple(
            DemandItem(
                index=index,
                sentences=cited(demand.evidence),
                by=actors.keys(demand.by),
                to=actors.keys(demand.to),
                holders=", ".join(demand.by),
                kind=demand.kind,
                issue=demand.issue,
                text=demand.text,
                folded=fold(demand.text).strip(),
                assertion=demand.assertion,
                response=demand.response,
            )
            for index, demand in enumerate(demands)
        ),
        negotiations=tuple(
            NegotiationItem(
                index=index,
                sentences=cited(one.evidence),
                name=one.name,
                parties=actors.keys(one.parties),
                mediators=actors.keys(one.mediators),
                stage=one.stage,
                format=one.format,
                momentum=one.momentum,
                distance=one.distance,
            )
            for index, one in enumerate(negotiations)
        ),
        agreements=tuple(
            AgreementItem(
                index=index,
                sentences=cited(one.evidence),
                name=one.name,
                parties=actors.keys(one.parties),
                kind=one.kind,
                status=one.status,
            )
            for index, one in enumerate(agreements)
        ),
    )
