"""Recordings: kept completions that answer in place of an endpoint, with no network and no key.

A request's digest covers where it was sent. A replay therefore asks as the recording was made: its
endpoint, and the model's name there, are taken from the records. Why it is so is told in
docs/decisions/0007-recordings.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from summarizer.engines.llm.cache import Completions, Note, Record
from summarizer.engines.llm.endpoint import OPENAI_HOST, Reply, worded
from summarizer.engines.llm.messages import Message
from summarizer.errors import SettingError, Unrecorded

_NOWHERE = "no endpoint"


class Recorder(Completions):
    """A folder in which recordings are made; what could not be kept is remembered.

    A cache may fail to keep a completion. A recording that lacks one is none.

    Attributes:
        faults: Why completions were not kept, one line each.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.faults: list[str] = []

    def put(self, record: Record, note: Note | None = None) -> None:
        """Keep a completion, in place of an older one."""
        faults: list[str] = []
        super().put(record, faults.append)
        self.faults += faults
        for fault in faults:
            if note is not None:
                note(fault)


class Recordings(Completions):
    """A folder of completions beside which there is nothing: what it lacks cannot be had."""

    def get(self, digest: str, note: Note | None = None) -> Record:  # noqa: ARG002  nothing is left to note
        """The record of that request.

        Raises:
            Unrecorded: There is none, or it cannot be read; the message names its file.
        """
        faults: list[str] = []
        record = super().get(digest, faults.append)
        if record is None:
            raise Unrecorded(
                faults[0] if faults else f"there is no recording {self.folder / digest}.json",
                "record it again; prompt, model, mode, temperature, max_tokens and the article "
                "have to be those of the recording",
            )
        return record


@dataclass(frozen=True)
class Recorded:
    """The wire of a replay: words requests as the recorded endpoint's did, and sends none.

    Attributes:
        where: The endpoint that was recorded.
        model: The model's name there.
        mode: How structured output was asked for.
        temperature: None sent none.
        prices: None: a replay costs nothing.
        share: Of nothing.
    """

    where: str
    model: str
    mode: str
    temperature: float | None
    prices: None = None
    share: float = 1.0

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request, of which its digest is made."""
        is_openai = self.where.rpartition(":")[0] == OPENAI_HOST
        return worded(self.model, messages, max_tokens, self.temperature, is_openai=is_openai)

    async def send(self, request: dict[str, Any]) -> Reply:  # noqa: ARG002  nothing is sent
        """Refuse."""
        raise self._refused()

    def parsed(self, completion: Any) -> NoReturn:  # noqa: ARG002  there is none to parse
        """Refuse."""
        raise self._refused()

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _refused(self) -> Unrecorded:
        return Unrecorded(f"a replay sends nothing, and something was to be sent to {self.where}")


def recorded_at(
    folder: Path, models: Collection[str], asked: tuple[str, str] | None
) -> tuple[str, str]:
    """The endpoint whose recordings answer, and the model's name there.

    Args:
        folder: The recordings.
        models: The names that the model may have there.
        asked: The endpoint and name that would be asked if this were no replay, if that is known.
            It need not be the recorded one: a replay has no need of the recording's address.

    Returns:
        `asked` if it was recorded, else the one that was; without any, `asked` again, of which
        everything is then unrecorded.

    Raises:
        SettingError: Several were recorded, none of them as asked.
    """
    found = Counter(pair for pair in map(_origin, folder.glob("*.json")) if pair[1] in models)
    if asked in found or not found:
        return asked or (_NOWHERE, next(iter(models)))
    if len(found) > 1:
        several = ", ".join(f"{where} ({number})" for (where, _), number in sorted(found.items()))
        raise SettingError(
            f"{folder} has recordings of several endpoints for that model: {several}",
            "name one with base_url",
        )
    return next(iter(found))


def _origin(path: Path) -> tuple[str, str]:
    """Endpoint and model of a record; empty for a damaged one, which is told when it is used."""
    try:
        record = json.loads(path.read_bytes())
        return str(record["endpoint"]), str(record["model"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
