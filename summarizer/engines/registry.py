"""The one place that turns a model's name into an engine.

| name | engine |
|---|---|
| none, `rules` | the built-in rules |
| `openai/NAME`, or `groq/NAME` and the like | that provider's OpenAI-compatible endpoint |
| `ollama/NAME` | the one on this machine, which wants no key |
| any, with a `base_url` | that endpoint; a prefix as above is cut off, the rest is the name |
| `anthropic/NAME`, `google/NAME` ... | the provider's own API, through the SDK of an extra |

Importing this module, and making an engine, imports no SDK.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.engines.base import Engine
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.settings import Settings
from summarizer.settings.endpoint import authority_of
from summarizer.settings.keys import PROVIDER_VARIABLES

if TYPE_CHECKING:
    from summarizer.engines.llm.cache import Completions
    from summarizer.engines.llm.endpoint import Wire
    from summarizer.engines.llm.turns import Turns

ADDRESSES: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "cerebras": "https://api.cerebras.ai/v1",
    "deepseek": "https://api.deepseek.com",
    "fireworks": "https://api.fireworks.ai/inference/v1",
    "groq": "https://api.groq.com/openai/v1",
    "ollama": "http://localhost:11434/v1",
    "openrouter": "https://openrouter.ai/api/v1",
    "perplexity": "https://api.perplexity.ai",
    "together": "https://api.together.xyz/v1",
    "xai": "https://api.x.ai/v1",
}
"""By provider: the base URL of its OpenAI-compatible endpoint."""

_PRICE_LISTS = {"xai": "x-ai", "ollama": None, "cerebras": None}
"""Where genai-prices has another name for a provider, or no prices."""

_FORMS = (
    "a model is named as PROVIDER/NAME, such as openai/NAME, anthropic/NAME or ollama/NAME; "
    "as a bare NAME with a base_url; or `rules` for the built-in engine"
)


def engine_for(
    settings: Settings,
    *,
    completions: Completions | None = None,
    turns: Turns | None = None,
    through: Callable[[Wire], Wire] | None = None,
) -> Engine:
    """The engine that the settings ask for.

    Args:
        settings: Their `api_key` is the key that this endpoint may get; None if it gets none.
        completions: Where completions are kept and looked up, in place of the settings' cache.
        turns: Gives every try of a request its turn; the engine's own gate if None.
        through: Puts something between the engine and the wire to its endpoint.

    Raises:
        SettingError: The model's name is of no known form, its provider's extra is not installed,
            or the prompt is wrong.
        EngineError: The provider wants a key and there is none.
    """
    if not settings.uses_model:
        from summarizer.engines.rules.engine import RulesEngine

        return RulesEngine()
    if completions is None and settings.cache:
        from summarizer.engines.llm.cache import Completions as Kept

        completions = Kept(settings.completions_dir)
    wire = _wire(settings)
    return _reader(settings, through(wire) if through else wire, completions, turns)


def replay_engine(settings: Settings, folder: Path) -> Engine:
    """The engine that the settings ask for, answered by recordings alone: no network, no key.

    Neither the recording's address nor the provider's SDK is needed. What is not recorded is an
    `Unrecorded` error of that article. The built-in rules need no recordings.

    Args:
        settings: Model, prompt, mode, temperature and limits have to be those of the recording.
        folder: The recordings: a folder of kept completions.

    Raises:
        SettingError: The folder has recordings of several endpoints for that model and the
            settings name none of them, or the prompt is wrong.
    """
    if not settings.uses_model:
        return engine_for(settings)
    from summarizer.engines.llm.replay import Recorded, Recordings, recorded_at

    whole = settings.model or ""
    provider, _, name = whole.partition("/")
    names = [whole, name] if name and provider in PROVIDER_VARIABLES else [whole]
    where, model = recorded_at(folder, names, _asked(settings))
    wire = Recorded(where, model, settings.mode, settings.temperature)
    return _reader(settings, wire, Recordings(folder))


def _asked(settings: Settings) -> tuple[str, str] | None:
    """The endpoint that `engine_for` would ask, and the model's name there; None if it cannot."""
    provider, name = _named(settings)
    if settings.base_url:
        return authority_of(settings.base_url), name
    if provider in ADDRESSES:
        return authority_of(ADDRESSES[provider]), name
    return (provider, name) if provider in PROVIDER_VARIABLES and name else None


def _named(settings: Settings) -> tuple[str, str]:
    """Provider and model's name; with a base_url the name is whole unless its prefix is known."""
    whole = settings.model or ""
    provider, _, name = whole.partition("/")
    if settings.base_url and not (name and provider in ADDRESSES):
        return "", whole
    return provider, name


def _reader(
    settings: Settings, wire: Wire, completions: Completions | None, turns: Turns | None = None
) -> Engine:
    from summarizer.engines import prompts
    from summarizer.engines.llm.engine import LlmEngine, Sizes
    from summarizer.engines.llm.policy import Policy

    policy = Policy(
        where=wire.where,
        tries=settings.tries,
        patience=settings.patience,
        timeout=settings.timeout,
        key=_key(settings),
        turns=turns,
    )
    return LlmEngine(
        wire,
        prompts.load(settings.prompt),
        policy,
        Sizes(context_window=settings.context_window, max_tokens=settings.max_tokens),
        model=settings.model,
        completions=completions,
    )


def _wire(settings: Settings) -> Wire:
    provider, name = _named(settings)
    if settings.base_url:
        return _endpoint(settings, provider, name)
    if not name or provider not in PROVIDER_VARIABLES:
        raise SettingError(f"there is no model {settings.model!r}", _FORMS)
    variables = PROVIDER_VARIABLES[provider]
    if variables and settings.api_key is None:
        raise EngineError(
            f"{settings.model} wants a key and there is none",
            f"set {' or '.join(variables)}, or SUMMARIZER_API_KEY",
            code=ExitCode.NO_KEY,
        )
    return _endpoint(settings, provider, name) if provider in ADDRESSES else _sdk(settings)


def _endpoint(settings: Settings, provider: str, name: str) -> Wire:
    from summarizer.engines.llm.endpoint import Endpoint

    own = ADDRESSES.get(provider, "")
    address = settings.base_url or own
    is_own = bool(own) and authority_of(own) == authority_of(address)
    return Endpoint(
        where=authority_of(address),
        model=name,
        base_url=address,
        mode=settings.mode,
        prices=_PRICE_LISTS.get(provider, provider) if is_own else None,
        key=_key(settings),
        temperature=settings.temperature,
        timeout=settings.timeout,
    )


def _sdk(settings: Settings) -> Wire:
    from summarizer.engines.llm.provided import SDKS, Provided, is_installed

    provider, _, name = (settings.model or "").partition("/")
    if not is_installed(provider):
        raise SettingError(
            f"{settings.model} needs the SDK of {provider}, which is not installed",
            f'pip install "{SDKS[provider][1]}"',
        )
    return Provided(
        provider=provider,
        model=name,
        mode=settings.mode,
        key=_key(settings),
        temperature=settings.temperature,
        timeout=settings.timeout,
    )


def _key(settings: Settings) -> str | None:
    return settings.api_key.get_secret_value() if settings.api_key else None
