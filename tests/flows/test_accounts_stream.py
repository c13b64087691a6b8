"""Live changes, over the real application with a real Redis."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI

from tests.embedded import running_cache
from tests.flows.browser import Browser, problem
from velocitypost.core import cache as caches
from velocitypost.notifications.live import Live
from velocitypost.web.streams import PER_USER_MAX, Streams
from velocitypost.wiring import Product


class Page:
    """A page that listens: each event as it comes, None at the end."""

    def __init__(self, browser: Browser, after: str = "") -> None:
        headers = {"Authorization": f"Bearer {browser.access_token}"}
        self._answer = browser.client.get("/api/stream", query_string={"after": after}, headers=headers)
        self.mark = ""
        self.resets = 0
        assert self._answer.status_code == 200
        assert self._answer.mimetype == "text/event-stream"
        self._parts: Iterator[bytes] = iter(self._answer.iter_encoded())
        assert b"retry" in next(self._parts)

    def next_change(self) -> Any:
        for part in self._parts:
            self.resets += part.startswith(b"event: reset")
            if part.startswith(b"id: "):
                head, _, data = part.decode().partition("data: ")
                self.mark = head.splitlines()[0].removeprefix("id: ")
                return json.loads(data)
        return None

    def close(self) -> None:
        self._answer.close()


@pytest.fixture
def streams(app: OpenAPI) -> Iterator[Streams]:
    found: Streams = app.extensions["velocitypost.streams"]
    stopped = threading.Event()
    found.stop_when(stopped.is_set)
    yield found
    stopped.set()
    found.join(5)


@pytest.fixture
def page(streams: Streams, owner: Browser) -> Iterator[Page]:
    opened = Page(owner)
    assert streams.wait_until_listening(5)
    yield opened
    opened.close()


def announce(product: Product, browser: Browser, change: dict[str, Any]) -> None:
    product.live.announce(browser.user["workspace"]["id"], change)


def test_a_change_reaches_the_pages_of_its_workspace_and_no_others(
    product: Product, page: Page, owner: Browser, neighbour: Browser
) -> None:
    announce(product, neighbour, {"type": "post.changed", "id": "theirs"})
    announce(product, owner, {"type": "post.changed", "id": "ours"})
    assert page.next_change() == {"type": "post.changed", "id": "ours"}


def test_a_page_goes_on_after_a_break_with_what_it_missed(product: Product, page: Page, owner: Browser) -> None:
    announce(product, owner, {"type": "post.changed", "id": "seen"})
    page.next_change()
    page.close()
    for name in ("missed", "missed, too"):
        announce(product, owner, {"type": "post.changed", "id": name})
    again = Page(owner, after=page.mark)
    assert [again.next_change()["id"] for _ in range(2)] == ["missed", "missed, too"]
    announce(product, owner, {"type": "post.changed", "id": "new"})
    assert again.next_change()["id"] == "new"
    assert again.resets == 0
    again.close()


def test_a_page_that_was_away_too_long_is_told_to_read_anew(product: Product, page: Page, owner: Browser) -> None:
    again = Page(owner, after="1-1")
    announce(product, owner, {"type": "post.changed", "id": "new"})
    assert again.next_change()["id"] == "new"
    assert again.resets == 1
    again.close()


def test_a_stranger_hears_nothing(stranger: Browser) -> None:
    problem(stranger.get("/api/stream"), 401, "not_signed_in")


def test_a_person_with_many_pages_gives_up_the_oldest_stream_for_a_new_one(
    product: Product, page: Page, owner: Browser
) -> None:
    pages = [Page(owner) for _ in range(PER_USER_MAX)]
    assert page.next_change() is None
    announce(product, owner, {"type": "post.changed", "id": "ours"})
    assert pages[-1].next_change() == {"type": "post.changed", "id": "ours"}
    for opened in pages:
        opened.close()


def test_streams_end_when_the_process_is_to_stop(streams: Streams, page: Page) -> None:
    streams.stop_when(lambda: True)
    assert page.next_change() is None


def test_a_page_that_reads_too_slowly_is_ended_so_that_it_reads_everything_anew(
    product: Product, streams: Streams, page: Page, owner: Browser
) -> None:
    for number in range(250):
        streams.deliver(owner.user["workspace"]["id"], f"{number}-0", json.dumps({"id": number}))
    received = 0
    while page.next_change() is not None:
        received += 1
    assert received < 250


def test_a_stream_ends_when_its_session_does(
    product: Product, page: Page, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("velocitypost.web.stream.HEARTBEAT_SECONDS", 1.0)
    owner.post("/api/auth/logout")
    assert page.next_change() is None


def test_announcing_never_fails_even_without_redis() -> None:
    away = caches.connect("redis://127.0.0.1:1")
    Live(away).announce("workspace_1", {"type": "post.changed"})
    away.close()


def test_when_redis_comes_back_pages_are_ended_so_that_they_read_what_they_missed(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    with running_cache() as url:
        variables["REDIS_URL"] = url
        browser: Browser = request.getfixturevalue("owner")
        product: Product = request.getfixturevalue("product")
        streams: Streams = request.getfixturevalue("streams")
        page = Page(browser)
        assert streams.wait_until_listening(5)
        product.cache.client_kill_filter(_type="pubsub")
        assert page.next_change() is None
        page.close()
