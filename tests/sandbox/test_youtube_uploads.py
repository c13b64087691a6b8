"""YouTube's twin takes a video in pieces, and refuses what YouTube refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.sandbox.caller import picture, video
from tests.sandbox.described import Described, authorised
from tests.sandboxed import Sandbox

HOST = "youtube.googleapis.com"
GRANULE = 256 * 1024
FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl"
READONLY = "https://www.googleapis.com/auth/youtube.readonly"


class Channel:
    """A channel's calls."""

    def __init__(self, sandbox: Sandbox, account: str = "mapleandrye", **details: Any) -> None:
        self.http = authorised(sandbox, "youtube", HOST, account, **details)

    def begin(
        self, size: int | None = None, *, mime: str = "video/mp4", part: str = "snippet,status", **body: Any
    ) -> Any:
        resource = {"snippet": {"title": "Bread"}, "status": {"privacyStatus": "public"}, **body}
        headers = {"x-upload-content-type": mime} | ({"x-upload-content-length": str(size)} if size else {})
        query = {"uploadType": "resumable", "part": part}
        return self.http.post("/upload/youtube/v3/videos", params=query, json=resource, headers=headers)

    def session(self, size: int | None = None, **body: Any) -> str:
        begun = self.begin(size, **body)
        assert begun.status_code == 200, begun.text
        return str(begun.headers["location"])

    def put(self, session: str, content: bytes, start: int, total: int | str) -> httpx2.Response:
        span = f"bytes {start}-{start + len(content) - 1}/{total}"
        return self.http.put(session, content=content, headers={"content-range": span})

    def ask(self, session: str, total: int) -> httpx2.Response:
        return self.http.put(session, headers={"content-range": f"bytes */{total}"})

    def upload(self, content: bytes | None = None, **body: Any) -> str:
        content = content or video()
        answer = self.put(self.session(len(content), **body), content, 0, len(content))
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def status(self, video_id: str) -> dict[str, Any]:
        found = self.http.get("/youtube/v3/videos", params={"part": "snippet,status", "id": video_id}).json()["items"]
        return dict(found[0]["status"]) if found else {}

    def comment(self, video_id: str, text: str) -> httpx2.Response:
        thread = {"channelId": "UC", "videoId": video_id, "topLevelComment": {"snippet": {"textOriginal": text}}}
        return self.http.post("/youtube/v3/commentThreads", params={"part": "snippet"}, json={"snippet": thread})


@pytest.fixture
def bakery(sandbox: Sandbox) -> Iterator[Channel]:
    channel = Channel(sandbox)
    yield channel
    channel.http.close()


@pytest.fixture
def studio(sandbox: Sandbox) -> Iterator[Channel]:
    """A channel whose owner never confirmed a phone number."""
    channel = Channel(sandbox, "northwindhq")
    yield channel
    channel.http.close()


def reason(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


def test_a_video_comes_in_pieces_and_the_session_says_where_it_stands(bakery: Channel) -> None:
    content = video() + bytes(3 * GRANULE)
    total = len(content)
    session = bakery.session(total)
    assert bakery.ask(session, total).status_code == 308
    assert "range" not in bakery.ask(session, total).headers
    first = bakery.put(session, content[: 2 * GRANULE], 0, total)
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{2 * GRANULE - 1}")
    assert bakery.ask(session, total).headers["range"] == f"bytes=0-{2 * GRANULE - 1}"
    last = bakery.put(session, content[2 * GRANULE :], 2 * GRANULE, total)
    assert last.status_code == 200
    assert bakery.ask(session, total).json()["id"] == last.json()["id"]


def test_a_piece_in_the_wrong_place_or_of_an_odd_size_is_refused(bakery: Channel) -> None:
    content = bytes(3 * GRANULE)
    session = bakery.session(len(content))
    assert bakery.put(session, content[:1000], 0, len(content)).status_code == 400
    assert bakery.put(session, content[:GRANULE], GRANULE, len(content)).status_code == 400
    assert bakery.put(session, content[:GRANULE], 0, 7 * GRANULE).status_code == 400
    assert bakery.ask(session, len(content)).status_code == 308


def test_a_session_is_its_channels_own_and_lives_for_a_week(bakery: Channel, studio: Channel, sandbox: Sandbox) -> None:
    session = bakery.session(1000)
    assert reason(studio.ask(session, 1000)) == (404, "notFound")
    sandbox.advance(7 * 86_400 + 1)
    fresh = Channel(sandbox)
    assert reason(fresh.ask(session, 1000)) == (404, "notFound")
    fresh.http.close()


def test_a_video_is_processed_for_a_while_and_then_there(bakery: Channel, sandbox: Sandbox) -> None:
    made = bakery.upload()
    assert bakery.status(made)["uploadStatus"] == "uploaded"
    sandbox.advance(3)
    assert bakery.status(made)["uploadStatus"] == "processed"
    assert sandbox.control.get(f"/www.youtube.com/watch?v={made}").status_code == 200


def test_what_is_no_video_fails_and_what_is_too_long_is_rejected(
    bakery: Channel, studio: Channel, sandbox: Sandbox
) -> None:
    sandbox.dial(media_processing_s=0)
    assert bakery.status(bakery.upload(b"nothing that moves"))["failureReason"] == "invalidFile"
    long = video(seconds=16 * 60)
    assert bakery.status(bakery.upload(long))["uploadStatus"] == "processed"
    assert studio.status(studio.upload(long)) | {"uploadStatus": "rejected", "rejectionReason": "length"} == (
        studio.status(studio.upload(long))
    )


@pytest.mark.parametrize(
    ("snippet", "code"),
    [
        ({"title": ""}, "invalidTitle"),
        ({"title": "x" * 101}, "invalidTitle"),
        ({"title": "a < b"}, "invalidTitle"),
        ({"title": "x", "description": "é" * 2501}, "invalidDescription"),
        ({"title": "x", "description": "1 > 0"}, "invalidDescription"),
        ({"title": "x", "tags": ["two words"] * 42}, "invalidTags"),
        ({"title": "x", "categoryId": "18"}, "invalidCategoryId"),
        ({"title": "x", "colour": "red"}, "badRequest"),
        ({"title": "x", "tags": "bread"}, "badRequest"),
    ],
)
def test_a_resource_that_youtube_would_not_take_is_refused_by_its_reason(
    bakery: Channel, snippet: dict[str, Any], code: str
) -> None:
    assert reason(bakery.begin(snippet=snippet)) == (400, code)


def test_tags_are_counted_with_commas_and_quotes(bakery: Channel) -> None:
    # 41 times "two words" in quotes, which is 11, and 40 commas: 491; one word of 8 and its comma make 500.
    tags = ["two words"] * 41
    assert bakery.begin(snippet={"title": "x", "tags": [*tags, "x" * 8]}).status_code == 200
    assert reason(bakery.begin(snippet={"title": "x", "tags": [*tags, "x" * 9]})) == (400, "invalidTags")


def test_what_the_request_names_wrongly_is_refused(bakery: Channel) -> None:
    assert reason(bakery.begin(status={"privacyStatus": "friends"})) == (400, "badRequest")
    assert reason(bakery.begin(part="snippet")) == (400, "unexpectedPart")
    assert reason(bakery.begin(part="snippet,status,everything")) == (400, "unknownPart")
    assert reason(bakery.begin(mime="image/jpeg")) == (400, "badContent")
    assert reason(bakery.http.get("/youtube/v3/videos", params={"part": "id"})) == (400, "missingRequiredParameter")
    unknown = bakery.http.get("/youtube/v3/videos", params={"part": "id", "id": "x", "size": "9"})
    assert reason(unknown) == (400, "badRequest")


def test_an_app_that_was_not_audited_uploads_for_nobody_to_see(sandbox: Sandbox, studio: Channel) -> None:
    app = {"client_id": "new", "client_secret": "s", "redirect_uris": ["http://x"], "details": {"audited": False}}
    assert sandbox.control.post("/control/api/youtube/apps", json=app).status_code == 201
    fresh = Channel(sandbox, client_id="new")
    made = fresh.upload()
    assert fresh.status(made)["privacyStatus"] == "private"
    assert studio.status(made) == {}
    assert made not in sandbox.control.get("/www.youtube.com/@mapleandrye").text
    fresh.http.close()


def test_the_days_uploads_of_a_project_are_counted(bakery: Channel, sandbox: Sandbox) -> None:
    sandbox.dial(rate_limits={"youtube POST /upload/youtube/v3/videos": {"app": [2, 86_400]}})
    assert [bakery.begin().status_code for _ in range(2)] == [200, 200]
    assert reason(bakery.begin()) == (403, "quotaExceeded")
    assert bakery.http.get("/youtube/v3/channels", params={"part": "id", "mine": "true"}).status_code == 200


def test_a_fault_can_be_meant_for_the_last_piece_alone(bakery: Channel, sandbox: Sandbox) -> None:
    content = video() + bytes(GRANULE)
    sandbox.fault("PUT /upload/youtube/v3/videos", "server_error_after", service="youtube")
    session = bakery.session(len(content))
    assert bakery.ask(session, len(content)).status_code == 308
    assert bakery.put(session, content[:GRANULE], 0, len(content)).status_code == 308
    assert reason(bakery.put(session, content[GRANULE:], GRANULE, len(content))) == (503, "backendError")
    assert bakery.ask(session, len(content)).status_code == 200


def test_a_thumbnail_is_a_picture_of_a_verified_channels_own_video(bakery: Channel, studio: Channel) -> None:
    made, theirs = bakery.upload(), studio.upload()

    def thumbnail(channel: Channel, video_id: str, content: bytes) -> httpx2.Response:
        query = {"videoId": video_id, "uploadType": "media"}
        headers = {"content-type": "image/png"}
        return channel.http.post("/upload/youtube/v3/thumbnails/set", params=query, content=content, headers=headers)

    assert thumbnail(bakery, made, picture()).status_code == 200
    assert reason(thumbnail(bakery, made, b"no picture")) == (400, "invalidImage")
    assert reason(thumbnail(bakery, made, bytes(2 * 1024 * 1024 + 1))) == (413, "uploadTooLarge")
    assert reason(thumbnail(bakery, theirs, picture())) == (403, "forbidden")
    assert reason(thumbnail(studio, theirs, picture())) == (403, "forbidden")
    assert reason(thumbnail(bakery, "AAAAAAAAAAA", picture())) == (404, "videoNotFound")


def test_a_playlist_takes_videos_from_its_owner(bakery: Channel, studio: Channel) -> None:
    made = bakery.upload()
    lists = bakery.http.get("/youtube/v3/playlists", params={"part": "snippet", "mine": "true"}).json()["items"]
    entry = {"playlistId": lists[0]["id"], "resourceId": {"kind": "youtube#video", "videoId": made}}
    where, part = "/youtube/v3/playlistItems", {"part": "snippet"}
    assert bakery.http.post(where, params=part, json={"snippet": entry}).status_code == 200
    inside = bakery.http.get(where, params={**part, "playlistId": lists[0]["id"]}).json()["items"]
    assert [item["snippet"]["resourceId"]["videoId"] for item in inside] == [made]
    assert reason(studio.http.post(where, params=part, json={"snippet": entry})) == (403, "playlistItemsNotAccessible")
    entry["playlistId"] = "PLnothing"
    assert reason(bakery.http.post(where, params=part, json={"snippet": entry})) == (404, "playlistNotFound")


def test_comments_are_refused_where_youtube_has_none(bakery: Channel, sandbox: Sandbox) -> None:
    made = bakery.upload()
    assert bakery.comment(made, "Welcome").status_code == 200
    assert reason(bakery.comment(made, "x" * 10_001)) == (400, "commentTextTooLong")
    assert reason(bakery.comment(made, " ")) == (400, "commentTextRequired")
    kids = bakery.upload(status={"privacyStatus": "public", "selfDeclaredMadeForKids": True})
    assert reason(bakery.comment(kids, "Hello")) == (403, "commentsDisabled")
    reader = Channel(sandbox, scope=READONLY)
    assert reason(reader.comment(made, "Hello")) == (403, "insufficientPermissions")
    reader.http.close()


def test_only_the_owner_deletes_and_only_once(bakery: Channel, studio: Channel) -> None:
    made = bakery.upload()
    where = "/youtube/v3/videos"
    assert reason(studio.http.delete(where, params={"id": made})) == (403, "forbidden")
    assert bakery.http.delete(where, params={"id": made}).status_code == 204
    assert reason(bakery.http.delete(where, params={"id": made})) == (404, "videoNotFound")


def test_every_answer_fits_the_description(bakery: Channel, sandbox: Sandbox, specs: Path) -> None:
    described = Described(specs / "youtube.json")
    answers: list[httpx2.Response] = []

    def keep(response: httpx2.Response) -> None:
        response.read()
        answers.append(response)

    bakery.http.event_hooks = {"response": [keep]}
    sandbox.dial(media_processing_s=0)
    made = bakery.upload()
    bakery.comment(made, "Welcome")
    sandbox.advance(1500)
    parts = "id,snippet,status,statistics,contentDetails,processingDetails,paidProductPlacementDetails"
    bakery.http.get("/youtube/v3/videos", params={"part": parts, "id": made})
    whole = "id,snippet,contentDetails,statistics,status"
    bakery.http.get("/youtube/v3/channels", params={"part": whole, "mine": "true"})
    bakery.http.get("/youtube/v3/playlists", params={"part": "snippet", "mine": "true"})
    bakery.http.get("/youtube/v3/commentThreads", params={"part": "snippet", "videoId": made})
    bakery.http.get("/youtube/v3/commentThreads", params={"part": "snippet", "videoId": "nowhere"})
    for answer in answers:
        described.check(answer, HOST)
    assert len(described.seen) == 7
