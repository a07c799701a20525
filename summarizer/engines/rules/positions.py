"""The words by which somebody takes a position, and who takes it there.

A verb of position has its holder as its subject ("X urged Y to"), or after "by" in the passive; a
noun of position has its holder before it ("X's demand that"), before the verb that goes with it
("X repeated its call for"), or after it ("a call by X for").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.clauses import gap_before
from summarizer.engines.rules.complement import clause_after
from summarizer.engines.rules.crowds import crowd_of
from summarizer.engines.rules.issues import bases, is_plain, issue_stems, plain_stems
from summarizer.engines.rules.pairs import principals
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import Subject, antecedent_of, subject_of
from summarizer.engines.rules.wordlists import Lazy, Wording, piece, stems_of, table
from summarizer.language import lexicon
from summarizer.language.lexicon import Found, Phrases
from summarizer.language.needs import Needs
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.vocabulary import DemandKind

_FRAMES = ("nouns", "aims", "offers", "refuses", "asks", "wants")
"""The sections of the file; what a later one says of a form replaces an earlier one."""


class Position(NamedTuple):
    """A word of position: its base, the kind of what it holds, and its section of the file."""

    base: str
    kind: DemandKind
    frame: str


class Held(NamedTuple):
    """A position in a sentence: who holds it, and where the words of what is wanted begin."""

    position: Position
    subject: Subject
    start: int
    to: tuple[str, ...] = ()


_OWNED = Lazy(
    lambda: (
        r"(?:(?P<owner>['’]s?)\s+|\b(?P<pronoun>its|their|his|her|our|my)\s+"
        rf"|\b(?:an?|the|any)\s+|\b(?P<verb>{piece('demands', 'noun_verbs')})\s+)"
        rf"(?:{piece('demands', 'before_noun')}\s+){{0,3}}$"
    )
)
_VERB = Lazy(
    lambda: (
        rf"\b{piece('demands', 'noun_verbs')}\s+"
        rf"(?:{piece('demands', 'before_noun')}\s+){{0,4}}$"
    )
)
_LINK = pattern(
    r"\s+(?:(?:is|are|was|were|remains?)\s+(?=to\b|that\b|for\b|an?\b|the\b)|includ\w+\s+|of\s+"
    r"|(?=(?:for|that|to|on)\s))"
)
_BY = pattern(r"\s+(?:by|from)\s+(?:the\s+)?")
_ON = pattern(r"\s*on\s")
_OF = pattern(r"\s+of\s+(?:the\s+)?")
_BEING = pattern(r"\s+(?:is|are|was|were|remains?)\s+(?=to\b|that\b|for\b|an?\b|the\b)")
_BE = pattern(r"\b(?:is|are|was|were|been|be|being|get|got)\s+(?:\w+ly\s+|also\s+|again\s+)?$")
_WHOSE = {"its": "it", "their": "they", "his": "he", "her": "she", "our": "we", "my": "i"}
_OBJECT = pattern(r"\s(?:the|an?|any|all|its|their|his|her|such|this|that|[“\"'‘A-Z])")
_PAIR = frozenset(("both", "two"))
_BOTH = pattern(
    r"\b(?:both|(?:the\s)?two)\s(?:sides|parties|countries|governments|nations|states)\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 60
_ARTICLE = 5  # code points: " the "


def held_in(setting: Setting, line: Line) -> Iterator[Held]:
    """Every position that the sentence shows with its holder."""
    if not setting.with_words(cues().needs) >> (line.number - 1) & 1:
        return
    asked_at = -_LOOK_BACK
    plainly = setting.wording(line).may_have(plain_stems())
    for found in cues().find(line):
        # Whom the sentence shows is asked last: it takes the names of the whole article.
        weak = found.entry.base in bases("weak") - bases("firm")
        if weak and not plainly:
            continue
        if not _tells(found, line.text[slice(*clause_after(line, found.end))], weak=weak):
            continue
        held = _held(setting, line, found)
        if held is not None:
            gap = held.subject.actors[0].start - asked_at
            if not 0 <= gap <= _ARTICLE:  # "demand the X government call for": X is whom they ask
                yield held
        asked_at = found.end


def _tells(found: Found[Position], words: str, *, weak: bool) -> bool:
    """Whether the words after one of position may be about what it has to be about."""
    if weak:
        return is_plain(words)
    if found.entry.frame == "asks" or found.entry.base in bases("firm"):
        return True
    return Wording(words).may_have(issue_stems())


def _held(setting: Setting, line: Line, found: Found[Position]) -> Held | None:
    text, start = line.text, found.start
    before = line.lower[max(0, start - _LOOK_BACK) : start]
    word = line.lower[start : found.end].split()[0]
    if found.entry.frame == "nouns" or (word in _noun_forms() and _OWNED.search(before)):
        return _by_noun(setting, line, found)
    passive = found.entry.frame == "refuses" and _BY.match(text, found.end)
    if passive and _is_participle(word):
        return None  # "a plan rejected by X": what it is of is told elsewhere, if at all
    if word == "opposing" and not _OBJECT.match(text, found.end):
        return None  # "opposing voices"
    acts = found.entry.frame in ("asks", "wants") and _is_participle(word)
    if acts and _BE.search(before):
        asker = _BY.match(text, found.end)
        group = setting.group_from(line, asker.end()) if asker else ()
        asked = subject_of(setting, line, start)
        if not group or asked is None:
            return None
        return Held(found.entry, Subject(group, ""), group[-1].end, tuple(asked.names))
    subject = (
        _both(setting, line, start)
        or subject_of(setting, line, start)
        or crowd_of(setting, line, start)
    )
    return Held(found.entry, subject, found.end) if subject else None


def _both(setting: Setting, line: Line, verb: int) -> Subject | None:
    """The two principals, where `both sides` are the subject."""
    if line.bag.isdisjoint(_PAIR):
        return None
    gap = gap_before(setting, line, verb)
    found = _BOTH.search(line.text, max(0, gap - 24), gap)
    parties = principals(setting) if found else ()
    if found is None or len(parties) != 2:
        return None
    start, end = found.span()
    return Subject(
        tuple(Actor(start, end, name, setting.kind_of(name)) for name in parties),
        line.text[gap:verb],
    )


def _by_noun(setting: Setting, line: Line, found: Found[Position]) -> Held | None:
    kind = found.entry
    noun = kind if kind.frame == "nouns" else kind._replace(frame="nouns")
    after = found.end
    last = line.lower[: found.end].rsplit(None, 1)[-1]
    if last in ("for", "on", "to", "upon"):
        link, after = None, found.end
    else:
        asker = _BY.match(line.text, after)
        group = setting.group_from(line, asker.end()) if asker else ()
        if group:
            linked = _LINK.match(line.text, group[-1].end)
            linked = linked if linked and not _ON.match(line.text, linked.end()) else None
            return Held(noun, Subject(group, ""), linked.end()) if linked else None
        link = _LINK.match(line.text, after)
        if theirs := _of_holder(setting, line, after):
            return theirs._replace(position=noun)
        if link is None:
            return None
        after = link.end()
    subject = _owner(setting, line, found.start)
    return Held(noun, subject, after) if subject else None


def _of_holder(setting: Setting, line: Line, after: int) -> Held | None:
    """`the main demand of X is a truce`."""
    whose = _OF.match(line.text, after)
    group = setting.group_from(line, whose.end()) if whose else ()
    being = _BEING.match(line.text, group[-1].end) if group else None
    if being is None:
        return None
    return Held(Position("", DemandKind.DEMAND, "nouns"), Subject(group, ""), being.end())


def _owner(setting: Setting, line: Line, noun: int) -> Subject | None:
    """Who holds the position that a noun names."""
    near = max(0, noun - _LOOK_BACK)
    owned = _OWNED.search(line.text, near, noun)
    if owned is None:
        return None
    verb = _VERB.search(line.text, near, noun)
    if verb is None and line.lower[noun:].split(None, 1)[0] in bases("needs"):
        return None  # "X's need for": what it lacks is no position
    if owned["owner"]:
        ending = [
            one for one in setting.actors(line) if owned.start() <= one.end <= owned.end() + 1
        ]
        inside = [one for one in ending if one.start < owned.start()]
        return Subject((inside[-1],), "") if inside else None
    if verb:
        return subject_of(setting, line, verb.start())
    return _by_pronoun(setting, line, owned)


def _by_pronoun(setting: Setting, line: Line, owned: re.Match[str]) -> Subject | None:
    """Whose `its refusal` is."""
    pronoun, start = _WHOSE.get((owned["pronoun"] or "").lower()), owned.start("pronoun")
    if pronoun is None or 0 < start < _ARTICLE:
        return None  # "By its refusal to talk, X": whose it is stands behind
    actor = antecedent_of(setting, line, start, pronoun)
    return Subject((actor,), "") if actor else None


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in ("sought", "told")


@cache
def _forms() -> dict[str, Position]:
    lists = table("demands")
    irregular: dict[str, list[str]] = lists["irregular"]
    found: dict[str, Position] = {}
    for frame in _FRAMES:
        for kind, listed in lists[frame].items():
            for base in listed:
                entry = Position(base, DemandKind(kind), frame)
                made = (base,) if frame == "nouns" else _made(base)
                found.update(dict.fromkeys((*made, *irregular.get(base, ())), entry))
    return found


_STANDING = ("ready", "willing", "prepared", "open", "not", "never", "no", "unwilling", "committed")
_AS_THEY_ARE = (
    *_STANDING,
    "aims",
    "aiming",
    "determined",
    "intent",
    "bent",
    "readiness",
    "willingness",
    "is",
    "are",
)


def _made(base: str) -> tuple[str, ...]:
    if base.split(maxsplit=1)[0] in (*_AS_THEY_ARE, "was"):
        return (base,)
    return lexicon.verb_forms(base)


@cache
def _noun_forms() -> frozenset[str]:
    """The words that are nouns of position as well as verbs."""
    return frozenset(word for words in table("demands")["nouns"].values() for word in words)


@cache
def cues() -> Phrases[Position]:
    """Every form of every word of position."""
    return Phrases(_forms())


@cache
def firm_stems() -> Needs:
    """Without these a sentence has no verb that tells a position on anything at all."""
    firm = (form for form, position in _forms().items() if position.base in bases("firm"))
    return stems_of(firm)
