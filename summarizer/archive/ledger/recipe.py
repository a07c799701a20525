"""What a result hangs on beside the article: the part of its key that a user may change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from summarizer.differing import differing
from summarizer.model.vocabulary import CODEBOOK
from summarizer.version import VERSION

if TYPE_CHECKING:
    from summarizer.engines.base import Engine

_NOT_MEANING = frozenset({"endpoint", "prompt", "max_tokens", "context_window"})
"""What may differ without another result being due.

A prompt is known by its hash, not its name; the same model may move to another address; and the two
limits only decide whether an answer is whole: with a larger one, what is whole stays the same, and
what was cut off is taken up with `--retry truncated` without the rest being paid for again.
"""


@dataclass(frozen=True)
class Recipe:
    """How articles are briefed.

    Attributes:
        engine: `rules` or `llm`.
        model: The model asked for; `rules` for the built-in engine.
        codebook: Version of the codebook.
        package: Version of the program, for the built-in engine alone: a new version reads anew for
            nothing, while a model's answers would have to be paid for again.
        prompt_hash: SHA-256 of the prompt's file, in hex.
        mode: How structured output is asked for.
        temperature: None where none is sent.
        prompt: The prompt's name.
        endpoint: Host and port, or the provider's name.
        max_tokens: Tokens that an answer may have.
        context_window: Tokens that the model takes.
    """

    engine: str
    model: str
    codebook: int
    package: str | None
    prompt_hash: str | None
    mode: str | None
    temperature: float | None
    prompt: str | None
    endpoint: str | None
    max_tokens: int | None
    context_window: int | None

    @classmethod
    def of(cls, engine: Engine) -> Recipe:
        """What an engine's results hang on."""
        setup = engine.setup
        return cls(
            engine=engine.name,
            model=engine.model,
            codebook=CODEBOOK,
            package=VERSION if setup.endpoint is None else None,
            prompt_hash=setup.prompt_hash,
            mode=setup.mode,
            temperature=setup.temperature,
            prompt=setup.prompt,
            endpoint=setup.endpoint,
            max_tokens=setup.max_tokens,
            context_window=setup.context_window,
        )

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """A recipe that `as_json` wrote; what a later version may have added is passed over."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in json.loads(text).items() if name in known})

    def as_json(self) -> str:
        """The recipe as the ledger keeps it."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def key(self) -> str:
        """SHA-256 of what makes another result due, in hex."""
        meaning = {n: v for n, v in asdict(self).items() if n not in _NOT_MEANING}
        return hashlib.sha256(json.dumps(meaning, sort_keys=True).encode()).hexdigest()

    def differences(self, wanted: Recipe) -> list[str]:
        """In what another recipe differs, as `model a, not b`; empty if in nothing."""
        return differing(self, wanted, [field.name for field in fields(self)])
