"""Which metrics a figure states: the cues that govern it, told apart where one says several.

What is not sure is left out, and every figure looked at is told of to `trace`.
"""

from __future__ import annotations

import re

from summarizer.engines.rules.trace import Rule, Weight, weighed
from summarizer.language.figures import Figure
from summarizer.language.governance import Governor, Strength
from summarizer.language.modality import Modality
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.vocabulary import Category, Metric

_NO_TOLL = {
    Modality.NEGATED: Weight.NEGATED,
    Modality.DEMANDED: Weight.DEMANDED,
    Modality.HYPOTHETICAL: Weight.HYPOTHETICAL,
}
_CAPTIVES = pattern(
    r"\b(?:hostage|captive|prisoner|detainee|abductee|student|inmate|bod(?:y|ies)"
    r"|captured|abducted|kidnapped|jailed|imprisoned)",
    re.IGNORECASE,
)


_TAKEN = pattern(
    r"[ ](?:(?:who|that)[ ])?(?:(?:was|were|had|been|are)[ ]){0,2}"
    r"(?:detained|imprisoned|jailed|abducted|kidnapped|held|captured)\b"
)
"""After the people: they were somebody's captives."""
_WHO = (
    r"\b(?:(?P<state>army|military|police|troops|soldiers|security forces|government forces|navy"
    r"|authorities|border guards|commandos)|(?P<group>rebels?|fighters|militants|gunmen|insurgents"
    r"|guerrillas|militia(?:men)?|separatists|kidnappers|bandits|jihadists|armed men|pirates"
    r"|gang))\b"
)
_TAKERS = pattern(_WHO + r"(?=[^,;.]{0,40}$)", re.IGNORECASE)
"""Who captures somebody, before the verb: a state's forces detain, an armed group abducts."""
_BY = pattern(r"[^,;.]{0,30}?\bby[ ]")
_TAKEN_BY = pattern(r"(?:[\w’'-]+[ ]){0,3}?" + _WHO, re.IGNORECASE)
_HALL = pattern(
    r"\b(?:camps?|shelters?|stadium|hall|school|centre|center|building|site|hotel|venue|church|arena"
    r"|theatre|theater|tent|room)[ ](?:now[ ]|still[ ]|that[ ]|already[ ])?$"
)
"""What holds people and keeps nobody captive: `the camp holds 14,000`."""
_REACH = 60


_ONE_EVENT = (
    (Metric.RELEASED, (Metric.HELD, Metric.DETAINED, Metric.ABDUCTED)),
    (Metric.RETURNED, (Metric.DISPLACED,)),
    (Metric.DISPLACED, (Metric.AFFECTED,)),
    (Metric.KILLED, (Metric.CASUALTIES, Metric.HELD)),
    (Metric.INJURED, (Metric.CASUALTIES,)),
)
"""What tells of an event, and what then only says who the people were: "the release of 50 hostages
held since May" is one event, and so is "3,000 displaced, who are sheltered in camps"."""


def metrics_of(line: Line, index: int, figure: Figure) -> dict[Metric, Governor]:
    """The metrics that govern the figure surely enough to state, each with its cue."""
    if not figure.counts.may_be_people:
        weighed(line, index, Weight.NOT_PEOPLE)
        return {}
    if figure.share is not None and figure.value is None:
        weighed(line, index, Weight.ONLY_SHARE)
        return {}
    governors = line.governors(index)
    sure: dict[Metric, Governor] = {}
    for governor in reversed(governors):
        objection = _objection(line, index, figure, governor)
        if objection is None and governor.metric:
            sure[governor.metric] = governor
        elif objection is not None:
            weighed(line, index, objection, governor)
    if not sure:
        sure = _still_held(line, figure, governors)
        if not governors:
            weighed(line, index, Weight.NO_CUE)
        return sure
    kept = _told_apart(sure, line, figure)
    for metric, governor in sure.items():
        if metric not in kept:
            weighed(line, index, Weight.ANOTHER_READING, governor)
    return kept


def _objection(line: Line, index: int, figure: Figure, governor: Governor) -> Weight | None:
    """Why a cue that governs a figure makes no toll of it; None if it does."""
    if governor.metric is None:
        return Weight.NO_HARM
    if governor.strength < (Strength.DIRECT if figure.article else Strength.INHERITED):
        return Weight.UNSURE
    if governor.metric is Metric.HELD and _HALL.search(line.text, 0, governor.cue.start):
        return Weight.NO_HARM
    return _NO_TOLL.get(line.modality(index, governor))


def _is_by_authority(line: Line, figure: Figure, governor: Governor) -> bool:
    """Whether who was captured was so by a state's forces: by who did it, else by who it was."""
    start, end = governor.cue.start, governor.cue.end
    if start < figure.start:
        taker = _TAKERS.search(line.text, max(0, start - _REACH), start)
    else:
        by = _BY.match(line.text, end, end + _REACH)
        taker = _TAKEN_BY.match(line.text, by.end()) if by else None
    if taker is not None:
        return taker.lastgroup == "state"
    return figure.category is Category.MILITARY


def rule_of(governor: Governor) -> Rule:
    """The rule by which a cue made a toll."""
    if governor.strength is Strength.WEAK:
        return Rule.TOLL_STILL_HELD
    return Rule.TOLL_IN_LIST if governor.strength is Strength.INHERITED else Rule.TOLL_DIRECT


def _still_held(
    line: Line, figure: Figure, governors: tuple[Governor, ...]
) -> dict[Metric, Governor]:
    """`the remaining 98 hostages`: the noun alone says that they are held, if they still are."""
    for governor in governors:
        if governor.metric is Metric.HELD and not figure.article:
            before = line.text[max(0, figure.start - 24) : figure.start].lower()
            if re.search(r"\b(?:remaining|still|rest of the)\b", before):
                return {Metric.HELD: governor}
    return {}


def _told_apart(sure: dict[Metric, Governor], line: Line, figure: Figure) -> dict[Metric, Governor]:
    """One metric where one cue stands under several (`captured`, `rescued`, `return of`)."""
    kept = dict(sure)
    captives = bool(_CAPTIVES.search(line.text, figure.start, figure.counted.end)) or bool(
        _TAKEN.match(line.text, figure.counted.end)
    )

    def drop(metric: Metric, unless: Metric) -> None:
        if metric in kept and unless in kept and kept[metric].cue == kept[unless].cue:
            del kept[metric]

    if Metric.DETAINED in kept and _is_by_authority(line, figure, kept[Metric.DETAINED]):
        drop(Metric.ABDUCTED, unless=Metric.DETAINED)
    drop(Metric.DETAINED, unless=Metric.ABDUCTED)
    if captives:
        drop(Metric.RETURNED, unless=Metric.RELEASED)
        drop(Metric.AFFECTED, unless=Metric.RELEASED)
    drop(Metric.RELEASED, unless=Metric.RETURNED)
    drop(Metric.RELEASED, unless=Metric.AFFECTED)
    drop(Metric.AFFECTED, unless=Metric.MISSING)
    drop(Metric.HELD, unless=Metric.ABDUCTED)
    for told, unsaid in _ONE_EVENT:
        if told in kept:
            for metric in unsaid:
                kept.pop(metric, None)
    return kept
