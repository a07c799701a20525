"""How long scoring, comparing and replaying take: `python benchmarks/scoring.py [--articles 1000]`.

Copies of the shipped gold articles, each with a word of its own, are briefed by the built-in rules,
scored and compared as `eval score` and `eval compare` do it. Then the same drafts are served as a
model's completions over loopback, recorded, and replayed. Processor seconds of this process.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from summarizer.engines.base import Engine
from summarizer.engines.llm.cache import Completions
from summarizer.engines.registry import engine_for, replay_engine
from summarizer.scoring.gate import Gate
from summarizer.scoring.gold import GoldArticle, load
from summarizer.scoring.results import Scores
from summarizer.scoring.runs import Run, manifest_of, run_eval
from summarizer.scoring.scores import score_run
from summarizer.scoring.verdict import compare
from summarizer.settings import Settings

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "servers"))

from scripted_endpoint import Request, ScriptedEndpoint, Step, completion, texts

T = TypeVar("T")

GOLD = Path(__file__).resolve().parent.parent / "evals" / "gold"


def main() -> None:
    """Time, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000, help="articles of a run (1000)")
    count: int = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        print("| step | articles | processor seconds | articles a second |")
        print("|---|---|---|---|")
        measure(Path(folder), count)


def measure(folder: Path, count: int) -> None:
    """Make the runs, and time each step."""
    gold = copied(folder / "gold", count)
    golds = timed("load gold", count, lambda: load(gold))
    rules = engine_for(Settings(model="rules"))
    with Run.at(folder / "rules", manifest_of(golds, rules), golds, gold) as run:
        timed("run the rules engine", count, lambda: filled(run, rules))
        attempts = list(run.attempts())
    scores = timed("score one run", count, lambda: score_run(golds, attempts))
    timed("compare two runs", count, lambda: compare(scores, scores, Gate()))
    other = jittered(scores)
    timed("compare two runs that differ", count, lambda: compare(scores, other, Gate()))

    recordings = folder / "recordings"
    wired = Settings(model="drafting", base_url="http://127.0.0.1:9/v1")
    with Run.at(folder / "live", manifest_of(golds, engine_for(wired)), golds, gold) as run:
        settings = record(golds, run, recordings)
    replay = replay_engine(settings, recordings)
    with Run.at(folder / "replay", manifest_of(golds, replay), golds, gold) as run:
        timed("replay a model's run", count, lambda: filled(run, replay))


def jittered(scores: Scores) -> Scores:
    """The same scores with a hit less in every third article, so that tests have work to do."""
    other = scores.model_copy(deep=True)
    for article in other.articles[::3]:
        for name, count in article.counts.items():
            if count.hits:
                article.counts[name] = count.model_copy(update={"hits": count.hits - 1})
    return other


def copied(folder: Path, count: int) -> Path:
    """Copies of the shipped gold under ids of their own, each an event of its own."""
    folder.mkdir()
    ids = sorted(path.stem for path in GOLD.glob("*.txt"))
    for number in range(count):
        name = ids[number % len(ids)]
        copy = f"{name}-{number}"
        text = (GOLD / f"{name}.txt").read_text("utf-8")
        label = (GOLD / f"{name}.gold.yaml").read_text("utf-8")
        label = re.sub(r"^(  id|event): .*$", rf"\1: {copy}", label, flags=re.MULTILINE)
        (folder / f"{copy}.txt").write_text(f"{text}\nCopy {number}.\n", "utf-8")
        (folder / f"{copy}.gold.yaml").write_text(label, "utf-8")
    return folder


def filled(run: Run, engine: Engine) -> None:
    """Attempt every article of the run."""
    asyncio.run(run_eval(run, lambda _epoch: engine, workers=8, progress=lambda _state: None))


class Drafting(ScriptedEndpoint):
    """A model's endpoint on loopback that answers each copy with the rules engine's draft of it."""

    def __init__(self, golds: Sequence[GoldArticle]) -> None:
        super().__init__()
        rules = engine_for(Settings(model="rules"))
        self._drafts = {
            gold.id.rpartition("-")[2]: asyncio.run(rules.draft(gold.article)).draft.model_dump(
                mode="json", exclude_defaults=True
            )
            for gold in golds
        }

    def next_step(self, request: Request) -> Step:
        """The completion for the article that the request holds."""
        copy = re.search(r"Copy (\d+)\.", texts(request.messages))
        assert copy is not None
        return Step(completion(self._drafts[copy[1]]))


def record(golds: Sequence[GoldArticle], run: Run, folder: Path) -> Settings:
    """Run a model over the articles once and keep its completions; what to replay them with."""
    with Drafting(golds) as endpoint:
        settings = Settings(model="drafting", base_url=endpoint.base_url, api_key=SecretStr("none"))
        filled(run, engine_for(settings, completions=Completions(folder)))
    return Settings(model="drafting")


def timed(step: str, count: int, call: Callable[[], T]) -> T:
    """Call, and print a row."""
    began = time.process_time()
    result = call()
    seconds = time.process_time() - began
    print(f"| {step} | {count} | {seconds:.2f} | {count / seconds:.0f} |", flush=True)
    return result


if __name__ == "__main__":
    main()
