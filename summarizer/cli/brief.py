"""`summarizer brief`: situation briefs of articles."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from summarizer.cli import say
from summarizer.cli.delivery import Delivery
from summarizer.cli.options import (
    BaseUrl,
    LogJson,
    MaxTokens,
    Model,
    NoCache,
    Otel,
    Prompt,
    Quiet,
    day,
    loaded,
)
from summarizer.views import ViewFormat

EPILOG = """\b
Examples:
  summarizer brief article.txt
  summarizer brief https://example.org/news/talks --date 2024-05-17
  summarizer brief article.pdf --format markdown --output article.md
  summarizer brief *.txt --format json > briefs.json
  summarizer brief *.txt --format html --output briefs/
  summarizer brief article.txt --model openai/NAME
  summarizer brief article.txt --model NAME --base-url http://localhost:8000/v1

One bad source does not cost the others. For one source JSON is an object, for several a list.
Notes, progress and errors go to standard error.

\b
Exit codes: 0 every brief was made; 2 wrong option; 41 some sources failed, or all for different
reasons; else the reason that all failed for. The whole table: summarizer --help
"""

_FETCHING = 30.0  # seconds


def command(  # noqa: PLR0913 - typer takes a command's options as the function's parameters
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files (text, Markdown, HTML, PDF, JSON), http(s) URLs, or - for standard input.",
            show_default=False,
        ),
    ],
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
    fmt: Annotated[
        ViewFormat | None,
        typer.Option(
            "--format", help="By default the one of the output file's ending, else terminal."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|FOLDER",
            help="Write there; an existing folder gets one file an article, named by its id.",
        ),
    ] = None,
    date: Annotated[
        dt.date | None,
        typer.Option(
            metavar="YYYY-MM-DD", parser=day, help="The day of publication, of every source."
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help="What one try of a request to the model, or fetching a URL, may take.",
        ),
    ] = None,
    max_tokens: MaxTokens = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses that are not public.")
    ] = False,
    no_cache: NoCache = False,
    log_json: LogJson = None,
    otel: Otel = False,
    quiet: Quiet = False,
) -> None:
    """Make a situation brief of each SOURCE.

    A brief says how the talks stand, who demands what, and the tolls, each item with the sentences
    that say it. Without a model the built-in rules engine reads the article: offline, and English
    only.
    """
    delivery = Delivery.to(output, fmt, several=len(sources) > 1)
    found = loaded(
        model=model,
        base_url=base_url,
        prompt=prompt,
        timeout=timeout,
        max_tokens=max_tokens,
        allow_private=allow_private or None,
        cache=False if no_cache else None,
        otel=otel or None,
    )
    say.notes(found.notes, quiet=quiet)

    from summarizer.cli.errand import Errand
    from summarizer.cli.watching import watched
    from summarizer.engines.registry import engine_for

    engine = engine_for(found.settings)
    if found.settings.model is None and not quiet:
        say.note("no model is set, so the built-in rules engine reads; --model sets one")
    errand = Errand(
        engine=engine,
        settings=found.settings,
        delivery=delivery,
        published=date,
        fetching=_FETCHING if timeout is None else found.settings.timeout,
        quiet=quiet,
        debug=context.obj.debug,
    )
    with watched(log_json, otel=found.settings.otel):
        code = errand.run(sources)
    raise typer.Exit(code)
