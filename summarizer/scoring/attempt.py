"""One attempt at one article, as a run keeps it: a line of its `attempts.jsonl`."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from summarizer.model import Brief, Usage
from summarizer.scoring.results import Outcome


class Attempt(BaseModel):
    """What came of one article in one epoch."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str = Field(description="The gold article's id.")
    epoch: int = Field(ge=1)
    outcome: Outcome
    brief: Brief | None = Field(description="Null unless the outcome is `ok`.")
    why: str | None = Field(default=None, description="Why there is no brief, in one line.")
    exit_code: int = Field(default=0, description="The program's code for that reason; else 0.")
    usage: Usage = Field(description="What it took, failed tries counted.")
    created: dt.datetime = Field(description="When it ended, UTC.")
