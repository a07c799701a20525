"""Counterfactual copies of gold articles: other names, figures and dates, by a table.

Who knows an event can answer from memory; of a copy nobody knows anything. The table of an article
names each word that changes and what it becomes, and both text and label are made from it, so that
a mended article or label mends its copy. All dates move by whole weeks: what fell on a Friday still
does, and "on Friday" means the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from summarizer.errors import EvalError, ExitCode
from summarizer.reading.base import shown
from summarizer.scoring.gold.document import Tree, UnreadableError, parse
from summarizer.scoring.gold.folder import ARTICLE
from summarizer.scoring.gold.label import Day, Label, Words
from summarizer.scoring.gold.loading import GoldArticle, load
from summarizer.scoring.gold.problems import Problem, from_validation
from summarizer.scoring.gold.writing import Copy

TAG = "counterfactual"
ENDING = f"-{TAG}"
"""What the id of a copy has after the id of its original."""
TABLE = ".yaml"

SAID = frozenset(
    {
        *("headline", "bottom_line", "published", "title", "url"),
        *("name", "aliases", "parties", "mediators", "by", "to"),
        *("venue", "next_step", "text", "terms", "evidence", "start", "end"),
        *("figure", "value", "low", "high", "share", "population", "place", "source"),
    }
)
"""The fields of a label that say something of the article's world; all others stay as they are."""

_MOST = 5200  # weeks; a century
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _whole(given: Any) -> Any:
    return int(given) if isinstance(given, str) and re.fullmatch("-?[0-9]{1,5}", given) else given


class Table(BaseModel):
    """What becomes of an article's words.

    A word or phrase is replaced where it stands by itself, in this case; of two that begin at one
    place the longer. What is put in is not looked at again, so two names may change places.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    weeks: Annotated[int, BeforeValidator(_whole), Field(ge=-_MOST, le=_MOST)] = Field(
        description="By how many weeks all dates move."
    )
    words: dict[Words, Words] = Field(description="Of the text, and of the label.")
    label: dict[Words, Words] = Field(
        default={}, description="Of the label only, where it says something in words of its own."
    )
    dates: dict[Day, Day] = Field(
        default={},
        description="Days of the label that do not move by these weeks: the ends of a month or "
        "year that the text names.",
    )


def copies(gold: Path, tables: Path) -> list[Copy]:
    """The copies that a folder of tables `ID.yaml` makes of gold articles, sorted by id.

    Raises:
        EvalError: BAD_GOLD, gold or a table is missing or wrong, a table's article is not there, or
            words of a table stand in neither its article nor the label.
    """
    originals = {one.id: one for one in load(gold)}
    made = []
    for path in sorted(tables.glob(f"*{TABLE}")):
        original = originals.get(path.stem)
        if original is None:
            raise _wrong(path, f"there is no gold article {shown(path.stem)} in {gold}")
        text = (gold / f"{original.id}{ARTICLE}").read_text("utf-8")
        made.append(_copy(original, text, path))
    if not made:
        raise _wrong(tables, f"holds no table ID{TABLE}")
    return made


def _copy(original: GoldArticle, text: str, path: Path) -> Copy:
    table = _table(path)
    said = original.label.model_dump(mode="json")
    known = "\n".join([text, *_texts(said)])
    for word in (*table.words, *table.label):
        if not re.search(_alone(word), known):
            raise _wrong(path, f"“{shown(word)}” stands in neither the article nor its label")
    changed = _changed(said, _Swap({**table.words, **table.label}, table))
    changed["article"]["id"] = f"{original.id}{ENDING}"
    changed["tags"] = [*said["tags"], TAG]
    # All articles of one event are drawn together, and a copy tells the same story.
    changed["event"] = original.event
    try:
        label = Label.model_validate(changed)
    except ValidationError as error:
        raise _wrong(path, str(from_validation(path.name, error)[0])) from None
    return Copy(_Swap(table.words, table)(text), label)


def _table(path: Path) -> Table:
    try:
        return Table.model_validate(parse(path.read_bytes(), is_json=False))
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from None
    except UnreadableError as error:
        raise _wrong(path, f"{error.where}: {error.what}".removeprefix(": ")) from None
    except ValidationError as error:
        problem = from_validation(path.name, error, Table)[0]
        raise _wrong(path, f"{problem.where}: {problem.what}") from None


def _wrong(path: Path, what: str) -> EvalError:
    return EvalError(
        str(Problem(shown(str(path)), "", what)),
        "correct the table, or take it away",
        code=ExitCode.BAD_GOLD,
    )


class _Swap:
    """Text in, text with the table's words and moved dates out."""

    def __init__(self, words: Mapping[str, str], table: Table) -> None:
        longest_first = sorted(words, key=len, reverse=True)
        self._words, self._table = words, table
        self._pattern = re.compile("|".join([rf"\b{_ISO}\b", *map(_alone, longest_first)]))

    def __call__(self, text: str) -> str:
        return self._pattern.sub(self._becomes, text)

    def _becomes(self, found: re.Match[str]) -> str:
        word = found.group()
        if word in self._words:
            return self._words[word]
        try:
            day = dt.date.fromisoformat(word)
            moved = self._table.dates.get(day) or day + dt.timedelta(weeks=self._table.weeks)
        except (ValueError, OverflowError):  # looks like a day and is none of the calendar
            return word
        return moved.isoformat()


def _alone(word: str) -> str:
    """A pattern of the word that does not find `24` in `124`, `24,000`, `2.24` or `10:24`."""
    before = r"(?<!\w)(?<![0-9][.,:])" if word[0].isalnum() else ""
    after = r"(?!\w)(?![.,:][0-9])" if word[-1].isalnum() else ""
    return f"{before}{re.escape(word)}{after}"


def _changed(tree: Any, swap: _Swap, *, said: bool = False) -> Any:
    """The label's tree with every text under a field that is `SAID` swapped."""
    if isinstance(tree, dict):
        return {field: _changed(one, swap, said=field in SAID) for field, one in tree.items()}
    if isinstance(tree, list):
        return [_changed(one, swap, said=said) for one in tree]
    if not said or tree is None or isinstance(tree, bool):
        return tree
    if isinstance(tree, float):
        return swap(f"{tree:g}")
    return swap(str(tree))


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for one in tree.values():
            yield from _texts(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from _texts(one)
    elif tree is not None:
        yield f"{tree:g}" if isinstance(tree, float) else str(tree)
