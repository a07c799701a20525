"""The wire of a run by batches: answers from the ledger, and puts what lacks one into a file."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from summarizer.archive.batches.book import MOST_SENT, Asked, Book
from summarizer.archive.budget import Budget, BudgetReached, Reservation
from summarizer.engines.base import Deferred, Drafted, Engine
from summarizer.engines.llm.cache import Completions, Note, Record
from summarizer.engines.llm.conversation import digest_of
from summarizer.engines.llm.endpoint import Endpoint, Reply
from summarizer.engines.llm.messages import Message, tokens_in
from summarizer.engines.llm.metering import Price
from summarizer.engines.llm.replies import Tokens
from summarizer.errors import EngineError, ExitCode
from summarizer.files import unwritable
from summarizer.model import Article, Draft

URL = "/v1/chat/completions"
"""What a batch's requests are for; the same whatever the endpoint's own address is."""

HALF = 0.5
"""What providers take of the list's price for a batch."""

OK = 200


class BatchedError(Exception):
    """An answer of a batch that is an error, as the SDK would raise it of a request."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(f"status {status}")
        self.status_code, self.body = status, body


@dataclass
class Sheet:
    """The requests that are to go into batches: written to files, each within the limits.

    Attributes:
        folder: Where files are written: the run's.
        book: Told of every whole file.
        most_rows: Requests of one file.
        most_bytes: Bytes of one file.
        budget: What may be spent; None for whatever it takes.
        reached: What says that a request did not fit into the budget; None if all did.
    """

    folder: Path
    book: Book
    most_rows: int
    most_bytes: int
    budget: Budget | None = None
    reached: BudgetReached | None = None
    _held: dict[str, Reservation] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)
    _written: dict[str, Asked] = field(default_factory=dict)
    _bytes: int = 0
    _file: BinaryIO | None = None
    _path: Path | None = None

    def add(self, one: Asked, body: str) -> None:
        """Put a request into the file, once.

        Raises:
            OutputError: The file cannot be written.
        """
        if one.digest in self._written or not self._is_paid_for(one):
            return
        line = (
            f'{{"custom_id":"{one.digest}","method":"POST","url":"{URL}","body":{body}}}\n'.encode()
        )
        full = len(self._written) >= self.most_rows or self._bytes + len(line) > self.most_bytes
        if self._written and full:
            self.close()
        try:
            if self._file is None:
                self._path = self.folder / f"summarizer-{secrets.token_hex(6)}.jsonl"
                self._file = self._path.open("wb")
            self._file.write(line)
        except OSError as error:
            raise unwritable(str(self._path), error) from None
        self._written[one.digest] = one
        self._bytes += len(line)

    def close(self) -> bool:
        """Make the file whole and keep what is in it; whether there was one."""
        file, path = self._file, self._path
        if file is None or path is None:
            return False
        try:
            file.flush()
            os.fsync(file.fileno())
            file.close()
        except OSError as error:
            raise unwritable(str(path), error) from None
        self.book.add(self.book.next_number(), path.name, list(self._written.values()))
        self._file = self._path = None
        self._written, self._bytes = {}, 0
        return True

    def hold(self, several: list[Asked]) -> None:
        """Set aside what an earlier session sent; it is under way, whether it fits or not."""
        for one in several:
            if one.digest not in self._held:
                self._is_paid_for(one)
        self.reached = None

    def took(self, digest: str, tokens: Tokens | None) -> None:
        """Count what a request took, once; None if it is known to have taken nothing."""
        held = self._held.pop(digest, None)
        if digest in self._counted:
            return
        if tokens is None:
            if held is not None:
                held.free()
            return
        self._counted.add(digest)
        if held is not None:
            held.settle(tokens)
        elif self.budget is not None:
            self.budget.spend(tokens)

    def _is_paid_for(self, one: Asked) -> bool:
        if self.budget is None:
            return True
        try:
            held = self.budget.reserve(one.tokens_in, one.tokens_out)
        except BudgetReached as reached:
            self.reached = reached
            return False
        if held is None:
            return False  # another time: what is under way may come out shorter
        self._held[one.digest] = held
        return True


class Batched:
    """A wire (`engines.llm.endpoint.Wire`) that sends nothing itself.

    Attributes:
        endpoint: Words requests and reads answers.
        share: Half of the list's price.
        used: Digests of the requests that were answered, until somebody clears it.
    """

    share = HALF

    def __init__(self, endpoint: Endpoint, book: Book, sheet: Sheet) -> None:
        self.endpoint = endpoint
        self.used: list[str] = []
        self._book, self._sheet = book, sheet
        self.where, self.model, self.mode = endpoint.where, endpoint.model, endpoint.mode
        self.temperature, self.prices = endpoint.temperature, endpoint.prices

    def request(self, messages: list[Message], max_tokens: int) -> dict[str, Any]:
        """The keywords of one request: the endpoint's."""
        return self.endpoint.request(messages, max_tokens)

    async def send(self, request: dict[str, Any]) -> Reply:
        """The answer that a batch gave.

        Raises:
            Deferred: None gave one yet; the request is in a batch, or will be.
            BatchedError: It is an error.
            EngineError: Several batches gave none.
            Garbled: It is no completion.
        """
        digest = digest_of(self, request)
        known = self._book.known(digest)
        if known is not None and known.status is not None:
            return self._answered(digest, known.status, known.answer or "")
        if known is None or not known.is_under_way:
            if known is not None and known.sent >= MOST_SENT:
                raise EngineError(
                    f"{self.where}: {known.sent} batches gave no answer to it",
                    "try again later",
                    code=ExitCode.ENDPOINT_BUSY,
                )
            body = self.endpoint.body(request)
            longest = request.get("max_completion_tokens") or request.get("max_tokens") or 0
            self._sheet.add(Asked(digest, tokens_in(body), longest), body)
        raise Deferred

    def parsed(self, completion: Any) -> Draft:
        """The Draft in a completion, as the endpoint reads it."""
        return self.endpoint.parsed(completion)

    async def aclose(self) -> None:
        """Close connections."""
        await self.endpoint.aclose()

    def forget(self) -> None:
        """Drop the answers that were used, so that the same requests are asked anew."""
        self._book.forget(self.used)

    def _answered(self, digest: str, status: int, answer: str) -> Reply:
        self.used.append(digest)
        if status != OK:
            raise BatchedError(status, _json(answer))
        reply = self.endpoint.reply(answer.encode(), {})
        self._sheet.took(digest, reply.taken)
        return reply


class AnewAfterFailure:
    """An engine over a Batched wire, for one article at a time.

    What an article failed of is answered in the ledger, and would fail it again when it is taken
    up: its answers are dropped.

    Attributes:
        price: Half of what the model costs otherwise.
    """

    def __init__(self, engine: Engine, wire: Batched) -> None:
        self._engine, self._wire = engine, wire
        self.price = Price(wire.prices, wire.model, wire.share)
        self.name, self.model, self.setup = engine.name, engine.model, engine.setup
        self.foresee, self.aclose = engine.foresee, engine.aclose

    async def draft(self, article: Article) -> Drafted:
        """Read one article.

        Raises:
            EngineError: There is no Draft.
            Deferred: Its answers are not there yet.
        """
        self._wire.used.clear()
        try:
            return await self._engine.draft(article)
        except EngineError:
            self._wire.forget()
            raise

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        await self._engine.aclose()


class Kept(Completions):
    """Kept completions that answer for nothing, and to which none is added.

    A batch's answers are in the ledger, and each draft is made several times: one that was taken
    for kept would not be counted as paid.
    """

    def put(self, record: Record, note: Note | None = None) -> None:
        """Keep nothing."""


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
