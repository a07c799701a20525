"""Headline and bottom line after a review: neither keeps a figure that the reviewer took out."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.archive.corrections.keys import Item
from summarizer.grounding import plain
from summarizer.language.figures import read
from summarizer.language.folding import Folded
from summarizer.model import Brief, Finding, Outcome, Toll


def without(brief: Brief, gone: Sequence[Item], code: str) -> Brief:
    """The brief, its headline and bottom line written anew where they give a figure that is gone.

    Args:
        brief: With the items that are left.
        gone: The items that were rejected, and corrected ones as they were.
        code: The rule that a finding about it names.
    """
    figures = [item for item in gone if isinstance(item, Toll)]
    anew = {
        "headline": plain.headline(
            brief.negotiations, brief.tolls, brief.agreements, brief.demands
        ),
        "bottom_line": plain.bottom_line(
            brief.negotiations, brief.tolls, brief.demands, brief.article.published
        ),
    }
    update: dict[str, str] = {}
    findings: list[Finding] = []
    for part, text in (("headline", brief.headline), ("bottom_line", brief.bottom_line)):
        if any(_gives(text, toll) for toll in figures):
            update[part] = anew[part]
            told = {"code": code, "outcome": Outcome.CORRECTED, "part": part, "what": text}
            why = "it gives a figure that a reviewer took out: written from the items instead"
            findings.append(Finding.model_validate({**told, "why": why}))
    if not update:
        return brief
    return brief.model_copy(update={**update, "findings": [*brief.findings, *findings]})


def _gives(text: str, toll: Toll) -> bool:
    bounds = (toll.value, toll.low, toll.high)
    return Folded(text).holds(toll.figure) or any(
        (figure.value, figure.low, figure.high) == bounds for figure in read(text)
    )
