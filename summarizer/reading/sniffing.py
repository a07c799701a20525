"""What kind of thing a source is: from its name, from what a server says, from its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.base import Kind, shown

_ENDINGS = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".json": Kind.JSON,
}
_MEDIA_TYPES = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/markdown": Kind.MARKDOWN,
    "application/pdf": Kind.PDF,
    "application/json": Kind.JSON,
}
# Types under which servers send anything at all: the name and the bytes decide.
_ANYTHING = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}

_PDF_WITHIN = 1024  # bytes of white space that may stand before the magic
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_WITHIN = 4096  # characters
_RECORD = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*\{)")


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file's ending states; None if the ending is another or there is none."""
    return _ENDINGS.get(PurePath(name).suffix.lower())


def kind_of_media_type(media_type: str, *, name: str) -> Kind | None:
    """The kind that a Content-Type states; None where the bytes must tell.

    Raises:
        SourceError: NOT_TEXT, a type that no reader here reads.
    """
    bare = media_type.partition(";")[0].strip().lower()
    if bare in _ANYTHING:
        return None
    kind = _MEDIA_TYPES.get(bare)
    if kind is None:
        raise SourceError(
            f"{shown(name)}: its content type is {shown(bare)}",
            "text, Markdown, HTML, PDF and JSON can be read",
            code=ExitCode.NOT_TEXT,
        )
    return kind


def charset_of(media_type: str | None, data: bytes) -> str | None:
    """The charset that the Content-Type, an XML declaration or a meta element declares."""
    if found := re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE):
        return found[1]
    within = re.search(
        rb"(?:<meta\b[^>]{0,200}?charset\s*=\s*|<\?xml[^>]{0,80}?encoding\s*=\s*)[\"']?([\w.:-]+)",
        data[:_PAGE_WITHIN],
        re.IGNORECASE,
    )
    return within[1].decode("ascii", "replace") if within else None


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, whatever they are called."""
    return data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-")


def is_page(text: str) -> bool:
    """Whether the text opens as a whole HTML page does."""
    return _PAGE.match(text[:_PAGE_WITHIN]) is not None


def kind_of_text(text: str) -> Kind:
    """The kind of a text whose name says nothing."""
    if is_page(text):
        return Kind.HTML
    if _RECORD.match(text) and text.rstrip()[-1] in "}]":
        return Kind.JSON
    return Kind.TEXT
