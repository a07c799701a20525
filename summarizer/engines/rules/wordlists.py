"""The rules engine's word lists as data files, and the patterns that code makes of them.

In `lexicon/*.toml` a phrase is written in lower case. A hyphen stands for a hyphen, a space or
nothing (`cease-fire` finds `ceasefire`), a space for any white space, and a `*` at the end for any
ending (`mediat*`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import product
from sys import maxsize
from typing import Any, TypeVar

from summarizer.language.folding import lowered, occurrences, plain_words
from summarizer.language.lexicon import Phrases, Words
from summarizer.language.needs import Needs
from summarizer.language.properties import cached_property
from summarizer.language.tables import toml
from summarizer.model.vocabulary import Term

Known = TypeVar("Known", bound=Term)


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `lexicon/NAME.toml`."""
    return toml("summarizer.engines.rules", f"lexicon/{name}")


def either(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, without the edges of a word."""
    made = []
    for phrase in sorted(phrases, key=len, reverse=True):
        body = re.escape(phrase.removesuffix("*"))
        body = body.replace(r"\ ", r"\s+").replace(r"\-", r"[-‐‑–\s]?").replace("'", "['’]")
        made.append(body + (r"[\w-]*" if phrase.endswith("*") else ""))
    return "(?:" + "|".join(made) + ")"


@cache
def piece(name: str, section: str, key: str = "words") -> str:
    """One list of a file as a pattern to be built into another."""
    return either(table(name)[section][key])


class Lazy:
    """A pattern that is made and compiled when an article first needs it.

    All of them together would take every start of the program 20 ms. It is tried on the text in
    lower case, for a pattern that ignores case takes three times as long: a match gives the places
    of the words, not their capitals.

    Args:
        make: Makes the pattern, of words in lower case.
        cased: Whether the pattern goes by capitals, and so is tried on the text as it stands.
        opens: Gives phrases with one of which every match begins, for `each`.
    """

    def __init__(
        self,
        make: Callable[[], str],
        *,
        cased: bool = False,
        opens: Callable[[], Iterable[str]] | None = None,
    ) -> None:
        self._make, self._cased, self._opens = make, cased, opens

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._make())

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """`re.Pattern.search`."""
        return self.pattern.search(self._read(text), start, end)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """`re.Pattern.match`."""
        return self.pattern.match(self._read(text), start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """`re.Pattern.fullmatch`."""
        return self.pattern.fullmatch(self._read(text), start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """`re.Pattern.finditer`."""
        return self.pattern.finditer(self._read(text))

    def each(self, wording: Wording) -> Iterator[re.Match[str]]:
        """`finditer`, tried only where a word stands with which a match may begin.

        Most sentences have few of those, and a pattern tried at every letter takes ten times as
        long.
        """
        openings = self._openings
        if openings is None:
            yield from self.finditer(wording.text)
            return
        lower, done = wording.lower, 0
        begun = openings & wording.stems
        for place in sorted({place for stem in begun for place in occurrences(lower, stem)}):
            if place >= done and (found := self._beginning_with(lower[place]).match(lower, place)):
                done = found.end()
                yield found

    def _beginning_with(self, _letter: str) -> re.Pattern[str]:
        """A pattern for the matches that begin with a letter, and perhaps for others."""
        return self.pattern

    @cached_property
    def _openings(self) -> frozenset[str] | None:
        """Stems of the words that may begin a match; None if they are not known."""
        phrases = [phrase.split()[0] for phrase in self._opens()] if self._opens else [""]
        if not all(word[:1].isalpha() for word in phrases):
            return None
        first = {re.split(r"[^a-z]", word, maxsplit=1)[0][:STEM] for word in phrases}
        joined = {"".join(re.findall(r"[a-z]+", word))[:STEM] for word in phrases}  # `go-between`
        return frozenset(first | joined)

    def _read(self, text: str) -> str:
        return text if self._cased else lowered(text)


class _Listed(Lazy):
    """One list of a file as a pattern for whole words in any case.

    `each` compiles only the part of it that an article needs: a list has some forty phrases, and a
    sentence a word that two of them begin with.
    """

    def __init__(self, name: str, section: str, key: str) -> None:
        def phrases() -> list[str]:
            return list(table(name)[section][key])

        super().__init__(lambda: rf"\b{piece(name, section, key)}\b", opens=phrases)
        self._phrases = phrases
        self._by_letter: dict[str, re.Pattern[str]] = {}

    def _beginning_with(self, letter: str) -> re.Pattern[str]:
        found = self._by_letter.get(letter)
        if found is None:
            begun = [phrase for phrase in self._phrases() if phrase[0] == letter]
            found = self._by_letter[letter] = re.compile(rf"\b{either(begun)}\b")
        return found


@cache
def listed(name: str, section: str, key: str = "words") -> Lazy:
    """One list of a file as a pattern for whole words in any case."""
    return _Listed(name, section, key)


STEM = 5
"""How many letters of a word a text is looked up by, before any pattern is tried on it."""


def stems_of(phrases: Iterable[str]) -> Needs:
    """The first letters of its words, of which a text with one of the phrases has all."""
    return Needs(need for phrase in phrases for need in _needs_of(phrase))


def _needs_of(phrase: str) -> Iterator[tuple[str, ...]]:
    """What a text needs for a phrase; several ways where a word may be written in several."""
    words = [word for word in phrase.split() if len(word) > STEM or "*" not in word]
    return product(*map(_stems_of_word, words))


@cache
def _stems_of_word(word: str) -> tuple[str, ...]:
    """A word with a hyphen has two: `face-to-face` finds `facetoface`."""
    if word.isalpha():  # as nearly all are
        return (word[:STEM],)
    parts = re.findall(r"[a-z]+", word)
    return tuple({max(parts, key=len)[:STEM], "".join(parts)[:STEM]})


@cache
def stems(name: str, section: str, *keys: str) -> Needs:
    """The same for the lists of a section: those of the keys, or all."""
    lists = table(name)[section]
    return stems_of(phrase for key in keys or lists for phrase in lists[key])


@cache
def _keys_by_stem(name: str, section: str) -> dict[str, list[str]]:
    """A stem of each phrase of a section, with the keys of the lists that have the phrase."""
    found: dict[str, list[str]] = {}
    for key in table(name)[section]:
        for stem in stems(name, section, key).first:
            found.setdefault(stem, []).append(key)
    return found


class Wording:
    """A text in which phrases are looked for: a pattern is tried only if the text has its stems.

    Attributes:
        text: The text.

        lower: The same in lower case, every character at its place.

    Args:
        words: Its words of plain letters (`plain_words`), if they are known already.
    """

    def __init__(
        self, text: str, lower: str | None = None, words: Collection[str] | None = None
    ) -> None:
        self.text = text
        self.lower = lowered(text) if lower is None else lower
        self._words = plain_words(self.lower) if words is None else words

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first letters of each of its words."""
        return frozenset([word[:STEM] for word in self._words])

    def may_have(self, wanted: Needs) -> bool:
        """Whether the text has the stems of a phrase (`stems`)."""
        return wanted.met_by(self.stems)

    def find(self, name: str, section: str, key: str = "words") -> re.Match[str] | None:
        """The first phrase of a list in the text."""
        return next(self.find_all(name, section, key), None)

    def lists(self, name: str, section: str, kind: type[Known]) -> list[Known]:
        """The terms whose lists in a section may have a phrase in the text, in the file's order.

        One look for a whole section, of which most texts have nothing.
        """
        by_stem = _keys_by_stem(name, section)
        told = {key for stem in by_stem.keys() & self.stems for key in by_stem[stem]}
        return [term for term in terms(name, section, kind) if term.value in told] if told else []

    def find_all(self, name: str, section: str, key: str = "words") -> Iterator[re.Match[str]]:
        """Every phrase of a list in the text."""
        gated = self.may_have(stems(name, section, key))
        return listed(name, section, key).each(self) if gated else iter(())


def terms(name: str, section: str, kind: type[Known]) -> Iterator[Known]:
    """The keys of a section that are terms of the vocabulary, in the order of the file."""
    return map(kind, table(name)[section])


@cache
def telling(name: str, section: str) -> Phrases[str]:
    """The lists of a section, to be looked for by words; each phrase stands for its list's key."""
    return Phrases(
        {phrase: key for key, phrases in table(name)[section].items() for phrase in phrases}
    )


def said(words: Words, name: str, section: str) -> set[str]:
    """The keys of a section's lists of which a phrase stands in the text, a sentence or a part."""
    return {found.entry for found in telling(name, section).find(words)}
