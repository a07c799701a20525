"""Whoever acts in a clause and is no actor of the article's names, by the clause's own words.

"the party demanded", "relatives of the miners have called for", "said Amari": a noun for people or
bodies that may hold a position, or a name, where a subject stands. Nothing else is known of them.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.engines.rules.actors import Actor
from summarizer.engines.rules.issues import bases
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.wordlists import table
from summarizer.language.gazetteer import gazetteer
from summarizer.language.patterns import pattern
from summarizer.language.reader import Line
from summarizer.language.runs import PERSON, RUN, trim
from summarizer.language.tables import compiled, role_parts, roles

_REACH = 120
"""Characters before a verb in which its subject stands, with all that belongs to it."""
_LONGEST = 5  # words of a name
_MODIFIERS = 2  # words of a noun's name before it: `human rights groups`
_ASIDE = 80
_BOUNDARY = pattern(
    r".*(?:[;:!?“”\"()]|,(?=\s)|\s[–—-]+(?=\s)|\b(?:that|and|but|as|while|when|where|after|because"
    r"|if|though|although|said|says|who|which|or|than|since|before|until|to|by)(?=\s|$))",
    re.IGNORECASE | re.DOTALL,
)
_BELONGS = pattern(
    r"\s(?:of|in|from|for|at|on|with|near|across|outside|representing|around|inside|among|against"
    r"|between|to|by|into|over|about|under|within)\s"
)
_LEADS_IN = pattern(
    r"(?:in|at|on|by|with|from|for|of|to|after|before|during|amid|despite|under|near|against|among"
    r"|between|into|over|about|through|following|like|unlike|including|without|within|towards?)\b",
    re.IGNORECASE,
)
_OWNED = pattern(r"['’]s?$")
_BY_VERB = pattern(r"\s(?:the\s|an?\s|one\s|some\s|many\s)?(?P<who>(?:[a-z’'-]+\s){0,2}[a-z-]+)\b")
_AFTER_NAME = pattern(r",\s(?:[A-Z]?\d\d,\s)?(?P<what>[^,.;:“”\"()]{4,90})")
_ASIDE_BEGINS = ("the", "a", "an", "who", "its", "their", "deputy", "foreign", "prime", "co-chair")
_BODIES = ("state", "organisation", "group")
_PLAIN_WORD = pattern(r"[\w-]+")
_FOR = pattern(r"\s(?:for|of|from|at|with)\s(?:the\s)?")


def unlisted_before(setting: Setting, line: Line, end: int, begin: int = 0) -> Actor | None:
    """The subject that ends at a place, if it is one of people or a body, or a name.

    Args:
        setting: The article's actors.
        line: The sentence.
        end: Where the words end that may stand between the subject and its verb.
        begin: Where it may begin at the earliest.
    """
    start = max(begin, end - _REACH)
    words = line.text[start:end].rstrip()
    if words.endswith(","):  # "the party, which lost the vote, demanded"
        comma = words.rfind(",", max(0, len(words) - _ASIDE), -1)
        if comma < 0:
            return None
        words = words[:comma]
    cut = _BOUNDARY.match(words)
    if cut:
        words = words[cut.end() :]
        start += cut.end()
    elif start > begin:
        return None  # too long to be a subject
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words or _LEADS_IN.match(words):
        return None
    return _subject_in(setting, line, start, words)


def _subject_in(setting: Setting, line: Line, start: int, words: str) -> Actor | None:
    """The subject that words begin with: up to what belongs to it, or after a count of it."""
    head, after = _split(words)
    if after < len(words) and head.rpartition(" ")[2].lower() in bases("counting"):
        start += after
        head, _ = _split(words[after:])
    last = head.rpartition(" ")[2]
    if last.lower() in bases("holders"):
        return _of_noun(start, head)
    return _of_name(setting, line, start, head) if last[:1].isupper() else None


def _split(words: str) -> tuple[str, int]:
    """A noun phrase up to a preposition that is no part of a name, and where the rest begins."""
    for link in _BELONGS.finditer(words):
        head, rest = words[: link.start()], words[link.end() :]
        named = head.rpartition(" ")[2][:1].isupper() and rest[:1].isupper()
        if not (named and link[0].strip() in ("of", "for")):
            return head, link.end()
    return words, len(words)


def _of_noun(start: int, head: str) -> Actor | None:
    """The people or body that a noun means, in its words that tell which: `opposition parties`."""
    words = head.split()
    first = len(words) - 1
    while first and len(words) - first <= _MODIFIERS and _is_modifier(words[first - 1]):
        first -= 1
    if first and _OWNED.search(words[first - 1]):
        return None  # whose: the body before it acts, and is looked for elsewhere
    name = " ".join(words[first:])
    at = start + head.rindex(words[-1]) + len(words[-1]) - len(name)
    kind = "group side" if words[-1].lower() in _sides() else "petitioner"
    return Actor(max(start, at), at + len(name), name, kind)


@cache
def _sides() -> frozenset[str]:
    """Nouns for a side of a conflict, who demand; others appeal."""
    lists = table("setting")["sides"]
    return frozenset(word for key in ("group", "firm", "staff") for word in lists[key])


def _is_modifier(word: str) -> bool:
    if word[:1].isupper():
        return word.casefold() not in bases("determiners")
    return word.replace("-", "").isalpha() and word not in bases("determiners")


def _of_name(setting: Setting, line: Line, start: int, head: str) -> Actor | None:
    """Whom a name means: an actor of the article, or else nobody but its bearer."""
    found = compiled(rf"(?<![\w-])(?:{PERSON}|{RUN})$").search(head)
    name, cut = _untitled(found[0]) if found else ("", 0)
    if found is None or not _may_name(name):
        return None
    begin = start + found.start() + cut
    end = begin + len(name)
    if known := setting.reader.names.actor(name):
        return Actor(begin, end, known, setting.kind_of(known))
    if gazetteer().look_up(name) or len(head[: found.start()].split()) > _MODIFIERS + 1:
        return None
    if body := _body_beside(setting, line, end):
        return body._replace(start=begin, end=end)
    if " " in name or _recurs(setting, line, begin, name):
        return Actor(begin, end, _in_full(setting, name), "bearer")
    return None


def _may_name(name: str) -> bool:
    """Whether words with capitals may be a name: no adverb, outlet's initials, title or people."""
    last = name.rpartition(" ")[2]
    if not name or name.isupper() or name.endswith(("ly", "ing")) or _OWNED.search(name):
        return False
    known = last.casefold() in roles("titles", "organs", "plain") or _is_people(last)
    return len(name.split()) <= _LONGEST and not known


def _untitled(run: str) -> tuple[str, int]:
    """A name without what presents its bearer (`US Senator`), and how many characters went."""
    name, cut = trim(run)
    if _BELONGS.search(name):
        return name, cut  # "Ministry of Foreign Affairs"
    while (head := name.partition(" ")[0]) != name and _presents(head):
        cut += len(head) + 1
        name = name[len(head) + 1 :]
    return name, cut


def _presents(word: str) -> bool:
    return word.rstrip(".").casefold() in role_parts() or _is_people(word)


def _is_people(word: str) -> bool:
    form = gazetteer().look_up(word)
    return form is not None and form.use == "people"


@cache
def _speaks_for() -> frozenset[str]:
    return roles("titles") | {"heads", "leads", "spokesperson", "represents", "representing"}


def _body_beside(setting: Setting, line: Line, end: int) -> Actor | None:
    """The body for which an aside has somebody speak: `X, who heads the rebel team,`."""
    aside = _AFTER_NAME.match(line.text, end)
    words = aside["what"].split() if aside else [""]
    told = {word.casefold() for word in words}
    begins = words[0][:1].isupper() or words[0] in _ASIDE_BEGINS or words[0] in _speaks_for()
    if aside is None or not begins or _speaks_for().isdisjoint(told) or told & roles("former"):
        return None
    beside = (one for one in setting.actors(line) if aside.start("what") <= one.start < aside.end())
    body = next(beside, None)
    return body and body._replace(kind="person" if body.kind in _BODIES else body.kind)


def _recurs(setting: Setting, line: Line, begin: int, name: str) -> bool:
    """Whether a word with a capital is a name: the text has it again, and not in lower case."""
    text = setting.reader.text
    places = setting.reader.names.capitals.places.get(name, ())
    inside = begin > 0 and line.text[begin - 1] == " " and line.text[begin - 2] not in ".?!:"
    return (len(places) > 1 or inside) and f" {name.lower()} " not in text


def _in_full(setting: Setting, name: str) -> str:
    """A name with the words that the text has before it where it first gives it in full."""
    if " " in name:
        return name
    full = re.search(
        rf"(?<![\w-])(?:[A-Z][\w’'-]+\s){{1,2}}{re.escape(name)}\b", setting.reader.text
    )
    long = trim(full[0])[0] if full else name
    return long if _is_plain_name(long) else name


def _is_plain_name(name: str) -> bool:
    """Whether no word of a name tells a body, a place or a title."""
    return not any(
        gazetteer().look_up(word) or word.casefold() in roles("titles", "ranks", "modifiers")
        for word in name.split()[:-1]
    )


def unlisted_after(setting: Setting, line: Line, at: int) -> Actor | None:
    """The speaker after a verb of saying that ends at a place: `"…," said a spokesman for X`."""
    name = compiled(rf"\s(?:the\s)?({PERSON})").match(line.text, at)
    if name:
        return _of_name(setting, line, name.start(1), name[1])
    found = _BY_VERB.match(line.text, at)
    for word in _PLAIN_WORD.finditer(line.lower, *found.span("who")) if found else ():
        whose = _FOR.match(line.text, word.end())
        speaks = word[0] in roles("titles")
        group = setting.group_from(line, whose.end(), 0) if whose and speaks else ()
        if group:
            return group[0]
        if word[0] in bases("holders"):
            return _of_noun(word.start(), word[0])
    return None
