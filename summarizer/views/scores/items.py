"""An item of a label or of a brief in words: the same words for both, so that they compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summarizer.model import Window
from summarizer.model.vocabulary import Category, Unit
from summarizer.views import wording
from summarizer.views.clean import line

_Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemWords:
    """An item: what tells it from others, and the rest of what is said of it; clean."""

    head: str
    details: str


def item_words(part: str, item: BaseModel) -> ItemWords:
    """An item of the list `part`, by the fields that codebook section 10 gives it.

    Args:
        part: `tolls`, `demands`, `negotiations` or `agreements`.
        item: Of a gold label or of a brief; the two share their field names.
    """
    head, details = _WORDS[part](item.model_dump(exclude={"evidence"}))
    return ItemWords(line(head), " · ".join(filter(None, map(line, details))))


def _toll(said: _Fields) -> tuple[str, list[str]]:
    source = said["source"] or ""
    kind = wording.words(said["source_kind"])
    people = said["population"] or ""
    category = "" if said["category"] is Category.UNSPECIFIED else wording.words(said["category"])
    return f"{wording.words(said['metric'])} “{said['figure']}”", [
        _numbers(said),
        "households" if said["unit"] is Unit.HOUSEHOLD else "",
        f"{people} ({category})" if people and category else people or category,
        wording.words(said["basis"]),
        _when(said["when"]),
        said["place"] or "",
        f"{source} ({kind})" if source else kind,
        wording.words(said["assertion"]),
        wording.words(said["scope"]),
    ]


def _numbers(said: _Fields) -> str:
    # A label may leave these out, since the grammar reads them from the figure.
    known = [(name, said.get(name)) for name in ("value", "low", "high")]
    shown = [f"{name} {found:,}" for name, found in known if found is not None]
    if said["share"] is not None:
        shown.append(f"share {said['share']:.10g}%")
    return ", ".join(shown)


def _demand(said: _Fields) -> tuple[str, list[str]]:
    holders = ", ".join(said["by"]) or "not said"
    to = f" to {', '.join(said['to'])}" if said["to"] else ""
    return f"{holders}{to}: {said['text']}", [
        wording.words(said["kind"]),
        wording.words(said["issue"]),
        wording.words(said["assertion"]),
        f"response: {wording.words(said['response'])}",
    ]


def _negotiation(said: _Fields) -> tuple[str, list[str]]:
    return said["name"], [
        *(wording.words(said[name]) for name in ("stage", "format", "momentum", "distance")),
        f"parties: {', '.join(said['parties']) or 'none'}",
        f"mediators: {', '.join(said['mediators']) or 'none'}",
    ]


def _agreement(said: _Fields) -> tuple[str, list[str]]:
    return said["name"], [
        wording.words(said["kind"]),
        wording.words(said["status"]),
        _when(said["when"]),
        f"parties: {', '.join(said['parties']) or 'none'}",
    ]


_WORDS: dict[str, Callable[[_Fields], tuple[str, list[str]]]] = {
    "tolls": _toll,
    "demands": _demand,
    "negotiations": _negotiation,
    "agreements": _agreement,
}


def _when(window: _Fields | None) -> str:
    return wording.window(Window.model_validate(window)) if window else ""
