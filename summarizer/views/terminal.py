"""The terminal: tables where there is room, else lists; no meaning in colour alone."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from summarizer.views.outline import Outline, Profile
from summarizer.views.tables import Table, reference, tables

_ROOM_FOR_TABLES = 72
"""Columns of the terminal below which five columns of words are no longer legible."""


def print_outline(shown: Outline, console: Console) -> None:
    """Print a brief: bottom line, talks, demands, tolls, agreements, findings, sources."""
    laid_out = tables(shown)
    # Rich reads markup and emoji codes in `str`, never in `Text`: data is printed as Text only.
    console.print(Text(shown.headline, style="bold"))
    console.print(Text(shown.article, style="dim"))
    console.print()
    console.print(Text(shown.bottom_line))
    _print_profiles("Talks", shown.negotiations, "The article describes no talks.", console)
    _print_table(laid_out["demands"], console)
    _print_table(laid_out["tolls"], console)
    _print_profiles("Agreements", shown.agreements, "The article reports no agreements.", console)
    _print_table(laid_out["findings"], console)
    _print_sources(shown, console)
    console.print()
    console.print(Text(shown.provenance, style="dim"))


def _print_title(title: str, console: Console) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))


def _print_profiles(
    title: str, profiles: tuple[Profile, ...], empty: str, console: Console
) -> None:
    _print_title(title, console)
    if not profiles:
        console.print(Text(empty, style="dim"))
    for profile in profiles:
        console.print(
            Text.assemble(
                (profile.name, "bold"),
                *((f"  {flag.upper()}", "bold yellow") for flag in profile.flags),
                (f"  {' '.join(reference(profile))}", "dim"),
            )
        )
        facts = Grid.grid(padding=(0, 2, 0, 0))
        facts.add_column(style="dim", no_wrap=True)
        facts.add_column(overflow="fold")
        for label, said in profile.facts:
            facts.add_row(Text(label), Text(said))
        for term in profile.terms:
            facts.add_row(Text("Term"), Text(term))
        console.print(Padding(facts, (0, 0, 0, 2)))


def _print_table(table: Table, console: Console) -> None:
    _print_title(table.title, console)
    if not table.rows:
        console.print(Text(table.empty, style="dim"))
    elif console.width >= _ROOM_FOR_TABLES:
        console.print(_as_grid(table))
    else:
        _print_as_list(table, console)


def _as_grid(table: Table) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for column in table.columns:
        grid.add_column(Text(column), overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text("\n".join(cell)) for cell in row))
    return grid


def _print_as_list(table: Table, console: Console) -> None:
    for row in table.rows:
        *cells, key = row
        console.print(Text(" ".join(key), style="bold"))
        for label, cell in zip(table.columns, cells, strict=False):
            if cell:
                said = Text.assemble((f"{label}: ", "dim"), " · ".join(cell))
                console.print(Padding(said, (0, 0, 0, 2)))


def _print_sources(shown: Outline, console: Console) -> None:
    _print_title("Sources", console)
    cited = shown.cited()
    if not cited:
        console.print(Text("No sentence is cited.", style="dim"))
    sentences = Grid.grid(padding=(0, 1, 0, 0))
    sentences.add_column(justify="right", style="dim", no_wrap=True)
    sentences.add_column(overflow="fold")
    for number, text in cited:
        sentences.add_row(Text(f"[{number}]"), Text(text))
    console.print(sentences)
