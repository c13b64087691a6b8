"""From the landing page to a connected account."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person


def test_a_stranger_registers_confirms_their_address_and_connects_x(visitor: Visitors) -> None:
    ada = visitor()
    ada.stack.sandbox.account(ada.handle, name="Ada Quist", followers=1234)
    ada.goes_to("/")
    ada.sees_heading("Every post goes out once. And on time.")
    ada.looks()
    ada.follows("Start for free")
    ada.sees_heading("Create your account")

    fills_in(ada, name="A", email="ada at example", password="short")
    for words in (
        "Please give a name of two characters or more.",
        "This does not look like an e-mail address.",
        "This password lacks something that is listed here.",
        "An account needs your agreement to the terms.",
    ):
        ada.sees(words)
    ada.looks()

    ada.page.get_by_role("checkbox").check()
    fills_in(ada, name=ada.name, email=ada.email, password=ada.password)
    ada.sees_heading("Welcome, Ada")
    assert urlsplit(ada.page.url).path == "/onboarding/welcome"
    ada.looks()
    confirms_address(ada)

    ada.presses("Continue")
    ada.sees_heading("Connect your platforms")
    ada.presses("Connect X")
    ada.sees_heading(re.compile("wants to access your X account"))
    ada.looks()
    ada.page.get_by_role("radio", name=ada.handle).check()
    ada.presses("Authorize app")
    ada.sees_heading("Connect your platforms")
    ada.sees(f"@{ada.handle}")
    ada.looks()
    ada.presses("Continue to content")
    ada.sees_heading("What do you post about?")

    ada.goes_to("/platforms")
    card = ada.page.get_by_role("listitem").filter(has_text=f"@{ada.handle}").first
    expect(card).to_contain_text("Ada Quist")
    expect(card).to_contain_text("1.2k followers")
    face = card.locator("img").first
    expect(face).to_be_visible()
    assert face.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    ada.looks()


def test_a_newcomer_comes_back_where_they_left_and_sets_up_an_automation(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers()
    ada.connects_x()
    ada.asks("PATCH", "/api/auth/me", {"onboarding_step": "domain-selection"})
    ada.goes_to("/login")
    sets_up_an_automation(ada)
    ada.sees_heading("All set. Your automation is running.")
    ada.looks()
    made = ada.asks("GET", "/api/automation")["automation"]
    assert (made["state"], made["content_distribution"]) == ("running", {"tech": 100})


def test_denying_a_stale_state_and_a_reused_code_each_get_a_sentence_and_store_nothing(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.stack.sandbox.account(ada.handle, name="Ada Quist")
    ada.expects_refusal("/api/oauth/callback/x", 400)
    ada.goes_to("/platforms")
    ada.sees("No account is connected yet")
    ada.looks()
    ada.presses("Connect X")
    ada.presses("Cancel")
    is_told_that_x_was_not_connected(ada, "you chose not to allow it")
    ada.looks()

    ada.goes_to("/auth/callback/x?code=madeup&state=stale")
    is_told_that_x_was_not_connected(ada, "not valid any more")

    ada.presses("Try again")
    ada.page.get_by_role("radio", name=ada.handle).check()
    with ada.page.expect_request(lambda request: "/auth/callback/x?" in request.url) as back:
        ada.presses("Authorize app")
    ada.sees(f"@{ada.handle}")
    assert len(ada.asks("GET", "/api/connections")["connections"]) == 1
    ada.page.goto(back.value.url)
    ada.sees("X was not connected")
    assert len(ada.asks("GET", "/api/connections")["connections"]) == 1


def fills_in(person: Person, *, name: str, email: str, password: str) -> None:
    person.page.get_by_label("Name").fill(name)
    person.page.get_by_label("E-mail address").fill(email)
    person.page.get_by_label("Password", exact=True).fill(password)
    person.presses("Create account")


def sets_up_an_automation(person: Person) -> None:
    person.sees_heading("What do you post about?")
    technology = person.page.get_by_role("listitem").filter(has_text="Technology").last
    technology.get_by_role("checkbox").check()
    technology.get_by_role("button", name=re.compile("Preview content")).click()
    expect(technology).to_contain_text("Just now, drafted without a model, for X")
    person.looks()
    person.presses("Save and continue")
    person.sees_heading("Do you want to automate your posts?")
    assert urlsplit(person.page.url).path == "/onboarding/automation-setup"
    person.page.get_by_role("switch", name="Run the automation").click()
    person.looks()
    person.presses("Complete the set-up")


def confirms_address(person: Person) -> None:
    mail = person.opens_mail("Welcome to VelocityPost")
    person.looks(mail)
    with person.context.expect_page() as opened:
        mail.frame_locator("iframe").get_by_role("link", name="Confirm").first.click()
    confirmed = opened.value
    expect(confirmed.get_by_role("heading", name="Your address is confirmed")).to_be_visible()
    person.looks(confirmed)
    confirmed.close()
    mail.close()
    assert person.asks("GET", "/api/auth/me")["user"]["email_verified"]


def is_told_that_x_was_not_connected(person: Person, why: str) -> None:
    person.sees_heading("X was not connected")
    expect(person.page.get_by_role("alert")).to_contain_text(re.compile(why, re.IGNORECASE))
    expect(person.page.get_by_role("alert")).to_contain_text(re.compile("nothing", re.IGNORECASE))
    assert person.asks("GET", "/api/connections")["connections"] == []
