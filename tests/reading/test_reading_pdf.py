"""PDFs: paragraphs out of lines, and documents that are locked, damaged, empty or built to harm."""

from __future__ import annotations

import logging
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import STORY, pdf, pdf_of_streams, stream_object

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import pdf as pdf_reader
from summarizer.reading import read_bytes, reflow

COLUMN = (
    "Mediators from Norland met envoys of both sides in Port",
    "Avel on Tuesday to prepare a cease-fire, and the medi-",
    "ators spoke of progress in the talks on a lasting cease-",
    "fire.",
    "Next steps",
    "At least 31 people were killed in the shelling of the old",
    "town, the hospital said.",
)


def refused(data: bytes, **options: int) -> SourceError:
    with pytest.raises(SourceError, match=r"a\.pdf") as caught:
        read_bytes(data, name="a.pdf", **options)  # type: ignore[arg-type]
    return caught.value


def test_text_and_title() -> None:
    reading = read_bytes(pdf([STORY], title="Talks in Port Avel"), name="talks.pdf")
    assert reading.article.text == " ".join(STORY)
    assert reading.article.title == "Talks in Port Avel"
    assert reading.article.id == "talks"
    assert reading.article.published is None


def test_lines_become_paragraphs() -> None:
    assert read_bytes(pdf([COLUMN]), name="a.pdf").article.text == (
        "Mediators from Norland met envoys of both sides in Port Avel on Tuesday to prepare a "
        "cease-fire, and the mediators spoke of progress in the talks on a lasting cease-fire.\n\n"
        "Next steps\n\n"
        "At least 31 people were killed in the shelling of the old town, the hospital said."
    )


def test_a_sentence_runs_on_over_the_page_and_its_number() -> None:
    reading = read_bytes(pdf([(*COLUMN[:2], "1"), ("Page 2 of 2", *COLUMN[2:4])]), name="a.pdf")
    assert "the mediators spoke of progress" in reading.article.text
    assert "2 page numbers were left out" in reading.notes


def test_a_pdf_is_known_by_its_bytes() -> None:
    assert read_bytes(pdf([STORY]), name="download").article.text == " ".join(STORY)


@pytest.mark.parametrize(("password", "locked"), [("", False), ("secret", True)])
def test_encryption(password: str, locked: bool) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([STORY]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    if locked:
        assert refused(out.getvalue()).exit_code is ExitCode.PDF_LOCKED
    else:
        assert read_bytes(out.getvalue(), name="a.pdf").article.text == " ".join(STORY)


def test_images_only() -> None:
    assert refused(pdf_of_streams([b"q Q"])).exit_code is ExitCode.PDF_NO_TEXT


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\njunk", pdf([STORY])[:600], b"no pdf"])
def test_damaged(data: bytes) -> None:
    assert refused(data).exit_code is ExitCode.UNREADABLE


def test_an_unpacking_bomb() -> None:
    bomb = pdf_of_streams([b"BT /F1 12 Tf (" + b"A" * 20_000_000 + b") Tj ET"])
    assert len(bomb) < 50_000
    assert refused(bomb).exit_code is ExitCode.TOO_LARGE


def test_one_stream_drawn_many_times() -> None:
    stream = b"BT /F1 12 Tf " + b"(A) Tj " * 2_000 + b" ET"
    bomb = pdf_of_streams([stream], contents="[" + "4 0 R " * 5_000 + "]")
    assert refused(bomb).exit_code is ExitCode.TOO_LARGE


def test_text_of_all_pages_together() -> None:
    many = pdf_of_streams([b"BT /F1 12 Tf (" + b"A" * 30_000 + b") Tj ET"] * 5)
    assert refused(many, max_bytes=100_000).exit_code is ExitCode.TOO_LARGE


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)
    error = refused(pdf([STORY] * 3))
    assert error.exit_code is ExitCode.TOO_LARGE
    assert "pages (3)" in error.message


def test_too_much_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_SECONDS", -1.0)
    assert refused(pdf([STORY])).exit_code is ExitCode.TOO_LARGE


def test_forms_within_forms_end_and_are_noted(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    depth = 7  # ten to the seventh calls, were they all made
    forms = []
    for level in range(1, depth + 1):
        last = level == depth
        body = b"BT /F1 12 Tf (boom) Tj ET" if last else f"/X{level + 1} Do ".encode() * 10
        names = f"/XObject << /X{level + 1} {5 + level} 0 R >>" if not last else ""
        resources = f"/Resources << /Font << /F1 3 0 R >> {names} >>"
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"
        forms.append(stream_object(body, entries))
    logging.getLogger("pypdf").warning("heard by nobody before")
    reading = read_bytes(pdf_of_streams([b"/X1 Do"], extra=forms), name="a.pdf")
    assert any("faults, text may be missing" in note for note in reading.notes)
    assert "Exceeded" not in capfd.readouterr().err


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_broken_bytes_are_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(pdf([COLUMN, STORY]))
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(8, len(broken) - 1))] = data.draw(st.integers(0, 255))
    code = None
    try:
        read_bytes(bytes(broken), name="a.pdf")
    except SourceError as error:
        code = error.exit_code
    refusals = {ExitCode.UNREADABLE, ExitCode.PDF_LOCKED, ExitCode.PDF_NO_TEXT, ExitCode.TOO_LARGE}
    assert code in {None, *refusals}


@given(st.lists(st.text(alphabet="ab-. \u00ad\u2010A1", max_size=12)))
def test_no_letter_is_lost_in_reflowing(lines: list[str]) -> None:
    def letters(text: str) -> str:
        return "".join(c for c in text if c.isalnum() or c == ".")

    assert letters(reflow.paragraphs(lines)) == letters("".join(lines))
