"""`summarizer logs`: the completions that were paid for and kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.options import AsJson, loaded
from summarizer.cli.tabular import table
from summarizer.errors import SettingError

if TYPE_CHECKING:
    from summarizer.engines.llm.cache import Completions

_EPILOG = """\b
Examples:
  summarizer logs
  summarizer logs --json
  summarizer logs show 3fa4c1

Exit codes: 0 done; 20 there is no such completion. The whole table: summarizer --help
"""

app = typer.Typer(epilog=_EPILOG, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def list_logs(context: typer.Context, as_json: AsJson = False) -> None:
    """List the kept completions, newest first.

    A completion is kept for each request to a model, so that the same brief again costs nothing.
    `in` and `out` are tokens.
    """
    if context.invoked_subcommand:
        return
    kept = _kept()
    rows = kept.list(say.note)
    if as_json:
        listed = [
            {
                "created": row.created.isoformat(),
                "model": row.model,
                "endpoint": row.endpoint,
                "article": row.article,
                "end": str(row.end),
                "tokens_in": row.tokens_in,
                "tokens_out": row.tokens_out,
                "digest": row.digest,
            }
            for row in rows
        ]
        output.put(json.dumps(listed, indent=2) + "\n")
        return
    if not rows:
        say.note(f"no completions are kept in {kept.folder}")
        return
    heads = ("when (UTC)", "model", "article", "end", "in", "out", "digest")
    cells = [
        (
            f"{row.created:%Y-%m-%d %H:%M:%S}",
            row.model,
            row.article or "",
            str(row.end),
            str(row.tokens_in),
            str(row.tokens_out),
            row.digest[:12],
        )
        for row in rows
    ]
    output.put(table(heads, cells))


@app.command("show", epilog=_EPILOG)
def show(
    digest: Annotated[str, typer.Argument(help="A completion's digest, or the start of it.")],
) -> None:
    """Print one kept completion as JSON."""
    kept = _kept()
    found = [row for row in kept.list(say.note) if row.digest.startswith(digest)]
    if len(found) != 1:
        several = f"{len(found)} kept completions begin" if found else "no kept completion begins"
        raise SettingError(f"{several} with {digest!r}", "`summarizer logs` lists them")
    record = kept.get(found[0].digest, say.note)
    if record is None:
        raise SettingError(f"the completion {digest} is gone", "`summarizer logs` lists the others")
    output.put(json.dumps(record.model_dump(mode="json"), indent=2) + "\n")


def _kept() -> Completions:
    from summarizer.engines.llm.cache import Completions

    found = loaded()
    say.notes(found.notes)
    return Completions(found.settings.completions_dir)
