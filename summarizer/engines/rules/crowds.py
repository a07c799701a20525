"""Crowds that ask for something: `thousands marched in the capital to demand a truce`.

Nobody is named there, so the holder is whoever the article calls the crowd elsewhere
("protesters"), else its count as the sentence has it.
"""

from __future__ import annotations

import re

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import Subject
from summarizer.engines.rules.wordlists import Lazy, listed, piece, stems
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_MARCHED = Lazy(
    lambda: (
        rf"\b(?P<who>{piece('demands', 'crowd', 'who')})\b"
        rf"(?P<between>[^.;:“”\"]{{0,60}}?)\b{piece('demands', 'crowd', 'did')}\b"
        r"(?P<rest>[^.;:“”\"]{0,90})$"
    )
)
_THEN = pattern(r"(?:\bto|,|\band|\bin\s+protest|\bholding\s+\w+)\s*$|[a-z]\s+$", re.IGNORECASE)


def crowd_of(setting: Setting, line: Line, verb: int) -> Subject | None:
    """The crowd that marches or gathers for what the verb at that place says; None if none does."""
    if not setting.wording(line).may_have(stems("demands", "crowd", "did")):
        return None
    found = _MARCHED.search(line.text[:verb])
    if found is None or not _THEN.search(line.text[:verb]):
        return None
    start, end = found.span("who")
    named = (one.name for each in setting.lines for one in setting.actors(each) if _is_crowd(one))
    name = next(named, line.text[start:end])
    return Subject((Actor(start, end, name, "petitioner"),), "")


def _is_crowd(actor: Actor) -> bool:
    return actor.kind == "petitioner" and bool(
        listed("demands", "crowd", "called").fullmatch(actor.name)
    )
