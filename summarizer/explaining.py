"""Why the built-in rules made each item of a brief, and what became of each number of the text.

The rules write down what decides while they decide (`engines/rules/trace.py`); here that is set
beside the sentences and beside what grounding made of it. Nothing is decided again.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

from summarizer.engines.rules.engine import RulesEngine
from summarizer.engines.rules.trace import Trace, Weighed, Weight, tracing
from summarizer.grounding import ground
from summarizer.grounding.findings import evidence_of
from summarizer.grounding.ground import Grounded
from summarizer.language.figures import Figure
from summarizer.language.figures.numbers import Atom, Kind, atoms
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, Draft, DraftDemand, DraftToll, Evidence, Finding
from summarizer.model.brief import Place
from summarizer.model.vocabulary import Metric, Term


class Aside(Term):
    """Why the rule for tolls never looked at a number, beside the weights that it gives itself."""

    NO_CUE_NEAR = "no-cue-near", "no cue of harm stands in its sentence"
    NOT_WEIGHED = "not-weighed", "the rule for tolls passes over its sentence"
    SHARE_OF = "share-of", "the share that belongs to the figure before it"
    DATE = "date", "part of a date or time"
    NO_COUNT = "no-count", "no count of whole persons: nought, a fraction, a pronoun, or too large"
    MONEY = "money", "a sum of money"
    IN_A_WORD = "in-a-word", "no number of its own: part of a name, a score, a clock time"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Part):
    """An item that a rule made."""

    part: Place
    item: int | None = Field(description="Index in the brief's list, from 0; null if refused.")
    what: str
    rule: str = Field(description="Name of the rule.")
    rule_says: str = Field(description="What the rule goes by.")
    cues: list[str] = Field(description="The words that fired.")
    evidence: list[Evidence]
    findings: list[Finding] = Field(description="What grounding remarked on the item.")


class Reason(_Part):
    """Why a number is a toll, or is none."""

    code: str
    says: str
    cue: str | None = Field(default=None, description="The cue that decided.")
    metric: Metric | None = Field(default=None, description="What the cue says happened.")
    toll: int | None = Field(default=None, description="Index of the toll in the brief, from 0.")


class Number(_Part):
    """A number of the text; `start` and `end` are code points of the article's text."""

    sentence: int
    start: int
    end: int
    words: str
    is_toll: bool
    reasons: list[Reason]


class Explanation(_Part):
    """What the rules and grounding did with one article."""

    article: str = Field(description="The article's id.")
    items: list[Item]
    numbers: list[Number] = Field(description="In the text's order; none overlaps another.")
    findings: list[Finding] = Field(description="Findings that are about no item of the brief.")


def explain(article: Article) -> Explanation:
    """Read an article by the built-in rules, and tell why the brief says what it says.

    Raises:
        EngineError: The text is not English (`ExitCode.LANGUAGE`).
        RuntimeError: Called inside a running event loop.
    """
    with tracing() as trace:
        draft = asyncio.run(RulesEngine().draft(article)).draft
    grounded = ground(draft, article)
    reader = Reader.of(article.text)
    return Explanation(
        article=article.id,
        items=list(_items(draft, grounded, trace, reader)),
        numbers=[
            number
            for line in reader.lines
            for number in _numbers(line, _Verdicts(line, trace, draft, grounded))
        ],
        findings=[finding for finding in grounded.findings if finding.item is None],
    )


def _items(draft: Draft, grounded: Grounded, trace: Trace, reader: Reader) -> Iterator[Item]:
    parts: tuple[Place, ...] = ("negotiations", "demands", "tolls", "agreements")
    for part in parts:
        for index, item in enumerate(getattr(draft, part)):
            fired = trace.of(item)
            place = _place(grounded, part, index)
            lines = [line for number in item.sentences if (line := reader.line(number))]
            yield Item(
                part=part,
                item=place,
                what=_what(item),
                rule=fired.rule.value if fired else "",
                rule_says=fired.rule.definition if fired else "",
                cues=list(fired.cues) if fired else [],
                evidence=evidence_of(lines),
                findings=[
                    finding
                    for finding in grounded.findings
                    if place is not None and (finding.part, finding.item) == (part, place)
                ],
            )


def _place(grounded: Grounded, part: Place, index: int) -> int | None:
    """Where an item of the Draft stands in the brief; None if grounding refused it."""
    origins = grounded.origins[part]
    return origins.index(index) if index in origins else None


def _what(item: object) -> str:
    if isinstance(item, DraftToll):
        return f"{item.metric.value}: {item.figure}"
    if isinstance(item, DraftDemand):
        return f"{', '.join(item.by)}: {item.kind.value}, {item.issue.value}: {item.text}"
    return str(getattr(item, "name", ""))


# --- numbers --------------------------------------------------------------------------------------

_DIGITS = re.compile(r"[^\s,;:()\[\]“”\"]*\d(?:[^\s“”\"()\[\]]*[^\s,;:.()\[\]“”\"’'])?")
_CURRENCIES = frozenset("$€£¥₹")


class _Verdicts:
    """What became of the figures of one line."""

    def __init__(self, line: Line, trace: Trace, draft: Draft, grounded: Grounded) -> None:
        self._line = line
        self._weighed = [one for one in trace.weighed if one.sentence == line.number]
        self._draft, self._grounded = draft, grounded

    def of(self, place: int, figure: Figure) -> list[Reason]:
        """The reasons for the figure at that place of the line, those that make a toll of it first.

        A figure that no cue stands near is weighed by nobody; that it counts no people would have
        decided all the same, and tells the reader more.
        """
        found = [one for one in self._weighed if one.place == place]
        made = [one for one in found if one.weight in (Weight.TOLL, Weight.REPEATED)]
        if found:
            reasons = [self._reason(one, figure) for one in (made or found)]
            return list({(one.code, one.cue, one.metric): one for one in reasons}.values())
        if not figure.counts.may_be_people:
            return [_not_people(figure)]
        aside = Aside.NOT_WEIGHED if self._line.cues else Aside.NO_CUE_NEAR
        return [Reason(code=aside.value, says=aside.definition)]

    def _reason(self, one: Weighed, figure: Figure) -> Reason:
        if one.weight is Weight.NOT_PEOPLE:
            return _not_people(figure)
        index = next((i for i, toll in enumerate(self._draft.tolls) if toll is one.item), None)
        return Reason(
            code=one.weight.value,
            says=one.weight.definition,
            cue=one.governor.cue.words if one.governor else None,
            metric=one.governor.metric if one.governor else None,
            toll=None if index is None else _place(self._grounded, "tolls", index),
        )


def _not_people(figure: Figure) -> Reason:
    noun = figure.counted.noun
    what = f"{figure.counts.value}, “{noun}”" if noun else figure.counts.value
    return Reason(code=Weight.NOT_PEOPLE.value, says=f"{Weight.NOT_PEOPLE.definition}: {what}")


def _numbers(line: Line, verdicts: _Verdicts) -> list[Number]:
    """Every number of a sentence, once: figures, dates, and what is left over."""
    found: list[Number] = []

    def add(start: int, end: int, reasons: list[Reason]) -> None:
        offset = line.sentence.start
        first, last = offset + start, offset + end
        if any(other.start < last and first < other.end for other in found):
            return
        tolls = (Weight.TOLL.value, Weight.REPEATED.value)
        found.append(
            Number(
                sentence=line.number,
                start=first,
                end=last,
                words=line.text[start:end],
                is_toll=any(reason.code in tolls for reason in reasons),
                reasons=reasons,
            )
        )

    for place, figure in enumerate(line.figures):
        add(figure.start, figure.end, verdicts.of(place, figure))
    counts = [atom for atom in atoms(line) if atom.kind is not Kind.ARTICLE]
    for time in line.times:
        if re.search(r"\d", time.words) or _inside(counts, time.start, time.end):
            add(time.start, time.end, [_aside(Aside.DATE)])
    for atom in counts:
        add(atom.start, atom.end, [_aside(_left_over(atom, line.figures))])
    for match in _DIGITS.finditer(line.text):
        money = not _CURRENCIES.isdisjoint(match[0])
        add(*match.span(), [_aside(Aside.MONEY if money else Aside.IN_A_WORD)])
    return sorted(found, key=lambda number: number.start)


def _inside(counts: Sequence[Atom], start: int, end: int) -> bool:
    return any(start <= atom.start and atom.end <= end for atom in counts)


def _left_over(atom: Atom, figures: Sequence[Figure]) -> Aside:
    """Why the grammar made no figure of a number."""
    before = [figure for figure in figures if figure.end <= atom.start]
    if atom.kind is Kind.SHARE and before and before[-1].value is not None:
        share = round(float(atom.value), 1)
        return Aside.SHARE_OF if before[-1].share == share else Aside.NO_COUNT
    return Aside.NO_COUNT


def _aside(aside: Aside) -> Reason:
    return Reason(code=aside.value, says=aside.definition)
