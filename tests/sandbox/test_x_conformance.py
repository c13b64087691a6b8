"""What the twin takes fits X's published description, and so does what it answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.sandbox.caller import SCOPE, XCaller, picture, video
from tests.sandboxed import Sandbox


class Watched:
    """Compares each call that was accepted with the description."""

    def __init__(self, file: Path) -> None:
        sys.path.insert(0, str(file.parent))
        try:
            import conformance
        finally:
            sys.path.remove(str(file.parent))
        self._description: dict[str, Any] = json.loads(file.read_text("utf-8"))
        self._spec: Any = conformance.Spec(json.loads(file.read_text("utf-8")))
        self.seen: set[str] = set()

    def check(self, response: httpx2.Response) -> None:
        request = response.request
        address = str(request.url).replace(str(request.url.copy_with(path="/", query=None)), "https://", 1)
        body = request.content
        wrong = self._spec.check(request.method, address, dict(request.headers), body)
        assert wrong == [], f"{request.method} {address}: {wrong}"
        self._check_answer(
            request.method.lower(), address.partition("?")[0].removeprefix("https://api.x.com"), response
        )

    def _check_answer(self, method: str, path: str, response: httpx2.Response) -> None:
        import jsonschema

        for template, operations in self._description["paths"].items():
            parts, wanted = path.split("/"), template.split("/")
            same = len(parts) == len(wanted) and all(w[:1] == "{" or w == p for w, p in zip(wanted, parts, strict=True))
            if same and method in operations and ("{" not in template or path not in self._description["paths"]):
                answers = operations[method]["responses"]
                schema = answers[str(response.status_code)]["content"]["application/json"]["schema"]
                whole = {"components": self._description["components"], "allOf": [schema]}
                jsonschema.Draft202012Validator(whole).validate(response.json())
                self.seen.add(f"{method.upper()} {template}")


@pytest.fixture
def watched(x_spec: Path) -> Watched:
    return Watched(x_spec)


@pytest.fixture
def caller(sandbox: Sandbox, watched: Watched) -> Iterator[XCaller]:
    with XCaller(sandbox, scope=SCOPE) as x:

        def check(response: httpx2.Response) -> None:
            response.read()
            if response.status_code < 400:
                watched.check(response)

        x.client.event_hooks = {"request": [lambda request: request.read()], "response": [check]}
        yield x


def test_every_accepted_call_and_every_answer_fits_the_description(
    sandbox: Sandbox, caller: XCaller, watched: Watched
) -> None:
    sandbox.dial(media_processing_s=0)
    caller.get("/2/users/me", user__fields="profile_image_url,public_metrics,created_at,verified")
    media_id = caller.uploaded(picture(), "image/png", "tweet_image")
    metadata = {"id": media_id, "metadata": {"alt_text": {"text": "Teal"}}}
    assert caller.client.post("/2/media/metadata", json=metadata).status_code == 200
    film = caller.uploaded(video(), "video/mp4", "tweet_video")
    assert caller.get("/2/media/upload", command="STATUS", media_id=film).status_code == 200
    text = "All at once https://example.com #tag @adaquist $ACME"
    first = caller.posted(text, media={"media_ids": [media_id]}, made_with_ai=True, paid_partnership=False)
    second = caller.posted("And again", reply={"in_reply_to_tweet_id": first})
    caller.posted("Moving", media={"media_ids": [film]})
    caller.posted("Quoting", quote_tweet_id=first, reply_settings="following")
    caller.posted("Choose", poll={"options": ["a", "b"], "duration_minutes": 60})
    sandbox.advance(1_200)
    asked = {
        "post__fields": "public_metrics,entities,attachments,conversation_id,created_at,lang,edit_controls",
        "expansions": "author_id,attachments.media_keys,referenced_posts",
        "media__fields": "alt_text,url,width,height,duration_ms",
        "user__fields": "public_metrics,username",
    }
    assert caller.get("/2/tweets", ids=f"{first},{second}", **asked).status_code == 200
    assert caller.get(f"/2/tweets/{first}", **asked).status_code == 200
    assert caller.get(f"/2/users/{caller.id}/tweets", max_results=5, **asked).status_code == 200
    assert caller.get(f"/2/users/{caller.id}/mentions", **asked).status_code == 200
    search = {"query": f"conversation_id:{first}", "max_results": 10}
    assert caller.get("/2/tweets/search/recent", **search, **asked).status_code == 200
    assert caller.client.delete(f"/2/tweets/{second}").status_code == 200
    assert len(watched.seen) == 13, sorted(watched.seen)


def test_requests_that_the_description_does_not_allow_are_refused(
    sandbox: Sandbox, x: XCaller, watched: Watched
) -> None:
    """The other way round: what the description forbids, the twin refuses."""
    bodies: list[dict[str, object]] = [
        {"text": "a", "color": "red"},
        {"text": 1},
        {"reply": {"in_reply_to_tweet_id": "x"}},
        {"media": {"media_ids": ["1", "2", "3", "4", "5"]}},
        {"poll": {"options": ["one"], "duration_minutes": 60}},
        {"text": "a", "reply_settings": "nobody"},
        {"quote_tweet_id": 5},
    ]
    for body in bodies:
        answer = x.client.post("/2/tweets", json=body)
        wrong = watched._spec.check("POST", "https://api.x.com/2/tweets", dict(answer.request.headers), body)
        assert wrong, body
        assert answer.status_code == 400, body
