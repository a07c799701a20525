"""How far a process of talks is (codebook section 2, `stage`), by the words about it."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.engines.rules.agreements import Deal
from summarizer.engines.rules.frames import telling
from summarizer.engines.rules.pairs import principals
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import Lazy, piece, stems, terms
from summarizer.language.reader import Line
from summarizer.model.vocabulary import AgreementStatus, Stage

_MOST_EVIDENCE = 4
TO_TALK = Lazy(
    lambda: (
        r"\b(?:agreed|agreement|deal|accord|pact)\s+(?:on\s+\w+\s+)?"
        r"to\s+(?:hold|start|begin|open|launch|enter|resume)"
        rf"\s+(?:\w+\s+){{0,3}}?{piece('talks', 'nouns', 'talks')}\b"
    )
)
"""A deal that is merely one to talk: then talks are yet to begin."""
STATUS_STAGE = {
    AgreementStatus.AGREED: Stage.AGREED,
    AgreementStatus.IN_EFFECT: Stage.IMPLEMENTING,
}


def stage_of(
    setting: Setting, about: Sequence[Line], deal: Deal | None
) -> tuple[Stage, Sequence[str]]:
    """The stage, and the words that say so."""
    if deal and deal.status in STATUS_STAGE:
        return STATUS_STAGE[deal.status], deal.cues
    again = setting.lines_with(stems("talks", "resumed"))
    goes_on = any(setting.wording(line).find("talks", "resumed") for line in again)
    for stage in terms("talks", "stage", Stage):
        if goes_on and stage in (Stage.COLLAPSED, Stage.SUSPENDED, Stage.EXPLORATORY):
            continue
        near = [*about, *_on_deals(setting)] if stage is Stage.PROPOSAL else about
        for line in near:
            said = next(telling(setting.wording(line), "stage", stage), None)
            if not said and stage is Stage.EXPLORATORY and (to_talk := TO_TALK.search(line.text)):
                said = to_talk[0].lower()
            if said:
                return stage, [said]
    return (Stage.UNDER_WAY if about or deal else Stage.UNKNOWN), []


def _on_deals(setting: Setting) -> Sequence[Line]:
    """The sentences on a deal that name a principal: there a proposal awaits an answer."""
    parties = set(principals(setting))
    near = setting.lines_with(stems("agreements", "kind"))
    return [line for line in near if parties & {one.name for one in setting.actors(line)}]


def first_of(cited: Sequence[int]) -> list[int]:
    """The first sentences on the process, in order."""
    return sorted(dict.fromkeys(cited[:_MOST_EVIDENCE]))
