"""A property that is computed once.

`functools.cached_property` takes a lock in Python 3.11, which costs 1 µs each time that a value is
made: some 150 are for every article.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Made = TypeVar("Made")


class cached_property(Generic[Made]):  # noqa: N801  # named as the one that it stands in for
    """`functools.cached_property` without its lock: two threads may both make the value."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self._name = ""
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, one: None, owner: type | None = None) -> Self: ...

    @overload
    def __get__(self, one: object, owner: type | None = None) -> Made: ...

    def __get__(self, one: object | None, owner: type | None = None) -> Self | Made:
        """Make the value and put it where the next look finds it before this method."""
        if one is None:
            return self
        made: Made = self._make(one)
        one.__dict__[self._name] = made
        return made
