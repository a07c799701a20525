"""An invented article, labels of it, and briefs made from labels: what tests of scoring share."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.language.reader import Reader
from summarizer.model import (
    Actor,
    Agreement,
    ArticleReference,
    Brief,
    Demand,
    Evidence,
    Negotiation,
    Provenance,
    Toll,
    Usage,
    Window,
)
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.gold import GoldArticle, load
from summarizer.scoring.gold.label import Label, LabelToll
from summarizer.scoring.places import Places
from summarizer.scoring.results import Outcome
from summarizer.scoring.sides import reading

SENTENCES = (
    "Truce talks between the Zhar Front and Velia resumed in Port Orn on Wednesday.",
    "Egypt and Qatar mediate the talks.",
    "The sides appeared to be far from an agreement.",
    "Velia's army says that 134 of its soldiers have been killed.",
    "The Zhar Front said no more hostages will be released until the war ends.",
    "Velia has rejected that.",
    "The Security Council is negotiating a resolution on aid.",
    "At least 46 people were killed and more than 100 were wounded on Tuesday.",
    "The Zhar Front demands the release of all prisoners.",
    "A truce in November freed 105 hostages.",
    "Markets in the capital stayed shut.",
    "Rain fell over the coast.",
    "Schools are to open on Monday.",
    "The road to the north is closed.",
    "Velia wants the Zhar Front to lay down its weapons.",
    "Egypt called for a halt to the fighting.",
    "Dozens are still missing in the hills.",
    "Nobody claimed the strike.",
    "The mayor asked for calm.",
    "The army put its dead at 134.",
)
"""Sentence n of the article is SENTENCES[n - 1]."""

ACTORS: tuple[dict[str, Any], ...] = (
    {"name": "Zhar Front", "aliases": ["the Front"]},
    {"name": "Velia", "aliases": ["Velia's army"]},
    {"name": "Egypt", "aliases": []},
    {"name": "Qatar", "aliases": []},
    {"name": "Security Council", "aliases": []},
)
PUBLISHED = "2024-03-20"
CREATED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def quotes(sentences: Sequence[int]) -> list[str]:
    """The sentences as quotes."""
    return [SENTENCES[number - 1] for number in sentences]


def toll(metric: str, figure: str, *sentences: int, **changed: Any) -> dict[str, Any]:
    """A toll of a label."""
    return {
        "metric": metric,
        "unit": "person",
        "figure": figure,
        "share": None,
        "population": None,
        "category": "unspecified",
        "basis": "incident",
        "when": None,
        "place": None,
        "source": None,
        "source_kind": "unattributed",
        "assertion": "asserted",
        "scope": "focal",
        "evidence": quotes(sentences),
        **changed,
    }


def demand(by: Sequence[str], issue: str, text: str, *sentences: int, **kw: Any) -> dict[str, Any]:
    """A demand of a label."""
    return {
        "by": list(by),
        "to": [],
        "kind": "demand",
        "issue": issue,
        "text": text,
        "assertion": "stated",
        "response": "none_reported",
        "evidence": quotes(sentences),
        **kw,
    }


def talks(parties: Sequence[str], *sentences: int, **changed: Any) -> dict[str, Any]:
    """A negotiation of a label."""
    return {
        "name": "Truce talks",
        "stage": "under_way",
        "format": "indirect",
        "momentum": "unclear",
        "distance": "far",
        "parties": list(parties),
        "mediators": [],
        "venue": None,
        "next_step": None,
        "evidence": quotes(sentences),
        **changed,
    }


def deal(parties: Sequence[str], *sentences: int, **changed: Any) -> dict[str, Any]:
    """An agreement of a label."""
    return {
        "name": "November truce",
        "kind": "ceasefire",
        "status": "ended",
        "when": None,
        "parties": list(parties),
        "terms": [],
        "evidence": quotes(sentences),
        **changed,
    }


def label(article: str = "truce", **parts: Any) -> Label:
    """A label of the article; lists that are not given are empty."""
    return Label.model_validate(_document(article, **parts))


def gold_in(folder: Path, article: str = "truce", **parts: Any) -> GoldArticle:
    """A gold article, written to a folder and loaded from it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{article}.txt").write_text("\n".join(SENTENCES) + "\n")
    (folder / f"{article}.gold.yaml").write_text(json.dumps(_document(article, **parts)))
    return next(gold for gold in load(folder) if gold.id == article)


def relabelled(gold: GoldArticle, **parts: Any) -> GoldArticle:
    """The same article with other items."""
    return replace(gold, label=label(gold.id, **parts))


def brief_of(gold: GoldArticle) -> Brief:
    """The brief that says just what a label says; its evidence is whole sentences."""
    stated, text, places = gold.label, gold.article.text, Places(gold)
    sentences = Reader.of(text).sentences

    def evidence(cited: Sequence[str]) -> list[Evidence]:
        chosen = (sentences[number - 1] for number in sorted(places.cited(cited)))
        return [
            Evidence(sentence=one.number, start=one.start, end=one.end, quote=one.text)
            for one in chosen
        ]

    return Brief(
        article=ArticleReference(
            id=gold.id,
            published=gold.article.published,
            title=gold.article.title,
            outlet=gold.article.outlet,
            language=gold.article.language,
            url=gold.article.url,
            digest=gold.article.digest,
            sentences=len(sentences),
        ),
        provenance=Provenance(
            package="0",
            codebook=1,
            engine="label",
            model="label",
            answered_by=None,
            prompt=None,
            prompt_hash=None,
            usage=Usage(),
        ),
        headline=stated.headline,
        bottom_line=stated.bottom_line,
        actors=[Actor(name=one.name, aliases=list(one.aliases)) for one in stated.actors],
        negotiations=[
            Negotiation.model_validate({**_fields(one), "evidence": evidence(one.evidence)})
            for one in stated.negotiations
        ],
        demands=[
            Demand.model_validate({**_fields(one), "evidence": evidence(one.evidence)})
            for one in stated.demands
        ],
        tolls=[_toll(one, evidence(one.evidence)) for one in stated.tolls],
        agreements=[
            Agreement.model_validate({**_fields(one), "evidence": evidence(one.evidence)})
            for one in stated.agreements
        ],
        findings=[],
    )


def attempt(
    gold: GoldArticle,
    brief: Brief | None,
    *,
    epoch: int = 1,
    outcome: Outcome = Outcome.OK,
    usage: Usage | None = None,
    created: dt.datetime = CREATED,
) -> Attempt:
    """An attempt at a gold article."""
    return Attempt(
        article=gold.id,
        epoch=epoch,
        outcome=outcome,
        brief=brief,
        usage=usage or Usage(),
        created=created,
    )


def _document(article: str, **parts: Any) -> dict[str, Any]:
    return {
        "codebook": 1,
        "article": {"id": article, "published": PUBLISHED, "title": None, "outlet": None},
        "headline": "Truce talks resume in Port Orn",
        "bottom_line": "The Zhar Front and Velia are far from an agreement.",
        "actors": list(ACTORS),
        "negotiations": [],
        "demands": [],
        "tolls": [],
        "agreements": [],
        **parts,
    }


def _toll(stated: LabelToll, evidence: list[Evidence]) -> Toll:
    qualifier, bounds = reading(stated)
    known = {name: value for name, value in _fields(stated).items() if name != "figure_by_hand"}
    bound = {"qualifier": qualifier, **bounds._asdict()}
    return Toll.model_validate({**known, **bound, "evidence": evidence})


def _fields(stated: Any) -> dict[str, Any]:
    found: dict[str, Any] = stated.model_dump()
    if found.get("when"):
        found["when"] = Window.model_validate(found["when"])
    return found
