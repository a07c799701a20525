"""Word lists as data files, and the forms that code makes of them.

The files beside this module say, entry by entry, what a word means to a figure; this module loads
each once and forms regular plurals and verb forms, so that a newcomer extends a list, not code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Generic, NamedTuple, TypeVar

from summarizer.language.folding import plain_words
from summarizer.model.vocabulary import Category


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `NAME.toml` of this folder."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


def plural(noun: str) -> str:
    """The regular plural of an English noun; of a phrase, its last word's."""
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-2] + "en"
    return noun + "s"


_DOUBLED = re.compile(r"(?:swap|trap|kidnap|expel|rob|stab|gun|shot)$")


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


_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BOUND = re.compile(r"[ \n\u00a0\u202f\u2010\u2011-]{1,3}")
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


def lowered(text: str) -> str:
    """The text in lower case, every character at its own place.

    A letter whose lower case is longer (one does that: the dotted capital I) stays as it is.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def bag(text: str) -> frozenset[str]:
    """The plain ASCII words of a text, lower case: what it may hold, for a quick look."""
    return frozenset(plain_words(text.lower()))


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    # `Token(…)` goes through a function of Python's own for each word; this is twice as fast.
    make = tuple.__new__
    plain = lowered(text).replace("’", "'")
    return [make(Token, (m.start(), m.end(), m[0])) for m in _TOKEN.finditer(plain)]


class Phrases(Generic[T]):
    """Many phrases looked for at once: one dictionary look-up a word, the longest phrase winning.

    Attributes:
        entries: Every phrase as the list has it, with what it stands for.
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        self.entries = tuple(entries.items())
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, entry in entries.items():
            words = tuple(token.word for token in tokens(phrase))
            self._by_first.setdefault(words[0], []).append((words, entry))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda pair: len(pair[0]), reverse=True)

    def find(self, text: str, words: Sequence[Token]) -> list[Found[T]]:
        """Where the phrases stand among `words`, the tokens of `text`; none overlaps another."""
        found: list[Found[T]] = []
        by_first, past = self._by_first, 0
        for index, token in enumerate(words):
            candidates = by_first.get(token[2])
            if candidates is None or index < past:
                continue
            following = words[index + 1][2] if index + 1 < len(words) else ""
            for phrase, entry in candidates:
                if len(phrase) == 1 or (
                    following == phrase[1] and _stands(text, words, index, phrase)
                ):
                    past = index + len(phrase)
                    found.append(Found(token.start, words[past - 1].end, entry))
                    break
        return found


def _stands(text: str, words: Sequence[Token], index: int, phrase: tuple[str, ...]) -> bool:
    """Whether the phrase, whose first word stands at `index`, goes on there word by word."""
    if index + len(phrase) > len(words):
        return False
    for offset in range(1, len(phrase)):
        before, here = words[index + offset - 1], words[index + offset]
        if here.word != phrase[offset] or not _BOUND.fullmatch(text, before.end, here.start):
            return False
    return True
