"""A file that takes longer than a lease keeps the lease while its bytes flow, and stops when somebody else has it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from tests.faults.test_every_platform import connect, posts
from tests.sandboxed import Sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.content.model import Post, PostMedia, Writing
from velocitypost.core.cache import Cache
from velocitypost.publishing.model import State

LEASE = 30.0
PIECE = 64 * 1024


class SlowLine(httpx2.BaseTransport):
    """Reads each body in pieces, and lets the clock go on with every one."""

    def __init__(self) -> None:
        self._inner = httpx2.HTTPTransport(verify=False)
        self.workshop: Workshop | None = None
        self.seconds = 0.0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = []
        for piece in request.stream:  # type: ignore[union-attr]
            body.append(piece)
            if self.workshop is not None and len(piece) >= PIECE // 2:
                self.workshop.clock.advance(self.seconds)
        headers = [pair for pair in request.headers.raw if pair[0].lower() != b"transfer-encoding"]
        whole = httpx2.Request(request.method, request.url, headers=headers, content=b"".join(body))
        return self._inner.handle_request(whole)

    def close(self) -> None:
        self._inner.close()


@pytest.fixture
def line() -> SlowLine:
    return SlowLine()


@pytest.fixture
def slow_workshop(
    twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path, line: SlowLine
) -> Iterator[Workshop]:
    opened = open_workshop(
        twin, database_uri=database_uri, redis_url=redis_url, folder=tmp_path, transport=lambda: line
    )
    line.workshop = opened
    yield opened
    opened.close()


def noise() -> bytes:
    """Two seconds of a film that cannot be made small."""
    import av

    out = BytesIO()
    with av.open(out, "w", format="mp4") as container:
        track = container.add_stream("libx264", rate=12, options={"preset": "ultrafast", "crf": "12"})
        track.width = track.height = 480
        track.pix_fmt = "yuv420p"
        for number in range(24):
            picture = Image.effect_noise((480, 480), 80 + number).convert("RGB")
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            frame.pts = number
            container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return out.getvalue()


def a_film(workshop: Workshop) -> Post:
    connect(workshop, "bluesky")
    data = noise()
    kept = workshop.product.media.add(workshop.workspace_id, workshop.user_id, BytesIO(data), name="film.mp4")
    writing = Writing("A long film", (PostMedia(kept.id),), (workshop.connection.id,))
    post = workshop.product.publishing.write(workshop.workspace_id, workshop.user_id, writing)
    workshop.product.publishing.publish_now(workshop.workspace_id, post.id)
    return post


def test_a_film_that_takes_longer_than_the_lease_is_sent_by_one_worker(slow_workshop: Workshop, line: SlowLine) -> None:
    post = a_film(slow_workshop)
    line.seconds = LEASE / 3
    slow_workshop.settle()
    publication = slow_workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert len([one for one in posts(slow_workshop, "bluesky") if not one["deleted"]]) == 1
    tries = [attempt for attempt in publication.attempts if attempt.kind == "publish"]
    assert any(attempt.alive_at is not None for attempt in tries)
