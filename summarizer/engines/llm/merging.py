"""One Draft from the Drafts of an article's windows.

Two windows share sentences, so both may tell of what stands there. An item of a later window is
the same as an earlier one, and is joined to it, if

- tolls: metric and folded figure are equal and they cite a common sentence;
- demands: issue and kind are equal, `by` shares an actor and they cite a common sentence;
- negotiations: the parties are the same actors;
- agreements: the kind is equal and they cite a common sentence or have the same name.

One earlier item takes at most one of each later window, so that two entries that one window tells
apart stay two. A joined item cites the sentences of both, and takes from the later one what the
earlier one leaves at its default; of two stages, the one further on in the vocabulary holds. The
headline and bottom line are the first window's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from summarizer.language.folding import bare, fold
from summarizer.model import (
    Draft,
    DraftAgreement,
    DraftDemand,
    DraftNegotiation,
    DraftToll,
)
from summarizer.model.vocabulary import Stage

Item = TypeVar("Item", DraftNegotiation, DraftDemand, DraftToll, DraftAgreement)

_STAGES = [Stage.UNKNOWN, *(stage for stage in Stage if stage is not Stage.UNKNOWN)]
_GATHERED = ("mediators", "terms")


def merged(drafts: Sequence[Draft]) -> Draft:
    """One Draft from those of the windows, in order; at least one."""
    first = drafts[0]
    if len(drafts) == 1:
        return first
    return Draft(
        headline=first.headline,
        bottom_line=first.bottom_line,
        negotiations=_joined([draft.negotiations for draft in drafts], _same_negotiation),
        demands=_joined([draft.demands for draft in drafts], _same_demand),
        tolls=_joined([draft.tolls for draft in drafts], _same_toll),
        agreements=_joined([draft.agreements for draft in drafts], _same_agreement),
    )


def _joined(windows: Iterable[list[Item]], same: Callable[[Item, Item], bool]) -> list[Item]:
    items: list[Item] = []
    for window in windows:
        free = list(range(len(items)))
        for later in window:
            place = next((index for index in free if same(items[index], later)), None)
            if place is None:
                items.append(later)
            else:
                free.remove(place)
                items[place] = _join(items[place], later)
    return items


def _join(earlier: Item, later: Item) -> Item:
    said, added = earlier.model_dump(exclude_defaults=True), later.model_dump(exclude_defaults=True)
    changes: dict[str, Any] = {name: added[name] for name in added if name not in said}
    changes["sentences"] = sorted({*earlier.sentences, *later.sentences})
    for name in _GATHERED:
        if name in type(earlier).model_fields:
            changes[name] = _gathered(getattr(earlier, name), getattr(later, name))
    if isinstance(earlier, DraftNegotiation) and isinstance(later, DraftNegotiation):
        changes["stage"] = max(earlier.stage, later.stage, key=_STAGES.index)
    return earlier.model_copy(update=changes)


def _gathered(earlier: list[str], later: list[str]) -> list[str]:
    distinct: dict[str, str] = {}
    for text in (*earlier, *later):
        distinct.setdefault(fold(text), text)
    return list(distinct.values())


def _same_toll(one: DraftToll, other: DraftToll) -> bool:
    figures = fold(one.figure).strip() == fold(other.figure).strip()
    return figures and one.metric == other.metric and _share(one.sentences, other.sentences)


def _same_demand(one: DraftDemand, other: DraftDemand) -> bool:
    alike = one.issue == other.issue and one.kind == other.kind
    return (
        alike
        and _share(map(bare, one.by), map(bare, other.by))
        and _share(one.sentences, other.sentences)
    )


def _same_negotiation(one: DraftNegotiation, other: DraftNegotiation) -> bool:
    parties = set(map(bare, one.parties))
    return bool(parties) and parties == set(map(bare, other.parties))


def _same_agreement(one: DraftAgreement, other: DraftAgreement) -> bool:
    near = _share(one.sentences, other.sentences) or bare(one.name) == bare(other.name)
    return near and one.kind == other.kind


def _share(one: Iterable[object], other: Iterable[object]) -> bool:
    return not set(one).isdisjoint(other)
