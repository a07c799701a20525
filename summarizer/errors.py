"""Every way in which the program can end, and the exceptions that lead there.

One table for the whole program: the README prints it, `summarizer --help` points to it, and a test
holds that no two errors that a user can tell apart share a code by accident.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns to the shell."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        """Make a member that is the number and carries its meaning."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    OK = 0, "everything asked for was done"
    BUG = 1, "an error that the program did not foresee; please report it"
    USAGE = 2, "unknown option or value on the command line"
    NOT_FOUND = 3, "there is no such file"
    IS_FOLDER = 4, "the source is a folder, where one article is wanted"
    EMPTY = 5, "the source holds no text"
    NOT_TEXT = 6, "the source is binary, or of a kind that cannot be read"
    NO_ARTICLE = 7, "the page or document has no article in it"
    PDF_LOCKED = 8, "the PDF is encrypted"
    PDF_NO_TEXT = 9, "the PDF holds images only"
    TOO_LARGE = 10, "the source, or what it unpacks to, is over the size limit"
    FORBIDDEN_ADDRESS = 11, "the URL is not http(s), or leads to an address that is not public"
    FETCH_FAILED = 12, "the URL could not be fetched"
    UNREADABLE = 13, "the source could not be opened, or is damaged"
    BAD_SETTING = 20, "a setting, prompt or model name is wrong"
    NO_KEY = 21, "the model's provider wants a key and there is none, or it was refused"
    ENDPOINT_GONE = 22, "the model's endpoint cannot be reached"
    ENDPOINT_BUSY = 23, "the endpoint kept failing or limiting for longer than the patience set"
    QUOTA = 24, "the account's quota or balance is used up"
    BAD_REQUEST = 25, "the endpoint refused the request as such"
    BAD_ANSWER = 26, "the model's answer could not be used, re-asked or not"
    REFUSED = 27, "the model refused to answer"
    TRUNCATED = 28, "the model's answer was cut off, with the larger limit too"
    LANGUAGE = 29, "the built-in engine reads English only; name a model for other languages"
    OUTPUT = 40, "the output could not be written"
    PARTIAL = 41, "some of several sources failed, or all for different reasons"
    BUDGET = 42, "the budget was reached before the end; more of it goes on from there"
    REGRESSION = 50, "an eval failed: a regression, or a requirement that is broken"
    INCONCLUSIVE = 51, "an eval could not decide, for want of articles or of recordings"
    UNJUDGED = 52, "an eval met too many infrastructure failures to judge"
    BAD_GOLD = 53, "a gold folder or gate file is missing, empty or wrong"
    BAD_RUN = 54, "a run's folder is missing, damaged or in use, or the run is of something else"
    BAD_CORRECTIONS = 60, "a file of corrections is missing or wrong"
    NOT_APPLIED = 61, "the export is written, and some corrections match nothing or do not hold"
    INTERRUPTED = 130, "stopped by Ctrl-C"


class SummarizerError(Exception):
    """What a user is told in one line: what is wrong, where, and what to do.

    Attributes:
        message: What is wrong and where.
        hint: What to do about it; may be empty.
        exit_code: How the process ends if nothing else catches this.
    """

    exit_code: ExitCode = ExitCode.BUG

    def __init__(self, message: str, hint: str = "", *, code: ExitCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.exit_code = code

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class SourceError(SummarizerError):
    """An article could not be read; `exit_code` says why."""

    exit_code = ExitCode.UNREADABLE


class SettingError(SummarizerError):
    """A setting, a prompt's or a model's name is wrong."""

    exit_code = ExitCode.BAD_SETTING


class EngineError(SummarizerError):
    """An engine gave no Draft; `exit_code` says why.

    Attributes:
        usage: What was spent before it failed (a `model.Usage`), or None.
    """

    exit_code = ExitCode.BAD_ANSWER

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        code: ExitCode | None = None,
        usage: object | None = None,
    ) -> None:
        super().__init__(message, hint, code=code)
        self.usage = usage


class Unrecorded(EngineError):  # noqa: N818  it says what is wanting, as its fellows do
    """A replay lacks a completion, or has a damaged one: it says nothing of the model."""

    exit_code = ExitCode.INCONCLUSIVE


class OutputError(SummarizerError):
    """The output could not be written."""

    exit_code = ExitCode.OUTPUT


class EvalError(SummarizerError):
    """Gold, a gate or a run cannot be used; `exit_code` says which."""

    exit_code = ExitCode.BAD_GOLD


class RunError(SummarizerError):
    """The folder of a run, of an eval or of an archive, cannot be used as one."""

    exit_code = ExitCode.BAD_RUN


class CorrectionsError(SummarizerError):
    """A reviewer's file cannot be used."""

    exit_code = ExitCode.BAD_CORRECTIONS
