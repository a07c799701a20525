"""Providers with an SDK of their own, and what their completions say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import engines_house as house
import pytest
from scripted_endpoint import ScriptedEndpoint, Step, completion, failure

from summarizer.engines import prompts
from summarizer.engines.llm.cache import Completions
from summarizer.engines.llm.engine import LlmEngine, Sizes
from summarizer.engines.llm.metering import Meter, Price, price_usd
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.provided import Provided
from summarizer.engines.llm.replies import End, Tokens, answered_by, ending, tokens
from summarizer.errors import EngineError, ExitCode

GOOD = completion(house.DRAFT)


def reader_of(
    provider: str, policy: Policy | None = None, completions: Completions | None = None, **wire: Any
) -> LlmEngine:
    return LlmEngine(
        Provided(provider, "m", key=house.KEY, **wire),
        prompts.load("brief"),
        policy or house.policy(),
        Sizes(context_window=128_000, max_tokens=1000),
        completions=completions,
    )


@pytest.fixture
def endpoint(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The steps of the parameter, where Databricks' and Anthropic's clients find them."""
    with ScriptedEndpoint(*request.param) as running:
        monkeypatch.setenv("DATABRICKS_HOST", running.base_url)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", running.base_url.removesuffix("/v1"))
        yield running


# Databricks: `instructor.from_provider` makes its client of what is installed anyway.


@pytest.mark.parametrize("endpoint", [[completion(house.toll(figure="9")), GOOD]], indirect=True)
def test_a_provider_of_instructors_is_asked_and_asked_again(
    endpoint: ScriptedEndpoint, tmp_path: Path
) -> None:
    for cached in (0, 2):
        store = Completions(tmp_path)
        drafted = house.drafted(reader_of("databricks", completions=store))
        assert drafted.draft.tolls[0].figure == "at least 14"
        assert drafted.answered_by == "scripted-2031"
        assert drafted.usage.cached == cached
    assert len(endpoint.requests) == 2
    assert endpoint.requests[0].headers["authorization"] == f"Bearer {house.KEY}"


@pytest.mark.parametrize("endpoint", [[failure(500, "x"), failure(503, "y"), GOOD]], indirect=True)
def test_the_sdks_own_retries_are_off(endpoint: ScriptedEndpoint) -> None:
    clock = house.Clock()
    drafted = house.drafted(reader_of("databricks", house.policy(clock)))
    assert clock.waits == [0.5, 1.0]
    assert len(drafted.notes) == 2
    assert {request.headers["x-stainless-retry-count"] for request in endpoint.requests} == {"0"}


@pytest.mark.parametrize(
    "endpoint", [[failure(307, "moved", headers={"location": "/elsewhere"}), GOOD]], indirect=True
)
def test_the_sdks_redirects_are_off(endpoint: ScriptedEndpoint) -> None:
    with pytest.raises(EngineError) as caught:
        house.drafted(reader_of("databricks"))
    assert caught.value.exit_code == ExitCode.BAD_REQUEST
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("endpoint", [[Step(b"<html>")] * 2], indirect=True)
def test_garbage_through_an_sdk_is_told(endpoint: ScriptedEndpoint) -> None:
    with pytest.raises(EngineError) as caught:
        house.drafted(reader_of("databricks"))
    assert caught.value.exit_code == ExitCode.BAD_ANSWER
    assert len(endpoint.requests) == 2


# Anthropic: where its extra is installed.

MESSAGE = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-scripted",
    "content": [{"type": "tool_use", "id": "t", "name": "Draft", "input": house.DRAFT}],
    "stop_reason": "tool_use",
    "stop_sequence": None,
    "usage": {"input_tokens": 900, "output_tokens": 80, "cache_read_input_tokens": 100},
}


@pytest.mark.parametrize("endpoint", [[failure(529, "overloaded"), MESSAGE]], indirect=True)
def test_anthropic_is_asked_by_its_own_sdk(endpoint: ScriptedEndpoint) -> None:
    pytest.importorskip("anthropic")
    drafted = house.drafted(reader_of("anthropic"))
    assert drafted.draft.tolls[0].figure == "at least 14"
    assert drafted.answered_by == "claude-scripted"
    assert (drafted.usage.tokens_in, drafted.usage.tokens_out) == (1000, 80)
    assert endpoint.requests[1].headers["x-api-key"] == house.KEY


# What completions of three shapes say


def choice(**changes: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop", **changes}]}


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        (choice(), End.COMPLETE),
        (choice(finish_reason="length"), End.CUT),
        (choice(finish_reason="content_filter"), End.REFUSED),
        (choice(message={"content": None, "refusal": "no"}), End.REFUSED),
        (choice(message={"content": " "}), End.EMPTY),
        (choice(message={"content": None, "tool_calls": [{}]}), End.COMPLETE),
        (MESSAGE, End.COMPLETE),
        ({**MESSAGE, "stop_reason": "max_tokens"}, End.CUT),
        ({**MESSAGE, "stop_reason": "refusal"}, End.REFUSED),
        ({**MESSAGE, "content": []}, End.EMPTY),
        ({"candidates": [{"finish_reason": "FinishReason.MAX_TOKENS"}]}, End.CUT),
        ({"candidates": [{"finish_reason": "SAFETY"}]}, End.REFUSED),
        ({"candidates": [], "prompt_feedback": {"block_reason": "OTHER"}}, End.REFUSED),
        ({"candidates": [{"content": {"parts": []}, "finish_reason": "STOP"}]}, End.EMPTY),
        ({"candidates": [{"content": {"parts": [{}]}, "finish_reason": "STOP"}]}, End.COMPLETE),
        ({}, End.COMPLETE),
    ],
)
def test_how_a_completion_ended(raw: dict[str, Any], end: End) -> None:
    assert ending(raw)[0] is end


@pytest.mark.parametrize(
    ("usage", "taken"),
    [
        (
            {"usage": {"prompt_tokens": 9, "completion_tokens": 2}},
            Tokens(9, 2, known=True),
        ),
        (
            {
                "usage": {
                    "prompt_tokens": 9,
                    "completion_tokens": 2,
                    "prompt_tokens_details": {"cached_tokens": 4},
                }
            },
            Tokens(9, 2, 4, known=True),
        ),
        ({"usage": MESSAGE["usage"]}, Tokens(1000, 80, 100, known=True)),
        (
            {"usage_metadata": {"prompt_token_count": 9, "thoughts_token_count": 5}},
            Tokens(9, 5, known=True),
        ),
        ({"usage": None}, Tokens()),
        ({}, Tokens()),
    ],
)
def test_what_a_completion_took(usage: dict[str, Any], taken: Tokens) -> None:
    assert tokens(usage) == taken


def test_who_answered() -> None:
    assert answered_by({"model": "a"}) == "a"
    assert answered_by({"model_version": "b"}) == "b"
    assert answered_by({}) is None


# Prices


def test_a_price_is_by_the_providers_list() -> None:
    # gpt-4o-mini: $0.15 a million in, $0.075 of them reread, $0.60 out:
    # 800 × 0.15 + 200 × 0.075 + 100 × 0.60 = 195 millionths
    assert price_usd("openai", "gpt-4o-mini", Tokens(1000, 100, 200, known=True)) == pytest.approx(
        195e-6
    )


@pytest.mark.parametrize(
    ("provider", "model", "known"),
    [(None, "gpt-4o-mini", True), ("openai", "no-such-model", True), ("openai", "gpt-4o", False)],
)
def test_an_unknown_price_is_never_0(provider: str | None, model: str, known: bool) -> None:
    assert price_usd(provider, model, Tokens(1000, 100, known=known)) is None


def test_one_unknown_price_makes_the_sum_unknown() -> None:
    meter = Meter(Price("openai", "gpt-4o-mini"))
    meter.kept()
    assert meter.usage().cost_usd == 0.0
    meter.paid(Tokens(1000, 100, known=True))
    assert meter.usage().cost_usd == pytest.approx(210e-6)
    meter.paid(Tokens())
    meter.paid(Tokens(1000, 100, known=True))
    assert meter.usage().cost_usd is None
    assert (meter.usage().calls, meter.usage().cached, meter.usage().tokens_in) == (3, 1, 2000)
