"""Options and arguments that several eval commands share, and what they lead to."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import EvalError, ExitCode, SettingError

if TYPE_CHECKING:
    from summarizer.scoring.gate import Gate

GOLD = Path("evals/gold")
"""Where gold is looked for unless another folder is named."""

_EXTRA = ("numpy", "rapidfuzz", "scipy", "yaml")

Gold = Annotated[
    Path, typer.Option("--gold", metavar="FOLDER", help="Gold articles: ID.txt and ID.gold.yaml.")
]
GateFile = Annotated[
    Path | None,
    typer.Option("--gate", metavar="FILE", help="What a deploy must hold, as evals/gate.toml."),
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write there, not to standard output."),
]


def need_extra() -> None:
    """Make sure that what evals are computed with is installed; nothing else needs it.

    Raises:
        SettingError: Part of it is missing.
    """
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise SettingError(
            f"evals need packages that are not installed: {', '.join(missing)}",
            'pip install "summarizer[eval]"',
        )


def gate_of(path: Path | None) -> Gate:
    """The gate in a file; without one the gate's own defaults.

    Raises:
        EvalError: BAD_GOLD, the file is missing or wrong.
    """
    from summarizer.scoring.gate import Gate, load_gate

    return load_gate(path) if path else Gate()


def ids_in(path: Path) -> list[str]:
    """The ids in a file: one a line; empty lines and what follows a `#` do not count.

    Raises:
        EvalError: BAD_GOLD, the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise EvalError(
            f"the list of ids {path} cannot be read: {why}",
            "name a file with one id a line",
            code=ExitCode.BAD_GOLD,
        ) from None
    return [name for line in lines if (name := line.partition("#")[0].strip())]
