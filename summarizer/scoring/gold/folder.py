"""The files of a gold folder, paired: `ID.txt` with `ID.gold.yaml` or `ID.gold.json`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import EvalError, ExitCode
from summarizer.reading.base import shown
from summarizer.scoring.gold.problems import Problem

ARTICLE = ".txt"
LABELS = (".gold.yaml", ".gold.json")
_MARK = ".gold."


@dataclass(frozen=True, slots=True)
class Files:
    """The two files of one gold article; `id` is their common stem."""

    id: str
    article: Path
    label: Path


def paired(folder: Path) -> tuple[list[Files], list[Problem]]:
    """The pairs of a folder, sorted by id, and what has no partner.

    Folders inside it, hidden files and files that are neither article nor label are no part of it.

    Raises:
        EvalError: The folder is missing, no folder, cannot be read, or holds no gold (BAD_GOLD).
    """
    names = _names(folder)
    articles = {name.removesuffix(ARTICLE): name for name in names if name.endswith(ARTICLE)}
    labels: dict[str, str] = {}
    problems = []
    for name in (name for name in names if _MARK in name and not name.endswith(ARTICLE)):
        ending = next((ending for ending in LABELS if name.endswith(ending)), None)
        if ending is None:
            problems.append(Problem(name, "", f"is no label: its name should end in {LABELS[0]}"))
            continue
        stem = name.removesuffix(ending)
        if stem in labels:
            problems.append(Problem(name, "", f"a second label beside {labels[stem]}: remove one"))
        elif stem not in articles:
            problems.append(Problem(name, "", f"a label without its article {stem}{ARTICLE}"))
        labels.setdefault(stem, name)
    for stem in sorted(articles.keys() - labels.keys()):
        what = f"an article without its label {stem}{LABELS[0]}"
        problems.append(Problem(articles[stem], "", what))
    if not (articles or labels or problems):
        raise EvalError(
            f"the gold folder {shown(str(folder))} holds no ID.txt with its ID.gold.yaml",
            "name the folder that holds them",
            code=ExitCode.BAD_GOLD,
        )
    both = sorted(articles.keys() & labels.keys())
    pairs = [Files(stem, folder / articles[stem], folder / labels[stem]) for stem in both]
    return pairs, sorted(problems, key=lambda problem: problem.file)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(
            path.name
            for path in folder.iterdir()
            if not path.name.startswith(".") and not path.is_dir()
        )
    except FileNotFoundError:
        what, hint = "does not exist", "name one that holds ID.txt and ID.gold.yaml"
    except NotADirectoryError:
        what, hint = "is no folder", "name the folder that the file is in"
    except OSError as error:
        what, hint = f"cannot be read: {error.strerror}", "look at its permissions"
    raise EvalError(
        f"the gold folder {shown(str(folder))} {what}", hint, code=ExitCode.BAD_GOLD
    ) from None
