"""Dates and times: where they stand in a text, and which calendar days they mean.

Rules: codebook sections 4 (`when`) and 8. The rules are our own and cover English; phrases of other
languages go to dateparser, which is loaded only then (`dates/foreign.py`).
"""

from __future__ import annotations

from summarizer.language.dates.calendar import Days
from summarizer.language.dates.find import TimePhrase, find_times, times_in
from summarizer.language.dates.resolve import resolve

__all__ = ["Days", "TimePhrase", "find_times", "resolve", "times_in"]
