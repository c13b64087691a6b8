"""Connecting Meta's services: tokens that renew themselves, and a choice among Pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.flows.browser import Browser, problem
from tests.sandboxed import Sandbox
from velocitypost.connections.model import Connection
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product

RENEWING = ["instagram", "threads"]
BY_PAGE = ["facebook", "instagram_facebook"]
DAYS = timedelta(days=1)


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def ann(new_browser: Callable[[], Browser], clock: ManualClock) -> Browser:
    """Somebody whose plan includes every platform, on the day that the twins have too."""
    clock.set(datetime.now(UTC))
    browser = new_browser()
    assert browser.register(plan_type="agency").status_code == 201
    return browser


def press(sandbox: Sandbox, browser: Browser, platform: str, decision: str = "authorize", **more: str) -> Any:
    """Goes over the consent page and comes back; what the product says then."""
    page = browser.get(f"/api/oauth/auth-url/{platform}").get_json()["auth_url"]
    assert sandbox.control.get(page).status_code == 200
    form = {**dict(parse_qsl(urlsplit(page).query)), "account": "mapleandrye", "decision": decision, **more}
    decided = sandbox.control.post(page.partition("?")[0], data=form)
    assert decided.status_code == 302, decided.text
    back = dict(parse_qsl(urlsplit(decided.headers["location"]).query))
    known = ("state", "code", "error", "error_description")
    return browser.post(f"/api/oauth/callback/{platform}", {name: back[name] for name in known if name in back})


def only(product: Product, browser: Browser) -> Connection:
    [connection] = product.connections.list(browser.user["workspace"]["id"])
    return connection


@pytest.mark.parametrize("platform", RENEWING)
def test_a_token_for_sixty_days_is_renewed_by_itself_well_before_its_end(
    ann: Browser, sandbox: Sandbox, product: Product, clock: ManualClock, platform: str
) -> None:
    answer = press(sandbox, ann, platform)
    assert answer.status_code == 201, answer.json
    shown = answer.json["connection"]
    assert (shown["username"], shown["status"]) == ("mapleandrye", "connected")
    before = only(product, ann)
    assert before.refresh_token is None
    assert before.token_expires_at is not None
    assert before.refresh_at is not None
    assert before.token_expires_at - clock.now() > 59 * DAYS
    assert before.token_expires_at - before.refresh_at > 9 * DAYS
    clock.advance(52 * DAYS)
    sandbox.advance(52 * DAYS.total_seconds())
    assert product.connections.refresh_due() == 1
    after = only(product, ann)
    assert after.access_token != before.access_token
    assert after.permissions == before.permissions
    sandbox.advance(20 * DAYS.total_seconds())
    platform_of = product.connections.platform_of(after)
    assert platform_of.identify(product.connections.client_for(after)).username == "mapleandrye"


@pytest.mark.parametrize("platform", RENEWING)
def test_a_token_that_its_owner_took_back_asks_to_connect_again(
    ann: Browser, sandbox: Sandbox, product: Product, clock: ManualClock, platform: str
) -> None:
    press(sandbox, ann, platform)
    sandbox.control.delete(f"/control/api/{platform}/tokens", params={"account": "mapleandrye"})
    began = clock.now()
    clock.advance(52 * DAYS)
    product.connections.refresh_due()
    assert only(product, ann).status == "reconnect_needed"
    clock.set(began)  # the browser's own sign-in has ended meanwhile, and is not what this is about
    assert press(sandbox, ann, platform).json["renewed"] is True
    assert only(product, ann).status == "connected"


@pytest.mark.parametrize("platform", [*RENEWING, *BY_PAGE])
def test_who_says_no_has_nothing_and_is_told_so(ann: Browser, sandbox: Sandbox, platform: str) -> None:
    told = problem(press(sandbox, ann, platform, "cancel"), 400, "connect_denied")
    assert "Nothing was stored" in told["detail"]
    assert ann.get("/api/connections").get_json()["connections"] == []


def test_who_manages_several_pages_chooses_among_them(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    answer = press(sandbox, ann, "facebook").json
    assert answer["connection"] is None
    offered = {one["username"]: one["platform_user_id"] for one in answer["choice"]["accounts"]}
    assert set(offered) == {"mapleandryebakery", "mapleandryemarket"}
    wanted = {"platform_user_ids": [offered["mapleandryemarket"]]}
    chosen = ann.post(f"/api/oauth/choices/{answer['choice']['id']}", wanted)
    assert [one["username"] for one in chosen.get_json()["connections"]] == ["mapleandryemarket"]
    connection = only(product, ann)
    assert connection.token_expires_at is None
    sandbox.advance(100 * DAYS.total_seconds())
    page = product.connections.platform_of(connection).identify(product.connections.client_for(connection))
    assert page.name == "Maple & Rye at the Market"


def test_who_lets_it_use_one_page_has_no_choice_to_make(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    answer = press(sandbox, ann, "facebook", also="mapleandryebakery")
    assert answer.json["connection"]["username"] == "mapleandryebakery"
    assert set(only(product, ann).permissions) >= {"pages_manage_posts", "read_insights"}


def test_instagram_is_connected_through_its_page(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    answer = press(sandbox, ann, "instagram_facebook")
    assert answer.status_code == 201, answer.json
    assert answer.json["connection"]["username"] == "mapleandrye"
    connection = only(product, ann)
    assert connection.platform == "instagram_facebook"
    client = product.connections.client_for(connection)
    assert product.connections.platform_of(connection).identify(client).platform_user_id == connection.platform_user_id


def test_a_page_without_instagram_has_no_account_to_offer(ann: Browser, sandbox: Sandbox) -> None:
    refused = press(sandbox, ann, "instagram_facebook", also="mapleandryemarket")
    told = problem(refused, 502, "connect_failed")
    assert "no account that posts can go to" in told["detail"]


def test_a_code_that_came_too_late_is_told_in_the_services_words(ann: Browser) -> None:
    page = ann.get("/api/oauth/auth-url/instagram").get_json()["auth_url"]
    state = dict(parse_qsl(urlsplit(page).query))["state"]
    answer = ann.post("/api/oauth/callback/instagram", {"state": state, "code": "used-before"})
    told = problem(answer, 502, "connect_failed")
    assert "Matching code was not found or was already used" in told["detail"]
