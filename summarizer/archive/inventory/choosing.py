"""Which of an archive's items are read: after those already taken, up to a limit, or a sample.

A sample of N is the N items whose positions have the smallest hashes under the seed. Two passes:
the first looks at positions only and keeps the N best in a heap (memory grows with N, not with the
archive), the second reads those, in the archive's order. The same seed gives the same sample, and
most of it again after the archive has grown.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from hashlib import blake2b

from summarizer.archive.entries import Entry
from summarizer.archive.inventory.items import Item
from summarizer.archive.inventory.options import InventoryOptions


def chosen(
    items: Callable[[], Iterator[Item]], options: InventoryOptions, skip: int
) -> Iterator[Entry]:
    """The entries that the options ask for.

    Args:
        items: Begins at the first item of the archive, each time it is called.
        options: Limit, sample and seed.
        skip: Entries of the same options already taken, passed over unread.
    """
    numbers = None if options.sample is None else _sampled(items(), options.sample, options.seed)
    taken = yielded = 0
    # A sample is of the archive as a whole; a limit then cuts it, as it cuts an archive.
    for number, item in enumerate(items()):
        if item.counts and numbers is not None and number not in numbers:
            continue
        taken += item.counts
        yielded += 1
        if yielded > skip:
            yield item.read()
        if taken == options.limit:
            return


def _sampled(items: Iterator[Item], size: int, seed: int) -> set[int]:
    """The numbers of the sample's items."""
    key = str(seed).encode()[:64]
    heap: list[tuple[int, int]] = []  # (-hash, -number): the worst of the kept on top
    for number, item in enumerate(items):
        if not item.counts:
            continue
        position = item.position.encode("utf-8", "surrogatepass")
        digest = blake2b(position, digest_size=8, key=key).digest()
        rank = (-int.from_bytes(digest, "big"), -number)
        if len(heap) < size:
            heapq.heappush(heap, rank)
        else:
            heapq.heappushpop(heap, rank)
    return {-number for _, number in heap}
