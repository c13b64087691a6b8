"""The same way with a thumb, 390 px wide."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import picture
from tests.browser.writing import adds_picture, preview, sees_it_published, types

PHONE = 390


def test_a_phone_is_enough_to_register_connect_write_and_publish(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor(width=PHONE)
    ada.stack.sandbox.account(ada.handle, name=ada.name)
    ada.goes_to("/")
    ada.looks()
    ada.follows("Start for free")
    ada.page.get_by_label("Name").fill(ada.name)
    ada.page.get_by_label("E-mail address").fill(ada.email)
    ada.page.get_by_label("Password", exact=True).fill(ada.password)
    ada.page.get_by_role("checkbox").check()
    ada.looks()
    ada.presses("Create account")
    ada.sees_heading("Welcome, Ada")
    ada.presses("Continue")
    ada.presses("Connect X")
    ada.page.get_by_role("radio", name=ada.handle).check()
    ada.looks()
    ada.presses("Authorize app")
    ada.sees(f"@{ada.handle}")
    ada.presses("Continue to content")
    ada.presses("Skip for now")
    ada.presses("Set it up later")
    ada.follows("Write a post")

    ada.sees_heading("Compose")
    types(ada, "From the tram.")
    adds_picture(ada, picture(tmp_path), "A wet window")
    ada.looks()
    ada.page.get_by_text("Preview", exact=True).click()
    expect(preview(ada)).to_contain_text("From the tram.")
    expect(preview(ada).get_by_role("img", name="A wet window")).to_be_visible()
    ada.looks()
    ada.page.get_by_text("Write", exact=True).click()
    ada.presses("Publish now")
    sees_it_published(ada)
    ada.looks()

    for page in ("Calendar", "Platforms"):
        ada.page.get_by_role("navigation", name="Pages").get_by_role("link", name=page).click()
        ada.sees_heading(page)
        ada.looks()
    for page in ("Settings", "Import and export"):
        ada.page.get_by_role("button", name="More", exact=True).click()
        ada.looks()
        ada.page.get_by_role("navigation", name="All pages").get_by_role("link", name=page).click()
        ada.sees_heading(page)
        ada.looks()
