"""What a brief took: calls, tokens, dollars."""

from __future__ import annotations

import time
from dataclasses import dataclass

from summarizer.engines.llm.replies import Tokens
from summarizer.model import Usage


def price_usd(provider: str | None, model: str, tokens: Tokens) -> float | None:
    """US dollars for one completion, by the prices that ship with genai-prices; no network.

    Args:
        provider: Whose price list holds, in that package's names; None for an endpoint that is
            not a provider's own (another base URL, this machine), whose price nobody knows.
        model: The model asked for.
        tokens: What it took.

    Returns:
        None if the price or the usage is not known: never 0 for want of knowledge.
    """
    if provider is None or not tokens.known:
        return None
    from genai_prices import Usage as Taken
    from genai_prices import calc_price

    taken = Taken(
        input_tokens=tokens.read, cache_read_tokens=tokens.reread, output_tokens=tokens.written
    )
    try:
        return float(calc_price(taken, model, provider_id=provider).total_price)
    except LookupError:
        return None


@dataclass(frozen=True)
class Price:
    """What a model costs.

    Attributes:
        provider: Whose price list holds; None if nobody's.
        model: The model asked for.
        share: Of the list's price: providers take half for what may wait a day.
    """

    provider: str | None
    model: str
    share: float = 1.0

    def of(self, tokens: Tokens) -> float | None:
        """US dollars; None if the price or the usage is not known."""
        usd = price_usd(self.provider, self.model, tokens)
        return None if usd is None else usd * self.share


class Meter:
    """Adds up what one article takes, every attempt counted."""

    def __init__(self, price: Price) -> None:
        self.price = price
        self._began = time.monotonic()
        self._calls = self._cached = self._read = self._written = 0
        self._dollars: float | None = 0.0

    def paid(self, tokens: Tokens) -> None:
        """Count an answer that the endpoint gave, whatever it was worth."""
        self._calls += 1
        self._read += tokens.read
        self._written += tokens.written
        dollars = self.price.of(tokens)
        if self._dollars is None or dollars is None:
            self._dollars = None
        else:
            self._dollars += dollars

    def kept(self) -> None:
        """Count a completion that was taken from the store, for nothing."""
        self._cached += 1

    def usage(self) -> Usage:
        """What was counted up to now."""
        return Usage(
            calls=self._calls,
            cached=self._cached,
            tokens_in=self._read,
            tokens_out=self._written,
            cost_usd=self._dollars,
            seconds=time.monotonic() - self._began,
        )
