"""Parquet: rows by the batch, of the columns that matter only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.inventory.columns import Columns
from summarizer.archive.inventory.items import Item, entry_of
from summarizer.archive.inventory.streams import FREE, RATIO, Broken, Meter, missing

_BATCH = 64  # rows that are unpacked together
_LONGEST_NAME = 10_000_000  # bytes of strings and of lists in the file's own description
_DAMAGED = "it is damaged or no Parquet file"


def parquet_rows(
    file: BinaryIO, position: str, columns: Columns, limit: int, meter: Meter
) -> Iterator[Item]:
    """One item for each row, numbered from 1.

    Raises:
        Broken: UNSUPPORTED, pyarrow is not installed; MALFORMED, no column of text; BOMB;
            UNREADABLE, damaged.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise missing("pyarrow", "Parquet") from None
    damage = (pyarrow.ArrowException, OSError, ValueError)
    try:
        bounds = {"thrift_string_size_limit": _LONGEST_NAME}
        layout = parquet.ParquetFile(file).schema_arrow
        wanted = [name for name in layout.names if columns.field_of(name)]
        # Text repeated a million times is stored once: as a dictionary it also unpacks once.
        plain = [name for name in wanted if layout.field(name).type in _texts(pyarrow)]
        opened = parquet.ParquetFile(
            file, read_dictionary=plain, pre_buffer=False, buffer_size=1 << 16, **bounds
        )
    except damage:
        raise Broken(ProblemKind.UNREADABLE, _DAMAGED) from None
    columns.saw(layout.names)
    if reason := columns.missing_from(layout.names):
        raise Broken(ProblemKind.MALFORMED, reason)
    _refuse_bombs(opened.metadata)
    batches = opened.iter_batches(_BATCH, columns=wanted, use_threads=False)
    number = 0
    while True:
        try:
            batch = next(batches, None)
        except damage:
            kept = "; what came before is kept" if number else ""
            raise Broken(ProblemKind.UNREADABLE, f"{_DAMAGED}{kept}") from None
        if batch is None:
            return
        meter.mark()
        for index in range(batch.num_rows):
            number += 1
            where = f"{position}:{number}"
            yield Item(where, partial(_row, batch, index, where, columns, limit))


def _row(batch: object, index: int, where: str, columns: Columns, limit: int) -> Entry:
    columns_of = zip(batch.schema.names, batch.columns, strict=True)  # type: ignore[attr-defined]
    try:
        values = {name: _plain(column[index].as_py()) for name, column in columns_of}
    except ValueError:  # bytes that are no UTF-8, a time out of range
        return Entry.without(where, ProblemKind.MALFORMED, f"{where} holds damaged values")
    return entry_of(where, lambda: columns.read(values, name=where, limit=limit))


def _plain(value: object) -> object:
    """The value as JSON would have it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _texts(pyarrow: object) -> tuple[object, ...]:
    return (pyarrow.string(), pyarrow.large_string())  # type: ignore[attr-defined]


def _refuse_bombs(metadata: object) -> None:
    """Refuse by what the file says of itself, before anything is unpacked."""
    for group in range(metadata.num_row_groups):  # type: ignore[attr-defined]
        described = metadata.row_group(group)  # type: ignore[attr-defined]
        for index in range(described.num_columns):
            column = described.column(index)
            unpacked, packed = column.total_uncompressed_size, column.total_compressed_size
            if unpacked > FREE and unpacked > RATIO * max(packed, 1):
                raise Broken(ProblemKind.BOMB, "it unpacks to far more than news does")
