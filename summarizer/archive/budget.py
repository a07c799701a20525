"""What a run may spend: reserved before a call is made, settled when it is over.

Each call is reserved on its own, a retry and a re-ask like any other: what it is thought to read,
and the longest answer that it allows (`max_tokens`; the endpoint cuts there). So dollars and tokens
never go over the limit by more than an estimate of the input may be short, and estimates are on the
safe side. An article's worst case would be three times as much and would hold up calls that the
budget has room for.

A call that was answered is settled with what the answer says it took. One that the endpoint refused
is free. One that got no answer (a broken connection, a try cut off) may be billed nevertheless: it
counts as thought, with an answer as long as they usually are; endpoints do not say.

Near the limit fewer calls are in flight, for each has to fit beside the others; when not even one
fits, `BudgetReached` ends the run, which can go on with a higher limit. A smaller `max_tokens`
leaves room for more calls at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from summarizer.engines.base import Engine
from summarizer.engines.llm.metering import Price
from summarizer.engines.llm.replies import Tokens
from summarizer.errors import EngineError, ExitCode, SettingError

_LEARNING = 0.1


@dataclass(frozen=True)
class Spent:
    """Dollars and tokens.

    Attributes:
        usd: US dollars.
        tokens: Read and written.
    """

    usd: float = 0.0
    tokens: int = 0


class BudgetReached(EngineError):  # noqa: N818  it is what was planned, not a mistake
    """No call fits into what is left of the budget."""

    exit_code = ExitCode.BUDGET


def price_of(engine: Engine) -> Price | None:
    """What an engine's calls cost; None for one that makes none."""
    from summarizer.engines.llm.engine import LlmEngine

    return engine.price if isinstance(engine, LlmEngine) else None


@dataclass
class Budget:
    """What a run may spend, and what it has spent.

    Attributes:
        max_usd: US dollars in all, earlier sessions included; None for no limit.
        max_tokens: Tokens in all, read and written; None for no limit.
        price: What a call costs.
        spent: What was spent up to now.

    Raises:
        SettingError: There is a limit of dollars and the price is not known.
    """

    max_usd: float | None
    max_tokens: int | None
    price: Price
    spent: Spent = field(default_factory=Spent)
    _held: Spent = field(default_factory=Spent, init=False)
    _answers: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        if self.max_usd is not None and self.price.of(Tokens(1, 1, known=True)) is None:
            raise SettingError(
                f"the price of {self.price.model} is not known, so that a limit of dollars cannot "
                "be kept to",
                "set a limit of tokens instead (--max-tokens-total)",
            )

    def reserve(self, tokens_in: int, tokens_out_most: int) -> Reservation | None:
        """Set aside what a call may take.

        Returns:
            None if it does not fit beside what is set aside for others.

        Raises:
            BudgetReached: It does not fit even by itself: nothing will come free any more.
        """
        needs = self._cost(Tokens(tokens_in, tokens_out_most, known=True))
        over = self._over(needs, self._held)
        if over is None:
            self._held = _sum(self._held, needs)
            return Reservation(self, needs, tokens_in)
        alone = self._over(needs, Spent())
        if alone is not None and not self._held.tokens:
            raise BudgetReached(alone, "run it again with a higher limit, and it goes on")
        return None

    def spend(self, tokens: Tokens) -> None:
        """Count what was spent without having been reserved."""
        self.spent = _sum(self.spent, self._cost(tokens))

    def _settle(self, needs: Spent, took: Spent) -> None:
        usd = max(0.0, self._held.usd - needs.usd)
        tokens = self._held.tokens - needs.tokens
        self._held = Spent(usd if tokens else 0.0, tokens)
        self.spent = _sum(self.spent, took)

    def _cost(self, tokens: Tokens) -> Spent:
        usd = None if self.max_usd is None else self.price.of(tokens)
        return Spent(usd or 0.0, tokens.read + tokens.written)

    def _over(self, needs: Spent, held: Spent) -> str | None:
        """What would go over its limit; None if nothing would."""
        usd = self.spent.usd + held.usd + needs.usd
        if self.max_usd is not None and usd > self.max_usd:
            return (
                f"the budget of {_dollars(self.max_usd)} is reached: "
                f"${self.spent.usd:,.4f} is spent, "
                f"and the next call may cost up to ${needs.usd:,.4f}"
            )
        tokens = self.spent.tokens + held.tokens + needs.tokens
        if self.max_tokens is not None and tokens > self.max_tokens:
            return (
                f"the budget of {self.max_tokens:,} tokens is reached: {self.spent.tokens:,} are "
                f"spent, and the next call may take up to {needs.tokens:,}"
            )
        return None


class Reservation:
    """What is set aside for one call; to be ended by one of its methods, once."""

    __slots__ = ("_budget", "_needs", "_tokens_in")

    def __init__(self, budget: Budget, needs: Spent, tokens_in: int) -> None:
        self._budget, self._needs, self._tokens_in = budget, needs, tokens_in

    def settle(self, tokens: Tokens) -> None:
        """The call was answered, and took that; what it does not tell is supposed."""
        budget = self._budget  # a reservation is a part of its budget
        if not tokens.known:
            self.suppose()
            return
        usual = tokens.written if budget._answers is None else budget._answers
        budget._answers = usual + _LEARNING * (tokens.written - usual)
        budget._settle(self._needs, budget._cost(tokens))

    def free(self) -> None:
        """The endpoint refused the call, or it was never made."""
        self._budget._settle(self._needs, Spent())

    def suppose(self) -> None:
        """Nobody knows what the call took."""
        budget = self._budget
        if budget._answers is None:
            budget._settle(self._needs, self._needs)
        else:
            took = Tokens(self._tokens_in, math.ceil(budget._answers), known=True)
            budget._settle(self._needs, budget._cost(took))


def _dollars(usd: float) -> str:
    """An amount as its user gave it: no fewer decimals than cents take, and no zeros after them."""
    whole, _, decimals = f"{usd:,.6f}".rstrip("0").partition(".")
    return f"${whole}.{decimals:<02}"


def _sum(one: Spent, other: Spent) -> Spent:
    return Spent(one.usd + other.usd, one.tokens + other.tokens)
