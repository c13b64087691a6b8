"""Leaving, coming back, and a forgotten password."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person


def test_a_forgotten_password_is_replaced_through_the_mailbox(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.goes_to("/settings")
    ada.sees_heading("Settings")
    ada.looks()
    ada.presses("Account: Ada Quist")
    ada.page.get_by_role("menuitem", name="Sign out", exact=True).click()
    ada.sees_heading("Sign in")
    ada.looks()

    ada.expects_refusal("/api/auth/login", 401)
    signs_in(ada, password="Wr0ng!password")
    expect(ada.page.get_by_role("alert")).to_be_visible()
    signs_in(ada, password=ada.password)
    ada.sees_heading("Settings")

    ada.presses("Account: Ada Quist")
    ada.page.get_by_role("menuitem", name="Sign out", exact=True).click()
    ada.follows("Forgot it?")
    ada.sees_heading("Reset your password")
    ada.page.get_by_label("E-mail address").fill(ada.email)
    ada.looks()
    ada.presses("Send the link")
    ada.sees_heading("Check your mail")

    mail = ada.opens_mail("Choose a new password")
    with ada.context.expect_page() as opened:
        mail.frame_locator("iframe").get_by_role("link", name="password").first.click()
    ada.page = opened.value
    ada.sees_heading("Set a new password")
    ada.page.get_by_label("New password", exact=True).fill("N3w!passage")
    ada.looks()
    ada.presses("Save the new password")
    ada.sees_heading("Your new password is set")
    ada.follows("Sign in")
    signs_in(ada, password=ada.password)
    expect(ada.page.get_by_role("alert")).to_be_visible()
    signs_in(ada, password="N3w!passage")
    expect(ada.page.get_by_role("button", name="Account: Ada Quist")).to_be_visible()


def test_signing_out_everywhere_ends_the_session_on_the_other_device(visitor: Visitors) -> None:
    desk, phone = visitor(), visitor(width=390)
    desk.registers()
    phone.email = desk.email
    phone.goes_to("/settings")
    signs_in(phone, password=desk.password)
    phone.sees_heading("Settings")
    desk.goes_to("/settings")
    desk.presses("Sign out everywhere")
    desk.page.get_by_role("alertdialog").or_(desk.page.get_by_role("dialog")).get_by_role(
        "button", name="Sign out everywhere"
    ).click()
    desk.sees_heading("Sign in")

    for path in ("/api/auth/me", "/api/auth/refresh", "/api/stream", "/api/auth/sessions", "/api/connections"):
        phone.expects_refusal(path, 401)
    phone.page.reload()
    phone.sees_heading("Sign in")


def signs_in(person: Person, *, password: str) -> None:
    person.page.get_by_label("E-mail address").fill(person.email)
    person.page.get_by_label("Password", exact=True).fill(password)
    person.presses("Sign in")
