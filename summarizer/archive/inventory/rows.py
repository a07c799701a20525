"""Rows that are articles: JSON lines, tables with separators."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial

from summarizer.archive.entries import Entry, Problem, ProblemKind
from summarizer.archive.inventory import lists
from summarizer.archive.inventory.columns import Columns
from summarizer.archive.inventory.items import Item, entry_of, told
from summarizer.archive.inventory.lines import lines
from summarizer.archive.inventory.streams import Broken, Stream
from summarizer.errors import SourceError
from summarizer.reading import Reading, record
from summarizer.reading.encoding import Decoded, decode

_SEPARATORS = ",\t;|"


def json_lines(stream: Stream, position: str, columns: Columns, limit: int) -> Iterator[Item]:
    """One item for each line that is not blank; nothing of a line is parsed until it is read."""
    for number, line in _bounded(stream, limit):
        where = f"{position}:{number}"
        if line is None:
            yield _too_large(where, limit)
        elif line and not line.isspace():
            yield Item(where, partial(_json_row, line, where, columns, limit))


def json_list(
    stream: Stream, head: bytes, position: str, columns: Columns, limit: int
) -> Iterator[Item]:
    """One item for each element of a JSON list, numbered from 1; parsed when it is read.

    Args:
        stream: Where the document goes on.
        head: Its beginning, which was read from there.
        position: Where it is.
        columns: Which key is what.
        limit: Bytes of one article.

    Raises:
        Broken: As `lists.elements`.
    """
    for number, element in lists.elements(stream, head, limit):
        where = f"{position}:{number}"
        if element is None:
            yield _too_large(where, limit)
        else:
            stream.meter.mark()
            yield Item(where, partial(_json_row, element, where, columns, limit))


def _json_row(line: bytes, where: str, columns: Columns, limit: int) -> Entry:
    def read() -> Reading:
        text, notes = _text_of(line, where)
        row = record.parse(text, name=where)
        return columns.read(row, name=where, limit=limit, notes=notes)

    entry = entry_of(where, read)
    if entry.problem and entry.problem.kind is ProblemKind.UNREADABLE:
        return Entry(where, None, Problem(ProblemKind.MALFORMED, entry.problem.why))
    return entry


def table(stream: Stream, position: str, columns: Columns, limit: int) -> Iterator[Item]:
    """One item for each row below the header, numbered as a spreadsheet does: the header is row 1.

    Raises:
        Broken: MALFORMED, there is no header, or no column of text in it.
    """
    feeder = _Feeder(stream, position, limit)
    head = next(feeder, "")
    separator = max(_SEPARATORS, key=head.count)  # the comma wins where none of them occurs
    csv.field_size_limit(limit)
    header = next(csv.reader([head], delimiter=separator), [])
    names = [name.strip() for name in header]
    columns.saw(names)
    if reason := columns.missing_from(filter(None, names)):
        raise Broken(ProblemKind.MALFORMED, reason)
    rows = csv.reader(feeder, delimiter=separator)
    number = 1
    while True:
        number += 1
        where = f"{position}:{number}"
        notes = feeder.begin_row()
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, _TooLargeError):
            # A quote that is never closed swallows rows up to the limit; the next line begins anew.
            rows = csv.reader(feeder, delimiter=separator)
            yield _too_large(where, limit)
            continue
        if not any(row):
            continue
        if len(row) > len(names):
            why = f"{where} has {len(row)} values for {len(names)} columns: is a quote missing?"
            yield told(where, ProblemKind.MALFORMED, why)
            continue
        values: dict[str, object] = {
            name: value for name, value in zip(names, row, strict=False) if name and value
        }
        yield Item(where, partial(_table_row, values, where, columns, limit, tuple(notes)))


def _table_row(
    row: dict[str, object], where: str, columns: Columns, limit: int, notes: tuple[str, ...]
) -> Entry:
    return entry_of(where, lambda: columns.read(row, name=where, limit=limit, notes=notes))


class _TooLargeError(Exception):
    """A row of a table is over the limit."""


class _Feeder(Iterator[str]):
    """The lines of a table as text, never more than the limit for one row."""

    def __init__(self, stream: Stream, position: str, limit: int) -> None:
        self._lines = _bounded(stream, limit)
        self._position = position
        self._limit = limit
        self._size = 0
        self._notes: list[str] = []

    def begin_row(self) -> list[str]:
        """Count a new row; gives the list that notes on the row's encoding will come into."""
        self._size, self._notes = 0, []
        return self._notes

    def __next__(self) -> str:
        number, line = next(self._lines)
        self._size += self._limit + 1 if line is None else len(line) + 1
        if line is None or self._size > self._limit:
            raise _TooLargeError
        try:
            text, notes = _text_of(line, f"{self._position}, line {number}")
        except SourceError:
            text = line.decode("utf-8", "replace").replace("\0", "\ufffd")
            notes = ("bytes that are no text were replaced",)
        self._notes.extend(notes)
        return text + "\n"


def _bounded(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream, each one within the limit telling the meter that something came.

    Raises:
        Broken: NOT_TEXT, the lines are UTF-16; or as the stream does.
    """
    for number, line in lines(stream, limit):
        if line is not None:
            if number == 1 and line.startswith(lists.UTF16):
                raise Broken(ProblemKind.NOT_TEXT, "it is UTF-16: save it as UTF-8")
            stream.meter.mark()
        yield number, line.removeprefix(lists.MARK) if line and number == 1 else line


def _text_of(line: bytes, where: str) -> Decoded:
    """A line's text, repaired as a whole article's would be."""
    try:
        return Decoded(line.decode())
    except UnicodeDecodeError:
        return decode(line, declared=None, name=where)


def _too_large(where: str, limit: int) -> Item:
    why = f"{where}: its size in bytes is over the limit of {limit:,}"
    return told(where, ProblemKind.TOO_LARGE, why)
