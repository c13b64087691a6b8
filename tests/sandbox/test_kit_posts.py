"""The kit's feed, files, drafts, audience and pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.sandbox.caller import gif, picture, png_bomb, video
from tests.sandbox.toy import LOOK, RULES, Toy, stream
from velocitypost.sandbox.social.feed import Draft, Duplicate, Taken
from velocitypost.sandbox.social.look import Layout
from velocitypost.sandbox.social.uploads import TooLarge

ME = "mapleandrye"


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path)


@pytest.fixture
def me(toy: Toy) -> str:
    account = toy.kit.account(ME)
    assert account is not None
    return account.id


def test_what_was_accepted_is_told_with_everything_that_came_with_it(toy: Toy, me: str) -> None:
    upload = toy.kit.uploads.take(me, stream(picture()), alt="Teal")
    post = toy.posted("Look", title="A title", place="teas", media=[upload.id], options={"mood": "calm"})
    comment = toy.posted("And more", reply_to=post)
    first, second = toy.posts()
    assert (first["id"], first["title"], first["place"], first["options"]) == (
        post,
        "A title",
        "teas",
        {"mood": "calm"},
    )
    [medium] = first["media"]
    assert (medium["alt"], medium["kind"], medium["mime"], medium["width"], medium["height"]) == (
        "Teal", "image", "image/png", 64, 48,
    )  # fmt: skip
    assert medium["bytes"] == len(picture())
    assert (second["id"], second["kind"], second["reply_to"]) == (comment, "comment", post)


def test_a_hidden_post_is_left_out_of_listings_and_is_there_all_the_same(toy: Toy, me: str) -> None:
    body = {"service": "toy", "operation": "POST /posts", "kind": "hide", "seconds": 60}
    assert toy.client.post("/control/api/faults", json=body).status_code == 201
    post = toy.posted("Behind the curtain")
    assert toy.kit.feed.select("account=?", me, limit=10) == []
    assert toy.kit.feed.find(post) is not None
    assert toy.posts()[0]["hidden"]
    assert "Behind the curtain" in toy.page(f"/www.toy.example/{ME}")
    toy.sandbox.clock.advance(61)
    assert len(toy.kit.feed.select("account=?", me, limit=10)) == 1


def test_the_same_key_gives_the_same_post_for_a_while(toy: Toy) -> None:
    first = toy.posted("Once", once="key")
    assert toy.posted("Once", once="key") == first
    toy.sandbox.clock.advance(61)
    assert toy.posted("Once", once="key") != first


def test_a_repetition_is_known_until_it_is_forgotten_or_deleted(toy: Toy, me: str) -> None:
    same = Draft(me, "Same", sameness="same")
    post = toy.kit.feed.create(same, same_for_s=60)
    with pytest.raises(Duplicate) as known:
        toy.kit.feed.create(same, same_for_s=60)
    assert known.value.post.id == post.id
    toy.kit.feed.delete(post)
    toy.kit.feed.create(same, same_for_s=60)


def test_an_id_of_ones_own_is_given_once(toy: Toy, me: str) -> None:
    toy.kit.feed.create(Draft(me, "Mine", id="mine"))
    with pytest.raises(Taken):
        toy.kit.feed.create(Draft(me, "Mine too", id="mine"))


def test_numbers_grow_and_people_answer_as_time_passes(toy: Toy) -> None:
    post = toy.posted("Which bread do you like best?")
    [early] = toy.kit.crowd.numbers(toy.kit.feed.find_many([post])).values()
    toy.sandbox.clock.advance(600)
    [late] = toy.kit.crowd.numbers(toy.kit.feed.find_many([post])).values()
    assert late["views"] > early["views"] >= 0
    assert late["likes"] > 0
    assert late["comments"] > 0
    [again] = toy.kit.crowd.numbers(toy.kit.feed.find_many([post])).values()
    assert again["comments"] == late["comments"]


def test_votes_are_spread_over_all_answers(toy: Toy) -> None:
    post = toy.kit.feed.find(toy.posted("Rye or wheat?"))
    assert post is not None
    votes = toy.kit.crowd.votes(post, 3, 100)
    assert len(votes) == 3
    assert 90 < sum(votes) <= 100


# ---- files


@pytest.mark.parametrize(
    ("data", "kind", "mime"),
    [
        (picture("PNG"), "image", "image/png"),
        (picture("JPEG"), "image", "image/jpeg"),
        (picture("WEBP"), "image", "image/webp"),
        (gif(3), "gif", "image/gif"),
        (gif(1), "image", "image/gif"),
        (video(3), "video", "video/mp4"),
    ],
)
def test_what_a_file_is_is_read_from_its_bytes(toy: Toy, me: str, data: bytes, kind: str, mime: str) -> None:
    upload = toy.kit.uploads.take(me, stream(data), claimed="application/octet-stream")
    assert (upload.kind, upload.mime, upload.size) == (kind, mime, len(data))
    assert upload.seen is not None
    assert upload.seen.width > 0
    assert (upload.seen.duration_ms == 3_000) == (kind == "video")


@pytest.mark.parametrize("data", [b"", b"hello", png_bomb(), video()[:60], picture()[:40], b"%PDF-1.4 nonsense"])
def test_a_file_that_is_none_says_why(toy: Toy, me: str, data: bytes) -> None:
    upload = toy.kit.uploads.take(me, stream(data))
    assert upload.broken
    assert upload.seen is None


def test_a_file_in_pieces_goes_on_where_it_was_broken_off(toy: Toy) -> None:
    token, whole = toy.minted(), picture(size=(300, 300))
    assert (toy.call("PUT", "/files/0", token, data=whole[:100]).json or {})["received"] == 100
    assert (toy.call("PUT", "/files/300", token, data=whole[300:]).json or {}) == {"received": 100}
    assert (toy.call("PUT", "/files/100", token, data=whole[100:]).json or {})["received"] == len(whole)
    upload = toy.kit.uploads.find("one")
    assert upload is not None
    assert toy.kit.uploads.finish(upload).mime == "image/png"


def test_parts_come_in_any_order(toy: Toy, me: str) -> None:
    uploads, whole = toy.kit.uploads, video()
    upload = uploads.begin(me)
    uploads.put_part(upload, 2, stream(whole[1_000:]))
    uploads.put_part(upload, 1, stream(b"wrong"))
    uploads.put_part(upload, 1, stream(whole[:1_000]))
    assert uploads.parts(upload) == [1, 2]
    assert uploads.finish(uploads.join(upload)).size == len(whole)


def test_more_than_may_come_is_refused_on_the_way(toy: Toy, me: str) -> None:
    with pytest.raises(TooLarge):
        toy.kit.uploads.take(me, stream(bytes(2_000_000)), most=1_000_000)


def test_a_video_is_digested_for_a_while_and_an_upload_ends(toy: Toy, me: str) -> None:
    uploads = toy.kit.uploads
    upload = uploads.take(me, stream(video()), life_s=60)
    assert uploads.ripeness(upload) < 1
    toy.sandbox.clock.advance(3)
    assert uploads.ripeness(upload) == 1
    toy.sandbox.clock.advance(60)
    assert uploads.find(upload.id) is None


@pytest.fixture
def shop() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/cake.png" else 302)
            self.send_header("location", "/cake.png")
            self.end_headers()
            if self.path == "/cake.png":
                self.wfile.write(picture())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_from_this_machine(toy: Toy, shop: str) -> None:
    answered = toy.call("POST", "/fetch", json={"url": f"{shop}/cake.png"})
    assert (answered.json or {})["mime"] == "image/png"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("{shop}/moved.png", "answered 302"),
        ("https://93.184.215.14/cake.png", "from this machine only"),
        ("file:///etc/passwd", "not one of the web"),
        ("http://127.0.0.1:1/cake.png", "did not give the file"),
        ("http://[::1", "malformed"),
    ],
)
def test_from_nowhere_else_is_anything_fetched(toy: Toy, shop: str, url: str, words: str) -> None:
    answered = toy.call("POST", "/fetch", json={"url": url.format(shop=shop)})
    assert answered.status_code == 400
    assert words in (answered.json or {})["words"]


def test_what_a_call_costs_is_taken_from_its_window(toy: Toy) -> None:
    token = toy.minted()
    statuses = [toy.call("POST", "/fetch", token, json={"url": "file:///"}).status_code for _ in range(3)]
    assert statuses == [400, 400, 429]
    toy.sandbox.clock.advance(61)
    assert toy.call("POST", "/fetch", token, json={"url": "file:///"}).status_code == 400


# ---- drafts


def test_a_draft_ripens_is_published_once_and_expires(toy: Toy, me: str) -> None:
    drafts, clock = toy.kit.drafts, toy.sandbox.clock
    held = drafts.open("container", me, {"text": "Soon"}, ready_in_s=5, life_s=100)
    assert held.status(clock.now()) == "working"
    clock.advance(6)
    assert held.status(clock.now()) == "ready"
    assert [drafts.claim(held), drafts.claim(held)] == [True, False]
    assert drafts.done(held, "post-1").status(clock.now()) == "done"
    late = drafts.open("container", me, {}, life_s=100)
    assert late.status(clock.now()) == "waiting"
    assert drafts.made_since(me, "container", clock.now() - 3) == 1
    clock.advance(101)
    assert late.status(clock.now()) == "expired"
    assert drafts.open("container", me, {}, failed="Wrong aspect.").status(clock.now()) == "failed"


# ---- pages


@pytest.mark.parametrize("layout", ["text", "grid", "video", "pins", "thread"])
def test_each_layout_shows_posts_to_a_follower(tmp_path: Path, layout: Layout) -> None:
    from dataclasses import replace

    toy = Toy(tmp_path, RULES, replace(LOOK, layout=layout))
    account = toy.kit.account(ME)
    assert account is not None
    upload = toy.kit.uploads.take(account.id, stream(picture()), alt="Teal & warm")
    options = {"poll": {"choices": ["Rye", "Wheat"]}, "card": {"url": "https://example.com/menu", "title": "The menu"}}
    post = toy.posted("See <b> https://example.com/a #bread", title="A title", media=[upload.id], options=options)
    toy.sandbox.clock.advance(600)
    profile, single = toy.page(f"/www.toy.example/{ME}"), toy.page(f"/www.toy.example/{ME}/p/{post}")
    assert f"as-{layout}" in profile
    assert "A title" in profile
    assert 'alt="Teal &amp; warm"' in profile
    assert "See &lt;b&gt; " in single
    assert 'href="https://example.com/a"' in single
    for shown in ("Rye", "The menu", "Teal &amp; warm", 'aria-label="Answers"'):
        assert shown in single


def test_a_place_gathers_what_was_put_there(toy: Toy) -> None:
    toy.posted("On the shelf", place="teas")
    toy.posted("Elsewhere", place="breads")
    page = toy.page("/www.toy.example/shelf/teas")
    assert "On the shelf" in page
    assert "Elsewhere" not in page
    assert toy.client.get("/www.toy.example/shelf/nothing").status_code == 404


def test_what_is_not_there_is_said_in_words(toy: Toy) -> None:
    post = toy.posted("Regretted")
    found = toy.kit.feed.find(post)
    assert found is not None
    assert toy.client.get(f"/www.toy.example/adaquist/p/{post}").status_code == 404
    toy.kit.feed.delete(found)
    for path in (f"/www.toy.example/{ME}/p/{post}", "/www.toy.example/nobody"):
        answered = toy.client.get(path)
        assert (answered.status_code, "Toy&#39;s twin" in answered.text) == (404, True)


def test_long_profiles_go_on_an_older_page(toy: Toy) -> None:
    token = toy.minted()
    for number in range(26):
        toy.call("POST", "/posts", token, json={"text": f"Number {number:02}"})
    first = toy.page(f"/www.toy.example/{ME}")
    assert "Number 25" in first
    assert "Number 01" not in first
    older = first.split("?before=")[1].split('"')[0]
    assert "Number 01" in toy.page(f"/www.toy.example/{ME}?before={older}")


def test_the_overview_lists_every_kind_of_account(toy: Toy) -> None:
    page = toy.page("/")
    assert "The Page" in page
    assert "Maple &amp; Rye Bakery" in page
