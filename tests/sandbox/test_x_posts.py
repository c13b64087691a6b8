"""What X takes, what it refuses, and what it shows of it afterwards."""

from __future__ import annotations

import json

import httpx2
import pytest

from tests.sandbox.caller import XCaller, fingerprint, messages
from tests.sandboxed import Sandbox

FORBIDDEN = {"title": "Forbidden", "type": "about:blank", "status": 403}


def test_an_accepted_post_is_answered_as_x_does_and_kept(sandbox: Sandbox, x: XCaller) -> None:
    body = json.dumps({"text": "  Fresh bread at 7.  "}).encode()
    answer = x.client.post("/2/tweets", content=body, headers={"Content-Type": "application/json"})
    data = answer.json()["data"]
    assert answer.status_code == 201
    assert data == {"id": data["id"], "text": "Fresh bread at 7.", "edit_history_tweet_ids": [data["id"]]}
    (kept,) = sandbox.x_posts("mapleandrye")
    assert (kept["id"], kept["text"], kept["fingerprint"]) == (data["id"], "Fresh bread at 7.", fingerprint(body))


def test_the_same_text_again_is_refused_in_xs_words(sandbox: Sandbox, x: XCaller) -> None:
    x.posted("Once is enough")
    again = x.post("Once is enough")
    assert again.status_code == 403
    assert again.json() == FORBIDDEN | {"detail": "You are not allowed to create a Tweet with duplicate content."}
    assert len(sandbox.x_posts()) == 1


def test_the_same_text_is_no_duplicate_elsewhere_or_after_it_was_forgotten_or_deleted(
    sandbox: Sandbox, x: XCaller
) -> None:
    first = x.posted("Good morning")
    with XCaller(sandbox, "adaquist") as ada:
        ada.posted("Good morning")
    reply = x.posted("Good morning", reply={"in_reply_to_tweet_id": first})
    x.client.delete(f"/2/tweets/{first}")
    x.posted("Good morning")
    sandbox.dial(duplicate_window_s=0)
    x.posted("Good morning")
    assert reply in {post["id"] for post in sandbox.x_posts("mapleandrye")}


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a" * 280, True),
        ("a" * 281, False),
        ("好" * 140, True),
        ("好" * 140 + "a", False),
        ("👨‍👩‍👧‍👦" * 140, True),
        ("👨‍👩‍👧‍👦" * 140 + "!", False),
        ("e\u0301" * 280, True),
        ("a" * 256 + " https://example.com/" + "long" * 200, True),
        ("a" * 257 + " https://example.com/" + "long" * 200, False),
        ("a" * 270 + " https://intranet/wiki", False),
    ],
)
def test_x_counts_weights_and_not_letters(x: XCaller, text: str, fits: bool) -> None:
    answer = x.post(text)
    assert answer.status_code == (201 if fits else 400), answer.text
    if not fits:
        assert messages(answer)[0].startswith("Your Tweet text is too long.")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"text": "a", "media_ids": ["1"]},
            "$.media_ids: is not defined in the schema and the schema does not allow additional properties",
        ),
        ({"text": "a", "reply": {}}, "$.reply.in_reply_to_tweet_id: is missing but it is required"),
        ({"text": 5}, "$.text: integer found, string expected"),
        ({"text": None}, "$.text: null found, string expected"),
        ({"text": "a", "made_with_ai": "yes"}, "$.made_with_ai: string found, boolean expected"),
        ({"media": {"media_ids": []}}, "$.media.media_ids: there must be a minimum of 1 items in the array"),
        ({"media": {"media_ids": [7]}}, "$.media.media_ids[0]: integer found, string expected"),
        ({"text": ""}, "$.text: must be at least 1 characters long"),
        ({"text": "\ufeff hidden"}, "Your Tweet text contains invalid characters."),
        ([], "$: array found, object expected"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_and_nothing_is_posted(
    sandbox: Sandbox, x: XCaller, body: object, message: str
) -> None:
    answer = x.client.post("/2/tweets", json=body)
    assert answer.status_code == 400
    assert message in messages(answer)
    assert answer.json()["type"] == "https://api.x.com/2/problems/invalid-request"
    assert sandbox.x_posts() == []


@pytest.mark.parametrize("raw", [b'{"text": "a"', b'{"text": NaN}', b'{"text": "\\ud800"}', b"\xff", b""])
def test_what_is_not_json_is_refused(x: XCaller, raw: bytes) -> None:
    answer = x.client.post("/2/tweets", content=raw, headers={"Content-Type": "application/json"})
    assert (answer.status_code, messages(answer)) == (400, ["Request body is not valid JSON."])


def test_a_form_is_refused(x: XCaller) -> None:
    answer = x.client.post("/2/tweets", data={"text": "a"})
    assert messages(answer) == ["Requests with bodies must have content-type of application/json."]


def test_rights_that_the_accounts_do_not_have_are_refused(x: XCaller) -> None:
    for body in ({"nullcast": True}, {"community_id": "1"}, {"geo": {"place_id": "a"}}):
        assert x.post("a", **body).status_code == 403
    assert x.post("Buy $AAA and $BBB").status_code == 403
    assert x.post("Buy $AAA").status_code == 201


def test_things_that_exclude_each_other_are_refused(x: XCaller) -> None:
    poll = {"options": ["Rye", "Spelt"], "duration_minutes": 60}
    other = x.posted("The one that is quoted")
    assert x.post("a", poll=poll, quote_tweet_id=other).status_code == 400
    assert x.post("Which?", poll=poll).status_code == 201


@pytest.mark.parametrize("token", ["", "Bearer wrong", "Basic d3Jvbmc=", "OAuth oauth_token=1"])
def test_without_a_valid_token_nothing_goes(http: httpx2.Client, token: str) -> None:
    headers = {"Authorization": token} if token else {}
    answer = http.post("/api.x.com/2/tweets", json={"text": "a"}, headers=headers)
    assert (answer.status_code, answer.json()["title"]) == (401, "Unauthorized")


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("tweet.read users.read", "POST", "/2/tweets"),
        ("tweet.write users.read", "POST", "/2/tweets"),
        ("tweet.read tweet.write users.read", "POST", "/2/media/upload/initialize"),
        ("tweet.read", "GET", "/2/users/me"),
    ],
)
def test_a_token_without_the_scope_is_forbidden(sandbox: Sandbox, scope: str, method: str, path: str) -> None:
    with XCaller(sandbox, scope=scope) as x:
        answer = x.client.request(method, path, json={"text": "a"} if method == "POST" else None)
    assert answer.status_code == 403
    assert answer.json() == FORBIDDEN | {"detail": "Forbidden"}


def test_the_hundred_and_first_post_in_a_quarter_of_an_hour_is_too_many(sandbox: Sandbox, x: XCaller) -> None:
    answers = [x.post(f"Post {i}") for i in range(101)]
    first, last = answers[0], answers[-1]
    assert first.headers["x-rate-limit-limit"] == "100"
    assert first.headers["x-rate-limit-remaining"] == "99"
    assert int(first.headers["x-app-limit-24hour-limit"]) == 10_000
    assert last.status_code == 429
    assert last.headers["x-rate-limit-remaining"] == "0"
    assert "retry-after" not in last.headers
    assert last.json()["title"] == "Too Many Requests"
    sandbox.advance(900)
    assert x.post("After the window").status_code == 201


def test_limits_can_be_turned_up_and_set(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.dial(rate_limits={"x POST /2/tweets": {"user": [2, 60]}})
    assert [x.post(f"Post {i}").status_code for i in range(3)] == [201, 201, 429]
    sandbox.dial(rate_limits={}, rate_limit_factor=1_000)
    assert x.post("More").headers["x-rate-limit-limit"] == "100000"


def test_links_marks_and_special_letters_come_back_as_x_writes_them(x: XCaller) -> None:
    text = "Tea & cake <now> at https://www.example.com/a/long/path?with=parameters by @adaquist #bread"
    post_id = x.posted(text)
    post = x.get(f"/2/tweets/{post_id}", tweet__fields="entities").json()["data"]
    (link,) = post["entities"]["urls"]
    assert post["text"] == f"Tea &amp; cake &lt;now&gt; at {link['url']} by @adaquist #bread"
    assert post["text"][link["start"] : link["end"]] == link["url"]
    assert len(link["url"]) == 23
    assert link["expanded_url"] == "https://www.example.com/a/long/path?with=parameters"
    assert link["display_url"] == "example.com/a/long/path?wi…"
    assert [m["username"] for m in post["entities"]["mentions"]] == ["adaquist"]
    assert [m["tag"] for m in post["entities"]["hashtags"]] == ["bread"]


def test_a_thread_is_one_conversation_and_stands_in_the_timeline(x: XCaller) -> None:
    first = x.posted("One")
    second = x.posted("Two", reply={"in_reply_to_tweet_id": first})
    fields = "conversation_id,referenced_tweets,in_reply_to_user_id,created_at"
    listed = x.timeline(tweet__fields=fields)["data"]
    assert [post["id"] for post in listed] == [second, first]
    assert listed[0]["conversation_id"] == first
    assert listed[0]["referenced_tweets"] == [{"type": "replied_to", "id": first}]
    assert listed[0]["in_reply_to_user_id"] == x.id
    assert [post["id"] for post in x.timeline(exclude="replies")["data"]] == [first]


def test_replies_go_only_where_one_was_summoned(sandbox: Sandbox, x: XCaller) -> None:
    with XCaller(sandbox, "adaquist") as ada:
        silent, calling = ada.posted("Rain again"), ada.posted("What says @mapleandrye to rain?")
    refusal = x.post("Bring an umbrella", reply={"in_reply_to_tweet_id": silent})
    assert refusal.status_code == 403
    assert refusal.json()["detail"].startswith("Reply to this conversation is not allowed because")
    assert x.post("Bring an umbrella", reply={"in_reply_to_tweet_id": calling}).status_code == 201
    gone = x.post("Hello?", reply={"in_reply_to_tweet_id": "1"})
    assert gone.json()["detail"] == "You attempted to reply to a Tweet that is deleted or not visible to you."


def test_the_timeline_is_paged_newest_first(x: XCaller) -> None:
    ids = [x.posted(f"Post {i}") for i in range(12)][::-1]
    first = x.timeline(max_results=5)
    assert [post["id"] for post in first["data"]] == ids[:5]
    assert first["meta"]["result_count"] == 5
    assert (first["meta"]["newest_id"], first["meta"]["oldest_id"]) == (ids[0], ids[4])
    second = x.timeline(max_results=5, pagination_token=first["meta"]["next_token"])
    third = x.timeline(max_results=5, pagination_token=second["meta"]["next_token"])
    assert [post["id"] for page in (second, third) for post in page["data"]] == ids[5:]
    assert "next_token" not in third["meta"]


def test_the_timeline_can_begin_at_a_moment(sandbox: Sandbox, x: XCaller) -> None:
    x.posted("Before")
    sandbox.advance(60)
    after = x.posted("After")
    moment = x.get(f"/2/tweets/{after}", tweet__fields="created_at").json()["data"]["created_at"]
    assert [post["id"] for post in x.timeline(start_time=moment)["data"]] == [after]
    assert x.timeline(start_time="2100-01-01T00:00:00Z") == {"meta": {"result_count": 0}}


@pytest.mark.parametrize(
    "parameters",
    [
        {"max_results": 4},
        {"max_results": 101},
        {"max_results": "ten"},
        {"start_time": "2026-11-23"},
        {"start_time": "2026-13-23T00:00:00Z"},
        {"tweet__fields": "public_metrics,beauty"},
        {"exclude": "everything"},
        {"pagination_token": "!"},
        {"count": 5},
    ],
)
def test_unknown_and_wrong_parameters_are_refused(x: XCaller, parameters: dict[str, object]) -> None:
    answer = x.get(f"/2/users/{x.id}/tweets", **parameters)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid Request")


def test_who_i_am_comes_with_picture_and_followers(http: httpx2.Client, x: XCaller) -> None:
    me = x.get("/2/users/me", user__fields="profile_image_url,public_metrics,description").json()["data"]
    assert (me["name"], me["username"]) == ("Maple & Rye Bakery", "mapleandrye")
    assert me["public_metrics"]["followers_count"] == 4_812
    picture = http.get(me["profile_image_url"])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert x.get("/2/users/me").json()["data"].keys() == {"id", "name", "username"}


def test_what_was_not_found_stands_beside_what_was(x: XCaller) -> None:
    post_id = x.posted("Here")
    both = x.get("/2/tweets", ids=f"{post_id},123").json()
    assert [post["id"] for post in both["data"]] == [post_id]
    assert both["errors"][0]["detail"] == "Could not find tweet with ids: [123]."
    assert x.get("/2/tweets/123").status_code == 404
    assert x.get("/2/users/123/tweets").status_code == 404
    assert x.get("/2/tweets/not-an-id").status_code == 400
    assert x.get("/2/nowhere").status_code == 404


def test_only_the_author_deletes_and_only_once(sandbox: Sandbox, x: XCaller) -> None:
    post_id = x.posted("Short-lived")
    with XCaller(sandbox, "adaquist") as ada:
        assert ada.client.delete(f"/2/tweets/{post_id}").status_code == 403
    assert x.client.delete(f"/2/tweets/{post_id}").json() == {"data": {"deleted": True}}
    assert x.client.delete(f"/2/tweets/{post_id}").status_code == 404
    assert x.timeline() == {"meta": {"result_count": 0}}
    assert sandbox.x_posts()[0]["deleted"] is True


def test_fields_are_named_as_they_were_asked_for(x: XCaller) -> None:
    post_id = x.posted("Count me")
    old = x.get(f"/2/tweets/{post_id}", tweet__fields="public_metrics").json()["data"]
    new = x.get(f"/2/tweets/{post_id}", post__fields="public_metrics").json()["data"]
    assert "retweet_count" in old["public_metrics"]
    assert "edit_history_tweet_ids" in old
    assert "repost_count" in new["public_metrics"]
    assert "edit_history_post_ids" in new
