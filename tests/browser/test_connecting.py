"""The ways into platforms that are not one consent page: a server, an app password, a choice, a no."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person


def test_mastodon_asks_for_the_server_and_a_wrong_one_is_told_at_the_field(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.stack.sandbox.account(ada.handle, service="mastodon", name="Ada Quist")
    ada.expects_refusal("/api/oauth/auth-url/mastodon", 422)
    ada.goes_to("/platforms")
    ada.presses("Connect Mastodon")
    server = ada.page.get_by_role("textbox", name="Server")
    server.fill("not a server")
    ada.presses("Go on to the server")
    expect(server).to_have_accessible_description(re.compile("is not the name of a Mastodon server"))
    ada.looks()

    ada.presses("mastodon.social")
    ada.presses("Go on to the server")
    ada.sees_heading(re.compile("wants to access your Mastodon account"))
    ada.page.get_by_role("radio", name=ada.handle).check()
    ada.presses("Authorize app")
    ada.sees_heading("Platforms")
    card = ada.page.get_by_role("region", name="Ada Quist")
    expect(card).to_contain_text("mastodon.social")
    expect(card).to_contain_text("does not run out")
    ada.looks()


def test_bluesky_takes_an_app_password_and_a_wrong_one_stores_nothing(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers()
    sandbox = ada.stack.sandbox
    made = sandbox.account(ada.handle, service="bluesky", name="Ada Quist")
    password = sandbox.control.post("/control/api/bluesky/tokens", json={"account": made["handle"]}).json()
    ada.expects_refusal("/api/oauth/sign-in/bluesky", 400)
    ada.goes_to("/platforms")
    ada.presses("Connect Bluesky")
    form = ada.page.get_by_role("dialog", name="Connect Bluesky")
    fields = form.get_by_role("textbox")
    fields.nth(0).fill(made["handle"])
    fields.nth(1).fill("aaaa-bbbb-cccc-dddd")
    form.get_by_role("button", name="Connect", exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text(re.compile("nothing was stored", re.IGNORECASE))
    expect(fields.nth(0)).to_have_value(made["handle"])
    ada.looks()
    assert ada.asks("GET", "/api/connections")["connections"] == []

    fields.nth(1).fill(password["app_password"])
    form.get_by_role("button", name="Connect", exact=True).click()
    expect(ada.page.get_by_role("region", name="Ada Quist")).to_contain_text(f"@{made['handle']}")
    ada.looks()


def test_facebook_connects_the_chosen_pages_and_no_others(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    begins_with_facebook(ada)
    ada.presses("Authorize app")
    ada.sees_heading("Which Facebook accounts?")
    ada.presses(re.compile("^Connect$"))
    ada.sees("Choose at least one account.")
    ada.looks()
    boxes = ada.page.get_by_role("list", name="Accounts").get_by_role("checkbox")
    assert boxes.count() > 1
    boxes.first.check()
    ada.presses("Connect 1 account")
    ada.sees_heading("Platforms")
    (connected,) = ada.asks("GET", "/api/connections")["connections"]
    card = ada.page.get_by_role("region", name=connected["name"])
    expect(card).to_contain_text("Last checked")
    ada.looks()

    card.get_by_role("button", name=f"More for {connected['name']}").click()
    ada.page.get_by_role("menuitem", name="Check now").click()
    ada.sees("Facebook was asked just now.")


def test_a_no_at_facebook_is_a_sentence_with_two_ways_on(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers()
    ada.expects_refusal("/api/oauth/callback/facebook", 400)
    begins_with_facebook(ada)
    ada.presses("Cancel")
    ada.sees_heading("Facebook was not connected")
    expect(ada.page.get_by_role("alert")).to_contain_text(re.compile("nothing was stored", re.IGNORECASE))
    expect(ada.page.get_by_role("button", name="Try again")).to_be_visible()
    ada.looks()
    ada.follows("Back to the platforms")
    ada.sees_heading("Platforms")
    assert ada.asks("GET", "/api/connections")["connections"] == []


def begins_with_facebook(person: Person) -> None:
    person.goes_to("/platforms")
    person.presses("Connect Facebook")
    person.sees_heading(re.compile("wants to access your Facebook account"))
