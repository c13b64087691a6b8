"""The twin of Threads, from its documentation: https://developers.facebook.com/docs/threads"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.shortcodes import from_shortcode, shortcode
from velocitypost.sandbox.services.threads import api, rules, sign_in
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Feed, Post
from velocitypost.sandbox.social.ids import digits
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages


def _labels(post: Post) -> list[str]:
    tag = post.options.get("topic_tag")
    return [f"in {tag}"] if tag else []


def _found(feed: Feed, _handle: str | None, key: str) -> Post | None:
    return feed.find(from_shortcode(key))


LOOK = Look(
    key="threads",
    name="Threads",
    colour="#101010",
    profile="/www.threads.com/@{handle}",
    post="/www.threads.com/@{handle}/post/{id}",
    media="/scontent.threads.net/{name}",
    tallies=(
        Tally("likes", "like", "like", "likes"),
        Tally("replies", "reply", "reply", "replies"),
        Tally("reposts", "repost", "repost", "reposts"),
    ),
    key_of=shortcode,
    find=_found,
    labels=_labels,
    cover=lambda post: "Spoiler" if post.options.get("spoiler") else "",
)
CROWD = CrowdRules(
    seen={"views": 1.0},
    acts={
        "likes": (0.01, 0.06),
        "reposts": (0.001, 0.01),
        "quotes": (0.0001, 0.002),
        "shares": (0.0005, 0.005),
        "votes": (0.08, 0.3),
    },
    comments="replies",
    comment_kind="post",
    says=lambda _post, _author, sentence: sentence,
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = GraphAnswers(kit.sandbox, "threads")

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        life = rules.LONG_LIFE_S
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=life, prefix="THAA", long=True)
        return {"access_token": token, "token_type": "bearer", "expires_in": life}

    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES).blueprint(answers),
        sign_in.long_lived(kit, answers),
        api.blueprint(kit, answers),
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=tuple(rules.SCOPES), known=frozenset(rules.SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=digits(17, "18"),
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.threads.com",
    operations=(*api.NEEDS, "POST /oauth/access_token", "GET /access_token", "GET /refresh_access_token"),
).service()
