"""One invented article, a faithful Draft of it, and a way to plant one fault at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from summarizer.grounding import Grounded, ground
from summarizer.language.reader import Reader
from summarizer.model import Article, Draft
from summarizer.model.brief import Finding

SENTENCES = (
    "Envoys of Norland and the Reed Front met in Port Ashby; Velia carried messages for them.",
    (
        "At least 46 people were killed and more than 120 wounded early Wednesday in the town of "
        "Karsk, according to the Karsk Health Ministry."
    ),
    "Norland's army says 134 of its soldiers have been killed since March 3.",
    "The Reed Front demanded that Norland withdraw its army from the delta; Norland rejected that.",
    "Under the draft, 50 hostages are to be freed over four days.",
    "Norland denied that 12 villagers died in the shelling of Lomme.",
    "The Front wants the release of 300 prisoners before any meeting.",
    "The camp, which employs 900 workers, is 20 kilometres from Karsk.",
    "A guard, 61, watched the gate.",
    "Repairs will cost $75 million and finish by July 2032.",
    "The fighting has displaced some 1.9 million people – nearly 85% of the population.",
    "A soldier was killed at the bridge.",
)
TEXT = "\n\n".join(SENTENCES)
PUBLISHED = dt.date(2031, 3, 5)
ARTICLE = Article.of(TEXT, id="planted", published=PUBLISHED)


def sentence(words: str) -> int:
    """The number of the one sentence that holds the words."""
    [number] = [one.number for one in Reader.of(TEXT).sentences if words in one.text]
    assert len(Reader.of(TEXT).sentences) == len(SENTENCES)
    return number


def toll(metric: str, figure: str, words: str, **more: Any) -> dict[str, Any]:
    """A claimed toll, citing the sentence that holds `words`."""
    claim = {"metric": metric, "figure": figure, "basis": "incident"}
    return claim | {"sentences": [sentence(words)]} | more


def demand(**more: Any) -> dict[str, Any]:
    """The article's one demand, as a faithful engine gives it."""
    claim = {
        "by": ["Reed Front"],
        "to": ["Norland"],
        "kind": "demand",
        "issue": "troop_withdrawal",
        "text": "withdraw its army from the delta",
        "response": "rejected",
        "sentences": [sentence("demanded")],
    }
    return claim | more


def negotiation(**more: Any) -> dict[str, Any]:
    """The article's one process."""
    claim = {
        "name": "Norland-Reed Front talks",
        "stage": "under_way",
        "format": "indirect",
        "parties": ["Norland", "Reed Front"],
        "mediators": ["Velia"],
        "venue": "Port Ashby",
        "sentences": [sentence("Envoys")],
    }
    return claim | more


def agreement(**more: Any) -> dict[str, Any]:
    """The draft agreement that the article describes."""
    claim = {
        "name": "Hostage release",
        "kind": "exchange",
        "status": "proposed",
        "parties": [],
        "terms": ["50 hostages freed over four days"],
        "sentences": [sentence("50 hostages")],
    }
    return claim | more


def checked(**parts: Any) -> Grounded:
    """The brief's parts for a Draft with only these parts."""
    whole = {"headline": "", "bottom_line": ""} | parts
    return ground(Draft.model_validate(whole), ARTICLE)


def only(made: Grounded, code: str) -> Finding:
    """The one finding of that code."""
    [finding] = [finding for finding in made.findings if finding.code == code]
    return finding
