"""X's OAuth 2.0 with PKCE: who gets in, and who does not."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.sandboxed import Sandbox

VERIFIER = "a-verifier-that-only-this-test-knows-0123456789"
CALLBACK = "http://127.0.0.1:3000/auth/callback/x"
APP = ("velocitypost-sandbox", "velocitypost-sandbox-secret")
AUTHORIZE = "/x.com/i/oauth2/authorize"
TOKEN = "/api.x.com/2/oauth2/token"


def challenge(verifier: str = VERIFIER) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def ask(**changes: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": APP[0],
        "redirect_uri": CALLBACK,
        "scope": "tweet.read tweet.write users.read offline.access",
        "state": "a-state",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
    } | changes


def decide(http: httpx2.Client, decision: str = "authorize", **changes: str) -> dict[str, list[str]]:
    """Press a button on the consent page; what the app gets in its redirect."""
    answer = http.post(AUTHORIZE, data=ask(**changes) | {"account": "mapleandrye", "decision": decision})
    assert answer.status_code == 302, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


def exchange(http: httpx2.Client, given: str, *, app: tuple[str, str] | None = APP, **changes: Any) -> httpx2.Response:
    body = {"grant_type": "authorization_code", "code": given, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    return http.post(TOKEN, data=body | changes, auth=app) if app else http.post(TOKEN, data=body | changes)


def connected(http: httpx2.Client) -> dict[str, Any]:
    answer = exchange(http, decide(http)["code"][0])
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def whoami(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.get("/api.x.com/2/users/me", headers={"Authorization": f"Bearer {token}"})


def refresh(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": token}, auth=APP)


def refused(answer: httpx2.Response) -> tuple[int, str, str]:
    body = answer.json()
    return answer.status_code, body["error"], body["error_description"]


def test_a_person_who_agrees_connects_the_account_they_chose(http: httpx2.Client) -> None:
    page = http.get(AUTHORIZE, params=ask())
    assert page.status_code == 200
    assert "VelocityPost wants to access your X account" in page.text
    assert "@adaquist" in page.text
    tokens = connected(http)
    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == 7200
    assert tokens["scope"] == "tweet.read tweet.write users.read offline.access"
    assert whoami(http, tokens["access_token"]).json()["data"]["username"] == "mapleandrye"


def test_a_person_who_says_no_sends_access_denied_and_the_state(http: httpx2.Client) -> None:
    assert decide(http, "cancel") == {"error": ["access_denied"], "state": ["a-state"]}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"client_id": "nobody"}, "client_id"),
        ({"redirect_uri": "https://evil.example/auth/callback/x"}, "redirect_uri"),
        ({"redirect_uri": CALLBACK + "/more"}, "redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:3000.evil.example/auth/callback/x"}, "redirect_uri"),
        ({"response_type": "token"}, "response_type"),
        ({"scope": "tweet.read tweet.everything"}, "tweet.everything"),
        ({"scope": ""}, "scope"),
        ({"state": ""}, "state"),
        ({"state": "s" * 501}, "state"),
        ({"code_challenge": ""}, "code_challenge"),
        ({"code_challenge_method": "S512"}, "code_challenge_method"),
    ],
)
def test_a_malformed_request_is_told_to_the_person_and_never_redirected(
    http: httpx2.Client, changes: dict[str, str], word: str
) -> None:
    for answer in (
        http.get(AUTHORIZE, params=ask(**changes)),
        http.post(AUTHORIZE, data=ask(**changes) | {"account": "mapleandrye", "decision": "authorize"}),
    ):
        assert answer.status_code == 400
        assert word in answer.text
        assert "location" not in answer.headers


def test_a_plain_challenge_works_as_the_documentation_shows_it(http: httpx2.Client) -> None:
    code = decide(http, code_challenge="challenge", code_challenge_method="plain")["code"][0]
    assert exchange(http, code, code_verifier="challenge").status_code == 200


def test_a_code_lives_for_thirty_seconds(sandbox: Sandbox, http: httpx2.Client) -> None:
    code = decide(http)["code"][0]
    sandbox.advance(31)
    error = (400, "invalid_request", "Value passed for the authorization code was invalid.")
    assert refused(exchange(http, code)) == error


def test_a_code_that_comes_twice_is_refused_and_takes_back_what_it_gave(http: httpx2.Client) -> None:
    code = decide(http)["code"][0]
    tokens = exchange(http, code).json()
    assert exchange(http, code).status_code == 400
    assert whoami(http, tokens["access_token"]).status_code == 401
    assert refresh(http, tokens["refresh_token"]).status_code == 400


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"code_verifier": "another"}, "Value passed for the code verifier did not match the code challenge."),
        (
            {"redirect_uri": "http://localhost:3000/auth/callback/x"},
            "Value passed for the redirect uri did not match the uri of the authorization code.",
        ),
        ({"code_verifier": ""}, "Missing required parameter [code_verifier]."),
        ({"code": "made-up"}, "Value passed for the authorization code was invalid."),
    ],
)
def test_an_exchange_that_does_not_fit_its_authorization_is_refused(
    http: httpx2.Client, changes: dict[str, Any], description: str
) -> None:
    assert refused(exchange(http, decide(http)["code"][0], **changes)) == (400, "invalid_request", description)


@pytest.mark.parametrize("app", [None, (APP[0], "wrong"), ("nobody", APP[1])])
def test_a_confidential_client_must_show_its_secret(http: httpx2.Client, app: tuple[str, str] | None) -> None:
    answer = exchange(http, decide(http)["code"][0], app=app, client_id=app[0] if app else APP[0])
    assert refused(answer) == (401, "unauthorized_client", "Missing valid authorization header")


def test_a_public_client_names_itself_in_the_body(sandbox: Sandbox, http: httpx2.Client) -> None:
    app = {"client_id": "on-a-phone", "redirect_uris": ["phone://callback"]}
    assert sandbox.control.post("/control/api/x/apps", json=app).json()["confidential"] is False
    code = decide(http, client_id="on-a-phone", redirect_uri="phone://callback")["code"][0]
    answer = exchange(http, code, app=None, client_id="on-a-phone", redirect_uri="phone://callback")
    assert answer.status_code == 200


def test_the_token_endpoint_takes_forms_and_two_grants_only(http: httpx2.Client) -> None:
    assert refused(http.post(TOKEN, json={"grant_type": "refresh_token"}, auth=APP))[1] == "invalid_request"
    answer = http.post(TOKEN, data={"grant_type": "password"}, auth=APP)
    assert refused(answer)[:2] == (400, "unsupported_grant_type")


def test_an_access_token_ends_after_two_hours(sandbox: Sandbox, http: httpx2.Client) -> None:
    tokens = connected(http)
    sandbox.advance(7_199)
    assert whoami(http, tokens["access_token"]).status_code == 200
    sandbox.advance(1)
    ended = whoami(http, tokens["access_token"])
    assert ended.status_code == 401
    assert ended.json() == {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}


def test_a_refresh_token_works_once_and_brings_the_next(http: httpx2.Client) -> None:
    first = connected(http)
    second = refresh(http, first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert whoami(http, second["access_token"]).status_code == 200
    again = refresh(http, first["refresh_token"])
    assert refused(again) == (400, "invalid_request", "Value passed for the token was invalid.")
    assert refresh(http, second["refresh_token"]).status_code == 200


def test_without_offline_access_there_is_no_refresh_token(http: httpx2.Client) -> None:
    answer = exchange(http, decide(http, scope="tweet.read users.read")["code"][0])
    assert "refresh_token" not in answer.json()


def test_an_access_token_is_no_refresh_token(http: httpx2.Client) -> None:
    tokens = connected(http)
    assert refresh(http, tokens["access_token"]).status_code == 400
    assert whoami(http, tokens["refresh_token"]).status_code == 401


def test_a_revoked_token_is_worth_nothing(http: httpx2.Client) -> None:
    tokens = connected(http)
    for name in ("access_token", "refresh_token"):
        answer = http.post("/api.x.com/2/oauth2/revoke", data={"token": tokens[name]}, auth=APP)
        assert answer.json() == {"revoked": True}
    assert whoami(http, tokens["access_token"]).status_code == 401
    assert refresh(http, tokens["refresh_token"]).status_code == 400


def test_no_secret_stands_in_the_journal(sandbox: Sandbox, http: httpx2.Client) -> None:
    tokens = connected(http)
    written = sandbox.control.get("/control/api/requests").text
    assert not any(secret in written for secret in (tokens["access_token"], tokens["refresh_token"], VERIFIER))
