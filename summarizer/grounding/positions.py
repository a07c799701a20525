"""Negotiations, demands and agreements: their actors and words must be the article's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.grounding.cast import Cast
from summarizer.grounding.citing import Source
from summarizer.grounding.findings import Remarks, Rule, evidence_of
from summarizer.language import lexicon
from summarizer.language.lexicon import Phrases
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.model.brief import Agreement, Demand, Grounding, Negotiation
from summarizer.model.draft import DraftAgreement, DraftDemand, DraftNegotiation
from summarizer.model.vocabulary import Response


def ground_negotiation(
    draft: DraftNegotiation, source: Source, cast: Cast, remarks: Remarks
) -> Negotiation | None:
    """The process, if the article names at least one of its parties."""
    cited = source.cited(draft.sentences, remarks)
    if not cited:
        return None
    parties = cast.resolve(draft.parties, "party", remarks)
    if not parties:
        remarks.refuse(Rule.ACTOR_NOT_NAMED, "the article names none of its parties")
        return None
    mediators = cast.resolve(draft.mediators, "mediator", remarks)
    return Negotiation(
        name=draft.name.strip(),
        stage=draft.stage,
        format=draft.format,
        momentum=draft.momentum,
        distance=draft.distance,
        parties=parties,
        mediators=[name for name in mediators if name not in parties],
        venue=source.copied(draft.venue, "venue", remarks),
        next_step=draft.next_step.strip() if draft.next_step else None,
        evidence=evidence_of(cited),
    )


def ground_demand(
    draft: DraftDemand, source: Source, cast: Cast, remarks: Remarks
) -> Demand | None:
    """The position, if the article names its holder and the sentence does not say the reverse."""
    cited = source.cited(draft.sentences, remarks)
    if not cited:
        return None
    if not draft.text.strip():
        remarks.refuse(Rule.EMPTY_TEXT)
        return None
    by = cast.resolve(draft.by, "holder", remarks)
    if draft.by and not by:
        remarks.refuse(Rule.ACTOR_NOT_NAMED, "the article names nobody who holds it")
        return None
    to = [name for name in cast.resolve(draft.to, "addressee", remarks) if name not in by]
    if swapped := _swapped(by, to, cited, cast):
        remarks.refuse(Rule.PARTY_SWAPPED, swapped, [line.number for line in cited])
        return None
    response, doubtful = _response(draft.response, cited, remarks)
    return Demand(
        by=by,
        to=to,
        kind=draft.kind,
        issue=draft.issue,
        text=draft.text.strip(),
        assertion=draft.assertion,
        response=response,
        evidence=evidence_of(cited),
        grounding=Grounding.UNVERIFIED if doubtful else Grounding.CONFIRMED,
    )


def ground_agreement(
    draft: DraftAgreement, source: Source, cast: Cast, remarks: Remarks
) -> Agreement | None:
    """The agreement, if its parties, as far as any are given, are the article's."""
    cited = source.cited(draft.sentences, remarks)
    if not cited:
        return None
    parties = cast.resolve(draft.parties, "party", remarks)
    if draft.parties and not parties:
        remarks.refuse(Rule.ACTOR_NOT_NAMED, "the article names none of its parties")
        return None
    return Agreement(
        name=draft.name.strip(),
        kind=draft.kind,
        status=draft.status,
        when=source.window(draft.when, remarks),
        parties=parties,
        terms=[term.strip() for term in draft.terms if term.strip()],
        evidence=evidence_of(cited),
    )


# --- who asks whom --------------------------------------------------------------------------------

_ASKED = pattern(r"\s+(?:that\s+|on\s+|upon\s+|to\s+|for\s+)?(?:the\s+)?", re.IGNORECASE)
_NOT_SUBJECT = pattern(r"[,;:]|\bby\b|\b(?:was|were|is|are|been|be)\s*$")
_ADVERBS = 3
"""So many words may stand between who asks and the verb ("has again demanded")."""


@cache
def _speech() -> Phrases[str]:
    """Verbs by which somebody asks somebody for something."""
    table = lexicon.table("positions")["speech"]
    forms = {form: "demand" for base in table["demand"] for form in lexicon.verb_forms(base)}
    return Phrases(forms | {"sought": "demand", "told": "demand"})


def _swapped(by: Sequence[str], to: Sequence[str], cited: Sequence[Line], cast: Cast) -> str:
    """Why the sentence has it the other way round; empty if it does not."""
    if not by or not to:
        return ""
    for line in cited:
        holders, asked = cast.places(by, line.text), cast.places(to, line.text)
        for verb in _speech().find(line):
            object_at = _after(line.text, verb.end)
            if not any(abs(start - object_at) <= len("the ") for start, _ in holders):
                continue
            for _, end in asked:
                gap = line.text[end : verb.start]
                near = end <= verb.start and len(gap.split()) <= _ADVERBS
                if near and not _NOT_SUBJECT.search(gap):
                    return f"the sentence has {to[0]} ask {by[0]}"
    return ""


def _after(text: str, end: int) -> int:
    match = _ASKED.match(text, end)
    return match.end() if match else end


# --- what was answered ----------------------------------------------------------------------------


@cache
def _answers() -> Phrases[Response]:
    return Phrases(
        {
            phrase: Response(name)
            for name, phrases in lexicon.table("positions")["response"].items()
            for phrase in phrases
        }
    )


_OPPOSITE = {Response.ACCEPTED: Response.REJECTED, Response.REJECTED: Response.ACCEPTED}


def _response(claimed: Response, cited: Sequence[Line], remarks: Remarks) -> tuple[Response, bool]:
    """The response that the cited sentences bear out, and whether it is in doubt."""
    if claimed is Response.NONE_REPORTED:
        return claimed, False
    said = {
        _negated(line.text, found.start, found.entry)
        for line in cited
        for found in _answers().find(line)
    }
    numbers = [line.number for line in cited]
    opposite = _OPPOSITE.get(claimed)
    if claimed in said:
        if opposite in said:
            remarks.doubt(
                Rule.RESPONSE_CONTRADICTED,
                f"the cited sentences have words for {claimed.value} and for {opposite.value}",
                numbers,
            )
            return claimed, True
        return claimed, False
    if claimed is Response.ACCEPTED and Response.REJECTED in said:
        remarks.correct(
            Rule.RESPONSE_CONTRADICTED,
            "given as accepted; the sentence says rejected",
            numbers,
        )
        return Response.REJECTED, False
    if claimed is Response.ACCEPTED:
        remarks.correct(Rule.RESPONSE_NOT_SAID, "given as accepted: now none reported", numbers)
        return Response.NONE_REPORTED, False
    remarks.doubt(Rule.RESPONSE_NOT_SAID, f"no word there says {claimed.value}", numbers)
    return claimed, True


def _negated(text: str, start: int, response: Response) -> Response:
    """`has not accepted` is no acceptance."""
    if re.search(
        r"(?:\bnot|n['’]t|\bnever|\byet to|\bno)(?:\s+\w+)?\s*$", text[max(0, start - 24) : start]
    ):
        return _OPPOSITE.get(response, response)
    return response
