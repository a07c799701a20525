"""How an article of an archive can end."""

from __future__ import annotations

from summarizer.model.vocabulary import Term


class Outcome(Term):
    """What came of one article; an article without one is pending."""

    OK = "ok", "it has a brief"
    DUPLICATE = "duplicate", "it tells what an earlier article tells, and shares that one's brief"
    SKIPPED = "skipped", "it was not sent: there is no article in it, or nothing to brief"
    REFUSED = "refused", "the model refused to answer"
    TRUNCATED = "truncated", "the model's answer was cut off, with the larger limit too"
    INVALID = "invalid", "the model's answer could not be used, re-asked or not"
    FAILED = "failed", "the endpoint or the program failed, or the engine cannot read it"

    @property
    def is_set_aside(self) -> bool:
        """Whether it was decided before anything was sent, whatever the model is."""
        return self in (Outcome.DUPLICATE, Outcome.SKIPPED)
