"""Deals made, proposed, ended or turned down (codebook section 5), by rule.

A deal is a noun (`cease-fire`, `accord`) with words in its sentence that say where it stands. A
sentence that only hopes for one gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain

from summarizer.engines.rules.pairs import is_shown, pair_in, principals
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.standing import standing
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.undertakings import undertaking
from summarizer.engines.rules.wordlists import Lazy, listed, piece, stems, table, terms
from summarizer.language import dates
from summarizer.language.folding import bare
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line, Reader
from summarizer.model import Article, DraftAgreement
from summarizer.model.vocabulary import AgreementKind, AgreementStatus

_FRESH = timedelta(days=45)
"""A deal made longer before publication is a past one."""

_NOUN = Lazy(
    lambda: "|".join(
        rf"\b{piece('agreements', 'kind', kind)}\b"
        for kind in terms("agreements", "kind", AgreementKind)
    ),
    opens=lambda: chain.from_iterable(table("agreements")["kind"].values()),
)
_CLAUSE = pattern(
    r"\b(?:in which|under which|that would|that will|which would|which will|calls? for"
    r"|would|provides for"
    r"|stipulates|(?=to (?:end|halt|stop|pause|allow|free|release|exchange|withdraw|open)))\s*"
    r"(?P<terms>[^.;:–—]+)"
)
_TERM_BREAK = pattern(
    r",\s+(?:and\s+)?|\s+and\s+(?=(?:to\s+)?[a-z]+\s+(?:the|a|an|to|in)\b)|\s+in exchange for\s+"
)
_CLAUSE_BREAK = pattern(r"[.;:,–—]\s|\b(?:after|while|as|when|but|which|who)\b")
_OF_YEAR = pattern(r"\b(?P<year>(?:19|20)\d\d)\s+(?:[\w-]+\s+){0,2}$")
_IMPLIED = (AgreementKind.CEASEFIRE, AgreementKind.EXCHANGE, AgreementKind.LABOUR)
_PROPOSED = AgreementStatus.PROPOSED
_NEAR = 70  # code points after the noun that may say what the deal is on
_MOST_TERMS = 4


@dataclass
class Deal:
    """One agreement as the sentences found so far tell it; `start` is when it was made, if told."""

    kind: AgreementKind
    status: AgreementStatus
    when: str | None
    start: date | None
    parties: list[str]
    words: str
    cues: list[str]
    sentences: list[int] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


def agreements(reader: Reader, article: Article) -> list[DraftAgreement]:
    """The deals that the article tells of, each with the sentences that do."""
    return [
        fired(
            DraftAgreement(
                name=" and ".join(deal.parties[:2]) + (": " if deal.parties else "") + deal.words,
                kind=deal.kind,
                status=deal.status,
                when=deal.when,
                parties=deal.parties,
                terms=deal.terms[:_MOST_TERMS],
                sentences=deal.sentences,
            ),
            Rule.DEAL,
            *deal.cues,
        )
        for deal in deals(reader, article.published)
    ]


@lru_cache(maxsize=4)
def deals(reader: Reader, published: date | None) -> list[Deal]:
    """The same with what the rule for talks wants; kept, since both ask, so not to be changed."""
    setting = Setting.of(reader)
    if not setting.is_conflict:
        return []
    told = _Told(setting)
    for line in setting.lines_with(stems("agreements", "kind"), stems("agreements", "acts")):
        for deal in _in_sentence(setting, line, published):
            told.add(deal)
    return told.deals


class _Told:
    """The deals told so far, looked up by their parties: a list of treaties has thousands."""

    def __init__(self, setting: Setting) -> None:
        self.deals: list[Deal] = []
        self._setting = setting
        self._places: dict[str, set[int]] = {}
        self._without_parties: set[int] = set()

    def add(self, deal: Deal) -> None:
        """Merge a deal with the first one that may be the same, or add it."""
        keys = [self._key(name) for name in deal.parties]
        shared = self._without_parties.union(*(self._places.get(key, ()) for key in keys))
        may_be = sorted(shared) if keys else range(len(self.deals))
        place = next((one for one in may_be if _may_be_one(self.deals[one], deal)), None)
        if place is None:
            place = len(self.deals)
            self.deals.append(deal)
        else:
            keys = [] if self.deals[place].parties else keys
            _merge(self.deals[place], deal)
        for key in keys:
            self._places.setdefault(key, set()).add(place)
        if self.deals[place].parties:
            self._without_parties.discard(place)
        else:
            self._without_parties.add(place)

    def _key(self, name: str) -> str:
        resolved = self._setting.reader.names.resolve(name)
        return resolved.name if resolved else bare(name)


def is_past(deal: Deal, published: date | None) -> bool:
    """Whether the deal is over or was made long before publication."""
    old = bool(published and deal.start and deal.start < published - _FRESH)
    return deal.status is AgreementStatus.ENDED or old


def _in_sentence(setting: Setting, line: Line, published: date | None) -> list[Deal]:
    for noun in _NOUN.each(setting.wording(line)):
        status, told = standing(setting.wording(line), noun.start(), noun.end())
        year = _OF_YEAR.search(line.text, max(0, noun.start() - _NEAR), noun.start())
        if status is None and year is None:
            continue
        kind = _kind(noun[0], line.text[noun.end() : noun.end() + _NEAR])
        ahead = status is AgreementStatus.AGREED and told in _soon()
        when, start = (None, None) if ahead else _when(line, published)
        if year and published and int(year["year"]) < published.year:
            when, start = year["year"], date(int(year["year"]), 1, 1)
        if status is None:
            status, told = AgreementStatus.AGREED, year["year"] if year else ""
        old = bool(published and start and start < published - _FRESH)
        if old and status is AgreementStatus.AGREED:  # an old truce is over, an old treaty binds
            truce = kind in (AgreementKind.CEASEFIRE, AgreementKind.EXCHANGE)
            status = AgreementStatus.ENDED if truce else AgreementStatus.IN_EFFECT
        parties = _parties(setting, line, kind, noun[0], told)
        if kind is AgreementKind.OTHER and not _is_whose(setting, line, parties, status, told):
            continue
        words = " ".join(line.text[noun.start() : noun.end()].split())
        deal = Deal(kind, status, when, start, parties, words, [noun[0], told])
        deal.sentences.append(line.number)
        deal.terms = _terms(line.text, noun.end())
        return [deal]
    return _undertaken(setting, line, published)


def _is_whose(
    setting: Setting, line: Line, parties: list[str], status: AgreementStatus, told: str
) -> bool:
    """Whether a mere `deal` is one of the dispute: by its parties, or else as a `draft` of it."""
    if status is _PROPOSED:
        return told.lower() in ("draft", "proposed") and bool(parties or is_shown(setting))
    pair = pair_in(setting, line)
    return bool(set(parties) & set(principals(setting))) or (pair is not None and pair.talks)


@cache
def _soon() -> frozenset[str]:
    return frozenset(table("agreements")["soon"]["words"])


def _undertaken(setting: Setting, line: Line, published: date | None) -> list[Deal]:
    """The deal that the sentence tells by what two sides agreed to do."""
    found = undertaking(setting, line)
    if found is None:
        return []
    when, start = _when(line, published)
    old = bool(published and start and start < published - _FRESH)
    status = AgreementStatus.ENDED if old else AgreementStatus.AGREED
    parties = _parties(setting, line, found.kind, found.act, "agreed") or list(principals(setting))
    deal = Deal(found.kind, status, when, start, parties, found.act, ["agreed", found.act])
    deal.sentences.append(line.number)
    deal.terms = [found.act]
    return [deal]


def _kind(noun: str, after: str) -> AgreementKind:
    """The kind by the noun, or for a mere `deal` by what the words after it say it is on."""
    kind = next(
        kind
        for kind in terms("agreements", "kind", AgreementKind)
        if listed("agreements", "kind", kind).search(noun)
    )
    if kind is AgreementKind.OTHER:
        topics = terms("agreements", "topic", AgreementKind)
        on = _CLAUSE_BREAK.split(after)[0]
        return next((one for one in topics if listed("agreements", "topic", one).search(on)), kind)
    return kind


def _when(line: Line, published: date | None) -> tuple[str | None, date | None]:
    """The first past time that the sentence names, and its first day."""
    for phrase in line.times:
        days = dates.resolve(phrase.words, published)
        if days and days.start and (published is None or days.start <= published):
            return phrase.words, days.start
    return None, None


def _parties(setting: Setting, line: Line, kind: AgreementKind, noun: str, told: str) -> list[str]:
    """The pair that the sentence shows; for a truce or swap else the article's principals."""
    if kind is AgreementKind.RESOLUTION:
        actors = setting.actors(line)
        return [one.name for one in actors if "security council" in one.name.lower()][:1]
    pair = pair_in(setting, line)
    if pair:
        return list(pair.parties)
    implied = kind in _IMPLIED or "peace" in noun or _is_of_the_two(noun, told)
    return list(principals(setting)) if implied else []


def _is_of_the_two(noun: str, told: str) -> bool:
    """Whether `under the accord` means the dispute's; a mere deal may be anybody's."""
    return told.startswith("under ") and noun in ("accord", "pact", "treaty")


def _terms(text: str, start: int) -> list[str]:
    clause = _CLAUSE.search(text, start)
    if clause is None:
        return []
    cut = (part.strip(' ,"“”') for part in _TERM_BREAK.split(clause["terms"]))
    return [" ".join(part.split()[:15]) for part in cut if len(part.split()) > 1]


def _may_be_one(one: Deal, other: Deal) -> bool:
    """Whether two sentences may tell of one deal by its kind, its date and how it stands."""
    loose = AgreementKind.OTHER in (one.kind, other.kind)
    if one.kind is not other.kind and not loose:
        return False
    if one.start and other.start and abs(one.start - other.start) > timedelta(days=31):
        return False
    return one.status is other.status or AgreementStatus.ENDED not in (one.status, other.status)


def _merge(known: Deal, deal: Deal) -> None:
    """Add what another sentence says; the later status that is stated counts."""
    order = (
        AgreementStatus.PROPOSED,
        AgreementStatus.REJECTED,
        AgreementStatus.AGREED,
        AgreementStatus.IN_EFFECT,
        AgreementStatus.ENDED,
    )
    known.status = max(known.status, deal.status, key=order.index)
    known.kind = deal.kind if known.kind is AgreementKind.OTHER else known.kind
    known.when, known.start = (known.when, known.start) if known.when else (deal.when, deal.start)
    known.parties = known.parties or deal.parties
    known.terms += [term for term in deal.terms if term not in known.terms]
    known.sentences.append(deal.sentences[0])
    known.cues += deal.cues
