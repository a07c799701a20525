"""How well near-duplicates are told: planted ones from real articles, and what an archive holds.

    python benchmarks/duplicates.py ARCHIVE [--stories 1000] [--seed 1] [--pairs FILE]

From each of so many articles of the archive are made
- a copy as another outlet runs it: up to 30 % of the sentences cut, three sentences of other
  articles prefixed, the order shuffled;
- a second such copy, to be told from the first one;
- an update: as the first copy, with one figure of people harmed changed;
- a follow-up: as many sentences of another article, then up to half of these, as background;
- a stranger in the same clothes: another article in the boilerplate of this one's outlet.
The first two are duplicates of the story, the others are not. Pairs of the archive itself that are
told near are counted, and written to FILE to be judged by eye.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from summarizer.archive.duplicates import bands, is_near, signature
from summarizer.archive.duplicates.deciding import BANDS, ROWS, alike
from summarizer.archive.duplicates.signing import EXACT_SIZE
from summarizer.archive.inventory import InventoryOptions, entries
from summarizer.language.sentences import split
from summarizer.model import Article

COPIES = ("copy", "two copies")
SHORTEST = 6
"""Sentences of a story: three prefixed to fewer make most of the copy another story."""


def main() -> None:
    """Measure, and print Markdown tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=Path, help="write near pairs of the archive here")
    given = parser.parse_args()
    found = entries([given.archive], InventoryOptions())
    articles = [entry.article for entry in found if entry.article]
    chance = random.Random(given.seed)  # noqa: S311 - a sample that can be drawn again
    print_bandings(print_planted(articles, given.stories, chance), articles, chance)
    print_archive(articles, given.pairs, chance)


def sentences_of(text: str) -> list[str]:
    """The sentences as strings."""
    return [text[each.start : each.end] for each in split(text)]


def print_planted(
    articles: Sequence[Article], count: int, chance: random.Random
) -> list[tuple[bytes, bytes]]:
    """Recall and precision on planted pairs, after the bands and after the decision.

    Returns:
        The signatures of the pairs that are duplicates.
    """
    duplicates: list[tuple[bytes, bytes]] = []
    split_up = [(a, s) for a in articles if len(s := sentences_of(a.text)) >= SHORTEST]
    chosen = chance.sample(split_up, min(count, len(split_up)))
    common = boilerplate(split_up)
    kinds: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for article, story in chosen:
        other_article, other = chance.choice(split_up)
        if other_article is article:
            continue
        made = variants(story, other, common[article.outlet or ""], chance)
        for kind, (one, two) in made.items():
            first, second = signature(one), signature(two)
            if first is None or second is None:
                kinds[kind].append((False, False))
                continue
            if kind in COPIES:
                duplicates.append((first, second))
            met = bool(set(bands(first)) & set(bands(second)))
            kinds[kind].append((met, met and is_near(first, second)))
    print("| planted | pairs | share a band, % | told near, % |")
    print("|---|---|---|---|")
    for kind, seen in kinds.items():
        met, near = (100 * sum(column) / len(seen) for column in zip(*seen, strict=True))
        print(f"| {kind} | {len(seen):,} | {met:.1f} | {near:.1f} |")
    right = sum(near for kind in COPIES for _, near in kinds[kind])
    wrong = sum(near for kind in ("follow-up", "stranger") for _, near in kinds[kind])
    precision = 100 * right / (right + wrong)
    print(f"\nPrecision over copies, follow-ups and strangers: {precision:.2f} %\n")
    return duplicates


def print_bandings(
    duplicates: Sequence[tuple[bytes, bytes]], articles: Sequence[Article], chance: random.Random
) -> None:
    """For bands of so many rows: the share of duplicates, and of others, that meet in one.

    By computation: texts alike to the degree J share a band with probability 1 - (1 - J^r)^b.
    """
    strangers: list[float] = []
    for _ in range(20_000):
        one, other = (articles[n] for n in chance.sample(range(len(articles)), 2))
        if one.outlet == other.outlet:
            first, second = signature(one.text), signature(other.text)
            if first and second and min(len(first), len(second)) > EXACT_SIZE:
                strangers.append(alike(first, second))
    likes = [alike(one, other) for one, other in duplicates]
    print("| rows | bands | duplicates met, % | others of one outlet met, of 100,000 |")
    print("|---|---|---|---|")
    for rows, count in ((2, 16), (3, 24), (3, 32), (3, 42), (4, 32), (4, 48), (5, 48)):

        def meet(like: float, rows: int = rows, count: int = count) -> float:
            return 1 - (1 - like**rows) ** count

        found = 100 * sum(map(meet, likes)) / len(likes)
        others = 100_000 * sum(map(meet, strangers)) / len(strangers)
        print(f"| {rows} | {count} | {found:.1f} | {others:.0f} |")
    print()


def boilerplate(split_up: Sequence[tuple[Article, list[str]]]) -> dict[str, list[str]]:
    """Sentences that stand in many articles of an outlet."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article, story in split_up:
        for sentence in set(story):
            counts[article.outlet or ""][sentence] += 1
    often = 10
    return {o: [s for s, n in of.items() if n >= often][:10] for o, of in counts.items()}


def variants(
    story: list[str], other: list[str], common: list[str], chance: random.Random
) -> dict[str, tuple[str, str]]:
    """Pairs of texts by kind."""

    def joined(sentences: Sequence[str]) -> str:
        return "\n".join(sentences)

    def copy() -> list[str]:
        cut = chance.uniform(0, 0.3)
        kept = chance.sample(story, max(len(story) - int(cut * len(story)), 1))
        return chance.sample(other, min(3, len(other))) + kept

    whole = joined(story)
    background = chance.sample(story, min(len(other), len(story)) // 2)
    pairs = {
        "copy": (whole, joined(copy())),
        "two copies": (joined(copy()), joined(copy())),
        "follow-up": (whole, joined(other + background)),
        "stranger": (joined(story + common), joined(other + common)),
    }
    if updated := changed(whole):
        pairs["update"] = (whole, updated)
    return pairs


def changed(text: str) -> str | None:
    """The text with one number of people killed or hurt replaced; None if it has none."""
    match = re.search(r"\b(\d[\d,]*) (?=[a-z ]{0,20}(?:killed|wounded|injured|dead)\b)", text)
    return match and text[: match.start(1)] + "98,765" + text[match.end(1) :]


def print_archive(articles: Sequence[Article], pairs: Path | None, chance: random.Random) -> None:
    """Groups of the archive, as a run finds them, and what a text costs."""
    began = time.process_time()
    signatures = [signature(article.text) for article in articles]
    spent = time.process_time() - began
    began = time.process_time()
    by_band: dict[int, list[int]] = defaultdict(list)
    exact: dict[bytes, int] = {}
    firsts: dict[int, int] = {}
    near: list[tuple[int, int]] = []
    compared = 0
    for number, sign in enumerate(signatures):
        if sign is None:
            continue
        first = exact.setdefault(sign, number)
        if first != number:
            firsts[number] = first
            continue
        keys = bands(sign)
        candidates = sorted({earlier for key in keys for earlier in by_band[key]})
        for earlier in candidates:
            compared += 1
            if is_near(signatures[earlier] or b"", sign):
                firsts[number] = earlier
                near.append((earlier, number))
                break
        else:
            for key in keys:
                by_band[key].append(number)
    deciding = time.process_time() - began
    print(f"| articles of the archive | {len(articles):,} |\n|---|---|")
    short = sum(len(sign or b"") <= EXACT_SIZE for sign in signatures)
    print(f"| too short for near-duplicates | {short:,} |")
    print(f"| same signature | {len(firsts) - len(near):,} |")
    print(f"| near-duplicates | {len(near):,} |")
    print(f"| groups | {len(set(firsts.values())):,} |")
    print(f"| candidates compared, a text | {compared / len(articles):.2f} |")
    print(f"| processor time of a signature, ms | {1000 * spent / len(articles):.3f} |")
    print(f"| of bands and decisions, ms | {1000 * deciding / len(articles):.3f} |")
    print(f"| bands of rows | {BANDS} of {ROWS} |")
    if pairs:
        chance.shuffle(near)
        pairs.write_text("\n\n".join(side_by_side(articles[a], articles[b]) for a, b in near))


def side_by_side(one: Article, other: Article) -> str:
    """What a person needs to judge a pair."""
    first, second = sentences_of(one.text), sentences_of(other.text)
    only = [s for s in second if s not in set(first)]
    lost = [s for s in first if s not in set(second)]
    lines = [f"=== {a.id} {a.published} {a.outlet}: {a.title}" for a in (one, other)]
    lines.append(f"    {len(first)} and {len(second)} sentences, {len(second) - len(only)} shared")
    lines += [f"  + {s[:160]!r}" for s in only[:6]] + [f"  - {s[:160]!r}" for s in lost[:6]]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
