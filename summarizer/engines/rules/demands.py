"""Demands, refusals, offers, aims and appeals (codebook section 3), by rule.

A position needs a holder that the sentence shows as the subject, a verb of position or a modal
refusal, and a proposition on one of the codebook's issues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summarizer.engines.rules.complement import (
    Complement,
    clause_after,
    complement,
    is_no_position,
    issue_of,
    propositions,
)
from summarizer.engines.rules.pairs import mediators, principals, stands_for
from summarizer.engines.rules.responses import respond
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import Subject, first_actor, speaker_of, subject_of
from summarizer.engines.rules.wordlists import Lazy, Wording, piece, stems, stems_of, table
from summarizer.language import lexicon
from summarizer.language.lexicon import Phrases
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftDemand
from summarizer.model.vocabulary import DemandKind, Issue, PositionAssertion


class _Verb(NamedTuple):
    base: str
    kind: DemandKind


_CONDITION = Lazy(lambda: rf"\b{piece('demands', 'condition')}\b")
_SAID = Lazy(
    lambda: (
        rf"\b{piece('demands', 'said')}\b"
        r"(?:\s+(?:that|on\s+\w+day|\w+day|in\s+a\s+statement))*\s*,?\s*"
    )
)
_REFUSES = Lazy(lambda: rf"\b{piece('demands', 'refusal')}\s+")
_AIM = Lazy(
    lambda: (
        r"\b(?:saying|said|says|that)\s+(?:that\s+)?(?P<whom>[\w’' ]{1,40}?)\s+"
        rf"{piece('demands', 'aim')}\b"
    )
)
_QUOTED = re.compile(r"^[“\"](?P<quote>[^”\"]{8,400})")
_WE_REFUSE = re.compile(r"^(?:We|I)\s+(?:will\s+not|will\s+never|won['’]t|cannot|refuse\s+to)\s+")
_OUGHT = re.compile(
    r"\b(?:must|should|be|not|will|need|right|releas\w+|withdraw\w*)\b|^(?!it|they|he|she)"
)
_ASKING = (DemandKind.DEMAND, DemandKind.CONDITION, DemandKind.OFFER)
_SOMEBODY_TO = re.compile(r"(?:the|all|other|every)\s[^,]{1,50}\sto\s[a-z]")
_ABOUT_TO = re.compile(r"\b(?:expected|likely|set)\s+to\b", re.IGNORECASE)
_MUST = re.compile(r"\bmust\s+be\b", re.IGNORECASE)


def demands(reader: Reader, _article: Article) -> list[DraftDemand]:
    """The positions that the article tells of, each with its sentence and that of the answer."""
    setting = Setting.of(reader)
    if not setting.is_conflict:
        return []
    found: list[DraftDemand] = []
    known: set[tuple[tuple[str, ...], Issue, str]] = set()
    for line in _candidates(setting):
        for demand in _in_sentence(setting, line):
            # The same holder and issue, in the same sentence or in the same words.
            told = (str(demand.sentences), demand.text.casefold())
            keys = {(tuple(demand.by), demand.issue, words) for words in told}
            if known.isdisjoint(keys):
                found.append(demand)
                known |= keys
    respond(setting, found)
    return found


def _candidates(setting: Setting) -> Iterator[Line]:
    """The sentences that have both words of a position and words of what positions are about."""
    holding = _verb_stems(), stems("demands", "condition"), stems("demands", "refusal")
    for line in setting.lines_with(*holding, stems("demands", "aim")):
        if setting.wording(line).may_have(_issue_stems()):
            yield line


def _in_sentence(setting: Setting, line: Line) -> Iterator[DraftDemand]:
    for verb in _verbs().find(line):
        # Whom the sentence shows is asked last: it takes the names of the whole article.
        if not Wording(line.text[slice(*clause_after(line, verb.end))]).may_have(_issue_stems()):
            continue
        subject = subject_of(setting, line, verb.start)
        if subject is None or Wording(subject.gap).find("demands", "denied"):
            continue
        addressed = verb.entry.base in table("demands")["addressed"]["words"]
        what = complement(setting, line, verb.end, addressed=addressed)
        if not addressed and _CONDITION.search(what.words):
            yield from _conditions(setting, line, subject, what.words, verb.entry.kind)
        else:
            yield from _positions(setting, line, subject, verb.entry, what)
    yield from _said(setting, line)
    yield from _aims(setting, line)
    yield from _quoted(setting, line)


def _positions(
    setting: Setting, line: Line, subject: Subject, verb: _Verb, what: Complement
) -> Iterator[DraftDemand]:
    if is_no_position(what.words) or _is_own_effort(line, verb, what):
        return
    for words, issue in propositions(what.words):
        own = verb.kind in (DemandKind.OFFER, DemandKind.DEMAND) and not what.to
        kind = DemandKind.AIM if own and issue is Issue.ELIMINATION else verb.kind
        if issue is not Issue.OTHER:
            yield _draft(setting, line, subject, kind, issue, words, what.to)


def _is_own_effort(line: Line, verb: _Verb, what: Complement) -> bool:
    """`sought to balance`, `insists that it warns`: an effort or an assertion, no position."""
    before = line.text[: what.end]
    if verb.base == "seek":
        return re.search(rf"\bto\s+{re.escape(what.words[:20])}", before) is not None
    return verb.base == "insist" and not _OUGHT.search(what.words)


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
        to=[name for name in to if name not in by],
        kind=kind,
        issue=issue,
        text=words,
        assertion=_assertion(setting, line, subject),
        sentences=[line.number],
    )


def _kind_for(setting: Setting, subject: Subject, kind: DemandKind) -> DemandKind:
    """A call by somebody who is no party to the conflict is an appeal, whatever the verb."""
    if kind not in (DemandKind.DEMAND, DemandKind.APPEAL):
        return kind
    parties = principals(setting)
    is_party = any(stands_for(setting, actor) in parties for actor in subject.actors)
    kinds = {actor.kind for actor in subject.actors}
    if is_party or (kinds <= {"state side", "group side", "group"}):
        return DemandKind.DEMAND
    outside = kinds & {"petitioner", "organisation"} or parties
    return DemandKind.APPEAL if outside or set(subject.names) & set(mediators(setting)) else kind


def _assertion(setting: Setting, line: Line, subject: Subject) -> PositionAssertion:
    if _ABOUT_TO.search(subject.gap):
        return PositionAssertion.EXPECTED
    reported = "reportedly" in subject.gap or setting.wording(line).find("demands", "reported")
    return PositionAssertion.REPORTED if reported else PositionAssertion.STATED


def _said(setting: Setting, line: Line) -> Iterator[DraftDemand]:
    """`X said it would not …`, `X has said no more … until …`."""
    wording = setting.wording(line)
    if not (wording.find("demands", "condition") or wording.find("demands", "refusal")):
        return
    for said in _SAID.finditer(line.text):
        subject = subject_of(setting, line, said.start())
        if subject is None:
            continue
        words = complement(setting, line, said.end(), addressed=False).words
        if _CONDITION.search(words):
            yield from _conditions(setting, line, subject, words, DemandKind.CONDITION)
        elif (refuses := _REFUSES.search(words)) and refuses.start() < 8:
            yield from _refusal(setting, line, subject, words[refuses.end() :])


def _refusal(setting: Setting, line: Line, subject: Subject, words: str) -> Iterator[DraftDemand]:
    issue = issue_of(words)
    if issue is not Issue.OTHER and not is_no_position(words):
        yield _draft(setting, line, subject, DemandKind.REFUSAL, issue, f"will not {words}", [])


def _conditions(
    setting: Setting, line: Line, subject: Subject, words: str, kind: DemandKind
) -> Iterator[DraftDemand]:
    """An act that depends on something: the issue is that of what it depends on."""
    joint = _CONDITION.search(words)
    if joint is None:
        return
    main, depends = words[: joint.start()], words[joint.end() :]
    if "not" in main and Wording(words[: joint.end()]).find("demands", "main", "end_of_war"):
        yield _draft(setting, line, subject, DemandKind.REFUSAL, Issue.END_OF_WAR, words, [])
        return
    swap = "exchange" in joint[0] or "return" in joint[0]
    issue = issue_of(main) if swap else issue_of(depends)
    issue = issue_of(words) if issue is Issue.OTHER else issue
    if issue is not Issue.OTHER:
        kind = kind if swap and kind is not DemandKind.CONDITION else DemandKind.CONDITION
        yield _draft(setting, line, subject, kind, issue, words, [])


def _aims(setting: Setting, line: Line) -> Iterator[DraftDemand]:
    """`saying it must be eradicated`: what a side would do itself is an aim."""
    told = setting.wording(line).may_have(stems("demands", "aim"))
    for match in _AIM.finditer(line.text) if told else ():
        actor = first_actor(setting, line, match.start())
        if actor:
            said = line.text[match.start() : match.end()]
            words = _MUST.sub("must be", said.split(maxsplit=1)[1])
            yield _draft(
                setting, line, Subject((actor,), ""), DemandKind.AIM, Issue.ELIMINATION, words, []
            )


def _quoted(setting: Setting, line: Line) -> Iterator[DraftDemand]:
    """A quoted refusal of the speaker: `"We will not stop …," he said`."""
    quoted = _QUOTED.match(line.text)
    refuses = _WE_REFUSE.match(quoted["quote"]) if quoted else None
    if quoted is None or refuses is None:
        return
    actor = speaker_of(setting, line)
    if actor is None:
        return
    subject = Subject((actor,), "")
    words = quoted["quote"].strip(" ,")
    if _CONDITION.search(words):
        yield from _conditions(setting, line, subject, words, DemandKind.CONDITION)
    else:
        yield from _refusal(setting, line, subject, words[refuses.end() :])


@cache
def _verb_forms() -> dict[str, _Verb]:
    """Every form of every verb of position, with its base and what it makes of a proposition."""
    speech, added = lexicon.table("positions")["speech"], table("demands")["verbs"]
    found: dict[str, _Verb] = {}
    for kind in ("demand", "refusal", "offer", "aim", "appeal"):
        for base in (*speech[kind], *added.get(f"more_{kind}", ())):
            if base not in added["weak"]:
                forms = lexicon.verb_forms(base)
                found.update((form, _Verb(base, DemandKind(kind))) for form in forms)
    found["sought"] = _Verb("seek", DemandKind.DEMAND)
    return found


@cache
def _verbs() -> Phrases[_Verb]:
    return Phrases(_verb_forms())


@cache
def _verb_stems() -> frozenset[str]:
    return stems_of(_verb_forms())


@cache
def _issue_stems() -> frozenset[str]:
    return stems("demands", "issue") | stems("demands", "main") | stems("demands", "aim")
