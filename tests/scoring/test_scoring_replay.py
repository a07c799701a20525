"""Recordings: made once over a real socket, then answering with no network, no key, no address."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest
import runs_house as house
from scripted_endpoint import ScriptedEndpoint, completion

from summarizer.engines.llm.cache import digest_of_request
from summarizer.engines.llm.endpoint import Endpoint
from summarizer.engines.llm.provided import Provided
from summarizer.engines.llm.replay import Recorded
from summarizer.engines.registry import replay_engine
from summarizer.errors import ExitCode, SettingError, Unrecorded
from summarizer.scoring.gold import load
from summarizer.scoring.results import Outcome
from summarizer.scoring.runs import Run, manifest_of
from summarizer.settings import Settings

CUT = [completion("{", finish="length")] * 2
REASKED = [completion("{"), house.GOOD]
REFUSED = [completion(None, refusal="never")]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return house.gold(tmp_path / "source")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection is a failure of the test, whoever catches the error."""

    def refuse(*_: Any) -> NoReturn:
        raise AssertionError("a replay touched the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def recorded(tmp_path: Path, source: Path, *steps: Any, epochs: int = 1, **given: Any) -> Run:
    """A run whose completions are kept in `recordings`."""
    with ScriptedEndpoint(*steps) as endpoint:
        chosen = house.settings(endpoint.base_url, **given)
        path = tmp_path / f"live{len(list(tmp_path.glob('live*')))}"
        with house.run_at(path, source, chosen, epochs=epochs) as run:
            house.fill(run, house.recording(chosen, tmp_path / "recordings"))
        assert endpoint.left == 0
    return run


def replayed(tmp_path: Path, source: Path, chosen: Settings, *, epochs: int = 1) -> Run:
    folder = tmp_path / "recordings"
    golds = load(source)
    engine = replay_engine(chosen, folder)
    manifest = manifest_of(golds, engine, epochs=epochs, replayed=True)
    with Run.at(tmp_path / "replay", manifest, golds, source) as run:
        house.fill(run, lambda epoch: replay_engine(chosen, house.of_epoch(folder, epoch)))
    return run


@pytest.mark.usefixtures("offline")
def test_the_network_is_really_shut() -> None:
    with socket.socket() as probe, pytest.raises(AssertionError):
        probe.connect(("127.0.0.1", 9))


def test_a_replay_says_what_the_recording_said(
    tmp_path: Path, source: Path, request: pytest.FixtureRequest
) -> None:
    live = recorded(tmp_path, source, *REASKED, *CUT, *REFUSED)
    request.getfixturevalue("offline")
    run = replayed(tmp_path, source, house.settings())  # no base_url, no key
    assert [outcome for _, _, outcome in house.pairs(run)] == ["ok", "truncated", "refused"]
    briefs = [attempt.brief for attempt in run.attempts()]
    assert briefs[0] is not None
    assert len(briefs[0].tolls) == 1
    ours, theirs = house.meanings(run), house.meanings(live)
    assert [one["brief"] for one in ours] == [one["brief"] for one in theirs]
    usages = [attempt.usage for attempt in run.attempts()]
    assert [(usage.calls, usage.cached, usage.cost_usd) for usage in usages] == [
        (0, 2, 0.0),
        (0, 2, 0.0),
        (0, 1, 0.0),
    ]
    assert run.manifest.endpoint == live.manifest.endpoint
    assert run.manifest.replayed


def test_each_epoch_has_its_own_recordings(tmp_path: Path) -> None:
    source = house.gold(tmp_path / "source", 1)
    answers = [completion({**house.ANSWER, "headline": f"Epoch {n}"}) for n in (1, 2)]
    recorded(tmp_path, source, *answers, epochs=2)
    assert len(list((tmp_path / "recordings" / "epoch-2").iterdir())) == 1
    run = replayed(tmp_path, source, house.settings(), epochs=3)
    first, second, third = run.attempts()
    assert first.brief != second.brief
    assert third.outcome is Outcome.UNRECORDED


@pytest.mark.usefixtures("offline")
def test_without_recordings_all_is_unrecorded(tmp_path: Path, source: Path) -> None:
    run = replayed(tmp_path, source, house.settings())
    assert [outcome for _, _, outcome in house.pairs(run)] == ["unrecorded"] * 3


def test_what_is_missing_is_named_with_its_digest(tmp_path: Path, source: Path) -> None:
    recorded(tmp_path, source, *[house.GOOD] * 3)
    (gone, *_) = (
        file
        for file in (tmp_path / "recordings").iterdir()
        if json.loads(file.read_text())["article"] == "a1"
    )
    gone.unlink()
    run = replayed(tmp_path, source, house.settings())
    attempts = {attempt.article: attempt for attempt in run.attempts()}
    assert attempts["a0"].outcome is attempts["a2"].outcome is Outcome.OK
    assert attempts["a1"].outcome is Outcome.UNRECORDED
    assert attempts["a1"].exit_code == ExitCode.INCONCLUSIVE
    assert (attempts["a1"].why or "").startswith(f"there is no recording {gone}; ")


@pytest.mark.parametrize("damage", [b"", b"{", b"null", b'{"version": 2}', b"\xff"])
def test_a_damaged_recording_is_named(tmp_path: Path, source: Path, damage: bytes) -> None:
    recorded(tmp_path, source, *[house.GOOD] * 3)
    bad = min((tmp_path / "recordings").iterdir())
    bad.write_bytes(damage)
    run = replayed(tmp_path, source, house.settings())
    (unrecorded,) = (a for a in run.attempts() if a.outcome is Outcome.UNRECORDED)
    assert (unrecorded.why or "").startswith(f"the kept completion {bad} is damaged")
    assert bad.read_bytes() == damage


@pytest.mark.parametrize("change", [{"temperature": 0.5}, {"mode": "json"}, {"model": "n"}])
def test_another_request_was_not_recorded(
    tmp_path: Path, source: Path, change: dict[str, Any]
) -> None:
    recorded(tmp_path, source, *[house.GOOD] * 3)
    run = replayed(tmp_path, source, house.settings(**change))
    assert {outcome for _, _, outcome in house.pairs(run)} == {"unrecorded"}


def test_of_several_endpoints_one_has_to_be_named(tmp_path: Path, source: Path) -> None:
    one = recorded(tmp_path, source, *[house.GOOD] * 3).manifest.endpoint
    two = recorded(tmp_path, source, *[house.GOOD] * 3).manifest.endpoint
    with pytest.raises(SettingError, match="recordings of several endpoints") as caught:
        replay_engine(house.settings(), tmp_path / "recordings")
    assert f"{one} (3)" in caught.value.message
    assert f"{two} (3)" in caught.value.message
    run = replayed(tmp_path, source, house.settings(f"http://{two}/v1"))
    assert run.manifest.endpoint == two
    assert [outcome for _, _, outcome in house.pairs(run)] == ["ok"] * 3


def test_a_base_url_that_was_not_recorded_does_not_matter(tmp_path: Path, source: Path) -> None:
    live = recorded(tmp_path, source, *[house.GOOD] * 3)
    run = replayed(tmp_path, source, house.settings("https://elsewhere.example/v1"))
    assert run.manifest.endpoint == live.manifest.endpoint
    assert [outcome for _, _, outcome in house.pairs(run)] == ["ok"] * 3


@pytest.mark.parametrize("model", ["openai/small-1", "ollama/small-1", "maker/small-1"])
def test_a_name_with_a_provider_is_found_again(tmp_path: Path, source: Path, model: str) -> None:
    recorded(tmp_path, source, *[house.GOOD] * 3, model=model)
    run = replayed(tmp_path, source, house.settings(model=model))
    assert [outcome for _, _, outcome in house.pairs(run)] == ["ok"] * 3
    assert run.manifest.model == model


def test_the_built_in_rules_need_no_recordings(tmp_path: Path) -> None:
    assert replay_engine(house.settings(model=None), tmp_path / "none").name == "rules"


def test_recordings_hold_no_key_and_no_article(tmp_path: Path, source: Path) -> None:
    recorded(tmp_path, source, *[house.GOOD] * 3)
    for file in (tmp_path / "recordings").iterdir():
        text = file.read_text()
        assert house.KEY not in text
        assert "The market had just opened" not in text
        assert "in district" not in text


@pytest.mark.parametrize("temperature", [0.0, None])
def test_a_replay_words_requests_as_every_wire_does(temperature: float | None) -> None:
    messages = [{"role": "user", "content": "x"}]
    given: dict[str, Any] = {"mode": "tools", "temperature": temperature}
    wires = (
        Endpoint("api.openai.com:443", "m", "https://api.openai.com/v1", **given),
        Endpoint("127.0.0.1:80", "m", "http://127.0.0.1/v1", **given),
        Provided("anthropic", "m", **given),
    )
    digests = set()
    for wire in wires:
        request = wire.request(messages, 9)
        assert Recorded(wire.where, "m", **given).request(messages, 9) == request
        digests.add(digest_of_request({"endpoint": wire.where, **request}))
    assert len(digests) == 3


async def sent() -> None:
    await Recorded("here:80", "m", "tools", None).send({"model": "m"})


def test_the_wire_of_a_replay_refuses_to_send() -> None:
    with pytest.raises(Unrecorded, match="sends nothing"):
        asyncio.run(sent())
    with pytest.raises(Unrecorded, match="sends nothing"):
        Recorded("here:80", "m", "tools", None).parsed({})
