"""The word lists of `data/*.toml`, each read once and only when first asked for."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import tomli


def toml(package: str, name: str) -> dict[str, Any]:
    """The parsed file `NAME.toml` in a package's folder; `name` may begin with another folder's."""
    # By tomli, the library that tomllib was taken from: it is compiled, and with tomllib a cold
    # brief would spend a twentieth of its time on word lists.
    return tomli.loads((files(package) / f"{name}.toml").read_text("utf-8"))


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`; its comments say what each key holds."""
    return toml("summarizer.language", f"data/{name}")


@cache
def roles(*lists: str) -> frozenset[str]:
    """The entries of these lists of `data/roles.toml`, folded."""
    return frozenset(word.casefold() for name in lists for word in table("roles")[name])


@cache
def role_parts() -> frozenset[str]:
    """Every single word in any list of `data/roles.toml`, folded."""
    return frozenset(part for words in roles(*table("roles")) for part in words.split())


def either(words: frozenset[str]) -> str:
    """A pattern for one of the words, the longest first, any white space between its parts."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed) + ")"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern compiled when first needed: those over names take a millisecond each."""
    return re.compile(pattern)
