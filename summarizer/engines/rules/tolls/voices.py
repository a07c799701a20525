"""Who gives each figure, over sentences: `it said`, `the ministry said`, open quotations."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from summarizer.engines.rules.tolls.claims import Claim, claims, covering
from summarizer.engines.rules.tolls.doubts import author_of, is_unsigned, notice_over, rumour_before
from summarizer.engines.rules.tolls.sources import Sources, head_of
from summarizer.engines.rules.wordlists import said, table, telling
from summarizer.language.figures import Figure
from summarizer.language.gazetteer import gazetteer
from summarizer.language.lexicon import Words
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import SourceKind

_BACK = 4
"""Sentences over which `it said` still tells of the same source."""
_ACCOUNT = pattern(
    r"(?:^|[,;:]\s)((?:[Tt]he\s+)?[A-Z][\w.’' -]{1,60}?|[Tt]he [\w -]{3,40}?)['’]s?\s+"
    r"(?:own\s+|latest\s+|official\s+)?(\w+)"
)


@cache
def _accounts() -> frozenset[str]:
    return frozenset(table("tolls")["accounts"]["words"])


class Voice(NamedTuple):
    """The source of a figure: the words as they stand, and what kind of source it is."""

    words: str
    kind: SourceKind


class Voices:
    """The sources of one article's figures."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sources = Sources(reader)
        self._claims: dict[int, list[Claim]] = {}

    @property
    def is_war(self) -> bool:
        """Whether the article tells of fighting."""
        return self._sources.is_war

    def of(self, line: Line, figure: Figure) -> Voice | None:
        """Who gives a figure; None if the article says it in its own voice."""
        found = self._in(line)
        if claim := covering(line, found, figure.start, figure.end):
            return self._voice(claim, line.number) or _hearsay(line, figure)
        if account := self._account(line, figure):
            return account
        if told := _hearsay(line, figure) or self._of_quote(line):
            return told
        notice = notice_over(self._reader, line)
        return Voice(notice, SourceKind.MEDIA) if notice else None

    def _in(self, line: Line) -> list[Claim]:
        if line.number not in self._claims:
            self._claims[line.number] = claims(line)
        return self._claims[line.number]

    def _voice(self, claim: Claim, number: int) -> Voice | None:
        lists, words = table("tolls"), claim.words.lower()
        if words in lists["pronouns"]["words"]:
            one = words in lists["pronouns"]["persons"]
            before = self._before(number, claim.start, one=one)
            return before or (None if one else self._named_before(number, claim.start))
        line = self._reader.line(number)
        veiled = line is not None and said(line, "tolls", "veiled")
        if veiled or is_unsigned(claim.words):
            author = None if veiled else self._author(claim, number)
            return Voice(claim.words, author or SourceKind.ANONYMOUS)
        again = words.startswith("the ") and words.split()[-1] in lists["again"]["words"]
        kind = self._sources.kind(claim.words, claim.more)
        if again and len(words.split()) == 2 and (voice := self._before(number)):
            return voice if kind in (None, voice.kind) else Voice(claim.words, kind)
        if kind is not None:
            return Voice(claim.words, kind)
        if words.split()[-1] in lists["no_source"]["words"]:
            return None
        before = self._before(number) if again or claim.words[:1].isupper() else None
        return Voice(claim.words, before.kind) if before else None

    def _author(self, claim: Claim, number: int) -> SourceKind | None:
        """What kind of source put out a message, if the words after it say who did."""
        text = self._text(number)
        author = author_of(text, text.index(claim.words, claim.start))
        return self._sources.kind(author) if author else None

    def _named_before(self, number: int, start: int) -> Voice | None:
        """`The army raided the town; it reported 20 dead`: the last source named there."""
        text = self._text(number)[:start]
        for found in reversed(telling("tolls", "source").find(Words(text))):
            article = text.rfind("the ", 0, found.start)
            begin = article if article >= 0 and article == found.start - 4 else found.start
            return Voice(text[begin : found.end], SourceKind(found.entry))
        return None

    def _text(self, number: int) -> str:
        line = self._reader.line(number)
        return line.text if line else ""

    def _before(self, number: int, start: int = 0, *, one: bool = False) -> Voice | None:
        """Who spoke last before a place of a sentence; if `one`, no body and no more than one."""
        line = self._reader.line(number)
        for claim in reversed(self._in(line) if line and start else []):
            kind = self._sources.kind(claim.words, claim.more) if claim.start < start else None
            if kind is not None and not (one and _is_body(claim.words)):
                return Voice(claim.words, kind)
        for earlier in range(number - 1, max(0, number - 1 - _BACK), -1):
            line = self._reader.line(earlier)
            for claim in reversed(self._in(line) if line else []):
                kind = self._sources.kind(claim.words, claim.more)
                if kind is not None and not (one and _is_body(claim.words)):
                    return Voice(claim.words, kind)
        return None

    def _account(self, line: Line, figure: Figure) -> Voice | None:
        """`the ministry's count of the dead is 709`."""
        accounts = _accounts()
        if accounts.isdisjoint(line.bag):
            return None
        for found in _ACCOUNT.finditer(line.text, 0, figure.start):
            if found[2] in accounts and (kind := self._sources.kind(found[1])):
                return Voice(found[1], kind)
        return None

    def _of_quote(self, line: Line) -> Voice | None:
        """Who speaks where the sentence stands in a quotation that began before or goes on."""
        paragraph = self._reader.text.rfind("\n", 0, line.sentence.start) + 1
        opened = self._reader.text[paragraph : line.sentence.start]
        inside = opened.rfind("“") > opened.rfind("”") or line.text.startswith("“")
        if not inside:
            return None
        following = self._reader.line(line.number + 1)
        if following and "\n" in self._reader.text[line.sentence.end : following.sentence.start]:
            following = None  # another paragraph is of another speaker
        for claim in self._in(following) if following else []:
            if claim.whole and (voice := self._voice(claim, line.number + 1)):
                return voice
        return self._before(line.number)


def _is_body(words: str) -> bool:
    """Whether a source is nobody whom `he` or `she` stands for: `officials`, `the ministry`."""
    head = head_of(words).split()[-1]
    if gazetteer().look_up(words) or head.lower() in table("tolls")["pronouns"]["bodies"]:
        return True
    return head.islower() and head.endswith("s")


def _hearsay(line: Line, figure: Figure) -> Voice | None:
    rumour = rumour_before(line, figure)
    return Voice(rumour, SourceKind.ANONYMOUS) if rumour else None
