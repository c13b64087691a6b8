"""Posts that recur, as programs and the interface use them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id, media_id, series_id
from velocitypost.content.model import Post
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product

BAD = "validation_failed"
RULE: dict[str, Any] = {"rule": "FREQ=WEEKLY;BYDAY=SU", "local": "2026-03-22T01:30", "zone": "Europe/London"}


def _begin(product: Product, owner: Browser, **changes: Any) -> Any:
    body = {"text": "Good morning", "connection_ids": [connection_id(product, owner)], **RULE, **changes}
    return owner.post("/api/series", body)


def test_a_series_is_begun_shown_paused_resumed_and_ended(product: Product, owner: Browser) -> None:
    begun = _begin(product, owner, texts=["Good evening"], local="2026-03-08T01:30")
    assert begun.status_code == 201
    series = begun.get_json()["series"]
    assert (series["state"], series["next_local"]) == ("active", "2026-03-15T01:30")
    assert owner.get("/api/series").get_json()["series"] == [series]
    assert [post["planned"]["local"] for post in owner.get("/api/posts").get_json()["posts"]] == ["2026-03-08T01:30"]

    paused = owner.post(f"/api/series/{series['id']}/pause").get_json()
    assert (paused["series"]["state"], paused["taken_back"]) == ("paused", 1)
    problem(owner.post(f"/api/series/{series['id']}/pause"), 409, "conflict")
    assert owner.post(f"/api/series/{series['id']}/resume").get_json()["series"]["state"] == "active"
    assert owner.post(f"/api/series/{series['id']}/end").get_json()["taken_back"] == 1
    assert owner.get(f"/api/series/{series['id']}").get_json()["series"]["state"] == "ended"


def test_a_series_is_changed_whole_by_the_version_that_was_read(
    product: Product, owner: Browser, neighbour: Browser
) -> None:
    begun = _begin(product, owner, local="2026-03-08T01:30").get_json()["series"]
    wanted = {**_typed(begun), "text": "Fresh bread", "rule": "FREQ=DAILY;COUNT=9", "tags": ["rolls"]}
    changed = owner.patch(f"/api/series/{begun['id']}", wanted)
    assert changed.status_code == 200, changed.text
    series, upcoming = changed.get_json()["series"], changed.get_json()["upcoming"]["occurrences"]
    assert (series["text"], series["rule"], series["tags"]) == ("Fresh bread", "FREQ=DAILY;COUNT=9", ["rolls"])
    assert (series["version"], changed.get_json()["told"]) == (begun["version"] + 1, [])
    posts = owner.get("/api/posts").get_json()["posts"]
    assert {(post["text"], *post["labels"]["tags"], post["series_id"]) for post in posts} == {
        ("Fresh bread", "rolls", series["id"])
    }
    assert [one["standing"] for one in upcoming[:3]] == ["planned", "planned", "open"]
    told = problem(owner.patch(f"/api/series/{begun['id']}", wanted), 409, "conflict")
    assert "changed elsewhere" in told["detail"]
    problem(neighbour.patch(f"/api/series/{begun['id']}", wanted), 404, "not_found")
    told = problem(owner.patch(f"/api/series/{begun['id']}", {**wanted, "version": 1, "rule": "FREQ=NEVER"}), 422, BAD)
    assert faulty_fields(told) == {"rule"}
    assert owner.get(f"/api/series/{begun['id']}").get_json()["series"] == series


def _typed(series: dict[str, Any]) -> dict[str, Any]:
    """A series as it is shown, as one that changes it sends it back."""
    names = ("text", "texts", "connection_ids", "options", "rule", "local", "zone", "tags", "campaign_id", "version")
    return {name: series[name] for name in names}


def test_its_dates_tell_what_somebody_changed_or_took_off_the_calendar(product: Product, owner: Browser) -> None:
    product.workspaces.grant_plan(owner.user["workspace"]["id"], "agency")
    series = _begin(product, owner, rule="FREQ=DAILY", local="2026-03-03T10:00").get_json()["series"]
    days = owner.get(f"/api/series/{series['id']}").get_json()["upcoming"]["occurrences"]
    assert [one["standing"] for one in days] == ["planned"] * 6 + ["open"] * 6
    assert owner.delete(f"/api/posts/{days[0]['post_id']}").status_code == 204
    moved = owner.post(f"/api/posts/{days[1]['post_id']}/schedule", {"local": "2026-03-04T12:00", "zone": "UTC"})
    assert moved.status_code == 200
    answer = owner.get(f"/api/series/{series['id']}").get_json()
    assert [one["standing"] for one in answer["upcoming"]["occurrences"][:3]] == ["out", "own", "planned"]
    assert answer["upcoming"]["occurrences"][1]["planned_at"] == "2026-03-04T12:00:00Z"
    [listed] = owner.get("/api/series?state=active").get_json()["series"]
    assert listed["next_at"] == answer["series"]["next_at"] == "2026-03-04T12:00:00Z"
    assert owner.get("/api/series?state=ended").get_json()["series"] == []
    [item] = owner.get("/api/calendar?from=2026-03-05T00:00:00Z&to=2026-03-06T00:00:00Z").get_json()["items"]
    assert item["series_id"] == series["id"]
    told = owner.get(f"/api/publications/{item['publication_id']}").get_json()["publication"]
    assert told["series_id"] == series["id"]


def test_a_series_goes_on_from_where_its_preview_says_and_keeps_a_beginning_that_is_past(
    product: Product, owner: Browser, clock: ManualClock
) -> None:
    begun = _begin(product, owner, local="2026-03-08T01:30").get_json()["series"]
    clock.advance(20 * 86_400)
    owner.sign_in(owner.user["email"])
    rule = {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "local": begun["local"], "zone": begun["zone"]}
    problem(owner.post("/api/series/preview", rule), 422, BAD)
    told = owner.post("/api/series/preview", {**rule, "series_id": begun["id"], "count": 2}).get_json()
    assert [one["local"] for one in told["occurrences"]] == ["2026-04-05T01:30", "2026-04-19T01:30"]
    changed = owner.patch(f"/api/series/{begun['id']}", {**_typed(begun), **rule}).get_json()
    assert changed["upcoming"]["occurrences"][0]["local"] == "2026-04-05T01:30"


def test_who_says_the_same_with_words_of_its_own_within_two_days_is_warned(owner: Browser) -> None:
    body = {"rule": "FREQ=DAILY", "local": "2026-04-05T08:00", "zone": "UTC", "text": "One", "texts": ["Two"]}
    assert owner.post("/api/series/preview", body).get_json()["warnings"] == []
    [told] = owner.post("/api/series/preview", {**body, "own_text": True}).get_json()["warnings"]
    assert "its own text" in told


def test_an_ended_series_is_deleted_and_a_running_one_is_not(product: Product, owner: Browser) -> None:
    series = _begin(product, owner, local="2026-03-08T01:30").get_json()["series"]
    assert "running" in problem(owner.delete(f"/api/series/{series['id']}"), 409, "conflict")["detail"]
    owner.post(f"/api/series/{series['id']}/end")
    assert owner.delete(f"/api/series/{series['id']}").status_code == 204
    problem(owner.get(f"/api/series/{series['id']}"), 404, "not_found")
    assert len(owner.get("/api/posts").get_json()["posts"]) == 1


def test_the_draft_that_a_series_comes_of_is_gone_and_its_tailored_words_came_along(
    product: Product, owner: Browser
) -> None:
    account, picture = connection_id(product, owner), media_id(product, owner)
    tailored = {account: {"text": "For X only", "media": [{"media_id": picture, "alt": "Bread"}]}}
    writing = {"text": "Good morning", "connection_ids": [account], "tailored": tailored}
    draft = owner.post("/api/posts", writing).get_json()["post"]
    answer = owner.post("/api/series", {**writing, **RULE, "local": "2026-03-08T01:30", "draft_id": draft["id"]})
    assert answer.status_code == 201, answer.text
    assert answer.get_json()["series"]["tailored"][account]["text"] == "For X only"
    [post] = owner.get("/api/posts").get_json()["posts"]
    assert (post["publications"][0]["text"], post["id"] == draft["id"]) == ("For X only", False)
    owner.post(f"/api/posts/{post['id']}/cancel")
    owner.delete(f"/api/posts/{post['id']}")
    problem(owner.delete(f"/api/media/{picture}"), 409, "conflict")


def test_a_series_that_stops_by_itself_tells_its_people(product: Product, owner: Browser, clock: ManualClock) -> None:
    series = _begin(product, owner, rule="FREQ=DAILY", local="2026-03-03T10:00").get_json()["series"]
    owner.delete(f"/api/connections/{series['connection_ids'][0]}")
    clock.advance(2 * 86_400)
    product.series.materialise_due()
    owner.sign_in(owner.user["email"])
    [stopped] = owner.get("/api/series").get_json()["series"]
    assert (stopped["state"], stopped["problem"] != "") == ("paused", True)
    links = [notice["link"] for notice in owner.get("/api/notices").get_json()["notices"]]
    assert f"/recurring/{series['id']}" in links


def test_the_posts_of_a_series_have_its_labels_as_they_are_called_by_then(
    product: Product, owner: Browser, neighbour: Browser, clock: ManualClock
) -> None:
    campaign = campaign_id(product, owner)
    series = _begin(product, owner, tags=["#Sunday"], campaign_id=campaign, local="2026-03-08T01:30").get_json()[
        "series"
    ]
    assert (series["tags"], series["campaign_id"]) == (["sunday"], campaign)
    problem(_begin(product, neighbour, campaign_id=campaign), 404, "not_found")

    owner.post("/api/tags/rename", {"tag": "sunday", "new": "rest"})
    owner.ask("DELETE", f"/api/campaigns/{campaign}")
    clock.advance(7 * 86_400)
    product.series.materialise_due()
    posts = [product.content.get(series_post.workspace_id, series_post.id) for series_post in _made(product, owner)]
    assert [(post.tags, post.campaign_id) for post in posts] == [(("rest",), None), (("rest",), None)]


def _made(product: Product, owner: Browser) -> list[Post]:
    return product.content.page(owner.user["workspace"]["id"], before=None, most=9)[0]


def test_a_preview_shows_where_the_clocks_move_a_time(owner: Browser) -> None:
    told = owner.post("/api/series/preview", {**RULE, "count": 3}).get_json()
    assert [one["local"][5:] for one in told["occurrences"]] == ["03-22T01:30", "03-29T01:30", "04-05T01:30"]
    assert [one["shown"][11:] for one in told["occurrences"]] == ["01:30", "02:30", "01:30"]
    assert "does not exist" in told["occurrences"][1]["notices"][0]
    assert told["occurrences"][2]["at"] == "2026-04-05T00:30:00Z"
    assert told["warnings"] == []


@pytest.mark.parametrize(
    ("rule", "texts", "warned"),
    [
        ("FREQ=DAILY", [], True),
        ("FREQ=DAILY", ["Two"], False),
        ("FREQ=DAILY", ["One "], True),
        ("FREQ=DAILY;BYHOUR=8,20", ["Two", "Three"], True),
        ("FREQ=DAILY;BYHOUR=8,20", ["Two", "Three", "Four"], False),
        ("FREQ=DAILY;INTERVAL=2", [], False),
        ("FREQ=DAILY;COUNT=1", [], False),
    ],
)
def test_who_repeats_a_text_within_two_days_is_warned(
    owner: Browser, rule: str, texts: list[str], warned: bool
) -> None:
    body = {"rule": rule, "local": "2026-04-05T08:00", "zone": "UTC", "text": "One", "texts": texts}
    told = owner.post("/api/series/preview", body).get_json()["warnings"]
    assert bool(told) == warned
    assert all("48 hours" in text for text in told)


def test_month_ends_are_spoken_of(owner: Browser) -> None:
    told = owner.post("/api/series/preview", {**RULE, "rule": "FREQ=MONTHLY;BYMONTHDAY=31"}).get_json()
    assert "the last day of every month" in told["notices"][0]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rule": "FREQ=MINUTELY"}, "rule"),
        ({"rule": "FREQ=HOURLY"}, "rule"),
        ({"rule": "x" * 400}, "rule"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"local": "2020-01-01T10:00"}, "local"),
        ({"local": "9999-12-31T23:59"}, "local"),
        ({"texts": [" "]}, "texts.0"),
        ({"texts": ["x"] * 51}, "texts"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field_and_nothing_is_stored(
    product: Product, owner: Browser, change: dict[str, Any], field: str
) -> None:
    told = problem(_begin(product, owner, **change), 422, "validation_failed")
    assert faulty_fields(told) == {field}
    assert owner.get("/api/series").get_json() == {"series": [], "next_cursor": None}


def test_a_text_that_the_platform_would_refuse_is_refused_before_it_recurs(product: Product, owner: Browser) -> None:
    told = problem(_begin(product, owner, texts=["x" * 400]), 422, "cannot_schedule")
    assert faulty_fields(told) == {"texts.0"}


def test_series_come_page_by_page_the_newest_first(product: Product, owner: Browser) -> None:
    made = [series_id(product, owner) for _ in range(3)]
    first = owner.get("/api/series?limit=2").get_json()
    rest = owner.get(f"/api/series?limit=2&cursor={first['next_cursor']}").get_json()
    assert [series["id"] for series in first["series"] + rest["series"]] == made[::-1]
    assert rest["next_cursor"] is None


def test_no_more_than_fifty_run_at_a_time(product: Product, owner: Browser) -> None:
    product.database["series"].insert_many(
        {"_id": f"series_{n}", "workspace_id": owner.user["workspace"]["id"], "state": "paused"} for n in range(50)
    )
    told = problem(_begin(product, owner), 409, "conflict")
    assert "At most 50" in told["detail"]


def test_a_picture_that_a_series_carries_cannot_be_deleted(product: Product, owner: Browser) -> None:
    picture = media_id(product, owner)
    answer = _begin(product, owner, media=[{"media_id": picture, "alt": "A picture"}], local="2026-05-03T01:30")
    assert answer.status_code == 201
    problem(owner.delete(f"/api/media/{picture}"), 409, "conflict")
    owner.post(f"/api/series/{answer.get_json()['series']['id']}/end")
    assert owner.delete(f"/api/media/{picture}").status_code == 204
