"""The retry policy: what is tried again, how long is waited, and how each failure is told."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import engines_house as house
import pytest
from engines_house import Clock
from hypothesis import given
from hypothesis import strategies as st
from scripted_endpoint import ScriptedEndpoint, Step, completion, failure

from summarizer.engines.llm.failures import Sort, asked_wait, clean, failure_of
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.replies import Tokens
from summarizer.engines.llm.turns import Gate, Heard, Size, Turn
from summarizer.errors import EngineError, ExitCode

GOOD = completion(house.DRAFT)
NOW = dt.datetime(2031, 3, 4, 12, 0, 0, tzinfo=dt.UTC)


def failed(endpoint: ScriptedEndpoint, policy: Policy) -> EngineError:
    with pytest.raises(EngineError) as caught:
        house.drafted(house.engine(endpoint.base_url, retries=policy))
    return caught.value


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_transient_statuses_are_tried_again(status: int) -> None:
    clock = Clock()
    with ScriptedEndpoint(failure(status, "busy"), GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url, retries=house.policy(clock)))
    assert drafted.usage.calls == 1
    assert clock.waits == [0.5]  # 0.5 s × 2⁰ × (0.5 + 0.5)
    assert f"{status}, busy" in drafted.notes[0]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, ExitCode.BAD_REQUEST),
        (404, ExitCode.BAD_REQUEST),
        (413, ExitCode.BAD_REQUEST),
        (422, ExitCode.BAD_REQUEST),
        (501, ExitCode.BAD_REQUEST),
        (401, ExitCode.NO_KEY),
        (403, ExitCode.NO_KEY),
        (402, ExitCode.QUOTA),
    ],
)
def test_other_statuses_end_it_at_once(status: int, code: ExitCode) -> None:
    with ScriptedEndpoint(failure(status, "no such thing"), GOOD) as endpoint:
        error = failed(endpoint, house.policy())
    assert error.exit_code == code
    assert f"{status}, no such thing" in error.message
    assert endpoint.left == 1


def test_a_spent_quota_is_no_mere_limit() -> None:
    spent = failure(429, "You exceeded your quota", code="insufficient_quota")
    with ScriptedEndpoint(spent, GOOD) as endpoint:
        assert failed(endpoint, house.policy()).exit_code == ExitCode.QUOTA


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("maximum context length is 8192 tokens", "context_window"),
        ("Unsupported value: 'temperature'", "temperature"),
        ("tool_choice is not supported", "mode"),
    ],
)
def test_a_refused_request_says_what_to_set(said: str, hint: str) -> None:
    with ScriptedEndpoint(failure(400, said)) as endpoint:
        assert hint in failed(endpoint, house.policy()).hint


def test_waits_double_and_tries_are_bounded() -> None:
    clock = Clock()
    with ScriptedEndpoint(*[failure(503, "busy")] * 9) as endpoint:
        error = failed(endpoint, house.policy(clock, tries=4))
    assert clock.waits == [0.5, 1.0, 2.0]
    assert error.exit_code == ExitCode.ENDPOINT_BUSY
    assert "gave up after 4 tries" in error.message
    assert len(endpoint.requests) == 4


@pytest.mark.parametrize(
    ("headers", "waited"),
    [({"retry-after": "7"}, 7.05), ({"retry-after-ms": "250", "retry-after": "9"}, 0.3)],
)
def test_the_wait_that_is_asked_for_is_kept(headers: dict[str, str], waited: float) -> None:
    clock = Clock()
    with ScriptedEndpoint(failure(429, "slow", headers=headers), GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, retries=house.policy(clock)))
    assert clock.waits == [pytest.approx(waited)]


def test_a_wait_longer_than_the_patience_is_not_begun() -> None:
    clock = Clock()
    with ScriptedEndpoint(failure(429, "slow", headers={"retry-after": "400"}), GOOD) as endpoint:
        error = failed(endpoint, house.policy(clock))
    assert clock.waits == []
    assert error.exit_code == ExitCode.ENDPOINT_BUSY
    assert "asks to wait 400 s, longer than the patience" in error.message


def test_patience_bounds_all_tries_together() -> None:
    clock = Clock()
    with ScriptedEndpoint(*[failure(503, "busy")] * 50) as endpoint:
        failed(endpoint, house.policy(clock, tries=50, patience=10.0))
    assert clock.waits == [0.5, 1.0, 2.0, 4.0]  # the next, 8 s, no longer fits


def test_no_patience_means_one_try() -> None:
    with ScriptedEndpoint(failure(503, "busy"), GOOD) as endpoint:
        failed(endpoint, house.policy(patience=0.0))
    assert endpoint.left == 1


def used_up(seconds: str) -> dict[str, str]:
    """Headers that say that the limit of requests is used up."""
    return {
        "retry-after": seconds,
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": f"{seconds}s",
    }


@pytest.mark.parametrize(
    ("headers", "closed"),
    [(used_up("30"), 30.0), ({"retry-after": "30"}, 0.0), ({}, 0.0)],
)
def test_only_a_limit_that_is_used_up_holds_back_the_others(
    headers: dict[str, str], closed: float
) -> None:
    clock = Clock()
    policy = house.policy(clock)
    with ScriptedEndpoint(failure(429, "slow", headers=headers), GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, retries=policy))
    assert isinstance(policy.turns, Gate)
    assert policy.turns.opens == (100.0 + closed if closed else 0.0)


def test_a_good_answer_closes_the_gate_as_well() -> None:
    policy = house.policy()
    with ScriptedEndpoint(Step(GOOD, headers=used_up("7"))) as endpoint:
        house.drafted(house.engine(endpoint.base_url, retries=policy))
    assert isinstance(policy.turns, Gate)
    assert policy.turns.opens == 107.0


@pytest.mark.parametrize(("closed", "waits"), [(30, [31.5]), (400, [])])
def test_the_gate_holds_a_request_back_if_its_patience_lasts(
    closed: float, waits: list[float]
) -> None:
    clock = Clock()
    policy = house.policy(clock)
    policy.turns = gate = Gate(clock.sleep, lambda: 0.5, clock)
    gate.opens = clock.now + closed
    with ScriptedEndpoint(GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, retries=policy))
    assert clock.waits == waits  # 30 s and half a tenth of it, not all at once


def test_waiting_for_a_turn_takes_no_patience() -> None:
    clock = Clock()
    policy = house.policy(clock, patience=40.0)
    policy.turns = gate = Gate(clock.sleep, lambda: 0.5, clock)
    gate.opens = clock.now + 30
    with ScriptedEndpoint(failure(503, "x", headers={"retry-after": "20"}), GOOD) as endpoint:
        house.drafted(house.engine(endpoint.base_url, retries=policy))
    assert clock.waits == [31.5, pytest.approx(20.05)]


@dataclass
class Hurried:
    """Turns that cut a try off after a second, and remember what they heard."""

    told: list[Heard] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    cut_after: float = 1.0

    @asynccontextmanager
    async def turn(self, size: Size, patience: float) -> AsyncIterator[Turn]:
        self.sizes.append(size)
        yield self

    def heard(self, heard: Heard) -> None:
        self.told.append(heard)


def test_a_try_that_outlasts_the_others_is_cut_off_and_made_again() -> None:
    clock, turns = Clock(), Hurried()
    with ScriptedEndpoint(Step(GOOD, delay=6.0), GOOD) as endpoint:
        drafted = house.drafted(
            house.engine(endpoint.base_url, retries=house.policy(clock, turns=turns))
        )
    assert "no answer in 1 s, where others take a tenth of it" in drafted.notes[0]
    assert [heard.status for heard in turns.told] == [None, 200]
    assert turns.told[1].taken == Tokens(1000, 100, known=True)


def test_the_last_try_is_never_cut_off() -> None:
    turns = Hurried()
    with ScriptedEndpoint(Step(GOOD, delay=1.5)) as endpoint:
        drafted = house.drafted(
            house.engine(endpoint.base_url, retries=house.policy(turns=turns, tries=1))
        )
    assert drafted.usage.calls == 1


def test_every_try_has_its_turn_and_tells_what_it_heard() -> None:
    turns = Hurried(cut_after=60.0)
    first = failure(429, "slow", headers={"x-ratelimit-remaining-requests": "5"})
    with ScriptedEndpoint(first, Step(GOOD, headers={"x-ratelimit-remaining-requests": "4"})) as e:
        house.drafted(house.engine(e.base_url, retries=house.policy(turns=turns)))
    assert [heard.status for heard in turns.told] == [429, 200]
    assert [heard.headers["x-ratelimit-remaining-requests"] for heard in turns.told] == ["5", "4"]
    told = sum(len(str(message["content"]).encode()) for message in e.requests[0].messages) / 3.2
    first_size, second_size = turns.sizes
    assert first_size == second_size
    assert told < first_size.tokens_in < 2 * told + 5000  # with the schema
    assert first_size.tokens_out == 1000


def test_a_slow_answer_is_a_time_out() -> None:
    with ScriptedEndpoint(Step(GOOD, delay=5.0)) as endpoint:
        error = failed(endpoint, house.policy(timeout=0.1, tries=1))
    assert error.exit_code == ExitCode.ENDPOINT_BUSY
    assert "no answer in time" in error.message


def test_a_connection_that_breaks_is_tried_again() -> None:
    with ScriptedEndpoint(Step(GOOD, reset_after=40), GOOD) as endpoint:
        drafted = house.drafted(house.engine(endpoint.base_url))
    assert "the connection broke" in drafted.notes[0]
    assert len(endpoint.requests) == 2


def test_a_refused_connection_is_given_up_soon() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers
        clock = Clock()
        reader = house.engine(
            f"http://127.0.0.1:{unused.getsockname()[1]}/v1", retries=house.policy(clock)
        )
        with pytest.raises(EngineError) as caught:
            house.drafted(reader)
    assert caught.value.exit_code == ExitCode.ENDPOINT_GONE
    assert clock.waits == [0.2, 0.4]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with ScriptedEndpoint(GOOD) as elsewhere:
        away = failure(status, "moved", headers={"location": f"{elsewhere.base_url}/there"})
        with ScriptedEndpoint(away) as endpoint:
            error = failed(endpoint, house.policy())
    assert elsewhere.requests == []
    assert error.exit_code == ExitCode.BAD_REQUEST
    assert f"a redirect to {elsewhere.base_url}/there" in error.message


# Reading errors by their shape


def test_a_host_without_an_address_is_unreachable() -> None:
    error = ConnectionError("Connection error.")
    error.__cause__ = socket.gaierror(-2, "Name or service not known")
    found = failure_of(error, None)
    assert found is not None
    assert found.sort is Sort.UNREACHABLE


def test_a_bad_certificate_is_fatal() -> None:
    error = ConnectionError("Connection error.")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    found = failure_of(error, None)
    assert found is not None
    assert (found.sort, found.code) == (Sort.FATAL, ExitCode.ENDPOINT_GONE)


@pytest.mark.parametrize(
    "error", [KeyError("x"), EngineError("no"), asyncio.CancelledError(), KeyboardInterrupt()]
)
def test_an_error_of_our_own_is_no_failed_request(error: BaseException) -> None:
    assert failure_of(error, None) is None


def test_the_words_of_an_error_page_are_shown_without_its_tags() -> None:
    page = Step(b"<html><body><h1>502</h1>\x1b[31m bad\n gateway</body></html>", status=502)
    with ScriptedEndpoint(page) as endpoint:
        message = failed(endpoint, house.policy(tries=1)).message
    assert message.startswith("here: 502, 502 [31m bad gateway")
    assert message.isprintable()


@given(st.text(), st.from_regex(r"sk-[a-zA-Z0-9_-]{16,40}", fullmatch=True))
def test_clean_text_is_one_short_line_without_the_key(text: str, key: str) -> None:
    line = clean(f"{text} {key} {text}", key)
    assert len(line) <= 200
    assert "\n" not in line
    assert "\x1b" not in line
    assert key not in line
    assert key[:16] not in line  # nor the start of one, where the line was cut


@given(st.integers(min_value=0, max_value=10**6))
def test_a_wait_may_be_seconds_or_a_date(seconds: int) -> None:
    date = email.utils.format_datetime(NOW + dt.timedelta(seconds=seconds), usegmt=True)
    assert asked_wait({"Retry-After": str(seconds)}, NOW) == seconds
    assert asked_wait({"Retry-After": date}, NOW) == seconds


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "NaN", "Tuesday"])
def test_a_wait_in_no_known_form_is_none(value: str) -> None:
    assert asked_wait({"retry-after": value}, NOW) is None


def test_a_date_gone_by_is_no_wait() -> None:
    assert asked_wait({"retry-after": "Tue, 04 Mar 2031 11:00:00 GMT"}, NOW) == 0


def test_a_date_is_held_against_the_endpoint_s_own_clock() -> None:
    """This machine's clock, an hour wrong or moved while the run goes on, makes no difference."""
    said = {"Date": "Tue, 04 Mar 2031 17:00:00 GMT", "Retry-After": "Tue, 04 Mar 2031 17:00:07 GMT"}
    assert asked_wait(said, NOW) == 7
    assert asked_wait(said) == 7
    assert asked_wait({**said, "Date": "noon"}, NOW) == (17 - NOW.hour) * 3600 + 7
