"""One page over http(s), from a public address, within bounds of size and time.

The standard library's `http.client` is used, whose `connect` is a public method to override: the
socket is opened to the very address that was checked, so that a name that resolves to something
else a moment later (DNS rebinding) gains nothing, while TLS still verifies the host's name. It
knows nothing of proxies, cookies, caches or credentials, and follows no redirect by itself.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import ssl
import threading
from concurrent.futures import Future
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.addresses import Address, Resolver, checked, resolved
from summarizer.reading.base import shown, too_large
from summarizer.reading.unpacking import Unpacker

MAX_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK = 65_536
_SAFE = "%/:=&?~+!$,;'@()*[]"  # stands in a URL as it is, already quoted parts included
_HEADERS = {
    "User-Agent": "summarizer",
    "Accept": "text/html, application/xhtml+xml, text/*;q=0.9, application/pdf, application/json",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


class Fetched(NamedTuple):
    """What a server sent: unpacked bytes, its Content-Type, and the URL after redirects."""

    data: bytes
    media_type: str
    url: str


def fetch(
    url: str,
    *,
    limit: int,
    timeout: float,
    allow_private: bool = False,
    resolve: Resolver = resolved,
) -> Fetched:
    """Fetch a page.

    Args:
        url: An http(s) URL without credentials.
        limit: Bytes that may be sent, and that they may unpack to.
        timeout: Seconds that everything together may take: names, TLS, redirects, the body.
        allow_private: Allow addresses of this machine and of private networks.
        resolve: Stands in for the system's resolver.

    Raises:
        SourceError: FORBIDDEN_ADDRESS, FETCH_FAILED or TOO_LARGE.
    """
    errand = _Errand(limit, timeout, allow_private, resolve)
    answer: Future[Fetched] = Future()

    def run() -> None:
        try:
            answer.set_result(errand.follow(url))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, all of it
            answer.set_exception(error)

    # No socket option bounds the total (a server may drip a byte a second), and a resolver cannot
    # be interrupted at all: so the errand runs in a thread that is given up when its time is over.
    threading.Thread(target=run, name="fetch", daemon=True).start()
    try:
        return answer.result(timeout)
    except TimeoutError:
        raise _failed(url, f"took longer than {timeout:g} seconds") from None
    finally:
        errand.give_up()


class _Errand:
    """The requests that one URL takes; `give_up` may be called from another thread."""

    def __init__(self, limit: int, timeout: float, allow_private: bool, resolve: Resolver) -> None:
        self._limit = limit
        self._timeout = timeout
        self._allow_private = allow_private
        self._resolve = resolve
        self._connection: _Connection | None = None
        self._given_up = False

    def give_up(self) -> None:
        """End whatever the other thread waits for."""
        self._given_up = True
        sock = self._connection.opened if self._connection else None
        if sock is not None:
            with contextlib.suppress(OSError):  # closed already, which is what was wanted
                sock.shutdown(socket.SHUT_RDWR)

    def follow(self, url: str) -> Fetched:
        """The page at the URL, or where it redirects to."""
        for _ in range(MAX_REDIRECTS + 1):
            target = self._request(url)
            if isinstance(target, Fetched):
                return target
            if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
                raise SourceError(
                    f"{_shown_url(url)} redirects from https to http",
                    "name the http URL itself if you trust it",
                    code=ExitCode.FORBIDDEN_ADDRESS,
                )
            url = target
        raise _failed(url, f"redirects more than {MAX_REDIRECTS} times")

    def _request(self, url: str) -> Fetched | str:
        """What is at the URL: a page, or the URL that it redirects to."""
        parts = parsed(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        addresses = checked(host, port, allow_private=self._allow_private, resolve=self._resolve)
        kind = _SecureConnection if secure else _Connection
        self._connection = connection = kind(host, port, addresses, self._timeout)
        try:
            connection.connect()
            if self._given_up:
                raise _failed(url, "was given up")
            connection.request("GET", _target(parts), headers=_HEADERS)
            with connection.getresponse() as response:
                return self._answer(response, url)
        except ssl.SSLCertVerificationError as error:
            raise _failed(url, f"cannot be trusted: {error.verify_message}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _failed(url, f"could not be read ({_reason(error)})") from None
        finally:
            connection.close()

    def _answer(self, response: http.client.HTTPResponse, url: str) -> Fetched | str:
        status, headers = response.status, response.headers
        if status in _REDIRECTS and (location := headers["Location"]):
            # Headers are read as Latin-1; what was sent is kept, byte for byte.
            return urljoin(url, quote(location.encode("latin-1", "replace"), safe=f"{_SAFE}#"))
        if status != HTTPStatus.OK:
            raise _failed(url, f"answered {status} {_phrase(status)}".strip())
        data = self._body(response, url)
        return Fetched(data, headers.get("Content-Type", ""), urldefrag(url).url)

    def _body(self, response: http.client.HTTPResponse, url: str) -> bytes:
        """The body, unpacked while it comes, so that no more than the limit is ever held."""
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), self._limit)
        sent = 0
        body = bytearray()
        while chunk := response.read(_CHUNK):
            sent += len(chunk)
            body += unpacker.unpack(chunk)
            if sent > self._limit or len(body) > self._limit:
                raise too_large(url, "what the server sends, in bytes,", self._limit)
        if response.length or not unpacker.complete:
            raise _failed(url, "ended before the whole page was sent")
        return bytes(body)


class _Connection(http.client.HTTPConnection):
    """A connection to one of the addresses that were checked, and to nothing else."""

    def __init__(self, host: str, port: int, addresses: list[Address], timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._addresses = addresses
        # http.client forgets its socket once the response has it, while the body still comes.
        self.opened: socket.socket | None = None

    def connect(self) -> None:
        """Open the socket; the first address that answers is taken."""
        self.sock = self.opened = self._open()

    def _open(self) -> socket.socket:
        error: OSError | None = None
        for address in self._addresses:
            try:
                # An address needs no look-up: what was checked is what is connected to.
                return socket.create_connection((str(address), self.port), self.timeout)
            except OSError as failed:
                error = failed
        raise error or OSError("no address")


class _SecureConnection(_Connection):
    """The same under TLS, the certificate verified for the URL's host."""

    def connect(self) -> None:
        """Open the socket and agree on keys."""
        context = ssl.create_default_context()
        secured = context.wrap_socket(
            self._open(), server_hostname=self.host, do_handshake_on_connect=False
        )
        # Kept before the handshake, so that `give_up` can end a server that never finishes it.
        self.sock = self.opened = secured
        secured.do_handshake()


def parsed(url: str) -> SplitResult:
    """The parts of a URL that may be fetched.

    Raises:
        SourceError: FORBIDDEN_ADDRESS, not http(s) or with credentials; FETCH_FAILED, no URL.
    """
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0 and not any(c <= " " for c in url)
    except ValueError:
        raise _failed(url, "is not a URL") from None
    if parts.scheme not in {"http", "https"}:
        raise SourceError(
            f"{_shown_url(url)} is not an http(s) URL",
            "save what it names and name the file",
            code=ExitCode.FORBIDDEN_ADDRESS,
        )
    if "@" in parts.netloc:
        raise SourceError(
            f"the URL of {shown(parts.hostname or 'no host')} holds a user name or password",
            "none are ever sent: leave them out, or save the page and name the file",
            code=ExitCode.FORBIDDEN_ADDRESS,
        )
    if not usable:
        raise _failed(url, "is not a URL")
    return parts


def _target(parts: SplitResult) -> str:
    """What the request line asks for, in ASCII."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(target, safe=_SAFE)


def _phrase(status: int) -> str:
    """The registered meaning of a status; the server's own words are not repeated."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    words = error.strerror if isinstance(error, OSError) else str(error)
    return shown(words or type(error).__name__)


def _shown_url(url: str) -> str:
    """The URL for a message, without a user name and password."""
    return shown(re.sub(r"//[^/]*@", "//", url))


def _failed(url: str, what: str) -> SourceError:
    return SourceError(
        f"{_shown_url(url)} {what}",
        "check the URL, or save the page and name the file",
        code=ExitCode.FETCH_FAILED,
    )
