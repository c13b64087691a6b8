"""Bluesky's way in: an app password, a session of two hours, a refresh token that is followed by another."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx2
import pytest

from tests.sandboxed import Sandbox

XRPC = "/bsky.social/xrpc"
ME = "mapleandrye.bsky.social"


@pytest.fixture
def password(sandbox: Sandbox) -> str:
    minted = sandbox.control.post("/control/api/bluesky/tokens", json={"account": ME}).json()
    return str(minted["app_password"])


def sign_in(http: httpx2.Client, password: str, identifier: str = ME) -> httpx2.Response:
    body = {"identifier": identifier, "password": password}
    return http.post(f"{XRPC}/com.atproto.server.createSession", json=body)


def session(http: httpx2.Client, token: str) -> httpx2.Response:
    return http.get(f"{XRPC}/com.atproto.server.getSession", headers={"authorization": f"Bearer {token}"})


def refresh(http: httpx2.Client, token: str) -> httpx2.Response:
    headers = {"authorization": f"Bearer {token}"}
    return http.post(f"{XRPC}/com.atproto.server.refreshSession", headers=headers)


def refused(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return found


def test_an_app_password_opens_a_session_that_says_how_long_it_lasts(http: httpx2.Client, password: str) -> None:
    opened = sign_in(http, password).json()
    assert (opened["handle"], opened["did"][:8], opened["active"]) == (ME, "did:plc:", True)
    assert opened["didDoc"]["service"][0]["serviceEndpoint"] == "https://bsky.social"
    said = claims(opened["accessJwt"])
    assert said["exp"] - said["iat"] == 7_200
    assert said["scope"] == "com.atproto.appPass"
    assert session(http, opened["accessJwt"]).json()["did"] == opened["did"]


def test_a_person_finds_the_password_where_bluesky_shows_it(http: httpx2.Client, password: str) -> None:
    assert password in http.get("/bsky.app/settings/app-passwords").text


def test_a_wrong_password_is_refused_without_saying_what_is_wrong(http: httpx2.Client, password: str) -> None:
    words = "Invalid identifier or password"
    for answer in (sign_in(http, "aaaa-bbbb-cccc-dddd"), sign_in(http, password, "nobody.bsky.social")):
        assert answer.status_code == 401
        assert answer.json() == {"error": "AuthenticationRequired", "message": words}


def test_who_tries_too_often_must_wait(http: httpx2.Client) -> None:
    answers = [sign_in(http, "wrong") for _ in range(31)]
    assert refused(answers[-1]) == (429, "RateLimitExceeded")
    assert answers[-1].headers["ratelimit-remaining"] == "0"


def test_an_access_token_ends_and_says_so(sandbox: Sandbox, http: httpx2.Client, password: str) -> None:
    opened = sign_in(http, password).json()
    sandbox.advance(7_201)
    ended = session(http, opened["accessJwt"])
    assert ended.status_code == 400
    assert ended.json() == {"error": "ExpiredToken", "message": "Token has expired"}
    assert session(http, refresh(http, opened["refreshJwt"]).json()["accessJwt"]).status_code == 200


def test_a_refresh_token_is_followed_by_one_other_and_lives_on_for_a_short_grace(
    sandbox: Sandbox, http: httpx2.Client, password: str
) -> None:
    first = sign_in(http, password).json()["refreshJwt"]
    second = refresh(http, first).json()["refreshJwt"]
    assert second != first
    assert refresh(http, first).json()["refreshJwt"] == second
    sandbox.advance(7_201)
    assert refused(refresh(http, first)) == (400, "ExpiredToken")
    assert refresh(http, second).status_code == 200


@pytest.mark.parametrize(
    ("token", "answer"),
    [("", (401, "AuthMissing")), ("nonsense", (400, "InvalidToken"))],
)
def test_a_token_that_is_none_is_refused(http: httpx2.Client, token: str, answer: tuple[int, str]) -> None:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    asked = http.get(f"{XRPC}/com.atproto.server.getSession", headers=headers)
    assert refused(asked) == answer


def test_each_token_is_for_its_own_purpose(http: httpx2.Client, password: str) -> None:
    opened = sign_in(http, password).json()
    assert refused(session(http, opened["refreshJwt"])) == (400, "InvalidToken")
    assert refused(refresh(http, opened["accessJwt"])) == (400, "InvalidToken")


def test_a_session_that_is_closed_is_closed_for_good(http: httpx2.Client, password: str) -> None:
    opened = sign_in(http, password).json()
    headers = {"authorization": f"Bearer {opened['refreshJwt']}"}
    assert http.post(f"{XRPC}/com.atproto.server.deleteSession", headers=headers).status_code == 200
    assert refused(session(http, opened["accessJwt"])) == (400, "ExpiredToken")
    assert refused(refresh(http, opened["refreshJwt"])) == (400, "ExpiredToken")


@pytest.mark.parametrize(
    ("content", "mime", "words"),
    [
        (b"{}", "application/json", 'Input must have the property "identifier"'),
        (b'{"identifier":"a"}', "application/json", 'Input must have the property "password"'),
        (b"nonsense", "application/json", "request body is not valid JSON"),
        (b"[]", "application/json", "Input must be an object"),
        (b"{}", "text/plain", "Wrong request encoding (Content-Type): text/plain"),
    ],
)
def test_a_body_that_does_not_fit_is_refused(http: httpx2.Client, content: bytes, mime: str, words: str) -> None:
    answer = http.post(f"{XRPC}/com.atproto.server.createSession", content=content, headers={"content-type": mime})
    assert answer.status_code == 400
    assert answer.json() == {"error": "InvalidRequest", "message": words}


def test_what_is_not_there_is_said_as_xrpc_says_it(http: httpx2.Client) -> None:
    asked = http.get(f"{XRPC}/com.example.nothing", headers={"authorization": "Bearer nonsense"})
    assert asked.status_code in (400, 501)


def test_a_token_for_another_service_says_for_which_and_for_how_long(http: httpx2.Client, password: str) -> None:
    headers = {"authorization": f"Bearer {sign_in(http, password).json()['accessJwt']}"}
    method = f"{XRPC}/com.atproto.server.getServiceAuth"

    def ask(**query: str) -> httpx2.Response:
        return http.get(method, params=query, headers=headers)

    token = ask(aud="did:web:bsky.social", lxm="com.atproto.repo.uploadBlob").json()["token"]
    assert claims(token)["lxm"] == "com.atproto.repo.uploadBlob"
    assert claims(token)["aud"] == "did:web:bsky.social"
    assert refused(ask(aud="did:web:bsky.social", exp="1")) == (400, "BadExpiration")
    assert refused(ask(aud="did:web:bsky.social", exp="99999999999")) == (400, "BadExpiration")
    assert refused(ask(lxm="com.atproto.repo.uploadBlob")) == (400, "InvalidRequest")
