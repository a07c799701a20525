"""RSS and Atom: one article for each item, in as much text as the feed itself carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from summarizer.archive.entries import Entry, ProblemKind
from summarizer.archive.inventory.items import Item, entry_of
from summarizer.archive.inventory.streams import CHUNK, Broken, Stream
from summarizer.reading import Reading, read_record, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = {"rss", "RDF", "feed"}
_ITEMS = {"item", "entry"}
_TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
_TEASERS = {"description", "summary"}
_KEYS = {"pubDate": "date", "date": "date", "published": "date", "language": "language"}
_OPENING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_ROOT_END = re.compile(rb"</[\w.-]*:?(?:rss|RDF|feed)\s*>")
_TAIL = 4_096  # bytes
_KNOWN = ("title", "date", "outlet", "url", "language")
_MOST_ELEMENTS = 5_000  # in one item
_TEASER = "the feed gives this text as a description: it may not be the whole article"


def feed_items(stream: Stream, position: str, limit: int) -> Iterator[Item]:
    """One item for each of the feed's, numbered from 1.

    Entities are never expanded and a feed that declares any is not read; nothing is fetched.

    Raises:
        Broken: MALFORMED, no feed or one that declares entities; TRUNCATED; or as the stream does.
    """
    whole: dict[str, str] = {}
    number = 0
    for element, inside in _ended(stream):
        name = _name(element)
        if name in _ITEMS:
            number += 1
            stream.meter.mark()
            where = f"{position}:{number}"
            yield Item(where, partial(_entry, _fields(element), dict(whole), where, limit))
        elif not inside and (value := _line(element)):
            whole.setdefault({"title": "outlet"}.get(name, name), value)
        if not inside:
            _forget(element)


def _ended(stream: Stream) -> Iterator[tuple[_Element, bool]]:
    """Each element below the root as it ends, and whether it stands inside an item."""
    from lxml import etree

    source = _Checked(stream)
    events = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,  # feeds are full of HTML's entities, which XML does not know
    )
    root: _Element | None = None
    inside = 0
    try:
        for event, element in events:
            if event == "start":
                if root is None and _name(element) not in _ROOTS:
                    raise _no_feed()
                root = element if root is None else root
                inside += bool(inside) or _name(element) in _ITEMS
                if inside > _MOST_ELEMENTS:
                    raise Broken(ProblemKind.MALFORMED, "an item in it has no end")
            elif element is root and source.closed:
                return
            elif element is root:
                break  # the parser's repair, not the feed, ended it
            else:
                inside = 0 if _name(element) in _ITEMS else inside
                yield element, bool(inside)
    except etree.XMLSyntaxError:
        pass  # past repair: what came of it is kept, and what is lacking is told
    if root is None:
        raise _no_feed()
    raise stream.fail(ProblemKind.TRUNCATED, "it ends in the middle or is damaged")


def _no_feed() -> Broken:
    return Broken(ProblemKind.MALFORMED, "it is no RSS or Atom feed")


class _Checked:
    """The stream, unless a document type with entities of its own comes in its beginning."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._tail = b""

    @property
    def closed(self) -> bool:
        """Whether the root's end stood in the last bytes; caches add comments after it."""
        return _ROOT_END.search(self._tail.replace(b"\0", b"")) is not None

    def read(self, size: int = CHUNK, /) -> bytes:
        begins = self._stream.tell() < CHUNK
        data = self._stream.read(max(size, CHUNK) if begins else size)
        text = data.replace(b"\0", b"") if begins else b""  # UTF-16 has zeros between
        if begins and not self._tail and not _OPENING.match(text):
            raise _no_feed()  # of other bytes the parser would keep all, in search of a beginning
        if b"<!ENTITY" in text:
            raise self._stream.fail(
                ProblemKind.MALFORMED, "it declares entities, which no feed needs"
            )
        self._tail = (self._tail + data)[-_TAIL:]
        return data


def _entry(
    fields: dict[str, tuple[str, bool]], feed: dict[str, str], where: str, limit: int
) -> Entry:
    def read() -> Reading:
        key = next((key for key in _TEXTS if key in fields), None)
        record: dict[str, object] = {k: v for k, v in feed.items() if k in {"outlet", "language"}}
        for name, (value, _) in fields.items():
            record[_KEYS.get(name, name)] = value
        notes: tuple[str, ...] = ()
        text, marked_up = fields[key] if key else ("", False)
        if marked_up and text.strip():
            text, notes = visible.text_of_fragment(text, name=where)
        if key in _TEASERS:
            notes = (*notes, _TEASER)
        known = {k: record[k] for k in _KNOWN if k in record}
        reading = read_record({**known, "text": text}, name=where, max_bytes=limit)
        return Reading(reading.article, notes + reading.notes)

    return entry_of(where, read)


def _fields(item: _Element) -> dict[str, tuple[str, bool]]:
    """The item's own elements: their words, and whether those are HTML."""
    fields: dict[str, tuple[str, bool]] = {}
    for element in item.iterchildren("*"):
        name = _name(element)
        if name in _TEXTS:
            value, marked_up = _text(element)
            if value.strip():
                fields.setdefault(name, (value, marked_up))
        elif name == "link" and element.get("href"):
            if element.get("rel", "alternate") == "alternate":
                fields.setdefault("url", (element.get("href", ""), False))
        elif value := _line(element):
            name = {"link": "url", "source": "outlet"}.get(name, name)
            fields.setdefault(name, (value, False))
    return fields


def _text(element: _Element) -> tuple[str, bool]:
    """The text that an element carries: escaped HTML, HTML as elements (Atom's xhtml), or plain."""
    from lxml import etree

    if len(element):
        inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
        return (element.text or "") + "".join(inner), True
    plain = _name(element.getparent()) == "entry" and element.get("type", "text") == "text"
    return element.text or "", not plain


def _line(element: _Element) -> str:
    return " ".join((element.text or "").split())


def _name(element: _Element | None) -> str:
    """The element's name without its namespace: feeds mix several, and the names are told apart."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: _Element) -> None:
    """Free what was read: a feed of any length takes the memory of one item."""
    element.clear()
    while (before := element.getprevious()) is not None:
        before.getparent().remove(before)
