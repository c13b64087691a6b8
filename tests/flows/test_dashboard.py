"""The numbers of the morning."""

from __future__ import annotations

from datetime import date, timedelta

from tests.flows.browser import Browser
from tests.flows.samples import publication_id
from velocitypost.analytics.audience import AudienceStore, growth
from velocitypost.wiring import Product


def test_a_new_workspace_has_no_numbers_and_none_are_invented(owner: Browser) -> None:
    told = owner.get("/api/dashboard").get_json()
    assert (told["total_posts"], told["engagement_rate"], told["followers"]) == (0, None, None)
    assert (told["next_post_at"], told["automation_status"], told["recent_activity"]) == (None, "off", [])


def test_the_next_post_is_told_at_once(owner: Browser, product: Product) -> None:
    owner.get("/api/dashboard")
    publication_id(product, owner)
    assert owner.get("/api/dashboard").get_json()["next_post_at"] is not None


def test_followers_are_compared_with_those_of_a_week_before(owner: Browser, product: Product) -> None:
    workspace, today = owner.user["workspace"]["id"], product.clock.now().date()
    store = AudienceStore(product.database)
    for days, followers in ((9, 90), (7, 100), (3, 120), (0, 127)):
        store.note(workspace, "one", today - timedelta(days=days), followers)
    store.note(workspace, "new", today, 10)
    told = owner.get("/api/dashboard").get_json()
    assert (told["followers"], told["follower_growth_week"]) == (137, 27)


def test_growth_is_not_known_before_a_week_has_passed() -> None:
    assert growth({"one": {"2026-03-01": 5}}, date(2026, 3, 2)).week is None
