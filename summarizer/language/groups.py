"""Groups, movements and unions that no table knows, by what the text itself says of them.

"the Rapid Support Forces (RSF)", "the militant group Hamas", "M23 rebels", "Israel-Hamas war",
"the United Auto Workers union": a capitalised name is taken for a group where the article calls it
one, names its members, spells out its initials or sets it beside a state as a party.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from summarizer.language.acting import acting
from summarizer.language.folding import is_whole
from summarizer.language.gazetteer import Hit, overlapping
from summarizer.language.organs import member_end
from summarizer.language.patterns import pattern
from summarizer.language.runs import RUN, Capitals, ending_before, trim
from summarizer.language.tables import compiled, either, roles

_WORD = pattern(r"\w+")
_RUN_BEFORE = rf"(?<![\w-])({RUN})['’]?\s+$"
_INITIALS = r"[A-Z][A-Za-z]{0,3}[A-Z0-9][A-Z0-9-]{0,6}"
_SHORTENED = pattern(rf"['’]?,?\s+(?:\(|or\s+(?:the\s+)?)({_INITIALS})(?![\w-])")
_BEFORE_INITIALS = "'’, \n\xa0"
_TO_KNOWN = 64
"""Characters after a name in which `known` stands if `_KNOWN_AS` matches there."""
_GLANCE = 8
"""Characters after a name that tell whether `_SHORTENED` may match there, which is rare."""
_KNOWN_AS = (
    r",?\s+(?:\(|which is\s+|is\s+)?(?:(?:also|better|commonly|widely)\s+)?known\s+"
    r"(?:as|by\s+(?:its|the|their)\s+(?:\w+\s+)?(?:acronym|initials|name))\s+(?:the\s+)?"
)
_FOUGHT = (
    r"\b(?:war|fight\w*|battl\w+|offensive|campaign|operations?|cease-?fire|truce|clash\w*)\s+"
    r"(?:against|with)\s+(?:the\s+)?$"
)
_MATTER = pattern(
    r"\s+(?:war|conflict|talks|fighting|negotiations|cease-?fire|truce|deal|agreement|clashes)\b"
)
_JOINED = pattern(r"-|\s+and\s+")
_AND = pattern(r"\s+and\s+(?:the\s+)?")
_BETWEEN = pattern(r"\bbetween\s+(?:the\s+)?$")
_BEFORE_STATE = rf"(?<![\w-])({RUN})-$"
_BETWEEN_BEFORE = rf"\bbetween\s+(?:the\s+)?({RUN})\s+and\s+(?:the\s+)?$"
_LINK = pattern(r"\s(?:of|for)(?:\sthe)?\s")
_WINDOW = 64
_LONGEST = 160


def is_otherwise(text: str, hit: Hit, entries: Callable[[str], object]) -> bool:
    """Whether the text spells a table's initials out as something else: "... Council (ICC)".

    Args:
        text: The article.
        hit: Initials in it.
        entries: What the tables hold for a full name.
    """
    start, end = hit.start, hit.end
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or not text[start].isupper():
        return False
    run = compiled(_RUN_BEFORE).search(text, max(0, start - 120), start - 1)
    name = _expansion(run.group(1), text[start:end]) if run else None
    return name is not None and entries(name) != entries(text[start:end])


def find_groups(
    text: str,
    capitals: Capitals,
    hits: Sequence[Hit],
    body_of: Callable[[str], str | None],
) -> dict[str, str]:
    """The groups of a text: each form in which it names one, to the fullest form.

    Args:
        text: The article.
        capitals: Its words with a capital.
        hits: What the gazetteer finds in it.
        body_of: The state or organisation that words stand for, None for other words. Initials that
            the text gives to an organ of a state ("... Armed Forces (SAF)") are that state's.
    """
    full: dict[str, str] = {}
    known_as, plain = "known" in text, roles("plain")
    unknown: list[tuple[int, int, str]] = []
    for start, end, known in _with_hits(capitals.runs(), hits):
        run = text[start:end]
        single = run.isalnum()  # no more than one word: it has neither initials nor a head
        renamed = known_as and text.find("known", end, end + _TO_KNOWN) >= 0
        if single and not renamed and run.lower() in plain:
            continue  # only the first word of a sentence, as many runs are
        short = not single and text[end : end + _GLANCE].lstrip(_BEFORE_INITIALS)[:1] in "(o"
        if renamed or short:
            full.update(_spelt_out(text, run, end, renamed=renamed))
        if known:
            covered = single or (known.start <= start and end <= known.end)
            called = not covered and _is_headed_as_group(run)
        else:
            ending = ending_before(text, start)
            unknown.append((start, end, ending))
            called = (
                (not single and _is_headed_as_group(run))
                or (text[end : end + 1] in " '’" and member_end(text, end) is not None)
                or (ending in _endings() and _is_led_in(text, start))
            )
        if called and (" " in run or run not in full):
            name = trim(_head_phrase(run))[0]
            full.setdefault(name, name)
    for name in (*_parties_beside_states(text, hits), *acting(text, unknown)):
        full.setdefault(name, name)
    if not full:
        return full
    named = {words for words in {*full, *full.values()} if _is_name(words, text)}
    kept = {form: name for form, name in full.items() if form in named and name in named}
    for form in list(kept):
        if body_of(form):
            del kept[form]
        elif body := body_of(kept[form]):
            kept[form] = body
    for form in [form for form in kept if _has_word(text, f"{form}s")]:  # Houthi rebels, Houthis
        kept[form] = kept.setdefault(f"{form}s", f"{form}s")
    return kept


def _with_hits(
    runs: Iterable[tuple[int, int]], hits: Iterable[Hit]
) -> Iterator[tuple[int, int, Hit | None]]:
    """Each run with the first hit that shares a character with it; both are in order."""
    ahead = iter(hits)
    hit = next(ahead, None)
    for start, end in runs:
        while hit and hit.end <= start:
            hit = next(ahead, None)
        yield start, end, hit if hit and hit.start < end else None


def _is_name(name: str, text: str) -> bool:
    """Whether the words name something: not a role, a day or a creed alone.

    A single word that the text has in lower case too is no name either.
    """
    listed = roles("plain", "modifiers", "titles", "ranks", "organs", "generic", "portfolios")
    parts = name.split()
    if len(name) < 2 or all(part.casefold() in listed for part in parts):
        return False
    return len(parts) > 1 or not _has_word(text, name.casefold())


def _has_word(text: str, word: str) -> bool:
    """Whether the word stands whole in the text, just so; never words with a space or hyphen."""
    at = text.find(word) if _WORD.fullmatch(word) else -1
    while at >= 0 and not is_whole(text, at, at + len(word)):
        at = text.find(word, at + 1)
    return at >= 0


def _spelt_out(text: str, run: str, end: int, *, renamed: bool) -> Iterator[tuple[str, str]]:
    """Forms and full name where the text gives a run's initials or (if `renamed`) another name."""
    if short := _SHORTENED.match(text, end):
        if name := _expansion(run, short.group(1)):
            yield short.group(1), name
            yield name, name
        return
    known = compiled(_KNOWN_AS).match(text, end) if renamed else None
    if known and (other := compiled(RUN).match(text, known.end())):
        one = trim(run)[0]
        name = max(one, other.group(), key=len)
        yield one, name
        yield other.group(), name


def _expansion(run: str, initials: str) -> str | None:
    """The part of a run that the initials stand for.

    Its last words whose first letters are the initials; else, for initials of another language,
    the whole run if it calls itself a group (Front, Army, Party).
    """
    words = run.split()
    letters = initials.replace("-", "").casefold()
    for start in range(len(words) - 1, -1, -1):
        tail = words[start:]
        if not tail[0][0].isupper():
            continue
        for counted in (tail, [word for word in tail if word[0].isupper()]):
            if "".join(word[0] for word in counted).casefold() == letters:
                return " ".join(tail)
    whole, _ = trim(run)
    heads = roles("group_heads")
    return whole if any(word.casefold() in heads for word in whole.split()[1:]) else None


def _is_headed_as_group(run: str) -> bool:
    """Whether a name of several words ends as those of groups do, Front or Army, or begins so."""
    first, space, rest = run.partition(" ")
    if not space:
        return False
    heads = roles("group_heads")
    if rest.rpartition(" ")[2].casefold() in heads:
        return True
    return first.casefold() in heads and rest.startswith(("of ", "for "))  # "Movement of the Hills"


def _is_led_in(text: str, start: int) -> bool:
    """Whether what stands before a name makes it a group's: "the militant group", "war with".

    Only where the words before it end as `_endings` tells, which few do.
    """
    before = text[max(0, start - _WINDOW) : start]
    last = before.rstrip().removesuffix("the").rstrip()
    if last.endswith(("against", "with")):
        return bool(compiled(_FOUGHT).search(before))
    last = last.removesuffix("as").rstrip().removesuffix("known").rstrip()
    return last.endswith(_last_words()) and bool(_described().search(before))


def _head_phrase(run: str) -> str:
    """The part after "of" or "for", where that is a group's name: "... of the Labour Party"."""
    tail = _LINK.split(run)[-1]
    return tail if _is_headed_as_group(tail) else run


def _parties_beside_states(text: str, hits: Sequence[Hit]) -> Iterator[str]:
    """Runs that stand beside a state as the other party: "between Israel and Hamas"."""
    paired = "between" in text
    for start, end, form in hits:
        if form.use == "people" or not form.entries:
            continue
        begin = max(0, start - _WINDOW)
        told = paired and text.find("between", begin, start) >= 0
        compound = text[start - 1 : start] == "-"
        spans = []
        if _JOINED.match(text, end):
            after = _after_pair if told and _BETWEEN.search(text, begin, start) else _after_state
            spans.append(after(text, end))
        if told or compound:
            pair = _BEFORE_STATE if compound else _BETWEEN_BEFORE
            before = compiled(pair).search(text, begin, start)
            spans.append(before.span(1) if before else None)
        for span in spans:
            if span and not overlapping(hits, *span):
                yield text[slice(*span)]


def _after_pair(text: str, at: int) -> tuple[int, int] | None:
    """The run after "between X" and "and"."""
    joint = _AND.match(text, at)
    return _run_at(text, joint.end()) if joint else None


def _after_state(text: str, at: int) -> tuple[int, int] | None:
    """The run after "X-" or "X and", if both have talks or a war."""
    joint = _JOINED.match(text, at)
    run = _run_at(text, joint.end()) if joint else None
    return run if run and _MATTER.match(text, run[1]) else None


def _run_at(text: str, at: int) -> tuple[int, int] | None:
    """The run that begins at a place, unless it is longer than any name: a chain of hyphens."""
    run = compiled(RUN).match(text, at, at + _LONGEST)
    return run.span() if run and run.end() < at + _LONGEST else None


@cache
def _described() -> re.Pattern[str]:
    """With an adjective that says whose it is: "the Ruritanian group Zhar"."""
    words = rf"{either(roles('group_words'))}|[A-Z][a-z]+\s(?:[a-z]+\s)?(?:group|movement|faction)"
    return re.compile(rf"\b(?:{words})\s+(?:known\s+as\s+)?(?:the\s+)?$")


@cache
def _endings() -> frozenset[str]:
    """How the words end after which these patterns may match, by `ending_before`."""
    return frozenset(word[-2:] for word in ("against", "with", "as", *_last_words()))


@cache
def _last_words() -> tuple[str, ...]:
    """How a phrase of the same list may end."""
    return tuple(sorted({phrase.split()[-1] for phrase in roles("group_words")}))
