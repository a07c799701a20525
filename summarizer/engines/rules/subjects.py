"""Who does what a verb says: the actor before it, whom a pronoun stands for, who speaks a quote."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.clauses import (
    aside_before,
    first_actor,
    gap_before,
    in_writing,
    is_object,
    opening,
    opens_at,
)
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.unlisted import unlisted_after, unlisted_before
from summarizer.engines.rules.wordlists import Lazy, listed, piece
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.language.tables import roles

_PRONOUN = pattern(r"(?:^|[\s“\"‘'(])(?P<word>he|she|it|they|we|I)\s*$", re.IGNORECASE)
_SENT_TO = pattern(r"\s(?P<link>for|to|in|on|at)\s(?:the\s)?")
_RELATIVE = pattern(r",?\s+(?:which|who)\s+$")
_RELATIVE_NEAR = pattern(r",\s+(?:which|who|whom|whose)\s[^,]*$")
_OWN_SIDE = Lazy(lambda: rf"\b(?P<whose>his|her|its|their)\s+{piece('demands', 'own_side')}\s+")
_AND_THEN = pattern(r"(?:,|\b(?:and|but|while|by|before))\s*$", re.IGNORECASE)
_LABEL = pattern(r"(?P<who>[A-Z][A-Z.’'-]+(?:\s[A-Z][A-Z.’'-]+){0,3})(?:\s\([^()]*\))?:\s")
"""Who speaks, in a transcript: `SOGAVARE (recorded):`."""
_WHO = pattern(r",?\s+(?:who|which|that)\s")
_CLAUSE = pattern(r"\b(?:who|whom|whose)\s")
_HAS = pattern(r"\b(?:has|have|is|are|had|were|was)\b", re.IGNORECASE)
QUOTES = ("“", '"', "‘", "'")
"""What a quoted sentence begins with."""
_QUOTE = pattern(r"[“”\"]")
_CLOSED = pattern(r"(?:”|[\"’'](?=[\s,.;:)]|$))")
"""Where a quotation ends."""
_SPOKEN = pattern(r"[”\"’',]\s*$")
_FIRST = ("we", "i")
_BACK = 3  # sentences: farther back nobody is looked for


class Subject(NamedTuple):
    """Whoever does what a verb says, and the words between them and the verb."""

    actors: tuple[Actor, ...]
    gap: str

    @property
    def names(self) -> list[str]:
        """The actors' names, each once."""
        return list(dict.fromkeys(actor.name for actor in self.actors))


def subject_of(setting: Setting, line: Line, verb: int) -> Subject | None:
    """Who does what the verb at that place says; None if the sentence does not show it."""
    gap = gap_before(setting, line, verb)
    subject = _named_subject(setting, line, gap, verb) or _shared_subject(setting, line, gap, verb)
    if subject is None:
        actor = unlisted_before(setting, line, gap)
        subject = Subject((actor,), line.text[gap:verb]) if actor else None
    return subject


def _named_subject(setting: Setting, line: Line, gap: int, verb: int) -> Subject | None:
    end = gap
    for _ in range(3):  # the subject itself, or up to two asides after it
        index = _ending(setting, line, end)
        if index is not None:
            return Subject(setting.group(line, index), line.text[gap:verb])
        aside = aside_before(line.text, end)
        if aside is None:
            break
        end = aside.start()
    relative = _RELATIVE.search(line.text, max(0, gap - 8), gap)
    if relative:  # "X, which asked": whatever X is to its own clause
        actors = [one for one in setting.actors(line) if one.end == relative.start()]
        return Subject((actors[-1],), line.text[gap:verb]) if actors else None
    own = _OWN_SIDE.search(line.text, max(0, gap - 40), gap)
    if own and own.end() == gap:
        actor = _owner_of(setting, line, own)
        return Subject((actor,), line.text[gap:verb]) if actor else None
    pronoun = _PRONOUN.search(line.text, max(0, gap - 8), gap)
    if pronoun is None or _RELATIVE_NEAR.search(line.text, max(0, gap - 40), gap):
        return None
    if pronoun["word"].lower() in _FIRST and listed("demands", "said").match(line.text, verb):
        return None  # "we said": who speaks is told by who says it, and not by this
    actor = antecedent_of(setting, line, pronoun.start("word"), pronoun["word"].lower())
    return Subject((actor,), line.text[gap:verb]) if actor else None


def _ending(setting: Setting, line: Line, end: int) -> int | None:
    """Index of the actor that ends at that place and is no object there."""
    actors = setting.actors(line)
    for index in range(len(actors) - 1, -1, -1):
        if actors[index].end <= end and not line.text[actors[index].end : end].strip():
            first = setting.group(line, index)[0]
            place = actors.index(first)
            if place and _is_sent(line, actors[place - 1], first):
                return place - 1  # "the Norwegian envoy for Denmark": the envoy is not Denmark's
            return None if is_object(line.text[: first.start]) else index
    return None


def _is_sent(line: Line, one: Actor, place: Actor) -> bool:
    """Whether the first acts for somebody at the second: `envoy for`, `officials in`."""
    link = _SENT_TO.fullmatch(line.text, one.end, place.start)
    if link is None:
        return False
    last = line.lower[one.start : one.end].split()[-1]
    stands = link["link"] in ("in", "on", "at") and last in roles("organs")
    return stands or last.removesuffix("s") in roles("sent")


def _owner_of(setting: Setting, line: Line, own: re.Match[str]) -> Actor | None:
    """Whose `her spokesman` or `its army` is."""
    return antecedent_of(setting, line, own.start(), "he" if own["whose"] in "hisher" else "it")


def _shared_subject(setting: Setting, line: Line, gap: int, verb: int) -> Subject | None:
    """The subject of the clause before, for `X has said …, and is expected to insist`."""
    first = first_actor(setting, line, gap)
    if first and _WHO.match(line.text, first.end) and _HAS.search(line.text[gap:verb]):
        return Subject((first,), line.text[gap:verb])  # "gunmen who raided a school have demanded"
    then = _AND_THEN.search(line.text, max(0, gap - 8), gap) or in_writing(line, gap, verb)
    if then is None or line.text.startswith(QUOTES):
        return None
    own = _OWN_SIDE.match(line.text, opens_at(line), then.start())
    actor = _owner_of(setting, line, own) if own else opening(setting, line, then.start())
    if actor is None:
        return None
    if _CLAUSE.search(line.text, actor.end, then.start()):
        return None  # "the students read a poet who fled and called for": whose call is not told
    return Subject((actor,), line.text[gap:verb])


def antecedent_of(setting: Setting, line: Line, at: int, pronoun: str) -> Actor | None:
    """Whom a pronoun stands for: the subject before it, in this sentence or the ones before."""
    if pronoun in _FIRST:
        return next(iter(said_by(setting, line)), None)
    if line.text.startswith(QUOTES) and not _CLOSED.search(line.text, 1, at):
        return None  # of whom a speaker says "they", the text does not tell
    wants_person = pronoun in ("he", "she")
    here = _here(setting, line, at, pronoun)
    if here and (not wants_person or _is_person(line, here)):
        return here
    for number in range(line.number - 1, line.number - 1 - (_BACK if wants_person else 1), -1):
        previous = setting.line(number)
        if previous is None:
            continue
        spoke = _spoke(setting, number)
        if told := [actor for actor in spoke if wants_person == _is_person(previous, actor)]:
            return told[-1]
        if previous.text.startswith(QUOTES):
            continue
        found = opening(setting, previous, len(previous.text))
        if found and (not wants_person or _is_person(previous, found)):
            return found
    return None


def _is_person(line: Line, actor: Actor) -> bool:
    """Whether an actor stands there by a name or title of a person: `Norway's negotiator`."""
    last = line.lower[actor.start : actor.end].rpartition(" ")[2]
    return actor.is_person or last in roles("titles")


def _here(setting: Setting, line: Line, at: int, pronoun: str) -> Actor | None:
    """The subject before a pronoun in its sentence, if it does not stand there before."""
    before = line.lower[:at]
    if line.text.startswith(QUOTES) or f" {pronoun} " in f" {before}":
        return None
    return opening(setting, line, at)


def speaker_of(setting: Setting, line: Line) -> Actor | None:
    """Who says a quoted sentence in which no speaker stands: whoever spoke last, or speaks next."""
    if label := _LABEL.match(line.text):
        known = setting.reader.names.actor(label["who"].title())
        return Actor(0, label.end("who"), known, "person") if known else None
    if not (_goes_on(line) or line.text.startswith(QUOTES)):
        return None
    return _speaks_next(setting, line) or _spoke_last(setting, line)


def _spoke_last(setting: Setting, line: Line) -> Actor | None:
    for number in range(line.number - 1, line.number - 1 - _BACK, -1):
        previous = setting.line(number)
        if previous is None:
            continue
        if spoke := _spoke(setting, number):
            return spoke[-1]
        if setting.wording(previous).find("demands", "said"):
            return None
        if not previous.text.startswith(QUOTES):
            return opening(setting, previous, len(previous.text))
    return None


def _goes_on(line: Line) -> bool:
    """Whether a quotation that was opened before ends in the sentence."""
    first = _QUOTE.search(line.text)
    closes = first and (first[0] == "”" or _CLOSED.match(line.text, first.start()))
    return bool(closes)


def _speaks_next(setting: Setting, line: Line) -> Actor | None:
    """Who is told to have spoken where a quotation ends that goes on after the sentence."""
    if _CLOSED.search(line.text):
        return None
    for number in range(line.number + 1, line.number + 1 + _BACK):
        following = setting.line(number)
        if following is None or following.text.startswith(QUOTES):
            return None
        if _CLOSED.search(following.text):
            return next((one.actor for one in sayers(setting, following).values()), None)
    return None


class Told(NamedTuple):
    """A verb of saying, from `start` to `end`, and whoever says it."""

    start: int
    end: int
    actor: Actor


def sayers(setting: Setting, line: Line, *, quoted: bool = False) -> dict[str, Told]:
    """Who says something in a sentence, by name, each with its first verb of saying.

    Args:
        setting: The article's actors.
        line: The sentence.
        quoted: Whether verbs of calling count too: whose speech may go on in the next sentence.
    """
    known = _said(setting)
    found = known.get((line.number, quoted))
    if found is None:
        found = known[line.number, quoted] = _sayers(setting, line, quoted=quoted)
    return found


@lru_cache(maxsize=4)
def _said(_setting: Setting) -> dict[tuple[int, bool], dict[str, Told]]:
    """What `sayers` found: it is asked of one sentence by several rules."""
    return {}


def _sayers(setting: Setting, line: Line, *, quoted: bool) -> dict[str, Told]:
    found: dict[str, Told] = {}
    wording = setting.wording(line)
    for key in ("said", "calling") if quoted else ("said",):
        for verb in wording.find_all("demands", key):
            subject = subject_of(setting, line, verb.start()) or _after_quote(setting, line, verb)
            if subject:
                actor = subject.actors[-1]
                found.setdefault(actor.name, Told(verb.start(), verb.end(), actor))
    return found


@lru_cache(maxsize=4)
def _heard(_setting: Setting) -> list[tuple[Actor, ...]]:
    """Who spoke in each sentence from the first on; `_spoke` adds to it."""
    return []


def _spoke(setting: Setting, number: int) -> tuple[Actor, ...]:
    """Who spoke in the sentence of that number, whose own pronouns look farther back.

    Sentences are read from the first on, each once: to follow the pronouns of sentence upon
    sentence back from the last takes exponential time, and a recursion as deep as the article.
    """
    heard = _heard(setting)
    while len(heard) < number:
        line = setting.line(len(heard) + 1)
        told = sayers(setting, line, quoted=True).values() if line else ()
        heard.append(tuple(one.actor for one in told))
    return heard[number - 1] if number > 0 else ()


def said_by(setting: Setting, line: Line) -> list[Actor]:
    """Whoever says what a sentence tells: in it, or, if it is a quotation, before it."""
    told = [one.actor for one in sayers(setting, line).values()]
    speaker = speaker_of(setting, line) if not told else None
    return told or ([speaker] if speaker else [])


def _after_quote(setting: Setting, line: Line, verb: re.Match[str]) -> Subject | None:
    """`"…," said X`: the speaker after the verb."""
    if not _SPOKEN.search(line.text, max(0, verb.start() - 4), verb.start()):
        return None
    group = setting.group_from(line, verb.end(), 5)
    if not group and (actor := unlisted_after(setting, line, verb.end())):
        group = (actor,)
    return Subject(group, "") if group else None
