"""Facebook Login: a person chooses Pages; their token, and those of the Pages, live as long as they do."""

from __future__ import annotations

from typing import Any

import httpx2

from tests.sandbox.meta import APP, code_of, decide
from tests.sandboxed import Sandbox

AUTHORIZE = "/www.facebook.com/v26.0/dialog/oauth"
TOKEN = "/graph.facebook.com/v26.0/oauth/access_token"
GRAPH = "/graph.facebook.com/v26.0"
CALLBACK = "http://127.0.0.1:3000/auth/callback/facebook"
ASKED = {
    "client_id": APP[0],
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "pages_show_list,pages_manage_posts,pages_read_engagement",
    "state": "a-state",
}
DAY = 24 * 3600


def exchange(http: httpx2.Client, code: str, **changes: str) -> httpx2.Response:
    asked = {"client_id": APP[0], "client_secret": APP[1], "redirect_uri": CALLBACK, "code": code}
    return http.get(TOKEN, params=asked | changes)


def short(http: httpx2.Client, **changes: Any) -> str:
    answer = exchange(http, decide(http, AUTHORIZE, ASKED | changes)["code"][0])
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def lengthen(http: httpx2.Client, token: str, **changes: str) -> httpx2.Response:
    asked = {"grant_type": "fb_exchange_token", "client_id": APP[0], "client_secret": APP[1]}
    return http.get(TOKEN, params=asked | {"fb_exchange_token": token} | changes)


def pages(http: httpx2.Client, token: str) -> dict[str, str]:
    asked = {"fields": "username,access_token", "access_token": token}
    answer = http.get(f"{GRAPH}/me/accounts", params=asked)
    assert answer.status_code == 200, answer.text
    return {one["username"]: one["access_token"] for one in answer.json()["data"]}


def test_who_agrees_names_the_pages_that_the_app_may_use(http: httpx2.Client) -> None:
    shown = http.get(AUTHORIZE, params=ASKED)
    assert "Which Pages may it use?" in shown.text
    assert set(pages(http, short(http))) == {"mapleandryebakery", "mapleandryemarket"}
    chosen = short(http, also="mapleandryemarket")
    assert set(pages(http, chosen)) == {"mapleandryemarket"}


def test_who_says_no_is_sent_back_with_the_reason(http: httpx2.Client) -> None:
    back = decide(http, AUTHORIZE, ASKED, "cancel")
    assert (back["error"], back["error_reason"]) == (["access_denied"], ["user_denied"])


def test_a_code_works_once_for_its_own_app_and_address(http: httpx2.Client) -> None:
    code = decide(http, AUTHORIZE, ASKED)["code"][0]
    assert code_of(exchange(http, code, client_secret="guess")) == "101"
    answer = exchange(http, code).json()
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 2 * 3600)
    assert code_of(exchange(http, code)) == "100/36009"
    other = decide(http, AUTHORIZE, ASKED)["code"][0]
    assert code_of(exchange(http, other, redirect_uri=f"{CALLBACK}/x")) == "100/36008"


def test_a_pages_token_ends_with_a_short_one_and_outlives_a_long_one(http: httpx2.Client, sandbox: Sandbox) -> None:
    token = short(http)
    of_short = pages(http, token)["mapleandryebakery"]
    long = lengthen(http, token).json()
    assert long["expires_in"] == 60 * DAY
    of_long = pages(http, long["access_token"])["mapleandryebakery"]
    sandbox.advance(3 * 3600)
    assert code_of(http.get(f"{GRAPH}/me", params={"access_token": of_short})) == "190/463"
    sandbox.advance(61 * DAY)
    assert code_of(http.get(f"{GRAPH}/me", params={"access_token": long["access_token"]})) == "190/463"
    assert http.get(f"{GRAPH}/me", params={"access_token": of_long}).json()["name"] == "Maple & Rye Bakery"


def test_a_token_is_lengthened_by_its_own_app_only(http: httpx2.Client) -> None:
    assert code_of(lengthen(http, "EAAnonsense")) == "190"
    assert code_of(lengthen(http, short(http), client_secret="guess")) == "101"
    assert code_of(lengthen(http, short(http), grant_type="password")) == "100"


def test_what_was_not_asked_for_is_not_allowed(http: httpx2.Client) -> None:
    token = short(http, scope="public_profile")
    assert code_of(http.get(f"{GRAPH}/me/accounts", params={"access_token": token})) == "200"
    declined = short(http, granted="pages_show_list")
    told = http.get(f"{GRAPH}/me/permissions", params={"access_token": declined}).json()["data"]
    assert told == [{"permission": "pages_show_list", "status": "granted"}]
    refused = http.get(AUTHORIZE, params=ASKED | {"scope": "pages_rule_the_world"})
    assert refused.status_code == 400
    assert "knows no scope" in refused.text
