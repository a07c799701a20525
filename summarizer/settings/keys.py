"""Which key goes to which endpoint: the one place that decides it.

The rule: a key goes where its owner has chosen to send articles, and nowhere else.

- Without a `base_url` that is the provider's own host.
- A `base_url` from an option, the environment or the user's own file is the user's choice.
- A `base_url` from a project's file is the choice of whoever wrote that file. It gets no key, from
  wherever, unless the user's own `trusted_hosts` list its host, and then only over https.
- A key that stands in the user's own file beside a `base_url` belongs to that endpoint alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.settings.endpoint import authority_of, host_of, is_loopback
from summarizer.settings.fields import BUILT_IN, Settings
from summarizer.settings.layers import DEFAULT, Layer, Origin, Source, checked

PROVIDER_VARIABLES: Mapping[str, tuple[str, ...]] = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "mistral": ("MISTRAL_API_KEY",),
    "groq": ("GROQ_API_KEY",),
    "cerebras": ("CEREBRAS_API_KEY",),
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "fireworks": ("FIREWORKS_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "perplexity": ("PERPLEXITY_API_KEY",),
    "together": ("TOGETHER_API_KEY",),
    "xai": ("XAI_API_KEY",),
    "ollama": (),
}
"""The variables in which each provider's users keep their key, the first found counts."""

OPENAI_BASE_URL = "OPENAI_BASE_URL"


@dataclass(frozen=True)
class Key:
    """The key to send, where it came from, and what the user should know."""

    secret: SecretStr | None = None
    origin: Origin = DEFAULT
    notes: tuple[str, ...] = ()


def provider_of(model: str | None, base_url: str | None) -> str | None:
    """The provider that `model` names; `openai` for any other name at a `base_url`.

    None without a model, for the built-in engine, and for a name that says no known provider.
    """
    if model is None or model == BUILT_IN:
        return None
    prefix, slash, _ = model.partition("/")
    if slash and prefix in PROVIDER_VARIABLES:
        return prefix
    return "openai" if base_url or not slash else None


def resolved_key(
    settings: Settings,
    origins: Mapping[str, Origin],
    layers: Mapping[Source, Layer],
    env: Mapping[str, str],
) -> Key:
    """The key for the endpoint that `settings` name, by the rule of this module.

    Args:
        settings: The merged settings; their own `api_key` is not looked at.
        origins: Where each setting came from.
        layers: Every layer that there is, by its place.
        env: The environment, for the providers' own variables.

    Raises:
        SettingError: A provider's variable holds what cannot be a key.
    """
    url, origin = settings.base_url, origins["base_url"]
    provider = provider_of(settings.model, url)
    if not settings.uses_model:
        return Key()
    notes = _destination_notes(settings, origin)
    if provider == "ollama" and url is None:  # this machine's own, which wants no key
        return Key(notes=notes)
    found = next(_keys(provider, origin, layers, env), None)
    if found is None:
        return Key(notes=notes)
    refusal = _refusal(settings, origin, found, layers.get(Source.USER, Layer()))
    if refusal:
        return Key(notes=(*notes, refusal))
    if url and not _is_private(url):
        notes += (f"the key is sent to {host_of(url)} over http, where others can read it",)
    return Key(found.secret, found.origin, notes)


def _keys(
    provider: str | None,
    url_origin: Origin,
    layers: Mapping[Source, Layer],
    env: Mapping[str, str],
) -> Iterator[Key]:
    """Every key at hand, the best first.

    The user's file comes before the providers' variables only where it also names the endpoint:
    a key beside a `base_url` is meant for it, elsewhere a provider's own key is the better match.
    """

    def of(source: Source) -> Iterator[Key]:
        layer = layers.get(source, Layer())
        if layer.settings.api_key is not None:
            yield Key(layer.settings.api_key, layer.origins["api_key"])

    yield from of(Source.OPTION)
    yield from of(Source.ENVIRONMENT)
    if url_origin.source is Source.USER:
        yield from of(Source.USER)
    for name in PROVIDER_VARIABLES.get(provider or "", ()):
        if env.get(name, "").strip():
            origin = Origin(Source.ENVIRONMENT, name)
            layer = checked({"api_key": env[name]}, {"api_key": origin})
            yield Key(layer.settings.api_key, origin)
    yield from of(Source.USER)


def _refusal(settings: Settings, origin: Origin, found: Key, user: Layer) -> str:
    """Why the key found may not go to `settings.base_url`; empty if it may."""
    url, theirs = settings.base_url, user.settings.base_url
    if url and origin.source is Source.PROJECT:
        if _is_trusted(url, settings.trusted_hosts):
            return ""
        over = "" if _is_private(url) else " and use https"
        return (
            f"the key in {found.origin} is not sent to {host_of(url)}, which {origin} names; to "
            f"allow it, list {host_of(url)} in trusted_hosts in your own file{over}"
        )
    if found.origin.source is Source.USER and theirs:
        if url and authority_of(theirs) == authority_of(url):
            return ""
        return (
            f"the key in {found.origin} is for {host_of(theirs)}, which stands beside it, and is "
            f"not sent to {host_of(url) if url else 'another'}; set SUMMARIZER_API_KEY to send one"
        )
    return ""


def _destination_notes(settings: Settings, origin: Origin) -> tuple[str, ...]:
    """Where articles go if neither the user nor the model's name has said so."""
    if origin.source is not Source.PROJECT:
        return ()
    if settings.base_url is None:
        return (f"articles are sent to the model's own provider, as {origin} says",)
    host = host_of(settings.base_url)
    if is_loopback(host) or _is_trusted(settings.base_url, settings.trusted_hosts):
        return ()
    return (f"articles are sent to {host}, as {origin} says",)


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read what is sent there."""
    return urlsplit(url).scheme == "https" or is_loopback(host_of(url))


def _is_trusted(url: str, trusted_hosts: tuple[str, ...]) -> bool:
    named = {host_of(url), authority_of(url)}
    return _is_private(url) and not named.isdisjoint(trusted_hosts)
