"""Gold articles, read whole or refused: no run ever starts on a broken label."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import EvalError, ExitCode, SourceError
from summarizer.language.folding import fold
from summarizer.model import Article
from summarizer.reading import read_bytes
from summarizer.reading.base import shown
from summarizer.scoring.gold.document import UnreadableError, parse
from summarizer.scoring.gold.folder import Files, paired
from summarizer.scoring.gold.label import Label, LabelArticle
from summarizer.scoring.gold.problems import Problem, from_validation
from summarizer.scoring.gold.quotes import foreign


@dataclass(frozen=True)
class GoldArticle:
    """An article and its label.

    Attributes:
        article: The article, as an engine gets it; what its header does not say is the label's.
        label: Its label, every quote of which stands in the article's text.
    """

    article: Article
    label: Label

    @property
    def id(self) -> str:
        """The stem of both files."""
        return self.article.id

    @property
    def event(self) -> str:
        """What is resampled as one: the label's event, else the article by itself."""
        return self.label.event or self.id

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of the article and of what the label means, however it is written."""
        # Without what is as it would be anyway: a field that a later version adds, and no label
        # uses, changes nothing of what a run of today was scored against.
        whole = {
            "article": self.article.model_dump(mode="json", exclude_defaults=True),
            "label": self.label.model_dump(mode="json", exclude_defaults=True),
        }
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """An article and its label as far as they can be read, and what is wrong with them."""

    article: Article | None
    label: Label | None
    problems: list[Problem]

    def gold(self) -> GoldArticle | None:
        """Both as one, fit to be scored; None if anything is wrong."""
        if self.problems or self.article is None or self.label is None:
            return None
        stated = self.label.article.model_dump(exclude_none=True)
        known = {**stated, **self.article.model_dump(exclude_none=True)}
        return GoldArticle(self.article.model_copy(update=known), self.label)


def load(
    folder: Path,
    *,
    split: str | None = None,
    limit: int | None = None,
    only: Collection[str] | None = None,
) -> list[GoldArticle]:
    """The gold articles of a folder, sorted by id.

    Args:
        folder: Holds `ID.txt` and `ID.gold.yaml` (or `ID.gold.json`) of each article.
        split: Only labels of that split.
        limit: Only the first so many of them; those after are not read.
        only: Only articles of these ids; the others are not read.

    Raises:
        EvalError: The folder is missing, empty or holds an unpaired file; a file cannot be read, a
            label is not of the model, contradicts its article's header or quotes what the article
            does not say; there is no article of the split, or none of an id in `only` (BAD_GOLD).
    """
    pairs, problems = paired(folder)
    if problems:
        raise _refused(folder, problems)
    if only is not None:
        _require_all(folder, only, {files.id for files in pairs})
        pairs = [files for files in pairs if files.id in only]
    found: list[GoldArticle] = []
    splits: set[str] = set()
    for files in pairs:
        one = opened(files)
        gold = one.gold()
        if gold is None:
            raise _refused(folder, one.problems)
        splits.add(gold.label.split or "none")
        if split is None or gold.label.split == split:
            found.append(gold)
        if limit is not None and len(found) >= limit:
            break
    if not found:
        raise EvalError(
            f"the gold folder {shown(str(folder))} has no article of the split {split}",
            f"its splits are: {', '.join(sorted(splits))}",
            code=ExitCode.BAD_GOLD,
        )
    return found


def _require_all(folder: Path, wanted: Collection[str], there: Collection[str]) -> None:
    missing = sorted(set(wanted) - set(there))
    if missing or not wanted:
        what = f"no article {', '.join(missing[:3])}" if missing else "no article that is asked for"
        more = f" ({len(missing) - 3} more)" if len(missing) > 3 else ""
        raise EvalError(
            f"the gold folder {shown(str(folder))} has {what}{more}",
            "look at the list of ids, or name another folder with --gold",
            code=ExitCode.BAD_GOLD,
        )


def digest_of(articles: Sequence[GoldArticle]) -> str:
    """SHA-256, in hex, of the articles' ids and digests, whatever their order."""
    listed = sorted((gold.id, gold.digest) for gold in articles)
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def opened(files: Files) -> Opened:
    """One article with its label, and all that keeps them from being used."""
    article, problems = _article(files)
    label, wrong = _label(files)
    problems += wrong
    if article is not None and label is not None:
        problems += _contradictions(files, article, label.article)
        problems += [Problem(files.label.name, *quote) for quote in foreign(article.text, label)]
    return Opened(article, label, problems)


def _refused(folder: Path, problems: Sequence[Problem]) -> EvalError:
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return EvalError(
        f"{shown(str(folder))}: {problems[0]}{more}",
        f"see all with: summarizer eval check {shown(str(folder))}",
        code=ExitCode.BAD_GOLD,
    )


def _article(files: Files) -> tuple[Article | None, list[Problem]]:
    name = files.article.name
    try:
        article = read_bytes(files.article.read_bytes(), name=name).article
    except OSError as error:
        return None, [Problem(name, "", f"cannot be read: {error.strerror}")]
    except SourceError as error:
        return None, [Problem(name, "", str(error))]
    if article.id != files.id:
        what = f"the article's id is “{shown(article.id)}”, its file's stem “{shown(files.id)}”"
        return None, [Problem(name, "", f"{what}: make them one plain name")]
    return article, []


def _label(files: Files) -> tuple[Label | None, list[Problem]]:
    name = files.label.name
    try:
        tree = parse(files.label.read_bytes(), is_json=name.endswith(".json"))
    except OSError as error:
        return None, [Problem(name, "", f"cannot be read: {error.strerror}")]
    except UnreadableError as error:
        return None, [Problem(name, error.where, error.what)]
    try:
        return Label.model_validate(tree), []
    except ValidationError as error:
        return None, from_validation(name, error)


def _contradictions(files: Files, article: Article, said: LabelArticle) -> Iterator[Problem]:
    """What the label says of the article, and the article's header says otherwise."""
    for field, value in said.model_dump(exclude_none=True).items():
        given = getattr(article, field)
        if given is None or fold(str(given)).strip() == fold(str(value)).strip():
            continue
        what = f"“{shown(str(value))}” contradicts “{shown(str(given))}”, which "
        what += "the file's name says" if field == "id" else f"{files.article.name} says"
        yield Problem(files.label.name, f"article.{field}", f"{what}: correct one of them")
