"""A whole run written as tables: each article is looked at once, and memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import BinaryIO

from summarizer.archive.corrections import Corrections
from summarizer.views.data import as_json_line
from summarizer.views.export.events import Events
from summarizer.views.export.layout import BRIEFS, TABLES, ExportFormat
from summarizer.views.export.rows import ROWS, Exported, Record
from summarizer.views.export.writers import Writer, writer


def export(
    articles: Iterable[Exported],
    outs: Mapping[str, BinaryIO],
    fmt: ExportFormat,
    *,
    corrections: Callable[[], Iterable[Record]] = tuple,
    repeat_duplicates: bool = False,
) -> dict[str, int]:
    """Write tables.

    Args:
        articles: The run's articles, in its order.
        outs: An open file for each table wanted, by the table's name.
        fmt: The format.
        corrections: Gives the rows of `corrections` once every article was looked at.
        repeat_duplicates: Give the items of an original again for each of its duplicates, with the
            duplicate's outlet and date; else a duplicate stands in `articles` alone.

    Returns:
        How many rows each table has.

    Raises:
        SettingError: The format needs a library that is not installed.
        OSError: A file cannot be written.
    """
    writers = {name: writer(fmt, TABLES[name], out) for name, out in outs.items() if name != BRIEFS}
    counts = dict.fromkeys(outs, 0)

    def write(name: str, records: Iterable[Record]) -> None:
        for record in records:
            writers[name].row(record)
            counts[name] += 1

    with ExitStack() as stack:
        events = stack.enter_context(Events()) if "conflicting_tolls" in outs else None
        for one in articles:
            for name in _tables_of(one, writers, repeat_duplicates=repeat_duplicates):
                write(name, ROWS[name](one))
            if events is not None:
                events.add(one)
            if BRIEFS in outs and one.reviewed is not None and not one.is_duplicate:
                dumped = one.reviewed.brief.model_dump(mode="json")
                outs[BRIEFS].write(as_json_line(dumped).encode())
                counts[BRIEFS] += 1
        if events is not None:
            write("conflicting_tolls", events.rows())
    if "corrections" in outs:
        write("corrections", corrections())
    for each in writers.values():
        each.end()
    return counts


def _tables_of(
    one: Exported, writers: Mapping[str, Writer], *, repeat_duplicates: bool
) -> Collection[str]:
    known = [name for name in writers if name in ROWS]
    if repeat_duplicates or not one.is_duplicate:
        return known
    return [name for name in known if name == "articles"]


def status_rows(corrections: Corrections) -> Iterator[Record]:
    """One row for each line of a reviewer's file, once every article was looked at."""
    for line in corrections.lines:
        status, why = corrections.status(line)
        yield {
            "line": line.line,
            "article": line.article,
            "item": line.item,
            "action": line.action.value,
            "field": line.field,
            "value": line.value,
            "note": line.note,
            "status": status.value,
            "why": why,
        }
