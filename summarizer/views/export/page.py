"""The documentation of the tables, made from their layout: `docs/tables.md`."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.views.export.layout import TABLES, Table

_HEAD = """\
# The tables of an export

`summarizer export RUN` writes these tables, one file each. This page is made from
`summarizer/views/export/layout.py`, and a test holds that it is up to date.

Names are those of the codebook, in the style of the humanitarian API (HDX HAPI): lower case with
underscores, a period of time as `reference_period_start` and `reference_period_end`. HAPI's
`location_*` and `admin1_*` stand for coded places and are not used: `place` is the article's own
words. The tags are HXL hashtags; `--format hxl` writes them as a second row.

A row belongs to an article by `row`, and to an item by `row` and `item`. Lists are lists in JSON
and Parquet, and ` | ` separates their texts elsewhere. In JSON and Parquet `quote` is exactly the
article's text from `quote_start` to `quote_end`; CSV, HXL and Markdown leave out of their texts
what cannot be seen (control characters, zero-width letters), and CSV and HXL put `'` before a text
that a spreadsheet would run as a formula.
"""


def tables_page() -> str:
    """The page, in Markdown."""
    parts = ["\n".join(_section(table)) for table in TABLES.values()]
    return "\n\n".join([_HEAD.rstrip(), *parts]) + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"One row is {table.one_row}."
    yield ""
    yield "| column | holds | HXL tag | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {column.kind.value} | `{column.tag}` | {meaning} |"
