"""Standard error: notes, progress and failures, one line each, fit for a terminal."""

from __future__ import annotations

import traceback
from collections.abc import Iterable

import typer

from summarizer.errors import ExitCode
from summarizer.views.clean import line

REPORT = "please report it, with the output of the same command after `summarizer --debug`"


def note(text: str) -> None:
    """Tell what the user should know; it stops nothing."""
    typer.echo(f"note: {line(text)}", err=True)


def notes(texts: Iterable[str], *, about: str = "", quiet: bool = False) -> None:
    """Tell several notes, each once; `about` says which source they are about."""
    if not quiet:
        for text in dict.fromkeys(texts):
            note(f"{about}: {text}" if about else text)


def progress(done: int, of: int, name: str) -> None:
    """Tell which of several sources is next, counted from 1."""
    typer.echo(f"[{done}/{of}] {line(name)}", err=True)


def failure(text: str) -> None:
    """Tell what is wrong, where, and what to do."""
    typer.echo(f"summarizer: {line(text)}", err=True)


def unforeseen(error: Exception, *, about: str = "", debug: bool) -> ExitCode:
    """Tell of an error that the program did not foresee; with `debug` its traceback comes first."""
    if debug:
        typer.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    where = f"{about}: " if about else ""
    failure(f"{where}an unforeseen error, {type(error).__name__}: {error}; {REPORT}")
    return ExitCode.BUG
