"""Briefs on their way out: in which format, to where, and as how many documents."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli import output
from summarizer.errors import ExitCode, OutputError
from summarizer.files import write_whole
from summarizer.views import ViewFormat

if TYPE_CHECKING:
    from summarizer.model import Article, Brief

ENDINGS = {".json": ViewFormat.JSON, ".md": ViewFormat.MARKDOWN, ".html": ViewFormat.HTML}
"""The format that a file's ending asks for."""

_ENDING_OF = {fmt: ending for ending, fmt in ENDINGS.items()} | {ViewFormat.TERMINAL: ".txt"}
_LONGEST_STEM = 200  # bytes of a file's name; with an ending it stays below the usual limit of 255


@dataclass
class Delivery:
    """Takes briefs one by one and writes them out.

    Standard output in the terminal format and a folder get each brief as it comes. Anything else
    is one document, written by `finish`: for one source JSON is an object, for several a list.

    Attributes:
        fmt: The format.
        path: A file or an existing folder; None for standard output.
        several: Whether several sources were asked for, however many gave a brief.
    """

    fmt: ViewFormat
    path: Path | None
    several: bool
    _kept: list[tuple[Brief, Article]] = field(default_factory=list, init=False)
    _names: set[str] = field(default_factory=set, init=False)

    @classmethod
    def to(cls, where: str | None, fmt: ViewFormat | None, *, several: bool) -> Delivery:
        """A delivery to a file, a folder, or (None or `-`) standard output.

        Args:
            where: As the user named it.
            fmt: The format asked for; None for the one that the file's ending asks for, and for
                TERMINAL on standard output.
            several: Whether there are several sources.

        Raises:
            OutputError: OUTPUT, it cannot be written; USAGE, nothing says in which format.
        """
        if where in (None, "-"):
            return cls(fmt or ViewFormat.TERMINAL, None, several)
        path = Path(str(where))
        if str(where).endswith(("/", "\\")) and not path.is_dir():
            raise OutputError(f"there is no folder {where}", "make it first")
        output.check_writable(path)
        chosen = fmt or ENDINGS.get(path.suffix.lower())
        if chosen is None:
            formats = ", ".join(ViewFormat)
            known = "a folder" if path.is_dir() else f"the ending {path.suffix!r}"
            raise OutputError(
                f"--output {where}: {known} does not say which format is wanted",
                f"end the name in {', '.join(ENDINGS)}, or add --format ({formats})",
                code=ExitCode.USAGE,
            )
        return cls(chosen, path, several)

    def add(self, brief: Brief, article: Article) -> None:
        """Take one brief.

        Raises:
            OutputError: It was due to be written and could not be.
        """
        if self.path is not None and self.path.is_dir():
            write_whole(self.path / self._name(article.id), self._text([(brief, article)]))
        elif self.path is None and self.fmt is ViewFormat.TERMINAL:
            between = "\n" if self._names else ""
            self._names.add(article.id)
            output.put(between + self._text([(brief, article)]))
        else:
            self._kept.append((brief, article))

    def finish(self) -> None:
        """Write what `add` kept; nothing where no brief was made.

        Raises:
            OutputError: It cannot be written.
        """
        if not self._kept:
            return
        text = self._text(self._kept)
        if self.several and len(self._kept) == 1 and self.fmt is ViewFormat.JSON:
            # Whoever asked for several reads a list, however many could be briefed.
            text = f"[\n{textwrap.indent(text.rstrip(), '  ')}\n]\n"
        if self.path is None:
            output.put(text, utf8=self.fmt in (ViewFormat.JSON, ViewFormat.HTML))
        else:
            write_whole(self.path, text)
        self._kept.clear()

    def _text(self, pairs: Sequence[tuple[Brief, Article]]) -> str:
        from summarizer.views import print_brief, render_many

        if self.fmt is not ViewFormat.TERMINAL:
            return render_many(pairs, self.fmt)
        console = output.console(to_file=self.path is not None)
        with console.capture() as captured:
            for number, (brief, article) in enumerate(pairs):
                if number:
                    console.print()
                print_brief(brief, article, console)
        return output.trimmed(captured.get())

    def _name(self, identifier: str) -> str:
        """A file name that no other brief of this run has."""
        stem = identifier.encode("utf-8", "replace")[:_LONGEST_STEM].decode("utf-8", "ignore")
        names = (f"{stem}-{n}" if n > 1 else stem for n in range(1, len(self._names) + 2))
        # Compared without case: some file systems know none.
        chosen = next(name for name in names if name.casefold() not in self._names)
        self._names.add(chosen.casefold())
        return chosen + _ENDING_OF[self.fmt]
