"""What an answer's headers say of the endpoint's limits."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm.rates import Rate, rates_of
from summarizer.engines.llm.turns import Heard

NOW = dt.datetime(2031, 3, 4, 12, 0, 0, tzinfo=dt.UTC)


def openai(limit: str = "60", remaining: str = "0", reset: str = "1s") -> dict[str, str]:
    return {
        "X-RateLimit-Limit-Requests": limit,
        "x-ratelimit-remaining-requests": remaining,
        "x-ratelimit-reset-requests": reset,
    }


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("6m0s", 360.0),
        ("1h2m3.5s", 3723.5),
        ("20ms", 0.02),
        ("0s", 0.0),
        ("7", 7.0),
        ("2031-03-04T12:00:09Z", 9.0),
        ("2031-03-04T11:59:00+00:00", 0.0),
        ("soon", None),
        ("5 parsecs", None),
        ("-3s", None),
        ("", None),
    ],
)
def test_a_reset_has_several_forms(reset: str, seconds: float | None) -> None:
    assert rates_of(openai(reset=reset), NOW).requests.reset == seconds


def test_the_names_of_two_families_are_known() -> None:
    anthropic = {
        "anthropic-ratelimit-tokens-limit": "80000",
        "anthropic-ratelimit-tokens-remaining": "79000",
        "anthropic-ratelimit-tokens-reset": "2031-03-04T12:00:01Z",
    }
    assert rates_of(anthropic, NOW).tokens == Rate(80_000, 79_000, 1.0)
    assert rates_of(openai(), NOW).requests == Rate(60, 0, 1.0)
    assert rates_of({"content-type": "x"}) == rates_of({}) == type(rates_of({}))()


def test_a_reset_that_is_a_time_is_held_against_the_endpoint_s_own_clock() -> None:
    said = {
        "Date": "Tue, 04 Mar 2031 09:30:00 GMT",
        "Anthropic-RateLimit-Requests-Limit": "50",
        "Anthropic-RateLimit-Requests-Remaining": "0",
        "Anthropic-RateLimit-Requests-Reset": "2031-03-04T09:30:20Z",
    }
    assert rates_of(said, NOW).used_up == rates_of(said).used_up == 20.0


@pytest.mark.parametrize(
    ("rate", "per_minute"),
    [
        (Rate(10_000, 9_999, 0.006), 10_000),  # a ten-thousandth of a minute
        (Rate(14_400, 14_370, 179.56), None),  # 30 × 6 s: a day
        (Rate(1_200, 0, 1.0), 1_200),
        (Rate(1_200, None, None), 1_200),
        (Rate(None, 5, 1.0), None),
        (Rate(0, 0, 1.0), None),
    ],
)
def test_a_limit_is_one_a_minute_unless_its_reset_shows_more(
    rate: Rate, per_minute: float | None
) -> None:
    assert rate.per_minute == per_minute


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [
        (Rate(60, 0, 17.0), 17.0),  # a window that ends in 17 s
        (Rate(600, 0, 60.0), 0.1),  # 600 that come back steadily within the minute
        (Rate(600, 3, 60.0), 0.0),
        (Rate(600, 0, 0.0), 0.0),
        (Rate(None, 0, 9.0), 9.0),
        (Rate(60, None, 9.0), 0.0),
    ],
)
def test_how_long_a_limit_is_used_up(rate: Rate, seconds: float) -> None:
    assert rate.used_up == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {**openai(reset="2s"), "retry-after": "5"}, 5.0),
        (429, {**openai(remaining="9", reset="2s"), "retry-after": "5"}, 0.0),
        (429, {"retry-after": "5"}, 0.0),
        (200, {**openai(reset="2s"), "retry-after": "5"}, 2.0),
        (503, {"retry-after": "5"}, 0.0),
        (None, {}, 0.0),
    ],
)
def test_who_is_closed_out(status: int | None, headers: dict[str, str], seconds: float) -> None:
    assert Heard(status, headers).closed_for == seconds


@given(st.dictionaries(st.sampled_from(list(openai())), st.text()))
def test_no_header_is_too_odd(headers: dict[str, str]) -> None:
    rates = rates_of(headers, NOW)
    assert rates.used_up >= 0
    assert rates.requests.per_minute is None or rates.requests.per_minute > 0
