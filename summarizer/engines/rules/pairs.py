"""Whose dispute it is: principals that a sentence shows together, and who stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from summarizer.engines.rules.setting import Actor, Setting, names_of
from summarizer.engines.rules.subjects import first_actor, is_object
from summarizer.engines.rules.wordlists import Lazy, listed, piece, stems
from summarizer.language.reader import Line

_BETWEEN = re.compile(r"\bbetween\s+", re.IGNORECASE)
_SHARED = Lazy(lambda: rf"\b{_noun()}\b")
_WITH = Lazy(
    lambda: (
        rf"\b(?P<word>{_noun()}|met|meet|meeting|negotiating|negotiate|fighting|at war|bargaining)"
        r"(?:\s+(?:on\s+\w+|again|directly|last\s+\w+|in\s+[a-z]\w+))?\s+(?:with|against)\s+"
    )
)
_AGAINST = re.compile(r"\s(?:with|against)\s", re.IGNORECASE)
_JOINED = Lazy(lambda: rf"(?:\W+\w+){{0,4}}?\s+(?P<word>{piece('talks', 'pair', 'verbs')})\b")
_SOON = Lazy(lambda: rf"\s+(?:\w+\s+){{0,2}}?(?P<word>{_noun()})\b")
_MEDIATED_BY = Lazy(lambda: rf"\b{piece('talks', 'mediator', 'before')}\s+")
_COMPOUND = Lazy(lambda: rf"([A-Z][\w.’'-]*?){piece('talks', 'mediator', 'after')}\b", cased=True)
_HELPED = re.compile(
    r"(?:\s|,|\b(?:has|have|had|is|are|was|were|been|be|to|helped|help|helping|who|which|jointly"
    r"|again|acting|along|with|together|currently|also|trying|tried|offered|continue[sd]?|that)\b)*$",
    re.IGNORECASE,
)


def _noun() -> str:
    """A pattern for what two principals share."""
    return f"(?:{piece('talks', 'pair', 'talks')}|{piece('talks', 'pair', 'war')})"


class Pair(NamedTuple):
    """Principals that one sentence shows together.

    Attributes:
        parties: Their names, two or more.
        talks: Whether they share talks or a deal; else a war.
        met: Whether the sentence has them talk to each other.
    """

    parties: tuple[str, ...]
    talks: bool
    met: bool


def pair_in(setting: Setting, line: Line) -> Pair | None:
    """The principals that the sentence shows together; None if there are not two of them."""
    if len(setting.actors(line)) < 2:
        return None
    for actors, word in (*_between(setting, line), *_joined(setting, line), *_with(setting, line)):
        sides = [one for one in actors if one.kind != "petitioner"]
        parties = tuple(name for name in names_of(sides) if name not in mediators(setting))
        if len(parties) > 1:
            talks = listed("talks", "pair", "talks").search(word) is not None
            met = listed("talks", "pair", "met").search(word) is not None
            return Pair(parties, talks or met, met)
    return None


_NO_SIDE = ("organisation", "petitioner", "state side", "group side")
Shown = Iterator[tuple[tuple[Actor, ...], str]]


def _between(setting: Setting, line: Line) -> Shown:
    """`talks between X and Y`."""
    for match in _BETWEEN.finditer(line.text):
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
            if verb:
                yield setting.group(line, index), verb["word"]


def _with(setting: Setting, line: Line) -> Shown:
    """`X suspended talks with Y`, `X met with Y`."""
    for match in _WITH.finditer(line.text) if _AGAINST.search(line.text) else ():
        others = setting.group_from(line, match.end(), 24)
        one = first_actor(setting, line, match.start())
        if one and others:
            yield (one, *others), match["word"]


@lru_cache(maxsize=4)
def mediators(setting: Setting) -> dict[str, tuple[int, ...]]:
    """Third parties whom the text has mediate, broker or convene, and the sentences that say it."""
    found: dict[str, tuple[int, ...]] = {}
    for line in setting.lines_with(stems("talks", "mediator")):
        for name in dict.fromkeys(_mediators_in(setting, line)):
            found[name] = (*found.get(name, ()), line.number)
    return found


def _mediators_in(setting: Setting, line: Line) -> Iterator[str]:
    wording = setting.wording(line)
    before = stems("talks", "mediator", "before")
    for match in _MEDIATED_BY.finditer(line.text) if wording.may_have(before) else ():
        if (
            match[0].startswith(("led", "sponsored", "hosted"))
            and "talks" not in line.text[: match.start()]
        ):
            continue
        yield from names_of(setting.group_from(line, match.end(), 24))
    after = stems("talks", "mediator", "after")
    for match in _COMPOUND.finditer(line.text) if wording.may_have(after) else ():
        resolved = setting.reader.names.resolve(match[1])
        if resolved:
            yield resolved.name
    for match in wording.find_all("talks", "mediator", "verbs"):
        actors = setting.actors(line)
        last = max((i for i, one in enumerate(actors) if one.end <= match.start()), default=None)
        if last is not None and _HELPED.fullmatch(line.text, actors[last].end, match.start()):
            group = setting.group(line, last)
            if not is_object(line.text[: group[0].start]):
                yield from names_of(group)
    if not wording.find("talks", "mediator", "roles"):
        return
    for index, actor in enumerate(setting.actors(line)):
        if listed("talks", "mediator", "roles").search(line.text[actor.start : actor.end]):
            yield from names_of(setting.group(line, index))


@lru_cache(maxsize=4)
def principals(setting: Setting) -> tuple[str, ...]:
    """The two or more whose dispute the article is about; empty if it does not show them."""
    votes: Counter[frozenset[str]] = Counter()
    order: dict[frozenset[str], tuple[str, ...]] = {}
    for line in setting.lines_with(stems("talks", "pair")):
        pair = pair_in(setting, line)
        if pair and _may_dispute(pair.parties):
            key = frozenset(pair.parties)
            order.setdefault(key, pair.parties)
            votes[key] += 2 if pair.talks else 1
    if votes:
        return order[votes.most_common(1)[0][0]]
    return _most_named(setting)


def _may_dispute(parties: tuple[str, ...]) -> bool:
    return len(parties) < 6 and not any("security council" in name.lower() for name in parties)


def _most_named(setting: Setting) -> tuple[str, ...]:
    """The two that the sentences about talks and fighting name most, if both stand out."""
    counts: Counter[str] = Counter()
    for line in setting.lines_with(
        stems("talks", "pair", "talks", "war"), stems("talks", "process")
    ):
        if _SHARED.search(line.text) or setting.wording(line).find("talks", "process"):
            counts.update(
                names_of([one for one in setting.actors(line) if one.kind not in _NO_SIDE])
            )
    first = [
        name
        for name, count in counts.most_common(6)
        if count > 1 and name not in mediators(setting)
    ]
    return tuple(first[:2]) if len(first) > 1 else ()


def stands_for(setting: Setting, actor: Actor) -> str:
    """The principal that a side's noun means where only one fits: the state, or its opponent."""
    if actor.kind not in ("state side", "group side"):
        return actor.name
    wanted = actor.kind.removesuffix(" side")
    fitting = [name for name in principals(setting) if setting.kind_of(name) == wanted]
    return fitting[0] if len(fitting) == 1 else actor.name
