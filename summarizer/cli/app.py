"""The program: its commands, its default verb, and how it ends."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from summarizer.cli import output, say
from summarizer.cli.options import DEBUG_VARIABLE
from summarizer.errors import ExitCode, SummarizerError

_PROGRAM = "summarizer"
_EXIT_CODES = "\n".join(f"{code:>5}  {code.meaning}" for code in ExitCode)
_EPILOG = f"""\b
Examples:
  summarizer brief article.txt
  summarizer article.txt                        the same: `brief` is the default verb
  summarizer brief page.html --format json --output page.json
  summarizer brief article.txt --model openai/NAME
  summarizer batch news.jsonl.gz --run runs/may
  summarizer doctor --model ollama/NAME
  summarizer eval run --gold evals/gold

`summarizer COMMAND --help` has the options and examples of a command. The default verb holds where
the first argument is a file, a URL or `-` and no command's name; for a file that is called as a
command is, write ./logs.

\b
Exit codes:
{_EXIT_CODES}
"""


@dataclass
class Run:
    """What the commands of one run of the program share.

    Attributes:
        debug: Whether unforeseen errors show their traceback.
    """

    debug: bool = False


COMMANDS = {
    **{name: name for name in ("brief", "batch", "show", "runs", "export", "explain")},
    "eval": "evals",
    **{name: name for name in ("schema", "prompts", "logs", "config", "doctor")},
}
"""The names that the default verb gives way to, in the order of the help, and their modules."""


def app_of(names: Iterable[str]) -> typer.Typer:
    """The program with some of its commands: it waits for no others to be loaded and built.

    All of them take as long as half of the help does, which is much beside a brief.
    """
    # Plain help: rich's boxes would double the time that `--help` takes.
    app = typer.Typer(
        name=_PROGRAM,
        help="Turn news articles about conflicts into checked situation briefs.",
        epilog=_EPILOG,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name in names:
        module = import_module(f"summarizer.cli.{COMMANDS[name]}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name, epilog=module.EPILOG)(module.command)
    app.callback()(_all)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from summarizer.version import VERSION

        output.put(f"{_PROGRAM} {VERSION}\n")
        raise typer.Exit


def _all(
    context: typer.Context,
    debug: Annotated[
        bool,
        typer.Option("--debug", envvar=DEBUG_VARIABLE, help="Show the traceback of a bug."),
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    context.ensure_object(Run).debug = debug


def main() -> None:
    """Run the program on this process's arguments and leave with its exit code."""
    # Tables and patterns make many objects that stay, and Python looks through them for garbage
    # all the while: a tenth of the time. The process is ours; a library would leave this alone.
    gc.set_threshold(50_000, 20, 20)
    # To look for pydantic's plugins it reads what every installed package offers, a thirtieth of a
    # brief's time; who has one sets the variable to nothing.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program; every failure is told in one line on standard error.

    Args:
        arguments: The command line without the program's name; none at all asks for help.

    Returns:
        The exit code, of `ExitCode`.
    """
    this = Run()
    given = with_verb(arguments) or ["--help"]
    verb = given[place] if (place := _place_of_verb(given)) is not None else ""
    try:
        ended = app_of([verb] if verb in COMMANDS else COMMANDS)(
            args=given,
            prog_name=_PROGRAM,
            standalone_mode=False,
            obj=this,
        )
    except output.HungUp as error:
        return error.exit_code
    except SummarizerError as error:
        say.failure(str(error))
        return error.exit_code
    except TyperException as error:
        what = error.format_message().replace("Value error, ", "").rstrip(".")
        say.failure(f"{what}; `{_PROGRAM} COMMAND --help` has a command's arguments and options")
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a user
        return say.unforeseen(error, debug=this.debug)
    code = int(ended or 0)
    if code == ExitCode.INTERRUPTED:
        say.failure("stopped by Ctrl-C")
    return code


def with_verb(arguments: Sequence[str]) -> list[str]:
    """The arguments, with `brief` put in where the first is an article and no command's name.

    An article is `-`, a URL or a file that exists. A word that is neither command nor file stays as
    it is, to be refused as an unknown command.
    """
    given = list(arguments)
    place = _place_of_verb(given)
    if place is None or given[place] in COMMANDS or not _is_article(given[place]):
        return given
    return [*given[:place], "brief", *given[place:]]


def _place_of_verb(given: Sequence[str]) -> int | None:
    """Where the first argument stands; only `--debug` may come before it."""
    return next((n for n, word in enumerate(given) if word != "--debug"), None)


def _is_article(word: str) -> bool:
    if word == "-" or word.lower().startswith(("http://", "https://")):
        return True
    try:
        return not word.startswith("-") and Path(word).is_file()
    except (OSError, ValueError):  # too long for a path, or a NUL in it
        return False
