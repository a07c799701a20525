"""The commands beside `brief`: schema, prompts, logs, config, doctor; help and version."""

from __future__ import annotations

import json
from importlib.metadata import version

import jsonschema
import pytest
import yaml
from cli_house import ARTICLE, DRAFT, GOLD, KEY, STORY, Shell
from reading_samples import Answer, serving
from scripted_endpoint import ScriptedEndpoint, Step, completion, failure

from summarizer.cli import app
from summarizer.cli.delivery import ENDINGS
from summarizer.errors import ExitCode, SummarizerError


def test_version(shell: Shell) -> None:
    assert shell.run("--version").out == f"summarizer {version('summarizer')}\n"


def test_without_arguments_there_is_help(shell: Shell) -> None:
    bare, asked = shell.run(), shell.run("--help")
    assert (bare.code, bare.out, bare.err) == (ExitCode.OK, asked.out, "")
    for code in ExitCode:
        assert f"{code:>5}  {code.meaning}" in asked.out


def test_every_command_has_help_with_an_example_and_exit_codes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in app.COMMANDS:
        assert app.run([name, "--help"]) == ExitCode.OK
        shown = capsys.readouterr().out
        assert f"  summarizer {name}" in shown
        assert "Exit codes: 0" in shown


def test_the_commands_that_beat_the_default_verb_are_all_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app.run(["--help"])
    listed = capsys.readouterr().out.partition("Commands:\n")[2].partition("\n\n")[0]
    assert {line.split()[0] for line in listed.splitlines()} == set(app.COMMANDS)


def test_an_unknown_command_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["breif"]) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("summarizer: No such command 'breif'")
    assert shown.err.count("\n") == 1


def test_an_unforeseen_error_asks_to_be_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(**_options: object) -> None:
        raise ZeroDivisionError("of\nwhat")

    monkeypatch.setattr("summarizer.cli.config.loaded", fall)
    assert app.run(["config"]) == ExitCode.BUG
    plain = capsys.readouterr().err
    assert plain.startswith("summarizer: an unforeseen error, ZeroDivisionError: of what")
    assert plain.count("\n") == 1
    assert app.run(["--debug", "config"]) == ExitCode.BUG
    assert "Traceback" in capsys.readouterr().err
    monkeypatch.setenv("SUMMARIZER_DEBUG", "1")
    assert app.run(["config"]) == ExitCode.BUG
    assert "Traceback" in capsys.readouterr().err


def test_a_foreseen_error_shows_its_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(**_options: object) -> None:
        raise SummarizerError("the roof leaks", "mend it", code=ExitCode.OUTPUT)

    monkeypatch.setattr("summarizer.cli.config.loaded", fall)
    assert app.run(["config"]) == ExitCode.OUTPUT
    assert capsys.readouterr().err == "summarizer: the roof leaks; mend it\n"


def test_the_schema_is_one_that_a_real_brief_meets(shell: Shell) -> None:
    schema = json.loads(shell.run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    brief = json.loads(shell.run("brief", str(ARTICLE), "--format", "json").out)
    jsonschema.validate(brief, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**brief, "tolls": [{"metric": "rained"}]}, schema)
    assert json.loads(shell.run("schema", "draft").out)["title"] == "Draft"
    label = yaml.safe_load((GOLD / "strait-talks.gold.yaml").read_text("utf-8"))
    gold = json.loads(shell.run("schema", "gold").out)
    jsonschema.validate(json.loads(json.dumps(label, default=str)), gold)


def test_prompts(shell: Shell) -> None:
    listed = shell.run("prompts", "list")
    assert listed.out.splitlines()[1].startswith("brief ")
    told = shell.run("prompts", "show", "brief").out
    assert "`killed`" in told
    assert "{%" not in told
    wrong = shell.run("prompts", "show", "nope")
    assert (wrong.code, len(wrong.failures)) == (ExitCode.BAD_SETTING, 1)


def test_config_says_where_each_value_came_from_and_shows_no_key(shell: Shell) -> None:
    shell.write("summarizer.toml", "tries = 3\nmax_tokens = 99\n")
    env = {"SUMMARIZER_MAX_TOKENS": "77", "OPENAI_API_KEY": KEY, "SUMMARIZER_DEBUG": "1"}
    done = shell.run("config", "--json", "--model", "openai/some", env=env)
    rows = {row["name"]: (row["value"], row["origin"]) for row in json.loads(done.out)}
    assert rows["model"] == ("openai/some", "option --model")
    assert rows["max_tokens"] == ("77", "environment SUMMARIZER_MAX_TOKENS")
    assert rows["tries"] == ("3", f"project file {shell.cwd / 'summarizer.toml'}")
    assert rows["mode"] == ("tools", "default")
    assert rows["api_key"] == ("set", "environment OPENAI_API_KEY")
    table = shell.run("config", "--model", "openai/some", env=env)
    assert any(line.split()[:2] == ["api_key", "set"] for line in table.out.splitlines())
    assert KEY not in done.out + done.err + table.out + table.err
    assert "SUMMARIZER_DEBUG" not in done.err


def test_a_wrong_setting_in_a_file_names_the_file(shell: Shell) -> None:
    shell.write("summarizer.toml", "trys = 3\n")
    done = shell.run("config")
    assert done.code == ExitCode.BAD_SETTING
    assert "summarizer.toml" in done.failures[0]
    assert "did you mean tries" in done.failures[0]


def test_logs_list_what_was_paid_for_and_the_second_brief_is_free(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    assert shell.run("logs", "--json").out == "[]\n"
    with ScriptedEndpoint(completion(DRAFT)) as endpoint:
        options = ["story.txt", "--model", "some", "--base-url", endpoint.base_url]
        first = shell.run(*options, "--format", "json")
        again = shell.run(*options, "--format", "json")
        assert (first.code, again.code) == (ExitCode.OK, ExitCode.OK)
        assert len(endpoint.requests) == 1
    assert json.loads(again.out)["provenance"]["usage"]["cached"] == 1
    (row,) = json.loads(shell.run("logs", "--json").out)
    assert (row["model"], row["article"]) == ("some", "story")
    assert (row["tokens_in"], row["tokens_out"]) == (1000, 100)
    table = shell.run("logs").out.splitlines()
    assert len(table) == 2
    assert table[1].endswith(row["digest"][:12])
    shown = json.loads(shell.run("logs", "show", row["digest"][:8]).out)
    assert shown["draft"]["tolls"][0]["figure"] == "at least 14"
    assert shell.run("logs", "show", "zzz").code == ExitCode.BAD_SETTING


def test_no_cache_keeps_nothing(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    with ScriptedEndpoint(completion(DRAFT)) as endpoint:
        done = shell.run(
            "story.txt", "--model", "some", "--base-url", endpoint.base_url, "--no-cache"
        )
    assert done.code == ExitCode.OK
    assert shell.run("logs", "--json").out == "[]\n"


def test_what_an_engine_notes_is_told(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    busy = failure(429, "slow down", headers={"retry-after-ms": "1"})
    with ScriptedEndpoint(busy, completion(DRAFT)) as endpoint:
        done = shell.run("story.txt", "--model", "some", "--base-url", endpoint.base_url)
    assert done.code == ExitCode.OK
    assert any("slow down" in note for note in done.notes)


def test_doctor_without_a_model(shell: Shell) -> None:
    done = shell.run("doctor")
    assert done.code == ExitCode.OK
    assert [line.split()[:2] for line in done.out.splitlines()] == [
        ["ok", "engine"],
        ["ok", "brief"],
    ]
    assert "1 of the text's 1 toll found" in done.out


def test_doctor_asks_for_one_structured_answer(shell: Shell) -> None:
    probe = {**DRAFT, "tolls": [{**DRAFT["tolls"][0], "sentences": [1], "figure": "At least 3"}]}  # type: ignore[dict-item]
    with ScriptedEndpoint(completion(probe)) as endpoint:
        done = shell.run("doctor", "--model", "some", "--base-url", endpoint.base_url)
        assert len(endpoint.requests) == 1
    assert done.code == ExitCode.OK, done.err
    states = [line.split()[:2] for line in done.out.splitlines()]
    assert states == [["ok", "engine"], ["ok", "host"], ["skipped", "models"], ["ok", "call"]]
    assert "1000 tokens in, 100 out" in done.out


def test_doctor_looks_for_the_model_and_sends_the_key_there_only(shell: Shell) -> None:
    listed = json.dumps({"data": [{"id": "some"}, {"id": "other"}]}).encode()
    answers = {"/v1/models": Answer(listed, media_type="application/json")}
    env = {"SUMMARIZER_API_KEY": KEY}
    with serving(answers) as site:
        options = ["doctor", "--no-call", "--base-url", site.url("/v1")]
        there = shell.run(*options, "--model", "some", env=env)
        absent = shell.run(*options, "--model", "none", env=env)
        assert site.asked[0][1]["Authorization"] == f"Bearer {KEY}"
    assert (there.code, absent.code) == (ExitCode.OK, ExitCode.OK)
    assert "some among them" in there.out
    assert any("none is not among the models" in note for note in absent.notes)
    assert KEY not in there.out + there.err


@pytest.mark.parametrize("answer", ["gone", "key", "slow", "garbage"])
def test_doctor_names_the_cause(shell: Shell, answer: str) -> None:
    if answer == "key":
        with serving({"/v1/models": Answer(b"{}", status=401)}) as site:
            done = shell.run("doctor", "--model", "some", "--base-url", site.url("/v1"))
        assert done.code == ExitCode.NO_KEY
    else:
        slow = Step(b"{}", delay=30.0) if answer == "slow" else Step(b"<html>")
        with ScriptedEndpoint(slow) as endpoint:
            url = endpoint.base_url
            if answer != "gone":
                options = ["--base-url", url, "--timeout", "2.5" if answer == "slow" else "30"]
                done = shell.run("doctor", "--model", "some", *options)
        if answer == "gone":
            done = shell.run("doctor", "--model", "some", "--base-url", url)
        codes = {
            "gone": ExitCode.ENDPOINT_GONE,
            "slow": ExitCode.ENDPOINT_BUSY,
            "garbage": ExitCode.BAD_ANSWER,
        }
        assert done.code == codes[answer], done.err
    assert done.out.splitlines()[-1].startswith("failed")
    assert len(done.failures) == 1


def test_doctor_says_that_a_key_is_missing(shell: Shell) -> None:
    done = shell.run("doctor", "--model", "openai/some")
    assert done.code == ExitCode.NO_KEY
    assert done.out.startswith("failed  engine")
    assert "OPENAI_API_KEY" in done.failures[0]


def test_every_ending_stands_for_a_format_of_its_own() -> None:
    assert len(set(ENDINGS.values())) == len(ENDINGS)
