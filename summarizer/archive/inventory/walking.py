"""Through sources of every shape, and what is inside them, to the items."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.inventory import feeds, lists, parquet, rows, tars, warcs, zips
from summarizer.archive.inventory.columns import Columns
from summarizer.archive.inventory.folders import files_in
from summarizer.archive.inventory.items import (
    Item,
    PassedOver,
    entry_of,
    guarded,
    label,
    tallied,
    told,
)
from summarizer.archive.inventory.options import InventoryOptions
from summarizer.archive.inventory.shapes import BOXES, Shape, Shaped, hidden, named_shape, shape_of
from summarizer.archive.inventory.streams import (
    CHUNK,
    Ahead,
    Broken,
    Meter,
    Source,
    Stream,
    Taken,
    whole,
)
from summarizer.reading import read_bytes
from summarizer.reading.base import too_large
from summarizer.reading.sources import from_file

STDIN = "-"
_DEEPEST = 1  # a box inside a box is opened, one inside that is not
_SPOOLED = 1 << 20  # bytes that are held in memory before a temporary file takes them

_Member = tuple[str, int, Callable[[], Source]]
"""A file in a box: its name, its size in bytes, and what opens it."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A tar or zip: where it is, the boxes around it, its meter, what of it was passed over."""

    position: str
    depth: int
    meter: Meter
    passed: PassedOver = field(default_factory=PassedOver)


class Walk:
    """One way through an archive, from its first item to its last."""

    def __init__(self, options: InventoryOptions, columns: Columns) -> None:
        self._limit = options.max_bytes
        self._columns = columns

    def items(self, sources: Sequence[str]) -> Iterator[Item]:
        """The items of the sources, one source after another."""
        for source in sources:
            position, empty = label(source), True
            for item in guarded(position, self._source(source, position)):
                empty = False
                yield item
            if empty:
                why = f"{position}: nothing in it that is read"
                yield told(position, ProblemKind.EMPTY, why, counts=False)

    def _source(self, source: str, position: str) -> Iterator[Item]:
        meter, path = Meter(), Path(source)
        if source == STDIN:
            stream = Stream(Taken(sys.stdin.buffer, meter), meter)
            yield from rows.json_lines(stream, position, self._columns, self._limit)
        elif path.is_dir():
            yield from self._folder(path, position)
        else:
            yield from self._file(path, position, named_shape(path), meter)

    def _folder(self, folder: Path, position: str) -> Iterator[Item]:
        passed = PassedOver()
        for path, why in files_in(folder, passed):
            where = f"{position.rstrip('/')}/{label(path.relative_to(folder).as_posix())}"
            if why:
                yield told(where, ProblemKind.UNREADABLE, f"{where}: {why}")
            elif shaped := shape_of(path.name):
                yield from guarded(where, self._file(path, where, shaped, Meter()))
            else:
                passed.count_kind(path.suffix)
        yield from passed.items(position)

    def _file(self, path: Path, position: str, shaped: Shaped, meter: Meter) -> Iterator[Item]:
        if not shaped.packing and (
            shaped.shape is Shape.ARTICLE or (shaped.shape is Shape.JSON and not _is_list(path))
        ):
            yield Item(position, partial(self._article_file, path, position))
            return
        try:
            with path.open("rb") as file:
                yield from self._opened(file, file, shaped, position, 0, meter)
        except OSError as error:
            why = f"it could not be read: {error.strerror or type(error).__name__}"
            raise Broken(ProblemKind.UNREADABLE, why) from None

    def _article_file(self, path: Path, position: str) -> Entry:
        def data() -> bytes:
            return from_file(str(path), self._limit)

        return self._article(data, path.name, position)

    def _opened(
        self,
        source: Source,
        file: BinaryIO | None,
        shaped: Shaped,
        position: str,
        depth: int,
        meter: Meter,
    ) -> Iterator[Item]:
        """The items in what is stored in a source.

        Args:
            source: The bytes as stored.
            file: The same as a file on disk, if it is one; its bytes are not counted yet.
            shaped: What it is.
            position: Where it is.
            depth: The boxes around it.
            meter: The meter of the file on disk that all of it comes from.
        """
        if shaped.shape in BOXES and depth > _DEEPEST:
            raise Broken(ProblemKind.NESTED, "an archive in an archive in an archive is not opened")
        stored = Taken(source, meter) if file else source
        stream = Stream(stored, meter, packing=shaped.packing)
        limit, columns = self._limit, self._columns
        match shaped.shape:
            case Shape.ARTICLE:
                yield Item(position, partial(self._packed_article, stream, shaped.name, position))
                # Read or not: the sources below must be found where this one ends.
            case Shape.JSON:
                yield from self._json(stream, shaped.name, position)
            case Shape.LINES:
                yield from rows.json_lines(stream, position, columns, limit)
            case Shape.TABLE:
                yield from rows.table(stream, position, columns, limit)
            case Shape.FEED:
                yield from feeds.feed_items(stream, position, limit)
            case Shape.WARC:
                yield from warcs.pages(stream, position, limit)
            case Shape.TAR:
                yield from self._box(_in_tar(stream), _Box(position, depth, meter))
            case Shape.ZIP | Shape.PARQUET:
                if file and not shaped.packing:
                    yield from self._seekable(file, shaped.shape, position, depth, meter)
                else:
                    with _spooled(stream) as held:
                        yield from self._seekable(held, shaped.shape, position, depth, meter)

    def _json(self, stream: Stream, name: str, position: str) -> Iterator[Item]:
        head = b""
        while not head.strip() and (more := stream.read(CHUNK)) and len(head) < CHUNK:
            head += more
        if lists.is_list(head):
            yield from rows.json_list(stream, head, position, self._columns, self._limit)
        else:
            both = Ahead(head, stream)
            yield Item(position, partial(self._boxed_article, lambda: both, name, position))

    def _seekable(
        self, file: BinaryIO, shape: Shape, position: str, depth: int, meter: Meter
    ) -> Iterator[Item]:
        if shape is Shape.PARQUET:
            yield from parquet.parquet_rows(file, position, self._columns, self._limit, meter)
        else:
            yield from self._box(_in_zip(file, meter), _Box(position, depth, meter))

    def _box(self, members: Iterator[_Member | None], box: _Box) -> Iterator[Item]:
        def items() -> Iterator[Item]:
            for member in members:
                if member is None:
                    box.passed.count("links and other special files")
                else:
                    yield from self._member(*member, box)

        yield from tallied(box.position, items(), box.passed)

    def _member(
        self, name: str, size: int, opened: Callable[[], Source], box: _Box
    ) -> Iterator[Item]:
        """The items in one file of a box; its name is a label and never a path of this machine."""
        where = f"{box.position}!{label(name)}"
        shaped = shape_of(name)
        if hidden(name):
            box.passed.count("hidden files")
        elif shaped is None:
            box.passed.count_kind(PurePosixPath(name).suffix)
        elif shaped.shape is not Shape.ARTICLE or shaped.packing:
            if shaped.shape is Shape.JSON and size <= self._limit:
                box.meter.mark()
            yield from guarded(where, self._nested(opened, shaped, where, box))
        elif size > self._limit:
            why = f"{where}: its size in bytes is over the limit of {self._limit:,}"
            yield told(where, ProblemKind.TOO_LARGE, why)
        else:
            box.meter.mark()
            yield Item(where, partial(self._boxed_article, opened, name, where))

    def _nested(
        self, opened: Callable[[], Source], shaped: Shaped, position: str, box: _Box
    ) -> Iterator[Item]:
        yield from self._opened(opened(), None, shaped, position, box.depth + 1, box.meter)

    def _packed_article(self, stream: Stream, name: str, position: str) -> Entry:
        return self._boxed_article(lambda: stream, name, position)

    def _boxed_article(self, opened: Callable[[], Source], name: str, position: str) -> Entry:
        def data() -> bytes:
            return whole(
                opened(), self._limit, lambda: too_large(name, "its size in bytes", self._limit)
            )

        return self._article(data, name, position)

    def _article(self, data: Callable[[], bytes], name: str, position: str) -> Entry:
        return entry_of(position, lambda: read_bytes(data(), name=name, max_bytes=self._limit))


def _in_tar(stream: Stream) -> Iterator[_Member | None]:
    for member in tars.members(stream):
        if member is None:
            yield None
        else:
            yield member.name, member.size, partial(_itself, member.section)


def _in_zip(file: BinaryIO, meter: Meter) -> Iterator[_Member | None]:
    for member in zips.members(file, meter):
        yield member.name, member.size, partial(zips.Unpacked, file, member, meter)


def _itself(section: Source) -> Source:
    return section


def _is_list(path: Path) -> bool:
    """Whether a JSON file holds a list; False if it cannot be read, which reading it will tell."""
    try:
        with path.open("rb") as file:
            return lists.is_list(file.read(CHUNK))
    except OSError:
        return False


def _spooled(stream: Stream) -> BinaryIO:
    """The stream as a file that can be sought in: without a name, and gone when it is closed."""
    held = cast("BinaryIO", tempfile.SpooledTemporaryFile(_SPOOLED))  # noqa: SIM115
    try:
        while data := stream.read(CHUNK):
            held.write(data)
    except OSError as error:
        held.close()
        why = f"it could not be unpacked: {error.strerror or type(error).__name__}"
        raise stream.fail(ProblemKind.UNREADABLE, why) from None
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return held
