"""Processes of talks (codebook section 2), by rule: who, how far, how near, where.

A process needs a word for talks or a fresh deal, and two principals. Recalled talks give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.rules.agreements import Deal, deals, is_past
from summarizer.engines.rules.frames import telling
from summarizer.engines.rules.mediators import mediators
from summarizer.engines.rules.pairs import pair_in, principals
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.wordlists import Lazy, piece, stems, terms
from summarizer.language import dates
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftNegotiation
from summarizer.model.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Distance,
    Format,
    Momentum,
    Stage,
)

_TO_TALK = Lazy(
    lambda: (
        r"\b(?:agreed|agreement|deal|accord|pact)\s+to\s+(?:hold|start|begin|open|launch|enter|resume)"
        rf"\s+(?:\w+\s+){{0,3}}?{piece('talks', 'nouns', 'talks')}\b"
    )
)
_TALKS = r"(?:talks|negotiations|negotiating|meeting|round|dialogue|summit)"
_PLACE = r"(?P<place>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)"
_CAPITAL = r"(?:the\s+)?(?:\w+\s+){0,3}?(?:capital|city)(?:\s+city)?(?:\s+of|,)?\s+"
_VENUES = (
    Lazy(
        lambda: (
            rf"\b{_TALKS}(?:\s+(?:again|this\s+week|today|\w+day|with\s+[A-Z]\w+))?"
            rf"\s+in\s+(?:{_CAPITAL})?{_PLACE}"
        ),
        cased=True,
    ),
    Lazy(
        lambda: (
            r"\b(?:travel+ed|flew|went|arrived|arrives|returned?|headed)\s+(?:to|in|for)\s+"
            rf"(?:{_CAPITAL})?{_PLACE}(?=[^.;]{{0,60}}\b(?:talks|negotiations|meeting)\b)"
        ),
        cased=True,
    ),
    Lazy(lambda: rf"\bmet\s+(?:[^.;]{{0,60}}?\s)?in\s+(?:{_CAPITAL})?{_PLACE}", cased=True),
)
_VENUE_END = re.compile(r"\s+(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|['’]s\b")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_CLAUSE_END = re.compile(r"[.;:!?]|,\s+(?:and|but|after|which|who)\b|$")
_MOST_EVIDENCE = 4
_STATUS_STAGE = {
    AgreementStatus.AGREED: Stage.AGREED,
    AgreementStatus.IN_EFFECT: Stage.IMPLEMENTING,
}


def negotiations(reader: Reader, article: Article) -> list[DraftNegotiation]:
    """The process that the article is about, and a parallel one in the Security Council."""
    setting = Setting.of(reader)
    if not setting.is_conflict:
        return []
    near = setting.lines_with(stems("talks", "process"))
    lines = [line for line in near if setting.wording(line).find("talks", "process")]
    made = [
        deal
        for deal in deals(reader, article.published)
        if deal.status in _STATUS_STAGE
        and deal.kind is not AgreementKind.RESOLUTION
        and not _on_talks(setting, deal)
        and not is_past(deal, article.published)
    ]
    main = _main(setting, lines, made) if lines or made else None
    return [one for one in (main, _council(setting)) if one]


def _on_talks(setting: Setting, deal: Deal) -> bool:
    """Whether the deal is merely one to talk: then talks are yet to begin."""
    lines = (setting.line(number) for number in deal.sentences)
    return any(line and _TO_TALK.search(line.text) for line in lines)


def _main(setting: Setting, lines: Sequence[Line], made: Sequence[Deal]) -> DraftNegotiation | None:
    parties = principals(setting)
    deal = next((one for one in made if set(one.parties) & set(parties)), None)
    about = _about(setting, lines, parties) if parties else []
    if not (about or deal):
        return None
    cited = [line.number for line in about] + (deal.sentences if deal else [])
    beside = _with_next(cited)
    told = [line for line in setting.lines if line.number in beside]
    between = [name for name in mediators(setting) if name not in parties]
    stage, said = _stage(setting, about, deal)
    distance = Distance.REACHED if deal else _distance(setting, told)
    evidence = _evidence(cited)
    process = DraftNegotiation(
        name=f"{' and '.join(parties)}: talks",
        stage=stage,
        format=_format(setting, about, parties, mediated=bool(between)),
        momentum=_momentum(setting, told, deal),
        distance=distance or Distance.UNKNOWN,
        parties=list(parties),
        mediators=between,
        venue=_venue(told),
        next_step=_next_step(setting, told),
        sentences=evidence,
    )
    words = (setting.wording(line).find("talks", "process") for line in about)
    return fired(process, Rule.TALKS, *said, *(found[0].lower() for found in words if found))


def _about(setting: Setting, lines: Sequence[Line], parties: Sequence[str]) -> list[Line]:
    """The sentences on the process: not those that recall old talks or name others' only."""
    found = []
    for line in lines:
        if setting.wording(line).find("talks", "past"):
            continue
        names = {actor.name for actor in setting.actors(line)}
        pair = pair_in(setting, line)
        theirs = pair and pair.talks and not set(pair.parties) & set(parties)
        if not theirs and (not names or names & {*parties, *mediators(setting)} or not pair):
            found.append(line)
    known = {*parties, *mediators(setting)}
    named = any(known & {a.name for a in setting.actors(line)} for line in found)
    return found if named or len(found) > 1 else []


def _with_next(numbers: Sequence[int]) -> set[int]:
    return {*numbers, *(number + 1 for number in numbers), *(number - 1 for number in numbers)}


def _evidence(cited: Sequence[int]) -> list[int]:
    """The first sentences on the process, in order."""
    return sorted(dict.fromkeys(cited[:_MOST_EVIDENCE]))


def _stage(
    setting: Setting, about: Sequence[Line], deal: Deal | None
) -> tuple[Stage, Sequence[str]]:
    """The stage, and the words that say so."""
    if deal:
        return _STATUS_STAGE[deal.status], deal.cues
    goes_on = any(setting.wording(line).find("talks", "resumed") for line in about)
    for stage in terms("talks", "stage", Stage):
        if goes_on and stage in (Stage.COLLAPSED, Stage.SUSPENDED, Stage.EXPLORATORY):
            continue
        for line in about:
            if said := next(telling(setting.wording(line), "stage", stage), None):
                return stage, [said]
    return (Stage.UNDER_WAY if about else Stage.UNKNOWN), []


def _format(
    setting: Setting, about: Sequence[Line], parties: Sequence[str], *, mediated: bool
) -> Format:
    def told(kind: Format) -> bool:
        return any(setting.wording(line).find("talks", "format", kind) for line in about)

    if len(parties) > 2 and told(Format.MULTILATERAL):
        return Format.MULTILATERAL
    if mediated and any(setting.wording(line).find("talks", "indirectly") for line in about):
        return Format.INDIRECT  # also where they quarrel over how to meet face to face
    if told(Format.DIRECT):
        return Format.DIRECT
    if mediated or told(Format.INDIRECT):
        return Format.INDIRECT
    pairs = (pair_in(setting, line) for line in setting.lines_with(stems("talks", "pair")))
    met = any(pair.met and set(pair.parties) & set(parties) for pair in pairs if pair)
    return Format.DIRECT if met else Format.UNKNOWN


def _momentum(setting: Setting, told: Sequence[Line], deal: Deal | None) -> Momentum:
    said = {
        momentum
        for momentum in terms("talks", "momentum", Momentum)
        for line in told
        for _ in telling(setting.wording(line), "momentum", momentum)
    }
    if deal and deal.status is AgreementStatus.AGREED:
        said.add(Momentum.ADVANCING)
    return Momentum.MIXED if len(said) > 1 else next(iter(said), Momentum.UNCLEAR)


def _distance(setting: Setting, told: Sequence[Line]) -> Distance | None:
    near = setting.lines_with(stems("talks", "process"), stems("talks", "pair", "talks"))
    wordings = [setting.wording(line) for line in dict.fromkeys((*told, *near))]
    said = {
        level
        for wording in wordings
        for level in wording.lists("talks", "distance", Distance)
        if wording.find("talks", "distance", level)
    }
    return next((level for level in terms("talks", "distance", Distance) if level in said), None)


def _venue(told: Sequence[Line]) -> str | None:
    for pattern in _VENUES:
        for line in told:
            for found in pattern.finditer(line.text):
                if not _NO_PLACE.match(found["place"]):
                    return _VENUE_END.split(found["place"])[0]
    return None


def _next_step(setting: Setting, told: Sequence[Line]) -> str | None:
    """The clause that states a next round, deadline or vote, copied, if it names a day."""
    for line in told:
        cue = setting.wording(line).find("talks", "next")
        if cue is None:
            continue
        clause = _CLAUSE_END.search(line.text, cue.end())
        words = line.text[cue.start() : clause.start() if clause else len(line.text)].strip()
        if dates.find_times(words) and len(words.split()) <= 25:
            return words
    return None


def _council(setting: Setting) -> DraftNegotiation | None:
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
