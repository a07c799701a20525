"""`summarizer eval runs`: the runs of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.evals.options import need_extra
from summarizer.cli.options import AsJson
from summarizer.cli.runs import RUNS
from summarizer.cli.tabular import table

EPILOG = """\b
Examples:
  summarizer eval runs
  summarizer eval runs evals/runs --json

Exit codes: 0 done; 54 there is no such folder. The whole table: summarizer --help
"""


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where runs are kept.")] = RUNS,
    as_json: AsJson = False,
) -> None:
    """List the runs in a folder, newest first."""
    need_extra()
    from summarizer.scoring.runs import list_runs

    rows = list_runs(folder, say.note)
    if as_json:
        output.put(json.dumps([row.as_json() for row in rows], indent=2) + "\n")
    elif rows:
        heads = ("run", "created (UTC)", "model", "prompt", "gold", "done", "tolls exact")
        output.put(table(heads, [row.cells() for row in rows]))
    else:
        say.note(f"there are no runs in {folder}")
