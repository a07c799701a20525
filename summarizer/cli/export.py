"""`summarizer export`: a run as tables for spreadsheets, databases and notebooks."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from summarizer.cli import output, say
from summarizer.cli.options import Quiet
from summarizer.errors import ExitCode, OutputError
from summarizer.views.export.layout import BRIEFS, TABLES, ExportFormat

if TYPE_CHECKING:
    from summarizer.archive.corrections import Corrections
    from summarizer.archive.ledger import Ledger

EPILOG = """\b
Examples:
  summarizer export runs/news
  summarizer export runs/news --format parquet --output tables/
  summarizer export runs/news --format csv --table tolls > tolls.csv
  summarizer export runs/news --format hxl --table tolls --table conflicting_tolls
  summarizer export runs/news --template review.csv
  summarizer export runs/news --corrections review.csv

A run may still be going on: what is exported is what it holds at that moment. Without --output one
table goes to standard output and several to the folder `export` in the run's own.

\b
Exit codes: 0 done; 40 it could not be written; 54 the run cannot be used; 60 the corrections
cannot be used; 61 written, but some corrections match nothing or do not hold.
The whole table: summarizer --help
"""

_SHOWN = 20  # corrections that were not applied, told one by one
_NAMES = (*TABLES, BRIEFS)


def _known(name: str) -> str:
    if name not in _NAMES:
        raise typer.BadParameter(f"there is no table {name!r}; there are {', '.join(_NAMES)}")
    return name


def command(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    fmt: Annotated[
        ExportFormat,
        typer.Option("--format", help="What is written; hxl is CSV with a row of HXL hashtags."),
    ] = ExportFormat.JSONL,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            metavar="NAME",
            parser=_known,
            help=f"One of {', '.join(_NAMES)}; repeatable. By default all.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--output", metavar="FOLDER", help="Write there, one file a table."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A reviewer's file, applied to what is exported."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a sheet for a reviewer to fill, and no table."),
    ] = None,
    repeat_duplicates: Annotated[
        bool,
        typer.Option(
            "--repeat-duplicates",
            help="Give an original's items again for each duplicate, with its outlet and date.",
        ),
    ] = False,
    quiet: Quiet = False,
) -> int:
    """Write the tables of a run.

    Tolls, demands, negotiations, agreements and findings, one row each, with article, sentence and
    source; the articles; and the tolls of one event side by side where figures differ.
    `docs/tables.md` tells every column.
    """
    from summarizer.archive.corrections import Corrections
    from summarizer.archive.ledger import Ledger

    review = Corrections.read(corrections) if corrections else Corrections()
    with Ledger.open(folder) as ledger, ledger.snapshot():
        if template is not None:
            told = _write_template(ledger, template, review)
        else:
            chosen = tables or _default_tables(fmt, reviewed=corrections is not None)
            told = _write_tables(ledger, chosen, fmt, out, review, repeat=repeat_duplicates)
    if not quiet:
        say.note(told)
    return _end_of(review, corrections)


def _default_tables(fmt: ExportFormat, *, reviewed: bool) -> list[str]:
    names = [name for name in TABLES if reviewed or name != "corrections"]
    return [*names, BRIEFS] if fmt is ExportFormat.JSONL else names


def _write_template(ledger: Ledger, path: Path, review: Corrections) -> str:
    from summarizer.archive.corrections import Corrections
    from summarizer.files import WholeFiles
    from summarizer.views.export.source import exported
    from summarizer.views.export.template import write_template

    output.check_writable(path)
    with WholeFiles() as files:
        count = write_template(exported(ledger, Corrections()), files.open(path), review)
    return f"{path} has {count:,} items to review"


def _write_tables(
    ledger: Ledger,
    names: list[str],
    fmt: ExportFormat,
    out: Path | None,
    review: Corrections,
    *,
    repeat: bool,
) -> str:
    from summarizer.views.export.source import exported
    from summarizer.views.export.whole import export, status_rows

    with ExitStack() as stack:
        outs, where = _opened(stack, names, fmt, out, ledger.folder)
        counts = export(
            exported(ledger, review, repeat_duplicates=repeat),
            outs,
            fmt,
            corrections=lambda: status_rows(review),
            repeat_duplicates=repeat,
        )
    return f"{where}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _opened(
    stack: ExitStack, names: list[str], fmt: ExportFormat, out: Path | None, run: Path
) -> tuple[dict[str, BinaryIO], str]:
    """An open file for each table, and what they are called together."""
    from summarizer.files import WholeFiles, unwritable

    if BRIEFS in names and fmt is not ExportFormat.JSONL:
        raise OutputError(f"{BRIEFS} are no table", "add --format jsonl", code=ExitCode.USAGE)
    if out is None and len(names) == 1:
        if fmt is ExportFormat.PARQUET:
            raise OutputError(
                "Parquet is not for standard output", "add --output FOLDER", code=ExitCode.USAGE
            )
        return {names[0]: stack.enter_context(output.raw())}, "standard output"
    folder = out or run / "export"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(str(folder), error) from None
    output.check_writable(folder)
    files = stack.enter_context(WholeFiles())
    return {name: files.open(folder / f"{name}{fmt.ending}") for name in names}, str(folder)


def _end_of(review: Corrections, path: Path | None) -> ExitCode:
    left = review.left()
    for line in left[:_SHOWN]:
        status, why = review.status(line)
        say.failure(f"{path}:{line.line}: the correction is {status.value}: {why}")
    if len(left) > _SHOWN:
        say.failure(f"{path}: {len(left) - _SHOWN} more; the table `corrections` lists them all")
    return ExitCode.NOT_APPLIED if left else ExitCode.OK
