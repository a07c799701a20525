"""The files of a folder tree, in an order that does not change, never outside of the tree."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from summarizer.archive.inventory.items import PassedOver
from summarizer.archive.inventory.shapes import hidden


def files_in(folder: Path, passed: PassedOver) -> Iterator[tuple[Path, str]]:
    """The regular files, each folder's names sorted; with each, why it cannot be read, or "".

    Hidden files are counted as passed over, as are links out of the tree and links to folders:
    what a link inside the tree leads to is met where it is. Memory is that of one folder's names
    at each level.
    """
    root = folder.resolve()
    waiting: list[Path] = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status: os.stat_result | None = path.lstat()
            if path != folder and path.is_symlink():
                status = _behind(path, root)
            if status is None:
                passed.count("links out of the folder or to folders")
            elif stat.S_ISDIR(status.st_mode) or path == folder:
                names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208 - names, not paths
                waiting.extend(path / name for name in names if not hidden(name))
                for _ in filter(hidden, names):
                    passed.count("hidden files")
            elif stat.S_ISREG(status.st_mode):
                yield path, ""
            else:
                passed.count("links and other special files")
        except OSError as error:
            yield path, f"it could not be read: {error.strerror or type(error).__name__}"


def _behind(link: Path, root: Path) -> os.stat_result | None:
    """What a link leads to, if that is a file inside the tree."""
    real = link.resolve()
    status = real.stat()
    return status if real.is_relative_to(root) and stat.S_ISREG(status.st_mode) else None
