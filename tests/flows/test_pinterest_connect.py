"""Pinterest's sign-in, from “Connect” to a token that was renewed, or that Pinterest no longer takes."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.flows.browser import Browser, problem
from tests.sandboxed import Sandbox
from velocitypost.contract.errors import ReconnectNeeded
from velocitypost.wiring import Product


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


def go(sandbox: Sandbox, browser: Browser, decision: str = "authorize", **changes: str) -> Any:
    """To the consent page, to a decision there, and back."""
    page = browser.get("/api/oauth/auth-url/pinterest").get_json()["auth_url"]
    fields = {**dict(parse_qsl(urlsplit(page).query)), "account": "mapleandrye", "decision": decision}
    assert fields["scope"] == "boards:read,boards:write,pins:read,pins:write,user_accounts:read"
    decided = sandbox.control.post(page.partition("?")[0], data=fields)
    back = dict(parse_qsl(urlsplit(decided.headers["location"]).query)) | changes
    known = {name: back[name] for name in ("state", "code", "error") if name in back}
    return browser.post("/api/oauth/callback/pinterest", known)


def test_who_agrees_is_connected_and_offered_the_boards(owner: Browser, sandbox: Sandbox) -> None:
    shown = go(sandbox, owner).json["connection"]
    assert (shown["username"], shown["name"], shown["status"]) == ("mapleandrye", "Maple & Rye Bakery", "connected")
    offered = owner.get(f"/api/connections/{shown['id']}/options/board").get_json()["choices"]
    assert {choice["label"] for choice in offered} == {"Fresh from the oven", "Behind the counter"}


def test_who_says_no_has_nothing_and_is_told_so(owner: Browser, sandbox: Sandbox) -> None:
    told = problem(go(sandbox, owner, "cancel"), 400, "connect_denied")
    assert "you chose not to allow it" in told["detail"]


def test_a_code_that_pinterest_does_not_know_is_told_in_its_words(owner: Browser, sandbox: Sandbox) -> None:
    told = go(sandbox, owner, code="made-up").get_json()
    assert "The authorization grant is invalid" in told["detail"]
    assert owner.get("/api/connections").get_json()["connections"] == []


def test_a_token_is_renewed_until_its_owner_takes_it_back(owner: Browser, sandbox: Sandbox, product: Product) -> None:
    go(sandbox, owner)
    platform = product.registry.get("pinterest")
    workspace = owner.user["workspace"]["id"]
    for _ in range(2):
        sandbox.advance(31 * 86_400)
        [connection] = product.connections.list(workspace)
        assert platform.identify(product.connections.client_for(connection)).username == "mapleandrye"
    sandbox.control.delete("/control/api/pinterest/tokens", params={"account": "mapleandrye"})
    [connection] = product.connections.list(workspace)
    with pytest.raises(ReconnectNeeded):
        platform.identify(product.connections.client_for(connection))
    assert product.connections.list(workspace)[0].status == "reconnect_needed"
