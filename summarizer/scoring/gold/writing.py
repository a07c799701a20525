"""Gold files made by a program: copies of articles, each a text and its label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from summarizer.files import write_whole
from summarizer.scoring.gold.folder import ARTICLE, LABELS
from summarizer.scoring.gold.label import Label
from summarizer.scoring.gold.template import dump


@dataclass(frozen=True)
class Copy:
    """A copy of a gold article with something changed.

    Attributes:
        text: The whole file of the article, its header included.
        label: The label of the copy.
    """

    text: str
    label: Label

    @property
    def id(self) -> str:
        """The stem of both its files."""
        return self.label.article.id


def write(copies: Iterable[Copy], folder: Path) -> None:
    """Write copies as gold files, in place of those of the same id.

    Raises:
        OutputError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for copy in copies:
        write_whole(folder / f"{copy.id}{ARTICLE}", copy.text)
        write_whole(folder / f"{copy.id}{LABELS[0]}", dump(copy.label))
