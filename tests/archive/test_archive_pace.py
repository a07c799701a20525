"""The pace of a run, simulated: the clock is virtual, the pace and the retry policy are real."""

from __future__ import annotations

import asyncio

import pace_house as house
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace_house import Endpoint

from summarizer.archive.pace import Limits, Pace
from summarizer.engines.llm.turns import Heard
from summarizer.errors import EngineError, ExitCode


def ran(endpoint: Endpoint, limits: Limits, count: int, **more: int) -> house.Ran:
    return house.run(house.rows(endpoint, Pace(limits, house.clock), count, **more))


# Rates


@pytest.mark.parametrize(
    ("limits", "tells"),
    [
        (Limits(concurrency=128), True),
        (Limits(concurrency=128, rpm=1200), True),
        (Limits(concurrency=128, rpm=1200), False),
        (Limits(), True),
    ],
)
def test_a_limit_of_requests_is_used_and_not_run_into(limits: Limits, tells: bool) -> None:
    endpoint = Endpoint(rpm=1200, tells=tells)
    done = ran(endpoint, limits, 1800)
    assert (done.done, done.failed) == (1800, 0)
    # 1,800 at 1,200 a minute are 90 s.
    assert 90 / done.seconds >= 0.95
    assert endpoint.seen["limited"] / endpoint.seen.total() < 0.02


def test_requests_go_out_evenly() -> None:
    endpoint = Endpoint(rpm=1200)
    ran(endpoint, Limits(rpm=1200, concurrency=128), 600)
    seconds = [sum(second <= at < second + 1 for at in endpoint.at) for second in range(2, 28)]
    assert min(seconds) >= 18
    assert max(seconds) <= 21


def test_a_limit_of_tokens_is_used_and_not_run_into() -> None:
    # 1,000 tokens a request, though 800 are thought: 600,000 a minute are 600 requests.
    endpoint = Endpoint(tpm=600_000)
    done = ran(endpoint, Limits(concurrency=64), 900)
    assert 90 / done.seconds >= 0.95
    assert endpoint.seen["limited"] / endpoint.seen.total() < 0.02


def test_the_lower_of_two_limits_holds() -> None:
    endpoint = Endpoint(rpm=6000)
    done = ran(endpoint, Limits(concurrency=128, rpm=600), 600)
    assert done.seconds >= 58
    assert endpoint.seen["limited"] == 0


# Concurrency


def test_the_users_number_is_reached_at_once_and_never_passed() -> None:
    endpoint = Endpoint(latency=0.5)
    done = ran(endpoint, Limits(concurrency=128), 2560)
    assert endpoint.peak == 128
    assert done.seconds / (2560 * 0.5 / 128) < 1.05


def test_without_a_number_it_doubles_while_latency_holds() -> None:
    endpoint = Endpoint(tells=False)
    done = ran(endpoint, Limits(most=150), 3000)
    assert endpoint.peak == 150
    assert done.limits[16 + 32 + 64] > 100


def test_the_told_rate_is_jumped_to() -> None:
    endpoint = Endpoint(rpm=12_000, latency=0.5)  # 200 a second of 0.5 s each: 100 in flight
    done = ran(endpoint, Limits(), 1000)
    assert 130 <= done.limits[20] <= 160  # with headroom of three tenths


def test_growing_ends_where_answers_begin_to_take_longer() -> None:
    endpoint = Endpoint(slow_from=40, tells=False)
    done = ran(endpoint, Limits(most=400), 3000, workers=500)
    assert endpoint.peak < 220
    assert 40 <= done.limits[-1] <= 160


def test_too_many_in_flight_are_refused_and_it_asks_fewer() -> None:
    endpoint = Endpoint(most=50)
    done = ran(endpoint, Limits(concurrency=128), 3000)
    assert (done.done, done.failed) == (3000, 0)
    assert done.limits[-1] < 70
    assert endpoint.seen["crowded"] < 250


# The gate


def test_a_lone_refusal_delays_its_own_row_only() -> None:
    endpoint = Endpoint(random_429=0.05)
    done = ran(endpoint, Limits(concurrency=32), 400, workers=48)
    assert (done.done, done.failed) == (400, 0)
    assert endpoint.seen["random"] > 10
    ideal = 400 * 0.5 / 32
    assert done.seconds / ideal < 1.4
    assert done.limits[-1] == 32


def told(status: int, **headers: str) -> Heard:
    return Heard(status, {name.replace("_", "-"): value for name, value in headers.items()})


USED_UP = told(
    429,
    retry_after="3",
    x_ratelimit_limit_requests="1200",
    x_ratelimit_remaining_requests="0",
    x_ratelimit_reset_requests="1s",
)


@pytest.mark.parametrize(
    ("heard", "closed"),
    [
        (USED_UP, 3.0),
        (told(200, x_ratelimit_remaining_tokens="0", x_ratelimit_reset_tokens="2s"), 2.0),
        (told(429, retry_after="3"), 0.0),
        (told(503, retry_after="3"), 0.0),
        (told(200), 0.0),
        (Heard(None), 0.0),
    ],
)
def test_the_gate_closes_when_the_limit_is_used_up(heard: Heard, closed: float) -> None:
    async def main() -> float:
        pace = Pace(Limits(concurrency=8), house.clock)
        async with pace.turn(house.SIZE, 300) as turn:
            turn.heard(heard)
        loop = asyncio.get_running_loop()
        before = loop.time()
        async with pace.turn(house.SIZE, 300):
            return loop.time() - before

    assert house.run(main()) == pytest.approx(closed)


def test_many_refusals_close_the_gate_and_take_from_the_limit() -> None:
    async def main() -> tuple[float, int]:
        pace = Pace(Limits(concurrency=100), house.clock)
        for number in range(37):  # the tenth refusal is the last
            async with pace.turn(house.SIZE, 300) as turn:
                turn.heard(told(429, retry_after="4") if number % 4 == 0 else told(200))
        return pace.stats.closed_for, pace.stats.limit

    closed, limit = house.run(main())
    assert 3 < closed <= 4
    assert limit == 70


def test_a_gate_that_stays_closed_for_longer_than_the_patience_is_told() -> None:
    async def main() -> None:
        pace = Pace(Limits(), house.clock)
        async with pace.turn(house.SIZE, 300) as turn:
            turn.heard(
                told(
                    429,
                    x_ratelimit_remaining_requests="0",
                    retry_after="9000",
                    x_ratelimit_reset_requests="2h30m",
                )
            )
        async with pace.turn(house.SIZE, 300):
            pass

    with pytest.raises(EngineError, match="answer nobody for 9000 s") as caught:
        house.run(main())
    assert caught.value.exit_code == ExitCode.QUOTA


# Stragglers


def test_nothing_is_cut_off_before_latency_is_known() -> None:
    async def main() -> list[float | None]:
        pace, cuts = Pace(Limits(), house.clock), list[float | None]()
        for number in range(60):
            async with pace.turn(house.SIZE, 300) as turn:
                cuts.append(turn.cut_after)
                await asyncio.sleep(0.9 + 0.004 * (number % 50))
                turn.heard(told(200))
        return cuts

    cuts = house.run(main())
    assert set(cuts[:20]) == {None}
    assert cuts[40] == pytest.approx(10.4, abs=0.4)  # the 95th centile is about 1.04 s


def test_hangs_are_cut_off_and_made_again() -> None:
    endpoint = Endpoint(hangs=0.02)
    done = ran(endpoint, Limits(concurrency=32), 2000, workers=48)
    assert (done.done, done.failed) == (2000, 0)
    assert endpoint.seen["hung"] > 20
    # Each hang holds a turn for 5 s, as long as ten answers; the first ones for up to 10 s.
    assert done.seconds < 10 + 1.4 * 2000 * 0.5 / 32


# The queue


def test_turns_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    async def main() -> list[int]:
        pace, order = Pace(Limits(concurrency=2), house.clock), list[int]()

        async def one(number: int) -> None:
            async with pace.turn(house.SIZE, 300) as turn:
                order.append(number)
                await asyncio.sleep(1)
                turn.heard(told(200))

        await asyncio.gather(*map(one, range(12)))
        return order

    assert house.run(main()) == list(range(12))


def test_a_row_that_is_given_up_in_the_queue_holds_nobody_up() -> None:
    async def main() -> float:
        pace = Pace(Limits(concurrency=1), house.clock)

        async def one() -> None:
            async with pace.turn(house.SIZE, 300) as turn:
                await asyncio.sleep(1)
                turn.heard(told(200))

        tasks = [asyncio.create_task(one()) for _ in range(5)]
        await asyncio.sleep(0.5)
        for task in tasks[1:4]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (pace.stats.in_flight, pace.stats.waiting) == (0, 0)
        return asyncio.get_running_loop().time()

    assert house.run(main()) == pytest.approx(2.0)


@settings(deadline=None, max_examples=25)
@given(
    rpm=st.sampled_from([0, 300, 3000]),
    most=st.sampled_from([0, 1, 20]),
    latency=st.sampled_from([0.01, 0.4, 5.0]),
    concurrency=st.sampled_from([None, 1, 40]),
    noise=st.sampled_from([0.0, 0.1]),
)
def test_every_row_gets_its_answer_whatever_the_endpoint_is_like(
    rpm: float, most: int, latency: float, concurrency: int | None, noise: float
) -> None:
    endpoint = Endpoint(latency, rpm=rpm, most=most, random_429=noise)
    pace = Pace(Limits(concurrency), house.clock)
    done = house.run(house.rows(endpoint, pace, 300, workers=60, tries=60))
    assert (done.done, done.failed) == (300, 0)
    assert (pace.stats.in_flight, pace.stats.waiting) == (0, 0)
    assert endpoint.peak <= (concurrency or 256)
