"""What people do in the composer, with the mouse or a finger."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.person import Person

SENT_WITHIN_MS = 20_000
BUNS = "Warm rye 🍞 at https://example.com/menus/spring-2026"
BUNS_WEIGH = 38  # X counts the emoji as 2 and any link as 23


def types(person: Person, text: str) -> None:
    """Types a post."""
    person.page.get_by_role("textbox", name="Post text").press_sequentially(text)


def adds_picture(person: Person, file: Path, alt: str) -> None:
    """Uploads a picture and describes it."""
    with person.page.expect_file_chooser() as chooser:
        person.presses("Add pictures")
    chooser.value.set_files(file)
    person.page.get_by_label("Describe picture 1").fill(alt)


def preview(person: Person) -> Locator:
    """The post as followers will see it."""
    return person.page.get_by_label("Preview on X")


def outcome(person: Person) -> Locator:
    """What the composer says became of the post."""
    return person.page.get_by_label("What happened to it")


def sees_it_published(person: Person) -> None:
    """Waits for the outcome to turn by itself."""
    expect(outcome(person)).to_contain_text("Published", timeout=SENT_WITHIN_MS)


def told_that_it_is_published(person: Person) -> Locator:
    """The heading of a publication's page once it is out."""
    return person.page.get_by_role("heading", name=re.compile("^(It is p|P)ublished")).first


def marks_this_load(person: Person) -> None:
    """Leaves a mark that a reload would wipe out."""
    person.page.evaluate("window.sameLoad = true")


def has_not_reloaded(person: Person) -> bool:
    """Whether the mark is still there."""
    return bool(person.page.evaluate("window.sameLoad === true"))
