"""Where a deal stands (codebook section 5, `status`), by the words around the noun for it."""

from __future__ import annotations

import re

from summarizer.engines.rules.wordlists import Lazy, Wording, listed, piece, stems
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import AgreementStatus

_FAR_BETWEEN = r"(?:\s+[\w.'’\"“”-]+){0,6}?\s+[\"“]?"
_BETWEEN = r"(?:\s+[\w.'’\"“”-]+){0,4}?\s+[\"“]?"
_MADE = Lazy(lambda: rf"\b(?P<verb>{piece('agreements', 'made')}){_FAR_BETWEEN}$")
_MADE_AFTER = Lazy(lambda: rf"(?:\s+[\w.'’-]+){{0,4}}?,?\s+{piece('agreements', 'made_after')}\b")
_HOPED = Lazy(lambda: rf"(?:\b|(?=n['’]t)){piece('agreements', 'hoped')}\s*$")
_NO_DEAL = pattern(
    r"\b(?:any|no|another|possible|potential|permanent|new|lasting)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_WITHOUT = pattern(
    r"\b(?:for|towards?|without|if|of|no|any)\s+(?:(?:an?|the)\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
"""Before a noun of which words after it say that it was made: it is hoped for."""
_RECENT = pattern(r"\brecent\s+(?:\w+\s+)?$", re.IGNORECASE)
_ASIDE = pattern(
    r",\s[^;–—]{3,90}?,\s|\s(?:brokered|mediated|signed|agreed|reached|announced)\s+"
    r"(?:(?!and\s+(?:was|is|has)\b)[\w.’'-]+\s){1,7}?(?=(?:formally\s+|was\s+|is\s+|has\s+|had\s+|went\s+|came\s+|took\s+"
    r"|in\s+(?:effect|force)|collapsed|expired|ended))|\sthat\s+[^,;]{3,60}?\s(?=collapsed|expired|ended|broke|took|came|went|held)"
)
_SUPPOSED = pattern(
    r"\b(?:if|should|unless|until|before|in case|only after|only when|once)\b[^,.;]{0,40}$",
    re.IGNORECASE,
)
_UNDER = pattern(
    r"(?:^\W*under|\b(?:since|in line with|in accordance with))\s+"
    r"(?:the|an?|this|that|its|their)\s+(?!proposed|draft)(?:[\w.’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""`under the accord`: it is made; what the words after it say will happen has not begun."""
_AHEAD = pattern(r"[^.;]{0,200}?\b(?P<when>will|is to|are to|would|could)\b")
_TERMS_AHEAD = pattern(
    r"(?:\s+[\w’'-]+){0,5}?,?\s+(?:that would|which would|under which|in which|that will"
    r"|to (?:end|halt|stop|pause|free|release|exchange|withdraw))\b"
)
_ACCEPT = Lazy(lambda: rf"\b{piece('agreements', 'accept')}{_BETWEEN}$")
_TURNED_DOWN = Lazy(lambda: rf"\b{piece('agreements', 'rejected')}{_BETWEEN}$")
_TEXT = pattern(
    r"[\w-]+\s+(?:\w+\s+)?(?:proposal|offer|plan|deal|resolution|terms|contract|agreement)\b"
    r"|(?:contract|resolution|deal|agreement|accord|pact)\b",
    re.IGNORECASE,
)
_NOT_ITSELF = pattern(
    r"\s(?:talks|negotiations?|negotiators?|efforts?|calls?|proposals?|plans?|committee|monitors?"
    r"|monitoring|mechanism|bid|push|process|hopes?|discussions|offer|demands?|resolution)\b",
    re.IGNORECASE,
)
"""After a noun for a deal: it is not the deal that is told of."""
_BESIDE, _PAST_PARTIES = 30, 64  # code points after the noun, and where it names its parties
_NEAR = 70


def standing(wording: Wording, start: int, end: int) -> tuple[AgreementStatus | None, str]:
    """Where the deal named at that place stands, by which words; None if none say so as a fact."""
    text = wording.text
    near = text[max(0, start - _NEAR) : end + _NEAR]
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    made = "" if _NOT_ITSELF.match(after) else _made(wording, before, after)
    if _TEXT.match(text, start) and (turned_down := _TURNED_DOWN.search(before)):
        return AgreementStatus.REJECTED, turned_down[0].strip()
    if not made and _NO_DEAL.search(before) and not _offered(wording, before, after):
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
        _under(text, start, end),
        (AgreementStatus.PROPOSED, _offered(wording, before, after)),
    )
    return next(((status, cue) for status, cue in readings if cue), (None, ""))


def _under(text: str, start: int, end: int) -> tuple[AgreementStatus, str]:
    """`under the accord`: in effect, or agreed if the sentence tells what is to follow from it."""
    under = _UNDER.search(text[:start]) if start < _NEAR * 2 else None
    ahead = _AHEAD.match(text, end) if under else None
    if under is None or (ahead and ahead["when"] in ("would", "could")):
        return AgreementStatus.IN_EFFECT, ""
    status = AgreementStatus.AGREED if ahead else AgreementStatus.IN_EFFECT
    return status, under[0].strip().lower()


def _offered(wording: Wording, before: str, after: str) -> str:
    """The words by which a deal with terms awaits an answer: `accept a deal that would`."""
    if not wording.may_have(stems("agreements", "accept")) or not _TERMS_AHEAD.match(after):
        return ""
    found = _ACCEPT.search(before)
    return found[0].strip() if found else ""


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
    if _WITHOUT.search(before) or _SUPPOSED.search(before):
        return ""
    if _RECENT.search(before) and after.startswith(" between "):
        return "recent"
    told = wording.may_have(stems("agreements", "made_after")) and _MADE_AFTER.match(after)
    return told[0].strip() if told else ""


def _tells(wording: Wording, section: str, near: str) -> str:
    """The phrase of that list near the noun, looked for where the sentence has its words."""
    told = wording.may_have(stems("agreements", section))
    found = listed("agreements", section).search(near) if told else None
    return found[0] if found else ""
