"""How a position was answered: the refusal or consent that follows it (codebook `response`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.subjects import Subject, subject_of
from summarizer.engines.rules.wordlists import Lazy, either, piece, stems_of
from summarizer.language import lexicon
from summarizer.language.needs import Needs
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model import DraftDemand
from summarizer.model.vocabulary import DemandKind, Response

_OPEN = (DemandKind.DEMAND, DemandKind.CONDITION, DemandKind.OFFER, DemandKind.APPEAL)
_ORDER = (Response.REJECTED, Response.COUNTERED, Response.ACCEPTED)


@cache
def _stems(response: Response) -> Needs:
    return stems_of(lexicon.table("positions")["response"][response.value])


@cache
def _answers(response: Response) -> Lazy:
    words = lexicon.table("positions")["response"][response.value]
    return Lazy(lambda: rf"\b{either(words)}\b")


_TAKEN_UP = Lazy(lambda: rf"\s+(?:to\s+)?{piece('demands', 'scope')}\b")
_DEMANDS_THAT = pattern(
    r"\b(?:demands?|conditions?|terms|calls?|proposals?|offers?)\s+(?:that\s+|which\s+)?$",
    re.IGNORECASE,
)


def respond(setting: Setting, found: Sequence[DraftDemand]) -> None:
    """Give each demand the answer that its own or the next sentence states, and cite it."""
    for demand in found:
        if demand.kind not in _OPEN:
            continue
        for number in (demand.sentences[0], demand.sentences[0] + 1):
            line = setting.line(number)
            answer = _answer(setting, line, demand) if line else None
            if answer:
                demand.response = answer
                demand.sentences = sorted({*demand.sentences, number})
                break


def _answer(setting: Setting, line: Line, demand: DraftDemand) -> Response | None:
    for response in _ORDER:
        if not setting.wording(line).may_have(_stems(response)):
            continue
        for cue in _answers(response).finditer(line.text):
            subject = subject_of(setting, line, cue.start())
            if subject is None or set(subject.names) & set(demand.by):
                continue
            if _takes_up(line, cue, subject):
                negated = re.search(r"\b(?:not|never|yet\s+to)\b", subject.gap)
                return Response.REJECTED if negated else response
    return None


def _takes_up(line: Line, cue: re.Match[str], subject: Subject) -> bool:
    """Whether the answer is to what was asked: "rejected that", "demands Israel has rejected"."""
    start = subject.actors[0].start
    if _DEMANDS_THAT.search(line.text[max(0, start - 40) : start]):
        return True
    return _TAKEN_UP.match(line.text, cue.end()) is not None
