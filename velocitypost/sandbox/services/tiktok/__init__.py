"""The twin of TikTok, from its documentation: https://developers.tiktok.com/doc"""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.accounts import Account, Naming
from velocitypost.sandbox.control import API, body
from velocitypost.sandbox.services.tiktok import api, sign_in, transfer
from velocitypost.sandbox.services.tiktok.answers import TikTokAnswers
from velocitypost.sandbox.services.tiktok.jobs import Jobs
from velocitypost.sandbox.services.tiktok.rules import NEEDS, PIECE, PUT, SCOPES
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.ids import by_time
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

_SEEN = {"friends": "Friends only", "followers": "Followers only", "self": "Only you"}


def _open_id(service: str, handle: str) -> str:
    return f"-000{hashlib.sha256(f'{service}:{handle.lower()}'.encode()).hexdigest()[:32]}"


def _labels(post: Post) -> list[str]:
    said = post.options
    named = [
        (_SEEN.get(post.kind, ""), True),
        ("Paid partnership", said.get("brand_content_toggle")),
        ("Promotional content", said.get("brand_organic_toggle") and not said.get("brand_content_toggle")),
        ("Creator labeled as AI-generated", said.get("is_aigc")),
        ("Comments are off", said.get("disable_comment")),
    ]
    return [label for label, true in named if label and true]


LOOK = Look(
    key="tiktok",
    name="TikTok",
    colour="#010101",
    mark="♪",
    profile="/www.tiktok.com/@{handle}",
    post="/www.tiktok.com/@{handle}/video/{id}",
    media="/p16-sign.tiktokcdn-us.com/{name}",
    layout="video",
    tallies=(
        Tally("views", "view", "view", "views"),
        Tally("likes", "like", "like", "likes"),
        Tally("comments", "reply", "comment", "comments"),
        Tally("shares", "share", "share", "shares"),
    ),
    labels=_labels,
    extra_post_rules=("/www.tiktok.com/@<handle>/photo/<post_id>",),
)
CROWD = CrowdRules(
    seen={"views": 1.0},
    acts={"likes": (0.03, 0.12), "shares": (0.002, 0.02)},
    quiet=lambda post: post.kind == "self" or bool(post.options.get("disable_comment") and post.kind != "post"),
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers, jobs = TikTokAnswers(kit.sandbox), Jobs(kit)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=sign_in.ACCESS_LIFE_S, prefix="act.")
        return {"access_token": token, "open_id": account.id, "expires_in": sign_in.ACCESS_LIFE_S}

    control = Control(kit.sandbox, kit.feed, mint, usual=tuple(SCOPES), known=frozenset(SCOPES)).blueprint()

    @control.post(f"{API}/tiktok/inbox")
    def finish_in_app() -> Response:
        """The creator opens a draft in the app and posts it."""
        job = kit.drafts.find(str(body().get("publish_id")), "job")
        if job is None or jobs.told(job)["status"] != "SEND_TO_USER_INBOX":
            raise BadRequest("No draft with this publish_id waits in an inbox.")
        return jsonify(post=jobs.finish_in_app(job).id)

    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES).blueprint(answers),
        api.blueprint(kit, answers, jobs),
        transfer.blueprint(kit, answers, jobs),
        Pages(kit).blueprint(),
        control,
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=by_time(low_bits=22),
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.tiktok.com",
    operations=(*NEEDS, PUT, PIECE, "POST /v2/oauth/token/", "POST /v2/oauth/revoke/"),
    naming=Naming(account_id=_open_id),
).service()
