"""Processes of talks (codebook section 2), by rule: who, how far, how near, where.

A process needs a word for talks or a fresh deal, and two principals. Recalled talks give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.rules.agreements import Deal, deals, is_past
from summarizer.engines.rules.asserted import stated
from summarizer.engines.rules.frames import telling
from summarizer.engines.rules.mediators import mediators, third_parties
from summarizer.engines.rules.pairs import is_shown, pair_in, principals
from summarizer.engines.rules.parallel import beside_main, council_text, is_on_text
from summarizer.engines.rules.rounds import next_step, venue
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.stages import STATUS_STAGE, TO_TALK, first_of, stage_of
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.wordlists import stems, terms
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftNegotiation
from summarizer.model.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Distance,
    Format,
    Momentum,
)

_SIDES = pattern(
    r"\b(?:(?:both|the\stwo|two|the)\s(?:sides|parties|delegations)|negotiators)\b", re.IGNORECASE
)
_OF_DEALS = frozenset(("brokered", "mediated", "negotiated"))
"""What is said of a deal too: of one that is over they tell no talks."""
_TWO = 2
_ENOUGH = 2
_OFTEN = 3  # where the principals are a guess and no sentence names both


def negotiations(reader: Reader, article: Article) -> list[DraftNegotiation]:
    """The process that the article is about, and a parallel one in the Security Council."""
    setting = Setting.of(reader)
    if not setting.is_conflict:
        return []
    told = deals(reader, article.published)
    made = [
        deal
        for deal in told
        if (deal.status in STATUS_STAGE or _is_voted_down(deal))
        and deal.kind is not AgreementKind.RESOLUTION
        and not _on_talks(setting, deal)
        and not is_past(deal, article.published)
    ]
    ended = {n for deal in told if deal.status is AgreementStatus.ENDED for n in deal.sentences}
    near = setting.lines_with(stems("talks", "process"))
    lines = [
        line
        for line in near
        if (words := stated(setting, line, article.published))
        and not (line.number in ended and _OF_DEALS.issuperset(words))
        and not is_on_text(setting, line)
        and not (setting.is_war and setting.wording(line).find("talks", "trade"))
    ]
    main = _main(setting, lines, made) if lines or made else None
    beside = beside_main(setting, lines, made, main, article.published) if main else []
    return [one for one in (main, *beside, council_text(setting)) if one]


def _is_voted_down(deal: Deal) -> bool:
    """Whether it is a contract that was turned down: the parties go on (codebook section 2)."""
    return deal.kind is AgreementKind.LABOUR and deal.status is AgreementStatus.REJECTED


def _only_binds(deal: Deal) -> bool:
    """Whether it is an accord in force that may be old: no truce, and nothing says it is fresh."""
    binds = deal.kind in (AgreementKind.POLITICAL, AgreementKind.OTHER)
    return binds and deal.status is AgreementStatus.IN_EFFECT and deal.start is None


def _on_talks(setting: Setting, deal: Deal) -> bool:
    """Whether the deal is merely one to talk: then talks are yet to begin."""
    lines = (setting.line(number) for number in deal.sentences)
    return any(line and TO_TALK.search(line.text) for line in lines)


def _main(setting: Setting, lines: Sequence[Line], made: Sequence[Deal]) -> DraftNegotiation | None:
    parties = principals(setting)
    deal = next((one for one in made if _is_theirs(setting, one, parties)), None)
    about = _about(setting, lines, parties) if parties else []
    if not about and (deal is None or _only_binds(deal)):
        return None
    cited = [line.number for line in about] + (deal.sentences if deal else [])
    beside = _with_next(cited)
    told = [line for line in setting.lines if line.number in beside]
    between = _between(setting, told, parties)
    stage, said = stage_of(setting, about, deal)
    reached = deal is not None and not _is_voted_down(deal)
    distance = Distance.REACHED if reached else _distance(setting, told)
    evidence = first_of(cited)
    process = DraftNegotiation(
        name=f"{' and '.join(parties)}: talks",
        stage=stage,
        format=_format(setting, about, parties, mediated=bool(between)),
        momentum=_momentum(setting, told, deal),
        distance=distance or Distance.UNKNOWN,
        parties=list(parties),
        mediators=between,
        venue=venue(told),
        next_step=next_step(setting, told),
        sentences=evidence,
    )
    words = (setting.wording(line).find("talks", "process") for line in about)
    return fired(process, Rule.TALKS, *said, *(found[0].lower() for found in words if found))


def _about(setting: Setting, lines: Sequence[Line], parties: Sequence[str]) -> list[Line]:
    """The sentences on the process: not those that recall old talks or name others' only."""
    found = []
    for line in lines:
        names = {actor.name for actor in setting.actors(line)}
        pair = pair_in(setting, line)
        theirs = pair and pair.talks and not set(pair.parties) & set(parties)
        if not theirs and (not names or names & {*parties, *mediators(setting)} or not pair):
            found.append(line)
    sure = is_shown(setting) or not setting.is_war or _are_rivals(setting, parties)
    shown = sum(_shows(setting, line, parties) for line in found)
    both = sure or any(len(_names(setting, line) & set(parties)) >= _TWO for line in found)
    near = (setting.line(number) for number in _with_next([line.number for line in found]))
    named = any(_is_named(setting, line, parties) for line in near if line)
    return found if named and shown >= (_ENOUGH if both else _OFTEN) else []


def _is_named(setting: Setting, line: Line, parties: Sequence[str]) -> bool:
    """Whether the sentence names one of them, or speaks of `the two sides`."""
    meant = {setting.meant(actor) for actor in setting.actors(line)}
    return bool(meant & set(parties)) or _SIDES.search(line.text) is not None


def _are_rivals(setting: Setting, parties: Sequence[str]) -> bool:
    """Whether they are a state and a group that some sentence names together."""
    if {setting.kind_of(name) for name in parties} != {"state", "group"}:
        return False
    return any(len(_names(setting, line) & set(parties)) >= _TWO for line in setting.lines)


def _names(setting: Setting, line: Line) -> set[str]:
    return {actor.name for actor in setting.actors(line)}


def _shows(setting: Setting, line: Line, parties: Sequence[str]) -> int:
    """How surely a sentence with a word for talks is on the principals' own: 2, 1 or 0."""
    wording = setting.wording(line)
    at_work = wording.find("talks", "at_work") is not None
    expressly = at_work and wording.find("talks", "expressly") is not None
    names = _names(setting, line)
    named = len(names & set(parties))
    pair = pair_in(setting, line)
    if pair and pair.talks:
        shared = len(set(pair.parties) & set(parties))
        if shared < _TWO and not expressly:
            return shared if pair.weight > 1 else 0
        return min(shared + bool(shared), _TWO)
    if named >= _TWO:
        return 1 + int(at_work)
    if not at_work:
        return 0
    between = bool(names & mediators(setting).keys())
    sides = _SIDES.search(line.text) is not None
    sure = sides or (named and (between or expressly))
    sure = sure or (between and (expressly or is_shown(setting)))
    return _TWO if sure or (named and not setting.is_war) else int(bool(named or between))


def _between(setting: Setting, told: Sequence[Line], parties: Sequence[str]) -> list[str]:
    """The third parties of the process: not those of other pairs' talks alone."""

    def is_of_others(number: int) -> bool:
        line = setting.line(number)
        pair = pair_in(setting, line) if line else None
        return pair is not None and pair.talks and len(set(pair.parties) & set(parties)) < _TWO

    known = {name for name, told in mediators(setting).items() if not all(map(is_of_others, told))}
    own = [name for name in mediators(setting) if name in known and name not in parties]
    return own or [name for name in third_parties(setting, told, parties) if name not in parties]


def _is_theirs(setting: Setting, deal: Deal, parties: Sequence[str]) -> bool:
    """Whether a deal is that of the parties, by a sentence that names one or has `the truce`."""
    if len(set(deal.parties) & set(parties)) < min(_TWO, len(deal.parties) or _TWO):
        return False
    known = re.compile(rf"\bthe\s+(?:[\w-]+\s+){{0,3}}{re.escape(deal.words)}", re.IGNORECASE)
    lines = [line for number in deal.sentences if (line := setting.line(number))]
    return any(_is_named(setting, line, parties) or known.search(line.text) for line in lines)


def _with_next(numbers: Sequence[int]) -> set[int]:
    return {*numbers, *(number + 1 for number in numbers), *(number - 1 for number in numbers)}


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
