"""Plain tables for the commands that list things; briefs have views of their own."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.views.clean import line


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Left-aligned columns two blanks apart, a head line first; no cell can drive the terminal."""
    cells = [list(heads), *([line(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "".join(f"{row.rstrip()}\n" for row in padded)
