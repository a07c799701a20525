"""What a sentence makes of a counted event: fact, plan, supposition, demand, or something denied.

A planned release is not a release and a quantity demanded is no toll (codebook sections 3, 4, 9.7
and 9.9). The lists are `lexicon/modality.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from summarizer.language import lexicon
from summarizer.language.cues import Cue
from summarizer.language.figures import Figure
from summarizer.language.lexicon import Found, Phrases, Words, tokens
from summarizer.language.patterns import pattern


class Modality(StrEnum):
    """How a sentence puts an event."""

    FACT = "fact"
    DENIED = "denied"
    NEGATED = "negated"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


_TABLE_OF = {
    "denial": Modality.DENIED,
    "negation": Modality.NEGATED,
    "demand": Modality.DEMANDED,
    "hypothetical": Modality.HYPOTHETICAL,
    "plan": Modality.PLANNED,
    "fact": Modality.FACT,
}
"""The tables of the file; the gravest reading comes first."""
_NEAR = 28
_FAR = 72
"""Characters over which a marker reaches an event; denial and supposition reach further."""
_LONGEST_MARKER = 32
_STEP = 2
"""Words between a plan and the figure before its verb: `will see 50 freed`."""
_REACH_FAR = (Modality.DENIED, Modality.HYPOTHETICAL)
_NOT_YET = (Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DEMANDED)

_BREAK = pattern(
    r"[;:]|,[ ](?:but|while|and|after|when|who|which|where)\b|\b(?:but|after|who|whom|which|since"
    r"|because|when|following|where|while|for (?:the|those|killing))\b|[.!?][”\"’]",
    re.IGNORECASE,
)
_FINITE = pattern(r"\b(?:who|whom|which|that|have|has|had|was|were)\b", re.IGNORECASE)
_NOT_ONLY = pattern(r"\s*(?:only|just|less than|fewer than|more than)\b", re.IGNORECASE)
_PURPOSE = pattern(r"(?:([a-z]+) )?\bto $", re.IGNORECASE)
_PURPOSE_REACH = 24
_DONE = pattern(r"(?:ed|ing)\b")
_CONTEST = tuple(
    f"{verb}{end}"
    for verb in ("reject", "disput", "den")
    for end in ("s", "es", "ed", "ies", "ied")
)
_CONTESTS = pattern(
    r"\b(?:disput(?:es?|ed|ing)|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|contest(?:s|ed)?"
    r"|dismiss(?:es|ed)?|refut(?:es?|ed))[ ](?:(?!of\b)[\w’']+[ ]){0,3}?"
    r"(?:numbers?|figures?|count|toll|tally|estimates?|claims?|accounts?|allegations?)\b"
    rf"|^(?:[\w’'-]+[ ]){{1,8}}(?:{'|'.join(_CONTEST)})[ ](?:that|it|this)[.]?$"
    r"|\bis a lie\b|\b(?:called|calls|branded)[ ](?:the|that|those|its|their)[ ][^.;,]{1,40}"
    r"[ ](?:false|untrue|a lie|lies|fabricated|exaggerated|baseless|propaganda)\b",
    re.IGNORECASE,
)
"""What contests a figure or claim of the sentence before, whatever stands between its words."""
_CONTESTING = frozenset(
    (
        *("number", "numbers", "figure", "figures", "count", "toll", "tally", "estimate"),
        *("estimates", "claim", "claims", "account", "accounts", "allegation", "allegations"),
        *("lie", "called", "calls", "branded"),
        *_CONTEST,
    )
)
"""Words of which a sentence has one where `_CONTESTS` or `_WHOSE` matches."""
_WHOSE = pattern(
    r"\b(\w+)['’]s[ ](?:own[ ])?(?:numbers?|figures?|count|toll|tally|estimates?|claims?|account)\b"
)
_TERMS = pattern(
    r"\b(?:deal|proposal|agreement|plan|truce|accord|terms|pact|offer)s?\b", re.IGNORECASE
)


@cache
def _phrases(where: str) -> Phrases[Modality]:
    table = lexicon.table("modality")
    return Phrases(
        {
            phrase: modality
            for name, modality in _TABLE_OF.items()
            for phrase in table[name].get(where, ())
        }
    )


@cache
def _listed(table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon.table("modality")[table][key])


class Modalities:
    """The markers of one sentence, asked once for each figure and cue."""

    def __init__(self, words: Words) -> None:
        # Keeps no `words`: a line that its own reading points to would wait for the garbage
        # collector, and an article's memory with it.
        self._text, self._bag = words.text, words.bag
        self._known: dict[tuple[int, int], Modality] = {}
        self._before = _phrases("before").find(words)
        if "n't" in words.lower or "n’t" in words.lower:
            negated = (word for word in tokens(words.text) if word.word.endswith("n't"))
            self._before += [Found(one.start, one.end, Modality.NEGATED) for one in negated]
            self._before.sort()
        self._starts = [marker.start for marker in self._before]
        self._anywhere = _phrases("anywhere").find(words)

    def denies_what_was_said(self, source: str | None = None) -> bool:
        """Whether the sentence denies a figure or claim given before it (`denied the figure`).

        Args:
            source: Who gave it. A denial of somebody else's (`the mayor's count`) is none of it.
        """
        contests = not _CONTESTING.isdisjoint(self._bag)
        whose = _WHOSE.search(self._text) if contests else None
        if whose and source and whose[1].lower() not in source.lower():
            return False
        backward = _listed("denial", "backward")
        told = any(self._text[m.start : m.end].lower() in backward for m in self._anywhere)
        return told or (contests and _CONTESTS.search(self._text) is not None)

    @property
    def speaks_of_plans(self) -> bool:
        """Whether any word of the sentence says that something is planned, supposed or wanted."""
        return any(m.entry in _NOT_YET for m in self._before) or bool(_TERMS.search(self._text))

    def of(self, figure: Figure, cue: Cue) -> Modality:
        """How the sentence puts what `cue` says of `figure`; the gravest reading wins."""
        if self._anywhere:
            return Modality.DENIED
        place = figure.start, cue.start
        if place not in self._known:  # engine and grounding ask half a dozen times
            self._known[place] = self._of(figure, cue)
        return self._known[place]

    def _of(self, figure: Figure, cue: Cue) -> Modality:
        first, last = min(figure.start, cue.start), max(figure.start, cue.start)
        found = {
            marker.entry
            for marker in self._around(first, last)
            if self._holds(marker, first, last, cue_first=cue.start < figure.start)
        }
        if self._is_purpose(cue) and not self._is_caused(figure, cue):
            found.add(Modality.DEMANDED if self._is_asked(cue) else Modality.PLANNED)
        if cue.words in _listed("plan", "cues"):
            found.add(Modality.PLANNED)
        return next((one for one in _TABLE_OF.values() if one in found), Modality.FACT)

    def _around(self, first: int, last: int) -> Iterator[Found[Modality]]:
        """The markers near enough to an event that spans `first` to `last`."""
        for marker in self._before[bisect_left(self._starts, first - _FAR - _LONGEST_MARKER) :]:
            if marker.start >= last:
                break
            yield marker

    def _is_purpose(self, cue: Cue) -> bool:
        """`to kill dozens` is a plan; `managed to free dozens` is not."""
        if self._text[max(0, cue.start - len("to ")) : cue.start].lower() != "to ":
            return False
        start = max(0, cue.start - _PURPOSE_REACH)
        purpose = _PURPOSE.search(self._text, start, cue.start)
        if purpose is None or _DONE.search(cue.words):
            return False
        return (purpose[1] or "").lower() not in _listed("plan", "done_before_to")

    def _is_asked(self, cue: Cue) -> bool:
        """`urged the states, the largest above all, to free 20`: what others are asked to do."""
        return any(
            self._text[one.start : one.end].lower() in _listed("demand", "of_others")
            and 0 <= cue.start - one.end <= _FAR
            and not _BREAK.search(self._text, one.end, cue.start)
            for one in self._before
        )

    def _is_caused(self, figure: Figure, cue: Cue) -> bool:
        """`the fighting caused 20,000 people to flee`: they did."""
        before = self._text[max(0, figure.start - _PURPOSE_REACH) : figure.start].split()
        caused = bool(before) and before[-1].lower() in _listed("plan", "causes")
        return caused and figure.start < cue.start

    def _holds(self, marker: Found[Modality], first: int, last: int, *, cue_first: bool) -> bool:
        """Whether a marker reaches the event: it stands inside it, or shortly before."""
        negates = marker.entry is Modality.NEGATED
        if marker.end > last or (negates and _NOT_ONLY.match(self._text, marker.end)):
            return False
        if marker.start >= first:
            return not cue_first and not _BREAK.search(self._text, first, marker.start)
        reaches_far = marker.entry in _REACH_FAR
        if first - marker.end > (_FAR if reaches_far else _NEAR):
            return False
        if _BREAK.search(self._text, marker.end, first):
            return False
        if cue_first or reaches_far:
            return True
        # "will see 50 freed", but not "promised the release of dozens held since May"
        between = self._text[marker.end : first].split()
        near = not negates and len(between) <= _STEP
        return near and not _FINITE.search(self._text, first, last)
