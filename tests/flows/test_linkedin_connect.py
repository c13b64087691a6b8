"""LinkedIn's two ways in: a person, and the pages that a person manages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.flows.browser import Browser, problem
from tests.sandboxed import Sandbox
from velocitypost.wiring import Product


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def ann(new_browser: Callable[[], Browser]) -> Browser:
    """Somebody whose plan includes LinkedIn."""
    browser = new_browser()
    assert browser.register(plan_type="agency").status_code == 201
    return browser


def go(sandbox: Sandbox, browser: Browser, platform: str, account: str, decision: str = "authorize") -> Any:
    """To the consent page, to a decision there, and back."""
    page = browser.get(f"/api/oauth/auth-url/{platform}").get_json()["auth_url"]
    assert "VelocityPost wants to access your LinkedIn account" in sandbox.control.get(page).text
    fields = {**dict(parse_qsl(urlsplit(page).query)), "account": account, "decision": decision}
    decided = sandbox.control.post(page.partition("?")[0], data=fields)
    assert decided.status_code == 302, decided.text
    back = urlsplit(decided.headers["location"])
    assert back.path == f"/auth/callback/{platform}"
    query = dict(parse_qsl(back.query))
    known = {name: query[name] for name in ("state", "code", "error") if name in query}
    return browser.post(f"/api/oauth/callback/{platform}", known)


def test_a_person_is_connected_without_a_way_to_renew_it(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    answer = go(sandbox, ann, "linkedin", "mapleandrye")
    assert answer.status_code == 201, answer.json
    shown = answer.json["connection"]
    assert (shown["platform"], shown["name"], shown["status"]) == ("linkedin", "Maple & Rye Bakery", "connected")
    assert ann.get(f"/api/connections/{shown['id']}/picture").status_code == 200
    [connection] = product.connections.list(ann.user["workspace"]["id"])
    assert set(connection.permissions) == {"openid", "profile", "email", "w_member_social"}
    assert connection.refresh_token is None
    assert connection.token_expires_at is not None


@pytest.mark.parametrize("platform", ["linkedin", "linkedin_organization"])
def test_who_says_no_has_nothing_and_is_told_so(ann: Browser, sandbox: Sandbox, platform: str) -> None:
    told = problem(go(sandbox, ann, platform, "mapleandrye", "cancel"), 400, "connect_denied")
    assert "you chose not to allow it" in told["detail"]
    assert ann.get("/api/connections").get_json()["connections"] == []


def test_the_only_page_of_somebody_is_connected_at_once(ann: Browser, sandbox: Sandbox) -> None:
    shown = go(sandbox, ann, "linkedin_organization", "mapleandrye").json["connection"]
    assert (shown["username"], shown["name"]) == ("maple-and-rye", "Maple & Rye Bakery")
    assert shown["follower_count"] == 1_940
    assert ann.get(f"/api/connections/{shown['id']}/picture").status_code == 200


def test_of_several_pages_those_that_somebody_may_post_to_can_be_chosen(ann: Browser, sandbox: Sandbox) -> None:
    choice = go(sandbox, ann, "linkedin_organization", "northwindhq").json["choice"]
    offered = {one["username"]: one["platform_user_id"] for one in choice["accounts"]}
    assert set(offered) == {"northwind-studio", "northwind-school"}
    body = {"platform_user_ids": [offered["northwind-school"]]}
    assert ann.post(f"/api/oauth/choices/{choice['id']}", body).status_code in (200, 201)
    connected = ann.get("/api/connections").get_json()["connections"]
    assert [one["username"] for one in connected] == ["northwind-school"]


def test_who_manages_no_page_is_told_so(ann: Browser, sandbox: Sandbox) -> None:
    told = problem(go(sandbox, ann, "linkedin_organization", "adaquist"), 502, "connect_failed")
    assert "Nothing was stored" in told["detail"]
