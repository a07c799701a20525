"""An explanation of the rules' work, for people and as JSON."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from summarizer.explaining import Explanation, Item, Number, Reason
from summarizer.model import Finding
from summarizer.views import wording
from summarizer.views.clean import line
from summarizer.views.data import as_json

_LETTERS = {"negotiations": "N", "demands": "D", "tolls": "T", "agreements": "A"}


def explanation_as_json(explanation: Explanation) -> str:
    """The explanation as one object, indented."""
    return as_json(explanation.model_dump(mode="json"))


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print items with rule, cues and sentences, then every number of the text."""
    _print_title("Items", console)
    if not explanation.items:
        console.print(Text("The rules made no item of this article.", style="dim"))
    for item in explanation.items:
        _print_item(item, console)
    _print_title("Numbers of the text", console)
    if not explanation.numbers:
        console.print(Text("The text has no number.", style="dim"))
    else:
        console.print(_numbers(explanation.numbers))
    if explanation.findings:
        _print_title("Other findings of the check", console)
    for finding in explanation.findings:
        console.print(Text(f"{wording.part(finding)}: {_remark(finding)}"))


def _print_title(title: str, console: Console) -> None:
    console.print(Rule(Text(title, style="bold"), align="left", style="dim"))


def _print_item(item: Item, console: Console) -> None:
    name = item.part.removesuffix("s")
    key = f"{_LETTERS[item.part]}{item.item + 1}" if item.item is not None else "REFUSED"
    console.print(
        Text.assemble((f"{key}  ", "bold"), (f"{name}  ", "dim"), (line(item.what), "bold"))
    )
    facts = Grid.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row(Text("rule"), Text(f"{item.rule}: {item.rule_says}"))
    facts.add_row(Text("cues"), Text(", ".join(f"“{line(cue)}”" for cue in item.cues)))
    for piece in item.evidence:
        facts.add_row(Text(f"[{piece.sentence}]"), Text(line(piece.quote)))
    for finding in item.findings:
        facts.add_row(Text("check"), Text(_remark(finding)))
    console.print(Padding(facts, (0, 0, 1, 2)))


def _remark(finding: Finding) -> str:
    return f"{wording.words(finding.outcome)}, {line(finding.what)}: {line(finding.why)}"


def _numbers(numbers: list[Number]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(overflow="fold", ratio=3)
    for number in numbers:
        style = "bold" if number.is_toll else ""
        said = "; ".join(map(_reason, number.reasons))
        grid.add_row(
            Text(f"[{number.sentence}]"), Text(line(number.words), style=style), Text(said)
        )
    return grid


def _reason(reason: Reason) -> str:
    says = reason.says if reason.toll is None else f"{reason.says}, T{reason.toll + 1}"
    if reason.cue is None:
        return says
    metric = f" ({reason.metric.value})" if reason.metric else ""
    return f"{says}: “{line(reason.cue)}”{metric}"
