"""A post, written, sent, seen and answered."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person, picture
from tests.browser.writing import (
    BUNS,
    BUNS_WEIGH,
    adds_picture,
    has_not_reloaded,
    marks_this_load,
    outcome,
    preview,
    sees_it_published,
    told_that_it_is_published,
    types,
)

ALT = "A tray of golden cardamom buns"


def test_a_post_with_a_picture_is_previewed_counted_published_seen_and_answered(
    visitor: Visitors, tmp_path: Path
) -> None:
    ada = visitor()
    ada.registers()
    account = ada.connects_x(followers=5_000)
    ada.goes_to("/compose")
    ada.sees_heading("Compose")
    ada.looks()

    types(ada, BUNS)
    expect(preview(ada)).to_contain_text("Warm rye 🍞 at example.com/menus")
    ada.sees(f"{280 - BUNS_WEIGH} characters left")
    writing = {"text": BUNS, "connection_ids": [account["id"]]}
    assert ada.asks("POST", "/api/posts/check", writing)["checks"][0]["count"] == BUNS_WEIGH
    adds_picture(ada, picture(tmp_path), ALT)
    expect(preview(ada).get_by_role("img", name=ALT)).to_be_visible()
    ada.looks()

    marks_this_load(ada)
    ada.presses("Publish now")
    sees_it_published(ada)
    assert has_not_reloaded(ada)
    ada.looks()

    sees_it_on_x(ada)
    sees_it_answered(ada)


def sees_it_on_x(person: Person) -> None:
    with person.page.expect_popup() as opened:
        outcome(person).get_by_role("link", name="Open on X").click()
    on_x = opened.value
    expect(on_x.get_by_role("article", name=f"Post by {person.name}")).to_contain_text("Warm rye 🍞")
    expect(on_x.get_by_role("img", name=ALT)).to_be_visible()
    person.looks(on_x)
    on_x.get_by_role("link", name=f"All posts of {person.name}").click()
    expect(on_x.get_by_role("heading", level=1, name=person.name)).to_be_visible()
    expect(on_x.get_by_role("article").first).to_contain_text("Warm rye 🍞")
    person.looks(on_x)
    on_x.close()


def sees_it_answered(person: Person) -> None:
    person.stack.sandbox.advance(3600)
    person.follows("Details")
    expect(told_that_it_is_published(person)).to_be_visible()
    for kind in ("Likes", "Replies"):
        count = person.page.get_by_role("region", name="Numbers").locator("dt", has_text=kind).locator("xpath=../dd")
        expect(count).to_have_text(re.compile("[1-9]"))
    expect(person.page.get_by_role("region", name="Replies").get_by_role("listitem").first).to_be_visible()
    person.looks()
