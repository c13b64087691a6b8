"""What a plan allows holds for every way in. The answer says what is used, when there is room, and what gives more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from tests.flows.browser import Browser, problem
from tests.flows.samples import connection_id
from velocitypost.billing.allowance import PlanLimit
from velocitypost.wiring import Product


@pytest.fixture
def plan(owner: Browser, product: Product) -> Any:
    def choose(name: str) -> None:
        product.workspaces.grant_plan(owner.user["workspace"]["id"], name)  # type: ignore[arg-type]

    return choose


def a_post(owner: Browser, account: str, text: str) -> str:
    return str(owner.post("/api/posts", {"text": text, "connection_ids": [account]}).get_json()["post"]["id"])


def schedule(owner: Browser, post: str, product: Product, *, days: float = 1, zone: str = "UTC") -> Any:
    local = (product.clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
    return owner.post(f"/api/posts/{post}/schedule", {"local": local, "zone": zone})


def test_the_third_post_of_a_day_is_refused_on_the_free_plan(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    account = connection_id(product, owner)
    for number in range(2):
        assert schedule(owner, a_post(owner, account, f"No {number}"), product).status_code == 200
    third = a_post(owner, account, "One too many")
    refused = problem(schedule(owner, third, product), 402, "plan_limit")
    assert "The Free plan sends 2 posts a day" in refused["detail"]
    assert "Pro sends 10" in refused["detail"]
    assert (refused["limit"]["used"], refused["limit"]["limit"], refused["limit"]["next_plan"]) == (2, 2, "pro")
    assert refused["limit"]["resets_at"]
    assert schedule(owner, third, product, days=2).status_code == 200


def test_a_cancelled_post_gives_its_place_free(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    account = connection_id(product, owner)
    posts = [a_post(owner, account, f"No {number}") for number in range(3)]
    for post in posts[:2]:
        schedule(owner, post, product)
    owner.post(f"/api/posts/{posts[0]}/cancel")
    assert schedule(owner, posts[2], product).status_code == 200
    problem(schedule(owner, posts[0], product), 402, "plan_limit")


def test_a_post_that_is_moved_takes_its_place_along(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    account = connection_id(product, owner)
    posts = [a_post(owner, account, f"No {number}") for number in range(3)]
    for post in posts[:2]:
        schedule(owner, post, product)
    assert schedule(owner, posts[0], product, days=1.01).status_code == 200
    assert schedule(owner, posts[0], product, days=3).status_code == 200
    assert schedule(owner, posts[2], product).status_code == 200


def test_fifty_requests_at_once_do_not_slip_over(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    account = connection_id(product, owner)
    workspace = owner.user["workspace"]["id"]
    posts = [a_post(owner, account, f"No {number}") for number in range(50)]
    local = (product.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    def attempt(post: str) -> bool:
        try:
            product.publishing.schedule(workspace, post, local=local, zone="UTC")
        except PlanLimit:
            return False
        return True

    with ThreadPoolExecutor(50) as crowd:
        assert sum(crowd.map(attempt, posts)) == 2


def test_the_largest_plan_counts_nothing(owner: Browser, product: Product, plan: Any) -> None:
    plan("agency")
    account = connection_id(product, owner)
    for number in range(12):
        assert schedule(owner, a_post(owner, account, f"No {number}"), product).status_code == 200


def test_what_is_used_is_told(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    account = connection_id(product, owner)
    schedule(owner, a_post(owner, account, "Today"), product, days=0.01)
    told = owner.get("/api/billing/usage").get_json()
    assert (told["current_plan"], told["usage"]["posts_today"], told["usage"]["posts_limit"]) == ("free", 1, 2)
    assert (told["usage"]["platforms_connected"], told["usage"]["platforms_limit"]) == (1, 2)
    assert told["upgrade_recommendations"]


def test_a_plan_that_costs_money_holds_when_it_is_paid(owner: Browser, product: Product, plan: Any) -> None:
    plan("free")
    answer = owner.ask("PUT", "/api/billing/plan", json={"plan": "pro"}).get_json()
    assert answer["wanted_plan"] == "pro"
    assert (answer["current_plan"] == "pro") is bool(product.settings.sandbox_url)


def test_the_plans_tell_every_limit_that_holds(stranger: Browser, owner: Browser, product: Product) -> None:
    free, pro, agency = stranger.get("/api/meta").get_json()["plans"]
    assert (free["max_domains"], free["domains"]) == (2, ["Memes & Humor", "Technology & Innovation"])
    assert (pro["max_domains"], len(pro["domains"])) == (-1, 8)
    assert {"LinkedIn", "YouTube"} <= set(free["without_platforms"])
    assert pro["without_platforms"] == agency["without_platforms"] == []
    asked = owner.get("/api/oauth/auth-url/youtube")
    assert "YouTube needs the Pro plan" in problem(asked, 402, "pro_required")["detail"]


def test_a_plan_is_chosen_by_either_name(owner: Browser) -> None:
    for name, plan in (("plan_type", "pro"), ("plan", "agency")):
        assert owner.ask("PUT", "/api/billing/plan", json={name: plan}).get_json()["current_plan"] == plan
    assert owner.ask("PUT", "/api/billing/plan", json={}).status_code == 422
    assert owner.ask("PUT", "/api/billing/plan", json={"plan": "pro", "plan_type": "free"}).status_code == 422
