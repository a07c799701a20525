"""A reviewer's file: read strictly, held against the article, never dropped in silence."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest

from summarizer.archive.corrections import COLUMNS, Corrections, Reviewed, Status, Verdict
from summarizer.archive.corrections.keys import LISTS, item_keys
from summarizer.archive.corrections.sheet import read_corrections
from summarizer.briefing import check
from summarizer.engines.base import Drafted
from summarizer.errors import CorrectionsError
from summarizer.model import Article, Brief, Draft, Usage, Window

ARTICLE = Article(
    id="tarn",
    published=dt.date(2031, 3, 4),
    text=(
        "Envoys of Norland and the Reed Front met in Port Ashby on Monday, brokered by Ostria. "
        "Shelling killed at least 46 people in the delta on Sunday, hospital staff said. "
        "The army said 20 rebels were killed. "
        "Police said 12 people may have been wounded and 30 were missing. "
        "The Front wants Norland's army to leave the delta. "
        "Both sides agreed on a truce."
    ),
)
DRAFT: dict[str, Any] = {
    "headline": "Shelling kills at least 46 in the delta",
    "bottom_line": "Envoys of Norland and the Reed Front met. Shelling killed at least 46.",
    "negotiations": [
        {"sentences": [1], "name": "Ashby talks", "parties": ["Norland", "Reed Front"]}
    ],
    "demands": [
        {
            "sentences": [5],
            "by": ["Reed Front"],
            "to": ["Norland"],
            "kind": "demand",
            "issue": "troop_withdrawal",
            "text": "leave the delta",
        }
    ],
    "tolls": [
        {"sentences": [2], "metric": "killed", "figure": "at least 46", "basis": "incident"},
        {"sentences": [3], "metric": "killed", "figure": "20", "basis": "incident"},
        {"sentences": [4], "metric": "missing", "figure": "30", "basis": "incident"},
        {"sentences": [3], "metric": "injured", "figure": "20", "basis": "incident"},
    ],
    "agreements": [{"sentences": [6], "name": "Truce", "kind": "ceasefire", "status": "agreed"}],
}


def brief(**changes: Any) -> Brief:
    draft = Draft.model_validate({**DRAFT, **changes})
    return check(ARTICLE, Drafted(draft, Usage()), engine="llm", model="m")


PLAIN = brief()
KEYS = item_keys(PLAIN)
FIRST, SECOND, THIRD = KEYS["tolls"]


def sheet(tmp_path: Path, *rows: dict[str, str], delimiter: str = ",", head: str = "") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, "says"], delimiter=delimiter, restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({"article": ARTICLE.digest, **row})
    path = tmp_path / "review.csv"
    path.write_text(head + out.getvalue(), encoding="utf-8", newline="")
    return path


def applied(
    tmp_path: Path, *rows: dict[str, str], of: Brief = PLAIN
) -> tuple[Reviewed, Corrections]:
    corrections = Corrections.read(sheet(tmp_path, *rows))
    return corrections.apply(of, lambda: ARTICLE), corrections


def correct(item: str, field: str, value: str, note: str = "") -> dict[str, str]:
    return {"item": item, "action": "correct", "field": field, "value": value, "note": note}


# --- keys -----------------------------------------------------------------------------------------


def test_keys_hang_on_what_an_item_says_and_not_on_its_place() -> None:
    turned = brief(tolls=list(reversed(DRAFT["tolls"])))
    assert item_keys(turned)["tolls"] == [THIRD, SECOND, FIRST]
    reworded = brief(headline="Another", tolls=[{**DRAFT["tolls"][0], "population": "people"}])
    assert item_keys(reworded)["tolls"] == [FIRST]
    other = brief(tolls=[{**DRAFT["tolls"][0], "sentences": [3], "figure": "20"}])
    assert item_keys(other)["tolls"] == [SECOND]
    keys = [key for part in LISTS for key in KEYS[part]]
    assert len(set(keys)) == len(keys) == 6


def test_items_that_say_the_same_are_counted() -> None:
    twice = PLAIN.model_copy(update={"agreements": PLAIN.agreements * 2})
    (key,) = KEYS["agreements"]
    assert item_keys(twice)["agreements"] == [key, f"{key}-2"]


# --- what a correction does -----------------------------------------------------------------------


def test_accepting_marks_an_item_and_changes_nothing(tmp_path: Path) -> None:
    made, corrections = applied(
        tmp_path, {"item": FIRST, "action": "accept", "note": "read by two"}
    )
    assert made.brief == PLAIN
    assert (made.reviews[FIRST].verdict, made.reviews[FIRST].note) == (
        *(Verdict.ACCEPTED, "read by two"),
    )
    assert corrections.left() == []


def test_a_corrected_figure_is_read_by_the_grammar(tmp_path: Path) -> None:
    made, corrections = applied(
        tmp_path, correct(FIRST, "figure", "20"), correct(FIRST, "sentences", "3")
    )
    toll = made.brief.tolls[0]
    assert (toll.figure, toll.qualifier, toll.value, toll.low, toll.high) == (
        *("20", "exact", 20, 20, 20),
    )
    assert [one.sentence for one in toll.evidence] == [3]
    assert toll.evidence[0].quote == ARTICLE.text[toll.evidence[0].start : toll.evidence[0].end]
    assert made.keys["tolls"][0] == FIRST  # it keeps the key by which it was reviewed
    assert made.reviews[FIRST].verdict == "corrected by reviewer"
    assert corrections.left() == []
    (finding,) = [one for one in made.brief.findings if one.part == "tolls" and one.item == 0]
    assert (finding.code, finding.outcome, finding.what) == (
        *("corrected-by-reviewer", "corrected", "killed: at least 46"),
    )


@pytest.mark.parametrize(
    ("item", "field", "value", "why"),
    [
        (FIRST, "figure", "at least 48", "figure-not-in-sentence"),
        (FIRST, "figure", "30", "figure-not-in-sentence"),
        (FIRST, "metric", "injured", "other-metric"),
        (FIRST, "metric", "slain", "`metric`: Input should be 'killed'"),
        (FIRST, "population", "farmers", "does not bear out 'farmers'"),
        (FIRST, "category", "journalist", "does not bear out 'journalist'"),
        (FIRST, "share", "85%", "85% is not in the cited sentences"),
        (FIRST, "sentences", "40", "no-evidence"),
        (FIRST, "sentences", "three", "no list of sentence numbers"),
        (FIRST, "when", "Sunday", "no day or window"),
        (FIRST, "when", "2031-03-04/2031-03-02", "ends before it begins"),
        (FIRST, "figure", "", "`figure` cannot be empty"),
        (KEYS["demands"][0], "by", "Hamas", "actor-not-named"),
        (KEYS["demands"][0], "to", "Norland | Utopia", "does not name all of Norland, Utopia"),
        (KEYS["demands"][0], "text", "free 300 prisoners", "300"),
        (KEYS["negotiations"][0], "venue", "Geneva", "does not bear out 'Geneva'"),
        (KEYS["agreements"][0], "terms", "a halt | 500 buses", "500"),
    ],
)
def test_what_the_article_does_not_bear_out_is_refused_and_told(
    tmp_path: Path, item: str, field: str, value: str, why: str
) -> None:
    made, corrections = applied(tmp_path, correct(item, field, value))
    assert made.brief == PLAIN
    assert made.reviews == {}
    (line,) = corrections.left()
    status, told = corrections.status(line)
    assert status is Status.REFUSED
    assert why in told


@pytest.mark.parametrize(
    ("part", "index", "field", "value", "expected"),
    [
        ("tolls", 1, "population", "rebels", "rebels"),
        ("tolls", 1, "category", "military", "military"),
        ("tolls", 0, "place", "the delta", "the delta"),
        ("tolls", 0, "source", "hospital staff", "hospital staff"),
        ("tolls", 0, "scope", "background", "background"),
        (
            "tolls",
            0,
            "when",
            "2031-03-02",
            Window(start=dt.date(2031, 3, 2), end=dt.date(2031, 3, 2)),
        ),
        ("tolls", 0, "when", "", None),
        ("demands", 0, "kind", "aim", "aim"),
        ("demands", 0, "text", "take the army out of the delta", "take the army out of the delta"),
        ("demands", 0, "to", "", []),
        ("negotiations", 0, "mediators", "Ostria", ["Ostria"]),
        ("negotiations", 0, "venue", "Port Ashby", "Port Ashby"),
        ("agreements", 0, "parties", "Norland | Reed Front", ["Norland", "Reed Front"]),
        ("agreements", 0, "status", "in_effect", "in_effect"),
    ],
)
def test_what_the_article_bears_out_is_applied(
    tmp_path: Path, part: str, index: int, field: str, value: str, expected: object
) -> None:
    made, corrections = applied(tmp_path, correct(KEYS[part][index], field, value, "sure"))
    assert corrections.left() == []
    before = getattr(PLAIN, part)[index]
    assert getattr(made.brief, part)[index] == before.model_copy(update={field: expected})
    assert made.brief.findings[-1].why == f"a reviewer changed a field of the item: {field}; sure"


def test_a_rejected_item_leaves_and_findings_follow_those_that_stay(tmp_path: Path) -> None:
    unverified = [one for one in PLAIN.findings if one.part == "tolls" and one.item == 2]
    refused = [one for one in PLAIN.findings if one.part == "tolls" and one.item is None]
    assert (len(unverified), len(refused)) == (0, 1)  # the injured 20 has no item
    noted = PLAIN.model_copy(
        update={
            "findings": [
                *PLAIN.findings,
                refused[0].model_copy(update={"item": 0, "code": "of-first"}),
                refused[0].model_copy(update={"item": 2, "code": "of-third"}),
            ]
        }
    )
    made, _ = applied(tmp_path, {"item": FIRST, "action": "reject", "note": "a drill"}, of=noted)
    assert [toll.figure for toll in made.brief.tolls] == ["20", "30"]
    assert made.keys["tolls"] == [SECOND, THIRD]
    where = {one.code: one.item for one in made.brief.findings if one.part == "tolls"}
    assert where == {
        refused[0].code: None,
        "of-first": None,
        "of-third": 1,
        "rejected-by-reviewer": None,
    }
    told = [one for one in made.brief.findings if one.code == "rejected-by-reviewer"]
    assert (told[0].outcome, told[0].what, told[0].sentences) == (
        *("refused", "killed: at least 46", [2]),
    )
    assert told[0].why.endswith("; a drill")
    index = made.brief.findings.index(told[0])
    assert made.rejected[index] == FIRST


def test_headline_and_bottom_line_lose_a_figure_that_is_gone(tmp_path: Path) -> None:
    assert "46" in PLAIN.headline
    assert "46" in PLAIN.bottom_line
    made, _ = applied(tmp_path, {"item": FIRST, "action": "reject"})
    assert "46" not in made.brief.headline + made.brief.bottom_line
    parts = [one.part for one in made.brief.findings if one.code == "corrected-by-reviewer"]
    assert parts == ["headline", "bottom_line"]
    kept, _ = applied(tmp_path, {"item": SECOND, "action": "reject"})
    assert kept.brief.headline == PLAIN.headline


# --- re-runs --------------------------------------------------------------------------------------


def test_corrections_survive_a_new_run_and_those_that_match_nothing_are_told(
    tmp_path: Path,
) -> None:
    path = sheet(
        tmp_path,
        {"item": FIRST, "action": "accept"},
        correct(SECOND, "category", "military"),
        {"item": KEYS["demands"][0], "action": "reject", "article": "0" * 64},
    )
    corrections = Corrections.read(path)
    again = brief(tolls=[DRAFT["tolls"][2], DRAFT["tolls"][0]])  # the second is gone
    made = corrections.apply(again, lambda: ARTICLE)
    assert set(made.reviews) == {FIRST}
    assert [(one.line, *corrections.status(one)) for one in corrections.left()] == [
        (3, Status.UNMATCHED, "the brief of this article has no such item any more"),
        (4, Status.UNMATCHED, "the run has no brief of this article"),
    ]


def test_an_article_nobody_reviewed_is_not_even_read() -> None:
    def article() -> Article:
        raise AssertionError("not needed")

    assert Corrections().apply(PLAIN, article) == Reviewed.of(PLAIN)


# --- the file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("delimiter", "head"), [(",", "\ufeff"), (";", ""), ("\t", "")])
def test_a_file_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, head: str) -> None:
    rows = [
        {"item": FIRST, "action": "Accept", "note": "line\nbreak"},
        {"item": SECOND, "action": ""},
        correct(THIRD, "figure", "'=30"),
    ]
    found = read_corrections(sheet(tmp_path, *rows, delimiter=delimiter, head=head))
    assert [(one.line, one.item, one.action, one.value) for one in found] == [
        (2, FIRST, "accept", ""),
        (5, THIRD, "correct", "=30"),
    ]
    assert found[0].note == "line\nbreak"


def test_utf_16_is_read_too(tmp_path: Path) -> None:
    path = sheet(tmp_path, correct(FIRST, "place", "Šabac"), delimiter="\t")
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert read_corrections(path)[0].value == "Šabac"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"item": FIRST, "action": "delete"}], ":2: there is no action 'delete'"),
        ([{"item": "46", "action": "accept"}], ":2: it names no item"),
        ([{"item": FIRST, "action": "accept", "article": ""}], ":2: it names no item"),
        ([{"item": FIRST, "action": "accept", "value": "9"}], ":2: `accept` takes no field"),
        ([{"item": FIRST, "action": "", "value": "9"}], ":2: a field or value without an action"),
        ([correct(FIRST, "colour", "red")], ":2: tolls have no field 'colour'"),
        ([correct(FIRST, "", "red")], ":2: it names no field"),
        (
            [correct(FIRST, "low", "9")],
            ":2: `low` follows from the figure's words; correct `figure`",
        ),
        (
            [{"item": FIRST, "action": "accept"}, {"item": FIRST, "action": "reject"}],
            ":3: line 2 says accept of the same item",
        ),
        (
            [correct(FIRST, "place", "a"), correct(FIRST, "place", "b")],
            ":3: line 2 has another value for `place`",
        ),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_applied(
    tmp_path: Path, rows: list[dict[str, str]], told: str
) -> None:
    with pytest.raises(CorrectionsError) as caught:
        read_corrections(sheet(tmp_path, *rows))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not name the columns"),
        (b"a,b\n1,2\n", "does not name the columns"),
        (b"article,item,action\n\xe9,x,accept\n", "is not UTF-8"),
        (b'article,item,action\n"open,x,accept\n', "unexpected end of data"),
    ],
)
def test_a_file_of_another_kind_is_told_in_one_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(CorrectionsError) as caught:
        read_corrections(path)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError, match=r"none\.csv cannot be read"):
        read_corrections(tmp_path / "none.csv")
