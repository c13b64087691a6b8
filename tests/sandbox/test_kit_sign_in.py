"""The kit's way in: consent, codes, tokens, by whatever rules a service has."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.toy import ID, SECRET, Toy, with_rules
from velocitypost.sandbox.social.oauth import Also, Issued

VERIFIER = "a-verifier-that-only-this-test-knows-0123456789"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Toy]:
    return lambda **rules: Toy(tmp_path, with_rules(**rules))


def challenge(verifier: str = VERIFIER) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def test_a_person_sees_who_asks_for_what_and_the_app_gets_a_token(make: Callable[..., Toy]) -> None:
    toy = make()
    page = toy.client.get(toy.rules.authorize, query_string=toy.ask()).text
    assert "VelocityPost wants to access your Toy account" in page
    assert "Post for you" in page
    assert "#c2185b" in page
    tokens = toy.signed_in()
    assert (tokens["scope"], tokens["expires_in"]) == ("posts:read posts:write", 3_600)
    assert toy.call("POST", "/posts", tokens["access_token"], json={"text": "In"}).status_code == 201


def test_who_cancels_gives_nothing_but_the_services_own_words(make: Callable[..., Toy]) -> None:
    toy = make(denied={"error": "access_denied", "error_reason": "user_denied"})
    assert toy.decide("cancel") == {"error": "access_denied", "error_reason": "user_denied", "state": "a-state"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"client_id": "nobody"}, "No app with this client_id"),
        ({"redirect_uri": "https://evil.example/"}, "has not registered the redirect_uri"),
        ({"response_type": "token"}, "response_type must be code"),
        ({"scope": "posts:read,world"}, "knows no scope world"),
        ({"scope": ""}, "lacks scope"),
    ],
)
def test_a_question_that_is_wrong_is_told_to_the_person_and_not_to_the_app(
    make: Callable[..., Toy], changes: dict[str, str], reason: str
) -> None:
    toy = make()
    answered = toy.client.get(toy.rules.authorize, query_string=toy.ask(**changes))
    assert answered.status_code == 400
    assert reason in answered.text


def test_a_code_works_once_and_a_second_use_takes_back_what_it_gave(make: Callable[..., Toy]) -> None:
    toy = make()
    code = toy.decide()["code"]
    token = (toy.exchange(code).json or {})["access_token"]
    assert toy.exchange(code).json == {
        "error": "invalid_grant",
        "error_description": "The authorization code is invalid, expired or was used before.",
    }
    assert (toy.call("POST", "/posts", token, json={"text": "Late"}).json or {})["words"] == (
        "The access token is revoked."
    )


def test_a_code_that_waits_too_long_is_worth_nothing(make: Callable[..., Toy]) -> None:
    toy = make(code_life_s=30)
    code = toy.decide()["code"]
    toy.sandbox.clock.advance(31)
    assert toy.exchange(code).status_code == 400


@pytest.mark.parametrize(
    ("allowed", "basic", "status"), [("basic", True, 200), ("basic", False, 401), ("body", False, 200)]
)
def test_an_app_proves_itself_the_way_the_service_wants(
    make: Callable[..., Toy], allowed: str, basic: bool, status: int
) -> None:
    toy = make(client_auth=frozenset({allowed}))
    fields = {} if basic else {"client_id": ID, "client_secret": SECRET}
    code = toy.decide()["code"]
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": toy.ask()["redirect_uri"]}
    answered = toy.token({**given, **fields}, basic=basic)
    assert answered.status_code == status, answered.text


def test_parameters_have_the_services_own_names(make: Callable[..., Toy]) -> None:
    toy = make(client_id="client_key", client_auth=frozenset({"body"}))
    asked = {name: value for name, value in toy.ask().items() if name != "client_id"}
    page = toy.client.get(toy.rules.authorize, query_string={**asked, "client_key": ID})
    assert page.status_code == 200
    code = toy.decide(client_key=ID)["code"]
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked["redirect_uri"]}
    assert toy.token({**fields, "client_key": ID, "client_secret": SECRET}, basic=False).status_code == 200


@pytest.mark.parametrize(("verifier", "status"), [(VERIFIER, 200), ("another", 400)])
def test_a_code_is_given_to_who_asked_for_it_alone(make: Callable[..., Toy], verifier: str, status: int) -> None:
    toy = make(pkce="required")
    assert toy.client.get(toy.rules.authorize, query_string=toy.ask()).status_code == 400
    code = toy.decide(code_challenge=challenge(), code_challenge_method="S256")["code"]
    assert toy.exchange(code, code_verifier=verifier).status_code == status


def test_a_service_that_knows_no_challenge_asks_for_no_verifier(make: Callable[..., Toy]) -> None:
    toy = make(pkce="none")
    code = toy.decide(code_challenge=challenge(), code_challenge_method="S256")["code"]
    assert toy.exchange(code).status_code == 200


def refreshed(toy: Toy, token: str) -> Any:
    return toy.token({"grant_type": "refresh_token", "refresh_token": token})


def test_a_rotating_refresh_token_works_once(make: Callable[..., Toy]) -> None:
    toy = make()
    first = toy.signed_in()["refresh_token"]
    second = refreshed(toy, first).json["refresh_token"]
    assert second != first
    assert refreshed(toy, first).status_code == 400
    assert refreshed(toy, second).status_code == 200


def test_a_steady_refresh_token_stays_until_it_ends(make: Callable[..., Toy]) -> None:
    toy = make(refresh="steady", refresh_life_s=1_000)
    token = toy.signed_in()["refresh_token"]
    assert refreshed(toy, token).json["refresh_token"] == token
    assert refreshed(toy, token).status_code == 200
    toy.sandbox.clock.advance(1_001)
    assert refreshed(toy, token).status_code == 400


def test_a_refresh_token_is_given_to_who_asks_for_one(make: Callable[..., Toy]) -> None:
    toy = make(wants_refresh=lambda asked: asked.get("access_type") == "offline")
    assert "refresh_token" not in toy.signed_in()
    code = toy.decide(access_type="offline")["code"]
    assert "refresh_token" in (toy.exchange(code).json or {})


def test_single_scopes_can_be_declined_where_the_service_lets_people(make: Callable[..., Toy]) -> None:
    toy = make(granular=True)
    code = toy.decide(granted=["posts:read"])["code"]
    tokens = toy.exchange(code).json or {}
    assert tokens["scope"] == "posts:read"
    refused = toy.call("POST", "/posts", tokens["access_token"], json={"text": "No"})
    assert (refused.status_code, (refused.json or {})["words"]) == (403, "The token lacks: posts:write.")


def test_pages_that_may_be_used_are_chosen_beside_the_person(make: Callable[..., Toy]) -> None:
    seen: list[Issued] = []

    def told(issued: Issued) -> dict[str, Any]:
        seen.append(issued)
        return {"access_token": issued.access}

    pages = Also("pages", "Which Pages may it use?", lambda sandbox: sandbox.accounts.listed("toy", "page"))
    toy = make(also=pages, answer=told, callback_extra={"from": "toy"}, fragment="#_")
    assert "Which Pages may it use?" in toy.client.get(toy.rules.authorize, query_string=toy.ask()).text
    back = toy.decide(also=["7"])
    assert back["from"] == "toy"
    toy.exchange(back["code"])
    assert seen[0].details == {"pages": ["7"]}


def test_an_owner_takes_everything_back(make: Callable[..., Toy]) -> None:
    toy = make()
    tokens = toy.signed_in()
    toy.client.delete("/control/api/toy/tokens?account=mapleandrye")
    assert toy.call("POST", "/posts", tokens["access_token"], json={"text": "No"}).status_code == 401
    assert refreshed(toy, tokens["refresh_token"]).status_code == 400


def test_a_revoked_token_ends_with_all_that_came_with_it(make: Callable[..., Toy]) -> None:
    toy = make()
    tokens = toy.signed_in()
    proof = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()
    headers = {"authorization": f"Basic {proof}"}
    revoked = toy.client.post("/api.toy.example/oauth/revoke", data={"token": tokens["access_token"]}, headers=headers)
    assert revoked.status_code == 200
    assert toy.call("POST", "/posts", tokens["access_token"], json={"text": "No"}).status_code == 401
    assert refreshed(toy, tokens["refresh_token"]).status_code == 400
