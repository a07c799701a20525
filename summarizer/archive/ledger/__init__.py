"""The ledger of a run: one SQLite file that holds all that the run needs to go on.

    Ledger        reads: rows in archive order, briefs, articles; also while a run goes on
    LedgerWriter  a Ledger that one process at a time may add to; a result is durable when
                  `settle` returns

Reading and writing are two classes rather than one with a flag, so that what only reads cannot hold
up a run, and mypy knows. docs/decisions/0009 tells what is kept and why.
"""

from summarizer.archive.ledger.reading import LEDGER, Ledger
from summarizer.archive.ledger.recipe import Recipe
from summarizer.archive.ledger.records import Incoming, Intake, Pending, Settled
from summarizer.archive.ledger.rows import Row
from summarizer.archive.ledger.writing import LedgerWriter

__all__ = [
    "LEDGER",
    "Incoming",
    "Intake",
    "Ledger",
    "LedgerWriter",
    "Pending",
    "Recipe",
    "Row",
    "Settled",
]
