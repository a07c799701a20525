"""From a model's name to an engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import engines_house as house
import pytest
from scripted_endpoint import ScriptedEndpoint, completion

from summarizer.engines.base import Setup
from summarizer.engines.llm.engine import LlmEngine
from summarizer.engines.registry import ADDRESSES, engine_for
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.settings.keys import PROVIDER_VARIABLES

GOOD = completion(house.DRAFT)


def made(tmp_path: Path, **given: Any) -> LlmEngine:
    reader = engine_for(house.settings(cache_dir=tmp_path, **given))
    assert isinstance(reader, LlmEngine)
    return reader


@pytest.mark.parametrize("model", [None, "rules"])
def test_no_model_is_the_built_in_engine(model: str | None) -> None:
    assert engine_for(house.settings(model=model)).name == "rules"


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        ("small-1", "small-1"),
        ("openai/small-1", "small-1"),
        ("ollama/small-1", "small-1"),
        ("openrouter/maker/small-1", "maker/small-1"),
        ("maker/small-1", "maker/small-1"),
        ("anthropic/small-1", "anthropic/small-1"),
    ],
)
def test_with_a_base_url_the_name_is_the_endpoints_own(
    tmp_path: Path, model: str, sent: str
) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        reader = made(tmp_path, model=model, base_url=endpoint.base_url)
        drafted = house.drafted(reader)
    assert endpoint.requests[0].body["model"] == sent
    assert endpoint.requests[0].path == "/v1/chat/completions"
    assert reader.model == model
    assert drafted.usage.cost_usd is None  # a price list is for the provider's own endpoint


def test_the_settings_reach_the_request(tmp_path: Path) -> None:
    with ScriptedEndpoint(completion(house.DRAFT, tool=False)) as endpoint:
        given = {"mode": "json_schema", "max_tokens": 777, "temperature": 0.3}
        base_url, key = endpoint.base_url, house.KEY
        house.drafted(made(tmp_path, model="m", base_url=base_url, api_key=key, **given))
    (request,) = endpoint.requests
    assert request.headers["authorization"] == f"Bearer {house.KEY}"
    assert (request.body["max_tokens"], request.body["temperature"]) == (777, 0.3)
    assert request.body["response_format"]["type"] == "json_schema"


def test_an_engine_says_what_its_answers_hang_on(tmp_path: Path) -> None:
    base_url = "http://127.0.0.1:8000/v1"
    setup = made(tmp_path, model="m", base_url=base_url, temperature=None, max_tokens=777).setup
    assert (setup.endpoint, setup.prompt, setup.mode) == ("127.0.0.1:8000", "brief", "tools")
    assert (setup.temperature, setup.max_tokens, setup.context_window) == (None, 777, 128_000)
    assert engine_for(house.settings()).setup == Setup()


@pytest.mark.parametrize("cache", [True, False])
def test_the_cache_is_kept_where_the_settings_say(tmp_path: Path, cache: bool) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(made(tmp_path, model="m", base_url=endpoint.base_url, cache=cache))
    assert len(list(tmp_path.glob("completions/*.json"))) == int(cache)


@pytest.mark.parametrize("provider", sorted(set(PROVIDER_VARIABLES) - {"ollama"}))
def test_a_missing_key_is_told_with_its_variable(tmp_path: Path, provider: str) -> None:
    with pytest.raises(EngineError) as caught:
        made(tmp_path, model=f"{provider}/m")
    assert caught.value.exit_code == ExitCode.NO_KEY
    assert PROVIDER_VARIABLES[provider][0] in caught.value.hint


def test_ollama_wants_no_key(tmp_path: Path) -> None:
    assert made(tmp_path, model="ollama/small-1").model == "ollama/small-1"


@pytest.mark.parametrize("model", ["small-1", "nobody/small-1", "openai/", "/small-1", "openai"])
def test_a_name_of_no_known_form_lists_the_forms(tmp_path: Path, model: str) -> None:
    with pytest.raises(SettingError, match="PROVIDER/NAME"):
        made(tmp_path, model=model, api_key=house.KEY)


def test_every_provider_has_a_road() -> None:
    from summarizer.engines.llm.provided import SDKS

    assert set(ADDRESSES) | set(SDKS) == set(PROVIDER_VARIABLES)
    assert not set(ADDRESSES) & set(SDKS)


def test_a_missing_sdk_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])  # nothing can be found there
    monkeypatch.setattr(sys, "path_importer_cache", {})
    monkeypatch.delitem(sys.modules, "anthropic", raising=False)
    with pytest.raises(SettingError) as caught:
        made(tmp_path, model="anthropic/m", api_key=house.KEY)
    assert caught.value.hint == 'pip install "summarizer[anthropic]"'


IMPORTED = """
import asyncio, json, sys
from summarizer.engines.registry import engine_for
from summarizer.model import Article
from summarizer.settings import Settings
settings = Settings(**json.loads(sys.argv[1]))
engine = engine_for(settings)
heavy = {"openai", "instructor", "aiohttp", "genai_prices"}
made = sorted(heavy & set(sys.modules))
drafted = asyncio.run(engine.draft(Article.model_validate_json(sys.argv[2])))
print(json.dumps([made, sorted(heavy & set(sys.modules)), drafted.usage.cached]))
"""


def test_a_kept_answer_imports_no_sdk(tmp_path: Path) -> None:
    with ScriptedEndpoint(GOOD) as endpoint:
        given = {"model": "m", "base_url": endpoint.base_url, "cache_dir": str(tmp_path)}
        house.drafted(made(tmp_path, model="m", base_url=endpoint.base_url))
        ran = subprocess.run(
            [
                *(sys.executable, "-c", IMPORTED),
                *(json.dumps(given), house.ARTICLE.model_dump_json()),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.stderr == ""
    assert json.loads(ran.stdout) == [[], [], 1]
    assert len(endpoint.requests) == 1
