"""One try of a request, told to whoever listens: counts, names and codes, never what was said."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from summarizer.engines.llm.endpoint import Reply, Wire
from summarizer.engines.llm.failures import kind_of
from summarizer.engines.llm.replies import answered_by, ending, tokens
from summarizer.telemetry import Event, Field, doing, is_heard

_PROVIDERS = {"google": "gcp.gemini", "mistral": "mistral_ai", "x-ai": "x_ai"}
"""OpenTelemetry's names of providers, where price lists have another."""


async def sent(wire: Wire, request: dict[str, Any], max_tokens: int) -> Reply:
    """Make a request once, and tell of it."""
    if not is_heard():
        return await wire.send(request)
    with doing(Event.REQUEST, **_asked(wire, max_tokens)) as told:
        try:
            reply = await wire.send(request)
        except Exception as error:
            told.failed(kind_of(error))
            raise
        taken = tokens(reply.raw)
        told.add(answered_by=answered_by(reply.raw), end=ending(reply.raw)[0].value)
        if taken.known:
            told.add(tokens_in=taken.read, tokens_out=taken.written)
        return reply


def _asked(wire: Wire, max_tokens: int) -> dict[str, Field]:
    provider = wire.prices or "openai"  # the convention's word for whatever speaks its language
    is_host = ":" in wire.where or "." in wire.where
    address = urlsplit(f"//{wire.where}") if is_host else None
    return {
        "endpoint": wire.where,
        "provider": _PROVIDERS.get(provider, provider),
        "model": wire.model,
        "host": address.hostname if address else None,
        "port": address.port if address else None,
        "max_tokens": max_tokens,
        "temperature": wire.temperature,
    }
