"""`summarizer batch --max-usd`: a process, a real socket, and a model whose price is known."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from batch_house import archive, at_loopback, expected, figures, outcomes, wait_for_answers
from cli_house import Done, Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.outcome import Outcome
from summarizer.engines.llm.metering import price_usd
from summarizer.engines.llm.replies import Tokens
from summarizer.errors import ExitCode

PROVIDER, MODEL = "openai", "gpt-4o-mini"
NUMBER = 40
AT_ONCE = 4


@pytest.fixture
def a_call() -> float:
    """US dollars for an answer of the endpoint: 1,000 tokens read and 100 written."""
    usd = price_usd(PROVIDER, MODEL, Tokens(1000, 100, known=True))
    assert usd is not None
    return usd


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return at_loopback(tmp_path, PROVIDER)


def command(max_usd: float) -> tuple[str, ...]:
    return (
        *("batch", "news.jsonl", "--run", "run", "--keep-duplicates", "--no-cache"),
        *("--model", f"{PROVIDER}/{MODEL}", "--max-usd", f"{max_usd:.6f}"),
        *("--max-tokens", "500", "--concurrency", str(AT_ONCE), "--log-json", "log"),
    )


def spent(shell: Shell) -> tuple[float, str]:
    """What the run has cost, and how it stands, as `summarizer runs` tells."""
    (run,) = json.loads(shell.run("runs", "run", "--json").out)
    return run["cost_usd"], run["state"]


def asked(endpoint: NewsEndpoint) -> int:
    return sum(endpoint.seen.requests.values())


def run(shell: Shell, endpoint: NewsEndpoint, max_usd: float, env: dict[str, str]) -> Done:
    return shell.run(*command(max_usd), env={**env, "PROVIDER_AT": endpoint.base_url})


def test_the_limit_is_not_passed_and_a_higher_one_goes_on(
    shell: Shell, a_call: float, env: dict[str, str]
) -> None:
    archive(shell, NUMBER)
    limit = 15 * a_call
    with NewsEndpoint() as endpoint:
        done = run(shell, endpoint, limit, env)
        assert done.code == ExitCode.BUDGET, done.err
        assert len(done.failures) == 1
        assert "the budget of $0.00315 is reached" in done.failures[0]
        sent = asked(endpoint)
        assert 0 < sent * a_call <= limit
        assert outcomes(shell) == {Outcome.OK: sent, None: NUMBER - sent}
        usd, state = spent(shell)
        assert usd == pytest.approx(sent * a_call)
        assert state == "stopped: budget"
        log = [json.loads(line) for line in (shell.cwd / "log").read_text().splitlines()]
        told = [line for line in log if line["event"] == "budget.reached"]
        assert [line["max_usd"] for line in told] == [pytest.approx(limit)]

        same = run(shell, endpoint, limit, env)  # what was spent counts from the beginning
        assert (same.code, asked(endpoint)) == (ExitCode.BUDGET, sent)

        more = run(shell, endpoint, 10 * NUMBER * a_call, env)
        assert more.code == ExitCode.OK, more.err
        assert asked(endpoint) == NUMBER
    assert figures(shell) == expected(NUMBER)
    usd, state = spent(shell)
    assert usd == pytest.approx(NUMBER * a_call)
    assert state == "done"


def test_a_kill_does_not_forget_what_was_spent(
    shell: Shell, a_call: float, env: dict[str, str]
) -> None:
    """What was in flight when the run was killed may have been paid and is not counted: no more."""
    archive(shell, NUMBER)
    limit = 20 * a_call
    with NewsEndpoint(delay=0.1) as endpoint:
        process = shell.start(*command(limit), env={**env, "PROVIDER_AT": endpoint.base_url})
        wait_for_answers(endpoint, 6)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert run(shell, endpoint, limit, env).code == ExitCode.BUDGET
        assert asked(endpoint) * a_call <= limit + AT_ONCE * a_call
        assert spent(shell)[0] <= limit
