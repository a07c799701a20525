"""The settings: their names, types, limits and defaults."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
)

from summarizer.settings.endpoint import checked_host, checked_url

NONE = "none"
"""What switches off a setting that may be null: TOML and the environment have no word for it."""

BUILT_IN = "rules"
"""The model name that means no model: the engine that ships with the program."""

_NAME = re.compile(r"[\w-]+")


def is_prompt_name(prompt: str) -> bool:
    """Whether `prompt` names a shipped prompt; anything else is the path to a file.

    A path therefore has a separator or a dot: `./brief` is the file beside you.
    """
    return _NAME.fullmatch(prompt) is not None


def _null(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() == NONE else value


def _listed(value: object) -> object:
    """An environment variable's commas, and TOML's lists, as a tuple."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(value) if isinstance(value, list) else value


def _home_expanded(value: object) -> object:
    if isinstance(value, Path):
        return value
    if not isinstance(value, str):
        raise ValueError("a path")
    try:
        return Path(_plain(value)).expanduser()
    except RuntimeError:
        raise ValueError("a path whose ~ leads to a home") from None


def _plain(value: str) -> str:
    # Settings are printed, and a project's file may come from anybody: no terminal codes.
    if not value.strip() or not value.isprintable():
        raise ValueError("text that is not empty and has no control characters")
    return value.strip()


def _prompt(value: str) -> str:
    return str(_home_expanded(value)) if value.startswith("~") else value


def _key(value: SecretStr) -> SecretStr:
    key = value.get_secret_value().strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("one word of printable ASCII")
    return SecretStr(key)


Text = Annotated[str, AfterValidator(_plain)]
Url = Annotated[str, AfterValidator(_plain), AfterValidator(checked_url)]
Host = Annotated[str, AfterValidator(checked_host)]
Temperature = Annotated[float, Field(ge=0, le=2)]


class Settings(BaseModel):
    """How briefs are made. Where each value may come from is told in `summarizer.settings`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True
    )

    model: Text | None = Field(
        default=None,
        description="The language model, as PROVIDER/NAME (a bare NAME with a base_url); "
        "without one, or with `rules`, the built-in engine runs.",
    )
    base_url: Annotated[Url | None, BeforeValidator(_null)] = Field(
        default=None,
        description="Address of an OpenAI-compatible endpoint; without one, or with `none`, "
        "the provider's own.",
    )
    api_key: Annotated[SecretStr, AfterValidator(_key)] | None = Field(
        default=None,
        exclude=True,
        repr=False,
        description="The endpoint's key; without one, the provider's own variable is read, "
        "such as OPENAI_API_KEY.",
    )
    prompt: Annotated[Text, AfterValidator(_prompt)] = Field(
        default="brief", description="Name of a shipped prompt, or the path to a prompt's file."
    )
    mode: Literal["tools", "json_schema", "json"] = Field(
        default="tools", description="How the model is asked for structured output."
    )
    timeout: float = Field(
        default=120.0, gt=0, le=86_400, description="Seconds that one try of a request may take."
    )
    tries: int = Field(default=5, ge=1, le=100, description="Tries of one request at most.")
    patience: float = Field(
        default=300.0,
        ge=0,
        le=86_400,
        description="Seconds from the first try of a request after which no other is begun.",
    )
    max_tokens: int = Field(
        default=8192, ge=1, le=10_000_000, description="Tokens that an answer may have."
    )
    context_window: int = Field(
        default=128_000,
        ge=2,
        le=100_000_000,
        description="Tokens that the model takes, question and answer together.",
    )
    temperature: Annotated[Temperature | None, BeforeValidator(_null)] = Field(
        default=0.0,
        description="Sampling temperature; `none` sends none, for models that take none.",
    )
    cache: bool = Field(
        default=True, description="Keep completions, and reuse them for the same request."
    )
    cache_dir: Annotated[Path, BeforeValidator(_home_expanded)] = Field(
        default_factory=lambda: platformdirs.user_cache_path("summarizer", appauthor=False),
        description="Folder of the kept completions.",
    )
    allow_private: bool = Field(
        default=False,
        description="Let articles be fetched from addresses that are not public.",
    )
    max_bytes: int = Field(
        default=10_000_000,
        ge=1,
        le=1_000_000_000,
        description="Bytes that one source, or what it unpacks to, may have.",
    )
    otel: bool = Field(
        default=False,
        description="Send OpenTelemetry's spans and metrics where its own OTEL_* variables say.",
    )
    trusted_hosts: Annotated[tuple[Host, ...], BeforeValidator(_listed)] = Field(
        default=(),
        description="Hosts (HOST or HOST:PORT) that may get a key when a project's file "
        "names them as base_url.",
    )

    @property
    def uses_model(self) -> bool:
        """Whether a language model is asked, rather than the built-in engine."""
        return self.model not in (None, BUILT_IN)

    @property
    def completions_dir(self) -> Path:
        """The cache's folder of completions that were paid for."""
        return self.cache_dir / "completions"
