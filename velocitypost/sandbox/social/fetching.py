"""Pulling media from an address, as services do that are not sent files. From this machine only."""

import http.client
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast
from urllib.parse import urlsplit

WITHIN_S = 20.0


class CannotFetch(Exception):
    """Says what was wrong with the address or the answer."""


@contextmanager
def fetched(address: str) -> Iterator[BinaryIO]:
    """The bytes behind an address, as a stream. Raises `CannotFetch`; follows no redirect, leaves no machine."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise CannotFetch("The address is malformed.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise CannotFetch("The address is not one of the web.")
    if not _is_here(host):
        raise CannotFetch("The sandbox fetches from this machine only.")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(host, port, timeout=WITHIN_S)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", path, headers={"user-agent": "sandbox-fetcher", "accept": "*/*"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise CannotFetch(f"The address answered {answer.status}.")
        yield cast(BinaryIO, answer)
    except (OSError, http.client.HTTPException) as reason:
        raise CannotFetch("The address did not give the file.") from reason
    finally:
        connection.close()


def _is_here(host: str) -> bool:
    try:
        found = {ipaddress.ip_address(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except (OSError, ValueError):
        return False
    return bool(found) and all(one.is_loopback for one in found)
