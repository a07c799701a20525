"""Deals made, proposed, ended or turned down (codebook section 5), by rule.

A deal is a noun (`cease-fire`, `accord`) with words in its sentence that say where it stands. A
sentence that only hopes for one gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from summarizer.engines.rules.pairs import pair_in, principals
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.trace import Rule, fired
from summarizer.engines.rules.undertakings import undertaking
from summarizer.engines.rules.wordlists import Lazy, Wording, listed, piece, stems, table, terms
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
_FAR_BETWEEN = r"(?:\s+[\w.'’\"“”-]+){0,6}?\s+[\"“]?"
_BETWEEN = r"(?:\s+[\w.'’\"“”-]+){0,4}?\s+[\"“]?"
_MADE = Lazy(lambda: rf"\b(?P<verb>{piece('agreements', 'made')}){_FAR_BETWEEN}$")
_MADE_AFTER = Lazy(lambda: rf"(?:\s+[\w.'’-]+){{0,4}}?,?\s+{piece('agreements', 'made_after')}\b")
_HOPED = Lazy(lambda: rf"(?:\b|(?=n['’]t)){piece('agreements', 'hoped')}\s*$")
_NO_DEAL = pattern(
    r"\b(?:any|no|another|possible|potential|permanent|new|lasting)\s+(?:\w+\s+)?$", re.IGNORECASE
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
_ASIDE = pattern(
    r",\s[^;–—]{3,90}?,\s|\s(?:brokered|mediated|signed|agreed|reached|announced)\s+"
    r"(?:(?!and\s+(?:was|is|has)\b)[\w.’'-]+\s){1,7}?(?=(?:formally\s+|was\s+|is\s+|has\s+|had\s+|went\s+|came\s+|took\s+"
    r"|in\s+(?:effect|force)|collapsed|expired|ended))|\sthat\s+[^,;]{3,60}?\s(?=collapsed|expired|ended|broke|took|came|went|held)"
)
_SUPPOSED = pattern(
    r"\b(?:if|should|unless|in case|only after|only when|once)\b[^,.;]{0,40}$", re.IGNORECASE
)
_TURNED_DOWN = Lazy(lambda: rf"\b{piece('agreements', 'rejected')}{_BETWEEN}$")
_TEXT = pattern(
    r"[\w-]+\s+(?:\w+\s+)?(?:proposal|offer|plan|deal|resolution|terms)\b|(?:contract|resolution|deal)\b",
    re.IGNORECASE,
)
_PROPOSED = AgreementStatus.PROPOSED
_BESIDE, _PAST_PARTIES = 30, 64  # code points after the noun, and where it names its parties
_NEAR = 70
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
        status, told = _status(setting.wording(line), noun.start(), noun.end())
        if status is None:
            continue
        kind = _kind(noun[0], line.text[noun.end() : noun.end() + _NEAR])
        when, start = _when(line, published)
        old = bool(published and start and start < published - _FRESH)
        if old and status is AgreementStatus.AGREED:  # an old truce is over, an old treaty binds
            truce = kind in (AgreementKind.CEASEFIRE, AgreementKind.EXCHANGE)
            status = AgreementStatus.ENDED if truce else AgreementStatus.IN_EFFECT
        parties = _parties(setting, line, kind)
        vague = kind is AgreementKind.OTHER
        if vague and (not set(parties) & set(principals(setting)) or status is _PROPOSED):
            continue
        words = " ".join(line.text[noun.start() : noun.end()].split())
        deal = Deal(kind, status, when, start, parties, words, [noun[0], told])
        deal.sentences.append(line.number)
        deal.terms = _terms(line.text, noun.end())
        return [deal]
    return _undertaken(setting, line, published)


def _undertaken(setting: Setting, line: Line, published: date | None) -> list[Deal]:
    """The deal that the sentence tells by what two sides agreed to do."""
    found = undertaking(setting, line)
    if found is None:
        return []
    when, start = _when(line, published)
    old = bool(published and start and start < published - _FRESH)
    status = AgreementStatus.ENDED if old else AgreementStatus.AGREED
    parties = _parties(setting, line, found.kind) or list(principals(setting))
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


def _status(wording: Wording, start: int, end: int) -> tuple[AgreementStatus | None, str]:
    """Where the deal named at that place stands, by which words; None if none say so as a fact."""
    text = wording.text
    near = text[max(0, start - _NEAR) : end + _NEAR]
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    made = _made(wording, before, after)
    if _TEXT.match(text, start) and (turned_down := _TURNED_DOWN.search(before)):
        return AgreementStatus.REJECTED, turned_down[0].strip()
    if not made and _NO_DEAL.search(before):
        return None, ""
    reach = _PAST_PARTIES if after.lstrip().startswith(("between ", "with ")) else _BESIDE
    edges = before[-24:] + "|" + _predicate(text[end : end + _PAST_PARTIES * 2], reach)
    in_effect = "" if _SUPPOSED.search(before) else _tells(wording, "in_effect", edges)
    readings = (
        (AgreementStatus.AGREED, _tells(wording, "soon", near)),
        (AgreementStatus.ENDED, _tells(wording, "ended", edges)),
        (AgreementStatus.IN_EFFECT, in_effect),
        (AgreementStatus.AGREED, made),
        (AgreementStatus.PROPOSED, _tells(wording, "proposed", before[-40:])),
    )
    return next(((status, cue) for status, cue in readings if cue), (None, ""))


def _predicate(after: str, reach: int) -> str:
    """What is said of the deal: the words after the noun, without an aside or a relative clause."""
    aside = _ASIDE.match(after)
    return after[aside.end() : aside.end() + _BESIDE] if aside else after[:reach]


def _made(wording: Wording, before: str, after: str) -> str:
    """The words beside the noun that say that the deal was made, not that it is hoped for."""
    if wording.may_have(stems("agreements", "made")) and (made := _MADE.search(before)):
        earlier = before[: made.start()]
        if not _HOPED.search(earlier) and not _SUPPOSED.search(earlier):
            return made["verb"]
    told = wording.may_have(stems("agreements", "made_after")) and _MADE_AFTER.match(after)
    return told[0].strip() if told else ""


def _tells(wording: Wording, section: str, near: str) -> str:
    """The phrase of that list near the noun, looked for where the sentence has its words."""
    told = wording.may_have(stems("agreements", section))
    found = listed("agreements", section).search(near) if told else None
    return found[0] if found else ""


def _when(line: Line, published: date | None) -> tuple[str | None, date | None]:
    """The first past time that the sentence names, and its first day."""
    for phrase in line.times:
        days = dates.resolve(phrase.words, published)
        if days and days.start and (published is None or days.start <= published):
            return phrase.words, days.start
    return None, None


def _parties(setting: Setting, line: Line, kind: AgreementKind) -> list[str]:
    """The pair that the sentence shows; for a truce or swap else the article's principals."""
    if kind is AgreementKind.RESOLUTION:
        actors = setting.actors(line)
        return [one.name for one in actors if "security council" in one.name.lower()][:1]
    pair = pair_in(setting, line)
    if pair:
        return list(pair.parties)
    implied = kind in (AgreementKind.CEASEFIRE, AgreementKind.EXCHANGE, AgreementKind.LABOUR)
    return list(principals(setting)) if implied else []


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
