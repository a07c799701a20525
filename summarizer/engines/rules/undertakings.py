"""Deals that are told by a verb: `X and Y agreed to stop fighting`, `both sides agreed to swap`."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.engines.rules.pairs import pair_in
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, either, listed, stems, table, terms
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.vocabulary import AgreementKind

_AGREED = Lazy(
    lambda: (
        r"\b(?:agreed|announced|declared|undertook|committed|pledged)\b(?:\s+[\w.'’-]+){0,4}?\s+"
        r"(?:(?:to|on|that|themselves)\s+)?(?:[\w.'’“”\"-]+\s+){0,3}?"
        rf"(?P<act>{either(_acts())})\b"
    )
)
_VERBS = frozenset(("agreed", "announced", "declared", "undertook", "committed", "pledged"))
_BOTH = pattern(
    r"\b(?:they|both(?:\s+\w+)?|(?:the\s+)?(?:two|warring|rival|three)\s+\w+|the\s+(?:parties|sides))\b"
    r"(?:\s+(?:have|had|also|then|later|finally))*\s*$",
    re.IGNORECASE,
)
_THEY = pattern(r"\bthat (?:they|both) (?:will|would)\b|\beach other\b", re.IGNORECASE)


class Undertaking(NamedTuple):
    """What the parties agreed to do: its kind of deal, and the words of the act."""

    kind: AgreementKind
    act: str


def undertaking(setting: Setting, line: Line) -> Undertaking | None:
    """What the sentence has two sides agree to do; None if it has not."""
    if _VERBS.isdisjoint(line.bag):
        return None
    if not setting.wording(line).may_have(stems("agreements", "acts")):
        return None
    found = _AGREED.search(line.text)
    if found is None:
        return None
    two = _BOTH.search(line.text, 0, found.start()) or _THEY.search(found[0])
    if not (two or pair_in(setting, line)):
        return None
    act = found["act"]
    for kind in terms("agreements", "acts", AgreementKind):
        if listed("agreements", "acts", kind).search(act):
            return Undertaking(kind, act)
    return None


def _acts() -> list[str]:
    return [act for acts in table("agreements")["acts"].values() for act in acts]
