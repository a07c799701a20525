"""The language-model engine: one article, one Draft."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from summarizer.engines.base import Drafted, Foreseen, Setup
from summarizer.engines.llm.answer import lean_schema
from summarizer.engines.llm.cache import Completions, Record
from summarizer.engines.llm.conversation import Conversation
from summarizer.engines.llm.endpoint import Wire
from summarizer.engines.llm.faults import FaultFinder, faults_of
from summarizer.engines.llm.merging import merged
from summarizer.engines.llm.messages import (
    Message,
    article_message,
    one_line,
    reask_message,
    tokens_in,
)
from summarizer.engines.llm.metering import Meter, Price
from summarizer.engines.llm.policy import Policy
from summarizer.engines.llm.replies import End
from summarizer.engines.llm.windows import Window, windows
from summarizer.engines.prompts import Prompt
from summarizer.errors import EngineError, ExitCode, SettingError
from summarizer.language.sentences import split
from summarizer.model import Article, Draft

REASKS = 2
"""How often at most one window is asked for again."""

_FRAME = 400  # tokens around the sentences: title, outlet, marks, the chat's own format
_LEAST_ROOM = 500  # tokens of sentences below which windows make no sense


@dataclass(frozen=True)
class Sizes:
    """What fits into one request, in tokens.

    Attributes:
        context_window: Question and answer together.
        max_tokens: An answer.
    """

    context_window: int
    max_tokens: int


@dataclass
class _Reading:
    """One article on its way: who is asked, how long answers may be, who answered."""

    conversation: Conversation
    max_tokens: int
    answered_by: str | None = None

    def note(self, line: str) -> None:
        self.conversation.note(line)


class LlmEngine:
    """Reads articles with a language model.

    Attributes:
        name: `llm`.
        model: The model asked for, as the user named it.
        setup: What else its answers hang on.
        price: What the model costs.
    """

    name = "llm"

    def __init__(
        self,
        wire: Wire,
        prompt: Prompt,
        policy: Policy,
        sizes: Sizes,
        *,
        model: str | None = None,
        completions: Completions | None = None,
        faults: FaultFinder = faults_of,
    ) -> None:
        """Bind an engine to an endpoint.

        Args:
            wire: Where requests go.
            prompt: What the model is told.
            policy: How often requests are tried, and who gives them their turns.
            sizes: What fits into one request.
            model: The model as the user named it; else the wire's name for it.
            completions: Where completions are kept and looked up; None for neither.
            faults: Says what in a draft is worth asking again for.

        Raises:
            SettingError: Prompt and answer leave no room for an article in the context window.
        """
        self.model = model or wire.model
        self.setup = Setup(
            endpoint=wire.where,
            prompt=prompt.name,
            prompt_hash=prompt.hash,
            mode=wire.mode,
            temperature=wire.temperature,
            max_tokens=sizes.max_tokens,
            context_window=sizes.context_window,
        )
        self.price = Price(wire.prices, wire.model, wire.share)
        self._wire, self._prompt, self._policy, self._sizes = wire, prompt, policy, sizes
        self._completions, self._faults = completions, faults
        self._overhead = tokens_in(json.dumps(lean_schema())) + _FRAME
        self._told = told = tokens_in(prompt.system) + self._overhead
        self._room = sizes.context_window - sizes.max_tokens - told
        if self._room < _LEAST_ROOM:
            raise SettingError(
                f"a context_window of {sizes.context_window} tokens has no room for an article: "
                f"the prompt takes about {told} and max_tokens {sizes.max_tokens}",
                "set a larger context_window or a smaller max_tokens",
            )

    async def draft(self, article: Article) -> Drafted:
        """Read one article: as many requests as it has windows, and re-asks where needed.

        Raises:
            EngineError: There is no Draft; its `usage` says what was spent nevertheless.
        """
        meter = Meter(self.price)
        notes: list[str] = []
        conversation = Conversation(
            self._wire, self._policy, self._completions, meter, notes.append, article.id
        )
        reading = _Reading(conversation, self._sizes.max_tokens)
        try:
            draft = await self._read(article, reading)
        except EngineError as error:
            error.usage = meter.usage()
            raise
        return Drafted(
            draft=draft,
            usage=meter.usage(),
            answered_by=reading.answered_by,
            prompt=self._prompt.name,
            prompt_hash=self._prompt.hash,
            notes=tuple(dict.fromkeys(notes)),
        )

    def foresee(self, article: Article) -> Foreseen:
        """What one article's first requests may take, before anything is sent."""
        parts = windows(split(article.text), self._room)
        lines = sum(tokens_in(line) for part in parts for line in part.lines)
        return Foreseen(len(parts), lines + len(parts) * self._told, self._sizes.max_tokens)

    async def aclose(self) -> None:
        """Close connections; the engine may be used again."""
        await self._wire.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        await self.aclose()

    async def _read(self, article: Article, reading: _Reading) -> Draft:
        parts = windows(split(article.text), self._room)
        if not parts:
            reading.note("the article has no sentences; the model was not asked")
            return Draft(headline="", bottom_line="")
        if len(parts) > 1:
            reading.note(f"the article was read in {len(parts)} windows, to fit context_window")
        for number in sorted({number for part in parts for number in part.cut}):
            reading.note(f"the end of sentence {number} was not read: it does not fit the window")
        return merged([await self._read_window(article, part, reading) for part in parts])

    async def _read_window(self, article: Article, window: Window, reading: _Reading) -> Draft:
        """The best answer to one window: the first without faults, else that with the fewest."""
        messages: list[Message] = [
            {"role": "system", "content": self._prompt.system},
            article_message(article, window.lines),
        ]
        best: tuple[int, Draft] | None = None
        asked, faults = messages, list[str]()
        for asks in range(1, REASKS + 2):
            try:
                record = await self._ask(asked, reading)
            except EngineError as error:
                if best is None or error.exit_code != ExitCode.BUDGET:
                    raise
                reading.note("the budget was reached before the model could be asked again")
                break
            before, faults = faults, list(record.faults)
            if record.draft is not None:
                faults = self._faults(record.draft, window.sentences)
                if best is None or len(faults) <= best[0]:
                    best = (len(faults), record.draft)
            if not faults or faults == before:  # the same again: asking does not help
                break
            if asks <= REASKS:
                reading.note(f"the model was asked again: {_summary(faults)}")
                asked = [*messages, reask_message(faults)]
        if best is None:
            raise EngineError(
                f"{self._wire.where}: {self.model} gave no usable answer: {_summary(faults)}",
                _or_anew("set mode to another of tools, json_schema and json", reading),
                code=ExitCode.BAD_ANSWER,
            )
        if best[0]:
            reading.note(f"faults left after the last re-ask, for grounding to judge: {best[0]}")
        return best[1]

    async def _ask(self, messages: list[Message], reading: _Reading) -> Record:
        """One answer that was not cut off, and not refused."""
        told = sum(tokens_in(message["content"]) for message in messages) + self._overhead
        record = await reading.conversation.ask(messages, reading.max_tokens, told)
        larger = min(2 * reading.max_tokens, self._sizes.context_window - told)
        if record.end is End.CUT and self._sizes.max_tokens == reading.max_tokens < larger:
            reading.note(f"an answer was cut off and asked for again with max_tokens {larger}")
            reading.max_tokens = larger
            record = await reading.conversation.ask(messages, larger, told)
        if record.end is End.CUT:
            raise EngineError(
                f"{self._wire.where}: the answer was cut off at {reading.max_tokens} tokens",
                _or_anew("set a larger max_tokens", reading),
                code=ExitCode.TRUNCATED,
            )
        if record.end is End.REFUSED:
            raise EngineError(
                f"{self._wire.where}: {self.model} refused: {_summary(record.faults)}",
                _or_anew("another model may not", reading),
                code=ExitCode.REFUSED,
            )
        reading.answered_by = record.answered_by or reading.answered_by
        return record


def _summary(faults: list[str] | tuple[str, ...]) -> str:
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{one_line(faults[0])[:160]}{more}"


def _or_anew(hint: str, reading: _Reading) -> str:
    """The hint, with word of the cache where a kept answer may have had a part in the failure."""
    kept = reading.conversation.meter.usage().cached
    return f"{hint}; kept answers were used: switch the cache off to ask anew" if kept else hint
