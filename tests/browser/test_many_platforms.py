"""One post for many platforms: connected at their own pages, tailored, sent to all, seen on each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person, picture
from tests.browser.writing import SENT_WITHIN_MS, adds_picture, outcome, types

TEXT = "Cardamom buns, warm until noon."
TOLD_TO_COLLEAGUES = "We bake cardamom buns again, and we are looking for a second baker."
ALT = "A tray of golden cardamom buns"


# Longer than a test may take in the suite; `pytest -m slow tests/browser` runs it.
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_one_post_is_tailored_for_each_platform_and_published_on_all(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor()
    ada.registers(plan_type="agency")
    ada.connects_x()
    linkedin = connects_at_its_page(ada, "linkedin")
    pinterest = connects_at_its_page(ada, "pinterest")

    ada.goes_to("/compose")
    ada.sees_heading("Compose")
    chips = ada.page.get_by_role("group", name="Post to").get_by_role("button")
    expect(chips).to_have_count(3)
    for chip in chips.all():
        if chip.get_attribute("aria-pressed") == "false":
            chip.click()
    types(ada, TEXT)
    adds_picture(ada, picture(tmp_path), ALT)
    ada.sees(re.compile("Pinterest needs “Board”"))
    ada.looks()

    tailors_for(ada, linkedin, "LinkedIn")
    ada.page.get_by_role("textbox", name="Post text").fill(TOLD_TO_COLLEAGUES)
    ada.sees("Own text")
    ada.looks()

    tailors_for(ada, pinterest, "Pinterest")
    expect(ada.page.get_by_role("textbox", name="Post text")).to_have_value(TEXT)
    ada.page.get_by_role("combobox", name="Board", exact=True).click()
    ada.page.get_by_role("option").first.click()
    expect(ada.page.get_by_label("Preview on Pinterest")).to_contain_text(TEXT)
    ada.looks()

    ada.presses("Publish now")
    published = outcome(ada).get_by_text("Published", exact=True)
    expect(published).to_have_count(3, timeout=2 * SENT_WITHIN_MS)
    ada.looks()
    for platform, text in (("X", TEXT), ("LinkedIn", TOLD_TO_COLLEAGUES), ("Pinterest", TEXT)):
        sees_it_at(ada, platform, text)


def connects_at_its_page(person: Person, platform: str) -> dict[str, Any]:
    """Says yes at the twin's consent page, as a browser shows it."""
    before = {account["id"] for account in accounts(person)}
    address = person.asks("GET", f"/api/oauth/auth-url/{platform}?return_to=/compose")["auth_url"]
    person.page.goto(address)
    person.presses("Authorize app")
    person.sees_heading("Compose")
    found = [account for account in accounts(person) if account["id"] not in before]
    assert len(found) == 1, f"{platform} was not connected"
    return found[0]


def accounts(person: Person) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = person.asks("GET", "/api/connections")["connections"]
    return listed


def tailors_for(person: Person, account: dict[str, Any], platform: str) -> None:
    """Opens the account's own version."""
    versions = person.page.get_by_role("group", name="Who gets what")
    versions.get_by_role("button", name=re.compile(f"Tailor for .* on {platform}")).click()
    options = person.page.get_by_role("region", name=re.compile(f"Options for .* on {platform}"))
    expect(options).to_be_visible()
    assert account["platform"].startswith(platform.lower())


def sees_it_at(person: Person, platform: str, text: str) -> None:
    """Opens the post where it went."""
    with person.page.expect_popup() as opened:
        outcome(person).get_by_role("link", name=f"Open on {platform}", exact=True).click()
    there = opened.value
    expect(there.get_by_text(text).first).to_be_visible()
    there.close()
