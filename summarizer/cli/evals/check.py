"""`summarizer eval check`: what is wrong with gold files, in plain lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.evals.options import GOLD, need_extra
from summarizer.errors import ExitCode
from summarizer.views.clean import line

EPILOG = """\b
Examples:
  summarizer eval check
  summarizer eval check my-gold/

\b
Exit codes: 0 nothing is wrong; 53 something is, or the folder is missing or empty.
The whole table: summarizer --help
"""


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Gold articles: ID.txt and ID.gold.yaml.")
    ] = GOLD,
) -> int:
    """Check gold articles and their labels.

    Unknown terms, quotes that are not verbatim, figures that are not in their quote, values that
    differ from the grammar's, actors that are not listed, duplicate ids. Each problem is one line
    on standard output: file, place, what is wrong.
    """
    need_extra()
    from summarizer.scoring.gold import check

    problems = check(folder)
    for problem in problems:
        output.put(f"{line(str(problem))}\n")
    if problems:
        files = len({problem.file for problem in problems})
        say.failure(f"{folder}: {len(problems)} problems in {files} files")
        return ExitCode.BAD_GOLD
    return ExitCode.OK
