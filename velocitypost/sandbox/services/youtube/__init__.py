"""The twin of YouTube, from its documentation: https://developers.google.com/youtube/v3"""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account, Naming
from velocitypost.sandbox.services.youtube import api, sign_in
from velocitypost.sandbox.services.youtube.answers import YouTubeAnswers
from velocitypost.sandbox.services.youtube.rules import LONGEST_SHORT_MS, NEEDS, SCOPES
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.ids import letters
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

_PLAYLISTS = {
    "mapleandrye": ("Bread, step by step", "Behind the counter"),
    "adaquist": ("Calm software", "Lighthouses"),
    "northwindhq": ("Before and after",),
}
_VIDEO, _COMMENT = letters(11), letters(24)


def _new_id(seq: int, now_ms: int, draft: Draft) -> str:
    return f"Ug{_COMMENT(seq, now_ms, draft)}" if draft.reply_to else _VIDEO(seq, now_ms, draft)


def _channel_id(service: str, handle: str) -> str:
    digest = hashlib.sha256(f"{service}:{handle.lower()}".encode()).hexdigest()
    return f"UC{digest[:22]}"


def _labels(post: Post) -> list[str]:
    if post.reply_to is not None:
        return []
    status, medium = post.options["status"], post.media[0]
    upright = (medium["height"] or 0) >= (medium["width"] or 0) and (medium["duration_ms"] or 0) <= LONGEST_SHORT_MS
    said = [
        ("Short", medium["kind"] == "video" and upright),
        ({"unlisted": "Unlisted", "private": "Private"}.get(status["privacyStatus"], ""), True),
        ("Altered or synthetic content", status.get("containsSyntheticMedia")),
        ("Includes paid promotion", post.options["paid"]),
        ("Made for kids", status.get("selfDeclaredMadeForKids")),
    ]
    return [label for label, true in said if true and label]


LOOK = Look(
    key="youtube",
    name="YouTube",
    colour="#e60023",
    mark="▶",
    profile="/www.youtube.com/@{handle}",
    post="/www.youtube.com/watch?v={id}",
    media="/i.ytimg.com/{name}",
    layout="video",
    posts_words=("video", "videos"),
    followers_word="subscribers",
    tallies=(
        Tally("views", "view", "view", "views"),
        Tally("likes", "like", "like", "likes"),
        Tally("comments", "reply", "comment", "comments"),
    ),
    labels=_labels,
    extra_post_rules=("/www.youtube.com/shorts/<post_id>",),
)
CROWD = CrowdRules(
    seen={"views": 1.0},
    acts={"likes": (0.02, 0.07)},
    quiet=lambda post: post.kind == "private" or bool(post.options.get("status", {}).get("selfDeclaredMadeForKids")),
)
USUAL = tuple(scope for scope in SCOPES if "/auth/youtube." in scope)


def _begin(kit: Kit) -> None:
    """Each channel's playlists."""
    for handle, titles in _PLAYLISTS.items():
        account = kit.account(handle)
        for place, title in enumerate(titles):
            playlist = f"PL{hashlib.sha256(f'{handle}/{place}'.encode()).hexdigest()[:32]}"
            if account is not None and kit.drafts.find(playlist) is None:
                kit.drafts.open("playlist", account.id, {"title": title}, draft_id=playlist)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = YouTubeAnswers(kit.sandbox)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=sign_in.ACCESS_LIFE_S, prefix="ya29.")
        return {"access_token": token, "expires_in": sign_in.ACCESS_LIFE_S, "scope": " ".join(scopes)}

    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES).blueprint(answers),
        api.blueprint(kit, answers),
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=_new_id,
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.youtube.com",
    operations=(*NEEDS, "POST /token", "POST /revoke"),
    begin=_begin,
    naming=Naming(account_id=_channel_id),
).service()
