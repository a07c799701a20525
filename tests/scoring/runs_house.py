"""What the tests of runs share: invented gold, answers, engines on loopback, real children."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from scripted_endpoint import Step, completion

from summarizer.engines.base import Engine
from summarizer.engines.llm.cache import Completions
from summarizer.engines.registry import engine_for
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.gold import load
from summarizer.scoring.runs import Progress, Run, RunManifest, manifest_of, run_eval
from summarizer.settings import Settings

KEY = "sk-invented-0123456789abcdef"

ANSWER: dict[str, Any] = {
    "headline": "Shelling kills at least 14",
    "bottom_line": "Shelling killed at least 14.",
    "tolls": [{"sentences": [1], "metric": "killed", "figure": "at least 14", "basis": "incident"}],
}
GOOD = completion(ANSWER)


def gold(folder: Path, count: int = 3) -> Path:
    """A folder of gold articles a0, a1 and so on, of the same event told in other places."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        name = f"a{number}"
        (folder / f"{name}.txt").write_text(
            f"Shelling killed at least 14 people in district {name} on Sunday, officials said.\n"
            "The market had just opened.\n"
        )
        label: dict[str, Any] = {
            "codebook": 1,
            "article": {"id": name},
            "split": "test" if number % 2 else "dev",
            "headline": "Shelling kills at least 14",
            "bottom_line": "Shelling killed at least 14 people.",
            **{part: [] for part in ("actors", "negotiations", "demands", "tolls", "agreements")},
        }
        (folder / f"{name}.gold.yaml").write_text(json.dumps(label))
    return folder


def settings(base_url: str | None = None, **given: Any) -> Settings:
    known: dict[str, Any] = {"model": "m", "tries": 1, "cache": False, "timeout": 20}
    if base_url:
        known |= {"base_url": base_url, "api_key": SecretStr(KEY)}
    return Settings(**{**known, **given})


def run_at(path: Path, source: Path, chosen: Settings, **given: Any) -> Run:
    golds = load(source)
    return Run.at(path, manifest(source, chosen, **given), golds, source)


def manifest(source: Path, chosen: Settings, **given: Any) -> RunManifest:
    return manifest_of(load(source), engine_for(chosen), **given)


def fill(
    run: Run, engines: Callable[[int], Engine] | Settings, *, workers: int = 1
) -> list[Progress]:
    """Run an eval to its end; what the progress was."""
    told: list[Progress] = []
    made = (lambda _: engine_for(engines)) if isinstance(engines, Settings) else engines
    asyncio.run(run_eval(run, made, workers=workers, progress=told.append))
    return told


def recording(chosen: Settings, folder: Path) -> Callable[[int], Engine]:
    """Engines that keep an epoch's completions, as `eval run --record` has them."""
    return lambda epoch: engine_for(chosen, completions=Completions(of_epoch(folder, epoch)))


def of_epoch(folder: Path, epoch: int) -> Path:
    return folder if epoch == 1 else folder / f"epoch-{epoch}"


def pairs(run: Run) -> list[tuple[str, int, str]]:
    """Article, epoch and outcome of every attempt, in order of the file."""
    return [(attempt.article, attempt.epoch, attempt.outcome) for attempt in run.attempts()]


def meanings(run: Run) -> list[dict[str, Any]]:
    """The briefs without what differs from one time to the next, by article and epoch."""
    attempts = sorted(run.attempts(), key=lambda attempt: (attempt.article, attempt.epoch))
    return [meaning(attempt) for attempt in attempts]


def meaning(attempt: Attempt) -> dict[str, Any]:
    return attempt.model_dump(
        mode="json", exclude={"created": True, "usage": True, "brief": {"provenance": {"usage"}}}
    )


def slow(count: int, seconds: float = 0.15) -> list[Step]:
    return [Step(GOOD, delay=seconds)] * count


CHILD = """
import asyncio, json, sys
from pathlib import Path
from pydantic import SecretStr
from summarizer.engines.registry import engine_for
from summarizer.errors import SummarizerError
from summarizer.scoring.gold import load
from summarizer.scoring.runs import Run, manifest_of, run_eval
from summarizer.settings import Settings
source, path, given = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
settings = Settings(**given)
golds = load(source)
try:
    with Run.at(path, manifest_of(golds, engine_for(settings)), golds, source) as run:
        asyncio.run(
            run_eval(run, lambda _: engine_for(settings), workers=2, progress=lambda _: None)
        )
except SummarizerError as error:
    sys.exit(f"{int(error.exit_code)} {error}")
except KeyboardInterrupt:
    sys.exit("interrupted")
"""


def child(source: Path, path: Path, base_url: str) -> subprocess.Popen[str]:
    """An eval in a process of its own; killed if the test forgets it."""
    given = {"model": "m", "base_url": base_url, "api_key": KEY, "tries": 1, "cache": False}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), str(source), str(path), json.dumps(given)],
        stderr=subprocess.PIPE,
        text=True,
        # Under `nohup` and in some shells' background jobs SIGINT is ignored, and inherited so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


def ended(process: subprocess.Popen[str], sent: int | None = None) -> tuple[int, str]:
    """End a child, by a signal or in its own time: its code and standard error."""
    if sent is not None:
        os.kill(process.pid, sent)
    try:
        _, said = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    return process.returncode, said


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something holds of a child that is at work."""
    end = time.monotonic() + 60
    while not condition():
        if process.poll() is not None or time.monotonic() > end:
            raise AssertionError(f"the child never came so far: {ended(process, signal.SIGKILL)}")
        time.sleep(0.01)


def lines(path: Path) -> int:
    """Complete lines of a run's attempts."""
    file = path / "attempts.jsonl"
    return file.read_bytes().count(b"\n") if file.exists() else 0
