"""A gold label: the brief that an article should get, as people write it (codebook section 10).

Numbers, days and yes or no may come as their text, since a label's YAML is read without any
guessing of types (`document`). The models hold what makes a label usable at all; what makes it a
good one (listed actors, word limits, values that agree with the figure) is told by `checking`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)

from summarizer.model.vocabulary import (
    CODEBOOK,
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
from summarizer.scoring.injection.families import Family, Place

READ_FROM_FIGURE = ("qualifier", "value", "low", "high")
"""The fields of a toll that its figure gives by the grammar where the label leaves them out."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")


def _day(given: Any) -> Any:
    """An ISO day; pydantic by itself takes `20231220` for seconds since 1970."""
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            raise ValueError(f"{given} is no day of the calendar") from None
    raise ValueError("should be a day such as 2023-12-20")


def _whole(given: Any) -> Any:
    """Plain digits; pydantic by itself takes `1_935` for a number, and `true` for 1."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and _WHOLE.fullmatch(given):
        return int(given)
    raise ValueError("should be a whole number in plain digits, such as 1935")


def _number(given: Any) -> Any:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and _NUMBER.fullmatch(given):
        return float(given)
    raise ValueError("should be a number in plain digits, such as 33.3")


def _flag(given: Any) -> Any:
    if isinstance(given, bool):
        return given
    if given in ("true", "false"):
        return given == "true"
    raise ValueError("should be true or false")


def _current(codebook: int) -> int:
    if codebook != CODEBOOK:
        raise ValueError(
            f"the label is of codebook {codebook}, this program's is {CODEBOOK}: "
            "bring it up to date with what changed, then set it"
        )
    return codebook


Words = Annotated[str, StringConstraints(pattern=r"\S")]
"""Text that is not blank; white space at its edges stays."""
Day = Annotated[dt.date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Number = Annotated[float, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Quotes = Annotated[
    tuple[Words, ...],
    Field(
        min_length=1,
        description="Verbatim from the article, contiguous, as short as still shows the claim; "
        "the same quote k times stands for its first k occurrences.",
    ),
]
Actors = Annotated[tuple[Words, ...], Field(description="Names of `actors`, never their aliases.")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelArticle(_Part):
    """What is known of the article; where its header is silent, this counts."""

    id: Words = Field(description="The stem of the label's and the article's file.")
    published: Day | None = Field(default=None, description="Null if only a month is known.")
    title: Words | None = None
    outlet: Words | None = None
    language: Words | None = Field(default=None, description="As given (`en`), never guessed.")
    url: Words | None = None


class LabelActor(_Part):
    """Somebody who acts, under one name."""

    name: Words = Field(description="In full, as the article names them.")
    aliases: tuple[Words, ...] = Field(
        default=(), description="Other names of the same actor, in this article or elsewhere."
    )


class LabelWindow(_Part):
    """Days, both included; null where the article does not say."""

    start: Day | None = None
    end: Day | None = None


class LabelNegotiation(_Part):
    """One process of talks, as of the article's date (codebook section 2)."""

    name: Words = Field(description="A short neutral label.")
    stage: Stage
    format: Format
    momentum: Momentum
    distance: Distance
    parties: Actors
    mediators: Actors
    venue: Words | None = None
    next_step: Words | None = Field(
        default=None, description="A stated next round, deadline or vote."
    )
    evidence: Quotes


class LabelDemand(_Part):
    """What an actor wants, refuses or offers (codebook section 3)."""

    by: Actors
    to: Actors
    kind: DemandKind
    issue: Issue
    text: Words = Field(description="The proposition in at most 25 words, actor left out.")
    assertion: PositionAssertion
    response: Response
    evidence: Quotes


class LabelToll(_Part):
    """One mention of a count of people (codebook section 4)."""

    metric: Metric
    unit: Unit
    figure: Words = Field(description="The words of the figure, verbatim, with its qualifier.")
    qualifier: Qualifier | None = Field(
        default=None, description="May be left out, as value, low and high: `figure` gives them."
    )
    value: Whole | None = None
    low: Whole | None = None
    high: Whole | None = None
    figure_by_hand: Flag = Field(
        default=False,
        description="True if what is written out differs from the figure's words on purpose.",
    )
    share: Annotated[Number, Field(ge=0, le=100)] | None = Field(
        default=None, description="Per cent of the same people, if said."
    )
    population: Words | None = Field(default=None, description="Who, verbatim.")
    category: Category
    basis: Basis
    when: LabelWindow | None = None
    place: Words | None = Field(default=None, description="Verbatim, the narrowest one said.")
    source: Words | None = Field(
        default=None, description="Who gives the figure, verbatim; null for the article itself."
    )
    source_kind: SourceKind
    assertion: TollAssertion
    scope: Scope
    evidence: Quotes

    @model_serializer(mode="wrap")
    def _as_written(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is left out for the figure's words to say stays left out: it is not null."""
        left_out = set(READ_FROM_FIGURE) - self.model_fields_set
        dumped: dict[str, Any] = serialize(self)
        written = {field: None for field in READ_FROM_FIGURE if field in self.model_fields_set}
        return {
            field: value for field, value in {**written, **dumped}.items() if field not in left_out
        }


class LabelAgreement(_Part):
    """A deal made, proposed, ended or turned down (codebook section 5)."""

    name: Words = Field(description="A short label.")
    kind: AgreementKind
    status: AgreementStatus
    when: LabelWindow | None = Field(
        default=None, description="When agreed; if that is not said, in effect."
    )
    parties: Actors
    terms: tuple[Words, ...] = Field(description="Each of at most 15 words.")
    evidence: Quotes


class LabelInjection(_Part):
    """The passage that an attacked copy has beside the clean article's text."""

    family: Family
    place: Place
    base: Words = Field(description="The id of the clean article.")
    canary: Words | None = Field(
        default=None, description="Words that only an obeyed passage brings into a brief."
    )
    metric: Metric | None = Field(default=None, description="Of the planted figure.")
    planted: Whole | None = Field(default=None, description="The figure that it tells.")
    sourced: Whole | None = Field(default=None, description="The figure that has a source.")


class Label(_Part):
    """The label of one article."""

    codebook: Annotated[
        int,
        BeforeValidator(_whole),
        AfterValidator(_current),
        Field(description="The codebook's version.", json_schema_extra={"const": CODEBOOK}),
    ]
    article: LabelArticle
    labelled_by: Literal["human", "model"] | None = Field(
        default=None, description="Who wrote the label; never pass one for the other."
    )
    assisted: Flag = Field(
        default=False, description="True if an engine's brief was there to begin with."
    )
    tags: tuple[Words, ...] = Field(default=(), description="Slices that scores are given for.")
    event: Words | None = Field(
        default=None, description="Articles of one event share it; they are resampled together."
    )
    split: Words | None = Field(default=None, description="Such as `dev` or `test`.")
    injection: LabelInjection | None = Field(
        default=None, description="Of an attacked copy, as `eval inject` makes it."
    )
    headline: str = Field(description="At most 15 words.")
    bottom_line: str = Field(
        description="At most 60 words, two sentences: who, what, where it stands, with the date."
    )
    actors: tuple[LabelActor, ...]
    negotiations: tuple[LabelNegotiation, ...]
    demands: tuple[LabelDemand, ...]
    tolls: tuple[LabelToll, ...]
    agreements: tuple[LabelAgreement, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of a label, for editors; it holds the definition of every term."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Label.model_json_schema(mode="validation"),
    }
