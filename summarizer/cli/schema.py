"""`summarizer schema`: the JSON Schemas of a brief, a draft and a gold label."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from summarizer.cli import output

EPILOG = """\b
Examples:
  summarizer schema > brief.schema.json
  summarizer schema draft
  summarizer schema gold > gold.schema.json     for an editor that checks labels

Exit codes: 0 done; 2 wrong argument. The whole table: summarizer --help
"""


class Noun(StrEnum):
    """What there is a schema of."""

    BRIEF = "brief"
    DRAFT = "draft"
    GOLD = "gold"


def command(
    noun: Annotated[
        Noun,
        typer.Argument(
            help="`brief` is what you get; `draft` what an engine delivers; `gold` a label."
        ),
    ] = Noun.BRIEF,
) -> None:
    """Print the JSON Schema of a brief, a draft or a gold label.

    It holds the codebook's definition of every field and term.
    """
    output.put(json.dumps(_schema(noun), indent=2) + "\n")


def _schema(noun: Noun) -> dict[str, Any]:
    from summarizer.model import Brief, Draft

    if noun is Noun.GOLD:
        from summarizer.cli.evals.options import need_extra

        need_extra()
        from summarizer.scoring.gold import schema

        return schema()
    return (Brief if noun is Noun.BRIEF else Draft).model_json_schema(mode="serialization")
