"""Sources of every kind through the room's front door."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import STORY, article_page, pdf

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import MAX_BYTES, Kind, read, read_bytes

BODY = "\n".join(STORY)
NO_DATE = "no publication date: relative dates stay unresolved; give one with --date"


def refused(source: str, **options: int) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(source, **options)  # type: ignore[arg-type]
    assert caught.value.message
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("talks.txt", BODY.encode()),
        ("talks.md", BODY.encode()),
        ("talks.json", json.dumps({"text": BODY}).encode()),
        ("talks.html", article_page().encode()),
        ("talks.HTM", article_page().encode()),
        ("talks.pdf", pdf([STORY])),
        ("talks", BODY.encode()),
        ("talks.bak", article_page().encode()),
        ("talks.dat", pdf([STORY])),
        ("talks.out", json.dumps({"text": BODY}).encode()),
    ],
)
def test_kinds_by_ending_or_by_bytes(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reading = read(str(path))
    assert " ".join(STORY) in " ".join(reading.article.text.split())
    assert reading.article.id == "talks"
    assert reading.notes == (NO_DATE,)
    piped = read("-", stdin=io.BytesIO(data)).article
    assert " ".join(STORY) in " ".join(piped.text.split())
    assert piped.id == piped.digest[:12]


def test_a_header_a_given_day_and_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_text("\ufeff\n date 2025-03 Envoys  met.\r\n\r\nThey left.\r\n\n", newline="")
    reading = read(str(path))
    assert reading.article.text == "Envoys  met.\n\nThey left."
    assert reading.notes == ("not read as a day: the date 2025-03", NO_DATE)
    day = dt.date(2025, 3, 9)
    dated = read(str(path), published=day)
    assert (dated.article.published, dated.notes) == (day, ())


def test_a_day_given_overrides_the_sources() -> None:
    given_day = dt.date(2020, 1, 1)
    reading = read_bytes(b"date 2023-12-20 Envoys met.", name="a.txt", published=given_day)
    assert reading.article.published == given_day


def test_a_page_saved_as_text_is_read_as_a_page() -> None:
    data = f"date: 2024-03-05\ntitle: Mine\n\n{article_page()}".encode()
    reading = read_bytes(data, name="a.txt")
    assert "<p>" not in reading.article.text
    assert (reading.article.title, str(reading.article.published)) == ("Mine", "2024-03-05")
    assert "the text is an HTML page: read as one" in reading.notes


@pytest.mark.parametrize(
    ("header_id", "expected"),
    [("../../etc/passwd", "-..-etc-passwd"), ("a/b\\c", "a-b-c"), ("x" * 500, "x" * 120)],
)
def test_an_id_names_no_folder(header_id: str, expected: str) -> None:
    data = f"title: x\nid: {header_id[:200]}\n\nBody."
    assert read_bytes(data.encode(), name="a.txt").article.id == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/world/talks-resume.html", "talks-resume"),
        ("https://x.example/2024/%C3%A9t%C3%A9%20news/", "été-news"),
        ("https://x.example/a/index.html", None),
        ("https://x.example/", None),
    ],
)
def test_the_id_of_a_url(url: str, expected: str | None) -> None:
    article = read_bytes(BODY.encode(), name=url, url=url).article
    assert article.id == (expected or article.digest[:12])
    assert article.url == url


def test_missing_folder_and_broken_paths(tmp_path: Path) -> None:
    assert refused(str(tmp_path / "none.txt")).exit_code is ExitCode.NOT_FOUND
    assert refused(str(tmp_path / "a\0b")).exit_code is ExitCode.NOT_FOUND
    folder = refused(str(tmp_path))
    assert folder.exit_code is ExitCode.IS_FOLDER
    assert "name its files" in folder.hint
    (tmp_path / "file").write_text("x")
    assert refused(str(tmp_path / "file" / "x")).exit_code is ExitCode.NOT_FOUND
    assert refused("x" * 5000).exit_code is ExitCode.UNREADABLE


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(BODY)
    path.chmod(0)
    assert refused(str(path)).exit_code is ExitCode.UNREADABLE


class _Broken(io.RawIOBase):
    def read(self, size: int = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def test_standard_input_that_fails() -> None:
    with pytest.raises(SourceError, match="standard input could not be read: Input") as caught:
        read("-", stdin=_Broken())  # type: ignore[arg-type]
    assert caught.value.exit_code is ExitCode.UNREADABLE


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"date 2023-12-20", b"id: 7\n"]
)
def test_empty(data: bytes) -> None:
    with pytest.raises(SourceError, match="standard input holds no text") as caught:
        read("-", stdin=io.BytesIO(data))
    assert caught.value.exit_code is ExitCode.EMPTY


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a"])
def test_binary(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert refused(str(path)).exit_code is ExitCode.NOT_TEXT


def test_the_limit_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 1000)
    assert len(read(str(path), max_bytes=1000).article.text) == 1000
    assert refused(str(path), max_bytes=999).exit_code is ExitCode.TOO_LARGE
    with pytest.raises(SourceError) as caught:
        read_bytes(b"a" * 1000, name="a.txt", max_bytes=999)
    assert caught.value.exit_code is ExitCode.TOO_LARGE


class _Endless(io.RawIOBase):
    given = 0

    def read(self, size: int = -1, /) -> bytes:
        self.given += size
        return b"a" * size


def test_no_more_than_the_limit_is_ever_read() -> None:
    stream = _Endless()
    with pytest.raises(SourceError) as caught:
        read("-", stdin=stream)  # type: ignore[arg-type]
    assert caught.value.exit_code is ExitCode.TOO_LARGE
    assert stream.given == MAX_BYTES + 1


@given(st.binary(max_size=300), st.sampled_from([None, *Kind]))
def test_any_bytes_are_read_or_refused(data: bytes, kind: Kind | None) -> None:
    try:
        reading = read_bytes(data, name="a", kind=kind)
    except SourceError as error:
        assert error.message  # noqa: PT017 - whether it is raised is not the question
    else:
        assert reading.article.text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32)))
def test_the_body_of_a_text_keeps_its_code_points(body: str) -> None:
    text = f"Envoys met. {body} End."
    assert read_bytes(text.encode(), name="a.txt").article.text == text


def test_importing_the_room_is_cheap() -> None:
    heavy = ("trafilatura", "lxml", "pypdf", "charset_normalizer", "markdown_it", "ssl", "http")
    code = f"import sys, summarizer.reading; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_libraries_say_nothing_on_standard_error(tmp_path: Path) -> None:
    broken = pdf([STORY]).replace(b"xref", b"xxef").replace(b"/Count 1", b"/Count 9")
    (tmp_path / "a.pdf").write_bytes(broken)
    (tmp_path / "a.html").write_text("<html><body><p></p>")
    code = (
        "import sys\n"
        "from summarizer.errors import SourceError\n"
        "from summarizer.reading import read\n"
        "for source in sys.argv[1:]:\n"
        "    try: read(source)\n"
        "    except SourceError: pass\n"
    )
    files = [str(tmp_path / "a.pdf"), str(tmp_path / "a.html")]
    run = subprocess.run(
        [sys.executable, "-c", code, *files], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
