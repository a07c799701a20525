"""The tolls of an article, one after the other, with all that is told of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from summarizer.engines.rules.tolls.basis import basis_of, is_short
from summarizer.engines.rules.tolls.doubts import is_set_against, is_unverified
from summarizer.engines.rules.tolls.echoes import Echo, echoes
from summarizer.engines.rules.tolls.metric import metrics_of, rule_of
from summarizer.engines.rules.tolls.moment import is_beginning, time_of
from summarizer.engines.rules.tolls.people import category, population
from summarizer.engines.rules.tolls.place import place_of
from summarizer.engines.rules.tolls.scope import Scopes
from summarizer.engines.rules.tolls.since import begins_with_since
from summarizer.engines.rules.tolls.voices import Voices
from summarizer.engines.rules.trace import Rule, Weight, fired, weighed
from summarizer.language.dates import Days, TimePhrase, resolve
from summarizer.language.figures import Figure
from summarizer.language.folding import fold
from summarizer.language.governance import Governor
from summarizer.language.modality import Modality
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftToll
from summarizer.model.vocabulary import Basis, Metric, SourceKind, TollAssertion


def tolls(reader: Reader, article: Article) -> list[DraftToll]:
    """The tolls of an article, in its order; a repeated caption adds its sentence to the first."""
    found: list[DraftToll] = []
    places: dict[tuple[str, str, str], DraftToll] = {}
    voices = Voices(reader)
    scopes = Scopes(reader, article, is_war=voices.is_war)
    around = _Around(reader, article, voices, scopes)
    for line in reader.lines_with_counts:
        told = ""
        for index, figure in enumerate(line.figures):
            for metric, governor in metrics_of(line, index, figure).items():
                told = told or fold(line.text)  # most sentences with a count have no toll
                key = (metric.value, fold(figure.words), told)
                if key in places:
                    places[key].sentences.append(line.number)
                    weighed(line, index, Weight.REPEATED, governor, places[key])
                    continue
                toll = places[key] = _toll(line, index, figure, metric, governor, around)
                found.append(fired(toll, rule_of(governor), governor.cue.words))
                weighed(line, index, Weight.TOLL, governor, toll)
    found += [_echoed(echo, around) for echo in echoes(reader, found)]
    return sorted(found, key=lambda toll: toll.sentences[0])


def _echoed(echo: Echo, around: _Around) -> DraftToll:
    """The toll that a count makes by the one that it goes on about."""
    line, figure = echo.line, echo.line.figures[echo.place]
    voice = around.voices.of(line, figure)
    source, kind = voice or (echo.toll.source, echo.toll.source_kind)
    told = category(line, echo.place, kind, around.reader)
    time = time_of(line, figure)
    toll = DraftToll(
        metric=echo.toll.metric,
        figure=figure.words,
        unit=figure.unit,
        population=population(line.text, figure),
        category=told if echo.is_part else echo.toll.category,
        basis=echo.toll.basis,
        when=time.words if time and echo.is_part else echo.toll.when,
        place=place_of(line, figure, echo.toll.metric, around.reader),
        source=source,
        source_kind=kind,
        assertion=echo.toll.assertion,
        scope=echo.scope,
        sentences=[line.number],
    )
    weighed(line, echo.place, Weight.TOLL, None, toll)
    return fired(toll, Rule.TOLL_ECHO, figure.words)


@dataclass(frozen=True)
class _Around:
    """What of an article is asked about each of its tolls."""

    reader: Reader
    article: Article
    voices: Voices
    scopes: Scopes


def _toll(
    line: Line, index: int, figure: Figure, metric: Metric, governor: Governor, around: _Around
) -> DraftToll:
    modality = line.modality(index, governor)
    time = time_of(line, figure, governor.cue.start)
    days = resolve(time.words, around.article.published) if time else None
    basis = Basis.PLANNED
    done = metric is Metric.KILLED and _is_past(days, around.article.published)
    if modality is not Modality.PLANNED or done:  # "met in 1982 to kill hundreds": they did
        is_war = around.voices.is_war
        basis = basis_of(metric, figure, governor, line, days, is_war=is_war)
        if basis is Basis.CUMULATIVE and time and is_short(days) and not _begins(line, time):
            time = days = None  # a day on which nothing began is none from which a count runs
    elif time and _is_past(days, around.article.published):
        time = days = None  # what is yet to happen did not: a weekday to come, another event's day
    voice = around.voices.of(line, figure)
    kind = voice.kind if voice else SourceKind.UNATTRIBUTED
    return DraftToll(
        metric=metric,
        figure=figure.words,
        unit=figure.unit,
        population=population(line.text, figure),
        category=category(line, index, kind, around.reader),
        basis=basis,
        when=time.words if time else None,
        place=place_of(line, figure, metric, around.reader),
        source=voice.words if voice else None,
        source_kind=kind,
        assertion=_assertion(line, index, modality, kind, around.reader),
        scope=around.scopes.of(line, figure, metric, basis, days),
        sentences=[line.number],
    )


def _begins(line: Line, time: TimePhrase) -> bool:
    return begins_with_since(time) or is_beginning(line, time)


def _is_past(days: Days | None, published: dt.date | None) -> bool:
    return bool(days and days.end and published and days.end < published)


def _assertion(
    line: Line, index: int, modality: Modality, kind: SourceKind, reader: Reader
) -> TollAssertion:
    if modality is Modality.DENIED or is_set_against(reader, line, index):
        return TollAssertion.DISPUTED
    unverified = is_unverified(line, kind)
    return TollAssertion.HYPOTHETICAL if unverified else TollAssertion.ASSERTED
