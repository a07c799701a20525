"""How fast, how sparing and how resilient `summarizer batch` is, against a simulated endpoint.

    python benchmarks/batch.py SIM_SERVER [--python PYTHON] [--archive ARCHIVE] [--only NAME ...]

SIM_SERVER is the script of an OpenAI-compatible simulator with `gen_corpus.py` beside it; PYTHON is
the interpreter that has what it needs. Ideal time is articles x latency / concurrency. Everything
is a whole process over a real socket; processor time and memory are those of its whole tree.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LATENCY = 0.5  # seconds
PORT = 8471


@dataclass(frozen=True)
class Run:
    """One run of the program.

    Attributes:
        seconds: From start to end.
        processor: Seconds of processor time, all processes.
        peak: Megabytes at most, all processes: resident, and with shared pages counted once.
        code: How it ended.
    """

    seconds: float
    processor: float
    peak: tuple[float, float]
    code: int


class Bench:
    """The simulator, the corpora and a scratch folder."""

    def __init__(self, sim: Path, python: str, scratch: Path) -> None:
        self.sim, self.python, self.scratch = sim, python, scratch

    @contextmanager
    def endpoint(self, **knobs: object) -> Iterator[None]:
        """The simulator, answering after `LATENCY` unless told otherwise, with empty lists."""
        wanted = {"port": PORT, "latency": LATENCY * 1000, "list_items": 0, **knobs}
        options = [f"--{name.replace('_', '-')}={value}" for name, value in wanted.items()]
        process = subprocess.Popen(
            [self.python, str(self.sim), *options], stdout=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 20
            while True:
                try:
                    self.stats()
                    break
                except OSError:
                    assert time.monotonic() < deadline, "the simulator does not answer"
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait()

    def stats(self) -> dict[str, Any]:
        """What the simulator has counted."""
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/stats") as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def corpus(self, number: int) -> Path:
        """An archive of that many synthetic articles of about 400 words."""
        path = self.scratch / f"corpus-{number}.jsonl"
        if not path.exists():
            maker = self.sim.with_name("gen_corpus.py")
            subprocess.run([sys.executable, str(maker), str(number), str(path)], check=True)
        return path

    def command(self, archive: Path, run: str, *more: str) -> list[str]:
        """The command line of a run against the simulator."""
        return [
            *(sys.executable, "-m", "summarizer", "batch", str(archive)),
            *("--run", str(self.scratch / run), "--model", "sim", "--no-cache", "--quiet"),
            *("--base-url", f"http://127.0.0.1:{PORT}/v1", *more),
        ]

    def go(self, command: list[str], *, until: Callable[[], bool] | None = None) -> Run:
        """Run it to its end, or kill it as soon as something holds."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        peaks = [0.0, 0.0]
        watching = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
        watching.start()
        if until is not None:
            while process.poll() is None and not until():
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
        code = process.wait()
        seconds = time.perf_counter() - began
        watching.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Run(seconds, used, (peaks[0], peaks[1]), code)


def _watch(process: subprocess.Popen[bytes], peaks: list[float]) -> None:
    while process.poll() is None:
        sizes = [_memory(pid) for pid in _tree(process.pid)]
        for place in (0, 1):
            peaks[place] = max(peaks[place], sum(size[place] for size in sizes))
        time.sleep(0.5)


def _tree(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [pid, *(one for child in text.split() for one in _tree(int(child)))]


def _memory(pid: int) -> tuple[float, float]:
    """Megabytes: resident, and with shared pages counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    found = {line.split(":")[0]: line.split()[1] for line in lines[1:] if ":" in line}
    return int(found.get("Rss", 0)) / 1024, int(found.get("Pss", 0)) / 1024


def long_run(bench: Bench) -> Iterator[str]:
    """20,000 articles, 128 at once: from the first request to the last answer."""
    number = 20_000
    archive = bench.corpus(number)
    with bench.endpoint():
        began = time.time()
        run = bench.go(bench.command(archive, "long", "--concurrency", "128"))
        stats = bench.stats()
    ideal = number * LATENCY / 128
    yield f"20,000 articles: {stats['span_s'] / ideal:.2f} x ideal ({stats['span_s']:.1f} s)"
    yield f"start-up to the first request: {stats['first_request'] - began:.1f} s"
    yield f"in flight on average: {stats['in_flight_mean']:.0f} of 128"
    yield f"processor: {run.processor / number * 1000:.2f} ms an article"
    yield f"peak memory: {run.peak[0]:.0f} MB resident, {run.peak[1]:.0f} MB with sharing"


def short_run(bench: Bench) -> Iterator[str]:
    """2,000 articles, 128 at once: the whole process."""
    number = 2_000
    archive = bench.corpus(number)
    with bench.endpoint():
        run = bench.go(bench.command(archive, "short", "--concurrency", "128"))
    ideal = number * LATENCY / 128
    yield f"2,000 articles, whole process: {run.seconds / ideal:.2f} x ideal ({run.seconds:.1f} s)"
    yield f"processor: {run.processor / number * 1000:.2f} ms an article, start-up included"
    yield f"peak memory: {run.peak[0]:.0f} MB resident, {run.peak[1]:.0f} MB with sharing"


def rate_limit(bench: Bench) -> Iterator[str]:
    """A limit of 1,200 requests a minute, told to the program; and found out by it."""
    archive = bench.corpus(2_000)
    for name, options in (("told", ("--rpm", "1200")), ("not told", ())):
        with bench.endpoint(rpm=1200):
            shutil.rmtree(bench.scratch / "rate", ignore_errors=True)
            command = bench.command(archive, "rate", "--limit", "1500", *options)
            bench.go(command)
            stats = bench.stats()
        answered = stats["outcomes"].get("ok", 0)
        used = answered / (stats["span_s"] / 60) / 1200
        refused = 1 - answered / stats["requests"]
        yield f"1,200 requests a minute, {name}: {used:.1%} used, {refused:.2%} refused"


def faults(bench: Bench) -> Iterator[str]:
    """5 % of status 500 and 5 % of status 429; 400 articles, 32 at once."""
    archive = bench.corpus(2_000)
    with bench.endpoint(p500=0.05, p429=0.05):
        command = bench.command(archive, "faults", "--limit", "400", "--concurrency", "32")
        run = bench.go(command)
        stats = bench.stats()
    ideal = 400 * LATENCY / 32
    yield (
        f"5 % 500 and 5 % 429: {stats['docs_ok']} of 400 answered, exit code {run.code}, "
        f"{stats['span_s'] / ideal:.2f} x ideal"
    )


def kill(bench: Bench) -> Iterator[str]:
    """Killed at half-way and run again."""
    archive = bench.corpus(2_000)
    with bench.endpoint():
        command = bench.command(archive, "kill", "--limit", "1000", "--concurrency", "32")
        bench.go(command, until=lambda: bench.stats()["outcomes"].get("ok", 0) >= 500)
        run = bench.go(command)
        stats = bench.stats()
    yield (
        f"killed at half-way: exit code {run.code}, {stats['requests'] - 1000} calls repeated "
        "of 32 in flight"
    )


def resumed(bench: Bench) -> Iterator[str]:
    """A run of 100,000 finished articles and 100 that are not: until the first request."""
    command = bench.command(bench.corpus(200), "resumed", "--concurrency", "16")
    with bench.endpoint(latency=5):
        bench.go(command)
    _multiply(bench.scratch / "resumed" / "ledger.sqlite", 500)
    for _ in range(3):
        with bench.endpoint():
            began = time.time()
            bench.go(command, until=lambda: bench.stats()["first_request"] > 0)
            first = bench.stats()["first_request"]
        yield f"resumed, 100,000 finished: the first request after {first - began:.2f} s"


def _multiply(ledger: Path, times: int) -> None:
    """Make so many copies of each finished article of a run, the last copies pending."""
    article = "name, digest, published, title, outlet, url, language, notes, first_seen"
    result = (
        "outcome, why, cause, attempts, calls, cached, tokens_in, tokens_out, cost_usd, seconds"
    )
    with sqlite3.connect(ledger) as database:
        (number,) = database.execute("SELECT max(id) FROM article").fetchone()
        for time_ in range(1, times):
            shift = (time_ * number, time_)
            database.execute(
                f"INSERT INTO article (id, position, key, {article}) "  # noqa: S608
                f"SELECT id + ?, position || '#' || ?, key || id, {article} FROM article "
                f"WHERE id <= {number}",
                shift,
            )
            for table in ("body (article, text, signature)", "brief (article, recipe, json)"):
                columns = table.partition("(")[2].rstrip(")").partition(", ")[2]
                database.execute(
                    f"INSERT INTO {table} SELECT article + ?, {columns} "  # noqa: S608
                    f"FROM {table.split()[0]} WHERE article <= {number}",
                    shift[:1],
                )
            if time_ < times - 1:
                database.execute(
                    f"INSERT INTO result (article, recipe, {result}, settled) "  # noqa: S608
                    f"SELECT article + ?, recipe, {result}, settled FROM result "
                    f"WHERE article <= {number}",
                    shift[:1],
                )


def main() -> None:
    """Measure, and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sim", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--only", nargs="*")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="batch-") as scratch:
        bench = Bench(asked.sim, asked.python, Path(scratch))
        parts = {
            part.__name__: part for part in (short_run, long_run, rate_limit, faults, kill, resumed)
        }
        for name, part in parts.items():
            if not asked.only or name in asked.only:
                for line in part(bench):
                    print(line, flush=True)
        if asked.archive and (not asked.only or "rules" in asked.only):
            for line in rules(bench, asked.archive):
                print(line, flush=True)


def rules(bench: Bench, archive: Path) -> Iterator[str]:
    """The built-in rules over a real archive, on all cores and pinned to one."""
    rates = {}
    for name, cores in (("one core", {0}), ("all cores", os.sched_getaffinity(0))):
        command = [sys.executable, "-m", "summarizer", "batch", str(archive), "--quiet"]
        run_folder = bench.scratch / f"rules-{len(cores)}"
        pinned = ["taskset", "-c", ",".join(map(str, sorted(cores))), *command]
        run = bench.go([*pinned, "--model", "rules", "--run", str(run_folder)])
        rates[name] = 1 / run.seconds
        yield f"rules, {name}: {run.seconds:.1f} s, {run.processor:.1f} s of processor"
    yield f"rules, all cores against one: {rates['all cores'] / rates['one core']:.2f} x"


if __name__ == "__main__":
    main()
