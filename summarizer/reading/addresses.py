"""Which network addresses an article may be fetched from.

A URL comes from an archive, a redirect or a colleague's mail, so it must not make this program
speak to machines that only this machine can reach. A name says nothing about that (it may resolve
to anything, differently each time): what counts is the numeric address that is connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.base import shown

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to its numeric addresses; raises OSError if there are none."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def resolved(host: str, port: int) -> Sequence[str]:
    """The host's addresses by the system's resolver, which reads `0x7f.1` and `2130706433` too."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked(
    host: str, port: int, *, allow_private: bool, resolve: Resolver = resolved
) -> list[Address]:
    """The addresses of a host, every one of them allowed.

    Args:
        host: A name, or an address in any form that the resolver reads.
        port: The port.
        allow_private: Allow loopback and private networks as well.
        resolve: Stands in for the system's resolver.

    Raises:
        SourceError: FORBIDDEN_ADDRESS, one of them is not allowed; FETCH_FAILED, there are none.
    """
    try:
        addresses = [ipaddress.ip_address(each) for each in resolve(host, port)]
    except (OSError, ValueError):  # UnicodeError, for impossible names, is a ValueError
        addresses = []
    if not addresses:
        raise SourceError(
            f"there is no host named {shown(host)}",
            "check the URL and the network",
            code=ExitCode.FETCH_FAILED,
        )
    for address in addresses:
        if not all(_allowed(end, allow_private) for end in _ends(address)):
            where = shown(host) if host == str(address) else f"{shown(host)} ({address})"
            raise SourceError(
                f"{where} is not a public address",
                "only public web pages are fetched; save the page and name the file",
                code=ExitCode.FORBIDDEN_ADDRESS,
            )
    return addresses


def _allowed(address: Address, allow_private: bool) -> bool:
    """Whether packets to exactly this address are allowed.

    Link-local addresses, where clouds keep their machines' credentials, are never allowed. Reserved
    covers what IPv6 keeps below `100::` for itself: IPv4-compatible and local NAT64 addresses.
    """
    if address.is_loopback:
        return allow_private
    if (
        address.is_multicast
        or address.is_unspecified
        or address.is_link_local
        or address.is_reserved
    ):
        return False
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return allow_private or (address.is_global and not site_local)


def _ends(address: Address) -> tuple[Address, ...]:
    """Where packets to the address end up or pass: itself and what IPv4 addresses it embeds."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFF_FFFF),)
    if address.sixtofour:
        return (address, address.sixtofour)
    return (address, *(address.teredo or ()))
