"""Mastodon, on any of its servers, and Bluesky, by an app password: in, denied, renewed, gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.flows.browser import Browser, problem
from tests.sandboxed import Sandbox
from velocitypost.contract.errors import PlatformError
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def ann(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="agency").status_code == 201
    return browser


def go(sandbox: Sandbox, browser: Browser, server: str, decision: str = "authorize") -> Any:
    """To the server's consent page, to a decision there, and back."""
    page = browser.get(f"/api/oauth/auth-url/mastodon?instance={server}").get_json()["auth_url"]
    assert urlsplit(page).path == f"/{server}/oauth/authorize"
    assert "VelocityPost wants to access your Mastodon account" in sandbox.control.get(page).text
    fields = {**dict(parse_qsl(urlsplit(page).query)), "account": "mapleandrye", "decision": decision}
    decided = sandbox.control.post(page.partition("?")[0], data=fields)
    assert decided.status_code == 302, decided.text
    query = dict(parse_qsl(urlsplit(decided.headers["location"]).query))
    known = {name: query[name] for name in ("state", "code", "error") if name in query}
    return browser.post("/api/oauth/callback/mastodon", known)


def bluesky(sandbox: Sandbox) -> dict[str, str]:
    body = {"account": "mapleandrye.bsky.social"}
    minted: dict[str, str] = sandbox.control.post("/control/api/bluesky/tokens", json=body).json()
    return {"name": f"@{minted['identifier']}", "password": minted["app_password"]}


@pytest.mark.parametrize(("server", "characters"), [("mastodon.social", 500), ("mastodon.example", 1_000)])
def test_an_account_of_any_server_is_connected_with_the_limits_of_that_server(
    ann: Browser, sandbox: Sandbox, product: Product, server: str, characters: int
) -> None:
    answer = go(sandbox, ann, server)
    assert answer.status_code == 201, answer.json
    shown = answer.json["connection"]
    assert (shown["platform"], shown["username"], shown["status"]) == ("mastodon", "mapleandrye", "connected")
    assert ann.get(f"/api/connections/{shown['id']}/picture").status_code == 200
    [connection] = product.connections.list(ann.user["workspace"]["id"])
    assert (connection.instance, connection.facts["max_characters"]) == (server, characters)
    assert connection.token_expires_at is None


def test_a_server_is_asked_for_our_registration_once(ann: Browser, sandbox: Sandbox) -> None:
    for _ in range(2):
        assert ann.get("/api/oauth/auth-url/mastodon?instance=mastodon.example").status_code == 200
    registered = [one for one in sandbox.requests() if one["operation"] == "POST /api/v1/apps"]
    assert len(registered) == 1


def test_who_says_no_at_a_server_has_nothing_and_is_told_so(ann: Browser, sandbox: Sandbox) -> None:
    told = problem(go(sandbox, ann, "mastodon.social", "cancel"), 400, "connect_denied")
    assert "you chose not to allow it" in told["detail"]
    assert ann.get("/api/connections").get_json()["connections"] == []


@pytest.mark.parametrize("server", ["127.0.0.1", "localhost", "not a server", "nobody.example"])
def test_a_server_that_is_none_is_refused_in_words(ann: Browser, server: str) -> None:
    problem(ann.get("/api/oauth/auth-url/mastodon", query_string={"instance": server}), 422, "bad_instance")


def test_an_app_password_connects_and_is_not_kept(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    given = bluesky(sandbox)
    answer = ann.post("/api/oauth/sign-in/bluesky", given)
    assert answer.status_code == 201, answer.json
    shown = answer.get_json()["connection"]
    assert (shown["username"], shown["name"]) == ("mapleandrye.bsky.social", "Maple & Rye Bakery")
    [connection] = product.connections.list(ann.user["workspace"]["id"])
    assert connection.platform_user_id.startswith("did:plc:")
    assert connection.facts == {"server": "bsky.social"}
    assert given["password"] not in str(connection)


def test_a_wrong_app_password_is_told_so_and_nothing_is_kept(ann: Browser, sandbox: Sandbox) -> None:
    given = {**bluesky(sandbox), "password": "aaaa-bbbb-cccc-dddd"}
    told = problem(ann.post("/api/oauth/sign-in/bluesky", given), 400, "connect_denied")
    assert "does not know this handle with this app password" in told["detail"]
    assert ann.get("/api/connections").get_json()["connections"] == []


def test_who_disconnects_is_signed_out_at_the_service(ann: Browser, sandbox: Sandbox, product: Product) -> None:
    connected = ann.post("/api/oauth/sign-in/bluesky", bluesky(sandbox)).get_json()["connection"]
    [before] = product.connections.list(ann.user["workspace"]["id"])
    assert ann.delete(f"/api/connections/{connected['id']}").status_code == 204
    with pytest.raises(PlatformError):
        product.connections.client_for(before).get("/xrpc/com.atproto.server.getSession")


def test_a_session_is_renewed_before_it_ends(
    ann: Browser, sandbox: Sandbox, product: Product, clock: ManualClock
) -> None:
    assert ann.post("/api/oauth/sign-in/bluesky", bluesky(sandbox)).status_code == 201
    [before] = product.connections.list(ann.user["workspace"]["id"])
    assert before.token_expires_at is not None
    clock.set(before.token_expires_at - timedelta(seconds=30))
    session = product.connections.client_for(before)
    assert session.get("/xrpc/com.atproto.server.getSession")["did"] == before.platform_user_id
    [after] = product.connections.list(ann.user["workspace"]["id"])
    assert after.access_token != before.access_token
