"""A time in a zone, the calendar, and the moment itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person
from tests.browser.writing import has_not_reloaded, marks_this_load, types

HOME, THERE = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
TIME_TO_LOOK = timedelta(seconds=8)
GOES_OUT_WITHIN_MS = 80_000


def test_a_post_planned_in_another_zone_is_seen_on_the_calendar_and_turns_to_published_there(
    visitor: Visitors,
) -> None:
    ada = visitor(width=1440)
    ada.registers()
    ada.connects_x()
    ada.goes_to("/compose")
    types(ada, "Good morning, Tokyo.")
    ada.presses("Pick a time")
    chooses_zone(ada, "Tokyo")
    moment = next_minute()
    ada.page.get_by_label("Day and time").fill(f"{moment.astimezone(THERE):%Y-%m-%dT%H:%M}")
    ada.looks()
    ada.presses(re.compile("^Schedule for"))
    ada.sees(re.compile(f"Scheduled for .*{moment.astimezone(HOME):%H:%M}"))
    ada.looks()

    ada.follows("See it on the calendar")
    ada.sees_heading("Calendar")
    marks_this_load(ada)
    at = f"{moment.astimezone(HOME):%H:%M}"
    expect(entry(ada, f"{at} ?Scheduled")).to_be_visible()
    ada.looks()
    for view in ("Week", "Day", "List", "Month"):
        ada.page.get_by_text(view, exact=True).click()
        expect(ada.page.get_by_text("Good morning, Tokyo.").first).to_be_visible()
        ada.looks()
    entry(ada, at).click()
    ada.looks()
    ada.page.keyboard.press("Escape")

    expect(entry(ada, f"{at} ?Published")).to_be_visible(timeout=GOES_OUT_WITHIN_MS)
    assert has_not_reloaded(ada)
    assert [post["text"] for post in ada.stack.sandbox.x_posts(ada.handle)] == ["Good morning, Tokyo."]


def next_minute() -> datetime:
    """The next full minute that leaves time to look around before it."""
    soon = datetime.now(UTC) + TIME_TO_LOOK
    return soon.replace(second=0, microsecond=0) + timedelta(minutes=1)


def chooses_zone(person: Person, city: str) -> None:
    person.page.get_by_label("Time zone").click()
    person.page.get_by_placeholder("Search by city or region").fill(city)
    person.page.get_by_role("option", name=re.compile(city)).click()


def entry(person: Person, beginning: str) -> Locator:
    """The post on the calendar, by the beginning of what it is called."""
    return person.page.get_by_role("button", name=re.compile(f"^{beginning}.*Good morning, Tokyo"))
