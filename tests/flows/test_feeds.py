"""Feeds over the API, from a server on this machine: each entry one draft, never a flood, failures told once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product, build


class Blog:
    """A web server with a feed, whose entries and failures a test sets. `asked` holds the headers that came."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []
        blog = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                blog.asked.append({name.lower(): value for name, value in self.headers.items()})
                status, kind, body = blog.answer(self.path, self.headers)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("ETag", blog.etag)
                for name, value in blog.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.root}/feed.xml"

    @property
    def etag(self) -> str:
        return f'"{len(self.entries)}"'

    def answer(self, path: str, headers: Any) -> tuple[int, str, bytes]:
        if path == "/":
            return 200, "text/html", b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        if path == "/inward":
            self.headers = {"Location": "http://127.0.0.1:1/feed.xml"}
            return 302, "text/plain", b""
        if path == "/page":
            return 200, "text/html", b"<h1>Hello</h1>"
        if self.status != 200:
            return self.status, "text/plain", b"no"
        if headers.get("If-None-Match") == self.etag:
            return 304, "text/xml", b""
        items = "".join(
            f"<item><title>{title}</title><link>{self.root}/{guid}</link><guid>{guid}</guid></item>"
            for guid, title in reversed(self.entries)
        )
        feed = f"<rss version='2.0'><channel><title>Rye</title>{items}</channel></rss>"
        return 200, "application/rss+xml", feed.encode()

    def says(self, *titles: str) -> None:
        self.entries += [(f"e{len(self.entries) + number}", title) for number, title in enumerate(titles)]


@pytest.fixture
def blog(variables: dict[str, str]) -> Iterator[Blog]:
    """Its address is the only one on loopback that the product may ask."""
    found = Blog()
    threading.Thread(target=found.server.serve_forever, daemon=True).start()
    variables["SANDBOX_URL"] = found.root
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def look(product: Product, clock: ManualClock, blog: Blog) -> Any:
    """Time passes, and a worker looks at the feeds that are due."""

    def run(*, minutes: float = 31) -> int:
        clock.advance(minutes * 60)
        found = 0
        while product.feed_room.poller.work():
            found += 1
        return found

    return run


def follow(blog: Blog, browser: Browser, **more: Any) -> Any:
    answer = browser.post("/api/feeds", {"url": blog.url, **more})
    assert answer.status_code == 201, answer.text
    return answer.get_json()["feed"]


def drafts(product: Product, browser: Browser) -> list[str]:
    found, _ = product.content.page(browser.user["workspace"]["id"], before=None, most=200, drafts_only=True)
    return [post.text.partition("\n")[0] for post in reversed(found)]


def feed_of(product: Product, browser: Browser) -> Any:
    return product.feed_room.feeds.all(browser.user["workspace"]["id"])[0]


def test_a_feed_is_looked_at_followed_and_its_entries_become_drafts_once(
    blog: Blog, owner: Browser, neighbour: Browser, product: Product, look: Any
) -> None:
    account = connection_id(product, owner)
    blog.says(*(f"Old {number}" for number in range(6)))
    found = owner.post("/api/feeds/look", {"url": f"{blog.root}/"}).get_json()
    assert (found["url"], found["title"], found["entries"][0]["title"]) == (blog.url, "Rye", "Old 5")
    feed = follow(blog, owner, connection_ids=[account])
    assert look(minutes=0) == 1
    assert drafts(product, owner) == ["Old 3", "Old 4", "Old 5"], "only the newest few of a feed that is new"
    post = product.content.page(owner.user["workspace"]["id"], before=None, most=1)[0][0]
    assert (post.text, post.connection_ids, post.origin) == (f"Old 5\n\n{blog.root}/e5", (account,), "feed")
    assert owner.get("/api/posts?state=draft").get_json()["posts"][0]["state"] == "draft"

    assert look(minutes=10) == 0
    owner.sign_in(owner.user["email"])
    assert owner.post(f"/api/feeds/{feed['id']}/poll").status_code == 200
    assert look(minutes=0) == 1
    assert blog.asked[-1]["if-none-match"] == '"6"'
    blog.says("New")
    look(minutes=30)
    assert drafts(product, owner)[3:] == ["New"]

    owner.sign_in(owner.user["email"])
    items = owner.get(f"/api/feeds/{feed['id']}/items?limit=4").get_json()
    assert [(one["title"], one["state"]) for one in items["items"]] == [
        ("New", "made"),
        ("Old 5", "made"),
        ("Old 4", "made"),
        ("Old 3", "made"),
    ]
    rest = owner.get(f"/api/feeds/{feed['id']}/items?cursor={items['next_cursor']}").get_json()["items"]
    assert [one["state"] for one in rest] == ["passed"] * 3
    at = f"/api/feeds/{feed['id']}/items/{rest[0]['id']}/draft"
    problem(neighbour_in(neighbour).post(at), 404, "not_found")
    made = owner.post(at).get_json()["item"]
    assert owner.post(at).get_json()["item"] == made
    assert drafts(product, owner)[4:] == ["Old 2"]
    assert owner.get("/api/feeds").get_json()["feeds"][0]["drafts"] == 5
    problem(owner.post("/api/feeds", {"url": blog.url}), 409, "conflict")


def test_drafts_of_a_feed_begin_with_its_labels(
    blog: Blog, owner: Browser, neighbour: Browser, product: Product, look: Any
) -> None:
    campaign = campaign_id(product, owner)
    blog.says("Old")
    feed = follow(blog, owner, labels={"tags": ["#Blog"], "campaign_id": campaign})
    assert feed["labels"] == {"tags": ["blog"], "campaign_id": campaign}
    look(minutes=0)
    owner.post("/api/tags/rename", {"tag": "blog", "new": "news"})
    feed = owner.get(f"/api/feeds/{feed['id']}").get_json()["feed"]
    assert feed["labels"]["tags"] == ["news"]
    body = {"labels": {"tags": ["fresh"], "campaign_id": campaign}, "version": feed["version"]}
    feed = owner.patch(f"/api/feeds/{feed['id']}", body).get_json()["feed"]
    problem(neighbour.post("/api/feeds", {"url": blog.url, "labels": {"campaign_id": campaign}}), 404, "not_found")
    blog.says("New")
    look()
    posts = product.content.page(owner.user["workspace"]["id"], before=None, most=9)[0]
    assert [(post.tags, post.campaign_id) for post in posts] == [(("fresh",), campaign), (("news",), campaign)]


def neighbour_in(browser: Browser) -> Browser:
    browser.sign_in(browser.user["email"])
    return browser


def test_much_at_once_is_no_flood(blog: Blog, owner: Browser, product: Product, look: Any) -> None:
    follow(blog, owner)
    look(minutes=0)
    blog.says(*(f"No {number}" for number in range(40)))
    look()
    assert drafts(product, owner) == [f"No {number}" for number in range(35, 40)]
    assert "35 entries were passed over" in feed_of(product, owner).notice
    for _ in range(5):
        blog.says(*(f"Again {len(blog.entries)}" for _ in range(5)))
        look()
    assert len(drafts(product, owner)) == 20, "no more than that on one day"


def test_two_that_look_at_once_and_one_that_dies_make_each_draft_once(
    blog: Blog, owner: Browser, product: Product, clock: ManualClock, look: Any
) -> None:
    class Died(BaseException):
        pass

    places = ["feed_item_claimed", "feed_item_written"]

    def die(place: str) -> None:
        if places and place == places[0]:
            places.pop(0)
            raise Died

    follow(blog, owner)
    blog.says("One", "Two")
    other = build(product.settings, clock, checkpoint=die)
    for _ in range(2):
        with pytest.raises(Died):
            other.feed_room.poller.work()
        assert look(minutes=0) == 0, "it is the other's as long as its lease lasts"
        clock.advance(301)
    look(minutes=1)
    look()
    assert sorted(drafts(product, owner)) == ["One", "Two"]

    blog.says("Three", "Four")
    clock.advance(31 * 60)
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(lambda one: one.feed_room.poller.work(), [product, other] * 4))
    assert sorted(drafts(product, owner)) == ["Four", "One", "Three", "Two"]
    other.outbound.close()
    other.database.client.close()
    other.cache.close()


def test_a_feed_that_fails_is_told_of_once_and_tried_ever_more_rarely(
    blog: Blog, owner: Browser, product: Product, look: Any
) -> None:
    blog.says("One")
    follow(blog, owner)
    look(minutes=0)
    blog.status = 500
    waits = []
    for _ in range(5):
        look(minutes=25 * 60)
        feed = feed_of(product, owner)
        waits.append((feed.wake_at - product.clock.now()).total_seconds() / 60)
    assert waits == [30, 60, 120, 240, 480]
    assert "answered with an error (500)" in feed_of(product, owner).problem
    owner.sign_in(owner.user["email"])
    told = owner.get("/api/notices").get_json()["notices"]
    assert len(told) == 1
    assert "“Rye” cannot be read" in told[0]["text"]
    assert told[0]["link"] == "/feeds"

    blog.status, blog.headers = 429, {"Retry-After": str(12 * 3600)}
    look(minutes=9 * 60)
    assert (feed_of(product, owner).wake_at - product.clock.now()).total_seconds() >= 12 * 3600
    blog.status, blog.headers = 200, {}
    blog.says("Two")
    look(minutes=24 * 60)
    assert (feed_of(product, owner).problem, feed_of(product, owner).failures) == ("", 0)
    assert drafts(product, owner) == ["One", "Two"]
    blog.status = 410
    look()
    gone = feed_of(product, owner)
    assert (gone.active, gone.wake_at) == (False, None)
    owner.sign_in(owner.user["email"])
    assert "It was turned off" in owner.get("/api/notices").get_json()["notices"][0]["text"]


def test_what_cannot_be_followed_says_why(blog: Blog, owner: Browser, neighbour: Browser, product: Product) -> None:
    for url, words in (
        (f"{blog.root}/page", "neither an RSS nor an Atom"),
        (f"{blog.root}/inward", "public internet"),
        ("http://169.254.169.254/feed", "public internet"),
        ("http://localhost:6379/", "public internet"),
        ("ftp://example.com/feed", "no web address"),
        ("https://ada:secret@example.com/feed", "password"),
    ):
        blog.headers = {}
        for path in ("/api/feeds/look", "/api/feeds"):
            told = problem(owner.post(path, {"url": url}), 422, "validation_failed")
            assert words in told["detail"], told
            assert faulty_fields(told) == {"url"}
    blog.headers = {}
    theirs = connection_id(product, neighbour)
    problem(owner.post("/api/feeds", {"url": blog.url, "connection_ids": [theirs]}), 404, "not_found")
    refused = problem(owner.post("/api/feeds", {"url": blog.url, "way": "written"}), 422, "validation_failed")
    assert faulty_fields(refused) == {"domain"}
    assert owner.get("/api/feeds").get_json() == {"feeds": []}


def test_an_expert_may_write_the_drafts_and_long_titles_fit_their_platform(
    blog: Blog, owner: Browser, product: Product, look: Any
) -> None:
    account = connection_id(product, owner)
    follow(blog, owner, connection_ids=[account], way="written", domain="tech")
    blog.says("Why our bakery's oven runs on a small computer")
    look(minutes=0)
    workspace = owner.user["workspace"]["id"]
    post = product.content.page(workspace, before=None, most=1)[0][0]
    assert post.text.endswith(f"\n\n{blog.root}/e0")
    assert "oven runs on a small computer" in post.text
    feed = feed_of(product, owner)
    answer = owner.patch(f"/api/feeds/{feed.id}", {"version": feed.version, "way": "plain"})
    assert answer.get_json()["feed"]["domain"] == ""
    blog.says("Bread, bread and bread. " * 20)
    look()
    long = product.content.page(workspace, before=None, most=1)[0][0]
    check = product.publishing.check(workspace, long.writing)[0]
    assert (check.errors, long.text.endswith(f"{blog.root}/e1")) == ((), True)


def test_a_feed_is_turned_off_and_on_changed_and_removed(
    blog: Blog, owner: Browser, neighbour: Browser, product: Product, look: Any
) -> None:
    feed = follow(blog, owner)
    at = f"/api/feeds/{feed['id']}"
    off = owner.patch(at, {"version": feed["version"], "active": False}).get_json()["feed"]
    assert (off["active"], off["next_at"]) == (False, None)
    problem(owner.patch(at, {"version": feed["version"], "active": True}), 409, "conflict")
    problem(owner.post(f"{at}/poll"), 409, "conflict")
    problem(neighbour.patch(at, {"version": 2, "active": True}), 404, "not_found")
    blog.says("One")
    assert look() == 0
    owner.sign_in(owner.user["email"])
    owner.patch(at, {"version": off["version"], "active": True})
    assert look(minutes=0) == 1
    assert owner.delete(at).status_code == 204
    problem(owner.get(at), 404, "not_found")
    assert drafts(product, owner) == ["One"], "its drafts stay"
