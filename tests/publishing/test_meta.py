"""Meta's services by the whole way: containers that tell what became of a lost answer, files fetched from here."""

from __future__ import annotations

import io
import threading
import urllib.parse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from werkzeug.serving import make_server

from tests.contract import files
from tests.contract.files import Shelf
from tests.sandboxed import Sandbox, free_port
from tests.workshop import Workshop, open_workshop
from velocitypost.connections.connecting import Connected
from velocitypost.content.model import FollowUp, Post, PostMedia, Writing
from velocitypost.core.cache import Cache
from velocitypost.publishing.model import State
from velocitypost.web.app import create_app

PLACES = ["claimed", "uploaded", "before_write", "write_noted", "answered"]
PUBLISH = {
    "threads": "POST /v1.0/:name/threads_publish",
    "instagram": "POST /:version/:name/media_publish",
    "facebook": "POST /:version/:name/feed",
}


def connect(workshop: Workshop, platform: str) -> None:
    """The account that posts go to from now on."""
    connecting = workshop.product.connecting
    url = connecting.begin(workshop.workspace_id, workshop.user_id, platform, return_to="/")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    data = {**query, "account": "mapleandrye", "decision": "authorize", "also": "mapleandryebakery"}
    consent = workshop.sandbox.control.post(url.split("?")[0], data=data)
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(consent.headers["location"]).query))
    done = connecting.finish(workshop.workspace_id, workshop.user_id, platform, state=back["state"], code=back["code"])
    assert isinstance(done, Connected)
    workshop.connection = done.connection


def write(workshop: Workshop, text: str, *media: str, parts: tuple[str, ...] = (), **options: Any) -> Post:
    writing = Writing(
        text,
        tuple(PostMedia(one) for one in media),
        (workshop.connection.id,),
        options=options,
        follow_ups=tuple(FollowUp(part) for part in parts),
    )
    post = workshop.product.publishing.write(workshop.workspace_id, workshop.user_id, writing)
    workshop.product.publishing.publish_now(workshop.workspace_id, post.id)
    return post


def keep(workshop: Workshop, content: bytes, name: str) -> str:
    kept = workshop.product.media.add(workshop.workspace_id, workshop.user_id, io.BytesIO(content), name=name)
    return kept.id


def fault(workshop: Workshop, service: str, kind: str, **options: Any) -> None:
    body = {"service": service, "operation": PUBLISH[service], "kind": kind, **options}
    assert workshop.sandbox.control.post("/control/api/faults", json=body).status_code == 201


def live(workshop: Workshop, service: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = workshop.sandbox.control.get(f"/control/api/{service}/posts").json()["posts"]
    return posts


@pytest.fixture
def open_house(twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path) -> Iterator[Workshop]:
    """A workshop whose files can be fetched, as those of an installation that the internet can reach."""
    port = free_port()
    variables = {"PUBLIC_URL": f"http://127.0.0.1:{port}"}
    opened = open_workshop(twin, database_uri=database_uri, redis_url=redis_url, folder=tmp_path, variables=variables)
    server = make_server("127.0.0.1", port, create_app(opened.product).wsgi_app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    yield opened
    server.shutdown()
    serving.join()
    server.server_close()
    opened.close()


@pytest.mark.parametrize("place", PLACES)
def test_a_post_on_threads_goes_out_once_wherever_a_worker_dies(workshop: Workshop, place: str) -> None:
    connect(workshop, "threads")
    post = write(workshop, "Once and no more")
    workshop.checkpoints.die_at = place
    workshop.settle()
    assert workshop.deaths == 1
    assert [one["text"] for one in live(workshop, "threads")] == ["Once and no more"]
    assert workshop.publication(post).state is State.PUBLISHED


@pytest.mark.parametrize("service", ["threads", "facebook"])
@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "server_error_after", "garbage"])
def test_a_lost_answer_is_looked_for_and_nothing_is_sent_twice(workshop: Workshop, service: str, kind: str) -> None:
    connect(workshop, service)
    post = write(workshop, "Did it arrive?")
    fault(workshop, service, kind)
    workshop.settle()
    assert workshop.publication(post).state is State.PUBLISHED
    assert [one["text"] for one in live(workshop, service)] == ["Did it arrive?"]


def test_a_thread_goes_out_part_by_part(workshop: Workshop) -> None:
    connect(workshop, "threads")
    write(workshop, "One", parts=("Two", "Three"))
    workshop.settle()
    held = live(workshop, "threads")
    assert [one["text"] for one in held] == ["One", "Two", "Three"]
    assert [one["reply_to"] for one in held] == [None, held[0]["id"], held[1]["id"]]


def test_further_parts_on_facebook_are_comments_below_the_post(workshop: Workshop) -> None:
    connect(workshop, "facebook")
    write(workshop, "Look below", parts=("First", "Second"))
    workshop.settle()
    post, *comments = live(workshop, "facebook")
    assert [(one["text"], one["reply_to"]) for one in comments] == [("First", post["id"]), ("Second", post["id"])]


@pytest.mark.parametrize("place", ["uploaded", "write_noted", "answered"])
def test_a_reel_on_facebook_goes_out_once_wherever_a_worker_dies(workshop: Workshop, place: str) -> None:
    connect(workshop, "facebook")
    shelf = Shelf()
    film = files.video(shelf)
    shelf.close()
    assert film.open is not None
    media = keep(workshop, film.open().read(), "film.mp4")
    post = write(workshop, "Turning", media)
    workshop.checkpoints.die_at = place
    workshop.settle()
    assert workshop.deaths == 1
    [one] = live(workshop, "facebook")
    assert one["options"]["type"] == "reel"
    assert workshop.publication(post).state is State.PUBLISHED


@pytest.mark.parametrize("kind", ["", "cut_after"])
def test_instagram_fetches_what_was_fitted_for_it_and_publishes_it_once(open_house: Workshop, kind: str) -> None:
    connect(open_house, "instagram")
    content = io.BytesIO()
    Image.new("RGB", (1200, 2400), "teal").save(content, "PNG")
    post = write(open_house, "Tall and no JPEG", keep(open_house, content.getvalue(), "tall.png"))
    if kind:
        fault(open_house, "instagram", kind)
    open_house.settle(within=timedelta(hours=1))
    [one] = live(open_house, "instagram")
    [media] = one["media"]
    assert (one["text"], media["mime"]) == ("Tall and no JPEG", "image/jpeg")
    assert 0.79 < media["width"] / media["height"] < 1.92
    publication = open_house.publication(post)
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert open_house.sandbox.control.get(publication.result.url or "").status_code == 200
