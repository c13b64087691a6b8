"""Registered apps, and the tokens that stand for an account."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS social_apps (
    service TEXT NOT NULL, id TEXT NOT NULL, secret_hash TEXT, name TEXT NOT NULL, redirects TEXT NOT NULL,
    scopes TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY (service, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS social_codes (
    hash TEXT PRIMARY KEY, service TEXT NOT NULL, app TEXT NOT NULL, account TEXT NOT NULL, scopes TEXT NOT NULL,
    redirect TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL, expires REAL NOT NULL,
    grant_id TEXT NOT NULL, asked TEXT NOT NULL, details TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS social_tokens (
    hash TEXT PRIMARY KEY, service TEXT NOT NULL, kind TEXT NOT NULL, app TEXT NOT NULL, account TEXT NOT NULL,
    scopes TEXT NOT NULL, issued REAL NOT NULL, expires REAL, grant_id TEXT NOT NULL, details TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS social_tokens_by_grant ON social_tokens (service, grant_id);
"""
DEFAULT_APP = "velocitypost-sandbox"
DEFAULT_SECRET = "velocitypost-sandbox-secret"  # noqa: S105 (public on purpose: it opens nothing but this sandbox)


@dataclass(frozen=True, slots=True)
class App:
    """A registered app. Without a secret it is a public client. A `*` in a redirect stands for a port.

    `scopes` are those it was registered for, where a service limits them; empty: all.
    """

    id: str
    name: str
    secret_hash: str | None
    redirects: tuple[str, ...]
    scopes: frozenset[str] = frozenset()
    details: Mapping[str, Any] = field(default_factory=dict)

    def may_redirect_to(self, address: str) -> bool:
        """Whether the address matches a registered one exactly."""
        return any(re.fullmatch(re.escape(one).replace(r"\*", r"\d{1,5}"), address) for one in self.redirects)

    def proves(self, secret: str | None) -> bool:
        """Whether this is the app's secret; a public client has none to show."""
        if self.secret_hash is None:
            return not secret
        return secret is not None and secrets.compare_digest(self.secret_hash, hashed(secret))


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a token stands for. `details` is whatever the twin noted with it."""

    account: str
    app: str
    scopes: frozenset[str]
    kind: str
    grant: str
    issued: float
    expires: float | None
    ended: bool
    details: Mapping[str, Any]

    def live(self, now: float) -> bool:
        """Neither revoked nor expired."""
        return not self.ended and (self.expires is None or self.expires > now)


def hashed(secret: str) -> str:
    """Secrets are kept as digests only."""
    return hashlib.sha256(secret.encode()).hexdigest()


def callbacks(*names: str) -> tuple[str, ...]:
    """The product's redirect addresses on this machine, for platforms of these names."""
    hosts = ("127.0.0.1", "localhost")
    return tuple(f"http://{host}:*/auth/callback/{name}" for host in hosts for name in names)


class Tokens:
    """The apps and tokens of one service."""

    def __init__(self, sandbox: Sandbox, service: str) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self.service = service

    def register(
        self,
        name: str,
        redirects: Iterable[str],
        *,
        app_id: str | None = None,
        secret: str | None = None,
        scopes: Iterable[str] = (),
        **details: Any,
    ) -> App:
        """Make an app known, or change it."""
        app_id = app_id or secrets.token_urlsafe(32)
        known = App(app_id, name, hashed(secret) if secret else None, tuple(redirects), frozenset(scopes), details)
        values = (self.service, app_id, known.secret_hash, name, json.dumps(known.redirects), " ".join(scopes))
        with self._store.write() as rows:
            rows.execute("INSERT OR REPLACE INTO social_apps VALUES (?,?,?,?,?,?,?)", (*values, json.dumps(details)))
        return known

    def register_default(self, *names: str) -> None:
        """The app that the product uses while it runs against the sandbox."""
        if self.find_app(DEFAULT_APP) is None:
            self.register("VelocityPost", callbacks(*names), app_id=DEFAULT_APP, secret=DEFAULT_SECRET)

    def find_app(self, app_id: str) -> App | None:
        """The app with this client id."""
        row = self._store.first("SELECT * FROM social_apps WHERE service=? AND id=?", self.service, app_id)
        if row is None:
            return None
        scopes = frozenset(row["scopes"].split())
        redirects = tuple(json.loads(row["redirects"]))
        return App(row["id"], row["name"], row["secret_hash"], redirects, scopes, json.loads(row["details"]))

    def issue(
        self,
        account: str,
        scopes: Iterable[str],
        *,
        app: str = DEFAULT_APP,
        life_s: float | None = None,
        kind: str = "access",
        grant: str | None = None,
        prefix: str = "",
        token: str | None = None,
        **details: Any,
    ) -> str:
        """A new token. `life_s` None never ends. Tokens of one `grant` can be ended together."""
        token = token or prefix + secrets.token_urlsafe(40)
        now = self._sandbox.clock.now()
        expires = now + life_s if life_s is not None else None
        values = (self.service, kind, app, account, " ".join(scopes), now, expires, grant or secrets.token_hex(8))
        with self._store.write() as rows:
            sql = "INSERT INTO social_tokens VALUES (?,?,?,?,?,?,?,?,?,?,0)"
            rows.execute(sql, (hashed(token), *values, json.dumps(details)))
        return token

    def find(self, token: str, kind: str = "access") -> Bearer | None:
        """What a token stands for, ended or not; None if it was never given."""
        sql = "SELECT * FROM social_tokens WHERE hash=? AND service=? AND kind=?"
        row = self._store.first(sql, hashed(token), self.service, kind)
        return _bearer(row) if row else None

    def use_up(self, token: str, kind: str) -> Bearer | None:
        """The same for a token that works once: whoever comes first ends it, the others find it ended."""
        sql = "SELECT * FROM social_tokens WHERE hash=? AND service=? AND kind=?"
        with self._store.write() as rows:
            row = rows.execute(sql, (hashed(token), self.service, kind)).fetchone()
            rows.execute("UPDATE social_tokens SET ended=1 WHERE hash=?", (hashed(token),))
        return _bearer(row) if row else None

    def shorten(self, token: str, life_s: float) -> None:
        """Let a token live that long still, at the most."""
        ends = self._sandbox.clock.now() + life_s
        with self._store.write() as rows:
            sql = "UPDATE social_tokens SET expires=MIN(COALESCE(expires, ?), ?) WHERE hash=? AND service=?"
            rows.execute(sql, (ends, ends, hashed(token), self.service))

    def end(self, token: str) -> bool:
        """Revoke one token; whether there was one."""
        with self._store.write() as rows:
            sql = "UPDATE social_tokens SET ended=1 WHERE hash=? AND service=?"
            return rows.execute(sql, (hashed(token), self.service)).rowcount > 0

    def end_grant(self, grant: str) -> None:
        """Revoke every token that came from one consent."""
        with self._store.write() as rows:
            rows.execute("UPDATE social_tokens SET ended=1 WHERE service=? AND grant_id=?", (self.service, grant))

    def end_account(self, account: str) -> None:
        """Revoke every token of an account, as when its owner removes the app in the settings."""
        with self._store.write() as rows:
            rows.execute("UPDATE social_tokens SET ended=1 WHERE service=? AND account=?", (self.service, account))


def _bearer(row: Row) -> Bearer:
    return Bearer(
        row["account"],
        row["app"],
        frozenset(row["scopes"].split()),
        row["kind"],
        row["grant_id"],
        row["issued"],
        row["expires"],
        bool(row["ended"]),
        json.loads(row["details"]),
    )
