"""Lines of any length, in memory that the limit of one article bounds."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.archive.inventory.streams import CHUNK, Source


def lines(source: Source, limit: int) -> Iterator[tuple[int, bytes | None]]:
    r"""The lines of a source with their numbers, from 1, without the `\n` that ends each.

    A line over the limit is None: its bytes are passed over as they come. The last line may lack
    its end.
    """
    number, held, size = 0, bytearray(), 0
    while chunk := source.read(CHUNK):
        *ended, tail = chunk.split(b"\n")
        for piece in ended:
            number += 1
            size += len(piece)
            yield number, None if size > limit else bytes(held) + piece if held else piece
            size = 0
            held.clear()
        size += len(tail)
        if size > limit:
            held.clear()
        else:
            held += tail
    if size:
        yield number + 1, None if size > limit else bytes(held)
