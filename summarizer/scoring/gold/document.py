"""Gold files as trees of text: YAML and JSON read without any guessing of types.

PyYAML by itself reads `134` as a number, `1:30` as 90, `No` as false and `1_935` as 1935. Here
every scalar stays the text it is, but for null; the models know which of them are numbers, days or
flags. Only YAML's events are read and nothing is constructed, so tags can do no harm; and nesting
is counted on the way, since libyaml's own composer overflows the stack on many open brackets.
"""

from __future__ import annotations

import json
from typing import Any

import yaml

from summarizer.reading.base import shown

Tree = dict[str, Any] | list[Any] | str | bool | None
"""Mappings, lists, text, null; true and false from JSON only."""

MAX_BYTES = 5_000_000
"""No label is longer; whatever is, is no label."""
_MOST_VALUES = 200_000  # anchors can make a small file stand for billions of values
_DEEPEST = 50  # a label has 4 levels
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))})

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast


class UnreadableError(ValueError):
    """A file is no YAML or JSON, or holds what cannot be meant.

    Attributes:
        what: What is wrong, in words.
        line: The line it is on, from 1; None if that is not known.
    """

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line

    @property
    def where(self) -> str:
        """The line in words; empty if it is not known."""
        return f"line {self.line}" if self.line else ""


def parse(data: bytes, *, is_json: bool) -> Tree:
    """The tree of a file.

    Args:
        data: The file's bytes.
        is_json: Whether it is JSON; else YAML.

    Raises:
        UnreadableError: It is not UTF-8 or not well formed, or holds a key twice, a tag, or two
            documents.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError("not UTF-8: save the file in that encoding", line) from None
    if not text.strip():
        raise UnreadableError("the file is empty")
    return _json(text) if is_json else _yaml(text)


def _json(text: str) -> Tree:
    try:
        tree: Tree = json.loads(
            text, object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg}", error.lineno) from None
    except RecursionError:
        raise UnreadableError("nested too deeply for a label") from None
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in pairs:
        if key in tree:
            raise UnreadableError(f"the key “{shown(key)}” stands twice in one object")
        tree[key] = value
    return tree


def _yaml(text: str) -> Tree:
    loader = None
    try:
        loader = _Loader(text)
        return _Composer(loader).tree()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"holds the control character {ord(text[error.position]):#04x}"
        raise UnreadableError(f"not YAML: {what}; take it out", line) from None
    except yaml.MarkedYAMLError as error:
        raise _malformed(text, error) from None
    finally:
        if loader is not None:
            loader.dispose()


def _malformed(text: str, error: yaml.MarkedYAMLError) -> UnreadableError:
    """The parser's words, and the line where what it complains of is or began."""
    what = error.problem or "malformed"
    mark = error.problem_mark
    if mark is None:
        return UnreadableError(f"not YAML: {what}")
    lines = text.split("\n")
    here = lines[mark.line][mark.column :][:1] if mark.line < len(lines) else ""
    if "cannot start any token" in what:
        what = "a tab: indent with spaces" if here == "\t" else f"put the text at {here} in quotes"
    elif error.context:
        began = f" on line {error.context_mark.line + 1}" if error.context_mark else ""
        what = f"{what} ({error.context} that begins{began})" if began else what
    return UnreadableError(f"not YAML: {what}", mark.line + 1)


class _Composer:
    """One document's tree from a parser's events."""

    def __init__(self, parser: Any) -> None:
        self._next = parser.get_event
        self._anchored: dict[str, tuple[Tree, int]] = {}
        self._values = 0

    def tree(self) -> Tree:
        """The document; null if there is none.

        Raises:
            UnreadableError: There is a second one, or what `parse` names.
        """
        tree = None
        self._next()
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if self._values:
                raise UnreadableError("a second document in one file", event.start_mark.line + 1)
            tree = self._node(self._next(), 0)
            self._next()
        return tree

    def _node(self, event: Any, depth: int) -> Tree:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), line)
        self._count(1, line)
        if event.tag not in _TAGS:
            raise UnreadableError(f"a tag ({shown(event.tag)}): labels have none", line)
        if depth > _DEEPEST:
            raise UnreadableError("nested too deeply for a label", line)
        before = self._values
        tree: Tree
        if isinstance(event, yaml.ScalarEvent):
            is_plain = event.implicit[0] and event.tag is None
            tree = None if is_plain and event.value in _NULLS else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            tree = self._sequence(depth)
        else:
            tree = self._mapping(depth)
        if event.anchor is not None:
            self._anchored[event.anchor] = tree, self._values - before + 1
        return tree

    def _sequence(self, depth: int) -> list[Any]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise UnreadableError(
                    "a key that is no plain word; put text with : or { in quotes", line
                )
            if event.value in tree:
                raise UnreadableError(
                    f"the key “{shown(event.value)}” stands twice in one mapping", line
                )
            tree[event.value] = self._node(self._next(), depth + 1)
        return tree

    def _alias(self, anchor: str, line: int) -> Tree:
        if anchor not in self._anchored:
            raise UnreadableError(
                f"*{shown(anchor)} refers to an anchor that is not finished", line
            )
        tree, values = self._anchored[anchor]
        self._count(values, line)
        return tree

    def _count(self, values: int, line: int) -> None:
        self._values += values
        if self._values > _MOST_VALUES:
            raise UnreadableError(f"stands for more than {_MOST_VALUES:,} values", line)
