"""How fast a run asks: concurrency that adapts, requests and tokens a minute, the shared gate.

pace = Pace(Limits(concurrency=128, rpm=1200))
engine = engine_for(settings, turns=pace)
"""

from summarizer.archive.pace.pace import Limits, Pace, Stats

__all__ = ["Limits", "Pace", "Stats"]
