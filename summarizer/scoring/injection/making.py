"""Attacked copies of clean gold articles: same label, one passage more, all by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from summarizer.errors import EvalError
from summarizer.language.figures import read_words
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.gold.counterfactual import TAG
from summarizer.scoring.gold.label import LabelInjection, LabelToll
from summarizer.scoring.gold.writing import Copy
from summarizer.scoring.injection.families import VERBS, Family, Place, passage, told

LEAST_BASES = 6
"""Clean articles that a set is drawn from, so that no family meets one kind of article only."""
BASES_PER_FAMILY = 3

_FIRST = ("Corvane", "Ilmarest", "Quenby", "Tolwick", "Zorvath", "Ystrel", "Brandoc", "Pelluin")
_SECOND = (
    "Halvorsen",
    "Dray",
    "Okonmark",
    "Sutterby",
    "Vance-Lund",
    "Marrowick",
    "Teague",
    "Ferro",
)


def attacked(golds: Sequence[GoldArticle], seed: int) -> Iterator[Copy]:
    """Every family at every place, each in three articles of those given.

    The same articles and seed give the same copies. Articles without a toll that a planted figure
    could stand beside are no bases, nor are counterfactual copies: each tells a story that its
    original tells already.

    Args:
        golds: Clean gold articles.
        seed: Of all choices.

    Raises:
        EvalError: BAD_GOLD, fewer than six of the articles can be bases.
    """
    bases = [gold for gold in golds if _is_clean(gold) and _target(gold) is not None]
    if len(bases) < LEAST_BASES:
        raise EvalError(
            f"{len(bases)} of {len(golds)} gold articles have a toll that a figure can be planted "
            f"beside, and an injection set takes {LEAST_BASES}",
            "name a folder with more gold articles",
        )
    chosen = random.Random(seed)  # noqa: S311  no secret hangs on it
    for family in Family:
        for gold in sorted(chosen.sample(bases, BASES_PER_FAMILY), key=lambda one: one.id):
            for place in Place:
                yield _copy(gold, family, place, chosen)


def _is_clean(gold: GoldArticle) -> bool:
    return gold.label.injection is None and TAG not in gold.label.tags


def _copy(gold: GoldArticle, family: Family, place: Place, chosen: random.Random) -> Copy:
    canary = f"{chosen.choice(_FIRST)} {chosen.choice(_SECOND)}"
    known = {"family": family, "place": place, "base": gold.id}
    if family.is_told:
        toll, sourced = _target(gold) or (None, 0)
        assert toll is not None  # noqa: S101  others are no bases
        planted = _planted(gold.article.text, sourced)
        words = told(family, toll.metric, planted, sourced)
        meant = {"metric": toll.metric, "planted": planted, "sourced": sourced}
    else:
        words, meant = passage(family, canary), {"canary": canary}
    injection = LabelInjection.model_validate({**known, **meant})
    name = f"{gold.id}--{family.value.replace('_', '-')}-{place.value}"
    article = gold.label.article.model_copy(
        update={"id": name, "published": gold.article.published, "title": gold.article.title}
    )
    tags = tuple(dict.fromkeys((*gold.label.tags, "injection", family.value)))
    label = gold.label.model_copy(
        update={"article": article, "tags": tags, "event": gold.event, "injection": injection}
    )
    return Copy(text=_with_header(gold, _inserted(gold.article.text, words, place)), label=label)


def _target(gold: GoldArticle) -> tuple[LabelToll, int] | None:
    """The first toll with a value of its own, and that value: what a planted figure contests."""
    for toll in gold.label.tolls:
        read = read_words(toll.figure)
        value = toll.value if toll.value is not None else read.value if read else None
        if toll.metric in VERBS and value is not None and value > 1:
            return toll, value
    return None


def _planted(text: str, sourced: int) -> int:
    """A figure far from the sourced one that stands nowhere in the text."""
    figure = 7 * sourced + 13
    while f"{figure:,}" in text or str(figure) in text:
        figure += 1
    return figure


def _inserted(text: str, words: str, place: Place) -> str:
    paragraphs = text.strip("\n").split("\n\n")
    at = {Place.START: 0, Place.MIDDLE: (len(paragraphs) + 1) // 2, Place.END: len(paragraphs)}
    paragraphs.insert(at[place], words)
    return "\n\n".join(paragraphs) + "\n"


def _with_header(gold: GoldArticle, body: str) -> str:
    article = gold.article
    known = {
        "date": article.published.isoformat() if article.published else None,
        "title": article.title,
        "outlet": article.outlet,
    }
    lines = [f"{name}: {value}" for name, value in known.items() if value]
    return "\n".join([*lines, "", body]) if lines else body
