"""Addresses of endpoints: which are well formed, and which host they lead to."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")


def checked_host(text: str) -> str:
    """A host as `host_of` gives it, or a host and port as `authority_of` does.

    Raises:
        ValueError: It is neither; the message says what is expected.
    """
    expected = "a host such as llm.example.org or llm.example.org:8443, without a scheme or path"
    if re.search(r"[/@\\?#\s]", text):
        raise ValueError(expected)
    url = f"https://[{text}]" if text.count(":") > 1 and "[" not in text else f"https://{text}"
    try:
        return host_of(url) if urlsplit(url).port is None else authority_of(url)
    except ValueError:
        raise ValueError(expected) from None


def checked_url(text: str) -> str:
    """A base URL without its closing slash.

    Raises:
        ValueError: It is not plain http(s)://host[:port][/path]; the message says what is wrong.
    """
    # urlsplit drops tabs and newlines and lets a backslash pass, where other parsers do not.
    if re.search(r"[\s\\\x00-\x1f\x7f]", text):
        raise ValueError("a URL without spaces, backslashes or control characters")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError("a URL whose brackets hold an IPv6 address") from None
    if parts.scheme not in ("http", "https"):
        raise ValueError("a URL that begins with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError(
            "a URL without a user name or password; a key goes into SUMMARIZER_API_KEY"
        )
    if "?" in text or "#" in text:
        raise ValueError("a URL without a query or fragment")
    host_of(text)
    authority_of(text)
    return text.rstrip("/")


def host_of(url: str) -> str:
    """The host that a URL leads to: lower case, without port, brackets or closing dot.

    Raises:
        ValueError: There is none, or it is not spelled in ASCII (look-alike letters).
    """
    host = urlsplit(url).hostname or ""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise ValueError("a URL whose brackets hold an IPv6 address") from None
    if not _HOST.fullmatch(host):
        raise ValueError("a URL with a host, spelled in ASCII letters")
    return host.removesuffix(".")


def authority_of(url: str) -> str:
    """The host and port that a URL leads to, the scheme's own port written out.

    Raises:
        ValueError: As `host_of`, or the port is not a number up to 65535.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ValueError("a URL whose port is a number up to 65535") from None
    host = host_of(url)
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port if port is not None else 443 if parts.scheme == 'https' else 80}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or number; no look-up is made."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
