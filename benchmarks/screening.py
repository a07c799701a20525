"""What screening sets aside: of labelled articles, which must not be missed, and of an archive.

    python benchmarks/screening.py GOLD... [--archive ARCHIVE] [--show 100] [--seed 1]

GOLD are folders of gold articles. One with any toll, demand, negotiation or agreement must stay;
one with none is a near-miss, and at least 80 % of those should be set aside. With `--archive`, the
share set aside and, of `--show` of them, the title, the beginning and the sentences with cues of
harm and figures, to be read by eye.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from summarizer.archive.inventory import InventoryOptions, entries
from summarizer.archive.screening import reason_to_set_aside
from summarizer.language.reader import Reader
from summarizer.model import Article
from summarizer.scoring.gold import load

_LISTS = ("tolls", "demands", "negotiations", "agreements")


def main() -> None:
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--archive")
    parser.add_argument("--show", type=int, default=0, help="articles set aside to print")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(
        "| gold | with something to brief | of them set aside | with nothing | of them set aside |"
    )
    print("|---|---|---|---|---|")
    for folder in given.gold:
        print_gold(folder)
    if given.archive:
        print_archive(given.archive, given.show, given.seed)


def print_gold(folder: Path) -> None:
    """One row; misses and near-misses that stay are named below the table."""
    seen: dict[bool, list[tuple[str, bool]]] = {True: [], False: []}
    for gold in load(folder):
        has = any(getattr(gold.label, name) for name in _LISTS)
        aside = reason_to_set_aside(gold.article) is not None
        seen[has].append((gold.article.id, aside))
    missed = [name for name, aside in seen[True] if aside]
    stayed = [name for name, aside in seen[False] if not aside]
    bound = f" (95 % bound: {300 / len(seen[True]):.1f} %)" if seen[True] and not missed else ""
    print(
        f"| {folder.name} | {len(seen[True])} | {len(missed)}{bound} | {len(seen[False])} "
        f"| {len(seen[False]) - len(stayed)} |"
    )
    if missed or stayed:
        print(f"\nmissed: {', '.join(missed) or 'none'}; stayed: {', '.join(stayed) or 'none'}\n")


def print_archive(archive: str, show: int, seed: int) -> None:
    """The share set aside, and what it costs to know."""
    articles = [e.article for e in entries([archive], InventoryOptions()) if e.article]
    began = time.process_time()
    aside = [article for article in articles if reason_to_set_aside(article)]
    spent = time.process_time() - began
    share, each = 100 * len(aside) / len(articles), 1000 * spent / len(articles)
    print(
        f"\n{len(aside):,} of {len(articles):,} are set aside: {share:.1f} %; {each:.2f} ms each."
    )
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again
    for article in chance.sample(aside, min(show, len(aside))):
        print_one(article)


def print_one(article: Article) -> None:
    """What a person needs to say whether it should have stayed."""
    lines = Reader.of(article.text).lines
    print(f"\n=== {article.id} {article.outlet}: {article.title}")
    print(f"    {' '.join(article.text.split())[:400]}")
    for line in lines:
        if line.figures and line.cues:
            print(f"  # {line.text[:160]}")


if __name__ == "__main__":
    main()
