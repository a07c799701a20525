"""Counts whose sentence has no word of harm of its own: it goes on about a toll told just before.

"Police put the number at about 60.", "That became 28 on Sunday.", "Four were babies.", "The toll
rose to 53: 49 gendarmes and four civilians". The metric is that of the toll before; where tolls of
several metrics stand there, nothing tells which is meant, and nothing is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.engines.rules.wordlists import Lazy, piece, table
from summarizer.language.figures import Counts, Figure, may_have_figures
from summarizer.language.governance import paths
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model import DraftToll
from summarizer.model.vocabulary import Metric, Scope

_BACK = 2
"""Sentences over which a count is still of the toll told last."""
_APART = 20
"""Two counts of one thing do not differ by a factor greater than this."""
_COUNT = (
    r"(?:(?:the|its|their)\s(?:\w+\s)?"
    r"(?:number|figure|toll|count|total|tally|estimate|losses|dead))"
)
_RECOUNT = Lazy(
    lambda: (
        rf"\b(?:{piece('tolls', 'echo', 'put')}\s"
        rf"(?:it|that|this|them|{_COUNT}(?:\sof\s[\w’' -]{{2,30}})?)\sat\s"
        rf"|(?:it|that|this|{_COUNT}|{piece('tolls', 'echo', 'accounts')})\s"
        rf"(?:(?:has|have|had|since|later|now|soon|already|then|initially|first)\s){{0,3}}"
        rf"{piece('tolls', 'echo', 'became')}\s"
        rf"|{piece('tolls', 'echo', 'revised')}\s(?:it|that|this|{_COUNT})\s"
        r"(?:(?:down|up|downwards?|upwards?)\s)?(?:from\s[\w,]+\s)?to\s"
        rf"|{piece('tolls', 'echo', 'told')}\s)$"
    )
)
_EARLIER = Lazy(lambda: rf"\b{piece('tolls', 'echo', 'earlier')}\b")
_SAID_IT_HAD = pattern(r"\b(?:said|says|added)\s(?:that\s)?(?:it|they|he|she)\shad\b")
_PART_BEFORE = pattern(
    r"(?:^|[.;]\s|[“\"]\s?)(?:among\s(?:them|these|those)|they|these)\s"
    r"(?:were|was|are|is|includ(?:ed|es|e)|comprised?)\s(?:also\s)?$",
    re.IGNORECASE,
)
_PART_AFTER = pattern(
    r"(?:\sof\s(?:them|those|whom))?\s(?:were|was|are|is)\s"
    r"(?:(?:an?|also|all|only|young|foreign|just|(?:known|believed)\sto\sbe|identified\sas)\s){0,3}"
    r"(?:children|child|women|woman|girls?|boys?|babies|infants|teenagers|minors|civilians|soldiers"
    r"|police|officers|militants|fighters|rebels|students|pupils|teachers|foreigners|foreign\snationals"
    r"|journalists|medics|doctors|aid\sworkers|men|passengers|workers|tourists|residents|elderly"
    r"|under|aged)\b"
)
_GOES_ON = pattern(r"\s?[.,:]\s?\d|\s?[%°$-]")
"""After a number that is only a part of one, or of a measure."""
_OPENS = pattern(r"\W*")
_COLON = pattern(r"[^:;“”]{0,80}:\s")


class Echo(NamedTuple):
    """A figure that goes on about a toll: its sentence, its place there, and that toll."""

    line: Line
    place: int
    toll: DraftToll
    is_part: bool

    @property
    def scope(self) -> Scope:
        """An earlier count of the same is background (codebook section 9.26)."""
        start = self.line.figures[self.place].start
        if not self.is_part and self.toll.scope is Scope.FOCAL:
            near = _SAID_IT_HAD.sub("", self.line.text[max(0, start - 90) : start])
            return Scope.BACKGROUND if _EARLIER.search(near) else Scope.FOCAL
        return self.toll.scope


def echoes(reader: Reader, found: Sequence[DraftToll]) -> Iterator[Echo]:
    """The counts that go on about one of the tolls found, in the order of the text.

    Args:
        reader: The article.
        found: Its tolls, in order.
    """
    told: dict[int, list[DraftToll]] = {}
    for toll in found:
        told.setdefault(toll.sentences[0], []).append(toll)
    near = {number + step for number in told for step in range(_BACK + 1)}
    for line in reader.lines:
        if line.number in near:
            yield from _in_sentence(line, told)


def _in_sentence(line: Line, told: Mapping[int, list[DraftToll]]) -> Iterator[Echo]:
    if not may_have_figures(line):
        return
    own = told.get(line.number, [])
    words = {toll.figure for toll in own}
    last: DraftToll | None = None
    for index, figure in enumerate(line.figures):
        if figure.words in words:
            last = next(toll for toll in own if toll.figure == figure.words)
            continue
        if not figure.counts.may_be_people or line.governors(index) or figure.share is not None:
            continue
        toll = last or _before(line.number, told)
        if toll is None or _is_far(figure, toll):
            continue
        if last is not None and (_is_listed(line, index, last) or _recounts(line, figure)):
            yield Echo(line, index, last, is_part=not _recounts(line, figure))
        elif last is None and _recounts(line, figure):
            yield Echo(line, index, toll, is_part=False)
        elif last is None and _is_part(line, figure):
            yield Echo(line, index, toll, is_part=True)


def _before(number: int, told: Mapping[int, list[DraftToll]]) -> DraftToll | None:
    """The toll that a sentence may go on about; None if tolls of several metrics stand there."""
    for earlier in range(number - 1, number - 1 - _BACK, -1):
        if tolls := told.get(earlier):
            metrics: set[Metric] = {toll.metric for toll in tolls}
            return tolls[-1] if len(metrics) == 1 else None
    return None


def _is_far(figure: Figure, toll: DraftToll) -> bool:
    """Whether two counts differ so much that they cannot be of one thing."""
    digits = re.sub(r"\D", "", toll.figure)
    if not digits or figure.value is None:
        return False
    return figure.value > _APART * int(digits)


def _recounts(line: Line, figure: Figure) -> bool:
    """Whether a bare number is told as a count: `put it at 60`, `spoke of 64`."""
    named = figure.counted.noun.lower() in table("tolls")["echo"]["nouns"]
    if figure.article or not (figure.counts is Counts.BARE or named):
        return False
    if _GOES_ON.match(line.text, figure.end):
        return False
    return _RECOUNT.search(line.text, max(0, figure.start - 90), figure.start) is not None


def _is_part(line: Line, figure: Figure) -> bool:
    """Whether it is a part of those counted before: `among them were 12 children`."""
    if _PART_BEFORE.search(line.text, max(0, figure.start - 40), figure.start):
        return figure.counts is Counts.PEOPLE and not figure.article
    if figure.article or _OPENS.fullmatch(line.text, 0, figure.start) is None:
        return False
    return _PART_AFTER.match(line.text, figure.end) is not None


def _is_listed(line: Line, index: int, toll: DraftToll) -> bool:
    """`rose to 53: 49 gendarmes and four civilians`: a list after a colon, or its next member."""
    figure, before = line.figures[index], line.figures[index - 1]
    if figure.counts is not Counts.PEOPLE or index == 0 or figure.article:
        return False
    edge = max(before.end, before.counted.end)
    if before.words == toll.figure:
        return _COLON.fullmatch(line.text, edge, figure.start) is not None
    first = index > 1 and _is_listed(line, index - 1, toll)
    return bool(first and paths.LIST.fullmatch(line.text, edge, figure.start))
