"""X's OAuth 2.0: apps, authorization codes, access and refresh tokens.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code and …/user-access-token
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.x.problems import XFaults, answer
from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row, Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS x_apps (
    id TEXT PRIMARY KEY, secret_hash TEXT, name TEXT NOT NULL, redirects TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_codes (
    hash TEXT PRIMARY KEY, app TEXT NOT NULL, account TEXT NOT NULL, scope TEXT NOT NULL, redirect TEXT NOT NULL,
    challenge TEXT NOT NULL, method TEXT NOT NULL, expires REAL NOT NULL, grant_id TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS x_tokens (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, app TEXT NOT NULL, account TEXT NOT NULL, scope TEXT NOT NULL,
    expires REAL, grant_id TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS x_tokens_by_grant ON x_tokens (grant_id);
"""
CODE_LIFE_S = 30
ACCESS_LIFE_S = 7_200
DEFAULT_APP = "velocitypost-sandbox"
DEFAULT_SECRET = "velocitypost-sandbox-secret"  # noqa: S105 (public on purpose: it opens nothing but this sandbox)
DEFAULT_REDIRECTS = tuple(
    f"http://{host}:*/auth/callback/{name}" for host in ("127.0.0.1", "localhost") for name in ("x", "twitter")
)
SCOPES = {
    "tweet.read": "See posts, from accounts that you can view",
    "tweet.write": "Post and repost for you",
    "tweet.moderate.write": "Hide and unhide replies to your posts",
    "users.email": "See your e-mail address",
    "users.read": "See accounts that you can view",
    "follows.read": "See whom you follow and who follows you",
    "follows.write": "Follow and unfollow for you",
    "offline.access": "Stay connected until you take it back",
    "space.read": "See Spaces that you can view",
    "mute.read": "See accounts that you have muted",
    "mute.write": "Mute and unmute for you",
    "like.read": "See what you liked",
    "like.write": "Like and unlike for you",
    "list.read": "See your lists",
    "list.write": "Create and manage lists for you",
    "block.read": "See accounts that you have blocked",
    "block.write": "Block and unblock for you",
    "bookmark.read": "See your bookmarks",
    "bookmark.write": "Bookmark and unbookmark for you",
    "dm.read": "See your direct messages",
    "dm.write": "Send direct messages for you",
    "media.write": "Upload pictures and videos for you",
}


@dataclass(frozen=True, slots=True)
class App:
    """A registered app. Without a secret it is a public client. A `*` in a redirect stands for a port."""

    id: str
    name: str
    secret_hash: str | None
    redirects: tuple[str, ...]

    def may_redirect_to(self, address: str) -> bool:
        """Whether the address matches a registered one exactly."""
        return any(
            re.fullmatch(re.escape(known).replace(r"\*", r"\d{1,5}"), address) is not None for known in self.redirects
        )


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a valid access token stands for."""

    account: str
    app: str
    scopes: frozenset[str]


class OAuthRefusal(Exception):
    """An error of the token endpoint, in OAuth's own form."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


def hashed(secret: str) -> str:
    """Secrets are kept as digests only."""
    return hashlib.sha256(secret.encode()).hexdigest()


def register_app(store: Store, app_id: str, name: str, secret: str | None, redirects: tuple[str, ...]) -> None:
    """Make an app known, or change it."""
    with store.write() as rows:
        values = (app_id, hashed(secret) if secret else None, name, json.dumps(redirects))
        rows.execute("INSERT OR REPLACE INTO x_apps VALUES (?,?,?,?)", values)


def register_default_client(sandbox: Sandbox) -> None:
    """The app that the product uses while it runs against the sandbox."""
    if find_app(sandbox.store, DEFAULT_APP) is None:
        register_app(sandbox.store, DEFAULT_APP, "VelocityPost", DEFAULT_SECRET, DEFAULT_REDIRECTS)


def find_app(store: Store, app_id: str) -> App | None:
    """The app with this client id."""
    row = store.first("SELECT * FROM x_apps WHERE id=?", app_id)
    return App(row["id"], row["name"], row["secret_hash"], tuple(json.loads(row["redirects"]))) if row else None


def issue_code(
    sandbox: Sandbox, app: str, account: str, scope: str, redirect: str, challenge: str, method: str
) -> str:
    """An authorization code that lives for 30 seconds."""
    code = secrets.token_urlsafe(48)
    expires = sandbox.clock.now() + CODE_LIFE_S
    grant = secrets.token_hex(8)
    values = (hashed(code), app, account, scope, redirect, challenge, method, expires, grant)
    with sandbox.store.write() as rows:
        rows.execute("INSERT INTO x_codes VALUES (?,?,?,?,?,?,?,?,?,0)", values)
    return code


def issue_tokens(sandbox: Sandbox, app: str, account: str, scope: str, grant: str | None = None) -> dict[str, Any]:
    """A new access token, and a refresh token if `offline.access` was granted, as the token endpoint answers."""
    grant = grant or secrets.token_hex(8)
    access, refresh = secrets.token_urlsafe(54), secrets.token_urlsafe(54)
    expires = sandbox.clock.now() + ACCESS_LIFE_S
    keep: list[tuple[object, ...]] = [(hashed(access), "access", app, account, scope, expires, grant)]
    given: dict[str, Any] = {"token_type": "bearer", "expires_in": ACCESS_LIFE_S, "access_token": access, "scope": scope}
    if "offline.access" in scope.split():
        keep.append((hashed(refresh), "refresh", app, account, scope, None, grant))
        given["refresh_token"] = refresh
    with sandbox.store.write() as rows:
        rows.executemany("INSERT INTO x_tokens VALUES (?,?,?,?,?,?,?)", keep)
    return given


def find_bearer(sandbox: Sandbox, token: str) -> Bearer | None:
    """What an access token stands for, unless it is unknown, revoked or expired."""
    row = sandbox.store.first("SELECT * FROM x_tokens WHERE hash=? AND kind='access'", hashed(token))
    if row is None or row["expires"] <= sandbox.clock.now():
        return None
    return Bearer(row["account"], row["app"], frozenset(row["scope"].split()))


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
