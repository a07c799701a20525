"""What an engine tells of its requests: figures and codes, and not a word of what was said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engines_house import ARTICLE, DRAFT, KEY, drafted, engine, policy
from scripted_endpoint import ScriptedEndpoint, Step, completion

from summarizer.telemetry import listening
from summarizer.telemetry.jsonlines import JsonLines

USAGE = {"prompt_tokens": 120, "completion_tokens": 34}


def told(tmp_path: Path, *steps: Step | dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
    """What is told while an article is read, and the log's raw text."""
    log = tmp_path / "log.jsonl"
    with ScriptedEndpoint(*steps) as endpoint, JsonLines.to(str(log)) as lines, listening(lines):
        where = endpoint.base_url.removeprefix("http://").removesuffix("/v1")
        drafted(engine(endpoint.base_url, where=where, retries=policy(where=where)))
    text = log.read_text()
    return [json.loads(line) for line in text.splitlines()], text


def test_a_request_is_told_with_what_it_took(tmp_path: Path) -> None:
    (request,), text = told(tmp_path, completion(DRAFT, usage=USAGE))
    assert request.pop("seconds") > 0
    assert request.pop("time")
    endpoint = request.pop("endpoint")
    assert request.pop("port") == int(endpoint.rpartition(":")[2])
    assert request == {
        "event": "request",
        "provider": "openai",
        "model": "m",
        "host": "127.0.0.1",
        "max_tokens": 1000,
        "temperature": 0,
        "answered_by": request["answered_by"],
        "end": "complete",
        "tokens_in": 120,
        "tokens_out": 34,
    }
    for secret in (KEY, "Norland", "Shelling", ARTICLE.title or "-"):
        assert secret not in text


def test_every_try_is_told_and_why_it_is_made_again(tmp_path: Path) -> None:
    words = {"error": {"message": "Shelling killed at least 14: too many requests"}}
    used_up = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1s"}
    busy = Step(words, status=429, headers={"Retry-After": "2", **used_up})
    lines, text = told(tmp_path, busy, completion(DRAFT, usage=USAGE))
    assert [line["event"] for line in lines] == [
        *("request", "gate.closed", "request.retry", "request"),
    ]
    first, gate, retry, second = lines
    assert (first["error"], "error" in second) == ("429", False)
    assert gate["wait"] == 2
    assert (retry["code"], retry["tries"]) == ("ENDPOINT_BUSY", 1)
    assert retry["wait"] >= 2
    assert "Shelling" not in text  # what an endpoint says may quote what it was sent
