"""What Meta's twins take fits the published descriptions, and so do their refusals. Other answers are not described."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.recorder import description
from tests.contract.files import Shelf, open_shelf
from tests.sandbox.described import Described
from tests.sandbox.meta import GraphCaller, code_of, picture
from tests.sandboxed import Sandbox

GRAPH, THREADS = "graph.facebook.com/v26.0", "graph.threads.net/v1.0"


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with open_shelf() as opened:
        yield opened


def fits(specs: Path, name: str, caller: GraphCaller, answer: Any) -> None:
    """The request of an answer that was good is one that the description knows."""
    assert answer.status_code == 200, answer.text
    request = answer.request
    address = str(request.url).replace(caller.sandbox.url + "/", "https://")
    headers = {key.lower(): value for key, value in request.headers.items()}
    assert description(specs, name).check(request.method, address, headers, request.read()) == []


def test_what_facebooks_twin_takes_is_described(sandbox: Sandbox, specs: Path) -> None:
    with GraphCaller(sandbox, "facebook", GRAPH, account="mapleandryebakery") as page:
        name = "meta_graph.json"
        post = page.post(f"/{page.id}/feed", message="Hello", link="https://example.com")
        fits(specs, name, page, post)
        post_id = post.json()["id"]
        photo = page.client.post(
            f"/{page.id}/photos",
            data={"published": "false", "alt_text_custom": "Teal"},
            files={"source": ("a.jpg", picture(), "image/jpeg")},
        )
        fits(specs, name, page, photo)
        attached = json.dumps([{"media_fbid": photo.json()["id"]}])
        fits(specs, name, page, page.post(f"/{page.id}/feed", message="Look", attached_media=attached))
        fits(specs, name, page, page.post(f"/{page.id}/video_reels", upload_phase="START"))
        fits(specs, name, page, page.post(f"/{page.id}/videos", upload_phase="start", file_size="1000"))
        fits(specs, name, page, page.post(f"/{post_id}/comments", message="And more"))
        fits(specs, name, page, page.get(f"/{post_id}/comments", fields="id,message", order="chronological"))
        fits(specs, name, page, page.get(f"/{post_id}/insights", metric="post_clicks,post_media_view"))
        fits(specs, name, page, page.get(f"/{page.id}/published_posts", fields="id", limit="5"))


def test_what_threads_twin_takes_is_described(sandbox: Sandbox, specs: Path, shelf: Shelf) -> None:
    with GraphCaller(sandbox, "threads", THREADS) as threads:
        name = "threads.json"
        image = shelf.put("image/png", picture("PNG"))
        answers = [
            threads.post("/me/threads", media_type="TEXT", text="Hello", topic_tag="Bread", reply_control="everyone"),
            threads.post("/me/threads", media_type="IMAGE", image_url=image, alt_text="Teal"),
            threads.post(f"/{threads.id}/threads", media_type="IMAGE", image_url=image, is_carousel_item="true"),
        ]
        post = threads.post("/me/threads_publish", creation_id=answers[0].json()["id"])
        made = post.json()["id"]
        answers += [
            post,
            threads.get("/me", fields="id,username"),
            threads.get(f"/{made}", fields="text,permalink"),
            threads.get("/me/threads", fields="id", limit="5", since="1700000000"),
            threads.get(f"/{made}/replies", fields="id,text", reverse="true"),
            threads.get(f"/{made}/insights", metric="views,likes"),
            threads.get("/me/threads_insights", metric="followers_count"),
            threads.get("/me/threads_publishing_limit", fields="quota_usage,config"),
            threads.client.delete(f"/{made}"),
        ]
        for answer in answers:
            fits(specs, name, threads, answer)


def test_every_refusal_has_the_described_form(sandbox: Sandbox, specs: Path) -> None:
    graph, threads = Described(specs / "meta_graph.json"), Described(specs / "threads.json")
    with GraphCaller(sandbox, "facebook", GRAPH, account="mapleandryebakery") as page:
        sandbox.fault("POST /:version/:name/feed", "server_error_before", service="facebook")
        refusals = [page.post(f"/{page.id}/feed", message="a"), page.post(f"/{page.id}/feed")]
        refusals += [page.post("/1_2/comments", message="a"), page.get("/1/insights", metric="x")]
        for refusal in refusals:
            graph.check(refusal, GRAPH)
        assert [code_of(refusal) for refusal in refusals] == ["2", "197", "100/33", "100/33"]
    assert len(graph.seen) == 3
    with GraphCaller(sandbox, "threads", THREADS, scope="threads_basic") as caller:
        sandbox.fault("GET /v1.0/me", "rate_limited", service="threads")
        refusals = [caller.get("/me"), caller.post("/me/threads", media_type="TEXT", text="a"), caller.get("/1")]
        for refusal in refusals:
            threads.check(refusal, THREADS)
        assert [code_of(refusal) for refusal in refusals] == ["4", "10", "100/33"]
    assert threads.seen == {"GET /{id}", "POST /me/threads"}
