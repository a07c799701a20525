"""A run by the provider's batches, against a provider of our own on a real socket."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batch_provider import BatchProvider
from pydantic import SecretStr
from scripted_endpoint import ScriptedEndpoint, completion

from summarizer.archive.batches import Ways, run_by_batches
from summarizer.archive.batches.book import Book
from summarizer.archive.batches.driving import batch_engine
from summarizer.archive.batches.provider import Provider
from summarizer.archive.batches.wire import HALF, Sheet
from summarizer.archive.budget import Budget
from summarizer.archive.entering import Wanted
from summarizer.archive.inventory import InventoryOptions
from summarizer.archive.ledger import LedgerWriter, Recipe
from summarizer.archive.outcome import Outcome
from summarizer.archive.runner import Ending
from summarizer.engines.llm.metering import Price
from summarizer.engines.llm.replies import Tokens
from summarizer.engines.registry import engine_for
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.model import Article
from summarizer.settings import Settings

Body = dict[str, Any]

REFUSED = completion(refusal="I will not")
FAULTY = {"sentences": [1], "metric": "killed", "figure": "999", "basis": "incident"}


def story(number: int) -> str:
    place = ["Ashby", "Corvane", "Dunharrow", "Ishkel", "Kalinde"][number % 5]
    return (
        f"This is tale {number} of the siege of {place}. "
        f"Shelling killed at least {number + 10} people on day {number * 7}, medics said."
    )


def good(body: Body, _came: int = 0) -> tuple[int, Body]:
    """A true answer to a request."""
    text = body["messages"][1]["content"]
    found = re.search(r"\[(\d+)\] Shelling killed (at least \d+)", text)
    assert found is not None
    toll = {
        "sentences": [int(found[1])],
        "metric": "killed",
        "figure": found[2],
        "basis": "incident",
    }
    return 200, completion({"headline": "h", "bottom_line": "b", "tolls": [toll]})


def number_of(body: Body) -> int:
    found = re.search(r"This is tale (\d+)", body["messages"][1]["content"])
    assert found is not None
    return int(found[1])


def unless(**odd: Callable[[Body, int], tuple[int, Any] | None]) -> Callable[..., Any]:
    """Good answers, but for the articles `n1`, `n2` ..., which are answered as told."""

    def answer(body: Body, came: int) -> tuple[int, Any] | None:
        return odd.get(f"n{number_of(body)}", good)(body, came)

    return answer


class House:
    """A run in a folder, session after session."""

    def __init__(self, folder: Path, provider: BatchProvider, count: int = 6, **given: Any) -> None:
        self.folder, self.provider = folder, provider
        self.settings = Settings(
            model="tiny", base_url=provider.base_url, cache=False, **{"patience": 20.0, **given}
        )
        self.source = folder / "news.jsonl"
        rows = [{"id": f"a{n}", "text": story(n), "date": "2031-03-04"} for n in range(count)]
        self.source.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        self.said: list[str] = []

    def session(
        self,
        *,
        budget: Budget | None = None,
        retry: tuple[Outcome, ...] = (),
        ways: Ways | None = None,
    ) -> Ending:
        options = InventoryOptions(mapping={}, max_bytes=10**7, limit=None, sample=None, seed=0)
        with LedgerWriter.at(self.folder / "run") as ledger:
            ledger.begin(Recipe.of(engine_for(self.settings)), {})
            ledger.take_up(retry)
            return asyncio.run(
                run_by_batches(
                    ledger,
                    self.settings,
                    Wanted((str(self.source),), options, keeps_duplicates=True),
                    progress=lambda _state: None,
                    say=self.said.append,
                    ways=ways or Ways(poll=0.02),
                    budget=budget,
                )
            )

    def figures(self) -> dict[str, list[str]]:
        with LedgerWriter.at(self.folder / "run") as ledger:
            briefs = {str(row.article_id): ledger.brief_of(row) for row in ledger.rows()}
            return {
                name: [toll.figure for toll in brief.tolls]
                for name, brief in briefs.items()
                if brief is not None
            }

    def outcomes(self) -> list[Outcome | None]:
        with LedgerWriter.at(self.folder / "run") as ledger:
            return [row.outcome for row in ledger.rows()]


def expected(count: int = 6) -> dict[str, list[str]]:
    return {f"a{n}": [f"at least {n + 10}"] for n in range(count)}


def test_an_archive_is_briefed_by_one_batch(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        house = House(tmp_path, provider)
        ending = house.session()
        assert ending.stopped_by is None
        assert provider.seen.count("POST /files") == provider.seen.count("POST /batches") == 1
        assert provider.seen.count("GET /batches/ID") == 2
        (lines,) = provider.lines
        assert len({line["custom_id"] for line in lines}) == 6
        assert {(line["method"], line["url"]) for line in lines} == {
            ("POST", "/v1/chat/completions")
        }
        house.session()  # nothing is left to do
        assert len(provider.batches) == 1
    assert house.figures() == expected()
    assert ending.state.usage.calls == 6
    assert not list((tmp_path / "run").glob("*.jsonl*"))


def test_the_requests_are_those_of_the_usual_way(tmp_path: Path) -> None:
    toll = {"sentences": [2], "metric": "killed", "figure": "at least 10", "basis": "incident"}
    usual_answer = completion({"headline": "h", "bottom_line": "b", "tolls": [toll]})
    with BatchProvider(good) as provider, ScriptedEndpoint(usual_answer) as endpoint:
        House(tmp_path, provider, 1).session()
        usual = Settings(model="tiny", base_url=endpoint.base_url, cache=False)
        article = Article(id="a0", text=story(0), published=dt.date(2031, 3, 4))
        asyncio.run(drafted(usual, article))
    assert provider.lines[0][0]["body"] == endpoint.requests[0].body


async def drafted(settings: Settings, article: Article) -> None:
    async with engine_for(settings) as engine:
        await engine.draft(article)


def test_files_are_split_at_the_limits(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        House(tmp_path, provider).session(ways=Ways(most_rows=4, poll=0.02))
        assert [len(lines) for lines in provider.lines] == [4, 2]
    sizes = [len(json.dumps(line)) for line in provider.lines[0]]
    small = tmp_path / "small"
    small.mkdir()
    with BatchProvider(good) as provider:
        house = House(small, provider)
        house.session(ways=Ways(most_bytes=int(2.5 * max(sizes)), poll=0.02))
        assert [len(lines) for lines in provider.lines] == [2, 2, 2]
    assert house.figures() == expected()


def test_faulty_answers_are_asked_again_in_a_smaller_batch(tmp_path: Path) -> None:
    faulty = completion({"headline": "h", "bottom_line": "b", "tolls": [FAULTY]})

    def odd(body: Body, _came: int) -> tuple[int, Any]:
        return (200, faulty) if len(body["messages"]) == 2 else good(body)

    with BatchProvider(unless(n1=odd, n4=odd)) as provider:
        house = House(tmp_path, provider)
        ending = house.session()
        assert [len(lines) for lines in provider.lines] == [6, 2]
        assert "does not stand in sentence" in str(provider.lines[1][0]["body"]["messages"][-1])
    assert house.figures() == expected()
    assert ending.state.usage.calls == 8
    assert set(provider.answered.values()) == {1}


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, {"error": {"message": "oops"}}), (429, {"error": {"message": "slow"}})],
)
def test_requests_that_went_astray_go_into_another_batch(
    tmp_path: Path, status: int, body: Body
) -> None:
    def odd(asked: Body, came: int) -> tuple[int, Any]:
        return (status, body) if came == 0 else good(asked)

    with BatchProvider(unless(n2=odd)) as provider:
        house = House(tmp_path, provider)
        house.session()
        assert [len(lines) for lines in provider.lines] == [6, 1]
    assert house.figures() == expected()
    assert any("1 requests of the batch batch_0 got no answer" in line for line in house.said)


def test_a_request_that_no_batch_answers_fails_after_three(tmp_path: Path) -> None:
    with BatchProvider(unless(n2=lambda _body, _came: (503, {}))) as provider:
        house = House(tmp_path, provider)
        house.session()
        assert [len(lines) for lines in provider.lines] == [6, 1, 1]
        assert house.outcomes().count(Outcome.OK) == 5
        assert house.outcomes()[2] is Outcome.FAILED
        provider.answer = good
        house.session(retry=(Outcome.FAILED,))
    assert house.figures() == expected()


def test_refused_and_invalid_rows_have_their_outcomes_and_can_be_taken_up(tmp_path: Path) -> None:
    odd = unless(
        n0=lambda _body, _came: (200, REFUSED),
        n1=lambda _body, _came: (200, completion("{")),
        n2=lambda _body, _came: (400, {"error": {"message": "content policy"}}),
        n3=lambda _body, _came: (200, completion("{", finish="length")),
    )
    with BatchProvider(odd) as provider:
        house = House(tmp_path, provider)
        house.session()
        assert house.outcomes() == [
            *(Outcome.REFUSED, Outcome.INVALID, Outcome.FAILED, Outcome.TRUNCATED),
            *(Outcome.OK, Outcome.OK),
        ]
        paid = provider.answered.total()
        house.session()
        assert provider.answered.total() == paid  # what failed stays failed
        provider.answer = good
        house.session(retry=(Outcome.REFUSED, Outcome.INVALID, Outcome.FAILED, Outcome.TRUNCATED))
    assert house.figures() == expected()


@pytest.mark.parametrize("ends", ["expired", "cancelled"])
def test_what_an_unfinished_batch_lacks_goes_into_another(tmp_path: Path, ends: str) -> None:
    def late(body: Body, came: int) -> tuple[int, Any] | None:
        return None if came == 0 else good(body)

    with BatchProvider(unless(n1=late, n3=late)) as provider:
        provider.ends[0] = ends
        house = House(tmp_path, provider)
        house.session()
        assert [len(lines) for lines in provider.lines] == [6, 2]
    assert house.figures() == expected()
    assert set(provider.answered.values()) == {1}
    assert any("was cancelled" in line for line in house.said) is (ends == "cancelled")


def test_a_batch_that_is_too_large_for_the_provider_is_halved(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        provider.ends[0] = "failed"
        provider.complaints[0] = {"code": "token_limit_exceeded", "message": "too much at once"}
        house = House(tmp_path, provider)
        house.session()
        assert [len(lines) for lines in provider.lines] == [6, 3, 3]
    assert house.figures() == expected()


def test_a_batch_that_is_refused_stops_the_run_with_the_reason(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        provider.ends[0] = "failed"
        provider.complaints[0] = {"code": "model_not_found", "message": "no model tiny"}
        house = House(tmp_path, provider)
        with pytest.raises(EngineError, match="batch_0 failed: model_not_found: no model tiny"):
            house.session()
        assert house.outcomes() == [None] * 6
        house.session()
    assert house.figures() == expected()


# Budget and price


def test_a_batch_costs_half(tmp_path: Path) -> None:
    settings = Settings(model="openai/gpt-4o-mini", api_key=SecretStr("sk-x"), cache_dir=tmp_path)
    with LedgerWriter.at(tmp_path / "run") as ledger, Book(ledger.path) as book:
        engine, _ = batch_engine(settings, book, Sheet(tmp_path, book, 9, 9))
        assert engine.price == Price("openai", "gpt-4o-mini", HALF)
        assert engine.price.of(Tokens(1000, 1000, known=True)) == pytest.approx(375e-6)


def test_a_budget_ends_the_run_and_a_larger_one_goes_on(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        house = House(tmp_path, provider, max_tokens=500)
        foreseen = engine_for(house.settings).foresee(Article(id="a", text=story(0)))
        most = foreseen.tokens_in + foreseen.tokens_out_most
        # One request at a time fits; each takes 1,100 of what was set aside.
        budget = Budget(None, int(1.1 * most) + 2 * 1100, Price(None, "tiny", HALF))
        ending = house.session(budget=budget)
        assert ending.stopped_by is not None
        assert ending.stopped_by.exit_code == ExitCode.BUDGET
        assert [len(lines) for lines in provider.lines] == [1, 1, 1]
        assert budget.spent.tokens == 3300
        assert house.session().stopped_by is None
    assert house.figures() == expected()
    assert set(provider.answered.values()) == {1}


def test_who_has_no_batch_api_is_told(tmp_path: Path) -> None:
    with LedgerWriter.at(tmp_path / "run") as ledger, Book(ledger.path) as book:
        sheet = Sheet(tmp_path, book, 9, 9)
        with pytest.raises(SettingError, match="needs no batches"):
            batch_engine(Settings(), book, sheet)


# Killed between any two steps


class Killed(BaseException):
    """As far as the ledger can tell, a kill."""


# find, upload, make, two looks, download, download; find, upload, make ...
STEPS = list(itertools.product(range(14), ["before", "after"]))
CHOSEN = STEPS if os.environ.get("SUMMARIZER_SOAK") else [STEPS[3], STEPS[5], STEPS[11]]


@pytest.mark.parametrize(("number", "when"), CHOSEN)
def test_a_run_that_dies_at_any_request_goes_on_and_pays_once(
    tmp_path: Path, number: int, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(body: Body, came: int) -> tuple[int, Any] | None:
        return None if came == 0 else good(body)

    with BatchProvider(unless(n1=late)) as provider:
        provider.ends[0] = "expired"
        house = House(tmp_path, provider)
        dying = Dying(number, when)
        monkeypatch.setattr("summarizer.archive.batches.provider.Provider._tried", dying.tried)
        try:
            house.session()
        except Killed:
            assert dying.is_dead
        monkeypatch.undo()
        house.session()
        assert set(provider.answered.values()) == {1}
        assert provider.answered.total() == 6
    assert house.figures() == expected()
    assert not list((tmp_path / "run").glob("*.jsonl*"))


class Dying:
    """Lets the program die before a request of that number is made, or before it hears of it."""

    def __init__(self, number: int, when: str) -> None:
        self.is_dead, self.calls = False, 0
        real = Provider._tried

        async def tried(itself: Provider, call: Any) -> Any:
            mine, self.calls = self.calls, self.calls + 1
            if mine == number and when == "before":
                self.is_dead = True
                raise Killed
            answer = await real(itself, call)
            if mine == number:
                self.is_dead = True
                raise Killed
            return answer

        self.tried = tried


def test_an_answer_that_got_lost_makes_no_second_batch(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        house = House(tmp_path, provider)
        provider.statuses[2] = 503  # list, upload, make: it is made, and the client is told 503
        house.session()
        assert len(provider.batches) == 1
    assert house.figures() == expected()


def test_a_file_that_was_lost_is_made_again(tmp_path: Path) -> None:
    with BatchProvider(good) as provider:
        house = House(tmp_path, provider)
        provider.statuses[0] = 401
        with pytest.raises(EngineError):
            house.session()
        (file,) = (tmp_path / "run").glob("*.jsonl")
        file.unlink()
        house.session()
        assert len(provider.batches) == 1
    assert house.figures() == expected()
