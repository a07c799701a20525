"""Which choice was taken for which: as matrices, and as a list for where there is less room."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.scoring.results import Scores
from summarizer.views.clean import line
from summarizer.views.scores.sheet import Cell, Sheet, cells, field_words, number


def matrices(scores: Scores) -> tuple[Sheet, ...]:
    """A matrix a field: a row each choice of gold's, a column each choice of the brief's."""
    return tuple(
        _matrix(name, matrix) for name, matrix in scores.confusions.items() if any(matrix.values())
    )


def _matrix(name: str, matrix: Mapping[str, Mapping[str, int]]) -> Sheet:
    choices = list(dict.fromkeys((*matrix, *(choice for row in matrix.values() for choice in row))))
    rows = []
    for gold in choices:
        row = matrix.get(gold, {})
        total = sum(row.values())
        if total:
            rows.append((Cell(_choice(gold)), *(_heat(row, gold, c, total) for c in choices)))
    return Sheet(
        f"matrix-{line(name)}",
        field_words(name),
        ("Gold ↓ brief →", *map(_choice, choices)),
        tuple(rows),
        "",
    )


def _heat(row: Mapping[str, int], gold: str, choice: str, total: int) -> Cell:
    pairs = row.get(choice, 0)
    # Any pair at all is shaded, and a full row has the darkest shade.
    heat = -(-9 * pairs // total)
    return Cell(number(pairs) if pairs else "", heat=heat, right=choice == gold)


def _choice(name: str) -> str:
    return line(name).replace("_", " ")


def confusions(scores: Scores, most: int) -> Sheet:
    """What was taken for what, most often first, for views too narrow for matrices."""
    found = sorted(
        (-pairs, at, name, gold, brief)
        for at, (name, matrix) in enumerate(scores.confusions.items())
        for gold, row in matrix.items()
        for brief, pairs in row.items()
        if pairs and gold != brief
    )
    rows = tuple(
        cells(field_words(name), _choice(gold), _choice(brief), number(-pairs))
        for pairs, _, name, gold, brief in found[:most]
    )
    left = len(found) - len(rows)
    notes = (f"{left} rarer ones are in the HTML report.",) if left else ()
    columns = ("Field", "Gold", "Brief", "Pairs")
    empty = "No choice was taken for another."
    words_in = frozenset({0, 1, 2})
    return Sheet("confusions", "Taken for another", columns, rows, empty, words_in, notes)
