"""`summarizer schema`: the JSON Schema of a brief, or of what an engine must deliver."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli import output

EPILOG = """\b
Examples:
  summarizer schema > brief.schema.json
  summarizer schema draft

Exit codes: 0 done; 2 wrong argument. The whole table: summarizer --help
"""


class Noun(StrEnum):
    """What there is a schema of."""

    BRIEF = "brief"
    DRAFT = "draft"


def command(
    noun: Annotated[
        Noun,
        typer.Argument(help="`brief` is what you get; `draft` is what an engine delivers."),
    ] = Noun.BRIEF,
) -> None:
    """Print the JSON Schema of a brief or a draft.

    It holds the codebook's definition of every field and term.
    """
    from summarizer.model import Brief, Draft

    schema = (Brief if noun is Noun.BRIEF else Draft).model_json_schema(mode="serialization")
    output.put(json.dumps(schema, indent=2) + "\n")
