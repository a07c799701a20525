"""Names that act as an armed group or a movement does, whatever the text calls them.

"the Zhar-run ministry", "captives held by Zhar", "Zhar freed two", "a truce with Zhar": a name that
no table knows is taken for a group's where the text shows it twice in such a place, or once in one
that only a group has. A surname, known by a longer name that ends in it, is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.language.runs import ending_before, trim
from summarizer.language.tables import roles

_ENOUGH = 2
_NEAR = 40
_FAR = 90
"""Characters before a name that are looked at."""
_COMPOUNDS = (
    *("run", "held", "controlled", "ruled", "affiliated", "linked", "aligned", "allied"),
    "governed",
)
_COMPOUND = re.compile(rf"[-–](?:{'|'.join(_COMPOUNDS)})\b")
_OWNED = re.compile(
    r"['’]s?\s+(?:\w+\s+)?(?:armed|political|military)?\s*(?:wing|fighters|gunmen|militants|members"
    r"|commanders?|negotiators|attacks?|offensive|assault|captives|hostages|demands?|strongholds?"
    r"|tunnels|rockets|leadership|surrender|disarmament)\b"
)
_ACTS = frozenset(
    (
        *("abducted", "ambushed", "attacked", "captured", "freed", "kidnapped", "overran"),
        "raided",
        *("released", "seized", "shelled", "stormed", "controls", "controlled", "killed", "fired"),
        *("agreed", "accepted", "rejected", "refused", "vowed", "denied", "denies", "rejects"),
        *("demanded", "demands", "insists", "insisted", "holds", "claimed"),
    )
)
_BEFORE_ACT = ("has", "have", "had", "also", "later")
_NEXT = re.compile(rf"\s(?:(?:{'|'.join(_BEFORE_ACT)})\s)?([a-z]+)\b")
_DONE_BY = re.compile(
    r"\b(?:held|captured|seized|kidnapped|abducted|taken|controlled|ambushed?|attacks?|attacked|raids?"
    r"|massacre|hostage|captive|captivity|freed|released|overrun|claimed)\s(?:\w+\s)?by\s(?:the\s)?$"
)
_AGAINST = re.compile(
    r"\b(?:deal|truce|cease-?fire|agreement|talks|negotiations?|negotiat(?:e|ed|ing)|war|fighting|fight"
    r"|clashe[sd]?|battles?|offensive|operations?|campaign)\s(?:with|against|between|on)\s(?:the\s)?$"
    r"|\b(?:destroy|defeat|eliminate|eradicate|dismantle|disarm|battling|crush)\s(?:the\s)?$"
)
_ASKED = re.compile(
    r"\b(?:press(?:ed|es|ing)?|urg(?:ed|es|ing)|pressur(?:ed|es|ing)|forc(?:ed|es|ing)"
    r"|call(?:ed|s|ing)\son)\s(?:the\s)?$"
)
_EMPLOYED_AT = re.compile(
    r"\b(?:workers|employees|staff|strikes?|strikers|drivers|pilots|nurses|machinists|ballot|jobs?"
    r"|contract|plants?|factory|factories|talks)\s(?:at|with|against)\s(?:the\s)?$"
)
_EMPLOYER = re.compile(
    r"\s(?:[a-z]+\s)?(?:workers|employees|executives?|management|bosses|plants?|factory|factories"
    r"|machinists|offered|proposed|plans)\b"
)
"""Around a firm's name in an article that tells of a union."""
_SENT_BY = re.compile(
    r"\b(?i:negotiators|negotiating team|delegations?|delegates|representatives|envoys)"
    r"\sfrom\s(?:the\s)?$"
)
_TO = re.compile(r"\s(?:\w+\s){0,3}?to\s[a-z]")
_SHARED = (
    r"(?:talks|negotiations?|cease-?fire|truce|dialogue|deal|agreement|accord|pact|peace"
    r"|prisoner swap|exchange|fighting|clashes|hostilities|war|conflict)"
)
_OTHER = r"[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3}"
_PAIRED = re.compile(rf"\b{_SHARED}\s(?:\w+\s)?between\s(?:the\s)?{_OTHER}\sand\s(?:the\s)?$")
_BESIDE = re.compile(rf"\b{_OTHER}\sand\s(?:the\s)?$")
_AGREED = re.compile(
    rf"(?:\sand\s(?:the\s)?{_OTHER})?\s(?:(?:have|had|has|both|also|finally|were|are)\s|(?:on\s)?\w+day\s){{0,3}}"
    rf"(?:agree|agreed|agreeing|sign|signed|reached|struck|concluded|close|closer)\b[^.;,]{{0,48}}?"
    rf"\b{_SHARED}\b"
)
"""Around a name that shares talks, a deal or a war with another: `X and Y signed a truce`."""


def acting(text: str, runs: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """The names that act as groups do, in the order of the text.

    Args:
        text: The article.
        runs: Its runs of capitalised words that no table knows, in order: start, end and
            `ending_before` of each.
    """
    shown: Counter[str] = Counter()
    has_union = " union" in text
    for start, end, ending in runs:
        # A few letters around a run mostly tell that it does not act. What `trim` takes off changes
        # nothing: it has a capital or a link before it, and no pattern for words before ends so.
        following = text[end : end + _OPENING]
        may_act = ending in _ENDINGS or following in _FOLLOWING or following[:1] in "'’"
        if not (may_act or has_union):
            continue
        run = text[start:end]
        name, cut = trim(run) if " " in run else (run, 0)
        if not name or name.casefold() in roles("plain"):
            continue
        weight = _weight(text, start + cut, end)
        if has_union and not weight:
            weight = _as_employer(text, start + cut, end)
        if weight:
            shown[name] += weight
    acted = [name for name, weight in shown.items() if weight >= _ENOUGH and not name.isdigit()]
    if acted:
        surnames = {last for start, end, _ in runs if (last := _surname(text[start:end]))}
        yield from (name for name in acted if name not in surnames)


def _surname(run: str) -> str:
    """The last word of a name; empty for a single word, or none."""
    name, _ = trim(run)
    _, space, last = name.rpartition(" ")
    return last if space and name.casefold() not in roles("plain") else ""


def _weight(text: str, start: int, end: int) -> int:
    """How surely the words around a name show a group: 2 where only a group stands, else 1 or 0."""
    following = text[end : end + 1]
    if following in "-–" and following:
        return _ENOUGH if _COMPOUND.match(text, end) else 0
    if following in "'’" and following:
        return 1 if _OWNED.match(text, end) else 0
    if text.startswith(" and ", end) and _AGREED.match(text, end):
        return _ENOUGH
    if text[start - 1 : start] == " " and (led_in := _led_in(text, start, end)):
        return led_in
    verb = _NEXT.match(text, end) if following == " " else None
    return int(verb is not None and verb[1] in _ACTS)


def _led_in(text: str, start: int, end: int) -> int:
    """The same by what stands right before the name."""
    before = text[max(0, start - _NEAR) : start]
    if before.rstrip().rpartition(" ")[2] not in _LEADS:
        return 0
    ending = ending_before(text, start)  # each pattern has leads of its own
    if ending == "nd":
        shares = _PAIRED.search(text, max(0, start - _FAR), start) or (
            _BESIDE.search(before) and _AGREED.match(text, end)
        )
        return _ENOUGH if shares else 0
    if ending == "by":
        return _ENOUGH if _DONE_BY.search(before) else 0
    if ending == "om":
        return int(_SENT_BY.search(before) is not None)
    asked = _ASKED.search(before) and _TO.match(text, end)
    return int(bool(asked or _AGAINST.search(before)))


def _as_employer(text: str, start: int, end: int) -> int:
    """Whether the words around a name show a firm in a dispute."""
    if _EMPLOYER.match(text, end):
        return 1
    return int(_EMPLOYED_AT.search(text, max(0, start - _NEAR), start) is not None)


_LEADS = frozenset(
    (
        *("by", "with", "against", "between", "on", "and", "the", "destroy", "defeat", "eliminate"),
        *("eradicate", "dismantle", "disarm", "battling", "crush", "press", "presses", "pressed"),
        *("pressing", "urged", "urges", "urging", "pressured", "pressures", "pressuring", "forced"),
        *("forces", "forcing", "from"),
    )
)
"""The last words of the patterns for what stands before: most names have another word there."""
_OPENING = 4
_FOLLOWING = frozenset(
    {f"{dash}{word}"[:_OPENING] for dash in "-–" for word in _COMPOUNDS}
    | {f" {word}"[:_OPENING] for word in ("and", *_BEFORE_ACT, *_ACTS)}
)
"""What may follow a name that acts, by its first characters."""
_ENDINGS = frozenset(word[-2:] for word in _LEADS - {"the"})
"""How the words end that may stand before one, by `ending_before`."""
