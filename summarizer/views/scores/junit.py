"""JUnit XML, the dialect that Jenkins, GitLab and GitHub's actions all read.

A test case an article, so that a CI system lists what broke and what was mended between two
builds. A case fails if its article has any error; an infrastructure failure is JUnit's `error`, and
what no recording holds is `skipped`. Elements and their order are those of the XSD of Jenkins'
xUnit plugin (junit-10.xsd).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from summarizer.scoring.results import Comparison, Outcome, Verdict
from summarizer.views.clean import line
from summarizer.views.scores import comparison, outline
from summarizer.views.scores.articles import ArticleEntry, UnscoredEntry
from summarizer.views.wording import words

# What XML 1.0 (section 2.2) has no place for, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_as_junit(shown: outline.Outline) -> str:
    """A run, as one suite."""
    cases = [_scored(entry) for entry in shown.articles]
    cases += [_unscored(entry) for entry in shown.unscored]
    figures = (
        (f"F1 {row[0].text}", f"{row[1].text} ({row[2].text})") for row in shown.sheets[0].rows
    )
    return _document(shown.name, cases, (*shown.manifest, *figures), shown.created)


def comparison_as_junit(shown: comparison.Outline) -> str:
    """A comparison, as one suite; what is undecided fails exactly if the gate lets it block."""
    told = shown.comparison
    blocks = told.blocks and told.verdict is Verdict.INCONCLUSIVE
    cases = [
        _gated("measure", words(m.measure), m.verdict, m.why, blocks=blocks) for m in told.measures
    ]
    cases += [_gated("requirement", r.name, r.verdict, r.why, blocks=blocks)
              for r in told.requirements]  # fmt: skip
    cases.append(_overall(told, shown.summary))
    return _document(shown.title, cases, shown.manifest, None)


def _scored(entry: ArticleEntry) -> ET.Element:
    case = _case("article", entry.id, entry.scored.seconds)
    told = ", ".join(f"{number} {words(kind)}" for kind, number in entry.kinds)
    unusable = [o for o in entry.scored.outcomes if o.is_scored and o is not Outcome.OK]
    if told or unusable:
        message = "; ".join(filter(None, (", ".join(map(words, unusable)), told)))
        said = [
            f"{part}: {error.kind}: {error.said}".removesuffix(": ")
            for part, error in entry.errors()
        ]
        kind = unusable[0] if unusable else "errors"
        _add(case, "failure", message, kind, "\n".join((*entry.remarks, *said)))
    return case


def _unscored(entry: UnscoredEntry) -> ET.Element:
    case = _case("article", entry.id, 0.0)
    if entry.is_failure:
        _add(case, "error", entry.why, "infrastructure", f"{entry.outcome}: {entry.why}")
    else:
        _add(case, "skipped", f"{entry.outcome}: {entry.why}")
    return case


def _gated(group: str, name: str, verdict: Verdict, why: str, *, blocks: bool) -> ET.Element:
    case = _case(group, line(name), 0.0)
    if verdict is Verdict.FAIL or (verdict is Verdict.INCONCLUSIVE and blocks):
        _add(case, "failure", line(why), str(verdict), line(why))
    elif verdict is Verdict.INCONCLUSIVE:
        _add(case, "skipped", f"inconclusive: {line(why)}")
    return case


def _overall(told: Comparison, summary: str) -> ET.Element:
    # A gate may stop a deploy where no measure or requirement fails by itself.
    case = _case("gate", "verdict", 0.0)
    if told.blocks:
        _add(case, "failure", summary, str(told.verdict), summary)
    return case


def _case(group: str, name: str, seconds: float) -> ET.Element:
    attributes = {"classname": f"summarizer.eval.{group}", "name": _legal(name)}
    return ET.Element("testcase", attributes | {"time": f"{seconds:.3f}"})


def _add(case: ET.Element, tag: str, message: str, kind: str = "", text: str = "") -> None:
    attributes = {"message": _legal(message)} | ({"type": kind} if kind else {})
    ET.SubElement(case, tag, attributes).text = _legal(text) or None


def _document(
    name: str,
    cases: Sequence[ET.Element],
    properties: Sequence[tuple[str, str]],
    created: dt.datetime | None,
) -> str:
    counted = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    seconds = sum(float(case.get("time", "0")) for case in cases)
    root = ET.Element("testsuites", {"name": "summarizer eval"} | counted)
    attributes = {"name": _legal(name)} | counted
    attributes["skipped"] = str(sum(case.find("skipped") is not None for case in cases))
    attributes["time"] = f"{seconds:.3f}"
    if created:
        # The XSD knows no time zones: UTC, as everywhere in a run.
        attributes["timestamp"] = created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    suite = ET.SubElement(root, "testsuite", attributes)
    listed = ET.SubElement(suite, "properties")
    for label, said in properties:
        ET.SubElement(listed, "property", {"name": _legal(label), "value": _legal(said)})
    suite.extend(cases)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text)
