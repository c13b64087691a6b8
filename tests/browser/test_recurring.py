"""A post that repeats: from its draft to its dates, changed, and seen from the calendar."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.writing import types


def test_a_post_is_written_once_repeats_by_a_rule_and_is_changed_whole(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers(plan_type="agency")
    ada.connects_x()
    ada.goes_to("/recurring")
    ada.sees("No recurring post yet")
    ada.looks()

    ada.follows("Write one")
    types(ada, "Good morning!")
    ada.presses("Repeat…")
    sheet = ada.page.get_by_role("dialog", name="Repeat this post")
    sheet.get_by_text("Daily", exact=True).click()
    expect(sheet.get_by_text("within 48 hours")).to_be_visible()
    sheet.get_by_role("button", name="Add a text").click()
    sheet.get_by_role("textbox", name="Text 2").fill("Good day!")
    expect(sheet.get_by_text("within 48 hours")).not_to_be_visible()
    sheet.get_by_label("At", exact=True).fill("18:15")
    ada.looks()
    ada.presses("Start repeating")

    dates = ada.page.get_by_role("list", name="Coming dates")
    expect(dates.get_by_role("link", name=re.compile("^Open the post of .*18:15"))).not_to_have_count(0)
    expect(dates).to_contain_text("Good day!")
    ada.looks()
    ada.presses("Change Good morning!")
    sheet = ada.page.get_by_role("dialog", name="Change this recurring post")
    sheet.get_by_label("Text", exact=True).fill("Good evening!")
    ada.looks()
    sheet.get_by_role("button", name="Save").click()
    expect(sheet).not_to_be_visible()
    expect(dates).to_contain_text("Good evening!")
    assert ada.asks("GET", "/api/posts?state=draft")["posts"] == []

    ada.goes_to("/calendar?view=list")
    ada.page.get_by_role("button", name=re.compile("18:15.*Good evening!")).first.click()
    ada.sees("Part of a recurring post.")
    ada.looks()
    ada.follows("See the recurring post")
    ada.presses("Pause Good evening!")
    ada.sees("It is paused. If you resume it now, it comes on these dates.")
