"""One article's requests: each answered from the store of completions, or paid for and kept."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from summarizer.engines.llm.answer import lean_schema
from summarizer.engines.llm.cache import Completions, Record, digest_of_request
from summarizer.engines.llm.endpoint import Reply, Wire
from summarizer.engines.llm.faults import parsing_faults
from summarizer.engines.llm.messages import Message
from summarizer.engines.llm.metering import Meter
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.replies import End, answered_by, ending
from summarizer.engines.llm.telling import sent
from summarizer.engines.llm.turns import Size

# What instructor logs as an error would without a handler go to the terminal.
logging.getLogger("instructor").addHandler(logging.NullHandler())


@dataclass
class Conversation:
    """Asks for one article.

    Attributes:
        wire: Where requests go.
        policy: How often they are tried.
        completions: Where completions are kept; None keeps and reads none.
        meter: What is taken is counted there.
        note: Told what the user should know.
        article: The article's id, for the records.
    """

    wire: Wire
    policy: Policy
    completions: Completions | None
    meter: Meter
    note: Callable[[str], None]
    article: str

    async def ask(self, messages: list[Message], max_tokens: int, told: int) -> Record:
        """One answer to these messages, good or bad.

        Args:
            messages: What is said.
            max_tokens: Tokens that the answer may have.
            told: Tokens that the request is thought to take, its answer left out.

        Raises:
            EngineError: The endpoint gave none, or (`Unrecorded`) the recordings have none.
        """
        request = self.wire.request(messages, max_tokens)
        # Without a store nothing asks for the digest, which is made of all that is sent.
        digest = digest_of(self.wire, request) if self.completions else ""
        kept = self.completions.get(digest, self.note) if self.completions else None
        if kept is not None:
            self.meter.kept()
            return kept
        reply = await self.policy.run(
            lambda: sent(self.wire, request, max_tokens), self.note, Size(told, max_tokens)
        )
        record = self._record(digest, reply)
        if self.completions:
            self.completions.put(record, self.note)
        return record

    def _record(self, digest: str, reply: Reply) -> Record:
        """Count an answer, and read it."""
        raw, taken = reply.raw, reply.taken
        self.meter.paid(taken)
        if not taken.known:
            self.note(f"{self.wire.where} does not say how many tokens it took; they count as none")
        end, said = ending(raw)
        draft, faults = None, list[str]()
        if end is not End.COMPLETE:
            faults = [said or f"the answer was {end}"]
        else:
            try:
                draft = self.wire.parsed(reply.completion)
            except ValueError as error:
                faults = parsing_faults(error)
        return Record(
            digest=digest,
            endpoint=self.wire.where,
            model=self.wire.model,
            answered_by=answered_by(raw),
            created=dt.datetime.now(dt.UTC),
            article=self.article,
            end=end,
            draft=draft,
            faults=tuple(faults),
            tokens_in=taken.read,
            tokens_out=taken.written,
            completion=raw or None,
        )


def digest_of(wire: Wire, request: dict[str, Any]) -> str:
    """What tells one request from another; instructor words the rest from mode and schema."""
    return digest_of_request(
        {"endpoint": wire.where, "mode": wire.mode, "schema": lean_schema(), **request}
    )
