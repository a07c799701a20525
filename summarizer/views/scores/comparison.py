"""A comparison of two runs as every view shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.scoring.results import Change, Comparison, Measure, MeasureVerdict, Verdict
from summarizer.views.clean import line
from summarizer.views.scores.sheet import (
    UNDEFINED,
    Bar,
    Cell,
    Sheet,
    cells,
    change,
    interval,
    number,
    share,
)
from summarizer.views.wording import words

_ATTACKED = (Measure.TOLL_EXACT, Measure.DEMAND_FOUND, Measure.NEGOTIATION_FOUND)
"""The measures whose change is told by family; the whole has all of them."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One comparison, ready to be laid out; its strings are clean.

    Attributes:
        verdict: In capitals: it must be seen where there is no colour.
        summary: What the verdict means, and for the deploy.
    """

    title: str
    verdict: str
    summary: str
    manifest: tuple[tuple[str, str], ...]
    alarms: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    comparison: Comparison


def outline(comparison: Comparison, base_name: str, new_name: str) -> Outline:
    """The outline of a comparison; the names are what the reader knows the runs by."""
    base, new = line(base_name), line(new_name)
    left_out = comparison.left_out
    blocks = "The deploy is to stop." if comparison.blocks else "The deploy may go on."
    return Outline(
        title=f"{new} against {base}",
        verdict=words(comparison.verdict).upper(),
        summary=f"{comparison.verdict.definition.capitalize()}. {blocks}",
        manifest=(
            ("Base", base),
            ("New", new),
            ("Articles scored by both", str(comparison.articles)),
            ("Gold", line(comparison.gold)),
            ("Scorer", str(comparison.scorer)),
        ),
        alarms=(
            (f"{len(left_out)} left out, not scored by both: {', '.join(map(line, left_out))}.",)
            if left_out
            else ()
        ),
        sheets=tuple(_sheets(comparison)),
        comparison=comparison,
    )


def _sheets(comparison: Comparison) -> Iterator[Sheet]:
    yield _measures(comparison)
    yield _requirements(comparison)
    if comparison.attacks:
        yield _attacks(comparison)


def _measures(comparison: Comparison) -> Sheet:
    columns = (
        *("Measure", "Verdict", "Base F1", "New F1", "Change", "Interval", "Change drawn"),
        *("p worse", "p better", "Margin", "Why"),
    )
    reach = max(
        (
            abs(end)
            for told in comparison.measures
            for end in (told.low, told.high, told.difference, told.margin)
            if end is not None
        ),
        default=0,
    )
    rows = tuple(_measure(told, reach or 1) for told in comparison.measures)
    gaps = any(cell.text == UNDEFINED for row in rows for cell in row)
    scale = f"-{share(reach)} to +{share(reach)}"
    notes = [
        f"Change is new minus base, drawn from {scale} with marks at no change and at the margin.",
        "p is one-sided, of a paired test, adjusted for the number of measures.",
    ]
    if gaps:
        notes.append(
            f"{UNDEFINED} where nothing is predicted and gold has nothing, or too few articles are"
            " there to tell; the last column says which."
        )
    return Sheet(
        "measures",
        "Measures",
        columns,
        rows,
        "The gate names no measure.",
        frozenset({0, 1, 10}),
        tuple(notes),
        spare=frozenset({7, 8, 9}),
    )


def _measure(told: MeasureVerdict, reach: float) -> tuple[Cell, ...]:
    drawn = Cell(UNDEFINED)
    if told.difference is not None and told.low is not None and told.high is not None:
        places = (told.low, told.difference, told.high, 0.0, -told.margin)
        low, at, high, *marks = ((place / reach + 1) / 2 for place in places)
        drawn = Cell("", bar=Bar(low, at, high, tuple(marks)))
    return (
        Cell(words(told.measure), small=told.measure.definition),
        _verdict(told.verdict),
        Cell(share(told.base)),
        Cell(share(told.new)),
        Cell(change(told.difference)),
        Cell(interval(change(told.low), change(told.high))),
        drawn,
        Cell(_p(told.p_worse)),
        Cell(_p(told.p_better)),
        Cell(share(told.margin)),
        Cell(line(told.why)),
    )


def _requirements(comparison: Comparison) -> Sheet:
    rows = tuple(
        (
            Cell(line(told.name).replace("_", " ")),
            _verdict(told.verdict),
            *cells(line(told.required), line(told.found), line(told.why)),
        )
        for told in comparison.requirements
    )
    columns = ("Requirement", "Verdict", "Required", "Found", "Why")
    empty = "The gate requires nothing of a run by itself."
    return Sheet("requirements", "Requirements", columns, rows, empty, frozenset(range(5)))


def _attacks(comparison: Comparison) -> Sheet:
    """What an injected passage brought about, by family: briefs that obeyed, scores that moved."""
    measures = [told for told in _ATTACKED if told in comparison.attacks[0].changes]
    rows = tuple(
        (
            Cell(words(told.family), small=told.family.definition),
            *cells(number(told.copies), number(told.events)),
            Cell(UNDEFINED if told.family.is_told else number(told.obeyed)),
            Cell(number(told.obeyed) if told.family.is_told else UNDEFINED),
            *(_moved(told.changes[measure]) for measure in measures),
        )
        for told in comparison.attacks
    )
    notes = (
        "Obeyed: briefs that hold the canary.",
        "As fact: briefs that tell a planted figure as fact, or in place of the sourced one.",
        "Changes are of F1, attacked minus clean, each copy beside its clean article.",
        f"{UNDEFINED} where a family has no canary or no planted figure, or F1 is not defined.",
        "Of few events an interval is rough, and looks surer than it is.",
    )
    columns = ("Family", "Copies", "Events", "Obeyed", "As fact")
    return Sheet(
        "attacks",
        "Attacks",
        (*columns, *(words(measure) for measure in measures)),
        rows,
        "",
        notes=notes,
        spare=frozenset({2, *range(6, 5 + len(measures))}),
    )


def _moved(told: Change) -> Cell:
    ends = interval(change(told.low), change(told.high))
    if UNDEFINED in (ends, change(told.difference)):
        return Cell(UNDEFINED)
    moved = any((told.low, told.difference, told.high))
    return Cell(f"{change(told.difference)} ({ends})" if moved else "0")


def _verdict(verdict: Verdict) -> Cell:
    return Cell(words(verdict).upper())


def _p(value: float | None) -> str:
    if value is None:
        return UNDEFINED
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"
