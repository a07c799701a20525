"""What went wrong with a request: one reading of every SDK's errors, by their shape.

OpenAI's SDK and the others of its make raise errors with a `status_code` and a `response`; below
them stand the transport's own. Nothing here imports an SDK, so that each falls under one policy.
"""

from __future__ import annotations

import datetime as dt
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any

from summarizer.engines.llm.messages import one_line
from summarizer.engines.llm.moments import seconds_until
from summarizer.errors import ExitCode

_SHOWN = 200
_BEARER = re.compile(r"(?i)\bbearer\s+\S+")
BUSY_STATUSES = frozenset({408, 409, 429})
"""Statuses below 500 that are worth another try."""

_NOT_OFFERED = frozenset({501, 505})
_SPENT = ("insufficient_quota", "billing_hard_limit", "billing_not_active", "credit balance")


class Sort(Enum):
    """How the retry policy treats a failure."""

    TRANSIENT = "worth another try"
    UNREACHABLE = "worth a few quick tries"
    GARBLED = "worth one more try"
    FATAL = "not worth another try"


@dataclass(frozen=True)
class Failure:
    """A failed request.

    Attributes:
        sort: How the policy treats it.
        code: How the program ends if it stays at that.
        what: One clean line without the key: what happened.
        hint: What to do about it.
        wait: Seconds that the endpoint asks to wait, if it does.
    """

    sort: Sort
    code: ExitCode
    what: str
    hint: str = ""
    wait: float | None = None


class Garbled(Exception):  # noqa: N818  it is the answer's state, not the program's error
    """An answer with status 200 that is no completion; the message says what it is."""


class CutOff(Exception):  # noqa: N818  the try was cut off, nothing went wrong
    """A try that was given up, since it lasted far longer than others do; the message says so."""


def failure_of(error: BaseException, key: str | None) -> Failure | None:
    """What an error of a request means; None if it is none that a request may meet.

    Args:
        error: As the SDK raised it.
        key: The key that was sent, which is taken out of every text.
    """
    if not isinstance(error, Exception):
        return None  # a cancelled task is no failed request
    if isinstance(error, Garbled):
        return Failure(
            Sort.GARBLED,
            ExitCode.BAD_ANSWER,
            f"what it answers is no completion: {clean(str(error), key)}",
            "a base_url has to lead to the API itself; it often ends in /v1",
        )
    if isinstance(error, CutOff):
        return Failure(
            Sort.TRANSIENT, ExitCode.ENDPOINT_BUSY, str(error), "try again later", wait=0.0
        )
    status = status_of(error)
    if status is not None:
        return _status_failure(error, status, key)
    return _transport_failure(error, key)


def status_of(error: BaseException) -> int | None:
    """The HTTP status that an SDK's error carries; None if it carries none."""
    for name in ("status_code", "code"):
        status = getattr(error, name, None)
        if isinstance(status, int):
            return status
    return None


def headers_of(error: BaseException) -> Mapping[str, str]:
    """The headers of the answer that an SDK's error carries; empty if it carries none."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers if isinstance(headers, Mapping) else {}


def kind_of(error: BaseException) -> str:
    """A short name for an error, of few values: its status, or its class."""
    status = status_of(error)
    return type(error).__name__ if status is None else str(status)


def clean(text: str, key: str | None) -> str:
    """Text of an endpoint as one short line that is safe to show: no control codes, no key."""
    line = _BEARER.sub("Bearer [key]", one_line(text))
    if key:
        line = line.replace(key, "[key]")
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def asked_wait(headers: Mapping[str, str], now: dt.datetime | None = None) -> float | None:
    """Seconds that the endpoint asks to wait: `retry-after-ms`, or `Retry-After` in either form.

    Args:
        headers: The answer's, their names in any case.
        now: The time that a date is held against where the answer has no `Date`.

    Returns:
        None if it does not ask, or in no form that is known.
    """
    known = {name.lower(): value.strip() for name, value in headers.items()}
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = known.get(name, "")
        if re.fullmatch(r"\d{1,12}(?:\.\d*)?", value):
            return float(value) * unit
    try:
        moment = parsedate_to_datetime(known.get("retry-after", ""))
    except ValueError:
        return None
    return seconds_until(moment, known, now)


def _status_failure(error: BaseException, status: int, key: str | None) -> Failure:
    said = _said(error)
    what = f"{status}, {clean(said, key)}" if said else f"status {status}"
    words = f"{said} {getattr(error, 'code', '')} {getattr(error, 'type', '')} {_body(error)}"
    if status == 402 or any(mark in words.lower() for mark in _SPENT):
        return Failure(Sort.FATAL, ExitCode.QUOTA, what, "the account needs credit")
    if status in (401, 403):
        return Failure(
            Sort.FATAL, ExitCode.NO_KEY, what, "check the key, and that it may use this model"
        )
    if 300 <= status < 400:
        target = clean(headers_of(error).get("location", "elsewhere"), key)
        return Failure(
            Sort.FATAL,
            ExitCode.BAD_REQUEST,
            f"{status}, a redirect to {target}; redirects are not followed, for they would carry "
            "the key and the article there",
            "set base_url to the API's own address",
        )
    if status in BUSY_STATUSES or (status >= 500 and status not in _NOT_OFFERED):
        hint = "try again later, or with a larger patience"
        wait = asked_wait(headers_of(error))
        return Failure(Sort.TRANSIENT, ExitCode.ENDPOINT_BUSY, what, hint, wait)
    return Failure(Sort.FATAL, ExitCode.BAD_REQUEST, what, _request_hint(status, words.lower()))


def _request_hint(status: int, words: str) -> str:
    if status == 404:
        return "check the model's name and base_url"
    if "context" in words and ("length" in words or "window" in words):
        return "set context_window to what the model takes"
    if "temperature" in words:
        return "set temperature to none for a model that takes none"
    if "tool" in words or "response_format" in words or "json_schema" in words:
        return "set mode to another of tools, json_schema and json"
    return ""


def _transport_failure(error: BaseException, key: str | None) -> Failure | None:
    causes = list(_causes(error))
    names = {kind.__name__ for cause in causes for kind in type(cause).__mro__}
    what = clean(str(causes[-1]) or type(causes[-1]).__name__, key)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Failure(Sort.FATAL, ExitCode.ENDPOINT_GONE, f"its certificate does not hold: {what}")
    refused = (ConnectionRefusedError, socket.gaierror)
    if "ConnectError" in names or any(isinstance(cause, refused) for cause in causes):
        return Failure(
            Sort.UNREACHABLE,
            ExitCode.ENDPOINT_GONE,
            f"no connection: {what}",
            "check that it runs, and base_url",
        )
    if any("Timeout" in name for name in names):
        return Failure(
            Sort.TRANSIENT, ExitCode.ENDPOINT_BUSY, "no answer in time", "set a larger timeout"
        )
    if names & {"ConnectionError", "APIConnectionError", "TransportError", "ClientError"}:
        return Failure(Sort.TRANSIENT, ExitCode.ENDPOINT_BUSY, f"the connection broke: {what}")
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        context = None if cause.__suppress_context__ else cause.__context__
        cause = cause.__cause__ or context


def _body(error: BaseException) -> Any:
    body = getattr(error, "body", None)
    inner = body.get("error") if isinstance(body, dict) else None
    return inner or body


def _said(error: BaseException) -> str:
    """What the endpoint says for itself, without the SDK's words around it."""
    body = _body(error)
    if isinstance(body, dict):
        return str(body.get("message") or body.get("detail") or body.get("code") or "")
    if isinstance(body, str):
        return re.sub(r"<[^>]*>", " ", body)  # a proxy's error page
    return str(getattr(error, "message", "") or "")
