"""`summarizer brief`: formats, places to write to, several sources, interruptions."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_house import ARTICLE, STORY, Shell

from summarizer.errors import ExitCode
from summarizer.model import Brief


def test_the_shipped_article_gives_a_brief_that_is_checked_against_its_text(shell: Shell) -> None:
    done = shell.run("brief", str(ARTICLE), "--format", "json")
    assert done.code == ExitCode.OK
    assert [note for note in done.notes if "rules engine" in note] == done.err.splitlines()
    brief = Brief.model_validate_json(done.out)
    assert brief.article.id == "strait-talks"
    assert {toll.figure for toll in brief.tolls} >= {"more than 64,000", "about 800,000"}
    text = ARTICLE.read_text(encoding="utf-8").split("\n\n", 1)[1].strip()
    for toll in brief.tolls:
        for evidence in toll.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


def test_standard_input_and_the_default_verb(shell: Shell) -> None:
    by_verb = shell.run("brief", "-", "--format", "markdown", stdin=STORY)
    by_default = shell.run("-", "--format", "markdown", stdin=STORY)
    assert by_verb.code == by_default.code == ExitCode.OK
    assert "at least 14" in by_verb.out
    without_time = [line for line in by_verb.out.splitlines() if "engine rules" not in line]
    assert without_time == [
        line for line in by_default.out.splitlines() if "engine rules" not in line
    ]


def test_a_file_without_a_verb_is_briefed_and_quiet_says_nothing(shell: Shell) -> None:
    shell.write("story.txt")
    done = shell.run("story.txt", "--quiet")
    assert (done.code, done.err) == (ExitCode.OK, "")
    assert "\x1b" not in done.out, "colour is for terminals"


def test_a_command_wins_over_a_file_of_its_name(shell: Shell) -> None:
    shell.write("schema")
    assert json.loads(shell.run("schema").out)["title"] == "Brief"
    assert "at least 14" in shell.run("./schema").out


@pytest.mark.parametrize(
    ("ending", "begins"), [("json", "{"), ("md", "# "), ("html", "<!doctype html>")]
)
def test_the_ending_of_the_output_says_the_format(shell: Shell, ending: str, begins: str) -> None:
    shell.write("story.txt")
    done = shell.run("brief", "story.txt", "--output", f"out.{ending}", "-q")
    assert (done.code, done.out, done.err) == (ExitCode.OK, "", "")
    written = (shell.cwd / f"out.{ending}").read_text(encoding="utf-8")
    assert written.lower().startswith(begins)
    assert shell.files() == [f"out.{ending}", "story.txt"], "no temporary file stays"


def test_the_terminal_format_in_a_file_is_plain_text(shell: Shell) -> None:
    shell.write("story.txt")
    done = shell.run("brief", "story.txt", "--output", "o.txt", "--format", "terminal", "-q")
    assert done.code == ExitCode.OK
    written = (shell.cwd / "o.txt").read_text(encoding="utf-8")
    assert "at least 14" in written
    assert "\x1b" not in written


@pytest.mark.parametrize("where", ["out.docx", "none/out.json", "none/"])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(
    shell: Shell, where: str
) -> None:
    done = shell.run("brief", "no-such-file.txt", "--output", where)
    assert done.code == (ExitCode.USAGE if where == "out.docx" else ExitCode.OUTPUT)
    assert len(done.failures) == len(done.err.splitlines()) == 1
    assert where.rstrip("/").split("/")[0] in done.err


def test_an_output_that_is_there_keeps_its_rights_and_its_links(shell: Shell) -> None:
    shell.write("story.txt")
    real = shell.write("real.json", "old")
    real.chmod(0o640)
    (shell.cwd / "link.json").symlink_to(real)
    assert shell.run("brief", "story.txt", "--output", "link.json").code == ExitCode.OK
    assert (shell.cwd / "link.json").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert json.loads(real.read_text(encoding="utf-8"))["article"]["id"] == "story"


def test_several_sources_give_a_list_and_one_bad_one_costs_no_other(shell: Shell) -> None:
    shell.write("a.txt")
    shell.write("b.txt", "")
    shell.write("c.txt")
    done = shell.run("brief", "a.txt", "b.txt", "c.txt", "--format", "json")
    assert done.code == ExitCode.PARTIAL
    assert [brief["article"]["id"] for brief in json.loads(done.out)] == ["a", "c"]
    assert len(done.failures) == 1
    assert "b.txt" in done.failures[0]
    assert "[2/3] b.txt" in done.err.splitlines()


def test_one_brief_of_several_sources_is_a_list_all_the_same(shell: Shell) -> None:
    shell.write("a.txt")
    done = shell.run("brief", "a.txt", "none.txt", "--format", "json", "--output", "out.json")
    assert done.code == ExitCode.PARTIAL
    listed = json.loads((shell.cwd / "out.json").read_text(encoding="utf-8"))
    assert [brief["article"]["id"] for brief in listed] == ["a"]


def test_sources_that_all_fail_alike_give_their_own_code(shell: Shell) -> None:
    shell.write("empty.txt", "")
    alike = shell.run("brief", "x.txt", "y.txt", "-q")
    assert (alike.code, len(alike.err.splitlines())) == (ExitCode.NOT_FOUND, 2)
    assert shell.run("brief", "x.txt", "empty.txt", "-q").code == ExitCode.PARTIAL


def test_a_folder_gets_a_file_an_article_and_no_name_twice(shell: Shell) -> None:
    for folder in ("one", "two", "out"):
        (shell.cwd / folder).mkdir()
    (shell.cwd / "one" / "story.txt").write_text(STORY, encoding="utf-8")
    (shell.cwd / "two" / "Story.txt").write_text(STORY, encoding="utf-8")
    sources = ["one/story.txt", "two/Story.txt"]
    done = shell.run("brief", *sources, "--output", "out", "--format", "json", "-q")
    assert (done.code, done.err) == (ExitCode.OK, "")
    written = {path.name: path.read_text() for path in (shell.cwd / "out").iterdir()}
    assert set(written) == {"story.json", "Story-2.json"}
    assert json.loads(written["Story-2.json"])["article"]["id"] == "Story"


def test_letters_that_the_terminal_lacks_stop_nothing(shell: Shell) -> None:
    shell.write("story.txt", STORY.replace("the delta", "Port Ąshby"))
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    shown = shell.run("brief", "story.txt", "-q", env=ascii_only)
    assert (shown.code, shown.err) == (ExitCode.OK, "")
    assert "?" in shown.out
    exact = shell.run("brief", "story.txt", "-q", "--format", "json", env=ascii_only)
    assert "Port Ąshby" in exact.out, "JSON is UTF-8 whatever the terminal is"


def test_colour_on_a_terminal(shell: Shell) -> None:
    shell.write("story.txt")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "summarizer", "story.txt", "-q"],
        stdout=theirs,
        cwd=shell.cwd,
        env={**shell.env, "TERM": "xterm-256color", "COLUMNS": "100"},
    )
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == ExitCode.OK
    assert b"\x1b[1m" in seen


def interrupted_at_the_second(shell: Shell, *options: str) -> tuple[int, str, list[str]]:
    """Brief story.txt and standard input, and press Ctrl-C while that is read."""
    shell.write("story.txt")
    process = shell.start("brief", "story.txt", "-", *options)
    assert process.stderr is not None
    assert process.stdout is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith("[2/2]"):
            break
    process.send_signal(signal.SIGINT)
    out = process.stdout.read()
    said += process.stderr
    code = process.wait(60)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
    return code, out, said


@pytest.mark.parametrize("fmt", ["json", "terminal"])
def test_ctrl_c_keeps_what_is_ready(shell: Shell, fmt: str) -> None:
    code, out, said = interrupted_at_the_second(shell, "--format", fmt)
    assert code == ExitCode.INTERRUPTED
    assert "at least 14" in out
    assert said[-1] == "summarizer: stopped by Ctrl-C\n"
    assert "Traceback" not in "".join(said)


def test_a_reader_that_hangs_up_is_met_without_a_word(shell: Shell) -> None:
    process = shell.start("brief", "-", "-q")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(STORY, timeout=60)
    assert err == ""
    assert process.returncode == ExitCode.OUTPUT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_is_one_line(shell: Shell) -> None:
    shell.write("story.txt")
    done = shell.run("brief", "story.txt", "-q", "--format", "json", "--output", "/dev/full")
    assert done.code == ExitCode.OUTPUT
    assert done.err.splitlines() == done.failures
    assert "space" in done.err
