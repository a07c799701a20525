"""The program: its commands, its default verb, and how it ends."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from summarizer.cli import (
    batch,
    brief,
    config,
    doctor,
    evals,
    explain,
    export,
    logs,
    output,
    prompts,
    runs,
    say,
    schema,
    show,
)
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
app.command("brief", epilog=brief.EPILOG)(brief.command)
app.command("batch", epilog=batch.EPILOG)(batch.command)
app.command("show", epilog=show.EPILOG)(show.command)
app.command("runs", epilog=runs.EPILOG)(runs.command)
app.command("explain", epilog=explain.EPILOG)(explain.command)
app.command("export", epilog=export.EPILOG)(export.command)
app.command("schema", epilog=schema.EPILOG)(schema.command)
app.add_typer(evals.app, name="eval")
app.add_typer(prompts.app, name="prompts")
app.add_typer(logs.app, name="logs")
app.command("config", epilog=config.EPILOG)(config.command)
app.command("doctor", epilog=doctor.EPILOG)(doctor.command)

COMMANDS = (
    *("brief", "batch", "show", "runs", "export", "explain", "eval"),
    *("schema", "prompts", "logs", "config", "doctor"),
)
"""The names that the default verb gives way to."""


def _show_version(wanted: bool) -> None:
    if wanted:
        from summarizer.version import VERSION

        output.put(f"{_PROGRAM} {VERSION}\n")
        raise typer.Exit


@app.callback()
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
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program; every failure is told in one line on standard error.

    Args:
        arguments: The command line without the program's name; none at all asks for help.

    Returns:
        The exit code, of `ExitCode`.
    """
    this = Run()
    try:
        ended = app(
            args=with_verb(arguments) or ["--help"],
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

    An article is `-`, a URL or a file that exists; only `--debug` may stand before it. A word that
    is neither command nor file stays as it is, to be refused as an unknown command.
    """
    given = list(arguments)
    place = next((n for n, word in enumerate(given) if word != "--debug"), None)
    if place is None or given[place] in COMMANDS or not _is_article(given[place]):
        return given
    return [*given[:place], "brief", *given[place:]]


def _is_article(word: str) -> bool:
    if word == "-" or word.lower().startswith(("http://", "https://")):
        return True
    try:
        return not word.startswith("-") and Path(word).is_file()
    except (OSError, ValueError):  # too long for a path, or a NUL in it
        return False
