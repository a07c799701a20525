"""Scores and comparisons on the terminal, in Markdown, JSON and JUnit."""

from __future__ import annotations

import dataclasses
import io
import json
import re
import subprocess
import sys

import example
import pytest
import scores_example
from lxml import etree
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from summarizer.model import Article
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.injection.families import Family
from summarizer.scoring.results import (
    Comparison,
    ErrorKind,
    ItemError,
    Outcome,
    Scores,
    Verdict,
)
from summarizer.views.scores import (
    ReportFormat,
    RunReport,
    print_comparison,
    print_report,
    print_summary,
    render_comparison,
    render_report,
)
from summarizer.views.scores.sheet import Bar, change, number, share

TEXTS = [ReportFormat.MARKDOWN, ReportFormat.HTML]


def printed(report: RunReport, *, width: int = 120, colour: bool = False) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=width, force_terminal=colour))
    return out.getvalue()


def compared(comparison: Comparison, *, width: int = 120) -> str:
    out = io.StringIO()
    print_comparison(comparison, Console(file=out, width=width), "base", "new")
    return out.getvalue()


def letters(text: str) -> str:
    return re.sub(r"[\s─]", "", text)


def cells(markdown: str) -> dict[str, list[str]]:
    """The cells of each table row of a Markdown text, by the row's first cell."""
    rows = (row.strip("| ").split(" | ") for row in markdown.splitlines() if row.startswith("|"))
    return {first: rest for first, *rest in rows}


# How figures are written.


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (0.0, "0.000"),
        (1.0, "1.000"),
        (0.85, "0.850"),
        (0.99951, ">0.999"),
        (0.00049, "<0.001"),
        (0.9994, "0.999"),
    ],
)
def test_only_what_is_nought_or_one_is_written_so(value: float | None, said: str) -> None:
    assert share(value) == said


def test_a_change_is_signed_and_a_small_one_is_not_lost() -> None:
    assert [change(v) for v in (0.02, -0.14, 0.0, -0.0002)] == [
        "+0.020",
        "-0.140",
        "+0.000",
        "-2.0e-04",
    ]


def test_counts_that_are_means_keep_two_decimals() -> None:
    assert [number(n) for n in (12.0, 2.5, 1 / 3, 1234.0, 100.0)] == [
        "12",
        "2.5",
        "0.33",
        "1,234",
        "100",
    ]


def test_a_bar_is_drawn_on_twenty_steps() -> None:
    # 0.25, 0.5 and 0.75 of 20 steps are the cells 5, 10 and 15 of 21.
    assert Bar(0.25, 0.5, 0.75).drawn() == "·····├────●────┤·····"
    assert Bar(0, 0, 1, marks=(0.5,)).drawn() == "●─────────┼─────────┤"


# A run.


def test_the_measures_with_their_figures() -> None:
    rows = cells(render_report(scores_example.report(), ReportFormat.MARKDOWN))
    # F1 is 2 x 6 / (8 + 7) = 0.8, precision 6 / 8, recall 6 / 7.
    assert rows["toll found"] == [
        "0.800",
        "0.500 to 1.000",
        "`··········├─────●───┤`",
        "0.750",
        "0.857",
        "0.750",
        "6 / 8 / 7",
        "0.970",
    ]
    assert rows["demand found"] == ["0.000", "–", "–", "–", "0.000", "0.000", "0 / 0 / 3", "–"]
    assert rows["agreement found"] == ["–", "–", "–", "–", "–", "–", "0 / 0 / 0", "–"]
    assert rows["values off"] == ["2.5", "values off by a factor of 2 or more"]
    assert rows["tolls: source kind"][0] == "0.800"
    assert rows["tolls: source kind"][-2:] == ["7", "2"]
    assert rows["demands: to"] == ["–", "–", "–", "0", "0"]
    assert rows["empty"] == ["1", "–", "–", "–", "–"]
    assert rows["cost"] == ["–"]


@pytest.mark.parametrize("width", [120, 80, 40])
def test_each_undefined_value_has_its_reason(width: int) -> None:
    shown = letters(printed(scores_example.report(), width=width))
    for reason in (
        "– everywhere, since there is nothing predicted and nothing in gold: agreement found.",
        "– under Precision, since nothing is predicted: demand found.",
        "– under 95 % interval, since it cannot be told from so few articles: demand found.",
        "– under Annotators: the gold folder does not state it.",
        "– where there are no pairs.",
        "– for the cost, since a price is not known.",
        "– for the 95th percentile, since no attempt called a model.",
    ):
        assert letters(reason) in shown


def test_without_agreement_there_is_no_column_for_it() -> None:
    rows = cells(render_report(scores_example.report(agreement=False), ReportFormat.MARKDOWN))
    assert rows["toll found"][-1] == "6 / 8 / 7"
    assert "Annotators" not in rows["Measure"]


@pytest.mark.parametrize("width", [200, 120, 80, 40, 20])
def test_the_terminal_says_the_same_at_any_width(width: int) -> None:
    shown = printed(scores_example.report(), width=width)
    assert max(cell_len(row) for row in shown.splitlines()) <= width
    assert "\x1b" not in shown
    for said in ("0.500to1.000", "0.970", "6/8/7", "WRONGVALUEexpected46(46/46/-),got47"):
        assert said in letters(shown)
    if width < 120:
        assert letters("Not shown, for want of room: Precision, Recall, Macro F1.") in letters(
            shown
        )


def test_the_terminal_draws_the_interval_where_there_is_room() -> None:
    assert "··········├─────●───┤" in printed(scores_example.report(), width=200)


@pytest.mark.parametrize("fmt", TEXTS)
def test_what_the_infrastructure_cost_stands_above_every_figure(fmt: ReportFormat) -> None:
    shown = render_report(scores_example.report(), fmt)
    failed = shown.index("1 of 5 attempts failed")
    unrecorded = shown.index("1 of 5 attempts unrecorded")
    assert max(failed, unrecorded) < shown.index("2 not scored: lost, gap") < shown.index("0.800")


def test_articles_stand_worst_first_and_the_unscored_by_themselves() -> None:
    shown = render_report(scores_example.report(), ReportFormat.MARKDOWN)
    # Exact tolls of 2 in gold: cut 0 hits, norland-talks 1, quiet 2.
    assert re.findall(r"^### (.*)$", shown, re.MULTILINE) == [
        "cut (F1 0.000)",
        "norland-talks (F1 0.500)",
        "quiet (F1 1.000)",
    ]
    assert "- lost: failed: 503: the Tarn valley\n- gap: unrecorded: no completion" in shown
    assert "epoch 1: truncated: cut off: the Tarn valley" in shown


def test_markdown_fits_a_comment_and_says_what_it_leaves_out() -> None:
    report = scores_example.report()
    long = ItemError(kind=ErrorKind.UNSUPPORTED, part="headline", got="x" * 5000)
    names = [f"more-{n:02}" for n in range(20)]
    more = [scores_example.score(name, [Outcome.OK], [long], hits=0) for name in names]
    label = report.golds[0].label
    golds = [GoldArticle(Article(id=name, text=example.TEXT), label) for name in names]
    scores = report.scores.model_copy(update={"articles": [*report.scores.articles, *more]})
    larger = dataclasses.replace(report, scores=scores, golds=[*report.golds, *golds])
    shown = render_report(larger, ReportFormat.MARKDOWN)
    # 40,000 characters hold `cut` and seven of 5,000 and some; 3 + 20 articles were scored.
    assert len(re.findall("^### ", shown, re.MULTILINE)) == 8
    assert "15 better ones are in the HTML report." in shown


def test_a_gold_article_without_any_score_is_told() -> None:
    report = scores_example.report()
    scores = report.scores.model_copy(update={"articles": report.scores.articles[:4]})
    shown = printed(dataclasses.replace(report, scores=scores, attempts=report.attempts[:4]))
    assert "gap  not tried: no attempt was made" in shown


def test_gold_prediction_and_sentence_stand_side_by_side() -> None:
    rows = cells(render_report(scores_example.report(), ReportFormat.MARKDOWN))
    gold, brief, sentences = rows[
        "toll: **wrong value** expected 46 (46 / 46 / -), got 47;"
        " **wrong field** source kind: got party"
    ]
    assert gold == (
        "killed “At least 46” (civilian · incident · the Tarn valley · UN or NGO"
        " · asserted · focal)"
    )
    assert brief.startswith("killed “At least 46” (value 46, low 46 · people (civilian)")
    assert sentences.startswith(r"\[4\] At least 46 people were killed")
    assert rows["demand: **missed**"][1] == "none"
    assert rows["headline: **unsupported** got the Tarn valley"] == [
        "none",
        "none",
        r"\[99\] no such sentence",
    ]


def test_what_was_taken_for_another_choice() -> None:
    shown = render_report(scores_example.report(), ReportFormat.MARKDOWN)
    table = shown.split("## Taken for another")[1].split("##")[0]
    assert re.findall(r"^\| tolls: basis (.*) \|$", table, re.MULTILINE) == [
        "| stock | the Tarn valley | 2",
        "| incident | stock | 1",
        "| stock | incident | 1",
    ]


def test_a_summary_is_the_report_as_far_as_spending() -> None:
    out = io.StringIO()
    print_summary(scores_example.report(), Console(file=out, width=120))
    whole = printed(scores_example.report())
    shared = whole.partition("\nFields of aligned pairs")[0]
    assert shared != whole
    assert out.getvalue() == f"{shared}More: summarizer eval report the Tarn valley\n"


def test_json_is_the_scores_and_nothing_hidden() -> None:
    report = scores_example.report(text=example.HOSTILE)
    shown = render_report(report, ReportFormat.JSON)
    assert shown.isascii()
    assert "\x1b" not in shown
    assert Scores.model_validate_json(shown) == report.scores


def test_the_terminal_needs_a_console() -> None:
    fmt = ReportFormat.TERMINAL
    with pytest.raises(ValueError, match="print_report"):
        render_report(scores_example.report(), fmt)
    with pytest.raises(ValueError, match="print_comparison"):
        render_comparison(scores_example.comparison(), fmt, "base", "new")


# Hostile strings.


def test_the_terminal_is_not_driven_by_what_it_shows() -> None:
    shown = printed(scores_example.report(text=example.HOSTILE), width=300, colour=True)
    assert "\x1b]8" not in shown
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "[red]not markup[/red] [/] :warning:" in shown


def test_markdown_takes_no_markup_from_data() -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    hostile = scores_example.report(text=example.HOSTILE)
    plain = parser.parse(render_report(scores_example.report(), ReportFormat.MARKDOWN))
    planted = parser.parse(render_report(hostile, ReportFormat.MARKDOWN))
    kinds = {token.type for token in plain}
    assert {token.type for token in planted} <= kinds
    inline = {child.type for token in planted for child in token.children or []}
    assert not inline & {"link_open", "image", "html_inline", "em_open", "s_open"}
    rows = [[t.type for t in tokens].count("td_open") for tokens in (plain, planted)]
    assert rows[0] == rows[1], "no text makes a column of its own"


# JUnit.

# The elements and attributes that we write, as Jenkins' junit-10.xsd has them; what that leaves
# free (order, more attributes) is closed here.
XSD = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:simpleType name="seconds"><xs:restriction base="xs:string">
  <xs:pattern value="[0-9]+\\.[0-9]{3}"/></xs:restriction></xs:simpleType>
<xs:complexType name="said"><xs:simpleContent><xs:extension base="xs:string">
  <xs:attribute name="message" type="xs:string" use="required"/>
  <xs:attribute name="type" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:element name="testsuites"><xs:complexType><xs:sequence>
 <xs:element name="testsuite"><xs:complexType><xs:sequence>
  <xs:element name="properties"><xs:complexType><xs:sequence>
   <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="value" type="xs:string" use="required"/>
   </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
  <xs:element name="testcase" maxOccurs="unbounded"><xs:complexType>
   <xs:choice minOccurs="0">
    <xs:element name="skipped" type="said"/><xs:element name="error" type="said"/>
    <xs:element name="failure" type="said"/></xs:choice>
   <xs:attribute name="classname" type="xs:string" use="required"/>
   <xs:attribute name="name" type="xs:string" use="required"/>
   <xs:attribute name="time" type="seconds" use="required"/>
  </xs:complexType></xs:element></xs:sequence>
  <xs:attribute name="name" type="xs:string" use="required"/>
  <xs:attribute name="tests" type="xs:int" use="required"/>
  <xs:attribute name="failures" type="xs:int" use="required"/>
  <xs:attribute name="errors" type="xs:int" use="required"/>
  <xs:attribute name="skipped" type="xs:int" use="required"/>
  <xs:attribute name="time" type="seconds" use="required"/>
  <xs:attribute name="timestamp" type="xs:dateTime"/>
 </xs:complexType></xs:element></xs:sequence>
 <xs:attribute name="name" type="xs:string"/><xs:attribute name="tests" type="xs:int"/>
 <xs:attribute name="failures" type="xs:int"/><xs:attribute name="errors" type="xs:int"/>
</xs:complexType></xs:element></xs:schema>"""


def suite(text: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    etree.XMLSchema(etree.fromstring(XSD)).assertValid(root)
    return root[0]


def results(found: etree._Element) -> dict[str, str]:
    """What each test case says: the tag, its message."""
    return {
        case.get("name"): " ".join(f"{said.tag}: {said.get('message')}" for said in case)
        for case in found.iter("testcase")
    }


def test_junit_has_a_case_an_article() -> None:
    found = suite(render_report(scores_example.report(), ReportFormat.JUNIT))
    assert results(found) == {
        "cut": "failure: truncated; 1 missed",
        "norland-talks": "failure: 1 missed, 1 wrong value, 1 wrong field, 1 unsupported",
        "quiet": "",
        "lost": "error: 503: the Tarn valley",
        "gap": "skipped: unrecorded: no completion: the Tarn valley",
    }
    counted = {name: found.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "5", "failures": "2", "errors": "1", "skipped": "1"}
    assert found.get("time") == "4.500"  # three articles were scored, 1.5 s each
    assert found.get("timestamp") == "2026-03-04T03:06:07"  # 05:06:07 at two hours east
    failure = found.find("testcase[@name='norland-talks']/failure")
    assert failure is not None
    assert "toll: wrong value: expected 46 (46 / 46 / -), got 47\n" in (failure.text or "")


def test_junit_holds_what_xml_can_hold() -> None:
    report = scores_example.report()
    report.scores.articles[0].errors[0].expected = "a\x0bb\x00c\ufffe & <d> ]]>"
    found = suite(render_report(report, ReportFormat.JUNIT))
    failure = found.find("testcase[@name='norland-talks']/failure")
    assert failure is not None
    assert "demand: missed: expected a bc & <d> ]]>" in (failure.text or "")
    suite(render_report(scores_example.report(text=example.HOSTILE), ReportFormat.JUNIT))


@pytest.mark.parametrize(
    ("verdict", "blocks", "expected"),
    [
        (Verdict.FAIL, True, ["", "failure", "skipped", "skipped", "", "failure", "failure"]),
        (Verdict.INCONCLUSIVE, True, ["", "failure", *["failure"] * 2, "", "failure", "failure"]),
        (Verdict.INCONCLUSIVE, False, ["", "failure", *["skipped"] * 2, "", "skipped", ""]),
    ],
)
def test_what_is_undecided_fails_where_it_blocks(
    verdict: Verdict, blocks: bool, expected: list[str]
) -> None:
    told = scores_example.comparison(verdict=verdict, blocks=blocks, text="x")
    found = suite(render_comparison(told, ReportFormat.JUNIT, "base", "new"))
    assert [said.partition(":")[0] for said in results(found).values()] == expected


# A comparison.


@pytest.mark.parametrize("width", [200, 120, 80, 40, 20])
def test_a_comparison_ends_with_the_verdict(width: int) -> None:
    shown = compared(scores_example.comparison(), width=width)
    assert max(cell_len(row) for row in shown.splitlines()) <= width
    told = letters(shown)
    assert told.endswith(
        letters("FAIL Shown to be worse, or a requirement is broken. The deploy is to stop.")
    )
    for said in ("1 left out", "PASS", "INCONCLUSIVE", "-0.200", "-0.250 to -0.100", "more than 0"):
        assert letters(said) in told


def test_a_comparison_in_markdown_begins_with_the_verdict() -> None:
    shown = render_comparison(scores_example.comparison(), ReportFormat.MARKDOWN, "base", "new")
    assert shown.startswith("# FAIL: new against base\n")
    # Drawn from -0.25 to +0.25: -0.25, -0.2, -0.1 are the cells 0, 2, 6; the margin 8, nought 10.
    assert cells(shown)["toll exact"] == [
        *("FAIL", "0.800", "0.600", "-0.200", "-0.250 to -0.100", "`├─●───┤·│·│··········`"),
        *(r"\<0.0001", "1.0000", "0.050", "fail it is"),
    ]
    undefined = cells(shown)["agreement found"]
    assert undefined == ["INCONCLUSIVE", *["–"] * 7, "0.050", "inconclusive it is"]


def test_attacks_are_told_by_family_at_every_width() -> None:
    told = scores_example.comparison().model_copy(
        update={
            "attacks": [
                scores_example.attacks(Family.OVERRIDE, 2),
                scores_example.attacks(Family.QUOTE_BAIT, 7.5, low=-0.06, high=-0.02),
            ]
        }
    )
    rows = cells(render_comparison(told, ReportFormat.MARKDOWN, "clean", "attacked"))
    assert rows["override"] == ["9", "3", "2", "–", "0", "–"]
    assert rows["quote bait"] == ["9", "3", "–", "7.5", "-0.040 (-0.060 to -0.020)", "–"]
    for width in (80, 120, 200):
        shown = compared(told, width=width)
        assert "-0.040 (-0.060 to -0.020)" in shown
        assert "toll exact" in shown.partition("Attacks")[2]
    assert "Attacks" not in compared(scores_example.comparison())
    shown = render_comparison(told, ReportFormat.JSON, "clean", "attacked")
    assert Comparison.model_validate_json(shown) == told


def test_a_comparison_in_json_is_itself() -> None:
    told = scores_example.comparison(text=example.HOSTILE)
    shown = render_comparison(told, ReportFormat.JSON, "base", "new")
    assert shown.isascii()
    assert Comparison.model_validate(json.loads(shown)) == told


def test_the_room_is_cheap_to_enter() -> None:
    code = (
        "import summarizer.views.scores, sys;"
        "print([m for m in ('numpy', 'scipy', 'yaml', 'jinja2', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
