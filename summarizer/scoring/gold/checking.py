"""`summarizer eval check`: all that is wrong with a gold folder, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from summarizer.reading.base import shown
from summarizer.scoring.gold.annotators import open_agreement
from summarizer.scoring.gold.folder import Files, paired
from summarizer.scoring.gold.label import Label
from summarizer.scoring.gold.loading import opened
from summarizer.scoring.gold.problems import Problem
from summarizer.scoring.gold.rules import faults

__all__ = ["Problem", "check"]


def check(folder: Path) -> list[Problem]:
    """Everything that is wrong with a folder's gold, by file, in the order of the label's fields.

    Unlike `load`, it goes on after the first problem, and it holds labels to the codebook too:
    figures, actors, lengths, dates, events.

    Raises:
        EvalError: The folder is missing, empty or cannot be read (BAD_GOLD).
    """
    pairs, problems = paired(folder)
    labels = []
    for files in pairs:
        one = opened(files)
        problems += one.problems
        if one.label is not None:
            labels.append((files, one.label))
            problems += [Problem(files.label.name, *fault) for fault in faults(one.label)]
    problems += _straddling(labels)
    problems += open_agreement(folder)[1]
    return sorted(problems, key=lambda problem: problem.file)


def _straddling(labels: Sequence[tuple[Files, Label]]) -> Iterator[Problem]:
    """Events with articles in two splits: what is tuned on one would be measured on the other."""
    first: dict[str, tuple[str, str | None]] = {}
    for files, label in labels:
        if label.event is None:
            continue
        other, split = first.setdefault(label.event, (files.label.name, label.split))
        if split != label.split:
            what = f"the event {shown(label.event)} is in the split {split or 'none'} in {other}"
            yield Problem(
                files.label.name, "split", f"{what}, in {label.split or 'none'} here: move one"
            )
