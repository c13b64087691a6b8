from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.post_office import PostOffice, html_of, link_token, text_of
from velocitypost.core.clock import ManualClock
from velocitypost.wiring import Product

NEW_PASSWORD = "N3w!Password"


@pytest.fixture
def deliver(product: Product, post_office: PostOffice) -> Callable[[], list[str]]:
    """Delivers what is due and tells the new subjects."""

    def deliver() -> list[str]:
        before = len(post_office.mails)
        product.notifications.deliver_due()
        return [mail["Subject"] for mail in post_office.mails[before:]]

    return deliver


def test_registering_does_not_wait_for_the_mail_server_and_the_welcome_comes_later(
    product: Product, post_office: PostOffice, stranger: Browser
) -> None:
    stranger.register(name="Ada <b>", email="ada@example.com")
    assert post_office.mails == []
    assert product.notifications.deliver_due() == 1
    assert product.notifications.deliver_due() == 0
    [mail] = post_office.mails
    assert mail["To"] == "ada@example.com"
    assert "Welcome, Ada <b>" in text_of(mail)
    assert "Ada &lt;b&gt;" in html_of(mail)
    assert f"{product.settings.base_url}/verify-email?token=" in html_of(mail)
    assert "<img" not in html_of(mail)


def test_the_link_confirms_the_address_and_says_so_again_when_it_is_opened_again(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    token = link_token(post_office.mails[0])
    for _ in range(2):
        answer = stranger.post("/api/auth/verify-email", {"token": token})
        assert answer.get_json()["message"] == f"{owner.user['email']} is confirmed."
    assert owner.get("/api/auth/me").get_json()["user"]["email_verified"] is True


def test_the_link_can_be_asked_for_again_until_the_address_is_confirmed(
    owner: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    assert owner.post("/api/auth/resend-verification").status_code == 202
    assert deliver() == ["Please confirm your e-mail address"]
    owner.post("/api/auth/verify-email", {"token": link_token(post_office.mails[-1])})
    assert owner.post("/api/auth/resend-verification").status_code == 202
    assert deliver() == []


def test_a_link_is_too_old_after_its_time(
    owner: Browser, post_office: PostOffice, deliver: Callable[[], list[str]], clock: ManualClock
) -> None:
    deliver()
    clock.advance(timedelta(days=7))
    problem(owner.post("/api/auth/verify-email", {"token": link_token(post_office.mails[0])}), 400, "token_invalid")


def test_a_forgotten_password_is_replaced_and_every_session_ends(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    email = owner.user["email"]
    assert stranger.post("/api/auth/forgot-password", {"email": f" {email.upper()} "}).status_code == 202
    assert deliver() == ["Choose a new password for VelocityPost"]
    token = link_token(post_office.mails[-1])
    weak = stranger.post("/api/auth/reset-password", {"token": token, "password": "weak"})
    assert faulty_fields(problem(weak, 422, "validation_failed")) == {"password"}
    answer = stranger.post("/api/auth/reset-password", {"token": token, "password": NEW_PASSWORD})
    assert answer.status_code == 200
    problem(owner.get("/api/auth/me"), 401, "not_signed_in")
    problem(stranger.sign_in(email), 401, "wrong_credentials")
    assert stranger.sign_in(email, NEW_PASSWORD).status_code == 200
    assert deliver() == ["Your VelocityPost password was changed"]
    assert "token=" not in text_of(post_office.mails[-1])


def test_a_link_to_a_new_password_works_once_and_ends_all_others(
    owner: Browser, stranger: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    for _ in range(2):
        stranger.post("/api/auth/forgot-password", {"email": owner.user["email"]})
        deliver()
    older, newer = (link_token(mail) for mail in post_office.mails[-2:])
    assert stranger.post("/api/auth/reset-password", {"token": newer, "password": NEW_PASSWORD}).status_code == 200
    for token in (older, newer):
        answer = stranger.post("/api/auth/reset-password", {"token": token, "password": NEW_PASSWORD})
        problem(answer, 400, "token_invalid")


def test_a_link_of_one_kind_does_not_serve_for_another(
    owner: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    token = link_token(post_office.mails[0])
    answer = owner.post("/api/auth/reset-password", {"token": token, "password": NEW_PASSWORD})
    problem(answer, 400, "token_invalid")


def test_asking_for_a_new_password_tells_nobody_whether_the_account_exists(
    product: Product, owner: Browser, stranger: Browser, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    known = stranger.post("/api/auth/forgot-password", {"email": owner.user["email"]})
    unknown = stranger.post("/api/auth/forgot-password", {"email": "nobody@example.com"})
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    kept = list(product.database["mails"].find({}))
    assert [row["kind"] for row in kept] == ["reset_password", "reset_password"]
    assert len(deliver()) == 1
    assert list(product.database["mails"].find({})) == []


def test_asking_for_mails_again_and_again_is_slowed_down(stranger: Browser) -> None:
    for _ in range(5):
        assert stranger.post("/api/auth/forgot-password", {"email": "ada@example.com"}).status_code == 202
    problem(stranger.post("/api/auth/forgot-password", {"email": "ADA@example.com"}), 429, "too_many_requests")


def test_no_secret_of_a_link_is_ever_stored(
    product: Product, owner: Browser, post_office: PostOffice, deliver: Callable[[], list[str]]
) -> None:
    deliver()
    token = link_token(post_office.mails[0])
    for name in product.database.list_collection_names():
        assert token not in str(list(product.database[name].find({})))


def test_a_mail_that_cannot_be_delivered_now_is_tried_again_later(
    product: Product, owner: Browser, post_office: PostOffice, deliver: Callable[[], list[str]], clock: ManualClock
) -> None:
    post_office.refusal = "451 try again later"
    assert deliver() == []
    post_office.refusal = ""
    assert deliver() == []
    clock.advance(5)
    assert len(deliver()) == 1


def test_a_mail_server_that_is_away_loses_nothing(
    variables: dict[str, str], request: pytest.FixtureRequest, clock: ManualClock
) -> None:
    variables["SMTP_PORT"] = "1"
    product: Product = request.getfixturevalue("product")
    assert request.getfixturevalue("stranger").register().status_code == 201
    for _ in range(3):
        assert product.notifications.deliver_due() == 0
        clock.advance(timedelta(minutes=5))
    assert len(list(product.database["mails"].find({}))) == 1


def test_a_mail_is_given_up_after_a_day(
    product: Product, owner: Browser, post_office: PostOffice, clock: ManualClock
) -> None:
    post_office.refusal = "451 try again later"
    tries = 0
    while product.database["mails"].find_one({}):
        product.notifications.deliver_due()
        clock.advance(timedelta(hours=1))
        tries += 1
        assert tries < 30
    assert tries >= 23


def test_a_mail_that_is_refused_for_good_is_given_up_at_once(
    product: Product, owner: Browser, post_office: PostOffice
) -> None:
    post_office.refusal = "554 no such person"
    assert product.notifications.deliver_due() == 0
    assert product.database["mails"].find_one({}) is None


def test_two_workers_do_not_send_the_same_mail(
    product: Product, owner: Browser, post_office: PostOffice, clock: ManualClock
) -> None:
    outbox = product.notifications._outbox
    [letter] = outbox.list_due(10)
    assert outbox.claim(letter, timedelta(minutes=2)) is True
    assert outbox.claim(letter, timedelta(minutes=2)) is False
    assert product.notifications.deliver_due() == 0
    clock.advance(timedelta(minutes=2))
    assert product.notifications.deliver_due() == 1


def test_posts_go_out_without_a_confirmed_address_in_the_sandbox_only(
    variables: dict[str, str], request: pytest.FixtureRequest, post_office: PostOffice
) -> None:
    del variables["SANDBOX_URL"]
    product: Product = request.getfixturevalue("product")
    browser: Browser = request.getfixturevalue("owner")
    workspace_id = browser.user["workspace"]["id"]
    assert product.workspaces.may_publish(workspace_id) is False
    product.notifications.deliver_due()
    browser.post("/api/auth/verify-email", {"token": link_token(post_office.mails[0])})
    assert product.workspaces.may_publish(workspace_id) is True
    assert product.workspaces.may_publish("workspace_unknown") is False


def test_in_the_sandbox_nobody_has_to_confirm_an_address(product: Product, owner: Browser) -> None:
    assert product.workspaces.may_publish(owner.user["workspace"]["id"]) is True
