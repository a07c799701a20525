"""What a run may spend, and what it would."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pace_house as house
import pytest
from hypothesis import given
from hypothesis import strategies as st
from limited_endpoint import Answer, limited_endpoint
from pace_house import Endpoint
from scripted_endpoint import completion

from summarizer.archive.budget import Budget, BudgetReached, Reservation, Spent
from summarizer.archive.estimate import estimate
from summarizer.archive.pace import Limits, Pace
from summarizer.engines.base import Foreseen
from summarizer.engines.failing import Failing
from summarizer.engines.llm.metering import Price
from summarizer.engines.llm.replies import Tokens
from summarizer.engines.registry import engine_for
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.model import Article, Usage
from summarizer.settings import Settings

MINI = Price("openai", "gpt-4o-mini")  # $0.15 a million read, $0.60 a million written
UNPRICED = Price(None, "m")


def took(read: int, written: int) -> Tokens:
    return Tokens(read, written, known=True)


def reserved(budget: Budget, read: int = 1000, most: int = 1000) -> Reservation:
    found = budget.reserve(read, most)
    assert found is not None
    return found


def test_what_is_reserved_is_freed_when_it_is_settled() -> None:
    budget = Budget(None, 5000, UNPRICED)
    first, second = reserved(budget), reserved(budget)
    assert budget.reserve(1000, 1000) is None  # 4,000 are set aside
    first.settle(took(900, 100))
    assert budget.spent.tokens == 1000
    third = reserved(budget)  # 1,000 spent, 2,000 set aside, 2,000 more
    second.free()
    third.settle(took(900, 100))
    assert budget.spent == Spent(0.0, 2000)


def test_dollars_are_by_the_price_list() -> None:
    # A call of 1,000 in and at most 1,000 out: 150 + 600 millionths.
    budget = Budget(0.0016, None, MINI)
    first, second = reserved(budget), reserved(budget)
    assert budget.reserve(1000, 1000) is None
    first.settle(took(1000, 100))
    second.settle(took(1000, 100))
    assert budget.spent.usd == pytest.approx(2 * 210e-6)
    reserved(budget).settle(took(1000, 1000))
    with pytest.raises(BudgetReached, match=r"\$0\.0016 is reached: \$0\.0012 is spent"):
        budget.reserve(1000, 1000)


def test_half_the_price_is_half_the_price() -> None:
    assert Price("openai", "gpt-4o-mini", 0.5).of(took(1000, 1000)) == pytest.approx(375e-6)


def test_the_end_is_told_once_nothing_will_come_free() -> None:
    budget = Budget(None, 3000, UNPRICED)
    held = reserved(budget)
    assert budget.reserve(1000, 1000) is None  # it may come free
    held.settle(took(1000, 1000))
    with pytest.raises(BudgetReached) as caught:
        budget.reserve(1000, 1000)
    assert caught.value.exit_code == ExitCode.BUDGET
    assert "3,000 tokens is reached: 2,000 are spent, and the next call may take up to 2,000" in (
        str(caught.value)
    )
    assert Failing.of(caught.value).is_infrastructure  # the article stays to be briefed


def test_what_earlier_sessions_spent_counts() -> None:
    with pytest.raises(BudgetReached):
        Budget(None, 5000, UNPRICED, Spent(0.0, 4000)).reserve(1000, 1000)


def test_dollars_of_an_unpriced_model_cannot_be_limited() -> None:
    with pytest.raises(SettingError, match="the price of m is not known"):
        Budget(1.0, None, UNPRICED)
    Budget(None, 1000, UNPRICED)


def test_a_call_without_an_answer_is_supposed_to_have_been_made() -> None:
    budget = Budget(None, 100_000, UNPRICED)
    reserved(budget).suppose()
    assert budget.spent.tokens == 2000  # nothing is known yet: the most
    reserved(budget).settle(took(800, 300))
    reserved(budget).suppose()
    assert budget.spent.tokens == 2000 + 1100 + 1300  # an answer as long as they usually are
    reserved(budget).settle(Tokens())  # an answer that tells no usage
    assert budget.spent.tokens == 4400 + 1300


@given(
    st.integers(0, 60_000),
    st.lists(st.tuples(st.integers(1, 3000), st.integers(1, 3000), st.integers(0, 3))),
)
def test_no_order_of_calls_spends_more_than_is_allowed(
    most: int, calls: list[tuple[int, int, int]]
) -> None:
    budget = Budget(None, most, UNPRICED)
    flying: list[tuple[Reservation, int, int]] = []
    for read, written, how in calls:
        try:
            found = budget.reserve(read, 3000)
        except BudgetReached:
            assert not flying
            break
        if found is not None:
            flying.append((found, read, written))
        if flying and (found is None or how == 0):
            one, one_read, one_written = flying.pop(0)
            one.settle(took(one_read, one_written))
        elif how == 1 and flying:
            flying.pop()[0].free()
        elif how == 2 and flying:
            flying.pop()[0].suppose()
    for one, one_read, one_written in flying:
        one.settle(took(one_read, one_written))
    assert budget.spent.tokens <= most


# With the pace


def test_a_run_stops_at_its_limit_and_spends_most_of_it() -> None:
    # Each call: 1,000 tokens; 800 + 500 are set aside.
    budget = Budget(None, 100_500, UNPRICED)
    endpoint = Endpoint(random_429=0.1)
    pace = Pace(Limits(concurrency=50), house.clock, budget=budget)
    done = house.run(house.rows(endpoint, pace, 400))
    assert done.done == 100
    assert done.failed == 300
    assert budget.spent.tokens == 100_000
    assert (pace.stats.in_flight, pace.stats.waiting) == (0, 0)


def test_a_call_that_is_cancelled_is_supposed_to_have_been_made() -> None:
    async def main(budget: Budget) -> None:
        pace = Pace(Limits(), house.clock, budget=budget)

        async def one() -> None:
            async with pace.turn(house.SIZE, 300):
                await asyncio.sleep(60)

        task = asyncio.create_task(one())
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    budget = Budget(None, 100_000, UNPRICED)
    house.run(main(budget))
    assert budget.spent.tokens == house.SIZE.tokens_in + house.SIZE.tokens_out


def test_a_draft_that_cannot_be_asked_again_is_taken_as_it_is(tmp_path: Path) -> None:
    toll = {"sentences": [1], "metric": "killed", "figure": "91", "basis": "incident"}
    faulty = completion({"headline": "a", "bottom_line": "b", "tolls": [toll]})

    async def answer() -> Answer:
        return 200, {}, faulty

    async def main() -> tuple[str, ...]:
        async with limited_endpoint(answer) as base_url:
            settings = Settings(model="m", base_url=base_url, cache_dir=tmp_path, max_tokens=500)
            budget = Budget(None, None, UNPRICED)
            async with engine_for(settings, turns=Pace(Limits(), budget=budget)) as engine:
                article = Article(id="a", text="They met in Port Ashby.")
                # Room for the longest first call; when 1,100 of it are spent a second does not fit.
                budget.max_tokens = engine.foresee(article).tokens_in + 600
                drafted = await engine.draft(article)
                assert drafted.usage.calls == 1
                budget.max_tokens = 1200
                with pytest.raises(EngineError) as caught:
                    await engine.draft(article.model_copy(update={"text": "They met again."}))
                assert caught.value.exit_code == ExitCode.BUDGET
                return drafted.notes

    notes = asyncio.run(main())
    assert "the budget was reached before the model could be asked again" in notes


# Estimates


def test_an_estimate_is_of_what_is_foreseen() -> None:
    foreseen = Foreseen(2, 4000, 1000) + Foreseen(2, 4000, 1000)
    found = estimate(MINI, foreseen, Limits(concurrency=2))
    assert (found.requests, found.tokens_in, found.tokens_out) == (4, 6000, 1800)
    # 6,000 × 0.15 + 1,800 × 0.60 millionths; at most 8,000 × 0.15 + 4,000 × 0.60
    assert found.usd == pytest.approx(1980e-6)
    assert found.usd_most == pytest.approx(3600e-6)
    assert found.tokens_most == 12_000
    assert found.seconds == pytest.approx(4 / 2 * (0.5 + 450 / 80))
    assert found.is_supposed


def test_an_estimate_goes_by_what_was_asked_already() -> None:
    asked = (
        Foreseen(10, 20_000, 1000),
        Usage(calls=10, tokens_in=10_000, tokens_out=2000, seconds=30),
    )
    found = estimate(UNPRICED, Foreseen(100, 200_000, 1000), Limits(concurrency=10), asked)
    assert (found.tokens_in, found.tokens_out, found.seconds) == (100_000, 20_000, 30.0)
    assert (found.usd, found.usd_most, found.is_supposed) == (None, None, False)


def test_limits_of_rate_take_their_time() -> None:
    assert estimate(MINI, Foreseen(600, 600_000, 10), Limits(rpm=60)).seconds == 600
    slow = estimate(MINI, Foreseen(600, 800_000, 10), Limits(tpm=87_000))
    assert slow.seconds == pytest.approx((600_000 + 600 * 450) / 87_000 * 60)


def test_nothing_costs_nothing() -> None:
    found = estimate(MINI, Foreseen(), Limits())
    assert (found.usd, found.usd_most, found.seconds, found.tokens_most) == (0.0, 0.0, 0.0, 0)


def test_an_engine_foresees_what_it_will_send() -> None:
    text = "Envoys of Norland met in Port Ashby on Monday. " * 40
    article = Article(id="a", text=text)
    whole = Settings(model="openai/gpt-4o-mini", api_key="sk-x", max_tokens=900, cache=False)
    small = whole.model_copy(update={"context_window": 8500})
    one, several = (engine_for(given).foresee(article) for given in (whole, small))
    assert (one.requests, one.tokens_out_most) == (1, 900)
    assert several.requests >= 1
    assert one.tokens_in > len(text) / 3.2
    assert engine_for(Settings()).foresee(article) == Foreseen()
