"""What nobody knows: X took the post, and its answer was lost."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.writing import told_that_it_is_published

SETTLES_WITHIN_MS = 60_000


def test_a_post_that_x_neither_shows_nor_takes_again_is_unconfirmed_until_the_person_has_looked(
    unanswered: Person,
) -> None:
    ada = unanswered
    post = ada.asks("GET", "/api/posts")["posts"][0]
    ada.goes_to(f"/publications/{post['publications'][0]['id']}")
    expect(ada.page.get_by_role("heading", name=re.compile("We sent it and got no (clear )?answer"))).to_be_visible(
        timeout=SETTLES_WITHIN_MS
    )
    for way in ("It is there", "Post it again", "Drop it"):
        expect(ada.page.get_by_role("button", name=way)).to_be_visible()
    ada.looks()
    found = finds_it_on_x(ada)

    ada.presses("It is there")
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_label("Address of the post").fill(found)
    ada.looks()
    dialog.get_by_role("button", name=re.compile("Mark as published|Yes, it is there")).click()
    expect(told_that_it_is_published(ada)).to_be_visible()
    expect(ada.page.get_by_role("link", name="Open on X").first).to_have_attribute("href", found)
    assert len(ada.stack.sandbox.x_posts(ada.handle)) == 1
    assert ada.faults == []


def finds_it_on_x(person: Person) -> str:
    """Where the post lies on the twin, whose pages show what its API hides for a while."""
    with person.page.expect_popup() as opened:
        person.page.get_by_role("link", name=re.compile("^(Open @|Look on X)")).click()
    on_x = opened.value
    expect(on_x.get_by_role("heading", level=1, name=person.name)).to_be_visible()
    on_x.close()
    post = person.stack.sandbox.x_posts(person.handle)[0]
    return f"{person.stack.sandbox.url}/x.com/{person.handle}/status/{post['id']}"
