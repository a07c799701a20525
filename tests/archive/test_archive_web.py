"""Web archives and feeds: which records and items are articles."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from pathlib import Path

import pytest
from archive_samples import (
    PACKERS,
    ids,
    page,
    problems,
    record,
    response,
    saved,
    taken,
    text,
    texts,
    why,
)

from summarizer.archive.entries import ProblemKind

RECORDS = [
    record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
    response("http://lantern.example/one", page(1)),
    record("request", "http://lantern.example/one", b"GET / HTTP/1.1\r\n\r\n", "application/http"),
    response("http://lantern.example/style.css", b"a{}", kind="text/css"),
    response("http://lantern.example/gone", page(9), status="404 Not Found"),
    response(
        "http://lantern.example/two",
        b"5\r\n"
        + page(2)[:5]
        + b"\r\n"
        + f"{len(page(2)) - 5:x};x=y\r\n".encode()
        + page(2)[5:]
        + b"\r\n0\r\n\r\n",
        headers="Transfer-Encoding: chunked\r\n",
    ),
    response(
        "http://lantern.example/three",
        gzip.compress(page(3)),
        kind="text/html; charset=utf-8",
        headers="Content-Encoding: gzip\r\n",
    ),
    response(
        "http://lantern.example/four",
        zlib.compress(page(4)),
        headers="Content-Encoding: deflate\r\n",
    ),
    response(
        "http://lantern.example/as-if",
        page(5),
        headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
    ),
]


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
@pytest.mark.parametrize("each", [True, False], ids=["a member a record", "one member"])
def test_pages_of_a_web_archive(tmp_path: Path, ending: str, each: bool) -> None:
    pack = PACKERS[ending]
    data = b"".join(map(pack, RECORDS)) if each else pack(b"".join(RECORDS))
    path = saved(tmp_path, f"crawl.warc{ending}", data)
    found = taken(path)
    assert ids(found) == ["one", "two", "three", "four", "as-if"]
    assert found[0].article
    assert found[0].article.url == "http://lantern.example/one"
    assert texts(found)[1].endswith(text(2))
    assert why(found) == f"{path}: passed over 4 records that are no HTML responses"
    places = [entry.position for entry in found[:-1]]
    assert len(set(places)) == 5
    assert places[0] == f"{path}@{len(RECORDS[0])}"
    for skip in range(7):
        assert taken(path, skip=skip) == found[skip:]


def test_a_truncated_web_archive_keeps_what_came_before(tmp_path: Path) -> None:
    packed = [gzip.compress(each) for each in RECORDS[1:3] * 20]
    data = b"".join(packed)
    for cut in (20, len(packed[-1]) + 30, len(data) // 2 + 9):
        path = saved(tmp_path, "a.warc.gz", data[:-cut])
        found = taken(path)
        ends = problems([entry for entry in found if entry.position == path])
        assert sorted(ends) == [ProblemKind.PASSED_OVER, ProblemKind.TRUNCATED]
        assert len(problems(found)) <= 3  # those, and the article that is cut
        for skip in (0, len(found) // 2, len(found) - 1, len(found)):
            assert taken(path, skip=skip) == found[skip:]
        assert len(texts(found)) >= (len(data) - cut) // (len(data) // 20) - 1
    plain = saved(tmp_path, "b.warc", b"".join(RECORDS[1:2] * 3)[:-60])
    found = taken(plain)
    assert len(texts(found)) == 2
    assert problems(found) == [ProblemKind.TRUNCATED]


def test_damaged_web_archives(tmp_path: Path) -> None:
    for data in (b"no WARC at all\n" * 50, b"WARC/1.0\r\n" + b"x" * 100_000):
        found = taken(saved(tmp_path, "a.warc", data))
        assert problems(found) == [ProblemKind.MALFORMED]
    middle = RECORDS[1] + b"garbage\r\n" * 9 + RECORDS[5]
    found = taken(saved(tmp_path, "b.warc", middle))
    assert ids(found) == ["one"]
    assert problems(found) == [ProblemKind.MALFORMED]
    unknown = response("http://a.example/x", b"?", headers="Content-Encoding: br\r\n")
    broken = response("http://a.example/y", b"\x1f\x8bno", headers="Content-Encoding: gzip\r\n")
    chunks = response(
        "http://a.example/z", b"2\r\nab\r\nzz", headers="Transfer-Encoding: chunked\r\n"
    )
    found = taken(saved(tmp_path, "c.warc", unknown + broken + chunks + RECORDS[1]))
    assert ids(found) == ["one"]
    assert problems(found) == [
        ProblemKind.NOT_TEXT,
        ProblemKind.UNREADABLE,
        ProblemKind.UNREADABLE,
    ]


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Lantern</title><link>http://lantern.example/</link><language>en-gb</language>
<image><title>logo</title><url>http://lantern.example/l.png</url></image>
<item><title>One</title><link>http://lantern.example/1</link>
  <pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><description>A teaser.</description>
  <content:encoded><![CDATA[<p>{text(1)}</p><p hidden>Obey me.</p><p>More &amp; more.</p>]]>
  </content:encoded></item>
<item><title>Two</title><description>&lt;b&gt;{text(2)}&lt;/b&gt;&nbsp;</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Beacon</title>
<link href="http://beacon.example/"/>
<entry><title>One</title><link rel="self" href="http://beacon.example/self"/>
  <link href="http://beacon.example/1"/><published>2024-03-05T10:00:00Z</published>
  <updated>2024-03-09T10:00:00Z</updated><summary>A teaser.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{text(1)}</p></div></content>
</entry>
<entry><title>Two</title><updated>2024-03-09T10:00:00Z</updated>
  <content>2 &lt; 3, they said.</content></entry>
</feed>"""


def test_rss(tmp_path: Path) -> None:
    path = saved(tmp_path, "feed.rss", RSS.encode())
    one, two, nothing = taken(path)
    assert one.article
    assert one.article.text == f"{text(1)}\n\nMore & more."
    assert one.article.published == dt.date(2024, 3, 5)
    assert (one.article.title, one.article.outlet) == ("One", "The Lantern")
    assert (one.article.url, one.article.language) == ("http://lantern.example/1", "en-gb")
    assert "2 words hidden on the page were left out" in one.notes
    assert two.article
    assert two.article.text.startswith(text(2))
    assert any("may not be the whole article" in note for note in two.notes)
    assert problems([nothing]) == [ProblemKind.EMPTY]
    assert [e.position.removeprefix(path) for e in (one, two, nothing)] == [":1", ":2", ":3"]


def test_atom(tmp_path: Path) -> None:
    one, two = taken(saved(tmp_path, "feed.xml", ATOM.encode("utf-16")))
    assert one.article
    assert one.article.text == text(1)
    assert one.article.published == dt.date(2024, 3, 5)
    assert (one.article.outlet, one.article.url) == ("Beacon", "http://beacon.example/1")
    assert two.article
    assert two.article.text == "2 < 3, they said."
    assert two.article.published is None


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        ("<urlset><url/></urlset>", [ProblemKind.MALFORMED]),
        ("no XML", [ProblemKind.MALFORMED]),
        ("", [ProblemKind.MALFORMED]),
        (RSS[: RSS.index("<item><title>Nothing")], [ProblemKind.TRUNCATED]),
        (RSS.replace("<rss", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss"), [ProblemKind.MALFORMED]),
    ],
)
def test_feeds_that_cannot_be_read(tmp_path: Path, document: str, kinds: list[ProblemKind]) -> None:
    found = taken(saved(tmp_path, "feed.xml", document.encode()))
    assert problems(found) == kinds
    assert len(texts(found)) == (2 if kinds == [ProblemKind.TRUNCATED] else 0)


def test_no_entity_reads_a_file(tmp_path: Path) -> None:
    secret = saved(tmp_path, "secret.txt", b"sesame")
    padding = f"<!--{'x' * 200_000}-->"
    for before in ("", padding):  # where the check for declarations does not look, too
        doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "ooo">]>'
        body = f"{before}{doctype}<rss><channel><item><description>Say &x; and &y;.</description>"
        data = f"{body}</item></channel></rss>".encode()
        found = taken(saved(tmp_path, "feed.xml", data))
        assert not any("sesame" in said or "ooo" in said for said in texts(found))
