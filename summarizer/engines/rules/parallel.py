"""Talks beside the process that an article is about: of another pair, or a text in a council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from summarizer.engines.rules.pairs import pair_in
from summarizer.engines.rules.rounds import venue
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.stages import first_of, stage_of
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.wordlists import Lazy, piece, stems
from summarizer.language import dates
from summarizer.language.reader import Line
from summarizer.model import DraftNegotiation
from summarizer.model.vocabulary import Format, Stage

_TWO = 2
_WEEK = timedelta(days=7)
_HELD = Lazy(
    lambda: (
        r"\b(?:held|hold|holding|holds|resumed|resume|began|begin|opened|started|suspended|continued"
        r"|are in|met for|in|during|round of|separate|discussions)\s+(?:[\w’'-]+\s+){0,4}?"
        rf"{piece('talks', 'nouns', 'talks')}\b"
    )
)
"""Talks that take place, not a war or a deal of another pair."""


def talks_beside(
    setting: Setting, lines: Sequence[Line], main: DraftNegotiation, published: date | None
) -> list[DraftNegotiation]:
    """Talks of another pair, told beside the process that the article is about."""
    known = {*main.parties, *main.mediators}
    told: dict[frozenset[str], list[Line]] = {}
    for line in lines:
        pair = pair_in(setting, line)
        if not (pair and pair.talks and len(pair.parties) == _TWO):
            continue
        past = setting.wording(line).find("talks", "past") or _is_over(line, published)
        apart = len(known & set(pair.parties)) < _TWO and not set(pair.parties) <= known
        if apart and not past and _HELD.search(line.text):
            told.setdefault(frozenset(pair.parties), []).append(line)
    return [_other(setting, sorted(parties), near) for parties, near in told.items()][:_TWO]


def _is_over(line: Line, published: date | None) -> bool:
    """Whether the sentence tells of a day more than a week before publication."""
    days = (dates.resolve(time.words, published) for time in line.times)
    ends = [one.end for one in days if one and one.end]
    return bool(published and ends and max(ends) < published - _WEEK)


def _other(setting: Setting, parties: list[str], about: Sequence[Line]) -> DraftNegotiation:
    stage, said = stage_of(setting, about, None)
    process = DraftNegotiation(
        name=f"{' and '.join(parties)}: talks",
        stage=stage,
        format=Format.DIRECT,
        parties=parties,
        venue=venue(about),
        sentences=first_of([line.number for line in about]),
    )
    return fired(process, Rule.TALKS, *said)


def council_text(setting: Setting) -> DraftNegotiation | None:
    """A text before the U.N. Security Council that is being drafted, negotiated or voted on."""
    for line in setting.lines_with(stems("talks", "forum", "words")):
        wording = setting.wording(line)
        forum, at_work = wording.find("talks", "forum"), wording.find("talks", "forum", "at_work")
        if not (forum and at_work):
            continue
        body = next(
            (a.name for a in setting.actors(line) if "security council" in a.name.lower()), None
        )
        if body:
            process = DraftNegotiation(
                name=f"{body}: draft resolution",
                stage=Stage.UNDER_WAY,
                format=Format.MULTILATERAL,
                parties=[body],
                sentences=[line.number],
            )
            return fired(process, Rule.COUNCIL_TEXT, forum[0], at_work[0])
    return None
