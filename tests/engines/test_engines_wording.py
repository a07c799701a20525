"""Requests as instructor words them and as they are encoded: the same as without any short cut."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any

import engines_house as house
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_endpoint import ScriptedEndpoint, completion

from summarizer.engines.llm.answer import Instructor, lean_schema, modes, prepared_answer
from summarizer.engines.llm.cache import digest_of_request
from summarizer.engines.llm.encoding import Encoder

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
    max_leaves=12,
)
MESSAGES = st.lists(
    st.fixed_dictionaries({"role": st.sampled_from(["user", "system"]), "content": st.text()})
)
REQUESTS = st.dictionaries(st.text(), JSON).flatmap(
    lambda rest: MESSAGES.map(lambda messages: {**rest, "messages": messages, "z": lean_schema()})
)
CANONICAL, PLAIN = Encoder(canonical=True), Encoder(canonical=False)


@given(REQUESTS)
def test_the_encoding_is_that_of_json(request: dict[str, Any]) -> None:
    form: Any = {"separators": (",", ":")}
    assert CANONICAL.encode(request) == json.dumps(request, sort_keys=True, **form)
    assert PLAIN.encode(request) == json.dumps(request, ensure_ascii=False, **form)


def test_what_was_encoded_before_is_not_taken_for_another() -> None:
    encoder = Encoder(canonical=True)
    for number in range(100):  # objects whose ids come again as soon as they are gone
        assert encoder.encode({"part": {"n": number}}) == f'{{"part":{{"n":{number}}}}}'


def test_the_digest_of_a_request_stays_what_it_was() -> None:
    request = {
        "endpoint": "here:80",
        "mode": "tools",
        "schema": {"properties": {"b": {"type": "string"}, "a": {"type": "integer"}}},
        "model": "m",
        "messages": [
            {"role": "system", "content": "Brief it."},
            {"role": "user", "content": "[1] « Trêve » à l’aube"},
        ],
        "max_tokens": 1000,
        "temperature": 0,
    }
    text = json.dumps(request, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    assert digest_of_request(request) == hashlib.sha256(text.encode()).hexdigest()
    # Recordings hang on it: a change of this number makes every one of them useless.
    assert digest_of_request(request) == (
        "11c1a4524d3b35f50bda29483f49b497a6f6871ebe12e569566442ff84cc157a"
    )


def request_of(number: int, *, reasked: bool = False) -> dict[str, Any]:
    messages = [
        {"role": "system", "content": "Brief it."},
        {"role": "user", "content": f"[1] Article {number} with {{{{ braces }}}}."},
    ]
    if reasked:
        messages.append({"role": "user", "content": f"Fault {number}."})
    return {"model": "m", "messages": messages, "max_tokens": 9, "temperature": 0}


def worded_by_patch(mode: Any, request: dict[str, Any]) -> dict[str, Any]:
    """What instructor's own front door hands to the SDK."""
    from instructor import Provider, patch
    from instructor.core import InstructorRetryException

    sent: list[dict[str, Any]] = []

    async def create(**given: Any) -> Any:
        sent.append(given)
        raise LookupError("no answer is wanted")

    patched: Any = patch(create=create, mode=mode, provider=Provider.OPENAI)
    with pytest.raises(InstructorRetryException, match="no answer is wanted"):
        asyncio.run(
            patched(response_model=prepared_answer(), max_retries=0, strict=False, **request)
        )
    return sent[0]


@pytest.mark.parametrize("mode", ["tools", "json_schema", "json"])
@pytest.mark.parametrize("reasked", [False, True])
def test_requests_are_worded_as_instructor_words_them(mode: str, reasked: bool) -> None:
    from instructor import Provider

    instructor = Instructor(Provider.OPENAI, modes()[mode])
    for number in range(3):  # the first is worded by it, the others by what was seen then
        request = request_of(number, reasked=reasked)
        before = json.dumps(request)
        worded = instructor.worded(request)
        assert worded == worded_by_patch(modes()[mode], request)
        assert json.dumps(request) == before


def test_the_schema_is_sent_in_its_own_order() -> None:
    with ScriptedEndpoint(completion(house.DRAFT)) as endpoint:
        house.drafted(house.engine(endpoint.base_url))
    (tool,) = endpoint.requests[0].body["tools"]
    assert list(tool["function"]["parameters"]["properties"]) == list(lean_schema()["properties"])
    assert list(lean_schema()["properties"])[:2] == ["headline", "bottom_line"]


@pytest.mark.parametrize(
    "message",
    [
        {"content": "Certainly!"},
        {"tool_calls": [{}]},
        {"tool_calls": [{"function": {}}]},
        {"tool_calls": [{"function": {"arguments": 7}}]},
        {"tool_calls": {"function": {"arguments": "{}"}}},
        {"tool_calls": "Draft"},
    ],
)
def test_a_message_of_another_shape_is_asked_again(message: dict[str, Any]) -> None:
    odd = completion(house.DRAFT)
    odd["choices"][0]["message"] = message
    with ScriptedEndpoint(odd, completion(house.DRAFT)) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert drafted.usage.calls == 2
    assert drafted.draft.headline == house.DRAFT["headline"]
