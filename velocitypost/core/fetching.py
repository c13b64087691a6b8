"""What lies at an address that a person gave: from public hosts only, within bounds of size, time and detours."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from velocitypost.core.http import Incoming, NoAnswer, NotPublic, NotSent, Outbound, Request

URL_MOST = 2_000
_HOPS_MOST = 4
_SILENT_SECONDS = 10.0
_MOVED = (301, 302, 303, 307, 308)


class CannotFetch(Exception):
    """It could not be had; the text tells why, for a person.

    `status` is what the server answered, 0 where it did not; `retry_after` the seconds that it asks us to wait.
    """

    def __init__(self, message: str, *, status: int = 0, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Fetched:
    """What came; nothing but the headers for status 304. `url` is where it was found. Header names are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes


class Fetcher:
    """Asks strangers' servers. Each detour must lead to a public address, too."""

    def __init__(self, outbound: Outbound, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._outbound = outbound
        self._monotonic = monotonic

    def fetch(
        self, url: str, *, accept: str, most: int, within: float, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        """At most `most` bytes, within so many seconds. Raises `CannotFetch`."""
        until = self._monotonic() + within
        url = checked(url)
        for _ in range(_HOPS_MOST + 1):
            left = until - self._monotonic()
            if left <= 0:
                raise CannotFetch("The server took too long to answer.")
            asked = Request(
                "GET",
                url,
                headers={"accept": accept, **(headers or {})},
                timeout=min(_SILENT_SECONDS, left),
                public_only=True,
            )
            try:
                with self._outbound.stream(asked) as answer:
                    if answer.status in _MOVED and (to := answer.headers.get("location")):
                        url = checked(urllib.parse.urljoin(url, to))
                        continue
                    if answer.status == 304:
                        return Fetched(url, 304, dict(answer.headers), b"")
                    if not answer.ok:
                        raise _refused(answer)
                    return Fetched(url, answer.status, dict(answer.headers), self._taken(answer, most, until))
            except NotPublic:
                raise CannotFetch("This address does not lead to the public internet.") from None
            except (NotSent, NoAnswer) as error:
                raise CannotFetch(f"It could not be fetched: {error}.") from None
        raise CannotFetch("This address only leads from one to the next.")

    def _taken(self, answer: Incoming, most: int, until: float) -> bytes:
        data = bytearray()
        for chunk in answer.chunks:
            data += chunk
            if len(data) > most:
                raise CannotFetch(f"What lies there is larger than {most // 1024**2} MB.")
            if self._monotonic() > until:
                raise CannotFetch("The server took too long to answer.")
        return bytes(data)


def checked(url: str) -> str:
    """The address as it can be asked for. Raises `CannotFetch` for what is none."""
    url = url.strip()
    if not url.isascii():
        url = urllib.parse.quote(url, safe="/:?&=#%@+,;!~*'()[]$-._", encoding="utf-8")
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        raise CannotFetch("This is no web address.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > URL_MOST:
        raise CannotFetch("This is no web address. It begins with https:// or http://.")
    if parts.username or parts.password or port == 0:
        raise CannotFetch("An address with a name or a password in it is not followed.")
    if any(char.isspace() for char in url):
        raise CannotFetch("There is a space in this web address.")
    return urllib.parse.urlunsplit(parts._replace(fragment=""))


def _refused(answer: Incoming) -> CannotFetch:
    words = {
        401: "The server asks for a password there.",
        403: "The server lets nobody fetch this.",
        404: "There is nothing at this address (404).",
        410: "What was there is gone for good (410).",
        429: "The server says that it was asked too often.",
    }
    said = answer.headers.get("retry-after", "")
    wait = int(said) if said.isdecimal() and len(said) < 8 else None
    text = words.get(answer.status, f"The server answered with an error ({answer.status}).")
    return CannotFetch(text, status=answer.status, retry_after=wait)
