"""What is wrong with an answer, in lines that a model can act on.

These faults are worth asking again for, no more: what is still wrong after the last re-ask is for
grounding to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from pydantic import ValidationError

from summarizer.language.folding import Folded
from summarizer.language.sentences import Sentence
from summarizer.model import Draft, DraftToll

_LISTS = ("negotiations", "demands", "tolls", "agreements")


class FaultFinder(Protocol):
    """Says what is wrong with a draft of these sentences, one line each; empty if nothing is."""

    def __call__(self, draft: Draft, sentences: Sequence[Sentence]) -> list[str]:
        """The faults."""
        ...


def faults_of(draft: Draft, sentences: Sequence[Sentence]) -> list[str]:
    """Faults in what a draft points to.

    An item without sentence numbers, a number that the model was not shown, and a toll's figure
    that stands in no sentence that the toll cites (compared folded, and as a whole).

    Args:
        draft: The answer.
        sentences: Those that the model was shown, in order.
    """
    shown = _Shown(sentences)
    return [line for name in _LISTS for line in _in_list(draft, name, shown)]


def parsing_faults(error: Exception) -> list[str]:
    """Why an answer could not be read as a Draft: one line for each place that is wrong."""
    if not isinstance(error, ValidationError):
        return [str(error) or "the answer does not call the tool as it was asked to"]
    lines: list[str] = []
    for fault in error.errors(include_url=False, include_context=False):
        place = "".join(
            f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]
        ).lstrip(".")
        given = fault["input"]
        shown = f" (got {given!r:.60})" if isinstance(given, str | int | float | None) else ""
        lines.append(f"{place or 'the answer'}: {fault['msg']}{shown}")
    return lines


class _Shown(dict[int, Folded]):
    """The sentences by number, folded when first looked at: few of them are cited."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        super().__init__()
        self.sentences = {sentence.number: sentence for sentence in sentences}

    def __missing__(self, number: int) -> Folded:
        folded = self[number] = Folded(self.sentences[number].text)
        return folded


def _in_list(draft: Draft, name: str, shown: _Shown) -> Iterator[str]:
    for index, item in enumerate(getattr(draft, name)):
        place = f"{name}[{index}]"
        if not item.sentences:
            yield f"{place}.sentences is empty; give the numbers of the sentences that say it"
            continue
        unknown = [number for number in item.sentences if number not in shown.sentences]
        if unknown:
            listed = ", ".join(map(str, unknown))
            yield f"{place}.sentences: no sentence {listed}; they run {_extent(shown.sentences)}"
        elif isinstance(item, DraftToll):
            yield from _figure_fault(place, item, shown)


def _figure_fault(place: str, toll: DraftToll, shown: _Shown) -> Iterator[str]:
    if any(shown[number].holds(toll.figure) for number in toll.sentences):
        return
    cited = ", ".join(map(str, toll.sentences))
    elsewhere = [str(number) for number in shown.sentences if shown[number].holds(toll.figure)][:5]
    hint = f"; it stands in {', '.join(elsewhere)}" if elsewhere else "; copy the words"
    yield f"{place}.figure {toll.figure!r} does not stand in sentence {cited}{hint}"


def _extent(shown: dict[int, Sentence]) -> str:
    return f"from {min(shown)} to {max(shown)}" if shown else "from nowhere: there is none"
