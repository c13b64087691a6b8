"""Evergreen posts fill the turns that name their category: the longest rested first, never the same words too soon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id, media_id
from velocitypost.connections.store import ConnectionStore
from velocitypost.core.clock import ManualClock
from velocitypost.core.ids import new_id
from velocitypost.wiring import Product

# The clock of these tests stands at Monday, 2 March 2026, 9:00 in London.
DAY = 86_400


class Shelf:
    """A queue with one turn a week for a category, and short words for what the tests do."""

    def __init__(self, product: Product, browser: Browser, clock: ManualClock) -> None:
        self.product, self.browser, self.clock = product, browser, clock
        product.workspaces.grant_plan(browser.user["workspace"]["id"], "agency")
        self.x = connection_id(product, browser)
        self.category = self.made("/api/categories", {"name": "Tips", "cooldown_days": 14}, "category")
        self.slots = [{"weekday": day, "time": "10:00", "category_id": self.category} for day in (0, 3)]
        self.queue = self.made("/api/queues", self.body(), "queue")

    def body(self, **changes: Any) -> dict[str, Any]:
        return {"name": "Evergreens", "connection_ids": [self.x], "slots": self.slots, **changes}

    def made(self, path: str, body: dict[str, Any], kind: str) -> str:
        answer = self.browser.post(path, body)
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()[kind]["id"])

    def evergreen(self, text: str, *texts: str, **more: Any) -> str:
        body = {"text": text, "texts": list(texts), **more}
        return self.made(f"/api/categories/{self.category}/evergreens", body, "evergreen")

    def recycle(self, *, days: float = 0) -> None:
        """Time passes, and the worker does what is due by then."""
        if days:
            self.clock.advance(days * DAY)
            self.browser.sign_in(self.browser.user["email"])
        while self.product.queue_room.recycling.work():
            pass

    def places(self) -> list[dict[str, Any]]:
        found = self.browser.get(f"/api/queues/{self.queue}/turns?days=7").get_json()["places"]
        return [dict(place) for place in found]

    def line(self) -> list[str]:
        return [place["post"]["text"] if place["post"] else "" for place in self.places()]

    def bluesky(self) -> str:
        """A second account, at a platform that has no word against the same text twice."""
        first = self.product.connections.get(self.browser.user["workspace"]["id"], self.x)
        made = replace(first, id=new_id("connection"), platform="bluesky", platform_user_id="did:plc:b", username="b")
        assert ConnectionStore(self.product.database).insert(made)
        body = {**self.body(connection_ids=[self.x, made.id]), "version": 1}
        assert self.browser.ask("PUT", f"/api/queues/{self.queue}", json=body).status_code == 200
        return made.id


@pytest.fixture
def shelf(product: Product, owner: Browser, clock: ManualClock) -> Shelf:
    return Shelf(product, owner, clock)


def test_the_coming_days_are_filled_the_longest_rested_post_first(shelf: Shelf) -> None:
    shelf.evergreen("Turn it off and on again.")
    second = shelf.evergreen("Label both ends of every cable.")
    shelf.recycle()
    assert shelf.line() == ["Turn it off and on again.", "Label both ends of every cable."]
    [_, place] = shelf.places()
    assert place["post"]["recycled"]
    [publication] = shelf.browser.get(f"/api/posts/{place['post']['post_id']}").get_json()["post"]["publications"]
    stored = shelf.product.publications.find(publication["id"])
    assert stored is not None
    assert stored.origin == f"evergreen/{second}"
    shown = shelf.browser.get(f"/api/evergreens/{second}").get_json()["evergreen"]
    assert (shown["last_at"][:10], shown["ready_at"][:10]) == ("2026-03-05", "2026-03-19")


def test_a_post_rests_and_the_turn_says_until_when(shelf: Shelf) -> None:
    shelf.evergreen("Turn it off and on again.")
    shelf.recycle()
    assert shelf.line() == ["Turn it off and on again.", ""]
    assert shelf.places()[1]["notes"] == ["Every post of Tips rests; the next one is ready on 16 March."]


def test_x_never_gets_the_same_text_twice_and_the_reason_is_told(shelf: Shelf) -> None:
    bluesky = shelf.bluesky()
    shelf.evergreen("Turn it off and on again.", "Have you tried pulling the plug?")
    shelf.recycle()
    assert shelf.line()[0] == "Turn it off and on again."
    shelf.recycle(days=14)
    assert shelf.line()[0] == "Have you tried pulling the plug?"
    shelf.recycle(days=14)
    [place, *_] = shelf.places()
    assert (place["post"]["text"], place["post"]["connection_ids"]) == ("Turn it off and on again.", [bluesky])
    assert "ada on X is left out" in place["notes"][0]


def test_what_a_marked_post_said_before_counts(shelf: Shelf) -> None:
    post = shelf.made("/api/posts", {"text": "Hello from 2026", "connection_ids": [shelf.x]}, "post")
    shelf.browser.post(f"/api/posts/{post}/schedule", {"local": "2026-03-02T10:00", "zone": "Europe/London"})
    shelf.evergreen("", "Greetings to everybody", post_id=post)
    shelf.recycle()
    assert shelf.line() == ["Hello from 2026", ""]
    shelf.recycle(days=14)
    assert shelf.line()[0] == "Greetings to everybody"


def test_what_is_recycled_keeps_the_labels_of_what_it_repeats(shelf: Shelf) -> None:
    campaign = campaign_id(shelf.product, shelf.browser)
    body = {"text": "Water the dough.", "connection_ids": [shelf.x], "tags": ["bread"], "campaign_id": campaign}
    post = shelf.made("/api/posts", body, "post")
    shelf.made(f"/api/categories/{shelf.category}/evergreens", {"post_id": post, "texts": ["Water it."]}, "evergreen")
    shelf.recycle()

    def labels() -> list[tuple[tuple[str, ...], str | None]]:
        workspace = shelf.browser.user["workspace"]["id"]
        found = shelf.product.content.page(workspace, before=None, most=9)[0]
        return [(one.tags, one.campaign_id) for one in reversed(found)]

    assert labels() == [(("bread",), campaign)] * 2
    shelf.browser.delete(f"/api/posts/{post}")
    shelf.browser.delete(f"/api/campaigns/{campaign}")
    shelf.browser.post("/api/tags/rename", {"tag": "bread", "new": "rye"})
    shelf.recycle(days=21)
    assert labels() == [(("rye",), None)] * 2, "those of the one before, where the first is gone"


def test_labels_that_an_evergreen_post_was_given_are_those_of_its_posts_and_follow_a_tag_that_is_renamed(
    shelf: Shelf,
) -> None:
    campaign = campaign_id(shelf.product, shelf.browser)
    given = {"tags": ["#Bread ", "bread"], "campaign_id": campaign}
    evergreen = shelf.evergreen("Turn it off and on again.", "Have you tried pulling the plug?", labels=given)
    path = f"/api/evergreens/{evergreen}"

    def shown() -> dict[str, Any]:
        [listed] = shelf.browser.get(f"/api/categories/{shelf.category}/evergreens").get_json()["evergreens"]
        assert listed == shelf.browser.get(path).get_json()["evergreen"]
        return dict(listed)

    def labels_of_the_next() -> tuple[tuple[str, ...], str | None]:
        shelf.recycle(days=14)
        post = shelf.product.content.get(shelf.browser.user["workspace"]["id"], shelf.places()[0]["post"]["post_id"])
        return post.tags, post.campaign_id

    assert shown()["labels"] == {"tags": ["bread"], "campaign_id": campaign}
    assert labels_of_the_next() == (("bread",), campaign)
    shelf.browser.post("/api/tags/rename", {"tag": "bread", "new": "rye"})
    shelf.browser.delete(f"/api/campaigns/{campaign}")
    assert shown()["labels"] == {"tags": ["rye"], "campaign_id": None}
    words = {"text": "Turn it off.", "texts": ["Pull the plug."], "version": shown()["version"]}
    assert shelf.browser.ask("PUT", path, json=words).get_json()["evergreen"]["labels"]["tags"] == ["rye"], "they stay"
    assert labels_of_the_next() == (("rye",), None)
    none = {**words, "version": shown()["version"], "labels": {"tags": [], "campaign_id": None}}
    assert shelf.browser.ask("PUT", path, json=none).get_json()["evergreen"]["labels"]["tags"] == []
    assert labels_of_the_next() == ((), None)


def test_an_evergreen_post_cannot_have_labels_that_no_post_can_have(shelf: Shelf, neighbour: Browser) -> None:
    path = f"/api/categories/{shelf.category}/evergreens"
    theirs = campaign_id(shelf.product, neighbour)
    for labels, status in (({"tags": ["a,b"]}, 422), ({"campaign_id": theirs}, 404)):
        assert shelf.browser.post(path, {"text": "Words", "labels": labels}).status_code == status
    assert shelf.browser.get(path).get_json()["evergreens"] == []
    evergreen = shelf.evergreen("Words")
    wrong = {"text": "Others", "version": 1, "labels": {"campaign_id": theirs}}
    assert shelf.browser.ask("PUT", f"/api/evergreens/{evergreen}", json=wrong).status_code == 404
    assert shelf.browser.get(f"/api/evergreens/{evergreen}").get_json()["evergreen"]["text"] == "Words"


def test_a_turn_that_a_person_emptied_is_never_filled_again(shelf: Shelf) -> None:
    for text in ("Turn it off and on again.", "Label both ends of every cable.", "Back up before you update."):
        shelf.evergreen(text)
    shelf.recycle()
    [first, second] = [place["post"]["post_id"] for place in shelf.places()]
    shelf.browser.delete(f"/api/posts/{first}")
    shelf.browser.post(f"/api/posts/{second}/cancel")
    shelf.recycle(days=0.011)
    assert shelf.line() == ["", ""]
    assert [place["emptied"] for place in shelf.places()] == [True, True]
    by_hand = shelf.made("/api/posts", {"text": "By hand", "connection_ids": [shelf.x]}, "post")
    assert shelf.browser.post(f"/api/queues/{shelf.queue}/posts", {"post_id": by_hand}).status_code == 200
    shelf.browser.post(f"/api/posts/{by_hand}/cancel")
    shelf.recycle(days=0.011)
    assert shelf.line() == ["", ""]


def test_nothing_is_filled_while_the_workspace_or_the_queue_is_halted(shelf: Shelf) -> None:
    shelf.browser.post("/api/publishing/pause")
    shelf.evergreen("Turn it off and on again.")
    shelf.recycle()
    assert shelf.line() == ["", ""]
    assert "paused or stopped" in shelf.places()[0]["notes"][0]
    shelf.browser.post("/api/publishing/resume")
    shelf.recycle(days=0.011)
    assert shelf.line()[0] == "Turn it off and on again."
    assert shelf.browser.post(f"/api/queues/{shelf.queue}/pause").get_json()["taken_back"] == 0
    shelf.recycle(days=0.011)
    assert shelf.line() == ["", ""]
    assert shelf.browser.get("/api/posts").get_json()["posts"] == []
    shelf.browser.post(f"/api/queues/{shelf.queue}/resume")
    shelf.recycle()
    assert shelf.line()[0] == "Turn it off and on again."


def test_words_that_stand_near_on_the_account_are_not_said_again(shelf: Shelf) -> None:
    post = shelf.made("/api/posts", {"text": "Turn it off and on again!", "connection_ids": [shelf.x]}, "post")
    shelf.browser.post(f"/api/posts/{post}/schedule", {"local": "2026-03-04T12:00", "zone": "Europe/London"})
    shelf.evergreen("Turn it off and on again.")
    shelf.recycle()
    assert shelf.line() == ["", ""]
    assert "within 7 days" in shelf.places()[0]["notes"][0]


def test_a_worker_that_dies_on_the_way_leaves_nothing_that_another_does_not_finish(shelf: Shelf) -> None:
    shelf.evergreen("Turn it off and on again.")
    recycling = shelf.product.queue_room.recycling
    for place in ("turn_taken", "evergreen_written"):

        def die(name: str, at: str = place) -> None:
            if name == at:
                raise SystemExit

        recycling._checkpoint = die
        with pytest.raises(SystemExit):
            recycling.work()
        recycling._checkpoint = lambda _name: None
        shelf.clock.advance(301)
    shelf.recycle(days=0.001)
    assert shelf.line()[0] == "Turn it off and on again."
    assert len(shelf.browser.get("/api/posts").get_json()["posts"]) == 1


def test_a_day_that_is_full_stays_as_it_is(shelf: Shelf) -> None:
    shelf.product.workspaces.grant_plan(shelf.browser.user["workspace"]["id"], "free")
    for hour in ("12:00", "13:00"):
        post = shelf.made("/api/posts", {"text": f"At {hour}", "connection_ids": [shelf.x]}, "post")
        shelf.browser.post(f"/api/posts/{post}/schedule", {"local": f"2026-03-02T{hour}", "zone": "Europe/London"})
    shelf.evergreen("Turn it off and on again.")
    shelf.recycle()
    assert shelf.line() == ["", "Turn it off and on again."]
    assert "The Free plan sends 2 posts a day" in shelf.places()[0]["notes"][0]


def test_categories_and_their_posts_are_changed_and_deleted(shelf: Shelf) -> None:
    evergreen = shelf.evergreen("Turn it off and on again.", "Pull the plug.")
    changed = shelf.browser.ask(
        "PUT", f"/api/evergreens/{evergreen}", json={"text": "Restart it.", "texts": [], "version": 1}
    ).get_json()["evergreen"]
    assert (changed["text"], changed["texts"]) == ("Restart it.", [])
    stale = {"text": "Restart.", "texts": [], "version": 1}
    problem(shelf.browser.ask("PUT", f"/api/evergreens/{evergreen}", json=stale), 409, "conflict")
    renamed = {"name": "Hints", "cooldown_days": 7, "version": 1}
    shown = shelf.browser.ask("PUT", f"/api/categories/{shelf.category}", json=renamed).get_json()["category"]
    assert (shown["name"], shown["cooldown_days"], shown["posts"], shown["slots"]) == ("Hints", 7, 1, 2)
    kept = problem(shelf.browser.delete(f"/api/categories/{shelf.category}"), 409, "conflict")
    assert "Slots of Evergreens name this category" in kept["detail"]
    shelf.browser.delete(f"/api/queues/{shelf.queue}")
    assert shelf.browser.delete(f"/api/categories/{shelf.category}").status_code == 204
    problem(shelf.browser.get(f"/api/evergreens/{evergreen}"), 404, "not_found")


def test_what_cannot_be_is_refused_at_its_field(shelf: Shelf) -> None:
    path = f"/api/categories/{shelf.category}/evergreens"
    thread = {"text": "One", "connection_ids": [shelf.x], "follow_ups": [{"text": "Two"}]}
    post = shelf.made("/api/posts", thread, "post")
    for body, fields in (
        ({"text": " "}, {"text"}),
        ({"text": "Words", "texts": ["WORDS"]}, {"texts.0"}),
        ({"post_id": post}, {"post_id"}),
    ):
        assert faulty_fields(problem(shelf.browser.post(path, body), 422, "validation_failed")) == fields
    single = shelf.made("/api/posts", {"text": "One", "connection_ids": [shelf.x]}, "post")
    problem(shelf.browser.post(path, {"post_id": single, "texts": ["x" * 400]}), 422, "cannot_schedule")
    taken = problem(shelf.browser.post("/api/categories", {"name": "tips"}), 422, "validation_failed")
    assert faulty_fields(taken) == {"name"}
    assert shelf.browser.get(path).get_json() == {"evergreens": [], "next_cursor": None}


def test_a_picture_that_an_evergreen_post_carries_cannot_be_deleted(shelf: Shelf) -> None:
    picture = media_id(shelf.product, shelf.browser)
    writing = {"text": "Look", "media": [{"media_id": picture, "alt": "A picture"}]}
    post = shelf.made("/api/posts", writing, "post")
    shelf.evergreen("", post_id=post)
    shelf.browser.delete(f"/api/posts/{post}")
    problem(shelf.browser.delete(f"/api/media/{picture}"), 409, "conflict")
