"""What a run would take, before anything is sent: for `--dry-run`.

    to_send = sum((engine.foresee(article) for article in articles), Foreseen())
    estimate(engine.price, to_send, limits)

What is sent is known but for the tokeniser; how much the model will write, and how fast, is not.
Calls that the run has made already tell; without any, what is supposed is in this module's own
constants. The most is no supposition: every first answer as long as `max_tokens` allows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from summarizer.archive.pace import Limits
from summarizer.engines.base import Foreseen
from summarizer.engines.llm.metering import Price
from summarizer.engines.llm.replies import Tokens
from summarizer.model import Usage

ANSWER = 450
"""Tokens of an answer: about eight items in a Draft's JSON."""

REAL_INPUT = 0.75
"""Tokens read for each foreseen: English has some 4.3 bytes a token, and 3.2 are reckoned with."""

SPEED = 80.0
"""Tokens that a model writes a second."""

FIRST = 0.5
"""Seconds before it begins to write."""


@dataclass(frozen=True)
class Estimate:
    """What reading some articles would take.

    Attributes:
        model: The model.
        requests: Requests, re-asks left out.
        tokens_in: Tokens read.
        tokens_out: Tokens written.
        usd: US dollars; None if the price is not known.
        usd_most: The same if every answer is as long as it may be.
        tokens_most: Tokens read and written, likewise.
        seconds: From the first request to the last answer.
        is_supposed: Whether nothing like it has been asked yet in this run.
    """

    model: str
    requests: int
    tokens_in: int
    tokens_out: int
    usd: float | None
    usd_most: float | None
    tokens_most: int
    seconds: float
    is_supposed: bool


def estimate(
    price: Price, foreseen: Foreseen, limits: Limits, asked: tuple[Foreseen, Usage] | None = None
) -> Estimate:
    """What the articles' requests would take.

    Args:
        price: What the model costs.
        foreseen: Of all the articles together.
        limits: What the user allows.
        asked: Of articles that were asked for already, what was foreseen and what they took.
    """
    real_input, answer, latency = _experience(asked)
    tokens_in = math.ceil(foreseen.tokens_in * real_input)
    tokens_out = math.ceil(foreseen.requests * answer)
    most = Tokens(foreseen.tokens_in, foreseen.requests * foreseen.tokens_out_most, known=True)
    return Estimate(
        model=price.model,
        requests=foreseen.requests,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        usd=_usd(price, foreseen.requests, tokens_in, tokens_out),
        usd_most=_usd(price, foreseen.requests, most.read, most.written),
        tokens_most=most.read + most.written,
        seconds=_seconds(foreseen.requests, tokens_in + tokens_out, latency, limits),
        is_supposed=asked is None,
    )


def _experience(asked: tuple[Foreseen, Usage] | None) -> tuple[float, float, float]:
    """Tokens read for each foreseen, tokens and seconds of an answer."""
    if asked is None or not (asked[0].tokens_in and asked[1].calls):
        return REAL_INPUT, ANSWER, FIRST + ANSWER / SPEED
    foreseen, usage = asked
    calls = usage.calls
    return usage.tokens_in / foreseen.tokens_in, usage.tokens_out / calls, usage.seconds / calls


def _usd(price: Price, requests: int, tokens_in: int, tokens_out: int) -> float | None:
    """By a request of the mean size: prices may depend on how long one is."""
    if not requests:
        return 0.0
    mean = Tokens(round(tokens_in / requests), round(tokens_out / requests), known=True)
    one = price.of(mean)
    return None if one is None else one * requests


def _seconds(requests: int, tokens: int, latency: float, limits: Limits) -> float:
    """The time that the narrowest of the limits takes."""
    times = [requests * latency / (limits.concurrency or limits.most)]
    if limits.rpm:
        times.append(requests / limits.rpm * 60)
    if limits.tpm:
        times.append(tokens / limits.tpm * 60)
    return max(latency if requests else 0.0, *times)
