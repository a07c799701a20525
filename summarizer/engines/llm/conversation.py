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
from summarizer.engines.llm.replies import End, answered_by, ending, tokens
from summarizer.model import Draft

# instructor logs every failed parse as an error, which without a handler goes to the terminal.
logging.getLogger("instructor").addHandler(logging.NullHandler())


class _Ended(Exception):  # noqa: N818  it carries an ending past instructor's parser
    def __init__(self, end: End, said: str) -> None:
        super().__init__(said)
        self.end, self.said = end, said


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

    async def ask(self, messages: list[Message], max_tokens: int) -> Record:
        """One answer to these messages, good or bad.

        Raises:
            EngineError: The endpoint gave none, or (`Unrecorded`) the recordings have none.
        """
        digest = digest_of_request(self._meaning(messages, max_tokens))
        kept = self.completions.get(digest, self.note) if self.completions else None
        if kept is not None:
            self.meter.kept()
            return kept
        record = await self._paid(digest, messages, max_tokens)
        if self.completions:
            self.completions.put(record, self.note)
        return record

    def _meaning(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """What tells one request from another; instructor words the rest from `mode` and schema."""
        return {
            "endpoint": self.wire.where,
            "mode": self.wire.mode,
            "schema": lean_schema(),
            **self.wire.request(messages, max_tokens),
        }

    async def _paid(self, digest: str, messages: list[Message], max_tokens: int) -> Record:
        replies: list[Reply] = []

        async def complete(**request: Any) -> Any:
            reply = await self.policy.run(lambda: self.wire.send(**request), self.note)
            replies.append(reply)
            self.meter.paid(tokens(reply.raw))
            end, said = ending(reply.raw)
            if end is not End.COMPLETE:
                raise _Ended(end, said)
            return reply.completion

        end, draft, faults = End.COMPLETE, None, []
        request = self.wire.request(messages, max_tokens)
        try:
            draft = await self._parsed(complete, request)
        except _Ended as ended:
            end = ended.end
            faults = [ended.said or f"the answer was {end}"]
        except (ValueError, AssertionError) as error:
            if not replies:
                raise
            faults = parsing_faults(error)
        raw = replies[0].raw
        taken = tokens(raw)
        if not taken.known:
            self.note(f"{self.wire.where} does not say how many tokens it took; they count as none")
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

    async def _parsed(self, complete: Callable[..., Any], request: dict[str, Any]) -> Draft:
        """The answer as a plain Draft; what went wrong comes out of instructor's wrapping."""
        from instructor.core import InstructorRetryException

        try:
            answer: Draft = await self.wire.asking(complete)(**request)
        except InstructorRetryException as error:
            cause = error.__cause__ or error
            raise cause from cause.__cause__
        return Draft.model_validate(answer.model_dump())
