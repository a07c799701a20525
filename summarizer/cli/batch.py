"""`summarizer batch`: situation briefs of whole archives."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import say
from summarizer.cli.options import (
    BaseUrl,
    LogJson,
    MaxTokens,
    Model,
    NewRun,
    NoCache,
    Otel,
    Prompt,
    Quiet,
    Timeout,
    loaded,
)

EPILOG = """\b
Examples:
  summarizer batch news/                                 a folder of articles, the built-in engine
  summarizer batch news.jsonl.gz --map text=body,date=published
  summarizer batch crawl.warc.gz feeds/*.xml --run runs/may
  summarizer batch news.csv --model openai/NAME --max-usd 5
  summarizer batch news.csv --model openai/NAME,groq/NAME --dry-run
  summarizer batch news.csv --model openai/NAME --via batch
  summarizer batch news.csv --run runs/may               goes on where that run stopped
  summarizer batch news.csv --run runs/may --retry failed,truncated
  summarizer batch news.csv --run runs/new --reuse runs/may   the ledger of that run is damaged
  summarizer show runs/may 17                            the brief of the 17th article
  summarizer export runs/may --format csv --output tables/

An archive is a folder tree of what `summarizer brief` reads; JSON lines, a JSON list, CSV or
Parquet; zip or tar; WARC; RSS or Atom; any of them packed; or - for JSON lines on standard input.

A run is a folder with one ledger, which `summarizer show` and `summarizer export` read. What
arrives is on the disk at once: after Ctrl-C, a kill or a full disk the same command with --run goes
on, and nothing is paid for twice. With another prompt or
model the articles are briefed anew, and the earlier briefs stay. What failed stays failed until
--retry takes it up. Ctrl-C lets what is under way end; a second one stops at once.

\b
Exit codes: 0 every article has its outcome and none failed; 41 some failed or could not be read;
42 the budget was reached; 40 the run's folder cannot be written; 54 it is in use or damaged; 20 to
25 the endpoint stopped the run; 130 Ctrl-C. The whole table: summarizer --help
"""


class Via(StrEnum):
    """Another way to ask than one request after another."""

    BATCH = "batch"


def command(  # noqa: PLR0913 - typer takes a command's options as the function's parameters
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE",
            help="Folders and files of many articles, or - for JSON lines on standard input.",
            show_default=False,
        ),
    ],
    run_folder: NewRun = None,
    model: Model = None,
    base_url: BaseUrl = None,
    prompt: Prompt = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="Columns that are not called as usual: text=body,date=published.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the first N entries.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only N entries, drawn by lot.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another one, another sample.")] = 0,
    keep_duplicates: Annotated[
        bool,
        typer.Option("--keep-duplicates", help="Brief each copy of a story, not the first alone."),
    ] = False,
    screen: Annotated[
        bool,
        typer.Option("--screen", help="Do not send articles with nothing to brief in them."),
    ] = False,
    retry: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME,...",
            help="Take up again what ended so: failed, invalid, truncated, refused, skipped.",
        ),
    ] = None,
    reuse: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN",
            help="Take what the model answered in that run, damaged or not, rather than ask again.",
            show_default=False,
        ),
    ] = None,
    concurrency: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=4096,
            metavar="N",
            help="Requests at once at most; by default as many as the endpoint bears.",
        ),
    ] = None,
    rpm: Annotated[
        float | None, typer.Option(min=0.001, metavar="N", help="Requests a minute at most.")
    ] = None,
    tpm: Annotated[
        float | None, typer.Option(min=1, metavar="N", help="Tokens a minute at most.")
    ] = None,
    max_usd: Annotated[
        float | None,
        typer.Option(min=0, metavar="USD", help="US dollars that the whole run may cost."),
    ] = None,
    max_tokens_total: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Tokens that the whole run may read and write."),
    ] = None,
    via: Annotated[
        Via | None,
        typer.Option(help="Ask by the provider's batch API: half the price, up to a day."),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Send nothing; tell what would be sent, and what it would cost and take.",
        ),
    ] = False,
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    no_cache: NoCache = False,
    log_json: LogJson = None,
    otel: Otel = False,
    quiet: Quiet = False,
) -> int:
    """Make situation briefs of whole archives, in a run that can always go on.

    Articles that tell what an earlier one tells are linked to it and not sent. Without a model the
    built-in rules engine reads the articles on every core: offline, and English only.
    """
    found = loaded(
        model=model,
        base_url=base_url,
        prompt=prompt,
        timeout=timeout,
        max_tokens=max_tokens,
        cache=False if no_cache else None,
        otel=otel or None,
    )
    say.notes(found.notes, quiet=quiet)

    from summarizer.archive.entering import Wanted
    from summarizer.archive.inventory import InventoryOptions, mapping_of
    from summarizer.archive.outcome import outcomes_of
    from summarizer.archive.pace import Limits
    from summarizer.cli.batching import Batch
    from summarizer.cli.watching import watched

    wanted = Wanted(
        sources=tuple(sources),
        options=InventoryOptions(
            mapping=mapping_of(mapping) if mapping else {},
            max_bytes=found.settings.max_bytes,
            limit=limit,
            sample=sample,
            seed=seed,
        ),
        keeps_duplicates=keep_duplicates,
        screens=screen,
    )
    batch = Batch(
        settings=found.settings,
        wanted=wanted,
        folder=run_folder,
        reuse=reuse,
        retry=outcomes_of(retry, "--retry") if retry else (),
        limits=Limits(concurrency=concurrency, rpm=rpm, tpm=tpm),
        max_usd=max_usd,
        max_tokens=max_tokens_total,
        by_batches=via is Via.BATCH,
        quiet=quiet,
    )
    if dry_run:
        return batch.rehearse()
    with watched(log_json, otel=found.settings.otel):
        return batch.run()
