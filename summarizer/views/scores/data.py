"""JSON: the scores or the comparison itself, exactly."""

from __future__ import annotations

import json

from pydantic import BaseModel


def as_json(result: BaseModel) -> str:
    """The result as an indented object in ASCII: what an article plants stays an escape."""
    # model_dump_json refuses lone surrogates, which a damaged source can hold. DEL is the one
    # control character that a JSON string may hold unescaped.
    text = json.dumps(result.model_dump(mode="json"), indent=2, ensure_ascii=True)
    return text.replace("\x7f", "\\u007f") + "\n"
