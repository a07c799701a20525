"""Files that ship with the package, found in a checkout and in an installed wheel alike.

The wheel holds the repository's `prompts/` as `summarizer/prompts/` (pyproject.toml,
force-include); a checkout has it beside the package. Nothing else in the program knows this.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@cache
def shipped(folder: str) -> Traversable:
    """The shipped folder of that name.

    Raises:
        FileNotFoundError: The installation is damaged.
    """
    inside = files("summarizer") / folder
    if inside.is_dir():
        return inside
    beside = Path(__file__).resolve().parent.parent / folder
    if beside.is_dir():
        return beside
    raise FileNotFoundError(f"the installation lacks its folder {folder}/; install summarizer anew")
