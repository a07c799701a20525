"""The terminal: tables where there is room, else lists; no meaning in colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from summarizer.views.scores import comparison, confusions, outline
from summarizer.views.scores.articles import ArticleEntry, PairEntry
from summarizer.views.scores.sheet import Cell, Sheet, share

_WORST = 10
"""Articles whose errors are told; a terminal is read from its end."""

_CONFUSIONS = 15

_IN_SHORT = 4
"""Tables of a summary: measures, tallies, outcomes, spending; fields and slices are left out."""

_WORDS_WIDTH = 22
"""What a column of words may be squeezed to, in characters, before a table becomes a list."""

_BESIDE = 3
"""Characters that rich puts between two columns of this box: two of padding, one of the rule."""


def print_report_outline(shown: outline.Outline, console: Console) -> None:
    """Print a run: alarms, tables, the worst articles."""
    _print_head(shown.name, shown.manifest, shown.alarms, console)
    for sheet in (*shown.sheets, confusions.confusions(shown.scores, _CONFUSIONS)):
        _print_sheet(sheet, console)
    if shown.unscored:
        _print_title("Not scored", console)
        for lost in shown.unscored:
            console.print(Text.assemble((lost.id, "bold"), f"  {lost.outcome}: {lost.why}"))
    _print_title("Articles, worst first", console)
    for entry in shown.articles[:_WORST]:
        _print_article(entry, console)
    if not shown.articles:
        console.print(Text("No article was scored.", style="dim"))
    left = len(shown.articles) - _WORST
    if left > 0:
        console.print(Text(f"{left} better ones are in the HTML report.", style="dim"))


def print_summary_outline(shown: outline.Outline, console: Console) -> None:
    """Print a run in short: alarms, measures, tallies, outcomes, spending."""
    _print_head(shown.name, shown.manifest, shown.alarms, console)
    for sheet in shown.sheets[:_IN_SHORT]:
        _print_sheet(sheet, console)
    console.print(Text(f"More: summarizer eval report {shown.name}", style="dim"))


def print_comparison_outline(shown: comparison.Outline, console: Console) -> None:
    """Print a comparison: tables, and the verdict at the end, where a terminal is read."""
    _print_head(shown.title, shown.manifest, shown.alarms, console)
    for sheet in shown.sheets:
        _print_sheet(sheet, console)
    console.print()
    console.print(Text.assemble((shown.verdict, "bold"), f"  {shown.summary}"))


def _print_head(
    title: str,
    manifest: Sequence[tuple[str, str]],
    alarms: Sequence[str],
    console: Console,
) -> None:
    # Rich reads markup and emoji codes in `str`, never in `Text`: data is printed as Text only.
    console.print(Text(title, style="bold"))
    for label, said in manifest:
        console.print(Text.assemble((f"{label}: ", "dim"), said))
    for alarm in alarms:
        console.print(Text(f"! {alarm}", style="bold red"))


def _print_title(title: str, console: Console) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))


def _print_sheet(sheet: Sheet, console: Console) -> None:
    _print_title(sheet.title, console)
    forms = list(sheet.forms())
    fitting = [form for form in forms if sum(_widths(form)) <= console.width]
    shown = fitting[0] if fitting else forms[-1]
    if not sheet.rows:
        console.print(Text(sheet.empty, style="dim"))
    elif fitting:
        console.print(_as_grid(shown))
    else:
        _print_as_list(shown, console)
    for note in shown.notes:
        console.print(Text(note, style="dim"))


def _widths(sheet: Sheet) -> Iterator[int]:
    """What each column needs with the space beside it, so that no figure or word is broken."""
    for at, column in enumerate(sheet.columns):
        widest = max((cell_len(_text(row[at])) for row in sheet.rows), default=0)
        needed = min(widest, _WORDS_WIDTH) if at in sheet.words else widest
        yield max(needed, *map(cell_len, column.split())) + _BESIDE


def _as_grid(sheet: Sheet) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for at, (column, width) in enumerate(zip(sheet.columns, _widths(sheet), strict=True)):
        grid.add_column(
            Text(column),
            justify="left" if at in sheet.words else "right",
            min_width=width - _BESIDE,
            overflow="fold",
        )
    for row in sheet.rows:
        grid.add_row(*(Text(_text(cell)) for cell in row))
    return grid


def _print_as_list(sheet: Sheet, console: Console) -> None:
    for first, *rest in sheet.rows:
        console.print(Text(_text(first), style="bold"))
        for label, cell in zip(sheet.columns[1:], rest, strict=True):
            said = Text.assemble((f"{label}: ", "dim"), _text(cell))
            console.print(Padding(said, (0, 0, 0, 2)))


def _text(cell: Cell) -> str:
    return cell.bar.drawn() if cell.bar else cell.text


def _print_article(entry: ArticleEntry, console: Console) -> None:
    console.print(
        Text.assemble(
            (entry.id, "bold"),
            f"  F1 {share(entry.score)}  {len(entry.scored.errors)} errors",
            (f"  {', '.join(entry.tags)}", "dim"),
        )
    )
    for said in (*entry.remarks, *(said for pair in entry.pairs() for said in _told(pair))):
        console.print(Padding(Text(said), (0, 0, 0, 2)))


def _told(pair: PairEntry) -> Iterator[str]:
    """The pair's errors, what both sides say, and where it stands."""
    for error, said in pair.told():
        yield f"{pair.part}, {error.kind.upper()} {said}".rstrip()
    if pair.gold:
        yield f"    gold:  {pair.gold.head}"
    if pair.predicted:
        yield f"    brief: {pair.predicted.head}"
    for number, text in pair.sentences:
        yield f"    [{number}] {text}"
