"""From a source to its bytes, from the bytes to their kind's reader, from there to an Article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from summarizer.errors import ExitCode, SourceError
from summarizer.model import Article
from summarizer.reading import markdown, page, pdf, plain, record, sniffing, sources
from summarizer.reading.base import MAX_BYTES, Found, Kind, Reading, shown, tidy, too_large
from summarizer.reading.encoding import decode

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TEXT_READERS: dict[Kind, Callable[..., Found]] = {
    Kind.TEXT: plain.extract,
    Kind.MARKDOWN: markdown.extract,
    Kind.HTML: page.extract,
    Kind.JSON: record.extract,
}
_NO_DATE = "no publication date: relative dates stay unresolved; give one with --date"
_ENGLISH = re.compile(r"en(?:g|glish)?(?:[-_ ].*)?", re.IGNORECASE)
_LONGEST_ID = 120  # characters; ids become file names, with an ending


def read(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
    timeout: float = 30.0,
    published: dt.date | None = None,
) -> Reading:
    """Read one article.

    Args:
        source: A path, `-` for standard input, or an http(s) URL.
        stdin: Stands in for this process's standard input.
        max_bytes: The limit of the source's bytes, of what they unpack to, and of characters of
            text.
        allow_private: Let a URL lead to this machine or a private network.
        timeout: Seconds that fetching a URL may take in all.
        published: The day of publication; overrides what the source says.

    Raises:
        SourceError: The article could not be read; `exit_code` says why.
    """
    if source == "-":
        data = sources.from_stdin(stdin, max_bytes)
        return read_bytes(
            data, name=sources.STANDARD_INPUT, max_bytes=max_bytes, published=published
        )
    if not _SCHEME.match(source):
        data = sources.from_file(source, max_bytes)
        return read_bytes(data, name=source, max_bytes=max_bytes, published=published)
    from summarizer.reading.fetch import fetch

    fetched = fetch(source, limit=max_bytes, timeout=timeout, allow_private=allow_private)
    return read_bytes(
        fetched.data,
        name=fetched.url,
        media_type=fetched.media_type,
        url=fetched.url,
        max_bytes=max_bytes,
        published=published,
    )


def read_bytes(
    data: bytes,
    *,
    name: str,
    kind: Kind | None = None,
    media_type: str | None = None,
    url: str | None = None,
    max_bytes: int = MAX_BYTES,
    published: dt.date | None = None,
) -> Reading:
    """Read one article from the bytes of a file, a response or an archive's entry.

    Args:
        data: The bytes.
        name: What messages call the source; its ending may state the kind, its stem is the
            article's id unless the source names one. `standard input` gives neither.
        kind: The kind, if it is known; a PDF is a PDF all the same.
        media_type: A Content-Type, with or without a charset.
        url: Where the bytes came from; wins over an address that a page gives itself.
        max_bytes: As for `read`.
        published: As for `read`.

    Raises:
        SourceError: The article could not be read; `exit_code` says why.
    """
    if len(data) > max_bytes:
        raise too_large(name, "its size in bytes", max_bytes)
    if not data.strip():
        raise _empty(name)
    path = urlsplit(url).path if url else name
    if kind is None and media_type:
        kind = sniffing.kind_of_media_type(media_type, name=name)
    kind = kind or sniffing.kind_of_name(path)
    if sniffing.is_pdf(data) or kind is Kind.PDF:
        found = pdf.extract(data, name=name, limit=max_bytes)
    else:
        found = _read_text(data, kind, media_type, name)
    return _reading(
        found, name=name, stem=_stem(name, url), url=url, max_bytes=max_bytes, published=published
    )


def read_record(
    record_of: Mapping[str, object],
    *,
    name: str,
    max_bytes: int = MAX_BYTES,
    published: dt.date | None = None,
) -> Reading:
    """Read one article from a decoded JSON object (a line of an archive), as from a .json file.

    Raises:
        SourceError: NO_ARTICLE, EMPTY or TOO_LARGE.
    """
    found = record.from_mapping(record_of, name=name)
    return _reading(found, name=name, stem=None, url=None, max_bytes=max_bytes, published=published)


def _read_text(data: bytes, kind: Kind | None, media_type: str | None, name: str) -> Found:
    decoded = decode(data, declared=sniffing.charset_of(media_type, data), name=name)
    if not tidy(decoded.text).strip():
        raise _empty(name)
    kind = kind or sniffing.kind_of_text(decoded.text.removeprefix("\ufeff"))
    found = _TEXT_READERS[kind](decoded.text, name=name)
    return Found(found.text, found.known, decoded.notes + found.notes)


def _reading(
    found: Found,
    *,
    name: str,
    stem: str | None,
    url: str | None,
    max_bytes: int,
    published: dt.date | None,
) -> Reading:
    """The article of what was found, and every note on it."""
    text, known = tidy(found.text), found.known
    if not text.strip():
        raise _empty(name)
    if len(text) > max_bytes:
        raise too_large(name, "its text, in characters,", max_bytes)
    notes = list(found.notes)
    if known.language and not _ENGLISH.fullmatch(known.language):
        notes.append(f"the language is given as {shown(known.language)}, not English")
    day = published or known.published
    if day is None:
        if known.date_words:
            notes.append(f"not read as a day: the date {shown(known.date_words)}")
        notes.append(_NO_DATE)
    article = Article.of(
        text,
        id=_identifier(known.id) or stem,
        published=day,
        title=known.title,
        outlet=known.outlet,
        language=known.language,
        url=url or known.url,
    )
    return Reading(article, tuple(notes))


def _stem(name: str, url: str | None) -> str | None:
    """The id that the name gives: a file's stem, or the last part of a URL's path as words."""
    if url is None:
        return None if name == sources.STANDARD_INPUT else _identifier(PurePath(name).stem)
    last = PurePath(unquote(urlsplit(url).path)).name
    slug = re.sub(r"[^\w.]+", "-", PurePath(last).stem).strip("-_.")
    return None if slug.lower() in {"", "index", "default"} else _identifier(slug)


def _identifier(words: str | None) -> str | None:
    """The words as an id; it may become a file's name, so it names no folder."""
    safe = "".join(c if c.isprintable() and c not in "/\\" else "-" for c in words or "")
    return safe.strip().lstrip(".")[:_LONGEST_ID].strip() or None


def _empty(name: str) -> SourceError:
    return SourceError(f"{shown(name)} holds no text", code=ExitCode.EMPTY)
