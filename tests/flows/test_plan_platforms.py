"""Which platforms a plan connects, and how many; and that connecting again is the same account, not another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.browser import Browser, problem
from tests.flows.test_consent_pages import come_back, press
from tests.sandboxed import Sandbox
from velocitypost.wiring import Product


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def ben(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="free").status_code == 201
    return browser


def connect(sandbox: Sandbox, browser: Browser, platform: str) -> dict[str, str]:
    answer = come_back(browser, platform, press(sandbox, browser, platform, "authorize"))
    assert answer.status_code in (200, 201), answer.json
    connection: dict[str, str] = answer.json["connection"]
    return connection


@pytest.mark.parametrize("platform", ["youtube", "linkedin", "linkedin_organization"])
def test_a_platform_of_the_larger_plans_is_refused_before_anybody_is_sent_away(ben: Browser, platform: str) -> None:
    detail = problem(ben.get(f"/api/oauth/auth-url/{platform}"), 402, "pro_required")["detail"]
    assert "Pro" in detail


def test_the_third_platform_is_refused_on_the_free_plan_and_says_what_gives_more(
    ben: Browser, sandbox: Sandbox, product: Product
) -> None:
    connect(sandbox, ben, "reddit")
    connect(sandbox, ben, "tiktok")
    refused = problem(ben.get("/api/oauth/auth-url/threads"), 402, "plan_limit")
    assert (refused["limit"]["used"], refused["limit"]["limit"], refused["limit"]["next_plan"]) == (2, 2, "pro")
    product.workspaces.grant_plan(ben.user["workspace"]["id"], "pro")
    assert ben.get("/api/oauth/auth-url/threads").status_code == 200
    assert ben.get("/api/oauth/auth-url/youtube").status_code == 200


def test_connecting_again_keeps_the_account_its_id_and_its_posts(
    ben: Browser, sandbox: Sandbox, product: Product
) -> None:
    first = connect(sandbox, ben, "reddit")
    connect(sandbox, ben, "tiktok")
    written = {"text": "Keep me", "connection_ids": [first["id"]]}
    post = ben.post("/api/posts", written).get_json()["post"]["id"]
    again = connect(sandbox, ben, "reddit")
    assert again["id"] == first["id"]
    assert len(product.connections.list(ben.user["workspace"]["id"])) == 2
    assert ben.get(f"/api/posts/{post}").get_json()["post"]["connection_ids"] == [first["id"]]
