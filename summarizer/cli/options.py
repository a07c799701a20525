"""Options that several commands share, and the settings that they lead to."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from summarizer.settings import Loaded

DEBUG_VARIABLE = "SUMMARIZER_DEBUG"

Model = Annotated[
    str | None,
    typer.Option(
        metavar="PROVIDER/NAME",
        help="The language model, or `rules` for the built-in engine.",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The address of an OpenAI-compatible endpoint."),
]
Prompt = Annotated[
    str | None,
    typer.Option(metavar="NAME|FILE", help="A shipped prompt, or the path to a prompt's file."),
]
NewRun = Annotated[
    Path | None,
    typer.Option(
        "--run",
        metavar="FOLDER",
        help="The run's folder; one that is there goes on. By default a new one in runs/.",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="What one try of a request to the model may take."),
]
MaxTokens = Annotated[int | None, typer.Option(metavar="N", help="Tokens that an answer may have.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither reuse nor keep completions.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notes and no progress.")]
LogJson = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Add what happens to that log, a JSON object a line; - is stderr."
    ),
]
Otel = Annotated[
    bool, typer.Option("--otel", help="Send spans and metrics where the OTEL_* variables say.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def day(text: str) -> dt.date:
    """A day as an option says it.

    Raises:
        BadParameter: It is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day such as 2024-05-17") from None


def loaded(**options: object) -> Loaded:
    """The settings in force; an option that is None was not given.

    Raises:
        SettingError: As `settings.load`.
    """
    from summarizer.settings import load

    # The one variable of ours that is no setting; `load` would remark on it.
    env = {name: value for name, value in os.environ.items() if name != DEBUG_VARIABLE}
    return load(options, env=env)
