"""The README is true: its code runs, its tables are the program's, its paths are there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests" / "reading"), str(ROOT / "tests" / "views")]

from export_house import run_of  # noqa: E402
from reading_samples import pdf  # noqa: E402

from summarizer.archive.outcome import Outcome as ArticleOutcome  # noqa: E402
from summarizer.briefing import brief  # noqa: E402
from summarizer.errors import ExitCode  # noqa: E402
from summarizer.model import Article, Brief, Outcome  # noqa: E402
from summarizer.settings import Settings, variable  # noqa: E402
from summarizer.telemetry import Event  # noqa: E402
from summarizer.views import ViewFormat  # noqa: E402
from summarizer.views.export.layout import BRIEFS, TABLES  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder / "home"),
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=environment,
    )


def offline_commands() -> list[str]:
    """The `summarizer` lines of the README that ask no model and fetch nothing."""
    lines = [
        line.partition("#")[0].strip() for block in blocks("sh") for line in block.splitlines()
    ]
    commands = [line for line in lines if line.startswith("summarizer ")]
    return [line for line in commands if "--model" not in line and "https:" not in line]


def test_the_exit_codes_are_the_program_s() -> None:
    told = [
        (int(code), name.strip("`"), meaning) for code, name, meaning in rows_under("Exit codes")
    ]
    assert told == [(code.value, code.name, code.meaning) for code in ExitCode]


def test_the_settings_are_the_program_s() -> None:
    told = {row[0].strip("`"): (row[1].strip("`"), row[2]) for row in rows_under("Settings")}
    assert {name: row[0] for name, row in told.items()} == {
        name: variable(name) for name in Settings.model_fields
    }
    for name, (_, default) in told.items():
        actual = getattr(Settings(), name)
        shown = "none" if actual in (None, ()) else str(actual)
        expected = "the system's" if name == "cache_dir" else shown
        assert default.lower() == expected.lower(), name


def test_the_outcomes_and_the_parts_are_the_program_s() -> None:
    outcomes = [(row[0].strip("`"), row[1]) for row in rows_under("How figures are checked")]
    assert outcomes == [(outcome.value, outcome.definition) for outcome in Outcome]
    parts = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows_under("What a brief holds")))
    assert parts == list(Brief.model_fields)
    *formats, last = ViewFormat
    told = f"The format is {', '.join(formats)} or {last}."
    assert told in README.replace("\n", " ")


def test_every_path_and_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    folders = re.findall(r"`([\w./]+/)`", " ".join(row[0] for row in rows_under("Development")))
    assert links
    assert folders
    for path in [*links, *folders]:
        assert (ROOT / path).exists(), path


def test_the_example_is_what_the_program_prints(tmp_path: Path) -> None:
    article = ROOT / "evals" / "gold" / "strait-talks.txt"
    done = run(["-m", "summarizer", "brief", str(article)], tmp_path)
    printed = done.stdout.splitlines()
    (example,) = blocks("text")
    assert [line for line in example.splitlines() if line not in printed] == []


def test_the_python_example_runs(tmp_path: Path) -> None:
    (code,) = blocks("python")
    done = run(["-c", code], tmp_path)
    assert done.stderr == ""
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["killed", "at_least", "46"],
        ["injured", "more_than", "100"],
    ]


def is_eval(command: str) -> bool:
    return command.split()[1] == "eval"


def test_the_events_are_the_program_s() -> None:
    told = [(row[0].strip("`"), row[1]) for row in rows_under("Logs and OpenTelemetry")]
    assert told == [(event.value, event.meaning) for event in Event]


def test_the_tables_are_the_program_s() -> None:
    section = README.split("reviewer's corrections\n", 1)[1].split("\n## ", 1)[0]
    assert {*TABLES, BRIEFS} - {"corrections"} <= set(re.findall(r"`(\w+)`", section))


def is_export(command: str) -> bool:
    return command.split()[1] == "export"


def test_the_export_commands_work_one_after_the_other(tmp_path: Path) -> None:
    article = Article.of("Shelling killed 14 people on Sunday, officials said.", id="story")
    (tmp_path / "runs").mkdir()
    run_of(tmp_path / "runs" / "news", [(article, brief(article))])
    commands = [command for command in offline_commands() if is_export(command)]
    assert len(commands) > 5
    for command in commands:
        done = run(["-m", *as_words(command)], tmp_path)
        assert done.returncode == ExitCode.OK, f"{command}: {done.stderr}"


def is_archive(command: str) -> bool:
    return command.split()[1] in ("batch", "show", "runs")


def as_words(command: str) -> list[str]:
    return command.partition(">")[0].replace("*.txt", "article.txt second.txt").split()


def test_the_eval_commands_work_one_after_the_other(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "evals", tmp_path / "evals")
    (tmp_path / "article.txt").write_text("Shelling killed 14 people on Sunday.\n", "utf-8")
    commands = [command for command in offline_commands() if is_eval(command)]
    assert {command.split()[2] for command in commands} == {
        *("check", "run", "compare", "report", "score", "runs", "label"),
        *("counterfactual", "inject"),
    }
    for command in commands:
        done = run(["-m", *as_words(command)], tmp_path)
        assert done.returncode == ExitCode.OK, f"{command}: {done.stderr}"


def test_the_archive_commands_work_one_after_the_other(tmp_path: Path) -> None:
    story = "Shelling killed at least {} people near Port Ashby on Sunday, officials said."
    known = {"published": "2031-03-04"}
    lines = [{"id": f"s-{n}", "text": story.format(n + 10), **known} for n in range(1, 4)]
    (tmp_path / "news.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    commands = [command for command in offline_commands() if is_archive(command)]
    assert {command.split()[1] for command in commands} == {"batch", "show", "runs"}
    for command in commands:
        done = run(["-m", *as_words(command)], tmp_path)
        assert done.returncode == ExitCode.OK, f"{command}: {done.stderr}"


def test_the_outcomes_of_articles_are_the_program_s() -> None:
    told = [(row[0].strip("`"), row[1]) for row in rows_under("Whole archives")]
    assert told == [(outcome.value, outcome.definition) for outcome in ArticleOutcome]


@pytest.mark.parametrize(
    "command",
    [
        one
        for one in offline_commands()
        if not is_eval(one) and not is_export(one) and not is_archive(one)
    ],
)
def test_the_offline_commands_work(command: str, tmp_path: Path) -> None:
    story = "date: 2031-03-04\n\nShelling killed at least 14 people on Sunday, officials said.\n"
    for name in ("article.txt", "second.txt"):
        (tmp_path / name).write_text(story, encoding="utf-8")
    (tmp_path / "article.pdf").write_bytes(pdf([["Shelling killed at least 14 people on Sunday."]]))
    (tmp_path / "briefs").mkdir()
    words = as_words(command)
    done = run(["-m", *words], tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stdout or "--output" in words or words[1] == "logs"


def test_there_are_offline_commands() -> None:
    assert {command.split()[1] for command in offline_commands()} == {
        *("brief", "batch", "show", "runs", "explain", "eval", "export"),
        *("schema", "prompts", "logs", "config", "doctor"),
    }
