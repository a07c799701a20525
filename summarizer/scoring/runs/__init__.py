"""Runs of evals: their folders, and what fills them."""

from summarizer.scoring.runs.folder import Run
from summarizer.scoring.runs.listing import RunRow, list_runs
from summarizer.scoring.runs.manifest import RunManifest, manifest_of
from summarizer.scoring.runs.progress import Progress
from summarizer.scoring.runs.runner import run_eval

__all__ = ["Progress", "Run", "RunManifest", "RunRow", "list_runs", "manifest_of", "run_eval"]
