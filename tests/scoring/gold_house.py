"""A gold folder to break: one article with a label that is right, and ways to change it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

# With a curly quote, a dash and a no-break space that a careless copy loses.
TEXT = (
    "ACCRA – Rebels of the Northern Front killed at least 46 soldiers and wounded more than 100 on "
    "Tuesday, the army said.\n\n"
    "The government’s envoys meet the rebels in Accra — under Ghana’s mediation. The rebels demand "
    "that\u00a0the army leave the town of Wa. “A soldier was shot in Wa,” a nurse said. Of the "
    "people, some 1.9 million – nearly 85% of the population – have fled.\n\n"
    "The sides signed a truce on March 4 that lets aid convoys pass.\n"
)
HEADER = "date: 2024-03-06\ntitle: Talks in Accra\n\n"

LABEL: dict[str, Any] = {
    "codebook": 1,
    "article": {
        "id": "accra",
        "published": "2024-03-06",
        "title": "Talks in Accra",
        "outlet": None,
    },
    "headline": "Envoys and rebels of the Northern Front meet in Accra",
    "bottom_line": "The government and the Northern Front talk in Accra on March 6, 2024.",
    "actors": [
        {"name": "government", "aliases": ["the army"]},
        {"name": "Northern Front", "aliases": ["rebels", "the rebels"]},
        {"name": "Ghana", "aliases": []},
    ],
    "negotiations": [
        {
            "name": "Accra talks",
            "stage": "under_way",
            "format": "indirect",
            "momentum": "unclear",
            "distance": "unknown",
            "parties": ["government", "Northern Front"],
            "mediators": ["Ghana"],
            "venue": "Accra",
            "next_step": None,
            "evidence": ["The government’s envoys meet the rebels in Accra"],
        }
    ],
    "demands": [
        {
            "by": ["Northern Front"],
            "to": ["government"],
            "kind": "demand",
            "issue": "troop_withdrawal",
            "text": "leave the town of Wa",
            "assertion": "stated",
            "response": "none_reported",
            "evidence": ["the army leave the town of Wa."],
        }
    ],
    "tolls": [
        {
            "metric": "killed",
            "unit": "person",
            "figure": "at least 46",
            "share": None,
            "population": "soldiers",
            "category": "military",
            "basis": "incident",
            "when": {"start": "2024-03-05", "end": "2024-03-05"},
            "place": None,
            "source": "the army",
            "source_kind": "party",
            "assertion": "asserted",
            "scope": "focal",
            "evidence": ["killed at least 46 soldiers"],
        }
    ],
    "agreements": [
        {
            "name": "March truce",
            "kind": "ceasefire",
            "status": "in_effect",
            "when": {"start": "2024-03-04", "end": None},
            "parties": ["government", "Northern Front"],
            "terms": ["aid convoys may pass"],
            "evidence": ["The sides signed a truce on March 4"],
        }
    ],
}


def changed(**changes: Any) -> dict[str, Any]:
    """The label with some of its fields set, by keyword or by `tolls__0__figure`."""
    label = copy.deepcopy(LABEL)
    for path, value in changes.items():
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("__"))
        target: Any = label
        for step in steps:
            target = target[step]
        target[last] = value
    return label


def write(folder: Path, label: dict[str, Any] | str | bytes = LABEL, *, id: str = "accra") -> Path:  # noqa: A002
    """Put the article and a label (a tree, or the file's very text) into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{id}.txt").write_text(HEADER + TEXT, encoding="utf-8")
    if isinstance(label, dict):
        label = yaml.safe_dump(label, allow_unicode=True, sort_keys=False)
    data = label.encode() if isinstance(label, str) else label
    (folder / f"{id}.gold.yaml").write_bytes(data)
    return folder
