"""The twin of Pinterest, from its documentation: https://developers.pinterest.com/docs/api/v5/introduction"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.pinterest.answers import PinterestAnswers
from velocitypost.sandbox.services.pinterest.boards import BoardsApi, begin
from velocitypost.sandbox.services.pinterest.media import MediaApi
from velocitypost.sandbox.services.pinterest.pins import PinsApi
from velocitypost.sandbox.services.pinterest.rules import (
    ACCESS_LIFE_S,
    NEEDS,
    RULES,
    SCOPES,
    SITE,
    limit_of,
)
from velocitypost.sandbox.services.pinterest.sources import Sources
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import ANYBODY, Guard, Limit
from velocitypost.sandbox.social.ids import digits
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import TokenEndpoint
from velocitypost.sandbox.social.pages import Pages

USUAL = ("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read")


def _labels(post: Post) -> list[str]:
    said = ["Only its owner sees this"] if post.options.get("private") else []
    return [*said, "AI modified"] if post.options.get("ai_disclosures") else said


LOOK = Look(
    key="pinterest",
    name="Pinterest",
    colour="#bd081c",
    profile=f"{SITE}/{{handle}}/",
    post=f"{SITE}/pin/{{id}}/",
    place=f"{SITE}/{{place}}/",
    place_word="board",
    media="/i.pinimg.com/originals/{name}",
    layout="pins",
    at="",
    posts_words=("pin", "pins"),
    names_link=False,
    tallies=(Tally("saves", "save", "save", "saves"), Tally("reactions", "like", "reaction", "reactions")),
    labels=_labels,
)
CROWD = CrowdRules(
    seen={"impressions": 1.0, "views": 0.35},
    acts={
        "saves": (0.008, 0.05),
        "reactions": (0.004, 0.03),
        "pin_clicks": (0.02, 0.09),
        "outbound_clicks": (0.004, 0.03),
    },
    quiet=lambda post: bool(post.options.get("private")),
)


def _api(kit: Kit, answers: PinterestAnswers) -> Blueprint:
    def needs(operation: str) -> frozenset[str]:
        return ANYBODY if operation == "POST /" else NEEDS.get(operation, frozenset())

    def limits(operation: str) -> tuple[Limit, ...]:
        return () if operation == "POST /" else (limit_of(operation),)

    api = Guard(kit.sandbox, kit.tokens, answers, needs, limits).blueprint("api")
    boards, media = BoardsApi(kit, answers), MediaApi(kit, answers)
    boards.mount(api)
    media.mount(api)
    PinsApi(kit, answers, boards, Sources(kit, answers, media)).mount(api)
    return api


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = PinterestAnswers(kit.sandbox)
    pages = Pages(kit)
    public = pages.blueprint()

    def board(handle: str, board: str) -> str:
        return pages.place(f"{handle}/{board}")

    public.get(f"{SITE}/<handle>/<board>/")(board)

    def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
        token = kit.tokens.issue(account.id, scopes, app=app, life_s=ACCESS_LIFE_S, prefix="pina_")
        return {"access_token": token, "token_type": "bearer", "expires_in": ACCESS_LIFE_S, "scope": " ".join(scopes)}

    return [
        Consent(kit.sandbox, LOOK, RULES).blueprint(),
        TokenEndpoint(kit.sandbox, kit.key, RULES).blueprint(answers),
        _api(kit, answers),
        public,
        Control(kit.sandbox, kit.feed, mint, usual=USUAL, known=frozenset(SCOPES)).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=digits(18),
    crowd=CROWD,
    blueprints=_blueprints,
    host="www.pinterest.com",
    operations=(*NEEDS, "POST /v5/oauth/token"),
    begin=begin,
).service()
