from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.flows.browser import PASSWORD, Browser, problem
from velocitypost.accounts.passwords import Passwords
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product


def test_a_person_comes_back_with_address_and_password(owner: Browser, stranger: Browser) -> None:
    answer = stranger.sign_in(owner.user["email"].upper())
    assert answer.status_code == 200
    assert stranger.get("/api/auth/me").get_json()["user"] == owner.user


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(owner: Browser, stranger: Browser) -> None:
    wrong = problem(stranger.sign_in(owner.user["email"], "Wrong1!pass"), 401, "wrong_credentials")
    unknown = problem(stranger.sign_in("nobody@example.com", "Wrong1!pass"), 401, "wrong_credentials")
    assert wrong == unknown


def test_for_an_unknown_address_a_hash_is_computed_too(
    product: Product, owner: Browser, stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[bool] = []
    verify = product.accounts._passwords._hasher.verify

    def counted(password: str, hashed: str) -> bool:
        computed.append(True)
        return verify(password, hashed)

    monkeypatch.setattr(product.accounts._passwords._hasher, "verify", counted)
    stranger.sign_in("nobody@example.com", "Wrong1!pass")
    stranger.sign_in(owner.user["email"], "Wrong1!pass")
    assert len(computed) == 2


@pytest.mark.parametrize("password", ["", "\x00", "\U0001f600" * 500, "a" * 1000])
def test_odd_passwords_are_just_wrong(owner: Browser, stranger: Browser, password: str) -> None:
    problem(stranger.sign_in(owner.user["email"], password), 401, "wrong_credentials")


def test_a_password_works_however_its_accents_are_composed(stranger: Browser) -> None:
    stranger.register(email="zoe@example.com", password="Zo\u00eb!2345")
    assert stranger.sign_in("zoe@example.com", "Zoe\u0308!2345").status_code == 200


def test_guessing_at_one_account_is_slowed_down_and_knowing_the_password_is_not(
    owner: Browser, stranger: Browser
) -> None:
    email = owner.user["email"]
    for _ in range(10):
        problem(stranger.sign_in(email, "Wrong1!pass"), 401, "wrong_credentials")
    answer = stranger.sign_in(email)
    body = problem(answer, 429, "too_many_requests")
    assert 0 < body["retry_after"] <= 300
    assert answer.headers["Retry-After"] == str(body["retry_after"])
    elsewhere = Browser(stranger.client.application, address="198.51.100.1")  # type: ignore[arg-type]
    for _ in range(20):
        assert elsewhere.sign_in(email).status_code == 200


def test_guesses_from_many_addresses_at_one_account_are_slowed_down_too(owner: Browser) -> None:
    codes = set()
    for number in range(70):
        browser = Browser(owner.client.application, address=f"198.51.100.{number}")  # type: ignore[arg-type]
        codes.add(browser.sign_in(owner.user["email"], "Wrong1!pass").get_json()["code"])
    assert codes == {"wrong_credentials", "too_many_requests"}


def test_without_redis_people_still_come_in_and_guessing_is_still_slowed_down(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    variables["REDIS_URL"] = "redis://127.0.0.1:1"
    browser: Browser = request.getfixturevalue("owner")
    assert browser.sign_in(browser.user["email"]).status_code == 200
    for _ in range(10):
        problem(browser.sign_in(browser.user["email"], "Wrong1!pass"), 401, "wrong_credentials")
    problem(browser.sign_in(browser.user["email"], "Wrong1!pass"), 429, "too_many_requests")


def test_an_access_token_runs_out_and_the_refresh_token_renews_it(owner: Browser, clock: ManualClock) -> None:
    clock.advance(timedelta(minutes=10))
    problem(owner.get("/api/auth/me"), 401, "not_signed_in")
    answer = owner.post("/api/auth/refresh")
    assert answer.get_json()["user"] == owner.user
    assert owner.get("/api/auth/me").status_code == 200


def test_a_spent_refresh_token_ends_the_session_of_whoever_holds_its_successor(
    owner: Browser, new_browser: Callable[[], Browser], clock: ManualClock
) -> None:
    stolen = owner.cookie("vp_refresh")
    assert stolen
    assert owner.post("/api/auth/refresh").status_code == 200
    clock.advance(11)
    thief = new_browser()
    thief.client.set_cookie("vp_refresh", stolen, path="/api/auth")
    problem(thief.post("/api/auth/refresh"), 401, "not_signed_in")
    problem(owner.get("/api/auth/me"), 401, "not_signed_in")
    problem(owner.post("/api/auth/refresh"), 401, "not_signed_in")


def test_two_tabs_that_refresh_at_once_both_go_on(owner: Browser, new_browser: Callable[[], Browser]) -> None:
    shared = owner.cookie("vp_refresh")
    assert shared
    other_tab = new_browser()
    other_tab.client.set_cookie("vp_refresh", shared, path="/api/auth")
    assert owner.post("/api/auth/refresh").status_code == 200
    assert other_tab.post("/api/auth/refresh").status_code == 200
    assert owner.get("/api/auth/me").status_code == 200
    assert other_tab.get("/api/auth/me").status_code == 200


def test_a_failed_refresh_takes_the_cookies_away(owner: Browser, clock: ManualClock) -> None:
    clock.advance(timedelta(days=30))
    problem(owner.post("/api/auth/refresh"), 401, "not_signed_in")
    assert [owner.cookie(name) for name in ("vp_access", "vp_refresh", "vp_csrf")] == [None, None, None]


def test_a_session_that_is_used_lasts(owner: Browser, clock: ManualClock) -> None:
    for _ in range(5):
        clock.advance(timedelta(days=29))
        assert owner.post("/api/auth/refresh").status_code == 200


def test_signing_out_ends_the_access_token_at_once(owner: Browser, stranger: Browser) -> None:
    headers = {"Authorization": f"Bearer {owner.access_token}"}
    assert stranger.get("/api/auth/me", headers=headers).status_code == 200
    assert owner.post("/api/auth/logout").status_code == 204
    problem(stranger.get("/api/auth/me", headers=headers), 401, "not_signed_in")
    assert owner.cookie("vp_access") is None


def test_signing_out_everywhere_ends_every_session_of_this_person_only(
    owner: Browser, neighbour: Browser, stranger: Browser
) -> None:
    stranger.sign_in(owner.user["email"])
    assert stranger.post("/api/auth/logout-everywhere").status_code == 204
    problem(owner.get("/api/auth/me"), 401, "not_signed_in")
    problem(owner.post("/api/auth/refresh"), 401, "not_signed_in")
    assert neighbour.get("/api/auth/me").status_code == 200


def test_a_person_sees_where_they_are_signed_in(owner: Browser, stranger: Browser, clock: ManualClock) -> None:
    clock.advance(60)
    stranger.sign_in(owner.user["email"])
    sessions = stranger.get("/api/auth/sessions").get_json()["sessions"]
    assert [session["current"] for session in sessions] == [True, False]
    assert {session["user_agent"] for session in sessions} == {"A browser"}
    owner.post("/api/auth/logout")
    assert len(stranger.get("/api/auth/sessions").get_json()["sessions"]) == 1


def test_a_hash_made_at_an_older_cost_is_renewed_at_sign_in(product: Product, owner: Browser) -> None:
    users = product.database["users"]
    real = Passwords()
    users.update_one({"_id": owner.user["id"]}, {"$set": {"password_hash": real.hash(PASSWORD)}})
    assert owner.sign_in(owner.user["email"]).status_code == 200
    row = users.find_one({"_id": owner.user["id"]})
    assert row is not None
    assert "m=8," in row["password_hash"]
    assert owner.sign_in(owner.user["email"]).status_code == 200


def test_what_has_run_out_is_forgotten_and_nothing_else(product: Product, owner: Browser, clock: ManualClock) -> None:
    assert product.accounts.forget_expired() == 0
    clock.advance(timedelta(days=20))
    owner.post("/api/auth/refresh")
    clock.advance(timedelta(days=20))
    assert product.accounts.forget_expired() > 0
    assert owner.post("/api/auth/refresh").status_code == 200
