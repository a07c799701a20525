"""`summarizer eval compare`: whether a new run is worse than a base run, and may be deployed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli import say
from summarizer.cli.evals.options import GateFile, Output, gate_of, need_extra
from summarizer.cli.evals.showing import deliver_comparison
from summarizer.views.scores import ReportFormat

if TYPE_CHECKING:
    from summarizer.scoring.results import Scores

EPILOG = """\b
Examples:
  summarizer eval compare runs/base runs/new
  summarizer eval compare runs/base runs/new --gate evals/gate.toml --format markdown
  summarizer eval compare runs/clean runs/attacked
  summarizer eval compare evals/baselines/rules.json runs/new   what is kept of a run that is gone

\b
Exit codes: 0 pass; 50 a regression or a broken requirement; 51 inconclusive (0 where the gate
says that it does not block); 52 too many infrastructure failures to judge; 53 the gate file is
wrong; 54 the runs are of other gold or another scorer. The whole table: summarizer --help
"""


def command(
    base: Annotated[
        Path,
        typer.Argument(
            metavar="BASE", help="The run that is deployed now, or its scores.json alone."
        ),
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The run that is to replace it.")],
    gate: GateFile = None,
    fmt: Annotated[ReportFormat, typer.Option("--format")] = ReportFormat.TERMINAL,
    out: Output = None,
) -> int:
    """Compare two runs over the same gold, in pairs, and say what the gate says.

    NEW may be over attacked copies of BASE's articles (`eval inject`): each is then paired with
    its clean article, and a table tells by family what was obeyed and how the scores moved.

    A measure passes if its fall is shown to be within the margin, fails if it is shown to be worse
    and not within it, and is inconclusive if neither can be shown with these articles.
    """
    need_extra()
    from summarizer.scoring.injection.comparing import compare
    from summarizer.scoring.runs import Run
    from summarizer.scoring.verdict import exit_code

    wanted = gate_of(gate)
    with Run.open(new) as after:
        say.notes(after.notes, about=str(new))
        comparison = compare(_scores_of(base), after.scores(), after.golds(), wanted)
    deliver_comparison(comparison, fmt, out, base=str(base), new=str(new))
    return exit_code(comparison)


def _scores_of(base: Path) -> Scores:
    from summarizer.scoring.runs import Run
    from summarizer.scoring.runs.reading import read_scores

    if base.is_file():
        return read_scores(base)
    with Run.open(base) as run:
        say.notes(run.notes, about=str(base))
        return run.scores()
