"""`summarizer prompts`: what a model is told."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.cli import output
from summarizer.cli.tabular import table

_EPILOG = """\b
Examples:
  summarizer prompts list
  summarizer prompts show brief

Exit codes: 0 done; 20 there is no such prompt, or it is wrong. The whole table: summarizer --help
"""

app = typer.Typer(
    help="Show the prompts that a model is given.",
    epilog=_EPILOG,
    rich_markup_mode=None,
    no_args_is_help=False,
)


@app.command("list", epilog=_EPILOG)
def list_prompts() -> None:
    """List the shipped prompts."""
    from summarizer.engines.prompts import available

    rows = [(p.name, p.version, p.hash[:12], p.description) for p in available()]
    output.put(table(("name", "version", "hash", "description"), rows))


@app.command("show", epilog=_EPILOG)
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="A shipped prompt, or a prompt's file.")
    ],
) -> None:
    """Print a prompt as the model is given it, its vocabulary filled in."""
    from summarizer.engines.prompts import load

    output.put(load(name).system + "\n")
