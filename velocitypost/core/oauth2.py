"""OAuth 2.0's Authorization Code flow, by Authlib, with plain values in and out.

https://www.rfc-editor.org/rfc/rfc6749, PKCE: https://www.rfc-editor.org/rfc/rfc7636
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client

from velocitypost.core.clock import Clock, SystemClock
from velocitypost.core.http import USER_AGENT, PublicOnly, trusted

_METHODS = {"basic": "client_secret_basic", "body": "client_secret_post"}


class Refused(Exception):
    """The authorisation server said no. `code` is the standard's word, such as `invalid_grant`."""

    def __init__(self, code: str, description: str = "") -> None:
        super().__init__(f"{code}: {description}" if description else code)
        self.code = code
        self.description = description


class Unreachable(Exception):
    """The authorisation server gave no usable answer. Whether it acted is not known."""


@dataclass(frozen=True)
class Token:
    """What the authorisation server granted."""

    access_token: str
    refresh_token: str | None
    expires_at: datetime | None
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """A GET that turns one token into another: `token_name` carries the old one, `grant_type` says what for."""

    url: str
    grant_type: str
    token_name: str
    with_client: str = "secret"


@dataclass(frozen=True)
class App:
    """Our registration at one authorisation server.

    `public_only`: a person chose the server, so it must be on the public internet or among the origins `allowed`.
    `client_id_name` is what the server calls our id. `long_lived` follows the exchange of a code; `renew_own` stands in
    for refresh tokens where there are none.
    """

    client_id: str
    client_secret: str
    redirect_uri: str
    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    client_auth: str = "body"
    pkce: bool = False
    revoke_url: str | None = None
    scope_separator: str = " "
    timeout: float = 20.0
    client_id_name: str = "client_id"
    exchange_extra: Mapping[str, str] = field(default_factory=dict)
    long_lived: Exchange | None = None
    renew_own: Exchange | None = None
    user_agent: str = USER_AGENT
    refusals: Mapping[str, str] = field(default_factory=dict)
    public_only: bool = False
    allowed: tuple[str, ...] = ()
    clock: Clock = field(default_factory=SystemClock)

    @property
    def renews(self) -> bool:
        """Whether a token can be renewed by itself, without a refresh token."""
        return self.renew_own is not None

    def authorize(self, *, state: str, verifier: str, extra: Mapping[str, str] | None = None) -> str:
        """The address to send the person's browser to."""
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self.authorize_url, state=state, **self._verifier(verifier), **(extra or {})
            )
        return _renamed(str(url), "client_id", self.client_id_name)

    def exchange(self, code: str, *, verifier: str) -> Token:
        """The token for a code. Raises `Refused` or `Unreachable`."""
        short = self._fetch("fetch_token", self.token_url, code=code, **self._verifier(verifier), **self.exchange_extra)
        if self.long_lived is None:
            return short
        lasting = self._swap(self.long_lived, short.access_token)
        return replace(lasting, scopes=short.scopes)

    def renew(self, access_token: str) -> Token:
        """A longer life for a token that renews itself. Raises `Refused` or `Unreachable`."""
        assert self.renew_own is not None  # noqa: S101  asked for only where `renews` says so
        return self._swap(self.renew_own, access_token)

    def refresh(self, refresh_token: str) -> Token:
        """A new token for an old one. Raises `Refused` or `Unreachable`."""
        return self._fetch("refresh_token", self.token_url, refresh_token=refresh_token)

    def revoke(self, token: str) -> None:
        """Ends a token, where the server can. Raises `Refused` or `Unreachable`."""
        if self.revoke_url is None:
            return
        with self._client() as client:
            try:
                answer = client.revoke_token(self.revoke_url, token=token)
            except httpx2.TransportError as error:
                raise Unreachable("the service did not answer") from error
        if answer.status_code >= 400:
            raise Refused(str(answer.status_code))

    def _swap(self, exchange: Exchange, access_token: str) -> Token:
        parameters = {"grant_type": exchange.grant_type, exchange.token_name: access_token}
        if exchange.with_client != "none":
            parameters |= {"client_secret": self.client_secret}
        if exchange.with_client == "both":
            parameters |= {"client_id": self.client_id}
        headers = {"user-agent": self.user_agent}
        with httpx2.Client(
            timeout=self.timeout,
            trust_env=False,
            headers=headers,
            verify=trusted(),
            transport=self._transport(),
        ) as client:
            try:
                answer = client.get(exchange.url, params=parameters)
                body = answer.json()
            except (httpx2.HTTPError, ValueError) as error:
                raise Unreachable("the service gave no usable answer") from error
        if answer.status_code >= 500:
            raise Unreachable("the service gave no usable answer")
        if answer.status_code >= 400 or not isinstance(body, dict):
            raise Refused(*_refusal(body))
        return self._token(body)

    def _verifier(self, verifier: str) -> dict[str, str]:
        return {"code_verifier": verifier} if self.pkce else {}

    def _fetch(self, verb: str, url: str, **parameters: str) -> Token:
        with self._client() as client:
            try:
                answer = getattr(client, verb)(url, **parameters)
            except OAuthError as error:
                code, words = _refusal({"error": error.error, "error_description": error.description or ""})
                raise Refused(self.refusals.get(code, code), words) from error
            except (httpx2.HTTPError, ValueError) as error:
                raise Unreachable("the service gave no usable answer") from error
        return self._token(answer)

    def _token(self, answer: Mapping[str, Any]) -> Token:
        rows = answer.get("data")
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            # So Instagram's page shows it: developers.facebook.com/docs/instagram-platform, Business Login, step 2.
            answer = rows[0]
        if not answer.get("access_token"):
            if "error_message" in answer:
                raise Refused(str(answer.get("error_type", "refused")), str(answer["error_message"]))
            if "code" in answer and "message" in answer:
                code = str(answer["code"])
                raise Refused(self.refusals.get(code, code), str(answer["message"]))
            raise Unreachable("the service's answer holds no token")
        granted = answer.get("scope", answer.get("permissions"))
        lasts = answer.get("expires_in")
        return Token(
            access_token=answer["access_token"],
            refresh_token=answer.get("refresh_token"),
            expires_at=self.clock.now() + timedelta(seconds=float(lasts)) if lasts else None,
            scopes=self._scopes(granted),
        )

    def _scopes(self, granted: object) -> tuple[str, ...]:
        if isinstance(granted, str):
            return tuple(granted.replace(",", " ").split())
        return tuple(map(str, granted)) if isinstance(granted, list) else self.scopes

    def _client(self) -> OAuth2Client:
        client = OAuth2Client(
            client_id=self.client_id,
            client_secret=self.client_secret,
            token_endpoint_auth_method=_METHODS[self.client_auth],
            revocation_endpoint_auth_method=_METHODS[self.client_auth],
            redirect_uri=self.redirect_uri,
            scope=self.scope_separator.join(self.scopes),
            code_challenge_method="S256" if self.pkce else None,
            timeout=self.timeout,
            trust_env=False,
            headers={"user-agent": self.user_agent},
            verify=trusted(),
            transport=self._transport(),
        )
        if self.client_id_name != "client_id":
            client.register_client_auth_method((_METHODS[self.client_auth], self._as_named))
        return client

    def _transport(self) -> PublicOnly | None:
        return PublicOnly(allowed=self.allowed) if self.public_only else None

    def _as_named(
        self, _client: OAuth2Client, method: str, uri: str, headers: Any, body: str | bytes
    ) -> tuple[str, Any, str]:
        """Our id under the service's own name for it, in the body. Authlib's shape of a client auth method."""
        ours = urlencode({self.client_id_name: self.client_id, "client_secret": self.client_secret})
        given = body.decode() if isinstance(body, bytes) else body
        return uri, headers, f"{given}&{ours}" if given else ours


def _renamed(url: str, name: str, new_name: str) -> str:
    if name == new_name:
        return url
    parts = urlsplit(url)
    query = [(new_name if key == name else key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True)]
    return parts._replace(query=urlencode(query)).geturl()


def _refusal(body: object) -> tuple[str, str]:
    """The code and the words of a refusal: the standard's members, or an object under `error` as Meta has it."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return ("invalid_grant" if error.get("code") == 190 else str(error.get("type", "refused"))), str(
            error.get("message", "")
        )
    return str(error or "refused"), str(body.get("error_description", "") if isinstance(body, dict) else "")
