"""What people and programs get: a checked situation brief (codebook sections 2 to 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
    Term,
    TollAssertion,
    Unit,
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Evidence(_Part):
    """A sentence of the article that says an item."""

    sentence: int = Field(ge=1, description="The sentence's number, from 1.")
    start: int = Field(ge=0, description="First code point of the quote in the article's text.")
    end: int = Field(ge=0, description="One past its last code point.")
    quote: str = Field(description="The text from start to end, untouched.")


class Window(_Part):
    """Calendar days, both included; null where the article does not say."""

    start: dt.date | None = None
    end: dt.date | None = None


class Actor(_Part):
    """Somebody who acts in the brief, and the article's other names for them."""

    name: str
    aliases: list[str] = []


class Grounding(Term):
    """Whether the code could confirm an item in the article's own words."""

    CONFIRMED = "confirmed", "the cited sentence bears it out"
    UNVERIFIED = "unverified", "the code could neither confirm nor refute it; read the sentence"


class _Item(_Part):
    evidence: list[Evidence] = Field(min_length=1, description="What says it.")
    grounding: Grounding = Grounding.CONFIRMED


class Negotiation(_Item):
    """One process of talks, as of the article's date."""

    name: str
    stage: Stage
    format: Format
    momentum: Momentum
    distance: Distance
    parties: list[str]
    mediators: list[str]
    venue: str | None
    next_step: str | None


class Demand(_Item):
    """What an actor wants, refuses or offers."""

    by: list[str]
    to: list[str]
    kind: DemandKind
    issue: Issue
    text: str
    assertion: PositionAssertion
    response: Response


class Toll(_Item):
    """A count of people harmed, held, freed or uprooted, as one mention gives it."""

    metric: Metric
    unit: Unit
    figure: str = Field(description="The words of the figure, verbatim.")
    qualifier: Qualifier | None = Field(
        description="Null only where the grammar cannot read the words (another language)."
    )
    value: int | None = Field(description="Best reading, in units; null for vague and ranges.")
    low: int | None = Field(description="Lower bound, in units.")
    high: int | None = Field(description="Upper bound, in units.")
    share: float | None = Field(description="Per cent of the same people.")
    population: str | None
    category: Category
    basis: Basis
    when: Window | None
    place: str | None
    source: str | None
    source_kind: SourceKind
    assertion: TollAssertion
    scope: Scope


class Agreement(_Item):
    """A deal made, proposed, ended or turned down."""

    name: str
    kind: AgreementKind
    status: AgreementStatus
    when: Window | None
    parties: list[str]
    terms: list[str]


class Outcome(Term):
    """What the check did about a finding."""

    REFUSED = "refused", "the item is not in the brief"
    CORRECTED = "corrected", "the item is in the brief, mended from the article's own words"
    UNVERIFIED = "unverified", "the item is in the brief, marked: neither confirmed nor refuted"
    NOTED = "noted", "nothing was changed; worth knowing"


Place = Literal[
    "article", "headline", "bottom_line", "negotiations", "demands", "tolls", "agreements"
]


class Finding(_Part):
    """Something that the check refused, mended or could not confirm."""

    code: str = Field(description="Stable name of the rule, such as `figure-not-in-sentence`.")
    outcome: Outcome
    part: Place = Field(description="The part of the brief that it concerns.")
    item: int | None = Field(
        default=None, description="Index in that list, from 0; null if the item is not in it."
    )
    what: str = Field(description="What the engine delivered, in words.")
    why: str = Field(description="Why it does not stand, in words.")
    sentences: list[int] = Field(default=[], description="The sentences concerned, from 1.")


class ArticleReference(_Part):
    """Which article was briefed; its text is not repeated."""

    id: str
    published: dt.date | None
    title: str | None
    outlet: str | None
    language: str | None
    url: str | None
    digest: str = Field(description="SHA-256 of the text, in hex.")
    sentences: int = Field(ge=0, description="How many sentences the text was split into.")


class Usage(_Part):
    """What a brief took, every attempt counted."""

    calls: int = Field(default=0, ge=0, description="Requests that an endpoint answered.")
    cached: int = Field(default=0, ge=0, description="Completions taken from the cache instead.")
    tokens_in: int = Field(default=0, ge=0)
    tokens_out: int = Field(default=0, ge=0)
    cost_usd: float | None = Field(
        default=0.0, description="US dollars; null if the model's price is not known."
    )
    seconds: float = Field(default=0.0, ge=0, description="Wall time of the engine.")

    @classmethod
    def total(cls, usages: Iterable[Usage]) -> Usage:
        """Several usages, added; the cost is null as soon as one of them is."""
        several = list(usages)
        known = [usage.cost_usd for usage in several if usage.cost_usd is not None]
        return cls.model_construct(
            calls=sum(usage.calls for usage in several),
            cached=sum(usage.cached for usage in several),
            tokens_in=sum(usage.tokens_in for usage in several),
            tokens_out=sum(usage.tokens_out for usage in several),
            cost_usd=sum(known) if len(known) == len(several) else None,
            seconds=sum(usage.seconds for usage in several),
        )


class Provenance(_Part):
    """Who made the brief, from what and by which rules; nothing secret."""

    package: str = Field(description="Version of summarizer.")
    codebook: int
    engine: str = Field(description="`rules` or `llm`.")
    model: str = Field(description="The model asked for; `rules` for the built-in engine.")
    answered_by: str | None = Field(description="The model that the endpoint says answered.")
    prompt: str | None = Field(description="Name of the prompt; null without a model.")
    prompt_hash: str | None = Field(description="SHA-256 of the prompt's file, in hex.")
    usage: Usage
    notes: list[str] = Field(
        default=[], description="What happened on the way: retries, re-asks, windows."
    )


class Brief(_Part):
    """A situation brief: every item tied to the sentence that says it."""

    article: ArticleReference
    provenance: Provenance
    headline: str
    bottom_line: str
    actors: list[Actor]
    negotiations: list[Negotiation]
    demands: list[Demand]
    tolls: list[Toll]
    agreements: list[Agreement]
    findings: list[Finding]
