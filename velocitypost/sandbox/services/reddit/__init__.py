"""The twin of Reddit, from its documentation and from recorded answers: https://www.reddit.com/dev/api"""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account, Naming
from velocitypost.sandbox.services.reddit import api, sign_in
from velocitypost.sandbox.services.reddit.answers import RedditAnswers
from velocitypost.sandbox.services.reddit.media import Media
from velocitypost.sandbox.services.reddit.rules import NEEDS, SCOPES
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Draft, Feed, Post
from velocitypost.sandbox.social.ids import base36
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

USUAL = ("identity", "submit", "read", "flair", "edit", "history", "mysubreddits")
_NUMBER = base36(36**6)


def _new_id(seq: int, now_ms: int, draft: Draft) -> str:
    return f"{'t1' if draft.reply_to else 't3'}_{_NUMBER(seq, now_ms, draft)}"


def _account_id(service: str, handle: str) -> str:
    return hashlib.sha256(f"{service}:{handle.lower()}".encode()).hexdigest()[:8]


def _labels(post: Post) -> list[str]:
    said = post.options
    named = [(str(said.get("flair") or ""), True), ("NSFW", said.get("nsfw")), ("Spoiler", said.get("spoiler"))]
    return [label for label, true in named if label and true]


def _cover(post: Post) -> str:
    if post.options.get("nsfw"):
        return "NSFW: click to view"
    return "Spoiler" if post.options.get("spoiler") else ""


def _bare(post: Post) -> str:
    return post.id.partition("_")[2]


def _find(feed: Feed, _handle: str | None, key: str) -> Post | None:
    return feed.find(f"t3_{key}")


LOOK = Look(
    key="reddit",
    name="Reddit",
    colour="#d93a00",
    mark="r/",
    profile="/www.reddit.com/user/{handle}",
    post="/www.reddit.com/r/{place}/comments/{id}",
    media="/i.redd.it/{name}",
    layout="thread",
    at="u/",
    place="/www.reddit.com/r/{place}",
    place_word="subreddit",
    names_link=False,
    tallies=(
        Tally("ups", "up", "upvote", "upvotes"),
        Tally("comments", "reply", "comment", "comments"),
    ),
    labels=_labels,
    cover=_cover,
    key_of=_bare,
    find=_find,
    extra_post_rules=(
        "/www.reddit.com/r/<place>/comments/<post_id>/<slug>/",
        "/www.reddit.com/r/<place>/comments/<post_id>/<slug>/<comment>/",
    ),
)
CROWD = CrowdRules(seen={}, acts={"ups": (0.02, 0.11), "crossposts": (0.0002, 0.001)})


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = RedditAnswers(kit.sandbox)
    media = Media(kit, answers)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=sign_in.ACCESS_LIFE_S)
        return {"access_token": token, "expires_in": sign_in.ACCESS_LIFE_S, "scope": " ".join(scopes)}

    token_endpoint = TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES).blueprint(answers)
    token_endpoint.before_request(api.nameless)
    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        token_endpoint,
        api.blueprint(kit, answers, media),
        media.store(),
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=_new_id,
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.reddit.com",
    operations=(*NEEDS, "POST /api/v1/access_token", "POST /api/v1/revoke_token"),
    naming=Naming(account_id=_account_id),
).service()
