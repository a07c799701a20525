"""Findings: what the check refused, mended or could not confirm, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.language.reader import Line
from summarizer.model.brief import Evidence, Finding, Outcome, Place
from summarizer.model.vocabulary import Term


class Rule(Term):
    """The rules of the check, by the stable names that findings carry."""

    SENTENCE_OUT_OF_RANGE = "sentence-out-of-range", "a cited sentence number does not exist"
    NO_EVIDENCE = "no-evidence", "no existing sentence is cited"
    FIGURE_NOT_IN_SENTENCE = (
        "figure-not-in-sentence",
        "the figure does not stand, as a figure of its own, in the cited sentences",
    )
    FIGURE_RECITED = "figure-recited", "the figure stands in the sentence beside the cited one"
    FIGURE_REWORDED = "figure-reworded", "the figure's words were taken from the sentence instead"
    FIGURE_UNREADABLE = (
        "figure-unreadable",
        "the words stand there, but no number was read from them",
    )
    NO_FIGURE = "no-figure", "the words hold no number (many, several, a number of)"
    NOT_PEOPLE = "not-people", "the number counts something else than people"
    OTHER_METRIC = "other-metric", "the sentence says something else of these people"
    NO_CUE = "no-cue", "nothing in the sentence says what happened to these people"
    DEMANDED = "demanded", "the number is what somebody demands, not what happened"
    DENIED = "denied", "the article has somebody deny it"
    PLANNED = "planned", "the sentence says that it is to happen, not that it has"
    HYPOTHETICAL = "hypothetical", "the sentence only supposes it"
    DUPLICATE = "duplicate", "the same figure of the same sentence was given before"
    SHARE_NOT_IN_SENTENCE = "share-not-in-sentence", "the percentage is not in the cited sentences"
    CATEGORY_NOT_SAID = "category-not-said", "the article has no word for that category"
    NOT_NAMED = "not-named", "the article has no such words"
    DATE_NOT_READ = "date-not-read", "the words of the date could not be resolved"
    NO_DATE = "no-publication-date", "without a publication date, relative dates stay unresolved"
    ACTOR_NOT_NAMED = "actor-not-named", "the article does not name that actor"
    PARTY_SWAPPED = "party-swapped", "the sentence has the one asked as the one who asks"
    RESPONSE_CONTRADICTED = "response-contradicted", "the sentence gives another response"
    RESPONSE_NOT_SAID = "response-not-said", "no word in the cited sentences gives that response"
    STAGE_CONTRADICTED = "stage-contradicted", "the cited sentences say another stage"
    FREE_TEXT_UNSUPPORTED = (
        "free-text-unsupported",
        "a number, date or actor in free text that neither an item nor the article supports",
    )
    EMPTY_TEXT = "empty-text", "the item says nothing"


class Remarks:
    """The findings on one item, until it is known whether and where it stands in the brief."""

    def __init__(self, part: Place, what: str) -> None:
        self.part: Place = part
        self.what = " ".join(what.split())
        self._found: list[Finding] = []

    def _add(self, rule: Rule, outcome: Outcome, why: str, sentences: Iterable[int]) -> None:
        self._found.append(
            Finding(
                code=rule.value,
                outcome=outcome,
                part=self.part,
                what=self.what,
                why=why or rule.definition,
                sentences=sorted(set(sentences)),
            )
        )

    def refuse(self, rule: Rule, why: str = "", sentences: Iterable[int] = ()) -> None:
        """The item, or a sentence of free text, is left out."""
        self._add(rule, Outcome.REFUSED, why, sentences)

    def correct(self, rule: Rule, why: str = "", sentences: Iterable[int] = ()) -> None:
        """Something of the item was mended from the article's own words."""
        self._add(rule, Outcome.CORRECTED, why, sentences)

    def doubt(self, rule: Rule, why: str = "", sentences: Iterable[int] = ()) -> None:
        """The item stays, marked unverified."""
        self._add(rule, Outcome.UNVERIFIED, why, sentences)

    def note(self, rule: Rule, why: str = "", sentences: Iterable[int] = ()) -> None:
        """Nothing was changed."""
        self._add(rule, Outcome.NOTED, why, sentences)

    def placed(self, index: int | None) -> list[Finding]:
        """The findings, with the item's place in the brief's list (None if it is not in it)."""
        return [finding.model_copy(update={"item": index}) for finding in self._found]


def evidence_of(lines: Iterable[Line]) -> list[Evidence]:
    """The sentences as evidence, in the article's order, each once."""
    chosen = {line.number: line.sentence for line in lines}
    return [
        Evidence(sentence=number, start=one.start, end=one.end, quote=one.text)
        for number, one in sorted(chosen.items())
    ]
