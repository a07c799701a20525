"""The runner: what is attempted, what is tried again, what stops it, what survives a kill."""

from __future__ import annotations

import asyncio
import re
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import runs_house as house
from scripted_endpoint import ScriptedEndpoint, Step, completion, failure

from summarizer.engines.base import Drafted
from summarizer.engines.registry import engine_for
from summarizer.engines.rules.engine import RulesEngine
from summarizer.errors import EngineError, ExitCode
from summarizer.model import Article, Draft, Usage
from summarizer.scoring.results import Outcome
from summarizer.scoring.runs import Run, run_eval
from summarizer.scoring.runs.progress import Progress, Tally

BUSY = failure(503, "overloaded")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return house.gold(tmp_path / "source")


def test_every_article_is_attempted_in_every_epoch(tmp_path: Path, source: Path) -> None:
    made: list[int] = []

    def engines(epoch: int) -> Any:
        made.append(epoch)
        return engine_for(chosen)

    with ScriptedEndpoint(*[house.GOOD] * 6) as endpoint:
        chosen = house.settings(endpoint.base_url)
        with house.run_at(tmp_path / "run", source, chosen, epochs=2) as run:
            told = house.fill(run, engines)
            again = house.fill(run, engines)
    assert house.pairs(run) == [(f"a{n}", epoch, "ok") for epoch in (1, 2) for n in range(3)]
    assert made == [1, 2]  # nothing was left for the second session to do
    assert [(state.done, state.of) for state in told] == [(done, 6) for done in range(7)]
    assert [(state.done, state.of) for state in again] == [(6, 6)]
    assert told[0].seconds_left is None
    assert told[-1].seconds_left == 0
    # 1000 tokens in and 100 out a completion; a loopback address has no price.
    assert (told[-1].usage.tokens_in, told[-1].usage.tokens_out) == (6000, 600)
    assert told[-1].said == "cost not known"


def test_several_articles_are_read_at_a_time(tmp_path: Path, source: Path) -> None:
    with ScriptedEndpoint(*house.slow(3, 0.5)) as endpoint:
        chosen = house.settings(endpoint.base_url)
        with house.run_at(tmp_path / "run", source, chosen) as run:
            seen: list[int] = []

            def look(state: Progress) -> None:
                seen.append(len(endpoint.requests))

            asyncio.run(run_eval(run, lambda _: engine_for(chosen), workers=3, progress=look))
    assert seen[:2] == [0, 3]  # all three were sent before the first came back


def test_failures_are_tried_again_and_the_newest_attempt_counts(
    tmp_path: Path, source: Path
) -> None:
    with ScriptedEndpoint(house.GOOD, BUSY, BUSY, house.GOOD, BUSY, house.GOOD) as endpoint:
        chosen = house.settings(endpoint.base_url)
        with house.run_at(tmp_path / "run", source, chosen) as run:
            first, second, third = (house.fill(run, chosen) for _ in range(3))
    assert [outcome for _, _, outcome in house.pairs(run)] == [
        *("ok", "failed", "failed"),
        *("ok", "failed"),
        "ok",
    ]
    assert first[-1].said == "2 failed, cost not known"
    assert [(state.done, state.outcomes) for state in second] == [
        (1, {"ok": 1}),
        (2, {"ok": 2}),
        (3, {"ok": 2, "failed": 1}),
    ]
    assert third[-1].outcomes == {"ok": 3}
    failed = [attempt for attempt in run.attempts() if attempt.outcome is Outcome.FAILED]
    assert {attempt.exit_code for attempt in failed} == {ExitCode.ENDPOINT_BUSY}
    assert all("503, overloaded" in (attempt.why or "") for attempt in failed)


@pytest.mark.parametrize(
    ("steps", "outcome", "calls"),
    [
        ([completion("{"), completion("["), completion("no")], Outcome.INVALID, 3),
        ([completion(None, refusal="never")], Outcome.REFUSED, 1),
        ([completion("{", finish="length")] * 2, Outcome.TRUNCATED, 2),
        ([Step(b"<html>a proxy's page</html>")] * 2, Outcome.FAILED, 0),
        ([BUSY], Outcome.FAILED, 0),
    ],
)
def test_an_ending_is_an_outcome(
    tmp_path: Path, steps: list[Any], outcome: Outcome, calls: int
) -> None:
    source = house.gold(tmp_path / "source", 1)
    with ScriptedEndpoint(*steps) as endpoint:
        chosen = house.settings(endpoint.base_url)
        with house.run_at(tmp_path / "run", source, chosen) as run:
            house.fill(run, chosen)
    (attempt,) = run.attempts()
    assert (attempt.outcome, attempt.brief, attempt.usage.calls) == (outcome, None, calls)
    assert attempt.why
    assert "\n" not in attempt.why


def test_what_the_rules_do_not_read_is_declined(tmp_path: Path) -> None:
    source = house.gold(tmp_path / "source", 1)
    (source / "a0.txt").write_text(
        "Die Gespräche zwischen den beiden Parteien wurden am Montag ohne Ergebnis vertagt, wie "
        "die Vermittler in der Hauptstadt am späten Abend vor der Presse mitteilten."
    )
    chosen = house.settings(model=None)
    with house.run_at(tmp_path / "run", source, chosen) as run:
        house.fill(run, chosen)
    assert house.pairs(run) == [("a0", 1, "declined")]


class Stumbling(RulesEngine):
    """Reads nothing, and fails at some articles."""

    def __init__(self, **errors: Exception) -> None:
        self.errors, self.seen, self.is_closed = errors, list[str](), False

    async def draft(self, article: Article) -> Drafted:
        self.seen.append(article.id)
        await asyncio.sleep(0)
        if article.id in self.errors:
            raise self.errors[article.id]
        return Drafted(draft=Draft(headline="", bottom_line=""), usage=Usage())

    async def aclose(self) -> None:
        self.is_closed = True


def test_an_unforeseen_error_costs_its_own_article_only(tmp_path: Path, source: Path) -> None:
    engine = Stumbling(a1=KeyError("two\nlines"))
    with house.run_at(tmp_path / "run", source, house.settings(model=None)) as run:
        house.fill(run, lambda _: engine, workers=2)
        assert sorted(house.pairs(run)) == [("a0", 1, "ok"), ("a1", 1, "failed"), ("a2", 1, "ok")]
        (failed,) = (attempt for attempt in run.attempts() if attempt.brief is None)
    assert failed.why == "KeyError: 'two\\nlines'"
    assert failed.exit_code == ExitCode.BUG
    assert engine.is_closed


def stumbling(code: ExitCode, count: int, *, spared: int = 0) -> Stumbling:
    """Fails in one way at all articles but the first few."""
    return Stumbling(**{f"a{n}": EngineError("it is so", code=code) for n in range(spared, count)})


@pytest.mark.parametrize(
    ("code", "spared", "attempted"),
    [
        (ExitCode.NO_KEY, 0, 1),
        (ExitCode.QUOTA, 0, 1),
        (ExitCode.BAD_SETTING, 0, 1),
        (ExitCode.BAD_REQUEST, 0, 3),
        (ExitCode.ENDPOINT_GONE, 0, 5),
        (ExitCode.QUOTA, 2, 5),  # two were answered, then three in a row
        (ExitCode.ENDPOINT_GONE, 1, 6),
    ],
)
def test_what_would_go_on_failing_stops_the_run(
    tmp_path: Path, code: ExitCode, spared: int, attempted: int
) -> None:
    source = house.gold(tmp_path / "source", 9)
    engine = stumbling(code, 9, spared=spared)
    with house.run_at(tmp_path / "run", source, house.settings(model=None)) as run:
        with pytest.raises(EngineError, match="it is so") as caught:
            house.fill(run, lambda _: engine)
        assert caught.value.exit_code == code
        assert str(caught.value).startswith(f"the run was stopped at {attempted} of 9 attempts: ")
        assert len(engine.seen) == len(house.pairs(run)) == attempted
        assert engine.is_closed
        house.fill(run, lambda _: Stumbling())  # it goes on, with what had failed as well
    done = {article for article, _, outcome in house.pairs(run) if outcome == "ok"}
    assert done == {f"a{n}" for n in range(9)}


@pytest.mark.parametrize("code", [ExitCode.BAD_REQUEST, ExitCode.ENDPOINT_BUSY, ExitCode.BUG])
def test_what_may_be_one_articles_own_does_not_stop_it(tmp_path: Path, code: ExitCode) -> None:
    source = house.gold(tmp_path / "source", 9)
    with house.run_at(tmp_path / "run", source, house.settings(model=None)) as run:
        house.fill(run, lambda _: stumbling(code, 9, spared=1))
        house.fill(run, lambda _: stumbling(code, 9, spared=1))  # nor in a later session
    assert len(house.pairs(run)) == 9 + 8


def test_articles_under_way_are_finished_when_a_run_stops(tmp_path: Path) -> None:
    source = house.gold(tmp_path / "source", 6)
    engine = Stumbling(a0=EngineError("no", code=ExitCode.QUOTA))
    chosen = house.settings(model=None)
    with house.run_at(tmp_path / "run", source, chosen) as run, pytest.raises(EngineError):
        house.fill(run, lambda _: engine, workers=3)
    assert sorted(house.pairs(run)) == [("a0", 1, "failed"), ("a1", 1, "ok"), ("a2", 1, "ok")]


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_goes_on_where_it_was(tmp_path: Path, sent: signal.Signals) -> None:
    source, path = house.gold(tmp_path / "source", 12), tmp_path / "run"
    with ScriptedEndpoint(*house.slow(30)) as endpoint:
        process = house.child(source, path, endpoint.base_url)
        house.wait_for(lambda: house.lines(path) >= 3, process)
        code, said = house.ended(process, sent)
        assert (code, said) == ((1, "interrupted\n") if sent == signal.SIGINT else (-sent, ""))
        kept = house.lines(path)
        assert 3 <= kept < 12
        assert house.ended(house.child(source, path, endpoint.base_url)) == (0, "")
        # What was under way when the first ended was asked again: at most one a worker.
        assert 12 <= len(endpoint.requests) <= 12 + 2
    run = Run.open(path)
    assert sorted(house.pairs(run)) == sorted((f"a{n}", 1, "ok") for n in range(12))


def test_two_processes_never_fill_one_run(tmp_path: Path) -> None:
    source, path = house.gold(tmp_path / "source", 6), tmp_path / "run"
    # The first process is held up at its third article for as long as this test can take.
    with ScriptedEndpoint(*house.slow(2, 0), *house.slow(2, 300)) as endpoint:
        first = house.child(source, path, endpoint.base_url)
        house.wait_for(lambda: house.lines(path) >= 2, first)
        code, said = house.ended(house.child(source, path, endpoint.base_url))
        house.ended(first, signal.SIGKILL)
    assert code == 1
    assert re.match(rf"{int(ExitCode.BAD_RUN)} .* is in use by process {first.pid} on ", said)
    assert len(house.pairs(Run.open(path))) == 2


def test_an_unknown_price_makes_the_whole_cost_unknown() -> None:
    usages = [Usage(calls=1, cost_usd=0.25), Usage(calls=1, cost_usd=0.5)]
    assert Usage.total(usages).cost_usd == 0.75
    assert Usage.total([*usages, Usage(cost_usd=None)]).cost_usd is None
    assert Usage.total([]) == Usage()


def test_progress_says_what_went_wrong_and_the_cost() -> None:
    tally = Tally(
        of=9,
        kept=4,
        usage=Usage(calls=4, cost_usd=1.5),
        outcomes=Counter({Outcome.OK: 2, Outcome.REFUSED: 1, Outcome.INVALID: 1}),
    )
    assert tally.progress().said == "1 invalid, 1 refused, $1.5000"
    assert tally.progress().cost_usd == 1.5
