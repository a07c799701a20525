"""Any archive as a stream of entries, in memory that does not grow with it.

Read are folder trees of what `summarizer brief` reads; JSON lines, tables with separators and
Parquet; zip and tar; WARC (HTML responses); RSS and Atom. Each of them may be packed, boxes may
stand one level inside boxes, and `-` is JSON lines on standard input.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.archive.entries import Entry
from summarizer.archive.inventory.options import InventoryOptions, mapping_of
from summarizer.errors import ExitCode, SettingError, SourceError
from summarizer.reading.base import shown

if TYPE_CHECKING:
    from summarizer.archive.inventory.columns import Columns
    from summarizer.archive.inventory.shapes import Shaped

__all__ = ["InventoryOptions", "entries", "mapping_of"]


def entries(sources: Sequence[str], options: InventoryOptions, *, skip: int = 0) -> Iterator[Entry]:
    """The entries of an archive, in an order that is the same each time.

    Nothing that stands in an archive raises: it becomes an entry with a problem. An archive that
    breaks off keeps what came before and tells of its end once, beside the article that it cuts.

    Args:
        sources: Paths, or `-` for JSON lines on this process's standard input.
        options: What of them is wanted.
        skip: So many entries are passed over, as cheaply as their kind allows: lines are counted
            and not parsed, files are not opened, pages not extracted.

    Raises:
        SourceError: At once: NOT_FOUND, a source is not there; NOT_TEXT, the optional library for
            it is not installed.
        SettingError: At once, a sample of standard input is wanted, which can be read only once;
            later, before any entry of a table, a mapped column is in none of the rows.
    """
    from summarizer.archive.inventory.choosing import chosen
    from summarizer.archive.inventory.columns import Columns
    from summarizer.archive.inventory.walking import Walk

    _check(sources, options)
    columns = Columns(options.mapping)
    walk = Walk(options, columns)
    return _mapped(chosen(lambda: walk.items(sources), options, skip), columns)


def _check(sources: Sequence[str], options: InventoryOptions) -> None:
    from summarizer.archive.inventory.shapes import shape_of

    for source in sources:
        if source != "-":
            path = Path(source)
            try:
                there = path.exists()
            except (OSError, ValueError):  # a NUL in a path; a name too long
                there = False
            if not there:
                raise SourceError(
                    f"there is no file or folder {shown(source)}",
                    "check the path",
                    code=ExitCode.NOT_FOUND,
                )
            if path.is_file() and (shaped := shape_of(path.name)):
                _check_library(source, shaped)
        if options.sample is not None and not (source != "-" and (path.is_file() or path.is_dir())):
            raise SettingError(
                f"a sample reads its archive twice, which {shown(source)} does not allow",
                "save it to a file, or use --limit",
            )


def _check_library(source: str, shaped: Shaped) -> None:
    """Say at once, of a source that the user named, what is lacking to read it."""
    needed = {"parquet": "pyarrow", "warc": "fastwarc"}.get(shaped.shape)
    for library in (needed, "zstandard" if shaped.packing == "zst" else None):
        if library and importlib.util.find_spec(library) is None:
            raise SourceError(
                f"{shown(source)} needs {library}, which is not installed",
                'pip install "summarizer[archive]"',
                code=ExitCode.NOT_TEXT,
            )


def _mapped(found: Iterator[Entry], columns: Columns) -> Iterator[Entry]:
    """The entries, held back until a mapping is known to fit, which some rows may have to show."""
    held: list[Entry] = []
    for entry in found:
        columns.refuse_unknown(at_end=False)
        held.append(entry)
        if not columns.undecided:
            yield from held
            held.clear()
    columns.refuse_unknown(at_end=True)
    yield from held
