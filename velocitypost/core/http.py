"""The only door to the outside: one pooled HTTP client, and a plain word for how a request failed.

What matters to a caller who writes something is whether the request may have reached the other side:
`NotSent` promises that it did not; `NoAnswer` says that it may have.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2

from velocitypost.core.addresses import NotPublicAddress, Resolve, public_addresses

JSON = Any
USER_AGENT = "VelocityPost/0.1 (+https://velocitypost.localhost)"
_CONNECT_SECONDS = 5.0
_MOST_FROM_STRANGERS = 16 * 1024 * 1024


class NotSent(Exception):
    """No byte of the request left: no connection, no name, no free connection in time."""


class NotPublic(NotSent):
    """The host leads to an address that is not on the public internet, and a person had chosen it."""


class NoAnswer(Exception):
    """The request left, at least in part, and no whole answer came back. It may have been acted on."""


class Garbled(Exception):
    """The answer is not the JSON it should be."""


@dataclass(frozen=True)
class Request:
    """One request. At most one of `json`, `form` and `content` is given.

    `public_only`: a person chose the host, or a server that a person chose named it, so it must be a public one.
    """

    method: str
    url: str
    params: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None
    json: JSON = None
    form: Mapping[str, str] | None = None
    content: bytes | Iterable[bytes] | None = None
    timeout: float | None = None
    public_only: bool = False


@dataclass(frozen=True)
class Response:
    """An answer, whatever its status. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent_bytes: int = 0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> JSON:
        """The body as JSON. Raises `Garbled`."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Garbled(f"{len(self.body)} bytes that are not JSON, with status {self.status}") from error

    def members(self) -> Mapping[str, JSON]:
        """The members of the JSON object in the body; none where it holds no such object."""
        try:
            body = self.json()
        except Garbled:
            return {}
        return body if isinstance(body, dict) else {}


@dataclass(frozen=True)
class Incoming:
    """An answer whose body is still coming. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def whole(self) -> Response:
        """Waits for the rest. Raises `NoAnswer`."""
        return Response(self.status, self.headers, b"".join(self.chunks))


class PublicOnly(httpx2.BaseTransport):
    """Sends to public addresses alone: looks a host up once, judges what it finds, and connects to just that.

    `allowed` are origins that may be asked all the same, such as the sandbox's. Raises `httpx2.ConnectError` with a
    `NotPublicAddress` as its cause. Connections are not kept: one to an address says nothing of the next name there.
    """

    def __init__(
        self,
        *,
        allowed: Collection[str] = (),
        resolve: Resolve | None = None,
        inner: httpx2.BaseTransport | None = None,
    ) -> None:
        self._allowed = frozenset(map(_origin, map(httpx2.URL, filter(None, allowed))))
        self._resolve = resolve
        self._inner = inner or httpx2.HTTPTransport(
            trust_env=False, verify=trusted(), limits=httpx2.Limits(max_connections=50, max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if _origin(request.url) not in self._allowed:
            self._pin(request)
        return self._inner.handle_request(request)

    def _pin(self, request: httpx2.Request) -> None:
        name = request.url.raw_host.decode("ascii")
        port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
        try:
            address = public_addresses(name, port, resolve=self._resolve)[0]
        except (NotPublicAddress, OSError) as error:
            raise httpx2.ConnectError(str(error), request=request) from error
        # The name still goes into the greeting, is what the certificate must be for, and stands in the Host header.
        request.extensions = {**request.extensions, "sni_hostname": name}
        request.url = request.url.copy_with(host=address)

    def close(self) -> None:
        self._inner.close()


class Outbound:
    """Sends requests. Shared by all threads; connections are pooled and kept for a short while only,

    because a pooled connection that the other side has just closed makes the fate of a write unknowable.
    """

    def __init__(
        self,
        *,
        timeout: float = 20.0,
        connections: int = 100,
        transport: httpx2.BaseTransport | None = None,
        allowed: Collection[str] = (),
        resolve: Resolve | None = None,
    ) -> None:
        """`allowed` are origins to which `public_only` requests may go although they are not public."""
        kept = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=4.0)
        self._client = _client(timeout, transport, kept)
        careful = PublicOnly(allowed=allowed, resolve=resolve, inner=transport)
        self._careful = _client(timeout, careful, kept)

    def send(self, request: Request) -> Response:
        """Sends once, never repeats, never follows a redirect. Raises `NotSent` or `NoAnswer`."""
        built = self._client.build_request(
            request.method,
            request.url,
            params=request.params,
            headers=dict(request.headers or {}),
            json=request.json,
            data=dict(request.form) if request.form is not None else None,
            content=request.content,
            timeout=httpx2.USE_CLIENT_DEFAULT if request.timeout is None else request.timeout,
        )
        try:
            answer = self._careful.send(built, stream=True) if request.public_only else self._client.send(built)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise _not_sent(error) from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise NoAnswer(_words(error)) from error
        return Response(
            status=answer.status_code,
            headers={name.lower(): value for name, value in answer.headers.items()},
            body=_within_reason(answer) if request.public_only else answer.content,
            sent_bytes=int(built.headers.get("content-length", 0)),
        )

    @contextmanager
    def stream(self, request: Request) -> Iterator[Incoming]:
        """Sends once, and gives the answer as it comes; leaving the block ends the exchange.

        `request.timeout` is how long the other side may be silent. Raises `NotSent` or `NoAnswer`, the latter also
        from `Incoming.chunks`.
        """
        silence = request.timeout
        built = self._client.build_request(
            request.method,
            request.url,
            params=request.params,
            headers=dict(request.headers or {}),
            json=request.json,
            timeout=httpx2.USE_CLIENT_DEFAULT
            if silence is None
            else httpx2.Timeout(silence, connect=min(silence, _CONNECT_SECONDS)),
        )
        try:
            answer = self._for(request).send(built, stream=True)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise _not_sent(error) from error
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise NoAnswer(_words(error)) from error
        try:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            yield Incoming(answer.status_code, headers, _chunks(answer))
        finally:
            answer.close()

    def _for(self, request: Request) -> httpx2.Client:
        return self._careful if request.public_only else self._client

    def close(self) -> None:
        self._client.close()
        self._careful.close()


def _client(timeout: float, transport: httpx2.BaseTransport | None, limits: httpx2.Limits) -> httpx2.Client:
    return httpx2.Client(
        timeout=httpx2.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS)),
        limits=limits,
        headers={"user-agent": USER_AGENT},
        follow_redirects=False,
        trust_env=False,
        verify=trusted(),
        transport=transport,
    )


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are believed. Made once: to read the list takes longer than everything else here."""
    return httpx2.create_ssl_context(trust_env=False)


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port)


def _not_sent(error: Exception) -> NotSent:
    refused = isinstance(error.__cause__, NotPublicAddress)
    return NotPublic(str(error.__cause__)) if refused else NotSent(_words(error))


def _chunks(answer: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_bytes()
    except (httpx2.TransportError, httpx2.DecodingError) as error:
        raise NoAnswer(_words(error)) from error


def _within_reason(answer: httpx2.Response) -> bytes:
    """The body of a server that anybody may run, as far as there is room for it. Raises `NoAnswer`."""
    body = bytearray()
    try:
        for chunk in _chunks(answer):
            body += chunk
            if len(body) > _MOST_FROM_STRANGERS:
                raise NoAnswer("the answer is too large")
    finally:
        answer.close()
    return bytes(body)


def _words(error: Exception) -> str:
    """A failure in words, without the URL, whose query may carry a secret."""
    words: dict[type[Exception], str] = {
        httpx2.ConnectTimeout: "the service did not accept a connection in time",
        httpx2.ConnectError: "no connection to the service could be made",
        httpx2.PoolTimeout: "too many requests were under way at once",
        httpx2.ReadTimeout: "the service did not answer in time",
        httpx2.WriteTimeout: "the service stopped taking the request",
        httpx2.ReadError: "the connection broke before an answer came",
        httpx2.WriteError: "the connection broke while sending",
        httpx2.RemoteProtocolError: "the service closed the connection without an answer",
    }
    return words.get(type(error), f"the exchange failed ({type(error).__name__})")
