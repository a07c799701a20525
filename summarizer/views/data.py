"""JSON: the brief itself, exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from summarizer.model import Brief
from summarizer.views.clean import UNSEEN

# Inside a JSON string an escape is the same data, and keeps control characters from the terminal
# and lone surrogates from the encoder. A newline of the layout is not in UNSEEN.
_UNSEEN = re.compile(f"[{UNSEEN}]")


def briefs_as_json(briefs: Sequence[Brief]) -> str:
    """One brief as an object, any other number as a list; indented, non-ASCII letters kept."""
    # model_dump_json refuses lone surrogates, which a damaged source can hold.
    dumped = [brief.model_dump(mode="json") for brief in briefs]
    return as_json(dumped[0] if len(dumped) == 1 else dumped)


def as_json(dumped: object) -> str:
    """Data as indented JSON that ends in a newline; what cannot be seen is escaped."""
    text = json.dumps(dumped, indent=2, ensure_ascii=False)
    return _UNSEEN.sub(_escape, text) + "\n"


def as_json_line(dumped: object) -> str:
    """Data as JSON on one line, with its newline; what cannot be seen is escaped."""
    return _UNSEEN.sub(_escape, json.dumps(dumped, ensure_ascii=False)) + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
