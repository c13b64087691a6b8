"""X's OAuth 2.0: apps, authorization codes, access and refresh tokens.

https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code and …/user-access-token
"""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Store

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


def issue_code(sandbox: Sandbox, app: str, account: str, scope: str, redirect: str, challenge: str, method: str) -> str:
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
    given: dict[str, Any] = {
        "token_type": "bearer",
        "expires_in": ACCESS_LIFE_S,
        "access_token": access,
        "scope": scope,
    }
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
