"""`summarizer eval counterfactual`: copies of gold articles with other names, figures and dates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import say
from summarizer.cli.evals.options import GOLD, need_extra

EPILOG = """\b
Examples:
  summarizer eval counterfactual
  summarizer eval check

\b
Exit codes: 0 written; 40 the folder cannot be written; 53 the gold or a table is wrong.
The whole table: summarizer --help
"""

TABLES = Path("evals/counterfactual")


def command(
    tables: Annotated[
        Path, typer.Argument(metavar="TABLES", help="ID.yaml: what becomes of an article's words.")
    ] = TABLES,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Gold articles; the copies go beside them.")
    ] = GOLD,
) -> None:
    """Make the copies of gold articles that tables of words give.

    A model that answers from memory fails on them. Each is ID-counterfactual, of its original's
    event and split, with the tag `counterfactual`; a copy that is there already is made anew.
    """
    need_extra()
    from summarizer.scoring.gold.counterfactual import copies
    from summarizer.scoring.gold.writing import write

    made = copies(gold, tables)
    write(made, gold)
    say.note(f"{len(made)} counterfactual copies are in {gold}")
