from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from velocitypost.wiring import Product


def test_registering_answers_in_the_agreed_shape_and_signs_in(stranger: Browser) -> None:
    answer = stranger.register(name="John Smith", email="john@example.com", plan_type="pro")
    assert answer.status_code == 201
    body = answer.get_json()
    assert body["success"] is True
    assert body["message"] == "Registration successful"
    assert body["access_token"]
    user = body["user"]
    assert (user["name"], user["email"], user["plan_type"]) == ("John Smith", "john@example.com", "pro")
    assert user["email_verified"] is False
    assert user["workspace"]["publishing"] == "running"
    assert user["workspace"]["onboarding_step"] == "welcome"
    assert user["workspace"]["late_limit_hours"] == 12
    assert stranger.get("/api/auth/me").get_json()["user"] == user


def test_the_cookies_cannot_be_read_by_scripts_nor_sent_from_elsewhere(stranger: Browser) -> None:
    cookies = {line.partition("=")[0]: line for line in stranger.register().headers.getlist("Set-Cookie")}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= _attributes(cookies["vp_access"])
    assert {"HttpOnly", "SameSite=Strict", "Path=/api/auth"} <= _attributes(cookies["vp_refresh"])
    assert {"SameSite=Strict", "Path=/"} <= _attributes(cookies["vp_csrf"])
    assert "HttpOnly" not in _attributes(cookies["vp_csrf"])
    assert not any("Secure" in _attributes(line) for line in cookies.values())


def test_on_https_the_cookies_are_secure_and_browsers_are_told_to_stay(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    variables["PUBLIC_URL"] = "https://app.example.com"
    answer = request.getfixturevalue("stranger").register()
    assert all("Secure" in _attributes(line) for line in answer.headers.getlist("Set-Cookie"))
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "A"),
        ("name", "   "),
        ("name", "A\x00da"),
        ("name", "A\u202eda"),
        ("name", "x" * 101),
        ("name", "\ud800da"),
        ("email", "nobody"),
        ("email", "a@b"),
        ("email", "a b@example.com"),
        ("email", "a@example.com\nBcc: b@example.com"),
        ("password", "short1!A"[:7]),
        ("password", "nouppercase1!"),
        ("password", "NOLOWERCASE1!"),
        ("password", "NoDigits!!"),
        ("password", "NoSpecial11"),
        ("password", "Aa1!" * 40),
        ("plan_type", "gold"),
        ("terms_accepted", False),
        ("time_zone", "Middle/Earth"),
        ("time_zone", "../../etc/passwd"),
        ("is_admin", True),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_stored(
    stranger: Browser, product: Product, field: str, value: object
) -> None:
    body = problem(stranger.register(**{field: value}), 422, "validation_failed")
    assert faulty_fields(body) == {field}
    assert product.database["users"].find_one({}) is None
    assert product.database["workspaces"].find_one({}) is None


def test_every_faulty_field_is_told_at_once(stranger: Browser) -> None:
    answer = stranger.register(name="A", email="x", password="x", terms_accepted=False)
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"name", "email", "password", "terms_accepted"}


def test_an_address_is_taken_whatever_its_letter_case(stranger: Browser, new_browser: Callable[[], Browser]) -> None:
    stranger.register(email="Ada@Example.com")
    body = problem(new_browser().register(email="aDA@example.COM"), 409, "email_taken")
    assert faulty_fields(body) == {"email"}


def test_of_two_registrations_at_once_with_one_address_one_wins_and_nothing_is_left_of_the_other(
    product: Product, stranger: Browser, new_browser: Callable[[], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = product.accounts
    hash_password = accounts._passwords.hash

    def meanwhile(password: str) -> str:
        monkeypatch.undo()
        assert new_browser().register(email="ada@example.com").status_code == 201
        return hash_password(password)

    monkeypatch.setattr(accounts._passwords, "hash", meanwhile)
    problem(stranger.register(email="ada@example.com"), 409, "email_taken")
    assert len(list(product.database["users"].find({}))) == 1
    assert len(list(product.database["workspaces"].find({}))) == 1
    assert len(list(product.database["members"].find({}))) == 1


def test_without_the_sandbox_a_plan_that_costs_is_only_noted(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    del variables["SANDBOX_URL"]
    browser: Browser = request.getfixturevalue("stranger")
    user = browser.register(plan_type="agency").get_json()["user"]
    assert (user["plan_type"], user["wanted_plan"]) == ("free", "agency")
    assert browser.get("/api/meta").get_json()["mode"] == "live"


def test_registering_again_and_again_from_one_address_is_slowed_down(stranger: Browser) -> None:
    for _ in range(100):
        assert stranger.register(name="A").status_code == 422
    body = problem(stranger.register(), 429, "too_many_requests")
    assert 0 < body["retry_after"] <= 3600


def test_a_person_changes_name_zone_and_step(owner: Browser) -> None:
    changes = {"name": " Ada King ", "time_zone": "America/New_York", "onboarding_step": "complete"}
    user = owner.patch("/api/auth/me", changes).get_json()["user"]
    assert (user["name"], user["time_zone"]) == ("Ada King", "America/New_York")
    assert user["workspace"]["onboarding_step"] == "complete"
    assert owner.get("/api/auth/me").get_json()["user"] == user


@pytest.mark.parametrize("field", ["name", "time_zone"])
def test_nothing_can_be_emptied(owner: Browser, field: str) -> None:
    assert faulty_fields(problem(owner.patch("/api/auth/me", {field: ""}), 422, "validation_failed")) == {field}


def test_a_bad_change_changes_nothing(owner: Browser) -> None:
    before = owner.get("/api/auth/me").get_json()
    body = problem(owner.patch("/api/auth/me", {"name": "Grace", "time_zone": "Nowhere"}), 422, "validation_failed")
    assert faulty_fields(body) == {"time_zone"}
    assert owner.get("/api/auth/me").get_json() == before


def _attributes(cookie: str) -> set[str]:
    return {part.strip() for part in cookie.split(";")[1:]}
