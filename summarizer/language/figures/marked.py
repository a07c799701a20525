"""What the words right around a number say that it is: an age, a score, a resolution.

Such a number is no count of people, whatever noun follows (codebook sections 8 and 9.12).
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.language import lexicon
from summarizer.language.figures.counts import Counted, Counts
from summarizer.language.figures.numbers import Atom, Kind
from summarizer.language.patterns import pattern

OF_THINGS = {
    "duration": Counts.DURATION,
    "money": Counts.MONEY,
    "measure": Counts.MEASURE,
    "score": Counts.SCORE,
}
"""What a number before a noun counts, by the noun's list in `lexicon/things.toml`."""

_OLDEST = 115
"""Years of age; beyond it a number after a name is no age."""
_REACH = 32
_PHRASES = (
    (Counts.RATE, pattern(r"\baverag(?:e|es|ed|ing) of (?:\w+ )?$", re.IGNORECASE)),
    (Counts.MEASURE, pattern(r"\bmagnitude of $", re.IGNORECASE)),
    (Counts.MODEL, pattern(r"\bGroup of $")),
    (
        Counts.SCORE,
        pattern(
            r"\b(?:vote|votes|voted|won|win|lost|beat|victory|defeat|lead|led) by $", re.IGNORECASE
        ),
    ),
    (
        Counts.AGE,
        pattern(
            r"\b(?:(?:aged?|ages) (?:of|between|from|just|only|about|around|under|over)"
            r"|aged? \w+ (?:and|to)"
            r"|(?:children|boys|girls|minors|men|women|youths|those|anyone|everyone|kids) "
            r"(?:aged )?(?:under|over|below|above)(?: the age of)?) $",
            re.IGNORECASE,
        ),
    ),
    (
        Counts.AGE,
        pattern(
            r"\b(?:girl|boy|child|man|woman|baby|toddler|widow|pensioner|student|pupil|farmer|teacher"
            r"|youth|lad|daughter|son|driver|conscript) of $",
            re.IGNORECASE,
        ),
    ),
    (
        Counts.THING,
        pattern(r"\b(?:grand)?(?:father|mother|parent|dad|mum|mom)s?[- ]of $", re.IGNORECASE),
    ),
)
_PHRASE_ENDS = frozenset(
    (
        *("of", "by", "between", "from", "just", "only", "about", "around", "under", "over"),
        *("and", "to", "below", "above"),
    )
)
_AGED = pattern(
    r"\s?[-‐‑ ]\s?(?:year|month|week|day)s?\s?[-‐‑ ]\s?olds?\b|[ ]years? of age\b", re.IGNORECASE
)
_STRONG = pattern(r"[-‐‑](?:strong|member|person)\b", re.IGNORECASE)
_HANGING = pattern(r"[-‐‑](?=[ ](?:and|or|to)[ ])")
_COMPOUND = pattern(
    r"[-‐‑](?!plus\b|odd\b|strong\b|member\b|person\b|man\b)([^\W\d_]+)", re.IGNORECASE
)
_AGE_BEFORE = pattern(r"([^\W\d_][\w'’.-]*)(?:,\s|\s\()$")
_AGE_AFTER = pattern(r"\s?[,)](?!\d)|\.(?:\s|$)|\s?;|$")
_WAS = pattern(r"\b(?:he|she|who|i)(?:['’][sm]| is| was| am) (?:just |only |now )?$", re.IGNORECASE)
_WHEN = pattern(r"\s?(?:[.,;)]|$)|\s(?:when|at|years?)\b", re.IGNORECASE)
_SCORED = pattern(r"\s?[-–]\s?\d+(?!\d|,\d|\s?(?:people|[a-z]))")
_SPAN = pattern(r"\s?[-–]\s?\d[\d.,]*[^\W\d_]")
_SCORED_BEFORE = pattern(r"\d[-–]$")
_CLOSED = pattern(r"\d+\)")
_UNIT = pattern(r"\([A-Z][a-z]\w*\s$")
"""Before a number in brackets with its name: `the task force (Densus 88)`."""
_LED = pattern(r"\bled\s$", re.IGNORECASE)
_YEAR = pattern(r"(?:19|20)\d\d")
_AFTER_YEAR = pattern(r"\s(?:(?:is|was|has|will be|marks|became|the|a)\b|[A-Z])")


@cache
def _designators() -> dict[str, Counts]:
    listed = lexicon.table("counting")["before"]
    return {word: Counts(name) for name, words in listed.items() for word in words}


def marked(text: str, start: int, atom: Atom) -> Counted | None:
    """What the words right around a number make of it; None if they say nothing.

    Args:
        text: The sentence.
        start: Where the number's qualifier begins.
        atom: The number.
    """
    end = atom.end
    if end < len(text) and text[end] in "-‐‑ " and (compound := _compound(text, end)):
        return compound
    counts = _before(text, start) or (_before(text, atom.start) if atom.start != start else None)
    if counts is not None and not (counts is Counts.SCORE and _is_led(text, start, atom)):
        return Counted(counts, end)
    if atom.kind is Kind.COUNT and atom.scale == 1 and atom.value <= _OLDEST:
        if start == atom.start and _is_age(text, atom):
            return Counted(Counts.AGE, end)
        if _SCORED.match(text, end) or _SCORED_BEFORE.search(text, max(0, start - 2), start):
            return Counted(Counts.SCORE, end)
        if _SPAN.match(text, end):
            return Counted(Counts.MEASURE, end)
    return None


def _is_led(text: str, start: int, atom: Atom) -> bool:
    """`led thousands to flee`: those who were led are no score."""
    return atom.kind is not Kind.COUNT and _LED.search(text, max(0, start - 8), start) is not None


def _compound(text: str, end: int) -> Counted | None:
    """`46-year-old`, `20-member`, `10-week`, `five- and six-day`."""
    if _AGED.match(text, end):
        return Counted(Counts.AGE, end)
    if _STRONG.match(text, end):
        return Counted(Counts.PEOPLE, end)
    if _HANGING.match(text, end):
        return Counted(Counts.THING, end)
    if compound := _COMPOUND.match(text, end):
        kind = lexicon.things().get(compound[1].lower(), "thing")
        return Counted(OF_THINGS.get(kind, Counts.THING), compound.end())
    return None


def _before(text: str, start: int) -> Counts | None:
    """What the words right before a number say that it is, if they say anything."""
    window = text[max(0, start - _REACH) : start]
    words = window.split()
    if not words:
        return None
    if words[-1].startswith("(") and _UNIT.search(window) and _CLOSED.match(text, start):
        return Counts.MODEL
    last = words[-1].strip("(\"'“‘").lower()
    if found := _designators().get(last):
        return found
    if last in _PHRASE_ENDS:
        return next((counts for counts, shape in _PHRASES if shape.search(window)), None)
    return None


def _is_age(text: str, atom: Atom) -> bool:
    """`Smith, 46, said`, `her brother (17)`, `he was 18 when`."""
    window = text[max(0, atom.start - _REACH) : atom.start]
    if _AGE_AFTER.match(text, atom.end) and (named := _AGE_BEFORE.search(window)):
        word = named[1]
        proper = any(part[:1].isupper() for part in word.split("-"))
        return proper or word.lower() in lexicon.people()
    return bool(_WHEN.match(text, atom.end) and _WAS.search(window))


def is_year(text: str, start: int, atom: Atom, what: Counted) -> bool:
    """Whether a number written like a year is one: `a 2021 speech`, `if 2018 was`.

    `2019 deaths` and `2000 rebels` are counts: their noun is a plural, or a people's name.
    """
    words = text[atom.start : atom.end]
    if start != atom.start or len(words) != 4 or not _YEAR.fullmatch(words):
        return False
    if what.counts is Counts.BARE:
        return _AFTER_YEAR.match(text, atom.end) is not None
    return what.counts is not Counts.PEOPLE and not what.noun.endswith("s")


_FOLLOWING = pattern(r"\s+([^\W\d_]+)")
_PRONOUN_COUNTS = (Counts.BARE, Counts.UNKNOWN)


def is_pronoun(text: str, atom: Atom, what: Counted) -> bool:
    """Whether `one` counts nobody: `the one who`, `one another`, `no one`, `how could one`."""
    if text[atom.start : atom.end].lower() != "one" or what.counts not in _PRONOUN_COUNTS:
        return False
    listed = lexicon.table("counting")["one"]
    before = text[max(0, atom.start - _REACH) : atom.start].lower().split()
    following = _FOLLOWING.match(text, atom.end)
    after = following[1].lower() if following else ""
    if after in listed["after"] or after.endswith("ing"):
        return True
    if after != "of" and before and before[-1] in listed["before"]:
        return True
    return after == "of" and what.counts is Counts.UNKNOWN and not what.noun.endswith("s")
