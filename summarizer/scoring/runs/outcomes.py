"""What an attempt's ending means."""

from __future__ import annotations

import datetime as dt

from summarizer.engines.failing import Failing, Stopper
from summarizer.errors import ExitCode, Unrecorded
from summarizer.model import Brief
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.results import Outcome

_BY_CODE = {
    ExitCode.BAD_ANSWER: Outcome.INVALID,
    ExitCode.REFUSED: Outcome.REFUSED,
    ExitCode.TRUNCATED: Outcome.TRUNCATED,
    ExitCode.LANGUAGE: Outcome.DECLINED,
}


def answered(article: str, epoch: int, brief: Brief) -> Attempt:
    """The attempt that gave a brief."""
    return Attempt(
        article=article,
        epoch=epoch,
        outcome=Outcome.OK,
        brief=brief,
        usage=brief.provenance.usage,
        created=dt.datetime.now(dt.UTC),
    )


def failed(article: str, epoch: int, error: Exception) -> Attempt:
    """The attempt that ended in an error, foreseen or not."""
    failing = Failing.of(error)
    return Attempt(
        article=article,
        epoch=epoch,
        outcome=outcome_of(error),
        brief=None,
        why=failing.why,
        exit_code=failing.code,
        usage=failing.usage,
        created=dt.datetime.now(dt.UTC),
    )


def outcome_of(error: Exception) -> Outcome:
    """What an error says of the engine: nothing, if the infrastructure or the program failed."""
    if isinstance(error, Unrecorded):
        return Outcome.UNRECORDED
    failing = Failing.of(error)
    return Outcome.FAILED if failing.is_infrastructure else _BY_CODE[failing.code]


def stops(stopper: Stopper, attempt: Attempt) -> bool:
    """Whether a run is to stop after this attempt."""
    if attempt.outcome is Outcome.FAILED:
        return stopper.stops(attempt.exit_code)
    if attempt.outcome.is_scored:
        stopper.answered()
    return False
