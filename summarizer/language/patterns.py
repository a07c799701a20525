"""Patterns that are compiled when first used.

Compiling takes some 0.3 ms each and there are hundreds: an article needs about half of them, and
a start of the program no others.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, with its methods and `pattern` only, compiled at the first call."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))


class _Uncompiled:
    """Stands in for a pattern; from the first use on it has the pattern's own methods."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


DIGITS = pattern(r"\d\d*")
"""Each run of digits; as `\\d+`, without a set in front, it takes half as long again."""
