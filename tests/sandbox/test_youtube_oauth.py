"""Google's sign-in before YouTube's twin: who gets in, with what, and for how long."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.sandboxed import Sandbox

AUTH = "https://www.googleapis.com/auth/"
SCOPE = f"{AUTH}youtube.upload {AUTH}youtube.readonly"
CALLBACK = "http://127.0.0.1:5000/auth/callback/youtube"
APP = {"client_id": "velocitypost-sandbox", "client_secret": "velocitypost-sandbox-secret"}
AUTHORIZE, TOKEN = "/accounts.google.com/o/oauth2/v2/auth", "/oauth2.googleapis.com/token"


def ask(**changes: str) -> dict[str, str]:
    usual = {"response_type": "code", "client_id": APP["client_id"], "redirect_uri": CALLBACK, "scope": SCOPE}
    return usual | {"state": "s", "access_type": "offline", "prompt": "consent"} | changes


def decide(http: httpx2.Client, *granted: str, **changes: str) -> dict[str, list[str]]:
    data: dict[str, Any] = {**ask(**changes), "account": "mapleandrye", "decision": "authorize"}
    answer = http.post(AUTHORIZE, data=data | ({"granted": list(granted)} if granted else {}))
    assert answer.status_code == 302, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


def exchange(http: httpx2.Client, given: str, **changes: str) -> httpx2.Response:
    body = {"grant_type": "authorization_code", "code": given, "redirect_uri": CALLBACK, **APP}
    return http.post(TOKEN, data=body | changes)


def channel(http: httpx2.Client, token: str) -> httpx2.Response:
    where = "/youtube.googleapis.com/youtube/v3/channels"
    return http.get(where, params={"part": "id", "mine": "true"}, headers={"authorization": f"Bearer {token}"})


def test_offline_access_gives_a_refresh_token_once_and_it_works_again_and_again(
    http: httpx2.Client, sandbox: Sandbox
) -> None:
    first = exchange(http, decide(http)["code"][0]).json()
    assert (first["token_type"], first["expires_in"], first["scope"]) == ("Bearer", 3599, SCOPE)
    sandbox.advance(3600)
    assert channel(http, first["access_token"]).status_code == 401
    for _ in range(2):
        body = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **APP}
        renewed = http.post(TOKEN, data=body).json()
        assert "refresh_token" not in renewed
        assert channel(http, renewed["access_token"]).status_code == 200


@pytest.mark.parametrize("lacking", ["access_type", "prompt"])
def test_without_asking_for_it_there_is_no_refresh_token(http: httpx2.Client, lacking: str) -> None:
    given = exchange(http, decide(http, **{lacking: ""})["code"][0]).json()
    assert "refresh_token" not in given


def test_a_person_may_untick_a_box_and_the_api_says_what_is_missing(http: httpx2.Client) -> None:
    given = exchange(http, decide(http, f"{AUTH}youtube.upload")["code"][0]).json()
    assert given["scope"] == f"{AUTH}youtube.upload"
    answer = channel(http, given["access_token"])
    assert answer.status_code == 403
    assert answer.json()["error"]["errors"][0]["reason"] == "insufficientPermissions"


def test_a_code_works_once_and_what_it_gave_ends_with_its_second_use(http: httpx2.Client) -> None:
    code = decide(http)["code"][0]
    token = exchange(http, code).json()["access_token"]
    again = exchange(http, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert channel(http, token).status_code == 401


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"code": "wrong"}, 400, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:5001/auth/callback/youtube"}, 400, "redirect_uri_mismatch"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_what_is_not_as_agreed_is_refused_in_googles_words(
    http: httpx2.Client, changes: dict[str, str], status: int, error: str
) -> None:
    answer = exchange(http, decide(http)["code"][0], **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_a_scope_that_google_does_not_know_is_told_to_the_person_not_to_the_app(http: httpx2.Client) -> None:
    answer = http.get(AUTHORIZE, params=ask(scope=f"{SCOPE} {AUTH}youtube.everything"))
    assert answer.status_code == 400
    assert "youtube.everything" in answer.text


def test_a_revoked_permission_ends_both_tokens(http: httpx2.Client) -> None:
    given = exchange(http, decide(http)["code"][0]).json()
    assert http.post("/oauth2.googleapis.com/revoke", data={"token": given["refresh_token"], **APP}).status_code == 200
    assert channel(http, given["access_token"]).status_code == 401
    body = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"], **APP}
    refused = http.post(TOKEN, data=body)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


def test_who_says_no_sends_the_app_away_with_a_reason(http: httpx2.Client) -> None:
    answer = http.post(AUTHORIZE, data={**ask(), "account": "mapleandrye", "decision": "cancel"})
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert (back["error"], back["state"]) == (["access_denied"], ["s"])
