"""Runs of capitalised words: what a name of a body or of a person looks like in English news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from summarizer.language.folding import is_whole
from summarizer.language.patterns import pattern
from summarizer.language.tables import compiled, roles

_PARTICLES = (
    *("al", "el", "bin", "ibn", "bint", "abu", "ould", "ben", "ul", "ur"),
    *("von", "van", "de", "da", "di", "dos", "del", "der", "den", "la", "le", "y"),
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ]"
_AL = r"(?:al|el|as|ash|an|ul|ad|ar|at|az)-"
_WORD = (
    rf"(?:{_AL})?{_CAPITAL}\w*"
    r"(?:(?<=[A-Za-z])['’](?!s\b)\w+)?(?:-(?:[A-Z]|[a-z]+-[A-Z])\w*)*"
)
# The possessive inside a name: People's Front, Workers' Party.
_OWNERS = r"(?:People|Peoples|Workers|Farmers|Teachers|Women|Children|Lord|Writers)['’]s?"
_MONTHS = frozenset(
    (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    )
)
# The set in front makes the search fast. The group tells of a word that no run goes on from, as
# most are: before punctuation, or a word in lower case that is no link and no article (al-, ash-).
_CAPITALISED = pattern(r"[A-ZÀ-ÞĀ-ſ](?<!\w\w)\w*((?= (?!of|for|[a-z]{2,3}-)[a-z])|(?![ \xa0'’-]))?")
_PREFIX = pattern(rf"(?<![\w-]){_AL}$")
_LONGEST_PREFIX = 4
_GAP = r"[ \xa0]"  # no line break: a headline's last word and the next line's first are two names
GAP = rf"(?:{_GAP}+|{_GAP}*\n(?=(?-i:[a-z])))"
"""Pattern of the space in a phrase; it runs on to the next line only where that goes on in lower
case, as wrapped prose does and a headline does not."""

_LAST_WORD = rf"([\w-]+){GAP}$"
_LONGEST_WORD = 24
_LONGEST_LEAD = 64

_LINK = rf"(?:{_GAP}(?:of|for)(?:{_GAP}the)?)?"
_PART = rf"(?:{_CAPITAL}\.(?=\s)|{_WORD}(?:-\w+)*)"  # of a person's name: "J.", Ki-moon
_NAME_LINK = rf"(?:{_GAP}(?:{'|'.join(_PARTICLES)}))*"

_BODY_PART = rf"(?:{_OWNERS}|{_WORD})"
RUN = rf"(?:{_BODY_PART}(?:{_LINK}{_GAP}(?:\d{{1,4}}{_GAP})?{_BODY_PART}(?!\w)){{0,9}})"
"""Pattern of a body's name: capitalised words, with of, for or a number between them."""

PERSON = rf"(?:{_PART}(?:{_NAME_LINK}{_GAP}{_PART}){{0,4}})"
"""Pattern of a person's name: capitalised words, initials and particles."""


def trim(run: str) -> tuple[str, int]:
    """A run without leading words that begin a sentence, and how many characters went."""
    plain, rest = roles("plain"), run
    while rest:
        first, _, more = rest.partition(" ")
        dated = first in _MONTHS and more[:1].isdigit()  # March 23 Movement
        if dated or not (first.casefold() in plain or first.isdigit()):
            break
        rest = more.lstrip()
    return rest, len(run) - len(rest)


def word_before(text: str, at: int) -> str:
    """The word right before a place, at most 24 characters of it; empty if there is none."""
    window = max(0, at - _LONGEST_WORD)
    before = text[window:at]
    if not before[-1:].isspace():
        return ""
    word = before[:-1].rpartition(" ")[2]
    if before[-1] == " " and word.replace("-", "").isalnum():
        return word  # as nearly all are; the pattern takes ten times as long
    found = compiled(_LAST_WORD).search(text, window, at)
    return found.group(1) if found else ""


def ending_before(text: str, at: int) -> str:
    """The last two letters of what stands before a place, white space and "the" left out.

    For a first look at whether a name is led in: most have other words before them.
    """
    return text[max(0, at - _LONGEST_LEAD) : at].rstrip().removesuffix("the").rstrip()[-2:]


def surname(name: str) -> str | None:
    """The last word of a person's name with its particles (Al Thani).

    None if the name is one word, or the last too short to tell a person by.
    """
    parts = name.split()
    start = len(parts) - 1
    while start > 1 and parts[start - 1].casefold() in _PARTICLES:
        start -= 1
    last = " ".join(parts[start:])
    return last if len(parts) > 1 and len(last) > 2 else None


class Capitals:
    """Where the words with a capital stand in a text, looked up once for all who start from them.

    Runs and names begin with such a word; a pattern tried at every character takes ten times as
    long.

    Attributes:
        text: The text.
        places: Each such word and where it begins.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, list[int]] = defaultdict(list)
        self._words: list[tuple[int, int]] = []  # in order: where each begins, and ends if alone
        for word in _CAPITALISED.finditer(text):
            start = word.start()
            self.places[word[0]].append(start)
            self._words.append((start, word.end() if word.lastindex else 0))

    def runs(self) -> Iterator[tuple[int, int]]:
        """Spans of the names of bodies that the text may hold, `RUN`, in order; none overlap."""
        run, done, text = compiled(RUN), 0, self.text
        for place, end in self._words:
            if place < done:
                continue
            if end and text[place] <= "Z" and text[place - 1] != "-":
                yield place, end  # what the pattern would find, more slowly
                continue
            start = self._begin(place)
            if start is not None and start >= done and (longer := run.match(text, start)):
                done = longer.end()
                yield start, done

    def _begin(self, place: int) -> int | None:
        """Where the word with the capital at that place begins: al-Amal; None within a compound."""
        if self.text[place - 1 : place] != "-":
            return place
        prefix = _PREFIX.search(self.text, max(0, place - _LONGEST_PREFIX), place)
        return prefix.start() if prefix else None

    def occurrences(self, forms: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
        """Where forms stand as whole words, in the order of the forms, with what they stand for."""
        for form, name in forms.items():
            first = _CAPITALISED.search(form)
            if first is None or not form[-1].isalnum():
                continue
            for place in self.places.get(first.group(), ()):
                start = place - first.start()
                end = start + len(form)
                if self.text.startswith(form, start) and is_whole(self.text, start, end):
                    yield start, end, name
