"""One article over a real socket: what is asked, what is asked again, what it costs."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import engines_house as house
import pytest
from scripted_endpoint import ScriptedEndpoint, Step, completion, failure, texts

from summarizer.engines.llm.engine import LlmEngine, Sizes
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.model import Article, Usage

GOOD = completion(house.DRAFT)


def failed(reader: LlmEngine, article: Article = house.ARTICLE) -> EngineError:
    with pytest.raises(EngineError) as caught:
        house.drafted(reader, article)
    return caught.value


def test_a_draft_comes_back_with_its_provenance() -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert [toll.figure for toll in drafted.draft.tolls] == ["at least 14"]
    assert drafted.answered_by == "scripted-2031"
    assert drafted.prompt == "brief"
    assert drafted.prompt_hash is not None
    assert len(drafted.prompt_hash) == 64
    assert (drafted.usage.calls, drafted.usage.tokens_in, drafted.usage.tokens_out) == (
        1,
        1000,
        100,
    )
    assert drafted.usage.cost_usd is None
    assert drafted.notes == ()


def test_the_draft_is_a_plain_one() -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert type(drafted.draft).__module__ == "summarizer.model.draft"


@pytest.mark.parametrize(
    ("mode", "tool", "field"),
    [
        ("tools", True, "tools"),
        ("json_schema", False, "response_format"),
        ("json", False, "response_format"),
    ],
)
def test_every_mode_asks_in_its_own_way(mode: str, tool: bool, field: str) -> None:
    with ScriptedEndpoint(completion(house.DRAFT, tool=tool)) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url, mode=mode))
    assert drafted.draft.headline == house.DRAFT["headline"]
    assert field in endpoint.requests[0].body


def test_the_schema_is_lean_and_the_prompt_has_the_definitions() -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    (tool,) = endpoint.requests[0].body["tools"]
    stage = tool["function"]["parameters"]["$defs"]["Stage"]
    assert set(stage) == {"enum", "type"}
    assert "`exploratory` talks about talks" in endpoint.requests[0].messages[0]["content"]


def test_no_template_runs_over_the_article() -> None:
    article = house.ARTICLE.model_copy(update={"text": "He wrote {{ 7 * 7 }} and {% raw %}."})
    draft = {**house.DRAFT, "tolls": []}
    with ScriptedEndpoint(completion(draft)) as endpoint:
        house.drafted(house.engine(endpoint.base_url), article)
    assert "{{ 7 * 7 }} and {% raw %}." in endpoint.requests[0].messages[1]["content"]


@pytest.mark.parametrize(("temperature", "sent"), [(0.0, True), (None, False)])
def test_a_temperature_of_none_is_not_sent(temperature: float | None, sent: bool) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, temperature=temperature))
    assert ("temperature" in endpoint.requests[0].body) is sent


def test_without_a_key_no_authorization_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-somebody-elses")
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, key=None))
    assert "authorization" not in endpoint.requests[0].headers
    assert "sk-somebody-elses" not in str(endpoint.requests[0].headers)


def test_what_the_sdk_takes_from_its_variables_stays_with_openai(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Mine: secret\nX-Other: secret too")
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    sent = str(endpoint.requests[0].headers)
    assert f"Bearer {house.KEY}" in sent
    assert not any(word in sent for word in ("org-mine", "proj-mine", "secret"))


def test_every_request_says_what_the_sdk_says() -> None:
    """Headers are worded once for all requests: no later one lacks any, or has more."""
    with ScriptedEndpoint(GOOD, GOOD) as endpoint:

        async def both() -> None:
            async with house.engine(endpoint.base_url) as reader:
                for _ in range(2):
                    await reader.draft(house.ARTICLE)

        asyncio.run(both())
        first, second = (dict(request.headers) for request in endpoint.requests)
    assert first == second
    assert first["content-type"] == first["accept"] == "application/json"
    assert first["user-agent"].startswith("AsyncOpenAI/")
    assert {"authorization", "accept-encoding", "x-stainless-lang"} <= first.keys()


# Asking again


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (house.toll(figure="at least 41"), "tolls[0].figure 'at least 41' does not stand"),
        (house.toll(figure="4"), "tolls[0].figure '4' does not stand in sentence 2"),
        (house.toll(sentences=[3]), "it stands in 2"),
        (house.toll(sentences=[]), "tolls[0].sentences is empty"),
        (house.toll(sentences=[2, 9]), "no sentence 9; they run from 1 to 3"),
        (house.toll(metric="slain"), "tolls[0].metric: Input should be"),
        ({"headline": "x"}, "bottom_line: Field required"),
        ("{", "Invalid JSON"),
        ("", "the answer was empty"),
    ],
)
def test_a_fault_is_told_and_asked_again(bad: Any, told: str) -> None:
    first = completion(bad) if bad else completion(None)
    with ScriptedEndpoint(first, GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    one, two = endpoint.requests
    assert two.messages[:-1] == one.messages
    assert told in two.messages[-1]["content"]
    assert drafted.draft.tolls[0].figure == "at least 14"
    assert drafted.usage.calls == 2
    assert drafted.usage.tokens_in == 2000
    assert len(drafted.notes) == 1


def test_numbers_as_words_of_json_are_taken() -> None:
    with ScriptedEndpoint(completion(house.toll(sentences=["2"]))) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert drafted.draft.tolls[0].sentences == [2]


def test_a_reask_does_not_grow() -> None:
    bad = [house.toll(figure=figure) for figure in ("91", "92", "93")]
    with ScriptedEndpoint(*map(completion, bad)) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert [len(request.messages) for request in endpoint.requests] == [2, 3, 3]
    assert "'91'" not in endpoint.requests[2].messages[-1]["content"]
    assert drafted.draft.tolls[0].figure == "93"  # it parses: grounding is to judge it
    assert drafted.notes[-1] == "faults left after the last re-ask, for grounding to judge: 1"


def test_many_faults_are_cut_to_twelve_lines() -> None:
    tolls = [{**house.DRAFT["tolls"][0], "sentences": []}] * 40
    with ScriptedEndpoint(completion({**house.DRAFT, "tolls": tolls}), GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    lines = endpoint.requests[1].messages[-1]["content"].splitlines()
    assert len([line for line in lines if line.startswith("- ")]) == 12
    assert "- and 29 more of the kind" in lines


def test_the_same_faults_twice_end_the_asking() -> None:
    bad = completion(house.toll(figure="91"))
    with ScriptedEndpoint(bad, bad, GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    assert endpoint.left == 1


def test_the_draft_with_the_fewest_faults_is_taken() -> None:
    one_fault = completion(house.toll(figure="91"))
    with ScriptedEndpoint(one_fault, completion("{"), completion("[")) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert drafted.draft.tolls[0].figure == "91"
    assert drafted.usage.calls == 3


def test_an_answer_that_never_parses_is_a_bad_answer() -> None:
    with ScriptedEndpoint(completion("{"), completion("["), completion("no")) as endpoint:
        error = failed(house.engine(endpoint.base_url))
    assert error.exit_code == ExitCode.BAD_ANSWER
    assert isinstance(error.usage, Usage)
    assert error.usage.calls == 3


def test_text_in_place_of_the_tool_is_asked_again() -> None:
    with ScriptedEndpoint(completion("Certainly!", tool=False), GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert drafted.usage.calls == 2


# Answers that end otherwise


def test_an_answer_cut_off_gets_one_try_with_twice_the_room() -> None:
    with ScriptedEndpoint(completion("{", finish="length"), GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert [request.body["max_tokens"] for request in endpoint.requests] == [1000, 2000]
    assert endpoint.requests[0].messages == endpoint.requests[1].messages
    assert drafted.usage.calls == 2
    assert "max_tokens 2000" in drafted.notes[0]


def test_an_answer_cut_off_twice_is_truncated() -> None:
    cut = completion(house.DRAFT, finish="length")  # whole by chance: not to be trusted
    with ScriptedEndpoint(cut, cut, GOOD) as endpoint:
        error = failed(house.engine(endpoint.base_url))
    assert error.exit_code == ExitCode.TRUNCATED
    assert endpoint.left == 1


@pytest.mark.parametrize(
    "refusal",
    [completion(None, refusal="I will not."), completion(house.DRAFT, finish="content_filter")],
)
def test_a_refusal_is_not_asked_again(refusal: dict[str, Any]) -> None:
    with ScriptedEndpoint(refusal, GOOD) as endpoint:
        error = failed(house.engine(endpoint.base_url))
    assert error.exit_code == ExitCode.REFUSED
    assert endpoint.left == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html><h1>Welcome</h1></html>",
        b"",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"finish_reason": "stop"}]}',
        b'{"error": {"message": "upstream is gone"}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_completion_is_tried_once_more(body: bytes) -> None:
    with ScriptedEndpoint(Step(body), Step(body), GOOD) as endpoint:
        error = failed(house.engine(endpoint.base_url))
    assert error.exit_code == ExitCode.BAD_ANSWER
    assert "here: " in error.message
    assert endpoint.left == 1


def test_garbage_once_is_no_failure() -> None:
    with ScriptedEndpoint(Step(b"<html>"), GOOD) as endpoint:
        assert house.drafted(house.engine(endpoint.base_url)).draft.tolls


def test_an_endpoint_that_hides_its_usage_is_told_of() -> None:
    with ScriptedEndpoint(completion(house.DRAFT, usage={})) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url, prices="openai"))
    assert drafted.usage.tokens_in == 0
    assert drafted.usage.cost_usd is None
    assert "does not say how many tokens" in drafted.notes[0]


# Long and empty articles


def test_a_long_article_is_read_in_windows() -> None:
    lines = [
        f"On day {day} shelling killed {day + 100} people near the river." for day in range(300)
    ]
    article = house.ARTICLE.model_copy(update={"text": "\n".join(lines)})
    empty = {"headline": "First", "bottom_line": "Window."}
    later = {**empty, "headline": "Later"}
    answers = [completion(empty), *[completion(later)] * 20]
    with ScriptedEndpoint(*answers) as endpoint:
        reader = house.engine(endpoint.base_url, sizes=Sizes(context_window=9_500, max_tokens=1000))
        drafted = house.drafted(reader, article)
    shown = texts([request.messages[1] for request in endpoint.requests])
    assert len(endpoint.requests) > 1
    assert all(f"[{number}] On day {number - 1} " in shown for number in range(1, 301))
    assert drafted.draft.headline == "First"
    assert f"{len(endpoint.requests)} windows" in drafted.notes[0]


def test_an_article_without_sentences_costs_nothing() -> None:
    with ScriptedEndpoint() as endpoint:
        blank = house.ARTICLE.model_copy(update={"text": " \n "})
        drafted = house.drafted(house.engine(endpoint.base_url), blank)
    assert endpoint.requests == []
    assert drafted.draft.tolls == []
    assert drafted.notes


def test_a_window_without_room_is_a_wrong_setting() -> None:
    with pytest.raises(SettingError, match="has no room"):
        house.engine("http://127.0.0.1:9/v1", sizes=Sizes(context_window=4096, max_tokens=1000))


# Secrets and silence


def test_the_key_is_in_no_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    steps = [
        failure(500, f"proxy saw {house.KEY}"),
        failure(429, f"again Bearer {house.KEY}"),
        failure(401, f"Incorrect API key provided: {house.KEY}"),
    ]
    with ScriptedEndpoint(*steps) as endpoint:
        error = failed(house.engine(endpoint.base_url))
    assert error.exit_code == ExitCode.NO_KEY
    assert house.KEY not in f"{error} {caplog.text} {[str(row.args) for row in caplog.records]}"


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with ScriptedEndpoint(failure(500, "x"), completion("{"), completion("["), GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    assert capfd.readouterr() == ("", "")


def test_an_engine_serves_one_event_loop_after_another() -> None:
    with ScriptedEndpoint(GOOD, GOOD) as endpoint:
        reader = house.engine(endpoint.base_url)
        assert house.drafted(reader).usage.calls == 1
        assert house.drafted(reader).usage.calls == 1


def test_many_articles_at_a_time_keep_their_own_counts() -> None:
    async def run(reader: LlmEngine) -> list[int]:
        async with reader:
            return [
                drafted.usage.calls
                for drafted in await asyncio.gather(
                    *(reader.draft(house.ARTICLE) for _ in range(8))
                )
            ]

    with ScriptedEndpoint(*[GOOD] * 8) as endpoint:
        assert asyncio.run(run(house.engine(endpoint.base_url))) == [1] * 8
