"""What an engine must deliver: sentence numbers, copied words, choices and short free text.

A Draft never holds a value, a date, an offset or a quote of its own: the engine points and the code
reads (`grounding/`). Fields that have a default may be left out, so that an answer stays short.
"""

from __future__ import annotations

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
    Response,
    Scope,
    SourceKind,
    Stage,
    TollAssertion,
    Unit,
)


class _Pointed(BaseModel):
    """An item that points to the sentences that say it."""

    model_config = ConfigDict(extra="forbid")

    sentences: list[int] = Field(description="Numbers of the sentences that say it, at least one.")


class DraftNegotiation(_Pointed):
    """One process of talks."""

    name: str = Field(description="Short neutral label.")
    stage: Stage = Stage.UNKNOWN
    format: Format = Format.UNKNOWN
    momentum: Momentum = Momentum.UNCLEAR
    distance: Distance = Distance.UNKNOWN
    parties: list[str] = Field(description="The principals, as the article names them.")
    mediators: list[str] = Field(default=[], description="Third parties that mediate or host.")
    venue: str | None = Field(default=None, description="City or place, copied.")
    next_step: str | None = Field(
        default=None, description="A stated next round, deadline or vote, in at most 15 words."
    )


class DraftDemand(_Pointed):
    """One position: what an actor wants, refuses or offers."""

    by: list[str] = Field(description="Who holds it, as the article names them.")
    to: list[str] = Field(default=[], description="Who is asked to act.")
    kind: DemandKind
    issue: Issue
    text: str = Field(description="The proposition in at most 25 words, actor left out.")
    assertion: PositionAssertion = PositionAssertion.STATED
    response: Response = Response.NONE_REPORTED


class DraftToll(_Pointed):
    """One mention of a count of people harmed, held, freed or uprooted."""

    metric: Metric
    figure: str = Field(
        description="The words of the figure with its qualifier, copied from a cited sentence."
    )
    unit: Unit = Unit.PERSON
    share: str | None = Field(
        default=None, description="Words of a percentage of the same people, copied."
    )
    population: str | None = Field(default=None, description="Who, copied.")
    category: Category = Category.UNSPECIFIED
    basis: Basis
    when: str | None = Field(
        default=None, description="The words that say when it happened or since when, copied."
    )
    place: str | None = Field(default=None, description="The narrowest place said, copied.")
    source: str | None = Field(default=None, description="Who gives the figure, copied.")
    source_kind: SourceKind = SourceKind.UNATTRIBUTED
    assertion: TollAssertion = TollAssertion.ASSERTED
    scope: Scope = Scope.FOCAL


class DraftAgreement(_Pointed):
    """One agreement: made, proposed, ended or turned down."""

    name: str = Field(description="Short label.")
    kind: AgreementKind
    status: AgreementStatus
    when: str | None = Field(
        default=None, description="The words that say when it was agreed, copied."
    )
    parties: list[str] = Field(default=[], description="As the article names them.")
    terms: list[str] = Field(default=[], description="Each term in at most 15 words.")


class Draft(BaseModel):
    """An engine's reading of one article, not yet checked."""

    model_config = ConfigDict(extra="forbid")

    headline: str = Field(description="At most 15 words.")
    bottom_line: str = Field(
        description="At most 60 words, two sentences: who, what, where it stands."
    )
    negotiations: list[DraftNegotiation] = []
    demands: list[DraftDemand] = []
    tolls: list[DraftToll] = []
    agreements: list[DraftAgreement] = []
