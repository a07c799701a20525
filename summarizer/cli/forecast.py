"""What a dry run tells: how many articles would be sent, and what that would cost and take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.archive.budget import price_of
from summarizer.archive.estimate import estimate
from summarizer.archive.outcome import NOTHING_TO_BRIEF, Outcome
from summarizer.cli.tabular import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.archive.estimate import Estimate
    from summarizer.archive.ledger.incoming import Ended
    from summarizer.archive.pace import Limits
    from summarizer.archive.rehearsal import Rehearsal
    from summarizer.engines.base import Engine


def forecast(found: Rehearsal, engine: Engine, limits: Limits) -> str:
    """A table of what would be sent to one engine, and what is saved, and a line on the sums."""
    price = price_of(engine)
    if price is None:
        return table(("articles", engine.model), _numbers(found.counts))
    to_send = estimate(price, found.to_send, limits, found.asked)
    parts = [
        ("to send", _number(found.counts, None), to_send),
        *(
            (name, number, estimate(price, foreseen, limits, found.asked))
            for name, number, foreseen in (
                ("duplicates, not sent", _of(found.counts, Outcome.DUPLICATE), found.duplicates),
                ("set aside, not sent", _screened(found.counts), found.screened),
            )
            if number
        ),
    ]
    heads = (engine.model, "articles", "requests", "tokens in", "tokens out", "USD")
    text = table(heads, [_row(*part) for part in parts])
    kept = [row for row in _numbers(found.counts) if row[0] not in ("pending", "duplicate")]
    rest = "".join(f"{name}: {number}\n" for name, number in kept)
    return text + rest + _sums(to_send)


def _row(name: str, number: int, one: Estimate) -> tuple[str, ...]:
    usd = "not known" if one.usd is None else f"{one.usd:,.2f}"
    tokens = (f"{one.tokens_in:,}", f"{one.tokens_out:,}")
    return (name, str(number), str(one.requests), *tokens, usd)


def _sums(one: Estimate) -> str:
    basis = "supposed, since nothing of it has been asked" if one.is_supposed else "as seen so far"
    most = "" if one.usd_most is None else f", at most ${one.usd_most:,.2f}"
    minutes = one.seconds / 60
    time = f"{minutes:,.0f} minutes" if minutes >= 2 else f"{one.seconds:,.0f} seconds"
    return f"about {time}{most}; at most {one.tokens_most:,} tokens; answers' length {basis}\n"


def _numbers(counts: Mapping[Ended, int]) -> list[tuple[str, str]]:
    names = ["pending", *map(str, Outcome)]
    found = dict.fromkeys(names, 0)
    for (outcome, _), number in counts.items():
        found["pending" if outcome is None else str(outcome)] += number
    return [(name, str(number)) for name, number in found.items() if number]


def _of(counts: Mapping[Ended, int], outcome: Outcome) -> int:
    return sum(number for (ended, _), number in counts.items() if ended is outcome)


def _number(counts: Mapping[Ended, int], outcome: None) -> int:
    return counts.get((outcome, None), 0)


def _screened(counts: Mapping[Ended, int]) -> int:
    return counts.get((Outcome.SKIPPED, NOTHING_TO_BRIEF), 0)
