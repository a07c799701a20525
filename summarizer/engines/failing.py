"""What an engine's failure at an article means, and when its like is reason to stop a run."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import EngineError, ExitCode, SummarizerError
from summarizer.model import Usage

_ANSWERS = frozenset({ExitCode.BAD_ANSWER, ExitCode.REFUSED, ExitCode.TRUNCATED, ExitCode.LANGUAGE})
"""Failures that say something of the engine, not of the way to it."""

_IN_A_ROW: dict[int, int] = {
    ExitCode.NO_KEY: 3,
    ExitCode.QUOTA: 3,
    ExitCode.BAD_SETTING: 3,
    ExitCode.BAD_REQUEST: 3,
    ExitCode.ENDPOINT_GONE: 5,
    ExitCode.BUDGET: 1,
}
"""After how many failures of one kind in a row the next would only be another."""

_AT_ONCE = frozenset({ExitCode.NO_KEY, ExitCode.QUOTA, ExitCode.BAD_SETTING})
"""Failures that stop a run of which nothing has been answered yet at the first."""


@dataclass(frozen=True)
class Failing:
    """A failure at one article.

    Attributes:
        code: What it is; BUG for an error that was not foreseen.
        why: The same in one line.
        usage: What was spent before it failed.
        is_infrastructure: Whether the endpoint or the program failed, so that it says nothing of
            the engine.
    """

    code: ExitCode
    why: str
    usage: Usage
    is_infrastructure: bool

    @classmethod
    def of(cls, error: Exception) -> Failing:
        """What an error says, foreseen or not."""
        foreseen = isinstance(error, SummarizerError)
        code = error.exit_code if isinstance(error, SummarizerError) else ExitCode.BUG
        usage = getattr(error, "usage", None)
        usage = usage if isinstance(usage, Usage) else Usage()
        answered = isinstance(error, EngineError) and code in _ANSWERS
        if code == ExitCode.BAD_ANSWER and not usage.calls + usage.cached:
            answered = False  # no completion ever came: what answered is no model but, say, a proxy
        why = str(error) if foreseen else f"{type(error).__name__}: {error}"
        return cls(code, " ".join(why.split()), usage, not answered)


@dataclass
class Stopper:
    """Says when to stop a run, since what fails would go on failing.

    Attributes:
        proven: Whether anything of the run has been answered, now or in an earlier session.
    """

    proven: bool
    _code: int = 0
    _row: int = 0

    def answered(self) -> None:
        """Count an article at which the infrastructure held."""
        self.proven = True
        self._row = 0

    def suspects(self, code: int) -> bool:
        """Whether a failure of that kind may turn out to be one that stops the run."""
        # Where others were answered with the same settings, a bad request is the article's.
        return code in _IN_A_ROW and not (self.proven and code == ExitCode.BAD_REQUEST)

    def stops(self, code: int) -> bool:
        """Whether to stop after an infrastructure failure of that kind, given what came before."""
        self._row = self._row + 1 if code == self._code else 1
        self._code = code
        if not self.suspects(code):
            return False
        return self._row >= (1 if not self.proven and code in _AT_ONCE else _IN_A_ROW[code])
