"""`summarizer eval`: measure an engine, model or prompt against gold articles, and gate on it."""

from __future__ import annotations

import typer

from summarizer.cli.evals import (
    agree,
    check,
    compare,
    counterfactual,
    inject,
    label,
    report,
    run,
    runs,
    score,
)

_EPILOG = """\b
A gate before a deploy:
  summarizer eval check evals/gold
  summarizer eval run --model openai/OLD --run runs/base
  summarizer eval run --model openai/NEW --run runs/new
  summarizer eval compare runs/base runs/new --gate evals/gate.toml

\b
Exit codes: 0 pass; 50 a regression or a broken requirement; 51 inconclusive; 52 too many
infrastructure failures to judge; 53 gold or gate is wrong; 54 a run cannot be used.
The whole table: summarizer --help
"""

app = typer.Typer(
    help="Score an engine, a model or a prompt on gold articles.",
    epilog=_EPILOG,
    rich_markup_mode=None,
    no_args_is_help=True,
)
for _name, _module in (
    ("run", run),
    ("score", score),
    ("compare", compare),
    ("report", report),
    ("runs", runs),
    ("check", check),
    ("label", label),
    ("agree", agree),
    ("counterfactual", counterfactual),
    ("inject", inject),
):
    app.command(_name, epilog=_module.EPILOG)(_module.command)
