"""OAuth 2.0's authorization code flow with each service's own names, lives and words.

https://www.rfc-editor.org/rfc/rfc6749, PKCE: https://www.rfc-editor.org/rfc/rfc7636
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Blueprint, Response, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.social.answers import Answers, answer
from velocitypost.sandbox.social.tokens import App, Bearer, Tokens, hashed
from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

Problem = Literal["client", "grant_type", "missing", "code", "redirect", "verifier", "refresh", "scope", "token"]


class Refused(Exception):
    """The token endpoint says no. `about` is the parameter, or a sentence."""

    def __init__(self, problem: Problem, about: str = "") -> None:
        super().__init__(problem)
        self.problem, self.about = problem, about


def standard_words(refused: Refused) -> Response:
    """RFC 6749, 5.2, for a service that follows it to the letter."""
    said: dict[Problem, tuple[str, str, int]] = {
        "client": ("invalid_client", "Client authentication failed.", 401),
        "grant_type": ("unsupported_grant_type", "This grant type is not supported.", 400),
        "missing": ("invalid_request", f"Missing required parameter: {refused.about}.", 400),
        "code": ("invalid_grant", "The authorization code is invalid, expired or was used before.", 400),
        "redirect": ("invalid_grant", "The redirect URI does not match that of the authorization request.", 400),
        "verifier": ("invalid_grant", "The code verifier does not match the code challenge.", 400),
        "refresh": ("invalid_grant", "The refresh token is invalid, expired or revoked.", 400),
        "scope": ("invalid_scope", f"Unknown or forbidden scope: {refused.about}.", 400),
        "token": ("invalid_grant", "The token is invalid, expired or revoked.", 400),
    }
    error, description, status = said[refused.problem]
    return answer({"error": error, "error_description": description}, status)


@dataclass(frozen=True)
class Issued:
    """What a grant gave, for the twin to put into its own answer. `asked` is the authorization request."""

    account: Account
    app: App
    access: str
    refresh: str | None
    scopes: tuple[str, ...]
    access_life_s: int | None
    refresh_life_s: int | None
    now: float
    asked: Mapping[str, str]
    details: Mapping[str, Any]


def standard_answer(issued: Issued) -> dict[str, Any]:
    """RFC 6749, 5.1."""
    given: dict[str, Any] = {"access_token": issued.access, "token_type": "bearer", "scope": " ".join(issued.scopes)}
    if issued.access_life_s is not None:
        given["expires_in"] = issued.access_life_s
    if issued.refresh is not None:
        given["refresh_token"] = issued.refresh
    return given


def _owners(sandbox: Sandbox, service: str) -> list[Account]:
    return sandbox.accounts.listed(service, "owner")


@dataclass(frozen=True)
class Also:
    """A second choice on the consent page: which of these may the app use. Kept in a token's details by `name`."""

    name: str
    question: str
    accounts: Callable[[Sandbox], list[Account]]


@dataclass(frozen=True)
class OAuthRules:
    """How one service does it. Paths are those of the sandbox, `/<host>/<path>`, and may hold Flask's `<parts>`.

    `refresh`: "none", "steady" (the same token works again) or "rotating" (works once; the answer holds the next).
    `pkce_digest` writes the digest of a verifier as the service wants it in a challenge.
    `wants_refresh` decides by the authorization request's parameters. `granular`: single scopes can be declined.
    `revoked` answers for a token that was this app's, or was not.
    `grants` are further values of `grant_type`, each answering for itself (exchanges of short for long tokens).
    """

    authorize: str
    token: str
    scopes: Mapping[str, str]
    revoke: str | None = None
    client_id: str = "client_id"
    client_secret: str = "client_secret"  # noqa: S105 (a parameter's name)
    client_auth: frozenset[str] = frozenset({"basic", "body"})
    separators: str = " "
    scope_required: bool = True
    default_scopes: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    pkce: Literal["required", "optional", "none"] = "none"
    pkce_methods: tuple[str, ...] = ("S256",)
    pkce_digest: Callable[[bytes], str] = lambda digest: base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    code_life_s: float = 600
    access_life_s: int | None = 3_600
    access_prefix: str = ""
    refresh: Literal["none", "steady", "rotating"] = "none"
    refresh_life_s: int | None = None
    wants_refresh: Callable[[Mapping[str, str]], bool] = lambda _asked: True
    granular: bool = False
    also: Also | None = None
    choices: Callable[[Sandbox, str], list[Account]] = _owners
    denied: Mapping[str, str] = field(default_factory=lambda: {"error": "access_denied"})
    callback_extra: Mapping[str, str] = field(default_factory=dict)
    fragment: str = ""
    token_methods: tuple[str, ...] = ("POST",)
    token_form_only: bool = True
    answer: Callable[[Issued], dict[str, Any]] = standard_answer
    words: Callable[[Refused], Response] = standard_words
    revoked: Callable[[bool], Response] = lambda _known: answer({})
    grants: Mapping[str, Callable[["TokenEndpoint", App], Response]] = field(default_factory=dict)


def issue_code(
    sandbox: Sandbox, service: str, app: str, account: str, scopes: tuple[str, ...], life_s: float, **asked: Any
) -> str:
    """An authorization code for what a person agreed to."""
    code = secrets.token_urlsafe(48)
    details = asked.pop("details", {})
    values = (
        hashed(code), service, app, account, " ".join(scopes), asked.get("redirect_uri", ""),
        asked.get("code_challenge", ""), asked.get("code_challenge_method", "plain"),
        sandbox.clock.now() + life_s, secrets.token_hex(8), json.dumps(asked), json.dumps(details),
    )  # fmt: skip
    with sandbox.store.write() as rows:
        rows.execute("INSERT INTO social_codes VALUES (?,?,?,?,?,?,?,?,?,?,?,?,0)", values)
    return code


class TokenEndpoint:
    """Codes and refresh tokens become access tokens, or are refused."""

    def __init__(self, sandbox: Sandbox, service: str, rules: OAuthRules) -> None:
        self.sandbox = sandbox
        self.service = service
        self.rules = rules
        self.tokens = Tokens(sandbox, service)

    def blueprint(self, answers: Answers) -> Blueprint:
        """The endpoints `token` and `revoke`, behind the gate."""
        rules = self.rules
        oauth = Blueprint(f"{self.service}_oauth", __name__)
        Gate(self.sandbox, self.service, answers).guard(oauth)
        oauth.register_error_handler(Refused, rules.words)
        oauth.add_url_rule(rules.token, "token", self.token, methods=list(rules.token_methods))
        if rules.revoke:
            oauth.add_url_rule(rules.revoke, "revoke", self.revoke, methods=["POST"])
        return oauth

    def token(self, **_path: str) -> Response:
        app = self.client()
        grant_type = self.given("grant_type") if "grant_type" in request.values else self._assumed()
        if grant_type == "authorization_code":
            return answer(self.rules.answer(self._exchange(app)))
        if grant_type == "refresh_token" and self.rules.refresh != "none":
            return answer(self.rules.answer(self._refresh(app)))
        if grant_type in self.rules.grants:
            return self.rules.grants[grant_type](self, app)
        raise Refused("grant_type", grant_type)

    def _assumed(self) -> str:
        if "code" in request.values and "GET" in self.rules.token_methods:
            return "authorization_code"
        raise Refused("missing", "grant_type")

    def revoke(self, **_path: str) -> Response:
        app = self.client()
        token = self.given("token")
        found = self.tokens.find(token) or self.tokens.find(token, "refresh")
        own = found is not None and found.app == app.id
        if found is not None and own:
            self.tokens.end_grant(found.grant)
        return self.rules.revoked(own)

    def given(self, name: str) -> str:
        """A parameter that must come exactly once, in the form or, where the service allows it, in the query."""
        source = request.form if self.rules.token_form_only and request.method == "POST" else request.values
        values = source.getlist(name)
        if len(values) != 1 or not values[0]:
            raise Refused("missing", name)
        found: str = values[0]
        return found

    def client(self) -> App:
        """The app that asks, by header or body as the service allows; raises `Refused("client")`."""
        header = request.headers.get("Authorization", "")
        app_id: str | None
        secret: str | None
        if header and "basic" in self.rules.client_auth:
            app_id, secret = _basic(header)
        elif "body" in self.rules.client_auth:
            app_id, secret = request.values.get(self.rules.client_id), request.values.get(self.rules.client_secret)
        else:
            raise Refused("client")
        app = self.tokens.find_app(app_id or "")
        if app is None or not app.proves(secret):
            raise Refused("client")
        return app

    def _exchange(self, app: App) -> Issued:
        code = self.given("code")
        with self.sandbox.store.write() as rows:
            sql = "SELECT * FROM social_codes WHERE hash=? AND service=? AND app=?"
            row = rows.execute(sql, (hashed(code), self.service, app.id)).fetchone()
            rows.execute("UPDATE social_codes SET used=1 WHERE hash=?", (hashed(code),))
        if row is not None and row["used"]:
            # RFC 6749, 4.1.2: a code that comes twice may be stolen, so what it gave is taken back.
            self.tokens.end_grant(row["grant_id"])
        if row is None or row["used"] or row["expires"] <= self.sandbox.clock.now():
            raise Refused("code")
        if row["redirect"] and self.given("redirect_uri") != row["redirect"]:
            raise Refused("redirect")
        if row["challenge"] and not self._proves(self.given("code_verifier"), row):
            raise Refused("verifier")
        account = self.sandbox.accounts.get(self.service, row["account"])
        scopes, asked = tuple(row["scopes"].split()), json.loads(row["asked"])
        return self.issued(account, app, scopes, row["grant_id"], asked, json.loads(row["details"]))

    def _proves(self, verifier: str, row: Row) -> bool:
        plain = row["method"] == "plain"
        shown = verifier if plain else self.rules.pkce_digest(hashlib.sha256(verifier.encode()).digest())
        return secrets.compare_digest(shown.encode(), row["challenge"].encode())

    def issued(
        self,
        account: Account,
        app: App,
        scopes: tuple[str, ...],
        grant: str | None = None,
        asked: Mapping[str, str] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> Issued:
        """New tokens as the rules have them."""
        rules, asked, details = self.rules, asked or {}, details or {}
        grant = grant or secrets.token_hex(8)
        life = rules.access_life_s
        access = self.tokens.issue(
            account.id, scopes, app=app.id, life_s=life, grant=grant, prefix=rules.access_prefix, **details
        )
        refresh = None
        if rules.refresh != "none" and rules.wants_refresh(asked):
            kept = {**details, "asked": dict(asked)}
            refresh = self.tokens.issue(
                account.id, scopes, app=app.id, life_s=rules.refresh_life_s, kind="refresh", grant=grant, **kept
            )
        return Issued(
            account, app, access, refresh, scopes, life, rules.refresh_life_s, self.sandbox.clock.now(), asked, details
        )

    def _refresh(self, app: App) -> Issued:
        token, rules = self.given("refresh_token"), self.rules
        rotating = rules.refresh == "rotating"
        now = self.sandbox.clock.now()
        found = self.tokens.use_up(token, "refresh") if rotating else self.tokens.find(token, "refresh")
        if found is None or found.app != app.id or not found.live(now):
            raise Refused("refresh")
        account = self.sandbox.accounts.get(self.service, found.account)
        details = {name: value for name, value in found.details.items() if name != "asked"}
        scopes, asked = tuple(sorted(found.scopes)), found.details.get("asked", {})
        if rotating:
            return self.issued(account, app, scopes, found.grant, asked, details)
        access = self.tokens.issue(
            account.id,
            scopes,
            app=app.id,
            life_s=rules.access_life_s,
            grant=found.grant,
            prefix=rules.access_prefix,
            **details,
        )
        left = int(found.expires - now) if found.expires is not None else None
        return Issued(account, app, access, token, scopes, rules.access_life_s, left, now, asked, details)

    def exchangeable(self, name: str) -> tuple[str, Bearer]:
        """A live access token given as a parameter, for grants that exchange one token for another."""
        token = self.given(name)
        found = self.tokens.find(token)
        if found is None or not found.live(self.sandbox.clock.now()):
            raise Refused("token")
        return token, found


def _basic(header: str) -> tuple[str, str]:
    scheme, _, rest = header.partition(" ")
    try:
        user, colon, password = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("client") from None
    if scheme.lower() != "basic" or not colon:
        raise Refused("client")
    return user, password
