"""Tolls: the figure must stand in a cited sentence, count people, and be governed by its metric.

A wrong death toll is worse than none, so the rules are these (design, "The idea"): a figure is
found as a figure of its own, never inside another; a cue that says something else of the same
people refutes the claim; no cue either way leaves it in, marked; what the sentence denies, plans,
supposes or demands is not taken as fact. Value and bounds always come from the sentence's words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from summarizer.grounding.citing import Source
from summarizer.grounding.findings import Remarks, Rule, evidence_of
from summarizer.language.english import is_english
from summarizer.language.figures import Figure, read_words
from summarizer.language.folding import Folded, fold
from summarizer.language.governance import Governor, Strength
from summarizer.language.modality import Modality
from summarizer.language.reader import Line
from summarizer.model.brief import Grounding, Toll, Window
from summarizer.model.draft import DraftToll
from summarizer.model.vocabulary import (
    Basis,
    Category,
    Metric,
    Scope,
    SourceKind,
    TollAssertion,
)

_CAPTIVITY = frozenset(
    (Metric.ABDUCTED, Metric.HELD, Metric.DETAINED, Metric.RELEASED, Metric.MISSING)
)
_UPROOTED = frozenset((Metric.DISPLACED, Metric.RETURNED, Metric.AFFECTED, Metric.RELEASED))
_FAMILIES = (_CAPTIVITY, _UPROOTED)
"""Metrics that one event shares: people displaced return, hostages held are freed. Dead and hurt
are in none: there a cue of the one always refutes the other."""


class _Verdict(IntEnum):
    REFUTED = 0
    UNKNOWN = 1
    CONFIRMED = 2


@dataclass(frozen=True, slots=True)
class _Match:
    """A figure of a sentence that a claim could mean, and what the sentence says of it."""

    line: Line
    index: int
    figure: Figure
    verdict: _Verdict
    governor: Governor | None
    rule: Rule
    why: str

    def refuted(self, rule: Rule, why: str = "") -> _Match:
        """The same match, judged against the claim."""
        return replace(self, verdict=_Verdict.REFUTED, rule=rule, why=why)


def ground_toll(
    toll: DraftToll, source: Source, remarks: Remarks, seen: set[object]
) -> Toll | None:
    """The toll as the article bears it out, or None if it does not.

    Args:
        toll: What the engine claims.
        source: The article.
        remarks: Takes the findings.
        seen: The claims accepted before, by metric and place in the text; is added to.
    """
    cited = source.cited(toll.sentences, remarks)
    if not cited:
        return None
    match = _best(_matches(toll, cited))
    if match is None or match.verdict is _Verdict.REFUTED:
        match = _beside(toll, source, cited, remarks) or match
    if match is None:
        return _unreadable(toll, source, cited, remarks)
    if match.verdict is _Verdict.REFUTED:
        remarks.refuse(match.rule, match.why, [match.line.number])
        return None
    place = (toll.metric, match.line.number, match.figure.start, match.figure.end)
    if place in seen:
        remarks.refuse(Rule.DUPLICATE, sentences=[match.line.number])
        return None
    seen.add(place)
    if match.verdict is _Verdict.UNKNOWN:
        remarks.doubt(match.rule, match.why, [match.line.number])
    lines = cited if match.line in cited else [match.line]
    return _toll(toll, match, lines, source, remarks)


# --- finding the figure ---------------------------------------------------------------------------


def _matches(toll: DraftToll, lines: list[Line]) -> list[_Match]:
    return [
        _judge(toll.metric, line, index, figure)
        for line in lines
        for index, figure in _standing(toll.figure, line)
    ]


def _standing(words: str, line: Line) -> list[tuple[int, Figure]]:
    """The figures of a sentence that the words could mean: the same number, as a whole number.

    Words that differ from the sentence's (a lost qualifier, another separator) still find the
    figure; its value and bounds are then the sentence's own.
    """
    copied = [(i, figure) for i, figure in enumerate(line.figures) if figure.words == words]
    if copied and not copied[0][1].article:
        return copied
    if fold(words).strip() in ("a", "an"):
        return [(i, figure) for i, figure in enumerate(line.figures) if figure.article]
    claimed = read_words(words)
    spans = list(Folded(line.text).find(words))
    joined = _enumerated(line, spans)
    if joined is not None:
        return [joined]
    if claimed is None:
        return []
    number = _number(claimed)
    found = [(i, figure) for i, figure in enumerate(line.figures) if _number(figure) == number]
    exact = [(i, f) for i, f in found if any(a < f.end and f.start < b for a, b in spans)]
    return exact or found


def _number(figure: Figure) -> tuple[object, ...]:
    """What makes two figures the same number, whatever bounds their words give it."""
    if figure.value is not None:
        return ("count", figure.value)
    if figure.share is not None:
        return ("share", figure.share)
    return ("bounds", figure.low, figure.high)


def _enumerated(line: Line, spans: list[tuple[int, int]]) -> tuple[int, Figure] | None:
    """`two women and a child`: one figure of several, placed in its sentence."""
    for start, end in spans:
        inside = [i for i, f in enumerate(line.figures) if start <= f.start and f.end <= end]
        joined = read_words(line.text[start:end])
        if joined is None or not inside or joined.value == line.figures[inside[0]].value:
            continue
        return inside[0], joined.at(start, line.text[start:end])
    return None


def _best(matches: list[_Match]) -> _Match | None:
    return max(matches, key=lambda match: match.verdict, default=None)


def _beside(toll: DraftToll, source: Source, cited: list[Line], remarks: Remarks) -> _Match | None:
    """The one such figure with such a cue in a directly neighbouring sentence, if there is one."""
    confirmed = [
        match
        for match in _matches(toll, source.beside(cited))
        if match.verdict is _Verdict.CONFIRMED
    ]
    if len(confirmed) != 1:
        return None
    number = confirmed[0].line.number
    remarks.correct(
        Rule.FIGURE_RECITED, f"it stands in sentence {number}, not in those cited", [number]
    )
    return confirmed[0]


# --- judging it -----------------------------------------------------------------------------------


def _judge(metric: Metric, line: Line, index: int, figure: Figure) -> _Match:
    """Whether the sentence says `metric` of the figure, something else, or neither."""
    unknown = _Match(line, index, figure, _Verdict.UNKNOWN, None, Rule.NO_CUE, "")
    if not figure.counts.may_be_people and figure.share is None:
        what = figure.counted.noun or figure.counts.value
        return unknown.refuted(Rule.NOT_PEOPLE, f"“{figure.words}” counts {what}, not people")
    governors = line.governors(index)
    own = [governor for governor in governors if governor.metric is metric]
    if own:
        governor = max(own, key=lambda g: (g.strength, line.modality(index, g) is Modality.FACT))
        if line.modality(index, governor) is Modality.DEMANDED:
            return unknown.refuted(Rule.DEMANDED)
        return replace(unknown, verdict=_Verdict.CONFIRMED, governor=governor)
    strong = [governor for governor in governors if governor.strength > Strength.WEAK]
    if strong and not _kin(metric, strong, line):
        said = strong[0]
        what = said.metric.value if said.metric else "no harm"
        why = f"“{said.cue.words}” says {what} of “{figure.words}”, not {metric.value}"
        return unknown.refuted(Rule.OTHER_METRIC, why)
    if figure.article:
        why = f"“{figure.words}” is a figure only where the sentence says what happened to that one"
        return unknown.refuted(Rule.NO_CUE, why)
    return replace(unknown, why=f"no word in the sentence says {metric.value} of “{figure.words}”")


def _kin(metric: Metric, strong: list[Governor], line: Line) -> bool:
    """Whether the cues belong to the metric's family and no other figure has its own cue there."""
    said = {governor.metric for governor in strong}
    related = any(metric in family and said <= family for family in _FAMILIES)
    return related and not any(
        governor.metric is metric and governor.strength is Strength.DIRECT
        for index in range(len(line.figures))
        for governor in line.governors(index)
    )


def _unreadable(
    toll: DraftToll, source: Source, cited: list[Line], remarks: Remarks
) -> Toll | None:
    """Words that stand in the sentence but hold no number that the grammar reads."""
    numbers = [line.number for line in cited]
    spans = [
        (line, next(Folded(line.text).find(toll.figure), None))
        for line in cited
        if not any(character.isdigit() for character in toll.figure)
    ]
    standing = [(line, line.text[span[0] : span[1]]) for line, span in spans if span]
    if not standing:
        remarks.refuse(Rule.FIGURE_NOT_IN_SENTENCE, sentences=numbers)
        return None
    if is_english(source.reader.text):
        remarks.refuse(Rule.NO_FIGURE, sentences=numbers)
        return None
    lines = [line for line, _ in standing]
    remarks.doubt(Rule.FIGURE_UNREADABLE, sentences=[line.number for line in lines])
    return _made(toll, standing[0][1], None, lines, source, remarks, Grounding.UNVERIFIED)


# --- making the toll ------------------------------------------------------------------------------


def _toll(
    toll: DraftToll, match: _Match, lines: list[Line], source: Source, remarks: Remarks
) -> Toll:
    figure = match.figure
    if figure.words != toll.figure and fold(figure.words).strip() != fold(toll.figure).strip():
        claimed = read_words(toll.figure)
        if claimed is None or claimed.bounds != figure.bounds:
            remarks.correct(
                Rule.FIGURE_REWORDED,
                f"the sentence has “{figure.words}”",
                [match.line.number],
            )
    grounding = Grounding.UNVERIFIED
    modality = Modality.FACT
    if match.verdict is _Verdict.CONFIRMED and match.governor is not None:
        grounding = Grounding.CONFIRMED
        modality = match.line.modality(match.index, match.governor)
    following = source.reader.line(match.line.number + 1)
    if following is not None and following.modalities.denies_what_was_said:
        modality = Modality.DENIED
        lines = [*lines, following]
    toll = _as_said(toll, modality, match.line.number, remarks)
    return _made(toll, figure.words, figure, lines, source, remarks, grounding)


def _as_said(toll: DraftToll, modality: Modality, number: int, remarks: Remarks) -> DraftToll:
    """Denied, planned or hypothetical in the text against asserted in the Draft: corrected."""
    if modality in (Modality.DENIED, Modality.NEGATED):
        if toll.assertion is not TollAssertion.DISPUTED:
            remarks.correct(Rule.DENIED, "given as fact: now disputed", [number])
            return toll.model_copy(update={"assertion": TollAssertion.DISPUTED})
    elif modality is Modality.HYPOTHETICAL:
        if toll.assertion is TollAssertion.ASSERTED and toll.basis is not Basis.PLANNED:
            remarks.correct(Rule.HYPOTHETICAL, "given as fact: now hypothetical", [number])
            return toll.model_copy(update={"assertion": TollAssertion.HYPOTHETICAL})
    elif modality is Modality.PLANNED and toll.basis is not Basis.PLANNED:
        remarks.correct(Rule.PLANNED, f"given as {toll.basis.value}: now planned", [number])
        return toll.model_copy(update={"basis": Basis.PLANNED})
    return toll


def _made(
    toll: DraftToll,
    words: str,
    figure: Figure | None,
    lines: list[Line],
    source: Source,
    remarks: Remarks,
    grounding: Grounding,
) -> Toll:
    named = source.copied(toll.source, "source", remarks)
    kind = SourceKind.UNATTRIBUTED if toll.source and named is None else toll.source_kind
    value, low, high = figure.bounds if figure else (None, None, None)
    return Toll(
        metric=toll.metric,
        unit=toll.unit,
        figure=words,
        qualifier=figure.qualifier if figure else None,
        value=value,
        low=low,
        high=high,
        share=_share(toll, figure, lines, remarks),
        population=source.copied(toll.population, "population", remarks),
        category=_category(toll, figure, source, remarks),
        basis=toll.basis,
        when=_when(toll, source, remarks),
        place=source.copied(toll.place, "place", remarks),
        source=named,
        source_kind=kind,
        assertion=toll.assertion,
        scope=toll.scope,
        evidence=evidence_of(lines),
        grounding=grounding,
    )


def _share(
    toll: DraftToll, figure: Figure | None, lines: list[Line], remarks: Remarks
) -> float | None:
    if figure is not None and figure.share is not None:
        return figure.share
    if toll.share is None or not toll.share.strip():
        return None
    claimed = read_words(toll.share)
    share = claimed.share if claimed else None
    for line in lines:
        if share is not None and any(other.share == share for other in line.figures):
            return share
    remarks.correct(Rule.SHARE_NOT_IN_SENTENCE, f"“{toll.share}” is left out")
    return None


def _category(toll: DraftToll, figure: Figure | None, source: Source, remarks: Remarks) -> Category:
    """The category claimed, if the article has a word for it (not said is `unspecified`)."""
    own = figure.category if figure is not None else Category.UNSPECIFIED
    if toll.category in (Category.UNSPECIFIED, own) or source.says_category(toll.category):
        return toll.category
    remarks.correct(
        Rule.CATEGORY_NOT_SAID,
        f"the article has no word for {toll.category.value}: now unspecified",
    )
    return Category.UNSPECIFIED


def _when(toll: DraftToll, source: Source, remarks: Remarks) -> Window | None:
    """The window said; a running count in the present ends at publication (codebook section 4)."""
    window = source.window(toll.when, remarks)
    running = toll.basis in (Basis.CUMULATIVE, Basis.STOCK) and toll.scope is Scope.FOCAL
    if running and source.published is not None:
        start = window.start if window else None
        if start is not None and start > source.published:
            start = None
        return Window(start=start, end=source.published)
    return window
