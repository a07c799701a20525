"""What settings are accepted, which place wins, and what a project's file may not do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError
from settings_house import FAR, HERE, House

from summarizer.errors import SettingError
from summarizer.settings import NOT_IN_PROJECT, Settings, Source, describe, load, variable


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


# Which place wins


def test_without_anything_every_value_is_the_default(house: House) -> None:
    loaded = house.load()
    assert loaded.settings == Settings()
    assert set(loaded.origins) == set(Settings.model_fields)
    assert {o.source for o in loaded.origins.values()} == {Source.DEFAULT}
    assert loaded.notes == ()


def test_each_place_outranks_the_next(house: House) -> None:
    house.user("tries = 1")
    assert (house.load().settings.tries, str(house.load().origins["tries"])) == (
        1,
        f"user file {house.user_file}",
    )
    path = house.project("tries = 2")
    assert house.load().settings.tries == 2
    assert str(house.load().origins["tries"]) == f"project file {path}"
    env = {"SUMMARIZER_TRIES": "3"}
    assert house.load(env).settings.tries == 3
    assert str(house.load(env).origins["tries"]) == "environment SUMMARIZER_TRIES"
    assert house.load(env, tries=4).settings.tries == 4
    assert str(house.load(env, max_tokens=4).origins["max_tokens"]) == "option --max-tokens"


def test_an_option_of_none_and_an_empty_variable_are_not_given(house: House) -> None:
    loaded = house.load({"SUMMARIZER_MODEL": " "}, tries=None)
    assert loaded.settings == Settings()


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - {"api_key"}))
def test_every_setting_has_a_variable(house: House, name: str) -> None:
    words = {
        "model": "ollama/x", "base_url": HERE, "mode": "json", "cache": "no",
        "cache_dir": "kept", "allow_private": "true", "trusted_hosts": "a.org, B.org:8443",
        "prompt": "other", "otel": "on",
    }  # fmt: skip
    loaded = house.load({variable(name): words.get(name, "2")} | {"SUMMARIZER_MAX_TOKENS": "1"})
    assert loaded.origins[name].where == variable(name)
    if name != "max_tokens":
        assert getattr(loaded.settings, name) != getattr(Settings(), name)


def test_lists_from_the_environment_are_split_and_hosts_normalised(house: House) -> None:
    loaded = house.load({"SUMMARIZER_TRUSTED_HOSTS": "A.org., b.org:8443,[::1]:99"})
    assert loaded.settings.trusted_hosts == ("a.org", "b.org:8443", "[::1]:99")


def test_none_switches_off_what_a_weaker_place_set(house: House) -> None:
    house.user(f'base_url = "{FAR}"\ntemperature = 1')
    loaded = house.load({"SUMMARIZER_BASE_URL": "none"}, temperature="none")
    assert loaded.settings.base_url is None
    assert loaded.settings.temperature is None


def test_a_variable_that_is_no_setting_is_told(house: House) -> None:
    (note,) = house.load({"SUMMARIZER_MODLE": "x"}).notes
    assert "SUMMARIZER_MODLE" in note
    assert "did you mean SUMMARIZER_MODE or SUMMARIZER_MODEL?" in note


# Where the project's file is looked for


def test_the_nearest_project_file_counts(house: House) -> None:
    house.project("tries = 1")
    house.project("tries = 2", house.cwd.parent)
    assert house.load().settings.tries == 2


def test_the_search_ends_at_the_git_root(house: House) -> None:
    house.project("tries = 1", house.home)
    assert house.load().settings.tries == Settings().tries


def test_without_a_git_root_the_search_ends_at_home(house: House) -> None:
    (house.root / ".git").rmdir()
    house.project("tries = 1", house.home.parent)
    assert house.load().settings.tries == Settings().tries
    house.project("tries = 2", house.home)
    assert house.load().settings.tries == 2


def test_outside_home_and_git_only_the_folder_itself_counts(house: House, tmp_path: Path) -> None:
    below = tmp_path / "shared" / "below"
    below.mkdir(parents=True)
    house.cwd = below
    house.project("tries = 1", below.parent)
    assert house.load().settings.tries == Settings().tries
    house.project("tries = 2", below)
    assert house.load().settings.tries == 2


# What is refused, and how it is told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('modle = "x"', "'modle'; did you mean mode or model?"),
        ("[summarizer]\ntries = 1", "'summarizer'; the settings are model, "),
        ('tries = "5"', "tries should be a valid integer, not '5'"),
        ("tries = 0", "tries should be greater than or equal to 1, not 0"),
        ("cache = 1", "cache should be a valid boolean, not 1"),
        ('mode = "tool"', "mode should be 'tools', 'json_schema' or 'json', not 'tool'"),
        ("timeout = nan", "timeout should be a finite number"),
        ("model = 1979-05-27", "model should be a valid string"),
        ('model = "a\\u001b[2Jb"', "model should be text"),
        ('base_url = "ftp://x.org"', "base_url should be a URL that begins with http"),
        ('base_url = "https://me:pw@x.org"', "without a user name or password"),
        ('base_url = "https://x.org/v1?a=b"', "without a query"),
        ('base_url = "https://x.org\\\\@evil.org"', "without spaces, backslashes"),
        ('base_url = "https:///v1"', "with a host"),
        ('base_url = "https://аpple.org"', "spelled in ASCII"),
        ('base_url = "https://x.org:99999"', "a number up to 65535"),
        ('base_url = "https://[::1"', "an IPv6 address"),
        ('base_url = "https://[zz]/"', "an IPv6 address"),
        ("tries =", "is not TOML (Invalid value (at"),
        ("a = " + "[" * 5000, "is not TOML"),
        ("#" * 70_000, "is over 65536 bytes"),
    ],
)
@pytest.mark.parametrize("place", ["project", "user"])
def test_a_wrong_file_is_one_clear_line(house: House, place: str, text: str, expected: str) -> None:
    getattr(house, place)(text)
    error = str(house.refused())
    assert error.startswith(f"{place} file {house.home.parent}")
    assert expected in error
    assert "\x1b" not in error
    assert "pw" not in error


def test_a_wrong_value_is_told_even_if_a_stronger_place_hides_it(house: House) -> None:
    house.user('tries = "many"')
    assert "user file" in str(house.refused(tries=3))


def test_wrong_options_and_variables_are_named(house: House) -> None:
    assert "environment SUMMARIZER_CACHE: cache" in str(house.refused({"SUMMARIZER_CACHE": "x"}))
    assert "option --base-url: base_url" in str(house.refused(base_url="x"))
    assert "did you mean patience?" in str(house.refused(patient=1))
    assert "trusted_hosts should be a host such as" in str(
        house.refused(trusted_hosts=["https://x.org/v1"])
    )


def test_a_bad_key_is_refused_without_being_shown(house: House) -> None:
    for env in ({"SUMMARIZER_API_KEY": "sec ret"}, {"OPENAI_API_KEY": "sec\nret"}):
        error = house.refused(env, model="openai/x")
        assert next(iter(env)) in str(error)
        assert "ret" not in error.message.removeprefix("environment SUMMARIZER_API_KEY")
    with pytest.raises(ValidationError) as caught:
        Settings(api_key=SecretStr("sec ret"))
    assert "sec ret" not in str(caught.value)


def test_files_that_cannot_be_read_are_told(house: House) -> None:
    (house.root / "summarizer.toml").mkdir()
    assert "this is no file" in str(house.refused())
    (house.root / "summarizer.toml").rmdir()
    (house.root / "summarizer.toml").symlink_to("nowhere")
    assert "this is no file" in str(house.refused())
    (house.root / "summarizer.toml").unlink()
    os.mkfifo(house.root / "summarizer.toml")  # opening it would wait for ever
    assert "this is no file" in str(house.refused())
    (house.root / "summarizer.toml").unlink()
    house.user_file.write_bytes(b'model = "\xff"')
    assert "is not UTF-8 (byte 9)" in str(house.refused())


def test_a_byte_order_mark_is_no_matter(house: House) -> None:
    house.user("\ufefftries = 7")
    assert house.load().settings.tries == 7


def test_an_answer_must_fit_into_the_window(house: House) -> None:
    error = str(house.refused(context_window=4096))
    assert "max_tokens (8192, default)" in error
    assert "context_window (4096, option --context-window)" in error


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text() | st.floats(), max_size=3))
def test_no_option_brings_a_traceback(options: dict[str, Any]) -> None:
    away = Path("/nowhere-at-all")
    try:
        load(options, env={}, cwd=away, user_file=away / "config.toml")
        told = ""
    except SettingError as error:
        told = str(error)
    assert told.isprintable()


@given(st.text(max_size=30))
def test_no_base_url_brings_a_traceback(rest: str) -> None:
    try:
        url = Settings(base_url="https://" + rest).base_url
    except ValidationError:
        return
    assert url is not None
    assert url.isascii() or "/" in rest
    assert Settings(base_url=url).base_url == url


# What a project's file may not do


@pytest.mark.parametrize("name", sorted(NOT_IN_PROJECT))
def test_a_project_may_not_set_what_is_the_users_alone(house: House, name: str) -> None:
    line = {
        "api_key": 'api_key = "k"',
        "trusted_hosts": 'trusted_hosts = ["a.org"]',
        "allow_private": "allow_private = true",
        "cache_dir": 'cache_dir = "kept"',
        "otel": "otel = true",
    }[name]
    house.user(line)
    assert house.load().origins["tries"].source is Source.DEFAULT
    path = house.project(line)
    error = house.refused()
    assert error.message == f"project file {path}: {name} may not be set here"
    assert variable(name) in error.hint


def test_a_projects_prompt_is_found_beside_its_file(house: House) -> None:
    house.project('prompt = "prompts/mine.md"')
    assert house.load().settings.prompt == str(house.root / "prompts" / "mine.md")
    house.project('prompt = "brief"')
    assert house.load().settings.prompt == "brief"


@pytest.mark.parametrize("prompt", ["../secret.md", "{home}/secret.md", "~/secret.md", "link.md"])
def test_a_projects_prompt_stays_in_the_project(house: House, prompt: str) -> None:
    (house.home / "secret.md").write_text("s")
    (house.root / "link.md").symlink_to(house.home / "secret.md")
    house.project(f'prompt = "{prompt.format(home=house.home)}"')
    assert "leads out of the project's folder" in str(house.refused())


def test_the_users_paths_start_at_home_or_at_the_file(house: House) -> None:
    house.user('prompt = "~/mine.md"\ncache_dir = "kept"')
    settings = house.load().settings
    assert settings.prompt == str(house.home / "mine.md")
    assert settings.cache_dir == house.user_file.parent / "kept"


# How settings are shown


def test_settings_are_described_in_words(house: House) -> None:
    house.user('trusted_hosts = ["a.org", "b.org:1"]')
    env = {"SUMMARIZER_API_KEY": "sesame", "SUMMARIZER_CACHE": "off"}
    rows = {row.name: row for row in describe(house.load(env, model="openai/x"))}
    assert list(rows) == list(Settings.model_fields)
    assert all(row.description.endswith(".") for row in rows.values())
    assert rows["api_key"][1:3] == ("set", "environment SUMMARIZER_API_KEY")
    assert rows["trusted_hosts"][1:3] == ("a.org, b.org:1", f"user file {house.user_file}")
    assert rows["cache"].value == "false"
    assert rows["base_url"][1:3] == ("none", "default")


def test_settings_import_no_client(tmp_path: Path) -> None:
    code = "import sys, json, summarizer.settings; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=tmp_path, text=True
    )
    heavy = {"openai", "instructor", "httpx", "httpx2", "requests", "urllib3", "trafilatura"}
    assert heavy.isdisjoint(json.loads(done.stdout))
