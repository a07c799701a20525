"""What a verb of position asks for: the words after it, and whom they address."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.engines.rules.actors import names_of
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, Wording, listed, piece, stems
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_END = pattern(
    r"[.;:!?](?=[\s”\"’<]|$)|<|\sor\sface\b|[”\"](?=[\s,.]|$)|\s[–—-]{1,2}\s|,\s+\w{3,}ing\s|,\s+(?:has|have|had|is|are|was|were|will|would)\b|\sand\s+(?!un)\w{3,}ed\s|[,(]\s*(?:saying|according|but|while|although|though"
    r"|after|as|which|who|adding|warning|noting|calling|citing|leaving|where|when|even|he|she|they|it|because|[\w\s.]{0,40}\b(?:said|says|added|told)\b|and\s+(?:is|are|was|were|has"
    r"|have|will|would|said|says|that\s+(?:he|she|it|they)|warned|also|called|urged|accused|added|vowed|to\s+say))\b"
    r"|,\s+(?:and|but)\s+(?:the\s+)?\w+\s+(?:has|have|had|is|was|will|refuse\w*|reject\w*|said|says)\b"
    r"|\s(?:and|but)\s+(?:said|says|warned|accused|vowed|has\s+said|is\s+expected|will|condemned|rejected|announced|supports?|launched|killed|denounced)\b"
    r"|(?<!\bonly)\s(?:after|amid|while|saying|according|when|because|although|as\s+(?:he|she|they|it|the|part))\b"
)
_LEAD = Lazy(
    lambda: (
        rf"[\s,“\"]*(?:(?:{piece('demands', 'lead')})\b[\s,“\"]*)*"
        r"(?:(?:that|on|upon|for)\b[\s“\"]+)?"
    )
)
_INFINITIVE = pattern(r"[\s“\"]*(?:not\s+)?to\s+(?=[a-z])")
_LINK = pattern(
    r"(?:\s?[^\s,;:]++){0,7}?\s+[“\"]?(?P<link>(?:not\s+)?to|must|should|for|into)\s+[“\"]?(?=[\w$£€])"
)
_ASIDE = pattern(r",[^,]{1,60},|\s\([^()]{1,40}\)")
_ADDRESSEE = pattern(r"[\s“\"]*(?:(?:on|upon|for|that|with|to|from)\s+)?(?:the\s+|both\s+)?")
_ARTICLE = pattern(r"[\s“\"]*(?:(?:the|all|both|its|their|his|her)\s+)*")
_TOLD = pattern(r"(?:[\w’'-]+\s*){1,4}")
"""Whoever is told something stands first: not `maximum restraint towards civilians`."""
_THEM = pattern(r"\s*(?:them|him|her|it|us|me|you|everybody|others)\s*", re.IGNORECASE)
_ADVERBIAL = 24  # code points between whom one asks and "to": "pressed X again on Tuesday to"
_NEXT = 3
_MOST_WORDS = 25


class Complement(NamedTuple):
    """What is wanted.

    Attributes:
        words: The proposition, trimmed.
        to: Whom it addresses, by name.
        own: Whether the holder would do it itself ("wants to retake").
        asked: Whether somebody, named or not, is to do it ("both sides to stop").
        civilian: Whether only civilians are told to.
    """

    words: str
    to: list[str]
    own: bool = False
    asked: bool = False
    civilian: bool = False


def complement(setting: Setting, line: Line, start: int, *, own_act: bool = False) -> Complement:
    """The words after a verb that ends at `start`, up to the end of the clause.

    Args:
        setting: The article's actors.
        line: The sentence.
        start: Where the verb ends.
        own_act: Whether the verb is one that takes only what its subject does (`aims to`).
    """
    begin, end = clause_after(line, start)
    if _is_for_civilians(line, begin, end):
        return Complement(trimmed(line.text[begin:end]), [], asked=True, civilian=True)
    if own_act and not _INFINITIVE.match(line.text, start, end):
        return Complement(trimmed(line.text[begin:end]), [], own=True)
    own = _INFINITIVE.match(line.text, start, end) or _INFINITIVE.match(line.text, begin, end)
    if own:
        return Complement(trimmed(line.text[own.end() : end]), [], own=True)
    gap = _ADDRESSEE.match(line.text, begin)
    asked = setting.group_from(line, gap.end() if gap else begin, 24)
    asked = tuple(one for one in asked if one.end <= end)
    before = line.text[begin : asked[0].start] if asked else ""
    if asked and not re.search(
        r"\b(?:of|to|in|with|for|by|from|between|on)\s+(?:the\s+)?$", before
    ):
        return _addressed(line, names_of(asked), asked[-1].end, begin, start, end)
    return _unnamed(line, begin, end)


def _addressed(
    line: Line, to: list[str], after: int, begin: int, start: int, end: int
) -> Complement:
    """What a named actor is to do."""
    aside = _ASIDE.match(line.text, after)
    if aside:
        after = aside.end()
        end = clause_after(line, after)[1]
    rest = line.text[after:end]
    link = _LINK.match(line.text, after, end)
    near = _ADVERBIAL if link and link["link"] != "for" else _NEXT
    if link and link.start("link") - after <= near:
        return Complement(_after(line, link, end), to, asked=True)
    if re.search(r"\bthat\b", line.text[start:begin]) and re.match(r"\s+[a-z]", rest):
        return Complement(trimmed(rest), to, asked=True)
    return Complement(trimmed(line.text[begin:end]), [])


def _after(line: Line, link: re.Match[str], end: int) -> str:
    """What somebody is to do, or not to do."""
    words = trimmed(line.text[link.end() : end])
    return f"not {words}" if link["link"].startswith("not") else words


def _unnamed(line: Line, begin: int, end: int) -> Complement:
    """What is wanted of nobody with a name: `both sides to stop`, `an end to the war`."""
    words = line.text[begin:end]
    link = _LINK.match(line.text, begin, end)
    head = line.text[begin : link.start("link")] if link else ""
    lead = _ARTICLE.match(head)
    near = head[lead.end() if lead else 0 :]
    if link and (_THEM.fullmatch(head) or listed("demands", "sides").match(head.lstrip(' “"'))):
        return Complement(_after(line, link, end), [], asked=True)
    asked = (
        bool(link and link["link"] not in ("for", "into"))
        and len(near.split()) <= 5
        and not re.search(r"\b(?:end|halt|return)\b", near)
    )
    return Complement(trimmed(words), [], asked=asked)


def _is_for_civilians(line: Line, begin: int, end: int) -> bool:
    """Whether only people at large are told to do something: advice, and no position."""
    if not Wording(line.text[begin:end]).may_have(stems("demands", "civilians")):
        return False
    own = _INFINITIVE.match(line.text, begin, end)
    if own and not listed("demands", "civilians").match(line.text, own.end(), end):
        return False
    begin = own.end() if own else begin
    link = _LINK.match(line.text, begin, end)
    head = line.text[begin : link.start("link")] if link else ""
    told = _TOLD.match(head)
    first = head[: told.end()] if told else ""
    return listed("demands", "civilians").search(first) is not None


def clause_after(line: Line, start: int) -> tuple[int, int]:
    """Where the words after a verb that ends at `start` begin, and where their clause ends."""
    lead = _LEAD.match(line.text, start)
    begin = lead.end() if lead else start
    stop = _END.search(line.text, begin)
    return begin, stop.start() if stop else len(line.text)


def trimmed(words: str) -> str:
    """A proposition as a brief has it: at most 25 words, without marks around it."""
    return " ".join(" ".join(words.split()[:_MOST_WORDS]).strip(' ,;:–—-“”"‘').split())
