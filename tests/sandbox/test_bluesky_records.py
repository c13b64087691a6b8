"""What a Bluesky server takes as a post, what it refuses, and what the app shows of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from tests.sandbox.caller import gif, picture, video
from tests.sandboxed import Sandbox, loopback_client

POST = "app.bsky.feed.post"
KEY = "3lbumy6yt4s2a"
CID = "bafyreibdnylw43xrkruhkofq52yruhl3wb7mqq2ff37dstook4w7cezcfe"


class Caller:
    """One account's authorised calls."""

    def __init__(self, sandbox: Sandbox, account: str = "mapleandrye.bsky.social") -> None:
        minted = sandbox.control.post("/control/api/bluesky/tokens", json={"account": account}).json()
        self.did: str = minted["account"]["id"]
        headers = {"authorization": f"Bearer {minted['access_token']}"}
        self.client = loopback_client(f"{sandbox.url}/bsky.social/xrpc", headers)
        self._video = f"{sandbox.url}/video.bsky.app/xrpc"

    def write(self, record: Any, key: str | None = KEY, *, how: str = "put", **more: Any) -> httpx2.Response:
        body = {"repo": self.did, "collection": POST, "record": record, **({"rkey": key} if key else {}), **more}
        return self.client.post(f"/com.atproto.repo.{how}Record", json=body)

    def written(self, text: str, key: str | None = None, **record: Any) -> dict[str, Any]:
        answer = self.write(post(text, **record), key, how="put" if key else "create")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def get(self, method: str, **query: Any) -> httpx2.Response:
        return self.client.get(f"/{method}", params=query)

    def blob(self, data: bytes | None = None, mime: str = "image/png") -> dict[str, Any]:
        content = picture() if data is None else data
        answer = self.client.post("/com.atproto.repo.uploadBlob", content=content, headers={"content-type": mime})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["blob"]
        return found

    def video(self, data: bytes, **changes: str) -> httpx2.Response:
        query = {"aud": "did:web:bsky.social", "lxm": "com.atproto.repo.uploadBlob", "exp": str(int(time.time()) + 900)}
        token = self.get("com.atproto.server.getServiceAuth", **{**query, **changes}).json()["token"]
        headers = {"authorization": f"Bearer {token}", "content-type": "video/mp4"}
        params = {"did": self.did, "name": "film.mp4"}
        where = f"{self._video}/app.bsky.video.uploadVideo"
        return self.client.post(where, params=params, content=data, headers=headers)

    def job(self, job: str) -> dict[str, Any]:
        answer = self.client.get(f"{self._video}/app.bsky.video.getJobStatus", params={"jobId": job})
        found: dict[str, Any] = answer.json()["jobStatus"]
        return found


Connect = Callable[..., Caller]


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Connect]:
    opened: list[Caller] = []

    def made(account: str = "mapleandrye.bsky.social") -> Caller:
        opened.append(Caller(sandbox, account))
        return opened[-1]

    yield made
    for caller in opened:
        caller.client.close()


@pytest.fixture
def me(connect: Connect) -> Caller:
    return connect()


def post(text: str = "Fresh bread", **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": "2026-11-27T10:00:00.000Z", **more}


def images(*blobs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": "Teal", **more} for blob in blobs]}


def facet(start: int, end: int, **feature: Any) -> dict[str, Any]:
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def link(uri: str = "https://example.com") -> dict[str, Any]:
    return {"$type": "app.bsky.richtext.facet#link", "uri": uri}


def refused(answer: httpx2.Response) -> tuple[int, str, str]:
    return answer.status_code, answer.json()["error"], answer.json()["message"]


def kept(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.control.get("/control/api/bluesky/posts").json()["posts"]
    return found


def test_a_record_is_at_the_key_that_its_author_chose(sandbox: Sandbox, me: Caller) -> None:
    written = me.written("Fresh bread", KEY)
    uri = f"at://{me.did}/{POST}/{KEY}"
    assert (written["uri"], written["validationStatus"], written["cid"][:7]) == (uri, "valid", "bafyrei")
    asked = me.get("com.atproto.repo.getRecord", repo=me.did, collection=POST, rkey=KEY).json()
    assert (asked["cid"], asked["value"]["text"]) == (written["cid"], "Fresh bread")
    [one] = kept(sandbox)
    assert (one["id"], one["text"], one["account"]) == (uri, "Fresh bread", me.did)
    assert sandbox.control.get(f"/bsky.app/profile/mapleandrye.bsky.social/post/{KEY}").status_code == 200


def test_a_key_that_must_be_free_cannot_be_written_twice(sandbox: Sandbox, me: Caller) -> None:
    first = me.write(post("One"), swapRecord=None).json()
    again = me.write(post("Two"), swapRecord=None)
    assert refused(again) == (400, "InvalidSwap", f"Record was at {first['cid']}")
    assert [one["text"] for one in kept(sandbox)] == ["One"]


def test_to_put_the_same_again_changes_nothing_and_something_else_replaces_it(sandbox: Sandbox, me: Caller) -> None:
    assert me.write(post("One")).json()["cid"] == me.write(post("One")).json()["cid"]
    me.write(post("Two"))
    assert [one["text"] for one in kept(sandbox)] == ["Two"]


def test_to_create_what_is_there_is_the_servers_own_failure(me: Caller) -> None:
    me.written("One", KEY)
    assert me.write(post("Two"), KEY, how="create").status_code == 500


@pytest.mark.parametrize("how", ["put", "create"])
def test_a_key_whose_record_was_deleted_is_free_again(sandbox: Sandbox, me: Caller, how: str) -> None:
    me.written("One", KEY)
    me.client.post("/com.atproto.repo.deleteRecord", json={"repo": me.did, "collection": POST, "rkey": KEY})
    assert me.write(post("Two"), KEY, how=how).status_code == 200
    assert [(one["text"], one["deleted"]) for one in kept(sandbox)] == [("Two", False)]


def test_a_record_without_a_key_gets_one(me: Caller) -> None:
    uris = [me.written(f"Number {number}")["uri"] for number in range(3)]
    assert len(set(uris)) == 3
    assert uris == sorted(uris)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 300, True),
        ("a" * 301, False),
        ("👩‍👩‍👧" * 100, True),
        ("👩‍👩‍👧" * 170, False),
        ("e\u0301" * 300, True),
        ("日" * 300, True),
    ],
)
def test_a_text_is_bounded_in_clusters_and_in_bytes(me: Caller, text: str, fits: bool) -> None:
    assert (me.write(post(text)).status_code == 200) == fits


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"$type": POST, "createdAt": "2026-11-27T10:00:00Z"}, 'Record must have the property "text"'),
        ({"$type": POST, "text": "a"}, 'Record must have the property "createdAt"'),
        (post(5), "Record/text must be a string"),  # type: ignore[arg-type]
        (post("a" * 301), "Record/text must not be longer than 300 graphemes"),
        (post("👩‍👩‍👧" * 170), "Record/text must not be longer than 3000 characters"),
        (
            post() | {"createdAt": "yesterday"},
            "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)",
        ),
        (post(langs=["en", "de", "fr", "pt"]), "Record/langs must not have more than 3 elements"),
        (post(langs=["english!"]), "Record/langs/0 must be a well-formed BCP 47 language tag"),
        (post(tags=["a"] * 9), "Record/tags must not have more than 8 elements"),
        (post(facets=[facet(-1, 2, **link())]), "Record/facets/0/index/byteStart can not be less than 0"),
        (post(facets=[{"index": {"byteStart": 0}}]), "Record/facets/0/index/byteEnd must be an integer"),
        (post(facets=[facet(0, 2, **link("nonsense"))]), "Record/facets/0/features/0/uri must be a uri"),
        (
            post(facets=[facet(0, 2, **{"$type": "app.bsky.richtext.facet#mention", "did": "ada"})]),
            "Record/facets/0/features/0/did must be a valid did",
        ),
        (
            post(reply={"root": {"uri": "https://bsky.app/", "cid": CID}}),
            "Record/reply/root/uri must be a valid at-uri",
        ),
        (post(embed={"$type": "app.bsky.embed.images", "images": [{"alt": ""}]}),
         "Record/embed/images/0/image should be a blob ref"),
        (post(embed={"$type": "app.bsky.embed.external", "external": {"uri": "https://example.com", "title": "a"}}),
         'Record/embed/external must have the property "description"'),
        (post(labels={"$type": "other"}), "Record/labels $type must be one of com.atproto.label.defs#selfLabels"),
        ("nonsense", "Record must be an object"),
        (post() | {"$type": "app.bsky.feed.like"}, f"Invalid $type: expected {POST}, got app.bsky.feed.like"),
    ],
)  # fmt: skip
def test_a_record_that_is_no_post_is_refused(sandbox: Sandbox, me: Caller, record: Any, words: str) -> None:
    assert refused(me.write(record)) == (400, "InvalidRequest", f"Invalid {POST} record: {words}")
    assert kept(sandbox) == []


@pytest.mark.parametrize("key", ["my-post", "3lbumy6yt4s2", "3lbumy6yt4s2A", "zzzzzzzzzzzzz"])
def test_a_post_has_a_moment_for_a_key(me: Caller, key: str) -> None:
    status, name, words = refused(me.write(post(), key))
    assert (status, name) == (400, "InvalidRequest")
    assert "expected a valid TID" in words


def test_a_key_has_its_letters(me: Caller) -> None:
    assert refused(me.write(post(), "../x")) == (400, "InvalidRequest", "Input/rkey must be a valid record-key")


def test_nobody_writes_into_anothers_repository(connect: Connect, sandbox: Sandbox) -> None:
    me, ada = connect(), connect("adaquist.bsky.social")
    body = {"repo": ada.did, "collection": POST, "rkey": KEY, "record": post()}
    assert me.client.post("/com.atproto.repo.putRecord", json=body).status_code == 401
    body["repo"] = "did:plc:nobody"
    assert refused(me.client.post("/com.atproto.repo.putRecord", json=body))[2] == "Could not find repo: did:plc:nobody"
    assert kept(sandbox) == []


# ---- files


def test_pictures_go_with_their_descriptions_in_their_order(sandbox: Sandbox, me: Caller) -> None:
    blobs = [me.blob(picture(colour=colour)) for colour in ("teal", "coral")]
    me.written("Look", KEY, embed=images(*blobs, aspectRatio={"width": 64, "height": 48}))
    [one] = kept(sandbox)
    assert [(medium["alt"], medium["cid"]) for medium in one["media"]] == [("Teal", b["ref"]["$link"]) for b in blobs]
    view = me.get("app.bsky.feed.getPosts", uris=one["id"]).json()["posts"][0]["embed"]
    assert [shown["alt"] for shown in view["images"]] == ["Teal", "Teal"]
    assert sandbox.control.get(view["images"][0]["fullsize"]).content == picture(colour="teal")


def test_the_same_bytes_have_the_same_name_and_the_type_is_read_from_them(me: Caller) -> None:
    first, again = me.blob(), me.blob(mime="text/plain")
    assert first == again
    assert (first["mimeType"], first["ref"]["$link"][:7], first["size"]) == ("image/png", "bafkrei", len(picture()))


def test_a_post_has_at_most_four_pictures(me: Caller) -> None:
    words = f"Invalid {POST} record: Record/embed/images must not have more than 4 elements"
    assert refused(me.write(post(embed=images(*[me.blob()] * 5))))[2] == words


def test_a_picture_has_its_size(me: Caller) -> None:
    padded = picture() + bytes(2_000_001)
    answer = refused(me.write(post(embed=images(me.blob(padded)))))
    assert answer[1] == "BlobTooLarge"
    assert answer[2] == "This file is too large. It is 1.91MB but the maximum size is 1.91MB."


def test_a_picture_that_is_none_or_was_never_sent_is_refused(connect: Connect) -> None:
    me = connect()
    assert refused(me.write(post(embed=images(me.blob(b"hello", "text/plain")))))[1] == "InvalidMimeType"
    foreign = connect("adaquist.bsky.social").blob()
    assert refused(me.write(post(embed=images(foreign))))[1] == "BlobNotFound"


def test_a_blob_that_no_record_holds_is_forgotten(sandbox: Sandbox, connect: Connect) -> None:
    blob = connect().blob()
    sandbox.advance(7 * 3_600)
    assert refused(connect().write(post(embed=images(blob))))[1] == "BlobNotFound"


def test_a_video_is_digested_by_a_service_of_its_own(sandbox: Sandbox, me: Caller) -> None:
    begun = me.video(video(5)).json()
    assert begun["state"] == "JOB_STATE_ENCODING"
    assert "blob" not in me.job(begun["jobId"])
    sandbox.advance(3)
    done = me.job(begun["jobId"])
    assert (done["state"], done["progress"]) == ("JOB_STATE_COMPLETED", 100)
    embed = {"$type": "app.bsky.embed.video", "video": done["blob"], "alt": "A bun"}
    me.written("Moving", KEY, embed=embed)
    [one] = kept(sandbox)
    assert [(medium["kind"], medium["alt"], medium["bytes"]) for medium in one["media"]] == [
        ("video", "A bun", len(video(5)))
    ]


def test_the_same_video_again_is_known(sandbox: Sandbox, me: Caller) -> None:
    begun = me.video(video(5)).json()
    sandbox.advance(3)
    again = me.video(video(5))
    assert (again.status_code, again.json()["error"], again.json()["jobId"]) == (409, "already_exists", begun["jobId"])


@pytest.mark.parametrize(
    ("data", "words"),
    [(video(200), "The video is longer than 180 seconds."), (gif(3), "The file is not a video that can be read.")],
)
def test_a_video_that_cannot_be_shown_fails_in_its_job(me: Caller, data: bytes, words: str) -> None:
    job = me.job(me.video(data).json()["jobId"])
    assert (job["state"], job["message"]) == ("JOB_STATE_FAILED", words)


def test_the_video_service_takes_a_token_for_just_this(me: Caller) -> None:
    assert me.video(video(), aud="did:web:other.example").status_code == 401
    assert me.video(video(), lxm="com.atproto.repo.createRecord").status_code == 400


# ---- reading


def test_numbers_and_answers_come_with_time(sandbox: Sandbox, me: Caller) -> None:
    uri = me.written("Which bread do you like best?", KEY)["uri"]
    sandbox.advance(900)
    [shown] = me.get("app.bsky.feed.getPosts", uris=[uri, f"{uri}x"]).json()["posts"]
    assert shown["likeCount"] > 0
    thread = me.get("app.bsky.feed.getPostThread", uri=uri).json()["thread"]
    assert len(thread["replies"]) == shown["replyCount"] > 0
    assert thread["replies"][0]["post"]["record"]["reply"]["root"]["uri"] == uri
    told = me.get("app.bsky.notification.listNotifications").json()["notifications"]
    assert {one["reason"] for one in told} == {"reply"}
    assert len(told) == shown["replyCount"]


def test_a_thread_hangs_together_by_address_and_content(sandbox: Sandbox, me: Caller) -> None:
    first = me.written("One")
    ends = {"uri": first["uri"], "cid": first["cid"]}
    second = me.written("Two", reply={"root": ends, "parent": ends})
    assert [one["reply_to"] for one in kept(sandbox)] == [None, first["uri"]]
    feed = me.get("app.bsky.feed.getAuthorFeed", actor=me.did).json()["feed"]
    assert [one["post"]["uri"] for one in feed] == [first["uri"]]
    everything = me.get("app.bsky.feed.getAuthorFeed", actor=me.did, filter="posts_with_replies").json()["feed"]
    assert [one["post"]["uri"] for one in everything] == [second["uri"], first["uri"]]


def test_a_feed_is_paged(me: Caller) -> None:
    uris = [me.written(f"Number {number}")["uri"] for number in range(3)]
    first = me.get("app.bsky.feed.getAuthorFeed", actor=me.did, limit=2).json()
    rest = me.get("app.bsky.feed.getAuthorFeed", actor=me.did, limit=2, cursor=first["cursor"]).json()
    assert [one["post"]["uri"] for one in [*first["feed"], *rest["feed"]]] == uris[::-1]
    listed = me.get("com.atproto.repo.listRecords", repo=me.did, collection=POST).json()["records"]
    assert [one["uri"] for one in listed] == uris[::-1]


def test_a_record_is_deleted_once_and_a_second_time_without_complaint(sandbox: Sandbox, me: Caller) -> None:
    me.written("Regretted", KEY)
    where = {"repo": me.did, "collection": POST, "rkey": KEY}
    answers = [me.client.post("/com.atproto.repo.deleteRecord", json=where) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert me.get("com.atproto.repo.getRecord", **where).json()["error"] == "RecordNotFound"
    assert kept(sandbox)[0]["deleted"] is True


def test_a_name_stands_for_somebody_or_for_nobody(me: Caller, connect: Connect) -> None:
    ada = connect("adaquist.bsky.social")
    asked = me.get("com.atproto.identity.resolveHandle", handle="adaquist.bsky.social")
    assert asked.json() == {"did": ada.did}
    nobody = me.get("com.atproto.identity.resolveHandle", handle="nobody.example")
    assert refused(nobody) == (400, "InvalidRequest", "Unable to resolve handle")
    assert me.get("app.bsky.actor.getProfile", actor=me.did).json()["followersCount"] == 4_812


def test_followers_see_links_where_facets_put_them_and_nowhere_else(sandbox: Sandbox, me: Caller) -> None:
    text = "Brötchen: https://example.com/menu and https://example.com/b"
    marked = facet(11, 35, **link("https://example.com/menu?from=bsky"))
    me.written(text, KEY, facets=[marked, facet(900, 910, **link("https://nowhere.example"))])
    page = sandbox.control.get(f"/bsky.app/profile/mapleandrye.bsky.social/post/{KEY}").text
    assert 'href="https://example.com/menu?from=bsky"' in page
    assert "https://example.com/menu</a>" in page
    assert 'href="https://example.com/b"' not in page
    assert "nowhere.example" not in page


def test_writing_costs_points_and_the_last_one_is_refused(sandbox: Sandbox, me: Caller) -> None:
    sandbox.dial(rate_limit_factor=0.001)
    limits = [me.write(post(f"Number {number}"), None, how="create").status_code for number in range(2)]
    assert limits == [200, 429]


def test_a_fault_speaks_xrpc(sandbox: Sandbox, me: Caller) -> None:
    sandbox.fault("POST /xrpc/com.atproto.repo.putRecord", "refuse", service="bluesky", reason="Not today.")
    assert refused(me.write(post())) == (403, "InvalidRequest", "Not today.")
    sandbox.fault("put_record", "server_error_after", service="bluesky", status=500)
    assert me.write(post()).json()["error"] == "InternalServerError"
    assert len(kept(sandbox)) == 1
