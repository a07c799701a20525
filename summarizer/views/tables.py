"""The tables that terminal and Markdown lay out: the same columns and cells in both."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.views.outline import DemandEntry, Entry, FindingEntry, Outline, TollEntry

Cell = tuple[str, ...]
"""The pieces of a cell, none of them empty; the view decides what separates them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; each row has one cell a column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    """What to say if there are no rows."""


def tables(shown: Outline) -> dict[str, Table]:
    """The tables of an outline, by the name of the list that each shows."""
    return {
        "demands": Table(
            "Demands",
            ("Party", "Issue", "Position", "Response", "Ref."),
            tuple(_demand(entry) for entry in shown.demands),
            "The article reports no demands.",
        ),
        "tolls": Table(
            "Tolls",
            ("Toll", "Figure", "Who, where, when", "Source", "Ref."),
            tuple(_toll(entry) for entry in shown.tolls),
            "The article reports no tolls.",
        ),
        "findings": Table(
            "Findings of the check",
            ("Outcome", "What was delivered", "Why", "Ref."),
            tuple(_finding(entry) for entry in shown.findings),
            "The check found nothing to refuse, correct or note.",
        ),
    }


def reference(entry: Entry) -> Cell:
    """The entry's key, its sentences as `[3, 4]`, and the findings about it."""
    numbers = ", ".join(str(number) for number in entry.sentences)
    return _cell(entry.key, f"[{numbers}]" if numbers else "", *entry.findings)


def _cell(*pieces: str) -> Cell:
    return tuple(piece for piece in pieces if piece)


def _demand(entry: DemandEntry) -> tuple[Cell, ...]:
    opening = f"{entry.kind}, to {entry.to}" if entry.to else entry.kind
    return (
        _cell(entry.party),
        _cell(entry.issue),
        _cell(f"{opening}: {entry.text}", *_shouted(entry)),
        _cell(entry.response),
        reference(entry),
    )


def _toll(entry: TollEntry) -> tuple[Cell, ...]:
    return (
        _cell(entry.metric, *_shouted(entry)),
        _cell(entry.bounds, f"“{entry.figure}”"),
        _cell(entry.people, entry.place, _spaced(entry.basis, entry.when)),
        _cell(entry.source),
        reference(entry),
    )


def _finding(entry: FindingEntry) -> tuple[Cell, ...]:
    about = f"{entry.about} {entry.item}" if entry.item else entry.about
    return (
        _cell(entry.outcome, about),
        _cell(entry.what),
        _cell(entry.why, entry.code),
        reference(entry),
    )


def _spaced(basis: str, when: str) -> str:
    return f"{basis}, {when}" if when else basis


def _shouted(entry: Entry) -> Cell:
    # In capitals: a flag must be seen where there is neither colour nor weight.
    return tuple(flag.upper() for flag in entry.flags)
