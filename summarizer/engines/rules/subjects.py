"""Who does what a verb says: the actor before it, whom a pronoun stands for, who speaks a quote."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, piece, table
from summarizer.language.lexicon import tokens_before
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.language.tables import roles

_EARLY = 60  # code points: a sentence's subject begins in its first words

_ASIDE = pattern(
    r"(?:\s[–—-]{1,2}\s[^–—]{1,120}\s?[–—-]{1,2}\s?|,\s[^,]{1,80},\s?|\s\([^()]*\)\s?"
    r"|\s(?:in|on|at|from|near|outside|across|along|of)\s+(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+)?"
    r"(?:\s+and\s+[\w’'-]+)?\s)$"
)
_OFFICES = frozenset(
    (
        *("office", "agency", "council", "chief", "arm", "mission", "department", "body", "panel"),
        *("committee", "commission", "wing", "leadership", "headquarters", "board", "watchdog"),
    )
)
_OFFICE = pattern(r"['’]s?\s(?:[a-z-]+\s){1,4}$")
"""A part of the body before it, which acts as the body: `the UN's human rights office`."""
_ASIDE_ENDS = tuple("–—-,)")
_WHERE = frozenset(("in", "on", "at", "from", "near", "outside", "across", "along", "of"))
"""An aside that ends with none of those marks has one of these among its last six words."""
_OBJECT = Lazy(lambda: rf"\b{piece('setting', 'object')}\s+(?:the\s+|both\s+)?$")
_OF = pattern(r"\b(?:for|of|from|on)\s+(?:the\s+)?$", re.IGNORECASE)
_SPOKEN_FOR = Lazy(lambda: rf"\b{piece('setting', 'speakers')}\s+(?:for|of|from)\s+(?:the\s+)?$")
_PRONOUN = pattern(r"(?:^|[\s“\"(])(?P<word>he|she|it|they|we|I)\s*$", re.IGNORECASE)
_SENT_TO = pattern(r"\s(?P<link>for|to|in|on|at)\s(?:the\s)?")
_RELATIVE = pattern(r",?\s+(?:which|who)\s+$")
_RELATIVE_NEAR = pattern(r",\s+(?:which|who|whom|whose)\s[^,]*$")
_OWN_SIDE = Lazy(lambda: rf"\b(?P<whose>his|her|its|their)\s+{piece('demands', 'own_side')}\s+$")
_AND_THEN = pattern(r"(?:,|\band|\bbut)\s*$", re.IGNORECASE)
_SAID = pattern(
    r"[”\"’],?\s+(?P<who>(?:the\s+)?[A-Z][^,.“\"]{1,60}?)\s+(?:said|added|told|says|wrote|declared)\b"
    r"|[”\"’],?\s+(?:said|added|says|wrote)\s+(?P<after>[A-Z])"
)
_WHO = pattern(r",?\s+(?:who|which|that)\s")
_CLAUSE = pattern(r"\b(?:who|whom|whose)\s")
_HAS = pattern(r"\b(?:has|have|is|are|had|were|was)\b", re.IGNORECASE)
QUOTES = ("“", '"', "‘")
"""What a quoted sentence begins with."""
_BACK = 3  # sentences: farther back nobody is looked for
_POSSESSIVE = pattern(r"['’]s?\s+\w")


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
    return _named_subject(setting, line, verb) or _shared_subject(setting, line, verb)


def _named_subject(setting: Setting, line: Line, verb: int) -> Subject | None:
    gap = end = _gap(setting, line, verb)
    for _ in range(3):  # the subject itself, or up to two asides after it
        index = _ending(setting, line, end)
        if index is not None:
            return Subject(setting.group(line, index), line.text[gap:verb])
        aside = _aside(line.text, end)
        if aside is None:
            break
        end = aside.start()
    relative = _RELATIVE.search(line.text, max(0, gap - 8), gap)
    if relative:  # "X, which asked": whatever X is to its own clause
        actors = [one for one in setting.actors(line) if one.end == relative.start()]
        return Subject((actors[-1],), line.text[gap:verb]) if actors else None
    own = _OWN_SIDE.search(line.text, max(0, gap - 40), gap)
    if own:
        actor = antecedent_of(
            setting, line, own.start(), "he" if own["whose"] in "hisher" else "it"
        )
        return Subject((actor,), line.text[gap:verb]) if actor else None
    pronoun = _PRONOUN.search(line.text, max(0, gap - 8), gap)
    if pronoun is None or _RELATIVE_NEAR.search(line.text, max(0, gap - 40), gap):
        return None
    actor = antecedent_of(setting, line, pronoun.start("word"), pronoun["word"].lower())
    return Subject((actor,), line.text[gap:verb]) if actor else None


def _aside(text: str, end: int) -> re.Match[str] | None:
    """What stands between commas, dashes or brackets before a place, or says where there."""
    start = max(0, end - 140)
    near = text[start:end].rstrip()
    if near.rpartition(" ")[2] in _OFFICES and (office := _OFFICE.search(text, start, end)):
        return office
    if near[-1:] not in _ASIDE_ENDS and _WHERE.isdisjoint(near.rsplit(None, 6)[-6:]):
        return None
    return _ASIDE.search(text, start, end)


def _gap(setting: Setting, line: Line, verb: int) -> int:
    """Where the run of words begins that may stand between a subject and its verb.

    It ends where an actor does, whose own words may be among them: `the United Nations`.
    """
    at = verb
    actors = setting.actors(line)
    last = max((one.end for one in actors if one.end <= verb), default=0)
    for token in tokens_before(line, verb):
        if token.start < last or not _may_stand_between(token.word):
            break
        if line.text[token.end : at].strip():
            break
        at = token.start
    return at


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


def _shared_subject(setting: Setting, line: Line, verb: int) -> Subject | None:
    """The subject of the clause before, for `X has said …, and is expected to insist`."""
    gap = _gap(setting, line, verb)
    first = first_actor(setting, line, gap)
    if first and _WHO.match(line.text, first.end) and _HAS.search(line.text[gap:verb]):
        return Subject((first,), line.text[gap:verb])  # "gunmen who raided a school have demanded"
    then = _AND_THEN.search(line.text, max(0, gap - 8), gap)
    actor = first_actor(setting, line, then.start()) if then else None
    if then is None or actor is None or actor.start > _EARLY:
        return None
    if _CLAUSE.search(line.text, actor.end, then.start()):
        return None  # "the students read a poet who fled and called for": whose call is not told
    return Subject((actor,), line.text[gap:verb])


def first_actor(setting: Setting, line: Line, end: int) -> Actor | None:
    """The first actor before a place that is no object and owns nothing."""
    for actor in setting.actors(line):
        if actor.end > end:
            return None
        owns = _POSSESSIVE.match(line.text, actor.end)
        if not owns and not is_object(line.text[: actor.start]):
            return actor
    return None


def antecedent_of(setting: Setting, line: Line, at: int, pronoun: str) -> Actor | None:
    """Whom a pronoun stands for: the subject before it, in this sentence or the ones before."""
    if pronoun in ("we", "i"):
        return speaker_of(setting, line)
    wants_person = pronoun in ("he", "she")
    here = first_actor(setting, line, at)
    if here and (here.kind == "person" or not wants_person):
        return here
    for number in range(line.number - 1, line.number - 1 - (_BACK if wants_person else 1), -1):
        previous = setting.line(number)
        spoke = _spoke(setting, number)
        if told := [actor for actor in spoke if wants_person == (actor.kind == "person")]:
            return told[-1]
        found = first_actor(setting, previous, len(previous.text)) if previous else None
        if found and (found.kind == "person" or not wants_person):
            return found
    return None


def speaker_of(setting: Setting, line: Line) -> Actor | None:
    """Who says a quoted sentence: whoever is named with it, else the last one who spoke."""
    if not line.text.startswith(QUOTES):
        return None
    said = _SAID.search(line.text)
    if said:
        named = setting.group_from(line, said.start(said.lastgroup or 0), 4)
        if named:
            return named[0]
    for number in range(line.number - 1, line.number - 1 - _BACK, -1):
        previous = setting.line(number)
        if previous is None:
            continue
        if spoke := _spoke(setting, number):
            return spoke[-1]
        if setting.wording(previous).find("demands", "said"):
            return None
        if not previous.text.startswith(QUOTES):
            return first_actor(setting, previous, len(previous.text))
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
    if not re.search(r"[”\"’,]\s*$", line.text[: verb.start()]):
        return None
    group = setting.group_from(line, verb.end(), 5)
    return Subject(group, "") if group else None


def is_object(before: str) -> bool:
    """Whether what stands before an actor makes it an object: `for X`, not `envoy for X`."""
    near = before[-60:]
    return _OBJECT.search(near) is not None or (
        _OF.search(near) is not None and _SPOKEN_FOR.search(near) is None
    )


def _may_stand_between(word: str) -> bool:
    """Whether a word may stand between a subject and its verb: an auxiliary, a day, an adverb."""
    return word in _between() or (word.endswith("ly") and word not in _no_adverbs())


@cache
def _between() -> frozenset[str]:
    return frozenset(table("setting")["between"]["words"])


@cache
def _no_adverbs() -> frozenset[str]:
    return frozenset(table("setting")["no_adverbs"]["words"])
