"""The twin of Bluesky, from its lexicons and documentation: https://docs.bsky.app and https://atproto.com"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response

from velocitypost.sandbox.accounts import Account, Naming
from velocitypost.sandbox.services.bluesky import names
from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers
from velocitypost.sandbox.services.bluesky.repo import Repo
from velocitypost.sandbox.services.bluesky.rules import APP_PASSWORD, GLOBAL, LIMITS, OPERATIONS, kind, needs
from velocitypost.sandbox.services.bluesky.sessions import Sessions
from velocitypost.sandbox.services.bluesky.video import VideoService
from velocitypost.sandbox.services.bluesky.views import Views
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Feed, Post
from velocitypost.sandbox.social.guard import Guard
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Pieces, Tally
from velocitypost.sandbox.social.pages import Pages

PDS, VIDEO = "/bsky.social/xrpc", "/video.bsky.app/xrpc"


def _find(feed: Feed, handle: str | None, key: str) -> Post | None:
    return feed.find(names.uri(names.did("bluesky", handle or ""), "app.bsky.feed.post", key))


def _pieces(post: Post) -> Pieces:
    """By facets alone: an address that no facet marks is plain text, and a facet out of place marks nothing."""
    raw = post.text.encode("utf-8", "surrogatepass")
    pieces: Pieces = []
    position = 0
    facets = (post.options.get("record") or {}).get("facets", [])
    for facet in sorted(facets, key=lambda one: one["index"]["byteStart"]):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        if not position <= start < end <= len(raw) or not facet["features"]:
            continue
        feature = facet["features"][0]
        href = feature.get("uri") or (f"/bsky.app/profile/{feature['did']}" if "did" in feature else "#")
        pieces += [
            (raw[position:start].decode("utf-8", "replace"), None),
            (raw[start:end].decode("utf-8", "replace"), href),
        ]
        position = end
    return [*pieces, (raw[position:].decode("utf-8", "replace"), None)]


def _cover(post: Post) -> str:
    labels = ((post.options.get("record") or {}).get("labels") or {}).get("values", [])
    return f"Content warning: {', '.join(one['val'] for one in labels)}" if labels else ""


LOOK = Look(
    key="bluesky",
    name="Bluesky",
    colour="#1185fe",
    profile="/bsky.app/profile/{handle}",
    post="/bsky.app/profile/{handle}/post/{id}",
    media="/cdn.bsky.app/img/{name}",
    tallies=(
        Tally("replies", "reply", "reply", "replies"),
        Tally("reposts", "repost", "repost", "reposts"),
        Tally("likes", "like", "like", "likes"),
    ),
    key_of=lambda post: names.key_of(post.id),
    find=_find,
    pieces=_pieces,
    cover=_cover,
)
CROWD = CrowdRules(
    seen={},
    acts={"likes": (0.012, 0.055), "reposts": (0.001, 0.01), "bookmarks": (0.001, 0.006)},
    comments="replies",
    comment_kind="post",
)


def _blueprints(kit: Kit) -> Sequence[Blueprint]:
    answers = XrpcAnswers(kit.sandbox)
    sessions, repo = Sessions(kit, answers), Repo(kit, answers)
    guard = Guard(kit.sandbox, kit.tokens, answers, needs, lambda op: LIMITS.get(op, (GLOBAL,)), kind=kind)
    api = guard.blueprint("api")
    sessions.mount(api, PDS)
    repo.mount(api, PDS)
    Views(kit, answers).mount(api, PDS)
    VideoService(kit, answers, repo).mount(api, VIDEO)

    @api.route(f"{PDS}/<_method>", methods=["GET", "POST"])
    def nowhere(_method: str) -> Response:
        return answers.say(501, "MethodNotImplemented", "Method Not Implemented")

    def mint(account: Account, _scopes: tuple[str, ...], _app: str) -> dict[str, Any]:
        session = sessions.issued(account)
        password = {"identifier": account.handle, "app_password": names.app_password(account.id)}
        return {"access_token": session["accessJwt"], "refresh_token": session["refreshJwt"], **password}

    return [
        sessions.open_door(PDS),
        sessions.settings_page(),
        api,
        Pages(kit).blueprint(),
        Control(kit.sandbox, kit.feed, mint, usual=(APP_PASSWORD,), known=frozenset({APP_PASSWORD})).blueprint(),
    ]


SERVICE = Twin(
    look=LOOK,
    new_id=names.new_uri,
    crowd=CROWD,
    blueprints=_blueprints,
    host="bsky.social",
    operations=OPERATIONS,
    naming=Naming(names.did, names.handle),
).service()
