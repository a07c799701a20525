"""What is told, to whom, and in what form; nothing where nobody listens."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import OutputError
from summarizer.telemetry import Doing, Event, Field, doing, happened, is_heard, listening
from summarizer.telemetry.jsonlines import JsonLines


class Ear:
    """Remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Field], str | None]] = []

    def begins(self, doing: Doing) -> object:
        return "mine"

    def ends(self, doing: Doing, state: object) -> None:
        assert state == "mine"
        self.heard.append((doing.event, dict(doing.fields), doing.error))

    def happened(self, event: Event, fields: dict[str, Field]) -> None:
        self.heard.append((event, fields, None))


def test_nobody_listens_by_default() -> None:
    assert not is_heard()
    first, second = doing(Event.REQUEST, model="a"), doing(Event.ARTICLE)
    assert first is second  # nothing is made where nothing is told
    with first as request:
        request.add(tokens_in=1)
        request.failed("429")
    assert (first.fields, first.error) == ({}, None)


def test_moments_and_doings_are_heard_while_somebody_listens() -> None:
    ear = Ear()
    with listening(ear):
        with doing(Event.REQUEST, model="a") as request:
            request.add(tokens_in=3)
        happened(Event.RETRY, wait=0.5)
    happened(Event.RETRY, wait=9.0)
    assert ear.heard == [
        ("request", {"model": "a", "tokens_in": 3}, None),
        ("request.retry", {"wait": 0.5}, None),
    ]


def test_an_error_is_told_by_its_name_and_goes_on() -> None:
    ear = Ear()
    with listening(ear), pytest.raises(ValueError, match="secret words"), doing(Event.REQUEST):
        raise ValueError("secret words")
    with listening(ear), doing(Event.REQUEST) as request:
        request.failed("503")
    assert [error for _, _, error in ear.heard] == ["ValueError", "503"]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    path.write_text('{"event": "older"}\n')
    before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with JsonLines.to(str(path)) as lines, listening(lines):
        with doing(Event.ARTICLE, row=7) as article:
            article.add(outcome="ok", note="\x1b[31mred é")
        happened(Event.BUDGET, spent_usd=1.5)
        assert len(path.read_text().splitlines()) == 3  # each line is there at once
    older, article_line, budget = map(json.loads, path.read_text().splitlines())
    assert older == {"event": "older"}  # a log is added to, never replaced
    assert before < dt.datetime.fromisoformat(article_line.pop("time")) < dt.datetime.now(dt.UTC)
    assert 0 <= article_line.pop("seconds") < 5
    assert article_line == {"event": "article", "row": 7, "outcome": "ok", "note": "\x1b[31mred é"}
    assert {key: budget[key] for key in ("event", "spent_usd")} == {
        "event": "budget.reached",
        "spent_usd": 1.5,
    }
    assert path.read_bytes().isascii()
    assert b"\x1b" not in path.read_bytes()


def test_a_log_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        JsonLines.to(str(tmp_path / "none" / "run.log"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_the_log_and_nothing_else() -> None:
    lines = JsonLines.to("/dev/full")
    with listening(lines):
        happened(Event.BUDGET, spent_usd=1.0)
        happened(Event.BUDGET, spent_usd=2.0)
    assert lines.failure is not None
    assert "/dev/full could not be written" in str(lines.failure)


def test_telemetry_alone_imports_nothing_heavy() -> None:
    program = (
        "import sys, summarizer.telemetry, summarizer.telemetry.jsonlines, "
        "summarizer.telemetry.otel; "
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'pydantic'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
