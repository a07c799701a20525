"""What an attempt's ending means, and when its like is reason to stop the run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from summarizer.errors import EngineError, ExitCode, SummarizerError, Unrecorded
from summarizer.model import Brief, Usage
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.results import Outcome

_BY_CODE = {
    ExitCode.BAD_ANSWER: Outcome.INVALID,
    ExitCode.REFUSED: Outcome.REFUSED,
    ExitCode.TRUNCATED: Outcome.TRUNCATED,
    ExitCode.LANGUAGE: Outcome.DECLINED,
}

_IN_A_ROW: dict[int, int] = {
    ExitCode.NO_KEY: 3,
    ExitCode.QUOTA: 3,
    ExitCode.BAD_SETTING: 3,
    ExitCode.BAD_REQUEST: 3,
    ExitCode.ENDPOINT_GONE: 5,
}
"""After how many failures of one kind in a row the next would only be another."""

_AT_ONCE = frozenset({ExitCode.NO_KEY, ExitCode.QUOTA, ExitCode.BAD_SETTING})
"""Failures that stop a run of which nothing has been answered yet at the first."""


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
    usage = getattr(error, "usage", None)
    foreseen = isinstance(error, SummarizerError)
    return Attempt(
        article=article,
        epoch=epoch,
        outcome=outcome_of(error),
        brief=None,
        why=" ".join((str(error) if foreseen else f"{type(error).__name__}: {error}").split()),
        exit_code=error.exit_code if isinstance(error, SummarizerError) else ExitCode.BUG,
        usage=usage if isinstance(usage, Usage) else Usage(),
        created=dt.datetime.now(dt.UTC),
    )


def outcome_of(error: Exception) -> Outcome:
    """What an error says of the engine: nothing, if the infrastructure or the program failed."""
    if isinstance(error, Unrecorded):
        return Outcome.UNRECORDED
    if not isinstance(error, EngineError):
        return Outcome.FAILED
    outcome = _BY_CODE.get(error.exit_code, Outcome.FAILED)
    usage = error.usage
    if outcome is Outcome.INVALID and isinstance(usage, Usage) and not usage.calls + usage.cached:
        return (
            Outcome.FAILED
        )  # no completion ever came: what answered is no model but, say, a proxy
    return outcome


@dataclass
class Stopper:
    """Says when to stop a run, since what fails would go on failing.

    Attributes:
        proven: Whether anything of the run has been answered, now or in an earlier session.
    """

    proven: bool
    _code: int = 0
    _row: int = 0

    def stops(self, attempt: Attempt) -> bool:
        """Whether to stop after this attempt, given those before it."""
        if attempt.outcome is not Outcome.FAILED:
            self.proven = self.proven or attempt.outcome.is_scored
            self._row = 0
            return False
        self._row = self._row + 1 if attempt.exit_code == self._code else 1
        self._code = attempt.exit_code
        if self.proven and self._code == ExitCode.BAD_REQUEST:
            return False  # others were answered with the same settings: it is the article's
        least = 1 if not self.proven and self._code in _AT_ONCE else _IN_A_ROW.get(self._code)
        return least is not None and self._row >= least
