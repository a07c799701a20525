"""Actors: whom an article names, and whom copied words stand for in it (codebook section 6).

States and organisations come from tables; persons, groups and unions only from what the article
itself says of them. There is no fuzzy matching: Israel and Iran are 60 per cent alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from summarizer.language.folding import Folded, bare, lowered, plain_words, stands_as_written
from summarizer.language.gazetteer import gazetteer
from summarizer.language.groups import find_groups
from summarizer.language.listed import Listed, entries_of
from summarizer.language.organs import body_in, owned_in
from summarizer.language.patterns import pattern
from summarizer.language.people import Finder, People
from summarizer.language.properties import cached_property
from summarizer.language.runs import Capitals
from summarizer.language.tables import role_parts, roles

Kind = Literal["state", "organisation", "group", "person"]

_LONGEST = 160
"""Longer words (in characters) name no actor; they are looked up verbatim only."""

_NAMED = pattern(r"(?:(?:the|an?)\s+)?(.*?)(?:['’]s|(?<=s)['’])?", re.IGNORECASE | re.DOTALL)


class Mention(NamedTuple):
    """Words that stand for an actor, from `start` to `end` (code points, end exclusive).

    `words` is the text of that span; `name` is the actor as the article names it in full. The span
    takes in a title or an organ ("Israeli officials", "Zhar Front leader Omer Tal"). `kind` is that
    of the words: a person who speaks for a state is a `person` whose `name` is the state.
    """

    start: int
    end: int
    words: str
    name: str
    kind: Kind


class Resolved(NamedTuple):
    """An actor as the article names it in full, and the other words that it has for it."""

    name: str
    aliases: tuple[str, ...]


class Names:
    """The actors of one article.

    States and organisations are looked for when first needed (about 0.3 ms for 800 words), and so
    are groups and persons (about 0.7 ms).

    Attributes:
        text: The article.
    """

    def __init__(
        self, text: str, lower: str | None = None, plain: Collection[str] | None = None
    ) -> None:
        self.text = text
        self._lower = lower
        self._plain = plain

    @classmethod
    def of(cls, text: str, lower: str | None = None, plain: Collection[str] | None = None) -> Names:
        """The names in a text.

        Args:
            text: The article.
            lower: The same in lower case (`lowered`), if it is known already.
            plain: Its words of plain letters (`plain_words`), if they are known already.
        """
        return cls(text, lower, plain)

    def named(self, words: str) -> bool:
        """Whether the words stand in the text, folded and contiguous: for places and sources.

        A leading article and a possessive ending do not count.
        """
        return stands_as_written(self.text, words) or self._span(words) is not None

    def resolve(self, words: str) -> Resolved | None:
        """The actor that the words stand for in this article; None if the article names none.

        A state by any of its names, its people, organ, capital or seat; an organisation by name or
        initials; a person by the body that they speak for; a group by its name or initials; other
        words by themselves, if they stand in the text.
        """
        words = " ".join(words.split())
        name = self.actor(words) or self._verbatim(words)
        return Resolved(name, self._aliases.get(name, ())) if name else None

    def actor(self, words: str) -> str | None:
        """The same without its other words, and None for words that only stand in the text.

        Takes no search of the text, so it may be asked for every word of it. White space single.
        """
        return self._actor(words) if len(words) <= _LONGEST else None

    def same(self, one: str, other: str) -> bool:
        """Whether two names stand for the same actor, by this article or by the tables."""
        if bare(one) == bare(other):
            return True
        first, second = self.resolve(one), self.resolve(other)
        if first and second:
            return first.name == second.name
        if self._listed.redefined & {one, other}:
            return False
        return bool(entries_of(one) & entries_of(other))

    def is_un_or_ngo(self, words: str) -> bool:
        """Whether the words name the UN, one of its agencies or an aid or rights organisation."""
        return any(entry.source for hit in gazetteer().scan(words) for entry in hit.form.entries)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place where the text names an actor, in order; none overlap.

        An adjective alone ("Israeli hostages"), a compound in which somebody else acts ("U.S.-led")
        and a capital used as a town are no mention. "in Egypt" is: the caller judges the role.
        """
        found = [*self._listed_mentions(), *self._group_mentions(), *self._person_mentions()]
        found.sort(key=lambda mention: (mention[0], -mention[1]))
        kept: list[Mention] = []
        done = 0
        for start, end, name, kind in found:
            if start >= done:
                done = end
                kept.append(Mention(start, end, self.text[start:end], name, kind))
        return tuple(kept)

    # States and organisations

    @cached_property
    def capitals(self) -> Capitals:
        """The text's words with a capital."""
        return Capitals(self.text)

    @cached_property
    def _listed(self) -> Listed:
        return Listed(self.text, self.capitals)

    def _by_table(self, words: str) -> str | None:
        form = gazetteer().look_up(words)
        if form is None or words in self._listed.redefined:
            return None
        entry = self._listed.entry(form)
        if entry is None and form.use == "capital" and self.named(words):
            return form.entries[0].name
        return self._listed.names[entry] if entry else None

    def _table_body(self, words: str) -> str | None:
        """The state or organisation that words stand for, as a whole or as an organ of it."""
        body = body_in(words)
        return self._by_table(words) or (self._by_table(body) if body else None)

    # Groups and persons

    @cached_property
    def _groups(self) -> dict[str, str]:
        """Forms of groups, as the text has them, to the actor in full."""
        return find_groups(self.text, self.capitals, self._listed.hits, self._table_body)

    @cached_property
    def _people(self) -> People:
        states = [name for entry, name in self._listed.names.items() if entry.kind == "state"]
        sole = states[0] if len(states) == 1 else None
        lower = lowered(self.text) if self._lower is None else self._lower
        plain = frozenset(plain_words(self.text)) if self._plain is None else self._plain
        finder = Finder(self.text, self._listed.hits, self._body_of, self._groups, sole)
        return finder.people(lower, plain)

    def _body_of(self, words: str) -> str | None:
        """The actor behind a body's words: the words themselves if nothing better is known."""
        words = " ".join(words.split())
        known = self._table_body(words) or self._groups.get(words)
        return known or (None if gazetteer().look_up(words) else words)

    @cached_property
    def _known(self) -> dict[str, str]:
        """Folded words that the article has for an actor, to the actor in full."""
        known = {bare(mention.words): mention.name for mention in self.mentions}
        known.update((bare(form), name) for form, name in self._groups.items())
        known.update((bare(name), body) for name, body in self._people.bodies.items())
        return known

    def _actor(self, words: str) -> str | None:
        known = self._by_table(words) or self._known.get(bare(words)) or self._titled(bare(words))
        if known:
            return known
        if body := body_in(words):  # again, for "representatives of Israel's government"
            return self._by_table(body) or self._known.get(bare(body)) or self._actor(body)
        if group := body_in(words, members=True):
            return self._known.get(bare(group)) if not self._by_table(group) else None
        owned = owned_in(words)
        return (self._by_table(owned) or self._known.get(bare(owned))) if owned else None

    def _titled(self, folded: str) -> str | None:
        """The actor behind a known name under a title: "Defense Minister Gallant"."""
        head, _, name = folded.partition(" ")
        while name and _is_title_word(head):
            if name in self._known:
                return self._known[name]
            head, _, name = name.partition(" ")
        return None

    def _verbatim(self, words: str) -> str | None:
        """The words as they stand in the text, without article and possessive."""
        span = self._span(words)
        if span is None:
            return None
        named = _NAMED.fullmatch(" ".join(self.text[span[0] : span[1]].split()))
        return (named.group(1) if named else "") or None

    def _span(self, words: str) -> tuple[int, int] | None:
        """The first place where the words stand; initials (IS) stand only in capitals."""
        initials = words.isupper() and len(words) <= 5
        for wanted in (words, bare(words)):
            for start, end in self._folded.find(wanted):
                if not initials or self.text[start:end].isupper():
                    return start, end
        return None

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.text)

    # Mentions

    def _listed_mentions(self) -> Iterator[tuple[int, int, str, Kind]]:
        names = self._listed.names
        for start, end, entry in self._listed.acting():
            yield start, end, names[entry], entry.kind

    def _group_mentions(self) -> Iterator[tuple[int, int, str, Kind]]:
        bodies = self._people.bodies
        groups = {form: name for form, name in self._groups.items() if form not in bodies}
        if not groups:
            return
        kinds: dict[str, Kind] = {name: entry.kind for entry, name in self._listed.names.items()}
        for start, end, name in self.capitals.occurrences(groups):
            yield start, end, name, kinds.get(name, "group")

    def _person_mentions(self) -> Iterator[tuple[int, int, str, Kind]]:
        bodies = self._people.bodies
        for start, end, name, _ in self._people.found:
            yield start, end, bodies.get(name, name), "person"
        for start, end, body in self.capitals.occurrences(bodies):
            yield start, end, body, "person"

    @cached_property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        """The other words for each actor, in the order of the text, each once."""
        words: dict[str, dict[str, str]] = {}
        stated = [(mention.name, mention.words) for mention in self.mentions]
        for name, alias in [*stated, *((body, name) for name, body in self._people.bodies.items())]:
            words.setdefault(name, {}).setdefault(bare(alias), " ".join(alias.split()))
        return {
            name: tuple(alias for folded, alias in listed.items() if folded != bare(name))
            for name, listed in words.items()
        }


def _is_title_word(word: str) -> bool:
    if word in roles("former", "plain"):
        return False
    return word.rstrip(".") in role_parts() or bool(entries_of(word))
