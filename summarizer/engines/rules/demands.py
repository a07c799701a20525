"""Demands, refusals, offers, aims and appeals (codebook section 3), by rule.

A position needs a holder that the sentence shows, a word of position or a modal of will or duty,
and a proposition on one of the codebook's issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from summarizer.engines.rules.complement import Complement, complement
from summarizer.engines.rules.issues import (
    bases,
    depends,
    is_no_position,
    is_plain,
    issue_of,
    issue_stems,
    propositions,
)
from summarizer.engines.rules.mediators import mediators
from summarizer.engines.rules.modals import NEGATED, Told, modal_stems, told_in
from summarizer.engines.rules.pairs import principals, stands_for
from summarizer.engines.rules.positions import Held, cues, firm_stems, held_in
from summarizer.engines.rules.responses import respond
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import Subject, sayers
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.wordlists import Wording, stems
from summarizer.language.folding import lowered, plain_words
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftDemand
from summarizer.model.vocabulary import DemandKind, Issue, PositionAssertion

_ASKING = (DemandKind.DEMAND, DemandKind.CONDITION, DemandKind.OFFER)
_CALLING = (DemandKind.DEMAND, DemandKind.APPEAL)
_SOMEBODY_TO = pattern(r"(?:the|all|other|every)\s[^,]{1,50}\sto\s[a-z]")
_ABOUT_TO = pattern(r"\b(?:expected|likely|set)\s+to\b", re.IGNORECASE)
_WILL = pattern(r"\b(?:will|would|can|could|should|did|does|do)\b", re.IGNORECASE)
_HEAD = 48  # code points in which the proposition of a weak verb tells its issue
_OUGHT = pattern(r"(?:[\w’'-]+\s+){0,8}?(?:must|should|be|not)\s")
_IS = pattern(
    r"(?:[\w’'-]+\s+){0,8}?(?:is|are|was|were|has|have|had|will|would|can|could|may|did|does)\b"
)
"""After "insisted": what is so, not what ought to be."""
_DO = pattern(
    r"(?:[\w’'-]+\s+){1,5}?(?:step|withdraw|leave|release|free|stop|end|pay|disarm|resign|return|lift"
    r"|halt|pull|accept|recognise|recognize|respect|join|sign|hand|cease|apologise|apologize)\b"
)
_IF = pattern(r"\b(?:if|whether|unless|in case|should)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before a holder: what it holds is supposed, not told."""
_NOT_TO = pattern(
    r"\s+(?:(?:not|never)\s+to|(?:that\s+)?(?:it|they|he|she)\s+(?:will|would)\s+(?:not|never))\s"
)
"""After "vowed": what one will not do is refused."""
_OF_OTHERS = pattern(r"\s+that\s+(?!(?:it|they|he|she|we|I|its|their|his|her|our)\b)")
"""After "vowed": what it tells of others."""
_STATED = pattern(r"(?<!\bthat)(?<!\bwhich)(?<!\bwho)\s(?:was|were|is|are|has|have|had|did)\b")
"""After a noun of position and what is wanted: what the sentence tells of it."""
_SAME = 0.6  # the share of the shorter text's words
_LEAST_WORDS = 2
_EARLY = 25  # code points: a later `X to demand` is what somebody else would have X do


def demands(reader: Reader, _article: Article) -> list[DraftDemand]:
    """The positions that the article tells of, each with its sentence and that of the answer."""
    setting = Setting.of(reader)
    if not setting.is_conflict and not _is_crisis(reader):
        return []
    found: list[DraftDemand] = []
    for line in _candidates(setting):
        for demand in _in_sentence(setting, line):
            told = next((one for one in found if _is_same(one, demand)), None)
            if told is None:
                found.append(demand)
            else:
                told.sentences = sorted({*told.sentences, *demand.sentences})
    respond(setting, found)
    return found


def _is_same(one: DraftDemand, other: DraftDemand) -> bool:
    """Whether two say the same: holder and issue, in one sentence or in much the same words."""
    if one.by != other.by or one.issue is not other.issue:
        return False
    if set(one.sentences) & set(other.sentences):
        return True
    first, second = (set(plain_words(lowered(each.text))) for each in (one, other))
    return len(first & second) >= _SAME * min(len(first), len(second))


def _is_crisis(reader: Reader) -> bool:
    """Whether the article is about a disaster, in which people ask and promise help."""
    return len(bases("crisis") & reader.places.keys()) > 1


def _candidates(setting: Setting) -> Iterator[Line]:
    """The sentences that have both words of a position and words of what positions are about."""
    modal = reduce(or_, map(setting.with_stems, modal_stems()))
    told = modal | setting.with_words(cues().needs)
    about = setting.with_stems(issue_stems()) & told
    sure = setting.with_stems(stems("demands", "sure_condition"))
    own = (sure | setting.with_stems(stems("demands", "will_not"))) & setting.with_stems(
        stems("demands", "said")
    )
    yield from setting.lines_at(about | own | setting.with_stems(firm_stems()))


def _in_sentence(setting: Setting, line: Line) -> Iterator[DraftDemand]:
    for held in held_in(setting, line):
        if not (_is_denied(held) or _IF.search(line.text, 0, held.subject.actors[0].start)):
            yield from _positions(setting, line, held)
    for told in told_in(setting, line):
        yield from _told(setting, line, told)


def _is_denied(held: Held) -> bool:
    """Whether the words before the verb take the position back, or make it another's wish."""
    gap = held.subject.gap
    bare = gap.strip() == "to" and held.subject.actors[0].start > _EARLY
    if held.position.base.startswith(("not ", "never ")):
        gap = _WILL.sub("", gap)  # "would not accept": the modal is part of the refusal
    return bare or Wording(gap).find("demands", "denied") is not None


def _positions(setting: Setting, line: Line, held: Held) -> Iterator[DraftDemand]:
    what = complement(setting, line, held.start, own_act=_is_own_act(held))
    if what.civilian or is_no_position(what.words) or not _fits(setting, line, held, what):
        return
    threat = held.position.base in bases("threats")
    joint = depends(what.words, threat=threat)
    if threat and not joint:
        return
    if joint and held.position.frame not in ("asks", "wants"):
        yield from _conditions(setting, line, held.subject, what.words, held.position.kind, joint)
        return
    stated = _STATED.search(what.words) if held.position.frame == "nouns" else None
    for words, issue in propositions(what.words[: stated.start()] if stated else what.words):
        weak = held.position.base in bases("weak")
        named = (held.position.frame == "asks" and what.to and not weak) or _is_firm(held, words)
        if not named and (issue is Issue.OTHER or (weak and not is_plain(words[:_HEAD]))):
            continue
        if _is_too_short(held, what, words):
            continue
        kind = _kind_of(held, what, issue)
        said = words
        if kind is DemandKind.AIM and _NOT_TO.match(line.text, held.start):
            kind, said = DemandKind.REFUSAL, f"not {words}"
        to = list(held.to) or what.to
        demand = _draft(setting, line, held.subject, kind, issue, said, to)
        yield fired(demand, Rule.POSITION_VERB, held.position.base)


def _is_firm(held: Held, words: str) -> bool:
    """Whether a holder takes a position by a verb that says nothing else, whatever it is about."""
    if held.position.base not in bases("firm") or not held.subject.actors[-1].is_listed:
        return False
    return _is_stand(words)


def _is_stand(words: str, cue: str = "") -> bool:
    """Whether words may be a position on none of the codebook's issues."""
    enough = len(words.split()) > _LEAST_WORDS + len(cue.split())
    return enough and Wording(words).find("demands", "no_stand") is None


def _is_too_short(held: Held, what: Complement, words: str) -> bool:
    """Whether one word is all: a noun will do (`urged restraint`), a verb lacks its object."""
    if len(words.split()) >= _LEAST_WORDS or words.lower() in bases("intransitive"):
        return False
    frame = held.position.frame
    if what.own or held.subject.actors[-1].kind == "bearer":
        return True
    return frame not in ("wants", "nouns") and not (frame == "asks" and is_plain(words))


def _is_own_act(held: Held) -> bool:
    """Whether the verb takes only what its subject does itself."""
    frame, base = held.position.frame, held.position.base
    return frame == "refuses" or (frame in ("aims", "offers") and base.endswith(" to"))


def _fits(setting: Setting, line: Line, held: Held, what: Complement) -> bool:
    """Whether what follows the verb is what it asks for, and the holder is heard itself."""
    base, frame = held.position.base, held.position.frame
    if base in bases("strict") and frame != "nouns" and not (what.asked or held.to):
        return False
    if frame == "asks" and what.own and not held.to:
        return False
    others = what.asked or _OF_OTHERS.match(line.text, held.start)
    before = frame == "refuses" and line.text.startswith(",", held.start)
    if before or (frame in ("aims", "offers") and others):
        return False  # "a plan that X rejects, as"; "promised that Y would": that is no offer
    if base == "insist" and not (_OUGHT.match(what.words) or _is_wished(what.words)):
        return False
    if base in bases("inner") or held.position.kind is DemandKind.AIM:
        said = [name for name, one in sayers(setting, line).items() if one.actor.is_listed]
        return not said or bool(set(said) & set(held.subject.names))
    return True


def _is_wished(words: str) -> bool:
    """Whether a clause after "insist that" is one of a wish: `the president step down`."""
    return _DO.match(words) is not None and _IS.match(words) is None


def _kind_of(held: Held, what: Complement, issue: Issue) -> DemandKind:
    """What one would do oneself is no demand but an aim; destroying somebody always is."""
    kind = held.position.kind
    asks = what.to or what.asked or held.to
    if issue is Issue.ELIMINATION and kind in (DemandKind.OFFER, DemandKind.DEMAND) and not asks:
        return DemandKind.AIM
    if what.own and kind is DemandKind.DEMAND and held.position.frame == "wants":
        return DemandKind.AIM
    return kind


def _told(setting: Setting, line: Line, told: Told) -> Iterator[DraftDemand]:
    """What somebody says must be, will not be, or depends on something."""
    if is_no_position(told.words):
        return
    if (joint := depends(told.words)) and NEGATED.search(told.words):
        kind = DemandKind.CONDITION
        yield from _conditions(setting, line, told.subject, told.words, kind, joint)
        return
    if told.rule is Rule.POSITION_CONDITION:
        return
    whole = issue_of(told.about) if is_plain(told.about) else Issue.OTHER
    for words, part in propositions(told.words):
        issue = part if is_plain(words) else whole
        if issue is Issue.OTHER and not (told.firm and _is_stand(words, told.cue)):
            continue
        kind = told.kind
        if kind is DemandKind.DEMAND and issue is Issue.ELIMINATION:
            kind = DemandKind.AIM
        to = list(told.to) if kind is DemandKind.DEMAND else []
        demand = _draft(setting, line, told.subject, kind, issue, words, to)
        yield fired(demand, told.rule, told.cue)


def _conditions(
    setting: Setting,
    line: Line,
    subject: Subject,
    words: str,
    kind: DemandKind,
    joint: re.Match[str],
) -> Iterator[DraftDemand]:
    """An act that depends on something: the issue is that of what it depends on."""
    main, rest = words[: joint.start()], words[joint.end() :]
    if "not" in main and Wording(words[: joint.end()]).find("demands", "main", "end_of_war"):
        kind, issue = DemandKind.REFUSAL, Issue.END_OF_WAR
    else:
        swap = "exchange" in joint[0] or "return" in joint[0]
        issue = issue_of(main) if swap else issue_of(rest)
        issue = issue_of(words) if issue is Issue.OTHER else issue
        kind = kind if swap and kind is not DemandKind.CONDITION else DemandKind.CONDITION
    sure = joint[0] in bases("sure_condition") and subject.actors[-1].is_listed
    if issue is not Issue.OTHER or (sure and _is_stand(words, joint[0])):
        demand = _draft(setting, line, subject, kind, issue, words, [])
        yield fired(demand, Rule.POSITION_CONDITION, joint[0])


def _draft(
    setting: Setting,
    line: Line,
    subject: Subject,
    kind: DemandKind,
    issue: Issue,
    words: str,
    to: list[str],
) -> DraftDemand:
    by = [stands_for(setting, actor) for actor in subject.actors]
    kind = _kind_for(setting, subject, kind)
    parties = principals(setting)
    asks = kind in _ASKING and not _SOMEBODY_TO.match(words)
    if asks and not to and len(parties) == 2 and set(by) & set(parties):
        to = list(parties)  # the sole counterpart (codebook section 3, `to`); the holder goes below
    return DraftDemand(
        by=list(dict.fromkeys(by)),
        to=[name for name in dict.fromkeys(to) if name not in by],
        kind=kind,
        issue=issue,
        text=words,
        assertion=_assertion(setting, line, subject),
        sentences=[line.number],
    )


def _kind_for(setting: Setting, subject: Subject, kind: DemandKind) -> DemandKind:
    """A call by somebody who is no party to the conflict is an appeal, whatever the verb."""
    if kind not in _CALLING:
        return kind
    parties = principals(setting)
    is_party = any(stands_for(setting, actor) in parties for actor in subject.actors)
    kinds = {actor.kind for actor in subject.actors}
    if is_party or (kinds <= {"state side", "group side", "group"}):
        return DemandKind.DEMAND
    kinds |= {setting.kind_of(name) for name in subject.names}
    outside = kinds & {"petitioner", "organisation"} or parties
    return DemandKind.APPEAL if outside or set(subject.names) & set(mediators(setting)) else kind


def _assertion(setting: Setting, line: Line, subject: Subject) -> PositionAssertion:
    if _ABOUT_TO.search(subject.gap):
        return PositionAssertion.EXPECTED
    reported = "reportedly" in subject.gap or setting.wording(line).find("demands", "reported")
    return PositionAssertion.REPORTED if reported else PositionAssertion.STATED
