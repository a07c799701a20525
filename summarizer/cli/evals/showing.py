"""What the eval commands show, and how scores end the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli import output, say
from summarizer.errors import ExitCode
from summarizer.views.scores import ReportFormat, RunReport

if TYPE_CHECKING:
    from summarizer.scoring.gate import Gate
    from summarizer.scoring.results import Comparison, Scores
    from summarizer.scoring.runs import Run

_UTF8 = (ReportFormat.JSON, ReportFormat.HTML, ReportFormat.JUNIT)


def score_and_show(run: Run, gate: Gate, *, gated: bool) -> ExitCode:
    """Score a run, keep the scores, print them, and say how that ends the program.

    Args:
        run: The run; whatever is undone in it is told.
        gate: What it is held against.
        gated: Whether the gate was asked for; else it only counts whether the run can be judged.
    """
    from summarizer.scoring.scores import score_run
    from summarizer.views.scores import print_summary

    scores = score_run(run.golds(), run.attempts())
    run.write_scores(scores)
    console = output.console()
    with console.capture() as captured:
        print_summary(report_of(run, scores), console)
    output.put(output.trimmed(captured.get()))
    return _end_of(scores, gate, gated=gated)


def _end_of(scores: Scores, gate: Gate, *, gated: bool) -> ExitCode:
    from summarizer.scoring.requirements import unfinished
    from summarizer.scoring.results import Verdict
    from summarizer.scoring.verdict import blocks, judgeable, requirements, together

    if not judgeable(scores, gate):
        share = scores.failed_share
        what = "nothing was attempted" if share is None else f"{share:.0%} of its attempts failed"
        say.failure(
            f"the run is unjudged: {what}, and the gate allows {gate.failed_share:.0%}; "
            "go on with it: what failed is tried again"
        )
        return ExitCode.UNJUDGED
    if not gated:
        missing = unfinished(scores)
        if missing:
            say.failure(f"the run is unjudged: {' and '.join(missing)}")
        return ExitCode.INCONCLUSIVE if missing else ExitCode.OK
    held = requirements(scores, gate)
    for one in held:
        if one.verdict is not Verdict.PASS:
            say.failure(
                f"{one.verdict}: {one.name} is {one.found}, required is {one.required}: {one.why}"
            )
    verdict = together(one.verdict for one in held)
    if not blocks(verdict, gate):
        return ExitCode.OK
    return ExitCode.REGRESSION if verdict is Verdict.FAIL else ExitCode.INCONCLUSIVE


def report_of(run: Run, scores: Scores) -> RunReport:
    """A run with its scores, as the views take it."""
    head = run.manifest
    facts = {
        "engine": head.engine,
        "model": head.model,
        "endpoint": head.endpoint,
        "prompt": f"{head.prompt} {(head.prompt_hash or '')[:12]}" if head.prompt else None,
        "gold": f"{len(head.articles)} articles, {head.gold[:12]}",
        "split": head.split,
        "epochs": str(head.epochs) if head.epochs > 1 else None,
        "answered by": "recordings" if head.replayed else None,
        "begun": f"{head.created:%Y-%m-%d %H:%M} UTC",
        "summarizer": head.package,
        "codebook": str(head.codebook),
        "scorer": str(scores.scorer),
    }
    return RunReport(
        name=str(run.path),
        manifest=[(label, text) for label, text in facts.items() if text],
        scores=scores,
        golds=run.golds(),
        attempts=list(run.attempts()),
        agreement=run.agreement(),
    )


def deliver_report(report: RunReport, fmt: ReportFormat, path: Path | None) -> None:
    """Write a run's report to a file, or to standard output.

    Raises:
        OutputError: It cannot be written.
    """
    from summarizer.views.scores import print_report, render_report

    if fmt is not ReportFormat.TERMINAL:
        _deliver(render_report(report, fmt), fmt, path)
        return
    console = output.console(to_file=path is not None)
    with console.capture() as captured:
        print_report(report, console)
    _deliver(output.trimmed(captured.get()), fmt, path)


def deliver_comparison(
    comparison: Comparison, fmt: ReportFormat, path: Path | None, *, base: str, new: str
) -> None:
    """Write a comparison to a file, or to standard output.

    Raises:
        OutputError: It cannot be written.
    """
    from summarizer.views.scores import print_comparison, render_comparison

    if fmt is not ReportFormat.TERMINAL:
        _deliver(render_comparison(comparison, fmt, base, new), fmt, path)
        return
    console = output.console(to_file=path is not None)
    with console.capture() as captured:
        print_comparison(comparison, console, base, new)
    _deliver(output.trimmed(captured.get()), fmt, path)


def _deliver(text: str, fmt: ReportFormat, path: Path | None) -> None:
    if path is None:
        output.put(text, utf8=fmt in _UTF8)
    else:
        from summarizer.files import write_whole

        output.check_writable(path)
        write_whole(path, text)
