"""The twin of Instagram, from its documentation: https://developers.facebook.com/docs/instagram-platform"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.instagram import api, rules, sign_in
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.places import PLACES
from velocitypost.sandbox.services.meta.shortcodes import from_shortcode, shortcode
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Feed, Post
from velocitypost.sandbox.social.ids import digits
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

USUAL = tuple(scope for scope in sign_in.SCOPES if not scope.endswith("messages"))
_PRODUCTS = {"REELS": "Reel", "STORY": "Story"}


def _labels(post: Post) -> list[str]:
    options = post.options
    with_whom = [f"with {name}" for name in options.get("collaborators", ())]
    with_whom += [f"shows {name}" for name in options.get("tagged", ())]
    where = [f"at {PLACES[options['place']][0]}"] if options.get("place") in PLACES else []
    sound = [f"sound: {options['sound']}"] if options.get("sound") else []
    told = [word for name, word in (("ai", "AI info"), ("paid", "Paid partnership")) if options.get(name)]
    product = _PRODUCTS.get(options.get("media_product_type", ""))
    return [*([product] if product else []), *where, *with_whom, *sound, *told]


def _found(feed: Feed, _handle: str | None, key: str) -> Post | None:
    return feed.find(from_shortcode(key)) if not key.isdigit() else feed.find(key)


LOOK = Look(
    key="instagram",
    name="Instagram",
    colour="#c13584",
    profile="/www.instagram.com/{handle}/",
    post="/www.instagram.com/p/{id}/",
    media="/scontent.cdninstagram.com/{name}",
    layout="grid",
    at="",
    tallies=(Tally("likes", "like", "like", "likes"), Tally("comments", "reply", "comment", "comments")),
    key_of=shortcode,
    find=_found,
    labels=_labels,
    extra_post_rules=("/www.instagram.com/reel/<post_id>/",),
)
CROWD = CrowdRules(
    seen={"views": 1.0, "reach": 0.82},
    acts={"likes": (0.02, 0.09), "saved": (0.001, 0.01), "shares": (0.001, 0.01), "reposts": (0.0002, 0.004)},
    says=lambda _post, _author, sentence: sentence,
    quiet=lambda _post: False,
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = GraphAnswers(kit.sandbox, "instagram")

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        life = rules.LONG_LIFE_S
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=life, prefix="IGAA", long=True)
        return {"access_token": token, "token_type": "bearer", "expires_in": life}

    return [
        Consent(kit.sandbox, LOOK, sign_in.RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, sign_in.RULES).blueprint(answers),
        sign_in.long_lived(kit, answers),
        api.blueprint(kit, answers),
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(sign_in.SCOPES)).blueprint(),
    ]


TWIN = Twin(
    look=LOOK,
    new_id=digits(17, "18"),
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.instagram.com",
    operations=(*api.NEEDS, "POST /oauth/access_token", "GET /access_token", "GET /refresh_access_token"),
)
SERVICE = TWIN.service()
