"""Instagram Login: who gets in, how long a token lives, and how it is renewed."""

from __future__ import annotations

from typing import Any

import httpx2

from tests.sandbox.meta import APP, code_of, decide
from tests.sandboxed import Sandbox

AUTHORIZE = "/www.instagram.com/oauth/authorize"
TOKEN = "/api.instagram.com/oauth/access_token"
EXCHANGE = "/graph.instagram.com/access_token"
RENEW = "/graph.instagram.com/refresh_access_token"
CALLBACK = "http://127.0.0.1:3000/auth/callback/instagram"
ASKED = {
    "client_id": APP[0],
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "instagram_business_basic,instagram_business_content_publish",
    "state": "a-state",
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


def short(http: httpx2.Client) -> str:
    answer = exchange(http, decide(http, AUTHORIZE, ASKED)["code"][0])
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["data"][0]["access_token"]
    return token


def lengthen(http: httpx2.Client, token: str, **changes: str) -> httpx2.Response:
    asked = {"grant_type": "ig_exchange_token", "client_secret": APP[1], "access_token": token}
    return http.get(EXCHANGE, params=asked | changes)


def renew(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.get(RENEW, params={"grant_type": "ig_refresh_token", "access_token": token})


def whoami(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.get("/graph.instagram.com/v26.0/me", params={"fields": "username", "access_token": token})


def test_who_agrees_gives_a_token_for_an_hour_and_names_what_was_allowed(http: httpx2.Client, sandbox: Sandbox) -> None:
    page = http.get(AUTHORIZE, params=ASKED)
    assert "VelocityPost wants to access your Instagram account" in page.text
    [answer] = exchange(http, decide(http, AUTHORIZE, ASKED)["code"][0]).json()["data"]
    assert answer["permissions"] == ASKED["scope"]
    assert answer["user_id"]
    assert whoami(http, answer["access_token"]).json()["username"] == "mapleandrye"
    sandbox.advance(3601)
    assert code_of(whoami(http, answer["access_token"])) == "190/463"


def test_a_single_permission_can_be_declined(http: httpx2.Client) -> None:
    given = decide(http, AUTHORIZE, {**ASKED, "granted": "instagram_business_basic"})
    assert exchange(http, given["code"][0]).json()["data"][0]["permissions"] == "instagram_business_basic"


def test_who_says_no_is_sent_back_with_the_reason(http: httpx2.Client) -> None:
    back = decide(http, AUTHORIZE, ASKED, "cancel")
    assert back["error"] == ["access_denied"]
    assert back["error_reason"] == ["user_denied"]
    assert "code" not in back


def test_a_code_works_once_for_its_own_app_and_address(http: httpx2.Client) -> None:
    code = decide(http, AUTHORIZE, ASKED)["code"][0]
    wrongs: list[dict[str, str]] = [{"client_secret": "guess"}, {"redirect_uri": f"{CALLBACK}/x"}, {"grant_type": "x"}]
    for wrong in wrongs[:1] + wrongs[2:]:
        refused = exchange(http, code, **wrong)
        assert (refused.status_code, refused.json()["error_type"]) == (400, "OAuthException")
    assert exchange(http, code).status_code == 200
    again: dict[str, Any] = exchange(http, code).json()
    assert again["error_message"] == "Matching code was not found or was already used."
    other = decide(http, AUTHORIZE, ASKED)["code"][0]
    assert "redirect_uri" in exchange(http, other, **wrongs[1]).json()["error_message"]


def test_a_short_token_becomes_a_long_one_with_the_apps_secret(http: httpx2.Client, sandbox: Sandbox) -> None:
    token = short(http)
    assert code_of(lengthen(http, token, client_secret="guess")) == "101"
    assert code_of(lengthen(http, token, grant_type="th_exchange_token")) == "100"
    long = lengthen(http, token).json()
    assert (long["token_type"], long["expires_in"]) == ("bearer", 60 * DAY)
    assert code_of(lengthen(http, long["access_token"])) == "100"
    sandbox.advance(59 * DAY)
    assert whoami(http, long["access_token"]).status_code == 200


def test_a_long_token_is_renewed_after_a_day_and_before_its_end(http: httpx2.Client, sandbox: Sandbox) -> None:
    token = short(http)
    assert code_of(renew(http, token)) == "100"
    long = lengthen(http, token).json()["access_token"]
    assert code_of(renew(http, long)) == "100"
    sandbox.advance(DAY + 1)
    renewed = renew(http, long).json()
    assert renewed["expires_in"] == 60 * DAY
    sandbox.advance(59 * DAY)
    assert code_of(renew(http, long)) == "190/463"
    assert whoami(http, renewed["access_token"]).status_code == 200


def test_a_token_that_its_owner_took_back_is_worth_nothing(http: httpx2.Client, sandbox: Sandbox) -> None:
    long = lengthen(http, short(http)).json()["access_token"]
    sandbox.control.delete("/control/api/instagram/tokens", params={"account": "mapleandrye"})
    refused = whoami(http, long)
    assert code_of(refused) == "190/458"
    assert "invalid_token" in refused.headers["www-authenticate"]
    assert code_of(whoami(http, "IGAAnonsense")) == "190"
