"""What the platform, the network or a person does at the worst moment, seen from the follower's side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx2
import pytest

from tests.sandboxed import Sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.core.cache import Cache
from velocitypost.publishing.changing import Changing
from velocitypost.publishing.files import DraftFiles
from velocitypost.publishing.model import Publication, State
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.store import PublicationStore

Answer = Callable[[httpx2.Request], httpx2.Response | None]


class Network(httpx2.BaseTransport):
    """The real network, on which one kind of request may be answered by the test instead."""

    def __init__(self) -> None:
        self._real = httpx2.HTTPTransport(verify=False)
        self.answer: Answer = lambda _request: None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self.answer(request) or self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def workshop(
    twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path, network: Network
) -> Iterator[Workshop]:
    opened = open_workshop(
        twin, database_uri=database_uri, redis_url=redis_url, folder=tmp_path, transport=lambda: network
    )
    opened.sandbox.dial(duplicate_window_s=0)
    yield opened
    opened.close()


def _is_write(request: httpx2.Request) -> bool:
    return request.method == "POST" and request.url.path.endswith("/2/tweets")


def test_a_renewal_that_outlasts_the_lease_is_not_followed_by_a_second_write(
    workshop: Workshop, network: Network
) -> None:
    def unknown_token(request: httpx2.Request) -> httpx2.Response | None:
        if not _is_write(request):
            return None
        network.answer = lambda _request: None
        for _ in range(4):
            workshop.pass_time(20)
            workshop.run_due()
        return httpx2.Response(401, json={"title": "Unauthorized", "status": 401})

    workshop.now("Only once")
    network.answer = unknown_token
    workshop.settle()
    assert workshop.live_texts() == ["Only once"]


def test_an_answer_of_a_shape_nobody_foresaw_does_not_end_the_search(workshop: Workshop, network: Network) -> None:
    def oddly(request: httpx2.Request) -> httpx2.Response | None:
        if request.method == "GET" and request.url.path.endswith("/tweets"):
            network.answer = lambda _request: None
            return httpx2.Response(200, json={"data": [7]})
        return None

    post = workshop.now("Somewhere")
    workshop.fault("cut_after")
    network.answer = oddly
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert [attempt.decision for attempt in publication.attempts] == ["look", "look", "published"]


def test_an_account_that_is_told_of_in_a_shape_nobody_foresaw_keeps_none_of_the_others_from_being_looked_at(
    workshop: Workshop, network: Network
) -> None:
    second = workshop.connect("adaquist")

    def oddly(request: httpx2.Request) -> httpx2.Response | None:
        if request.method == "GET" and request.url.path.endswith("/users/me"):
            network.answer = lambda _request: None
            return httpx2.Response(200, json={"data": [7]})
        return None

    network.answer = oddly
    workshop.pass_time(25 * 3600)
    workshop.product.checks.run_due()
    looked_at = [
        workshop.product.connections.get(workshop.workspace_id, one.id) for one in (workshop.connection, second)
    ]
    assert sorted(one.check_failed_at is not None for one in looked_at) == [False, True]
    assert [one.status for one in looked_at] == ["connected", "connected"]
    assert workshop.product.checks.run_due() == 0


def test_a_post_is_found_among_hundreds_that_came_after_it(workshop: Workshop) -> None:
    workshop.now("In the crowd")
    workshop.fault("cut_after")
    workshop.run_due()
    token = workshop.sandbox.x_tokens("mapleandrye")["access_token"]
    with httpx2.Client(base_url=workshop.sandbox.x_api, headers={"authorization": f"Bearer {token}"}) as others:
        for number in range(120):
            others.post("/2/tweets", json={"text": f"Another {number}"}).raise_for_status()
    workshop.settle()
    assert workshop.live_texts().count("In the crowd") == 1


def test_a_post_is_found_though_our_clock_was_an_hour_ahead_when_it_was_sent(workshop: Workshop) -> None:
    workshop.clock.advance(3600)
    workshop.now("In the future")
    workshop.fault("cut_after")
    workshop.settle()
    assert workshop.live_texts() == ["In the future"]


def test_a_post_is_found_though_our_clock_was_put_back_after_it_was_sent(workshop: Workshop) -> None:
    workshop.clock.advance(3600)
    workshop.now("Before noon")
    workshop.fault("cut_after")
    workshop.run_due()
    workshop.clock.advance(-3600)
    workshop.settle()
    assert workshop.live_texts() == ["Before noon"]


def test_a_page_that_is_open_has_numbers_that_cost_money_read_once_in_a_while(
    workshop: Workshop, network: Network
) -> None:
    reads: list[str] = []

    def count(request: httpx2.Request) -> None:
        if request.method == "GET" and request.url.path.endswith("/2/tweets"):
            reads.append(request.url.path)

    post = workshop.now("How is it?")
    workshop.settle()
    network.answer = count
    for _ in range(12):
        workshop.product.engagement.refresh(workshop.publication(post))
        workshop.pass_time(20)
    assert len(reads) == 1
    workshop.pass_time(120)
    workshop.product.engagement.refresh(workshop.publication(post))
    assert len(reads) == 2


class Broken(Exception):
    """The database went away."""


class BreakingStore(PublicationStore):
    """Loses its database after the first row of a batch."""

    def insert(self, publications: Sequence[Publication]) -> None:
        super().insert(publications[:1])
        raise Broken


def test_of_a_thread_whose_scheduling_broke_off_no_part_goes_out_alone(workshop: Workshop) -> None:
    made = workshop.product
    breaking = PublishingService(
        BreakingStore(made.database),
        made.content,
        made.connections,
        made.media,
        DraftFiles(made.media, made.renditions, made.links),
        made.workspaces,
        made.clock,
        Changing(made.publications, made.clock, made.events),
        made.post_room,
        made.post_links,
        ring=lambda: None,
    )
    post = workshop.write("One", "Two", "Three")
    with pytest.raises(Broken):
        breaking.publish_now(workshop.workspace_id, post.id)
    workshop.settle()
    assert workshop.live_texts() == []
    made.publishing.publish_now(workshop.workspace_id, post.id)
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two", "Three"]
