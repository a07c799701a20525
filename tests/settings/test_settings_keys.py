"""Which key goes to which endpoint, and that no key is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError
from settings_house import FAR, HERE, House, key_of

from summarizer.settings import PROVIDER_VARIABLES, Settings, Source, describe


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("provider", "name"),
    [(p, n) for p, names in PROVIDER_VARIABLES.items() for n in names],
)
def test_a_provider_gets_its_own_key_and_no_other(house: House, provider: str, name: str) -> None:
    others = {n: "other" for p, ns in PROVIDER_VARIABLES.items() if p != provider for n in ns}
    loaded = house.load({**others, name: "own"}, model=f"{provider}/some-model")
    assert key_of(loaded) == "own"
    assert str(loaded.origins["api_key"]) == f"environment {name}"


def test_our_own_variable_outranks_the_providers(house: House) -> None:
    env = {"SUMMARIZER_API_KEY": "ours", "OPENAI_API_KEY": "theirs\n"}
    assert key_of(house.load(env, model="openai/x")) == "ours"
    del env["SUMMARIZER_API_KEY"]
    assert key_of(house.load(env, model="openai/x")) == "theirs"


@pytest.mark.parametrize("model", [None, "rules", "ollama/x"])
def test_no_key_is_taken_where_none_is_needed(house: House, model: str | None) -> None:
    house.user('api_key = "k"')
    loaded = house.load({"SUMMARIZER_API_KEY": "k", "OPENAI_API_KEY": "k"}, model=model)
    assert key_of(loaded) is None
    assert loaded.notes == ()


def test_a_base_url_that_the_user_chose_gets_the_key(house: House) -> None:
    key = {"OPENAI_API_KEY": "k"}
    assert key_of(house.load(key, model="m", base_url=FAR)) == "k"
    assert key_of(house.load(key | {"SUMMARIZER_BASE_URL": FAR}, model="m")) == "k"
    house.user(f'base_url = "{FAR}"')
    assert key_of(house.load(key, model="m")) == "k"
    assert house.load(key, model="m").notes == ()


def test_openais_own_variable_names_the_endpoint_for_its_models_only(house: House) -> None:
    env = {"OPENAI_BASE_URL": FAR, "OPENAI_API_KEY": "k", "MISTRAL_API_KEY": "m"}
    house.project(f'base_url = "{HERE}"')
    loaded = house.load(env, model="openai/x")
    assert (loaded.settings.base_url, key_of(loaded)) == (FAR, "k")
    assert str(loaded.origins["base_url"]) == "environment OPENAI_BASE_URL"
    assert house.load(env, model="mistral/x").settings.base_url == HERE
    assert house.load(env, model="x", base_url=HERE).settings.base_url == HERE
    assert house.load(env).origins["base_url"].source is Source.PROJECT
    assert "OPENAI_BASE_URL: base_url" in str(
        house.refused({"OPENAI_BASE_URL": "x"}, model="openai/x")
    )


@pytest.mark.parametrize("where", ["option", "SUMMARIZER_API_KEY", "OPENAI_API_KEY", "file"])
def test_a_projects_endpoint_gets_no_key_from_anywhere(house: House, where: str) -> None:
    house.project(f'model = "openai/x"\nbase_url = "{FAR}"')
    house.user('api_key = "k"' if where == "file" else "")
    options = {"api_key": "k"} if where == "option" else {}
    loaded = house.load({where: "k"}, **options)
    assert key_of(loaded) is None
    assert loaded.origins["api_key"].source is Source.DEFAULT
    sent, withheld = loaded.notes
    assert sent.startswith("articles are sent to llm.example.org, as project file")
    assert "not sent to llm.example.org" in withheld
    assert "trusted_hosts" in withheld


@pytest.mark.parametrize(
    ("trusted", "url", "goes"),
    [
        ("llm.example.org", FAR, True),
        ("LLM.example.org:443", FAR, True),
        ("llm.example.org", "https://LLM.EXAMPLE.ORG.:8443/v1", True),
        ("llm.example.org:8443", FAR, False),
        ("example.org", FAR, False),
        ("llm.example.org", "https://llm.example.org.evil.net/v1", False),
        ("llm.example.org", "http://llm.example.org/v1", False),
        ("127.0.0.1", HERE, True),
        ("localhost", HERE, False),
    ],
)
def test_trusted_hosts_let_a_projects_endpoint_have_the_key(
    house: House, trusted: str, url: str, goes: bool
) -> None:
    house.project(f'model = "x"\nbase_url = "{url}"')
    house.user(f'trusted_hosts = ["{trusted}"]')
    loaded = house.load({"SUMMARIZER_API_KEY": "k"})
    assert key_of(loaded) == ("k" if goes else None)
    assert (loaded.notes == ()) is goes


def test_a_project_that_names_a_model_only_is_no_danger_to_the_key(house: House) -> None:
    house.project('model = "anthropic/x"')
    loaded = house.load({"ANTHROPIC_API_KEY": "k"})
    assert (key_of(loaded), loaded.notes) == ("k", ())


def test_a_project_that_turns_off_the_users_endpoint_is_told(house: House) -> None:
    house.user(f'base_url = "{FAR}"\napi_key = "theirs"')
    house.project('model = "openai/x"\nbase_url = "none"')
    loaded = house.load({})
    assert key_of(loaded) is None
    assert any("the model's own provider, as project file" in note for note in loaded.notes)


def test_a_key_beside_a_base_url_is_for_that_endpoint(house: House) -> None:
    house.user(f'base_url = "{FAR}"\napi_key = "theirs"')
    env = {"OPENAI_API_KEY": "general"}
    assert key_of(house.load(env, model="x")) == "theirs"
    assert key_of(house.load(env, model="x", base_url=FAR + "2")) == "general"
    assert key_of(house.load({}, model="x", base_url=FAR + "2")) == "theirs"
    elsewhere = house.load({}, model="x", base_url="https://other.example.org")
    assert key_of(elsewhere) is None
    assert "is for llm.example.org" in elsewhere.notes[0]


def test_a_key_over_plain_http_is_warned_of(house: House) -> None:
    key = {"SUMMARIZER_API_KEY": "k"}
    (note,) = house.load(key, model="x", base_url="http://llm.example.org/v1").notes
    assert "over http" in note
    for private in (HERE, "http://localhost:1/v1", "http://[::1]:1/v1", FAR):
        assert house.load(key, model="x", base_url=private).notes == ()
    assert house.load({}, model="x", base_url="http://llm.example.org/v1").notes == ()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_with_a_key_that_others_can_open_is_warned_of(house: House) -> None:
    house.user('api_key = "k"', mode=0o640)
    (note,) = house.load().notes
    assert "chmod 600" in note
    house.user("tries = 2", mode=0o644)
    assert house.load().notes == ()


def test_a_key_is_never_shown(house: House) -> None:
    loaded = house.load({"SUMMARIZER_API_KEY": "sesame"}, model="openai/x")
    assert key_of(loaded) == "sesame"
    shown = [
        repr(loaded),
        str(loaded.settings),
        loaded.settings.model_dump_json(),
        repr(loaded.settings.model_dump()),
        repr(describe(loaded)),
    ]
    assert not any("sesame" in text for text in shown)
    assert "api_key" not in loaded.settings.model_dump()


def test_a_secret_in_a_wrong_value_is_not_shown() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({"api_key": "open sesame", "base_url": "https://me:sesame@x.org"})
    assert "sesame" not in str(caught.value)
