"""Time a character for texts made to be slow, from 1 kB to 1 MB, as ratios.

    python benchmarks/shapes.py [--largest 1000000] [--only SHAPE]

Linear readers take the same time a character however long the text is: each cell is the time a
character at that length over the time a character at 16 kB (shorter texts pay what every text pays
once). A column of growing numbers is a quadratic reader.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable

from summarizer.briefing import check
from summarizer.engines.rules.engine import RulesEngine
from summarizer.errors import EngineError
from summarizer.language.dates import find_times
from summarizer.language.figures import read
from summarizer.language.sentences import split
from summarizer.model import Article

BASE = 16_000
LENGTHS = (1_000, 4_000, BASE, 64_000, 250_000, 1_000_000)
_STORY = (
    "Norland and the Reed Front held talks in Port Ashby on Monday after shelling killed at least "
    "14 people and wounded dozens more, hospital staff said. "
)
_LETTERS = "bcdfghjklmnpqrstvwxz"


def _actors(length: int) -> str:
    """Thousands of actors that no other sentence names."""
    made, size, index = [], 0, 0
    while size < length:
        name = "".join(_LETTERS[index // 20**place % 20] for place in range(4)).capitalize()
        made.append(f"{name}a and the {name}o Front agreed to a cease-fire on May 3, 2024. ")
        size, index = size + len(made[-1]), index + 1
    return "".join(made)


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit) + 1)


SHAPES: dict[str, Callable[[int], str]] = {
    "news": _repeated(_STORY + "\n\n"),
    "news, one line": _repeated(_STORY),
    "one sentence": _repeated(
        "the army killed 20 rebels and wounded 30 civilians in the town, and "
    ),
    "digits": _repeated("9"),
    "digits in threes": _repeated("999,"),
    "digits and points": _repeated("1.2:3/"),
    "number words": _repeated("twenty-one hundred and "),
    "counts in a list": _repeated("12 people, "),
    "cues": _repeated("killed "),
    "cues and counts": _repeated("killed 12 wounded "),
    "articles": _repeated("a soldier, "),
    "nested quotes": _repeated("“ he said ‘ "),
    "straight quotes": _repeated('he said." "'),
    "full stops": _repeated("U.S. "),
    "brackets": _repeated("(["),
    "dates": _repeated("May 3, 2024 "),
    "demands": _repeated("Norland demanded that the Reed Front release the prisoners and "),
    "pronouns": _repeated("He said it called on them to stop. They said it must withdraw. "),
    "capitals": _repeated("Norland Reed "),
    "capitals and mediation": _repeated("Norland REED Ashby mediated talks, "),
    "names and commas": _repeated("Norland, Ashby and "),
    "actors": _actors,
    "white space": _repeated(" \n"),
    "spaces": _repeated("a          "),
}


def _whole(text: str) -> None:
    """The rules engine and grounding."""
    rules = RulesEngine()
    article = Article(id="shape", text=text)
    try:
        drafted = asyncio.run(rules.draft(article))
        check(article, drafted, engine=rules.name, model=rules.model)
    except EngineError as error:
        raise SystemExit(f"a shape is refused, so its time says nothing: {error}") from None


READERS: dict[str, Callable[[str], object]] = {
    "sentences": split,
    "figures": read,
    "dates": find_times,
    "whole": _whole,
}


def main() -> None:
    """Time every shape with every reader, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--largest", type=int, default=LENGTHS[-1], help="characters (1000000)")
    parser.add_argument("--only", choices=SHAPES)
    given = parser.parse_args()
    lengths = [length for length in LENGTHS if length <= given.largest]
    heads = " | ".join(f"{length // 1000} kB" for length in lengths)
    print(f"| shape | reader | µs a character at {BASE // 1000} kB | {heads} |")
    print("|---|---|---|" + "---|" * len(lengths))
    for name in [given.only] if given.only else SHAPES:
        for reader in READERS:
            taken = {length: _cost(reader, SHAPES[name], length) for length in lengths}
            base = taken[BASE]
            cells = " | ".join(f"{cost / base:.1f}" for cost in taken.values())
            print(f"| {name} | {reader} | {1e6 * base:.2f} | {cells} |", flush=True)


def _cost(reader: str, shape: Callable[[int], str], length: int) -> float:
    """Seconds a character, the best of some tries; each text is new to what is remembered."""
    best = float("inf")
    for attempt in range(1 if length > BASE else 5):
        # New to whatever remembers texts: the readers read one another's.
        text = f"Copy {attempt} for {reader} says that the war went on.\n"
        if reader == "whole":  # half of it plain news, or it would be refused as no English
            text += SHAPES["news"](length // 2)
        text += shape(length)[: max(0, length - len(text))]
        began = time.process_time()
        READERS[reader](text)
        best = min(best, time.process_time() - began)
    return best / length


if __name__ == "__main__":
    main()
