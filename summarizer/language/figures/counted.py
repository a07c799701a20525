"""What a number counts by its noun phrase: people, a date, a duration, money, a thing.

A number is a toll only if it counts people (codebook sections 4, 8 and 9.12), so each reading here
is a reason to leave a number out, and the finding that says so quotes it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarizer.language import lexicon
from summarizer.language.figures.counts import Counted, Counts
from summarizer.language.figures.marked import OF_THINGS, is_year, marked
from summarizer.language.figures.numbers import Atom, Kind
from summarizer.language.figures.spelling import SCALES, TENS, UNITS
from summarizer.language.folding import plain_words
from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Category, Unit

RATE = pattern(
    r"\s(?:(?:an?|per|each|every)\s(?:\w+\s)?(?:days?|weeks?|months?|years?|hours?|minutes?)\b"
    r"(?!\s(?:after|ago|before|earlier|later|since|into))|(?:daily|weekly|hourly|monthly)\b)",
    re.IGNORECASE,
)
"""What makes a rate of the number before it: `20 a day` (codebook section 4)."""
_NEXT = pattern(r"[ \n\u00a0\u202f]{1,3}((?:\d+-)?[^\W\d_][\w'’]*(?:[-‐‑][\w'’]+)*)")
_NUMBER_AFTER_OF = pattern(r"[ \n\u00a0]\d[\d,.]*(?=[ \n\u00a0])")
_SHARED_NOUN = pattern(r" (?:and|or|to) (?:\d+|[a-z]{3,9})[ -]([a-z]+)\b")  # "6 and 8 days"
_PLURAL_PEOPLE = pattern(r"[A-Z]\w+(?:ns|is|ites|ards|ois|ths|ks|gs|men)$")
_PEOPLE_ADJECTIVE = pattern(r"[A-Z]\w+(?:an|ese|ish)$")
_MORE = frozenset(("more", "other", "others", "further"))
_NUMBER_WORDS = frozenset((*UNITS, *TENS, *SCALES))
_NOUN_REACH = 64
"""Characters within which the noun of `a` stands."""
_WORDS = 7
"""How many words of a noun phrase are looked at."""


class _Word(NamedTuple):
    """A word of the phrase: as written, in lower case without a possessive ending, its end."""

    written: str
    lower: str
    end: int


class _Lists(NamedTuple):
    stop: frozenset[str]
    ending: frozenset[str]
    modifying: frozenset[str]
    pointing: frozenset[str]
    pronouns: frozenset[str]
    adjectival: frozenset[str]
    mass: frozenset[str]
    cases: re.Pattern[str]


@cache
def _lists() -> _Lists:
    listed = lexicon.table("counting")["phrase"]
    cases = re.compile(
        rf"\s(?:of\s|were\s)?(?:\w+\s)?(?:{'|'.join(listed['cases_of_people'])})\w*", re.IGNORECASE
    )
    stop, modifying, pointing, pronouns, adjectival, mass = (
        frozenset(listed[name])
        for name in ("stop", "modifying", "pointing", "pronouns", "adjectival", "mass")
    )
    ending = stop - modifying - pointing - {"of"}
    return _Lists(stop, ending, modifying, pointing, pronouns, adjectival, mass, cases)


@cache
def _head_nouns() -> frozenset[str]:
    """Nouns of harm (`deaths`, `arrests`, `hostages`): a number before one counts people."""
    nouns = {
        noun
        for entry in lexicon.table("harm").values()
        for noun in (*entry.get("noun", ()), *entry.get("weak", ()))
        if " " not in noun
    }
    return frozenset(nouns | {lexicon.plural(noun) for noun in nouns})


def somebody(text: str, atom: Atom) -> Counted | None:
    """Who `a` or `an` counts, if that is one person: `a soldier`."""
    soon = plain_words(text[atom.end : atom.end + _NOUN_REACH].lower())
    if lexicon.singular_people().isdisjoint(soon):
        return None
    what = _phrase(text, atom)
    return what if what.counts is Counts.PEOPLE and what.singular else None


def counted(text: str, start: int, atom: Atom) -> Counted:
    """What the number at `atom` counts; `start` is where its qualifier begins."""
    if found := marked(text, start, atom):
        return found
    phrase = _phrase(text, atom)
    if atom.kind is Kind.SHARE:
        return _share_of(text, atom, phrase)
    if phrase.counts is Counts.BARE and (shared := _SHARED_NOUN.match(text, atom.end)):
        kind = lexicon.things().get(shared[1].lower())
        if kind is not None:
            return Counted(OF_THINGS.get(kind, Counts.THING), atom.end, noun=shared[1])
    if RATE.match(text, phrase.end):
        return Counted(Counts.RATE, phrase.end)
    if is_year(text, start, atom, phrase):
        return Counted(Counts.DATE, atom.end)
    return phrase


def _share_of(text: str, atom: Atom, phrase: Counted) -> Counted:
    """A share is of people only where it says so: `85% of the population`, not `4% Asian`."""
    said = text.startswith(" of ", atom.end)
    if phrase.counts is Counts.PEOPLE and (said or not _PEOPLE_ADJECTIVE.match(phrase.noun)):
        return phrase
    if said and phrase.counts not in (Counts.BARE, Counts.UNKNOWN):
        return phrase._replace(end=atom.end)
    return Counted(Counts.PERCENTAGE, atom.end)


def _words_after(text: str, end: int) -> list[_Word]:
    """The words after a number, up to punctuation or a word that surely ends its phrase."""
    ending, words = _lists().ending, list[_Word]()
    while len(words) < _WORDS and (match := _NEXT.match(text, end)):
        written, end = match[1], match.end()
        lower = written.lower()
        words.append(_Word(written, lower.removesuffix("'s").removesuffix("’s"), end))
        if lower in ending:
            break
        if lower in ("of", "the") and (number := _NUMBER_AFTER_OF.match(text, end)):
            end = number.end()  # "20 of the 30 soldiers"
    return words


def _phrase(text: str, atom: Atom) -> Counted:
    """Read the noun phrase after a number; its last known noun decides."""
    lists = _lists()
    words = _words_after(text, atom.end)
    while len(words) > 1 and words[0].lower in _MORE and _goes_on(words):
        del words[0]
    if words and words[0].lower == "of":
        del words[0]
        while words and (words[0].lower in lists.pointing or words[0].lower in _NUMBER_WORDS):
            del words[0]
        if words and words[0].lower in lists.pronouns:
            return Counted(Counts.PEOPLE, words[0].end, noun=words[0].written)
    words = _up_to_stop(words)
    if not words:
        return Counted(Counts.BARE, atom.end)
    last, what = _last_known(text, words)
    if what is None:
        if words[0].lower in _MORE:
            return Counted(Counts.BARE, atom.end)
        return Counted(Counts.UNKNOWN, words[0].end, noun=words[0].written)
    if last + 1 < len(words) and _only_modifies(words[last], what, atom):
        head = words[last + 1]
        return Counted(Counts.UNKNOWN, head.end, noun=head.written)
    return _women_and_children(text, what)


def _goes_on(words: list[_Word]) -> bool:
    """Whether the phrase goes on after `more`: `two more of its fighters`, `20 other soldiers`."""
    second = words[1].lower
    return second == "of" or second not in _lists().stop or _modifies(words, 1)


def _up_to_stop(words: list[_Word]) -> list[_Word]:
    """The words of the noun phrase: up to a verb, a preposition or the like of `carrying`."""
    stop = _lists().stop
    for index, (_, lower, _) in enumerate(words):
        if lower in _NUMBER_WORDS or (lower in stop and not _modifies(words, index)):
            return words[:index]
        if index and lower.endswith("ing") and not _is_noun(words[index]):
            before = words[index - 1]
            if before.lower.endswith("s") or _is_noun(before):
                return words[:index]
    return words


def _is_noun(word: _Word) -> bool:
    """Whether a list knows the word, or its form says that it names a people."""
    lower = word.lower
    if lower in lexicon.people() or lower in lexicon.things() or lower in _head_nouns():
        return True
    return _PLURAL_PEOPLE.match(word.written) is not None


def _modifies(words: list[_Word], index: int) -> bool:
    """Whether a participle stands before the noun (`30 injured soldiers`) and not after it."""
    lists = _lists()
    if words[index].lower not in lists.modifying or index + 1 >= len(words):
        return False
    following = words[index + 1]
    return following.lower not in lists.stop and (
        following.lower in lexicon.people() or bool(_PLURAL_PEOPLE.match(following.written))
    )


def _last_known(text: str, words: list[_Word]) -> tuple[int, Counted | None]:
    """The last noun of the phrase that a list knows or that names a people by its form.

    A plural ends the phrase, since English puts it last, unless another noun for people follows
    (`women soldiers`).
    """
    people, category, previous = lexicon.people(), Category.UNSPECIFIED, ""
    found: tuple[int, Counted | None] = (0, None)
    for index, word in enumerate(words):
        person = people.get(f"{previous} {word.lower}") or people.get(word.lower)
        previous = word.lower
        if person is not None and len(word.written) == len(word.lower):
            unit = Unit.HOUSEHOLD if person.household else Unit.PERSON
            if person.category is not Category.UNSPECIFIED:
                category = person.category
            what = Counted(Counts.PEOPLE, word.end, unit, category, word.written, person.singular)
            found = index, what
            if not person.singular and _ends_phrase(words, index):
                break
        elif thing := _thing(text, word):
            found = index, thing._replace(category=category)
        elif _PLURAL_PEOPLE.match(word.written):
            found = index, Counted(Counts.PEOPLE, word.end, category=category, noun=word.written)
            if _ends_phrase(words, index):
                break
        elif found[1] is None and _PEOPLE_ADJECTIVE.match(word.written):
            found = index, Counted(Counts.PEOPLE, word.end, category=category, noun=word.written)
    return found


def _ends_phrase(words: list[_Word], index: int) -> bool:
    if index + 1 >= len(words) or words[index].lower in _lists().mass:
        return False
    return words[index + 1].lower not in lexicon.people()


def _thing(text: str, word: _Word) -> Counted | None:
    """What a noun that names no person counts; a noun of harm (`deaths`) counts people."""
    if word.lower in _head_nouns():
        return Counted(Counts.PEOPLE, word.end, noun=word.written)
    kind = lexicon.things().get(word.lower)
    if kind is None:
        return None
    if word.lower in ("case", "cases") and (of_whom := _lists().cases.match(text, word.end)):
        return Counted(Counts.PEOPLE, of_whom.end(), noun=word.written)
    return Counted(OF_THINGS.get(kind, Counts.THING), word.end, noun=word.written)


def _only_modifies(word: _Word, what: Counted, atom: Atom) -> bool:
    """Whether the last known noun stands before an unknown one that is counted in its place.

    `20 student loans`, `a humanitarian pause`, `30 Palestinian flags`: several cannot be counted by
    a singular, and of one only nouns that are adjectives too stand before another.
    """
    if what.counts is not Counts.PEOPLE:
        return False
    if not what.singular:
        return not _PLURAL_PEOPLE.match(word.written) and bool(
            _PEOPLE_ADJECTIVE.match(word.written)
        )
    return atom.value != 1 or word.lower in _lists().adjectival


_AND_CHILDREN = pattern(r"\s(?:and|or)\schildren\b", re.IGNORECASE)
_AND_ALL = pattern(
    r"(?:,\s(?:men|women|boys|girls|children|babies|infants|teenagers))*,?\s(?:and|or)\s"
    r"(?:men|women|children|boys|girls|babies|infants|elderly(?:\speople)?|older\speople)\b",
    re.IGNORECASE,
)
_OF_ANY_AGE = frozenset(("men", "women", "boys", "girls", "children"))


def _women_and_children(text: str, what: Counted) -> Counted:
    """`women and children` are civilians (codebook section 4, `category`).

    `men, women and children` are one count too, of people of whom no more is said.
    """
    if what.noun.lower() == "women" and (more := _AND_CHILDREN.match(text, what.end)):
        return what._replace(
            end=more.end(), category=Category.CIVILIAN, noun=f"{what.noun}{more[0]}"
        )
    if what.noun.lower() in _OF_ANY_AGE and (rest := _AND_ALL.match(text, what.end)):
        return what._replace(
            end=rest.end(), category=Category.UNSPECIFIED, noun=f"{what.noun}{rest[0]}"
        )
    return what
