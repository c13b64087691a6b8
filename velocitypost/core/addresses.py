"""Which addresses are on the public internet: what a host that a person typed may lead to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

# Beside what the registry of special addresses names: https://www.iana.org/assignments/iana-ipv6-special-registry
_CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        "100.64.0.0/10",  # carriers' own networks
        "192.0.0.0/24",
        "198.18.0.0/15",
        "::/96",  # IPv4 in an old disguise
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "fec0::/10",
    )
)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class NotPublicAddress(Exception):
    """The host is, or leads to, an address that is not on the public internet. The message is for people."""


def public_addresses(host: str, port: int, *, resolve: Resolve | None = None) -> list[str]:
    """The addresses behind a host, looked up once, all of them public.

    One that is not makes the whole host suspect, for who answers for it may answer otherwise in a moment. Raises
    `NotPublicAddress`, or `OSError` where there is no such host.
    """
    found = [ipaddress.ip_address(text.partition("%")[0]) for text in (resolve or look_up)(host, port)]
    if not found:
        raise OSError(f"no address for {host}")
    if not all(is_public(address) for address in found):
        raise NotPublicAddress(f"{host} is not a server on the public internet")
    return [str(address) for address in found]


def is_public(address: IP) -> bool:
    """Whether an address can be anybody's on the internet, in whatever form it is written."""
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inside(address)) is not None:
        return is_public(inner)
    if any(address in block for block in _CLOSED if block.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4 or translated."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def look_up(host: str, port: int) -> list[str]:
    """What the system's resolver knows. Raises `OSError`."""
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError(f"no such host: {host}") from error
