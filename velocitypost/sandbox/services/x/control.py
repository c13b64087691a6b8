"""What the control API knows about X: apps, tokens without a browser, and what was really accepted."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.control import API, body
from velocitypost.sandbox.services.x.posts import Post, Posts
from velocitypost.sandbox.services.x.reader import stamp
from velocitypost.sandbox.services.x.tokens import DEFAULT_APP, SCOPES, find_app, issue_tokens, register_app
from velocitypost.sandbox.state import Sandbox

USUAL = "tweet.read tweet.write users.read media.write offline.access"
MOST = 100_000


def blueprint(sandbox: Sandbox) -> Blueprint:
    """/control/api/x/…"""
    control = Blueprint("x_control", __name__)
    views = _XControl(sandbox)
    control.post(f"{API}/x/tokens")(views.tokens)
    control.post(f"{API}/x/apps")(views.apps)
    control.get(f"{API}/x/posts")(views.posts)
    return control


class _XControl:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._posts = Posts(sandbox)

    def tokens(self) -> tuple[Response, int]:
        """Tokens for one account, or for each of several."""
        given = body()
        scope = given.get("scope", USUAL)
        app = find_app(self._sandbox.store, str(given.get("client_id", DEFAULT_APP)))
        if app is None or not isinstance(scope, str) or not set(scope.split()) <= set(SCOPES):
            raise BadRequest("client_id must be a registered app and scope a list of X's scopes.")
        if "accounts" in given:
            several = [self._account(name) for name in given["accounts"]]
            made = [self._minted(app.id, account, scope) for account in several]
            return jsonify(tokens=made), 201
        return jsonify(self._minted(app.id, self._account(given.get("account")), scope)), 201

    def _account(self, name: Any) -> Account:
        account = self._sandbox.accounts.find("x", name) if isinstance(name, str) else None
        if account is None:
            raise BadRequest(f"There is no account {name!r} on X. Create it with POST {API}/accounts.")
        return account

    def _minted(self, app: str, account: Account, scope: str) -> dict[str, Any]:
        made = issue_tokens(self._sandbox, app, account.id, scope)
        return {"account": {"id": account.id, "handle": account.handle, "name": account.name}, **made}

    def apps(self) -> tuple[Response, int]:
        """Register an app; without a secret it is a public client."""
        given = body()
        app_id, secret, redirects = given.get("client_id"), given.get("client_secret"), given.get("redirect_uris")
        if not isinstance(app_id, str) or not app_id or not (secret is None or isinstance(secret, str)):
            raise BadRequest("client_id must be text; client_secret text, or absent for a public client.")
        if not isinstance(redirects, list) or not all(isinstance(one, str) for one in redirects):
            raise BadRequest("redirect_uris must be a list of addresses; * stands for a port.")
        name = str(given.get("name", app_id))
        register_app(self._sandbox.store, app_id, name, secret or None, tuple(redirects))
        return jsonify(client_id=app_id, name=name, confidential=bool(secret)), 201

    def posts(self) -> Response:
        """What apps really got accepted, oldest first, hidden and deleted posts too."""
        wanted = request.args.get("account")
        account = self._account(wanted).id if wanted else None
        found = self._posts.everything(account, request.args.get("limit", MOST, int))
        return jsonify(count=len(found), posts=[self._shown(post) for post in found])

    def _shown(self, post: Post) -> dict[str, Any]:
        return {
            "id": str(post.id),
            "account": post.author,
            "text": post.plain,
            "api_text": post.text,
            "received_at": post.received_ms,
            "created_at": stamp(post.created_ms),
            "fingerprint": post.fingerprint,
            "hidden": post.hidden_until is not None and post.hidden_until > self._sandbox.clock.now(),
            "deleted": post.deleted_ms is not None,
            "reply_to": str(post.reply_to) if post.reply_to else None,
            "media": post.media,
            "extras": post.extras,
            "options": _options(post.extras),
            "app": post.app,
        }


def _options(extras: dict[str, Any]) -> dict[str, Any]:
    """What was chosen beside the text, as the other twins tell it."""
    poll = extras.get("poll")
    told = {"choices": poll["options"], "minutes": poll["duration_minutes"]} if poll else None
    return {**extras, **({"poll": told} if told else {})}
