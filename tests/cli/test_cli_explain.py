"""`summarizer explain`: the real program."""

from __future__ import annotations

import json

from cli_house import ARTICLE, STORY, Shell

from summarizer.errors import ExitCode


def test_the_terminal_shows_items_and_numbers(shell: Shell) -> None:
    done = shell.run("explain", str(ARTICLE))
    assert (done.code, done.err) == (ExitCode.OK, "")
    rows = [" ".join(row.split()) for row in done.out.splitlines()]
    assert "T1 toll killed: 20" in rows
    assert "cues “killed”" in rows
    assert "[15] 20 a toll, T1: “killed” (killed)" in rows
    assert "[4] 46 counts something else than people: age" in rows
    assert not any(row.endswith(" ") for row in done.out.splitlines())


def test_json_has_everything_and_takes_standard_input(shell: Shell) -> None:
    done = shell.run("explain", "-", "--format", "json", stdin=STORY)
    told = json.loads(done.out)
    assert (done.code, done.err) == (ExitCode.OK, "")
    (toll,) = [item for item in told["items"] if item["part"] == "tolls"]
    assert (toll["rule"], toll["cues"]) == ("toll-direct", ["killed"])
    (number,) = told["numbers"]
    assert (number["words"], number["is_toll"]) == ("at least 14", True)
    assert number["reasons"][0]["toll"] == 0


def test_the_date_option_is_that_of_brief(shell: Shell) -> None:
    assert shell.run("explain", str(ARTICLE), "--date", "2024-13-01").code == ExitCode.USAGE
    assert shell.run("explain", str(ARTICLE), "--date", "2002-02-06").code == ExitCode.OK


def test_a_model_that_is_set_changes_nothing(shell: Shell) -> None:
    shell.env["SUMMARIZER_MODEL"] = "openai/none"
    assert shell.run("explain", str(ARTICLE)).code == ExitCode.OK


def test_bad_input_ends_as_in_brief(shell: Shell) -> None:
    for source in ("missing.txt",):
        brief, explain = shell.run("brief", source), shell.run("explain", source)
        assert brief.code == explain.code != ExitCode.OK
        assert len(explain.failures) == 1
        assert explain.out == ""
    foreign = (
        "Der Präsident sagte am Montag, dass bei dem Angriff zwölf Menschen getötet wurden. " * 4
    )
    done = shell.run("explain", "-", stdin=foreign)
    assert done.code == ExitCode.LANGUAGE
    assert len(done.failures) == 1
