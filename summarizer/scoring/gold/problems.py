"""What is wrong with a gold folder, told in plain lines."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from summarizer.reading.base import shown
from summarizer.scoring.gold.label import (
    Label,
    LabelActor,
    LabelAgreement,
    LabelArticle,
    LabelDemand,
    LabelNegotiation,
    LabelToll,
    LabelWindow,
)

_MODELS: dict[str, type[BaseModel]] = {
    "article": LabelArticle,
    "actors": LabelActor,
    "negotiations": LabelNegotiation,
    "demands": LabelDemand,
    "tolls": LabelToll,
    "agreements": LabelAgreement,
    "when": LabelWindow,
}
_WANTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
}
_PLAIN = {
    "missing": "is missing",
    "string_pattern_mismatch": "is blank: write what the article says, or leave it out",
    "too_short": "wants at least one quote of the article",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        file: The file's name in the folder.
        where: The place in it, such as `tolls[3].figure` (counted from 0) or `line 12`; may be
            empty.
        what: What is wrong and what to do about it, in words.
    """

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.where, self.what) if part)


def place(parts: tuple[int | str, ...]) -> str:
    """The place of a value as it is written in lines: `tolls[3].when.start`."""
    named = (part for part in parts if part != "[key]")  # pydantic's mark of a wrong key
    steps = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)
    return shown("".join(steps).removeprefix("."))


def from_validation(
    file: str, error: ValidationError, model: type[BaseModel] = Label
) -> list[Problem]:
    """What pydantic says of a file that should hold a model, one plain line each."""
    told = error.errors(include_url=False)
    inner = {one["loc"][:-1] for one in told}
    return [
        Problem(file, place(one["loc"]), _said(one, model))
        for one in told
        # A list is called too short as well where its only item is wrong.
        if not (one["type"] == "too_short" and one["loc"] in inner)
    ]


def _said(error: ErrorDetails, model: type[BaseModel]) -> str:
    kind, given = error["type"], error["input"]
    if kind in _WANTED:
        colon = "; put text with a colon in quotes" if isinstance(given, dict) else ""
        return f"should be {_WANTED[kind]}, not {_kind_of(given)}{colon}"
    if kind in ("enum", "literal_error"):
        choices = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        term = f"“{shown(given)}”" if isinstance(given, str) else _kind_of(given)
        return f"unknown term {term}; one of: {choices}"
    if kind == "extra_forbidden":
        return f"there is no such key{_meant(error['loc'], model)}"
    said = str(error["ctx"]["error"]) if kind == "value_error" else error["msg"]
    said = _PLAIN.get(kind, said.removeprefix("Input "))
    return f"{said}{_but(given)}" if said.startswith("should") else said


def _meant(where: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """The key that an unknown one may stand for, or all that there are."""
    inside = next((part for part in reversed(where[:-1]) if isinstance(part, str)), None)
    known = list((_MODELS[inside] if inside else model).model_fields)
    close = get_close_matches(str(where[-1]), known, n=1)
    return f"; perhaps `{close[0]}`" if close else f"; there are: {', '.join(known)}"


def _but(given: Any) -> str:
    """What was written instead, if it is short."""
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return f", not “{shown(str(given))}”" if len(str(given)) <= 40 else ""
    return f", not {_kind_of(given)}"


def _kind_of(given: Any) -> str:
    if given is None:
        return "nothing (null)"
    if isinstance(given, bool):
        return "true or false"
    if isinstance(given, str):
        return "text"
    if isinstance(given, int | float):
        return "a number"
    return "a list" if isinstance(given, list | tuple) else "a mapping"
