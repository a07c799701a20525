"""Whose dispute it is: principals that a sentence shows together, and who stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from summarizer.engines.rules.actors import Actor, is_bare, is_deal, is_union, names_of
from summarizer.engines.rules.asserted import is_stated
from summarizer.engines.rules.clauses import first_actor
from summarizer.engines.rules.mediators import mediators
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, listed, piece, stems, table
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_BETWEEN = pattern(r"\bbetween\s+", re.IGNORECASE)
_SHARED = Lazy(lambda: rf"\b{_noun()}\b")
_VERB_PHRASE = pattern(r"(?:\s+[\w’'-]+){0,4}")
_WITH = Lazy(
    lambda: (
        rf"\b(?P<word>{_noun()}|{piece('talks', 'pair', 'meeting')})"
        r"(?:\s+(?!with\b|and\b|between\b)[\w’'.-]+){0,4}?\s+(?:with|against)\s+"
    )
)
_VISITS = frozenset(("talks", "discussions", "dialogue", "summit", "consultations"))
"""What any two leaders hold: `X held talks with Y`."""
_AGAINST = frozenset(("with", "against"))
_OWNS = pattern(r"['’]s?\s+(?:\w+\s+){0,4}$|(?:\s+(?:on\s+)?\w+)?\s+to\s", re.IGNORECASE)
_JOINED = Lazy(lambda: rf"(?:\W+\w+){{0,4}}?\s+(?P<word>{piece('talks', 'pair', 'verbs')})\b")
_SENT = Lazy(
    lambda: rf"\b{piece('talks', 'envoys', 'both')}\s+(?:from|of|for|representing)\s+(?:both\s+)?",
    opens=lambda: table("talks")["envoys"]["both"],
)
_SOON = Lazy(lambda: rf"\s+(?:\w+\s+){{0,2}}?(?P<word>{_noun()})\b")


def _noun() -> str:
    """A pattern for what two principals share."""
    return f"(?:{piece('talks', 'pair', 'talks')}|{piece('talks', 'pair', 'war')})"


class Pair(NamedTuple):
    """Principals that one sentence shows together.

    Attributes:
        parties: Their names, two or more.
        talks: Whether they share talks or a deal; else a war.
        met: Whether the sentence has them talk to each other.
        weight: How much it says that the dispute is theirs: outsiders meet both sides.
    """

    parties: tuple[str, ...]
    talks: bool
    met: bool
    weight: int = 1


def pair_in(setting: Setting, line: Line) -> Pair | None:
    """The principals that the sentence shows together; None if there are not two of them."""
    pairs = _pairs(setting)
    if line.number not in pairs:
        pairs[line.number] = _shown(setting, line)
    return pairs[line.number]


@lru_cache(maxsize=4)
def _pairs(_setting: Setting) -> dict[int, Pair | None]:
    """What `pair_in` found in each sentence that it was asked of: five rules ask for the same."""
    return {}


def _shown(setting: Setting, line: Line) -> Pair | None:
    if len(setting.actors(line)) < 2:
        return None
    shown = (_between, _joined, _sent, _with)
    found = ((find, *one) for find in shown for one in find(setting, line))
    for find, actors, word in found:
        parties = _parties(setting, line, actors)
        if len(parties) > 1:
            talks = listed("talks", "pair", "talks").search(word) is not None
            met = listed("talks", "pair", "met").search(word) is not None
            deal = listed("talks", "pair", "deal").search(word) is not None
            visit = find is _with and (word.lower() in _VISITS or _is_sent(line, actors))
            weight = 1 if visit or (met and not talks) else 3 if talks or deal else 2
            return Pair(parties, talks or met or deal, met, weight)
    return None


def _is_sent(line: Line, actors: tuple[Actor, ...]) -> bool:
    """Whether one of them is an envoy, who may come for others' sake."""
    sent = listed("talks", "envoys", "third")
    return any(sent.search(line.text, one.start, one.end) for one in actors)


def _parties(setting: Setting, line: Line, actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """The actors' names without mediators and, beside a state or group, persons on their own."""
    captors = listed("setting", "sides", "captors")
    held = any(one.kind == "group side" and captors.search(one.name) for one in actors)
    sides = [one for one in actors if held or one.kind != "petitioner"]
    bodies = [one for one in sides if not _is_alone(line, one)]
    meant = (setting.meant(one) for one in (bodies or sides))
    named = dict.fromkeys(name for name in meant if not is_deal(name))
    return tuple(name for name in named if name not in mediators(setting))


def _is_alone(line: Line, actor: Actor) -> bool:
    """Whether a person speaks for no body that the article names."""
    words = line.text[actor.start : actor.end].split()
    return actor.kind == "person" and words[-1:] == actor.name.split()[-1:]


_NO_SIDE = ("organisation", "petitioner", "state side", "group side")
_OFTEN = 2
Shown = Iterator[tuple[tuple[Actor, ...], str]]


def _between(setting: Setting, line: Line) -> Shown:
    """`talks between X and Y`."""
    for match in _BETWEEN.finditer(line.text) if "between" in line.bag else ():
        actors = setting.group_from(line, match.end(), 14)
        shared = _SHARED.search(line.text, max(0, match.start() - 60), match.start())
        if shared and len(actors) > 1:
            yield actors[:2] if len(names_of(actors)) == 2 else actors, shared[0]


def _joined(setting: Setting, line: Line) -> Shown:
    """`X-Y talks`, and `X and Y agreed`."""
    actors = setting.actors(line)
    for index in range(1, len(actors)):
        one, other = actors[index - 1], actors[index]
        gap = line.text[one.end : other.start]
        if gap in ("-", "–", "‑", "—"):
            shared = _SOON.match(line.text, other.end)
            if shared:
                yield (one, other), shared["word"]
        elif " and " in gap and len(setting.group(line, index)) > 1:
            verb = _JOINED.match(line.text, other.end)
            if verb:  # with its object: "held talks"
                phrase = _VERB_PHRASE.match(line.text, verb.end())
                end = phrase.end() if phrase else verb.end()
                yield setting.group(line, index), line.text[verb.start("word") : end]


def _sent(setting: Setting, line: Line) -> Shown:
    """`negotiators from X and Y arrived for talks`."""
    wording = setting.wording(line)
    if not wording.may_have(stems("talks", "envoys", "both")):
        return
    for match in _SENT.each(wording):
        actors = setting.group_from(line, match.end(), 14)
        shared = _SHARED.search(line.text, match.end())
        if len(actors) > 1 and shared:
            yield actors, shared[0]


def _with(setting: Setting, line: Line) -> Shown:
    """`X suspended talks with Y`, `X met with Y`."""
    for match in () if _AGAINST.isdisjoint(line.bag) else _WITH.finditer(line.text):
        if match["word"] == "mediation":
            continue  # with others who mediate
        others = setting.group_from(line, match.end(), 24)
        one = _owner(setting, line, match.start()) or first_actor(setting, line, match.start())
        if one and others:
            whole = setting.group_from(line, one.start, 0)
            ones = whole if whole[-1].end <= match.start() else (one,)
            yield (*ones, *others), match["word"]


def _owner(setting: Setting, line: Line, noun: int) -> Actor | None:
    """The last actor before a noun that owns it or is told to do it: `press X to sign a deal`."""
    for actor in reversed(setting.actors(line)):
        if actor.end <= noun:
            return actor if _OWNS.match(line.text, actor.end, noun) else None
    return None


@lru_cache(maxsize=4)
def principals(setting: Setting) -> tuple[str, ...]:
    """The two or more whose dispute the article is about; empty if it does not show them."""
    votes: Counter[frozenset[str]] = Counter()
    order: dict[frozenset[str], tuple[str, ...]] = {}
    for line in setting.lines_with(stems("talks", "pair")):
        pair = pair_in(setting, line)
        if pair and _may_dispute(pair.parties) and (weight := _weight(setting, line, pair)):
            key = frozenset(pair.parties)
            order.setdefault(key, pair.parties)
            votes[key] += weight
    if votes:
        return order[votes.most_common(1)[0][0]]
    fitting = () if setting.is_war else _bargaining(setting)
    return fitting or _most_named(setting) or _rivals(setting) or _two_states(setting)


def _weight(setting: Setting, line: Line, pair: Pair) -> int:
    """How much a sentence says that the dispute is the pair's: less if it wants them to talk."""
    if pair.met and any(setting.kind_of(name) == "organisation" for name in pair.parties):
        return 0  # whoever talks with the United Nations has no dispute with it
    if setting.is_war and setting.wording(line).find("talks", "trade"):
        return 0
    if any(listed("setting", "sides", "group").fullmatch(name) for name in pair.parties):
        return 1  # "the rebels": others may be named
    if pair.talks and not is_stated(setting, line):
        return 1
    return pair.weight


def is_shown(setting: Setting) -> bool:
    """Whether a sentence shows the principals together; else only how often they are named does."""
    parties = set(principals(setting))
    pairs = (pair_in(setting, line) for line in setting.lines_with(stems("talks", "pair")))
    return any(pair is not None and set(pair.parties) == parties for pair in pairs)


def _may_dispute(parties: tuple[str, ...]) -> bool:
    return len(parties) < 6 and not any("security council" in name.lower() for name in parties)


def _most_named(setting: Setting) -> tuple[str, ...]:
    """The two that the sentences about talks and fighting name most, if both stand out."""
    counts: Counter[str] = Counter()
    for line in setting.lines_with(
        stems("talks", "pair", "talks", "war"), stems("talks", "process")
    ):
        if _SHARED.search(line.text) or setting.wording(line).find("talks", "process"):
            sides = [one for one in setting.actors(line) if one.kind not in _NO_SIDE]
            counts.update(names_of([one for one in sides if not _is_alone(line, one)]))
    first = [
        name
        for name, count in counts.most_common(6)
        if count > 1 and name not in mediators(setting)
    ]
    return tuple(first[:2]) if len(first) > 1 else ()


def _rivals(setting: Setting) -> tuple[str, ...]:
    """A state and an armed group, each named often and more than any other of its kind."""
    counts = Counter(
        (setting.meant(actor), actor.kind.removesuffix(" side"))
        for line in setting.lines
        for actor in setting.actors(line)
        if actor.kind in ("state", "group", "state side")
    )
    sides = []
    for kind in ("state", "group"):
        of_kind = [(n, c) for (n, k), c in counts.most_common() if k == kind]
        of_kind = [
            (name, count)
            for name, count in of_kind
            if name not in mediators(setting) and not is_deal(name) and not is_bare(name)
        ]
        if not of_kind or of_kind[0][1] < _OFTEN or [c for _, c in of_kind[1:2]] == [of_kind[0][1]]:
            return ()
        sides.append(of_kind[0][0])
    return tuple(sides)


def _two_states(setting: Setting) -> tuple[str, ...]:
    """Two states of an article on talks that names each often, and no third one nearly so."""
    lines = setting.lines_with(stems("talks", "process"))
    if len([line for line in lines if setting.wording(line).find("talks", "process")]) < _OFTEN:
        return ()
    counts = Counter(
        setting.meant(actor)
        for line in setting.lines
        for actor in setting.actors(line)
        if actor.kind in ("state", "person") and setting.kind_of(setting.meant(actor)) == "state"
    )
    first = [(n, c) for n, c in counts.most_common(4) if n not in mediators(setting)]
    if len(first) < 2 or first[1][1] <= _OFTEN:
        return ()
    third = first[2][1] if len(first) > 2 else 0
    return (first[0][0], first[1][0]) if 2 * third <= first[1][1] else ()


def _bargaining(setting: Setting) -> tuple[str, ...]:
    """In a labour dispute, the union and the body that the article names most beside it."""
    if not setting.is_labour:
        return ()
    counts = Counter(
        actor.name
        for line in setting.lines
        for actor in setting.actors(line)
        if actor.kind in ("group", "person") and not _is_alone(line, actor)
    )
    named = [name for name, _ in counts.most_common() if name not in mediators(setting)]
    unions = [name for name in named if is_union(name) or f"{name} union" in setting.reader.text]
    union = next(iter(unions), None)
    other = next((name for name in named if name not in unions and counts[name] > 1), None)
    return (union, other) if union and other else ()


def stands_for(setting: Setting, actor: Actor) -> str:
    """The principal that a side's noun means where only one fits: the state, or its opponent."""
    if actor.kind not in ("state side", "group side"):
        return actor.name
    wanted = actor.kind.removesuffix(" side")
    fitting = [name for name in principals(setting) if setting.kind_of(name) == wanted]
    return fitting[0] if len(fitting) == 1 else setting.meant(actor)
