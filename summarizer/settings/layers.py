"""Where settings stand: options, the environment, a project's file, the user's own file.

Each place gives a `Layer`: the settings that it names, checked, and where each was found. A layer
is checked as a whole, so that a wrong value is told even where a higher layer hides it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from summarizer.errors import SettingError
from summarizer.settings.fields import Settings, is_prompt_name

PROJECT_FILE = "summarizer.toml"
PREFIX = "SUMMARIZER_"

_LARGEST_FILE = 64 * 1024
"""Bytes. A project's file may come from anybody, and may be a link to something endless."""

_NEVER_SHOWN = {"api_key", "base_url"}
"""A wrong key is a secret all the same, and a wrong URL may hold one."""

NOT_IN_PROJECT = {
    "api_key": "a secret does not belong in a file that is shared",
    "trusted_hosts": "which hosts may get your key is for you alone to say",
    "allow_private": "it would open the addresses of your own network to a file that is shared",
    "otel": "what is sent, and where, is for you alone to say",
    "cache_dir": "completions kept where a project says could be forged by it, or leak into it",
}
"""What a project's file may not set, and why: whoever wrote it may not be who runs it."""


class Source(StrEnum):
    """The places where a setting may stand, the strongest first."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    PROJECT = "project file"
    USER = "user file"
    DEFAULT = "default"


@dataclass(frozen=True)
class Origin:
    """Where a value came from: the place, and the option, variable or path in it."""

    source: Source
    where: str = ""

    def __str__(self) -> str:
        return f"{self.source} {printable(self.where)}".rstrip()


DEFAULT = Origin(Source.DEFAULT)


@dataclass(frozen=True)
class Layer:
    """The settings of one place: only `settings.model_fields_set` count."""

    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, Origin] = field(default_factory=dict)


def printable(text: str) -> str:
    """`text` without terminal codes: what cannot be printed is written as its escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def from_options(options: Mapping[str, object]) -> Layer:
    """The options given; a None is an option not given.

    Raises:
        SettingError: An option is unknown or has a wrong value.
    """
    given = {name: value for name, value in options.items() if value is not None}
    origins = {n: Origin(Source.OPTION, "--" + n.replace("_", "-")) for n in given}
    return checked(given, origins)


def from_environment(env: Mapping[str, str]) -> tuple[Layer, list[str]]:
    """The variables SUMMARIZER_…, and notes on those that are no setting; an empty one is unset.

    Raises:
        SettingError: A variable has a wrong value.
    """
    known = {variable(name): name for name in Settings.model_fields}
    given = {name: env[v] for v, name in known.items() if env.get(v, "").strip()}
    origins = {name: Origin(Source.ENVIRONMENT, variable(name)) for name in given}
    notes = [
        f"the environment's {printable(v)} is no setting{_near(v, known, '; did you mean {}?')}"
        for v in sorted(env)
        if v.startswith(PREFIX) and v not in known
    ]
    return checked(given, origins), notes


def from_file(path: Path, source: Source) -> Layer:
    """The settings of a TOML file; its relative paths start at its own folder.

    Raises:
        SettingError: The file cannot be read, or has a key or value that is wrong or not for it.
    """
    origin = Origin(source, str(path))
    table = _table(path, origin)
    if source is Source.PROJECT:
        for name in sorted(table.keys() & NOT_IN_PROJECT.keys()):
            raise SettingError(
                f"{origin}: {name} may not be set here",
                f"{NOT_IN_PROJECT[name]}; set {variable(name)}, or {name} in your own file",
            )
    layer = checked(table, dict.fromkeys(table, origin), strict=True)
    return Layer(_anchored(layer.settings, path.parent, origin), layer.origins)


def checked(
    given: Mapping[str, Any], origins: Mapping[str, Origin], *, strict: bool = False
) -> Layer:
    """A layer from raw values; `strict` takes no text for a number (TOML has both).

    Raises:
        SettingError: A name is unknown or a value wrong; a key's value is never shown.
    """
    for name in given:
        if name not in Settings.model_fields:
            near = _near(name, Settings.model_fields, "did you mean {}?")
            raise SettingError(
                f"{origins[name]}: there is no setting {name!r}",
                near or "the settings are " + ", ".join(Settings.model_fields),
            )
    try:
        return Layer(Settings.model_validate(dict(given), strict=strict), origins)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    expected = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    value = "" if name in _NEVER_SHOWN else f", not {printable(repr(first['input']))[:80]}"
    raise SettingError(
        f"{origins[name]}: {name} should be {expected}{value}",
        Settings.model_fields[name].description or "",
    )


def exists(path: Path, *, if_hidden: bool) -> bool:
    """Whether there is something at `path`; `if_hidden` where its folder may not be searched."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return if_hidden
    return True


def project_file(cwd: Path | None) -> Path | None:
    """The nearest `summarizer.toml`, from `cwd` up to its git root, or else to the home folder.

    None for `cwd` is the working folder.

    Outside both only `cwd` itself is looked at: a file in a shared folder such as /tmp must not
    steer what is done below it.
    """
    try:
        start = Path.cwd() if cwd is None else cwd.absolute()
    except FileNotFoundError:  # the working folder was deleted
        return None
    try:
        home = Path.home()
    except RuntimeError:
        home = None
    folders = (start, *start.parents)
    top = next((f for f in folders if f == home or exists(f / ".git", if_hidden=False)), start)
    candidates = (f / PROJECT_FILE for f in folders[: folders.index(top) + 1])
    return next((c for c in candidates if exists(c, if_hidden=False)), None)


def _table(path: Path, origin: Origin) -> dict[str, Any]:
    try:
        if not path.is_file():
            raise SettingError(f"{origin}: this is no file", "remove it, or write a TOML file")
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise SettingError(
            f"{origin}: cannot be read ({error.strerror})", "check its permissions"
        ) from None
    if len(data) > _LARGEST_FILE:
        raise SettingError(
            f"{origin}: is over {_LARGEST_FILE} bytes", "a file of settings is a few lines long"
        )
    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingError(
            f"{origin}: is not UTF-8 (byte {error.start})", "save it as UTF-8"
        ) from None
    except (ValueError, RecursionError) as error:
        raise SettingError(
            f"{origin}: is not TOML ({printable(str(error))})", "write lines such as tries = 5"
        ) from None


def _anchored(settings: Settings, folder: Path, origin: Origin) -> Settings:
    """The settings with relative paths made absolute from `folder`.

    Raises:
        SettingError: A project's prompt is outside the project: sent to an endpoint that the
            same file may name, it would give away any file that the user can read.
    """
    update: dict[str, object] = {}
    if "cache_dir" in settings.model_fields_set:
        update["cache_dir"] = folder / settings.cache_dir
    if "prompt" in settings.model_fields_set and not is_prompt_name(settings.prompt):
        prompt = folder / settings.prompt
        if origin.source is Source.PROJECT and not _is_inside(prompt, folder):
            raise SettingError(
                f"{origin}: prompt leads out of the project's folder",
                "name a shipped prompt or a file beside this one; any other may be an option",
            )
        update["prompt"] = str(prompt)
    return settings.model_copy(update=update)


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def _near(name: str, known: Mapping[str, object], words: str) -> str:
    close = difflib.get_close_matches(name, known, n=2)
    return words.format(" or ".join(close)) if close else ""
