"""The same way with a thumb, 390 px wide."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person, picture
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


def test_a_finger_draws_a_post_to_another_day_and_finds_posts_by_their_tag(visitor: Visitors) -> None:
    ada = visitor(width=PHONE)
    ada.registers()
    account = ada.connects_x()["id"]
    month = (datetime.now(UTC).replace(day=1) + timedelta(days=40)).strftime("%Y-%m")
    for text, tags in (("Warm rye", ["bread"]), ("Cold brew", [])):
        written = {"text": text, "connection_ids": [account], "tags": tags}
        post = ada.asks("POST", "/api/posts", written)["post"]["id"]
        planned = {"local": f"{month}-10T09:30", "zone": "Europe/Berlin"}
        ada.asks("POST", f"/api/posts/{post}/schedule", planned)

    ada.goes_to(f"/calendar?day={month}-10&view=month")
    entry = ada.page.get_by_role("button", name=re.compile("Warm rye"))
    days = ada.page.get_by_role("button", name=re.compile(r"\. \d+ posts?$"))
    target = days.filter(has_text=re.compile("^12$")).first
    expect(ada.page.get_by_text("Hold a post to drag it")).to_be_visible()
    ada.looks()
    draws(ada, entry, target)
    ada.sees(re.compile(r"^Moved to .*12.*9:30"))
    expect(entry).to_have_count(0)
    target.tap()
    expect(entry).to_be_visible()
    ada.looks()
    span = f"from={month}-01T00:00:00Z&to={month}-28T00:00:00Z"
    moved = ada.asks("GET", f"/api/calendar?{span}&tag=bread")["items"]
    assert [item["planned_local"] for item in moved] == [f"{month}-12T09:30"]

    ada.page.get_by_text("List", exact=True).click()
    expect(ada.page.get_by_role("button", name=re.compile("Cold brew"))).to_be_visible()
    ada.presses("Filter")
    ada.page.get_by_role("combobox", name="Tag").click()
    ada.page.get_by_role("option", name="bread").click()
    expect(ada.page.get_by_role("listbox")).to_have_count(0)
    expect(ada.page.get_by_role("button", name=re.compile("Cold brew"))).to_have_count(0)
    ada.looks()
    ada.page.reload()
    expect(entry).to_be_visible()
    expect(ada.page.get_by_role("button", name="1 filter")).to_be_visible()
    entry.tap()
    expect(ada.page.get_by_role("dialog", name="Scheduled")).to_be_visible()
    ada.looks()
    ada.presses("Move to…")
    expect(ada.page.get_by_label("New time")).to_be_visible()
    ada.looks()


def draws(person: Person, entry: Locator, target: Locator) -> None:
    """Holds it until it is lifted, and lets it go over the target."""
    hand = person.context.new_cdp_session(person.page)

    def touches(kind: str, place: Locator | None) -> None:
        box = place.bounding_box() if place else None
        points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}] if box else []
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    entry.scroll_into_view_if_needed()
    touches("touchStart", entry)
    expect(person.page.locator("[data-publication][aria-hidden]")).to_be_visible()
    touches("touchMove", target)
    touches("touchEnd", None)
