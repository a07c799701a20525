"""Cues that govern a figure directly: it is their object, their subject, or the noun itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile

from summarizer.language import lexicon
from summarizer.language.cues import Cue, CueKind, Metrics, lost_people, of_many
from summarizer.language.figures import Counts, Figure
from summarizer.language.figures.counted import RATE
from summarizer.language.governance import paths
from summarizer.language.governance.governors import Governor, Strength, governors
from summarizer.model.vocabulary import Category, Metric

_LEFT_REACH = 160
"""Characters between a cue and a figure after it; a running toll is announced from afar."""
_RIGHT_REACH = 140
_BEFORE_CUE = 64
"""Characters before a cue that are looked at for an auxiliary, an article, `the number of`."""
_NEXT = 12
"""Characters within which a list begins right after its cue."""
_SHORT = 4
"""Words between `a population` and its number."""
_LONG = 3
"""Words between a noun and a cue among which a verb may hide."""
_CLOSE = 3
"""Counts before a figure that are looked at for `from five to six`."""
_BEFORE_AND, _AFTER_AND = 4, 6
"""Words that may join a second subject to the first: `20 soldiers and a woman were killed`."""
_CAPTIVES = frozenset(("detainees", "prisoners", "captives", "hostages", "inmates"))
_HOLD = frozenset(("hold", "holds", "held", "holding"))
_NOTHING: Metrics = frozenset()


def is_count(figure: Figure) -> bool:
    """Whether a figure may be a count of several people."""
    return figure.counts.may_be_people and not figure.article


def may_be_governed(figure: Figure) -> bool:
    """Whether a figure may be a count of people or a share of them."""
    return figure.counts.may_be_people or figure.counts is Counts.PERCENTAGE


class Direct:
    """The figures and cues of one sentence, and which cue governs which figure directly."""

    def __init__(self, text: str, figures: Sequence[Figure], cues: Sequence[Cue]) -> None:
        self._text = text
        self._figures = figures
        self._cues = cues
        self._starts = [cue.start for cue in cues]
        self._ends = [cue.end for cue in cues]
        self._counts = [i for i, figure in enumerate(figures) if is_count(figure)]

    def governors(self, index: int) -> tuple[Governor, ...]:
        """The cues that govern the figure of that index directly, or weakly as its own noun."""
        figure = self._figures[index]
        if not (self._cues and may_be_governed(figure)):
            return ()
        strong = [*self._left(index), *self._right(index)]
        first = bisect_left(self._starts, figure.end)
        inside = list(takewhile(lambda cue: cue.start < figure.counted.end, self._cues[first:]))
        if all(governor.cue.is_running for governor in strong):
            for cue in inside:  # "30 injured soldiers"
                strong += governors(Strength.DIRECT, cue, cue.of(CueKind.STATE))
        if not figure.article and all(g.cue.is_running or g.metric is None for g in strong):
            for cue in inside:  # "3 million refugees", of whom no other harm is told
                strong += governors(Strength.DIRECT, cue, cue.of(CueKind.NOUN))
        if not strong:
            for cue in inside:
                strong += governors(Strength.WEAK, cue, cue.of(CueKind.WEAK))
        return tuple(strong)

    # --- the cue stands before the figure -------------------------------------------------------

    def _left(self, index: int) -> list[Governor]:
        figure = self._figures[index]
        for position in range(bisect_right(self._ends, figure.start) - 1, -1, -1):
            cue = self._cues[position]
            if figure.start - cue.end > _LEFT_REACH:
                break
            if _suits(cue, figure) and (metrics := self._governs_right(cue, figure, index)):
                found = governors(Strength.DIRECT, cue, metrics)
                return found + self._verbs_before(position, index)
        return []

    def _governs_right(self, cue: Cue, figure: Figure, index: int) -> Metrics:
        path = self._text[cue.end : figure.start]
        found = _NOTHING
        if paths.SMALL.fullmatch(path):
            if not (path.strip() and self._before(cue, paths.AUXILIARY)):
                found |= cue.of(CueKind.VERB)  # but not "were killed Tuesday, 20 …"
            if cue.words.endswith((" for", " to")):
                found |= cue.of(CueKind.ACT)
            found |= self._splits(cue, figure)
            if CueKind.LOSS in cue.metrics and _may_be_lost(figure):
                found |= cue.of(CueKind.LOSS)
        if CueKind.ACT in cue.metrics and _is_act_of(cue, path):
            found |= cue.of(CueKind.ACT)
        beside = paths.ALONG_WITH.fullmatch(path) or (
            figure.counts is Counts.PEOPLE and paths.AND_WITH.fullmatch(path)
        )
        if CueKind.VERB in cue.metrics and beside and not figure.article:
            found |= cue.of(CueKind.VERB)
        if cue.is_running and (not figure.article or self._before(cue, paths.AMONG)):
            found |= self._runs_to(cue, figure, index, path)
        if CueKind.NOUN in cue.metrics and not figure.article and paths.NUMBERED.fullmatch(path):
            found |= cue.of(CueKind.NOUN)
        if CueKind.STATE in cue.metrics and self._lists(cue, figure, index, path):
            found |= cue.of(CueKind.STATE)
        return found

    def _before(self, cue: Cue, shape: re.Pattern[str]) -> bool:
        return shape.search(self._text, max(0, cue.start - _BEFORE_CUE), cue.start) is not None

    def _splits(self, cue: Cue, figure: Figure) -> Metrics:
        """What a verb and words after the people say together: `took hundreds more captive`."""
        found = _NOTHING
        for metric in cue.of(CueKind.SPLIT):
            if metric is Metric.AFFECTED and figure.counts is not Counts.PEOPLE:
                continue  # "carried two raids out"
            held = metric in (Metric.ABDUCTED, Metric.DETAINED)
            shape = paths.HELD_AS if held or metric is None else paths.SPLIT[metric]
            named = held and paths.HELD_AS.fullmatch(figure.counted.noun)
            if named or shape.match(self._text, figure.counted.end):
                found |= {metric}
        return found

    def _runs_to(self, cue: Cue, figure: Figure, index: int, path: str) -> Metrics:
        """What a cue announces of the first figure after it, or of the second of `from 5 to 6`.

        What is no harm (`a population of`) announces only the number right after it.
        """
        metrics = cue.of(CueKind.RUNNING) or cue.of(CueKind.STATE)
        if ";" in path or not (paths.RUNS.search(path) or paths.RUNS.match(figure.words)):
            return _NOTHING
        if len(path.split()) > _SHORT:
            metrics -= {None}
        between = self._counts_between(cue.end, index)
        if not between:
            return metrics
        last = self._figures[between[-1]]
        gap = self._text[max(last.end, last.counted.end) : figure.start]
        return metrics if len(between) == 1 and paths.FROM_TO.fullmatch(gap) else _NOTHING

    def _counts_between(self, start: int, index: int) -> list[int]:
        """The counts of people that begin at `start` or later and stand before a figure."""
        last = bisect_left(self._counts, index)
        near = self._counts[max(0, last - _CLOSE) : last]
        return [other for other in near if self._figures[other].start >= start]

    def _lists(self, cue: Cue, figure: Figure, index: int, path: str) -> bool:
        """`among the dead were 20 children`, `the number of people killed … to 110`."""
        if self._before(cue, paths.NUMBER_OF) and self._runs_to(cue, figure, index, path):
            return True
        if self._before(cue, paths.OF_THOSE) and paths.OF_THEM.fullmatch(path):
            return True
        if not paths.LISTED_BELOW.match(path):
            return False
        if len(path.split()) > _SHORT and not self._before(cue, paths.AMONG_THOSE):
            return False  # "the figure for the dead is low for a place where seven homes …"
        near = len(path) < _NEXT and not figure.article  # "one of those killed was a teacher"
        return near or self._before(cue, paths.AMONG)

    # --- the cue stands after the figure --------------------------------------------------------

    def _right(self, index: int) -> list[Governor]:
        figure = self._figures[index]
        for position in range(bisect_left(self._starts, figure.end), len(self._cues)):
            cue = self._cues[position]
            if cue.start - figure.end > _RIGHT_REACH:
                break
            if _suits(cue, figure) and (metrics := self._governs_left(cue, figure, index)):
                found = governors(Strength.DIRECT, cue, metrics)
                return found + (self._verb_beside(position) or self._main_verb(position, index))
        return []

    def _governs_left(self, cue: Cue, figure: Figure, index: int) -> Metrics:
        if cue.start < max(figure.counted.end, figure.end + 1):
            return _as_noun(cue, figure)
        if cue.is_running and paths.BRINGS_TO.search(self._text, 0, figure.start):
            last = self._text[figure.end : cue.start]
            return cue.of(CueKind.RUNNING) if paths.THE.fullmatch(last) else _NOTHING
        plain = self._plain_path(figure, cue, index)
        if plain is None or self._speaks_of_another(cue, plain):
            return _NOTHING
        if self._has_verb_of_its_own(figure, cue, plain):
            return _NOTHING
        verbs = self._passively(cue, plain)
        if CueKind.VERB in cue.metrics and not verbs:
            # "five people and wounded 31" has its own object; "five people sheltering" has none
            lasting = cue.words.endswith("ing") and not paths.OBJECT.match(self._text, cue.end)
            return cue.of(CueKind.STATE) if lasting else _NOTHING
        return cue.of(CueKind.STATE) | verbs

    def _plain_path(self, figure: Figure, cue: Cue, index: int) -> str | None:
        """The words from a figure to a cue, asides left out; None if they stand in two clauses."""
        listed = "," in figure.counted.noun  # "men, women and children": its comma ends nothing
        path = self._text[figure.counted.end if listed else figure.end : cue.start]
        plain = paths.ASIDE.sub(" ", path)
        if path == plain and self._is_apposed(figure):
            path = plain = path.replace(",", "", 1)  # "half of them, 30 people, were killed"
        if path == plain:
            if self._count_follows(index, cue.start):
                return None
        elif any(character.isdigit() for character in plain):
            return None
        return None if _is_blocked(plain) else plain

    def _is_apposed(self, figure: Figure) -> bool:
        """Whether a count stands between commas: the verb after it is of the same people."""
        if figure.article or not self._text.startswith(", ", figure.counted.end):
            return False
        return (
            paths.APPOSED.search(self._text, max(0, figure.start - _NEXT), figure.start) is not None
        )

    def _speaks_of_another(self, cue: Cue, path: str) -> bool:
        """`held up flags`, `20 killed a day`, `20 in the besieged strip`: nothing of the figure."""
        if paths.HELD_UP.match(self._text, cue.start) or RATE.match(self._text, cue.end):
            return True
        if paths.OF_ANOTHER.search(path):
            return True
        if not paths.FOLLOWED_BY_NOUN.match(self._text, cue.end):
            return False
        if paths.PRENOMINAL.search(path):
            return True
        return cue.words.endswith("ed") and paths.AFTER_PREPOSITION.search(path) is not None

    def _has_verb_of_its_own(self, figure: Figure, cue: Cue, path: str) -> bool:
        """`three members met relatives of people killed`: a word that goes on is no preposition."""
        between = self._text[max(figure.counted.end, figure.end) : cue.start].split()
        if len(between) < _LONG or paths.PASSIVE.search(path) or paths.GOES_ON.match(between[0]):
            return False
        return "," not in between[0] and between[0].islower()

    def _count_follows(self, index: int, end: int) -> bool:
        """Whether another count of people stands between the figure and `end`."""
        place = bisect_right(self._counts, index)
        return place < len(self._counts) and self._figures[self._counts[place]].start < end

    def _passively(self, cue: Cue, path: str) -> Metrics:
        """The metrics of a verb whose object stands before it; none if it has its own after it."""
        verbs = cue.of(CueKind.VERB)
        if not verbs:
            return _NOTHING
        if cue.words.split()[0].endswith("ing"):
            return verbs if paths.BEING.search(path) else _NOTHING
        if paths.PASSIVE.search(path):
            return verbs
        if paths.OBJECT.match(self._text, cue.end):
            return _NOTHING
        return verbs if paths.PARTICIPLE.search(cue.words) else _NOTHING

    # --- two cues of one figure -----------------------------------------------------------------

    def _verbs_before(self, position: int, index: int) -> list[Governor]:
        """`killed, injured or captured 20`: one figure under several verbs is governed by each."""
        found: list[Governor] = []
        for other in range(position - 1, -1, -1):
            pair, cue = self._cues[other], self._cues[other + 1]
            if not paths.BESIDE.fullmatch(self._text, pair.end, cue.start):
                break
            if index and self._figures[index - 1].counted.end + 1 >= pair.start:
                break  # "dozens wounded, and forced 20 to flee": it has a figure of its own
            found += governors(Strength.DIRECT, pair, pair.of(CueKind.VERB))
        return found

    def _verb_beside(self, position: int) -> list[Governor]:
        """`20 killed and wounded`: the verb beside the one that governs a figure before it."""
        if position + 1 >= len(self._cues):
            return []
        cue, pair = self._cues[position], self._cues[position + 1]
        if not paths.BESIDE.fullmatch(self._text, cue.end, pair.start):
            return []
        if CueKind.VERB in pair.metrics and paths.OBJECT.match(self._text, pair.end):
            return []  # "dead and displaced 6 million": the second has its own object
        return governors(Strength.DIRECT, pair, pair.of(CueKind.VERB, CueKind.STATE))

    def _main_verb(self, position: int, index: int) -> list[Governor]:
        """The verb after a relative clause: `15 students taken last month were also freed`."""
        if position + 1 >= len(self._cues):
            return []
        relative, cue = self._cues[position], self._cues[position + 1]
        if CueKind.STATE not in relative.metrics and CueKind.VERB not in relative.metrics:
            return []
        path = self._text[self._figures[index].end : relative.start]
        if paths.FINITE.search(path) and not paths.WHO.search(path):
            return []
        if not paths.MAIN_VERB.fullmatch(self._text, relative.end, cue.start):
            return []
        if self._count_follows(index, cue.start):
            return []
        return governors(Strength.DIRECT, cue, cue.of(CueKind.STATE, CueKind.VERB))


def _as_noun(cue: Cue, figure: Figure) -> Metrics:
    """The cue is the counted noun (`56 deaths`) or stands in its place (`46 killed`).

    A noun for people is left for later: of `300 refugees` the sentence may tell that they died.
    """
    if cue.end < figure.counted.end or figure.article:
        return _NOTHING
    if cue.end == figure.counted.end and figure.counted.noun.lower() in lexicon.people():
        return _NOTHING
    bare = cue.of(CueKind.STATE) if figure.counted.end <= cue.start else _NOTHING
    return cue.of(CueKind.NOUN) | bare


def _suits(cue: Cue, figure: Figure) -> bool:
    """Whether a cue can speak of such a figure: "14 hearings held", "a patient needs" cannot."""
    if figure.article and cue.words in of_many():
        return False
    if cue.words == "arrival":  # "the arrival of 88 detainees": they are free
        return figure.counted.noun.lower() in _CAPTIVES
    return figure.counts is not Counts.UNKNOWN or cue.words not in _HOLD


def _may_be_lost(figure: Figure) -> bool:
    """Whether who is counted is dead if "lost": soldiers, and those whom somebody mourns."""
    return figure.category is Category.MILITARY or figure.counted.noun.lower() in lost_people()


def _is_act_of(cue: Cue, path: str) -> bool:
    """`the release of 240 prisoners`; `for` joins only what is exchanged to its number."""
    if paths.OF.fullmatch(path):
        return True
    return cue.words.startswith(("exchange", "swap")) and paths.FOR.fullmatch(path) is not None


def _is_blocked(path: str) -> bool:
    """Whether a new clause begins between a figure and a cue after it."""
    if paths.BARRIER.search(path):
        return True
    joint = paths.AND.search(path)
    if joint is None:
        return False
    first, second = path[: joint.start()], path[joint.end() :]
    return (
        len(first.split()) > _BEFORE_AND
        or paths.FINITE.search(first) is not None
        or len(second.split()) > _AFTER_AND
    )
