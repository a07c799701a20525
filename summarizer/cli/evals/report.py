"""`summarizer eval report`: a run's scores and errors, for people and for CI systems."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli import say
from summarizer.cli.evals.options import Output, RunFolder, need_extra
from summarizer.cli.evals.showing import deliver_report, report_of
from summarizer.views.scores import ReportFormat

EPILOG = """\b
Examples:
  summarizer eval report runs/new
  summarizer eval report runs/new --format html --output report.html
  summarizer eval report runs/new --format junit --output junit.xml

Exit codes: 0 done; 40 it could not be written; 54 the run cannot be used.
The whole table: summarizer --help
"""


def command(
    folder: RunFolder,
    fmt: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.TERMINAL,
    out: Output = None,
) -> None:
    """Show a run: measures with intervals, then the worst articles first, each error named."""
    need_extra()
    from summarizer.scoring.runs import Run

    with Run.open(folder) as run:
        say.notes(run.notes)
        deliver_report(report_of(run, run.scores()), fmt, out)
