"""What one signs in with, changed in the settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.flows.browser import PASSWORD, Browser, faulty_fields, problem
from tests.flows.post_office import PostOffice, link_token, text_of
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product

NEW_PASSWORD = "N3w!Password"
NEW_EMAIL = "countess@example.com"
Deliver = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def deliver(product: Product, post_office: PostOffice) -> Deliver:
    """Delivers what is due and tells to whom what went."""

    def deliver() -> list[tuple[str, str]]:
        before = len(post_office.mails)
        product.notifications.deliver_due()
        return [(mail["To"], mail["Subject"]) for mail in post_office.mails[before:]]

    return deliver


def change_password(browser: Browser, *, current: str = PASSWORD, password: str = NEW_PASSWORD) -> TestResponse:
    return browser.post("/api/auth/change-password", {"current_password": current, "password": password})


def change_email(browser: Browser, email: str = NEW_EMAIL, password: str = PASSWORD) -> TestResponse:
    return browser.post("/api/auth/change-email", {"email": email, "password": password})


def test_a_changed_password_opens_the_account_ends_all_other_sessions_and_is_told_by_mail(
    owner: Browser, new_browser: Callable[[], Browser], deliver: Deliver
) -> None:
    deliver()
    elsewhere, email = new_browser(), owner.user["email"]
    elsewhere.sign_in(email)
    assert change_password(owner).status_code == 200
    assert owner.get("/api/auth/me").status_code == 200
    problem(elsewhere.get("/api/auth/me"), 401, "not_signed_in")
    problem(elsewhere.post("/api/auth/refresh"), 401, "not_signed_in")
    problem(elsewhere.sign_in(email), 401, "wrong_credentials")
    assert elsewhere.sign_in(email, NEW_PASSWORD).status_code == 200
    assert deliver() == [(email, "Your VelocityPost password was changed")]


def test_without_the_old_password_and_a_good_new_one_nothing_changes(owner: Browser, deliver: Deliver) -> None:
    deliver()
    refused = problem(change_password(owner, current="Wr0ng!Secret"), 422, "validation_failed")
    assert faulty_fields(refused) == {"current_password"}
    assert faulty_fields(problem(change_password(owner, password="weak"), 422, "validation_failed")) == {"password"}
    assert owner.sign_in(owner.user["email"]).status_code == 200
    assert deliver() == []


def test_who_sits_at_an_open_browser_cannot_guess_the_password(owner: Browser) -> None:
    for _ in range(10):
        problem(change_password(owner, current="Wr0ng!Secret"), 422, "validation_failed")
    problem(change_password(owner), 429, "too_many_requests")


def test_a_link_to_a_new_password_that_is_out_stops_working_when_the_password_changes(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Deliver
) -> None:
    stranger.post("/api/auth/forgot-password", {"email": owner.user["email"]})
    deliver()
    change_password(owner)
    answer = stranger.post(
        "/api/auth/reset-password", {"token": link_token(post_office.mails[-1]), "password": PASSWORD}
    )
    problem(answer, 400, "token_invalid")


def test_another_address_holds_once_its_own_mail_was_read_and_both_are_written_to(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Deliver
) -> None:
    deliver()
    old = owner.user["email"]
    answer = change_email(owner)
    assert answer.status_code == 202
    assert (answer.get_json()["user"]["email"], answer.get_json()["user"]["pending_email"]) == (old, NEW_EMAIL)
    assert {to for to, _ in deliver()} == {old, NEW_EMAIL}
    assert stranger.sign_in(old).status_code == 200
    problem(stranger.sign_in(NEW_EMAIL), 401, "wrong_credentials")

    [token] = [link_token(mail) for mail in post_office.mails if mail["To"] == NEW_EMAIL]
    for _ in range(2):  # opened twice, it says the same twice
        answer = stranger.post("/api/auth/verify-email", {"token": token})
        assert answer.get_json()["message"] == f"{NEW_EMAIL} is confirmed."
    user = owner.get("/api/auth/me").get_json()["user"]
    assert (user["email"], user["pending_email"], user["email_verified"]) == (NEW_EMAIL, None, True)
    assert stranger.sign_in(NEW_EMAIL).status_code == 200
    problem(stranger.sign_in(old), 401, "wrong_credentials")
    assert deliver() == [(old, "The e-mail address of your VelocityPost account was changed")]
    assert NEW_EMAIL in text_of(post_office.mails[-1])


def test_another_address_needs_the_password_and_must_be_another_one(owner: Browser, deliver: Deliver) -> None:
    deliver()
    assert faulty_fields(problem(change_email(owner, password="Wr0ng!Secret"), 422, "validation_failed")) == {
        "password"
    }
    for email in ("nonsense", owner.user["email"].upper()):
        assert faulty_fields(problem(change_email(owner, email), 422, "validation_failed")) == {"email"}
    assert owner.get("/api/auth/me").get_json()["user"]["pending_email"] is None
    assert deliver() == []


def test_asking_for_an_address_that_somebody_has_tells_only_them(
    owner: Browser, neighbour: Browser, post_office: PostOffice, deliver: Deliver
) -> None:
    deliver()
    taken = change_email(owner, neighbour.user["email"].upper())
    free = change_email(owner, NEW_EMAIL)
    change_email(owner, neighbour.user["email"])
    assert taken.status_code == free.status_code
    assert set(taken.get_json()["user"]) == set(free.get_json()["user"])
    assert (neighbour.user["email"], "You have a VelocityPost account with this address already") in deliver()
    for mail in post_office.mails[-3:]:
        assert "token=" not in text_of(mail)


def test_an_address_that_somebody_took_before_it_was_confirmed_stays_theirs(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Deliver
) -> None:
    change_email(owner)
    deliver()
    [token] = [link_token(mail) for mail in post_office.mails if mail["To"] == NEW_EMAIL]
    assert stranger.register(email=NEW_EMAIL).status_code == 201
    problem(owner.post("/api/auth/verify-email", {"token": token}), 409, "email_taken")
    assert owner.get("/api/auth/me").get_json()["user"]["email"] == owner.user["email"]


@pytest.mark.parametrize("ended_by", ["keeping the old one", "another password", "another wish", "time"])
def test_a_link_to_an_address_that_is_not_wanted_any_more_changes_nothing(
    ended_by: str, owner: Browser, post_office: PostOffice, deliver: Deliver, clock: ManualClock
) -> None:
    change_email(owner)
    deliver()
    [token] = [link_token(mail) for mail in post_office.mails if mail["To"] == NEW_EMAIL]
    match ended_by:
        case "keeping the old one":
            assert owner.delete("/api/auth/change-email").get_json()["user"]["pending_email"] is None
        case "another password":
            change_password(owner)
        case "another wish":
            change_email(owner, "lovelace@example.com")
        case _:
            clock.advance(timedelta(days=1))
    problem(owner.post("/api/auth/verify-email", {"token": token}), 400, "token_invalid")


def test_a_mail_to_an_address_that_is_not_wanted_any_more_is_not_sent(owner: Browser, deliver: Deliver) -> None:
    deliver()
    change_email(owner)
    owner.delete("/api/auth/change-email")
    assert NEW_EMAIL not in {to for to, _ in deliver()}


def test_the_link_of_the_first_address_does_not_bring_it_back(
    owner: Browser, post_office: PostOffice, deliver: Deliver
) -> None:
    deliver()
    first = link_token(post_office.mails[0])
    change_email(owner)
    deliver()
    [token] = [link_token(mail) for mail in post_office.mails if mail["To"] == NEW_EMAIL]
    owner.post("/api/auth/verify-email", {"token": token})
    problem(owner.post("/api/auth/verify-email", {"token": first}), 400, "token_invalid")


def delete_account(browser: Browser, *, password: str = PASSWORD, confirmation: str = "DELETE") -> TestResponse:
    return browser.post("/api/auth/delete-account", {"password": password, "confirmation": confirmation})


def test_an_account_is_deleted_with_its_password_and_a_typed_word_only(owner: Browser, deliver: Deliver) -> None:
    deliver()
    wrong = delete_account(owner, password="Wr0ng!Secret")
    assert faulty_fields(problem(wrong, 422, "validation_failed")) == {"password"}
    wrong = delete_account(owner, confirmation="delete it")
    assert faulty_fields(problem(wrong, 422, "validation_failed")) == {"confirmation"}
    assert owner.get("/api/auth/me").status_code == 200
    assert deliver() == []


def test_a_deleted_account_lets_nobody_in_says_goodbye_and_frees_its_address(
    product: Product, owner: Browser, new_browser: Callable[[], Browser], deliver: Deliver
) -> None:
    deliver()
    elsewhere, email = new_browser(), owner.user["email"]
    elsewhere.sign_in(email)
    program = {"Authorization": f"Bearer {owner.access_token}"}
    assert delete_account(owner).status_code == 200
    assert (owner.cookie("vp_access"), owner.cookie("vp_csrf")) == (None, None)
    problem(new_browser().get("/api/auth/me", headers=program), 401, "not_signed_in")
    problem(elsewhere.get("/api/posts"), 401, "not_signed_in")
    problem(elsewhere.post("/api/auth/refresh"), 401, "not_signed_in")
    problem(elsewhere.sign_in(email), 401, "wrong_credentials")
    assert elsewhere.register(email=email).status_code == 201
    while product.closing.work():
        pass
    assert elsewhere.get("/api/auth/me").get_json()["user"]["email"] == email
    assert (email, "Your VelocityPost account is deleted") in deliver()
