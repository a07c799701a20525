"""The governors of every figure of a sentence, those that a list hands on included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from summarizer.language.cues import Cue
from summarizer.language.figures import Figure
from summarizer.language.governance import paths
from summarizer.language.governance.direct import Direct, is_count, may_be_governed
from summarizer.language.governance.governors import Governor, Strength

_REACH = 140
"""Characters between two figures of one list."""


class Sentence:
    """The figures and cues of one sentence, and which governs which."""

    def __init__(self, text: str, figures: Sequence[Figure], cues: Sequence[Cue]) -> None:
        self.text = text
        self.figures = figures
        direct = Direct(text, figures, cues)
        self._direct = [direct.governors(index) for index in range(len(figures))]
        self._share_out()
        self._members = [
            i for i, figure in enumerate(figures) if is_count(figure) or self._direct[i]
        ]
        self._all: list[tuple[Governor, ...]] = []
        for index in range(len(figures)):  # in order: a list hands its cue on from left to right
            self._all.append(self._with_inherited(index))

    def _share_out(self) -> None:
        """Give what is told of a part of so many people to the part, and nothing to the many.

        In "187,000 of the strip's 2.3 million people have left" the 187,000 have left.
        """
        for index in range(1, len(self.figures)):
            part, base = self.figures[index - 1], self.figures[index]
            told = self._direct[index]
            if not told or self._direct[index - 1] or not is_count(part):
                continue
            if not paths.PART_OF.fullmatch(self.text, part.end, base.start):
                continue
            if paths.FINITE_NEXT.match(self.text, base.counted.end):
                self._direct[index - 1], self._direct[index] = told, ()

    def governors(self, index: int) -> tuple[Governor, ...]:
        """Every cue that governs the figure, the surest first; empty if none was found."""
        return self._all[index]

    def _with_inherited(self, index: int) -> tuple[Governor, ...]:
        direct = self._direct[index]
        if any(governor.strength is Strength.DIRECT for governor in direct):
            return direct
        if not may_be_governed(self.figures[index]):
            return ()
        return (*self._inherited(index), *direct)

    def _inherited(self, index: int) -> tuple[Governor, ...]:
        """The cue of the figure before it in a list, else of the one after it."""
        figure = self.figures[index]
        if paths.GOES_ELSEWHERE.match(self.text, max(figure.end, figure.counted.end)):
            return ()  # "20 injured and millions of people around the world asking why"
        earlier = self._earlier(index)
        if earlier is not None and (handed := _handed_on(self._all[earlier], earlier)):
            return handed
        later = self._later(index)
        if later is None:
            return ()
        if handed := _handed_on(self._direct[later], later):
            return handed
        # a list whose verb comes last: "150 police, 95 civilians and hundreds of rebels killed"
        last = self._later(later)
        return () if last is None else _handed_on(self._direct[last], last)

    def _earlier(self, index: int) -> int | None:
        """The figure before this one, if they stand in one list."""
        place = bisect_left(self._members, index) - 1
        if place < 0 or not self._in_list(self._members[place], index):
            return None
        return self._members[place]

    def _later(self, index: int) -> int | None:
        """The figure after this one, if they stand in one list."""
        place = bisect_right(self._members, index)
        if place == len(self._members) or not self._in_list(index, self._members[place]):
            return None
        return self._members[place]

    def _in_list(self, first: int, second: int) -> bool:
        one, two = self.figures[first], self.figures[second]
        edge = max(one.end, one.counted.end)
        if two.start - edge > _REACH or not paths.LIST.fullmatch(self.text, edge, two.start):
            return False
        # "46 were killed, an official said" is no list, "46 people and a child" is one
        return not two.article or (
            paths.JOINED.search(self.text, edge, two.start) is not None
            and not paths.SAYS.match(self.text, two.counted.end)
        )


def _handed_on(governors: Sequence[Governor], parent: int) -> tuple[Governor, ...]:
    return tuple(
        Governor(governor.metric, Strength.INHERITED, governor.cue, parent)
        for governor in governors
        if governor.strength is not Strength.WEAK
    )
