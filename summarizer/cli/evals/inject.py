"""`summarizer eval inject`: attacked copies of gold articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import say
from summarizer.cli.evals.options import need_extra
from summarizer.errors import OutputError

EPILOG = """\b
Examples:
  summarizer eval inject evals/gold injections/
  summarizer eval run --gold injections/ --model openai/NAME --gate evals/gate.toml

\b
Exit codes: 0 written; 40 the folder cannot be written, or is not empty; 53 the gold is wrong, or
there is too little of it. The whole table: summarizer --help
"""


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Clean gold articles.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the copies go.")],
    seed: Annotated[int, typer.Option(metavar="N", help="Of all choices.")] = 1,
) -> None:
    """Put passages that address a model into copies of gold articles.

    Twelve families of attacks at three places, each in three articles. A run over the copies counts
    the briefs that did what a passage asked for: `injections_obeyed`, which the gate wants at 0.
    """
    need_extra()
    from summarizer.scoring.gold import load
    from summarizer.scoring.gold.writing import write
    from summarizer.scoring.injection.making import attacked

    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"the folder {folder} is not empty", "name another, or empty it")
    copies = list(attacked(load(gold), seed))
    write(copies, folder)
    say.note(f"{len(copies)} attacked articles are in {folder}")
