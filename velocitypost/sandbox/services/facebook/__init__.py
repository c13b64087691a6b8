"""The twin of Facebook, from its documentation: https://developers.facebook.com/docs/pages-api"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services import instagram
from velocitypost.sandbox.services.facebook import api, control, rules, sign_in
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.places import PLACES
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Draft, Feed, Post
from velocitypost.sandbox.social.ids import digits
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

_TYPES = {"reel": "Reel", "story": "Story"}
_NUMBER = digits(15, "1")
USUAL = tuple(scope for scope in rules.SCOPES if not scope.startswith("instagram_"))


def _new_id(seq: int, now_ms: int, draft: Draft) -> str:
    """A post is named after its Page, a comment after its post."""
    number = _NUMBER(seq, now_ms, draft)
    above = draft.reply_to
    return f"{above.root.partition('_')[2]}_{number}" if above else f"{draft.account}_{number}"


def _found(feed: Feed, _handle: str | None, key: str) -> Post | None:
    found = feed.find(key)
    if found is not None:
        return found
    of_video = feed.select("json_extract(options, '$.video_id')=?", key, limit=1, hidden=True)
    return of_video[0] if of_video else None


def _labels(post: Post) -> list[str]:
    kind, place = post.options.get("type", ""), post.options.get("place", "")
    return [*([_TYPES[kind]] if kind in _TYPES else []), *([f"at {PLACES[place][0]}"] if place in PLACES else [])]


LOOK = Look(
    key=rules.KEY,
    name="Facebook",
    colour="#1877f2",
    profile="/www.facebook.com/{handle}",
    post="/www.facebook.com/{handle}/posts/{id}",
    media="/scontent.fbcdn.net/{name}",
    at="",
    tallies=(
        Tally("likes", "like", "like", "likes"),
        Tally("comments", "reply", "comment", "comments"),
        Tally("shares", "repost", "share", "shares"),
    ),
    find=_found,
    labels=_labels,
    extra_post_rules=("/www.facebook.com/reel/<post_id>",),
)
CROWD = CrowdRules(
    seen={"post_media_view": 1.0, "post_total_media_view_unique": 0.78},
    acts={"likes": (0.01, 0.06), "shares": (0.001, 0.01), "post_clicks": (0.01, 0.08)},
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = GraphAnswers(kit.sandbox, "pages", lacks="200")
    of_instagram = instagram.TWIN.kit(kit.sandbox)
    oauth = sign_in.of(answers)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        return control.mint(kit, account, scopes, app)

    short = Blueprint("facebook_short_addresses", __name__)

    @short.get("/www.facebook.com/<int:page>_<int:number>")
    def post_by_id(page: int, number: int) -> str:
        return Pages(kit).post(post_id=f"{page}_{number}")

    return [
        Consent(kit.sandbox, LOOK, oauth).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, oauth).blueprint(answers),
        api.blueprint(kit, of_instagram, answers),
        short,
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(rules.SCOPES)).blueprint(),
        control.instagram_by_page(kit, of_instagram),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=_new_id,
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.facebook.com",
    operations=(*api.OPERATIONS, "POST /:version/oauth/access_token", "GET /:version/oauth/access_token"),
    callbacks=("facebook", "instagram_facebook"),
    kinds=("page",),
    more=lambda: [page.account for page in rules.PAGES],
).service()
