"""Who acts in an article's sentences: what the rules for talks, demands and agreements share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache, reduce
from itertools import chain
from operator import or_

from summarizer.engines.rules.actors import Actor, is_union, names_it
from summarizer.engines.rules.presence import Presence, SentenceWording
from summarizer.engines.rules.wordlists import Lazy, Wording, piece, stems, table
from summarizer.language.names import Mention
from summarizer.language.needs import Needs
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.reader import Line, Reader

LONGEST = 1200
"""A longer sentence (in characters) is markup or a table; the rules leave it out."""


_OFTEN = 3
_KINDS = {
    "name": "group",
    "firm": "group",
    "staff": "group",
    "state": "state side",
    "group": "group side",
}
_NOUN = Lazy(
    lambda: (
        rf"\b(?:(?:the|striking|local)\s+)?(?:(?P<state>{piece('setting', 'sides', 'state')})"
        rf"|(?P<group>{piece('setting', 'sides', 'group')})"
        rf"|(?P<firm>{piece('setting', 'sides', 'firm')})"
        rf"|(?P<staff>{piece('setting', 'sides', 'staff')})"
        rf"|(?P<petitioner>{piece('setting', 'petitioners')}))\b(?!-)"
    ),
    opens=lambda: (
        *("the", "striking", "local"),
        *chain.from_iterable(table("setting")["sides"].values()),
        *table("setting")["petitioners"]["words"],
    ),
)
_PLURAL_NAME = Lazy(
    lambda: (
        rf"[Tt](?<!\w\w)he {_described()}(?P<name>(?:[A-Z][a-z]+ )?[A-Z][a-z]{{3,}}s)\b(?![’'])"
    ),
    cased=True,
)
_PLURAL = pattern(r"[A-Z][a-z]{3,}s")
_PART = r"(?:(?:an?|one|the)\s+(?:\w+\s+)?(?:wing|faction|branch|arm)\s+of\s+)?"
_AND = Lazy(
    lambda: (
        r",?\s+(?:and|or|along with|as well as|&)\s+"
        r"(?:(?:(?:envoys|representatives|delegates|officials)\s+)?(?:of|from|for)\s+)?"
        rf"{_PART}(?:(?:the|an?)\s+)?{_described()}"
    )
)
_JOINT = Lazy(
    lambda: (
        rf"(?:,|,? and|,? or|,? along with|,? as well as| &)\s+{_PART}"
        rf"(?:(?:the|an?)\s+)?{_described()}"
    )
)
_NEXT_WORD = pattern(r" ([a-z]+)\b")
_THE = pattern(r"^the\s+", re.IGNORECASE)


def _described() -> str:
    return rf"(?:\d+\s+)?(?:{piece('setting', 'described')}\s+)?"


class Setting:
    """One article's actors, sentence by sentence; made by `Setting.of`."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._actors: dict[int, tuple[Actor, ...]] = {}
        self._names: dict[tuple[str, str], str | None] = {}
        self._wordings: dict[int, Wording] = {}
        self._presence = Presence(reader)

    @staticmethod
    @lru_cache(maxsize=4)
    def of(reader: Reader) -> Setting:
        """The setting of an article; the last few are kept, for three rooms ask for each."""
        return Setting(reader)

    @cached_property
    def is_conflict(self) -> bool:
        """Whether the article is about a war, a captivity or a labour dispute at all."""
        return self.is_war or self.is_labour

    @cached_property
    def is_war(self) -> bool:
        """Whether the article is about a war or a captivity."""
        return self._is_about("war")

    @cached_property
    def is_labour(self) -> bool:
        """Whether the article is about a labour dispute."""
        return self._is_about("labour")

    def _is_about(self, kind: str) -> bool:
        words = self.reader.places
        return len([word for word in table("setting")[kind]["words"] if word in words]) > 1

    def wording(self, line: Line) -> Wording:
        """The sentence as a text in which phrases are looked for."""
        found = self._wordings.get(line.number)
        if found is None:
            found = self._wordings[line.number] = SentenceWording(self._presence, line)
        return found

    def with_stems(self, wanted: Needs) -> int:
        """The sentences that have the stems of a phrase, as bits."""
        return self._presence.of_stems(wanted)

    def with_words(self, wanted: Needs) -> int:
        """The same for whole words (`Phrases.needs`)."""
        return self._presence.of_words(wanted)

    def lines_with(self, *lists: Needs) -> list[Line]:
        """The sentences that have the stems of a phrase of one of the lists, in order."""
        return self.lines_at(reduce(or_, map(self._presence.of_stems, lists)))

    def lines_at(self, here: int) -> list[Line]:
        """The sentences of those bits that the rules read, in order."""
        return [line for line in self.reader.lines_at(here) if len(line.text) <= LONGEST]

    @cached_property
    def lines(self) -> list[Line]:
        """The sentences that the rules read."""
        return [line for line in self.reader.lines if len(line.text) <= LONGEST]

    def line(self, number: int) -> Line | None:
        """The sentence of that number, if it is one that the rules read."""
        line = self.reader.line(number)
        return line if line and len(line.text) <= LONGEST else None

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    @cached_property
    def _mentions(self) -> tuple[Mention, ...]:
        return self.reader.names.mentions

    def actors(self, line: Line) -> tuple[Actor, ...]:
        """The actors of a sentence, in order; none overlap."""
        if line.number not in self._actors:
            self._actors[line.number] = self._find(line)
        return self._actors[line.number]

    def _find(self, line: Line) -> tuple[Actor, ...]:
        start, end = line.sentence.start, line.sentence.end
        here = slice(bisect_left(self._starts, start), bisect_left(self._starts, end))
        found = [
            Actor(one.start - start, one.end - start, one.name, one.kind)
            for one in self._mentions[here]
        ]
        taken = [(actor.start, actor.end) for actor in found]
        wording = self.wording(line)
        nouns = _NOUN.each(wording) if wording.may_have(_side_stems()) else ()
        for match in (*self._plurals(line), *nouns):
            kind = match.lastgroup or ""
            begin, stop = match.span("name") if kind == "name" else match.span()
            if any(begin < last and first < stop for first, last in taken):
                continue
            if kind in ("group", "firm") and self._absorbed(line, begin, stop, found):
                continue
            if kind == "group" and any(names_it(one, stop) for one in found):
                continue  # "the militant group Zhar" is Zhar
            name = self._name(line.text[begin:stop], kind)
            if name:
                taken.append((begin, stop))
                found.append(Actor(begin, stop, name, _KINDS.get(kind, kind)))
        return tuple(sorted(found))

    def _plurals(self, line: Line) -> Iterator[re.Match[str]]:
        """The plural names of a sentence, looked for where a word in the plural has a capital."""
        start, end = line.sentence.start, line.sentence.end
        first = bisect_left(self._plural_places, start)
        if first < len(self._plural_places) and self._plural_places[first] < end:
            yield from _PLURAL_NAME.finditer(line.text)

    @cached_property
    def _plural_places(self) -> list[int]:
        places = self.reader.names.capitals.places
        plurals = (places[word] for word in places if word[-1] == "s" and _PLURAL.fullmatch(word))
        return sorted(chain.from_iterable(plurals))

    @staticmethod
    def _absorbed(line: Line, begin: int, stop: int, found: list[Actor]) -> bool:
        """Whether a noun belongs to the name before it (`Zhar rebels`), which then takes it in."""
        for index, one in enumerate(found):
            if one.end == begin - 1 and line.text[one.end] == " " and one.kind == "group":
                found[index] = one._replace(end=stop)
                return True
        return False

    def _name(self, words: str, kind: str) -> str | None:
        if (words, kind) not in self._names:
            self._names[words, kind] = self._resolved(words, kind)
        return self._names[words, kind]

    def _resolved(self, words: str, kind: str) -> str | None:
        """The actor behind a plural name or a noun: `the Tigers`, `the union`, `the rebels`."""
        if kind == "name":
            full = self._plural_names.get(words, words)
            return self.reader.names.actor(full) or full
        if kind == "staff":
            unions = {one.name for one in self._mentions if is_union(one.name)}
            return unions.pop() if len(unions) == 1 and not self.is_war else None
        words = _THE.sub("", " ".join(words.split()))
        if len(apposed := self._apposed.get(words.split()[-1].lower(), ())) == 1:
            return next(iter(apposed))
        if kind == "firm":
            noun = f" {words.split()[-1].lower()}"
            named = {one.name for one in self._mentions if one.name.lower().endswith(noun)}
            if not named and noun.strip() in ("union", "unions"):
                named = {one.name for one in self._mentions if is_union(one.name)}
            return named.pop() if len(named) == 1 else words
        return words

    @cached_property
    def _apposed(self) -> dict[str, set[str]]:
        """Nouns for a side, to the groups that have one after their name: `the Zhar rebels`."""
        found: dict[str, set[str]] = {}
        for one in self._mentions:
            if one.kind == "group" and (noun := _NEXT_WORD.match(self.reader.text, one.end)):
                found.setdefault(noun[1], set()).add(one.name)
        return found

    @cached_property
    def _plural_names(self) -> dict[str, str]:
        """The last words of plural names of two words, to the first such name."""
        found: dict[str, str] = {}
        for match in _PLURAL_NAME.finditer(self.reader.text):
            _, _, last = match["name"].partition(" ")
            if last:
                found.setdefault(last, match["name"])
        return found

    def kind_of(self, name: str) -> str:
        """`state`, `organisation`, `person`, or `group` for whoever no table knows."""
        kinds = {one.kind for one in self._mentions if one.name == name}
        return next((kind for kind in ("state", "organisation") if kind in kinds), "group")

    def meant(self, actor: Actor) -> str:
        """The state that `the army` is of, or the group that `the militants` are, if it is sure."""
        if actor.kind == "group side":
            named = actor.name.split()[-1].lower() in table("setting")["sides"]["any_group"]
            return (self._sole_group or actor.name) if named else actor.name
        if actor.kind != "state side":
            return actor.name
        return self._owners.get(actor.name.split()[-1].lower(), actor.name)

    @cached_property
    def _sole_group(self) -> str | None:
        """The group that the article names far more often than any other."""
        counts = Counter(one.name for one in self._mentions if one.kind == "group")
        first = counts.most_common(2)
        if not first or first[0][1] < _OFTEN:
            return None
        second = first[1][1] if len(first) > 1 else 0
        return first[0][0] if _OFTEN * second <= first[0][1] else None

    @cached_property
    def _owners(self) -> dict[str, str]:
        """Nouns for a state's side, to the one state that the article names with that noun."""
        owners: dict[str, set[str]] = {}
        for one in self._mentions:
            if one.kind == "state":
                owners.setdefault(one.words.split()[-1].lower(), set()).add(one.name)
        return {noun: names.pop() for noun, names in owners.items() if len(names) == 1}

    def group(self, line: Line, index: int) -> tuple[Actor, ...]:
        """The actor of that index with those that are enumerated before it (`X, Y and Z`)."""
        actors = self.actors(line)
        first, joint = index, _AND
        while first and joint.fullmatch(line.text, actors[first - 1].end, actors[first].start):
            first, joint = first - 1, _JOINT
        return actors[first : index + 1]

    def group_from(self, line: Line, start: int, reach: int = 6) -> tuple[Actor, ...]:
        """The actor that begins within `reach` of a place, with those enumerated after it."""
        actors = self.actors(line)
        index = next(
            (i for i, one in enumerate(actors) if start <= one.start <= start + reach), None
        )
        if index is None:
            return ()
        last, joined = index, False
        while (
            not joined
            and last + 1 < len(actors)
            and (joint := _JOINT.fullmatch(line.text, actors[last].end, actors[last + 1].start))
        ):
            last += 1
            joined = bool(joint[0].strip(" ,"))  # "and" comes before the last of them
        last = last if joined else index  # without one the comma ends the phrase
        return actors[index : last + 1]


@cache
def _side_stems() -> Needs:
    """Without these stems a sentence has no noun for those who have no name there."""
    return Needs.any_of((stems("setting", "sides"), stems("setting", "petitioners")))
