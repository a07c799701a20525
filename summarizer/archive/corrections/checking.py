"""A reviewer's value goes through the same check as an engine's: it can say only what holds.

The item is turned back into what an engine would have delivered, with the reviewer's values in it,
and grounded against the article. A field whose value the check would refuse or change is not
corrected, and the reason is told: reviewers mistype, and read the wrong article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from summarizer.archive.corrections.keys import Item
from summarizer.grounding.cast import Cast
from summarizer.grounding.citing import Source
from summarizer.grounding.findings import Remarks
from summarizer.grounding.freetext import Support
from summarizer.grounding.positions import ground_agreement, ground_demand, ground_negotiation
from summarizer.grounding.tolls import ground_toll
from summarizer.language.reader import Reader
from summarizer.model import (
    Agreement,
    Article,
    Demand,
    DraftAgreement,
    DraftDemand,
    DraftNegotiation,
    DraftToll,
    Negotiation,
    Toll,
    Window,
)

_LISTED = ("by", "to", "parties", "mediators", "terms")
_FREE = ("name", "text", "next_step", "terms")
_FIGURE = ("figure", "qualifier", "value", "low", "high", "share", "grounding", "evidence")
_NULLABLE = ("population", "place", "source", "venue", "next_step", "share", "when")
LIST_MARK = "|"
"""Separates the texts of a list in one cell."""


class Unsound(Exception):  # noqa: N818 - it is the value's state, not the program's error
    """A value that does not hold; the message says why, in a line for the reviewer."""


@dataclass(frozen=True)
class _Kind:
    draft: type[DraftNegotiation | DraftDemand | DraftToll | DraftAgreement]
    ground: Callable[[Any, Source, Cast, Remarks], Item | None]
    part: Any


_KINDS: Mapping[type[Item], _Kind] = {
    Negotiation: _Kind(DraftNegotiation, ground_negotiation, "negotiations"),
    Demand: _Kind(DraftDemand, ground_demand, "demands"),
    Agreement: _Kind(DraftAgreement, ground_agreement, "agreements"),
    Toll: _Kind(
        DraftToll,
        lambda draft, source, _cast, remarks: ground_toll(draft, source, remarks, set()),
        "tolls",
    ),
}


def corrected(item: Item, values: Mapping[str, str], article: Article) -> Item:
    """The item with the reviewer's values.

    Args:
        item: As the brief has it.
        values: By field, as written in the file; lists with `|` between their texts, windows as
            `2024-05-17` or `2024-05-01/2024-05-17`, sentences by number; empty for none.
        article: What it has to hold against.

    Raises:
        Unsound: A value is of no known form, or the article does not bear it out; none is applied.
    """
    given = {field: _parsed(field, value) for field, value in values.items()}
    reader = Reader.of(article.text)
    source = Source(reader, article.published, article.title)
    grounded = _grounded(item, given, source)
    update: dict[str, Any] = {}
    for field, value in given.items():
        if field == "when":
            update[field] = value
        elif field in ("figure", "metric", "sentences"):
            names = _FIGURE if isinstance(item, Toll) else ("evidence",)
            update |= {name: getattr(grounded, name) for name in names}
            update |= {field: getattr(grounded, field)} if field == "metric" else {}
        else:
            update[field] = _held(field, value, grounded)
    _check_free_text(update, source)
    return item.model_copy(update=update)


def _parsed(field: str, value: str) -> Any:
    """A value in the form that its field has in a Draft (`when`: in a Brief)."""
    texts = [text.strip() for text in value.split(LIST_MARK) if text.strip()]
    if field in _LISTED:
        return texts
    if field == "sentences":
        try:
            return [int(text) for text in texts]
        except ValueError:
            raise Unsound(f"{value!r} is no list of sentence numbers such as 3 | 4") from None
    if field == "when":
        return _window(value)
    if not value:
        if field in _NULLABLE:
            return None
        raise Unsound(f"`{field}` cannot be empty")
    return value


def _window(value: str) -> Window | None:
    if not value:
        return None
    start, _, end = value.partition("/")
    try:
        first, last = (dt.date.fromisoformat(day.strip()) for day in (start, end or start))
    except ValueError:
        raise Unsound(f"{value!r} is no day or window such as 2024-05-01/2024-05-17") from None
    if last < first:
        raise Unsound(f"{value!r} ends before it begins")
    return Window(start=first, end=last)


def _grounded(item: Item, given: Mapping[str, Any], source: Source) -> Item:
    kind = _KINDS[type(item)]
    known = item.model_dump(exclude={"evidence", "grounding", "when", "share"})
    fields = {name: value for name, value in known.items() if name in kind.draft.model_fields}
    fields["sentences"] = [evidence.sentence for evidence in item.evidence]
    fields |= {name: value for name, value in given.items() if name != "when"}
    try:
        draft = kind.draft.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise Unsound(f"`{first['loc'][0]}`: {first['msg']}") from None
    remarks = Remarks(kind.part, "")
    made = kind.ground(draft, source, Cast(source.reader), remarks)
    if made is None:
        raise Unsound(_why(remarks))
    return made


def _held(field: str, value: Any, grounded: Item) -> Any:
    """The value as the check left it; it has to have left it as it was."""
    left = getattr(grounded, field)
    if field in _LISTED:
        if len(left) != len(value):
            raise Unsound(f"the article does not name all of {', '.join(value)}")
    elif field == "share":
        if value is not None and left is None:
            raise Unsound(f"the percentage {value} is not in the cited sentences")
    elif left != value:
        raise Unsound(f"`{field}`: the article does not bear out {value!r}")
    return left


def _check_free_text(update: Mapping[str, Any], source: Source) -> None:
    support = Support(source, [])
    for field in _FREE:
        said = update.get(field)
        texts: Sequence[str] = said if isinstance(said, list) else [said] if said else []
        for text in texts:
            if why := "; ".join(support.faults(text, of_a_plan=True)):
                raise Unsound(f"`{field}`: {why}")


def _why(remarks: Remarks) -> str:
    found = remarks.placed(None)
    return "; ".join(f"{finding.why} ({finding.code})" for finding in found) or "it does not hold"
