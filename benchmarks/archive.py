"""What a whole archive costs: articles a second, peak memory and its growth, and where time goes.

    python benchmarks/archive.py ARCHIVE [--early 500] [--articles N] [--profile 300]

One process, one core, the rules engine with grounding. ARCHIVE is JSONL, packed (.gz) or not, one
article a line. Reading is timed apart. Memory is `ru_maxrss`, which never falls: if it grows from
the first articles to the last, something is kept. The profile is a second pass over some of the
articles, since profiling slows all down: its shares tell, not its seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from speed import archived

from summarizer import SummarizerError, abrief
from summarizer.model import Article
from summarizer.reading import read_bytes

_ELSEWHERE = "libraries called by libraries"
_PACKAGE = Path(sys.modules["summarizer"].__file__ or "").parent


def main() -> None:
    """Measure, and print Markdown tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--early", type=int, default=500, help="articles until the first look")
    parser.add_argument("--articles", type=int, default=None, help="stop after so many")
    parser.add_argument("--profile", type=int, default=300, help="articles to profile, 0 for none")
    given = parser.parse_args()
    asyncio.run(print_pace(given.archive, given.early, given.articles))
    if given.profile:
        print()
        print_profile(given.archive, given.profile)


def articles(archive: Path, count: int | None) -> Iterator[Article]:
    """The readable articles; one that is not is told on standard error."""
    for name, data in islice(archived(archive), count):
        try:
            yield read_bytes(data, name=name).article
        except SummarizerError as error:
            print(f"{name}: {error}", file=sys.stderr)


def megabytes() -> float:
    """The most memory that this process ever held (Linux gives kilobytes, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


async def print_pace(archive: Path, early: int, count: int | None) -> None:
    """Articles a second and peak memory, at the first look and at the end."""
    print("| articles | refused | characters, mean | tolls | a second | with reading | peak, MB |")
    print("|---|---|---|---|---|---|---|")
    done = refused = characters = tolls = 0
    briefing = 0.0
    began = time.process_time()

    def row() -> None:
        whole = time.process_time() - began
        mean = characters / max(done, 1)
        print(
            f"| {done:,} | {refused} | {mean:,.0f} | {tolls:,} | {done / briefing:.0f} "
            f"| {done / whole:.0f} | {megabytes():.0f} |",
            flush=True,
        )

    for article in articles(archive, count):
        start = time.process_time()
        try:
            brief = await abrief(article)
        except SummarizerError:
            refused += 1
            continue
        finally:
            briefing += time.process_time() - start
        done += 1
        characters += len(article.text)
        tolls += len(brief.tolls)
        if done == early:
            row()
    row()


def print_profile(archive: Path, count: int) -> None:
    """The shares of the time by package, and by module."""
    chosen = list(articles(archive, count))

    async def brief_all() -> None:
        for article in chosen:
            try:
                await abrief(article)
            except SummarizerError:
                continue

    profile = cProfile.Profile()
    profile.runcall(asyncio.run, brief_all())
    rooms, modules, total = _shares(pstats.Stats(profile))
    print("| package | share of the time, % |")
    print("|---|---|")
    for name, seconds in rooms.most_common(12):
        print(f"| `{name}` | {100 * seconds / total:.0f} |")
    print()
    print("| module | share of the time, % |")
    print("|---|---|")
    for name, seconds in modules.most_common(12):
        print(f"| `{name}` | {100 * seconds / total:.0f} |")


def _shares(stats: pstats.Stats) -> tuple[Counter[str], Counter[str], float]:
    """Seconds by package and by module; what a library does counts for whoever called it."""
    rooms: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    # {(file, line, name): (calls, primitive calls, own seconds, all seconds, {caller: the same})}
    table = stats.stats  # type: ignore[attr-defined]
    total = 0.0
    for (file, _, _), (_, _, own, _, callers) in table.items():
        total += own
        module = _module(file)
        shares = [(module, own)]
        if module is None:
            shares = [(_module(caller[0]), taken[2]) for caller, taken in callers.items()]
        for name, seconds in shares:
            room = _ELSEWHERE if name is None else name.rpartition(".")[0] or "summarizer"
            rooms[room] += seconds
            modules[name or _ELSEWHERE] += seconds
    return rooms, modules, total


def _module(file: str) -> str | None:
    """`language.figures.grammar` for a file of the package, None for any other."""
    path = Path(file)
    if not path.is_relative_to(_PACKAGE):
        return None
    return ".".join(path.relative_to(_PACKAGE).with_suffix("").parts)


if __name__ == "__main__":
    main()
