"""`summarizer eval score`: score a run again, without a call."""

from __future__ import annotations

from summarizer.cli import say
from summarizer.cli.evals.options import GateFile, RunFolder, gate_of, need_extra
from summarizer.cli.evals.showing import score_and_show

EPILOG = """\b
Examples:
  summarizer eval score runs/new
  summarizer eval score runs/new --gate evals/gate.toml

\b
Exit codes: 0 scored; 50 --gate is broken; 51 a replay lacked completions; 52 too many
infrastructure failures to judge; 53 the gate file is wrong; 54 the run cannot be used.
The whole table: summarizer --help
"""


def command(folder: RunFolder, gate: GateFile = None) -> int:
    """Score a run again from what it holds, without asking any engine.

    For a run that was cut off, and after the scorer has changed.
    """
    need_extra()
    from summarizer.scoring.runs import Run

    wanted = gate_of(gate)
    with Run.open(folder) as run:
        say.notes(run.notes)
        return score_and_show(run, wanted, gated=gate is not None)
