"""PDF: the text of its pages, by pypdf, within bounds of size, number of pages and time.

Three bounds hold a document that is built to exhaust its reader: pypdf unpacks no stream beyond
the limit and parses a bounded number of operands in each; the characters of all pages together are
counted against the limit; and a clock is read before every drawing operator.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import reflow
from summarizer.reading.base import Found, Known, shown, too_large

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 500
MAX_SECONDS = 30.0

# What a control character in a PDF's text means is unknown (broken font tables make them).
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class _OutOfTimeError(Exception):
    """The document took longer than MAX_SECONDS."""


def extract(data: bytes, *, name: str, limit: int) -> Found:
    """The document's paragraphs and its title; a PDF states no day of publication.

    Args:
        data: The document.
        name: The source's name, for errors.
        limit: Bytes that one stream may unpack to, and characters of all pages together.

    Raises:
        SourceError: PDF_LOCKED, PDF_NO_TEXT, TOO_LARGE, or UNREADABLE if it is damaged.
    """
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    bounds = pypdf.get_configuration().with_overwrites(
        zlib_maximum_output_length=limit,
        lzw_maximum_output_length=limit,
        run_length_maximum_output_length=limit,
        array_based_stream_maximum_output_length=limit,
        maximum_declared_stream_length=limit,
    )
    try:
        with _faults() as faults, pypdf.apply_configuration(bounds):
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _locked(name)
            lines, notes = _lines(reader, name, limit)
            title = _title(reader)
    except SourceError:
        raise
    except (DependencyError, FileNotDecryptedError):  # AES, which pypdf leaves to other packages
        raise _locked(name) from None
    except (LimitReachedError, MemoryError):
        raise too_large(name, "what the PDF unpacks to", limit) from None
    except _OutOfTimeError:
        raise SourceError(
            f"{shown(name)}: the PDF took longer than {MAX_SECONDS:.0f} seconds to read",
            "save the article's text in a file and name that",
            code=ExitCode.TOO_LARGE,
        ) from None
    except Exception as error:  # noqa: BLE001 - broken PDFs make pypdf raise anything (its errors.py)
        raise SourceError(
            f"{shown(name)} is a damaged PDF ({type(error).__name__})",
            "open it in a viewer and save it anew",
            code=ExitCode.UNREADABLE,
        ) from None
    text = reflow.paragraphs(lines)
    if not text:
        raise SourceError(
            f"{shown(name)} holds no text, only images",
            "run text recognition (OCR) over it first",
            code=ExitCode.PDF_NO_TEXT,
        )
    if faults:
        notes = (*notes, f"the PDF has {len(faults)} faults, text may be missing: {faults[0]}")
    return Found(text, Known(title=title), notes)


def _lines(reader: PdfReader, name: str, limit: int) -> tuple[list[str], tuple[str, ...]]:
    """The lines of all pages without the pages' own numbers, and a note on those."""
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise too_large(name, f"the number of pages ({pages:,})", MAX_PAGES)
    deadline = time.monotonic() + MAX_SECONDS

    def tick(*_: object) -> None:
        # pypdf swallows what is raised inside a form; the next operator outside raises it again.
        if time.monotonic() > deadline:
            raise _OutOfTimeError

    lines: list[str] = []
    characters = numbers = 0
    for number, page in enumerate(reader.pages, 1):
        tick()
        text = _CONTROLS.sub("", page.extract_text(visitor_operand_before=tick))
        characters += len(text)
        if characters > limit:
            raise too_large(name, "the text of the PDF, in characters,", limit)
        kept = _without_number(text.strip().split("\n"), number)
        numbers += len(text.strip().split("\n")) - len(kept)
        lines += kept
    return lines, (f"{numbers} page numbers were left out",) if numbers else ()


def _without_number(lines: list[str], number: int) -> list[str]:
    """A page's lines less a first or last one that is only its number: `3`, `- 3 -`, `Page 3/9`.

    Between two halves of a sentence a page number would read as a figure.
    """
    own = re.compile(rf"\W*(?:page\s+)?{number}(?:\s*(?:/|of)\s*\d+)?\W*", re.IGNORECASE)
    if len(lines) > 1 and own.fullmatch(lines[-1]):
        lines = lines[:-1]
    if len(lines) > 1 and own.fullmatch(lines[0]):
        lines = lines[1:]
    return lines


def _title(reader: PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return " ".join(_CONTROLS.sub("", title).split()) or None if title else None


def _locked(name: str) -> SourceError:
    return SourceError(
        f"{shown(name)} is an encrypted PDF",
        "save a copy without the password or protection",
        code=ExitCode.PDF_LOCKED,
    )


@contextmanager
def _faults() -> Iterator[list[str]]:
    """What pypdf complains of in this thread meanwhile, kept from standard error."""
    heard: list[str] = []
    thread = threading.get_ident()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                heard.append(shown(record.getMessage()))

    logger = logging.getLogger("pypdf")
    logger.propagate = False
    listener = Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
