"""A reviewer's file: one line an item, or a field of an item; CSV as spreadsheets write it.

Read are the columns `article` (SHA-256 of the text), `item` (its key), `action`, `field`, `value`
and `note`; others, which a template has for the reviewer's eyes, are passed over. A line without an
action is one that nobody got to. Actions:

- `accept`: the item is right;
- `correct`: `field` becomes `value`; several fields of an item are several lines;
- `reject`: the item does not belong into the brief.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from summarizer.archive.corrections.keys import LISTS
from summarizer.cells import armed
from summarizer.errors import CorrectionsError
from summarizer.model import Agreement, Demand, Negotiation, Toll

COLUMNS = ("article", "item", "action", "field", "value", "note")
"""The columns that are read."""

_DELIMITERS = (",", ";", "\t")  # spreadsheets take the country's own
_COMPUTED = ("qualifier", "low", "high")

_MODELS: tuple[type[BaseModel], ...] = (Negotiation, Demand, Toll, Agreement)

FIELDS: Mapping[str, tuple[str, ...]] = {
    part: tuple(
        "sentences" if name == "evidence" else name
        for name in model.model_fields
        if name not in ("grounding", "value", *_COMPUTED)
    )
    for part, model in zip(LISTS, _MODELS, strict=True)
}
"""The fields of each list that can be corrected: the codebook's, and `sentences` for the evidence.
What follows from a toll's figure cannot; correct the figure."""


class Action(StrEnum):
    """What a line does to its item."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the file.

    Attributes:
        line: Its number, from 1.
        article: SHA-256 of the article's text, in hex.
        item: The item's key.
        action: What is to be done.
        field: The field to correct; empty for the other actions.
        value: Its new value, as written.
        note: In the reviewer's words.
    """

    line: int
    article: str
    item: str
    action: Action
    field: str = ""
    value: str = ""
    note: str = ""

    @property
    def part(self) -> str:
        """The list that the item is in."""
        return part_of(self.item)


def part_of(key: str) -> str:
    """The list that a key's item is in; empty for what is no key."""
    part = f"{key.partition('-')[0]}s"
    return part if part in LISTS else ""


def read_corrections(path: Path) -> list[Correction]:
    """The lines of a reviewer's file that say something, in order.

    Raises:
        CorrectionsError: There is no such file, or a line of it is wrong; nothing is applied then,
            for half a review is none.
    """
    rows = _rows(_text(path), path)
    found = [one for number, row in rows if (one := _correction(number, row, path)) is not None]
    _check_consistent(found, path)
    return found


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorrectionsError(f"{path} cannot be read: {error.strerror}") from None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise CorrectionsError(f"{path} is not UTF-8", "save it as `CSV UTF-8`") from None


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by its column's names, with the number of its first line."""
    head = text.partition("\n")[0]
    known = [
        delimiter
        for delimiter in _DELIMITERS
        if {"article", "item", "action"} <= set(next(csv.reader([head], delimiter=delimiter), []))
    ]
    if not known:
        raise CorrectionsError(
            f"{path}: its first line does not name the columns {', '.join(COLUMNS)}",
            "`summarizer export RUN --template FILE` writes a file to start from",
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=known[0], strict=True)
    try:
        names = [name.strip() for name in next(reader)]
        before = reader.line_num
        for cells in reader:
            yield before + 1, dict(zip(names, map(str.strip, map(armed, cells)), strict=False))
            before = reader.line_num
    except csv.Error as error:
        raise CorrectionsError(f"{path}:{reader.line_num}: {error}") from None


def _correction(number: int, row: Mapping[str, str], path: Path) -> Correction | None:
    cells = {name: row.get(name, "") for name in COLUMNS}
    if not cells["action"]:
        if cells["field"] or cells["value"]:
            raise _wrong(path, number, "a field or value without an action", "set `correct`")
        return None
    try:
        action = Action(cells["action"].lower())
    except ValueError:
        listed = ", ".join(Action)
        raise _wrong(path, number, f"there is no action {cells['action']!r}", listed) from None
    if not cells["article"] or not part_of(cells["item"]):
        raise _wrong(
            path, number, "it names no item of an article", "keep both columns of the template"
        )
    if action is not Action.CORRECT and (cells["field"] or cells["value"]):
        raise _wrong(
            path, number, f"`{action}` takes no field and no value", "did you mean correct?"
        )
    one = Correction(number, **{**cells, "action": action})  # type: ignore[arg-type]
    if action is Action.CORRECT and one.field not in FIELDS[one.part]:
        raise _wrong(path, number, *_no_such_field(one))
    return one


def _no_such_field(one: Correction) -> tuple[str, str]:
    if one.part == "tolls" and one.field in ("value", *_COMPUTED):
        return f"`{one.field}` follows from the figure's words", "correct `figure`"
    what = f"{one.part} have no field {one.field!r}" if one.field else "it names no field"
    return what, f"the fields are {', '.join(FIELDS[one.part])}"


def _check_consistent(found: Sequence[Correction], path: Path) -> None:
    """No item gets two actions, and no field of it two values."""
    actions: dict[tuple[str, str], Correction] = {}
    fields: dict[tuple[str, str, str], Correction] = {}
    for one in found:
        first = actions.setdefault((one.article, one.item), one)
        if first.action is not one.action:
            raise _wrong(path, one.line, f"line {first.line} says {first.action} of the same item")
        same = fields.setdefault((one.article, one.item, one.field), one)
        if same is not one and same.value != one.value:
            raise _wrong(path, one.line, f"line {same.line} has another value for `{one.field}`")


def by_article(found: Sequence[Correction]) -> dict[str, dict[str, list[Correction]]]:
    """Corrections by article and item."""
    grouped: dict[str, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        grouped[one.article][one.item].append(one)
    return {article: dict(items) for article, items in grouped.items()}


def _wrong(path: Path, line: int, what: str, hint: str = "") -> CorrectionsError:
    return CorrectionsError(f"{path}:{line}: {what}", hint)
