"""How far annotators agree on a gold folder: what a report prints beside an engine's scores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import EvalError, ExitCode
from summarizer.reading.base import shown
from summarizer.scoring.gold.document import UnreadableError, parse
from summarizer.scoring.gold.label import Number, Whole, Words
from summarizer.scoring.gold.problems import Problem, from_validation
from summarizer.scoring.results import Measure

FILE = "agreement.yaml"
"""The file of a gold folder that states it."""


class Agreement(BaseModel):
    """Annotators' agreement, measured by this scorer as if one of them were gold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    annotators: Words = Field(description="Who they were and how they worked, in words.")
    articles: Annotated[Whole, Field(ge=1)] = Field(description="How many both of them labelled.")
    measures: dict[Measure, Annotated[Number, Field(ge=0, le=1)]] = Field(
        description="F1 of each measure that is known."
    )


def agreement(folder: Path) -> Agreement | None:
    """What the folder's `agreement.yaml` states; None if there is none.

    Raises:
        EvalError: The file cannot be read or is not of the model (BAD_GOLD).
    """
    stated, problems = open_agreement(folder)
    if problems:
        hint = f"it wants the keys {', '.join(Agreement.model_fields)}; or remove it"
        raise EvalError(f"{shown(str(folder))}: {problems[0]}", hint, code=ExitCode.BAD_GOLD)
    return stated


def open_agreement(folder: Path) -> tuple[Agreement | None, list[Problem]]:
    """What the folder's `agreement.yaml` states, if anything, or what is wrong with it."""
    try:
        tree = parse((folder / FILE).read_bytes(), is_json=False)
        return Agreement.model_validate(tree), []
    except FileNotFoundError:
        return None, []
    except OSError as error:
        return None, [Problem(FILE, "", f"cannot be read: {error.strerror}")]
    except UnreadableError as error:
        return None, [Problem(FILE, error.where, error.what)]
    except ValidationError as error:
        return None, from_validation(FILE, error, Agreement)
