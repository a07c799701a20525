"""Figures that nobody stands behind: rumours, unsigned posts, and corrections of the article.

A figure that comes from a voice without a name is told with that voice, and as a supposition where
nobody could check it; one that a sentence sets against another that the article gives elsewhere
("713, not 100") is contested by the article itself. None of them is the article's own.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.engines.rules.wordlists import said, table, telling
from summarizer.language.figures import Figure
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import SourceKind

_AUTHOR = pattern(
    r"[^.;,:“”\"]{0,60}?\b(?:by|from|of|on behalf of|on)\s+(?P<author>[^,.;:()“”\"]{3,60}?)"
    r"(?:['’]s?\s|\s(?:pages?|accounts?|channel|site|website|feed|said|says|that|which)\b|[,.;:(“”\"]|$)"
)
"""Whose a post is: `a post by the ministry`, `a post on the army's page`."""
_NEW_CLAUSE = pattern(r"[;:]|,?\s(?:but|while|although|though|whereas)\s|[.?!][”\"]")
_SET_AGAINST = pattern(r"\W{1,3}(?:(?:and|but) )?(?:not|rather than|instead of) (?:the )?")
_INSTEAD_OF = pattern(r"\b(?:not|rather than|instead of) (?:the )?$", re.IGNORECASE)
_BUT = pattern(r"\bbut\b|,")
_NOTICE = pattern(
    r"\W{0,3}((?:an? |the |editor['’]s )?(?:corrections?|clarification|erratum|retraction))\b"
    r"(?=\W*(?:$|[:.(–—-]|\s(?:to|of|on)\b|\n))",
    re.IGNORECASE,
)
"""How a paragraph begins that corrects the article."""


@cache
def _unsigned() -> re.Pattern[str]:
    heads = "|".join(table("tolls")["unsigned"]["words"])
    return re.compile(
        r"(?:(?:an?|one|some|several|many|most|other|another|various|numerous)\s)?"
        rf"(?:[a-z][\w-]*\s){{0,3}}?(?:{heads})\b",
    )


def is_unsigned(words: str) -> bool:
    """Whether who speaks is a message without an author: `a post`, `messages on social media`."""
    return _unsigned().match(words[:1].lower() + words[1:]) is not None


def author_of(text: str, start: int) -> str:
    """Whose a message is that is told of from `start` on; empty if the words do not say."""
    found = _AUTHOR.match(text, start)
    return found["author"] if found and found["author"] != "social media" else ""


def rumour_before(line: Line, figure: Figure) -> str:
    """The words by which a figure is hearsay: `unconfirmed reports of 20 dead`; empty if none."""
    heard = [one for one in telling("tolls", "hearsay").find(line) if one.end <= figure.start]
    if not heard or _NEW_CLAUSE.search(line.text, heard[-1].end, figure.start):
        return ""
    return line.text[heard[-1].start : heard[-1].end]


def notice_over(reader: Reader, line: Line) -> str:
    """How the paragraph of a sentence names itself if it corrects the article; else empty."""
    start = reader.text.rfind("\n", 0, line.sentence.start) + 1
    found = _NOTICE.match(reader.text, start)
    return found[1] if found else ""


def is_unverified(line: Line, kind: SourceKind) -> bool:
    """Whether a figure of a voice without a name is one that nobody could check."""
    if kind is not SourceKind.ANONYMOUS:
        return False
    return bool(said(line, "tolls", "unverified") or said(line, "tolls", "hearsay"))


def is_set_against(reader: Reader, line: Line, index: int) -> bool:
    """Whether a figure is to replace another that the article gives elsewhere: `713, not 100`."""
    figures, text = line.figures, line.text
    figure = figures[index]
    if index + 1 < len(figures):
        other = figures[index + 1]
        gap = _SET_AGAINST.search(text, figure.end, other.start)
        if gap and gap.end() == other.start:
            return _stands_elsewhere(reader, line, other)
    if index:
        other = figures[index - 1]
        if _INSTEAD_OF.search(text, 0, other.start) and _BUT.search(text, other.end, figure.start):
            return _stands_elsewhere(reader, line, other)
    return False


def _stands_elsewhere(reader: Reader, line: Line, wrong: Figure) -> bool:
    """Whether another sentence gives that number: nobody took it out of the article."""
    others = (one for one in reader.lines_with_counts if one.number != line.number)
    return any(figure.value == wrong.value for one in others for figure in one.figures)
