"""States and international organisations: where a text uses their names, peoples, capitals, seats.

The tables are `data/states.toml`, `data/organisations.toml` and `data/other_names.toml`; they know
countries and organisations, and no conflict, person, outlet or armed group. They are read once, at
the first scan.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from summarizer.language.folding import bare
from summarizer.language.patterns import pattern
from summarizer.language.runs import Capitals
from summarizer.language.tables import role_parts, table

Use = Literal["name", "people", "capital", "seat", "other"]

_DOTTED = pattern(r"\w\.(?:[A-Z]\.){0,5}[A-Z]?(?!\w)")  # U.N.
# A start that is not capitalised counts only in lower-cased text.
_ANY_WORD = pattern(r"(?<!\w)(?:(?:[a-z]\.){2,6}(?!\w)|[^\W\d_]\w*)")
_WORD_EDGE = pattern(r"[\s'’-]+")
_NAMELIKE = pattern(r"\s([^\W\d_a-z][\w’'-]*)")
_NAMELIKE_BEFORE = pattern(r"([^\s\w.!?:\"“]?)\s*\b([^\W\d_a-z][a-z][\w’'-]*)\s$")
_HEADS_END = (" of ", " of the ")
_AFTER_PLACE = pattern(r"\s*(\(|[-–—]{1,2}\s)|\s+([a-z]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A row of a table: a state or an organisation; equal only to itself.

    Attributes:
        name: The plain name.
        kind: Which table it stands in.
        apart: Its people's word does not name it (see states.toml).
        source: A figure that it gives is `un_or_ngo`.
    """

    name: str
    kind: Literal["state", "organisation"]
    apart: bool
    source: bool


class Form(NamedTuple):
    """Words that the tables list: whom they may stand for, and in what way.

    `rank` is 0 for the fullest name of a row and grows; `entries` is empty for a name that only
    holds a table's word (`use` is then `other`).
    """

    words: str
    use: Use
    rank: int
    entries: tuple[Entry, ...]


class Hit(NamedTuple):
    """A form in a text, from `start` to `end` (code points, end exclusive)."""

    start: int
    end: int
    form: Form


@dataclass(slots=True)
class _Start:
    """All forms that begin with one word; the pattern over the longer ones is made when needed."""

    alone: Form | None = None
    longer: list[str] = field(default_factory=list)
    _pattern: re.Pattern[str] | None = None

    def match(self, text: str, begin: int) -> re.Match[str] | None:
        """The longest of the longer forms that stands at this place, whatever its case."""
        if self._pattern is None:
            listed = sorted(self.longer, key=len, reverse=True)
            either = "|".join(map(_as_pattern, listed))
            self._pattern = re.compile(rf"(?:{either})(?!\w)", re.IGNORECASE)
        return self._pattern.match(text, begin)


class Gazetteer:
    """The tables, made ready for look-ups; get the one instance from `gazetteer()`."""

    def __init__(self) -> None:
        other = table("other_names")
        self._forms: dict[str, Form] = {}
        for name, row in table("organisations").items():
            self._add(
                Entry(name, "organisation", apart=False, source=row.get("source", False)), row
            )
        for name, row in table("states").items():
            self._add(Entry(name, "state", apart=row.get("apart", False), source=False), row)
        for words in other["whole"]:
            self._forms[_listed(words)] = Form(words, "other", 0, ())
        self._needs_company = frozenset(other["needs_company"])
        self._also_persons = frozenset(other["also_persons"])
        self._only_cased = frozenset(map(_listed, other["only_cased"]))
        self._before_towns = frozenset(other["before_towns"])
        self._after_towns = frozenset(other["after_towns"])
        self._headed = re.compile(rf"\b(?:{'|'.join(other['heads'])}) of (?:the )?$")
        self._tailed = re.compile(
            rf"[ \xa0](?:(?:{'|'.join(other['tails'])})\b"
            r"|state\b(?!\s+(?:media|news|television|TV|broadcaster|run|department|minister)))"
        )
        self._starts: dict[str, _Start] = {}
        for form in self._forms.values():
            first, *more = _WORD_EDGE.split(form.words, maxsplit=1)
            start = self._starts.get(first.replace(".", "")) or _Start()
            self._starts.update(dict.fromkeys(_surfaces(first), start))
            if more:
                start.longer.append(form.words)
            else:
                start.alone = form

    def look_up(self, words: str) -> Form | None:
        """The form that the words are, whatever their case and article."""
        form = self._forms.get(key(words))
        return form if form and form.entries else None

    def scan(self, text: str, capitals: Capitals | None = None) -> tuple[Hit, ...]:
        """Every form that the text uses, in order, the longest at each place; none overlap.

        Args:
            text: Any text.
            capitals: Its words with a capital, from whoever has looked them up already.
        """
        found = self._found(text, capitals or Capitals(text))
        hits = [hit for hit in found if self._stands(text, hit)]
        lacking = {
            entry for hit in hits for entry in hit.form.entries if entry.name in self._needs_company
        }
        if lacking:
            lacking -= {
                e
                for hit in hits
                if hit.form.rank or hit.form.use != "name"
                for e in hit.form.entries
            }
            hits = [hit for hit in hits if not lacking.intersection(hit.form.entries)]
        return tuple(hits)

    def _add(self, entry: Entry, row: dict[str, Any]) -> None:
        people = row.get("people", [])
        plurals = [f"{word}s" for word in people if word[-1] in "aeiknortbd"]
        lists: dict[Use, list[str]] = {
            "name": [entry.name, *row.get("names", [])],
            "people": [*people, *plurals],
            "capital": row.get("capital", []),
            "seat": row.get("seats", []),
        }
        for use, listed in lists.items():
            for rank, words in enumerate(listed):
                folded = _listed(words)
                known = self._forms.get(folded)
                shared = known.entries if known and known.use == use else ()
                if known and not shared and known.entries:
                    continue  # the same words in another use: the first row and use win
                self._forms[folded] = Form(words, use, rank, (*shared, entry))

    def _found(self, text: str, capitals: Capitals) -> Iterator[Hit]:
        lowered, done = text.islower(), 0
        for begin, end, start in self._lowered(text) if lowered else self._capitalised(capitals):
            if begin < done:
                continue
            form, last = start.alone, end
            if start.longer and (longer := start.match(text, begin)):
                listed = self._forms[key(longer.group())]
                if lowered or _capitals_agree(listed.words, longer.group()):
                    last, form = longer.end(), listed
            if form is None or (lowered and self._is_common(form, text[begin:last])):
                continue
            done = last
            yield Hit(begin, last, form)

    def _lowered(self, text: str) -> Iterator[tuple[int, int, _Start]]:
        for word in _ANY_WORD.finditer(text):
            if start := self._starts.get(word.group().replace(".", "")):
                yield *word.span(), start

    def _capitalised(self, capitals: Capitals) -> list[tuple[int, int, _Start]]:
        """The words that begin a form, in the order of the text, each once looked up."""
        found = []
        for word, places in capitals.places.items():
            start = self._starts.get(word)
            if start and len(word) > 1:
                found += [(begin, begin + len(word), start) for begin in places]
            for begin in places if len(word) == 1 else ():
                dotted = _DOTTED.match(capitals.text, begin)
                if dotted and (initials := self._starts.get(dotted.group().replace(".", ""))):
                    found.append((begin, dotted.end(), initials))
                elif start and not dotted:
                    found.append((begin, begin + len(word), start))
        found.sort(key=itemgetter(0))
        return found

    def _is_common(self, form: Form, words: str) -> bool:
        """Whether lower-cased words mean something else: us, who, turkey; u.s. does not."""
        return "." not in words and _listed(form.words) in self._only_cased

    def _stands(self, text: str, hit: Hit) -> bool:
        """Whether the form stands for what the table says, and is no part of another name."""
        start, end, form = hit
        if self._tailed.match(text, end):
            return False
        window = max(0, start - 24)
        if text.endswith(_HEADS_END, window, start) and self._headed.search(text, window, start):
            return False
        if form.words in self._also_persons and not self._apart_from_names(text, start, end):
            return False
        return form.use != "capital" or not self._is_place(text, start, end)

    def _is_place(self, text: str, start: int, end: int) -> bool:
        """Whether a capital is used as a town: "in Moscow", "MOSCOW (XY) —", "Moscow streets"."""
        before = text[max(0, start - 24) : start].lower().removesuffix("the ").split()
        if before and before[-1] in self._before_towns:
            return True
        after = _AFTER_PLACE.match(text, end)
        if after and (after.group(1) or after.group(2) in self._after_towns):
            return True
        return text[start:end].isupper()  # a dateline

    def _apart_from_names(self, text: str, start: int, end: int) -> bool:
        after = _NAMELIKE.match(text, end)
        before = _NAMELIKE_BEFORE.search(text, max(0, start - 32), start)
        return not any(beside and not self._is_known(beside.group(1)) for beside in (after, before))

    def _is_known(self, word: str) -> bool:
        return word in self._starts or key(word) in role_parts()


@cache
def gazetteer() -> Gazetteer:
    """The tables, read once (about 15 ms)."""
    return Gazetteer()


def overlapping(hits: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """Those of the hits, which are in order, that share a character with the span."""
    first = bisect_right(hits, start, key=lambda hit: hit.end)
    return hits[first : bisect_left(hits, end, key=lambda hit: hit.start)]


def key(words: str) -> str:
    """What look-ups go by: the bare form without full stops."""
    return bare(words).replace(".", "")


def _listed(words: str) -> str:
    """`key`, for words as the tables write them: straight quotes, no article, no possessive."""
    return words.casefold().replace(".", "")


def _surfaces(word: str) -> set[str]:
    """How a form's first word may look in a text: NATO and Nato, but US and never Us."""
    word = word.replace(".", "")
    named = {word.capitalize()} if word.isupper() and len(word) > 3 else set()
    return {word, word.upper(), word.lower(), *named}


def _as_pattern(words: str) -> str:
    """A pattern for a form: any white space, curly or straight quotes, U.N. or UN."""
    parts = []
    for word in re.split(r"(\s+|['-])", words):
        if word.isupper() and len(word) <= 5 and word.isalpha():
            parts.append(r"\.?".join(word) + r"\.?")
        elif word == "'":
            parts.append("['’]")
        else:
            parts.append(r"\s+" if word.isspace() else re.escape(word))
    return "".join(parts)


def _capitals_agree(listed: str, found: str) -> bool:
    """Whether each word with a capital in the table has one in the text."""
    pairs = zip(listed.split(), found.split(), strict=False)
    return all(not want[0].isupper() or have[0].isupper() for want, have in pairs)
