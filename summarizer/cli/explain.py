"""`summarizer explain`: why the built-in rules said what they said of an article."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.options import Quiet, day, loaded

EPILOG = """\b
Examples:
  summarizer explain article.txt
  summarizer explain https://example.org/news/talks --date 2024-05-17
  summarizer explain article.txt --format json

It is always the built-in rules engine that is explained, whatever model is set: it needs no
network, and what it tells is written down by the rules as they decide.

\b
Exit codes: 0 done; 2 wrong option; else the reason why there is no brief to explain, as of
`summarizer brief`. The whole table: summarizer --help
"""


class ExplainFormat(StrEnum):
    """What an explanation can be turned into."""

    TERMINAL = "terminal"
    JSON = "json"


def command(
    article: Annotated[
        str,
        typer.Argument(
            help="A file (text, Markdown, HTML, PDF, JSON), http(s) URL, or - for standard input.",
            show_default=False,
        ),
    ],
    fmt: Annotated[
        ExplainFormat,
        typer.Option("--format", help="JSON has everything; the terminal is to read."),
    ] = ExplainFormat.TERMINAL,
    date: Annotated[
        dt.date | None,
        typer.Option(metavar="YYYY-MM-DD", parser=day, help="The day of publication."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="What fetching a URL may take.")
    ] = 30.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from addresses that are not public.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Tell why the built-in rules say what they say of ARTICLE.

    For each item of the brief: its sentences, the words that fired, the rule, and what the check
    made of it. For each number of the text: whether it is a toll, and if not, why not.
    """
    found = loaded(allow_private=allow_private or None)
    say.notes(found.notes, quiet=quiet)

    from summarizer.explaining import explain
    from summarizer.reading import read
    from summarizer.views.explained import explanation_as_json, print_explanation

    reading = read(
        article,
        max_bytes=found.settings.max_bytes,
        allow_private=found.settings.allow_private,
        timeout=timeout,
        published=date,
    )
    say.notes(reading.notes, quiet=quiet)
    explanation = explain(reading.article)
    if fmt is ExplainFormat.JSON:
        output.put(explanation_as_json(explanation), utf8=True)
        return
    console = output.console()
    with console.capture() as captured:
        print_explanation(explanation, console)
    output.put(output.trimmed(captured.get()))
