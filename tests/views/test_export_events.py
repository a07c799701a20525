"""Tolls of one event side by side: what may be compared, and what never is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from example import empty_brief, toll
from export_house import records, run_of

from summarizer.archive.corrections import Corrections
from summarizer.archive.ledger import Ledger
from summarizer.files import WholeFiles
from summarizer.model import Article, Brief, Grounding, Toll, Window
from summarizer.model.vocabulary import Basis, Category, Metric, TollAssertion, Unit
from summarizer.views.export.events import event_of
from summarizer.views.export.layout import CONFLICTING_TOLLS, ExportFormat
from summarizer.views.export.source import exported
from summarizer.views.export.whole import export

SUNDAY = dt.date(2031, 3, 2)
DAY = Window(start=SUNDAY, end=SUNDAY)


def story(number: int, words: str = "It was told") -> Article:
    return Article.of(
        f"Story{number} begins. {words}.",
        id=f"story-{number}",
        outlet=f"Outlet {number}",
        published=SUNDAY + dt.timedelta(days=number),
    )


def counted(article: Article, low: int | None, high: int | None = None, **known: Any) -> Toll:
    given = {"figure": "told", "low": low, "high": high, "value": low, "when": DAY, "place": "Tarn"}
    return toll(article, sentence=2, **{**given, **known})


def briefed(article: Article, *tolls: Toll) -> tuple[Article, Brief]:
    return article, empty_brief(article).model_copy(update={"tolls": list(tolls)})


def conflicting(tmp_path: Path, *pairs: tuple[Article, Brief]) -> list[dict[str, Any]]:
    path = tmp_path / "conflicting.jsonl"
    run = run_of(tmp_path / "run", pairs)
    with Ledger.open(run) as ledger, WholeFiles() as files:
        outs = {"conflicting_tolls": files.open(path)}
        export(exported(ledger, Corrections()), outs, ExportFormat.JSONL)
    return records(path)


def test_figures_of_one_event_stand_one_below_the_other(tmp_path: Path) -> None:
    one, two, three = story(1), story(2), story(3)
    rows = conflicting(
        tmp_path,
        briefed(three, counted(three, 46, 46, source="the ministry")),
        briefed(
            one, counted(one, 46, figure="at least 46"), counted(one, 7, metric=Metric.INJURED)
        ),
        briefed(two, counted(two, 40, 40, place="the Tarn")),
    )
    assert list(rows[0]) == list(CONFLICTING_TOLLS.names)
    assert len({row["event"] for row in rows}) == 1
    shown = [(row["outlet"], row["low"], row["high"], row["contradicted"]) for row in rows]
    # 46 and "at least 46" can both be true; 40 rules both out, and they rule it out.
    assert shown == [
        ("Outlet 3", 46, 46, True),
        ("Outlet 1", 46, None, True),
        ("Outlet 2", 40, 40, True),
    ]
    assert rows[0]["reference_period_start"] == "2031-03-02"
    assert rows[0]["source"] == "the ministry"


def test_figures_that_can_both_be_true_differ_and_do_not_contradict(tmp_path: Path) -> None:
    one, two = story(1), story(2)
    rows = conflicting(tmp_path, briefed(one, counted(one, 40)), briefed(two, counted(two, 46, 46)))
    assert [row["contradicted"] for row in rows] == [False, False]


def test_a_running_count_grows_and_does_not_contradict_itself(tmp_path: Path) -> None:
    stories = [story(number) for number in (3, 1, 2)]
    pairs = []
    for number, one in zip((3, 1, 2), stories, strict=True):
        window = Window(start=dt.date(2031, 1, 1), end=one.published)
        count = counted(one, number * 1000, number * 1000, when=window, basis=Basis.CUMULATIVE)
        pairs.append(briefed(one, count))
    rows = conflicting(tmp_path, *pairs)
    assert [(row["low"], row["contradicted"]) for row in rows] == [
        *((1000, False), (2000, False), (3000, False)),
    ]


def test_agreement_and_a_single_voice_are_no_conflict(tmp_path: Path) -> None:
    one, two = story(1), story(2)
    same = conflicting(tmp_path, briefed(one, counted(one, 5, 5)), briefed(two, counted(two, 5, 5)))
    assert same == []
    alone = counted(one, 5, 5), counted(one, 9, 9)
    assert conflicting(tmp_path / "alone", briefed(one, *alone)) == []
    sources = counted(one, 5, 5, source="police"), counted(one, 9, 9, source="medics")
    assert len(conflicting(tmp_path / "sources", briefed(one, *sources))) == 2


def test_a_copy_of_an_article_is_no_voice(tmp_path: Path) -> None:
    one, two = story(1), story(2)
    copy = one.model_copy(update={"id": "copy", "outlet": "Another"})
    rows = conflicting(
        tmp_path,
        briefed(one, counted(one, 5, 5)),
        briefed(copy, counted(copy, 9, 9)),
        briefed(two, counted(two, 6, 6)),
    )
    assert [row["article_id"] for row in rows] == ["story-1", "story-2"]


ONE = story(1)
BASE: dict[str, Any] = {"low": 5, "high": 5}


@pytest.mark.parametrize(
    "other",
    [
        {"metric": Metric.INJURED},
        {"unit": Unit.HOUSEHOLD},
        {"category": Category.CIVILIAN},
        {"population": "soldiers"},
        {"place": "Tarn City"},
        {"when": Window(start=SUNDAY, end=SUNDAY + dt.timedelta(days=1))},
        {"basis": Basis.PERIOD},
    ],
)
def test_what_differs_is_another_event(other: dict[str, Any]) -> None:
    plain = event_of(counted(ONE, **BASE))
    assert plain is not None
    assert event_of(counted(ONE, **BASE, **other)) not in (plain, None)


@pytest.mark.parametrize(
    "vague",
    [
        {"place": None},
        {"place": "Israeli"},
        {"place": "Israel’s"},
        {"place": "United Nations"},
        {"grounding": Grounding.UNVERIFIED},
        {"when": None},
        {"when": Window(end=SUNDAY)},
        {"when": Window(start=SUNDAY, end=SUNDAY + dt.timedelta(days=7))},
        {"when": None, "basis": Basis.CUMULATIVE},
        {"assertion": TollAssertion.HYPOTHETICAL},
        {"basis": Basis.PLANNED},
        {"low": None, "high": None},
    ],
)
def test_where_too_little_is_said_nothing_is_compared(vague: dict[str, Any]) -> None:
    assert event_of(counted(ONE, **{**BASE, **vague})) is None


@pytest.mark.parametrize(
    "same",
    [
        {"population": "people"},
        {"place": "the Tarn"},
        {"assertion": TollAssertion.DISPUTED},
        {"source": "police"},
        {"low": 7, "high": None},
    ],
)
def test_what_does_not_tell_events_apart(same: dict[str, Any]) -> None:
    assert event_of(counted(ONE, **{**BASE, **same})) == event_of(counted(ONE, **BASE))
