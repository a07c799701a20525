"""What a run is of: everything that must be equal for two attempts to belong to one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from summarizer.differing import differing
from summarizer.model.vocabulary import CODEBOOK
from summarizer.scoring import SCORER
from summarizer.version import VERSION

if TYPE_CHECKING:
    from summarizer.engines.base import Engine
    from summarizer.scoring.gold import GoldArticle

FORMAT: Final = 1
"""Version of a run's folder; a folder of another version is not read."""

_NOT_MEANING = frozenset({"format", "created", "scorer", "articles", "epochs"})
"""Fields in which a run may differ from the one that goes on with it.

A run is scored anew by whatever scorer there is, `gold` covers `articles`, and more epochs make a
run longer, not another one.
"""


class RunManifest(BaseModel):
    """The head of a run, as `run.json` keeps it; nothing secret."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = FORMAT
    created: AwareDatetime = Field(description="When the run was begun, UTC.")
    package: str = Field(description="Version of summarizer that makes the attempts.")
    codebook: int
    scorer: int = Field(description="Version of the scoring definitions when it was begun.")
    gold: str = Field(description="Digest of the gold articles and labels, in hex.")
    articles: dict[str, str] = Field(description="By id, the digest of text and label, in hex.")
    engine: str = Field(description="`rules` or `llm`.")
    model: str = Field(description="The model asked for; `rules` for the built-in engine.")
    endpoint: str | None = Field(description="Host and port, or the provider's name.")
    prompt: str | None = Field(description="The prompt's name.")
    prompt_hash: str | None = Field(description="SHA-256 of the prompt's file, in hex.")
    mode: str | None = Field(description="How structured output is asked for.")
    temperature: float | None = Field(description="Null where none is sent.")
    max_tokens: int | None = Field(description="Tokens that an answer may have.")
    context_window: int | None = Field(description="Tokens that the model takes.")
    split: str | None = Field(description="The split of gold that was asked for; null for all.")
    limit: int | None = Field(description="How many articles were asked for; null for all.")
    epochs: int = Field(ge=1, description="Attempts at each article.")
    replayed: bool = Field(description="Whether recordings answered, in place of an endpoint.")

    @property
    def attempts(self) -> int:
        """Pairs of article and epoch that the whole run has."""
        return len(self.articles) * self.epochs


def manifest_of(
    golds: Sequence[GoldArticle],
    engine: Engine,
    *,
    split: str | None = None,
    limit: int | None = None,
    epochs: int = 1,
    replayed: bool = False,
) -> RunManifest:
    """The manifest of a run that is about to begin, now.

    Args:
        golds: What will be briefed.
        engine: Who will read it; each epoch's is set up like this one.
        split: The split that `golds` were chosen by.
        limit: The limit that `golds` were chosen by.
        epochs: Attempts at each article.
        replayed: Whether recordings answer.
    """
    from summarizer.scoring.gold import digest_of

    setup = engine.setup
    return RunManifest(
        created=dt.datetime.now(dt.UTC),
        package=VERSION,
        codebook=CODEBOOK,
        scorer=SCORER,
        gold=digest_of(golds),
        articles={gold.id: gold.digest for gold in golds},
        engine=engine.name,
        model=engine.model,
        endpoint=setup.endpoint,
        prompt=setup.prompt,
        prompt_hash=setup.prompt_hash,
        mode=setup.mode,
        temperature=setup.temperature,
        max_tokens=setup.max_tokens,
        context_window=setup.context_window,
        split=split,
        limit=limit,
        epochs=epochs,
        replayed=replayed,
    )


def differences(kept: RunManifest, wanted: RunManifest) -> list[str]:
    """In what the attempts of two manifests would differ, as `model a, not b`; empty if in none."""
    names = [name for name in RunManifest.model_fields if name not in _NOT_MEANING]
    return differing(kept, wanted, names)
