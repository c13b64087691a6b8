"""What a Mastodon server takes, what it refuses, and what it shows of it afterwards."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from PIL import Image

from tests.sandbox.caller import gif, picture, png_bomb, video
from tests.sandboxed import Sandbox, loopback_client

DAY = 86_400


class Caller:
    """One account's authorised calls at one server."""

    def __init__(self, sandbox: Sandbox, server: str = "mastodon.social", **minted: str) -> None:
        body = {"account": "mapleandrye", **minted}
        tokens = sandbox.control.post("/control/api/mastodon/tokens", json=body).json()
        self.id: str = tokens["account"]["id"].partition("@")[0]
        headers = {"authorization": f"Bearer {tokens['access_token']}"}
        self.client = loopback_client(f"{sandbox.url}/{server}/api", headers)

    def post(self, status: str = "", *, key: str = "", **more: Any) -> httpx2.Response:
        headers = {"idempotency-key": key} if key else {}
        return self.client.post("/v1/statuses", json={"status": status, **more}, headers=headers)

    def posted(self, status: str = "", **more: Any) -> dict[str, Any]:
        answer = self.post(status, **more)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def upload(self, data: bytes, mime: str, **form: str) -> httpx2.Response:
        return self.client.post("/v2/media", files={"file": ("file", data, mime)}, data=form)

    def uploaded(self, data: bytes | None = None, mime: str = "image/png", **form: str) -> str:
        answer = self.upload(picture() if data is None else data, mime, **form)
        assert answer.status_code in (200, 202), answer.text
        return str(answer.json()["id"])


Connect = Callable[..., Caller]


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Connect]:
    opened: list[Caller] = []

    def made(server: str = "mastodon.social", **minted: str) -> Caller:
        opened.append(Caller(sandbox, server, **minted))
        return opened[-1]

    yield made
    for caller in opened:
        caller.client.close()


@pytest.fixture
def me(connect: Connect) -> Caller:
    return connect()


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def kept(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.control.get("/control/api/mastodon/posts").json()["posts"]
    return found


def test_a_status_comes_back_as_html_and_is_kept_as_written(sandbox: Sandbox, me: Caller) -> None:
    status = me.posted("Tea & <cake>\nat https://example.com/a-page-with-a-long-name/menu\n\n#Bread with @adaquist")
    content = status["content"]
    assert content.startswith("<p>Tea &amp; &lt;cake&gt;<br />at <a href=")
    assert '<span class="ellipsis">example.com/a-page-with-a-long</span>' in content
    assert 'class="mention hashtag" rel="tag">#<span>Bread</span></a>' in content
    assert [tag["name"] for tag in status["tags"]] == ["bread"]
    assert [mention["acct"] for mention in status["mentions"]] == ["adaquist"]
    assert kept(sandbox)[0]["text"].startswith("Tea & <cake>\nat ")
    assert sandbox.control.get(status["url"]).status_code == 200


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 500, True),
        ("a" * 501, False),
        ("👩‍👩‍👧" * 500, True),
        ("e\u0301" * 501, False),
        ("a" * 476 + " https://example.com/" + "long" * 100, True),
        ("a" * 477 + " https://example.com/" + "long" * 100, False),
        ("a" * 490 + " @adaquist@" + "far." * 20 + "example", True),
        ("a" * 487 + " example.com/" + "long" * 10, False),
    ],
)
def test_a_server_counts_clusters_addresses_and_names_in_its_own_way(me: Caller, text: str, fits: bool) -> None:
    answer = me.post(text)
    if fits:
        assert answer.status_code == 200, answer.text
    else:
        assert refused(answer) == (422, "Validation failed: Text character limit of 500 exceeded")


def test_a_warning_counts_with_the_text(me: Caller) -> None:
    assert me.post("a" * 490, spoiler_text="Ten signs.").status_code == 200
    assert me.post("a" * 490, spoiler_text="Ten signs and more.").status_code == 422


def test_each_server_has_limits_of_its_own_and_tells_them(connect: Connect) -> None:
    wide = connect("mastodon.example")
    told = wide.client.get("/v2/instance").json()["configuration"]
    assert told["statuses"]["max_characters"] == 1_000
    assert told["statuses"]["max_media_attachments"] == 6
    assert wide.post("a" * 1_000).status_code == 200
    assert wide.post("a" * 1_001).status_code == 422


def test_the_same_key_gives_the_same_status_for_an_hour(sandbox: Sandbox, me: Caller) -> None:
    first = me.posted("Once", key="k")
    assert me.posted("Something else", key="k")["id"] == first["id"]
    assert len(kept(sandbox)) == 1
    sandbox.advance(3_601)
    assert me.posted("Once", key="k")["id"] != first["id"]


def test_a_key_belongs_to_an_account(connect: Connect) -> None:
    assert connect().posted("Mine", key="k")["id"] != connect(account="adaquist").posted("Mine", key="k")["id"]


def test_the_same_text_twice_is_two_statuses(sandbox: Sandbox, me: Caller) -> None:
    me.posted("Again")
    me.posted("Again")
    assert len(kept(sandbox)) == 2


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({"status": "  "}, (422, "Validation failed: Text can't be blank")),
        ({"status": "a", "visibility": "friends"}, (422, "Validation failed: Visibility is not included in the list")),
        (
            {"status": "a", "in_reply_to_id": "7"},
            (404, "The post you are trying to reply to does not appear to exist."),
        ),
        ({"status": "a", "media_ids": ["7"]}, (422, "Media 7 not found or already attached to another post")),
    ],
)
def test_what_does_not_fit_is_refused(
    sandbox: Sandbox, me: Caller, body: dict[str, Any], answer: tuple[int, str]
) -> None:
    assert refused(me.client.post("/v1/statuses", json=body)) == answer
    assert kept(sandbox) == []


def test_forms_are_read_as_well_as_json(me: Caller) -> None:
    form = {"status": "Form", "poll[options][]": ["Yes", "No"], "poll[expires_in]": "600", "sensitive": "true"}
    status = me.client.post("/v1/statuses", data=form).json()
    assert [option["title"] for option in status["poll"]["options"]] == ["Yes", "No"]
    assert status["sensitive"] is True


@pytest.mark.parametrize(
    ("operation", "scope", "status"),
    [("post", "read", 403), ("post", "write:media", 403), ("post", "write", 200), ("read", "write:statuses", 403)],
)
def test_a_token_does_what_its_scopes_say_and_no_more(
    connect: Connect, operation: str, scope: str, status: int
) -> None:
    caller = connect(scope=scope)
    ask = caller.post("Hi") if operation == "post" else caller.client.get("/v1/accounts/verify_credentials")
    assert ask.status_code == status
    if status == 403:
        assert ask.json() == {"error": "This action is outside the authorized scopes"}


# ---- files


def test_a_picture_is_ready_at_once_with_its_description(sandbox: Sandbox, me: Caller) -> None:
    answer = me.upload(picture(), "image/png", description="Two loaves", focus="0.5,-0.5")
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["type"], shown["description"], shown["meta"]["focus"]) == (
        "image",
        "Two loaves",
        {"x": 0.5, "y": -0.5},
    )
    status = me.posted("", media_ids=[shown["id"]])
    assert [one["description"] for one in status["media_attachments"]] == ["Two loaves"]
    assert sandbox.control.get(status["media_attachments"][0]["url"]).content == picture()


@pytest.mark.parametrize(("data", "mime"), [(gif(3), "image/gif"), (video(), "video/mp4")])
def test_what_moves_is_digested_first(sandbox: Sandbox, me: Caller, data: bytes, mime: str) -> None:
    begun = me.upload(data, mime)
    assert (begun.status_code, begun.json()["url"]) == (202, None)
    media = begun.json()["id"]
    assert me.client.get(f"/v1/media/{media}").status_code == 206
    words = "Cannot attach files that have not finished processing. Try again in a moment!"
    assert refused(me.post("Soon", media_ids=[media])) == (422, words)
    sandbox.advance(3)
    assert me.client.get(f"/v1/media/{media}").status_code == 200
    assert me.post("Now", media_ids=[media]).status_code == 200


def test_a_file_goes_with_one_status(me: Caller) -> None:
    media = me.uploaded()
    me.posted("One", media_ids=[media])
    words = f"Media {media} not found or already attached to another post"
    assert refused(me.post("Two", media_ids=[media])) == (422, words)


def test_anothers_file_is_not_there(connect: Connect) -> None:
    media = connect(account="adaquist").uploaded()
    assert connect().post("Theirs", media_ids=[media]).status_code == 422


def test_a_video_goes_alone_and_files_are_counted(sandbox: Sandbox, me: Caller) -> None:
    pictures, moving = [me.uploaded() for _ in range(5)], me.uploaded(video(), "video/mp4")
    sandbox.advance(3)
    words = "Cannot attach a video to a post that already contains images"
    assert refused(me.post("Both", media_ids=[pictures[0], moving])) == (422, words)
    assert refused(me.post("Many", media_ids=pictures)) == (422, "Cannot attach more than 4 files")
    poll = {"options": ["a", "b"], "expires_in": 600}
    assert refused(me.post("Poll", media_ids=pictures[:1], poll=poll)) == (422, "Cannot attach more than 4 files")


def vast() -> bytes:
    """Many pixels of one bit."""
    buffer = io.BytesIO()
    Image.new("1", (6_000, 6_000)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "mime", "words"),
    [
        (b"hello", "text/plain", "Validation failed: File content type is invalid, File is invalid"),
        (b"hello", "image/png", "Validation failed: File content type is invalid, File is invalid"),
        (png_bomb(), "image/png", "Validation failed: File content type is invalid, File is invalid"),
        (vast(), "image/png", "6000x6000 images are not supported"),
    ],
    ids=["text", "no picture", "bomb", "too many pixels"],
)
def test_a_file_that_cannot_be_shown_is_refused(me: Caller, data: bytes, mime: str, words: str) -> None:
    assert refused(me.upload(data, mime)) == (422, words)


def test_a_description_has_its_length(me: Caller) -> None:
    words = "Validation failed: Description is too long (maximum is 1500 characters)"
    assert refused(me.upload(picture(), "image/png", description="a" * 1_501)) == (422, words)


# ---- polls


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        ({"options": ["One"], "expires_in": 600}, "Options must have more than one item"),
        ({"options": list("abcde"), "expires_in": 600}, "Options can't contain more than 4 items"),
        ({"options": ["a" * 51, "b"], "expires_in": 600}, "Options can't be longer than 50 characters each"),
        ({"options": ["a", "a"], "expires_in": 600}, "Options contain duplicate items"),
        ({"options": ["a", "b"]}, "Expires at can't be blank"),
        ({"options": ["a", "b"], "expires_in": 60}, "Expires at is too soon"),
        ({"options": ["a", "b"], "expires_in": 40 * DAY}, "Expires at is too far into the future"),
    ],
)
def test_a_poll_that_does_not_fit_is_refused(me: Caller, poll: dict[str, Any], words: str) -> None:
    assert refused(me.post("Which?", poll=poll)) == (422, f"Validation failed: {words}")


def test_people_vote_until_a_poll_ends(sandbox: Sandbox, me: Caller) -> None:
    poll = {"options": ["Rye", "Wheat"], "expires_in": 600, "hide_totals": True}
    status = me.posted("Which?", poll=poll)
    assert [option["votes_count"] for option in status["poll"]["options"]] == [None, None]
    sandbox.advance(700)
    ended = me.client.get(f"/v1/statuses/{status['id']}").json()["poll"]
    assert ended["expired"] is True
    assert sum(option["votes_count"] for option in ended["options"]) == ended["votes_count"] > 0


# ---- reading


def test_numbers_and_answers_come_with_time(sandbox: Sandbox, me: Caller) -> None:
    status = me.posted("Which bread do you like best?")
    sandbox.advance(900)
    shown = me.client.get("/v1/statuses", params={"id[]": [status["id"], "7"]}).json()
    assert [one["id"] for one in shown] == [status["id"]]
    assert shown[0]["favourites_count"] > 0
    context = me.client.get(f"/v1/statuses/{status['id']}/context").json()
    assert len(context["descendants"]) == shown[0]["replies_count"] > 0
    assert all(one["in_reply_to_id"] == status["id"] for one in context["descendants"])


def test_a_thread_is_known_in_both_directions(me: Caller) -> None:
    first = me.posted("One")
    second = me.posted("Two", in_reply_to_id=first["id"])
    third = me.posted("Three", in_reply_to_id=second["id"])
    context = me.client.get(f"/v1/statuses/{second['id']}/context").json()
    assert [one["id"] for one in context["ancestors"]] == [first["id"]]
    assert [one["id"] for one in context["descendants"]] == [third["id"]]


def test_an_accounts_statuses_are_paged_newest_first(me: Caller) -> None:
    ids = [me.posted(f"Number {number}")["id"] for number in range(5)]
    first = me.client.get(f"/v1/accounts/{me.id}/statuses", params={"limit": "2"})
    assert [one["id"] for one in first.json()] == [ids[4], ids[3]]
    assert f'max_id={ids[3]}>; rel="next"' in first.headers["link"]
    older = me.client.get(f"/v1/accounts/{me.id}/statuses", params={"max_id": ids[3]}).json()
    assert [one["id"] for one in older] == [ids[2], ids[1], ids[0]]
    newer = me.client.get(f"/v1/accounts/{me.id}/statuses", params={"since_id": ids[3]}).json()
    assert [one["id"] for one in newer] == [ids[4]]


def test_who_is_not_followed_sees_what_is_for_everybody(sandbox: Sandbox, me: Caller) -> None:
    statuses = {name: me.posted(name, visibility=name)["id"] for name in ("public", "unlisted", "private", "direct")}
    anybody = sandbox.control.get(f"/mastodon.social/api/v1/accounts/{me.id}/statuses").json()
    assert {one["id"] for one in anybody} == {statuses["public"], statuses["unlisted"]}
    assert sandbox.control.get(f"/mastodon.social/api/v1/statuses/{statuses['private']}").status_code == 404
    assert me.client.get(f"/v1/statuses/{statuses['private']}").status_code == 200


def test_a_status_is_quoted_where_its_author_lets_others(connect: Connect) -> None:
    me, ada = connect(), connect(account="adaquist")
    free, shut = ada.posted("Quote me"), ada.posted("Do not", quote_approval_policy="nobody")
    quoting = me.posted("Look", quoted_status_id=free["id"])
    assert (quoting["quote"]["state"], quoting["quote"]["quoted_status"]["id"]) == ("accepted", free["id"])
    words = "The post you are trying to quote does not appear to exist."
    assert refused(me.post("Look", quoted_status_id=shut["id"])) == (404, words)
    ada.client.delete(f"/v1/statuses/{free['id']}")
    assert me.client.get(f"/v1/statuses/{quoting['id']}").json()["quote"]["state"] == "deleted"


def test_a_status_is_deleted_by_its_author_and_gives_back_its_text(sandbox: Sandbox, connect: Connect) -> None:
    me = connect()
    status = me.posted("Regretted & gone")
    assert connect(account="adaquist").client.delete(f"/v1/statuses/{status['id']}").status_code == 404
    assert me.client.delete(f"/v1/statuses/{status['id']}").json()["text"] == "Regretted & gone"
    assert refused(me.client.delete(f"/v1/statuses/{status['id']}")) == (404, "Record not found")
    assert kept(sandbox)[0]["deleted"] is True
    assert sandbox.control.get(f"/mastodon.social/@mapleandrye/{status['id']}").status_code == 404


# ---- limits and pages


def test_every_answer_says_what_is_left_and_the_last_one_refuses(sandbox: Sandbox, me: Caller) -> None:
    sandbox.dial(rate_limit_factor=0.01)
    answers = [me.post(f"Number {number}") for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[3].headers["x-ratelimit-reset"].endswith("Z")
    assert answers[3].json() == {"error": "Too many requests"}


def test_a_fault_speaks_mastodons_language(sandbox: Sandbox, me: Caller) -> None:
    sandbox.fault("POST /api/v1/statuses", "refuse", service="mastodon", reason="Not today.")
    assert refused(me.post("Hi")) == (403, "Not today.")
    sandbox.fault("create_status", "server_error_before", service="mastodon")
    assert me.post("Hi").status_code == 503


def test_followers_see_warnings_polls_and_who_it_is_for(sandbox: Sandbox, me: Caller) -> None:
    me.posted("The end is sad", spoiler_text="Film talk", visibility="unlisted")
    me.posted("Which?", poll={"options": ["Rye bread", "Wheat bread"], "expires_in": 600})
    page = sandbox.control.get("/mastodon.social/@mapleandrye").text
    for shown in ("<summary>Film talk</summary>", "Quiet public", "Rye bread", "Mastodon twin"):
        assert shown in page
