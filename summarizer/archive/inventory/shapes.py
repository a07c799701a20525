"""What a file is by its name: one article, rows, a box of files, a web archive, a feed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from summarizer.archive.entries import ProblemKind
from summarizer.archive.inventory.streams import Broken
from summarizer.reading.sniffing import kind_of_name


class Shape(StrEnum):
    """How the articles stand in a file."""

    ARTICLE = "article"
    JSON = "json"
    """One article, or a list of them: its first bytes tell."""
    LINES = "lines"
    TABLE = "table"
    PARQUET = "parquet"
    ZIP = "zip"
    TAR = "tar"
    WARC = "warc"
    FEED = "feed"


class Shaped(NamedTuple):
    """A file's shape.

    Attributes:
        shape: How the articles stand in it, once it is unpacked.
        packing: `gz`, `zst`, `bz2` or `xz`, or None if it is not packed.
        name: Its name without the packing's ending.
    """

    shape: Shape
    packing: str | None
    name: str


BOXES = frozenset((Shape.ZIP, Shape.TAR, Shape.WARC))
"""Shapes that hold files: an archive inside an archive is one of these inside another."""

_PACKINGS = {".gz": "gz", ".zst": "zst", ".bz2": "bz2", ".xz": "xz"}
_TARS = {".tgz": "gz", ".tzst": "zst", ".tbz2": "bz2", ".tbz": "bz2", ".txz": "xz"}
_SHAPES = {
    ".json": Shape.JSON,
    ".jsonl": Shape.LINES,
    ".ndjson": Shape.LINES,
    ".csv": Shape.TABLE,
    ".tsv": Shape.TABLE,
    ".parquet": Shape.PARQUET,
    ".zip": Shape.ZIP,
    ".tar": Shape.TAR,
    ".warc": Shape.WARC,
    ".rss": Shape.FEED,
    ".atom": Shape.FEED,
    ".xml": Shape.FEED,
}
_MAGIC = ((b"PK\3\4", Shape.ZIP), (b"PAR1", Shape.PARQUET), (b"WARC/", Shape.WARC))
_MAGIC_WITHIN = 8


def shape_of(name: str) -> Shaped | None:
    """The shape that a name states; None if it names no kind that is read.

    A name without an ending may be an article: its bytes tell.
    """
    path = PurePosixPath(name)
    ending = path.suffix.lower()
    if ending in _TARS:
        return Shaped(Shape.TAR, _TARS[ending], path.stem)
    packing = _PACKINGS.get(ending)
    if packing:
        name = path.stem
        ending = PurePosixPath(name).suffix.lower()
    if shape := _SHAPES.get(ending):
        return Shaped(shape, packing, name)
    if not ending or kind_of_name(name):
        return Shaped(Shape.ARTICLE, packing, name)
    return None


def hidden(name: str) -> bool:
    """Whether a path names something that systems hide or add: dot files, `__MACOSX`."""
    parts = PurePosixPath(name).parts
    return any(
        part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts
    )


def named_shape(path: Path) -> Shaped:
    """The shape of a file that the user named: where its name says nothing, by its first bytes.

    Raises:
        Broken: UNREADABLE.
    """
    shaped = shape_of(path.name)
    if shaped and path.suffix:
        return shaped
    try:
        with path.open("rb") as file:
            head = file.read(_MAGIC_WITHIN) if path.is_file() else b""
    except OSError as error:
        why = f"it could not be read: {error.strerror or type(error).__name__}"
        raise Broken(ProblemKind.UNREADABLE, why) from None
    shape = next((shape for magic, shape in _MAGIC if head.startswith(magic)), Shape.ARTICLE)
    return Shaped(shape, None, path.name)
