"""Threads' twin takes what Threads takes, and refuses the rest by its codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.files import Shelf, open_shelf
from tests.sandbox.caller import video
from tests.sandbox.meta import GraphCaller, code_of, picture
from tests.sandboxed import Sandbox

HOST = "graph.threads.net/v1.0"
GIF = '{"gif_id":"3o6Zt481isNVuQI1l6","provider":"GIPHY"}'
POLL = {"option_a": "Rye", "option_b": "Wheat"}


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with open_shelf() as opened:
        yield opened


@pytest.fixture
def threads(sandbox: Sandbox) -> Iterator[GraphCaller]:
    with GraphCaller(sandbox, "threads", HOST) as caller:
        yield caller


def container(threads: GraphCaller, **fields: Any) -> str:
    made: str = threads.done(f"/{threads.id}/threads", **fields)["id"]
    return made


def publish(threads: GraphCaller, made: str) -> str:
    post: str = threads.done(f"/{threads.id}/threads_publish", creation_id=made)["id"]
    return post


def said(threads: GraphCaller, text: str, **fields: Any) -> str:
    return publish(threads, container(threads, media_type="TEXT", text=text, **fields))


def refused(threads: GraphCaller, **fields: Any) -> str:
    return code_of(threads.post(f"/{threads.id}/threads", **fields))


def test_a_text_is_public_with_its_topic_and_its_card(threads: GraphCaller) -> None:
    post = said(threads, "Rye & salt", topic_tag="Bread", link_attachment="https://example.com/menu")
    shown = threads.read(f"/{post}", fields="text,permalink,topic_tag,link_attachment_url,media_type,is_reply")
    assert shown.pop("permalink").startswith(f"{threads.sandbox.url}/www.threads.com/@mapleandrye/post/")
    assert shown == {
        "id": post,
        "text": "Rye & salt",
        "topic_tag": "Bread",
        "link_attachment_url": "https://example.com/menu",
        "media_type": "TEXT_POST",
        "is_reply": False,
    }
    page = threads.sandbox.control.get(threads.read(f"/{post}", fields="permalink")["permalink"])
    assert "Rye &amp; salt" in page.text


def test_a_text_can_be_published_in_one_step_and_nothing_else(threads: GraphCaller, shelf: Shelf) -> None:
    post = container(threads, media_type="TEXT", text="At once", auto_publish_text="true")
    assert [one["id"] for one in threads.read("/me/threads")["data"]] == [post]
    address = shelf.put("image/png", picture("PNG"))
    assert refused(threads, media_type="IMAGE", image_url=address, auto_publish_text="true") == "100"


def test_an_emoji_is_as_long_as_its_bytes(threads: GraphCaller) -> None:
    family = "👩‍👩‍👧"
    assert len(family.encode()) == 18
    said(threads, family + "x" * 482)
    assert refused(threads, media_type="TEXT", text=family + "x" * 483) == "100"
    said(threads, "é" * 500)
    assert refused(threads, media_type="TEXT", text="日" * 501) == "100"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "100"),
        ({"media_type": "SONG"}, "100"),
        ({"media_type": "TEXT"}, "100"),
        ({"media_type": "TEXT", "text": " ".join(f"https://example.com/{n}" for n in range(6))}, "100/4279069"),
        ({"media_type": "TEXT", "text": "a", "topic_tag": "a.b"}, "100"),
        ({"media_type": "TEXT", "text": "a", "topic_tag": "x" * 51}, "100"),
        ({"media_type": "TEXT", "text": "a", "reply_control": "nobody"}, "100"),
        ({"media_type": "TEXT", "text": "a", "reply_to_id": "17000000000000000"}, "100"),
        ({"media_type": "TEXT", "text": "a", "link_attachment": "example.com"}, "100"),
        ({"media_type": "TEXT", "text": "a", "poll_attachment": "{"}, "100"),
        ({"media_type": "TEXT", "text": "a", "poll_attachment": '{"option_a":"x"}'}, "100"),
        ({"media_type": "TEXT", "text": "a", "poll_attachment": '{"option_a":"x","option_c":"y"}'}, "100"),
        ({"media_type": "TEXT", "text": "a", "poll_attachment": json.dumps({**POLL, "option_e": "z"})}, "100"),
        ({"media_type": "TEXT", "text": "a", "poll_attachment": json.dumps({**POLL, "option_c": "x" * 26})}, "100"),
        ({"media_type": "TEXT", "text": "a", "gif_attachment": '{"gif_id":"3o6Zt481isNVuQI1l6"}'}, "100"),
        ({"media_type": "TEXT", "text": "a", "gif_attachment": '{"gif_id":"1","provider":"TENOR"}'}, "100"),
        ({"media_type": "TEXT", "text": "a", "gif_attachment": '{"gif_id":"a/b","provider":"GIPHY"}'}, "100"),
        ({"media_type": "IMAGE", "image_url": "http://127.0.0.1:9/a.png", "gif_attachment": GIF}, "100"),
        ({"media_type": "IMAGE"}, "100"),
        ({"media_type": "IMAGE", "image_url": "http://127.0.0.1:9/a.png"}, "24/2207052"),
        ({"media_type": "IMAGE", "image_url": "http://127.0.0.1:9/a.png", "poll_attachment": json.dumps(POLL)}, "100"),
        ({"media_type": "CAROUSEL", "children": "17000000000000000"}, "100"),
    ],
)
def test_what_does_not_fit_is_refused(threads: GraphCaller, fields: dict[str, str], code: str) -> None:
    assert refused(threads, **fields) == code
    assert threads.posts() == []


def test_five_links_pass_however_often_they_stand_there(threads: GraphCaller) -> None:
    links = " ".join(f"https://example.com/{n}" for n in range(5))
    said(threads, f"{links} {links}")
    assert refused(threads, media_type="TEXT", text=links, link_attachment="https://example.org") == "100/4279069"


def test_a_gif_of_giphy_is_shown_by_its_address(threads: GraphCaller) -> None:
    post = said(threads, "Rise", gif_attachment=GIF)
    shown = threads.read(f"/{post}", fields="gif_url,permalink")
    assert "3o6Zt481isNVuQI1l6" in shown["gif_url"]
    assert "giphy.com/gifs/3o6Zt481isNVuQI1l6" in threads.sandbox.control.get(shown["permalink"]).text


def test_a_poll_is_shown_with_its_answers(threads: GraphCaller) -> None:
    post = said(threads, "Which?", poll_attachment=json.dumps({**POLL, "option_c": "Spelt"}))
    assert threads.read(f"/{post}", fields="poll_attachment")["poll_attachment"] == {**POLL, "option_c": "Spelt"}


def test_pictures_are_looked_at(threads: GraphCaller, shelf: Shelf) -> None:
    gif = shelf.put("image/gif", picture("GIF"))
    wide = shelf.put("image/jpeg", picture(size=(1100, 100)))
    large = shelf.put("image/jpeg", picture() + bytes(8 * 1024 * 1024))
    for address, code in ((gif, "36001/2207005"), (wide, "36003/2207009"), (large, "36000/2207004")):
        assert refused(threads, media_type="IMAGE", image_url=address) == code
    good = shelf.put("image/png", picture("PNG"))
    assert refused(threads, media_type="IMAGE", image_url=good, alt_text="x" * 1001) == "100"
    publish(threads, container(threads, media_type="IMAGE", image_url=good, alt_text="Teal"))
    assert threads.posts()[0]["media"][0]["alt"] == "Teal"


def test_what_is_wrong_with_a_video_is_told_by_its_container(threads: GraphCaller, shelf: Shelf) -> None:
    threads.sandbox.dial(media_processing_s=20)
    long = shelf.put("video/mp4", video(seconds=301))
    broken = shelf.put("video/mp4", b"no video at all, only words")
    reasons = {
        "http://127.0.0.1:9/none.mp4": "FAILED_DOWNLOADING_VIDEO",
        long: "INVALID_DURATION",
        broken: "FAILED_PROCESSING_VIDEO",
    }
    for address, reason in reasons.items():
        made = container(threads, media_type="VIDEO", video_url=address)
        told = threads.read(f"/{made}", fields="status,error_message")
        assert (told["status"], told["error_message"]) == ("ERROR", reason)
        assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=made)) == "24/4279009"
    good = container(threads, media_type="VIDEO", video_url=shelf.put("video/mp4", video()), text="Moving")
    assert threads.read(f"/{good}", fields="status")["status"] == "IN_PROGRESS"
    assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=good)) == "24/4279009"
    threads.sandbox.advance(21)
    publish(threads, good)
    assert threads.read(f"/{good}", fields="status")["status"] == "PUBLISHED"
    assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=good)) == "24/4279009"


def test_a_carousel_has_two_to_twenty_items_of_its_own(threads: GraphCaller, shelf: Shelf) -> None:
    address = shelf.put("image/png", picture("PNG"))
    items = [container(threads, media_type="IMAGE", image_url=address, is_carousel_item="true") for _ in range(21)]
    for children in (items[:1], items, [items[0], container(threads, media_type="TEXT", text="no item")]):
        assert refused(threads, media_type="CAROUSEL", children=",".join(children)) == "100"
    publish(threads, container(threads, media_type="CAROUSEL", children=",".join(items[:20]), text="Twenty"))
    assert len(threads.posts()[0]["media"]) == 20


def test_a_container_lives_for_a_day(threads: GraphCaller) -> None:
    made = container(threads, media_type="TEXT", text="Late")
    threads.sandbox.advance(24 * 3600 + 1)
    assert threads.read(f"/{made}", fields="status")["status"] == "EXPIRED"
    assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=made)) == "24/4279009"


def test_replies_stand_below_and_are_listed_apart(threads: GraphCaller, sandbox: Sandbox) -> None:
    root = said(threads, "What do you think?")
    reply = said(threads, "And more", reply_to_id=root)
    nested = said(threads, "And even more", reply_to_id=reply)
    assert [one["id"] for one in threads.read("/me/threads")["data"]] == [root]
    assert [one["id"] for one in threads.read("/me/replies")["data"]] == [nested, reply]
    assert [one["id"] for one in threads.read(f"/{root}/replies")["data"]] == [reply]
    flat = threads.read(f"/{root}/conversation", fields="id,replied_to,root_post", reverse="false")["data"]
    above = {one["id"]: (one["replied_to"]["id"], one["root_post"]["id"]) for one in flat}
    assert above == {reply: (root, root), nested: (reply, root)}
    narrow = "threads_basic,threads_content_publish"
    with GraphCaller(sandbox, "threads", HOST, scope=narrow) as other:
        assert code_of(other.post("/me/threads", media_type="TEXT", text="x", reply_to_id=root)) == "10"
        assert code_of(other.get(f"/{root}/replies")) == "10"
        assert code_of(other.get(f"/{root}/insights", metric="views")) == "10"
        assert code_of(other.client.delete(f"/{root}")) == "10"


def test_a_day_has_room_for_so_many_posts_replies_and_deletions(threads: GraphCaller) -> None:
    threads.sandbox.dial(rate_limit_factor=0.01)
    first, _ = said(threads, "One"), said(threads, "Two")
    for n in range(10):
        said(threads, f"Reply {n}", reply_to_id=first)
    third = container(threads, media_type="TEXT", text="Three")
    assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=third)) == "4"
    reply = container(threads, media_type="TEXT", text="One reply more", reply_to_id=first)
    assert code_of(threads.post(f"/{threads.id}/threads_publish", creation_id=reply)) == "4"
    asked = "quota_usage,config,reply_quota_usage,reply_config,delete_config"
    [told] = threads.read("/me/threads_publishing_limit", fields=asked)["data"]
    assert (told["quota_usage"], told["config"]["quota_total"]) == (2, 2)
    assert (told["reply_quota_usage"], told["reply_config"]["quota_total"]) == (10, 10)
    deleted = threads.client.delete(f"/{first}").json()
    assert deleted == {"success": True, "deleted_id": first}
    assert code_of(threads.client.delete(f"/{first}")) == "100/33"
    [last, *_] = threads.read("/me/threads")["data"]
    assert code_of(threads.client.delete(f"/{last['id']}")) == "4"


def test_others_have_no_say_and_numbers_have_names(threads: GraphCaller, sandbox: Sandbox) -> None:
    post, made = said(threads, "Mine"), container(threads, media_type="TEXT", text="Mine too")
    with GraphCaller(sandbox, "threads", HOST, account="adaquist") as ada:
        assert code_of(ada.client.delete(f"/{post}")) == "100/33"
        assert code_of(ada.post("/me/threads_publish", creation_id=made)) == "24/4279009"
        assert code_of(ada.post(f"/{threads.id}/threads", media_type="TEXT", text="As another")) == "100/33"
        assert code_of(ada.get(f"/{post}/insights", metric="views")) == "100/33"
        assert ada.read(f"/{post}", fields="username")["username"] == "mapleandrye"
    sandbox.advance(1200)
    rows = threads.read(f"/{post}/insights", metric="views,likes,shares")["data"]
    assert rows[0]["values"][0]["value"] > 0
    assert code_of(threads.get(f"/{post}/insights", metric="impressions")) == "100"
    [followers] = threads.read("/me/threads_insights", metric="followers_count")["data"]
    assert followers["total_value"]["value"] > 0
    assert code_of(threads.get("/me", fields="shoe_size")) == "100"
    assert code_of(threads.get("/nowhere/at/all")) == "2500"
