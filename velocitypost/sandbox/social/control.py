"""What the control API knows about a social twin: apps, tokens without a browser, and what was really accepted."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.control import API, body
from velocitypost.sandbox.social.answers import stamp
from velocitypost.sandbox.social.feed import Feed, Post
from velocitypost.sandbox.social.tokens import DEFAULT_APP, Tokens
from velocitypost.sandbox.state import Sandbox

MOST = 100_000

Mint = Callable[[Account, tuple[str, ...], str], dict[str, Any]]


class Control:
    """/control/api/<service>/…

    `mint` makes what a token endpoint would answer for an account, its scopes and an app; `usual` are the scopes when
    a test names none; `known` are all that there are.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        feed: Feed,
        mint: Mint,
        *,
        usual: tuple[str, ...] = (),
        known: frozenset[str] = frozenset(),
    ) -> None:
        self._sandbox = sandbox
        self._feed = feed
        self._mint = mint
        self._usual = usual
        self._known = known
        self._tokens = Tokens(sandbox, feed.service)

    def blueprint(self) -> Blueprint:
        """tokens, apps and posts."""
        service = self._feed.service
        control = Blueprint(f"{service}_control", __name__)
        control.post(f"{API}/{service}/tokens")(self.tokens)
        control.delete(f"{API}/{service}/tokens")(self.end)
        control.post(f"{API}/{service}/apps")(self.apps)
        control.get(f"{API}/{service}/posts")(self.posts)
        return control

    def tokens(self) -> tuple[Response, int]:
        """Tokens for one account, or for each of several."""
        given = body()
        scope = given.get("scope")
        if not isinstance(scope, str | None):
            raise BadRequest("scope must be text: scopes with spaces between them.")
        scopes = tuple(scope.replace(",", " ").split()) if scope is not None else self._usual
        unknown = set(scopes) - self._known
        if unknown:
            raise BadRequest(f"{self._feed.service} has no scope {', '.join(sorted(unknown))}.")
        app = str(given.get("client_id", DEFAULT_APP))
        if "accounts" in given:
            made = [self._minted(self._account(name), scopes, app) for name in given["accounts"]]
            return jsonify(tokens=made), 201
        return jsonify(self._minted(self._account(given.get("account")), scopes, app)), 201

    def end(self) -> Response:
        """Revoke all tokens of an account, as its owner does in the service's settings."""
        account = self._account(request.args.get("account"))
        self._tokens.end_account(account.id)
        return jsonify(account=account.id)

    def _account(self, name: Any) -> Account:
        service = self._feed.service
        account = self._sandbox.accounts.find(service, name) if isinstance(name, str) else None
        if account is None:
            raise BadRequest(f"There is no account {name!r} on {service}. Create it with POST {API}/accounts.")
        return account

    def _minted(self, account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        shown = {"id": account.id, "handle": account.handle, "name": account.name}
        return {"account": shown, **self._mint(account, scopes, app)}

    def apps(self) -> tuple[Response, int]:
        """Register an app; without a secret it is a public client. `details` are for the twin, such as `audited`."""
        given = body()
        app_id, secret, redirects = given.get("client_id"), given.get("client_secret"), given.get("redirect_uris")
        if not isinstance(app_id, str) or not app_id or not isinstance(secret, str | None):
            raise BadRequest("client_id must be text; client_secret text, or absent for a public client.")
        if not isinstance(redirects, list) or not all(isinstance(one, str) for one in redirects):
            raise BadRequest("redirect_uris must be a list of addresses; * stands for a port.")
        name = str(given.get("name", app_id))
        details = given.get("details", {})
        if not isinstance(details, dict):
            raise BadRequest("details must be an object.")
        self._tokens.register(name, redirects, app_id=app_id, secret=secret, **details)
        return jsonify(client_id=app_id, name=name, confidential=bool(secret)), 201

    def posts(self) -> Response:
        """What apps really got accepted, oldest first, hidden and deleted ones too."""
        wanted = request.args.get("account")
        account = self._account(wanted).id if wanted else None
        found = self._feed.everything(account, request.args.get("limit", MOST, int))
        return jsonify(count=len(found), posts=[self._shown(post) for post in found])

    def _shown(self, post: Post) -> dict[str, Any]:
        names = ("id", "kind", "account", "text", "title", "link", "place", "media", "options", "reply_to", "app")
        return {
            **{name: getattr(post, name) for name in names},
            "received_at": post.received_ms,
            "created_at": stamp(post.created_ms),
            "fingerprint": post.fingerprint,
            "hidden": post.hidden_until is not None and post.hidden_until > self._sandbox.clock.now(),
            "deleted": post.deleted_ms is not None,
        }
