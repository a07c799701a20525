"""A provider's batch API: half the price for answers that may take a day.

    collect     draft every pending article; a request without an answer goes into a file instead
    submit      upload each file, make a batch of it, keep its id in the ledger
    wait        ask now and then how the batches are, until each is over
    fetch       keep every answer in the ledger, by the digest of its request
    and again   draft again: with the answers at hand the engine goes on where it stopped

An article is done when its draft needs nothing more: what is asked again, because an answer was
faulty, cut off, expired or went astray, is the next and smaller batch. So the engine, its requests,
its parsing and its re-asks are the very same as without batches: a draft that lacks an answer ends
as `Deferred`, and the row stays pending. Every step can be the last before a kill:

| killed after | the next session |
|---|---|
| part of a file was written | collects again; nothing was sent |
| a file was whole, and its requests in the ledger | uploads it |
| the upload | uploads again: an unused file costs nothing |
| the batch was made, its id not yet kept | finds it in the provider's list, by its file's name |
| its id was in the ledger | asks how it is |
| part of its answers was fetched | fetches again: an answer has one place, its digest |

`run_by_batches` is `archive.runner.run_archive` by this way; the command line's `--via batch`.
"""

from summarizer.archive.batches.driving import Ways, run_by_batches

__all__ = ["Ways", "run_by_batches"]
