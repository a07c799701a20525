"""A brief as every view shows it: the same entries, keys, words and order.

Views lay an `Outline` out and decide nothing else. Its strings are clean (`views/clean.py`).
Keys (`N1` negotiations, `D1` demands, `T1` tolls, `A1` agreements, `F1` findings) count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.errors import SourceError
from summarizer.language.sentences import Sentence, split
from summarizer.model import (
    Agreement,
    Article,
    Brief,
    Demand,
    Evidence,
    Finding,
    Grounding,
    Negotiation,
    Toll,
)
from summarizer.model.vocabulary import Issue, Stage
from summarizer.views import wording
from summarizer.views.clean import line

_LETTERS = {"negotiations": "N", "demands": "D", "tolls": "T", "agreements": "A"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has.

    Attributes:
        key: `T1`; unique within a brief.
        sentences: Numbers of the sentences that say it, ascending; of a finding, possibly numbers
            that the article does not have.
        flags: What a reader must know before believing it.
        findings: Keys of the findings about it.
    """

    key: str
    sentences: tuple[int, ...]
    flags: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Entry):
    """A process of talks, or an agreement: a name, facts with their labels, terms."""

    name: str
    facts: tuple[tuple[str, str], ...]
    terms: tuple[str, ...] = ()
    stage: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandEntry(Entry):
    """A position; those who hold it together stand in `party` together."""

    party: str
    issue: str
    kind: str
    to: str
    text: str
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollEntry(Entry):
    """A toll; `toll` is there for its numbers, its words are in the other fields."""

    metric: str
    figure: str
    bounds: str
    people: str
    basis: str
    when: str
    place: str
    source: str
    toll: Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry(Entry):
    """A finding; `about` is the part of the brief, `item` the key of the item if it is in it."""

    outcome: str
    about: str
    item: str | None
    what: str
    why: str
    code: str


@dataclass(frozen=True, slots=True)
class Outline:
    """One brief, ready to be laid out.

    Attributes:
        article: Title, outlet, day and id on one line.
        demands: Ordered by party (first mention first), then by issue (the codebook's order).
        text: The article's text as stored, the one string here that is not clean.
        sentences: Spans of that text, as the brief numbers them.
    """

    brief: Brief
    headline: str
    bottom_line: str
    article: str
    negotiations: tuple[Profile, ...]
    demands: tuple[DemandEntry, ...]
    tolls: tuple[TollEntry, ...]
    agreements: tuple[Profile, ...]
    findings: tuple[FindingEntry, ...]
    provenance: str
    text: str
    sentences: tuple[Sentence, ...]

    def cited(self) -> list[tuple[int, str]]:
        """Number and clean text of each sentence that an entry cites, ascending."""
        numbers = {number for entry in self.entries() for number in entry.sentences}
        return [
            (sentence.number, line(sentence.text))
            for sentence in self.sentences
            if sentence.number in numbers
        ]

    def by_party(self) -> list[list[DemandEntry]]:
        """The demands, one list a party."""
        return [list(group) for _, group in groupby(self.demands, lambda entry: entry.party)]

    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the views."""
        yield from self.negotiations
        yield from self.demands
        yield from self.tolls
        yield from self.agreements
        yield from self.findings


def outline(brief: Brief, article: Article) -> Outline:
    """The outline of a brief.

    Raises:
        SourceError: The brief was made from another text, or by other rules for sentences: its
            numbers would point to the wrong ones.
    """
    sentences = split(article.text)
    _require_same_text(brief, article, sentences)
    remarks = _Remarks(brief.findings)
    return Outline(
        brief=brief,
        headline=line(brief.headline),
        bottom_line=line(brief.bottom_line),
        article=wording.article_line(brief.article),
        negotiations=tuple(
            _negotiation(item, *remarks.of("negotiations", at))
            for at, item in enumerate(brief.negotiations)
        ),
        demands=_grouped(
            [_demand(item, *remarks.of("demands", at)) for at, item in enumerate(brief.demands)]
        ),
        tolls=tuple(_toll(item, *remarks.of("tolls", at)) for at, item in enumerate(brief.tolls)),
        agreements=tuple(
            _agreement(item, *remarks.of("agreements", at))
            for at, item in enumerate(brief.agreements)
        ),
        findings=tuple(_finding(at, finding) for at, finding in enumerate(brief.findings)),
        provenance=wording.provenance_line(brief.provenance),
        text=article.text,
        sentences=sentences,
    )


def _require_same_text(brief: Brief, article: Article, sentences: Sequence[Sentence]) -> None:
    reference = brief.article
    if reference.digest != article.digest:
        raise SourceError(
            f"{line(article.id)}: the text is not the one that the brief was made from",
            "show a brief with its own article",
        )
    if reference.sentences != len(sentences):
        raise SourceError(
            f"{line(article.id)}: the brief counts {reference.sentences} sentences and this version"
            f" of summarizer {len(sentences)}, so that its references would mislead",
            "brief the article again",
        )


class _Remarks:
    """Which findings are about which item."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._keys: dict[tuple[str, int], tuple[str, ...]] = {}
        for at, finding in enumerate(findings):
            if finding.item is not None:
                place = (finding.part, finding.item)
                self._keys[place] = (*self._keys.get(place, ()), f"F{at + 1}")

    def of(self, part: str, at: int) -> tuple[str, tuple[str, ...]]:
        """The key of the item at that index, and the keys of the findings about it."""
        return f"{_LETTERS[part]}{at + 1}", self._keys.get((part, at), ())


def _numbers(evidence: Sequence[Evidence]) -> tuple[int, ...]:
    return tuple(sorted({piece.sentence for piece in evidence}))


def _unverified(item: Negotiation | Agreement) -> tuple[str, ...]:
    return (wording.UNVERIFIED,) if item.grounding is Grounding.UNVERIFIED else ()


def _negotiation(item: Negotiation, key: str, findings: tuple[str, ...]) -> Profile:
    facts = (
        ("Stage", wording.words(item.stage)),
        ("Format", wording.words(item.format)),
        ("Momentum", wording.words(item.momentum)),
        ("Distance", wording.words(item.distance)),
        ("Parties", wording.listed(item.parties)),
        ("Mediators", wording.listed(item.mediators)),
        ("Venue", line(item.venue or "")),
        ("Next step", line(item.next_step or "")),
    )
    return Profile(
        key=key,
        sentences=_numbers(item.evidence),
        flags=_unverified(item),
        findings=findings,
        name=line(item.name),
        facts=tuple((label, said) for label, said in facts if said),
        stage=item.stage,
    )


def _agreement(item: Agreement, key: str, findings: tuple[str, ...]) -> Profile:
    facts = (
        ("Kind", wording.words(item.kind)),
        ("Status", wording.words(item.status)),
        ("When", wording.window(item.when)),
        ("Parties", wording.listed(item.parties)),
    )
    return Profile(
        key=key,
        sentences=_numbers(item.evidence),
        flags=_unverified(item),
        findings=findings,
        name=line(item.name),
        facts=tuple((label, said) for label, said in facts if said),
        terms=tuple(line(term) for term in item.terms),
    )


def _demand(item: Demand, key: str, findings: tuple[str, ...]) -> DemandEntry:
    return DemandEntry(
        key=key,
        sentences=_numbers(item.evidence),
        flags=wording.demand_flags(item),
        findings=findings,
        party=wording.listed(item.by) or "not said",
        issue=wording.words(item.issue),
        kind=wording.words(item.kind),
        to=wording.listed(item.to),
        text=line(item.text),
        response=wording.words(item.response),
    )


def _grouped(demands: Sequence[DemandEntry]) -> tuple[DemandEntry, ...]:
    parties = list(dict.fromkeys(demand.party for demand in demands))
    issues = [wording.words(issue) for issue in Issue]

    def place(demand: DemandEntry) -> tuple[int, int]:
        return parties.index(demand.party), issues.index(demand.issue)

    return tuple(sorted(demands, key=place))


def _toll(item: Toll, key: str, findings: tuple[str, ...]) -> TollEntry:
    return TollEntry(
        key=key,
        sentences=_numbers(item.evidence),
        flags=wording.toll_flags(item),
        findings=findings,
        metric=wording.words(item.metric),
        figure=line(item.figure),
        bounds=wording.bounds(item),
        people=wording.people(item),
        basis=wording.words(item.basis),
        when=wording.window(item.when),
        place=line(item.place or ""),
        source=wording.source(item),
        toll=item,
    )


def _finding(at: int, finding: Finding) -> FindingEntry:
    letter = _LETTERS.get(finding.part)
    return FindingEntry(
        key=f"F{at + 1}",
        sentences=tuple(sorted(set(finding.sentences))),
        outcome=wording.words(finding.outcome),
        about=wording.part(finding),
        item=f"{letter}{finding.item + 1}" if letter and finding.item is not None else None,
        what=line(finding.what),
        why=line(finding.why),
        code=line(finding.code),
    )
