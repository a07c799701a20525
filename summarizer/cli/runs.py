"""`summarizer runs`: the runs over archives, and how far each is."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli import output, say
from summarizer.cli.options import AsJson
from summarizer.cli.tabular import table
from summarizer.errors import RunError

if TYPE_CHECKING:
    from summarizer.archive.ledger import Ledger

EPILOG = """\b
Examples:
  summarizer runs
  summarizer runs archive/runs --json

Done are the articles that have an outcome, briefs those with one of their own; failed ones are what
`summarizer batch --retry` can take up. The state is running, killed, done, or why the last session
was stopped.

`summarizer batch` makes runs, also while it is listed here; `summarizer eval runs` lists evals.

Exit codes: 0 done; 54 there is no such folder. The whole table: summarizer --help
"""

RUNS = Path("runs")
"""Where runs are kept unless another folder is named."""


def run_name(created: dt.datetime, *parts: str | None) -> str:
    """A folder's name for a new run: when, and what of."""
    what = "-".join(filter(None, parts))
    stamp = created.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"{stamp}-{re.sub(r'[^A-Za-z0-9.-]+', '-', what).strip('-')[:60]}"


def new_folder(name: str) -> Path:
    """A folder in `runs/` for a new run, that is not there yet.

    Two runs may begin within a second, or with the clock set back between them: the second must
    not go on with the first.
    """
    folder, number = RUNS / name, 1
    while folder.exists():
        number += 1
        folder = RUNS / f"{name}-{number}"
    return folder


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where runs are kept.")] = RUNS,
    as_json: AsJson = False,
) -> None:
    """List the runs over archives in a folder, newest first."""
    rows = sorted(_rows(folder), key=lambda row: str(row["created"] or ""), reverse=True)
    if as_json:
        output.put(json.dumps(rows, indent=2) + "\n")
    elif rows:
        heads = ("run", "begun (UTC)", "model", "prompt", "done", "briefs", "failed", "state")
        output.put(table(heads, [_cells(row) for row in rows]))
    else:
        say.note(f"there are no runs over archives in {folder}")


def _rows(folder: Path) -> list[dict[str, Any]]:
    from summarizer.archive.ledger import LEDGER, Ledger

    try:
        paths = [folder] if (folder / LEDGER).is_file() else sorted(folder.iterdir())
    except OSError as error:
        raise RunError(
            f"the folder {folder} cannot be listed: {error.strerror}",
            "name the folder that runs are kept in",
        ) from None
    rows = []
    for path in paths:
        if (path / LEDGER).is_file():
            try:
                with Ledger.open(path) as ledger:
                    rows.append(_row(path, ledger))
            except RunError as error:
                say.note(str(error))
    return rows


def _row(path: Path, ledger: Ledger) -> dict[str, Any]:
    recipe, last = ledger.recipe, ledger.last_session()
    counts = ledger.counts()
    outcomes: dict[str, int] = {}
    for (outcome, _), number in counts.items():
        name = "pending" if outcome is None else str(outcome)
        outcomes[name] = outcomes.get(name, 0) + number
    usage = ledger.spent()
    return {
        "run": str(path),
        "created": ledger.created.isoformat() if ledger.created else None,
        "engine": recipe.engine if recipe else None,
        "model": recipe.model if recipe else None,
        "prompt": recipe.prompt if recipe else None,
        "articles": sum(counts.values()),
        "outcomes": outcomes,
        "calls": usage.calls,
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "cost_usd": usage.cost_usd,
        "state": last,
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    outcomes = row["outcomes"]
    failed = sum(outcomes.get(name, 0) for name in ("failed", "invalid", "refused", "truncated"))
    pending = outcomes.get("pending", 0)
    return (
        Path(row["run"]).name,
        (row["created"] or "-")[:16].replace("T", " "),
        row["model"] or "-",
        row["prompt"] or "-",
        f"{row['articles'] - pending}/{row['articles']}",
        str(outcomes.get("ok", 0)),
        str(failed),
        row["state"],
    )
