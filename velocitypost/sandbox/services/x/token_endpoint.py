"""X's token endpoint: codes and refresh tokens become access tokens, or are refused.

https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
"""

import base64
import binascii
import hashlib
import hmac
from typing import Any

from flask import Blueprint, Response, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.x.problems import XFaults, answer
from velocitypost.sandbox.services.x.tokens import App, find_app, hashed, issue_tokens
from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row


class OAuthRefusal(Exception):
    """An error of the token endpoint, in OAuth's own form."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


def blueprint(sandbox: Sandbox) -> Blueprint:
    """POST /2/oauth2/token and /2/oauth2/revoke."""
    oauth = Blueprint("x_oauth", __name__)
    Gate(sandbox, "x", XFaults(sandbox.clock)).guard(oauth)
    endpoint = _TokenEndpoint(sandbox)
    oauth.post("/api.x.com/2/oauth2/token", endpoint="token")(endpoint.token)
    oauth.post("/api.x.com/2/oauth2/revoke", endpoint="revoke")(endpoint.revoke)

    @oauth.errorhandler(OAuthRefusal)
    def refused(refusal: OAuthRefusal) -> Response:
        return answer({"error": refusal.error, "error_description": refusal.description}, refusal.status)

    return oauth


class _TokenEndpoint:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store

    def token(self) -> Response:
        _needs_form()
        app = self._client()
        grant_type = _field("grant_type")
        if grant_type == "authorization_code":
            return answer(self._exchange(app))
        if grant_type == "refresh_token":
            return answer(self._refresh(app))
        raise OAuthRefusal("unsupported_grant_type", f"Value passed for the grant_type was invalid: {grant_type}.")

    def revoke(self) -> Response:
        _needs_form()
        app = self._client()
        token = _field("token")
        with self._store.write() as rows:
            rows.execute("DELETE FROM x_tokens WHERE hash=? AND app=?", (hashed(token), app.id))
        return answer({"revoked": True})

    def _client(self) -> App:
        """A confidential client shows its secret in the header; a public one only names itself in the body."""
        header = request.headers.get("Authorization", "")
        if not header:
            app = find_app(self._store, request.form.get("client_id", ""))
            if app is None or app.secret_hash:
                raise OAuthRefusal("unauthorized_client", "Missing valid authorization header", 401)
            return app
        app_id, secret = _basic(header)
        app = find_app(self._store, app_id)
        known = app.secret_hash if app else None
        if app is None or known is None or not hmac.compare_digest(known, hashed(secret)):
            raise OAuthRefusal("unauthorized_client", "Missing valid authorization header", 401)
        if request.form.get("client_id", app.id) != app.id:
            raise OAuthRefusal("invalid_request", "Value passed for the client_id did not match the header.")
        return app

    def _exchange(self, app: App) -> dict[str, Any]:
        code, redirect, verifier = _field("code"), _field("redirect_uri"), _field("code_verifier")
        with self._store.write() as rows:
            row = rows.execute("SELECT * FROM x_codes WHERE hash=? AND app=?", (hashed(code), app.id)).fetchone()
            reused = row is not None and row["used"]
            if reused:
                # RFC 6749, 4.1.2: a code that comes twice may be stolen, so what it gave is taken back.
                rows.execute("DELETE FROM x_tokens WHERE grant_id=?", (row["grant_id"],))
            elif row is not None:
                rows.execute("UPDATE x_codes SET used=1 WHERE hash=?", (row["hash"],))
        if row is None or reused or row["expires"] <= self._sandbox.clock.now():
            raise OAuthRefusal("invalid_request", "Value passed for the authorization code was invalid.")
        if redirect != row["redirect"]:
            described = "Value passed for the redirect uri did not match the uri of the authorization code."
            raise OAuthRefusal("invalid_request", described)
        if not _proves(verifier, row):
            described = "Value passed for the code verifier did not match the code challenge."
            raise OAuthRefusal("invalid_request", described)
        return issue_tokens(self._sandbox, app.id, row["account"], row["scope"], row["grant_id"])

    def _refresh(self, app: App) -> dict[str, Any]:
        token = hashed(_field("refresh_token"))
        found = "SELECT * FROM x_tokens WHERE hash=? AND kind='refresh' AND app=?"
        with self._store.write() as rows:
            row = rows.execute(found, (token, app.id)).fetchone()
            rows.execute("DELETE FROM x_tokens WHERE hash=? AND kind='refresh' AND app=?", (token, app.id))
        if row is None:
            raise OAuthRefusal("invalid_request", "Value passed for the token was invalid.")
        return issue_tokens(self._sandbox, app.id, row["account"], row["scope"], row["grant_id"])


def _needs_form() -> None:
    if request.mimetype != "application/x-www-form-urlencoded":
        raise OAuthRefusal("invalid_request", "Content-Type must be application/x-www-form-urlencoded.")


def _field(name: str) -> str:
    values = request.form.getlist(name)
    if len(values) != 1 or not values[0]:
        raise OAuthRefusal("invalid_request", f"Missing required parameter [{name}].")
    return values[0]


def _basic(header: str) -> tuple[str, str]:
    scheme, _, rest = header.partition(" ")
    try:
        user, colon, password = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        user, colon, password = "", "", ""
    if scheme.lower() != "basic" or not colon:
        raise OAuthRefusal("unauthorized_client", "Missing valid authorization header", 401)
    return user, password


def _proves(verifier: str, row: Row) -> bool:
    if row["method"] == "plain":
        return hmac.compare_digest(verifier, row["challenge"])
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return hmac.compare_digest(digest, row["challenge"])
