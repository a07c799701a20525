"""Talks beside the process that an article is about: of another pair, or a text in a council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from summarizer.engines.rules.agreements import Deal
from summarizer.engines.rules.mediators import mediators
from summarizer.engines.rules.pairs import pair_in
from summarizer.engines.rules.rounds import venue
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.stages import first_of, stage_of
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.wordlists import Lazy, piece, stems
from summarizer.language import dates
from summarizer.language.reader import Line
from summarizer.model import DraftNegotiation
from summarizer.model.vocabulary import AgreementKind, Distance, Format, Stage

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


def beside_main(
    setting: Setting,
    lines: Sequence[Line],
    made: Sequence[Deal],
    main: DraftNegotiation,
    published: date | None,
) -> list[DraftNegotiation]:
    """Talks and fresh deals of other pairs than the one whose process the article is about."""
    talks = talks_beside(setting, lines, main, published)
    known = [set(main.parties), *(set(one.parties) for one in talks)]
    for deal in made:
        parties = set(deal.parties)
        other = deal.kind is AgreementKind.OTHER
        if other or len(parties) < _TWO or any(len(parties & other) >= _TWO for other in known):
            continue
        shown = (setting.line(number) for number in deal.sentences)
        about = [line for line in shown if line and _shows_pair(setting, line, parties)]
        if about and len(talks) < _TWO:
            known.append(parties)
            talks.append(_other(setting, deal.parties, about, deal))
    return talks


def _shows_pair(setting: Setting, line: Line, parties: set[str]) -> bool:
    pair = pair_in(setting, line)
    return pair is not None and set(pair.parties) == parties


def _is_over(line: Line, published: date | None) -> bool:
    """Whether the sentence tells of a day more than a week before publication."""
    days = (dates.resolve(time.words, published) for time in line.times)
    ends = [one.end for one in days if one and one.end]
    return bool(published and ends and max(ends) < published - _WEEK)


def _other(
    setting: Setting, parties: list[str], about: Sequence[Line], deal: Deal | None = None
) -> DraftNegotiation:
    stage, said = stage_of(setting, about, deal)
    numbers = {line.number for line in about}
    between = [name for name, told in mediators(setting).items() if numbers.intersection(told)]
    between = [name for name in between if name not in parties]
    process = DraftNegotiation(
        name=f"{' and '.join(parties)}: talks",
        stage=stage,
        format=Format.INDIRECT if between else Format.DIRECT,
        distance=Distance.REACHED if deal else Distance.UNKNOWN,
        parties=parties,
        mediators=between,
        venue=venue(about),
        sentences=first_of([line.number for line in about]),
    )
    return fired(process, Rule.TALKS, *said)


def is_on_text(setting: Setting, line: Line) -> bool:
    """Whether a sentence is on a text before a council and no pair's own talks."""
    wording = setting.wording(line)
    told = wording.find("talks", "forum") and wording.find("talks", "forum", "at_work")
    return told is not None and pair_in(setting, line) is None


def council_text(setting: Setting) -> DraftNegotiation | None:
    """A text before the U.N. Security Council that is being drafted, negotiated or voted on."""
    for line in setting.lines_with(stems("talks", "forum", "words")):
        wording = setting.wording(line)
        forum, at_work = wording.find("talks", "forum"), wording.find("talks", "forum", "at_work")
        if not (forum and at_work) or wording.find("talks", "forum", "over"):
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
