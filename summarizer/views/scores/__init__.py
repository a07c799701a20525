"""Scores of a run, and comparisons of two, for people and for CI systems.

Cheap to import: each format's libraries are loaded when that format is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.scoring.attempt import Attempt
    from summarizer.scoring.gold import Agreement, GoldArticle
    from summarizer.scoring.results import Comparison, Scores

__all__ = [
    "ReportFormat",
    "RunReport",
    "print_comparison",
    "print_report",
    "print_summary",
    "render_comparison",
    "render_report",
]


class ReportFormat(StrEnum):
    """What scores and comparisons can be turned into."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run, as its report is made from it.

    Attributes:
        name: What the reader knows the run by, such as its folder.
        manifest: What was run, as label and text: engine, model, prompt, gold digest, created.
        golds: The gold articles of the run; those that it has no score of are reported as such.
        attempts: All its attempts, in any order.
        agreement: How far annotators agree on this gold, if its folder states it.
    """

    name: str
    manifest: Sequence[tuple[str, str]]
    scores: Scores
    golds: Sequence[GoldArticle]
    attempts: Sequence[Attempt]
    agreement: Agreement | None = None


def render_report(report: RunReport, fmt: ReportFormat) -> str:
    """A run as one text that ends in a newline.

    Args:
        report: The run.
        fmt: JSON gives the scores and nothing else of the report; HTML is one self-contained page;
            JUNIT has a test case an article.

    Raises:
        ValueError: `fmt` is TERMINAL, which needs a console: call `print_report`.
    """
    if fmt is ReportFormat.JSON:
        from summarizer.views.scores.data import as_json

        return as_json(report.scores)

    from summarizer.views.scores.outline import outline

    shown = outline(report)
    if fmt is ReportFormat.MARKDOWN:
        from summarizer.views.scores.markdown import report_as_markdown

        return report_as_markdown(shown)
    if fmt is ReportFormat.HTML:
        from summarizer.views.scores.page import report_as_page

        return report_as_page(shown)
    if fmt is ReportFormat.JUNIT:
        from summarizer.views.scores.junit import report_as_junit

        return report_as_junit(shown)
    raise ValueError("the terminal view needs a console: call print_report")


def print_report(report: RunReport, console: Console) -> None:
    """Print a run to a terminal: its tables, then its worst articles."""
    from summarizer.views.scores.outline import outline
    from summarizer.views.scores.terminal import print_report_outline

    print_report_outline(outline(report), console)


def print_summary(report: RunReport, console: Console) -> None:
    """Print the few tables of a run that whoever made it wants to see at once."""
    from summarizer.views.scores.outline import outline
    from summarizer.views.scores.terminal import print_summary_outline

    print_summary_outline(outline(report), console)


def render_comparison(
    comparison: Comparison, fmt: ReportFormat, base_name: str, new_name: str
) -> str:
    """A comparison as one text that ends in a newline.

    Args:
        comparison: Two runs, compared.
        fmt: JSON gives the comparison itself; JUNIT has a test case a measure and requirement.
        base_name: What the reader knows the base run by.
        new_name: What the reader knows the new run by.

    Raises:
        ValueError: `fmt` is TERMINAL, which needs a console: call `print_comparison`.
    """
    if fmt is ReportFormat.JSON:
        from summarizer.views.scores.data import as_json

        return as_json(comparison)

    from summarizer.views.scores.comparison import outline

    shown = outline(comparison, base_name, new_name)
    if fmt is ReportFormat.MARKDOWN:
        from summarizer.views.scores.markdown import comparison_as_markdown

        return comparison_as_markdown(shown)
    if fmt is ReportFormat.HTML:
        from summarizer.views.scores.page import comparison_as_page

        return comparison_as_page(shown)
    if fmt is ReportFormat.JUNIT:
        from summarizer.views.scores.junit import comparison_as_junit

        return comparison_as_junit(shown)
    raise ValueError("the terminal view needs a console: call print_comparison")


def print_comparison(
    comparison: Comparison, console: Console, base_name: str, new_name: str
) -> None:
    """Print a comparison to a terminal: the verdict, each measure, each requirement."""
    from summarizer.views.scores.comparison import outline
    from summarizer.views.scores.terminal import print_comparison_outline

    print_comparison_outline(outline(comparison, base_name, new_name), console)
