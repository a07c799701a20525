"""Which addresses a URL may lead to."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import addresses

PUBLIC = ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
PRIVATE = [
    *("127.0.0.1", "127.255.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("192.0.2.1", "198.18.0.1", "::1", "fc00::1", "fec0::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    *("2002:7f00:1::", "2002:a00:1::"),
]
NEVER = [
    *("169.254.169.254", "fe80::1", "fe80::1%1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"),
    *("2002:a9fe:a9fe::", "224.0.0.1", "ff02::1", "0.0.0.0", "::", "255.255.255.255"),  # noqa: S104
    *("240.0.0.1", "::127.0.0.1", "::169.254.169.254", "64:ff9b:1::1", "::ffff:0:7f00:1"),
]


def checked(*found: str, allow_private: bool = False) -> list[addresses.Address]:
    return addresses.checked(
        "news.example", 80, allow_private=allow_private, resolve=lambda host, port: found
    )


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert checked(address) == [ipaddress.ip_address(address)]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_only_on_request(address: str) -> None:
    with pytest.raises(SourceError, match=r"news\.example .*not a public address") as caught:
        checked(address)
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS
    assert checked(address, allow_private=True) == [ipaddress.ip_address(address)]


@pytest.mark.parametrize("address", NEVER)
@pytest.mark.parametrize("allow_private", [False, True])
def test_addresses_that_no_article_comes_from(address: str, allow_private: bool) -> None:
    with pytest.raises(SourceError) as caught:
        checked(address, allow_private=allow_private)
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(SourceError, match=r"10\.0\.0\.1"):
        checked("93.184.216.34", "10.0.0.1")


@given(st.ip_addresses())
def test_without_permission_only_global_addresses_pass(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    try:
        checked(str(address))
    except SourceError:
        return
    end = getattr(address, "ipv4_mapped", None) or address
    assert end.is_global
    assert not end.is_multicast


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1"]
)
def test_other_spellings_of_this_machine(host: str) -> None:
    with pytest.raises(SourceError) as caught:
        addresses.checked(host, 80, allow_private=False)
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("failure", [socket.gaierror(-2, "unknown"), UnicodeError("label")])
def test_a_host_that_is_not(failure: Exception) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise failure

    with pytest.raises(SourceError, match="no host named nowhere") as caught:
        addresses.checked("nowhere", 80, allow_private=False, resolve=resolve)
    assert caught.value.exit_code is ExitCode.FETCH_FAILED
