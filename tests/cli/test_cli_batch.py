"""`summarizer batch`, as a process against real files and sockets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from batch_house import (
    HAS_KEY,
    archive,
    asking,
    expected,
    figures,
    outcomes,
    rows,
    story,
    wait_for_answers,
    wait_until,
)
from cli_house import Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.outcome import Outcome
from summarizer.errors import ExitCode, OutputError, RunError


def kept(shell: Shell) -> int:
    """Articles with an outcome, as a reader beside the run sees them."""
    try:
        return sum(row.outcome is not None for row in rows(shell))
    except (RunError, OutputError):  # the run has not begun
        return 0


def test_an_archive_is_briefed_by_the_rules(shell: Shell) -> None:
    archive(shell, 12)
    done = shell.run("batch", "news.jsonl", "--run", "run", "--keep-duplicates")
    assert done.code == ExitCode.OK, done.err
    assert figures(shell) == expected(12)
    assert "ok              12" in done.out
    assert any("no model is set" in note for note in done.notes)


def test_without_a_folder_a_run_is_named_and_told(shell: Shell) -> None:
    archive(shell, 1)
    done = shell.run("batch", "news.jsonl")
    assert done.code == ExitCode.OK, done.err
    (run,) = (shell.cwd / "runs").iterdir()
    assert any(f"a new run: runs/{run.name}" in note for note in done.notes)
    listed = json.loads(shell.run("runs", "--json").out)
    assert [(row["run"], row["outcomes"], row["state"]) for row in listed] == [
        (f"runs/{run.name}", {"ok": 1}, "done")
    ]


def test_an_archive_is_briefed_by_a_model_and_not_again(shell: Shell) -> None:
    archive(shell, 20)
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint), env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
        assert figures(shell) == expected(20)
        assert set(endpoint.seen.requests.values()) == {1}
        again = shell.run(*asking(endpoint), env=HAS_KEY)
        assert again.code == ExitCode.OK, again.err
        assert sum(endpoint.seen.requests.values()) == 20
        archive(shell, 22)  # the archive has grown
        grown = shell.run(*asking(endpoint), env=HAS_KEY)
        assert grown.code == ExitCode.OK, grown.err
        assert sum(endpoint.seen.requests.values()) == 22
    assert figures(shell) == expected(22)


def test_another_model_briefs_anew_and_keeps_what_was_paid_for(shell: Shell) -> None:
    archive(shell, 3)
    with NewsEndpoint() as endpoint:
        assert shell.run(*asking(endpoint), env=HAS_KEY).code == ExitCode.OK
        other = shell.run(*asking(endpoint, "--model", "large"), env=HAS_KEY)
        assert other.code == ExitCode.OK
        assert any("model tiny, not large" in note for note in other.notes)
        assert sum(endpoint.seen.requests.values()) == 6
        back = shell.run(*asking(endpoint, "--max-tokens", "4000"), env=HAS_KEY)
        assert back.code == ExitCode.OK
        assert any("what is done stays done" in n or "stay" in n for n in back.notes)
        assert sum(endpoint.seen.requests.values()) == 6


def test_copies_of_a_story_are_sent_once(shell: Shell) -> None:
    lines = [
        {"id": f"copy-{n}", "text": story(1), "outlet": outlet}
        for n, outlet in enumerate(("Wire", "Daily", "Radio"))
    ]
    shell.write("news.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    with NewsEndpoint() as endpoint:
        arguments = [one for one in asking(endpoint) if one != "--keep-duplicates"]
        assert shell.run(*arguments, env=HAS_KEY).code == ExitCode.OK
        assert sum(endpoint.seen.requests.values()) == 1
        assert [(r.outcome, r.duplicate_of, r.outlet) for r in rows(shell)] == [
            (Outcome.OK, None, "Wire"),
            (Outcome.DUPLICATE, 1, "Daily"),
            (Outcome.DUPLICATE, 1, "Radio"),
        ]
        assert shell.run(*asking(endpoint), env=HAS_KEY).code == ExitCode.OK
        assert sum(endpoint.seen.requests.values()) == 3


def test_what_cannot_be_read_is_told_and_costs_no_other(shell: Shell) -> None:
    folder = shell.cwd / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text(story(1))
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "c.txt").write_bytes(b"")
    done = shell.run("batch", "mixed", "--run", "run")
    assert done.code == ExitCode.PARTIAL
    assert outcomes(shell) == {Outcome.OK: 1, Outcome.SKIPPED: 2}
    assert all(row.why for row in rows(shell) if row.outcome is Outcome.SKIPPED)


def test_faults_leave_no_article_without_an_outcome(shell: Shell) -> None:
    archive(shell, 120)
    faults = {
        "500": 0.05,
        "429": 0.05,
        "reset": 0.03,
        "hang": 0.02,
        "invalid": 0.05,
        "truncated": 0.03,
        "refused": 0.02,
    }
    with NewsEndpoint(faults=faults) as endpoint:
        done = shell.run(*asking(endpoint, "--timeout", "2"), env=HAS_KEY)
    assert done.code in (ExitCode.OK, ExitCode.PARTIAL), done.err
    assert {fault for fault, number in endpoint.seen.faults.items() if number} == set(faults)
    found = outcomes(shell)
    assert sum(found.values()) == 120
    assert None not in found
    assert found[Outcome.REFUSED] == endpoint.seen.faults["refused"]
    assert figures(shell).items() <= expected(120).items()
    # Tries: 5 a request, and a request can be asked again for faults or length.
    assert max(endpoint.seen.requests.values()) <= 5 * 4
    with NewsEndpoint() as healthy:
        again = shell.run(*asking(healthy, "--retry", "failed,refused,invalid"), env=HAS_KEY)
        assert again.code == ExitCode.OK, again.err
        assert sum(healthy.seen.requests.values()) == 120 - found[Outcome.OK]
    assert figures(shell) == expected(120)


def test_an_endpoint_that_is_gone_stops_the_run_and_fails_nothing(shell: Shell) -> None:
    archive(shell, 40)
    with NewsEndpoint() as endpoint:
        gone = asking(endpoint)
    done = shell.run(*gone, "--concurrency", "4", env=HAS_KEY)
    assert done.code == ExitCode.ENDPOINT_GONE, done.err
    assert len(done.failures) == 1
    assert outcomes(shell) == {None: 40}
    with NewsEndpoint() as endpoint:
        back = shell.run(*asking(endpoint), env=HAS_KEY)
        assert back.code == ExitCode.OK, back.err
        assert any("endpoint 127.0.0.1" in note and "stays done" in note for note in back.notes)
    assert figures(shell) == expected(40)


@pytest.mark.parametrize("seed", range(4))
def test_after_kills_a_run_is_what_it_would_have_been(shell: Shell, seed: int) -> None:
    """SIGKILL at seeded moments; no more calls are repeated than were in flight at the kills."""
    number, at_once, kills = 80, 8, 2
    moments = [7 * seed + 3, 20 + 5 * seed]  # answers after which the run is killed
    archive(shell, number)
    with NewsEndpoint(delay=0.05) as endpoint:
        command = asking(endpoint, "--concurrency", str(at_once))
        for moment in moments:
            process = shell.start(*command, env=HAS_KEY)
            wait_for_answers(endpoint, moment)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        done = shell.run(*command, env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
    assert figures(shell) == expected(number)
    assert set(outcomes(shell)) == {Outcome.OK}
    assert sum(endpoint.seen.requests.values()) <= number + at_once * kills


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_what_is_under_way_end(shell: Shell, sent: signal.Signals) -> None:
    archive(shell, 60)
    with NewsEndpoint(delay=0.3) as endpoint:
        process = shell.start(*asking(endpoint, "--concurrency", "4"), env=HAS_KEY)
        wait_until(lambda: sum(endpoint.seen.answers.values()) >= 4)
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
        assert process.returncode == ExitCode.INTERRUPTED, err
        assert "--run run goes on" in err
        asked = sum(endpoint.seen.requests.values())
        assert outcomes(shell)[Outcome.OK] == asked  # nothing that was asked is lost
        assert asked < 60
        assert shell.run(*asking(endpoint), env=HAS_KEY).code == ExitCode.OK
        assert sum(endpoint.seen.requests.values()) == 60
    assert figures(shell) == expected(60)


def test_a_second_signal_stops_at_once_and_loses_nothing(shell: Shell) -> None:
    archive(shell, 12)
    with NewsEndpoint(faults={"hang": 0.5}) as endpoint:
        process = shell.start(*asking(endpoint, "--concurrency", "12"), env=HAS_KEY)
        wait_until(lambda: endpoint.seen.in_flight == endpoint.seen.faults["hang"] > 0)
        wait_until(lambda: kept(shell) == 12 - endpoint.seen.faults["hang"])
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None  # it waits for what hangs
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == ExitCode.INTERRUPTED, err
        assert "Traceback" not in err
    assert outcomes(shell) == {
        Outcome.OK: 12 - endpoint.seen.faults["hang"],
        None: endpoint.seen.faults["hang"],
    }


def test_a_second_process_on_a_run_is_told(shell: Shell) -> None:
    archive(shell, 5)
    with NewsEndpoint(faults={"hang": 1.0}) as endpoint:
        process = shell.start(*asking(endpoint), env=HAS_KEY)
        wait_until(lambda: endpoint.seen.in_flight > 0)
        done = shell.run(*asking(endpoint), env=HAS_KEY)
        assert done.code == ExitCode.BAD_RUN
        assert f"in use by process {process.pid}" in done.failures[0]
        process.kill()
        process.communicate()


def test_standard_input_is_an_archive(shell: Shell) -> None:
    lines = archive(shell, 3).read_text()
    done = shell.run("batch", "-", "--run", "run", "--keep-duplicates", stdin=lines)
    assert done.code == ExitCode.OK, done.err
    assert figures(shell) == expected(3)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none.jsonl",), ExitCode.NOT_FOUND),
        (("news.jsonl", "--map", "texture=body"), ExitCode.BAD_SETTING),
        (("news.jsonl", "--retry", "ok"), ExitCode.BAD_SETTING),
        (("news.jsonl", "--run", "news.jsonl"), ExitCode.BAD_RUN),
        (("news.jsonl", "--limit", "0"), ExitCode.USAGE),
    ],
)
def test_bad_input_is_one_line_and_its_code(
    shell: Shell, arguments: tuple[str, ...], code: ExitCode
) -> None:
    archive(shell, 1)
    done = shell.run("batch", *arguments)
    assert done.code == code, done.err
    assert len(done.failures) == 1
    assert done.out == ""
    assert shell.files() == ["news.jsonl"]


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounting a file system wants root"
)
def test_a_folder_that_cannot_be_written_is_one_line(shell: Shell) -> None:
    archive(shell, 1)
    closed = shell.cwd / "closed"
    closed.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(closed)]
    if subprocess.run(command, check=False).returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        for run in ("closed", "closed/run"):
            done = shell.run("batch", "news.jsonl", "--run", run)
            assert done.code in (ExitCode.OUTPUT, ExitCode.BAD_RUN), done.err
            assert len(done.failures) == 1
            assert "Read-only file system" in done.failures[0]
    finally:
        subprocess.run(["umount", str(closed)], check=True)
