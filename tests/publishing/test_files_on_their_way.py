"""Films that are registered, sent and digested before they are posted, through a worker that dies on the way."""

from __future__ import annotations

import io

import pytest

from tests.contract import files
from tests.contract.files import Shelf
from tests.publishing.test_linkedin import connect
from tests.workshop import Workshop
from velocitypost.content.model import PostMedia, Writing
from velocitypost.publishing.model import State

BOARD = "1095232031239558"


@pytest.mark.parametrize(
    ("platform", "place"),
    [("linkedin_organization", "uploaded"), ("linkedin_organization", "write_noted"), ("pinterest", "write_noted")],
)
def test_a_film_is_posted_once_wherever_a_worker_dies(workshop: Workshop, platform: str, place: str) -> None:
    connect(workshop, platform)
    shelf = Shelf()
    film = files.video(shelf)
    shelf.close()
    assert film.open is not None
    product = workshop.product
    media = product.media.add(workshop.workspace_id, workshop.user_id, io.BytesIO(film.open().read()), name="film.mp4")
    options = {"board": BOARD, "title": "Kneading"}
    writing = Writing("Kneading", (PostMedia(media.id),), (workshop.connection.id,), options=options)
    post = product.publishing.write(workshop.workspace_id, workshop.user_id, writing)
    product.publishing.publish_now(workshop.workspace_id, post.id)
    workshop.checkpoints.die_at = place or None
    workshop.settle()
    service = platform.partition("_")[0]
    live = workshop.sandbox.control.get(f"/control/api/{service}/posts").json()["posts"]
    assert [one["media"][0]["bytes"] for one in live] == [media.bytes]
    assert workshop.publication(post).state is State.PUBLISHED
    assert workshop.deaths == 1
