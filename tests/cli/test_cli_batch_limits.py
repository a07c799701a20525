"""`summarizer batch`: what it is allowed to send, to spend and to leave out, and what it tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from batch_house import HAS_KEY, archive, asking, expected, figures, outcomes, rows, story
from batch_provider import BatchProvider
from cli_house import Shell
from news_endpoint import NewsEndpoint, draft_of
from scripted_endpoint import completion

from summarizer.archive.outcome import Outcome
from summarizer.errors import ExitCode

# A call of the endpoint takes 1,000 tokens in and 100 out.
A_CALL = 1100


def test_a_budget_of_tokens_ends_the_run_and_a_larger_one_goes_on(shell: Shell) -> None:
    archive(shell, 30)
    limits = ("--max-tokens", "500", "--concurrency", "2")
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint, *limits, "--max-tokens-total", "20000"), env=HAS_KEY)
        assert done.code == ExitCode.BUDGET, done.err
        assert len(done.failures) == 1
        assert "budget of 20,000 tokens is reached" in done.failures[0]
        sent = sum(endpoint.seen.requests.values())
        assert 0 < sent * A_CALL <= 20_000
        assert outcomes(shell) == {Outcome.OK: sent, None: 30 - sent}
        more = asking(endpoint, *limits, "--max-tokens-total", "400000")
        assert shell.run(*more, env=HAS_KEY).code == ExitCode.OK
        assert sum(endpoint.seen.requests.values()) == 30
    assert figures(shell) == expected(30)


def test_a_budget_of_dollars_wants_a_price(shell: Shell) -> None:
    archive(shell, 1)
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint, "--max-usd", "1"), env=HAS_KEY)
        assert done.code == ExitCode.BAD_SETTING
        assert "price of tiny is not known" in done.failures[0]
        assert not endpoint.seen.requests


def test_a_dry_run_sends_nothing_and_leaves_nothing(shell: Shell) -> None:
    path = archive(shell, 4)
    copies = "".join(f"{json.dumps({'id': f'copy-{n}', 'text': story(1)})}\n" for n in range(2))
    path.write_text(path.read_text() + copies)
    done = shell.run(
        *("batch", "news.jsonl", "--run", "run", "--dry-run"),
        *("--model", "openai/gpt-4o-mini,openai/gpt-4o"),
        env=HAS_KEY,
    )
    assert done.code == ExitCode.OK, done.err
    for model in ("openai/gpt-4o-mini", "openai/gpt-4o"):
        assert model in done.out
    told = [line.split() for line in done.out.splitlines()]
    assert [words[2:4] for words in told if words[:2] == ["to", "send"]] == [["4", "4"]] * 2
    assert [words[3:5] for words in told if words[:1] == ["duplicates,"]] == [["2", "2"]] * 2
    assert shell.files() == ["news.jsonl"]


def test_a_dry_run_of_a_run_that_is_there_leaves_out_what_is_done(shell: Shell) -> None:
    archive(shell, 5)
    with NewsEndpoint() as endpoint:
        assert shell.run(*asking(endpoint, "--limit", "3"), env=HAS_KEY).code == ExitCode.OK
        done = shell.run(*asking(endpoint, "--dry-run"), env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
        assert sum(endpoint.seen.requests.values()) == 3
    told = [line.split() for line in done.out.splitlines()]
    assert [words[2] for words in told if words[:2] == ["to", "send"]] == ["2"]
    assert "answers' length as seen so far" in done.out
    assert len(rows(shell)) == 3


def test_the_screen_sets_aside_and_what_it_set_aside_can_be_taken_up(shell: Shell) -> None:
    path = archive(shell, 2)
    dull = "The bakery on Mill Street has new bread. It is made of rye, and people like it a lot."
    path.write_text(path.read_text() + json.dumps({"id": "story-99", "text": dull}) + "\n")
    with NewsEndpoint() as endpoint:
        assert shell.run(*asking(endpoint, "--screen"), env=HAS_KEY).code == ExitCode.OK
        assert sum(endpoint.seen.requests.values()) == 2
        (aside,) = [row for row in rows(shell) if row.outcome is Outcome.SKIPPED]
        assert (aside.article_id, aside.cause) == ("story-99", "nothing_to_brief")
        listed = shell.run("show", "run", "--outcome", "skipped")
        assert "nothing to brief" in listed.out
        assert "story-1" not in listed.out
        again = shell.run(*asking(endpoint, "--retry", "skipped"), env=HAS_KEY)
        assert again.code == ExitCode.OK, again.err
        assert sum(endpoint.seen.requests.values()) == 3
    assert outcomes(shell) == {Outcome.OK: 3}


def test_no_more_are_in_flight_than_allowed(shell: Shell) -> None:
    archive(shell, 40)
    with NewsEndpoint(delay=0.05) as endpoint:
        assert shell.run(*asking(endpoint, "--concurrency", "3"), env=HAS_KEY).code == ExitCode.OK
        assert endpoint.seen.peak == 3


def test_an_archive_is_briefed_by_the_provider_s_batches(shell: Shell) -> None:
    archive(shell, 5)

    def answer(body: dict[str, Any], _came: int) -> tuple[int, Any]:
        return 200, completion(draft_of(body["messages"][1]["content"]))

    with BatchProvider(answer) as provider:
        provider.looks = 0
        command = ("batch", "news.jsonl", "--run", "run", "--keep-duplicates", "--via", "batch")
        asked = ("--model", "tiny", "--base-url", provider.base_url)
        done = shell.run(*command, *asked, env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
        assert len(provider.batches) == 1
        assert sum(provider.answered.values()) == 5
    assert figures(shell) == expected(5)
    refused = shell.run(*command)
    assert refused.code == ExitCode.BAD_SETTING


def test_the_log_tells_of_the_run_and_of_each_article(shell: Shell) -> None:
    archive(shell, 3)
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint, "--log-json", "log.jsonl", "-q"), env=HAS_KEY)
        assert done.code == ExitCode.OK, done.err
        assert done.err == ""
    log = [json.loads(line) for line in (shell.cwd / "log.jsonl").read_text().splitlines()]
    named = [line["event"] for line in log]
    assert named[0] == "run.began"
    assert named[-1] == "run.ended"
    articles = [line for line in log if line["event"] == "article"]
    assert sorted(line["row"] for line in articles) == [1, 2, 3]
    assert {line["outcome"] for line in articles} == {"ok"}
    assert named.count("request") == 3
    assert "Shelling" not in (shell.cwd / "log.jsonl").read_text()


def test_show_gives_the_brief_of_a_row_an_id_and_a_place(shell: Shell) -> None:
    archive(shell, 3)
    assert shell.run("batch", "news.jsonl", "--run", "run", "-q").code == ExitCode.OK
    for name in ("2", "story-2", "news.jsonl:2"):
        done = shell.run("show", "run", name, "--format", "json")
        assert done.code == ExitCode.OK, done.err
        assert json.loads(done.out)["article"]["id"] == "story-2"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("nowhere",), ExitCode.BAD_RUN), (("run", "story-77"), ExitCode.BAD_RUN)],
)
def test_show_says_in_one_line_what_is_not_there(
    shell: Shell, arguments: tuple[str, ...], code: ExitCode
) -> None:
    archive(shell, 1)
    assert shell.run("batch", "news.jsonl", "--run", "run", "-q").code == ExitCode.OK
    done = shell.run("show", *arguments)
    assert done.code == code
    assert len(done.failures) == 1
