"""Tolls by rule: every figure of people that a cue of harm surely governs.

The readers in `language/` say what a figure counts, which cue governs it and how the sentence puts
it; here it is decided which of them are tolls and over what they run. What is not sure is left out.
"""

from __future__ import annotations

import re

from summarizer.engines.rules.sources import attribution
from summarizer.engines.rules.wordlists import said
from summarizer.language.dates import Days, TimePhrase, resolve
from summarizer.language.figures import Figure
from summarizer.language.folding import fold
from summarizer.language.governance import Governor, Strength
from summarizer.language.lexicon import Words
from summarizer.language.modality import Modality
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftToll
from summarizer.model.vocabulary import (
    Basis,
    Category,
    Metric,
    Qualifier,
    Scope,
    SourceKind,
    TollAssertion,
)


def tolls(reader: Reader, article: Article) -> list[DraftToll]:
    """The tolls of an article, in its order; a repeated caption adds its sentence to the first."""
    found: list[DraftToll] = []
    places: dict[tuple[str, str, str], DraftToll] = {}
    for line in reader.lines_with_cues:
        for index, figure in enumerate(line.figures):
            for metric, governor in _metrics(line, index, figure).items():
                key = (metric.value, fold(figure.words), fold(line.text))
                if key in places:
                    places[key].sentences.append(line.number)
                    continue
                places[key] = _toll(line, index, figure, metric, governor, reader, article)
                found.append(places[key])
    return found


# --- which metric ---------------------------------------------------------------------------------

_NO_TOLL = (Modality.NEGATED, Modality.DEMANDED, Modality.HYPOTHETICAL)
_CAPTIVES = re.compile(
    r"\b(?:hostage|captive|prisoner|detainee|abductee|student|inmate|bod(?:y|ies))", re.IGNORECASE
)


def _metrics(line: Line, index: int, figure: Figure) -> dict[Metric, Governor]:
    """The metrics that govern the figure surely enough to state, each with its cue."""
    bare_share = figure.share is not None and figure.value is None
    if bare_share or not figure.counts.may_be_people:
        return {}
    governors = line.governors(index)
    least = Strength.DIRECT if figure.article else Strength.INHERITED
    sure = {
        governor.metric: governor
        for governor in reversed(governors)
        if governor.metric
        and governor.strength >= least
        and line.modality(index, governor) not in _NO_TOLL
    }
    if not sure:
        return _still_held(line, figure, governors)
    return _told_apart(sure, line.text[figure.start : figure.counted.end], figure)


def _still_held(
    line: Line, figure: Figure, governors: tuple[Governor, ...]
) -> dict[Metric, Governor]:
    """`the remaining 98 hostages`: the noun alone says that they are held, if they still are."""
    for governor in governors:
        if governor.metric is Metric.HELD and not figure.article:
            before = line.text[max(0, figure.start - 24) : figure.start].lower()
            if re.search(r"\b(?:remaining|still|rest of the)\b", before):
                return {Metric.HELD: governor}
    return {}


def _told_apart(sure: dict[Metric, Governor], words: str, figure: Figure) -> dict[Metric, Governor]:
    """One metric where one cue stands under several (`captured`, `rescued`, `return of`)."""
    kept = dict(sure)
    captives = bool(_CAPTIVES.search(words))

    def drop(metric: Metric, unless: Metric) -> None:
        if metric in kept and unless in kept and kept[metric].cue == kept[unless].cue:
            del kept[metric]

    if figure.category is Category.MILITARY:
        drop(Metric.ABDUCTED, unless=Metric.DETAINED)
    drop(Metric.DETAINED, unless=Metric.ABDUCTED)
    if captives:
        drop(Metric.RETURNED, unless=Metric.RELEASED)
        drop(Metric.AFFECTED, unless=Metric.RELEASED)
    drop(Metric.RELEASED, unless=Metric.RETURNED)
    drop(Metric.RELEASED, unless=Metric.AFFECTED)
    drop(Metric.AFFECTED, unless=Metric.DISPLACED)
    drop(Metric.AFFECTED, unless=Metric.MISSING)
    drop(Metric.HELD, unless=Metric.ABDUCTED)
    for metric in (Metric.KILLED, Metric.INJURED):
        drop(Metric.CASUALTIES, unless=metric)
    if Metric.RELEASED in kept:  # "the release of 50 hostages held since May" tells of one event
        kept.pop(Metric.HELD, None)
        kept.pop(Metric.DETAINED, None)
    if Metric.DISPLACED in kept and Metric.RETURNED in kept:
        del kept[Metric.DISPLACED]
    return kept


# --- what the sentence tells of it ----------------------------------------------------------------


def _toll(
    line: Line,
    index: int,
    figure: Figure,
    metric: Metric,
    governor: Governor,
    reader: Reader,
    article: Article,
) -> DraftToll:
    modality = line.modality(index, governor)
    time = _time(line, figure)
    days = resolve(time.words, article.published) if time else None
    basis = Basis.PLANNED
    if modality is not Modality.PLANNED:
        basis = _basis(metric, figure, governor, line, days)
    source = attribution(line, reader)
    return DraftToll(
        metric=metric,
        figure=figure.words,
        unit=figure.unit,
        population=_population(line.text, figure),
        category=figure.category,
        basis=basis,
        when=time.words if time else None,
        place=_place(line.text, figure),
        source=source.words if source else None,
        source_kind=source.kind if source else SourceKind.UNATTRIBUTED,
        assertion=TollAssertion.DISPUTED if modality is Modality.DENIED else TollAssertion.ASSERTED,
        scope=_scope(line, figure, basis, days, article),
        sentences=[line.number],
    )


def _population(text: str, figure: Figure) -> str | None:
    words = text[figure.end : figure.counted.end].strip()
    words = re.sub(r"^(?:of\s+)?(?:the|its|their|his|her|our|these|those)\s+|^of\s+", "", words)
    return None if words.lower() in ("", "them", "whom", "us", "which", "others") else words


def _time(line: Line, figure: Figure) -> TimePhrase | None:
    """The date or time said nearest to the figure, in its own sentence."""
    times = [time for time in line.times if not re.search(r"\d:\d", time.words)]
    return min(times, key=lambda time: abs(time.start - figure.end), default=None)


_PLACE = re.compile(
    r"\b(?:in|at|near|outside|across|around|from)\s+(?:the\s+)?("
    r"(?:(?:northern|southern|eastern|western|central|north\w+ern|south\w+ern)\s+)?"
    r"[A-Z][\w’'-]*(?:[ -](?:[A-Z][\w’'-]*|of|al|el|de))*"
    r"(?:\s(?:province|district|city|region|state|village|camp|refugee camp|town))?)"
)


def _place(text: str, figure: Figure) -> str | None:
    """The first place named after the figure, else the last one before it."""
    after = _PLACE.search(text, figure.end)
    if after is not None:
        return after[1].strip()
    before = list(_PLACE.finditer(text, 0, figure.start))
    return before[-1][1].strip() if before else None


_LARGE = 1_000
"""A count of dead or hurt from here on is a running toll rather than one attack's."""
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


def _basis(
    metric: Metric, figure: Figure, governor: Governor, line: Line, days: Days | None
) -> Basis:
    """Over what a count runs, from its tense, its window and its size."""
    since = bool(_SINCE.search(line.text))
    if metric in (Metric.HELD, Metric.MISSING):
        return Basis.STOCK
    if metric is Metric.DISPLACED:
        standing = said(line, "tolls", "standing")
        return Basis.STOCK if standing and not since else Basis.CUMULATIVE
    incident = bool(said(line, "tolls", "incident"))
    if metric is Metric.AFFECTED:
        start, end = min(figure.end, governor.cue.start), max(figure.end, governor.cue.end)
        now = said(Words(line.text[start:end]), "tolls", "standing")
        return Basis.STOCK if now or not incident else Basis.INCIDENT
    size = figure.value or figure.low or figure.high or 0
    if days is not None and not since and _is_window(days):
        return Basis.PERIOD
    if incident and not since and size < _LARGE:
        return Basis.INCIDENT
    running = size >= _LARGE or bool(said(line, "tolls", "cumulative"))
    return Basis.CUMULATIVE if running else Basis.INCIDENT


_WINDOW = 3
"""An attack or a disaster is told of one day or a few; more days are a window."""


def _is_window(days: Days) -> bool:
    if days.start is None or days.end is None:
        return False
    return (days.end - days.start).days > _WINDOW


_RECENT = 14
"""What ended longer before publication, in days, is an earlier episode."""


def _scope(line: Line, figure: Figure, basis: Basis, days: Days | None, article: Article) -> Scope:
    if basis in (Basis.PLANNED, Basis.STOCK):
        return Scope.FOCAL
    if _revised(line.text, figure):
        return Scope.BACKGROUND
    if basis is Basis.CUMULATIVE:
        return Scope.FOCAL
    if days is not None and days.end is not None and article.published is not None:
        past = (article.published - days.end).days > _RECENT
        return Scope.BACKGROUND if past else Scope.FOCAL
    return Scope.BACKGROUND if said(line, "tolls", "background") else Scope.FOCAL


def _revised(text: str, figure: Figure) -> bool:
    """`from five people to six`: the first is the earlier count (codebook section 9.26)."""
    before = re.search(r"\bfrom (?:a |the )?(?:previous |earlier )?$", text[: figure.start])
    after = re.match(
        r"[^,.;]{0,24}?\bto (?:at least |about |more than )?[\w,]+", text[figure.end :]
    )
    reverse = re.search(
        r"\bto [\w,]+ from (?:a |the )?(?:previous |earlier )$", text[: figure.start]
    )
    return bool((before and after) or reverse) and figure.qualifier is not Qualifier.RANGE
