"""Mastodon's way in: an app for each server, consent, tokens that do not end."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

BACK = "https://app.example/auth/callback/mastodon"
SERVER = "/mastodon.example"


def register(http: httpx2.Client, **changes: str) -> httpx2.Response:
    form = {"client_name": "Planner", "redirect_uris": BACK, "scopes": "read:accounts write:statuses"}
    return http.post(f"{SERVER}/api/v1/apps", data={**form, **changes})


@pytest.fixture
def app(http: httpx2.Client) -> dict[str, Any]:
    answer = register(http)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ask(app: dict[str, Any], **changes: str) -> dict[str, str]:
    usual = {"response_type": "code", "client_id": app["client_id"], "redirect_uri": BACK}
    return {**usual, "scope": "read:accounts write:statuses", "state": "s", **changes}


def decide(http: httpx2.Client, app: dict[str, Any], decision: str = "authorize", **changes: str) -> dict[str, str]:
    fields = {**ask(app, **changes), "account": "adaquist", "decision": decision}
    answer = http.post(f"{SERVER}/oauth/authorize", data=fields)
    assert answer.status_code == 302, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchange(http: httpx2.Client, app: dict[str, Any], code: str, **changes: str) -> httpx2.Response:
    keys = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **keys}
    return http.post(f"{SERVER}/oauth/token", data={**form, **changes})


def test_an_app_is_registered_at_a_server_by_whoever_asks(app: dict[str, Any]) -> None:
    assert app["name"] == "Planner"
    assert app["redirect_uris"] == [BACK]
    assert app["client_id"]
    assert app["client_secret"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"client_name": ""}, "Validation failed: Application name can't be blank"),
        ({"redirect_uris": ""}, "Validation failed: Redirect URI can't be blank"),
        ({"redirect_uris": "nowhere"}, "Validation failed: Redirect URI must be an absolute URI."),
        ({"scopes": "read world"}, "Validation failed: Scopes doesn't match configured on the server."),
    ],
)
def test_an_app_that_is_half_described_is_refused(http: httpx2.Client, changes: dict[str, str], words: str) -> None:
    answer = register(http, **changes)
    assert (answer.status_code, answer.json()) == (422, {"error": words})


def test_a_token_is_for_the_one_who_agreed_and_does_not_end(http: httpx2.Client, app: dict[str, Any]) -> None:
    tokens = exchange(http, app, decide(http, app)["code"]).json()
    assert set(tokens) == {"access_token", "token_type", "scope", "created_at"}
    http.post("/control/api/clock", json={"advance_seconds": 400 * 86_400})
    headers = {"authorization": f"Bearer {tokens['access_token']}"}
    me = http.get(f"{SERVER}/api/v1/accounts/verify_credentials", headers=headers).json()
    assert (me["username"], me["display_name"]) == ("adaquist", "Ada Quist")


def test_an_app_gets_no_more_than_it_was_registered_for(http: httpx2.Client, app: dict[str, Any]) -> None:
    page = http.get(f"{SERVER}/oauth/authorize", params=ask(app, scope="write:media"))
    assert page.status_code == 400
    assert "more than it was registered for" in page.text


def test_who_says_no_sends_the_app_away(http: httpx2.Client, app: dict[str, Any]) -> None:
    assert decide(http, app, "cancel") == {"error": "access_denied", "state": "s"}


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"code": "wrong"}, 400, "invalid_grant"),
        ({"redirect_uri": "https://other.example/"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
    ],
)
def test_the_token_endpoint_refuses_in_the_servers_own_words(
    http: httpx2.Client, app: dict[str, Any], changes: dict[str, str], status: int, error: str
) -> None:
    answer = exchange(http, app, **{"code": decide(http, app)["code"], **changes})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


def test_a_code_can_be_shown_to_copy(http: httpx2.Client) -> None:
    app = register(http, redirect_uris="urn:ietf:wg:oauth:2.0:oob").json()
    fields = {**ask(app, redirect_uri="urn:ietf:wg:oauth:2.0:oob"), "account": "adaquist", "decision": "authorize"}
    page = http.post(f"{SERVER}/oauth/authorize", data=fields)
    assert page.status_code == 200
    assert "Copy this code into Planner" in page.text


def test_a_revoked_token_is_told_from_one_that_never_was(http: httpx2.Client, app: dict[str, Any]) -> None:
    token = exchange(http, app, decide(http, app)["code"]).json()["access_token"]
    keys = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    assert http.post(f"{SERVER}/oauth/revoke", data={**keys, "token": token}).status_code == 200
    said = {}
    for name, shown in (("revoked", token), ("unknown", "nonsense")):
        headers = {"authorization": f"Bearer {shown}"}
        answer = http.get(f"{SERVER}/api/v1/accounts/verify_credentials", headers=headers)
        assert answer.status_code == 401
        said[name] = answer.json()["error"]
    assert said == {"revoked": "The access token was revoked", "unknown": "The access token is invalid"}


def test_an_app_may_ask_for_itself(http: httpx2.Client, app: dict[str, Any]) -> None:
    keys = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
    answer = http.post(f"{SERVER}/oauth/token", data={**keys, "grant_type": "client_credentials"})
    assert answer.json()["scope"] == "read:accounts write:statuses"
