"""What lies at an address that a person gave: from public hosts only, within bounds of size, time and detours."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from velocitypost.core.http import Incoming, NoAnswer, NotPublic, NotSent, Outbound, Request

URL_MOST = 2_000
_HOPS_MOST = 4
_SILENT_SECONDS = 10.0
_MOVED = (301, 302, 303, 307, 308)
Why = Literal["address", "private", "unreached", "slow", "refused", "large", "circle"]


class CannotFetch(Exception):
    """It could not be had; the text tells why, for a person, and `why` for who says it in other words.

    `status` is what the server answered, 0 where it did not; `retry_after` the seconds that it asks us to wait;
    `detail` what went wrong on the way, where it was never reached or its answer broke off.
    """

    def __init__(
        self, message: str, why: Why, *, status: int = 0, retry_after: int | None = None, detail: str = ""
    ) -> None:
        super().__init__(message)
        self.why = why
        self.status = status
        self.retry_after = retry_after
        self.detail = detail


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
        self,
        url: str,
        *,
        accept: str,
        most: int,
        within: float,
        headers: Mapping[str, str] | None = None,
        whole: bool = True,
    ) -> Fetched:
        """At most `most` bytes, within so many seconds. Of what is longer, the beginning where `whole` is not needed.

        Raises `CannotFetch`.
        """
        until = self._monotonic() + within
        url = checked(url)
        for _ in range(_HOPS_MOST + 1):
            left = until - self._monotonic()
            if left <= 0:
                raise _slow()
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
                        url = checked(to, base=url)
                        continue
                    if answer.status == 304:
                        return Fetched(url, 304, dict(answer.headers), b"")
                    if not answer.ok:
                        raise _refused(answer)
                    return Fetched(url, answer.status, dict(answer.headers), self._taken(answer, most, until, whole))
            except NotPublic:
                raise CannotFetch("This address does not lead to the public internet.", "private") from None
            except (NotSent, NoAnswer) as error:
                raise CannotFetch(f"It could not be fetched: {error}.", "unreached", detail=str(error)) from None
        raise CannotFetch("This address only leads from one to the next.", "circle")

    def _taken(self, answer: Incoming, most: int, until: float, whole: bool) -> bytes:
        data = bytearray()
        for chunk in answer.chunks:
            data += chunk
            if len(data) > most:
                if whole:
                    raise CannotFetch(f"What lies there is larger than {most // 1024**2} MB.", "large")
                break
            if self._monotonic() > until:
                raise _slow()
        return bytes(data[:most])


def checked(url: str, *, base: str = "") -> str:
    """The address as it can be asked for, seen from the page `base`. Raises `CannotFetch` for what is none."""
    url = url.strip()
    if base:
        # What a server names may hold blanks, as browsers let it; what a person typed holds one by mistake.
        url = url.replace(" ", "%20")
    if not url.isascii():
        url = urllib.parse.quote(url, safe="/:?&=#%@+,;!~*'()[]$-._", encoding="utf-8")
    try:
        url = urllib.parse.urljoin(base, url)
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        raise CannotFetch("This is no web address.", "address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > URL_MOST:
        raise CannotFetch("This is no web address. It begins with https:// or http://.", "address")
    if parts.username or parts.password or port == 0:
        raise CannotFetch("An address with a name or a password in it is not followed.", "address")
    if any(char.isspace() for char in url):
        raise CannotFetch("There is a space in this web address.", "address")
    return urllib.parse.urlunsplit(parts._replace(fragment=""))


def _slow() -> CannotFetch:
    return CannotFetch("The server took too long to answer.", "slow")


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
    return CannotFetch(text, "refused", status=answer.status, retry_after=wait)
