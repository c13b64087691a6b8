"""OAuth 2.0's Authorization Code flow, by Authlib, with plain values in and out.

https://www.rfc-editor.org/rfc/rfc6749, PKCE: https://www.rfc-editor.org/rfc/rfc7636
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client

from velocitypost.core.http import USER_AGENT

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
class App:
    """Our registration at one authorisation server."""

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

    def authorize(self, *, state: str, verifier: str, extra: Mapping[str, str] | None = None) -> str:
        """The address to send the person's browser to."""
        with self._client() as client:
            url, _ = client.create_authorization_url(
                self.authorize_url, state=state, **self._verifier(verifier), **(extra or {})
            )
        return str(url)

    def exchange(self, code: str, *, verifier: str) -> Token:
        """The token for a code. Raises `Refused` or `Unreachable`."""
        return self._fetch("fetch_token", self.token_url, code=code, **self._verifier(verifier))

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

    def _verifier(self, verifier: str) -> dict[str, str]:
        return {"code_verifier": verifier} if self.pkce else {}

    def _fetch(self, verb: str, url: str, **parameters: str) -> Token:
        with self._client() as client:
            try:
                answer = getattr(client, verb)(url, **parameters)
            except OAuthError as error:
                raise Refused(error.error or "refused", error.description or "") from error
            except (httpx2.HTTPError, ValueError) as error:
                raise Unreachable("the service gave no usable answer") from error
        return self._token(answer)

    def _token(self, answer: Mapping[str, Any]) -> Token:
        if not answer.get("access_token"):
            raise Unreachable("the service's answer holds no token")
        granted = answer.get("scope")
        expires_at = answer.get("expires_at")
        return Token(
            access_token=answer["access_token"],
            refresh_token=answer.get("refresh_token"),
            expires_at=datetime.fromtimestamp(float(expires_at), UTC) if expires_at else None,
            scopes=tuple(granted.replace(",", " ").split()) if isinstance(granted, str) else self.scopes,
        )

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            client_id=self.client_id,
            client_secret=self.client_secret,
            token_endpoint_auth_method=_METHODS[self.client_auth],
            redirect_uri=self.redirect_uri,
            scope=self.scope_separator.join(self.scopes),
            code_challenge_method="S256" if self.pkce else None,
            timeout=self.timeout,
            trust_env=False,
            headers={"user-agent": USER_AGENT},
        )
