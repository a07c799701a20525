"""What a raw completion says beside its answer: how it ended, what it took, who gave it.

Three shapes are known by their own fields: chat completions (OpenAI and what is compatible), and
the messages of Anthropic and Google. Of another shape nothing is known: it counts as complete,
with no usage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Raw = Mapping[str, Any]

_CUT = frozenset({"length", "max_tokens", "model_length"})
_WITHHELD = frozenset({"content_filter", "refusal"}) | {
    *("safety", "recitation", "blocklist", "prohibited_content", "spii"),  # Google's
}


class End(StrEnum):
    """How a completion ended."""

    COMPLETE = "complete"
    CUT = "cut"
    REFUSED = "refused"
    EMPTY = "empty"


@dataclass(frozen=True)
class Tokens:
    """What one completion took.

    Attributes:
        read: Tokens of the request, those read from the provider's own cache included.
        written: Tokens of the answer, reasoning included.
        reread: Those of `read` that came from the provider's own cache.
        known: Whether the completion said so at all.
    """

    read: int = 0
    written: int = 0
    reread: int = 0
    known: bool = False


def ending(raw: Raw) -> tuple[End, str]:
    """How a completion ended, and what it says about a refusal (may be empty)."""
    choice = _first(raw.get("choices")) or _first(raw.get("candidates"))
    message = _mapping(choice.get("message"))
    reason = choice.get("finish_reason") or raw.get("stop_reason") or ""
    word = str(reason).rpartition(".")[2].lower()  # some dumps say FinishReason.MAX_TOKENS
    refusal = message.get("refusal")
    blocked = _mapping(raw.get("prompt_feedback")).get("block_reason")
    if refusal or blocked or word in _WITHHELD:
        return End.REFUSED, str(refusal or blocked or word)
    if word in _CUT:
        return End.CUT, ""
    return (End.EMPTY if _is_empty(raw, choice, message) else End.COMPLETE), ""


def tokens(raw: Raw) -> Tokens:
    """What a completion says that it took."""
    usage = _mapping(raw.get("usage")) or _mapping(raw.get("usage_metadata"))
    if "prompt_tokens" in usage:
        reread = _count(_mapping(usage.get("prompt_tokens_details")).get("cached_tokens"))
        read, written = _count(usage["prompt_tokens"]), _count(usage.get("completion_tokens"))
        return Tokens(read, written, min(read, reread), known=True)
    if "input_tokens" in usage:
        reread = _count(usage.get("cache_read_input_tokens"))
        made = _count(usage.get("cache_creation_input_tokens"))
        read = _count(usage["input_tokens"]) + reread + made
        return Tokens(read, _count(usage.get("output_tokens")), reread, known=True)
    if "prompt_token_count" in usage:
        written = _count(usage.get("candidates_token_count"))
        written += _count(usage.get("thoughts_token_count"))
        reread = _count(usage.get("cached_content_token_count"))
        return Tokens(_count(usage["prompt_token_count"]), written, reread, known=True)
    return Tokens()


def answered_by(raw: Raw) -> str | None:
    """The model that the completion says answered."""
    model = raw.get("model") or raw.get("model_version")
    return str(model) if model else None


def _is_empty(raw: Raw, choice: Raw, message: Raw) -> bool:
    """Whether a completion of a known shape holds no answer at all."""
    if message:
        content = message.get("content")
        text = content.strip() if isinstance(content, str) else content
        return not (text or message.get("tool_calls") or message.get("function_call"))
    if "stop_reason" in raw:
        return not raw.get("content")
    if "candidates" in raw:
        return not _mapping(choice.get("content")).get("parts")
    return False


def _first(value: object) -> Raw:
    return _mapping(value[0]) if isinstance(value, list) and value else {}


def _mapping(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
