"""The twin of Mastodon, from its documentation: https://docs.joinmastodon.org"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.mastodon import api, sign_in
from velocitypost.sandbox.services.mastodon.answers import MastodonAnswers
from velocitypost.sandbox.services.mastodon.rules import NEEDS, SCOPES
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.ids import by_time
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

SERVER = "mastodon.social"
USUAL = ("profile", "read:statuses", "write:statuses", "write:media")
_SAID = {"unlisted": "Quiet public", "private": "Followers only", "direct": "Only those named"}


def _labels(post: Post) -> list[str]:
    said = _SAID.get(post.options.get("visibility", ""))
    return [said] if said else []


def _cover(post: Post) -> str:
    spoiler: str = post.options.get("spoiler_text", "")
    return spoiler or ("Sensitive content" if post.options.get("sensitive") else "")


LOOK = Look(
    key="mastodon",
    name="Mastodon",
    colour="#6364ff",
    profile="/mastodon.social/@{handle}",
    post="/mastodon.social/@{handle}/{id}",
    media="/files.mastodon.social/media_attachments/{name}",
    tallies=(
        Tally("replies", "reply", "reply", "replies"),
        Tally("reblogs", "repost", "boost", "boosts"),
        Tally("favourites", "like", "favourite", "favourites"),
    ),
    labels=_labels,
    cover=_cover,
)
CROWD = CrowdRules(
    seen={},
    acts={"favourites": (0.012, 0.06), "reblogs": (0.002, 0.02), "votes": (0.08, 0.3)},
    comments="replies",
    comment_kind="post",
    says=lambda _post, author, sentence: f"@{author.handle} {sentence}",
    quiet=lambda post: post.options.get("visibility") == "direct",
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = MastodonAnswers(kit.sandbox)
    endpoint = TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        token = kit.tokens.issue(account.id, scopes, app=app)
        # A number means nothing without its server: each counts from 1.
        shown = {"id": f"{account.id}@{SERVER}", "handle": account.handle, "name": account.name}
        return {"account": shown, "access_token": token, "token_type": "Bearer", "scope": " ".join(scopes)}

    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        endpoint.blueprint(answers),
        sign_in.apps(kit, answers),
        api.blueprint(kit, answers),
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=by_time(low_bits=16),
    crowd=CROWD,
    blueprints=_blueprints,
    host="mastodon.social",
    operations=(*NEEDS, "POST /oauth/token", "POST /oauth/revoke"),
).service()
