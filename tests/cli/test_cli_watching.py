"""Logs and OpenTelemetry of a command: only when asked for, and never at the cost of its work."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from batch_house import HAS_KEY, archive, asking
from cli_house import DRAFT, KEY, STORY, Shell
from news_endpoint import NewsEndpoint
from scripted_endpoint import ScriptedEndpoint, completion


def test_a_log_of_json_lines(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    with ScriptedEndpoint(completion(DRAFT)) as endpoint:
        options = ["story.txt", "--model", "some", "--base-url", endpoint.base_url]
        done = shell.run(*options, "--log-json", "log.jsonl", "--format", "json")
    assert done.code == 0
    request, article = map(json.loads, (shell.cwd / "log.jsonl").read_text().splitlines())
    assert (request["event"], request["model"]) == ("request", "some")
    assert (article["event"], article["article"], article["outcome"]) == ("article", "story", "ok")
    assert article["calls"] == 1
    assert json.loads(done.out)["article"]["id"] == "story"


def test_a_failed_article_is_in_the_log_too(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    options = ["--model", "some", "--base-url", "http://127.0.0.1:9/v1", "--log-json", "-"]
    done = shell.run("story.txt", *options)
    assert done.code == 22
    lines = [json.loads(line) for line in done.err.splitlines() if line.startswith("{")]
    assert [line["event"] for line in lines[-2:]] == ["request", "article"]
    assert lines[-1]["error"] == "EngineError"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_log_costs_no_brief(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    done = shell.run("story.txt", "--log-json", "/dev/full", "--format", "json")
    assert (done.code, json.loads(done.out)["article"]["id"]) == (0, "story")
    assert any("the log is incomplete: /dev/full" in note for note in done.notes)


def test_opentelemetry_asks_where_to_send(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    done = shell.run("story.txt", "--otel")
    assert done.code == 20
    (failure,) = done.failures
    assert "nothing says where its spans and metrics are to go; set OTEL_EXPORTER_OTLP" in failure


def test_opentelemetry_sends_where_its_variables_say(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    env = {"OTEL_TRACES_EXPORTER": "console", "SUMMARIZER_OTEL": "true"}
    done = shell.run("story.txt", "--format", "json", "--output", "brief.json", env=env)
    assert done.code == 0
    span = json.loads(done.out)
    assert (span["name"], span["attributes"]["summarizer.article"]) == ("brief", "story")
    assert "delta" not in done.out  # a word of the article


def test_the_variables_alone_send_nothing(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    env = {"OTEL_TRACES_EXPORTER": "console", "OTEL_METRICS_EXPORTER": "console"}
    done = shell.run("story.txt", "--format", "json", "--output", "brief.json", env=env)
    assert (done.code, done.out) == (0, "")


def test_a_project_s_file_may_not_ask_for_it(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    shell.write("summarizer.toml", "otel = true\n")
    done = shell.run("story.txt")
    assert done.code == 20
    assert "otel may not be set here" in done.failures[0]


def test_a_run_is_told_from_its_beginning_to_its_end(shell: Shell) -> None:
    archive(shell, 3)
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint, "--log-json", "log.jsonl"), env=HAS_KEY)
    assert done.code == 0, done.err
    text = (shell.cwd / "log.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    began, *between, ended = lines
    assert (began["event"], began["run"], began["model"]) == ("run.began", "run", "tiny")
    assert (ended["event"], ended["ending"], ended["ok"]) == ("run.ended", "OK", 3)
    assert (ended["pending"], ended["calls"]) == (0, 3)
    told = Counter(line["event"] for line in between)
    assert {name: told[name] for name in ("request", "draft", "article")} == {
        "request": 3,
        "draft": 3,
        "article": 3,
    }
    assert {line["row"] for line in between if line["event"] == "article"} == {1, 2, 3}
    assert KEY not in text
    assert "Shelling" not in text
