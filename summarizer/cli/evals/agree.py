"""`summarizer eval agree`: how far two readers of the same articles agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli import output, say
from summarizer.cli.evals.options import GOLD, Gold, need_extra
from summarizer.cli.tabular import table

EPILOG = """\b
Examples:
  summarizer eval agree evals/annotation/a evals/annotation/b

\b
Exit codes: 0 done; 53 gold or a label is wrong, or both readers labelled no article.
The whole table: summarizer --help
"""


def command(
    first: Annotated[Path, typer.Argument(metavar="A", help="One reader's ID.gold.yaml.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The other's.")],
    gold: Gold = GOLD,
) -> None:
    """Hold two readers' labels against each other, the first as gold.

    For each measure its F1; for each field the share of aligned pairs that agree, Krippendorff's
    alpha if it has a list of choices, and the pairs.
    """
    need_extra()
    from summarizer.scoring.gold import load
    from summarizer.scoring.readers import readers

    told = readers(load(gold), first, second)
    rows = [
        (measure.value, _shown(count.f1, 3), "", "") for measure, count in told.measures.items()
    ]
    rows += [
        (field, _shown(count.f1, 3), _shown(told.alphas.get(field), 2), f"{count.gold:.0f}")
        for field, count in told.fields.items()
    ]
    output.put(table(("what", "agreement", "alpha", "pairs"), rows))
    say.note(f"{told.articles} articles were labelled by both")


def _shown(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
