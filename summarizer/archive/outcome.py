"""How an article of an archive can end."""

from __future__ import annotations

from summarizer.errors import SettingError
from summarizer.model.vocabulary import Term

NOTHING_TO_BRIEF = "nothing_to_brief"
"""The cause of articles that the screen sets aside."""


class Outcome(Term):
    """What came of one article; an article without one is pending."""

    OK = "ok", "it has a brief"
    DUPLICATE = "duplicate", "it tells what an earlier article tells, and shares that one's brief"
    SKIPPED = "skipped", "it was not sent: there is no article in it, or nothing to brief"
    REFUSED = "refused", "the model refused to answer"
    TRUNCATED = "truncated", "the model's answer was cut off, with the larger limit too"
    INVALID = "invalid", "the model's answer could not be used, re-asked or not"
    FAILED = "failed", "the endpoint or the program failed"


def outcomes_of(words: str, option: str) -> tuple[Outcome, ...]:
    """The outcomes that `failed,refused` names.

    Args:
        words: As the user wrote them.
        option: Where, for what the user is told.

    Raises:
        SettingError: One of them is none.
    """
    named = [word.strip() for word in words.replace("|", ",").split(",")]
    for word in named:
        if word not in list(Outcome):
            raise SettingError(
                f"{option} {word!r} is no outcome", f"name some of {', '.join(Outcome)}"
            )
    return tuple(Outcome(word) for word in named)
