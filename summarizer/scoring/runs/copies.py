"""The gold files that a run keeps copies of, so that it can be scored again anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.runs.manifest import RunManifest

if TYPE_CHECKING:
    from summarizer.scoring.gold import GoldArticle

_SHOWN = 5


def copy(golds: Sequence[GoldArticle], source: Path, target: Path) -> None:
    """Copy the files of these articles, byte for byte, and what is said of annotators' agreement.

    Raises:
        OSError: A file cannot be read or written.
    """
    from summarizer.scoring.gold.annotators import FILE
    from summarizer.scoring.gold.folder import ARTICLE, LABELS

    target.mkdir(parents=True)
    names = [f"{gold.id}{ending}" for gold in golds for ending in (ARTICLE, *LABELS)]
    for name in (*names, FILE):
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)


def loaded(folder: Path, manifest: RunManifest) -> list[GoldArticle]:
    """The gold articles of a run, by id.

    Raises:
        EvalError: BAD_RUN, they are not those that the run was begun with.
    """
    from summarizer.scoring.gold import digest_of, load

    hint = "restore its gold folder from a copy, or make the run again"
    try:
        golds = load(folder)
    except EvalError as error:
        raise EvalError(
            f"the run's own gold cannot be read: {error.message}", hint, code=ExitCode.BAD_RUN
        ) from None
    if digest_of(golds) == manifest.gold:
        return golds
    found = {gold.id: gold.digest for gold in golds}
    ids = sorted(
        name
        for name in found.keys() | manifest.articles.keys()
        if found.get(name) != manifest.articles.get(name)
    )
    named = ", ".join(ids[:_SHOWN]) + (f" and {len(ids) - _SHOWN} more" if ids[_SHOWN:] else "")
    raise EvalError(
        f"the gold files in {folder} are not those that the run was made with: "
        f"{named or 'as a whole'}",
        hint,
        code=ExitCode.BAD_RUN,
    )
