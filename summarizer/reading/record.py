"""JSON: one object that holds one article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import headers, page
from summarizer.reading.base import Found, shown
from summarizer.reading.sniffing import is_page

TEXT_KEYS = ("text", "body", "content", "article")
"""Where an object's text is looked for, in this order."""


def extract(text: str, *, name: str) -> Found:
    """The article in a JSON document.

    Raises:
        SourceError: UNREADABLE, not JSON or more than one value; NO_ARTICLE, not an object or
            without a text.
    """
    return from_mapping(parse(text, name=name), name=name)


def parse(text: str, *, name: str) -> dict[str, object]:
    """The one object in a JSON document.

    Raises:
        SourceError: UNREADABLE, not JSON or more than one value; NO_ARTICLE, not an object.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise SourceError(
                f"{shown(name)} holds more than one JSON value",
                "one object is one article here",
            ) from None
        where = f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"{shown(name)} is not JSON: {error.msg} at {where}") from None
    except (RecursionError, ValueError):  # nested too deep; a number of thousands of digits
        raise SourceError(f"{shown(name)} is JSON that cannot be read") from None
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "a single value"
        raise SourceError(
            f"{shown(name)} is JSON, but {what}: wanted is one object with {_keys()}",
            "`summarizer batch` reads lists of articles" if isinstance(value, list) else "",
            code=ExitCode.NO_ARTICLE,
        )
    return value


def from_mapping(record: Mapping[str, object], *, name: str) -> Found:
    """The article in one object: text under one of `TEXT_KEYS`, the rest under a header's keys.

    Raises:
        SourceError: NO_ARTICLE, none of the text keys holds a string.
    """
    by_key = {str(key).lower(): value for key, value in record.items()}
    body = next((v for key in TEXT_KEYS if isinstance(v := by_key.get(key), str)), None)
    if body is None:
        raise SourceError(
            f"{shown(name)} has no text: looked for {_keys()}", code=ExitCode.NO_ARTICLE
        )
    known, notes = headers.known_from(_pairs(record))
    line, body = headers.split_line(body.removeprefix("\ufeff"))
    known = known.over(line)
    if not is_page(body):
        return Found(body, known, notes)
    inside = page.extract(body, name=name)
    return Found(inside.text, known.over(inside.known), notes + inside.notes)


def _pairs(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The keys that say something of the article, their values as words.

    An object's other keys are a data set's own business (topics, counts) and are passed over.
    """
    for key, value in record.items():
        if headers.field_of(key) is None:
            continue
        named = value.get("name") if isinstance(value, dict) else value  # {"name": "The Outlet"}
        if isinstance(named, str | int | float) and not isinstance(named, bool):
            yield key, str(named)


def _keys() -> str:
    return f"{', '.join(TEXT_KEYS[:-1])} or {TEXT_KEYS[-1]}"
