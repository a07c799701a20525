"""Each bad input is one clear line, an exit code of its own, no traceback and no output file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from cli_house import KEY, STORY, Done, Shell
from reading_samples import Answer, pdf, pdf_of_streams, serving
from scripted_endpoint import ScriptedEndpoint, Step

from summarizer.errors import ExitCode

FRENCH = (
    "Les envoyés du gouvernement et les rebelles se sont réunis lundi dans la capitale pour "
    "parler d'une trêve. Selon le ministère de la Santé, au moins quatorze personnes ont été "
    "tuées dimanche dans le bombardement d'un village du delta, près de la frontière."
)
BOMB = 11_000_000  # bytes, over the default limit of 10,000,000


def refused(shell: Shell, *arguments: str, code: ExitCode, says: str) -> Done:
    """Run with an output file, and hold what holds for every refusal."""
    before = shell.files()
    done = shell.run("brief", *arguments, "--output", "brief.json")
    assert done.code == code, done.err
    assert done.out == ""
    assert len(done.failures) == 1, done.err
    others = [line for line in done.err.splitlines() if not line.startswith("note: ")]
    assert others == done.failures
    assert says in done.failures[0]
    assert shell.files() == before
    return done


def locked_pdf(tmp_path: Path) -> bytes:
    from pypdf import PdfReader, PdfWriter

    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf([["Envoys met in Port Ashby on Monday."]]))
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = tmp_path / "locked.pdf"
    writer.write(locked)
    return locked.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("empty.txt", b"", ExitCode.EMPTY, "holds no text"),
        ("blank.txt", b" \n\t\n", ExitCode.EMPTY, "holds no text"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ExitCode.NOT_TEXT, "image.txt"),
        ("bare.html", b"<!DOCTYPE html><html><body></body></html>", ExitCode.NO_ARTICLE, "bare"),
        ("record.json", b'{"headline": 5}', ExitCode.NO_ARTICLE, "record.json"),
        ("images.pdf", pdf_of_streams([b"0 0 m 9 9 l S"]), ExitCode.PDF_NO_TEXT, "only images"),
        ("damaged.pdf", b"%PDF-1.7\nnothing more", ExitCode.UNREADABLE, "damaged"),
        ("bomb.pdf", pdf_of_streams([b" " * BOMB]), ExitCode.TOO_LARGE, "limit"),
        ("long.txt", b"war and peace " * 800_000, ExitCode.TOO_LARGE, "limit"),
        ("french.txt", FRENCH.encode(), ExitCode.LANGUAGE, "reads English only"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_gives_no_brief(
    shell: Shell, name: str, content: bytes, code: ExitCode, says: str
) -> None:
    shell.write(name, content)
    refused(shell, name, code=code, says=says)


def test_a_locked_pdf(shell: Shell, tmp_path: Path) -> None:
    shell.write("locked.pdf", locked_pdf(tmp_path))
    refused(shell, "locked.pdf", code=ExitCode.PDF_LOCKED, says="encrypted")


def test_a_missing_file(shell: Shell) -> None:
    refused(shell, "nowhere.txt", code=ExitCode.NOT_FOUND, says="nowhere.txt")


def test_a_folder(shell: Shell) -> None:
    (shell.cwd / "folder").mkdir()
    refused(shell, "folder", code=ExitCode.IS_FOLDER, says="folder")


def test_a_name_that_would_drive_the_terminal(shell: Shell) -> None:
    done = refused(shell, "\x1b[2Jgone.txt", code=ExitCode.NOT_FOUND, says="gone.txt")
    assert "\x1b" not in done.err


def test_a_private_address_is_not_fetched(shell: Shell) -> None:
    with serving({"/page": Answer(b"never sent")}) as site:
        refused(shell, site.url("/page"), code=ExitCode.FORBIDDEN_ADDRESS, says="127.0.0.1")
        assert site.asked == []


def test_a_packed_answer_that_is_a_bomb(shell: Shell) -> None:
    packed = Answer(gzip.compress(b"<p>" + b"a " * BOMB), headers={"Content-Encoding": "gzip"})
    with serving({"/bomb": packed}) as site:
        refused(shell, site.url("/bomb"), "--allow-private", code=ExitCode.TOO_LARGE, says="limit")


def test_a_page_that_is_not_there(shell: Shell) -> None:
    with serving({}) as site:
        refused(shell, site.url("/none"), "--allow-private", code=ExitCode.FETCH_FAILED, says="404")


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--model", "no-such-form"], ExitCode.BAD_SETTING, "there is no model 'no-such-form'"),
        (["--model", "openai/x"], ExitCode.NO_KEY, "OPENAI_API_KEY"),
        (["--model", "ollama/x", "--prompt", "nope"], ExitCode.BAD_SETTING, "no prompt 'nope'"),
        (["--max-tokens", "0"], ExitCode.BAD_SETTING, "max_tokens"),
        (["--base-url", "ftp://host"], ExitCode.BAD_SETTING, "http"),
        (["--date", "tomorrow"], ExitCode.USAGE, "2024-05-17"),
        (["--format", "docx"], ExitCode.USAGE, "docx"),
        (["--colour"], ExitCode.USAGE, "--colour"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_option(shell: Shell, options: list[str], code: ExitCode, says: str) -> None:
    shell.write("story.txt")
    refused(shell, "story.txt", *options, code=code, says=says)


def test_a_refused_connection(shell: Shell) -> None:
    with ScriptedEndpoint() as endpoint:
        gone = endpoint.base_url
    shell.write("story.txt")
    options = ["--model", "some", "--base-url", gone]
    refused(shell, "story.txt", *options, code=ExitCode.ENDPOINT_GONE, says="no connection")


def test_an_endpoint_that_answers_garbage(shell: Shell) -> None:
    garbage = Step(b"<html>welcome to the router</html>", headers={"content-type": "text/html"})
    shell.write("story.txt")
    with ScriptedEndpoint(*[garbage] * 8) as endpoint:
        options = ["--model", "some", "--base-url", endpoint.base_url]
        refused(shell, "story.txt", *options, code=ExitCode.BAD_ANSWER, says="no JSON but")


def test_a_refused_key_is_not_shown(shell: Shell) -> None:
    shell.env["SUMMARIZER_API_KEY"] = KEY
    shell.write("story.txt")
    said = Step({"error": {"message": f"Incorrect API key: {KEY}"}}, status=401)
    with ScriptedEndpoint(said) as endpoint:
        options = ["--model", "some", "--base-url", endpoint.base_url]
        done = refused(shell, "story.txt", *options, code=ExitCode.NO_KEY, says="401")
        assert endpoint.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in done.err


def test_a_wrong_encoding_is_recovered_and_said(shell: Shell) -> None:
    text = STORY.replace("Port Ashby", "Port Zürich – “the port”")
    shell.write("story.txt", text.encode("cp1252"))
    done = shell.run("brief", "story.txt", "--format", "json")
    assert done.code == ExitCode.OK
    assert any("1252" in note for note in done.notes), done.err


def test_without_a_date_there_is_a_brief_and_one_note(shell: Shell) -> None:
    shell.write("undated.txt", STORY.split("\n\n", 1)[1])
    done = shell.run("brief", "undated.txt", "--model", "rules")
    assert done.code == ExitCode.OK
    assert len(done.notes) == 1
    assert "--date" in done.notes[0]
    assert shell.run("brief", "undated.txt", "--model", "rules", "--date", "2031-03-04").err == ""
