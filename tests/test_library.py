"""The public library: what `summarizer` exports, lazily, and how it behaves."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

import summarizer
from summarizer import Article, Brief, SummarizerError, abrief, brief
from summarizer.errors import ExitCode

ARTICLE = Article.of(
    "At least 46 people were killed and more than 100 wounded early Wednesday, officials said.",
    published=dt.date(2024, 1, 3),
)


def test_every_export_is_there_and_listed() -> None:
    assert set(summarizer.__all__) <= set(dir(summarizer))
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = summarizer.nothing


def test_a_brief_reads_the_figures_and_cites_the_sentence() -> None:
    made = brief(ARTICLE)
    assert isinstance(made, Brief)
    figures = {(toll.metric.value, toll.figure, toll.value, toll.low) for toll in made.tolls}
    assert figures == {("killed", "At least 46", 46, 46), ("injured", "more than 100", 100, 100)}
    assert {toll.evidence[0].quote for toll in made.tolls} == {ARTICLE.text}
    assert made.article.digest == ARTICLE.digest
    assert (made.provenance.engine, made.provenance.usage.calls) == ("rules", 0)


def test_the_two_ways_give_the_same_brief() -> None:
    one, other = brief(ARTICLE), asyncio.run(abrief(ARTICLE))
    taken = {"provenance": {"usage"}}
    assert one.model_dump(exclude=taken) == other.model_dump(exclude=taken)


def test_a_brief_survives_its_json() -> None:
    made = brief(ARTICLE)
    assert Brief.model_validate_json(made.model_dump_json()) == made


@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
def test_inside_an_event_loop_brief_says_what_to_do() -> None:
    async def wrongly() -> None:
        brief(ARTICLE)

    with pytest.raises(RuntimeError, match="await abrief"):
        asyncio.run(wrongly())


def test_a_failure_carries_its_exit_code() -> None:
    french = Article.of(
        "Les envoyés du gouvernement et les rebelles se sont réunis lundi dans la capitale pour "
        "parler d'une trêve après des mois de combats près de la frontière, selon des sources."
    )
    with pytest.raises(SummarizerError) as caught:
        brief(french)
    assert caught.value.exit_code is ExitCode.LANGUAGE
    assert caught.value.hint
