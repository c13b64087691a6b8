"""The automation over HTTP: the document's shape in, its state out, every refusal in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import connection_id, entry_id
from velocitypost.automation.model import EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.core.ids import new_id
from velocitypost.wiring import Product


def configuration(account: str, **changes: Any) -> dict[str, Any]:
    return {
        "enabled": False,
        "schedule": {
            "timezone": "America/New_York",
            "active_hours": {"start": "09:00", "end": "18:00"},
            "posting_frequency": {"posts_per_day": 2, "interval_hours": 4},
            "optimal_times": ["10:00", "15:00"],
        },
        "content_distribution": {"memes": 60, "tech": 40},
        "platform_priorities": {account: 1},
        **changes,
    }


def test_there_is_none_at_first(owner: Browser) -> None:
    assert owner.get("/api/automation").get_json()["automation"] is None
    told = owner.get("/api/automation/status").get_json()
    assert (told["configured"], told["status"], told["state"], told["is_active"]) == (False, "off", "off", False)
    assert (told["next_post_at"], told["content_queue"], told["posts_remaining"]) == (None, 0, 2)
    assert told["performance_today"] == {"total_engagement": 0, "avg_engagement_rate": None}


def test_priorities_go_by_the_names_of_platforms_too(owner: Browser, product: Product) -> None:
    facebook, x = (connection_id(product, owner, platform=name) for name in ("facebook", "x"))
    named = configuration(x, platform_priorities={"facebook": 1, "twitter": 2})
    owner.ask("PUT", "/api/automation", json=named)
    shown = owner.get("/api/automation").get_json()["automation"]
    assert shown["platform_priorities"] == {facebook: 1, x: 2}


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ({"pinterest": 1}, "No account of Pinterest is connected here."),
        ({"connection_gone": 1}, "'connection_gone' is neither an account here nor a platform."),
    ],
)
def test_a_name_that_means_no_account_is_refused_with_the_true_reason(
    names: dict[str, int], told: str, owner: Browser, product: Product
) -> None:
    wrong = configuration(connection_id(product, owner), platform_priorities=names)
    refused = problem(owner.ask("PUT", "/api/automation", json=wrong), 422, "validation_failed")
    assert faulty_fields(refused) == {"platform_priorities"}
    assert told in refused["detail"]


def test_a_share_of_nothing_is_not_called_a_wrong_sum(owner: Browser, product: Product) -> None:
    wrong = configuration(connection_id(product, owner), content_distribution={"memes": 100, "tech": 0})
    refused = problem(owner.ask("PUT", "/api/automation", json=wrong), 422, "validation_failed")
    assert "Each share must be at least 1 %." in refused["detail"]
    assert "add up" not in refused["detail"]


def test_after_an_emergency_stop_nothing_claims_to_post_until_publishing_is_resumed_too(
    owner: Browser, product: Product
) -> None:
    account = connection_id(product, owner)
    owner.ask("PUT", "/api/automation", json=configuration(account, enabled=True, review_before_posting=False))
    running = owner.get("/api/automation/status").get_json()
    assert (running["status"], running["next_post_held"], running["platforms_active"]) == ("active", False, ["x"])
    assert running["next_post_in"].split()[1].startswith(("hour", "minute"))
    owner.post("/api/automation/emergency-stop")
    owner.post("/api/automation/start")
    told = owner.get("/api/automation/status").get_json()
    assert (told["state"], told["status"], told["is_active"]) == ("running", "stopped", False)
    assert (told["publishing"], told["next_post_held"], told["next_post_in"]) == ("stopped", True, None)
    assert told["platforms_active"] == []
    assert owner.get("/api/dashboard").get_json()["automation_status"] == "stopped"
    owner.post("/api/publishing/resume")
    assert owner.get("/api/automation/status").get_json()["status"] == "active"


def test_the_countries_whose_holidays_can_be_skipped_are_told(owner: Browser) -> None:
    told = owner.get("/api/automation/holiday-countries").get_json()["countries"]
    assert {"DE", "IN", "US"} <= set(told)


def test_it_is_set_up_in_the_documents_shape_and_read_back(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    owner.ask("PUT", "/api/automation", json=configuration(account))
    shown = owner.get("/api/automation").get_json()["automation"]
    assert shown["schedule"]["posting_frequency"] == {"posts_per_day": 2, "interval_hours": 4.0}
    assert shown["content_distribution"] == {"memes": 60, "tech": 40}
    assert (shown["state"], shown["enabled"], shown["review_before_posting"]) == ("off", False, True)


def test_with_enabled_it_starts_and_plans(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    answer = owner.ask("PUT", "/api/automation", json=configuration(account, enabled=True)).get_json()
    assert answer["automation"]["state"] == "running"
    planned = owner.get("/api/automation/entries?limit=200").get_json()["entries"]
    assert len(planned) >= 26
    assert all(entry["reasons"] and entry["local"][11:] in ("10:00", "15:00") for entry in planned)
    status = owner.get("/api/automation/status").get_json()
    assert status["is_active"]
    assert status["content_queue"] == len(planned)
    assert status["posts_remaining"] == 2


def test_it_is_paused_stopped_and_brought_back(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    owner.ask("PUT", "/api/automation", json=configuration(account, enabled=True))
    assert owner.post("/api/automation/pause").get_json()["automation"]["state"] == "paused"
    stopped = owner.post("/api/automation/stop").get_json()
    assert stopped["cleared"] >= 26
    assert stopped["automation"]["can_undo_stop"]
    assert owner.post("/api/automation/undo-stop").get_json()["automation"]["state"] == "running"
    assert owner.post("/api/automation/emergency-stop").get_json()["automation"]["state"] == "paused"
    assert owner.get("/api/auth/me").get_json()["user"]["workspace"]["publishing"] == "stopped"


def test_what_cannot_be_is_refused_at_its_field(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    wrong = configuration(account, content_distribution={"memes": 50})
    refused = problem(owner.ask("PUT", "/api/automation", json=wrong), 422, "validation_failed")
    assert faulty_fields(refused) == {"content_distribution"}
    too_many = configuration(account)
    too_many["schedule"]["posting_frequency"]["posts_per_day"] = 3
    refused = problem(owner.ask("PUT", "/api/automation", json=too_many), 422, "validation_failed")
    assert "2 posts a day" in refused["detail"]
    paid = configuration(account, content_distribution={"finance": 100})
    problem(owner.ask("PUT", "/api/automation", json=paid), 402, "pro_required")
    assert owner.get("/api/automation").get_json()["automation"] is None


def test_several_are_decided_at_once_and_each_says_what_became_of_it(owner: Browser, product: Product) -> None:
    one = entry_id(product, owner)
    answer = owner.post("/api/automation/entries/approve", {"entry_ids": [one]}).get_json()
    assert "it is not written yet" in answer["decided"][0]["problem"]


def test_best_times_say_that_there_is_not_enough_data(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    told = owner.get(f"/api/automation/best-times/{account}").get_json()
    assert (told["basis"], len(told["factors"])) == ("prior", 168)
    assert "Not enough data" in told["note"]


def test_a_rehearsal_is_told(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    owner.ask("PUT", "/api/automation", json=configuration(account))
    told = owner.get("/api/automation/rehearsal").get_json()
    assert told["posts"] > 50
    assert told["by_account"] == {account: told["posts"]}


def test_pages_of_planned_posts_leave_out_none_of_those_that_share_a_moment(owner: Browser, product: Product) -> None:
    first = product.autopilot.review.get(owner.user["workspace"]["id"], entry_id(product, owner))
    store = EntryStore(product.database)
    times = [first.at + timedelta(days=30 + number // 3) for number in range(9)]
    made = [
        replace(first, id=new_id("entry"), connection_id=f"connection_{number}", at=at, state=EntryState.TO_REVIEW)
        for number, at in enumerate(times)
    ]
    assert store.insert(made) == len(made)
    seen, after = [], ""
    for _ in range(len(made)):
        page = owner.get(f"/api/automation/entries?state=to_review&limit=2{after}").get_json()
        seen += [entry["id"] for entry in page["entries"]]
        if page["next_after"] is None:
            break
        after = f"&after={page['next_after']}"
    assert sorted(seen) == sorted(entry.id for entry in made)
