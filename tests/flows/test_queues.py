"""Queues over HTTP: who adds a post gets the next free turn, and nobody else gets the same one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import connection_id
from velocitypost.automation.evergreen_store import EvergreenStore
from velocitypost.automation.queue_parts import put_together
from velocitypost.core.clock import ManualClock
from velocitypost.web.app import create_app
from velocitypost.wiring import Product

# The clock of these tests stands at Monday, 2 March 2026, 9:00 in London.
MONDAYS = [{"weekday": 0, "time": "10:00"}]
EVERY_DAY = [{"weekday": day, "time": "10:00"} for day in range(7)]


class Desk:
    """An owner with one account, no limit of posts, and short words for what the tests do."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product, self.browser = product, browser
        self.workspace_id = browser.user["workspace"]["id"]
        self.plan("agency")
        self.account = connection_id(product, browser)

    def plan(self, name: str) -> None:
        self.product.workspaces.grant_plan(self.workspace_id, name)  # type: ignore[arg-type]

    def queue(self, slots: list[dict[str, Any]], **changes: Any) -> str:
        answer = self.browser.post("/api/queues", self.body(slots, **changes))
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()["queue"]["id"])

    def body(self, slots: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
        return {"name": "Weekdays", "connection_ids": [self.account], "slots": slots, **changes}

    def post(self, text: str = "Good morning", **changes: Any) -> str:
        writing = {"text": text, "connection_ids": [self.account], **changes}
        return str(self.browser.post("/api/posts", writing).get_json()["post"]["id"])

    def add(self, queue: str, post: str) -> Any:
        return self.browser.post(f"/api/queues/{queue}/posts", {"post_id": post})

    def added(self, queue: str, text: str = "Good morning") -> str:
        """The id of a post that stands in line now."""
        post = self.post(text)
        assert self.add(queue, post).status_code == 200
        return post

    def next(self, queue: str) -> str | None:
        turn = self.browser.get(f"/api/queues/{queue}").get_json()["queue"]["next"]
        return turn and str(turn["local"])

    def line(self, queue: str) -> list[tuple[str, str]]:
        """What stands in its turns: when, and which words."""
        places = self.browser.get(f"/api/queues/{queue}/turns?days=60").get_json()["places"]
        return [(place["local"][5:10], place["post"]["text"]) for place in places if place["post"]]


@pytest.fixture
def desk(product: Product, owner: Browser) -> Desk:
    return Desk(product, owner)


def test_a_post_takes_the_next_free_turn_that_was_named_before(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    assert desk.next(queue) == "2026-03-02T10:00"
    answer = desk.add(queue, desk.post()).get_json()
    assert answer["turn"] == {"local": "2026-03-02T10:00", "zone": "Europe/London", "at": "2026-03-02T10:00:00Z"}
    assert answer["post"]["planned"]["local"] == "2026-03-02T10:00"
    assert answer["post"]["state"] == "scheduled"
    assert desk.next(queue) == "2026-03-09T10:00"


def test_the_turns_keep_their_hour_on_the_wall_over_both_changes_of_the_clock(desk: Desk, clock: ManualClock) -> None:
    queue = desk.queue([{"weekday": 6, "time": "01:30"}])
    ats = [desk.add(queue, desk.post(f"No {number}")).get_json()["turn"]["at"] for number in range(5)]
    assert [at[5:16] for at in ats] == ["03-08T01:30", "03-15T01:30", "03-22T01:30", "03-29T01:30", "04-05T00:30"]
    clock.advance(225 * 86_400)
    desk.browser.sign_in(desk.browser.user["email"])
    later = [desk.add(queue, desk.post(f"Later {number}")).get_json() for number in range(3)]
    assert [one["turn"]["at"][5:16] for one in later] == ["10-18T00:30", "10-25T00:30", "11-01T01:30"]
    assert "twice" in later[1]["notices"][0]


def test_a_post_that_is_cancelled_deleted_or_moved_gives_its_turn_free(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    for leave in ("cancel", "delete", "move"):
        post = desk.added(queue, leave)
        assert desk.line(queue) == [("03-02", leave)]
        if leave == "cancel":
            desk.browser.post(f"/api/posts/{post}/cancel")
        elif leave == "delete":
            desk.browser.delete(f"/api/posts/{post}")
        else:
            desk.browser.post(f"/api/posts/{post}/schedule", {"local": "2026-03-03T12:00", "zone": "Europe/London"})
        assert (desk.line(queue), desk.next(queue)) == ([], "2026-03-02T10:00")


def test_who_adds_a_post_twice_finds_it_in_the_same_turn(desk: Desk) -> None:
    queue = desk.queue(EVERY_DAY)
    post = desk.added(queue)
    assert desk.add(queue, post).get_json()["turn"]["local"] == "2026-03-02T10:00"
    assert len(desk.line(queue)) == 1


def test_a_post_that_was_planned_by_hand_for_the_same_time_and_account_is_not_doubled(desk: Desk) -> None:
    queue = desk.queue(EVERY_DAY)
    by_hand = desk.post("By hand")
    desk.browser.post(f"/api/posts/{by_hand}/schedule", {"local": "2026-03-02T10:00", "zone": "Europe/London"})
    assert desk.next(queue) == "2026-03-03T10:00"
    [place, *_] = desk.browser.get(f"/api/queues/{queue}/turns").get_json()["places"]
    assert (place["post"]["text"], place["queued"]) == ("By hand", False)


def test_twenty_requests_at_once_share_fewer_turns_and_none_is_taken_twice(desk: Desk) -> None:
    product = desk.product
    narrow = put_together(
        product.database,
        product.clock,
        product.events,
        evergreens=EvergreenStore(product.database),
        workspaces=product.workspaces,
        connections=product.connections,
        content=product.content,
        labels=product.labels,
        publications=product.publications,
        publishing=product.publishing,
        room=product.post_room,
        switch=product.switch,
        curve_of=product.autopilot.filler.curve,
        horizon=timedelta(days=12),
    )
    app = create_app(replace(product, queue_room=narrow))
    queue = desk.queue(EVERY_DAY)
    posts = [desk.post(f"No {number}") for number in range(20)]
    proof = {"Authorization": f"Bearer {desk.browser.access_token}"}

    def attempt(post: str) -> Any:
        stranger = Browser(app)
        return stranger.post(f"/api/queues/{queue}/posts", {"post_id": post}, headers=proof)

    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(attempt, posts))
    taken = [answer.get_json()["turn"]["at"] for answer in answers if answer.status_code == 200]
    assert len(taken) == len(set(taken)) == 12
    refused = [answer for answer in answers if answer.status_code != 200]
    assert all("No slot of Weekdays is free" in problem(answer, 409, "conflict")["detail"] for answer in refused)
    stored = [desk.browser.get(f"/api/posts/{post}").get_json()["post"] for post in posts]
    assert sorted(post["planned"]["at"] for post in stored if post["planned"]) == sorted(taken)


def test_a_day_that_the_plan_has_no_room_on_is_skipped_and_the_answer_says_so(desk: Desk) -> None:
    desk.plan("free")
    queue = desk.queue(EVERY_DAY)
    for hour in ("12:00", "13:00"):
        by_hand = desk.post(hour)
        desk.browser.post(f"/api/posts/{by_hand}/schedule", {"local": f"2026-03-02T{hour}", "zone": "Europe/London"})
    shown = desk.browser.get(f"/api/queues/{queue}").get_json()["queue"]
    assert shown["next"]["local"] == "2026-03-03T10:00"
    answer = desk.add(queue, desk.post()).get_json()
    assert answer["turn"]["local"] == "2026-03-03T10:00"
    assert answer["notices"] == shown["notices"] == ["Skipped 2 March: your plan sends no more posts on that day."]
    assert desk.browser.get(f"/api/queues/{queue}/turns").get_json()["places"][0]["full_day"]


def test_the_posts_in_line_are_moved_and_shuffled_even_on_full_days(desk: Desk) -> None:
    desk.plan("free")
    twice_a_day = [{"weekday": day, "time": time} for day in range(7) for time in ("10:00", "16:00")]
    queue = desk.queue(twice_a_day)
    posts = [desk.added(queue, f"No {number}") for number in range(4)]
    for order in ((3, 2, 1, 0), (2, 0, 3, 1), (0, 3, 1, 2)):
        moved = desk.browser.post(f"/api/queues/{queue}/order", {"post_ids": [posts[number] for number in order]})
        assert moved.get_json() == {"moved": 4, "notices": []}
        days = ("03-02", "03-02", "03-03", "03-03")
        assert desk.line(queue) == [(day, f"No {number}") for day, number in zip(days, order, strict=True)]
    desk.browser.post(f"/api/queues/{queue}/shuffle")
    assert sorted(text for _, text in desk.line(queue)) == ["No 0", "No 1", "No 2", "No 3"]
    problem(desk.browser.post(f"/api/queues/{queue}/order", {"post_ids": posts[:2]}), 409, "conflict")


def test_a_pause_takes_the_posts_off_the_calendar_and_resuming_lines_them_up_again(
    desk: Desk, clock: ManualClock
) -> None:
    queue = desk.queue(EVERY_DAY)
    posts = [desk.added(queue, f"No {number}") for number in range(3)]
    paused = desk.browser.post(f"/api/queues/{queue}/pause").get_json()
    assert (paused["taken_back"], paused["queue"]["paused"], paused["queue"]["next"]) == (3, True, None)
    assert desk.line(queue) == []
    problem(desk.add(queue, posts[0]), 409, "conflict")
    assert desk.browser.get("/api/queues/next").get_json() == {"queues": []}
    clock.advance(86_400)
    desk.browser.sign_in(desk.browser.user["email"])
    resumed = desk.browser.post(f"/api/queues/{queue}/resume").get_json()
    assert (resumed["placed"], resumed["notices"]) == (3, [])
    assert desk.line(queue) == [("03-03", "No 0"), ("03-04", "No 1"), ("03-05", "No 2")]


def test_the_queues_that_serve_an_account_are_offered_the_soonest_first(desk: Desk) -> None:
    other = connection_id(desk.product, desk.browser)
    late = desk.queue([{"weekday": 4, "time": "10:00"}], name="Fridays")
    soon = desk.queue(MONDAYS, connection_ids=[desk.account, other])
    offered = desk.browser.get(f"/api/queues/next?accounts={desk.account}").get_json()["queues"]
    assert [queue["id"] for queue in offered] == [soon, late]
    offered = desk.browser.get(f"/api/queues/next?accounts={desk.account},{other}").get_json()["queues"]
    assert [queue["id"] for queue in offered] == [soon]
    refused = problem(desk.add(late, desk.post(connection_ids=[other])), 422, "cannot_schedule")
    assert "Fridays does not serve" in refused["detail"]


def test_a_post_without_accounts_goes_through_those_of_the_queue(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    answer = desk.add(queue, desk.post(connection_ids=[])).get_json()
    assert answer["post"]["connection_ids"] == [desk.account]


def test_what_a_platform_would_refuse_takes_no_turn(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    problem(desk.add(queue, desk.post("x" * 400)), 422, "cannot_schedule")
    assert desk.next(queue) == "2026-03-02T10:00"


def test_one_press_makes_a_queue_with_two_turns_each_workday_and_a_second_press_no_other(desk: Desk) -> None:
    made = [desk.browser.post("/api/queues/default").get_json()["queue"] for _ in range(2)]
    assert made[0] == made[1]
    slots = made[0]["slots"]
    assert [slot["weekday"] for slot in slots] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert made[0]["zone"] == "Europe/London"
    assert len(desk.browser.get("/api/queues").get_json()["queues"]) == 1


def test_without_an_account_no_queue_is_made(owner: Browser) -> None:
    refused = problem(owner.post("/api/queues/default"), 422, "validation_failed")
    assert faulty_fields(refused) == {"connection_ids"}


def test_it_is_changed_whole_and_posts_outside_its_slots_are_shown_still(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    desk.added(queue)
    body = desk.body([{"weekday": 2, "time": "18:30"}], name="Evenings", colour="green", zone="America/New_York")
    changed = desk.browser.ask("PUT", f"/api/queues/{queue}", json={**body, "version": 1}).get_json()["queue"]
    assert (changed["name"], changed["next"]["local"]) == ("Evenings", "2026-03-04T18:30")
    [outside, first, *_] = desk.browser.get(f"/api/queues/{queue}/turns").get_json()["places"]
    assert (outside["slot"], outside["post"]["text"]) == (False, "Good morning")
    assert (first["slot"], first["post"]) == (True, None)
    problem(desk.browser.ask("PUT", f"/api/queues/{queue}", json={**body, "version": 1}), 409, "conflict")


def test_an_account_that_was_disconnected_does_not_stand_in_the_way_of_a_change(desk: Desk) -> None:
    gone = connection_id(desk.product, desk.browser)
    queue = desk.queue(MONDAYS, connection_ids=[desk.account, gone])
    desk.browser.delete(f"/api/connections/{gone}")
    body = {**desk.body(EVERY_DAY), "connection_ids": [desk.account, gone], "version": 1}
    changed = desk.browser.ask("PUT", f"/api/queues/{queue}", json=body).get_json()["queue"]
    assert changed["connection_ids"] == [desk.account]


def test_a_queue_that_is_deleted_leaves_its_posts_where_they_are(desk: Desk) -> None:
    queue = desk.queue(MONDAYS)
    post = desk.added(queue)
    assert desk.browser.delete(f"/api/queues/{queue}").status_code == 204
    assert desk.browser.get("/api/queues").get_json() == {"queues": []}
    assert desk.browser.get(f"/api/posts/{post}").get_json()["post"]["state"] == "scheduled"


def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(desk: Desk) -> None:
    sound = desk.body(MONDAYS)
    for field, change in (
        ("name", {"name": " "}),
        ("zone", {"zone": "Mars/Olympus"}),
        ("connection_ids", {"connection_ids": []}),
        ("connection_ids", {"connection_ids": ["connection_of_somebody_else"]}),
        ("slots", {"slots": []}),
        ("slots.0.time", {"slots": [{"weekday": 0, "time": "25:00"}]}),
        ("slots.0.category_id", {"slots": [{"weekday": 0, "time": "10:00", "category_id": "x"}]}),
    ):
        refused = problem(desk.browser.post("/api/queues", {**sound, **change}), 422, "validation_failed")
        assert faulty_fields(refused) == {field}
    assert desk.browser.get("/api/queues").get_json() == {"queues": []}


def test_there_are_at_most_twenty(desk: Desk) -> None:
    one = desk.product.database["queues"].find_one({"_id": desk.queue(MONDAYS)})
    assert one is not None
    desk.product.database["queues"].insert_many({**one, "_id": f"queue_{number}"} for number in range(19))
    problem(desk.browser.post("/api/queues", desk.body(MONDAYS)), 409, "conflict")


def test_whoever_died_between_taking_a_turn_and_planning_the_post_holds_it_two_minutes(
    desk: Desk, clock: ManualClock
) -> None:
    queue, post = desk.queue(EVERY_DAY), desk.added(desk.queue(MONDAYS, name="Other"), "Elsewhere")
    desk.product.database["queue_turns"].update_many(
        {"post_id": post}, {"$set": {"queue_id": queue, "placed": False, "post_id": "post_never_planned"}}
    )
    desk.browser.post(f"/api/posts/{post}/cancel")
    assert desk.next(queue) == "2026-03-03T10:00"
    clock.advance(121)
    assert desk.next(queue) == "2026-03-02T10:00"
