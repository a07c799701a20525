"""Requests as JSON text; what stands in every one of them is encoded once.

A request is mostly the same as the one before it: the prompt, the schema. Both its digest and its
body are made of all of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_KEPT = 16


class Encoder:
    """Encodes as `json.dumps` does without white space."""

    def __init__(self, *, canonical: bool) -> None:
        """Make an encoder.

        Args:
            canonical: In ASCII and with sorted keys, so that equal JSON has one text. Not for what
                is sent: models answer in the order in which a schema names its properties.
        """
        self._sorts = canonical
        self._plain = json.JSONEncoder(
            ensure_ascii=canonical, sort_keys=canonical, separators=(",", ":")
        ).encode
        self._text = lru_cache(maxsize=_KEPT)(self._plain)
        self._parts: dict[int, tuple[object, str]] = {}

    def encode(self, request: Mapping[str, Any]) -> str:
        """The request's JSON.

        Args:
            request: Its parts other than `messages` are remembered by identity: an object that
                was encoded must not be changed afterwards.
        """
        return self._object(
            {
                key: self._messages(value) if key == "messages" else self._part(value)
                for key, value in request.items()
            }
        )

    def _messages(self, messages: list[dict[str, Any]]) -> str:
        shown = (
            self._object({key: self._value(value) for key, value in message.items()})
            for message in messages
        )
        return f"[{','.join(shown)}]"

    def _object(self, encoded: dict[str, str]) -> str:
        keys = sorted(encoded) if self._sorts else encoded
        pairs = (f"{self._text(key)}:{encoded[key]}" for key in keys)
        return f"{{{','.join(pairs)}}}"

    def _value(self, value: Any) -> str:
        return self._text(value) if isinstance(value, str) else self._plain(value)

    def _part(self, value: Any) -> str:
        if not isinstance(value, dict | list):
            return self._value(value)
        kept = self._parts.get(id(value))
        if kept is None:
            if len(self._parts) >= _KEPT:
                self._parts.clear()
            # The object is kept as well, so that its id cannot become another's.
            kept = self._parts[id(value)] = (value, self._plain(value))
        return kept[1]
