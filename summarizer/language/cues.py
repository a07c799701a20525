"""Cues of harm in a sentence: the words that say what happened to the people counted.

The lists are `lexicon/harm.toml`; which cue governs which figure is `governance.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from summarizer.language import lexicon
from summarizer.language.lexicon import Phrases, Words
from summarizer.language.needs import Needs
from summarizer.model.vocabulary import Metric


class CueKind(StrEnum):
    """How a cue can govern a figure (the tables' keys in `harm.toml`)."""

    VERB = "verb"
    STATE = "state"
    NOUN = "noun"
    RUNNING = "running"
    ACT = "act"
    WEAK = "weak"
    SPLIT = "split"
    LOSS = "loss"


Metrics = frozenset[Metric | None]
"""What a cue says happened; None stands for what is no harm (`protested`)."""
_NOTHING: Metrics = frozenset()


class Cue(NamedTuple):
    """A cue in a sentence.

    Attributes:
        start: First code point.
        end: One past the last.
        metrics: What it states, by the way in which it states it.
        words: The cue itself, lower case.
    """

    start: int
    end: int
    metrics: Mapping[CueKind, Metrics]
    words: str

    def of(self, *kinds: CueKind) -> Metrics:
        """The metrics that the cue states in one of these ways."""
        found = _NOTHING
        for kind in kinds:
            found |= self.metrics.get(kind, _NOTHING)
        return found

    @property
    def is_running(self) -> bool:
        """Whether it announces a figure (`the death toll`)."""
        return CueKind.RUNNING in self.metrics


_UNINFLECTED = ("ed", "dead", "lives", "missing")
_NOUN_KINDS = (CueKind.NOUN, CueKind.ACT, CueKind.WEAK)


def _entries() -> Iterator[tuple[str, Metric | None, CueKind]]:
    """Every cue of the file in every form, with a metric and a kind."""
    for name, entry in lexicon.table("harm").items():
        if name == "idioms":
            continue
        metric = None if name == "other" else Metric(name)
        for base in entry["verb"]:
            yield from ((form, metric, CueKind.VERB) for form in lexicon.verb_forms(base))
        yield from ((form, metric, CueKind.VERB) for form in entry["forms"])
        for kind in (CueKind.STATE, CueKind.RUNNING, CueKind.SPLIT, CueKind.LOSS):
            yield from ((phrase, metric, kind) for phrase in entry.get(kind, ()))
        for kind in _NOUN_KINDS:
            for noun in entry[kind]:
                yield noun, metric, kind
                if " " not in noun and not noun.endswith(_UNINFLECTED):
                    yield lexicon.plural(noun), metric, kind


@cache
def _phrases() -> Phrases[Mapping[CueKind, Metrics]]:
    found: dict[str, dict[CueKind, Metrics]] = {
        idiom: {} for idiom in lexicon.table("harm")["idioms"]["words"]
    }
    for phrase, metric, kind in _entries():
        kinds = found.setdefault(phrase, {})
        kinds[kind] = kinds.get(kind, _NOTHING) | {metric}
    return Phrases(found)


@cache
def of_many() -> frozenset[str]:
    """Cues of which `a` single person is never the count: "a patient needs", "a man faces"."""
    return frozenset(lexicon.table("harm")["affected"]["many"])


@cache
def _in_compounds() -> frozenset[str]:
    return frozenset(lexicon.table("harm")["idioms"]["in_compounds"])


@cache
def lost_people() -> frozenset[str]:
    """Nouns for people of whom "lost" says that they died: "lost two sons", never "two voters"."""
    return frozenset(lexicon.table("harm")["killed"]["lost"])


def needs() -> Needs:
    """What a text needs to have a cue."""
    return _phrases().needs


def find_cues(words: Words) -> list[Cue]:
    """Every cue of harm in a sentence, in order.

    The last word of a compound (`rebel-held`) is a cue only where the file says so; an idiom (`in
    the face of`) is none.
    """
    found, text = [], words.text
    for start, end, metrics in _phrases().find(words):
        cue = text[start:end].lower()
        if metrics and (text[start - 1 : start] not in ("-", "‐", "‑") or cue in _in_compounds()):
            found.append(Cue(start, end, metrics, cue))
    return found
