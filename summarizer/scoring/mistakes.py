"""Every error of a brief named: which item, what gold says, what the brief says, and where.

An item that is right but for its metric or its holder is told once, not as missed and invented too.
A value that is wrong is told once, not as a wrong qualifier too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from summarizer.scoring.alignment import Pairs, left_over
from summarizer.scoring.atoms import Atom
from summarizer.scoring.counting import FIELDS, agrees, is_exact
from summarizer.scoring.matching import Matched
from summarizer.scoring.results import ErrorKind, ItemError
from summarizer.scoring.sides import (
    AgreementItem,
    DemandItem,
    Item,
    NegotiationItem,
    TollItem,
)


def mistakes(matched: Matched, figures: list[int], atoms: list[Atom]) -> list[ItemError]:
    """The errors of one attempt: list by list in gold's order, then inventions and free text.

    Args:
        matched: The two sides, aligned.
        figures: Predicted tolls whose figure does not stand in their evidence.
        atoms: Atoms of free text that nothing bears out.
    """
    return [
        *_of_pairs(matched),
        *_alone(matched),
        *(_unsupported_figure(matched.predicted.tolls[index]) for index in figures),
        *(_unsupported_atom(atom) for atom in atoms),
    ]


def _of_pairs(matched: Matched) -> Iterator[ItemError]:
    for toll, given in matched.tolls:
        yield from _toll(toll, given)
    for toll, given in matched.wrong_metric:
        yield _pair(ErrorKind.WRONG_METRIC, "tolls", toll, given, "metric")
    for demand, claimed in matched.demands:
        yield from _fields("demands", demand, claimed, FIELDS["demands"])
    for demand, claimed in matched.wrong_party:
        yield _pair(ErrorKind.WRONG_PARTY, "demands", demand, claimed, "by")
    for talks, told in matched.negotiations:
        yield from _fields("negotiations", talks, told, FIELDS["negotiations"])
    for deal, known in matched.agreements:
        yield from _fields("agreements", deal, known, ("kind", "status"))


def _toll(gold: TollItem, predicted: TollItem) -> Iterator[ItemError]:
    names = FIELDS["tolls"]
    if not is_exact(gold, predicted):
        yield _pair(ErrorKind.WRONG_VALUE, "tolls", gold, predicted, None)
        names = tuple(name for name in names if name != "qualifier")
    yield from _fields("tolls", gold, predicted, names)


_KINDS = {
    ("negotiations", "stage"): ErrorKind.WRONG_STAGE,
    ("agreements", "status"): ErrorKind.WRONG_STATUS,
}


def _fields(part: str, gold: Item, predicted: Item, names: tuple[str, ...]) -> Iterator[ItemError]:
    for name in names:
        if not agrees(gold, predicted, name):
            kind = _KINDS.get((part, name), ErrorKind.WRONG_FIELD)
            yield _pair(kind, part, gold, predicted, name)
    if gold.sentences.isdisjoint(predicted.sentences):
        yield _pair(ErrorKind.BAD_EVIDENCE, part, gold, predicted, "evidence")


def _alone(matched: Matched) -> Iterator[ItemError]:
    aside: dict[str, Pairs[Item]] = {
        "tolls": [*matched.wrong_metric],
        "demands": [*matched.wrong_party],
    }
    for part, pairs in matched.parts():
        told = [*pairs, *aside.get(part, [])]
        for item in left_over(getattr(matched.gold, part), [gold for gold, _ in told]):
            yield _single(ErrorKind.MISSED, part, item)
        for item in left_over(getattr(matched.predicted, part), [given for _, given in told]):
            yield _single(ErrorKind.INVENTED, part, item)


def _single(kind: ErrorKind, part: str, item: Item) -> ItemError:
    words = in_words(item)
    if kind is ErrorKind.MISSED:
        made = partial(ItemError, gold=item.index, expected=words)
    else:
        made = partial(ItemError, predicted=item.index, got=words)
    return made(kind=kind, part=part, sentences=sorted(item.sentences))


def _pair(kind: ErrorKind, part: str, gold: Item, predicted: Item, field: str | None) -> ItemError:
    whole = field in (None, "metric", "by")
    say: Callable[[Item], str] = in_words if whole or field is None else partial(_said, field=field)
    return ItemError(
        kind=kind,
        part=part,
        field=field,
        gold=gold.index,
        predicted=predicted.index,
        expected=say(gold),
        got=say(predicted),
        sentences=sorted(gold.sentences | predicted.sentences),
    )


def _unsupported_figure(toll: TollItem) -> ItemError:
    return ItemError(
        kind=ErrorKind.UNSUPPORTED,
        part="tolls",
        field="figure",
        predicted=toll.index,
        got=in_words(toll),
        sentences=sorted(toll.sentences),
    )


def _unsupported_atom(atom: Atom) -> ItemError:
    return ItemError(
        kind=ErrorKind.UNSUPPORTED,
        part=atom.part,
        field=atom.field,
        predicted=atom.item,
        got=atom.words,
    )


def in_words(item: Item) -> str:
    """An item in plain words: `killed at least 46 (46 / 46 / -)`."""
    match item:
        case TollItem():
            bounds = " / ".join("-" if one is None else f"{one}" for one in item.bounds)
            return f"{item.metric.value} {item.words} ({bounds})"
        case DemandItem():
            holders = item.holders or "nobody named"
            return f"{holders}: {item.text} ({item.kind.value}, {item.issue.value})"
        case NegotiationItem():
            return f"{item.name} ({item.stage.value})"
        case AgreementItem():
            return f"{item.name} ({item.kind.value}, {item.status.value})"
        case _:
            raise TypeError(f"no such item: {item!r}")


def _said(item: Item, *, field: str) -> str:
    """A field's value in words."""
    value: Any = item.sentences if field == "evidence" else getattr(item, field)
    if field == "evidence":
        return f"sentences {', '.join(map(str, sorted(value)))}" if value else "no sentence"
    if field == "when":
        start, end = value
        return f"{start or 'not said'} to {end or 'not said'}" if start or end else "not said"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "nobody"
    if value is None:
        return "not said"
    return f"{value:g} %" if isinstance(value, float) else str(value.value)
