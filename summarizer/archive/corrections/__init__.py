"""A reviewer's file of corrections: read, held against the articles, applied to a run's briefs."""

from summarizer.archive.corrections.applying import Corrections, Status
from summarizer.archive.corrections.reviews import Review, Reviewed, Verdict
from summarizer.archive.corrections.sheet import COLUMNS, Correction

__all__ = ["COLUMNS", "Correction", "Corrections", "Review", "Reviewed", "Status", "Verdict"]
