"""LinkedIn by the whole way: what becomes of a lost answer where an app may write but not read, and of a note."""

from __future__ import annotations

import urllib.parse
from typing import Any

import pytest

from tests.workshop import Workshop
from velocitypost.connections.connecting import Connected
from velocitypost.content.model import Writing
from velocitypost.publishing.model import State


def connect(workshop: Workshop, platform: str) -> None:
    """The account that posts go to from now on."""
    connecting = workshop.product.connecting
    url = connecting.begin(workshop.workspace_id, workshop.user_id, platform, return_to="/")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    data = {**query, "account": "mapleandrye", "decision": "authorize"}
    consent = workshop.sandbox.control.post(url.split("?")[0], data=data)
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(consent.headers["location"]).query))
    done = connecting.finish(workshop.workspace_id, workshop.user_id, platform, state=back["state"], code=back["code"])
    assert isinstance(done, Connected)
    workshop.connection = done.connection


def fault(workshop: Workshop, kind: str, operation: str = "POST /rest/posts") -> None:
    body = {"service": "linkedin", "operation": operation, "kind": kind}
    assert workshop.sandbox.control.post("/control/api/faults", json=body).status_code == 201


def live(workshop: Workshop) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = workshop.sandbox.control.get("/control/api/linkedin/posts").json()["posts"]
    return posts


@pytest.mark.parametrize("kind", ["cut_after", "cut_before"])
def test_a_lost_answer_is_never_sent_again_for_a_person(workshop: Workshop, kind: str) -> None:
    connect(workshop, "linkedin")
    post = workshop.now("Did it arrive?")
    fault(workshop, kind)
    workshop.settle()
    assert workshop.publication(post).state is State.UNCONFIRMED
    assert len(live(workshop)) == (1 if kind == "cut_after" else 0)


def test_whoever_sends_it_again_is_told_which_post_is_there(workshop: Workshop) -> None:
    connect(workshop, "linkedin")
    post = workshop.now("Did it arrive?")
    fault(workshop, "cut_after")
    workshop.settle()
    workshop.product.deciding.retry(workshop.workspace_id, workshop.publication(post).id)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.failure is not None
    assert f"/feed/update/{live(workshop)[0]['id']}" in publication.failure.reason
    assert len(live(workshop)) == 1


def test_a_lost_answer_is_looked_for_on_a_page(workshop: Workshop) -> None:
    connect(workshop, "linkedin_organization")
    post = workshop.now("Did it arrive?")
    fault(workshop, "cut_after")
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert publication.result.platform_post_id == live(workshop)[0]["id"]


def test_a_post_that_never_arrived_on_a_page_is_sent_once_that_is_proven(workshop: Workshop) -> None:
    connect(workshop, "linkedin_organization")
    post = workshop.now("Did it arrive?")
    fault(workshop, "cut_before")
    workshop.settle()
    assert workshop.publication(post).state is State.PUBLISHED
    assert len(live(workshop)) == 1


def test_what_is_live_but_not_quite_as_it_was_wanted_is_noted(workshop: Workshop) -> None:
    connect(workshop, "linkedin_organization")
    fault(workshop, "refuse", "POST /rest/socialMetadata/:urn")
    publishing = workshop.product.publishing
    writing = Writing("Quietly", connection_ids=(workshop.connection.id,), options={"no_comments": True})
    post = publishing.write(workshop.workspace_id, workshop.user_id, writing)
    publishing.publish_now(workshop.workspace_id, post.id)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert "did not close its comments" in publication.attempts[-1].came_back
