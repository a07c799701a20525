"""The store of completions: every one that was paid for, so that the same brief again is free.

One JSON file for each request, `DIGEST.json`, in one folder. The same files serve as recordings
(`replay`): the store knows nothing of engines, endpoints or articles beyond what is written in a
record.

A record, version 1:

| field | meaning |
|---|---|
| `version` | 1 |
| `digest` | SHA-256 of the request's meaning, in hex; the file's name |
| `endpoint`, `model` | where it was sent, and the model asked for |
| `answered_by` | the model that the endpoint says answered |
| `created` | when it was answered, UTC, ISO 8601 |
| `article` | the article's id |
| `end` | `complete`, `cut`, `refused` or `empty` |
| `draft` | the answer as a Draft's JSON; null if it was none |
| `faults` | why it was none, one line each; what a refusal says |
| `tokens_in`, `tokens_out` | what it took |
| `completion` | the raw completion as the endpoint gave it; null if it has no JSON form |

A record never holds a key, nor the request, nor the article's text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.engines.llm.encoding import Encoder
from summarizer.engines.llm.replies import End
from summarizer.model import Draft

Note = Callable[[str], None]
_log = logging.getLogger("summarizer.engines")
_ENCODER = Encoder(canonical=True)


class Record(BaseModel):
    """One kept completion; its fields are told in this module's own docstring."""

    model_config = ConfigDict(frozen=True)

    version: Literal[1] = 1
    digest: str
    endpoint: str
    model: str
    created: dt.datetime
    answered_by: str | None = None
    article: str | None = None
    end: End
    draft: Draft | None = None
    faults: tuple[str, ...] = ()
    tokens_in: int = 0
    tokens_out: int = 0
    completion: dict[str, Any] | None = None


@dataclass(frozen=True)
class Row:
    """One line of a list of completions.

    Attributes:
        created: When it was answered, UTC.
        model: The model asked for.
        endpoint: Where.
        article: The article's id, if known.
        end: How it ended.
        tokens_in: Tokens of the request.
        tokens_out: Tokens of the answer.
        digest: The request's digest, in hex.
        path: The record's file.
    """

    created: dt.datetime
    model: str
    endpoint: str
    article: str | None
    end: End
    tokens_in: int
    tokens_out: int
    digest: str
    path: Path


def digest_of_request(meaning: Mapping[str, Any]) -> str:
    """SHA-256 of what a request means, in hex: equal for equal JSON, in whatever order."""
    return hashlib.sha256(_ENCODER.encode(meaning).encode()).hexdigest()


class Completions:
    """A folder of kept completions.

    Reading and writing never stop a brief: what fails is told to `note`, in a line for the user,
    and counts as a miss. Several processes may share a folder, since a file appears whole or not
    at all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digest: str, note: Note = _log.warning) -> Record | None:
        """The record of that request; None if there is none, or none that can be read."""
        path = self._path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            note(f"the kept completion {path} cannot be read: {_reason(error)}")
            return None
        record = _parsed(data)
        if record is None or record.digest != digest:
            note(f"the kept completion {path} is damaged and was not used")
            return None
        return record

    def put(self, record: Record, note: Note = _log.warning) -> None:
        """Keep a completion, readable by this user alone, in place of an older one."""
        try:
            data = record.model_dump_json(indent=1, ensure_ascii=True).encode()
            handle, name = self._made()
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(name).replace(self._path(record.digest))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            note(f"completions cannot be kept in {self.folder}: {_reason(error)}")

    def list(self, note: Note = _log.warning) -> list[Row]:
        """Every record that can be read, the newest first; of the others `note` is told."""
        rows: list[Row] = []
        for path in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []:
            record = self.get(path.stem, note)
            if record is not None:
                known = record.model_dump(include=set(Row.__dataclass_fields__) - {"path"})
                rows.append(Row(**known, path=path))
        return sorted(rows, key=lambda row: row.created, reverse=True)

    def _made(self) -> tuple[int, str]:
        """A new file in the folder, open; the folder is made when it is found to be missing."""
        try:
            return tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".tmp")
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".tmp")

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"


def _parsed(data: bytes) -> Record | None:
    try:
        return Record.model_validate_json(data)
    except ValidationError:
        return None


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
