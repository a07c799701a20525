"""`summarizer show`: the rows of a run over an archive, and the brief of one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.delivery import Delivery
from summarizer.cli.tabular import table
from summarizer.errors import ExitCode, RunError
from summarizer.views import ViewFormat

if TYPE_CHECKING:
    from summarizer.archive.ledger import Ledger, Row

EPILOG = """\b
Examples:
  summarizer show runs/may                       every article and how it ended
  summarizer show runs/may --outcome failed,skipped
  summarizer show runs/may 17                    the brief of row 17
  summarizer show runs/may story-9 --format html --output story.html

ID is a row's number, an article's id, or its place in the archive. Works while the run goes on.

\b
Exit codes: 0 done; 41 some of the articles named have no brief; 54 there is no run, or no such
article in it. The whole table: summarizer --help
"""

_WIDEST = 60


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Articles; without one, all are listed."),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(metavar="OUTCOME,...", help="List only what ended so: failed,skipped."),
    ] = None,
    fmt: Annotated[
        ViewFormat | None,
        typer.Option(
            "--format", help="By default the one of the output file's ending, else terminal."
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            "--output",
            metavar="FILE|FOLDER",
            help="Write there; an existing folder gets one file an article, named by its id.",
        ),
    ] = None,
) -> int:
    """Show what became of a run's articles: the list of them, or the briefs of those named."""
    from summarizer.archive.ledger import Ledger

    with Ledger.open(run) as ledger:
        if not names:
            _list(ledger, outcome)
            return ExitCode.OK
        rows = [row for name in names for row in _found(ledger, run, name)]
        delivery = Delivery.to(where, fmt, several=len(rows) > 1)
        missing = 0
        for row in rows:
            brief = ledger.brief_of(row)
            if brief is None:
                missing += 1
                say.failure(_why(row))
                continue
            if row.duplicate_of is not None:
                say.note(f"row {row.id} is a duplicate: this is the brief of {row.duplicate_of}")
                first = ledger.row(row.duplicate_of)
                delivery.add(brief, ledger.article_of(first or row))
            else:
                delivery.add(brief, ledger.article_of(row))
        delivery.finish()
        return ExitCode.PARTIAL if missing else ExitCode.OK


def _list(ledger: Ledger, words: str | None) -> None:
    from summarizer.archive.outcome import outcomes_of

    wanted = outcomes_of(words, "--outcome") if words else None
    heads = ("row", "outcome", "cause", "article", "published", "outlet", "why or title")
    cells = [_cells(row) for row in ledger.rows(outcomes=wanted)]
    output.put(table(heads, cells))


def _cells(row: Row) -> tuple[str, ...]:
    said = row.why or row.title or row.position
    return (
        str(row.id),
        "pending" if row.outcome is None else str(row.outcome),
        (row.cause or "").replace("_", " "),
        row.article_id or row.position,
        row.published.isoformat() if row.published else "",
        row.outlet or "",
        said if len(said) <= _WIDEST else f"{said[: _WIDEST - 1]}…",
    )


def _found(ledger: Ledger, run: Path, name: str) -> list[Row]:
    by_number = ledger.row(int(name)) if name.isascii() and name.isdigit() else None
    found = [by_number] if by_number else ledger.rows_named(name)
    if not found:
        raise RunError(
            f"there is no article {name!r} in the run {run}", f"`summarizer show {run}` lists them"
        )
    return found


def _why(row: Row) -> str:
    name = f"row {row.id} ({row.article_id or row.position})"
    if row.outcome is None:
        return f"{name} is pending: it has not been briefed yet"
    if row.duplicate_of is not None:
        return f"{name} is a duplicate of row {row.duplicate_of}, which has no brief"
    return f"{name} has no brief: {row.outcome}, {row.why}"
