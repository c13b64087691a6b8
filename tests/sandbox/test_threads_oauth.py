"""Threads' login: who gets in, and how a token is renewed."""

from __future__ import annotations

import httpx2

from tests.sandbox.meta import APP, code_of, decide
from tests.sandboxed import Sandbox

AUTHORIZE = "/threads.com/oauth/authorize"
TOKEN = "/graph.threads.net/oauth/access_token"
CALLBACK = "http://127.0.0.1:3000/auth/callback/threads"
ASKED = {
    "client_id": APP[0],
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "threads_basic,threads_content_publish",
}
DAY = 24 * 3600


def exchange(http: httpx2.Client, code: str, **changes: str) -> httpx2.Response:
    form = {
        "client_id": APP[0],
        "client_secret": APP[1],
        "grant_type": "authorization_code",
        "redirect_uri": CALLBACK,
        "code": code,
    }
    return http.post(TOKEN, data=form | changes)


def long(http: httpx2.Client) -> str:
    short = exchange(http, decide(http, AUTHORIZE, ASKED)["code"][0]).json()["access_token"]
    asked = {"grant_type": "th_exchange_token", "client_secret": APP[1], "access_token": short}
    answer = http.get("/graph.threads.net/access_token", params=asked).json()
    assert answer["expires_in"] == 60 * DAY
    token: str = answer["access_token"]
    return token


def renew(http: httpx2.Client, token: str) -> httpx2.Response:
    asked = {"grant_type": "th_refresh_token", "access_token": token}
    return http.get("/graph.threads.net/refresh_access_token", params=asked)


def whoami(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.get("/graph.threads.net/v1.0/me", params={"fields": "username", "access_token": token})


def test_who_agrees_gives_a_short_token(http: httpx2.Client, sandbox: Sandbox) -> None:
    assert "VelocityPost wants to access your Threads account" in http.get(AUTHORIZE, params=ASKED).text
    answer = exchange(http, decide(http, AUTHORIZE, ASKED)["code"][0]).json()
    assert set(answer) == {"access_token", "user_id"}
    assert whoami(http, answer["access_token"]).json()["username"] == "mapleandrye"
    sandbox.advance(3601)
    assert code_of(whoami(http, answer["access_token"])) == "190/463"


def test_who_says_no_is_sent_back_with_the_reason(http: httpx2.Client) -> None:
    back = decide(http, AUTHORIZE, ASKED, "cancel")
    assert (back["error"], back["error_reason"]) == (["access_denied"], ["user_denied"])


def test_a_code_works_once(http: httpx2.Client) -> None:
    code = decide(http, AUTHORIZE, ASKED)["code"][0]
    assert exchange(http, code, client_secret="guess").json()["error_message"] == "Invalid platform app"
    assert exchange(http, code).status_code == 200
    assert exchange(http, code).json()["error_type"] == "OAuthException"


def test_a_long_token_is_renewed_after_a_day_and_before_its_end(http: httpx2.Client, sandbox: Sandbox) -> None:
    token = long(http)
    assert code_of(renew(http, token)) == "100"
    sandbox.advance(DAY + 1)
    renewed = renew(http, token).json()["access_token"]
    sandbox.advance(59 * DAY)
    assert code_of(renew(http, token)) == "190/463"
    assert whoami(http, renewed).status_code == 200
    sandbox.control.delete("/control/api/threads/tokens", params={"account": "mapleandrye"})
    assert code_of(whoami(http, renewed)) == "190/458"
