"""A table of scores as every view lays it out, and how its figures are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from summarizer.views.clean import line

UNDEFINED = "–"
"""Stands for a value that is not defined, which is neither 0 nor 1; a note says why."""

_BAR_CELLS = 21
"""Characters of a bar drawn in text: one for every twentieth of the scale."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its interval on a scale; all are positions from 0 to 1.

    Attributes:
        marks: Places on the scale that the value is to be read against: no change, the margin.
    """

    low: float
    at: float
    high: float
    marks: tuple[float, ...] = ()

    def drawn(self) -> str:
        """The bar in text: `·······├──●─┤········`."""
        last = _BAR_CELLS - 1
        low, at, high = (round(place * last) for place in (self.low, self.at, self.high))
        cells = ["─" if low <= cell <= high else "·" for cell in range(_BAR_CELLS)]
        for mark in self.marks:
            place = round(mark * last)
            cells[place] = "┼" if low <= place <= high else "│"
        cells[low], cells[high] = "├", "┤"
        cells[at] = "●"
        return "".join(cells)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; its strings are clean.

    Attributes:
        small: A definition or reason, for views that have room to show it.
        bar: Drawn where there is one; `text` is then empty.
        heat: From 0 to 9, the share of its row; None in a table that is no matrix.
        right: Whether the cell of a matrix is where gold and brief agree.
    """

    text: str
    small: str = ""
    bar: Bar | None = None
    heat: int | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table.

    Attributes:
        key: Names it in addresses; unique within a report.
        columns: Heading of each column; a row has one cell a column.
        words: Indices of the columns that hold words; the others are figures.
        spare: Indices of the columns that a terminal without the room leaves out, and says so.
        notes: What must be known to read it, the reasons of undefined values among it.
        empty: What to say if there are no rows.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    words: frozenset[int] = frozenset({0})
    notes: tuple[str, ...] = ()
    spare: frozenset[int] = frozenset()

    def forms(self) -> Iterator[Sheet]:
        """The table, and what of it is kept where there is less and less room."""
        drawn = {at for row in self.rows for at, cell in enumerate(row) if cell.bar}
        yield self
        if drawn:
            yield self._without(drawn)
        if self.spare:
            left_out = ", ".join(self.columns[at] for at in sorted(self.spare))
            note = f"Not shown, for want of room: {left_out}."
            yield replace(self._without(drawn | self.spare), notes=(*self.notes, note))

    def _without(self, columns: Collection[int]) -> Sheet:
        kept = [at for at in range(len(self.columns)) if at not in columns]
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
            words=frozenset(new for new, at in enumerate(kept) if at in self.words),
            spare=frozenset(new for new, at in enumerate(kept) if at in self.spare),
        )


def share(value: float | None) -> str:
    """A share with three decimals; only what is 0 or 1 is written as such."""
    if value is None:
        return UNDEFINED
    if 0 < abs(value) < 0.001:
        return "<0.001" if value > 0 else ">-0.001"
    if 0.9995 <= abs(value) < 1:
        return ">0.999" if value > 0 else "<-0.999"
    return f"{value:.3f}"


def change(value: float | None) -> str:
    """A difference of shares, signed."""
    if value is None:
        return UNDEFINED
    return f"{value:+.3f}" if abs(value) >= 0.0005 or not value else f"{value:+.1e}"


def interval(low: str, high: str) -> str:
    """Two figures as an interval; undefined if either is."""
    return UNDEFINED if UNDEFINED in (low, high) else f"{low} to {high}"


def number(value: float) -> str:
    """A count; a mean over epochs keeps up to two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def cells(*texts: str) -> tuple[Cell, ...]:
    """Texts as plain cells."""
    return tuple(Cell(text) for text in texts)


def field_words(name: str) -> str:
    """A field for readers: `tolls.source_kind` is "tolls: source kind"."""
    return line(name).replace(".", ": ", 1).replace("_", " ")
