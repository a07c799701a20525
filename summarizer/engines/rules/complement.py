"""What a verb of position asks for: the words after it, whom they address, and what about."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.engines.rules.setting import Setting, names_of
from summarizer.engines.rules.wordlists import Lazy, Wording, piece, terms
from summarizer.language.reader import Line
from summarizer.model.vocabulary import Issue

_END = re.compile(
    r"[.;:!?](?=[\s”\"’<]|$)|<|\sor\sface\b|[”\"](?=[\s,.]|$)|\s[–—-]{1,2}\s|[,(]\s*(?:saying|according|but|while|although|though"
    r"|after|as|which|who|adding|warning|where|when|even|he|she|they|it|because|[\w\s.]{0,40}\bsaid\b|and\s+(?:is|are|was|were|has"
    r"|have|will|would|said|says|that|warned|also|called|urged|accused|added|vowed|to\s+say))\b"
    r"|,\s+and\s+(?:the\s+)?\w+\s+(?:has|have|had|is|was|will)\b|\s(?:and|but)\s+(?:said|says|warned|accused|vowed|has\s+said|is\s+expected|will)\b"
    r"|(?<!\bonly)\s(?:after|amid|while|saying|according|when|as\s+(?:he|she|they|it|the))\b"
)
_LEAD = Lazy(lambda: rf"[\s“\"]*(?:(?:{piece('demands', 'lead')}|on\s+\w+day)\b[\s“\"]*)*")
_ADDRESSEE = re.compile(r"\s*(?:on|upon|for|that)?\s*(?:the\s+|both\s+)?", re.IGNORECASE)
_TO = re.compile(r"[^,;]{0,60}?\s+(?:to|not to|must|should)\s+(?=[a-z])")
_JOINT = re.compile(r",?\s+and\s+(?:to\s+|that\s+)?")
_ASIDE = re.compile(r",[^,]{1,40},")
_MOST_WORDS = 25


class Complement(NamedTuple):
    """What is wanted: the words, trimmed; whom they address; where they end in the sentence."""

    words: str
    to: list[str]
    end: int


def complement(setting: Setting, line: Line, start: int, *, addressed: bool) -> Complement:
    """The words after a verb that ends at `start`, up to the end of the clause.

    Args:
        setting: The article's actors.
        line: The sentence.
        start: Where the verb ends.
        addressed: Whether the verb is one before which somebody is asked (`urge X to`).
    """
    begin, end = clause_after(line, start)
    to: list[str] = []
    if addressed:
        gap = _ADDRESSEE.match(line.text, start)
        asked = setting.group_from(line, gap.end() if gap else start, 24)
        asked = tuple(one for one in asked if one.end <= end)
        if asked:
            aside = _ASIDE.match(line.text, asked[-1].end, end)
            after = aside.end() if aside else asked[-1].end
            verb = _TO.match(line.text, after, end)
            if verb or line.text[after:end].startswith(" "):
                to, begin = names_of(asked), verb.end() if verb else after
    return Complement(_trimmed(line.text[begin:end]), to, end)


def clause_after(line: Line, start: int) -> tuple[int, int]:
    """Where the words after a verb that ends at `start` begin, and where their clause ends."""
    lead = _LEAD.match(line.text, start)
    begin = lead.end() if lead else start
    stop = _END.search(line.text, begin)
    return begin, stop.start() if stop else len(line.text)


def _trimmed(words: str) -> str:
    return " ".join(" ".join(words.split()[:_MOST_WORDS]).strip(' ,;:–—-“”"‘').split())


def issue_of(words: str) -> Issue:
    """What a proposition is about; `other` if none of the lists has a word of it."""
    wording = Wording(words)
    told = (
        one for one in terms("demands", "issue", Issue) if wording.find("demands", "issue", one)
    )
    return next(told, Issue.OTHER)


def propositions(words: str) -> list[tuple[str, Issue]]:
    """One or more propositions of a complement: divided where both halves have an issue."""
    for joint in _JOINT.finditer(words):
        halves = words[: joint.start()], words[joint.end() :]
        first, second = map(issue_of, halves)
        if first is not second and Issue.OTHER not in (first, second):
            return [(halves[0], first), (halves[1], second)]
    return [(words, issue_of(words))]


def is_no_position(words: str) -> bool:
    """Whether the proposition is safety advice or none at all (codebook section 3)."""
    return len(words) < 4 or Wording(words).find("demands", "no_position") is not None
