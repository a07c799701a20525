"""The folder of a run: what it keeps, what it refuses, what it survives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import runs_house as house
from scripted_endpoint import ScriptedEndpoint

from summarizer.errors import EvalError, ExitCode, RunError
from summarizer.scoring import SCORER
from summarizer.scoring.gold import load
from summarizer.scoring.runs import Run, list_runs
from summarizer.scoring.scores import score_run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return house.gold(tmp_path / "source")


@pytest.fixture
def path(tmp_path: Path, source: Path) -> Path:
    """A finished run of three articles."""
    with ScriptedEndpoint(*[house.GOOD] * 3) as endpoint:
        chosen = house.settings(endpoint.base_url)
        with house.run_at(tmp_path / "runs" / "one", source, chosen) as run:
            house.fill(run, chosen)
            run.write_scores(score_run(run.golds(), run.attempts()))
    return tmp_path / "runs" / "one"


def refused(path: Path) -> str:
    with pytest.raises(EvalError) as caught:
        Run.open(path)
    assert caught.value.exit_code == ExitCode.BAD_RUN
    return str(caught.value)


def change(file: Path, **values: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def test_a_run_holds_all_that_scoring_needs(path: Path, source: Path) -> None:
    before = Run.open(path).scores()
    for file in source.iterdir():
        assert (path / "gold" / file.name).read_bytes() == file.read_bytes()
        file.unlink()
    run = Run.open(path)
    assert score_run(run.golds(), run.attempts()) == before
    assert [gold.id for gold in run.golds()] == ["a0", "a1", "a2"]
    assert run.agreement() is None


def test_nothing_secret_is_kept(path: Path) -> None:
    kept = [file.read_text() for file in path.rglob("*") if file.is_file()]
    assert not any(house.KEY in text for text in kept)
    manifest = json.loads((path / "run.json").read_text())
    assert manifest["endpoint"].startswith("127.0.0.1:")
    assert (manifest["model"], manifest["prompt"], manifest["mode"]) == ("m", "brief", "tools")
    assert len(manifest["prompt_hash"]) == 64


def test_annotators_agreement_is_kept(tmp_path: Path, source: Path) -> None:
    text = "annotators: two people\narticles: 3\nmeasures: {toll_exact: 0.9}\n"
    (source / "agreement.yaml").write_text(text)
    with house.run_at(tmp_path / "run", source, house.settings(model=None)) as run:
        agreement = run.agreement()
    assert agreement is not None
    assert agreement.measures == {"toll_exact": 0.9}


def test_only_the_gold_in_use_is_kept(tmp_path: Path, source: Path) -> None:
    golds = load(source, split="test")
    manifest = house.manifest(source, house.settings(model=None), split="test")
    manifest = manifest.model_copy(update={"gold": "", "articles": {}})
    with Run.create(tmp_path / "run", manifest, golds, source):
        pass
    names = sorted(file.name for file in (tmp_path / "run" / "gold").iterdir())
    assert names == ["a1.gold.yaml", "a1.txt"]


def test_a_strangers_folder_is_refused_and_left_alone(tmp_path: Path, source: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(EvalError, match="not empty and no run"):
        house.run_at(tmp_path / "mine", source, house.settings(model=None))
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_gold_folder_alone_is_no_beginning_of_a_run(tmp_path: Path, source: Path) -> None:
    with pytest.raises(EvalError, match="not empty and no run"):
        house.run_at(source.parent, source, house.settings(model=None))
    assert (source / "a0.txt").exists()


def test_a_run_that_never_began_is_begun_anew(path: Path, source: Path) -> None:
    for name in ("run.json", "attempts.jsonl", "scores.json"):
        (path / name).unlink()
    (path / ".summarizer-0123.tmp").write_text("half a mani")
    (path / "gold" / "a0.txt").write_text("Shell")
    with house.run_at(path, source, house.settings(model=None)) as run:
        assert list(run.attempts()) == []
    assert len(Run.open(path).golds()) == 3


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("run.json", "{", "run.json is damaged: no JSON"),
        ("run.json", "[]", "run.json is damaged"),
        ("run.json", '{"format": 2}', "a run of format 2, and this is format 1"),
        ("run.json", '{"format": 1}', "run.json is damaged: created"),
        ("gold/a1.txt", "Shelling killed at least 41 people.", "made with: a1"),
        ("gold/a1.gold.yaml", "{", "the run's own gold cannot be read"),
    ],
)
def test_what_is_damaged_is_refused_in_one_line(
    path: Path, name: str, text: str, said: str
) -> None:
    (path / name).write_text(text)
    message = refused(path)
    assert said in message
    assert "\n" not in message


def test_a_missing_or_empty_folder_is_no_run(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path / "none")
    assert "is no run" in refused(tmp_path)


def test_a_missing_gold_file_is_named(path: Path) -> None:
    for file in (path / "gold").glob("a1.*"):
        file.unlink()
    assert refused(path).startswith(f"the gold files in {path / 'gold'} are not those")
    assert ": a1;" in refused(path)


def test_a_torn_line_is_told_ignored_and_repaired(path: Path) -> None:
    file = path / "attempts.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    with Run.open(path) as run:
        assert "was cut off" in run.notes[0]
        kept = list(run.attempts())
        assert [attempt.article for attempt in kept] == ["a0", "a1"]
        run.append(kept[0].model_copy(update={"article": "a2"}))
    again = Run.open(path)
    assert again.notes == []
    assert [attempt.article for attempt in again.attempts()] == ["a0", "a1", "a2"]


def test_one_torn_line_alone_leaves_an_empty_run(path: Path) -> None:
    (path / "attempts.jsonl").write_bytes(b"x" * 200_000)  # longer than one step back
    with Run.open(path) as run:
        assert list(run.attempts()) == []
        assert len(run.notes) == 1


@pytest.mark.parametrize("line", ["{", "{}", "", "[1]", '{"article": "a1", "epoch": 0}'])
def test_a_damaged_line_is_named(path: Path, line: str) -> None:
    file = path / "attempts.jsonl"
    first, _, third = file.read_text().splitlines()
    file.write_text(f"{first}\n{line}\n{third}\n")
    with pytest.raises(EvalError, match=r"attempts\.jsonl, line 2 is damaged") as caught:
        list(Run.open(path).attempts())
    assert caught.value.exit_code == ExitCode.BAD_RUN


FULL = """
import resource, signal, sys
from pathlib import Path
from summarizer.errors import OutputError
from summarizer.scoring.runs import Run
run = Run.open(Path(sys.argv[1]))
attempt = next(run.attempts())
run.append(attempt)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = (run.path / "attempts.jsonl").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, resource.RLIM_INFINITY))
try:
    run.append(attempt)
except OutputError as error:
    print(int(error.exit_code), error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
run.append(attempt)
"""


def test_a_full_disk_costs_one_attempt_and_no_other(path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith(f"{int(ExitCode.OUTPUT)} ")
    assert "attempts.jsonl could not be written" in ran.stdout
    assert len(list(Run.open(path).attempts())) == 5  # 3, one before the limit and one after


HOLDER = """
import sys
from pathlib import Path
from summarizer.scoring.runs import Run
with Run.open(Path(sys.argv[1])) as run:
    run.claim()
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_by_whom_the_run_is_held(path: Path, source: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        with Run.open(path) as run:
            attempt = next(run.attempts())  # reading is free
            with pytest.raises(RunError, match=f"in use by process {holder.pid} on ") as caught:
                run.append(attempt)
        assert caught.value.exit_code == ExitCode.BAD_RUN
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    with Run.open(path) as run:  # the lock died with its holder
        run.append(attempt)


def test_what_differs_is_named_in_one_line(path: Path, source: Path) -> None:
    kept = Run.open(path).manifest
    wanted = kept.model_copy(update={"model": "n", "temperature": None, "prompt_hash": "f" * 64})
    with pytest.raises(EvalError) as caught:
        Run.at(path, wanted, load(source), source)
    assert str(caught.value).startswith(f"the run {path} is of something else: model m, not n; ")
    assert "temperature 0.0, not none" in str(caught.value)
    assert "prompt_hash" in str(caught.value)
    with Run.open(path) as run:
        run.claim()  # the refusal let go of it


def test_a_run_may_grow_by_epochs_but_not_shrink(path: Path, source: Path) -> None:
    kept = Run.open(path).manifest
    for asked, notes in ((2, 1), (2, 0), (1, 1)):
        wanted = kept.model_copy(update={"epochs": asked})
        with Run.at(path, wanted, load(source), source) as run:
            assert run.manifest.epochs == 2
            assert len(run.notes) == notes
    assert Run.open(path).manifest == kept.model_copy(update={"epochs": 2})


def test_scores_of_fewer_attempts_are_no_scores(path: Path) -> None:
    with Run.open(path) as run:
        assert len(run.scores().articles) == 3
        run.append(next(run.attempts()))
        with pytest.raises(EvalError, match="has no scores") as caught:
            run.scores()
    assert caught.value.hint == f"score it: summarizer eval score {path}"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"scorer": SCORER + 1}, f"of scorer {SCORER + 1}, and this is scorer {SCORER}"),
        ({"gold": "0" * 64}, "of other gold than the run"),
        ({"whole": None}, "is damaged"),
    ],
)
def test_scores_of_something_else_are_refused(
    path: Path, values: dict[str, Any], said: str
) -> None:
    change(path / "scores.json", **values)
    with pytest.raises(EvalError, match=said) as caught:
        Run.open(path).scores()
    assert caught.value.exit_code == ExitCode.BAD_RUN


def test_runs_are_listed_and_damaged_ones_told(path: Path, source: Path) -> None:
    with house.run_at(path.parent / "two", source, house.settings(model=None)):
        pass
    (path.parent / "three").mkdir()
    (path.parent / "three" / "run.json").write_text("{")
    (path.parent / "no-run").mkdir()
    notes: list[str] = []
    two, one = list_runs(path.parent, notes.append)
    assert (two.path.name, two.done, two.manifest.attempts) == ("two", 0, 3)
    assert one.cells()[0] == "one"
    # Gold has no toll and each brief one: 2 x 0 / (3 + 0).
    assert one.cells()[2:] == ("m", "brief", one.manifest.gold[:8], "3/3", "0.000")
    assert one.as_json()["done"] == 3
    assert len(notes) == 1
    assert "three" in notes[0]
    assert [row.path for row in list_runs(path, notes.append)] == [path]


def test_a_missing_folder_has_no_list(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be listed") as caught:
        list_runs(tmp_path / "none", print)
    assert caught.value.exit_code == ExitCode.BAD_RUN
