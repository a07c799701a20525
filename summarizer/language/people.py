"""Who speaks for whom, by what the text says of a person: titles before, after and beside a name.

"Israeli Defense Minister Yoav Gallant", "the prime minister of Qatar, Sheikh ...", "Geir Pedersen,
the U.N. envoy": the person stands for the body (codebook section 6). No person is known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.language.folding import occurrences, plain_words
from summarizer.language.gazetteer import Hit, overlapping
from summarizer.language.patterns import pattern
from summarizer.language.runs import GAP, PERSON, RUN, surname, trim, word_before
from summarizer.language.tables import compiled, either, roles

_WINDOW = 90
_POSSESSIVE_END = rf"(?:['’]s?)?{GAP}$"
_RUN_END = rf"(?<![\w-])(?:the\s+)?({RUN})(?:['’]s?)?{GAP}$"
_APPOSED = rf"(?<![\w-])({PERSON})$"
_APPOSITION = pattern(r",\s+(?:who\s+is\s+)?(?:[a-z-]+\s+){0,4}")
_OF = rf"{GAP}(of|for|at|to|in) (?:the )?"
_OF_THE = pattern(r" of (?:the )?")
_NEXT = pattern(r",?[ \xa0]+")
# Between title or body and name: "of environment and tourism,", "'s political wing,".
_DETAIL = pattern(r"(?:['’]s?)?(?:\s+[a-z]+){1,6}(?=,\s)|['’]s?(?=,\s)")
# What makes another body of the one before it: "the Gaza health ministry".
_INSTITUTION = pattern(
    r"(?:['’]s?)?(?:\s[a-z]+){0,2}\s(?:agency|authority|department|hospitals?|ministry|police|"
    r"services?|union)\b"
)


class Person(NamedTuple):
    """A person as one phrase presents them.

    `start` and `end` span the phrase with title and body; `body` is the actor that the phrase has
    them speak for, None if it names none.
    """

    start: int
    end: int
    name: str
    body: str | None


class People:
    """The persons of a text: `bodies` gives the actor behind each name, full or short.

    A person for whom the text gives no body stands for themselves, by their fullest name.
    """

    def __init__(self, found: Sequence[Person]) -> None:
        self.found = tuple(found)
        full: dict[str, str | None] = {}
        for person in found:
            full[person.name] = full.get(person.name) or person.body
        shorts: dict[str, set[str]] = {}
        for name in full:
            if short := surname(name):
                shorts.setdefault(short, set()).add(name)
        self.bodies = {name: body or name for name, body in full.items()}
        for short, names in shorts.items():
            bodies = {body for name in (*names, short) if (body := full.get(name))}
            if len(bodies) > 1 or (len(names) > 1 and not bodies):
                self.bodies.pop(short, None)  # two people of one surname: it tells nothing
                continue
            longest = max(names, key=len)
            for name in (*names, short):
                self.bodies[name] = next(iter(bodies), longest)
        for name, body in self.bodies.items():  # "Biden's adviser": the body that Biden stands for
            self.bodies[name] = self.bodies.get(_untitled(body), body)


def _untitled(words: str) -> str:
    """A phrase without the title and ranks before a name."""
    titles, parts = roles("titles", "modifiers", "ranks"), words.split()
    while len(parts) > 1 and parts[0].rstrip(".").casefold() in titles:
        del parts[0]
    return " ".join(parts)


class Finder:
    """Finds the persons of one text.

    Args:
        text: The article.
        hits: What the gazetteer finds in it.
        body_of: Names the actor that a phrase stands for ("Israeli Foreign Ministry" → Israel);
            None if it is one of which nobody knows whom it stands for.
        groups: Names of groups, which are no persons.
        sole_state: The only state that the article names, if there is just one: it is the state of
            a president or minister of whom nothing else is said.
    """

    def __init__(
        self,
        text: str,
        hits: Sequence[Hit],
        body_of: Callable[[str], str | None],
        groups: Container[str],
        sole_state: str | None,
    ) -> None:
        self._text = text
        self._hits = [hit for hit in hits if hit.form.entries]
        self._starts = {hit.start: hit for hit in self._hits}
        self._ends = {hit.end: hit for hit in self._hits}
        self._body_of = body_of
        self._groups = groups
        self._sole_state = sole_state

    def people(self, lower: str, plain: Collection[str]) -> People:
        """Every person that a title presents.

        Args:
            lower: The text in lower case (`lowered`).
            plain: Its words of plain letters (`plain_words`).
        """
        titles = _titles(lower, plain)
        return People([person for found in titles for person in self._around(found)])

    def _around(self, found: re.Match[str]) -> Iterator[Person]:
        title, former = self._title_start(found)
        if former:
            return
        begin, body = self._body_before(title)
        name = self._name_after(found.end())
        end = found.end()
        if name is None or body is None:
            after, beyond = self._body_after(name[1] if name else end, found.group())
            if name is None and beyond > end:
                name, end = self._name_after(beyond, sure=after is not None), beyond
            elif after and name:
                yield from self._paired(beyond)
            body = body or after
        if body is None and self._of_a_state(found, begin):
            body = self._sole_state
        if name:
            yield Person(begin, name[1], name[0], body)
        elif apposed := self._apposed(begin):
            yield Person(apposed[2], end, apposed[0], body)

    def _title_start(self, found: re.Match[str]) -> tuple[int, bool]:
        """Where the title begins with its modifiers, and whether it is a former one."""
        ministerial = found.group().casefold() in ("minister", "secretary")
        modifiers = roles("modifiers", *(("portfolios",) if ministerial else ()))
        at, former = found.start(), roles("former")
        while word := word_before(self._text, at):
            folded = word.casefold()
            if folded in former or folded.startswith("ex-"):
                return at, True
            start = self._text.rindex(word, 0, at)
            if folded not in modifiers or start in self._starts:
                break
            at = start
        return at, False

    def _body_before(self, title: int) -> tuple[int, str | None]:
        """The body named right before a title, and where the phrase begins."""
        text = self._text
        gap = compiled(_POSSESSIVE_END).search(text, max(0, title - 8), title)
        if gap is None:
            return title, None
        if hit := self._ends.get(gap.start()):
            gap = compiled(_POSSESSIVE_END).search(text, max(0, hit.start - 8), hit.start)
            owner = self._ends.get(gap.start()) if gap else None
            if owner and hit.form.entries[0].kind == "organisation":
                hit = owner  # "Russia's U.N. ambassador"
            if self._is_former(hit.start):
                return title, None
            return hit.start, self._body_of(text[hit.start : hit.end])
        window = max(0, title - _WINDOW)
        before = text[window : gap.start()].rsplit(None, 1)
        # A name's last word has a capital, and few words before a title have.
        cased = before and not before[-1].islower()
        run = compiled(_RUN_END).search(text, window, title) if cased else None
        if run is None:
            return title, None
        words, cut = trim(run.group(1))
        named = any(word.casefold() not in roles("generic") for word in words.split())
        if not named or self._is_former(run.start(1) + cut):
            return title, None
        return run.start(1) + cut, self._body_of(words)

    def _is_former(self, at: int) -> bool:
        return word_before(self._text, at).casefold() in roles("former")

    def _body_after(self, at: int, title: str = "") -> tuple[str | None, int]:
        """The body after "of" or "for", and where it ends; "in" and "to" tell a place only."""
        link = compiled(_OF).match(self._text, at)
        if link is None:
            return None, at
        start = link.end()
        hit, run = self._starts.get(start), compiled(RUN).match(self._text, start)
        if hit is None and run is None:
            return None, at
        end = hit.end if hit else run.end() if run else at
        if institution := _INSTITUTION.match(self._text, end):
            end = institution.end()
        sends = link.group(1) == "of" or title.casefold() not in roles("sent")
        sends = sends and link.group(1) not in ("to", "in")
        return (self._body_of(self._text[start:end]) if sends else None), end

    def _paired(self, at: int) -> Iterator[Person]:
        """The second of "Presidents A of X and B of Y"."""
        joined = self._text.startswith(" and ", at)
        second = compiled(PERSON).match(self._text, at + len(" and ")) if joined else None
        if second and _OF_THE.match(self._text, second.end()):
            body, end = self._body_after(second.end())
            if body:
                yield Person(second.start(), end, second.group(), body)

    def _name_after(self, at: int, *, sure: bool = True) -> tuple[str, int, int] | None:
        """The person named from here on: name, end, start.

        After a mere place it takes a full name behind a comma: "leader in the north, Omer Tal".
        """
        if detail := _DETAIL.match(self._text, at):
            at = detail.end()
        ranks = _ranks().match(self._text, at)
        gap = _NEXT.match(self._text, ranks.end() if ranks else at)
        named = compiled(PERSON).match(self._text, gap.end()) if gap else None
        if gap is None or named is None:
            return None
        return self._name(*named.span()) if sure or _is_apart(gap, named) else None

    def _apposed(self, at: int) -> tuple[str, int, int] | None:
        """The person named before a comma: "Omer Tal, the front's spokesman"."""
        window = max(0, at - _WINDOW)
        comma = self._text.rfind(",", window, at)
        if comma < 0 or not _APPOSITION.fullmatch(self._text, comma, at):
            return None
        named = compiled(_APPOSED).search(self._text, window, comma)
        return self._name(*named.span(1)) if named else None

    def _name(self, start: int, end: int) -> tuple[str, int, int] | None:
        words, cut = trim(self._text[start:end])
        start += cut
        parts = words.split()
        while parts and parts[-1].casefold() in roles("plain"):
            words = words[: words.rindex(parts.pop())].rstrip()
        end = start + len(words)
        if len(words) < 2 or overlapping(self._hits, start, end):
            return None
        listed = roles("titles", "organs", "group_heads", "generic", "portfolios")
        if words in self._groups or listed & {part.casefold() for part in parts}:
            return None
        return words, end, start

    def _of_a_state(self, found: re.Match[str], begin: int) -> bool:
        """Whether a title with nothing before it is one that only a state has."""
        words = " ".join(found.group().split())
        title = words.casefold()
        listed = "state_titles" if self._text[begin].isupper() else "ministers"
        if title not in roles(listed):
            return False
        before = self._text[max(0, begin - 24) : begin].split()
        alone = not before or not before[-1].isalpha()
        return alone or before[-1].casefold() in roles("plain", "reporting")


def _is_apart(gap: re.Match[str], named: re.Match[str]) -> bool:
    """Whether a full name stands behind a comma."""
    return gap.group()[0] == "," and " " in named.group()


def _titles(lower: str, plain: Collection[str]) -> Iterator[re.Match[str]]:
    """The titles in a text in lower case, in order; none overlap.

    Looked for from those of their first words that the text has, since a pattern over the whole
    text takes twenty times as long.
    """
    titles, done = _titles_by_first(), 0
    places = [
        (place, first) for first in titles.keys() & plain for place in occurrences(lower, first)
    ]
    for place, first in sorted(places):
        if place >= done and (found := compiled(titles[first]).match(lower, place)):
            done = found.end()
            yield found


@cache
def _titles_by_first() -> dict[str, str]:
    """The first word of each title, in plain letters, with a pattern for all that begin with it."""
    listed: dict[str, set[str]] = {}
    for title in roles("titles"):
        listed.setdefault(plain_words(title)[0], set()).add(title)
    return {
        first: rf"(?<![\w-]){either(frozenset(titles))}(?![\w-])"
        for first, titles in listed.items()
    }


@cache
def _ranks() -> re.Pattern[str]:
    return re.compile(rf",?(?:[ \xa0]+{either(roles('ranks'))}(?!\w)\.?)+", re.IGNORECASE)
