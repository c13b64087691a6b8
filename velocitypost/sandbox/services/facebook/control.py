"""For tests: tokens for the Instagram account behind a Page, and what was posted there, by either way in."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.control import API, body
from velocitypost.sandbox.services.facebook.rules import PAGES, SCOPES, Page
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.tokens import DEFAULT_APP as APP

WHERE = f"{API}/instagram_facebook"
USUAL = (*(scope for scope in SCOPES if scope.startswith("instagram_")), "pages_show_list", "pages_read_engagement")


def mint(kit: Kit, account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
    """A Page's token does not end; a person's does after 60 days."""
    life = None if account.kind == "page" else 60 * 24 * 3600
    token = kit.tokens.issue(account.id, scopes, app=app, life_s=life, prefix="EAA", long=True)
    return {"access_token": token, "token_type": "bearer", **({"expires_in": life} if life else {})}


def instagram_by_page(kit: Kit, instagram: Kit) -> Blueprint:
    """/control/api/instagram_facebook: `account` is Instagram's; `person` gets a token that names their Pages."""
    control = Blueprint("instagram_facebook_control", __name__)

    @control.post(f"{WHERE}/tokens")
    def page_tokens() -> tuple[Response, int]:
        given = body()
        scopes = tuple(str(given.get("scope", " ".join(USUAL))).replace(",", " ").split())
        if person := kit.account(str(given.get("person", ""))):
            return jsonify(account={"id": person.id, "handle": person.handle}, **mint(kit, person, scopes, APP)), 201
        account = instagram.account(str(given.get("account")))
        page = _page_of(account)
        if account is None or page is None:
            raise BadRequest(f"No Page is linked to the Instagram account {given.get('account')!r}.")
        minted = mint(kit, page.account, scopes, APP)
        return jsonify(account={"id": account.id, "handle": account.handle, "name": account.name}, **minted), 201

    @control.get(f"{WHERE}/posts")
    def posts_of_instagram() -> Response:
        account = instagram.account(request.args.get("account", ""))
        found = instagram.feed.everything(account.id if account else None, 100_000)
        names = ("id", "kind", "account", "text", "media", "options", "reply_to", "app", "fingerprint")
        shown = [
            {**{name: getattr(post, name) for name in names}, "deleted": post.deleted_ms is not None} for post in found
        ]
        return jsonify(count=len(found), posts=shown)

    return control


def _page_of(account: Account | None) -> Page | None:
    return next((page for page in PAGES if account and page.instagram == account.handle), None)
