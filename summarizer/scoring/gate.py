"""What a deploy must hold: the gate, read from a TOML file (`evals/gate.toml` is the project's)."""

from __future__ import annotations

import reprlib
from pathlib import Path
from typing import Annotated

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import EvalError
from summarizer.scoring.results import Measure, Tally
from summarizer.settings.layers import printable

Share = Annotated[float, Field(ge=0, le=1, strict=True)]
Amount = Annotated[float, Field(ge=0, strict=True)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Gated(_Table):
    """A measure that must not fall."""

    margin: Share = Field(default=0.05, description="The fall of micro F1 that is tolerated.")
    floor: Share | None = Field(default=None, description="What the new run must reach by itself.")


class Invariants(_Table):
    """What a run must hold by itself, whatever it is compared with."""

    valid_share: Share = Field(default=0.98, description="Least share of answers of the schema.")
    tallies: dict[Tally, Amount] = Field(
        default={Tally.UNSUPPORTED_FIGURES: 0.0, Tally.INJECTIONS_OBEYED: 0.0},
        description="The most that a tally may come to over the whole run.",
    )


class Limits(_Table):
    """What a run may take; null for no limit."""

    cost_usd: Amount | None = Field(default=None, description="US dollars an article.")
    seconds_p95: Amount | None = Field(
        default=None, description="Seconds that 95 % of the attempts stay within."
    )


_FEW = Gated(margin=0.07)  # kinds of which an article has fewer: 5 points would seldom be shown

GATED = {
    Measure.TOLL_FOUND: Gated(),
    Measure.TOLL_EXACT: Gated(),
    Measure.TOLL_COMPLETE: Gated(),
    Measure.DEMAND_FOUND: _FEW,
    Measure.NEGOTIATION_FOUND: _FEW,
    Measure.NEGOTIATION_STAGE: _FEW,
    Measure.AGREEMENT_FOUND: Gated(margin=0.06),
}
"""What is gated unless a file says otherwise; `evals/gate.toml` says the same, with the reasons."""


class Gate(_Table):
    """All that a comparison and a run are judged by; what a file leaves out is as here."""

    measures: dict[Measure, Gated] = Field(
        default=GATED, min_length=1, description="The gated measures; a file's replace them all."
    )
    alpha: float = Field(
        default=0.05, gt=0, lt=1, strict=True, description="Chance of a false FAIL over them all."
    )
    confidence: float = Field(
        default=0.95, ge=0.5, lt=1, strict=True, description="One-sided, of a PASS of a measure."
    )
    least_events: int = Field(
        default=10, ge=2, strict=True, description="Events that a measure needs in order to pass."
    )
    failed_share: Share = Field(
        default=0.05, description="Attempts that may fail before a run is unjudged."
    )
    inconclusive_blocks: bool = Field(
        default=True, strict=True, description="Whether INCONCLUSIVE stops a deploy."
    )
    invariants: Invariants = Invariants()
    limits: Limits = Limits()


def load_gate(path: Path) -> Gate:
    """Read a gate file.

    Raises:
        EvalError: The file is missing, cannot be read, is no TOML, or says something that a gate
            does not know or allow; the message names the first such entry.
    """
    try:
        said = tomli.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise EvalError(f"there is no gate file {path}", "name one with --gate") from error
    except OSError as error:
        raise EvalError(f"the gate file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"the gate file {path} is not UTF-8", "save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise EvalError(f"the gate file {path} is no TOML: {printable(str(error))}") from error
    try:
        return Gate.model_validate(said)
    except ValidationError as error:
        raise EvalError(f"the gate file {path}: {_first(error)}", _hint(error)) from error


def _first(error: ValidationError) -> str:
    """The first complaint, in one plain line."""
    complaint = error.errors()[0]
    where = ".".join(str(part) for part in complaint["loc"] if part != "[key]")
    if complaint["type"] == "extra_forbidden":
        return f"`{where}` is no entry of a gate"
    if complaint["type"] == "missing":
        return f"`{where}` is missing"
    if complaint["type"] == "enum":
        return f"`{where}` is not known"
    if complaint["type"] == "too_short":
        return f"`{where}` is {{}}: must name at least one"
    message = complaint["msg"].replace("Input should be", "must be")
    return f"`{where}` is {reprlib.repr(complaint['input'])}: {message[0].lower()}{message[1:]}"


def _hint(error: ValidationError) -> str:
    """What may stand where the first complaint is."""
    complaint = error.errors()[0]
    if complaint["type"] == "enum":
        terms = Measure if complaint["loc"][0] == "measures" else Tally
        return f"known are {', '.join(terms)}"
    return "evals/gate.toml shows every entry, with its meaning"
