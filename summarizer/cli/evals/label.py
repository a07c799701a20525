"""`summarizer eval label`: a label to fill in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.evals.options import need_extra
from summarizer.cli.options import BaseUrl, Model, Prompt, day, loaded
from summarizer.errors import OutputError
from summarizer.files import write_whole

EPILOG = """\b
Examples:
  summarizer eval label evals/gold/new-article.txt
  summarizer eval label evals/gold/new-article.txt --assisted --model openai/NAME

The label is written beside the article, as ID.gold.yaml. A prefilled one says `assisted: true`:
whoever checks it saw an engine's answer first, which is not the same as labelling blind.

\b
Exit codes: 0 written; 40 it could not be written, or is there already; else as `brief`.
The whole table: summarizer --help
"""


def command(
    article: Annotated[
        Path, typer.Argument(metavar="ARTICLE", help="The article's file, best ID.txt.")
    ],
    out: Annotated[
        str | None,
        typer.Option("--output", metavar="FILE", help="Write there; - for standard output."),
    ] = None,
    date: Annotated[
        dt.date | None,
        typer.Option(metavar="YYYY-MM-DD", parser=day, help="The day of publication."),
    ] = None,
    assisted: Annotated[
        bool, typer.Option("--assisted", help="Prefill it with a brief, and mark it so.")
    ] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
) -> None:
    """Write an empty label for an article, with the choices of every field.

    It never writes over a label that is there.
    """
    need_extra()
    found = loaded(model=model, base_url=base_url, prompt=prompt)
    say.notes(found.notes)
    target = Path(out) if out else article.with_name(f"{article.stem}.gold.yaml")
    if out != "-" and target.exists():
        raise OutputError(f"{target} is there already", "remove it, or name another with --output")
    from summarizer.reading import read
    from summarizer.scoring.gold import assisted_label, empty_label

    reading = read(str(article), max_bytes=found.settings.max_bytes, published=date)
    say.notes(reading.notes)
    if assisted:
        from summarizer.briefing import brief
        from summarizer.engines.registry import engine_for

        text = assisted_label(reading.article, brief(reading.article, engine_for(found.settings)))
    else:
        text = empty_label(reading.article)
    if out == "-":
        output.put(text, utf8=True)
    else:
        write_whole(target, text)
        say.note(f"the label is {target}; check it with: summarizer eval check {target.parent}")
