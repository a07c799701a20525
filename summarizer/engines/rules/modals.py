"""Positions without a word of position: what somebody says must be done, or will not be.

"X said Y must withdraw", "X will not negotiate", "there can be no talks until", in X's own speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.complement import clause_after, trimmed
from summarizer.engines.rules.issues import plain_stems
from summarizer.engines.rules.pairs import stands_for
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import QUOTES, Subject, said_by, sayers, subject_of
from summarizer.engines.rules.trace import Rule
from summarizer.engines.rules.wordlists import Lazy, Wording, piece, stems, table
from summarizer.language.needs import Needs
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.vocabulary import DemandKind

_MUST = Lazy(
    lambda: rf"\b{piece('demands', 'must')}\s+(?=[a-z])",
    opens=lambda: table("demands")["must"]["words"],
)
_NOT = Lazy(
    lambda: rf"\b{piece('demands', 'will_not')}\s+(?=[a-z])",
    opens=lambda: table("demands")["will_not"]["words"],
)
_UNWILLED = Lazy(lambda: rf"(?:\w+ly\s+)?{piece('demands', 'unwilled')}\b")
_FRONT = pattern(
    r".*(?:\bthat\s|[“\"‘;:]|,\s|\b(?:says?|said|but|because|added|insisted)\s)", re.DOTALL
)
_OWN = pattern(r"\b(?:we|i|it|they|he|she|who|which|you|if)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PERFECT = pattern(r"\b(?:has|have|had|will|may|might|would|can|could)\b", re.IGNORECASE)
_REPORTED = pattern(r"\bthat\s+(?:the\s+)?$", re.IGNORECASE)
_GAVE = Lazy(lambda: rf"\b{piece('demands', 'given', 'gave')}\s+")
_UNTIL = pattern(
    r"\s+(?:until\s+[^,;.]{2,30}?|(?:[\w-]+\s+){1,2}(?:hours|days|weeks)"
    r"|an?\s+(?:ultimatum|deadline)(?:\s+of\s+[^,;.]{2,20}?)?)\s+to\s+"
)
_MADE_CONDITION = Lazy(
    lambda: (
        rf"\b{piece('demands', 'given', 'made')}\s+(?P<what>[^,;.]{{3,60}}?)\s+"
        r"an?\s+(?:pre-?)?condition\s+(?:for|of)\b"
    )
)
_AFTER_COMMA = pattern(r",[”\"]?\s+(?:the\s+)?$", re.IGNORECASE)
_BEING = pattern(
    r"\s(?:is|are|was|were|remains?|would\sbe|will\sbe)\s(?:also\s|still\s|simply\s)?(?:an?\s)?$"
)
_FOR = pattern(r"\s+(?:for|to)\s+(?:the\s+)?")
NEGATED = pattern(
    r"\b(?:not|no|never|only|unless|won['’]t|can['’]t|cannot|wouldn['’]t)\b", re.IGNORECASE
)
"""What is denied, or done in one case only: beside words of dependence it is a condition."""
_BEFALLS = pattern(
    r"(?:not\s|never\s)?(?:be|continue|remain)\b|(?:stop|end|cease)\s?(?:[a-z]+ly)?[,.;”\"]"
)
"""After "must": nobody is asked to act by it, `the bombing must stop`."""
_SUPPOSED = pattern(r"(?:mean|have|seem|look|feel|know|come\sas)\s")
"""After "must": what is taken to be so."""
_FIRST = pattern(r"\b(?:we|i)\s+$", re.IGNORECASE)


class Told(NamedTuple):
    """What a sentence has somebody say, whom they ask, and the rule that saw it.

    `about` is the whole clause, where `words` leave out whoever is asked: `troops must leave`.
    `firm` is whether it is a position whatever it is about.
    """

    subject: Subject
    kind: DemandKind
    words: str
    to: tuple[str, ...]
    rule: Rule
    cue: str
    about: str = ""
    firm: bool = False


def modal_stems() -> tuple[Needs, ...]:
    """Without the stems of one of these a sentence tells none of them."""
    lists = ("must", "will_not", "condition", "given", "red_line")
    return tuple(stems("demands", one) for one in lists)


def told_in(setting: Setting, line: Line) -> Iterator[Told]:
    """Every duty, refusal and condition that the sentence has a speaker state."""
    wording = setting.wording(line)
    if wording.may_have(stems("demands", "must")) and _is_told(line, wording):
        yield from _duties(setting, line)
    if wording.may_have(stems("demands", "will_not")):
        yield from _refusals(setting, line)
    if wording.find("demands", "condition") and _is_told(line, wording):
        yield from _conditions(setting, line)
    for key, kind in (("not_have", DemandKind.REFUSAL), ("must_have", DemandKind.DEMAND)):
        if wording.may_have(stems("demands", "red_line", key)):
            yield from _red_lines(setting, line, key, kind)
    if wording.may_have(stems("demands", "given")):
        yield from _terms(setting, line)


def _is_told(line: Line, wording: Wording) -> bool:
    """Whether somebody says the sentence, or what it tells."""
    return line.text.startswith(QUOTES) or wording.find("demands", "said") is not None


def _tells(words: str) -> bool:
    """Whether words may name an issue; asked before the speaker, who takes all names' reading."""
    wording = Wording(words)
    return wording.may_have(plain_stems()) or wording.may_have(stems("demands", "main"))


def _speaker(setting: Setting, line: Line) -> Actor | None:
    return next(iter(said_by(setting, line)), None)


def _duties(setting: Setting, line: Line) -> Iterator[Told]:
    """`X said (that) Y must …`; what the speaker itself must is no demand."""
    for match in _MUST.each(setting.wording(line)):
        if _SUPPOSED.match(line.text, match.end()):
            continue
        sure = match[0].strip().lower() in ("must", "must not")
        if not sure and not _tells(
            line.text[: match.start()] + line.text[slice(*clause_after(line, match.end()))]
        ):
            continue
        speaker = _speaker(setting, line)
        if speaker is None:
            return
        front = _FRONT.match(line.text, 0, match.start())
        begin = front.end() if front else 0
        aim = setting.wording(line).find("demands", "aim")
        end = clause_after(line, match.end())[1]
        if aim and aim.start() == match.start():
            words = trimmed(line.text[begin:end])
            yield Told(
                Subject((speaker,), ""), DemandKind.AIM, words, (), Rule.POSITION_AIM, aim[0]
            )
            continue
        near = line.text[begin : match.start()]
        after = begin == 0 and _is_said_after(setting, line, match.end())
        if (
            (begin == 0 and not after)
            or _OWN.search(near)
            or len(near) > 90
            or line.text[match.end()] == "?"
        ):
            continue
        asked = subject_of(setting, line, match.start())
        if after and asked is None:
            continue
        if asked and (speaker.name in asked.names or asked.actors[0].start < begin):
            continue
        faint = match[0].split()[0].lower() not in ("must", "should", "ought")
        if (asked is None and faint) or (asked and _PERFECT.search(asked.gap)):
            continue
        if asked and _BEFALLS.match(line.text, match.end()):
            asked = None
        words = trimmed(line.text[match.end() if asked else begin : end])
        to = tuple(asked.names) if asked else ()
        subject, cue = Subject((speaker,), ""), match[0].strip()
        listed = asked is not None and all(one.is_listed for one in asked.actors)
        firm = sure and speaker.is_listed and listed
        about = trimmed(line.text[begin:end])
        yield Told(subject, DemandKind.DEMAND, words, to, Rule.POSITION_SAID, cue, about, firm)


def _is_said_after(setting: Setting, line: Line, end: int) -> bool:
    """Whether who says it stands behind a comma at the end: `X must leave, Y said`."""
    told = [one for one in sayers(setting, line).values() if one.actor.start > end]
    return any(_AFTER_COMMA.search(line.text, 0, one.actor.start) for one in told)


def _red_lines(setting: Setting, line: Line, key: str, kind: DemandKind) -> Iterator[Told]:
    """`A withdrawal is a red line for X`, `X said that a withdrawal was out of the question`."""
    for match in setting.wording(line).find_all("demands", "red_line", key):
        being = _BEING.search(line.text, 0, match.start())
        front = _FRONT.match(line.text, 0, match.start())
        begin = front.end() if front else 0
        if being is None or being.start() <= begin:
            continue
        whose = _FOR.match(line.text, match.end())
        group = setting.group_from(line, whose.end(), 4) if whose else ()
        speaker = None if group or begin == 0 else _speaker(setting, line)
        holders = group or ((speaker,) if speaker else ())
        words = trimmed(line.text[begin : being.start()])
        if holders and not _OWN.search(f"{words} "):
            yield Told(Subject(holders, ""), kind, words, (), Rule.POSITION_SAID, match[0])


def _refusals(setting: Setting, line: Line) -> Iterator[Told]:
    """`X will not …`, said of itself or by the article."""
    for match in _NOT.each(setting.wording(line)):
        end = clause_after(line, match.end())[1]
        headline = match.start() > 0 and line.text[match.start()].isupper()
        if headline or _UNWILLED.match(line.text, match.end()):
            continue
        speaker = _speaker(setting, line)
        first = _FIRST.search(line.text[: match.start()])
        holder = subject_of(setting, line, match.start())
        if first:
            holder = Subject((speaker,), "") if speaker else None
        if holder is None or (speaker is None and "would" in match[0].lower()):
            continue
        heard = speaker is not None and (
            stands_for(setting, speaker) in [stands_for(setting, one) for one in holder.actors]
        )
        hearsay = (speaker and speaker.is_listed) or _REPORTED.search(
            line.text[: holder.actors[0].start]
        )
        if hearsay and not heard and not first:
            continue  # what somebody says that another will not do is hearsay
        words = f"{match[0].strip().lower()} {trimmed(line.text[match.end() : end])}"
        firm = bool(heard or first) and holder.actors[-1].is_listed
        cue = match[0].strip()
        yield Told(holder, DemandKind.REFUSAL, words, (), Rule.POSITION_SAID, cue, words, firm)


def _terms(setting: Setting, line: Line) -> Iterator[Told]:
    """`X gave Y until Friday to …`, `X made … a condition for a truce`."""
    for match in _GAVE.finditer(line.text):
        asked = setting.group_from(line, match.end())
        until = _UNTIL.match(line.text, asked[-1].end) if asked else None
        subject = subject_of(setting, line, match.start()) if until else None
        if until and subject:
            words = trimmed(line.text[until.end() : clause_after(line, until.end())[1]])
            to = tuple(one.name for one in asked)
            yield Told(subject, DemandKind.DEMAND, words, to, Rule.POSITION_SAID, match[0].strip())
    for match in _MADE_CONDITION.finditer(line.text):
        subject = subject_of(setting, line, match.start())
        if subject:
            words = trimmed(line.text[match.start("what") : match.end("what")])
            yield Told(subject, DemandKind.CONDITION, words, (), Rule.POSITION_SAID, "condition")


def _conditions(setting: Setting, line: Line) -> Iterator[Told]:
    """`X said that no one would be freed until …`."""
    if not NEGATED.search(line.text):
        return
    for start, end, actor in sayers(setting, line).values():
        begin, stop = clause_after(line, end)
        words = trimmed(line.text[begin:stop])
        subject = Subject((actor,), line.text[actor.end : start])
        yield Told(subject, DemandKind.CONDITION, words, (), Rule.POSITION_CONDITION, "")
