"""The numbers of the morning."""

from __future__ import annotations

from datetime import date, timedelta

from tests.flows.browser import Browser
from tests.flows.samples import publication_id
from velocitypost.analytics.audience import AudienceStore, growth
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product


def test_a_new_workspace_has_no_numbers_and_none_are_invented(owner: Browser) -> None:
    told = owner.get("/api/dashboard").get_json()
    assert (told["total_posts"], told["engagement_rate"], told["followers"]) == (0, None, None)
    assert (told["next_post_at"], told["automation_status"], told["recent_activity"]) == (None, "off", [])


def test_the_next_post_is_told_at_once(owner: Browser, product: Product) -> None:
    owner.get("/api/dashboard")
    publication_id(product, owner)
    assert owner.get("/api/dashboard").get_json()["next_post_at"] is not None


def test_a_post_that_a_stop_keeps_back_is_told_as_held(owner: Browser, product: Product) -> None:
    publication_id(product, owner)
    told = owner.get("/api/dashboard").get_json()
    assert (told["next_post"], told["next_post_held"]) == ("in 1 day", False)
    owner.post("/api/publishing/emergency-stop")
    told = owner.get("/api/dashboard").get_json()
    assert (told["next_post"], told["next_post_held"]) == ("held: publishing is stopped", True)
    assert (told["publishing"], told["next_post_at"] is not None) == ("stopped", True)
    assert _calendar(owner, product) == [True]
    owner.post("/api/publishing/resume")
    assert owner.get("/api/dashboard").get_json()["next_post"] == "in 1 day"
    assert _calendar(owner, product) == [False]


def _calendar(owner: Browser, product: Product) -> list[bool]:
    now = product.clock.now()
    since, until = (at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in (now, now + timedelta(days=3)))
    return [item["held"] for item in owner.get(f"/api/calendar?from={since}&to={until}").get_json()["items"]]


def test_one_paused_account_holds_only_its_own_posts(owner: Browser, product: Product) -> None:
    publication_id(product, owner)
    [item] = product.publishing.calendar(
        owner.user["workspace"]["id"], product.clock.now(), product.clock.now() + timedelta(days=3)
    )
    owner.post(f"/api/automation/accounts/{item['connection_id']}/pause")
    assert owner.get("/api/dashboard").get_json()["next_post"] == "held: a pause keeps it back"
    publication_id(product, owner)
    assert owner.get("/api/dashboard").get_json()["next_post"] == "in 1 day"


def test_the_posts_of_the_month_are_the_same_figure_as_in_the_usage_of_the_plan(
    owner: Browser, product: Product, clock: ManualClock
) -> None:
    this_month = clock.now().month
    for days in (1, 20, 40):
        publication_id(product, owner, days=days)
    told = owner.get("/api/dashboard").get_json()
    expected = sum((clock.now() + timedelta(days=days)).month == this_month for days in (1, 20, 40))
    assert (
        told["posts_this_month"] == owner.get("/api/billing/usage").get_json()["usage"]["posts_this_month"] == expected
    )
    assert told["published_this_month"] == 0


def test_followers_are_compared_with_those_of_a_week_before(owner: Browser, product: Product) -> None:
    workspace, today = owner.user["workspace"]["id"], product.clock.now().date()
    store = AudienceStore(product.database)
    for days, followers in ((9, 90), (7, 100), (3, 120), (0, 127)):
        store.note(workspace, "one", today - timedelta(days=days), followers)
    store.note(workspace, "new", today, 10)
    told = owner.get("/api/dashboard").get_json()
    assert (told["followers"], told["follower_growth_week"], told["follower_growth"]) == (137, 27, "+27 this week")


def test_growth_is_not_known_before_a_week_has_passed() -> None:
    assert growth({"one": {"2026-03-01": 5}}, date(2026, 3, 2)).week is None
