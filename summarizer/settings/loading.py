"""The settings in force: the layers merged, with the origin of every value."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import platformdirs
from pydantic import SecretStr

from summarizer.errors import SettingError
from summarizer.settings.fields import NONE, Settings
from summarizer.settings.keys import OPENAI_BASE_URL, provider_of, resolved_key
from summarizer.settings.layers import (
    DEFAULT,
    Layer,
    Origin,
    Source,
    checked,
    exists,
    from_environment,
    from_file,
    from_options,
    printable,
    project_file,
)


@dataclass(frozen=True)
class Loaded:
    """Settings ready for use.

    Attributes:
        settings: The values in force; `api_key` is the key that this endpoint may get.
        origins: Where each value came from, by the setting's name; one for every setting.
        notes: What the user should know, one line each; none of it stops a run.
    """

    settings: Settings
    origins: Mapping[str, Origin]
    notes: tuple[str, ...]


class Row(NamedTuple):
    """One setting, in words to be shown."""

    name: str
    value: str
    origin: str
    description: str


def load(
    options: Mapping[str, object] = MappingProxyType({}),
    *,
    env: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
    user_file: Path | None = None,
) -> Loaded:
    """The settings in force, each from the strongest place that names it.

    Args:
        options: Settings by name; a None is an option not given.
        env: The environment.
        cwd: Where the search for a project's file starts; by default the working folder.
        user_file: The user's own file, which need not exist; by default `user_path()`.

    Raises:
        SettingError: A place names an unknown setting or a wrong value, a project's file sets
            what it may not, a file cannot be read, or the limits contradict each other.
    """
    layers, notes = _layers(options, env, cwd, user_path() if user_file is None else user_file)
    settings, origins = _merged(layers)
    if _openai_url_counts(settings, layers, env):
        layers[Source.ENVIRONMENT] = _with_openai_url(layers[Source.ENVIRONMENT], env)
        settings, origins = _merged(layers)
    _check_room(settings, origins)
    key = resolved_key(settings, origins, layers, env)
    return Loaded(
        settings.model_copy(update={"api_key": key.secret}),
        origins | {"api_key": key.origin},
        (*notes, *key.notes),
    )


def describe(loaded: Loaded) -> list[Row]:
    """Every setting in words, in the order of `Settings`; a key is only said to be set."""
    return [
        Row(name, _shown(getattr(loaded.settings, name)), str(loaded.origins[name]), description)
        for name, description in (
            (n, f.description or "") for n, f in Settings.model_fields.items()
        )
    ]


def user_path() -> Path:
    """Where the user's own file is looked for."""
    return platformdirs.user_config_path("summarizer", appauthor=False) / "config.toml"


def _layers(
    options: Mapping[str, object], env: Mapping[str, str], cwd: Path | None, user_file: Path
) -> tuple[dict[Source, Layer], list[str]]:
    """The layers that there are, and notes on them."""
    environment, notes = from_environment(env)
    layers = {Source.OPTION: from_options(options), Source.ENVIRONMENT: environment}
    found = project_file(cwd)
    if found is not None:
        layers[Source.PROJECT] = from_file(found, Source.PROJECT)
    if exists(user_file, if_hidden=True):
        user = layers[Source.USER] = from_file(user_file.absolute(), Source.USER)
        if "api_key" in user.origins and _open_to_others(user_file):
            notes.append(f"{user.origins['api_key']} holds a key and is open to others: chmod 600")
    return layers, notes


def _merged(layers: Mapping[Source, Layer]) -> tuple[Settings, dict[str, Origin]]:
    """The strongest value of each setting, and the origin of all of them."""
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, DEFAULT)
    for source in reversed(Source):
        for name, origin in layers.get(source, Layer()).origins.items():
            values[name], origins[name] = getattr(layers[source].settings, name), origin
    return Settings.model_validate(values), origins


def _openai_url_counts(
    settings: Settings, layers: Mapping[Source, Layer], env: Mapping[str, str]
) -> bool:
    """Whether OPENAI_BASE_URL stands in for SUMMARIZER_BASE_URL: OpenAI's names, nothing nearer."""
    url = env.get(OPENAI_BASE_URL, "").strip()
    nearer = (layers[source].origins for source in (Source.OPTION, Source.ENVIRONMENT))
    return (
        url != ""
        and not any("base_url" in origins for origins in nearer)
        and provider_of(settings.model, url) == "openai"
    )


def _with_openai_url(layer: Layer, env: Mapping[str, str]) -> Layer:
    origin = {"base_url": Origin(Source.ENVIRONMENT, OPENAI_BASE_URL)}
    url = checked({"base_url": env[OPENAI_BASE_URL]}, origin).settings.base_url
    return Layer(layer.settings.model_copy(update={"base_url": url}), {**layer.origins, **origin})


def _check_room(settings: Settings, origins: Mapping[str, Origin]) -> None:
    if settings.max_tokens >= settings.context_window:
        raise SettingError(
            f"max_tokens ({settings.max_tokens}, {origins['max_tokens']}) leaves no room in "
            f"context_window ({settings.context_window}, {origins['context_window']})",
            "lower max_tokens: question and answer share the window",
        )


def _open_to_others(path: Path) -> bool:
    others = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
    return os.name == "posix" and bool(path.stat().st_mode & others)


def _shown(value: object) -> str:
    match value:
        case SecretStr():
            return "set"
        case None | ():
            return NONE
        case bool():
            return str(value).lower()
        case tuple():
            return ", ".join(value)
        case _:
            return printable(str(value))
