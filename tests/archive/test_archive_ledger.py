"""The ledger: what it keeps, in which order, and under which recipe."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_house import OTHER, RECIPE, article, briefed, filled, incoming

from summarizer.archive.ledger import LEDGER, Incoming, Ledger, LedgerWriter, Settled
from summarizer.archive.ledger.migrations import MIGRATIONS
from summarizer.archive.outcome import Outcome
from summarizer.errors import ExitCode, RunError
from summarizer.model import Usage

SPENT = Usage(calls=2, cached=1, tokens_in=100, tokens_out=10, cost_usd=0.5, seconds=1.5)


def same(_one: bytes, _other: bytes) -> bool:
    return _one == _other


def test_a_row_has_what_is_known_of_the_article_and_how_it_ended(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 2) as ledger:
        ledger.settle([briefed(1, article(1), SPENT)])
        first, second = ledger.rows()
        assert (first.id, first.position, first.article_id) == (1, "news.jsonl:1", "story-1")
        assert first.digest == article(1).digest
        assert (first.published, first.outlet) == (dt.date(2031, 3, 4), "Wire")
        assert (first.outcome, first.attempts, first.usage) == (Outcome.OK, 1, SPENT)
        assert first.settled is not None
        assert first.settled >= first.first_seen
        assert (second.outcome, second.attempts, second.settled) == (None, 0, None)
        made = ledger.brief_of(first)
        assert made is not None
        assert [toll.figure for toll in made.tolls] == ["at least 11"]
        assert ledger.brief_of(second) is None
        assert ledger.article_of(second).text == article(2).text


def test_what_was_settled_is_there_for_whoever_opens_it_next(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "run", 1)
    ledger.settle([briefed(1, article(1))])
    with Ledger.open(tmp_path / "run") as beside:  # while the writer holds it
        assert [row.outcome for row in beside.rows()] == [Outcome.OK]
        assert beside.recipe == RECIPE
    ledger.close()
    with LedgerWriter.at(tmp_path / "run") as again:
        assert [row.outcome for row in again.rows()] == [Outcome.OK]


def test_pending_rows_come_in_order_each_once(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 5) as ledger:
        ledger.settle([briefed(2, article(2))])
        assert ledger.pending_count() == 4
        assert [one.row for one in ledger.pending(0, 2)] == [1, 3]
        assert [(one.row, one.article.id) for one in ledger.pending(3, 9)] == [
            *((4, "story-4"), (5, "story-5"))
        ]


def test_another_recipe_makes_everything_due_and_costs_no_result(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 2) as ledger:
        ledger.settle([briefed(1, article(1)), briefed(2, article(2))])
        ledger.begin(OTHER, {})
        assert ledger.pending_count() == 2
        assert ledger.brief_of(next(ledger.rows())) is None
        ledger.settle([Settled(1, Outcome.REFUSED, Usage(), cause="refused", why="no")])
        ledger.begin(RECIPE, {})
        assert ledger.pending_count() == 0
        assert [row.outcome for row in ledger.rows()] == [Outcome.OK, Outcome.OK]
        ledger.begin(OTHER, {})
        assert [row.outcome for row in ledger.rows()] == [Outcome.REFUSED, None]


def test_a_failure_is_taken_up_again_and_what_it_took_stays_counted(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 2) as ledger:
        ledger.settle([Settled(1, Outcome.FAILED, SPENT, cause="endpoint_busy", why="busy")])
        ledger.settle([Settled(2, Outcome.INVALID, Usage(), cause="bad_answer", why="no JSON")])
        assert ledger.counts() == {
            (Outcome.FAILED, "endpoint_busy"): 1,
            (Outcome.INVALID, "bad_answer"): 1,
        }
        assert ledger.take_up([Outcome.FAILED]) == 1
        assert [one.row for one in ledger.pending(0, 9)] == [1]
        ledger.settle([briefed(1, article(1), SPENT)])
        row = ledger.row(1)
        assert row is not None
        assert (row.outcome, row.why, row.cause, row.attempts) == (Outcome.OK, None, None, 2)
        assert (row.usage.calls, row.usage.tokens_in, row.usage.cost_usd) == (4, 200, 1.0)
        assert ledger.spent().cost_usd == 1.0


def test_an_unknown_price_makes_the_sum_unknown_not_smaller(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 2) as ledger:
        unpriced = SPENT.model_copy(update={"cost_usd": None})
        ledger.settle([briefed(1, article(1), SPENT), briefed(2, article(2), unpriced)])
        assert ledger.spent().cost_usd is None
        assert ledger.spent().tokens_in == 200


def test_a_duplicate_shares_the_brief_of_the_first(tmp_path: Path) -> None:
    with LedgerWriter.at(tmp_path / "run") as ledger:
        ledger.begin(RECIPE, {})
        intake = ledger.intake(["a"], "v1")
        batch = [
            incoming(1),
            incoming(2, article(1).text),  # the same text: exact
            incoming(3, "Shelling went on."),  # the same first word: near, by `same`
            incoming(4, "Talks failed."),
        ]
        ledger.take_in(batch, intake, is_last=True, is_near=same)
        ledger.settle([briefed(1, article(1))])
        rows = list(ledger.rows())
        assert [(row.outcome, row.cause, row.duplicate_of) for row in rows] == [
            (Outcome.OK, None, None),
            (Outcome.DUPLICATE, "exact", 1),
            (Outcome.DUPLICATE, "near", 1),
            (None, None, None),
        ]
        assert ledger.brief_of(rows[2]) == ledger.brief_of(rows[0])
        assert ledger.article_of(rows[2]).text == "Shelling went on."
        assert ledger.take_up([Outcome.DUPLICATE]) == 2
        assert [one.row for one in ledger.pending(0, 9)] == [2, 3, 4]


def test_what_has_no_article_stays_skipped(tmp_path: Path) -> None:
    nothing: tuple[None, ...] = (None,) * 7
    with LedgerWriter.at(tmp_path / "run") as ledger:
        ledger.begin(RECIPE, {})
        intake = ledger.intake(["a"], "v1")
        screened = incoming(2)
        batch = [
            Incoming("a.pdf", b"", nothing, None, cause="locked", why="it is encrypted"),
            Incoming(
                *(screened.position, screened.key, screened.known, screened.text),
                cause="nothing_to_brief",
                why="no cue of harm",
            ),
        ]
        ledger.take_in(batch, intake, is_last=True, is_near=None)
        assert [(row.outcome, row.cause, row.why) for row in ledger.rows()] == [
            (Outcome.SKIPPED, "locked", "it is encrypted"),
            (Outcome.SKIPPED, "nothing_to_brief", "no cue of harm"),
        ]
        assert ledger.take_up([Outcome.SKIPPED]) == 1
        assert [row.outcome for row in ledger.rows()] == [Outcome.SKIPPED, None]
        with pytest.raises(ValueError, match="row 1 has no article"):
            ledger.article_of(next(ledger.rows()))


def test_an_intake_goes_on_and_a_changed_source_is_read_anew(tmp_path: Path) -> None:
    with LedgerWriter.at(tmp_path / "run") as ledger:
        ledger.begin(RECIPE, {})
        intake = ledger.intake(["a"], "v1")
        ledger.take_in([incoming(1), incoming(2)], intake, is_last=False, is_near=same)
        assert ledger.intake(["a"], "v1").taken == 2
        changed = ledger.intake(["a"], "v2")
        assert (changed.taken, changed.is_complete) == (0, False)
        # Read anew: what is known by position and text is no row again, nor its own duplicate.
        again = [incoming(1), incoming(2), incoming(3, "Talks failed.")]
        assert ledger.take_in(again, changed, is_last=True, is_near=same) == {(None, None): 1}
        assert [row.duplicate_of for row in ledger.rows()] == [None, 1, None]
        assert ledger.intake(["a"], "v2").is_complete
        assert not ledger.intake(["a", "b"], "v2").is_complete


def test_text_with_lone_surrogates_survives(tmp_path: Path) -> None:
    with LedgerWriter.at(tmp_path / "run") as ledger:
        ledger.begin(RECIPE, {})
        broken = incoming(1)
        from summarizer.archive.ledger.rows import packed

        entry = Incoming(broken.position, broken.key, broken.known, packed("a \udcff b"))
        intake = ledger.intake(["a"], "v1")
        ledger.take_in([entry], intake, is_last=True, is_near=None)
        assert ledger.pending(0, 1)[0].article.text == "a \udcff b"


def test_a_snapshot_does_not_see_what_comes_later(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 1) as ledger, Ledger.open(tmp_path / "run") as reader:
        with reader.snapshot():
            assert reader.counts() == {(None, None): 1}
            ledger.settle([briefed(1, article(1))])
            assert reader.counts() == {(None, None): 1}
        assert reader.counts() == {(Outcome.OK, None): 1}


def test_the_steps_of_the_schema_are_recorded(tmp_path: Path) -> None:
    filled(tmp_path / "run", 1).close()
    with sqlite3.connect(tmp_path / "run" / LEDGER) as database:
        taken = database.execute("SELECT number, name FROM migration").fetchall()
    assert taken == [(number, step.name) for number, step in enumerate(MIGRATIONS, 1)]


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "run", 1).close()
    with sqlite3.connect(tmp_path / "run" / LEDGER) as database:
        database.execute("INSERT INTO migration VALUES (99, 'what is to come', 0)")
    for opening in (LedgerWriter.at, Ledger.open):
        with pytest.raises(RunError, match="made by a newer summarizer") as caught:
            opening(tmp_path / "run")
        assert caught.value.exit_code == ExitCode.BAD_RUN
        assert "\n" not in str(caught.value)


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer.archive.ledger import migrations

    filled(tmp_path / "run", 1).close()
    bad = migrations.Migration("bad", ("CREATE TABLE extra (a)", "CREATE TABLE article (a)"))
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, bad))
        with pytest.raises(RunError):
            LedgerWriter.at(tmp_path / "run")
    with LedgerWriter.at(tmp_path / "run") as ledger:
        assert ledger.pending_count() == 1
    with sqlite3.connect(tmp_path / "run" / LEDGER) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    assert "extra" not in tables


def test_a_draft_is_kept_before_it_is_checked(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 2) as ledger:
        ledger.settle([Settled(2, None, SPENT, draft=b"packed")])
        assert [(one.row, one.draft) for one in ledger.pending(0, 9)] == [(1, None), (2, b"packed")]
        assert ledger.spent() == SPENT
        ledger.settle([replace(briefed(2, article(2)), attempts=0)])
        row = ledger.row(2)
        assert row is not None
        assert (row.outcome, row.attempts, row.usage) == (Outcome.OK, 1, SPENT)
        ledger.begin(OTHER, {})  # the draft is of the other recipe
        assert [one.draft for one in ledger.pending(0, 9)] == [None, None]
