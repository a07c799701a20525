"""What stands above an article's text: a `date 2023-12-20` line, a block of keys, front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.reading.base import Found, Known, shown, tidy
from summarizer.reading.published import day_of

_FIELDS = {
    "date": "date",
    "published": "date",
    "publishedat": "date",
    "datepublished": "date",
    "publicationdate": "date",
    "publishdate": "date",
    "pubdate": "date",
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
    "id": "id",
    "author": "author",
    "authors": "author",
}
"""Keys, in lower case and without spaces and dashes, and the field that each of them fills."""

# A longer value is a paragraph that begins with "Source:" or "Date:", not a header.
_LONGEST = {"date": 60, "language": 40, "id": 200}
_LONGEST_OTHER = 500
_MOST_LINES = 30

_DATE_LINE = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}(?:-\d{2})?)(?!\S)[^\S\n]*", re.IGNORECASE)
_PAIR = re.compile(r"([^\W\d][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*)|)")
_NESTED = re.compile(r"\s+\S.*|\s*-\s.*|#.*|\s*")  # YAML that is no pair: lists, comments
_HTTP = re.compile(r"https?://\S+", re.IGNORECASE)


def field_of(key: str) -> str | None:
    """The field that a header's or a JSON object's key fills, or None if it is unknown."""
    return _FIELDS.get(re.sub(r"[\s_.-]", "", key).lower())


def known_from(pairs: Iterable[tuple[str, str]]) -> tuple[Known, tuple[str, ...]]:
    """What key-value pairs say of an article, and notes on what of them was not used.

    The first of two values for one field counts. An author is accepted and not kept: a brief has
    no place for one. Only an http(s) address is a `url`, since views make a link of it.
    """
    values: dict[str, str] = {}
    unused: list[str] = []
    for key, value in pairs:
        field = field_of(key)
        if field is None:
            unused.append(shown(key))
        elif value := " ".join(value.split()):
            values.setdefault(field, value)
    notes = [f"header keys not used: {', '.join(unused)}"] if unused else []
    values.pop("author", None)
    words = values.pop("date", None)
    day = day_of(words) if words else None
    if "url" in values and not _HTTP.fullmatch(values["url"]):
        notes.append(f"not an http(s) address, left out: {shown(values.pop('url'))}")
    known = Known(**values, published=day, date_words=words if day is None else None)
    return known, tuple(notes)


def split(text: str) -> Found:
    """The body of a text, and what its header says (codebook section 1).

    A header is a block of `key: value` lines above a blank line, or a leading `date 2023-12-20`
    with the body on the same line, or the block and then the line; the block's date wins. A block
    counts only if every line of it has the form and at least one key is known, so that an article
    that begins "Ukraine: ..." keeps its first line.
    """
    text = tidy(text)
    known, notes, text = _split_block(text)
    line, text = split_line(text)
    return Found(tidy(text), known.over(line), notes)


def split_line(text: str) -> tuple[Known, str]:
    """What a leading `date 2023-12-20` or `date 2025-03` says, and the text after it, untouched."""
    match = _DATE_LINE.match(text)
    if match is None:
        return Known(), text
    day = day_of(match[1])
    return Known(published=day, date_words=None if day else match[1]), text[match.end() :]


def split_front_matter(text: str) -> Found:
    """The same for Markdown, which may open with keys between two `---` lines.

    Values lose the quotes around them; nested YAML (lists, tags) is passed over. Without front
    matter the rules for plain text hold.
    """
    text = tidy(text)
    lines = text.split("\n", _MOST_LINES + 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if lines[0].rstrip() != "---" or not end:
        return split(text)
    inside = lines[1:end]
    pairs = [(m[1], _unquoted(m[2] or "")) for line in inside if (m := _PAIR.fullmatch(line))]
    others = [line for line in inside if not _PAIR.fullmatch(line)]
    if not pairs or not all(_NESTED.fullmatch(line) for line in others):
        return split(text)
    known, notes = known_from(pairs)
    below = split("\n".join(lines[end + 1 :]))
    return Found(below.text, known.over(below.known), notes + below.notes)


def _split_block(text: str) -> tuple[Known, tuple[str, ...], str]:
    """The header block's contents, notes, and the text below its blank line."""
    lines = text.split("\n", _MOST_LINES + 1)
    end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    pairs: list[tuple[str, str]] = []
    for line in lines[:end]:
        match = _PAIR.fullmatch(line.rstrip())
        if match is None:
            return Known(), (), text
        key, value = match[1], match[2] or ""
        if len(value) > _LONGEST.get(field_of(key) or "", _LONGEST_OTHER):
            return Known(), (), text
        pairs.append((key, value))
    if end > _MOST_LINES or not any(field_of(key) for key, _ in pairs):
        return Known(), (), text
    known, notes = known_from(pairs)
    return known, notes, "\n".join(lines[end:])


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
