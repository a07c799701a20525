"""The pace on real sockets: engine, SDK and an endpoint with limits, in real time."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

from limited_endpoint import Answer, limited_endpoint
from pace_house import Endpoint, StatusError
from scripted_endpoint import completion

from summarizer.archive.pace import Limits, Pace
from summarizer.engines.registry import engine_for
from summarizer.model import Article
from summarizer.settings import Settings

DRAFT = {"headline": "Talks", "bottom_line": "They met."}


async def drafted(endpoint: Endpoint, pace: Pace, count: int, folder: Path, **given: Any) -> int:
    """Draft that many articles at a time; how many drafts came."""

    async def answer() -> Answer:
        try:
            answered = await endpoint.ask()
        except StatusError as error:
            return error.status_code, error.headers, {"error": {"message": "slower"}}
        return 200, answered.heard.headers, completion(DRAFT)

    async with limited_endpoint(answer) as base_url:
        settings = Settings(model="m", base_url=base_url, cache_dir=folder, **given)
        async with engine_for(settings, turns=pace) as engine:
            articles = [
                Article(id=f"a{number}", published=dt.date(2031, 3, 4), text=f"They met {number}.")
                for number in range(count)
            ]
            return len(await asyncio.gather(*map(engine.draft, articles)))


def test_a_limit_that_headers_tell_is_kept_to(tmp_path: Path) -> None:
    endpoint, pace = Endpoint(latency=0.05, rpm=3000), Pace(Limits(concurrency=40))
    assert asyncio.run(drafted(endpoint, pace, 120, tmp_path)) == 120
    assert pace.stats.rpm == 3000
    assert endpoint.seen["limited"] <= 6


def test_a_limit_of_tokens_that_headers_tell_is_known(tmp_path: Path) -> None:
    endpoint, pace = Endpoint(latency=0.01, tpm=9_000_000), Pace(Limits())
    assert asyncio.run(drafted(endpoint, pace, 20, tmp_path)) == 20
    assert pace.stats.tpm == 9_000_000


def test_as_many_are_in_flight_as_may_be(tmp_path: Path) -> None:
    endpoint, pace = Endpoint(latency=0.2), Pace(Limits(concurrency=7))
    assert asyncio.run(drafted(endpoint, pace, 40, tmp_path)) == 40
    assert endpoint.peak == 7
    assert (pace.stats.in_flight, pace.stats.waiting) == (0, 0)


def test_who_refuses_too_many_is_asked_fewer_at_a_time(tmp_path: Path) -> None:
    endpoint, pace = Endpoint(latency=0.05, most=3), Pace(Limits(concurrency=16))
    assert asyncio.run(drafted(endpoint, pace, 24, tmp_path, tries=40)) == 24
    assert pace.stats.limit < 8
