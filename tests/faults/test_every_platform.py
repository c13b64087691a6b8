"""Wherever a worker dies and whatever the service does: on every platform a post is there once, or a person is asked.

The short form runs in the suite; `make faults` runs every cell.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.contract import files, scenes
from tests.contract.files import Shelf
from tests.sandboxed import Sandbox, free_port
from tests.workshop import Workshop, open_workshop
from velocitypost.content.model import PostMedia, Writing
from velocitypost.contract.capabilities import FindsPosts, OffersAccounts
from velocitypost.contract.types import Profile
from velocitypost.core.cache import Cache
from velocitypost.core.oauth2 import Token
from velocitypost.publishing.model import State
from velocitypost.web.app import create_app

SCENES = scenes.load()
PLACES = ("claimed", "before_write", "write_noted", "answered", "recorded")
FAULTS = ("cut_before", "cut_after", "server_error_after", "garbage", "timeout_after")
SHORT = {"write_noted", "answered", "cut_after"}
CELLS = [
    pytest.param(key, cell, marks=() if cell in SHORT else pytest.mark.slow)
    for key in sorted(SCENES)
    for cell in (*PLACES, *FAULTS)
]


@pytest.fixture(scope="module")
def house(
    running_sandbox: Sandbox, database_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """One whose files can be fetched, as those of an installation that the internet can reach."""
    port = free_port()
    opened = open_workshop(
        running_sandbox,
        database_uri=database_url,
        redis_url=redis_url,
        folder=tmp_path_factory.mktemp("house"),
        variables={"PUBLIC_URL": f"http://127.0.0.1:{port}"},
    )
    server = make_server("127.0.0.1", port, create_app(opened.product).wsgi_app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    yield opened
    server.shutdown()
    serving.join()
    server.server_close()
    opened.close()


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with files.open_shelf() as shelf:
        yield shelf


@pytest.mark.parametrize(("key", "cell"), CELLS)
def test_a_post_is_there_once_or_a_person_is_asked(
    house: Workshop, redis: Cache, shelf: Shelf, key: str, cell: str
) -> None:
    house.begin_anew()
    connect(house, key)
    text = f"Once, whatever happens: {cell}"
    media = least(house, shelf, key)
    writing = Writing(text, media, (house.connection.id,), options=SCENES[key].options)
    post = house.product.publishing.write(house.workspace_id, house.user_id, writing)
    house.product.publishing.publish_now(house.workspace_id, post.id)
    if cell in PLACES:
        house.checkpoints.die_at = cell
    else:
        fault(house, key, cell)
    house.settle()
    live = [one for one in posts(house, key) if not one["deleted"]]
    state = house.publication(post).state
    platform = house.product.registry.get(key)
    assert len(live) <= 1, "doubled"
    if isinstance(platform, FindsPosts) and cell != "garbage":
        assert (state, len(live)) == (State.PUBLISHED, 1)
    else:
        assert state in (State.PUBLISHED, State.UNCONFIRMED)
        assert live or state is State.UNCONFIRMED, "lost"


def connect(house: Workshop, key: str) -> None:
    """An account of this platform, by a token of the twin's control."""
    scene, platform = SCENES[key], house.product.registry.get(key)
    body = {"account": scene.account, **scene.token_request}
    minted = house.sandbox.control.post(f"/control/api/{scene.service}/tokens", json=body).json()
    connecting = house.product.connecting
    token = Token(minted["access_token"], minted.get("refresh_token"), None, ())
    if isinstance(platform, OffersAccounts):
        account = minted["account"]
        facts = {**scene.facts, **minted.get("facts", {})}
        profile = Profile(account["id"], account["handle"], account["name"], facts=facts)
    else:
        profile = platform.identify(connecting._sessions.fresh(platform, "", token.access_token))
    house.connection = connecting._connect(house.workspace_id, platform, "", token, profile, "/").connection


def least(house: Workshop, shelf: Shelf, key: str) -> tuple[PostMedia, ...]:
    """The file that a post cannot be without, in the library."""
    needs = SCENES[key].needs
    if needs == "nothing":
        return ()
    made = files.video(shelf) if needs == "video" else files.picture(shelf)
    assert made.open is not None
    data = BytesIO(made.open().read())
    kept = house.product.media.add(house.workspace_id, house.user_id, data, name=made.name, alt="A square")
    return (PostMedia(kept.id),)


def fault(house: Workshop, key: str, kind: str) -> None:
    scene = SCENES[key]
    more: dict[str, Any] = {"seconds": 2} if kind == "timeout_after" else {}
    body = {"service": scene.faults_at or scene.service, "operation": scene.write, "kind": kind, **more}
    assert house.sandbox.control.post("/control/api/faults", json=body).status_code == 201


def posts(house: Workshop, key: str) -> list[dict[str, Any]]:
    scene = SCENES[key]
    answer = house.sandbox.control.get(f"/control/api/{scene.service}/posts", params={"account": scene.account})
    found: list[dict[str, Any]] = answer.json()["posts"]
    return found
