"""The store of completions: the same brief again is free, and ends in the same place."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import engines_house as house
import pytest
from scripted_endpoint import ScriptedEndpoint, completion, failure

from summarizer.engines.base import Drafted
from summarizer.engines.llm.cache import Completions, digest_of_request
from summarizer.errors import EngineError, ExitCode

GOOD = completion(house.DRAFT)


@pytest.fixture
def store(tmp_path: Path) -> Completions:
    return Completions(tmp_path / "completions")


def twice(endpoint: ScriptedEndpoint, store: Completions) -> tuple[Drafted, Drafted]:
    first = house.drafted(house.engine(endpoint.base_url, completions=store))
    asked = len(endpoint.requests)
    second = house.drafted(house.engine(endpoint.base_url, completions=store))
    assert len(endpoint.requests) == asked
    return first, second


def test_a_kept_answer_costs_nothing(store: Completions) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        first, second = twice(endpoint, store)
    assert second.draft == first.draft
    assert second.answered_by == "scripted-2031"
    usage = second.usage
    assert (usage.calls, usage.cached, usage.tokens_in, usage.cost_usd) == (0, 1, 0, 0.0)


def test_a_whole_road_of_reasks_replays(store: Completions) -> None:
    steps = [completion("{", finish="length"), completion("["), completion(house.toll(figure="9"))]
    with ScriptedEndpoint(*steps, GOOD) as endpoint:
        first, second = twice(endpoint, store)
    assert first.usage.calls == second.usage.cached == 4
    assert second.draft == first.draft
    assert second.notes == first.notes


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([completion("{"), completion("["), completion("no")], ExitCode.BAD_ANSWER),
        ([completion(None, refusal="never")], ExitCode.REFUSED),
        ([completion("{", finish="length")] * 2, ExitCode.TRUNCATED),
    ],
)
def test_what_failed_fails_again_for_nothing(
    steps: list[dict[str, object]], code: ExitCode, store: Completions
) -> None:
    with ScriptedEndpoint(*steps) as endpoint:
        for asked in (len(steps), len(steps)):
            with pytest.raises(EngineError) as caught:
                house.drafted(house.engine(endpoint.base_url, completions=store))
            assert caught.value.exit_code == code
            assert len(endpoint.requests) == asked
    assert "switch the cache off" in caught.value.hint


def test_failures_of_the_endpoint_are_not_kept(store: Completions) -> None:
    steps = (failure(500, "x"), failure(400, "no"))
    with ScriptedEndpoint(*steps) as endpoint, pytest.raises(EngineError):
        house.drafted(house.engine(endpoint.base_url, completions=store))
    assert store.list() == []


@pytest.mark.parametrize("change", [{"model": "n"}, {"where": "there"}, {"temperature": 0.7}])
def test_another_request_is_another_record(store: Completions, change: dict[str, Any]) -> None:
    with ScriptedEndpoint(GOOD, GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
        house.drafted(house.engine(endpoint.base_url, completions=store, **change))
    assert len(endpoint.requests) == 2
    assert len(store.list()) == 2


def test_a_record_is_private_and_holds_no_secret(store: Completions) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
    (path,) = store.folder.iterdir()
    record = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert house.KEY not in path.read_text()
    assert "hospital staff" not in path.read_text()
    assert (record["version"], record["model"], record["article"]) == (1, "m", "ashby")
    assert record["digest"] == path.stem
    assert record["completion"]["choices"][0]["message"]["tool_calls"]


def test_a_list_has_a_row_for_each_record(store: Completions) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
    (row,) = store.list()
    assert (row.article, row.model, row.tokens_in, row.tokens_out) == ("ashby", "m", 1000, 100)
    assert row.path.name == f"{row.digest}.json"


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b'{"version": 2}', b"\xff"])
def test_a_damaged_record_is_a_miss_that_is_told(store: Completions, damage: bytes) -> None:
    with ScriptedEndpoint(GOOD, GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
        (path,) = store.folder.iterdir()
        path.write_bytes(damage)
        again = house.drafted(house.engine(endpoint.base_url, completions=store))
    assert again.usage.calls == 1
    assert "is damaged" in again.notes[0]
    assert json.loads(path.read_text())["version"] == 1  # made good


def test_a_record_under_a_wrong_name_is_not_taken(store: Completions) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
    (row,) = store.list()
    row.path.rename(store.folder / f"{'0' * 64}.json")
    notes: list[str] = []
    assert store.get("0" * 64, notes.append) is None
    assert len(notes) == 1


def test_a_folder_that_cannot_be_written_is_told_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Completions(tmp_path / "file" / "completions")
    with ScriptedEndpoint(GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url, completions=store))
    assert drafted.draft.tolls
    assert any("cannot be kept" in note for note in drafted.notes)


def test_no_half_written_file_is_left(store: Completions) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, completions=store))
    assert [path.suffix for path in store.folder.iterdir()] == [".json"]


def test_a_digest_is_of_the_meaning_not_the_order() -> None:
    assert digest_of_request({"a": 1, "b": "é"}) == digest_of_request({"b": "é", "a": 1})
    assert digest_of_request({"a": 1}) != digest_of_request({"a": 2})


def test_without_a_store_nothing_is_kept(tmp_path: Path) -> None:
    with ScriptedEndpoint(GOOD, GOOD) as endpoint:
        for _ in range(2):
            house.drafted(house.engine(endpoint.base_url))
    assert len(endpoint.requests) == 2
    assert list(tmp_path.iterdir()) == []
