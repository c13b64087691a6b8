"""What X refuses."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person
from tests.browser.writing import SENT_WITHIN_MS, outcome, told_that_it_is_published, types


def test_a_refusal_is_told_in_words_with_what_to_do_and_the_post_goes_out_on_the_next_try(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.connects_x()
    ada.stack.sandbox.fault("POST /2/tweets", "refuse", account=ada.handle, reason="Your account is locked today.")
    publishes(ada, "X will not have this.")
    expect(outcome(ada)).to_contain_text("Not published", timeout=SENT_WITHIN_MS)
    expect(outcome(ada)).to_contain_text("Your account is locked today.")
    ada.looks()
    ada.follows("Details")
    ada.sees(re.compile("not published", re.IGNORECASE))
    ada.sees("Your account is locked today.")
    ada.sees(re.compile("Change the post and try again"))
    assert ada.stack.sandbox.x_posts(ada.handle) == []
    ada.looks()

    ada.presses(re.compile("^Try again"))
    expect(told_that_it_is_published(ada)).to_be_visible(timeout=SENT_WITHIN_MS)
    assert len(ada.stack.sandbox.x_posts(ada.handle)) == 1
    ada.looks()


def publishes(person: Person, text: str) -> None:
    person.goes_to("/compose")
    types(person, text)
    person.presses("Publish now")
