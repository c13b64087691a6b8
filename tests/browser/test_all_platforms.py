"""A new user connects every network and sends one film to all eleven in one go, and looks at it on each."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person
from tests.browser.writing import outcome, types
from tests.contract import files

TEXT = "Cardamom buns, warm until noon."
WITHIN_S = 120.0
DIGESTED_WITHIN_MS = 90_000
BY_CONSENT = ("X", "Facebook", "Instagram", "Threads", "LinkedIn", "YouTube", "TikTok", "Pinterest", "Reddit")
EVERYWHERE = (*BY_CONSENT, "Bluesky", "Mastodon")
# Where set, pictures of the composer and of every network's page are put there.
PICTURES = os.environ.get("VELOCITYPOST_PICTURES")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_new_user_sends_one_film_to_all_eleven_networks_in_one_go(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor(width=1440)
    film = tmp_path / "cardamom buns.mp4"
    film.write_bytes(files.film(4, (540, 960)))

    began = time.monotonic()
    ada.registers(plan_type="agency")
    ada.goes_to("/platforms")
    for platform in BY_CONSENT:
        connects(ada, platform)
    connects_bluesky(ada)
    connects_mastodon(ada)
    connected = time.monotonic() - began

    ada.goes_to("/compose")
    ada.sees_heading("Compose")
    chips = ada.page.get_by_role("group", name="Post to").get_by_role("button")
    expect(chips).to_have_count(len(EVERYWHERE))
    for chip in chips.all():
        if chip.get_attribute("aria-pressed") == "false":
            chip.click()
    types(ada, TEXT)
    with ada.page.expect_file_chooser() as chooser:
        ada.presses("Add pictures")
    chooser.value.set_files(film)
    answers_what_each_must_know(ada)
    pictured(ada, "composer")
    ada.presses("Publish now")
    pictured(ada, "sending")
    written = time.monotonic() - began
    published = outcome(ada).get_by_text("Published", exact=True)
    expect(published).to_have_count(len(EVERYWHERE), timeout=DIGESTED_WITHIN_MS)
    took = time.monotonic() - began
    print(f"\nconnected after {connected:.0f} s, sent after {written:.0f} s, out on all after {took:.0f} s")
    ada.looks()
    for platform in EVERYWHERE:
        sees_it_at(ada, platform)
    assert took < WITHIN_S


def connects(person: Person, platform: str) -> None:
    """Goes to its consent page, says yes, and chooses the first where there are several."""
    person.page.get_by_role("button", name=f"Connect {platform}", exact=True).click()
    person.presses("Authorize app")
    heading = person.heading(re.compile("^Platforms$|^Which .* accounts"))
    expect(heading).to_be_visible()
    if heading.inner_text().startswith("Which"):
        person.page.get_by_role("list", name="Accounts").get_by_role("checkbox").first.check()
        person.presses("Connect 1 account")
        person.sees_heading("Platforms")


def connects_bluesky(person: Person) -> None:
    """By a handle and an app password, which the twin makes as Bluesky's settings do."""
    sandbox = person.stack.sandbox
    account = sandbox.account(person.handle, service="bluesky", name=person.name)
    password = sandbox.control.post("/control/api/bluesky/tokens", json={"account": account["handle"]}).json()
    person.presses("Connect Bluesky")
    form = person.page.get_by_role("dialog", name="Connect Bluesky")
    form.get_by_role("textbox").nth(0).fill(account["handle"])
    form.get_by_role("textbox").nth(1).fill(password["app_password"])
    form.get_by_role("button", name="Connect", exact=True).click()
    expect(form).to_be_hidden()


def connects_mastodon(person: Person) -> None:
    """By the name of a server, and its consent page."""
    person.presses("Connect Mastodon")
    person.presses("mastodon.social")
    person.presses("Go on to the server")
    person.presses("Authorize app")
    person.sees_heading("Platforms")


def answers_what_each_must_know(person: Person) -> None:
    """Gives each network what it asks for beside the text, until none lacks anything."""
    states = person.page.get_by_role("list", name="Each account").get_by_role("listitem")
    expect(states.get_by_text(re.compile("^Ready"))).to_have_count(len(EVERYWHERE) - 4)
    options_of(person, "YouTube").get_by_role("textbox", name="Title").fill("Cardamom buns")
    chooses_first(person, options_of(person, "TikTok"), "Who can see it")
    chooses_first(person, options_of(person, "Pinterest"), "Board")
    reddit = options_of(person, "Reddit")
    reddit.get_by_label("Where").fill("u_mapleandrye")
    reddit.get_by_role("textbox", name="Title").fill("Cardamom buns")
    person.page.get_by_role("button", name="All accounts").click()
    expect(states.get_by_text(re.compile("^Ready"))).to_have_count(len(EVERYWHERE))


def options_of(person: Person, platform: str) -> Locator:
    """Opens the account's own version; gives what its network wants to know."""
    versions = person.page.get_by_role("group", name="Who gets what")
    versions.get_by_role("button", name=re.compile(f"Tailor for .* on {platform}")).click()
    return person.page.get_by_role("region", name=re.compile(f"Options for .* on {platform}"))


def chooses_first(person: Person, options: Locator, name: str) -> None:
    options.get_by_role("combobox", name=name).click()
    person.page.get_by_role("option").first.click()


def sees_it_at(person: Person, platform: str) -> None:
    """Opens the post where it went."""
    link: Locator = outcome(person).get_by_role("link", name=f"Open on {platform}", exact=True)
    with person.page.expect_popup() as opened:
        link.click()
    there = opened.value
    expect(there.get_by_text(TEXT).first).to_be_visible()
    expect(there.locator("video").first).to_be_visible()
    if PICTURES:
        there.screenshot(path=Path(PICTURES) / f"{platform.lower()}.png", full_page=True)
    there.close()


def pictured(person: Person, name: str) -> None:
    if PICTURES:
        person.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
