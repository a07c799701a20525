"""Options that several commands share, and the settings that they lead to."""

from __future__ import annotations

import os
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
MaxTokens = Annotated[int | None, typer.Option(metavar="N", help="Tokens that an answer may have.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def loaded(**options: object) -> Loaded:
    """The settings in force; an option that is None was not given.

    Raises:
        SettingError: As `settings.load`.
    """
    from summarizer.settings import load

    # The one variable of ours that is no setting; `load` would remark on it.
    env = {name: value for name, value in os.environ.items() if name != DEBUG_VARIABLE}
    return load(options, env=env)
