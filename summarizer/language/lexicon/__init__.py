"""Word lists as data files, and the forms that code makes of them.

The files beside this module say, entry by entry, what a word means to a figure; this module loads
each once and forms regular plurals and verb forms, so that a newcomer extends a list, not code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from summarizer.language.folding import lowered, plain_words
from summarizer.language.needs import Needs, rarest
from summarizer.language.patterns import pattern
from summarizer.language.properties import cached_property
from summarizer.language.tables import toml
from summarizer.model.vocabulary import Category


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `NAME.toml` of this folder."""
    return toml(__name__, name)


def plural(noun: str) -> str:
    """The regular plural of an English noun; of a phrase, its last word's."""
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-2] + "en"
    return noun + "s"


_DOUBLED = pattern(r"(?:swap|trap|kidnap|expel|rob|stab|gun|shot)$")


def verb_forms(base: str) -> tuple[str, ...]:
    """Base, third person, past and -ing form of a regular verb; of a phrase, its first word's."""
    verb, _, rest = base.partition(" ")
    stem = verb + verb[-1] if _DOUBLED.search(verb) else verb
    if verb.endswith("e") and not verb.endswith("ee"):
        made = (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    elif verb.endswith("ee"):
        made = (verb, verb + "s", verb + "d", verb + "ing")
    elif re.search(r"[^aeiou]y$", verb):
        made = (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif re.search(r"(?:s|x|z|ch|sh)$", verb):
        made = (verb, verb + "es", verb + "ed", verb + "ing")
    else:
        made = (verb, verb + "s", stem + "ed", stem + "ing")
    return tuple(f"{form} {rest}".strip() for form in made)


class Person:
    """What a noun that names people tells of them.

    Attributes:
        category: The codebook's category; `unspecified` where the noun tells nothing.
        household: Whether one of the count is a family.
        singular: Whether this form is the singular.
    """

    __slots__ = ("category", "household", "singular")

    def __init__(self, category: Category, *, household: bool, singular: bool) -> None:
        self.category, self.household, self.singular = category, household, singular


@cache
def people() -> dict[str, Person]:
    """Every form of every noun that names people, lower case, phrases included."""
    found: dict[str, Person] = {}
    told = {category.value: category for category in Category}
    for kind, entry in reversed(table("people").items()):
        if kind == "irregular":
            continue
        for noun in entry["nouns"]:
            category, household = told.get(kind, Category.UNSPECIFIED), kind == "household"
            found[noun] = Person(category, household=household, singular=True)
            found[plural(noun)] = Person(category, household=household, singular=False)
    for form, singular in table("people")["irregular"].items():
        base = found.get(singular)
        category = base.category if base else Category.UNSPECIFIED
        found[form] = Person(category, household=False, singular=False)
    return found


@cache
def singular_people() -> frozenset[str]:
    """The last word of every noun for one person: without any, no `a` of a text counts somebody."""
    return frozenset(noun.rsplit(" ", 1)[-1] for noun, who in people().items() if who.singular)


@cache
def things() -> dict[str, str]:
    """Every form of every noun that is not people, lower case, with its class in the file."""
    found: dict[str, str] = {}
    for kind, entry in reversed(table("things").items()):
        for noun in entry["nouns"]:
            found[noun] = found[plural(noun)] = kind
    return found


_TOKEN = pattern(r"(?<![^\W_])(?<![^\W_]['’])[^\W_]+(?:['’][^\W_]+)*")
_NEXT = pattern(r"[ \n\u00a0\u202f\u2010\u2011-]{1,3}([^\W_]+(?:['’][^\W_]+)*)")
_STEP_BACK = 24
T = TypeVar("T")


class Token(NamedTuple):
    """A word of a text: its span and its lower-case form with straight apostrophes."""

    start: int
    end: int
    word: str


class Found(NamedTuple, Generic[T]):
    """A phrase found in a text, and what the list says of it."""

    start: int
    end: int
    entry: T


class Words:
    """A text as lists of words are looked for in it.

    Attributes:
        text: The text.
        lower: The same in lower case, every character at its place.
        plain: Its words of plain ASCII letters, lower case (`plain_words`).
    """

    def __init__(
        self, text: str, lower: str | None = None, plain: Sequence[str] | None = None
    ) -> None:
        self.text = text
        self.lower = lowered(text) if lower is None else lower
        self.plain = plain_words(self.lower) if plain is None else plain

    @cached_property
    def bag(self) -> frozenset[str]:
        """Its plain words in no order: what the text may hold at all, for a quick look."""
        return frozenset(self.plain)


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    # `Token(…)` goes through a function of Python's own for each word; this is twice as fast.
    make = tuple.__new__
    plain = lowered(text).replace("’", "'")
    return [make(Token, (m.start(), m.end(), m[0])) for m in _TOKEN.finditer(plain)]


def tokens_before(words: Words, place: int) -> Iterator[Token]:
    """The words of a text that begin before a place, the last first.

    Few are wanted, so the text is read in steps back from there; a word begins after a space.
    """
    plain, make = words.lower.replace("’", "'"), tuple.__new__
    end = plain.find(" ", place)
    end = len(plain) if end < 0 else end
    begin = place
    while begin > 0:
        begin = plain.rfind(" ", 0, max(0, begin - _STEP_BACK)) + 1
        for m in reversed([*_TOKEN.finditer(plain, begin, end)]):
            if m.start() < place:
                yield make(Token, (m.start(), m.end(), m[0]))
        end = begin


class Phrases(Generic[T]):
    """Many phrases looked for at once, the longest at each place winning.

    A text is looked through only for phrases of which it has every word. They are looked up by the
    rarest word of each, a long one that few phrases share: most sentences have none of those.

    Attributes:
        entries: Every phrase as the list has it, with what it stands for.
        rarest: The rarest word of each phrase: a text without any of them has no phrase.
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        self.entries = tuple(entries.items())
        # By the first word and the second; under "" those of one word, which end each other list
        # too. Of a word that begins ten phrases one look at the next word leaves a few.
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        for phrase, entry in entries.items():
            first, *more = _TOKEN.findall(phrase)
            begun = self._by_first.setdefault(first, {})
            begun.setdefault(more[0] if more else "", []).append((tuple(more), entry))
        for begun in self._by_first.values():
            alone = begun.setdefault("", [])
            for second in begun.keys() - {""}:
                begun[second].sort(key=lambda pair: len(pair[0]), reverse=True)
                begun[second] += alone
        listed = [plain_words(phrase) for phrase in entries]
        shared = Counter(word for words in listed for word in words)
        self._by_rarest: dict[str, list[tuple[frozenset[str], str]]] = {}
        for words in listed:
            first = rarest(words, shared)
            self._by_rarest.setdefault(first, []).append((frozenset(words), words[0]))
        self.rarest = frozenset(self._by_rarest)

    @cached_property
    def needs(self) -> Needs:
        """What a text needs to have a phrase."""
        return Needs(plain_words(phrase) for phrase, _ in self.entries)

    def find(self, words: Words) -> list[Found[T]]:
        """Where the phrases stand in a text, in order; none overlaps another."""
        bag, lower, past = words.bag, words.lower, 0
        rarest = self.rarest & bag
        first = {one for word in rarest for need, one in self._by_rarest[word] if need <= bag}
        if not first:
            return []
        found: list[Found[T]] = []
        for place, word in sorted((p, w) for w in first for p in _places(lower, w)):
            if place < past:
                continue
            begun, after = self._by_first[word], _After(lower, place + len(word))
            for more, entry in begun.get(after.next_word()) or begun[""]:
                if end := after.end(more):
                    found.append(Found(place, end, entry))
                    past = end
                    break
        return found


def _places(lower: str, word: str) -> Iterator[int]:
    """Where a word stands as a token of its own."""
    place = lower.find(word)
    while place >= 0:
        end = place + len(word)
        before, after = lower[place - 1 : place], lower[end : end + 1]
        # By characters: matching the token takes half as long again, and every list comes by here.
        if not (
            before.isalnum()
            or after.isalnum()
            or ((before == "'" or before == "’") and lower[place - 2 : place - 1].isalnum())
            or ((after == "'" or after == "’") and lower[end + 1 : end + 2].isalnum())
        ):
            yield place
        place = lower.find(word, end)


class _After:
    """The words that follow a place, each read once however many phrases might go on with it."""

    __slots__ = ("_ends", "_lower", "_words")

    def __init__(self, lower: str, end: int) -> None:
        self._lower = lower
        self._words: list[str] = []
        self._ends = [end]

    def next_word(self) -> str:
        """The word right after the place; empty if none follows."""
        return self._words[0] if self._words or self._read() else ""

    def end(self, more: tuple[str, ...]) -> int:
        """Where the phrase ends that goes on with these words; 0 if it does not."""
        for index, word in enumerate(more):
            if index == len(self._words) and not self._read():
                return 0
            if self._words[index] != word:
                return 0
        return self._ends[len(more)]

    def _read(self) -> bool:
        following = _NEXT.match(self._lower, self._ends[-1])
        if following is not None:
            self._words.append(following[1].replace("’", "'"))
            self._ends.append(following.end())
        return following is not None
