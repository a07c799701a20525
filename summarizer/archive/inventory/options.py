"""What of an archive is wanted, and under which names its rows keep what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.errors import SettingError
from summarizer.reading.base import MAX_BYTES, shown

FIELDS = ("id", "text", "title", "date", "outlet", "url", "language")
"""What a column can be mapped to."""

_ALSO = {"published": "date", "body": "text", "source": "outlet", "publisher": "outlet"}


@dataclass(frozen=True, slots=True)
class InventoryOptions:
    """How archives are read; goes from one process to another.

    Attributes:
        mapping: From a field (one of `FIELDS`) to the column or key that holds it. Fields that are
            not in it are found by their usual names.
        max_bytes: The limit of one article: its bytes as stored and unpacked, its characters.
        limit: Stop after so many entries; None for all.
        sample: Take so many entries, chosen by `seed`; None for all. See `choosing`.
        seed: Which sample; the same seed gives the same one.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    limit: int | None = None
    sample: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        for name, value in (("limit", self.limit), ("sample", self.sample)):
            if value is not None and value < 1:
                raise SettingError(f"{name} is {value}", "give a number of articles, from 1 up")


def mapping_of(words: str) -> dict[str, str]:
    """The mapping that `text=body,date=published` describes.

    Raises:
        SettingError: A pair is not of that form, or names a field that there is none of, or twice.
    """
    mapping: dict[str, str] = {}
    for pair in words.split(","):
        name, equals, column = (part.strip() for part in pair.partition("="))
        wanted = _ALSO.get(name, name)
        if not equals or not column or wanted not in FIELDS or wanted in mapping:
            raise SettingError(
                f"--map cannot use {shown(pair.strip()) or 'an empty pair'}",
                f"write FIELD=COLUMN,FIELD=COLUMN with the fields {', '.join(FIELDS)}",
            )
        mapping[wanted] = column
    return mapping
