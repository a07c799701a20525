"""Numbered sentences with exact spans: what evidence, prompts and recordings hang on.

The splitter looks only at places where a sentence could end (a line's end, a bullet, a run of
terminators) and decides each from a bounded window around it, so its time is linear in the text.
It is deterministic and knows no model. Recordings hold sentence numbers: a change here that moves a
boundary goes into the changelog.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from summarizer.language.patterns import pattern

_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BULLETS = "•‣▪●◦"
_FULL_STOPS = "。！？｡؟۔।॥።፧။։"  # scripts that use these put no space or capital after them
_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_CLOSERS = rf"\"'”’»›\)\]\}}」』）】{_INVISIBLE}"
_OPENERS = rf"`\"'“”‘’«»„‚‹›\(\[\{{¿¡「『（【–—―*#{_INVISIBLE}{_BULLETS}-"

_ENDS = rf".!?…{_FULL_STOPS}"
# A newline, a bullet or a run of terminators; one set in front of all makes the search fast.
_CANDIDATE = pattern(
    rf"(?P<run>[{_NEWLINES}{_BULLETS}{_ENDS}](?:(?<=[{_ENDS}])[{_ENDS}]*)?)"
    rf"(?:(?<=[{_ENDS}])(?P<closers>[{_CLOSERS}]+)?(?:\[\d{{1,3}}\])*)?"
)
_AHEAD = pattern(
    rf"(?P<gap>\s*)(?P<openers>[{_OPENERS}]+)?\s*(?P<elision>(?<=[\"“‘'])(?:\.\.\.?|…)\s*)?"
    r"(?=(?P<word>\w*)(?P<joined>[-‐.]?))"
)
_SPACED_QUOTE = pattern(r"""[ \xa0\u202f](?:"|''|”|»)(?=\s)""")
_NEVER_FIRST = frozenset(".,;:!?…%)]}/&+=")
_BRACKETS = ("[", "(")
_OPENING = frozenset("\"“'‘\n")
"""What may stand between a space and a capital where a sentence begins; a blank line, too."""
_CLOSING = frozenset("\"'”’»)]%")
_TOKEN_BACKWARDS = pattern(r"[\w.&'’]*")
_TOKEN_WINDOW = 24
_QUOTE_WINDOW = 1000

_LINK_MARK = pattern(r"@|://|[wW][wW][wW]\.")
_SPACE = pattern(r"\s")
_LINK = pattern(r"(?:https?://|www\.)\S*[\w/]|(?<!\S)\S{1,64}@\S*\w", re.IGNORECASE)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_DOMAIN_ENDINGS = _words(
    "com org net gov edu mil int info news tv io ai co uk eu html htm php pdf aspx js css"
)

# Never the last word of a sentence when a capital or digit follows.
_TITLES = _words(
    """mr mrs ms mx messrs dr prof gen lt col maj capt cmdr sgt cpl pvt pfc adm sen sens rep reps
    gov govs pres rev fr hon amb brig supt insp det mme mlle sra srta ft mt fig figs nos art arts
    sec secs ayat"""
)
# The same, with or without their capital.
_INNER = _words("mr mrs dr prof sgt vs v cf viz eg ie e.g i.e ca approx est incl esp resp")
# Short forms that end a sentence only if the next word is one that likes to begin one.
_SHORT_FORMS = _words(
    """inc ltd corp co cos bros jr sr esq plc dept univ assn gov't govt natl intl st ste rd ave blvd
    al ph.d m.sc b.sc d.phil ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich
    minn miss mo mont neb nev okla ore pa penn tenn tex vt va wash wis wyo jan feb mar apr jun jul
    aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"""
)
_DATED = _words("jan feb mar apr jun jul aug sep sept oct nov dec no nos pp p vol art")
_STARTERS = _words(
    """The A An He She It They We I You In On At As But And Or So If When While After Before This
    That These Those There Their His Her Its Our My For From With Without Since Some Many Most More
    Both Earlier Later Meanwhile However Also Although Though Despite During Last Now Then Under
    Until What Who Why How Where Which Yet Still Only Once Nor Not No Such Several Officials
    Authorities Analysts Residents Witnesses Critics According Asked Instead Even Because"""
)
_CLOCK = frozenset({"a.m", "p.m"})
_AFTER_CLOCK = _words(
    """gmt utc bst cet cest eet eest est edt cst cdt mst mdt pst pdt et ct pt ist aest local eastern
    central pacific mountain moscow kyiv monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept oct nov dec"""
)
_SHORTENED = _TITLES | _INNER | _SHORT_FORMS | _DATED
_LOWER_START = pattern(r"(?:(?:al|el|an|as|ad|ar|at|ash|bin|ibn|e|i)-?|[a-z]{1,2})[A-Z]")
_ATTRIBUTION = pattern(
    r"(?:[^\W\d_][\w.'’-]*\s+){1,4}?"
    r"(?:said|asked|asks|says|added|wrote|shouted|cried|wondered|tweeted|demanded|told)\b"
    r"(?!\s+(?:that|the|he|she|it|they|there|his|her|its|in\s+a)\b)"
)
_CJK_ATTRIBUTION = pattern(r"と|[^\s，。、]{0,6}[说說道称稱问問]")

_UNFINISHED_LINE = pattern(
    r"(?:,|\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|that|which|who|is|are|was|were|has"
    r"|have|had|been|be|as|its|their|his|her))\Z"
)
_LOWER_AFTER_NEWLINE = pattern(r"\n[ \t]*[a-zß-öø-ÿа-яёα-ω]")
_WRAP_WIDTHS = range(40, 121)
_WRAP_SHARE = 0.7  # of the widest line, for a block to look wrapped and not just short


class Sentence(NamedTuple):
    """One sentence of an article.

    Attributes:
        number: Its number, from 1.
        start: First code point in the article's text.
        end: One past its last code point.
        text: The text from start to end, without white space at either end.
    """

    number: int
    start: int
    end: int
    text: str


def split(text: str) -> tuple[Sentence, ...]:
    """Split an article into numbered sentences.

    Every character that is not white space belongs to exactly one sentence, in order. A line's
    end always ends a sentence (a headline or a caption has no full stop), except inside prose that
    is wrapped at a fixed width. Never raises; text without words or without a single character
    gives what is there, at the least nothing.

    Args:
        text: The article's body, any length, any script.

    Returns:
        The sentences, numbered from 1; spans are exact and do not overlap.
    """
    sentences: list[Sentence] = []
    for start, end in _pieces(text):
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            last = first + len(stripped)
            sentences.append(Sentence(len(sentences) + 1, first, last, stripped))
    return tuple(sentences)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans between boundaries, white space not yet trimmed."""
    shown = text.replace("\r\n", " \n")
    if "://" in shown or "@" in shown or "www." in shown:
        shown = _without_links(shown)
    soft = _soft_newlines(shown)
    no_capitals = shown.islower()
    begin = 0
    for match in _CANDIDATE.finditer(shown):
        place = match.start()
        if place < begin:
            continue
        char = shown[place]
        if char in _NEWLINES:
            end = -1 if place in soft else place
        elif char in _BULLETS:
            end = place if shown[place - 1 : place].isspace() else -1
        elif char == "." and _ends_plainly(shown, place):
            end = place + 1
        else:
            end = _sentence_end(shown, match, begin, no_capitals=no_capitals)
        if end > begin:
            yield begin, end
            begin = end
    yield begin, len(text)


def _without_links(text: str) -> str:
    """The text with each address and link replaced by as many letters.

    Only words that have the mark of one are looked at: the pattern over a whole text takes as long
    as all the rest of the splitting.
    """
    parts: list[str] = []
    done = 0
    for mark in _LINK_MARK.finditer(text):
        place = mark.start()
        if place < done:
            continue
        before = text[done:place]
        begin = place - (len(before.split()[-1]) if before and not before[-1].isspace() else 0)
        gap = _SPACE.search(text, place)
        end = gap.start() if gap else len(text)
        parts += (text[done:begin], _LINK.sub(lambda link: "x" * len(link[0]), text[begin:end]))
        done = end
    return "".join((*parts, text[done:]))


def _soft_newlines(text: str) -> frozenset[int]:
    """Positions of newlines that only wrap a line, not end it.

    A newline wraps if the line stops in the middle of a phrase and the next starts in lower case;
    or, in a text without wide lines, if the next line's first word would not have fitted and one
    line of the block starts in lower case. Lists and live-blog stamps in lower case are neither.
    """
    soft: set[int] = set()
    if not _LOWER_AFTER_NEWLINE.search(text):
        return frozenset(soft)
    every_line = text.split("\n")
    width = max(len(line.rstrip()) for line in every_line)
    place = 0
    for blank, group in groupby(every_line, key=lambda line: not line or line.isspace()):
        lines = list(group)
        if not blank:
            soft.update(place + offset for offset in _wraps(lines, width))
        place += sum(map(len, lines)) + len(lines)
    return frozenset(soft)


def _wraps(lines: list[str], text_width: int) -> Iterator[int]:
    """Offsets of the newlines that wrap, within lines that no blank line parts."""
    width = max(len(line.rstrip()) for line in lines)
    prose = (
        text_width in _WRAP_WIDTHS
        and width >= _WRAP_SHARE * text_width
        and any(line.lstrip()[0].islower() for line in lines[1:])
    )
    offset = -1
    for line, following in pairwise(lines):
        offset += len(line) + 1
        ending, opening = line.rstrip(), following.lstrip()
        unfinished = opening[0].islower() and _UNFINISHED_LINE.search(ending[-12:])
        if unfinished or (prose and len(ending) + 1 + len(opening.split(None, 1)[0]) > width):
            yield offset


def _ends_plainly(text: str, place: int) -> bool:
    """Whether a full stop stands between a whole word that is no short form and a capital.

    A quotation mark may open before the capital. Most ends of sentences are so; the rules below say
    the same of them, in ten times the time.
    """
    gap, opening = text[place + 1 : place + 2], text[place + 2 : place + 3]
    if not (gap == " " or gap == "\n"):
        return False
    if not (opening.isupper() or (opening in _OPENING and text[place + 3 : place + 4].isupper())):
        return False
    before = text.rfind(" ", max(0, place - _TOKEN_WINDOW), place)
    word = text[before + 1 : place]
    return before >= 0 and len(word) > 1 and word.isalpha() and word.casefold() not in _SHORTENED


def _sentence_end(text: str, match: re.Match[str], begin: int, *, no_capitals: bool) -> int:
    """Where the sentence ends that these terminators may close; -1 if they do not close it."""
    if match["run"][-1] in _FULL_STOPS:
        attributed = match["closers"] and _CJK_ATTRIBUTION.match(text, match.end())
        return -1 if attributed else match.end()
    end = _after_quote(text, match)
    ahead = _AHEAD.match(text, end)
    if ahead is None or ahead.end() == len(text):
        return end
    if ahead["gap"]:
        ends = _ends_before_space(text, match, ahead, begin, no_capitals=no_capitals)
    else:
        ends = _ends_glued(text, match, ahead, begin)
    return end if ends else -1


def _ends_before_space(
    text: str, match: re.Match[str], ahead: re.Match[str], begin: int, *, no_capitals: bool
) -> bool:
    """Whether terminators with white space after them end the sentence."""
    place, run, closers = match.start(), match["run"], match["closers"]
    following, before = text[ahead.end()], text[place - 1 : place]
    if ahead["elision"]:
        return True
    omission = closers and before in _BRACKETS  # [...]
    if following in _NEVER_FIRST or omission:
        return False
    tokenised = run == "." and before.isspace()
    if following.islower() and not (
        no_capitals or tokenised or _LOWER_START.match(text, ahead.end())
    ):
        return False
    if run == ".":
        token = _token_before(text, place - tokenised)
        first = _opens_sentence(text, begin, place - len(token))
        return not _abbreviates(token, ahead, first=first, lowered=tokenised or no_capitals)
    return not (closers and _ATTRIBUTION.match(text, ahead.end()))


def _opens_sentence(text: str, begin: int, place: int) -> bool:
    """Whether nothing but white space and marks stands between a sentence's begin and a place."""
    return place - begin < _TOKEN_WINDOW and not re.search(r"\w", text[begin:place])


def _after_quote(text: str, match: re.Match[str]) -> int:
    """The end of the terminators with the quotation mark that closes after them, if one does.

    A straight mark that touches the next word, or stands between spaces, says by itself neither
    that it opens nor that it closes: it closes if the line has an odd number of them before it.
    """
    end = match.end()
    spaced = _SPACED_QUOTE.match(text, end)
    if spaced is None and not (match["closers"] == '"' and text[end : end + 1].isalnum()):
        return end
    if spaced is not None and '"' not in spaced[0]:
        return spaced.end()
    mark = match.end("run")
    line = text.rfind("\n", max(0, mark - _QUOTE_WINDOW), mark)
    closes = text.count('"', max(line, mark - _QUOTE_WINDOW, 0), mark) % 2 == 1
    if spaced is not None:
        return spaced.end() if closes else end
    return end if closes else mark


def _token_before(text: str, place: int) -> str:
    """The word (letters, digits, inner full stops) that ends at a place; at most 24 characters."""
    window = text[max(0, place - _TOKEN_WINDOW) : place]
    found = _TOKEN_BACKWARDS.match(window[::-1])
    return found[0][::-1].strip("'’.") if found else ""


def _ends_glued(text: str, match: re.Match[str], ahead: re.Match[str], begin: int) -> bool:
    """Whether a sentence begins right after the terminators, as in `talks.The`."""
    place, run, word = match.start(), match["run"], ahead["word"]
    before = text[place - 1 : place]
    looks_begun = word[:1].isupper() and (word[1:].islower() or word in _STARTERS)
    looks_ended = before.islower() or before.isdigit() or before in _CLOSING
    if not (looks_begun and looks_ended) or text[ahead.start()] == "-":
        return False
    if word.casefold() in _DOMAIN_ENDINGS:
        return False
    if run == ".":
        token = _token_before(text, place)
        first = _opens_sentence(text, begin, place - len(token))
        return not _abbreviates(token, ahead, first=first, lowered=False)
    return word in _STARTERS or not set(run) <= set(".…")


def _abbreviates(token: str, ahead: re.Match[str], *, first: bool, lowered: bool) -> bool:
    """Whether a full stop belongs to its word and ends no sentence.

    Args:
        token: The word before the full stop.
        ahead: What follows, as `_AHEAD` matched it.
        first: Whether the token is the first thing in its sentence (a list's marker, an initial).
        lowered: Whether the text's capitals are lost, so that `gen` may be a title.
    """
    key, word = token.casefold(), ahead["word"]
    bracket = "(" in (ahead["openers"] or "")
    if token.isdecimal():
        return first or (lowered and len(token) < 4 and word.isdecimal())
    if key in _CLOCK:
        return bracket or word.casefold() in _AFTER_CLOCK
    if key in _INNER or (key in _DATED and word[:1].isdigit()):
        return True
    if key in _TITLES:
        return lowered or token[0].isupper()
    short = (key in _SHORT_FORMS and (token[0].isupper() or key == "al")) or _is_initials(token)
    spelled_out = len(token) == 1 and (lowered or len(word) == 1)  # u . s . or d. C.
    if not (short or spelled_out):
        return False
    starts = (word.capitalize() if lowered else word) in _STARTERS and not ahead["joined"]
    return first or bracket or not starts


def _is_initials(token: str) -> bool:
    """Whether a word is `J`, `U.S` or the like."""
    if len(token) == 1:
        return token.isupper()
    return "." in token and all(part.isalpha() and len(part) <= 3 for part in token.split("."))
