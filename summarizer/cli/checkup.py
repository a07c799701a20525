"""The checks of `summarizer doctor`, from the settings to one structured answer."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TypeVar
from urllib.parse import urlsplit

from summarizer.briefing import abrief
from summarizer.engines.base import Engine
from summarizer.engines.registry import ADDRESSES, engine_for
from summarizer.errors import EngineError, ExitCode, SummarizerError
from summarizer.model import Article, Brief
from summarizer.settings import Settings, provider_of
from summarizer.settings.endpoint import authority_of
from summarizer.views.clean import line

_PROBE = Article(
    id="doctor", text="At least 3 people were killed in Port Avel on Sunday, officials said."
)
_LARGEST_LIST = 1_000_000  # bytes of a list of models
_ONE_STEP = 60.0  # seconds; when all checks' time is over, a thread does not stay for ever

T = TypeVar("T")


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes:
        name: What was checked.
        said: What was found, one line.
        error: Why it failed and what to do; None if it did not.
        skipped: Whether it was left out.
        notes: What the user should know.
    """

    name: str
    said: str
    error: SummarizerError | None = None
    skipped: bool = False
    notes: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`ok`, `failed` or `skipped`."""
        return "failed" if self.error else "skipped" if self.skipped else "ok"


def checks(settings: Settings, *, seconds: float, call: bool) -> Iterator[Check]:
    """The checks, one by one, up to the first that fails.

    Args:
        settings: The settings in force, with the key that the endpoint may get.
        seconds: What all of them together may take.
        call: Whether to ask the model for a tiny brief, which costs tokens.
    """
    deadline = time.monotonic() + seconds
    try:
        engine = _engine(settings, seconds)
    except SummarizerError as error:
        yield Check("engine", error.message, error)
        return
    if not settings.uses_model:
        yield Check("engine", "the built-in rules engine: no host, no key, English only")
        yield _call("brief", engine, seconds)
        return
    key = "with a key" if settings.api_key else "without a key"
    yield Check("engine", f"{settings.model}, prompt {settings.prompt}, {key}")
    address = settings.base_url or ADDRESSES.get(provider_of(settings.model, None) or "")
    if address is None:
        yield Check("host", "the provider's SDK knows it", skipped=True)
    else:
        reached = _host(address, deadline)
        yield reached
        if reached.error:
            return
        models = _models(address, settings, deadline)
        yield models
        if models.error:
            return
    if call:
        yield _call("call", engine, deadline - time.monotonic())
    else:
        said = "--no-call: whether it gives structured output is not known"
        yield Check("call", said, skipped=True)


def _engine(settings: Settings, seconds: float) -> Engine:
    """The engine with one try a request, and no kept answer in place of a real one."""
    once = {"tries": 1, "patience": 0.0, "timeout": seconds, "cache": False}
    return engine_for(settings.model_copy(update=once))


def _host(address: str, deadline: float) -> Check:
    """Whether the host has an address and takes connections."""
    where = authority_of(address)
    if _proxied(address):
        return Check("host", f"{where}, through a proxy, which was not tried", skipped=True)
    name, port = where.rsplit(":", 1)
    try:
        number = _in_time(lambda: _peer(name.strip("[]"), int(port)), deadline)
    except OSError as error:
        why = "no answer in time" if isinstance(error, TimeoutError) else error.strerror or error
        gone = EngineError(
            f"{where} cannot be reached: {why}",
            "check base_url, the network, and that the endpoint runs",
            code=ExitCode.ENDPOINT_GONE,
        )
        return Check("host", gone.message, gone)
    return Check("host", f"{where} answers at {number}")


def _models(address: str, settings: Settings, deadline: float) -> Check:
    """Whether the endpoint lists its models, and the one asked for among them."""
    if _proxied(address):
        return Check("models", "not asked for through a proxy", skipped=True)
    key = settings.api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        status, body = _in_time(lambda: _got(f"{address}/models", headers), deadline)
    except (HTTPException, OSError) as error:
        return Check("models", f"no list of models ({type(error).__name__})", skipped=True)
    if status in (401, 403):
        refused = EngineError(
            f"{authority_of(address)} refuses the key (status {status})"
            if key
            else f"{authority_of(address)} wants a key (status {status})",
            "check the key with `summarizer config`",
            code=ExitCode.NO_KEY,
        )
        return Check("models", refused.message, refused)
    names = _names(body) if status == 200 else set()
    if not names:
        return Check("models", f"the endpoint lists none (status {status})", skipped=True)
    whole = settings.model or ""
    if names.isdisjoint({whole, whole.partition("/")[2], f"{whole.partition('/')[2]}:latest"}):
        return Check(
            "models", f"{len(names)} listed", notes=(f"{whole} is not among the models listed",)
        )
    return Check("models", f"{len(names)} listed, {line(whole)} among them")


def _in_time(work: Callable[[], T], deadline: float) -> T:
    """What the work gives.

    No socket option bounds it all: a resolver cannot be interrupted, and a server may drip. So it
    runs in a thread, which is left behind when its time is over.

    Raises:
        TimeoutError: It was not done by the deadline.
        Exception: As the work raises it.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except Exception as error:  # noqa: BLE001 - handed to the caller's thread, all of it
            answer.set_exception(error)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    return answer.result(max(0.1, deadline - time.monotonic()))


def _peer(host: str, port: int) -> str:
    """The address that a connection to the host leads to."""
    with socket.create_connection((host, port), timeout=_ONE_STEP) as connection:
        return str(connection.getpeername()[0])


def _got(url: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Status and body of a GET that follows no redirect, which would carry the key elsewhere."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(kind(parts.netloc, timeout=_ONE_STEP)) as connection:
        connection.request("GET", parts.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(_LARGEST_LIST)


def _names(body: bytes) -> set[str]:
    try:
        listed = json.loads(body)
        return {str(model["id"]) for model in listed["data"]}
    except (ValueError, TypeError, KeyError):
        return set()


def _call(name: str, engine: Engine, seconds: float) -> Check:
    """One tiny brief, made the way of all briefs."""
    try:
        brief = asyncio.run(_brief(engine, max(0.1, seconds)))
    except SummarizerError as error:
        return Check(name, error.message, error)
    made, counted = brief.provenance, len(brief.tolls)
    taken = f"; {made.usage.tokens_in} tokens in, {made.usage.tokens_out} out"
    missed = "the text's one toll was not found, so expect poor briefs"
    notes = made.notes if counted else [*made.notes, missed]
    said = f"{counted} of the text's 1 toll found{taken if made.usage.calls else ''}"
    return Check(name, said, notes=tuple(notes))


async def _brief(engine: Engine, seconds: float) -> Brief:
    try:
        async with engine, asyncio.timeout(seconds):
            return await abrief(_PROBE, engine)
    except TimeoutError:
        raise EngineError(
            f"no answer within the {seconds:.0f} s that were left for the call",
            "a larger --timeout waits longer; a local model may still be loading",
            code=ExitCode.ENDPOINT_BUSY,
        ) from None


def _proxied(address: str) -> bool:
    """Whether the environment sends requests to this address through a proxy."""
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    return parts.scheme in getproxies() and not proxy_bypass(parts.hostname or "")
