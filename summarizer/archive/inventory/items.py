"""Places in an archive, read only when somebody wants what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.archive.entries import Entry, Problem, ProblemKind
from summarizer.archive.inventory.streams import Broken
from summarizer.errors import SummarizerError
from summarizer.reading import Reading

_LONGEST = 500  # characters of a position
_MOST_ENDINGS = 5  # of the kinds passed over, by name


@dataclass(frozen=True, slots=True)
class Item:
    """One place in an archive.

    Attributes:
        position: Where.
        read: Gives the entry; works until the next item is asked for, since both stand in one
            stream. Not calling it is how an item is skipped: nothing of it is parsed.
        counts: Whether it counts towards a limit and a sample. What only tells how the reading
            went (files passed over, an archive that breaks off) does not.
    """

    position: str
    read: Callable[[], Entry]
    counts: bool = True


def told(position: str, kind: ProblemKind, why: str, *, counts: bool = True) -> Item:
    """An item with a problem that is known already."""
    return Item(position, lambda: Entry.without(position, kind, why), counts)


def entry_of(position: str, read: Callable[[], Reading]) -> Entry:
    """The entry that reading one article gives."""
    try:
        reading = read()
    except SummarizerError as error:
        return Entry(position, None, Problem.of(error))
    except Broken as broken:  # the archive ends in the middle of this article
        # Not marked as told: the archive's own end is an entry whether this article is read or not,
        # or the entries of a run that goes on would not be those of the one before.
        return Entry.without(position, broken.kind, f"{position}: {broken.why}")
    return Entry(position, reading.article, None, reading.notes)


def guarded(position: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, and one that tells if the archive cannot be read to its end."""
    try:
        yield from items
    except Broken as broken:
        if not broken.told:
            broken.told = True
            yield told(position, broken.kind, f"{position}: {broken.why}", counts=False)


def tallied(position: str, items: Iterator[Item], passed: PassedOver) -> Iterator[Item]:
    """The items, and one that tells what was passed over, also of an archive that breaks off."""
    end = None
    try:
        yield from items
    except Broken as broken:
        end = broken
    yield from passed.items(position)
    if end:
        raise end


def label(name: str) -> str:
    """A name out of an archive as part of a position: one line, bounded."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:_LONGEST])


class PassedOver:
    """What of a folder or a box was left out on purpose, counted."""

    def __init__(self) -> None:
        self._reasons: Counter[str] = Counter()
        self._endings: Counter[str] = Counter()

    def count(self, reason: str) -> None:
        """Count one; `reason` is a plural."""
        self._reasons[reason] += 1

    def count_kind(self, ending: str) -> None:
        """Count a file of a kind that is not read; a great many endings are not kept apart."""
        ending = label(ending[:20])
        known = ending in self._endings or len(self._endings) < 100 * _MOST_ENDINGS
        self._endings[ending if known else "others"] += 1

    def items(self, position: str) -> Iterator[Item]:
        """One item that tells, or none if nothing was left out."""
        parts = [f"{count:,} {reason}" for reason, count in self._reasons.items()]
        if self._endings:
            common = ", ".join(f"{e} {n:,}" for e, n in self._endings.most_common(_MOST_ENDINGS))
            more = ", …" if len(self._endings) > _MOST_ENDINGS else ""
            count = f"{self._endings.total():,}"
            parts.append(f"{count} files of kinds that are not read ({common}{more})")
        if parts:
            why = f"{position}: passed over {', '.join(parts)}"
            yield told(position, ProblemKind.PASSED_OVER, why, counts=False)
