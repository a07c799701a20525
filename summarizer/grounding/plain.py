"""Plain sentences written by code from the accepted items, where no free text stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from summarizer.model.brief import Agreement, Demand, Grounding, Negotiation, Toll
from summarizer.model.vocabulary import (
    AgreementStatus,
    Basis,
    Category,
    Distance,
    Format,
    Metric,
    Momentum,
    Scope,
    Stage,
    TollAssertion,
)

_STAGES = {
    Stage.NONE: "contact is refused",
    Stage.EXPLORATORY: "talks are exploratory",
    Stage.UNDER_WAY: "talks are under way",
    Stage.PROPOSAL: "a proposal awaits an answer",
    Stage.AGREED: "an agreement is announced",
    Stage.IMPLEMENTING: "a deal is being carried out",
    Stage.SUSPENDED: "talks are suspended",
    Stage.COLLAPSED: "talks have collapsed",
    Stage.UNKNOWN: "talks are reported",
}
_MOMENTA = {
    Momentum.ADVANCING: "gathering pace",
    Momentum.STALLING: "stalling",
    Momentum.MIXED: "moving unevenly",
}
_DISTANCES = {
    Distance.FAR: "the sides far apart",
    Distance.NARROWING: "gaps narrowing",
    Distance.CLOSE: "a deal said to be close",
}
_ORDER = (
    Metric.KILLED,
    Metric.CASUALTIES,
    Metric.INJURED,
    Metric.HELD,
    Metric.RELEASED,
    Metric.DISPLACED,
)
_NOTHING = "No talks, demands or tolls found"


def headline(
    negotiations: Sequence[Negotiation],
    tolls: Sequence[Toll],
    agreements: Sequence[Agreement],
    demands: Sequence[Demand],
) -> str:
    """At most 15 words, from the first process, else the first toll, agreement or demand."""
    if negotiations:
        first = negotiations[0]
        words = f"{_parties(first.parties)}: {_STAGES[first.stage]}"
        more = _DISTANCES.get(first.distance) or _MOMENTA.get(first.momentum)
        return _short(f"{words}, {more}" if more else words)
    if chosen := _firm(tolls):
        return _short(_toll(chosen[0]))
    if agreements:
        return _short(f"{agreements[0].name}: {_status(agreements[0].status)}")
    if demands:
        return _short(f"{_parties(demands[0].by)}: {demands[0].text}")
    return _NOTHING


def bottom_line(
    negotiations: Sequence[Negotiation],
    tolls: Sequence[Toll],
    demands: Sequence[Demand],
    published: dt.date | None,
) -> str:
    """At most two sentences: where the talks stand, then what the article counts."""
    day = f"As of {written(published)}, " if published else ""
    sentences = []
    if negotiations:
        sentences.append(day + _process(negotiations[0]))
        day = ""
    firm = _firm(tolls)
    if firm:
        said = "; ".join(_toll(toll) for toll in firm[:3])
        sentences.append(f"{day}{'the article counts' if day else 'The article counts'}: {said}.")
    elif demands and not negotiations:
        first = demands[0]
        sentences.append(f"{day}{_parties(first.by)} ({first.kind.value}): {first.text}.")
    if not sentences:
        return f"{day}{_NOTHING[0].lower() if day else _NOTHING[0]}{_NOTHING[1:]} in this article."
    return " ".join(sentences)


def written(day: dt.date) -> str:
    """A date written out: December 20, 2023."""
    return f"{day:%B} {day.day}, {day.year}"


def _process(one: Negotiation) -> str:
    how = {Format.INDIRECT: " (indirect)", Format.DIRECT: " (direct)"}.get(one.format, "")
    words = f"{_STAGES[one.stage]} between {_parties(one.parties)}{how}"
    if len(one.parties) == 1:
        words = f"{_STAGES[one.stage]} in {one.parties[0]}{how}"
    if one.mediators:
        words += f", mediated by {_listed(one.mediators)}"
    said = [_MOMENTA.get(one.momentum), _DISTANCES.get(one.distance)]
    return "; ".join([words, *(word for word in said if word)]) + "."


def _firm(tolls: Sequence[Toll]) -> list[Toll]:
    """Tolls fit to stand in a summary: confirmed, asserted, of this situation, happened."""
    fit = [
        toll
        for toll in tolls
        if toll.grounding is Grounding.CONFIRMED
        and toll.assertion is TollAssertion.ASSERTED
        and toll.scope is Scope.FOCAL
        and toll.basis is not Basis.PLANNED
    ]
    rank = {metric: place for place, metric in enumerate(_ORDER)}
    return sorted(fit, key=lambda toll: rank.get(toll.metric, len(rank)))


def _toll(toll: Toll) -> str:
    who = (
        ""
        if toll.category is Category.UNSPECIFIED
        else f" ({toll.category.value.replace('_', ' ')})"
    )
    where = f" in {toll.place}" if toll.place else ""
    by = f", according to {toll.source}" if toll.source else ""
    return f"{toll.figure} {toll.metric.value}{who}{where}{by}"


def _status(status: AgreementStatus) -> str:
    return status.value.replace("_", " ")


def _parties(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else _listed(names)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _short(words: str, most: int = 15) -> str:
    parts = words.split()
    text = " ".join(parts[:most])
    return text[:1].upper() + text[1:] + (" …" if len(parts) > most else "")
