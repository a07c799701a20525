"""The states and organisations that one article names, as the tables know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.language.gazetteer import Entry, Form, Hit, gazetteer
from summarizer.language.groups import is_otherwise
from summarizer.language.organs import organ_end
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.runs import Capitals
from summarizer.language.tables import roles

_NO_NAME = 1000  # a rank behind every name: the article has only another word for the state
_OPPOSED = pattern(r"(?:^|\W)(?:anti|pro|non)[-–]$", re.IGNORECASE)
_COMPOUND = pattern(r"[-–]([a-z]+)")
_MERGING_GAP = pattern(r"(?:['’]s)?\s")
_LONGEST_GAP = len("'s ")
_DASHES = ("-", "–")
_ENUMERATED = pattern(r"[-–]|,\s(?:and\s)?|\s(?:and|or)\s(?:the\s)?")
_SHARED = pattern(
    r"\s(?:[a-z]+\s)?(?:talks|negotiations?|dialogue|discussions|war|conflict|dispute|truce|peace"
    r"|cease-?fire|deal|accord|agreement|treaty|border|clashes|hostilities|summit)\b"
)
"""What two peoples share, who both act then: `Ruritanian-Elbonian talks`."""


class Acting(NamedTuple):
    """Where a state or organisation acts, with its organ: `start` to `end`, exclusive."""

    start: int
    end: int
    entry: Entry


class Listed:
    """The rows of the tables that an article names.

    Attributes:
        text: The article.
    """

    def __init__(self, text: str, capitals: Capitals) -> None:
        self.text = text
        self._capitals = capitals

    @cached_property
    def _all_hits(self) -> tuple[Hit, ...]:
        return gazetteer().scan(self.text, self._capitals)

    @cached_property
    def redefined(self) -> frozenset[str]:
        """Initials that the article spells out as something else than the table does."""
        hits = (hit for hit in self._all_hits if is_otherwise(self.text, hit, entries_of))
        return frozenset(self.text[hit.start : hit.end] for hit in hits)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Where the article has words of the tables, and means what they mean."""
        text, others = self.text, self.redefined
        return tuple(hit for hit in self._all_hits if text[hit.start : hit.end] not in others)

    @cached_property
    def names(self) -> dict[Entry, str]:
        """Each state and organisation that the article names, by the fullest name it gives."""
        sure = {hit.form.entries[0] for hit in self.hits if len(hit.form.entries) == 1}
        best: dict[Entry, tuple[int, bool, str]] = {}
        # The same words are the same form again, and a second time changes nothing.
        used = {self.text[start:end]: form for start, end, form in self.hits}
        for said, form in used.items():
            entry = next((entry for entry in form.entries if entry in sure), None)
            entry = entry or next(iter(form.entries), None)
            if entry is None or (form.use == "people" and entry.apart):
                continue
            ranked = (_NO_NAME, False, entry.name)
            if form.use == "name":
                words = " ".join(said.split())
                shouted = words.isupper() and not form.words.isupper()
                ranked = (form.rank, shouted, words)
            best[entry] = min(best.get(entry, ranked), ranked, key=lambda name: name[:2])
        return {entry: name for entry, (*_, name) in best.items()}

    def entry(self, form: Form) -> Entry | None:
        """Which row the form means here: one that the article names; None if it names none."""
        names = self.names
        for entry in form.entries:
            if entry in names:
                return entry
        return None

    def acting(self) -> Iterator[Acting]:
        """Every place where one of them acts, in order; none overlap."""
        last: Acting | None = None
        for place, hit in enumerate(self.hits):
            one = self._acting(hit) or self._enumerated(place)
            if one is None:
                continue
            near = last and last.entry is one.entry and one.start - last.end <= _LONGEST_GAP
            if last and near and _MERGING_GAP.fullmatch(self.text, last.end, one.start):
                # "US State Department"
                last = Acting(last.start, one.end, last.entry)
                continue
            if last:
                yield last
            last = one
        if last:
            yield last

    def _acting(self, hit: Hit) -> Acting | None:
        start, end, form = hit
        entry = self.entry(form)
        if entry is None:
            return None
        organ = organ_end(self.text, end)
        if organ is None and (form.use == "people" or self._other_acts(start, end)):
            return None
        return Acting(start, organ or end, entry)

    def _enumerated(self, place: int) -> Acting | None:
        """A people that acts by what stands after another: `Omani, Qatari and US officials`."""
        start, end, form = self.hits[place]
        if form.use != "people" or self.text[end : end + 1] not in (" ", ",", *_DASHES):
            return None
        last, dashed = end, place > 0 and self.hits[place - 1].end == start - 1
        dashed = dashed and self.text[start - 1] in _DASHES
        joined = dashed
        for following in self.hits[place + 1 : place + 6]:
            if not (joint := _ENUMERATED.fullmatch(self.text, last, following.start)):
                break
            last, joined, dashed = following.end, True, joint[0] in _DASHES
        entry = self.entry(form) if joined else None
        acts = entry and (organ_end(self.text, last) or (dashed and _SHARED.match(self.text, last)))
        return Acting(start, end, entry) if entry and acts else None

    def _other_acts(self, start: int, end: int) -> bool:
        """Whether the name is part of a compound for somebody else: U.S.-led, anti-Israel."""
        if self.text.startswith(_DASHES, end):
            compound = _COMPOUND.match(self.text, end)
            if compound and compound.group(1) not in roles("acting_compounds"):
                return True
        opposed = start > 0 and self.text[start - 1] in _DASHES
        return opposed and _OPPOSED.search(self.text, max(0, start - 6), start) is not None


def entries_of(words: str) -> frozenset[Entry]:
    """The rows of the tables that words may stand for, in whatever text."""
    form = gazetteer().look_up(words)
    return frozenset(form.entries) if form else frozenset()
