"""Tolls: the figure must stand in a cited sentence, count people, and be governed by its metric.

A wrong death toll is worse than none, so the rules are these (design, "The idea"): a figure is
found as a figure of its own, never inside another; a cue that says something else of the same
people refutes the claim; no cue either way leaves it in, marked; what the sentence denies, plans,
supposes or demands is not taken as fact. Value and bounds always come from the sentence's words.
"""

from __future__ import annotations

from summarizer.grounding.citing import Source
from summarizer.grounding.findings import Remarks, Rule, evidence_of
from summarizer.grounding.matching import Match, Verdict, best, matches
from summarizer.language.english import is_english
from summarizer.language.figures import Figure, read_words
from summarizer.language.folding import Folded, fold
from summarizer.language.modality import Modality
from summarizer.language.reader import Line
from summarizer.model.brief import Grounding, Toll, Window
from summarizer.model.draft import DraftToll
from summarizer.model.vocabulary import (
    Basis,
    Category,
    Scope,
    SourceKind,
    TollAssertion,
)


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

    def place(match: Match) -> object:
        return toll.metric, match.line.number, match.figure.start, match.figure.end

    match = best(matches(toll, cited), lambda match: place(match) in seen)
    if match is None or match.verdict is Verdict.REFUTED:
        match = _beside(toll, source, cited, remarks) or match
    if match is None:
        return _unreadable(toll, source, cited, remarks)
    if match.verdict is Verdict.REFUTED:
        remarks.refuse(match.rule, match.why, [match.line.number])
        return None
    if place(match) in seen:
        remarks.refuse(Rule.DUPLICATE, sentences=[match.line.number])
        return None
    seen.add(place(match))
    if match.verdict is Verdict.UNKNOWN:
        remarks.doubt(match.rule, match.why, [match.line.number])
    lines = cited if match.line in cited else [match.line]
    return _toll(toll, match, lines, source, remarks)


def _beside(toll: DraftToll, source: Source, cited: list[Line], remarks: Remarks) -> Match | None:
    """The one such figure with such a cue in a directly neighbouring sentence, if there is one."""
    confirmed = [
        match for match in matches(toll, source.beside(cited)) if match.verdict is Verdict.CONFIRMED
    ]
    if len(confirmed) != 1:
        return None
    number = confirmed[0].line.number
    remarks.correct(
        Rule.FIGURE_RECITED, f"it stands in sentence {number}, not in those cited", [number]
    )
    return confirmed[0]


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
    toll: DraftToll, match: Match, lines: list[Line], source: Source, remarks: Remarks
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
    if match.verdict is Verdict.CONFIRMED and match.governor is not None:
        grounding = Grounding.CONFIRMED
        modality = match.line.modality(match.index, match.governor)
    following = source.reader.line(match.line.number + 1)
    if following is not None and following.modalities.denies_what_was_said(toll.source):
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
