"""Without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors
from tests.browser.writing import preview, sees_it_published, told_that_it_is_published

MOST_STEPS = 40


def test_a_post_is_written_published_and_opened_with_the_keyboard_alone(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.connects_x()
    ada.goes_to("/platforms")
    ada.sees(f"@{ada.handle}")
    keys = ada.page.keyboard

    keys.press("Tab")
    assert focused(ada.page) == "Skip to the content"
    keys.press("Shift+?")
    expect(ada.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    ada.looks()
    keys.press("Escape")
    keys.press("c")
    ada.sees_heading("Compose")
    expect(ada.page.get_by_role("textbox", name="Post text")).to_be_focused()
    keys.type("Written without")
    expect(ada.page.get_by_text("Saved", exact=True)).to_be_visible()
    keys.type(" a mouse.")
    expect(preview(ada)).to_contain_text("Written without a mouse.")
    tabs_to(ada.page, f"@{ada.handle}", backwards=True)
    assert ada.page.locator(":focus").get_attribute("aria-pressed") == "true"
    tabs_to(ada.page, "Publish now")
    keys.press("Enter")
    sees_it_published(ada)
    tabs_to(ada.page, "Details")
    keys.press("Enter")
    ada.page.wait_for_url("**/publications/*")
    expect(told_that_it_is_published(ada)).to_be_visible()

    keys.press("Control+k")
    expect(ada.page.get_by_role("combobox")).to_be_focused()
    keys.type("Settings")
    keys.press("Enter")
    ada.sees_heading("Settings")


def focused(page: Page) -> str:
    """The name of what has the focus, which must be seen to have it."""
    holder = page.locator(":focus")
    assert holder.evaluate("e => e.matches(':focus-visible')")
    return holder.get_attribute("aria-label") or holder.inner_text().strip()


def tabs_to(page: Page, name: str, *, backwards: bool = False) -> None:
    met = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        met.append(focused(page))
        if name in met[-1]:
            return
    raise AssertionError(f"{name!r} is not reached with the Tab key, only {met}")
