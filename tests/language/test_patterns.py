"""Patterns that are compiled when first used."""

from __future__ import annotations

import re

import pytest

from summarizer.language.patterns import pattern


def test_a_pattern_finds_what_the_compiled_one_finds() -> None:
    lazy, compiled = pattern(r"(\w)a", re.IGNORECASE), re.compile(r"(\w)a", re.IGNORECASE)
    text = "BA na xx"
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert (lazy.findall(text), lazy.split(text)) == (compiled.findall(text), compiled.split(text))
    assert lazy.sub(r"\1", text) == compiled.sub(r"\1", text)
    found = lazy.search(text, 1), lazy.match(text), lazy.fullmatch(text, 0, 2)
    assert [m and m[0] for m in found] == ["na", "BA", "BA"]
    assert lazy.pattern == compiled.pattern


def test_a_pattern_is_compiled_when_first_used_and_not_before() -> None:
    broken = pattern("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("")
    assert not hasattr(pattern("a"), "nonsense")
