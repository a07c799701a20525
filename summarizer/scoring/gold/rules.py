"""What makes a readable label a right one: figures, actors, dates and lengths (codebook 2 to 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.language.figures import Figure, read, read_words
from summarizer.language.folding import Folded, bare, is_whole
from summarizer.reading.base import shown
from summarizer.scoring.gold.label import (
    READ_FROM_FIGURE,
    Label,
    LabelActor,
    LabelToll,
    LabelWindow,
)

HEADLINE_WORDS = 15
BOTTOM_LINE_WORDS = 60
DEMAND_WORDS = 25
TERM_WORDS = 15

_BY_HAND = "or set figure_by_hand: true if the label is right all the same"


class Fault(NamedTuple):
    """What is wrong in a label: the place, and what it is in words."""

    where: str
    what: str


def faults(label: Label) -> Iterator[Fault]:
    """All that breaks the codebook in a label whose quotes stand in its article."""
    yield from _texts(label)
    yield from _cast(label.actors)
    yield from _named(label)
    for index, toll in enumerate(label.tolls):
        at = f"tolls[{index}]"
        yield from toll_faults(at, toll)
        yield from _window(f"{at}.when", toll.when)
    for index, agreement in enumerate(label.agreements):
        yield from _window(f"agreements[{index}].when", agreement.when)


# --- figures (codebook section 4) -----------------------------------------------------------------


def toll_faults(at: str, toll: LabelToll) -> Iterator[Fault]:
    """What is wrong with the words and the numbers of a toll; `at` is its place."""
    yield from _figure(at, toll)
    yield from _share(at, toll)


def _figure(at: str, toll: LabelToll) -> Iterator[Fault]:
    if fault := _copied(at, toll):
        yield fault
    written = toll.model_fields_set.intersection(READ_FROM_FIGURE)
    alone = read_words(toll.figure)
    if not written and (toll.figure_by_hand or alone is None):
        what = f"no one figure can be read from “{shown(toll.figure)}” by itself"
        if toll.figure_by_hand:
            what = "there is nothing by hand"
        yield Fault(f"{at}.figure", f"{what}: write out {', '.join(READ_FROM_FIGURE)}")
    elif not toll.figure_by_hand:
        figure = alone or _in_quotes(toll)
        for field in READ_FROM_FIGURE if figure else ():
            said, read_as = getattr(toll, field), getattr(figure, field)
            if said != read_as and (field in written or alone is None):
                what = f"{_shown(said)} is written, “{shown(toll.figure)}” is read as "
                yield Fault(f"{at}.{field}", f"{what}{_shown(read_as)}: correct it, {_BY_HAND}")


def _copied(at: str, toll: LabelToll) -> Fault | None:
    """What is wrong if the figure's words stand in none of its quotes, as they are and whole."""
    if any(_stands(quote, toll.figure) for quote in toll.evidence):
        return None
    what = f"“{shown(toll.figure)}” stands in none of its quotes"
    for quote in toll.evidence:
        for start, end in Folded(quote).find(toll.figure):
            return Fault(f"{at}.figure", f"{what} just so: copy “{shown(quote[start:end])}”")
    return Fault(f"{at}.figure", f"{what}: copy the words that do, or quote more")


def _in_quotes(toll: LabelToll) -> Figure | None:
    """The figure as it is read where it stands in its quotes."""
    found = (one for quote in toll.evidence for one in read(quote) if one.words == toll.figure)
    return next(found, None)


def _share(at: str, toll: LabelToll) -> Iterator[Fault]:
    if toll.figure_by_hand:
        return
    figure = read_words(toll.figure)
    own = figure.share if figure else None
    if own is not None and toll.share != own:
        what = f"{_shown(toll.share)} is written, “{shown(toll.figure)}” is read as {own:g}"
        yield Fault(f"{at}.share", f"{what}: correct it, {_BY_HAND}")
    elif own is None and toll.share is not None:
        found = {one.share for quote in toll.evidence for one in read(quote) if one.share}
        if round(toll.share, 1) not in found:
            what = f"no percentage {toll.share:g} can be read from its quotes"
            yield Fault(f"{at}.share", f"{what}: quote the words that say it, {_BY_HAND}")


def _stands(quote: str, words: str) -> bool:
    """Whether the words stand in the quote as they are, and whole: 4 does not stand in 24."""
    at = quote.find(words)
    while at >= 0:
        if is_whole(quote, at, at + len(words)):
            return True
        at = quote.find(words, at + 1)
    return False


def _shown(value: object) -> str:
    return "null" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# --- actors (codebook section 6) ------------------------------------------------------------------


def _cast(actors: tuple[LabelActor, ...]) -> Iterator[Fault]:
    """Names and aliases that stand for two actors."""
    owners: dict[str, int] = {}
    for index, actor in enumerate(actors):
        names = [(f"actors[{index}].name", actor.name)]
        names += [(f"actors[{index}].aliases[{n}]", name) for n, name in enumerate(actor.aliases)]
        for where, name in names:
            owner = owners.setdefault(bare(name), index)
            if owner != index:
                other = f"“{shown(actors[owner].name)}” (actors[{owner}])"
                yield Fault(where, f"“{shown(name)}” stands for {other} already: remove one")


def _named(label: Label) -> Iterator[Fault]:
    """Actors of items that are not in the list by their name."""
    names = {actor.name for actor in label.actors}
    known = {
        bare(alias): actor.name
        for actor in reversed(label.actors)
        for alias in (*actor.aliases, actor.name)
    }
    for where, name in _mentioned(label):
        if name in names:
            continue
        meant = known.get(bare(name))
        what = f"is an alias: write the name “{shown(meant)}”" if meant else "is not in `actors`"
        yield Fault(where, f"“{shown(name)}” {what}{'' if meant else ': add it, or correct it'}")


def _mentioned(label: Label) -> Iterator[tuple[str, str]]:
    fields: dict[str, tuple[str, ...]] = {
        "negotiations": ("parties", "mediators"),
        "demands": ("by", "to"),
        "agreements": ("parties",),
    }
    for part, lists in fields.items():
        for index, item in enumerate(getattr(label, part)):
            for field in lists:
                for number, name in enumerate(getattr(item, field)):
                    yield f"{part}[{index}].{field}[{number}]", name


# --- words and days -------------------------------------------------------------------------------


def _texts(label: Label) -> Iterator[Fault]:
    """Texts that are not filled in, or too long."""
    for field in ("headline", "bottom_line"):
        if not getattr(label, field).strip():
            yield Fault(field, "is not filled in")
    limited: list[tuple[str, str, int]] = [
        ("headline", label.headline, HEADLINE_WORDS),
        ("bottom_line", label.bottom_line, BOTTOM_LINE_WORDS),
    ]
    limited += [
        (f"demands[{n}].text", one.text, DEMAND_WORDS) for n, one in enumerate(label.demands)
    ]
    for index, agreement in enumerate(label.agreements):
        at = f"agreements[{index}].terms"
        limited += [(f"{at}[{n}]", term, TERM_WORDS) for n, term in enumerate(agreement.terms)]
    yield from _too_long(limited)


def _too_long(limited: Iterable[tuple[str, str, int]]) -> Iterator[Fault]:
    for where, text, most in limited:
        words = len(text.split())
        if words > most:
            yield Fault(where, f"has {words} words, and {most} are the most: shorten it")


def _window(where: str, when: LabelWindow | None) -> Iterator[Fault]:
    if when and when.start and when.end and when.start > when.end:
        yield Fault(where, f"starts on {when.start}, after its end on {when.end}")
