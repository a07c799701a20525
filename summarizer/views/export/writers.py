"""Rows to bytes: JSON lines, CSV (with HXL tags or without), Parquet, Markdown; one row at a time.

JSON lines and Parquet hold every text exactly, so that `quote` is the article's text from
`quote_start` to `quote_end`. CSV and Markdown are for people's programs: what cannot be seen is
taken out of their texts (`views.clean`), and CSV guards cells that a spreadsheet would run
(`summarizer.cells`).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from summarizer.cells import defused
from summarizer.errors import SettingError
from summarizer.views.clean import clean
from summarizer.views.data import as_json_line
from summarizer.views.export.layout import ExportFormat, Kind, Table
from summarizer.views.export.rows import Record, Value
from summarizer.views.markdown import escaped

if TYPE_CHECKING:
    import pyarrow

LIST_MARK = " | "
"""What separates the texts of a list in one cell, as HXL's `+list` has it."""

_BATCH = 2_000  # rows that Parquet is given at a time


class Writer(Protocol):
    """Takes the rows of one table."""

    def row(self, record: Record) -> None:
        """Write one row."""
        ...

    def end(self) -> None:
        """Write what is left; the file itself stays open."""
        ...


class JsonLinesWriter:
    """One object a line; empty cells are null."""

    def __init__(self, table: Table, out: BinaryIO) -> None:
        self._names, self._out = table.names, out

    def row(self, record: Record) -> None:
        """Write one row."""
        plain = {name: _plain(record.get(name)) for name in self._names}
        self._out.write(as_json_line(plain).encode())

    def end(self) -> None:
        """Nothing is left."""


class CsvWriter:
    """Comma-separated, UTF-8 with a mark that spreadsheets know it by; empty cells are empty."""

    def __init__(self, table: Table, out: BinaryIO, *, tags: bool = False) -> None:
        self._names = table.names
        # The mark is for spreadsheets, which take a file without it for the country's old encoding.
        self._text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
        self._csv = csv.writer(self._text, lineterminator="\n")
        self._csv.writerow(self._names)
        if tags:
            self._csv.writerow([column.tag for column in table.columns])

    def row(self, record: Record) -> None:
        """Write one row."""
        self._csv.writerow([_cell(record.get(name)) for name in self._names])

    def end(self) -> None:
        """Let go of the file."""
        self._text.detach()


class MarkdownWriter:
    """A table as GitHub has them; no text in it can make markup or a column of its own."""

    def __init__(self, table: Table, out: BinaryIO) -> None:
        self._names, self._out = table.names, out
        self._line([escaped(name) for name in self._names])
        self._line(["---"] * len(self._names))

    def row(self, record: Record) -> None:
        """Write one row."""
        cells = (_shown(record.get(name)) for name in self._names)
        self._line([escaped(" ".join(cell.split())) for cell in cells])

    def end(self) -> None:
        """Nothing is left."""

    def _line(self, cells: list[str]) -> None:
        self._out.write(f"| {' | '.join(cells)} |\n".encode())


class ParquetWriter:
    """Typed columns, compressed; needs pyarrow."""

    def __init__(self, table: Table, out: BinaryIO) -> None:
        arrow = _arrow()
        from pyarrow import parquet

        kinds = {
            Kind.TEXT: arrow.string(),
            Kind.WHOLE: arrow.int64(),
            Kind.NUMBER: arrow.float64(),
            Kind.DAY: arrow.date32(),
            Kind.YES_NO: arrow.bool_(),
            Kind.TEXTS: arrow.list_(arrow.string()),
        }
        columns = [(column.name, kinds[column.kind]) for column in table.columns]
        self._schema = arrow.schema(columns)
        self._parquet = parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._batch: Callable[..., pyarrow.RecordBatch] = arrow.RecordBatch.from_pylist
        self._kept: list[dict[str, Any]] = []

    def row(self, record: Record) -> None:
        """Write one row, or keep it until there are more."""
        self._kept.append({name: _encodable(value) for name, value in record.items()})
        if len(self._kept) == _BATCH:
            self._flush()

    def end(self) -> None:
        """Write what is left, and the file's foot."""
        if self._kept:
            self._flush()
        self._parquet.close()

    def _flush(self) -> None:
        self._parquet.write_batch(self._batch(self._kept, schema=self._schema))
        self._kept.clear()


_WRITERS: Mapping[ExportFormat, Callable[[Table, BinaryIO], Writer]] = {
    ExportFormat.JSONL: JsonLinesWriter,
    ExportFormat.CSV: CsvWriter,
    ExportFormat.HXL: lambda table, out: CsvWriter(table, out, tags=True),
    ExportFormat.PARQUET: ParquetWriter,
    ExportFormat.MARKDOWN: MarkdownWriter,
}


def writer(fmt: ExportFormat, table: Table, out: BinaryIO) -> Writer:
    """What writes a table to an open file.

    Raises:
        SettingError: The format needs a library that is not installed.
    """
    return _WRITERS[fmt](table, out)


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise SettingError(
            "Parquet needs pyarrow, which is not installed", 'pip install "summarizer[archive]"'
        ) from None
    return pyarrow


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _cell(value: Value) -> object:
    """A cell of CSV: a number stays a number, a text never becomes a formula."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return defused(_shown(value))


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return clean(LIST_MARK.join(value))
    return clean(str(_plain(value)))


def _encodable(value: Value) -> Value:
    """A text that UTF-8 can hold: a damaged source may have half a character (a lone surrogate)."""
    if isinstance(value, list):
        return [str(_encodable(text)) for text in value]
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
