"""Who gives a figure: attribution before, after or around it, in its own sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarizer.engines.rules.wordlists import piece, said
from summarizer.language.lexicon import Words
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import SourceKind


class Attribution(NamedTuple):
    """The source of a sentence: the words as they stand, and what kind of source it is."""

    words: str
    kind: SourceKind


_STOPS = r",;:–—()\"“”"
_ACCORDING = re.compile(rf"\b[Aa]ccording to\s+([^.{_STOPS}]{{3,90}})")
_APPOSITION = re.compile(rf",\s+(?:of\s+|an?\s+|the\s+|who\s+is\s+)?([^.{_STOPS}]{{3,60}})")
_LEADING = re.compile(
    r"(?:but|and|while|meanwhile|earlier|later|also|however|on \w+day|in a statement|as|when|after|"
    r"although|though|if|so|then|because|he|she|they|it|who|which|we|i|you|this|that|there|many|"
    r"some|others|those)\b[ ,]*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:on|late|early|in a|at a|who|which|that|speaking|told|earlier|this|has|have|had|was|"
    r"were|is|are|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*$"
)
_LONGEST = 12
"""A source of more words than this is a clause, not a name."""


def attribution(line: Line, reader: Reader) -> Attribution | None:
    """The source that the sentence names for what it says; None if it speaks in its own voice."""
    if found := _ACCORDING.search(line.text):
        return _attributed(found[1], _apposed(line.text, found.end(1)), reader)
    for found in _speaking().finditer(line.text):
        if made := _attributed(found[1], found[2] or "", reader):
            return made
    return None


@cache
def _speaking() -> re.Pattern[str]:
    """Somebody, perhaps with an apposition, before a verb of attribution."""
    return re.compile(
        rf"(?:^|[{_STOPS}’]\s*|\bthat\s)([^{_STOPS}]{{2,80}}?)(?:,\s+([^{_STOPS}]{{3,60}}),)?"
        rf"\s+(?:has\s+|have\s+|also\s+)?{piece('tolls', 'verbs')}\b"
    )


def _apposed(text: str, end: int) -> str:
    """What a comma says of the source: `according to X, a Health Ministry official`."""
    match = _APPOSITION.match(text, end)
    return match[1] if match else ""


def _attributed(given: str, apposed: str, reader: Reader) -> Attribution | None:
    words = given.strip()
    if leading := _LEADING.match(words):
        words = words[leading.end() :]
    words = _TRAILING.sub("", words).strip(" ,")
    if not words or len(words.split()) > _LONGEST:
        return None
    kind = _kind(f"{words} {apposed}".strip(), reader) or _kind(words, reader)
    return Attribution(words, kind) if kind is not None else None


_PRECEDENCE = (
    SourceKind.ANONYMOUS,
    SourceKind.UN_OR_NGO,
    SourceKind.WITNESS,
    SourceKind.MEDIA,
    SourceKind.PARTY,
    SourceKind.AUTHORITY,
)


def _kind(words: str, reader: Reader) -> SourceKind | None:
    """What kind of source the words name; None if nothing in them tells a source."""
    if reader.names.is_un_or_ngo(words):
        return SourceKind.UN_OR_NGO
    kinds = {SourceKind(kind) for kind in said(Words(words), "tolls", "source")}
    if SourceKind.AUTHORITY in kinds and re.search(r"\bministry\b", words, re.IGNORECASE):
        # "the Health Ministry" of whatever government; a defence ministry speaks for a party
        party = re.search(r"\bdefen[cs]e\b", words, re.IGNORECASE)
        return SourceKind.PARTY if party else SourceKind.AUTHORITY
    if kinds:
        return next(kind for kind in _PRECEDENCE if kind in kinds)
    named = words[:1].isupper() or words.startswith("the ")
    resolved = reader.names.resolve(words) if named else None
    if resolved and any(mention.name == resolved.name for mention in reader.names.mentions):
        return SourceKind.PARTY
    return None
