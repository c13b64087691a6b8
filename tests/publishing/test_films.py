"""Films by the whole way, to the services that take them in pieces and digest them, whatever happens on the way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract import files
from tests.contract.files import Shelf
from tests.publishing.test_linkedin import connect
from tests.workshop import Workshop
from velocitypost.content.model import FollowUp, Post, PostMedia, Writing
from velocitypost.publishing.model import State

pytestmark = pytest.mark.long

OPTIONS: dict[str, dict[str, Any]] = {
    "youtube": {"title": "Kneading"},
    "tiktok": {"privacy": "PUBLIC_TO_EVERYONE"},
    "reddit": {"title": "Kneading", "subreddit": "r/Breadit"},
}
WRITES = {"youtube": "PUT /upload/youtube/v3/videos", "tiktok": "PUT /video/", "reddit": "POST /api/submit"}
ASKS = {
    "youtube": "GET /youtube/v3/videos",
    "tiktok": "POST /v2/post/publish/status/fetch/",
    "reddit": "GET /user/:username/submitted",
}


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with files.open_shelf() as opened:
        yield opened


def send(workshop: Workshop, platform: str, shelf: Shelf, *parts: str, picture: bool = False, **options: Any) -> Post:
    """Writes a film for this platform and sends it on its way."""
    connect(workshop, platform)
    product = workshop.product

    def add(attachment: Any, name: str) -> PostMedia:
        content = io.BytesIO(attachment.open().read())
        return PostMedia(product.media.add(workshop.workspace_id, workshop.user_id, content, name=name).id)

    media = [add(files.video(shelf), "film.mp4")]
    if picture:
        media.append(add(files.picture(shelf, size=(1280, 720)), "cover.jpg"))
    writing = Writing(
        "How we knead",
        tuple(media),
        (workshop.connection.id,),
        follow_ups=tuple(FollowUp(part) for part in parts),
        options={**OPTIONS[platform], **options},
    )
    post = product.publishing.write(workshop.workspace_id, workshop.user_id, writing)
    product.publishing.publish_now(workshop.workspace_id, post.id)
    return post


def live(workshop: Workshop, platform: str) -> list[dict[str, Any]]:
    posts = workshop.sandbox.control.get(f"/control/api/{platform}/posts").json()["posts"]
    return [post for post in posts if not post["deleted"]]


def fault(workshop: Workshop, platform: str, kind: str, operation: str, **options: Any) -> None:
    body = {"service": platform, "operation": operation, "kind": kind, **options}
    assert workshop.sandbox.control.post("/control/api/faults", json=body).status_code == 201


@pytest.mark.parametrize("platform", OPTIONS)
@pytest.mark.parametrize("place", ["uploaded", "write_noted"])
def test_a_film_is_posted_once_wherever_a_worker_dies(
    workshop: Workshop, shelf: Shelf, platform: str, place: str
) -> None:
    post = send(workshop, platform, shelf)
    workshop.checkpoints.die_at = place
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED, publication.failure
    assert publication.result is not None
    assert [one["id"] for one in live(workshop, platform)] == [publication.result.platform_post_id]
    assert workshop.deaths == 1


@pytest.mark.parametrize("platform", OPTIONS)
@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
def test_a_lost_answer_ends_in_one_film_and_its_true_id(
    workshop: Workshop, shelf: Shelf, platform: str, kind: str
) -> None:
    post = send(workshop, platform, shelf)
    fault(workshop, platform, kind, WRITES[platform])
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED, publication.failure
    assert publication.result is not None
    assert [one["id"] for one in live(workshop, platform)] == [publication.result.platform_post_id]


@pytest.mark.parametrize("platform", OPTIONS)
def test_a_service_that_is_silent_while_it_processes_is_asked_again(
    workshop: Workshop, shelf: Shelf, platform: str
) -> None:
    post = send(workshop, platform, shelf)
    fault(workshop, platform, "server_error_before", ASKS[platform], times=6)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED, publication.failure
    assert len(live(workshop, platform)) == 1
    assert not any("Nothing was sent" in attempt.came_back for attempt in publication.attempts)


def test_a_video_has_its_thumbnail_its_playlist_and_its_first_comment(workshop: Workshop, shelf: Shelf) -> None:
    connect(workshop, "youtube")
    product = workshop.product
    [playlist, *_] = product.connections.choices(workshop.workspace_id, workshop.connection.id, "playlist")
    post = send(workshop, "youtube", shelf, "The recipe: https://example.com", picture=True, playlist=playlist.value)
    workshop.settle()
    assert [publication.state for publication in workshop.publications(post)] == [State.PUBLISHED] * 2
    video, comment = live(workshop, "youtube")
    assert video["media"][0]["poster"]
    assert (comment["reply_to"], comment["text"]) == (video["id"], "The recipe: https://example.com")


def test_a_refused_thumbnail_is_told_and_the_video_stands(workshop: Workshop, shelf: Shelf) -> None:
    fault(workshop, "youtube", "refuse", "POST /upload/youtube/v3/thumbnails/set", reason="Not on this channel.")
    post = send(workshop, "youtube", shelf, picture=True)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert "without its thumbnail. YouTube says: Not on this channel." in publication.attempts[-1].came_back


def test_a_film_that_the_service_cannot_use_has_failed_with_its_reason(workshop: Workshop, shelf: Shelf) -> None:
    fault(workshop, "tiktok", "refuse", "POST /v2/post/publish/video/init/", code="spam_risk_user_banned_from_posting")
    post = send(workshop, "tiktok", shelf)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.FAILED
    assert publication.failure is not None
    assert publication.failure.reason == "TikTok does not let this account post."
    assert live(workshop, "tiktok") == []
