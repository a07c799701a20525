"""How long the program takes, as ratios to a start of Python with typer, and articles a second.

    python benchmarks/speed.py [--runs 15] [--archive PATH] [--articles 200]

Whole processes are timed, interleaved so that a busy moment of the machine falls on all of them,
and their medians are compared. Prints Markdown tables; benchmarks/README.md keeps the last ones.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

GOLD = Path(__file__).resolve().parent.parent / "evals" / "gold"
BASE = "python -c 'import typer'"
COMMANDS = {
    BASE: ["-c", "import typer"],
    "summarizer --help": ["-m", "summarizer", "--help"],
    "summarizer brief ARTICLE": ["-m", "summarizer", "brief", str(GOLD / "strait-talks.txt")],
}
LIMITS = {"summarizer --help": 3.0, "summarizer brief ARTICLE": 8.0}
"""What a command may take at most, in times BASE."""


def main() -> None:
    """Time, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (15)")
    parser.add_argument(
        "--archive", type=Path, help="a JSONL file of articles, packed (.gz) or not, to brief"
    )
    parser.add_argument("--articles", type=int, default=200, help="articles to brief (200)")
    given = parser.parse_args()
    print_processes(given.runs)
    print()
    print_throughput(given.archive, given.articles)


def print_processes(runs: int) -> None:
    """The medians of whole processes, and their ratios to BASE."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for arguments in COMMANDS.values():  # modules get compiled, files come into the system's cache
        seconds_of(arguments)
    for _ in range(runs):
        for name, arguments in COMMANDS.items():
            seconds[name].append(seconds_of(arguments))
    base = statistics.median(seconds[BASE])
    print("| process | median, ms | times the first | limit |")
    print("|---|---|---|---|")
    for name, taken in seconds.items():
        median = statistics.median(taken)
        limit = f"{LIMITS[name]:.0f}" if name in LIMITS else ""
        print(f"| `{name}` | {1000 * median:.0f} | {median / base:.1f} | {limit} |")


def seconds_of(arguments: Sequence[str]) -> float:
    """Wall time of one process of this Python, in seconds."""
    # An installed program has its bytecode; where none may be written, ratios would tell of that.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def print_throughput(archive: Path | None, count: int) -> None:
    """Articles a second of reading, the rules engine and grounding, in one process on one core."""
    from summarizer import SummarizerError, abrief
    from summarizer.reading import read_bytes

    sources = list(itertools.islice(archived(archive) if archive else repeated_gold(), count))

    async def brief_all() -> tuple[int, int, int]:
        characters = tolls = refused = 0
        for name, data in sources:
            try:
                article = read_bytes(data, name=name).article
                tolls += len((await abrief(article)).tolls)
                characters += len(article.text)
            except SummarizerError as error:
                refused += 1
                print(f"{name}: {error}", file=sys.stderr)
        return characters, tolls, refused

    began = time.perf_counter()
    characters, tolls, refused = asyncio.run(brief_all())
    seconds = time.perf_counter() - began
    made = len(sources) - refused
    print("| articles | refused | characters, mean | tolls | articles a second |")
    print("|---|---|---|---|---|")
    mean = characters / made if made else 0
    print(f"| {made} | {refused} | {mean:,.0f} | {tolls} | {made / seconds:.0f} |")


def archived(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines of an archive, each one article as JSON."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"line {number}.json", line


def repeated_gold() -> Iterator[tuple[str, bytes]]:
    """The shipped articles over and over, each copy with a word of its own.

    The word keeps a copy from being answered by what was remembered of the one before.
    """
    articles = sorted(GOLD.glob("*.txt"))
    for number in itertools.count(1):
        for path in articles:
            text = path.read_text(encoding="utf-8")
            copy = {"text": text.split("\n\n", 1)[1] + f"\n\nCopy {number}.", "date": "2002-02-06"}
            yield f"{path.stem}-{number}.json", json.dumps(copy).encode()


if __name__ == "__main__":
    main()
