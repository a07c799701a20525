"""The word lists of `data/*.toml`, each read once and only when first asked for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml`; its comments say what each key holds."""
    import tomllib

    data = Path(__file__).with_name("data") / f"{name}.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


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
