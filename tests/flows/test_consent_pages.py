"""From “Connect” over a service's consent page and back, as a browser goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.flows.browser import Browser, problem
from tests.sandboxed import Sandbox
from velocitypost.contract.errors import ReconnectNeeded
from velocitypost.wiring import Product

PLATFORMS = ["youtube", "tiktok", "reddit"]


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def ann(new_browser: Callable[[], Browser]) -> Browser:
    """Somebody whose plan includes every platform."""
    browser = new_browser()
    assert browser.register(plan_type="agency").status_code == 201
    return browser


def press(sandbox: Sandbox, browser: Browser, platform: str, decision: str) -> dict[str, str]:
    """Goes to the consent page and presses a button there; what comes back with the person."""
    page = browser.get(f"/api/oauth/auth-url/{platform}").get_json()["auth_url"]
    shown = sandbox.control.get(page)
    assert shown.status_code == 200
    assert "VelocityPost wants to access your" in shown.text
    fields = dict(parse_qsl(urlsplit(page).query))
    decided = sandbox.control.post(
        page.partition("?")[0], data={**fields, "account": "mapleandrye", "decision": decision}
    )
    assert decided.status_code == 302, decided.text
    back = urlsplit(decided.headers["location"])
    assert back.path == f"/auth/callback/{platform}"
    return dict(parse_qsl(back.query))


def come_back(browser: Browser, platform: str, back: dict[str, str]) -> Any:
    known = ("state", "code", "error", "error_description")
    body = {name: value for name, value in back.items() if name in known}
    return browser.post(f"/api/oauth/callback/{platform}", body)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_who_agrees_has_an_account_that_can_be_used_and_renewed(
    ann: Browser, sandbox: Sandbox, product: Product, platform: str
) -> None:
    answer = come_back(ann, platform, press(sandbox, ann, platform, "authorize"))
    assert answer.status_code == 201, answer.json
    shown = answer.json["connection"]
    assert (shown["platform"], shown["username"], shown["status"]) == (platform, "mapleandrye", "connected")
    assert ann.get(f"/api/connections/{shown['id']}/picture").status_code == 200
    [connection] = product.connections.list(ann.user["workspace"]["id"])
    asked_for = set(product.registry.get(platform).spec.auth.scopes)  # type: ignore[union-attr]
    assert set(connection.permissions) == asked_for
    assert connection.refresh_token is not None
    assert connection.refresh_at is not None
    client = product.connections.client_for(connection)
    sandbox.advance(25 * 3600)  # longer than the access token of any of them lives
    assert product.registry.get(platform).identify(client).username == "mapleandrye"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_who_says_no_has_nothing_and_is_told_so(ann: Browser, sandbox: Sandbox, platform: str) -> None:
    answer = come_back(ann, platform, press(sandbox, ann, platform, "cancel"))
    told = problem(answer, 400, "connect_denied")
    assert "Nothing was stored" in told["detail"]
    assert ann.get("/api/connections").get_json()["connections"] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_who_disconnects_leaves_no_token_that_works(ann: Browser, sandbox: Sandbox, platform: str) -> None:
    connected = come_back(ann, platform, press(sandbox, ann, platform, "authorize")).json["connection"]
    assert ann.delete(f"/api/connections/{connected['id']}").status_code == 204
    revoked = [one for one in sandbox.requests() if "revoke" in one["path"]]
    # The refresh token and the access token: not every service ends both with either.
    assert [one["status"] for one in revoked] == 2 * [200 if platform != "reddit" else 204]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_permission_that_was_taken_back_at_the_service_is_noticed_at_its_next_use(
    ann: Browser, sandbox: Sandbox, product: Product, platform: str
) -> None:
    connected = come_back(ann, platform, press(sandbox, ann, platform, "authorize")).json["connection"]
    sandbox.control.delete(f"/control/api/{platform}/tokens", params={"account": "mapleandrye"})
    [connection] = product.connections.list(ann.user["workspace"]["id"])
    with pytest.raises(ReconnectNeeded):
        product.registry.get(platform).identify(product.connections.client_for(connection))
    shown = ann.get(f"/api/connections/{connected['id']}").get_json()["connection"]
    assert shown["status"] == "reconnect_needed"
