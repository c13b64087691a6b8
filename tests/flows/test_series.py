"""Posts that recur, as programs and the interface use them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id, media_id, series_id
from velocitypost.content.model import Post
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product

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
    assert "BYMONTHDAY=-1" in told["notices"][0]


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
    assert "text" in faulty_fields(told)


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
