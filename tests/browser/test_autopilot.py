"""The whole journey: from the landing page to an automation that has posted by itself. Run it with `make journey`."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person, stands_still
from tests.browser.stack import Stack

DESKTOP, PHONE = 1440, 390
SET_UP_WITHIN_S = 180
# A person reads, and looks for the next button: much longer than the pages take.
READS_A_PAGE_S = 12.0
STARTS_WITHIN_S = 15
WRITTEN_WITHIN_MS = 60_000
GOES_OUT_WITHIN_MS = 90_000


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_stranger_sets_it_up_in_minutes_and_it_posts_without_them(
    visitor: Visitors, interface: None, tmp_path: Path, width: int
) -> None:
    with Stack(tmp_path) as stack:
        ada = visitor(width=width, stack=stack)
        walk = Walk(ada, width)
        registers(walk)
        began = time.monotonic()
        sees_the_plan(walk)
        connects(walk, "X", stack)
        chooses_domains(walk)
        sets_up_the_automation(walk)
        took = time.monotonic() - began - walk.judged
        assert took + walk.pages * READS_A_PAGE_S < SET_UP_WITHIN_S, f"the set-up took {took:.0f} s by itself"
        first = sees_what_is_planned(walk)
        assert stack.sandbox.x_posts(ada.handle) == []

        ada.expects_to_lose_connection()
        ada.goes_to("about:blank")
        stack.stop()
        ahead = datetime.fromisoformat(first["at"]) - datetime.now(UTC)
        stack.start(minutes_later=(ahead.total_seconds() - STARTS_WITHIN_S) / 60)
        sees_that_it_posted(walk, first)


class Walk:
    """A person on their way, with a picture of every page they pass. `judged` are the seconds that this took."""

    def __init__(self, person: Person, width: int) -> None:
        self.person = person
        self.pages = 0
        self.judged = 0.0
        folder = os.environ.get("TESTS_PICTURES")
        self._folder = Path(folder) / str(width) if folder else None

    def passes(self, name: str) -> None:
        """Whether everyone can use the page; its picture is kept where `TESTS_PICTURES` says."""
        began = time.monotonic()
        self.pages += 1
        self.person.looks()
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            stands_still(self.person.page)
            self.person.page.screenshot(path=self._folder / f"{self.pages:02}-{name}.png", full_page=True)
        self.judged += time.monotonic() - began


def registers(walk: Walk) -> None:
    ada = walk.person
    ada.goes_to("/")
    ada.sees_heading("Every post goes out once. And on time.")
    walk.passes("landing")
    ada.follows("Start for free")
    ada.sees_heading("Create your account")
    ada.page.get_by_label("Name").fill(ada.name)
    ada.page.get_by_label("E-mail address").fill(ada.email)
    ada.page.get_by_label("Password", exact=True).fill(ada.password)
    ada.page.get_by_role("checkbox").check()
    walk.passes("register")
    ada.presses("Create account")
    walk.pages = 0


def sees_the_plan(walk: Walk) -> None:
    ada = walk.person
    ada.sees_heading("Welcome, Ada")
    at(ada, "/onboarding/welcome")
    expect(ada.page.get_by_role("radio", name=re.compile("Free"))).to_be_checked()
    walk.passes("welcome")
    ada.presses("Continue")


def connects(walk: Walk, platform: str, stack: Stack) -> None:
    ada = walk.person
    stack.sandbox.account(ada.handle, name=ada.name, followers=2_400)
    ada.sees_heading("Connect your platforms")
    at(ada, "/onboarding/platform-connection")
    walk.passes("platforms")
    ada.presses(f"Connect {platform}")
    ada.sees_heading(re.compile(f"wants to access your {platform} account"))
    ada.page.get_by_role("radio", name=ada.handle).check()
    walk.passes("consent")
    ada.presses("Authorize app")
    ada.sees_heading("Connect your platforms")
    ada.sees(f"@{ada.handle}")
    walk.passes("platforms-connected")
    ada.presses("Continue to content")


def chooses_domains(walk: Walk) -> None:
    ada = walk.person
    ada.sees_heading("What do you post about?")
    at(ada, "/onboarding/domain-selection")
    for name in ("Technology", "Memes"):
        card(ada, name).get_by_role("checkbox").check()
    technology = card(ada, "Technology")
    technology.get_by_role("button", name=re.compile("Preview content")).click()
    expect(technology).to_contain_text("Just now, drafted without a model, for X")
    walk.passes("domains")
    ada.presses("Save and continue")


def sets_up_the_automation(walk: Walk) -> None:
    ada = walk.person
    ada.sees_heading("Do you want to automate your posts?")
    at(ada, "/onboarding/automation-setup")
    walk.passes("automation-asked")
    ada.page.get_by_role("switch", name="Run the automation").click()
    ada.page.get_by_role("radio", name=re.compile("It goes out by itself")).check()
    walk.passes("automation")
    ada.presses("Complete the set-up")
    ada.sees_heading("All set. Your automation is running.")
    at(ada, "/onboarding/complete")
    walk.passes("complete")


def sees_what_is_planned(walk: Walk) -> dict[str, Any]:
    """The first post that is on the calendar."""
    ada = walk.person
    ada.follows("Go to the dashboard")
    ada.sees_heading("Dashboard")
    walk.passes("dashboard")
    ada.goes_to("/auto-posting")
    ada.sees_heading("Automation")
    coming = ada.page.get_by_role("region", name="Coming posts")
    expect(coming.get_by_text("goes out").first).to_be_visible(timeout=WRITTEN_WITHIN_MS)
    walk.passes("automation-runs")
    entries = ada.asks("GET", "/api/automation/entries?limit=20")["entries"]
    first: dict[str, Any] = next(entry for entry in entries if entry["state"] == "scheduled")
    return first


def sees_that_it_posted(walk: Walk, first: dict[str, Any]) -> None:
    ada = walk.person
    ada.context.clock.set_system_time(datetime.fromisoformat(first["at"]))
    ada.expects_refusal("/api/auth/me", 401)
    ada.goes_to("/auto-posting")
    ada.sees_heading("Automation")
    figures = ada.page.get_by_label("How it stands")
    expect(figures.locator("dt", has_text="Posts today").locator("xpath=../dd")).to_have_text(
        re.compile("^[1-9]"), timeout=GOES_OUT_WITHIN_MS
    )
    walk.passes("automation-posted")
    [post] = ada.stack.sandbox.x_posts(ada.handle)
    assert " ".join(post["text"].split()) == " ".join(first["text"].split())
    seen = ada.context.new_page()
    seen.goto(f"{ada.stack.sandbox.url}/x.com/{ada.handle}")
    expect(seen.get_by_role("article").first).to_contain_text(first["text"].split("\n")[0][:40])
    ada.looks(seen)
    ada.goes_to("/dashboard")
    ada.sees_heading("Dashboard")
    walk.passes("dashboard-posted")
    ada.goes_to("/calendar")
    ada.sees_heading("Calendar")
    walk.passes("calendar-posted")


def card(person: Person, name: str) -> Locator:
    return person.page.get_by_role("listitem").filter(has_text=name).last


def at(person: Person, path: str) -> None:
    assert urlsplit(person.page.url).path == path
