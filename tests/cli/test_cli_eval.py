"""`summarizer eval` as a process: gold in, a run, scores, a verdict, and the exit code of each."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_house import GOLD, KEY, Shell
from scripted_endpoint import ScriptedEndpoint, Step, completion

from summarizer.errors import ExitCode

NEAR_MISS = "riksbank-rate"
NOTHING = completion({"headline": "Nothing", "bottom_line": "Nothing is said."})
NEVER = Step(NOTHING, delay=60.0)
HAS_KEY = {"SUMMARIZER_API_KEY": KEY}


def some_gold(shell: Shell, *ids: str) -> Path:
    """A folder with some of the shipped gold articles."""
    folder = shell.cwd / "gold"
    folder.mkdir()
    for path in sorted(GOLD.iterdir()):
        if path.name.split(".")[0] in ids:
            shutil.copy(path, folder)
    return folder


def scores_of(run: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((run / "scores.json").read_bytes())
    return loaded


def asking(endpoint: ScriptedEndpoint, *more: str, gold: str = "gold") -> tuple[str, ...]:
    """The arguments of a run against a scripted endpoint."""
    return (
        *("eval", "run", "--gold", gold, "--model", "tiny"),
        *("--base-url", endpoint.base_url, "--no-cache", *more),
    )


def wait_for_attempts(run: Path, number: int) -> Path:
    """Wait until a run has kept so many attempts; give their file."""
    attempts = run / "attempts.jsonl"
    wait_until(lambda: attempts.is_file() and attempts.read_bytes().count(b"\n") == number)
    return attempts


def wait_until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 50
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_whole_chain_with_the_rules_engine(shell: Shell) -> None:
    ids = ("strait-talks", "dock-contract", "bam-earthquake", NEAR_MISS)
    some_gold(shell, *ids)
    assert shell.run("eval", "check", "gold").code == ExitCode.OK
    ran = shell.run("eval", "run", "--gold", "gold", "--run", "runs/a")
    assert ran.code == ExitCode.OK, ran.err
    assert "toll found" in ran.out
    assert "[4/4] attempts" in ran.err
    before = (shell.cwd / "runs/a/scores.json").read_bytes()
    assert shell.run("eval", "score", "runs/a").code == ExitCode.OK
    assert (shell.cwd / "runs/a/scores.json").read_bytes() == before  # the same to the last digit
    listed = json.loads(shell.run("eval", "runs", "--json").out)
    assert [(row["done"], row["of"]) for row in listed] == [(4, 4)]
    same = shell.run("eval", "compare", "runs/a", "runs/a", "--format", "json")
    assert same.code == ExitCode.OK
    assert json.loads(same.out)["verdict"] == "pass"


@pytest.mark.parametrize("fmt", ["markdown", "html", "junit", "json", "terminal"])
def test_a_report_of_every_format_names_what_was_missed(shell: Shell, fmt: str) -> None:
    some_gold(shell, "strait-talks")
    assert shell.run("eval", "run", "--gold", "gold", "--run", "a", "-q").code == ExitCode.OK
    done = shell.run("eval", "report", "a", "--format", fmt, "--output", "report")
    assert done.code == ExitCode.OK, done.err
    assert done.out == ""
    assert "missed" in (shell.cwd / "report").read_text("utf-8").lower()


def test_a_run_goes_on_where_it_was_killed(shell: Shell) -> None:
    """SIGKILL in the middle of a run of two slow answers: the first is kept, the second redone."""
    some_gold(shell, "strait-talks", "dock-contract", NEAR_MISS)
    with ScriptedEndpoint(NOTHING, NEVER, NOTHING, NOTHING) as endpoint:
        arguments = asking(endpoint, "--workers", "1", "--run", "a")
        process = shell.start(*arguments, env=HAS_KEY)
        attempts = wait_for_attempts(shell.cwd / "a", 1)
        wait_until(lambda: len(endpoint.requests) == 2)  # the second is in flight
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        asked = len(endpoint.requests)
        again = shell.run(*arguments, env=HAS_KEY)
        assert again.code == ExitCode.OK, again.err
        # Two of three were left; the one in flight when it was killed is asked for again.
        assert len(endpoint.requests) - asked == 2
    assert attempts.read_bytes().count(b"\n") == 3


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(shell: Shell) -> None:
    some_gold(shell, "strait-talks", "dock-contract")
    with ScriptedEndpoint(NOTHING, NEVER) as endpoint:
        process = shell.start(*asking(endpoint, "--workers", "1", "--run", "a"), env=HAS_KEY)
        attempts = wait_for_attempts(shell.cwd / "a", 1)
        wait_until(lambda: len(endpoint.requests) == 2)  # the second is in flight
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "--run a goes on" in err
    assert attempts.read_bytes().count(b"\n") == 1


def test_a_recording_replays_without_key_or_endpoint(shell: Shell) -> None:
    some_gold(shell, "strait-talks", NEAR_MISS)
    with ScriptedEndpoint(NOTHING, NOTHING) as endpoint:
        recorded = shell.run(*asking(endpoint, "--run", "a", "--record", "kept"), env=HAS_KEY)
        assert recorded.code == ExitCode.OK, recorded.err
    replayed = shell.run(
        *("eval", "run", "--gold", "gold", "--model", "tiny", "--replay", "kept", "--run", "b")
    )
    assert replayed.code == ExitCode.OK, replayed.err
    first, second = scores_of(shell.cwd / "a"), scores_of(shell.cwd / "b")
    assert first["whole"] == second["whole"]


def test_a_missing_recording_is_named_and_makes_the_run_unjudged(shell: Shell) -> None:
    some_gold(shell, "strait-talks")
    (shell.cwd / "kept").mkdir()
    done = shell.run(
        *("eval", "run", "--gold", "gold", "--model", "tiny", "--replay", "kept", "--run", "b")
    )
    assert done.code == ExitCode.INCONCLUSIVE
    assert "unjudged" in done.err
    assert "1 attempts are not in the recordings" in done.err


def test_an_endpoint_that_is_gone_stops_the_run_and_is_no_score(shell: Shell) -> None:
    some_gold(shell, "strait-talks")
    done = shell.run(
        *("eval", "run", "--gold", "gold", "--run", "a", "--model", "tiny"),
        *("--base-url", "http://127.0.0.1:9/v1"),
    )
    assert done.code in (ExitCode.UNJUDGED, ExitCode.ENDPOINT_GONE)
    assert len(done.failures) == 1


def test_two_readers_are_held_against_each_other(shell: Shell) -> None:
    some_gold(shell, "strait-talks", "dock-contract")
    told = shell.run("eval", "agree", "gold", "gold", "--gold", "gold")
    assert told.code == ExitCode.OK, told.err
    rows = [row.split() for row in told.out.splitlines()]
    assert ["toll_complete", "1.000"] in rows
    assert ["tolls.source_kind", "1.000", "1.00", "12"] in rows
    assert "2 articles were labelled by both" in told.err
    assert shell.run("eval", "agree", "gold", "none", "--gold", "gold").code == ExitCode.BAD_GOLD


def test_attacked_copies_are_compared_with_their_clean_articles(shell: Shell) -> None:
    ids = ("strait-talks", "dock-contract", "bam-earthquake", "tegina-school")
    some_gold(shell, *ids, "havana-land-accord", "karabakh-live")
    assert shell.run("eval", "inject", "gold", "attacked").code == ExitCode.OK
    for folder in ("gold", "attacked"):
        ran = shell.run("eval", "run", "--gold", folder, "--run", f"runs/{folder}", "-q")
        assert ran.code == ExitCode.OK, ran.err
    for fmt in ("terminal", "markdown", "html", "json"):
        told = shell.run("eval", "compare", "runs/gold", "runs/attacked", "--format", fmt)
        # What the rules engine withstands is no matter here.
        judged = (ExitCode.OK, ExitCode.REGRESSION, ExitCode.INCONCLUSIVE)
        assert told.code in judged, told.err
        assert "quote bait" in told.out.lower().replace("_", " ")
    attacks = json.loads(told.out)["attacks"]
    assert [(one["copies"], one["obeyed"]) for one in attacks if one["family"] == "override"] == [
        (9, 0)
    ]
    other = shell.run("eval", "compare", "runs/attacked", "runs/gold")
    assert other.code == ExitCode.BAD_RUN


def test_a_worse_engine_is_a_regression(shell: Shell) -> None:
    """Base: the rules engine. New: a model that says nothing of any of twenty articles."""
    twenty = ("--gold", str(GOLD), "--split", "dev", "--limit", "20")
    base = shell.run("eval", "run", *twenty, "--run", "base", "-q")
    assert base.code == ExitCode.OK
    with ScriptedEndpoint(*[NOTHING] * 20) as endpoint:
        new = shell.run(*asking(endpoint, *twenty, "--run", "new"), env=HAS_KEY)
    assert new.code == ExitCode.OK, new.err
    done = shell.run("eval", "compare", "base", "new", "--format", "markdown")
    assert done.code == ExitCode.REGRESSION
    assert "toll found" in done.out


BAD = {
    "unknown enum": ("stage: proposal", "stage: nearly", "stage"),
    "bad quote": ("The Tigers rejected that", "The Tigers refused that", "verbatim"),
    "unknown key": ("labelled_by: model", "labelled_bye: model", "labelled_bye"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_in_a_gold_file_is_one_plain_line(shell: Shell, case: str) -> None:
    old, new, told = BAD[case]
    label = some_gold(shell, "strait-talks") / "strait-talks.gold.yaml"
    text = label.read_text("utf-8")
    assert old in text
    label.write_text(text.replace(old, new, 1), "utf-8")
    checked = shell.run("eval", "check", "gold")
    assert checked.code == ExitCode.BAD_GOLD
    assert told in checked.out
    ran = shell.run("eval", "run", "--gold", "gold", "--run", "a")
    assert ran.code == ExitCode.BAD_GOLD
    assert len(ran.failures) == 1
    assert not (shell.cwd / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("run", "--gold", "none"), ExitCode.BAD_GOLD),
        (("run", "--gold", "empty"), ExitCode.BAD_GOLD),
        (("run", "--only", "none.txt"), ExitCode.BAD_GOLD),
        (("run", "--record", "x", "--replay", "y"), ExitCode.BAD_SETTING),
        (("score", "none"), ExitCode.BAD_RUN),
        (("report", "empty"), ExitCode.BAD_RUN),
        (("compare", "none", "none"), ExitCode.BAD_RUN),
        (("compare", "none", "none", "--gate", "none.toml"), ExitCode.BAD_GOLD),
        (("runs", "none"), ExitCode.BAD_RUN),
        (("check", "none"), ExitCode.BAD_GOLD),
    ],
)
def test_bad_input_is_one_line_and_its_code(
    shell: Shell, arguments: tuple[str, ...], code: ExitCode
) -> None:
    (shell.cwd / "empty").mkdir()
    done = shell.run("eval", *arguments)
    assert done.code == code
    assert len(done.failures) == 1
    assert done.out == ""


def test_runs_of_other_gold_are_not_compared(shell: Shell) -> None:
    some_gold(shell, "strait-talks", "dock-contract")
    for name, limit in (("a", "1"), ("b", "2")):
        run = ("eval", "run", "--gold", "gold", "--limit", limit, "--run", name, "-q")
        assert shell.run(*run).code == ExitCode.OK
    done = shell.run("eval", "compare", "a", "b")
    assert done.code == ExitCode.BAD_RUN
    assert len(done.failures) == 1


def test_the_scores_of_a_run_that_is_gone_are_a_baseline(shell: Shell) -> None:
    some_gold(shell, "strait-talks", "dock-contract", NEAR_MISS)
    (shell.cwd / "some.txt").write_text(
        "# two of three\nstrait-talks\n\ndock-contract # a strike\n"
    )
    run = ("eval", "run", "--gold", "gold", "--only", "some.txt", "-q")
    for name in ("base", "new"):
        assert shell.run(*run, "--run", name).code == ExitCode.OK
    shutil.copy(shell.cwd / "base" / "scores.json", shell.cwd / "base.json")
    shutil.rmtree(shell.cwd / "base")
    done = shell.run("eval", "compare", "base.json", "new", "--format", "json")
    assert done.code == ExitCode.OK, done.err
    assert json.loads(done.out)["articles"] == 2
    (shell.cwd / "base.json").write_text("{}")
    assert shell.run("eval", "compare", "base.json", "new").code == ExitCode.BAD_RUN


def test_a_label_is_written_once_and_checks(shell: Shell) -> None:
    shutil.copy(GOLD / "strait-talks.txt", shell.cwd / "story.txt")
    written = shell.run("eval", "label", "story.txt", "--assisted")
    assert written.code == ExitCode.OK, written.err
    text = (shell.cwd / "story.gold.yaml").read_text("utf-8")
    assert "assisted: true" in text
    again = shell.run("eval", "label", "story.txt")
    assert again.code == ExitCode.OUTPUT
    assert (shell.cwd / "story.gold.yaml").read_text("utf-8") == text


def test_a_recording_that_cannot_be_kept_is_told_and_costs_no_score(shell: Shell) -> None:
    some_gold(shell, NEAR_MISS)
    shell.write("kept", "a file, where a folder is wanted")
    with ScriptedEndpoint(NOTHING) as endpoint:
        done = shell.run(*asking(endpoint, "--run", "a", "--record", "kept"), env=HAS_KEY)
    assert done.code == ExitCode.OUTPUT
    assert "1 completions were not recorded" in done.err
    assert (shell.cwd / "a" / "scores.json").is_file()
