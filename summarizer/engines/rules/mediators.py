"""Who stands between the principals: third parties that mediate, broker, convene or host talks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.engines.rules.actors import Actor, names_of
from summarizer.engines.rules.clauses import is_object
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, Wording, listed, piece, stems, table
from summarizer.language.listed import entries_of
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line

_BY = Lazy(
    lambda: rf"\b{piece('talks', 'mediator', 'by')}\s+",
    opens=lambda: table("talks")["mediator"]["by"],
)
_TALKS_BY = Lazy(
    lambda: rf"\b{piece('talks', 'mediator', 'talks_by')}\s+",
    opens=lambda: table("talks")["mediator"]["talks_by"],
)
_ROLE = Lazy(lambda: rf"\b{piece('talks', 'mediator', 'roles')}\b")
_NAMED_ROLE = Lazy(
    lambda: rf"\b{piece('talks', 'mediator', 'roles')}\s+(?=the\s+)?",
    opens=lambda: table("talks")["mediator"]["roles"],
)
_AS_ROLE = Lazy(
    lambda: (
        r"(?:['’]s)?(?:\s+(?:[A-Z][\w’'-]+\s+){0,3}|,\s+(?:which\s+|who\s+)?|\s+)"
        r"(?:(?:has|have|had|is|are|was|were|been|be|long|also|both|once|again)\s+){0,3}"
        r"(?:(?:acting|acted|acts|act|serving|served|serves|working|worked)\s+)?(?:as\s+)?"
        r"(?:the\s+|an?\s+|another\s+|one\s+of\s+the\s+)?"
        r"(?:(?!(?:to|for|from|with|and|by)\s)[a-z]+\s+){0,2}?"
        rf"{piece('talks', 'mediator', 'roles')}\b"
    ),
    cased=True,
)
_CONVENES = Lazy(
    lambda: (
        rf"\b{piece('talks', 'mediator', 'convene')}\s+(?:[\w’'-]+\s+){{0,4}}?"
        rf"{piece('talks', 'nouns', 'talks')}\b"
    )
)
# Each word is taken whole and a joint must follow it: a run of capitals that could be cut in many
# ways would take exponential time.
_NAME = r"[A-Z][\w.’']*+"
_RUN = rf"(?P<run>(?<!\w){_NAME}(?:(?:\s*[-–/]\s?|,\s+|,?\s+and\s+|\s+){_NAME}){{0,11}})"
_COMPOUND = Lazy(
    lambda: (
        rf"{_RUN}[-‐‑–](?:(?:{'|'.join(table('talks')['mediator']['compounds'])})\b"
        rf"|(?:{'|'.join(table('talks')['mediator']['talks_compounds'])})"
        rf"\s+[\"“]?(?:[\w’'-]+\s+){{0,3}}?{piece('talks', 'mediator', 'compounded')}\b)"
    ),
    cased=True,
)
_OF_PEOPLES = Lazy(
    lambda: (
        rf"{_RUN}(?:['’]s)?\s+(?:[a-z]+\s+)?"
        rf"(?:{piece('talks', 'mediator', 'mediation')}|{piece('talks', 'mediator', 'roles')})\b"
    ),
    cased=True,
)
_PARTS = pattern(r"\s*[-–/,]\s*(?:and\s+)?|\s+and\s+")
_HELPED = pattern(
    r"(?:\s|,|\b(?:has|have|had|is|are|was|were|been|be|to|helped|helps|help|helping|who|which"
    r"|jointly|again|along|with|together|currently|also|trying|tried|continue[sd]?|that|officials"
    r"|diplomats|envoys?|long|both|repeatedly|then|now|will|would|agreed|working|government)\b)*$",
    re.IGNORECASE,
)
_ASIDE = pattern(r",\s+(?:an?|the|one of|another)\s+[^,;:]{1,60}?(?=,?\s+(?:who|which|that)\s|,\s)")
"""What stands between a name and its verb: `X, an ally of Y who is mediating`."""
_TO_MEET = pattern(r"\b(?:talks|meetings?|discussions|consultations|met|meet|meeting)\s+with\s+")
_REACH, _NEXT = 24, 6  # code points to a name after "mediated by", and after "mediators"


@lru_cache(maxsize=4)
def mediators(setting: Setting) -> dict[str, tuple[int, ...]]:
    """Third parties whom the text has mediate, broker or convene, and the sentences that say it."""
    found: dict[str, tuple[int, ...]] = {}
    for line in setting.lines_with(stems("talks", "mediator")):
        for name in dict.fromkeys(_mediators_in(setting, line)):
            found[name] = (*found.get(name, ()), line.number)
    return found or _unnamed(setting)


def third_parties(setting: Setting, lines: Sequence[Line], parties: Sequence[str]) -> list[str]:
    """Whoever stands between these principals without a word for it.

    A state whose envoy comes about their truce, and those whom a principal's delegation meets, for
    its opponent is not among them.
    """
    found: dict[str, None] = {}
    for line in lines:
        wording = setting.wording(line)
        actors = setting.actors(line)
        if not wording.may_have(stems("talks", "envoys", "third", "teams")):
            continue
        sent = wording.find("talks", "envoys", "errand") is not None
        for actor in actors:
            words = Wording(line.text[actor.start : actor.end])
            if sent and actor.name not in parties and words.find("talks", "envoys", "third"):
                found[actor.name] = None
        found.update(dict.fromkeys(_met_by_team(setting, line, parties)))
    return [name for name in found if setting.kind_of(name) in ("state", "organisation")]


def _met_by_team(setting: Setting, line: Line, parties: Sequence[str]) -> list[str]:
    """`an Elbonian delegation arrived for talks with Omani and Qatari officials`."""
    actors = setting.actors(line)
    team = next((one for one in actors if _is_team(line, one) and one.name in parties), None)
    meets = _TO_MEET.search(line.text, team.end) if team else None
    if meets is None:
        return []
    met = names_of(setting.group_from(line, meets.end(), _REACH))
    return [] if set(met) & set(parties) else met


def _is_team(line: Line, actor: Actor) -> bool:
    return Wording(line.text[actor.start : actor.end]).find("talks", "envoys", "teams") is not None


def _unnamed(setting: Setting) -> dict[str, tuple[int, ...]]:
    """`a federal mediator`, in the first sentence that has one."""
    for line in setting.lines_with(stems("talks", "mediator", "unnamed")):
        if found := setting.wording(line).find("talks", "mediator", "unnamed"):
            return {line.text[found.start() : found.end()]: (line.number,)}
    return {}


def _mediators_in(setting: Setting, line: Line) -> Iterator[str]:
    wording = setting.wording(line)
    yield from _after(setting, line, wording)
    yield from _adjectives(setting, line, wording)
    yield from _acting(setting, line, wording)
    if wording.may_have(stems("talks", "mediator", "roles")):
        yield from _in_roles(setting, line)


def _after(setting: Setting, line: Line, wording: Wording) -> Iterator[str]:
    """`mediated by X and Y`, `talks hosted by X`, `mediators X and Y`."""
    if wording.may_have(stems("talks", "mediator", "by")):
        for match in _BY.each(wording):
            yield from names_of(setting.group_from(line, match.end(), _REACH))
    if wording.may_have(stems("talks", "mediator", "talks_by")):
        for match in _TALKS_BY.each(wording):
            if listed("talks", "nouns", "shared").search(line.text, 0, match.start()):
                yield from names_of(setting.group_from(line, match.end(), _REACH))
    if wording.may_have(stems("talks", "mediator", "roles")):
        for match in _NAMED_ROLE.each(wording):
            yield from names_of(setting.group_from(line, match.end(), _NEXT - 2))


def _adjectives(setting: Setting, line: Line, wording: Wording) -> Iterator[str]:
    """`X-brokered`, `X- and Y-mediated`, `X and Y mediators`, `X's mediation`."""
    if wording.may_have(stems("talks", "mediator", "compounds", "talks_compounds")):
        for match in _COMPOUND.finditer(line.text):
            yield from _resolved(setting, match["run"])
    if wording.may_have(stems("talks", "mediator", "roles", "mediation")):
        for match in _OF_PEOPLES.finditer(line.text):
            yield from _resolved(setting, match["run"])


def _resolved(setting: Setting, run: str) -> Iterator[str]:
    """The bodies in a run of names and adjectives, each by its last words that name one."""
    for part in _PARTS.split(re.sub(r"['’]s?$", "", run.strip())):
        words = part.split()
        tails = (" ".join(words[index:]) for index in range(len(words)))
        known = (setting.reader.names.actor(tail) for tail in tails)
        name = next((name for name in known if name and entries_of(name)), None)
        if name:
            yield name


def _acting(setting: Setting, line: Line, wording: Wording) -> Iterator[str]:
    """`X has been mediating`, `X, which hosts the talks`."""
    matches = [*wording.find_all("talks", "mediator", "verbs")]
    if wording.may_have(stems("talks", "mediator", "convene")):
        matches += _CONVENES.finditer(line.text)
    for match in matches:
        last = _doer(setting, line, match.start())
        if last is not None:
            group = setting.group(line, last)
            if not is_object(line.text[: group[0].start]):
                yield from names_of(group)


def _doer(setting: Setting, line: Line, verb: int) -> int | None:
    """Index of the actor of whom a verb of mediating tells."""
    actors = setting.actors(line)
    for index in range(len(actors) - 1, -1, -1):
        end = actors[index].end
        if end <= verb:
            if _HELPED.fullmatch(line.text, end, verb):
                return index
            aside = _ASIDE.match(line.text, end, verb)
            if aside and _HELPED.fullmatch(line.text, aside.end(), verb):
                return index
    return None


def _in_roles(setting: Setting, line: Line) -> Iterator[str]:
    """`X mediators`, `X, a mediator`, `with X acting as go-between`."""
    actors = setting.actors(line)
    for index, actor in enumerate(actors):
        role = _ROLE.search(line.text[actor.start : actor.end])
        if role or _as_role(line, actor):
            yield from names_of(setting.group(line, index))


def _as_role(line: Line, actor: Actor) -> bool:
    return _AS_ROLE.match(line.text, actor.end) is not None
