"""A reviewer's corrections applied to the briefs of a run, and what became of each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from summarizer.archive.corrections.checking import Unsound, corrected
from summarizer.archive.corrections.keys import LISTS, Item, items_of, key_evidence, said
from summarizer.archive.corrections.reviews import Review, Reviewed, Verdict
from summarizer.archive.corrections.sheet import (
    Action,
    Correction,
    by_article,
    read_corrections,
)
from summarizer.archive.corrections.summary import without
from summarizer.model import Article, Brief, Finding, Outcome
from summarizer.model.vocabulary import Term


class Status(Term):
    """What became of a line of the file."""

    APPLIED = "applied", "the brief says what the line says"
    UNMATCHED = "unmatched", "the run has no such item any more, or not yet"
    REFUSED = "refused", "the article does not bear the value out"


class Rule(Term):
    """Names of the findings that corrections leave in a brief."""

    CORRECTED = "corrected-by-reviewer", "a reviewer changed a field of the item"
    REJECTED = "rejected-by-reviewer", "a reviewer took the item out"


class Corrections:
    """The lines of a reviewer's file, applied to brief after brief.

    Attributes:
        lines: Every line that says something, in the file's order.
    """

    def __init__(self, lines: Sequence[Correction] = ()) -> None:
        self.lines = tuple(lines)
        self._by_article = by_article(lines)
        self._seen: set[str] = set()
        self._ends: dict[int, tuple[Status, str]] = {}

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """The corrections in a file.

        Raises:
            CorrectionsError: As `read_corrections`.
        """
        return cls(read_corrections(path))

    def status(self, line: Correction) -> tuple[Status, str]:
        """What became of a line, and why if it was not applied; known once every brief was seen."""
        if line.line in self._ends:
            return self._ends[line.line]
        if line.article in self._seen:
            return Status.UNMATCHED, "the brief of this article has no such item any more"
        return Status.UNMATCHED, "the run has no brief of this article"

    def of(self, article: str, item: str) -> list[Correction]:
        """The lines about an item; its article is counted as seen, and the lines as applied."""
        self._seen.add(article)
        lines = self._by_article.get(article, {}).get(item, [])
        self._ends |= {line.line: (Status.APPLIED, "") for line in lines}
        return lines

    def left(self) -> list[Correction]:
        """The lines that were not applied."""
        return [line for line in self.lines if self.status(line)[0] is not Status.APPLIED]

    def apply(self, brief: Brief, article: Callable[[], Article]) -> Reviewed:
        """The brief as the reviewer wants it, as far as the article bears that out.

        Args:
            brief: As the run has it.
            article: Gives the article; called only if a field is to be corrected.
        """
        plain = Reviewed.of(brief)
        wanted = self._by_article.get(brief.article.digest)
        if wanted is None:
            return plain
        self._seen.add(brief.article.digest)
        made = _Review(plain)
        for part in LISTS:
            for index, key in enumerate(plain.keys[part]):
                if key in wanted:
                    self._apply(made, part, index, wanted[key], article)
        return made.finished()

    def _apply(
        self,
        made: _Review,
        part: str,
        index: int,
        lines: Sequence[Correction],
        article: Callable[[], Article],
    ) -> None:
        ended, why = Status.APPLIED, ""
        if lines[0].action is Action.REJECT:
            made.reject(part, index, lines)
        elif lines[0].action is Action.ACCEPT:
            made.accept(part, index, lines)
        else:
            try:
                values = {line.field: line.value for line in lines}
                made.correct(
                    part, index, lines, corrected(made.item(part, index), values, article())
                )
            except Unsound as fault:
                ended, why = Status.REFUSED, str(fault)
        for line in lines:
            # An article may stand in a run twice; a line has failed if it failed once.
            if self._ends.get(line.line, (Status.APPLIED, ""))[0] is Status.APPLIED:
                self._ends[line.line] = (ended, why)


class _Review:
    """A brief under review."""

    def __init__(self, plain: Reviewed) -> None:
        self._brief, self._keys = plain.brief, plain.keys
        self._items: dict[str, list[Item | None]] = {
            part: list(items_of(plain.brief, part)) for part in LISTS
        }
        self._reviews: dict[str, Review] = {}
        self._said: list[tuple[Finding, str]] = []
        self._gone: list[Item] = []

    def item(self, part: str, index: int) -> Item:
        found = self._items[part][index]
        assert found is not None  # noqa: S101 - no item has two actions
        return found

    def accept(self, part: str, index: int, lines: Sequence[Correction]) -> None:
        self._reviews[self._keys[part][index]] = Review(Verdict.ACCEPTED, _note(lines))

    def correct(self, part: str, index: int, lines: Sequence[Correction], item: Item) -> None:
        before = self.item(part, index)
        self._items[part][index] = item
        if said(item) != said(before):
            self._gone.append(before)
        self._reviews[self._keys[part][index]] = Review(Verdict.CORRECTED, _note(lines))
        fields = ", ".join(dict.fromkeys(line.field for line in lines))
        why = f"{Rule.CORRECTED.definition}: {fields}"
        self._find(Rule.CORRECTED, Outcome.CORRECTED, part, index, (before, _why(why, lines)))

    def reject(self, part: str, index: int, lines: Sequence[Correction]) -> None:
        before = self.item(part, index)
        self._gone.append(before)
        self._items[part][index] = None
        why = _why(Rule.REJECTED.definition, lines)
        self._find(Rule.REJECTED, Outcome.REFUSED, part, index, (before, why))

    def finished(self) -> Reviewed:
        """The brief without the rejected items, its findings pointing to where items are now."""
        moved = {part: _moved(items) for part, items in self._items.items()}
        told = [(finding, self._key_of(finding)) for finding in self._brief.findings] + self._said
        findings = [
            finding.model_copy(update={"item": moved[finding.part][finding.item]})
            if finding.item is not None
            else finding
            for finding, _ in told
        ]
        lists = {
            part: [item for item in items if item is not None]
            for part, items in self._items.items()
        }
        brief = self._brief.model_copy(update={**lists, "findings": findings})
        return Reviewed(
            brief=without(brief, self._gone, Rule.CORRECTED.value),
            keys={
                part: [key for key, at in zip(keys, moved[part], strict=True) if at is not None]
                for part, keys in self._keys.items()
            },
            reviews=self._reviews,
            rejected={
                index: key
                for index, ((before, key), now) in enumerate(zip(told, findings, strict=True))
                if before.item is not None and now.item is None
            },
        )

    def _key_of(self, finding: Finding) -> str:
        return self._keys[finding.part][finding.item] if finding.item is not None else ""

    def _find(
        self, rule: Rule, outcome: Outcome, part: str, index: int, told: tuple[Item, str]
    ) -> None:
        before, why = told
        finding = Finding.model_validate(
            {
                "code": rule.value,
                "outcome": outcome,
                "part": part,
                "item": index,
                "what": said(before),
                "why": why,
                "sentences": [key_evidence(before).sentence],
            }
        )
        self._said.append((finding, self._keys[part][index]))


def _moved(items: Sequence[Item | None]) -> list[int | None]:
    """Where each item is once those that are gone have left; None for those."""
    places: list[int | None] = []
    kept = 0
    for item in items:
        places.append(None if item is None else kept)
        kept += item is not None
    return places


def _note(lines: Sequence[Correction]) -> str:
    return "; ".join(dict.fromkeys(line.note for line in lines if line.note))


def _why(what: str, lines: Sequence[Correction]) -> str:
    note = _note(lines)
    return f"{what}; {note}" if note else what
