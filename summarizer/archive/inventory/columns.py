"""Which key or column of a row holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.errors import SettingError
from summarizer.reading import Reading, read_record
from summarizer.reading.base import shown
from summarizer.reading.headers import field_of
from summarizer.reading.record import TEXT_KEYS

_ENOUGH = 100  # rows after which a column that none of them has is taken to be misspelt
_MOST_SHOWN = 12  # columns that a message names


class Columns:
    """Fields under the names that the user mapped, or else under their usual ones."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = mapping
        self._unseen = set(mapping.values())
        self._rows = 0

    @property
    def undecided(self) -> bool:
        """Whether rows were read and a mapped column was in none of them."""
        return bool(self._unseen and self._rows)

    def refuse_unknown(self, *, at_end: bool) -> None:
        """Say that the mapping is wrong, once enough rows were read to know.

        Raises:
            SettingError: A mapped column was in no row.
        """
        if self.undecided and (at_end or self._rows >= _ENOUGH):
            names = ", ".join(shown(name) for name in sorted(self._unseen))
            raise SettingError(
                f"--map names {names}, which is in none of the {self._rows:,} rows read",
                "check the spelling against the archive's columns",
            )

    def field_of(self, column: str) -> str | None:
        """The field that a column holds, or None for a data set's own business."""
        for field, mapped in self._mapping.items():
            if mapped == column:
                return field
        usual = "text" if column.lower() in TEXT_KEYS else field_of(column)
        return None if usual in self._mapping else usual

    def read(
        self, row: Mapping[str, object], *, name: str, limit: int, notes: tuple[str, ...] = ()
    ) -> Reading:
        """The article in a row.

        Raises:
            SourceError: As `read_record`.
        """
        reading = read_record(self._renamed(row), name=name, max_bytes=limit)
        return Reading(reading.article, notes + reading.notes)

    def missing_from(self, columns: Iterable[str]) -> str | None:
        """Why rows with these columns give no article, in one line; None if they may."""
        names = list(columns)
        if any(self.field_of(name) == "text" for name in names):
            return None
        wanted = self._mapping.get("text")
        what = f"no column {shown(wanted)}" if wanted else "no column of text by a usual name"
        listed = ", ".join(shown(name) for name in names[:_MOST_SHOWN]) or "none"
        more = ", …" if len(names) > _MOST_SHOWN else ""
        return f"{what}: its columns are {listed}{more}; name one with --map text=COLUMN"

    def saw(self, row: Iterable[str]) -> None:
        """Take note of the keys of one more row, or of the header of many."""
        self._rows += 1
        self._unseen.difference_update(row)

    def _renamed(self, row: Mapping[str, object]) -> Mapping[str, object]:
        if not self._mapping:
            return row
        self.saw(row)
        usual = {
            key: value
            for key, value in row.items()
            if key not in self._mapping.values() and self.field_of(key) is not None
        }
        mapped = {field: row[name] for field, name in self._mapping.items() if name in row}
        return {**mapped, **usual}
