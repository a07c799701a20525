"""What the rules decided and by which words, written down by the rules themselves as they decide.

`summarizer explain` shows it. Nothing is recorded unless `tracing` is on, and then by the very line
that decides: where a rule makes an item it calls `fired`, where it judges a figure it calls
`weighed`. An explanation worked out afterwards would sooner or later tell of other rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from summarizer.language.governance import Governor
from summarizer.language.reader import Line
from summarizer.model import DraftAgreement, DraftDemand, DraftNegotiation, DraftToll
from summarizer.model.vocabulary import Term

DraftItem = DraftToll | DraftDemand | DraftNegotiation | DraftAgreement
Made = TypeVar("Made", DraftToll, DraftDemand, DraftNegotiation, DraftAgreement)


class Rule(Term):
    """The rules by which the built-in engine makes an item."""

    TOLL_DIRECT = "toll-direct", "a cue of harm governs the figure as its object, subject or noun"
    TOLL_IN_LIST = "toll-in-list", "the cue of a figure in the same list governs this one too"
    TOLL_STILL_HELD = "toll-still-held", "the noun says captives, a word beside it that they remain"
    TOLL_ECHO = "toll-echo", "a bare count or a part goes on about the toll told just before"
    POSITION_VERB = "position-verb", "the holder is the subject of a verb of position"
    POSITION_SAID = "position-said", "the holder says that it will not"
    POSITION_CONDITION = "position-condition", "the holder makes an act depend on something"
    POSITION_AIM = "position-aim", "the holder says what must become of the other side"
    TALKS = "talks", "a word for talks, or a fresh deal, and two principals"
    COUNCIL_TEXT = "council-text", "the Security Council has a text at work"
    DEAL = "deal", "a noun for a deal, and words beside it that say where it stands"


class Weight(Term):
    """What became of a figure that the rule for tolls looked at."""

    TOLL = "toll", "a toll"
    REPEATED = "repeated", "repeats a toll in the same words, which cites this sentence too"
    NOT_PEOPLE = "not-people", "counts something else than people"
    ONLY_SHARE = "only-share", "a share of people without a count of them"
    NO_CUE = "no-cue", "no cue of harm governs it"
    NO_HARM = "no-harm", "the cue that governs it says no harm"
    UNSURE = "unsure", "a cue names a state of these people, and does not say that it befell them"
    ANOTHER_READING = "another-reading", "the same cue says another metric of these people"
    NEGATED = "negated", "the sentence says that it did not happen"
    DEMANDED = "demanded", "the sentence says that somebody wants it"
    HYPOTHETICAL = "hypothetical", "the sentence only supposes it"


class Fired(NamedTuple):
    """A rule that made an item: the words that it went by, as the text has them."""

    item: DraftItem
    rule: Rule
    cues: tuple[str, ...]


class Weighed(NamedTuple):
    """A figure judged: by its sentence's number and its place among the figures there, from 0.

    `governor` is the cue that decided, None if there was none; `item` is the toll made or repeated.
    """

    sentence: int
    place: int
    weight: Weight
    governor: Governor | None = None
    item: DraftToll | None = None


@dataclass
class Trace:
    """What one reading of one article decided, in the order of deciding."""

    fired: list[Fired] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)

    def of(self, item: DraftItem) -> Fired | None:
        """The rule that made this very item; None if no rule told."""
        return next((one for one in self.fired if one.item is item), None)


_TRACE: ContextVar[Trace | None] = ContextVar("trace of the rules", default=None)


@contextmanager
def tracing() -> Iterator[Trace]:
    """Record what the rules decide inside the `with`, in this thread or task only."""
    trace = Trace()
    token = _TRACE.set(trace)
    try:
        yield trace
    finally:
        _TRACE.reset(token)


def fired(item: Made, rule: Rule, *cues: str) -> Made:
    """Tell that a rule made an item, going by these words; gives the item back."""
    if (trace := _TRACE.get()) is not None:
        trace.fired.append(Fired(item, rule, tuple(dict.fromkeys(cues))))
    return item


def weighed(
    line: Line,
    index: int,
    weight: Weight,
    governor: Governor | None = None,
    item: DraftToll | None = None,
) -> None:
    """Tell what became of a figure of a line."""
    if (trace := _TRACE.get()) is not None:
        trace.weighed.append(Weighed(line.number, index, weight, governor, item))
