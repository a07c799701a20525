"""The check of a whole Draft, item by item, then its free text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from summarizer.grounding import plain
from summarizer.grounding.cast import Cast
from summarizer.grounding.citing import Source
from summarizer.grounding.findings import Remarks, Rule
from summarizer.grounding.freetext import Support
from summarizer.grounding.positions import ground_agreement, ground_demand, ground_negotiation
from summarizer.grounding.tolls import ground_toll
from summarizer.language.reader import Reader
from summarizer.model import Article, Draft
from summarizer.model.brief import Actor, Agreement, Demand, Finding, Negotiation, Place, Toll

Item = TypeVar("Item", Negotiation, Demand, Toll, Agreement)
Claim = TypeVar("Claim")


@dataclass
class Grounded:
    """The parts of a brief that the article bears out, and every finding on the way."""

    headline: str = ""
    bottom_line: str = ""
    actors: list[Actor] = field(default_factory=list)
    negotiations: list[Negotiation] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    origins: dict[Place, list[int]] = field(default_factory=dict)
    """Which item of the Draft, from 0, each item of a list was made from."""


def ground(draft: Draft, article: Article) -> Grounded:
    """Check a Draft against its article; never raises on a Draft's content."""
    reader = Reader.of(article.text)
    source = Source(reader, article.published, article.title)
    cast = Cast(reader)
    made = Grounded()
    seen: set[object] = set()

    def each(
        part: Place,
        claims: list[Claim],
        name: Callable[[Claim], str],
        check: Callable[[Claim, Remarks], Item | None],
    ) -> list[Item]:
        kept: list[Item] = []
        origins = made.origins.setdefault(part, [])
        for index, claim in enumerate(claims):
            remarks = Remarks(part, name(claim))
            item = check(claim, remarks)
            made.findings += remarks.placed(None if item is None else len(kept))
            if item is not None:
                kept.append(item)
                origins.append(index)
        return kept

    made.tolls = each(
        "tolls",
        draft.tolls,
        lambda toll: f"{toll.metric.value}: {toll.figure}",
        lambda toll, remarks: ground_toll(toll, source, remarks, seen),
    )
    made.negotiations = each(
        "negotiations",
        draft.negotiations,
        lambda one: one.name,
        lambda one, remarks: ground_negotiation(one, source, cast, remarks),
    )
    made.demands = each(
        "demands",
        draft.demands,
        lambda one: f"{', '.join(one.by)}: {one.text}",
        lambda one, remarks: ground_demand(one, source, cast, remarks),
    )
    made.agreements = each(
        "agreements",
        draft.agreements,
        lambda one: one.name,
        lambda one, remarks: ground_agreement(one, source, cast, remarks),
    )
    _check_free_text(made, draft, Support(source, made.tolls), source)
    made.actors = cast.actors(_used(made))
    return made


def _used(made: Grounded) -> list[str]:
    names: list[str] = []
    for negotiation in made.negotiations:
        names += [*negotiation.parties, *negotiation.mediators]
    for demand in made.demands:
        names += [*demand.by, *demand.to]
    for agreement in made.agreements:
        names += agreement.parties
    return names


def _check_free_text(made: Grounded, draft: Draft, support: Support, source: Source) -> None:
    """Check names, demand texts, terms, headline and bottom line; replace what does not stand."""
    for place, negotiation in enumerate(made.negotiations):
        why = "; ".join(support.faults(negotiation.name))
        if why or not negotiation.name:
            remarks = Remarks("negotiations", negotiation.name)
            negotiation.name = f"{' and '.join(negotiation.parties)}: talks"
            remarks.correct(Rule.FREE_TEXT_UNSUPPORTED, why or "it has no name")
            made.findings += remarks.placed(place)
        if negotiation.next_step and (
            why := "; ".join(support.faults(negotiation.next_step, of_a_plan=True))
        ):
            remarks = Remarks("negotiations", negotiation.next_step)
            negotiation.next_step = None
            remarks.correct(Rule.FREE_TEXT_UNSUPPORTED, f"{why}; the next step is left out")
            made.findings += remarks.placed(place)
    for place, demand in enumerate(made.demands):
        if why := "; ".join(support.faults(demand.text, of_a_plan=True)):
            remarks = Remarks("demands", demand.text)
            demand.text = _clipped(demand.evidence[0].quote)
            remarks.correct(Rule.FREE_TEXT_UNSUPPORTED, f"{why}; the sentence stands instead")
            made.findings += remarks.placed(place)
    for place, agreement in enumerate(made.agreements):
        _check_agreement(agreement, place, made, support)
    published = source.published
    made.headline = _free_text("headline", draft.headline, made, support) or plain.headline(
        made.negotiations, made.tolls, made.agreements, made.demands
    )
    made.bottom_line = _free_text(
        "bottom_line", draft.bottom_line, made, support
    ) or plain.bottom_line(made.negotiations, made.tolls, made.demands, published)


def _check_agreement(agreement: Agreement, place: int, made: Grounded, support: Support) -> None:
    why = "; ".join(support.faults(agreement.name))
    if why or not agreement.name:
        remarks = Remarks("agreements", agreement.name)
        agreement.name = agreement.kind.value.capitalize()
        remarks.correct(Rule.FREE_TEXT_UNSUPPORTED, why or "it has no name")
        made.findings += remarks.placed(place)
    kept = []
    for term in agreement.terms:
        if why := "; ".join(support.faults(term, of_a_plan=True)):
            remarks = Remarks("agreements", term)
            remarks.refuse(Rule.FREE_TEXT_UNSUPPORTED, why)
            made.findings += remarks.placed(place)
        else:
            kept.append(term)
    agreement.terms = kept


def _free_text(part: Place, text: str, made: Grounded, support: Support) -> str:
    """The sentences of a headline or bottom line that stand; empty if code is to write it."""
    kept, lost = support.supported_sentences(text)
    for sentence, faults in lost:
        remarks = Remarks(part, sentence)
        remarks.refuse(Rule.FREE_TEXT_UNSUPPORTED, "; ".join(faults))
        made.findings += remarks.placed(None)
    return "" if lost and not kept else " ".join(kept)


def _clipped(quote: str, words: int = 25) -> str:
    parts = quote.split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")
